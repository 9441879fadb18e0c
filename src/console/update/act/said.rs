//! What is said when an operation is on disk and on screen.

use crate::console::command::Command;
use crate::console::model::Model;
use crate::console::screens::outbox::action_words;
use crate::console::widgets::notice::Level;
use crate::domain::{Action, Link, Operation};

/// Says what was done, and how to take it back if that can be done.
pub fn done(model: &mut Model, operation: &Operation, undoable: bool) {
    let what = action_words(&operation.action, &model.look());
    let args = [("ticket", operation.ticket.to_string().into()), ("what", what.into())];
    let text = model.words.format("notice-done", &args);
    let hint = match &operation.action {
        Action::Reply { .. } | Action::Comment { .. } if matches!(model.sync.link, Link::Offline { .. }) => {
            model.words.text("notice-waits").into_owned()
        }
        _ if !undoable => String::new(),
        _ => {
            let key = model.key_of(model.place(), Command::Undo);
            model.words.format("notice-undo", &[("key", key.into())])
        }
    };
    model.tell(Level::Info, text, hint);
}
