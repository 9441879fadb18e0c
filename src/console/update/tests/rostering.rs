//! Who is on and who is at the desk, and the charts of the day, by keys.

use super::*;
use crate::console::fixture::{colleague, me};
use crate::console::screens::Overlay;
use crate::domain::charts::{Charts, Counted};
use crate::domain::roster::Present;

fn staffed() -> Model {
    let mut model = ready();
    let operator = |id: OperatorId, name: &str, shift| Operator {
        id,
        name: name.into(),
        languages: vec![Language::Pt],
        shift,
        lead: false,
    };
    let operators =
        vec![operator(me(), "Rui Valverde", Shift::Night), operator(colleague(), "Filomena Graçal", Shift::Night)];
    update(&mut model, Msg::ReferenceLoaded { operators, policy: Policy::default() });
    model
}

fn at_the_desk(model: &mut Model, ids: &[OperatorId]) {
    let present = ids.iter().map(|id| Present { operator: id.clone(), asked_at: model.now }).collect();
    let at = model.now;
    update(model, Msg::PresenceTold { at, present });
}

fn top(model: &Model) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, 160, 40));
    view::draw(model, &mut Cache::default(), &mut buf);
    (0..160).map(|x| buf[(x, 0)].symbol()).collect()
}

#[test]
fn the_roster_is_shown_at_once_and_enter_shows_what_somebody_holds() {
    let mut model = staffed();
    let effects = press(&mut model, "W");
    assert_eq!(effects, [Effect::LoadHoldings, Effect::AskPresence]);
    assert!(matches!(model.overlay, Some(Overlay::Roster(_))));
    update(&mut model, Msg::HoldingsLoaded(vec![(colleague(), 7)]));
    // Filomena stands before Rui.
    let effects = press(&mut model, "⟨Enter⟩");
    assert!(matches!(&effects[..], [Effect::LoadWindow { .. }]), "{effects:?}");
    assert_eq!(model.queue.filter.to_string(), "assignee:op-12");
    assert!(model.overlay.is_none());
}

#[test]
fn tab_turns_between_roster_and_charts_and_esc_leaves_both() {
    let mut model = staffed();
    press(&mut model, "W");
    assert_eq!(press(&mut model, "⟨Tab⟩"), [Effect::LoadCharts(NOW)]);
    let charts = || Box::new(Charts::new(&Counted::default(), NOW));
    update(&mut model, Msg::ChartsLoaded(charts()));
    assert!(matches!(&model.overlay, Some(Overlay::Charts(it)) if it.since.is_some()), "{:?}", model.overlay);
    press(&mut model, "⟨Tab⟩");
    assert!(matches!(model.overlay, Some(Overlay::Roster(_))));
    press(&mut model, "⟨Esc⟩");
    assert_eq!(press(&mut model, "B"), [Effect::LoadCharts(NOW)]);
    press(&mut model, "/");
    update(&mut model, Msg::ChartsLoaded(charts()));
    assert!(matches!(model.overlay, Some(Overlay::Search(_))), "who does something else is not interrupted");
}

#[test]
fn the_desk_is_asked_once_a_minute_while_there_is_a_link_and_the_top_line_names_the_others() {
    let mut model = staffed();
    let asks = |effects: Vec<Effect>| effects.contains(&Effect::AskPresence);
    assert!(!asks(update(&mut model, Msg::Tick(NOW))), "no link yet");
    model.sync.link = Link::Live;
    assert!(asks(update(&mut model, Msg::Tick(NOW))));
    assert!(!asks(update(&mut model, Msg::Tick(NOW + Span::seconds(59)))));
    assert!(asks(update(&mut model, Msg::Tick(NOW + Span::seconds(60)))));
    at_the_desk(&mut model, &[me()]);
    assert!(!top(&model).contains("with "), "{}", top(&model));
    at_the_desk(&mut model, &[me(), colleague()]);
    assert!(top(&model).contains("with Filomena"), "{}", top(&model));
    update(&mut model, Msg::Tick(NOW + Span::minutes(10)));
    assert!(!top(&model).contains("with Filomena"), "what is old is not shown as true: {}", top(&model));
}
