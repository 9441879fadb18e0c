use super::*;
use crate::console::batch::{Planned, Want};
use crate::console::fixture::colleague;
use crate::console::marks::LIMIT;
use crate::console::screens::Overlay;

fn marked(model: &Model) -> Vec<i64> {
    model.marks.ids().into_iter().map(|id| id.0).collect()
}

fn title(model: &Model) -> String {
    let (width, height) = model.size;
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    view::draw(model, &mut Cache::default(), &mut buf);
    let lines = buf.content().chunks(usize::from(width)).take(4);
    lines.map(|line| line.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() + "\n").collect()
}

/// What is submitted together: the tickets, and what is done to each.
fn batch(effects: &[Effect]) -> Vec<(i64, Action)> {
    let [Effect::SubmitAll { batch, .. }] = effects else { panic!("{effects:?}") };
    batch.iter().map(|it| (it.operation.ticket.0, it.operation.action.clone())).collect()
}

/// As the replica answers that takes all of it.
fn take_on(model: &mut Model, effects: Vec<Effect>) {
    for effect in effects {
        let Effect::SubmitAll { want, batch } = effect else { continue };
        update(model, Msg::SubmittedAll { want, done: batch, refused: Vec::new() });
    }
}

#[test]
fn space_marks_and_moves_on_and_esc_takes_the_marks_away_before_the_search() {
    let mut model = ready();
    type_in(&mut model, "/lang:pt⟨Enter⟩ ");
    assert_eq!((marked(&model), model.queue.rows.selected()), (vec![10], Some(TicketId(20))));
    type_in(&mut model, "  k ");
    assert_eq!(marked(&model), [10, 30], "the last stays under the cursor, and once more takes its mark away");
    type_in(&mut model, "⟨Esc⟩");
    assert!(marked(&model).is_empty() && !model.queue.is_plain());
    assert_eq!(model.notice.as_ref().unwrap().text(), "2 marks taken away");
    type_in(&mut model, "⟨Esc⟩");
    assert!(model.queue.is_plain());
}

#[test]
fn marks_outlive_filters_and_the_title_says_how_many_are_hidden() {
    let mut model = ready();
    type_in(&mut model, " j ");
    assert!(title(&model).contains("2 marked ") && title(&model).contains("*"), "{}", title(&model));
    let effects = press(&mut model, "/site:LS2⟨Enter⟩");
    answer(&mut model, effects, &[30]);
    assert!(title(&model).contains("2 marked, 1 hidden"), "{}", title(&model));
}

#[test]
fn what_is_not_in_memory_may_be_hidden_or_further_off() {
    let mut model = ready();
    type_in(&mut model, " j ");
    let Some(Effect::LoadWindow { generation, .. }) = press(&mut model, "/site:LS2⟨Enter⟩").pop() else { panic!() };
    let window = Window { at_end: false, ..fixture::window(&[30]) };
    update(&mut model, Msg::WindowLoaded { generation, window });
    assert!(title(&model).contains("2 marked, up to 1 hidden"), "{}", title(&model));
}

#[test]
fn a_range_follows_the_cursor_until_it_is_fixed_or_given_up() {
    let mut model = ready();
    type_in(&mut model, "vj");
    assert_eq!(marked(&model), [10, 20]);
    type_in(&mut model, "⟨Esc⟩");
    assert!(marked(&model).is_empty());
    type_in(&mut model, "vkvj");
    assert_eq!(marked(&model), [10, 20], "fixed by the second v");
    type_in(&mut model, "⟨Esc⟩vj⟨Enter⟩");
    assert_eq!((marked(&model), model.marks.is_ranging()), (vec![20, 30], false), "opening fixes it");
}

#[test]
fn all_of_the_list_is_marked_also_what_is_not_in_memory_up_to_a_limit_that_is_said() {
    let mut model = ready();
    let effects = press(&mut model, "*");
    assert_eq!(effects, [Effect::LoadList { filter: Filter::default(), limit: LIMIT }]);
    let many: Vec<i64> = (1..=600).collect();
    answer(&mut model, effects, &many);
    assert_eq!(model.marks.len(), LIMIT);
    assert!(model.notice.as_ref().unwrap().text().contains("No more than 500"));
    let late = Msg::ListLoaded { filter: Filter::parse("lang:es").unwrap(), ids: vec![TicketId(999)], more: false };
    press(&mut model, "⟨Esc⟩");
    update(&mut model, late);
    assert!(marked(&model).is_empty(), "of a list that is not shown any more nothing is marked");
}

#[test]
fn an_action_on_marks_asks_shows_what_it_comes_to_and_does_it_on_enter() {
    let mut model = ready();
    type_in(&mut model, " j ");
    let effects = press(&mut model, "sp");
    let ids = vec![TicketId(10), TicketId(30)];
    assert_eq!(effects, [Effect::LoadMarked { want: Want::SetStatus(Status::Pending), ids }]);
    assert_eq!(press(&mut model, "⟨Enter⟩"), [], "nothing is done unseen");
    answer(&mut model, effects, &[10, 20, 30]);
    assert!(title(&model).contains("2 marked"), "{}", title(&model));
    let pending = Action::SetStatus { from: Status::New, to: Status::Pending };
    let effects = press(&mut model, "⟨Enter⟩");
    assert_eq!(batch(&effects), [(10, pending.clone()), (30, pending)]);
    take_on(&mut model, effects);
    let notice = model.notice.as_ref().unwrap();
    assert_eq!((notice.text(), notice.hint()), ("status: waiting for customer: done on 2 tickets", "u takes it back"));
    assert_eq!(marked(&model), [10, 30], "for the next action");
}

#[test]
fn esc_does_nothing_and_one_undo_takes_all_back() {
    let mut model = ready();
    type_in(&mut model, " j pl⟨Esc⟩");
    assert!(model.overlay.is_none());
    let effects = type_in(&mut model, "pl⟨Enter⟩");
    take_on(&mut model, effects);
    let effects = press(&mut model, "u");
    let back = Action::SetPriority { from: Priority::Low, to: Priority::High };
    assert_eq!(batch(&effects), [(10, back.clone()), (30, back)]);
    take_on(&mut model, effects);
    assert_eq!(model.notice.as_ref().unwrap().text(), "taken back: done on 2 tickets");
    assert_eq!(press(&mut model, "u"), [], "once");
}

#[test]
fn an_undo_of_many_that_fails_can_be_tried_again() {
    let mut model = ready();
    let effects = type_in(&mut model, " j pl⟨Enter⟩");
    take_on(&mut model, effects);
    let Some(Effect::SubmitAll { want, batch }) = press(&mut model, "u").pop() else { panic!() };
    update(&mut model, Msg::Failed { doing: Doing::SubmitAll { want, batch }, error: Trouble::DiskFull });
    assert_eq!(press(&mut model, "u").len(), 1);
}

#[test]
fn lines_are_asked_for_and_each_ticket_gets_its_own_operation() {
    let mut model = ready();
    type_in(&mut model, " j ");
    let comment = Action::Comment { body: "fibre cut".into() };
    let effects = type_in(&mut model, "cfibre cut⟨Enter⟩⟨Enter⟩");
    assert_eq!(batch(&effects), [(10, comment.clone()), (30, comment)]);
    let effects = type_in(&mut model, "oball invoices⟨Enter⟩⟨Enter⟩");
    let decision = Decision::Overridden { suggested: Role::Gsd, reason: "all invoices".into() };
    let route = Action::Route { from: None, to: Role::Ba, decision, knowledge: Some("test".into()) };
    assert_eq!(batch(&effects), [(10, route.clone()), (30, route)]);
    let effects = type_in(&mut model, "z2h⟨Enter⟩⟨Enter⟩");
    assert!(matches!(batch(&effects)[..], [(10, Action::Snooze { from: Status::New, .. }), (30, _)]));
    assert_eq!(type_in(&mut model, "c⟨Enter⟩"), [], "no text, no comment");
}

#[test]
fn a_public_reply_goes_to_one_customer_and_says_so() {
    let mut model = ready();
    type_in(&mut model, " r");
    assert!(model.compose.is_none() && model.notice.as_ref().unwrap().text().contains("one customer"));
    type_in(&mut model, "⟨Enter⟩t");
    assert!(model.overlay.is_none(), "an open ticket is acted on alone");
}

#[test]
fn what_left_the_queue_is_marked_no_more_and_what_was_refused_is_named() {
    let mut model = ready();
    type_in(&mut model, "*");
    let mut effects = type_in(&mut model, "sr⟨Enter⟩");
    let Some(Effect::SubmitAll { want, mut batch }) = effects.pop() else { panic!() };
    let lost = batch.pop().unwrap().operation;
    let found = colleague().to_string();
    let refusal = Refusal::Conflict { field: operation::Field::Assignee, expected: "nobody".into(), found, mark: None };
    update(&mut model, Msg::SubmittedAll { want, done: batch, refused: vec![(lost, refusal)] });
    assert_eq!(marked(&model), [30]);
    let text = model.notice.as_ref().unwrap().text().to_string();
    assert_eq!(text, "status: resolved: 2 done, 1 refused: 30: held by op-12");
}

#[test]
fn what_cannot_be_taken_back_is_not_said_to_be() {
    let mut model = ready();
    let planned = |id, inverse: Option<Operation>| Planned {
        operation: Operation { ticket: TicketId(id), action: Action::Take },
        inverse,
        leaves: false,
    };
    let back = Operation { ticket: TicketId(10), action: Action::GiveBack };
    let done = vec![planned(10, Some(back)), planned(20, None)];
    update(&mut model, Msg::SubmittedAll { want: Some(Want::Take), done, refused: Vec::new() });
    assert_eq!(model.notice.as_ref().unwrap().hint(), "u takes 1 of them back");
}

#[test]
fn what_could_not_be_read_is_not_shown_as_if_it_were() {
    let mut model = ready();
    press(&mut model, " t");
    assert!(matches!(model.overlay, Some(Overlay::Preview(_))));
    update(&mut model, Msg::Failed { doing: Doing::LoadMarked, error: Trouble::InUse });
    assert!(model.overlay.is_none());
}
