//! Duplicates and links: reading them, merging, linking, and both taken back.

use super::{act, walk};
use crate::console::command::Command;
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::screens::links::{Acting, Kind, Links};
use crate::console::widgets::notice::Level;
use crate::domain::{Action, Duplicates, TicketId};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Opens the list at once: its keys are pressed right after.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(id) = model.current() else { return };
    model.overlay = Some(Overlay::Links(Box::new(Links::new(id))));
    effects.push(Effect::LoadDuplicates { of: id, named: None });
}

/// A digit of a number; false if it is another key.
pub fn key(model: &mut Model, key: KeyEvent, effects: &mut Vec<Effect>) -> bool {
    let Some(links) = shown(model).filter(|links| links.merge.is_none()) else { return false };
    if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
        return false;
    }
    let digit = match key.code {
        KeyCode::Char(it) if it.is_ascii_digit() => Some(it),
        KeyCode::Backspace => None,
        _ => return false,
    };
    if links.typed(digit) {
        read(model, effects);
    }
    true
}

/// A command of the list; one that comes before the list has been read waits for it.
pub fn command(model: &mut Model, command: Command, effects: &mut Vec<Effect>) {
    let Some(links) = shown(model) else { return };
    if !links.is_read() && links.merge.is_none() {
        links.hasty = Some(command);
        return;
    }
    match command {
        Command::Open => confirm(model, effects),
        Command::Merge => merge(model, effects),
        Command::SwapMerge => links.merge.iter_mut().for_each(|merge| merge.swap()),
        Command::Link => link(model, effects),
        _ => {}
    }
}

pub fn loaded(
    model: &mut Model,
    of: TicketId,
    named: Option<TicketId>,
    found: Option<Duplicates>,
    effects: &mut Vec<Effect>,
) {
    let Some(links) = shown(model).filter(|links| links.of == of) else { return };
    let Some(found) = found else {
        model.overlay = None;
        return model.say("notice-not-here", Level::Warning, &[("ticket", of.to_string().into())]);
    };
    if !links.read(of, named, found) {
        return;
    }
    let hasty = links.hasty.take();
    model.changed = true;
    if let Some(wanted) = hasty {
        command(model, wanted, effects);
    }
}

/// Something has changed: what is on screen is read again.
pub fn read_again(model: &mut Model, changed: &[TicketId], effects: &mut Vec<Effect>) {
    let concerned = |links: &Links| changed.is_empty() || changed.iter().any(|id| links.shows(*id));
    if shown(model).is_some_and(|links| concerned(links)) {
        read(model, effects);
    }
}

/// Esc: out of the question, then out of the number, then away.
pub fn back(model: &mut Model, effects: &mut Vec<Effect>) {
    match shown(model).map(|links| (links.named(), links.back())) {
        Some((Some(_), true)) => read(model, effects),
        Some((None, true)) => {}
        _ => model.overlay = None,
    }
}

fn shown(model: &mut Model) -> Option<&mut Links> {
    match &mut model.overlay {
        Some(Overlay::Links(links)) => Some(links),
        _ => None,
    }
}

fn read(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some(links) = shown(model) {
        effects.push(Effect::LoadDuplicates { of: links.of, named: links.named() });
    }
}

/// Opens the ticket under the cursor; or does what the sentence says, and goes on where the customer is answered.
fn confirm(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(links) = shown(model) else { return };
    let Some(merge) = &links.merge else {
        if let Some(id) = links.chosen().map(|row| row.ticket.id) {
            model.overlay = None;
            walk::show(model, id, effects);
        }
        return;
    };
    // Why it cannot be done stands on screen.
    let Ok((duplicate, action)) = merge.action() else { return };
    let (order, kept, closed) = (act::order(duplicate, action), merge.kept().id, duplicate.id);
    model.overlay = None;
    effects.push(order);
    if model.open == Some(closed) {
        walk::show(model, kept, effects);
    }
}

/// Asks how the two are to be merged; what is merged already is taken out again.
fn merge(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(Overlay::Links(mut links)) = model.overlay.take() else { return };
    let row = links.chosen().map(|row| (row.kind, row.ticket.clone()));
    let order = match (row, links.own()) {
        (Some((Kind::Kept, kept)), Some(own)) => Some(act::order(own, Action::Unmerge { from: kept.id })),
        (Some((Kind::Duplicate, duplicate)), Some(own)) => {
            Some(act::order(&duplicate, Action::Unmerge { from: own.id }))
        }
        (Some(_), Some(_)) if links.merge.is_none() => {
            links.ask_merge(Acting { me: &model.me, now: model.now, policy: &model.policy });
            None
        }
        _ => None,
    };
    model.overlay = Some(Overlay::Links(links));
    effects.extend(order);
}

/// Links the ticket under the cursor with this one; what is linked already is not any more.
fn link(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(links) = shown(model).filter(|links| links.merge.is_none()) else { return };
    let Some((own, row)) = links.own().zip(links.chosen()) else { return };
    let order = match (&row.unlink, row.kind) {
        // It is taken back on the ticket on which it stands.
        (Some(unlink), _) if unlink.ticket == own.id => act::order(own, unlink.action.clone()),
        (Some(unlink), _) => act::order(&row.ticket, unlink.action.clone()),
        (None, Kind::Kept | Kind::Duplicate) => return,
        (None, _) => act::order(own, Action::Link { to: row.ticket.id }),
    };
    let from_number = links.forget_number();
    effects.push(order);
    if from_number {
        read(model, effects);
    }
}
