//! What has become urgent is said: on the message line, by the bell, in the title of the terminal, on the desktop.

use super::marks::count;
use crate::console::alerts::{Alert, Listener, Loudness};
use crate::console::command::Command;
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::widgets::notice::Level;
use crate::domain::{Ticket, TicketId};

/// Something has changed that may be urgent.
pub fn ask(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.alerts.ask() {
        effects.push(Effect::LoadUrgent);
    }
}

pub fn read(model: &mut Model, tickets: &[Ticket], effects: &mut Vec<Effect>) {
    let before = model.alerts.open();
    let listener = Listener { me: &model.me, warn_at_fraction: model.policy.warn_at_fraction };
    model.alerts.read(tickets, listener, model.now);
    if model.alerts.open() != before {
        entitle(model, effects);
    }
    tell(model, effects);
    answered(model, effects);
}

pub fn answered(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.alerts.answered() {
        effects.push(Effect::LoadUrgent);
    }
}

/// Says what has become urgent by now, and rings for what nobody has acknowledged.
pub fn tell(model: &mut Model, effects: &mut Vec<Effect>) {
    let news = model.alerts.news(model.now);
    let again = model.alerts.rings(model.now);
    if let Some(first) = news.first() {
        let text = say(model, first, news.len() - 1);
        if model.alerts.loudness == Loudness::All {
            effects.push(Effect::Notify(text));
        }
        entitle(model, effects);
    } else if let Some(alert) = model.alerts.waiting().filter(|_| again && model.notice.is_none()).cloned() {
        // Nobody hears a bell and reads nothing of why.
        say(model, &alert, model.alerts.open() - 1);
    }
    if again || news.iter().any(Alert::rings) {
        model.alerts.rang(model.now);
        if model.alerts.loudness != Loudness::Quiet {
            effects.push(Effect::Bell);
        }
    }
}

/// On the message line; what was said.
fn say(model: &mut Model, alert: &Alert, others: usize) -> String {
    let text = words(model, alert, others);
    let key = model.key_of(model.context(), Command::Acknowledge);
    let hint = model.words.format("alert-hint", &[("key", key.into())]);
    model.tell(Level::Warning, text.clone(), hint);
    text
}

/// Number and subject, and how many others there are.
fn words(model: &Model, alert: &Alert, others: usize) -> String {
    let key = format!("alert-{}", alert.key.what.word());
    let args = [("ticket", alert.key.ticket.to_string().into()), ("subject", alert.subject.as_str().into())];
    let text = model.words.format(&key, &args);
    match others {
        0 => text,
        n => format!("{text} {}", model.words.format("alert-others", &[("n", count(n).into())])),
    }
}

/// The title says how many tickets wait to be acknowledged: nothing that a customer wrote.
pub fn entitle(model: &mut Model, effects: &mut Vec<Effect>) {
    model.changed = true;
    if model.alerts.loudness == Loudness::Quiet {
        return;
    }
    effects.push(Effect::Title(match model.alerts.open() {
        0 => "turno".to_string(),
        n => format!("({n}!) turno"),
    }));
}

/// The terminal was in other hands, and may be called otherwise.
pub fn entitle_again(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.alerts.open() > 0 {
        entitle(model, effects);
    }
}

/// The operator knows: of all that waits, or of a ticket that they have opened.
pub fn acknowledge(model: &mut Model, of: Option<TicketId>, effects: &mut Vec<Effect>) {
    let done = model.alerts.acknowledge(of);
    if done.is_empty() {
        return;
    }
    entitle(model, effects);
    if of.is_none() {
        let mut tickets: Vec<TicketId> = done.iter().map(|key| key.ticket).collect();
        tickets.sort_unstable();
        tickets.dedup();
        model.say("notice-acknowledged", Level::Info, &[("n", count(tickets.len()).into())]);
    }
    effects.push(Effect::Acknowledged { by: model.me.clone(), alerts: done });
}
