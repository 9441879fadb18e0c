//! The start of a shift: what changed is shown by itself, and never in the way of who works already.

use super::*;
use crate::console::fixture::ticket;
use crate::console::model::CatchingUp;
use crate::console::screens::Overlay;
use crate::domain::catch_up::{CatchUp, Item, News, Part};

fn found(back: bool) -> CatchUp {
    let item = |id| Item { part: Part::Changed, ticket: ticket(id), news: vec![News::Wrote { at: NOW }] };
    CatchUp { since: NOW - Span::hours(9), known: true, back, items: vec![item(20), item(77)], ..CatchUp::default() }
}

fn told(model: &mut Model, back: bool) -> Vec<Effect> {
    update(model, Msg::CatchUpLoaded(Box::new(found(back))))
}

fn is_shown(model: &Model) -> bool {
    matches!(model.overlay, Some(Overlay::CatchUp(_)))
}

#[test]
fn after_an_absence_it_opens_by_itself_and_enter_opens_a_ticket() {
    let mut model = desk();
    let effects = start(&mut model);
    assert_eq!(effects.last(), Some(&Effect::LoadCatchUp(NOW)), "after all that the first frame needs");
    answer(&mut model, effects, &[10, 20, 30]);
    told(&mut model, true);
    assert!(is_shown(&model));
    let effects = press(&mut model, "j⟨Enter⟩");
    assert!(effects.contains(&Effect::MarkSeen(TicketId(77))), "{effects:?}");
    assert_eq!((model.open, is_shown(&model)), (Some(TicketId(77)), false));
}

#[test]
fn esc_closes_it_and_a_key_shows_it_again() {
    let mut model = ready();
    told(&mut model, true);
    press(&mut model, "⟨Esc⟩");
    assert!(!is_shown(&model));
    told(&mut model, true);
    assert!(!is_shown(&model), "it does not come back by itself");
    let effects = press(&mut model, "U");
    assert!(effects.contains(&Effect::LoadCatchUp(NOW)), "{effects:?}");
    told(&mut model, false);
    assert!(is_shown(&model));
    let effects = update(&mut model, Msg::ReplicaChanged { tickets: vec![TicketId(1)], reference: false });
    assert!(effects.contains(&Effect::LoadCatchUp(NOW)), "it follows what happens");
}

#[test]
fn who_has_begun_to_work_or_was_not_away_is_left_alone() {
    let mut model = ready();
    press(&mut model, "j");
    assert_eq!(model.catching_up, CatchingUp::Hurried);
    told(&mut model, true);
    assert!(!is_shown(&model));
    let notice = format!("{:?}", model.notice);
    assert!(notice.contains("2 tickets changed") && notice.contains("U shows them"), "{notice}");
    let mut model = ready();
    told(&mut model, false);
    assert!(!is_shown(&model) && model.notice.is_none());
}

#[test]
fn that_one_looks_is_noted_once_a_minute_and_not_before_it_is_known_what_changed() {
    let mut model = ready();
    let looks = |effects: Vec<Effect>| effects.into_iter().filter(|it| matches!(it, Effect::Look(_))).count();
    assert_eq!(looks(press(&mut model, "jk")), 0);
    told(&mut model, false);
    assert_eq!(looks(press(&mut model, "jkjkj")), 1);
    update(&mut model, Msg::Tick(NOW + Span::seconds(59)));
    assert_eq!(looks(press(&mut model, "jk")), 0);
    update(&mut model, Msg::Tick(NOW + Span::seconds(60)));
    assert_eq!(looks(press(&mut model, "jk")), 1);
    let now = NOW + Span::seconds(60);
    assert_eq!(press(&mut model, "q"), [Effect::Look(now), Effect::Leave], "and what one has when one goes");
}
