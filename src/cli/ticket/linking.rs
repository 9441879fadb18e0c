//! `turno ticket merge`, `unmerge`, `link` and `unlink`: tickets that have to do with each other.

use super::super::Format;
use super::super::error::{CliError, CliResult};
use super::super::session::replica_error;
use crate::domain::{Action, Ticket, TicketId};
use crate::replica::Replica;

/// Close a duplicate into the ticket that stays
///
/// Its customer, who must be the same, is answered on the ticket that stays, which shows what was said on both. Nothing is
/// lost: `unmerge` has the duplicate stand again as it stood.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno ticket merge 48320 --into 48318
  turno ticket list is:merged")]
pub struct MergeArgs {
    /// The number of the duplicate
    pub number: i64,
    /// The number of the ticket that stays
    #[arg(long, value_name = "NUMBER")]
    into: i64,
    #[command(flatten)]
    pub format: Format,
}

/// Have a merged ticket stand again as it stood
#[derive(Debug, clap::Args)]
pub struct UnmergeArgs {
    /// The number of the duplicate
    pub number: i64,
    #[command(flatten)]
    pub format: Format,
}

/// Say that two tickets have to do with each other
///
/// It is shown on both, and to no customer.
#[derive(Debug, clap::Args)]
pub struct LinkArgs {
    /// The number of one ticket
    pub number: i64,
    /// The number of the other
    other: i64,
    #[command(flatten)]
    pub format: Format,
}

/// Take the link between two tickets back
#[derive(Debug, clap::Args)]
pub struct UnlinkArgs {
    /// The number of one ticket
    pub number: i64,
    /// The number of the other
    other: i64,
    #[command(flatten)]
    pub format: Format,
}

impl MergeArgs {
    pub fn action(&self) -> Action {
        Action::Merge { into: TicketId(self.into) }
    }
}

impl UnmergeArgs {
    pub fn action(ticket: &Ticket) -> CliResult<Action> {
        let none = || {
            CliError::failed(format!("ticket {} is not merged", ticket.id))
                .hint("`turno ticket list is:merged` lists those that are")
        };
        ticket.duplicate_of.map(|from| Action::Unmerge { from }).ok_or_else(none)
    }
}

impl LinkArgs {
    pub fn action(&self) -> Action {
        Action::Link { to: TicketId(self.other) }
    }
}

impl UnlinkArgs {
    /// The one of the two on which the link stands.
    pub fn stands_on(&self, ticket: Ticket, replica: &Replica) -> CliResult<Ticket> {
        let other = TicketId(self.other);
        if ticket.related.contains(&other) {
            return Ok(ticket);
        }
        let there = replica.ticket(other).map_err(|error| replica_error(&error))?;
        Ok(there.filter(|it| it.related.contains(&ticket.id)).unwrap_or(ticket))
    }

    pub fn action(&self, ticket: &Ticket) -> Action {
        let to = if ticket.id.0 == self.number { self.other } else { self.number };
        Action::Unlink { to: TicketId(to) }
    }
}
