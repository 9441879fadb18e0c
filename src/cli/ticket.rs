//! `turno ticket`: everything that the console can do to a ticket, for scripts.

mod handing;
mod incident;
mod linking;
mod spent;

use super::Format;
use super::context::Context;
use super::error::{CliError, CliResult, Kind};
use super::output::Output;
use super::route::word;
use super::session::{Session, refused, replica_error};
use super::show;
use crate::domain::{
    Action, Anchor, Decision, Filter, Operation, OperationId, OutboxState, Priority, Role, SkipReason, Status, Ticket,
    TicketId, Timestamp, WindowRequest, when,
};
use crate::seam::{Clock, System};
use clap::ArgGroup;
use handing::{AcceptArgs, EscalateArgs, HandOverArgs, ReturnArgs};
use incident::{AttachArgs, IncidentArgs};
use jiff::tz::TimeZone;
use linking::{LinkArgs, MergeArgs, UnlinkArgs, UnmergeArgs};
use spent::TimeArgs;
use std::io::{IsTerminal, Read};

/// Look at tickets and change them
///
/// What changes a ticket goes through this profile's outbox, like a key in the console: it is on disk first and is
/// sent if the desk answers. Exits with 3 if the desk refuses it, and with 4 if the desk does not answer; it is then
/// queued and sent by the next command, or now by `turno sync`.
#[derive(Debug, clap::Subcommand)]
pub enum TicketCommand {
    List(ListArgs),
    Show(ShowArgs),
    Take(TakeArgs),
    /// Give a ticket of yours back to the desk
    GiveBack(NumberArgs),
    Route(RouteArgs),
    Unlearn(UnlearnArgs),
    Skip(SkipArgs),
    Snooze(SnoozeArgs),
    Promise(PromiseArgs),
    HandOver(HandOverArgs),
    Accept(AcceptArgs),
    Return(ReturnArgs),
    Escalate(EscalateArgs),
    Incident(IncidentArgs),
    Attach(AttachArgs),
    /// Detach a ticket from its incident
    Detach(NumberArgs),
    Time(TimeArgs),
    Merge(MergeArgs),
    Unmerge(UnmergeArgs),
    Link(LinkArgs),
    Unlink(UnlinkArgs),
    Reply(ReplyArgs),
    Comment(CommentArgs),
    Status(StatusArgs),
    Priority(PriorityArgs),
}

/// List tickets in desk order
///
/// Without a query it lists the live queue. The query is the one of the console: terms are joined by *and*, a comma
/// means *or*, a minus negates, free words are searched in subject and conversation.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno ticket list
  turno ticket list 'role:gsd status:open prio:<=2 sla:<30m sort:due'
  turno ticket list site:LS1 -tag:spam
  turno ticket list --view breaching lang:pt
  turno ticket list --json 'customer:acme \"cross connect\"'")]
pub struct ListArgs {
    /// What to look for; several words are one query
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: Vec<String>,
    /// List the tickets of the search of that name; a query narrows it
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    /// List at most so many
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    #[command(flatten)]
    format: Format,
}

/// Show a ticket with its conversation and the suggestion
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The ticket's number
    number: i64,
    #[command(flatten)]
    format: Format,
}

/// The number of a ticket
#[derive(Debug, clap::Args)]
pub struct NumberArgs {
    /// The ticket's number
    number: i64,
    #[command(flatten)]
    format: Format,
}

/// Take a ticket that nobody holds
///
/// Whoever is first has it: if a colleague was faster, this is refused and says who. With --steal it takes the
/// ticket from the colleague who holds it, with a reason.
#[derive(Debug, clap::Args)]
pub struct TakeArgs {
    /// The ticket's number
    number: i64,
    /// Take it from whoever holds it, and say why
    #[arg(long, value_name = "REASON")]
    steal: Option<String>,
    #[command(flatten)]
    format: Format,
}

/// Set the owner role of a ticket
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("to").required(true).args(["role", "accept"]))]
#[command(after_long_help = "Examples:
  turno ticket route 48213 BA
  turno ticket route 48213 AM --reason 'asked for more cabinets'
  turno ticket route 48213 --accept")]
pub struct RouteArgs {
    /// The ticket's number
    number: i64,
    /// AM, CSM, SE, BA or GSD
    #[arg(value_parser = word(Role::parse, &Role::ALL))]
    role: Option<Role>,
    /// Take the first suggestion; fails if it is unsure
    #[arg(long)]
    accept: bool,
    /// Why it goes elsewhere than suggested
    #[arg(long, value_name = "TEXT", conflicts_with = "accept")]
    reason: Option<String>,
    #[command(flatten)]
    format: Format,
}

/// Take back what the routing of a ticket taught
///
/// The ticket stays where it was routed to; the desk's routing no longer learns from it. `turno learned` lists what it
/// learnt.
#[derive(Debug, clap::Args)]
pub struct UnlearnArgs {
    /// The ticket's number
    number: i64,
    #[command(flatten)]
    format: Format,
}

/// Pass a ticket over, and say why
///
/// A ticket of yours goes back to the desk. *Work next* does not offer it to you again in this shift; the desk sees how
/// often a ticket was passed over.
#[derive(Debug, clap::Args)]
pub struct SkipArgs {
    /// The ticket's number
    number: i64,
    /// language, expertise, waiting, unclear or time
    #[arg(value_parser = word(SkipReason::parse, SkipReason::ALL))]
    reason: SkipReason,
    #[command(flatten)]
    format: Format,
}

/// Put a ticket on hold until a time; the desk opens it again
///
/// Times are those of the console, in any of the three languages. A first response that is owed stays owed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno ticket snooze 48213 2h
  turno ticket snooze 48213 'lunes 9h'")]
pub struct SnoozeArgs {
    /// The ticket's number
    number: i64,
    /// Until when, such as 03:30, 2h, 'tomorrow 9h' or '30/11 14:00'
    until: String,
    #[command(flatten)]
    format: Format,
}

/// Promise the customer something by a time, or say what became of it
///
/// The promise is a clock of the ticket like those of the SLA. Times are those of the console, in any of the three
/// languages.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("promise").required(true).args(["by", "kept", "broken", "none"]))]
#[command(after_long_help = "Examples:
  turno ticket promise 48213 03:30 'call back'
  turno ticket promise 48213 'amanhã 9h'
  turno ticket promise 48213 --kept")]
pub struct PromiseArgs {
    /// The ticket's number
    number: i64,
    /// By when, such as 03:30, 2h, 'tomorrow 9h' or '30/11 14:00'
    by: Option<String>,
    /// What is done by then
    #[arg(requires = "by", default_value = "", hide_default_value = true)]
    text: String,
    /// The open promise was kept
    #[arg(long)]
    kept: bool,
    /// The open promise was broken
    #[arg(long)]
    broken: bool,
    /// Take the open promise back: nothing was promised
    #[arg(long)]
    none: bool,
    #[command(flatten)]
    format: Format,
}

/// Write a public reply: the customer reads it
///
/// Refused if another reply went out since this replica last looked; --force says that you have read it.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno ticket reply 48213 'A technician is on the way.'
  turno ticket reply 48213 < answer.txt")]
pub struct ReplyArgs {
    /// The ticket's number
    number: i64,
    /// The text; without it, or with `-`, it is read from standard input
    text: Option<String>,
    /// Send it although a newer reply has gone out
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    format: Format,
}

/// Write an internal comment: the desk alone reads it
#[derive(Debug, clap::Args)]
pub struct CommentArgs {
    /// The ticket's number
    number: i64,
    /// The text; without it, or with `-`, it is read from standard input
    text: Option<String>,
    #[command(flatten)]
    format: Format,
}

/// Set the status of a ticket
#[derive(Debug, clap::Args)]
pub struct StatusArgs {
    /// The ticket's number
    number: i64,
    /// open, pending, on_hold, resolved or closed
    #[arg(value_parser = word(Status::parse, Status::ALL))]
    status: Status,
    #[command(flatten)]
    format: Format,
}

/// Set the priority of a ticket
#[derive(Debug, clap::Args)]
pub struct PriorityArgs {
    /// The ticket's number
    number: i64,
    /// critical, high, normal or low
    #[arg(value_parser = word(Priority::parse, Priority::ALL))]
    priority: Priority,
    #[command(flatten)]
    format: Format,
}

pub async fn run(command: &TicketCommand, context: &Context, out: &mut Output) -> CliResult {
    // What can be refused without a desk is refused before one is looked for.
    let job = Job::new(command, context)?;
    let mut session = Session::open(context).await?;
    let result = job.run(&mut session, context, out).await;
    session.close().await;
    result
}

/// A command with its input read.
enum Job<'a> {
    List(&'a ListArgs, Filter),
    Show(&'a ShowArgs),
    /// The ticket, whether to print JSON, and what to do.
    Change(i64, bool, Intent<'a>),
}

/// What is to become of a ticket; what the operator saw is filled in from the replica.
enum Intent<'a> {
    Take { steal: Option<&'a str> },
    GiveBack,
    Unlearn,
    Route(&'a RouteArgs),
    Skip(SkipReason),
    Snooze(&'a str, TimeZone),
    Promise(&'a PromiseArgs, TimeZone),
    HandOver(&'a HandOverArgs),
    Accept,
    Return(&'a ReturnArgs),
    Escalate(&'a EscalateArgs),
    Incident(&'a IncidentArgs),
    Attach(&'a AttachArgs),
    Detach,
    Time(&'a TimeArgs),
    Merge(&'a MergeArgs),
    Unmerge,
    Link(&'a LinkArgs),
    Unlink(&'a UnlinkArgs),
    Reply { body: String, force: bool },
    Comment { body: String },
    Status(Status),
    Priority(Priority),
}

impl<'a> Job<'a> {
    fn new(command: &'a TicketCommand, context: &Context) -> CliResult<Job<'a>> {
        Ok(match command {
            TicketCommand::List(args) => {
                let named = args.view.iter().map(|name| super::view::query_of(name, context));
                let named = named.collect::<CliResult<Vec<_>>>()?;
                Job::List(args, filter(&[named, args.query.clone()].concat().join(" "))?)
            }
            TicketCommand::Show(args) => Job::Show(args),
            TicketCommand::Take(args) => {
                Job::Change(args.number, args.format.json, Intent::Take { steal: args.steal.as_deref() })
            }
            TicketCommand::GiveBack(args) => Job::Change(args.number, args.format.json, Intent::GiveBack),
            TicketCommand::Unlearn(args) => Job::Change(args.number, args.format.json, Intent::Unlearn),
            TicketCommand::Route(args) => Job::Change(args.number, args.format.json, Intent::Route(args)),
            TicketCommand::Skip(args) => Job::Change(args.number, args.format.json, Intent::Skip(args.reason)),
            TicketCommand::Snooze(args) => {
                Job::Change(args.number, args.format.json, Intent::Snooze(&args.until, zone(context)))
            }
            TicketCommand::Promise(args) => {
                let intent = Intent::Promise(args, zone(context));
                Job::Change(args.number, args.format.json, intent)
            }
            TicketCommand::HandOver(args) => Job::Change(args.number, args.format.json, Intent::HandOver(args)),
            TicketCommand::Accept(args) => Job::Change(args.number, args.format.json, Intent::Accept),
            TicketCommand::Return(args) => Job::Change(args.number, args.format.json, Intent::Return(args)),
            TicketCommand::Escalate(args) => Job::Change(args.number, args.format.json, Intent::Escalate(args)),
            TicketCommand::Incident(args) => Job::Change(args.number, args.format.json, Intent::Incident(args)),
            TicketCommand::Attach(args) => Job::Change(args.number, args.format.json, Intent::Attach(args)),
            TicketCommand::Detach(args) => Job::Change(args.number, args.format.json, Intent::Detach),
            TicketCommand::Time(args) => Job::Change(args.number, args.format.json, Intent::Time(args)),
            TicketCommand::Merge(args) => Job::Change(args.number, args.format.json, Intent::Merge(args)),
            TicketCommand::Unmerge(args) => Job::Change(args.number, args.format.json, Intent::Unmerge),
            TicketCommand::Link(args) => Job::Change(args.number, args.format.json, Intent::Link(args)),
            TicketCommand::Unlink(args) => Job::Change(args.number, args.format.json, Intent::Unlink(args)),
            TicketCommand::Reply(args) => {
                let intent = Intent::Reply { body: body(args.text.as_deref())?, force: args.force };
                Job::Change(args.number, args.format.json, intent)
            }
            TicketCommand::Comment(args) => {
                let intent = Intent::Comment { body: body(args.text.as_deref())? };
                Job::Change(args.number, args.format.json, intent)
            }
            TicketCommand::Status(args) => Job::Change(args.number, args.format.json, Intent::Status(args.status)),
            TicketCommand::Priority(args) => {
                Job::Change(args.number, args.format.json, Intent::Priority(args.priority))
            }
        })
    }

    async fn run(&self, session: &mut Session, context: &Context, out: &mut Output) -> CliResult {
        match self {
            Job::List(args, filter) => list(args, filter, session, out),
            Job::Show(args) => show(args, session, context, out),
            Job::Change(number, json, intent) => change(TicketId(*number), *json, intent, session, out).await,
        }
    }
}

pub fn filter(query: &str) -> CliResult<Filter> {
    Filter::parse(query).map_err(|error| {
        let pointer = format!("{}^", " ".repeat(error.at.saturating_sub(1)));
        let query = show::plain(query);
        CliError::usage(format!("{error}\n  {query}\n  {pointer}")).hint(error.hint())
    })
}

/// The text given, or standard input to its end.
fn body(text: Option<&str>) -> CliResult<String> {
    /// More than any reply may be; what is longer is refused with its limit.
    const LIMIT: u64 = 2 * crate::domain::operation::BODY_LIMIT as u64;
    if let Some(text) = text.filter(|text| *text != "-") {
        return Ok(text.into());
    }
    let stdin = std::io::stdin().lock();
    if stdin.is_terminal() {
        super::error::say("note", "type the text, then Ctrl-D on a line of its own");
    }
    let mut bytes = Vec::new();
    stdin.take(LIMIT).read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes).map_err(|_| CliError::failed("the text is not UTF-8").hint("convert it"))?;
    Ok(text.trim_end().to_string())
}

fn list(args: &ListArgs, filter: &Filter, session: &Session, out: &mut Output) -> CliResult {
    session.warn_if_offline();
    let request = WindowRequest { filter: filter.clone(), anchor: Anchor::Start, limit: usize::from(args.limit) };
    let window = session.replica.window(&request).map_err(|error| replica_error(&error))?;
    let total = window.total;
    if args.format.json {
        return out.json(&serde_json::json!({
            "query": filter.to_string(),
            "tickets": window.rows,
            "total": total.n,
            "total_is_a_lower_bound": total.or_more,
        }));
    }
    if window.rows.is_empty() {
        return out.line("no ticket matches");
    }
    for line in show::list(&window.rows, System.now()) {
        out.line(line)?;
    }
    if !window.at_end {
        let more = if total.or_more { "at least " } else { "" };
        out.line(format!("{} of {more}{}", window.rows.len(), total.n))?;
    }
    Ok(())
}

fn show(args: &ShowArgs, session: &Session, context: &Context, out: &mut Output) -> CliResult {
    session.warn_if_offline();
    let id = TicketId(args.number);
    let dossier = session.replica.dossier(id).map_err(|error| replica_error(&error))?.ok_or_else(|| unknown(id))?;
    if args.format.json {
        return out.json(&serde_json::json!({
            "ticket": dossier.ticket,
            "articles": dossier.articles,
            "duplicates": dossier.ties.duplicates.iter().map(|it| it.id).collect::<Vec<_>>(),
            "links": dossier.ties.links.iter().map(|tie| tie.ticket.id).collect::<Vec<_>>(),
            "suggestion": dossier.suggestion,
            "pending": dossier.outbox.iter().map(|entry| serde_json::json!({
                "id": entry.id,
                "operation": entry.operation,
                "state": entry.state,
            })).collect::<Vec<_>>(),
        }));
    }
    out.raw(show::dossier(&dossier, System.now(), &zone(context)))
}

/// The zone of every time shown.
pub fn zone(context: &Context) -> TimeZone {
    let named = context.loaded.config.zone.as_deref();
    named.and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(TimeZone::system)
}

pub fn unknown(id: TicketId) -> CliError {
    CliError::failed(format!("there is no ticket {id}")).hint("`turno ticket list` shows those there are")
}

/// Submits an operation, sends it, and says what became of it.
async fn change(id: TicketId, json: bool, intent: &Intent<'_>, session: &mut Session, out: &mut Output) -> CliResult {
    let replica = session.replica.clone();
    let ticket = replica.ticket(id).map_err(|error| replica_error(&error))?.ok_or_else(|| unknown(id))?;
    let ticket = match intent {
        Intent::Unlink(args) => args.stands_on(ticket, &replica)?,
        _ => ticket,
    };
    let action = intent.action(&ticket, session)?;
    submit(Operation { ticket: ticket.id, action }, json, session, out).await
}

/// The same of an operation that is made already.
pub async fn submit(operation: Operation, json: bool, session: &mut Session, out: &mut Output) -> CliResult {
    let (replica, id, word) = (session.replica.clone(), operation.ticket, operation.action.word());
    let made = replica.submit(&operation).map_err(|error| replica_error(&error))?;
    session.sync().await?;
    let entry = replica.outbox().map_err(|error| replica_error(&error))?.into_iter().find(|entry| entry.id == made);
    let state = match entry.map(|entry| entry.state) {
        None | Some(OutboxState::Applied { .. }) => "done",
        Some(OutboxState::Refused { refusal }) => {
            // The caller has the answer here and the text still in hand: nothing of it needs to be kept.
            replica.discard(&made).map_err(|error| replica_error(&error))?;
            return Err(refused(&refusal));
        }
        Some(_) => "queued",
    };
    if json {
        out.json(&serde_json::json!({ "ticket": id, "operation": word, "id": made, "state": state }))?;
    } else if state == "done" {
        out.line(format!("{word} {id}: done"))?;
    }
    if state == "done" { Ok(()) } else { Err(queued(session, &made)) }
}

fn queued(session: &Session, id: &OperationId) -> CliError {
    let detail = session.offline.as_deref().unwrap_or("it has not answered yet");
    CliError::new(Kind::Offline, format!("the desk does not answer ({detail}); the operation is queued as {id}"))
        .hint("it is sent by the next command or console of this profile, or now by `turno sync --once`")
}

impl Intent<'_> {
    /// The action with its preconditions: what stands in the replica is what the script saw.
    fn action(&self, ticket: &Ticket, session: &Session) -> CliResult<Action> {
        Ok(match self {
            Intent::Take { steal: None } => Action::Take,
            Intent::Take { steal: Some(reason) } => match &ticket.assignee {
                Some(from) if *from != session.replica.identity().operator => {
                    Action::Steal { from: from.clone(), reason: reason.to_string() }
                }
                // Nobody to steal from: taking is all there is to it.
                _ => Action::Take,
            },
            Intent::GiveBack => Action::GiveBack,
            Intent::Unlearn => Action::Unlearn,
            Intent::Route(args) => route(args, ticket, session)?,
            Intent::Skip(reason) => Action::Skip { reason: *reason },
            Intent::Snooze(until, zone) => Action::Snooze { from: ticket.status, until: time(until, zone)? },
            Intent::Promise(args, zone) => promise(args, ticket, zone)?,
            Intent::HandOver(args) => args.action(),
            Intent::Accept => AcceptArgs::action(ticket)?,
            Intent::Return(args) => args.action(ticket)?,
            Intent::Escalate(args) => args.action(ticket),
            Intent::Incident(args) => args.action(),
            Intent::Attach(args) => args.action(),
            Intent::Detach => incident::detach(ticket)?,
            Intent::Time(args) => args.action(ticket),
            Intent::Merge(args) => args.action(),
            Intent::Unmerge => UnmergeArgs::action(ticket)?,
            Intent::Link(args) => args.action(),
            Intent::Unlink(args) => args.action(ticket),
            Intent::Reply { body, force } => Action::Reply { body: body.clone(), seen: ticket.replies, force: *force },
            Intent::Comment { body } => Action::Comment { body: body.clone() },
            Intent::Status(to) => Action::SetStatus { from: ticket.status, to: *to },
            Intent::Priority(to) => Action::SetPriority { from: ticket.priority, to: *to },
        })
    }
}

fn time(words: &str, zone: &TimeZone) -> CliResult<Timestamp> {
    when::parse(words, System.now(), zone).map_err(|error| {
        let error = show::plain(&error.to_string());
        CliError::usage(error).hint("say it like 03:30, 2h, 'tomorrow 9h' or '30/11 14:00'")
    })
}

fn promise(args: &PromiseArgs, ticket: &Ticket, zone: &TimeZone) -> CliResult<Action> {
    let from = ticket.open_promise().map(|promise| promise.due_at);
    if let Some(by) = &args.by {
        let to = time(by, zone)?;
        return Ok(Action::Promise { from, to: Some(to), text: args.text.clone() });
    }
    let none = || CliError::failed(format!("ticket {} has no open promise", ticket.id));
    let due_at = from.ok_or_else(none)?;
    Ok(match args.none {
        true => Action::Promise { from, to: None, text: String::new() },
        false => Action::SettlePromise { due_at, kept: args.kept },
    })
}

fn route(args: &RouteArgs, ticket: &Ticket, session: &Session) -> CliResult<Action> {
    let dossier = session.replica.dossier(ticket.id).map_err(|error| replica_error(&error))?;
    let dossier = dossier.ok_or_else(|| unknown(ticket.id))?;
    let first = dossier.suggestion.first().map(|first| first.role);
    let (to, decision) = match (args.role, first) {
        (None, Some(first)) if !dossier.suggestion.unsure => (first, Decision::Accepted),
        (None, _) => {
            return Err(CliError::failed("the suggestion is unsure: there is nothing to accept")
                .hint("name the role: turno ticket route NUMBER ROLE"));
        }
        (Some(role), Some(first)) if role == first => (role, Decision::Accepted),
        (Some(role), Some(suggested)) => match &args.reason {
            Some(reason) => (role, Decision::Overridden { suggested, reason: reason.clone() }),
            None => (role, Decision::Chosen { suggested }),
        },
        (Some(role), None) => (role, Decision::Unaided),
    };
    let knowledge = Some(dossier.suggestion.knowledge);
    Ok(Action::Route { from: ticket.owner_role, to, decision, knowledge })
}
