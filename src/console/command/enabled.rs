//! Whether a command can be carried out now, and if not, why.

use super::Command;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::update::{is_about_incident, is_for_many, why_not_of_incident};
use crate::domain::{Action, OutboxState, Sort};

/// The locale key of the reason why this cannot be done now; None when it can.
pub fn why_not(command: Command, model: &Model) -> Option<&'static str> {
    let missing = |is_there: bool, key| (!is_there).then_some(key);
    if model.acts_on_marks() {
        match command {
            Command::Reply | Command::Macros | Command::Handoff => return Some("why-reply-to-one"),
            _ if is_for_many(command) => return None,
            _ => {}
        }
    }
    let dossier = model.current_dossier();
    match command {
        command if is_about_incident(command) => why_not_of_incident(command, model),
        Command::Open
        | Command::Take
        | Command::RouteElsewhere
        | Command::Reply
        | Command::Macros
        | Command::Comment
        | Command::SetStatus
        | Command::SetPriority
        | Command::Skip
        | Command::Promise
        | Command::Snooze
        | Command::Identify
        | Command::Escalate
        | Command::AddTime
        | Command::Duplicates
        | Command::NextTicket
        | Command::PreviousTicket
        | Command::RouteTo(_) => missing(model.current().is_some(), "why-no-ticket"),
        Command::Mark | Command::MarkRange | Command::MarkAll => {
            missing(model.queue.rows.selected().is_some(), "why-no-ticket")
        }
        Command::AcceptRouting => match dossier {
            None => missing(model.current().is_some(), "why-no-ticket"),
            Some(dossier) if dossier.suggestion.unsure => Some("why-unsure"),
            Some(dossier) => {
                let first = dossier.suggestion.first().map(|first| first.role);
                missing(first.is_some() && dossier.ticket.owner_role != first, "why-routed")
            }
        },
        Command::Handoff => match dossier {
            None => missing(model.current().is_some(), "why-no-ticket"),
            Some(dossier) => missing(dossier.handoff.is_some(), "why-no-handoff"),
        },
        Command::NextPlaceholder => {
            let left = model.compose.as_ref().is_some_and(|writing| writing.editor.placeholder().is_some());
            missing(left, "why-no-placeholder")
        }
        Command::TurnPage => {
            missing(matches!(model.overlay, Some(Overlay::Roster(_) | Overlay::Charts(_))), "why-no-page")
        }
        Command::Acknowledge => missing(model.alerts.open() > 0, "why-no-alerts"),
        Command::Undo => missing(!model.undo.is_empty() || model.newest_lingering().is_some(), "why-nothing-to-undo"),
        Command::WorkNext => model.asked_next.then_some("why-asked-next"),
        Command::ShowArrivals => missing(model.queue.rows.arrivals() > 0, "why-no-arrivals"),
        Command::DeskOrder => missing(model.queue.filter.sort != Sort::Desk, "why-desk-order"),
        Command::NextMatch | Command::PreviousMatch => missing(!model.queue.is_plain(), "why-no-search"),
        Command::ShowOutbox => missing(!model.outbox.is_empty(), "why-outbox-empty"),
        Command::Retry | Command::Discard | Command::Edit => why_not_of_entry(command, model),
        Command::TourOn | Command::TourOff => missing(model.tour.is_some(), "why-no-tour"),
        Command::SayAgain | Command::SayPlace => missing(model.plain, "why-not-plain"),
        _ => None,
    }
}

/// The same of what is done to an entry of the outbox.
fn why_not_of_entry(command: Command, model: &Model) -> Option<&'static str> {
    let Some(entry) = model.panes.outbox.selected(&model.outbox) else { return Some("why-not-refused") };
    let written = matches!(entry.operation.action, Action::Reply { .. } | Action::Comment { .. });
    match command {
        Command::Retry if entry.state == OutboxState::Queued => Some("why-not-refused"),
        Command::Edit if !written => Some("why-no-text"),
        _ => (!entry.state.may_leave()).then_some("why-on-its-way"),
    }
}
