use super::*;
use crate::console::screens::Overlay;
use crate::console::undo::{Sent, Then};

const TEN: TicketId = TicketId(10);

fn reply() -> Operation {
    Operation { ticket: TEN, action: Action::Reply { body: "Olá Marta".into(), seen: 0, force: false } }
}

fn entry(id: &str, leaves_in: i64, state: OutboxState) -> OutboxEntry {
    OutboxEntry {
        id: OperationId::new(id),
        operation: reply(),
        made_at: NOW,
        leaves_at: Some(NOW + Span::seconds(leaves_in)),
        state,
        newer: Vec::new(),
    }
}

fn sent(id: &str) -> Sent {
    Sent { ticket: TEN, reply: OperationId::new(id), then: None }
}

/// A console whose operator has just sent a reply that lingers for a quarter of a minute.
fn lingering() -> Model {
    let mut model = ready();
    model.linger = Span::seconds(15);
    type_in(&mut model, "rOlá Marta⟨Ctrl+s⟩");
    let effects = update(&mut model, Msg::Submitted { operation: reply(), id: OperationId::new("d:1"), inverse: None });
    assert!(effects.contains(&Effect::LoadOutbox));
    update(&mut model, Msg::OutboxLoaded(vec![entry("d:1", 15, OutboxState::Queued)]));
    model
}

fn screen(model: &Model) -> String {
    let area = Rect::new(0, 0, 100, 30);
    let mut buf = Buffer::empty(area);
    view::draw(model, &mut Cache::default(), &mut buf);
    (0..30).map(|y| (0..100).map(|x| buf[(x, y)].symbol().to_string()).collect::<String>() + "\n").collect()
}

#[test]
fn the_countdown_is_drawn_when_its_text_changes_and_then_no_more() {
    let mut model = lingering();
    update(&mut model, Msg::Tick(NOW + Span(300)));
    assert!(screen(&model).contains("◷ 1 leaves in 14 s"), "{}", screen(&model));
    assert_eq!(model.next_change() - model.now, Span(701));
    model.changed = false;
    update(&mut model, Msg::Tick(NOW + Span(600)));
    assert!(!model.changed, "the same text is not drawn again");
    update(&mut model, Msg::Tick(NOW + Span(1_001)));
    assert!(model.changed && screen(&model).contains("◷ 1 leaves in 13 s"));
    update(&mut model, Msg::Tick(NOW + Span::seconds(15)));
    assert!(model.changed && !screen(&model).contains('◷'));
    assert!(model.next_change() - model.now > Span::seconds(1), "nothing counts any more");
}

#[test]
fn taking_a_reply_back_brings_its_text_what_was_seen_and_what_was_to_follow() {
    let mut model = lingering();
    assert!(screen(&model).contains("u take back"), "{}", screen(&model));
    assert_eq!(press(&mut model, "u"), [Effect::TakeBack(sent("d:1"))]);
    let then = Some(Then { to: Status::Pending, done: None });
    let back = Msg::ReplyBack { sent: Sent { then, ..sent("d:1") }, seen: Some(0) };
    let effects = update(&mut model, back);
    assert!(model.compose.is_none(), "what is in view still counts the reply: it is read again first");
    assert!(effects.contains(&Effect::LoadDossier(TEN)));
    let mut newer = dossier(10);
    newer.ticket.replies = 1;
    let effects = update(&mut model, Msg::DossierLoaded { ticket: TEN, dossier: Some(Box::new(newer)) });
    assert!(effects.contains(&Effect::LoadDraft { ticket: TEN, kind: Visibility::Public }));
    let text = Some("Olá Marta".to_string());
    update(&mut model, Msg::DraftLoaded { ticket: TEN, kind: Visibility::Public, text });
    assert!(model.notice.as_ref().unwrap().text().contains("is a draft again"));
    let editor = &model.compose.as_ref().unwrap().editor;
    assert_eq!((editor.text().as_str(), editor.seen(), editor.then()), ("Olá Marta", 0, Some(Status::Pending)));
    assert!(
        press(&mut model, "⟨Ctrl+s⟩").iter().all(|it| !matches!(it, Effect::Submit { .. })),
        "a colleague's is newer"
    );
}

#[test]
fn what_has_left_says_so_and_what_came_before_it_can_be_taken_back() {
    let mut model = lingering();
    model.undo.push(vec![Operation { ticket: TEN, action: Action::Take }]);
    press(&mut model, "u");
    assert_eq!(press(&mut model, "u"), [Effect::TakeBack(sent("d:1"))], "the newest first");
    update(&mut model, Msg::ReplyLeft { sent: sent("d:1"), delivered: Some(NOW) });
    assert_eq!(model.notice.as_ref().unwrap().text(), "10: the reply cannot be taken back: delivered 03:12.");
    update(&mut model, Msg::ReplyLeft { sent: sent("d:1"), delivered: None });
    assert_eq!(model.notice.as_ref().unwrap().text(), "10: the reply cannot be taken back: it is on its way.");
}

#[test]
fn after_a_start_the_reply_that_still_lingers_is_taken_back() {
    let mut model = ready();
    let entries = ["d:1", "d:2"].map(|id| entry(id, 15, OutboxState::Queued));
    update(&mut model, Msg::OutboxLoaded(entries.into()));
    assert_eq!(press(&mut model, "u"), [Effect::TakeBack(sent("d:2"))]);
    update(&mut model, Msg::OutboxLoaded(vec![entry("d:1", 15, OutboxState::Unknown)]));
    assert_eq!(press(&mut model, "u"), [], "what is on its way is not");
}

#[test]
fn what_leaves_the_outbox_by_hand_is_not_taken_back_again() {
    let mut model = lingering();
    update(&mut model, Msg::Discarded(OperationId::new("d:1")));
    update(&mut model, Msg::OutboxLoaded(Vec::new()));
    assert_eq!(press(&mut model, "u"), []);
}

#[test]
fn a_take_back_that_the_disk_refuses_can_be_tried_again() {
    let mut model = lingering();
    press(&mut model, "u");
    let error = Trouble::DiskFull;
    update(&mut model, Msg::Failed { doing: Doing::TakeBack(sent("d:1")), error });
    assert_eq!(press(&mut model, "u"), [Effect::TakeBack(sent("d:1"))]);
}

#[test]
fn leaving_asks_while_a_reply_has_not_left_and_syncing_sends_it_now() {
    let mut model = lingering();
    assert_eq!(press(&mut model, "q"), []);
    assert!(matches!(model.overlay, Some(Overlay::Menu(_))) && screen(&model).contains("turno sync"));
    assert_eq!(press(&mut model, "s"), []);
    assert_eq!(press(&mut model, "ql"), [Effect::Leave]);
    assert_eq!(press(&mut model, "⟨Ctrl+r⟩"), [Effect::SendNow, Effect::SyncNow]);
    update(&mut model, Msg::OutboxLoaded(Vec::new()));
    assert_eq!(press(&mut model, "⟨Ctrl+r⟩"), [Effect::SyncNow]);
    assert_eq!(press(&mut model, "q"), [Effect::Leave]);
}
