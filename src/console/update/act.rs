//! Acting on a ticket: from a command and what is known of the ticket to an operation.

use super::{compose, identify, incident, many, menus, walk};
use crate::console::command::{Command, Context};
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::msg::Msg;
use crate::console::screens::Overlay;
use crate::console::screens::ask::{Ask, Asked};
use crate::console::tour;
use crate::console::undo::{Sent, Undo};
use crate::console::widgets::notice::Level;
use crate::console::window::Purpose;
use crate::domain::operation::inverse;
use crate::domain::{
    Action, Decision, Dossier, Link, Operation, OperationId, OutboxState, Refusal, Ticket, TicketId, Visibility, spent,
};

mod leaving;
pub(super) mod said;

pub use leaving::{sync_now, undo};

/// So many commands wait for their tickets to be read.
const EARLY_LIMIT: usize = 64;

/// Acts on all that is marked; else on the current ticket, as soon as it has been read, if it has not been yet.
pub fn act(model: &mut Model, command: Command, effects: &mut Vec<Effect>) {
    if model.acts_on_marks() {
        return many::act(model, command, effects);
    }
    let Some(id) = model.current() else { return };
    model.queue.rows.touch();
    match model.dossier.take() {
        Some(dossier) if dossier.ticket.id == id => {
            act_on(model, &dossier, command, effects);
            model.dossier = Some(dossier);
        }
        other => {
            model.dossier = other;
            if model.early.len() < EARLY_LIMIT {
                model.early.push_back((id, command));
                effects.push(Effect::LoadDossier(id));
            }
        }
    }
}

/// Acts on a ticket that has been read. Its state here is what the operator saw: the precondition.
pub fn act_on(model: &mut Model, dossier: &Dossier, command: Command, effects: &mut Vec<Effect>) {
    let ticket = &dossier.ticket;
    match command {
        Command::Take => match &ticket.assignee {
            None => submit(ticket, Action::Take, effects),
            Some(holder) if *holder == model.me => submit(ticket, Action::GiveBack, effects),
            Some(holder) => ask(model, Asked::Steal { from: holder.clone() }, ticket),
        },
        Command::AcceptRouting if dossier.suggestion.unsure => model.say("why-unsure", Level::Warning, &[]),
        Command::AcceptRouting => route(model, dossier, 1, effects),
        Command::RouteTo(n) => route(model, dossier, n, effects),
        Command::RouteElsewhere => menus::roles(model, dossier),
        Command::SetStatus => menus::statuses(model, ticket),
        Command::SetPriority => menus::priorities(model, ticket),
        Command::Skip => menus::skips(model, ticket),
        Command::Promise => menus::promise(model, ticket),
        Command::Snooze => ask(model, Asked::Snooze, ticket),
        Command::Identify => identify::open(model, dossier),
        Command::Escalate => menus::escalation(model, ticket),
        Command::AddTime => {
            let open = model.watch.of(ticket.id);
            ask(model, Asked::Time { proposed: spent::proposed(open, ticket.kind) }, ticket);
        }
        Command::Reply => compose::begin(model, ticket, Visibility::Public, effects),
        Command::Handoff => match &dossier.handoff {
            Some(handoff) => compose::reply_with(model, ticket, handoff, effects),
            None => model.say("why-no-handoff", Level::Warning, &[]),
        },
        Command::Comment => compose::begin(model, ticket, Visibility::Internal, effects),
        _ => {}
    }
}

/// Asks for the line that is needed first.
pub(super) fn ask(model: &mut Model, asked: Asked, ticket: &Ticket) {
    model.overlay = Some(Overlay::Ask(Box::new(Ask::new(asked, ticket))));
}

/// Routes to the n-th of the suggestion, from 1.
fn route(model: &mut Model, dossier: &Dossier, n: u8, effects: &mut Vec<Effect>) {
    let ranked = &dossier.suggestion.ranked;
    let (Some(first), Some(wanted)) = (ranked.first(), ranked.get(usize::from(n).saturating_sub(1))) else {
        return model.say("why-no-suggestion", Level::Warning, &[]);
    };
    if dossier.ticket.owner_role == Some(wanted.role) {
        return model.say("why-routed", Level::Info, &[]);
    }
    let decision = match n {
        1 => Decision::Accepted,
        _ => Decision::Chosen { suggested: first.role },
    };
    let knowledge = Some(dossier.suggestion.knowledge.clone());
    let action = Action::Route { from: dossier.ticket.owner_role, to: wanted.role, decision, knowledge };
    submit(&dossier.ticket, action, effects);
}

fn submit(ticket: &Ticket, action: Action, effects: &mut Vec<Effect>) {
    effects.push(order(ticket, action));
}

/// The order to submit an operation, with what takes it back.
pub fn order(ticket: &Ticket, action: Action) -> Effect {
    let operation = Operation { ticket: ticket.id, action };
    let inverse = inverse(ticket, &operation);
    Effect::Submit { operation, inverse }
}

/// Sends a refused operation again. A reply that was held back goes out now: its author has been told.
pub fn retry(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(entry) = model.panes.outbox.selected(&model.outbox) else { return };
    if matches!(entry.state, OutboxState::Refused { .. } | OutboxState::Stuck { .. }) {
        effects.push(Effect::Retry(entry.id.clone()));
    }
}

/// Takes a text back out of the outbox, to be written on. What is being written now is saved and closed first: the
/// two may be of one ticket and kind, and share a draft.
pub fn edit(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(id) = model.panes.outbox.selected(&model.outbox).map(|entry| entry.id.clone()) else { return };
    compose::save(model, effects);
    model.compose = None;
    model.undo.forget(&id);
    effects.push(Effect::Edit(id));
}

/// The text is in the draft: its ticket is shown, and writing begins as soon as it is here.
fn taken_back(model: &mut Model, ticket: TicketId, kind: Visibility, effects: &mut Vec<Effect>) {
    effects.push(Effect::LoadOutbox);
    walk::show(model, ticket, effects);
    match model.current_dossier().map(|dossier| dossier.ticket.clone()) {
        Some(ticket) => compose::begin(model, &ticket, kind, effects),
        None => {
            let command = if kind == Visibility::Public { Command::Reply } else { Command::Comment };
            model.early.push_back((ticket, command));
        }
    }
}

/// Asks what to put into the clipboard; in the outbox it is the text that was typed.
pub fn copy(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.outbox_open {
        let entry = model.panes.outbox.selected(&model.outbox);
        let text = entry.and_then(|entry| entry.operation.action.typed_text()).map(str::to_string);
        return match text {
            Some(text) => effects.push(Effect::Copy(crate::console::text::Shown::block(&text).into_string())),
            None => model.say("why-no-text", Level::Warning, &[]),
        };
    }
    menus::copy(model);
}

/// The answers of replica and desk to what was asked of them.
pub fn answered(model: &mut Model, msg: Msg, effects: &mut Vec<Effect>) {
    model.changed = true;
    match msg {
        Msg::Submitted { id, operation, inverse } => {
            tour::see(model, &operation);
            if matches!(operation.action, Action::Skip { .. }) {
                model.skipped = Some(id.clone());
                effects.push(Effect::LoadOutbox);
            }
            submitted(model, &operation, id, inverse, effects);
        }
        Msg::Refused { operation, refusal } => refused(model, &operation, &refusal),
        Msg::SubmittedAll { want, done, refused } => many::submitted(model, want.as_ref(), done, &refused, effects),
        Msg::Retried(_) => {
            model.say("notice-retried", Level::Info, &[]);
            effects.push(Effect::LoadOutbox);
        }
        Msg::Discarded(id) => {
            model.undo.forget(&id);
            model.say("notice-discarded", Level::Info, &[]);
            effects.push(Effect::LoadOutbox);
        }
        Msg::TakenBack { ticket, kind } => taken_back(model, ticket, kind, effects),
        Msg::ReplyBack { sent, seen } => leaving::back(model, sent, seen, effects),
        Msg::ReplyLeft { sent, delivered } => leaving::left(model, sent, delivered),
        Msg::NextGiven(given) => next_given(model, given, effects),
        Msg::NextUnanswered => effects.push(Effect::FindUnheld),
        Msg::FirstUnheld(found) => first_unheld(model, found, effects),
        Msg::Copied(text) => {
            let first = text.lines().next().unwrap_or_default().to_string();
            model.say("notice-copied", Level::Info, &[("text", first.into())]);
        }
        _ => {}
    }
}

fn submitted(
    model: &mut Model,
    operation: &Operation,
    id: OperationId,
    inverse: Option<Operation>,
    effects: &mut Vec<Effect>,
) {
    said::done(model, operation, inverse.is_some());
    if let Action::SetStatus { to, .. } = operation.action
        && !to.is_live()
    {
        model.callers.end(operation.ticket);
    }
    match operation.action {
        Action::AddTime { .. } => {
            model.watch.noted(operation.ticket);
            model.undo.push(inverse.into_iter().collect());
        }
        Action::Reply { .. } => {
            model.undo.add(Undo::Reply(Sent { ticket: operation.ticket, reply: id, then: None }));
            effects.push(Effect::LoadOutbox);
        }
        _ => model.undo.done(operation, id, inverse),
    }
    compose::sent(model, operation, effects);
    incident::submitted(model, operation, effects);
    effects.extend(model.queue.ask(Purpose::Adopt));
    if model.current() == Some(operation.ticket) {
        effects.extend(model.reading.ask(operation.ticket).map(Effect::LoadDossier));
    }
}

/// Asks for the next ticket once the desk knows which one was passed over; without a link, at once.
pub fn go_on(model: &mut Model, effects: &mut Vec<Effect>) {
    let waits = |id: &OperationId| {
        let entry = model.outbox.iter().find(|entry| entry.id == *id);
        entry.is_some_and(|it| !matches!(it.state, OutboxState::Applied { .. } | OutboxState::Refused { .. }))
    };
    let offline = matches!(model.sync.link, Link::Offline { .. });
    if model.skipped.as_ref().is_some_and(|id| offline || !waits(id)) {
        model.skipped = None;
        super::commands::work_next(model, effects);
    }
}

fn refused(model: &mut Model, operation: &Operation, refusal: &Refusal) {
    model.took_unasked.take_if(|id| *id == operation.ticket);
    let look = model.look();
    let said = model.words.refusal(refusal, &|id| look.operator(id));
    incident::refused(model, operation);
    let writing = compose::refused(model, operation, refusal);
    let hint = match refusal {
        Refusal::NewerReply if writing => {
            let key = model.key_of(Context::Compose, Command::Send);
            model.words.format("refusal-newer_reply-here", &[("key", key.into())])
        }
        _ => said.hint,
    };
    model.tell(Level::Error, format!("{}: {}", operation.ticket, said.what), hint);
}

/// The desk gave a ticket; it is ours there already, and the replica hears of it in a moment.
fn next_given(model: &mut Model, given: Option<TicketId>, effects: &mut Vec<Effect>) {
    model.asked_next = false;
    match given {
        Some(id) => {
            model.say("notice-next", Level::Info, &[("ticket", id.to_string().into())]);
            effects.push(Effect::SyncNow);
            walk::show(model, id, effects);
        }
        None => model.say("notice-no-next", Level::Info, &[]),
    }
}

/// Without the desk: taken here, and asked for; the desk decides when it is back.
fn first_unheld(model: &mut Model, found: Option<TicketId>, effects: &mut Vec<Effect>) {
    model.asked_next = false;
    match found {
        Some(id) => {
            let operation = Operation { ticket: id, action: Action::Take };
            let inverse = Some(Operation { ticket: id, action: Action::GiveBack });
            effects.push(Effect::Submit { operation, inverse });
            model.took_unasked = Some(id);
            walk::show(model, id, effects);
        }
        None => model.say("notice-no-next", Level::Info, &[]),
    }
}
