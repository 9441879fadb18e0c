//! Macros: from the list of the desk into what is written to the customer, or to the desk.

use super::compose;
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::screens::macros::{Macros, offers};
use crate::console::widgets::notice::Level;
use crate::domain::{Dossier, Macro, TicketId};

/// Opens the list over what is being written, else over the current ticket. At once, so that what is typed next finds.
pub fn open(model: &mut Model, typed: bool, effects: &mut Vec<Effect>) {
    let written = model.compose.as_ref().map(|writing| writing.editor.ticket());
    let Some(id) = written.or(model.current()) else { return };
    model.queue.rows.touch();
    model.overlay = Some(Overlay::Macros(Box::new(Macros::new(id, typed))));
    effects.push(Effect::LoadMacros(id));
}

/// They have been read, with the ticket as it is now.
pub fn loaded(
    model: &mut Model,
    ticket: TicketId,
    macros: &[Macro],
    dossier: Option<Box<Dossier>>,
    effects: &mut Vec<Effect>,
) {
    let Some(Overlay::Macros(list)) = &model.overlay else { return };
    if list.ticket != ticket || list.is_read() {
        return;
    }
    model.changed = true;
    let Some(dossier) = dossier else {
        model.overlay = None;
        return model.say("notice-not-here", Level::Warning, &[("ticket", ticket.to_string().into())]);
    };
    let writing = model.compose.as_ref().filter(|writing| writing.editor.ticket() == ticket);
    let offered = offers(macros, &dossier, writing.map(|writing| writing.editor.kind()), &model.look());
    let Some(Overlay::Macros(mut list)) = model.overlay.take() else { return };
    list.offer(offered, dossier.ticket);
    if list.hasty { choose(model, list, effects) } else { model.overlay = Some(Overlay::Macros(list)) }
}

/// Puts the one under the cursor into the text.
pub fn choose(model: &mut Model, mut list: Box<Macros>, effects: &mut Vec<Effect>) {
    let Some((ticket, offer)) = list.chosen().map(|(ticket, offer)| (ticket.clone(), offer.clone())) else {
        list.hasty = !list.is_read();
        model.overlay = Some(Overlay::Macros(list));
        return;
    };
    if let Some(writing) = model.compose.as_mut().filter(|_| list.typed) {
        writing.editor.take_call_back();
        compose::edited(model, effects);
    }
    let here = model
        .compose
        .as_ref()
        .is_some_and(|writing| writing.editor.ticket() == ticket.id && writing.editor.kind() == offer.visibility);
    if here {
        compose::put_in(model, &offer.text, offer.status, effects);
    } else {
        compose::begin_with(model, &ticket, offer.visibility, &offer.text, offer.status, effects);
    }
}
