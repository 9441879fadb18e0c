//! Key scripts: what an operator presses, and what is asked of the world because of it.

use super::*;
use crate::console::cache::Cache;
use crate::console::fixture::{self, NOW, desk, dossier};
use crate::console::layout::Pane;
use crate::console::msg::Wake;
use crate::console::trouble::Trouble;
use crate::console::view;
use crate::domain::*;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

mod acting;
mod alerting;
mod arriving;
mod calling;
mod handing;
mod incidents;
mod leaving;
mod linking;
mod macros;
mod marking;
mod queries;
mod rostering;
mod searching;
mod soak;
mod writing;

/// Presses keys one after the other: a letter each, or a name in ⟨⟩: `j⟨Enter⟩a`.
pub fn press(model: &mut Model, script: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let (name, after) = match rest.strip_prefix('⟨') {
            Some(named) => named.split_once('⟩').unwrap(),
            None => rest.split_at(first.len_utf8()),
        };
        effects.extend(update(model, Msg::Key(key(name))));
        rest = after;
    }
    effects
}

pub fn key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.split_once('+') {
        Some(("Ctrl", name)) => (KeyModifiers::CONTROL, name),
        Some(("Alt", name)) => (KeyModifiers::ALT, name),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "PgDn" => KeyCode::PageDown,
        "PgUp" => KeyCode::PageUp,
        "F1" => KeyCode::F(1),
        letter => KeyCode::Char(letter.chars().next().unwrap()),
    };
    KeyEvent::new(code, modifiers)
}

/// Answers what the console asked to read, as a replica with these tickets would.
pub fn answer(model: &mut Model, effects: Vec<Effect>, ids: &[i64]) -> Vec<Effect> {
    let mut left = Vec::new();
    let mut open = effects;
    while !open.is_empty() {
        let mut next = Vec::new();
        for effect in open {
            let msg = match effect {
                Effect::LoadWindow { generation, .. } => Msg::WindowLoaded { generation, window: fixture::window(ids) },
                Effect::LoadDossier(ticket) => {
                    let found = ids.contains(&ticket.0).then(|| Box::new(dossier(ticket.0)));
                    Msg::DossierLoaded { ticket, dossier: found }
                }
                Effect::LoadList { filter, limit } => {
                    let more = ids.len() > limit;
                    Msg::ListLoaded { filter, ids: ids.iter().take(limit).map(|id| TicketId(*id)).collect(), more }
                }
                Effect::LoadMarked { want, ids: marked } => {
                    let here = marked.iter().filter(|id| ids.contains(&id.0)).map(|id| dossier(id.0));
                    let found = here.map(|it| Marked { ticket: it.ticket, suggestion: Some(it.suggestion) }).collect();
                    Msg::MarkedLoaded { want, ids: marked, found }
                }
                Effect::LoadMacros(ticket) => {
                    let dossier = ids.contains(&ticket.0).then(|| Box::new(dossier(ticket.0)));
                    Msg::MacrosLoaded { ticket, macros: fixture::macros(), dossier }
                }
                Effect::LoadDraft { ticket, kind } => Msg::DraftLoaded { ticket, kind, text: None },
                Effect::Wake { after, wake: Wake::Rest } => {
                    let later = model.now + after;
                    next.extend(update(model, Msg::Tick(later)));
                    Msg::Woke(Wake::Rest)
                }
                Effect::LoadReference | Effect::LoadTally | Effect::LoadOutbox | Effect::LoadUrgent => continue,
                other => {
                    left.push(other);
                    continue;
                }
            };
            next.extend(update(model, msg));
        }
        open = next;
    }
    left
}

/// Starts the console on these tickets.
pub fn load(model: &mut Model, ids: &[i64]) {
    let effects = start(model);
    answer(model, effects, ids);
}

/// A console on tickets 10, 20 and 30, the cursor on the first.
pub fn ready() -> Model {
    let mut model = desk();
    load(&mut model, &[10, 20, 30]);
    model
}

/// Presses keys and answers what is read because of them.
pub fn type_in(model: &mut Model, script: &str) -> Vec<Effect> {
    let mut left = Vec::new();
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let len = if first == '⟨' { rest.find('⟩').unwrap() + '⟩'.len_utf8() } else { first.len_utf8() };
        let effects = press(model, &rest[..len]);
        left.extend(answer(model, effects, &[10, 20, 30]));
        rest = &rest[len..];
    }
    left
}

#[test]
fn the_panes_follow_the_cursor_of_the_queue() {
    let mut model = ready();
    assert_eq!(press(&mut model, "j"), [Effect::LoadDossier(TicketId(20))]);
    assert_eq!(model.current_dossier(), None);
    answer(&mut model, vec![Effect::LoadDossier(TicketId(20))], &[10, 20, 30]);
    assert_eq!(model.current_dossier().unwrap().ticket.id, TicketId(20));
}

#[test]
fn a_held_key_reads_what_it_comes_to_rest_on_alone() {
    let mut model = ready();
    let first = press(&mut model, "j");
    assert_eq!(first, [Effect::LoadDossier(TicketId(20))], "a single step is followed at once");
    answer(&mut model, first, &[10, 20, 30]);
    let wake = Effect::Wake { after: Span(60), wake: Wake::Rest };
    assert_eq!(press(&mut model, "j"), [wake]);
    assert_eq!(press(&mut model, "k"), [], "back where it was read: nothing to read");
    assert_eq!(press(&mut model, "j"), [], "one wake-up is enough");
    let later = model.now + Span(60);
    let mut effects = update(&mut model, Msg::Tick(later));
    effects.extend(update(&mut model, Msg::Woke(Wake::Rest)));
    assert_eq!(effects, [Effect::LoadDossier(TicketId(30))]);
}

#[test]
fn whoever_acts_on_a_ticket_in_passing_does_not_wait_for_the_cursor_to_rest() {
    let mut model = ready();
    type_in(&mut model, "j");
    press(&mut model, "j");
    let effects = press(&mut model, "⟨Enter⟩");
    assert!(effects.contains(&Effect::LoadDossier(TicketId(30))), "{effects:?}");
    let mut model = ready();
    type_in(&mut model, "j");
    press(&mut model, "j");
    let effects = press(&mut model, "a");
    assert!(effects.contains(&Effect::LoadDossier(TicketId(30))), "{effects:?}");
}

#[test]
fn opening_marks_a_ticket_seen_and_esc_goes_back_to_its_row() {
    let mut model = ready();
    assert_eq!(type_in(&mut model, "j⟨Enter⟩"), [Effect::MarkSeen(TicketId(20))]);
    assert_eq!((model.open, model.focused()), (Some(TicketId(20)), Pane::Ticket));
    type_in(&mut model, "⟨Esc⟩");
    assert_eq!((model.open, model.focused()), (None, Pane::Queue));
    assert_eq!(model.queue.rows.selected(), Some(TicketId(20)));
}

#[test]
fn the_next_ticket_opens_without_going_back_to_the_queue() {
    let mut model = ready();
    type_in(&mut model, "⟨Enter⟩J");
    assert_eq!((model.open, model.queue.position().as_str()), (Some(TicketId(20)), "2/3"));
    type_in(&mut model, "JJ");
    assert_eq!(model.open, Some(TicketId(30)));
    assert!(model.notice.as_ref().unwrap().text().contains("last"));
    type_in(&mut model, "K");
    assert_eq!(model.open, Some(TicketId(20)));
}

#[test]
fn tab_goes_round_the_panes_that_this_screen_has() {
    let mut model = ready();
    let mut seen = Vec::new();
    for _ in 0..3 {
        press(&mut model, "⟨Tab⟩");
        seen.push(model.focused());
    }
    assert_eq!(seen, [Pane::Customer, Pane::Routing, Pane::Queue]);
    press(&mut model, "h");
    assert_eq!(model.focused(), Pane::Routing);
    press(&mut model, "⟨Esc⟩");
    assert_eq!(model.focused(), Pane::Queue);
}

#[test]
fn arrivals_are_counted_and_shown_when_asked_for() {
    let mut model = ready();
    press(&mut model, "j");
    let changed = Msg::ReplicaChanged { tickets: vec![TicketId(5)], reference: false };
    let effects = update(&mut model, changed);
    answer(&mut model, effects, &[5, 10, 20, 30]);
    assert_eq!((model.queue.rows.arrivals(), model.queue.rows.rows().len()), (1, 3));
    let effects = press(&mut model, "A");
    answer(&mut model, effects, &[5, 10, 20, 30]);
    assert_eq!((model.queue.rows.arrivals(), model.queue.rows.rows().len()), (0, 4));
    assert_eq!(model.queue.rows.selected(), Some(TicketId(20)));
}

#[test]
fn nothing_is_drawn_when_nothing_visible_changed() {
    let mut model = ready();
    update(&mut model, Msg::Tick(NOW + Span(1)));
    model.changed = false;
    update(&mut model, Msg::Tick(NOW + Span(2)));
    assert!(!model.changed, "no text of a clock changed");
    let effects = update(&mut model, Msg::ReplicaChanged { tickets: vec![TicketId(999)], reference: false });
    assert!(!model.changed);
    assert!(!effects.contains(&Effect::LoadDossier(TicketId(10))));
    update(&mut model, Msg::TallyLoaded(Tally::default()));
    let status = model.sync.clone();
    update(&mut model, Msg::LinkChanged(status));
    assert!(!model.changed);
    update(&mut model, Msg::Tick(NOW + Span::minutes(1)));
    assert!(model.changed);
}

#[test]
fn the_language_changes_at_once() {
    let mut model = ready();
    press(&mut model, "L");
    assert_eq!(model.words.language(), Language::Pt);
    press(&mut model, "LL");
    assert_eq!(model.words.language(), Language::En);
}

#[test]
fn leaving_asks_nothing_when_nothing_would_be_lost() {
    let mut model = ready();
    assert_eq!(press(&mut model, "q"), [Effect::Leave]);
}

#[test]
fn the_palette_runs_what_it_finds() {
    let mut model = ready();
    assert_eq!(type_in(&mut model, ":work next⟨Enter⟩"), [Effect::WorkNext]);
    assert!(model.overlay.is_none());
}

#[test]
fn help_lists_what_works_here_and_runs_the_chosen_line() {
    let mut model = ready();
    assert_eq!(type_in(&mut model, "?sync⟨Enter⟩"), [Effect::SyncNow]);
}

#[test]
fn a_paste_outside_of_a_text_does_nothing() {
    let mut model = ready();
    assert_eq!(update(&mut model, Msg::Pasted("aq\nq".into())), []);
    assert!(model.notice.is_some());
}

#[test]
fn a_second_list_is_not_asked_for_while_one_is_on_its_way() {
    let mut model = desk();
    assert_eq!(start(&mut model).len(), 10);
    let changed = || Msg::ReplicaChanged { tickets: Vec::new(), reference: false };
    assert!(!update(&mut model, changed()).iter().any(|it| matches!(it, Effect::LoadWindow { .. })));
}

#[test]
fn a_ticket_that_is_not_here_is_not_asked_for_again_and_not_shown_as_another() {
    let mut model = ready();
    let effects = update(&mut model, Msg::NextGiven(Some(TicketId(99))));
    let left = answer(&mut model, effects, &[10, 20, 30]);
    assert_eq!(left, [Effect::SyncNow, Effect::MarkSeen(TicketId(99))]);
    assert_eq!((model.open, model.current_dossier()), (Some(TicketId(99)), None));
    let effects = update(&mut model, Msg::ReplicaChanged { tickets: vec![TicketId(99)], reference: false });
    answer(&mut model, effects, &[10, 20, 30, 99]);
    assert_eq!(model.current_dossier().unwrap().ticket.id, TicketId(99));
}

#[test]
fn what_cannot_be_read_is_said_and_not_tried_for_ever() {
    let mut model = ready();
    press(&mut model, "j");
    let failed = Msg::Failed { doing: Doing::LoadDossier(TicketId(20)), error: Trouble::Damaged("disk".into()) };
    assert_eq!(update(&mut model, failed), []);
    let rested = model.now + Span(60);
    update(&mut model, Msg::Tick(rested));
    assert_eq!(press(&mut model, "j"), [Effect::LoadDossier(TicketId(30))]);
}

fn message_line(model: &Model) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, model.size.0, model.size.1));
    view::draw(model, &mut Cache::default(), &mut buf);
    let line = |y| (0..model.size.0).map(|x| buf[(x, y)].symbol()).collect::<String>();
    (model.size.1 - 5..model.size.1 - 1).map(line).collect()
}

#[test]
fn that_the_outbox_was_damaged_is_told_with_what_is_doubtful_until_the_operator_has_seen_it() {
    let mut model = ready();
    let doubt = |text: &str, kept| Doubt { ticket: Some(TicketId(10)), text: text.into(), kept };
    let doubts = vec![doubt("changed\u{1b}[2J perhaps", true), doubt("gone", false)];
    let damage = Damage { id: 4, at: NOW, path: "profiles/ana/outbox.damaged.db".into(), saved: 1, doubts };
    update(&mut model, Msg::Damaged(vec![damage]));
    let line = message_line(&model);
    let said = line.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["one operation or draft was saved", "outbox.damaged.db", "«gone»", "perhaps»", "turno doctor"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!line.contains('\u{1b}'));
    assert_eq!(press(&mut model, "⟨Esc⟩"), [Effect::DamageSeen(4)]);
}

#[test]
fn that_the_desk_went_back_is_told_until_the_operator_has_seen_it_whatever_else_is_said() {
    let mut model = ready();
    let told = WentBack { to: Some(NOW), again: 3 };
    update(&mut model, Msg::WentBack(told));
    let said = |model: &Model| message_line(model).contains("of your actions were sent again");
    let line = message_line(&model);
    assert!(said(&model) && line.contains(&model.look().clock(NOW)) && line.contains("Nothing of yours"), "{line}");
    // Whatever is done is told, and then it is there again: at any time, in any place.
    type_in(&mut model, "n⟨Ctrl+r⟩⟨Enter⟩");
    assert!(!said(&model));
    update(&mut model, Msg::Tick(NOW + Span::hours(9)));
    assert!(said(&model));
    let again = WentBack { again: 4, ..told };
    update(&mut model, Msg::WentBack(again));
    update(&mut model, Msg::Noted { text: "keys".into(), hint: String::new() });
    assert!(message_line(&model).contains("4 of your actions"), "told once, with the newest figures");
    assert_eq!(press(&mut model, "⟨Esc⟩"), [Effect::WentBackSeen(again)]);
    assert!(!said(&model) && message_line(&model).contains("keys"));
    assert_eq!((press(&mut model, "⟨Esc⟩"), model.open), (vec![], Some(TicketId(10))), "and then back is back");
    press(&mut model, "⟨Esc⟩");
    assert_eq!(model.open, None);
    update(&mut model, Msg::WentBack(WentBack { to: None, again: 1 }));
    assert!(message_line(&model).contains("another past"));
}

#[test]
fn what_has_to_be_read_covers_nothing_that_is_being_typed() {
    let mut model = ready();
    let text = "a word and ".repeat(40);
    update(&mut model, Msg::Noted { text, hint: "the hint".into() });
    let rows = |model: &Model| message_line(model).matches("a word and").count();
    let all = rows(&model);
    assert!(message_line(&model).contains("Esc: seen"), "{}", message_line(&model));
    type_in(&mut model, "cpatience");
    assert!(rows(&model) < all, "one line while something is typed");
    assert!(!message_line(&model).contains("seen"), "there the key has another meaning");
}
