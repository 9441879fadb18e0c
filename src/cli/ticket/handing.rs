//! `turno ticket hand-over`, `accept`, `return` and `escalate`: what goes to other hands.

use super::super::Format;
use super::super::error::{CliError, CliResult};
use crate::domain::handover::HIGHEST;
use crate::domain::{Action, OperatorId, Ticket};

/// Hand a ticket of yours over to the next shift
///
/// It stays yours until a colleague accepts it; what nobody accepts goes back to the desk after 45 minutes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno ticket hand-over 48213 'call Ana back at 07:30'")]
pub struct HandOverArgs {
    /// The ticket's number
    pub number: i64,
    /// What is to be done next
    next: String,
    #[command(flatten)]
    pub format: Format,
}

/// Accept a ticket that a colleague hands over
///
/// Of your own it takes the handover back: you keep it.
#[derive(Debug, clap::Args)]
pub struct AcceptArgs {
    /// The ticket's number
    pub number: i64,
    #[command(flatten)]
    pub format: Format,
}

/// Leave a ticket with the colleague who hands it over
#[derive(Debug, clap::Args)]
pub struct ReturnArgs {
    /// The ticket's number
    pub number: i64,
    /// Why
    reason: String,
    #[command(flatten)]
    pub format: Format,
}

/// Escalate a ticket one step, or take that back with 0
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno ticket escalate 48213 1 'third outage this month'
  turno ticket escalate 48213 0 'the service is back'")]
pub struct EscalateArgs {
    /// The ticket's number
    pub number: i64,
    /// The level, from 1 to 5, one step up at a time; 0 is not escalated
    #[arg(value_parser = clap::value_parser!(i64).range(0..=HIGHEST))]
    level: i64,
    /// Why
    reason: String,
    #[command(flatten)]
    pub format: Format,
}

impl HandOverArgs {
    pub fn action(&self) -> Action {
        Action::HandOver { next: self.next.clone() }
    }
}

impl AcceptArgs {
    pub fn action(ticket: &Ticket) -> CliResult<Action> {
        Ok(Action::AcceptHandover { from: handed_by(ticket)? })
    }
}

impl ReturnArgs {
    pub fn action(&self, ticket: &Ticket) -> CliResult<Action> {
        Ok(Action::ReturnHandover { from: handed_by(ticket)?, reason: self.reason.clone() })
    }
}

impl EscalateArgs {
    pub fn action(&self, ticket: &Ticket) -> Action {
        Action::Escalate { from: ticket.level(), to: self.level, reason: self.reason.clone() }
    }
}

fn handed_by(ticket: &Ticket) -> CliResult<OperatorId> {
    let none =
        || CliError::failed(format!("ticket {} is not handed over", ticket.id)).hint("`turno handover` shows what is");
    ticket.waiting_handover().map(|it| it.by.clone()).ok_or_else(none)
}
