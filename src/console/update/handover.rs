//! The end of a shift: what is handed over and accepted, ticket by ticket or all at once.

use super::act;
use crate::console::command::Command;
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::screens::ask::Asked;
use crate::console::screens::handover::{Handover, Side};
use crate::console::widgets::notice::Level;
use crate::domain::handover::Report;
use crate::domain::{Action, Span, Ticket, Timestamp};

/// Of whoever has no shift here, or works beyond it.
const LONGEST: Span = Span::hours(9);

fn hours(model: &Model) -> (Timestamp, Timestamp) {
    let own = model.shift().filter(|(_, ends)| *ends > model.now);
    own.unwrap_or((model.now - LONGEST, model.now + LONGEST))
}

/// Whoever comes is told what waits for them.
pub const GREET: Effect = Effect::LoadShift(None);

/// Shows the handover as soon as it has been read.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    model.wants_handover = true;
    effects.push(Effect::LoadShift(Some(hours(model))));
}

/// Something has changed: what is on screen is read again.
pub fn read_again(model: &Model, effects: &mut Vec<Effect>) {
    if let Some(Overlay::Handover(screen)) = &model.overlay {
        effects.push(Effect::LoadShift(Some(screen.hours)));
    }
}

pub fn loaded(model: &mut Model, report: Report, hours: Option<(Timestamp, Timestamp)>) {
    let Some(hours) = hours else { return offered(model, report.offered.len()) };
    let wanted = std::mem::take(&mut model.wants_handover);
    match &mut model.overlay {
        Some(Overlay::Handover(screen)) => screen.load(report),
        None if wanted => model.overlay = Some(Overlay::Handover(Box::new(Handover::new(report, hours)))),
        _ => return,
    }
    model.changed = true;
}

fn offered(model: &mut Model, n: usize) {
    if n > 0 {
        let key = model.key_of(model.place(), Command::Handover);
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        model.say("notice-offered", Level::Info, &[("n", n.into()), ("key", key.into())]);
    }
}

/// Accepts what is offered; of one's own, asks what is to be done next.
pub fn chosen(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some((side, ticket)) = selected(model) else { return };
    match side {
        Side::Offered => effects.extend(accept(&ticket)),
        Side::Held => {
            let draft = model.look().next_action(&ticket);
            act::ask(model, Asked::HandOver { draft }, &ticket);
        }
    }
}

/// What is offered stays with whoever offers it; what one hands over oneself, one keeps.
pub fn leave_with(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some((side, ticket)) = selected(model) else { return };
    match (side, ticket.waiting_handover()) {
        (Side::Offered, Some(handover)) => {
            let from = handover.by.clone();
            act::ask(model, Asked::ReturnHandover { from }, &ticket);
        }
        (Side::Held, Some(_)) => effects.extend(accept(&ticket)),
        (_, None) => model.say("why-not-handed", Level::Warning, &[]),
    }
}

/// The same for all of the list in which the cursor is.
pub fn all(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(Overlay::Handover(screen)) = &model.overlay else { return };
    let look = model.look();
    let Some((side, _)) = screen.chosen() else { return };
    let orders: Vec<Effect> = match side {
        Side::Offered => screen.report.offered.iter().filter_map(accept).collect(),
        Side::Held => {
            let rest = screen.report.held.iter().filter(|ticket| ticket.waiting_handover().is_none());
            rest.map(|ticket| act::order(ticket, Action::HandOver { next: look.next_action(ticket) })).collect()
        }
    };
    if orders.is_empty() {
        model.say("why-all-handed", Level::Info, &[]);
    }
    effects.extend(orders);
}

/// The handover as Markdown, to be pasted where colleagues read it.
pub fn copy(model: &Model, effects: &mut Vec<Effect>) {
    if let Some(Overlay::Handover(screen)) = &model.overlay {
        effects.push(Effect::Copy(screen.markdown(&model.look())));
    }
}

fn selected(model: &Model) -> Option<(Side, Ticket)> {
    match &model.overlay {
        Some(Overlay::Handover(screen)) => screen.chosen().map(|(side, ticket)| (side, ticket.clone())),
        _ => None,
    }
}

fn accept(ticket: &Ticket) -> Option<Effect> {
    let from = ticket.waiting_handover()?.by.clone();
    Some(act::order(ticket, Action::AcceptHandover { from }))
}
