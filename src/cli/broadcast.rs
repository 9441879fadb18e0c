//! `turno broadcast`: what all customers of an incident are told, by two people.

use super::Format;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::output::Output;
use super::session::{Session, refused, replica_error};
use super::show::{indented, instant, plain};
use super::ticket::{submit, unknown, zone};
use crate::domain::incident::{Broadcast, Overview, customers};
use crate::domain::macros::Translated;
use crate::domain::{Action, Language, Operation, TicketId};
use jiff::tz::TimeZone;

/// Tell all customers of an incident something at once
///
/// One operator proposes a text in each language, another reads it and releases it. It then is one public reply on the
/// incident and on each open ticket attached to it, in the language of that conversation.
#[derive(Debug, clap::Subcommand)]
pub enum BroadcastCommand {
    Propose(ProposeArgs),
    /// Show the texts that wait, with their revision, and to whom they would go
    Show(IncidentArgs),
    Release(ReleaseArgs),
    Return(ReturnArgs),
    /// Take back what you proposed
    Withdraw(IncidentArgs),
}

/// Propose a text in each language that the tickets need
///
/// `{{ requester.first_name }}`, `{{ customer.name }}`, `{{ ticket.id }}`, `{{ ticket.subject }}`, `{{ ibx.code }}` and
/// `{{ operator.first_name }}` are filled in for each ticket. A text has at most 4 KiB.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno broadcast propose 48320 --pt 'Caro {{ requester.first_name }}, …' --es 'Hola, …' --en 'Hello, …'")]
pub struct ProposeArgs {
    /// The number of the incident
    number: i64,
    /// The text in Portuguese
    #[arg(long, value_name = "TEXT")]
    pt: Option<String>,
    /// The text in Spanish
    #[arg(long, value_name = "TEXT")]
    es: Option<String>,
    /// The text in English
    #[arg(long, value_name = "TEXT")]
    en: Option<String>,
    #[command(flatten)]
    format: Format,
}

/// An incident
#[derive(Debug, clap::Args)]
pub struct IncidentArgs {
    /// The number of the incident
    number: i64,
    #[command(flatten)]
    format: Format,
}

/// Release the broadcast that a colleague proposes
///
/// What was read is what goes out: if the text was changed since, or a ticket attached that nobody has read of, this is
/// refused.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno broadcast show 48320
  turno broadcast release 48320 1")]
pub struct ReleaseArgs {
    /// The number of the incident
    number: i64,
    /// The revision that was read, from `turno broadcast show`
    revision: i64,
    #[command(flatten)]
    format: Format,
}

/// Leave the broadcast with its author
#[derive(Debug, clap::Args)]
pub struct ReturnArgs {
    /// The number of the incident
    number: i64,
    /// Why
    reason: String,
    #[command(flatten)]
    format: Format,
}

pub async fn run(command: &BroadcastCommand, context: &Context, out: &mut Output) -> CliResult {
    let mut session = Session::open(context).await?;
    let result = done(command, &mut session, context, out).await;
    session.close().await;
    result
}

async fn done(command: &BroadcastCommand, session: &mut Session, context: &Context, out: &mut Output) -> CliResult {
    let (number, json) = match command {
        BroadcastCommand::Propose(args) => (args.number, args.format.json),
        BroadcastCommand::Show(args) | BroadcastCommand::Withdraw(args) => (args.number, args.format.json),
        BroadcastCommand::Release(args) => (args.number, args.format.json),
        BroadcastCommand::Return(args) => (args.number, args.format.json),
    };
    let id = TicketId(number);
    let overview = session.replica.overview(id).map_err(|error| replica_error(&error))?.ok_or_else(|| unknown(id))?;
    let action = match command {
        BroadcastCommand::Show(_) => {
            session.warn_if_offline();
            return show(&overview, json, &zone(context), out);
        }
        BroadcastCommand::Propose(args) => {
            let texts = args.texts();
            let name = session.replica.identity().name;
            if let Some(refusal) = overview.problem(&texts, &name) {
                return Err(refused(&refusal));
            }
            let seen = overview.incident.incident.as_ref().map_or(0, |it| it.revision);
            Action::ProposeBroadcast { seen, texts, to: overview.numbers() }
        }
        BroadcastCommand::Release(args) => Action::ReleaseBroadcast { revision: args.revision, to: overview.numbers() },
        BroadcastCommand::Return(args) => {
            Action::ReturnBroadcast { revision: revision(&overview)?, reason: args.reason.clone() }
        }
        BroadcastCommand::Withdraw(_) => Action::WithdrawBroadcast { revision: revision(&overview)? },
    };
    submit(Operation { ticket: id, action }, json, session, out).await
}

impl ProposeArgs {
    fn texts(&self) -> Translated {
        let each = [(Language::Pt, &self.pt), (Language::Es, &self.es), (Language::En, &self.en)];
        each.into_iter().filter_map(|(language, text)| Some((language, text.clone()?))).collect()
    }
}

fn revision(overview: &Overview) -> CliResult<i64> {
    let none = || CliError::failed(format!("no broadcast is proposed for {}", overview.incident.id));
    let incident = overview.incident.incident.as_ref().filter(|it| it.proposed.is_some());
    incident.map(|it| it.revision).ok_or_else(none)
}

fn show(overview: &Overview, json: bool, zone: &TimeZone, out: &mut Output) -> CliResult {
    let recipients = overview.recipients();
    if json {
        return out.json(&serde_json::json!({
            "incident": overview.incident.id,
            "broadcast": overview.incident.incident,
            "tickets": overview.numbers(),
            "customers": customers(recipients),
        }));
    }
    let Some(incident) = &overview.incident.incident else {
        return out.line(format!("ticket {} is no incident", overview.incident.id));
    };
    for sent in &incident.sent {
        out.line(format!(
            "sent {} to {} tickets of {} customers, by {}, released by {}",
            instant(sent.at, zone),
            sent.tickets,
            sent.customers,
            plain(sent.by.as_str()),
            plain(sent.released_by.as_str())
        ))?;
    }
    match &incident.proposed {
        None => out.line("no broadcast is proposed"),
        Some(broadcast) => out.raw(proposed(broadcast, incident.revision, overview, zone)),
    }
}

fn proposed(broadcast: &Broadcast, revision: i64, overview: &Overview, zone: &TimeZone) -> String {
    let (by, at) = (plain(broadcast.by.as_str()), instant(broadcast.at, zone));
    let mut text = format!("revision {revision}, proposed by {by} {at}\n");
    if let Some(returned) = &broadcast.returned {
        let (by, reason) = (plain(returned.by.as_str()), plain(&returned.reason));
        text.push_str(&format!("returned by {by}: {reason}\n"));
    }
    let recipients = overview.recipients();
    let numbers: Vec<String> = recipients.iter().map(|ticket| ticket.id.to_string()).collect();
    let customers = customers(recipients.iter().copied());
    text.push_str(&format!("to {} tickets of {customers} customers: {}\n", numbers.len(), numbers.join(" ")));
    let since: Vec<String> = numbers
        .into_iter()
        .zip(&recipients)
        .filter(|(_, it)| !broadcast.to.contains(&it.id))
        .map(|(number, _)| number)
        .collect();
    if !since.is_empty() {
        text.push_str(&format!("attached since it was proposed: {}\n", since.join(" ")));
    }
    for (language, body) in &broadcast.texts {
        let n = recipients.iter().filter(|ticket| ticket.language == *language).count();
        text.push_str(&format!("{language}, {n} tickets:\n{}", indented(body)));
    }
    text
}
