//! What is said of an operation: when it is on disk and on screen, and when the desk refuses it.

use crate::console::command::{Command, Context};
use crate::console::model::Model;
use crate::console::screens::outbox::action_words;
use crate::console::widgets::notice::Level;
use crate::domain::{Action, Link, Operation, OutboxEntry, OutboxState, Span};

/// Says what was done, and how to take it back if that can be done.
pub fn done(model: &mut Model, operation: &Operation, undoable: bool) {
    let unasked = model.took_unasked.take_if(|id| *id == operation.ticket && operation.action == Action::Take);
    if let Some(id) = unasked {
        return model.say("notice-next-offline", Level::Warning, &[("ticket", id.to_string().into())]);
    }
    let what = action_words(&operation.action, &model.look());
    let args = [("ticket", operation.ticket.to_string().into()), ("what", what.into())];
    let text = model.words.format("notice-done", &args);
    let hint = match &operation.action {
        Action::Reply { .. } | Action::Comment { .. } if matches!(model.sync.link, Link::Offline { .. }) => {
            model.words.text("notice-waits").into_owned()
        }
        Action::Reply { .. } if model.linger > Span(0) => {
            let key = model.key_of(model.place(), Command::Undo);
            model.words.format("notice-lingers", &[("key", key.into())])
        }
        _ if !undoable => String::new(),
        _ => {
            let key = model.key_of(model.place(), Command::Undo);
            let undo = model.words.format("notice-undo", &[("key", key.into())]);
            if is_done_with(&operation.action) { format!("{undo}   {}", offer(model)) } else { undo }
        }
    };
    model.tell(Level::Info, text, hint);
}

/// Whether nobody has to do anything about the ticket for now.
fn is_done_with(action: &Action) -> bool {
    match action {
        Action::Snooze { .. } => true,
        Action::SetStatus { to, .. } => !to.is_live() || to.pauses(),
        _ => false,
    }
}

/// Who is done with a ticket is offered the next.
fn offer(model: &Model) -> String {
    let key = model.key_of(model.place(), Command::WorkNext);
    model.words.format("notice-offer", &[("key", key.into())])
}

/// Names the newest operation that the desk has refused since the outbox was read before: which it was, and why.
pub fn refused_since(model: &mut Model, before: &[OutboxEntry]) {
    let waited = |entry: &OutboxEntry| {
        before.iter().any(|old| old.id == entry.id && !matches!(old.state, OutboxState::Refused { .. }))
    };
    let refused = model.outbox.iter().rev().filter(|entry| waited(entry)).find_map(|entry| match &entry.state {
        OutboxState::Refused { refusal } => Some((entry, refusal)),
        _ => None,
    });
    let Some((entry, refusal)) = refused else { return };
    let look = model.look();
    let why = model.words.refusal(refusal, &|id| look.operator(id)).what;
    let what = action_words(&entry.operation.action, &look);
    let text = format!("{}: {what}: {why}", entry.operation.ticket);
    let key = model.key_of(Context::Queue, Command::ShowOutbox);
    let hint = model.words.format("notice-refused-hint", &[("key", key.into())]);
    model.tell(Level::Error, text, if model.outbox_open { String::new() } else { hint });
}
