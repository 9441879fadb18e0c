//! Whether a command can be carried out now, and if not, why.

use super::Command;
use crate::console::model::Model;
use crate::domain::{OutboxState, Sort};

/// The locale key of the reason why this cannot be done now; None when it can.
pub fn why_not(command: Command, model: &Model) -> Option<&'static str> {
    let missing = |is_there: bool, key| (!is_there).then_some(key);
    let dossier = model.current_dossier();
    match command {
        Command::Open
        | Command::Take
        | Command::RouteElsewhere
        | Command::Reply
        | Command::Comment
        | Command::SetStatus
        | Command::SetPriority
        | Command::NextTicket
        | Command::PreviousTicket
        | Command::RouteTo(_) => missing(model.current().is_some(), "why-no-ticket"),
        Command::Copy => missing(model.current().is_some() || model.outbox_open, "why-no-ticket"),
        Command::AcceptRouting => match dossier {
            None => missing(model.current().is_some(), "why-no-ticket"),
            Some(dossier) if dossier.suggestion.unsure => Some("why-unsure"),
            Some(dossier) => {
                let first = dossier.suggestion.first().map(|first| first.role);
                missing(first.is_some() && dossier.ticket.owner_role != first, "why-routed")
            }
        },
        Command::Undo => missing(!model.undo.is_empty(), "why-nothing-to-undo"),
        Command::WorkNext => model.asked_next.then_some("why-asked-next"),
        Command::ShowArrivals => missing(model.queue.rows.arrivals() > 0, "why-no-arrivals"),
        Command::DeskOrder => missing(model.queue.filter.sort != Sort::Desk, "why-desk-order"),
        Command::NextMatch | Command::PreviousMatch => missing(!model.queue.is_plain(), "why-no-search"),
        Command::ShowOutbox => missing(!model.outbox.is_empty(), "why-outbox-empty"),
        Command::Retry | Command::Discard => {
            let entry = model.panes.outbox.selected(&model.outbox);
            let refused = entry.is_some_and(|entry| matches!(entry.state, OutboxState::Refused { .. }));
            missing(refused, "why-not-refused")
        }
        _ => None,
    }
}
