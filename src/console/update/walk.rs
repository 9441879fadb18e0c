//! Moving about: rows, panes, tickets, and what has to be read because of it.

use super::{alerts, marks};
use crate::console::effect::Effect;
use crate::console::layout::{Pane, ring};
use crate::console::model::Model;
use crate::console::motion::Motion;
use crate::console::msg::Wake;
use crate::console::screens::ticket;
use crate::console::told::About;
use crate::console::widgets::notice::Level;
use crate::console::window::Purpose;
use crate::domain::{Anchor, Filter, TicketId};

/// Moves in whatever has the keyboard.
pub fn step(model: &mut Model, motion: Motion, effects: &mut Vec<Effect>) {
    let layout = model.layout();
    if model.outbox_open {
        let area = layout.outbox.unwrap_or_default();
        let mut outbox = std::mem::take(&mut model.panes.outbox);
        outbox.scroll(motion, &model.outbox, &model.look(), area);
        model.panes.outbox = outbox;
        return;
    }
    let pane = model.focused();
    let area = layout.pane(pane).unwrap_or_default();
    // The panes are taken out of the model for as long as they look at it.
    let mut panes = std::mem::take(&mut model.panes);
    let dossier = model.dossier.as_deref();
    match pane {
        Pane::Queue => {}
        Pane::Ticket => panes.ticket.scroll(motion, dossier, &model.look_at(dossier), area),
        Pane::Customer => panes.customer.scroll(motion, dossier, &model.look_at(dossier), area),
        Pane::Routing => panes.routing.scroll(motion, dossier, &model.look_at(dossier), area),
    }
    model.panes = panes;
    if pane == Pane::Queue {
        let page = model.page();
        let wanted = model.queue.rows.step(motion, page);
        // A range leaves nothing out: it goes as far as the rows that are here, while the next are read.
        let wanted = wanted.map(|purpose| if model.marks.is_ranging() { Purpose::Merge } else { purpose });
        effects.extend(wanted.and_then(|purpose| model.queue.ask(purpose)));
    }
}

/// To the next or the previous pane.
pub fn turn(model: &mut Model, by: isize) {
    let ring = ring(model.size.0, model.open.is_some());
    let here = ring.iter().position(|pane| *pane == model.focused()).unwrap_or(0);
    let len = isize::try_from(ring.len()).unwrap_or(1);
    let to = (isize::try_from(here).unwrap_or(0) + by).rem_euclid(len);
    model.focus = ring[usize::try_from(to).unwrap_or(0)];
}

/// Opens the ticket under the cursor.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some(id) = model.queue.rows.selected() {
        model.queue.rows.touch();
        show(model, id, effects);
    }
}

/// Opens a ticket, wherever it stands.
pub fn show(model: &mut Model, id: TicketId, effects: &mut Vec<Effect>) {
    model.marks.fix_range();
    if model.open != Some(id) {
        model.panes.ticket = ticket::Ticket::default();
    }
    model.open = Some(id);
    model.outbox_open = false;
    model.focus = Pane::Ticket;
    if !model.queue.rows.select(id) {
        model.queue.rows.expect(id);
        effects.extend(model.queue.ask_at(Anchor::Ticket(id), Purpose::Adopt));
    }
    effects.push(Effect::MarkSeen(id));
    alerts::acknowledge(model, Some(id), effects);
}

/// One step back: what had to be read is read; then without a range, without marks; then out of the outbox,
/// the ticket, the pane, and at last out of a search.
pub fn back(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.is_told() {
        effects.extend(match model.told.seen() {
            Some(About::WentBack(told)) => Some(Effect::WentBackSeen(told)),
            Some(About::Damage(id)) => Some(Effect::DamageSeen(id)),
            Some(About::Start) | None => None,
        });
    } else if marks::back(model) {
    } else if model.outbox_open {
        model.outbox_open = false;
    } else if matches!(model.focused(), Pane::Customer | Pane::Routing) {
        model.focus = if model.open.is_some() { Pane::Ticket } else { Pane::Queue };
    } else if model.open.is_some() {
        model.open = None;
        model.focus = Pane::Queue;
    } else if model.queue.is_plain() {
        model.notice = None;
    } else {
        effects.extend(model.queue.show(Filter::default()));
    }
}

/// The next or the previous ticket of the list, open if one is open.
pub fn neighbour(model: &mut Model, down: bool, effects: &mut Vec<Effect>) {
    let before = model.queue.rows.selected();
    let page = model.page();
    let wanted = model.queue.rows.step(if down { Motion::Down } else { Motion::Up }, page);
    effects.extend(wanted.and_then(|purpose| model.queue.ask(purpose)));
    let now = model.queue.rows.selected();
    if now == before {
        return model.say(if down { "notice-last" } else { "notice-first" }, Level::Info, &[]);
    }
    if let (Some(id), true) = (now, model.open.is_some()) {
        show(model, id, effects);
    }
}

/// Reads the current ticket if it is not the one that was read last: where the cursor rests, unless somebody waits.
pub fn follow(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(id) = model.current() else {
        if model.dossier.take().is_some() {
            model.changed = true;
        }
        model.strayed_at = None;
        return;
    };
    model.pace.reach(id, model.now);
    let read = model.dossier.as_ref().is_some_and(|dossier| dossier.ticket.id == id);
    model.strayed_at = if read { None } else { model.strayed_at.or(Some(model.now)) };
    if model.reading.wanted() == Some(id) {
        return;
    }
    if read || model.reading.is_missing(id) {
        return;
    }
    let awaited = model.open.is_some() || !model.early.is_empty();
    match model.pace.passing(model.now).filter(|_| !awaited) {
        Some(left) => effects.extend(model.pace.wake(left).map(|after| Effect::Wake { after, wake: Wake::Rest })),
        None => effects.extend(model.reading.ask(id).map(Effect::LoadDossier)),
    }
}
