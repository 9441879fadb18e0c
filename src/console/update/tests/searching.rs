use super::*;
use crate::console::msg::Wake;

pub fn filters(effects: &[Effect]) -> Vec<String> {
    let filter = |effect: &Effect| match effect {
        Effect::LoadWindow { request, .. } => Some(request.filter.to_string()),
        _ => None,
    };
    effects.iter().filter_map(filter).collect()
}

#[test]
fn a_search_begins_when_typing_pauses_and_not_before() {
    let mut model = ready();
    let effects = press(&mut model, "/role:gsd");
    assert!(filters(&effects).is_empty());
    let effects = update(&mut model, Msg::Woke(Wake::Search(3)));
    assert!(filters(&effects).is_empty(), "typing went on after the third letter");
    let effects = update(&mut model, Msg::Woke(Wake::Search(8)));
    assert_eq!(filters(&effects), ["role:gsd"]);
}

#[test]
fn esc_shows_again_what_was_shown_before_the_search() {
    let mut model = ready();
    press(&mut model, "/role:gsd");
    let effects = update(&mut model, Msg::Woke(Wake::Search(8)));
    answer(&mut model, effects, &[20]);
    let effects = press(&mut model, "⟨Esc⟩");
    assert_eq!(filters(&effects), [""]);
    answer(&mut model, effects, &[10, 20, 30]);
    assert!(model.queue.is_plain());
}

#[test]
fn a_mistake_keeps_the_line_open_and_what_is_shown() {
    let mut model = ready();
    let effects = press(&mut model, "/prio:urgent⟨Enter⟩");
    assert!(filters(&effects).is_empty());
    assert!(model.overlay.is_some() && model.queue.is_plain());
}

#[test]
fn matches_are_walked_and_esc_leaves_the_search() {
    let mut model = ready();
    assert_eq!(press(&mut model, "n"), [], "there is no search");
    let effects = press(&mut model, "/cross⟨Enter⟩");
    answer(&mut model, effects, &[20, 30]);
    assert_eq!(model.queue.rows.selected(), Some(TicketId(20)));
    type_in(&mut model, "n");
    assert_eq!(model.queue.rows.selected(), Some(TicketId(30)));
    type_in(&mut model, "N");
    assert_eq!(model.queue.rows.selected(), Some(TicketId(20)));
    let effects = press(&mut model, "⟨Esc⟩");
    assert_eq!(filters(&effects), [""]);
}

#[test]
fn a_sort_of_ones_own_is_one_key_away_from_the_desk_order() {
    let mut model = ready();
    let effects = press(&mut model, "bu");
    assert_eq!(filters(&effects), ["sort:updated"]);
    answer(&mut model, effects, &[10, 20, 30]);
    let effects = press(&mut model, "0");
    assert_eq!(filters(&effects), [""]);
    answer(&mut model, effects, &[10, 20, 30]);
    assert_eq!(press(&mut model, "0"), []);
}

#[test]
fn an_answer_to_an_older_search_is_dropped() {
    let mut model = ready();
    let first = press(&mut model, "/one⟨Enter⟩");
    press(&mut model, "/⟨Backspace⟩⟨Backspace⟩⟨Backspace⟩two⟨Enter⟩");
    let Some(Effect::LoadWindow { generation, .. }) = first.iter().find(|it| matches!(it, Effect::LoadWindow { .. }))
    else {
        panic!("nothing was asked for")
    };
    let effects = update(&mut model, Msg::WindowLoaded { generation: *generation, window: fixture::window(&[10]) });
    assert_eq!(filters(&effects), ["two"]);
    assert_eq!(model.queue.rows.rows().len(), 3);
}

#[test]
fn keys_typed_ahead_of_a_list_are_for_that_list_and_not_for_the_one_before() {
    let mut model = ready();
    let effects = press(&mut model, "/pdu⟨Enter⟩");
    let asked = |effect: &Effect| match effect {
        Effect::LoadWindow { generation, .. } => Some(*generation),
        _ => None,
    };
    let generation = effects.iter().find_map(asked).unwrap();
    assert_eq!(press(&mut model, "jt"), [], "nothing happens to what is on screen");
    let effects = update(&mut model, Msg::WindowLoaded { generation, window: fixture::window(&[40, 50]) });
    let effects = answer(&mut model, effects, &[40, 50]);
    let taken: Vec<TicketId> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Submit { operation, .. } => Some(operation.ticket),
            _ => None,
        })
        .collect();
    assert_eq!(taken, [TicketId(50)]);
    let _ = press(&mut model, "/x⟨Enter⟩tt⟨Esc⟩");
    assert!(model.ahead.is_empty(), "Escape forgets them");
}
