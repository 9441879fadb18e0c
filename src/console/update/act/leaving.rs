//! Public replies that linger before they leave: taken back while they do, sent at once, and left behind.

use super::{many, walk};
use crate::console::command::Command;
use crate::console::effect::Effect;
use crate::console::model::{Again, Model};
use crate::console::undo::{Sent, Undo};
use crate::console::widgets::notice::Level;
use crate::domain::Timestamp;

/// Takes back what was done last: a reply that has not left, or a change of a field, of all tickets to which it was made
/// at once. After a start the replies that linger are all there is.
pub fn undo(model: &mut Model, effects: &mut Vec<Effect>) {
    match model.undo.pop() {
        Some(Undo::Change(mut inverses)) => effects.extend(match inverses.len() {
            1 => inverses.pop().map(|operation| Effect::Submit { operation, inverse: None }),
            _ => Some(many::take_back(inverses)),
        }),
        Some(Undo::Reply(sent)) => effects.push(Effect::TakeBack(sent)),
        None => effects.extend(model.newest_lingering().map(|entry| {
            let (ticket, reply) = (entry.operation.ticket, entry.id.clone());
            Effect::TakeBack(Sent { ticket, reply, then: None })
        })),
    }
}

/// The reply is a draft again, as it was before it was sent.
pub fn back(model: &mut Model, sent: Sent, seen: Option<i64>, effects: &mut Vec<Effect>) {
    let then = sent.then.map(|then| then.to);
    model.again = Some(Again { ticket: sent.ticket, seen, then });
    // As the ticket stands without it: what is in view may still count it.
    walk::show(model, sent.ticket, effects);
    model.early.push_back((sent.ticket, Command::Reply));
    effects.extend([Effect::LoadOutbox, Effect::LoadDossier(sent.ticket)]);
}

/// It has left. The status that was set with it can still be taken back.
pub fn left(model: &mut Model, sent: Sent, delivered: Option<Timestamp>) {
    if let Some((_, Some(inverse))) = sent.then.and_then(|then| then.done) {
        model.undo.push(vec![inverse]);
    }
    let ticket = ("ticket", sent.ticket.to_string().into());
    match delivered {
        Some(at) => {
            let at = model.look().date_time(at);
            model.say("notice-delivered", Level::Warning, &[ticket, ("at", at.into())]);
        }
        None => model.say("notice-left", Level::Warning, &[ticket]),
    }
}

/// Asks the desk for news, and sends at once what lingers.
pub fn sync_now(model: &mut Model, effects: &mut Vec<Effect>) {
    match model.lingering() {
        Some((n, _)) => {
            model.say("notice-sent-now", Level::Info, &[("n", n.into())]);
            effects.push(Effect::SendNow);
        }
        None => model.say("notice-syncing", Level::Info, &[]),
    }
    effects.push(Effect::SyncNow);
}
