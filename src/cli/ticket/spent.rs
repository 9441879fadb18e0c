//! `turno ticket time`: what was spent on a ticket.

use super::super::Format;
use crate::domain::{Action, Ticket, spent};

/// Note time spent on a ticket
///
/// Of hands orders it is billable and counts in half hours. `--back` takes time back that was noted by mistake.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno ticket time 48213 45m
  turno ticket time 48213 1h30 'replaced the cable'
  turno ticket time 48213 45m --back")]
pub struct TimeArgs {
    /// The ticket's number
    pub number: i64,
    /// How long: 45m, 1h30, or minutes
    #[arg(value_name = "TIME", value_parser = minutes)]
    time: i64,
    /// What was done; it becomes an internal comment
    #[arg(default_value = "")]
    note: String,
    /// The customer pays for it, or does not, whatever the type of the ticket
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no)]
    billable: Option<bool>,
    /// Take it back
    #[arg(long)]
    back: bool,
    #[command(flatten)]
    pub format: Format,
}

fn minutes(text: &str) -> Result<i64, String> {
    spent::parse(text).ok_or_else(|| "say it like 45m, 1h30 or 90, up to 24h".to_string())
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("use yes or no".to_string()),
    }
}

impl TimeArgs {
    pub fn action(&self, ticket: &Ticket) -> Action {
        let billable = self.billable.unwrap_or(ticket.kind.is_billed());
        let minutes = spent::noted(self.time, billable);
        Action::AddTime { minutes: if self.back { -minutes } else { minutes }, billable, note: self.note.clone() }
    }
}
