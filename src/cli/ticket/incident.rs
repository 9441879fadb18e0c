//! `turno ticket incident`, `attach` and `detach`: tickets that are about the same.

use super::super::Format;
use super::super::error::{CliError, CliResult};
use crate::domain::{Action, Ticket, TicketId};

/// Make a ticket an incident, to which others are attached
///
/// An incident takes 200 tickets. `turno broadcast` tells all their customers something at once.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno ticket incident 48320
  turno ticket incident 48320 --end
  turno ticket list is:incident")]
pub struct IncidentArgs {
    /// The ticket's number
    pub number: i64,
    /// Take it back: nothing is attached to it, and nobody was told anything
    #[arg(long)]
    end: bool,
    #[command(flatten)]
    pub format: Format,
}

/// Attach a ticket to the incident that it is about
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno ticket attach 48213 48320
  turno ticket list incident:48320")]
pub struct AttachArgs {
    /// The ticket's number
    pub number: i64,
    /// The number of the incident
    incident: i64,
    #[command(flatten)]
    pub format: Format,
}

impl IncidentArgs {
    pub fn action(&self) -> Action {
        if self.end { Action::EndIncident } else { Action::DeclareIncident }
    }
}

impl AttachArgs {
    pub fn action(&self) -> Action {
        Action::Attach { incident: TicketId(self.incident) }
    }
}

pub fn detach(ticket: &Ticket) -> CliResult<Action> {
    let none = || {
        CliError::failed(format!("ticket {} is attached to no incident", ticket.id))
            .hint("`turno ticket list -incident:none` shows those that are")
    };
    Ok(Action::Detach { incident: ticket.part_of.ok_or_else(none)? })
}
