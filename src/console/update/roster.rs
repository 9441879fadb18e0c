//! Who is on shift and at the desk, and the charts of the day: two pages of one screen.

use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::screens::charts::ChartsScreen;
use crate::console::screens::roster::RosterScreen;
use crate::domain::charts::Charts;
use crate::domain::roster::{Presence, Present};
use crate::domain::{Filter, Link, OperatorId, Span, Timestamp};

/// So often the desk is asked who is at it, while there is a link.
const ASKED_EVERY: Span = Span::minutes(1);

/// Who is on, as soon as it is known who holds how much.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    model.overlay = Some(Overlay::Roster(Box::new(screen(model, &[]))));
    effects.push(Effect::LoadHoldings);
    ask(model, effects);
}

pub fn open_charts(model: &Model, effects: &mut Vec<Effect>) {
    effects.push(Effect::LoadCharts(model.now));
}

/// To the other page.
pub fn turn(model: &mut Model, effects: &mut Vec<Effect>) {
    match model.overlay.take() {
        Some(Overlay::Roster(_)) => open_charts(model, effects),
        Some(Overlay::Charts(_)) => open(model, effects),
        other => model.overlay = other,
    }
}

fn screen(model: &Model, held: &[(OperatorId, i64)]) -> RosterScreen {
    RosterScreen::new(&model.operators, held, model.now, &model.zone)
}

pub fn held(model: &mut Model, held: &[(OperatorId, i64)]) {
    let newer = screen(model, held);
    if let Some(Overlay::Roster(shown)) = &mut model.overlay {
        shown.load(newer);
        model.changed = true;
    }
}

pub fn counted(model: &mut Model, charts: Charts) {
    let since = model.shift().filter(|(_, ends)| *ends > model.now).map(|(began, _)| began);
    // Whoever has turned to something else meanwhile is not called back.
    if matches!(model.overlay, None | Some(Overlay::Charts(_))) && model.compose.is_none() {
        model.overlay = Some(Overlay::Charts(Box::new(ChartsScreen { charts, since })));
        model.changed = true;
    }
}

/// Something has changed: who holds how much is read again. A day is counted once: it takes longer, and changes slowly.
pub fn read_again(model: &Model, effects: &mut Vec<Effect>) {
    if let Some(Overlay::Roster(_)) = &model.overlay {
        effects.push(Effect::LoadHoldings);
    }
}

/// The tickets of whoever is under the cursor.
pub fn choose(model: &mut Model, screen: &RosterScreen, effects: &mut Vec<Effect>) {
    let of = screen.chosen().and_then(|id| Filter::parse(&format!("assignee:{id}")).ok());
    if let Some(filter) = of {
        model.open = None;
        model.focus = crate::console::layout::Pane::Queue;
        effects.extend(model.queue.show(filter));
    }
}

/// Who else is at the desk is asked now and then, while it answers.
pub fn tick(model: &mut Model, effects: &mut Vec<Effect>) {
    let linked = matches!(model.sync.link, Link::Live | Link::Polling { .. });
    let due = model.presence_asked.is_none_or(|at| model.now - at >= ASKED_EVERY || model.now < at);
    if linked && due {
        ask(model, effects);
    }
}

fn ask(model: &mut Model, effects: &mut Vec<Effect>) {
    model.presence_asked = Some(model.now);
    effects.push(Effect::AskPresence);
}

pub fn told(model: &mut Model, at: Timestamp, present: Vec<Present>) {
    let before = model.presence.replace(Presence { at, present });
    let shown = matches!(model.overlay, Some(Overlay::Roster(_)));
    let names = |it: &Presence| it.at_the_desk().cloned().collect::<Vec<_>>();
    model.changed |= shown || before.as_ref().map(names) != model.presence.as_ref().map(names);
}
