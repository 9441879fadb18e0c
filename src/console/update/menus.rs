//! The questions with one key for each answer. Each answer carries what it does, as of when it was asked.

pub mod many;

use super::act::{ask, order};
use super::commands::statuses_from;
use crate::console::command::Command;
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::screens::ask::Asked;
use crate::console::screens::menu::{Answer, Choice, Menu};
use crate::console::shell;
use crate::console::text::{Shown, truncate};
use crate::domain::handover::HIGHEST;
use crate::domain::{Action, Dossier, Lesson, Operation, Priority, Role, SkipReason, Sort, Status, Ticket};

/// So much of what would be copied is shown, in cells.
const COPY_SHOWN: usize = 50;

fn show(model: &mut Model, title: String, choices: Vec<Choice>) {
    model.overlay = Some(Overlay::Menu(Menu::new(title, choices)));
}

fn submits(ticket: &Ticket, action: Action) -> Answer {
    match order(ticket, action) {
        Effect::Submit { operation, inverse } => Answer::Submit { operation, inverse },
        _ => Answer::Stay,
    }
}

fn status_key(status: Status) -> char {
    match status {
        Status::New => 'n',
        Status::Open => 'o',
        Status::Pending => 'p',
        Status::OnHold => 'h',
        Status::Resolved => 'r',
        Status::Closed => 'c',
    }
}

fn priority_key(priority: Priority) -> char {
    match priority {
        Priority::Critical => 'c',
        Priority::High => 'h',
        Priority::Normal => 'n',
        Priority::Low => 'l',
    }
}

fn skip_key(reason: SkipReason) -> char {
    match reason {
        SkipReason::Language => 'l',
        SkipReason::Expertise => 'e',
        SkipReason::Waiting => 'w',
        SkipReason::Unclear => 'u',
        SkipReason::Time => 't',
    }
}

fn role_key(role: Role) -> char {
    match role {
        Role::Am => 'a',
        Role::Csm => 'c',
        Role::Se => 's',
        Role::Ba => 'b',
        Role::Gsd => 'g',
    }
}

fn role_text(model: &Model, role: Role) -> String {
    format!("{role:<4}{}: {}", model.words.role(role), model.words.role_owns(role))
}

pub fn statuses(model: &mut Model, ticket: &Ticket) {
    let choices = statuses_from(ticket.status)
        .map(|to| Choice {
            key: status_key(to),
            text: model.words.status(to).into_owned(),
            answer: submits(ticket, Action::SetStatus { from: ticket.status, to }),
        })
        .collect();
    let now = model.words.status(ticket.status).into_owned();
    let args = [("ticket", ticket.id.to_string().into()), ("now", now.into())];
    show(model, model.words.format("menu-status", &args), choices);
}

pub fn priorities(model: &mut Model, ticket: &Ticket) {
    let choices = Priority::ALL
        .iter()
        .filter(|to| **to != ticket.priority)
        .map(|to| Choice {
            key: priority_key(*to),
            text: model.words.priority(*to).into_owned(),
            answer: submits(ticket, Action::SetPriority { from: ticket.priority, to: *to }),
        })
        .collect();
    let now = model.words.priority(ticket.priority).into_owned();
    let args = [("ticket", ticket.id.to_string().into()), ("now", now.into())];
    show(model, model.words.format("menu-priority", &args), choices);
}

/// One key passes the ticket over, and says why.
pub fn skips(model: &mut Model, ticket: &Ticket) {
    let choices = SkipReason::ALL
        .iter()
        .map(|reason| Choice {
            key: skip_key(*reason),
            text: model.words.skip_reason(*reason).into_owned(),
            answer: submits(ticket, Action::Skip { reason: *reason }),
        })
        .collect();
    show(model, model.words.format("menu-skip", &[("ticket", ticket.id.to_string().into())]), choices);
}

/// Asks by when; of an open promise, what became of it.
pub fn promise(model: &mut Model, ticket: &Ticket) {
    let Some(open) = ticket.open_promise() else {
        return ask(model, Asked::Promise, ticket);
    };
    let (due_at, from) = (open.due_at, Some(open.due_at));
    let settled = |kept| submits(ticket, Action::SettlePromise { due_at, kept });
    let none = submits(ticket, Action::Promise { from, to: None, text: String::new() });
    let answers = [
        ('k', "menu-promise-kept", settled(true)),
        ('b', "menu-promise-broken", settled(false)),
        ('m', "menu-promise-move", Answer::Ask(Asked::Promise, Box::new(ticket.clone()))),
        ('D', "menu-promise-none", none),
    ];
    let choices = answers.map(|(key, text, answer)| Choice { key, text: model.words.text(text).into_owned(), answer });
    let at = model.look().date_time(due_at);
    let args = [("ticket", ticket.id.to_string().into()), ("at", at.into())];
    show(model, model.words.format("menu-promise", &args), choices.into());
}

/// Asks why it goes a step up; of one that is escalated already, whether up or down again.
pub fn escalation(model: &mut Model, ticket: &Ticket) {
    let level = ticket.level();
    let to = |to| Asked::Escalate { to };
    if level == 0 {
        return ask(model, to(1), ticket);
    }
    let choice = |key, text: String, asked| Choice { key, text, answer: Answer::Ask(asked, Box::new(ticket.clone())) };
    let mut choices = Vec::new();
    if level < HIGHEST {
        let text = model.words.format("menu-escalate-up", &[("level", (level + 1).into())]);
        choices.push(choice('e', text, to(level + 1)));
    }
    choices.push(choice('D', model.words.text("menu-escalate-down").into_owned(), to(0)));
    let args = [("ticket", ticket.id.to_string().into()), ("level", level.into())];
    show(model, model.words.format("menu-escalate", &args), choices);
}

/// Where else a ticket may go; the reason is asked next.
pub fn roles(model: &mut Model, dossier: &Dossier) {
    let ticket = &dossier.ticket;
    let choices = Role::ALL
        .into_iter()
        .filter(|to| ticket.owner_role != Some(*to))
        .map(|to| {
            let suggested = dossier.suggestion.first().map_or(to, |first| first.role);
            let knowledge = dossier.suggestion.knowledge.clone();
            let asked = Asked::Route { to, suggested, knowledge };
            Choice {
                key: role_key(to),
                text: role_text(model, to),
                answer: Answer::Ask(asked, Box::new(ticket.clone())),
            }
        })
        .collect();
    show(model, model.words.format("menu-route", &[("ticket", ticket.id.to_string().into())]), choices);
}

pub fn sort(model: &mut Model) {
    let key = |sort| match sort {
        // As everywhere else.
        Sort::Desk => '0',
        Sort::Due => 'd',
        Sort::Age => 'a',
        Sort::Number => 'n',
        Sort::Updated => 'u',
    };
    let choices = Sort::ALL
        .into_iter()
        .map(|(sort, word)| Choice {
            key: key(sort),
            text: model.words.text(&format!("sort-{word}")).into_owned(),
            answer: Answer::Sort(sort),
        })
        .collect();
    show(model, model.words.text("menu-sort").into_owned(), choices);
}

/// Nothing typed goes away by one key: discarding is asked for.
pub fn discard(model: &mut Model) {
    let Some(entry) = model.panes.outbox.selected(&model.outbox) else { return };
    let (key, ticket) = (entry.id.clone(), entry.operation.ticket);
    let what = crate::console::screens::outbox::action_words(&entry.operation.action, &model.look());
    let choices = vec![
        Choice { key: 'k', text: model.words.text("menu-keep").into_owned(), answer: Answer::Stay },
        Choice { key: 'D', text: model.words.text("menu-discard-yes").into_owned(), answer: Answer::Discard(key) },
    ];
    let args = [("ticket", ticket.to_string().into()), ("what", what.into())];
    show(model, model.words.format("menu-discard", &args), choices);
}

/// What of the screen is to be copied. The key that asks gives the first answer when it is pressed again.
pub fn copy(model: &mut Model) {
    let line = |text: &str| Shown::line(text).into_string();
    let mut copies = Vec::new();
    if let Some(id) = model.current() {
        copies.push(('n', "menu-copy-number", id.to_string()));
        let read = model.current_dossier().map(|dossier| &dossier.ticket.subject);
        let subject = read.or_else(|| model.queue.rows.row(id).map(|row| &row.subject));
        copies.extend(subject.map(|subject| ('t', "menu-copy-title", line(subject))));
    }
    copies.push(('c', "menu-copy-command", line(&shell::reproduces(model))));
    let choice = |(key, text, copied): (char, &str, String)| Choice {
        key,
        text: model.words.format(text, &[("text", truncate(&copied, COPY_SHOWN).into_owned().into())]),
        answer: Answer::Copy(copied),
    };
    let choices = copies.into_iter().map(choice).collect();
    let keys = model.keymap.keys(model.place(), Command::Copy);
    let again = keys.iter().find(|key| key.chars().count() == 1).and_then(|key| key.chars().next());
    let title = match again {
        Some(key) => model.words.format("menu-copy-again", &[("key", key.to_string().into())]),
        None => model.words.text("menu-copy").into_owned(),
    };
    model.overlay = Some(Overlay::Menu(Menu::new(title, choices).opened_by(again)));
}

/// Nothing that was kept goes away by one key.
pub fn forget_view(model: &mut Model, name: String) {
    let title = model.words.format("menu-forget-view", &[("name", Shown::line(&name).into_string().into())]);
    let choices = vec![
        Choice { key: 'k', text: model.words.text("menu-forget-view-keep").into_owned(), answer: Answer::Views },
        Choice {
            key: 'D',
            text: model.words.text("menu-forget-view-yes").into_owned(),
            answer: Answer::ForgetView(name),
        },
    ];
    show(model, title, choices);
}

/// What was learnt is taken back by two keys: it concerns the whole desk.
pub fn unlearn(model: &mut Model, lesson: &Lesson) {
    let operation = Operation { ticket: lesson.ticket, action: Action::Unlearn };
    let choices = vec![
        Choice { key: 'k', text: model.words.text("menu-unlearn-keep").into_owned(), answer: Answer::Stay },
        Choice {
            key: 'D',
            text: model.words.text("menu-unlearn-yes").into_owned(),
            answer: Answer::Submit { operation, inverse: None },
        },
    ];
    show(model, model.words.format("menu-unlearn", &[("ticket", lesson.ticket.to_string().into())]), choices);
}

/// Asked only when a draft could not be written.
pub fn leave(model: &mut Model) {
    let choices = vec![
        Choice { key: 's', text: model.words.text("menu-stay").into_owned(), answer: Answer::Stay },
        Choice { key: 'L', text: model.words.text("menu-leave-yes").into_owned(), answer: Answer::Leave },
    ];
    show(model, model.words.text("menu-leave").into_owned(), choices);
}

/// A reply has not left yet: it stays on disk, and its author may want to see it go.
pub fn leave_lingering(model: &mut Model) {
    let command = format!("{} sync", model.program);
    let choices = vec![
        Choice { key: 's', text: model.words.text("menu-stay").into_owned(), answer: Answer::Stay },
        Choice {
            key: 'l',
            text: model.words.format("menu-leave-lingering-yes", &[("command", command.into())]),
            answer: Answer::Leave,
        },
    ];
    show(model, model.words.text("menu-leave-lingering").into_owned(), choices);
}
