//! Identifying a caller: opening, what the desk answers, and what is remembered of it.

use super::compose;
use crate::console::NotCompared;
use crate::console::callers::Identified;
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::screens::identify::{Confirmed, Identify, Said, Why};
use crate::console::text::Shown;
use crate::console::widgets::notice::Level;
use crate::domain::{ContactId, Dossier, Handoff, Ticket, TicketId, Timestamp, Verdict};

/// Asks who calls about this ticket.
pub fn open(model: &mut Model, dossier: &Dossier) {
    let known = model.callers.of(dossier.ticket.id, model.now).map(|caller| caller.name.clone());
    match Identify::new(dossier, known) {
        Some(identify) => model.overlay = Some(Overlay::Identify(Box::new(identify))),
        None => model.say("identify-no-customer", Level::Warning, &[]),
    }
}

/// Enter in the overlay, which is taken out of the model for as long.
pub fn confirm(model: &mut Model, mut identify: Box<Identify>, effects: &mut Vec<Effect>) {
    match identify.confirm(model.can_ask()) {
        Confirmed::Stays => {}
        Confirmed::Ask(effect) => effects.push(effect),
        Confirmed::CallIsOver => {
            model.callers.end(identify.ticket());
            let ticket = identify.ticket().to_string();
            return model.say("notice-call-over", Level::Info, &[("ticket", ticket.into())]);
        }
    }
    model.overlay = Some(Overlay::Identify(identify));
}

/// The key that tells the requester to register first; false if it means nothing now.
pub fn tell_to_register(model: &mut Model, key: char, effects: &mut Vec<Effect>) -> bool {
    let Some(Overlay::Identify(identify)) = &model.overlay else { return false };
    if key != 'm' || !identify.may_be_told() {
        return false;
    }
    effects.push(Effect::LoadRegistration(identify.ticket()));
    model.overlay = None;
    true
}

/// The text is here: a public reply begins with it.
pub fn registration(model: &mut Model, ticket: &Ticket, text: Option<Handoff>, effects: &mut Vec<Effect>) {
    // Another thing was begun meanwhile: it is not torn away.
    if model.compose.is_some() || model.overlay.is_some() {
        return;
    }
    model.changed = true;
    match text {
        Some(handoff) => compose::reply_with(model, ticket, &handoff, effects),
        None => model.say("identify-no-text", Level::Warning, &[]),
    }
}

/// The desk has compared a code, or could not. The overlay may be gone, or be about somebody else by now.
pub fn answered(model: &mut Model, ticket: TicketId, contact: &ContactId, answer: Result<Verdict, NotCompared>) {
    model.changed = true;
    if let Ok(Verdict::Verified { until }) = answer {
        return verified(model, ticket, contact, until);
    }
    let waiting = match &mut model.overlay {
        Some(Overlay::Identify(it)) => {
            (it.ticket() == ticket && it.asked().is_some_and(|it| it.id == *contact)).then_some(it)
        }
        _ => None,
    };
    let Some(identify) = waiting else { return not_identified(model, ticket) };
    match answer {
        Ok(Verdict::Verified { .. }) => {}
        Ok(Verdict::Wrong { attempts_left }) => identify.again(Said::Wrong { attempts_left }),
        Ok(Verdict::Locked { until }) => identify.stop(Why::Locked { until }),
        Ok(Verdict::NotRegistered) => identify.stop(Why::NotRegistered),
        Err(NotCompared::Busy) => identify.again(Said::Busy),
        Err(NotCompared::NoAnswer(detail)) => identify.stop(Why::NoAnswer(detail)),
    }
}

/// Whoever asked has gone on: it is said, and nobody is taken for identified.
fn not_identified(model: &mut Model, ticket: TicketId) {
    model.say("notice-not-identified", Level::Warning, &[("ticket", ticket.to_string().into())]);
}

fn verified(model: &mut Model, ticket: TicketId, contact: &ContactId, until: Timestamp) {
    let name = match &model.overlay {
        Some(Overlay::Identify(identify)) if identify.ticket() == ticket => identify.name(contact),
        _ => None,
    };
    let known = model.dossier.as_ref().and_then(|dossier| dossier.customer.as_ref()?.contact(contact));
    let name = name.or(known.map(|contact| contact.name.as_str())).unwrap_or(contact.as_str()).to_string();
    if matches!(&model.overlay, Some(Overlay::Identify(identify)) if identify.ticket() == ticket) {
        model.overlay = None;
    }
    let caller = Identified { ticket, contact: contact.clone(), name, until };
    let args = [
        ("name", Shown::line(&caller.name).into_string().into()),
        ("ticket", ticket.to_string().into()),
        ("at", model.look().clock_with_zone(until).into()),
    ];
    model.say("notice-identified", Level::Info, &args);
    model.callers.add(caller);
}

/// Forgets the callers whose time is over; of the ticket in view it is said.
pub fn expire(model: &mut Model) {
    let over = model.callers.expire(model.now);
    let current = model.current();
    if let Some(caller) = over.into_iter().find(|caller| Some(caller.ticket) == current) {
        let name = Shown::line(&caller.name).into_string();
        let args = [("name", name.into()), ("ticket", caller.ticket.to_string().into())];
        model.say("notice-caller-expired", Level::Warning, &args);
    }
}
