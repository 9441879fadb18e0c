//! `turno outbox`: what the desk has not answered, or has refused, in every replica of the profile that no console
//! uses. A console shows its own.

use super::Format;
use super::context::Context;
use super::embedded::blocking;
use super::error::{CliError, CliResult, say};
use super::output::{Output, columns};
use super::refusals::{self, wanted};
use super::session::{Desk, identity_at_once, open_replica, replica_error};
use super::show::{indented, instant, plain};
use super::slots;
use crate::domain::{OperationId, OutboxEntry, OutboxState};
use crate::replica::{Identity, Replica, ReplicaError};
use jiff::tz::TimeZone;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What waits to be sent, what the desk refused, and the texts in it
#[derive(Debug, clap::Subcommand)]
pub enum OutboxCommand {
    /// List the operations with their states
    List {
        #[command(flatten)]
        format: Format,
    },
    /// Send a refused operation anew, from what stands in its ticket now; or one that is stuck, as it is
    Retry {
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Drop an operation that was never sent, was refused or is stuck, and print the text that goes with it
    Discard {
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Write the texts of all operations as Markdown, or as JSON with --json
    Export {
        /// Into this new file and not to standard output
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        #[command(flatten)]
        format: Format,
    },
}

pub async fn run(command: &OutboxCommand, context: &Context, out: &mut Output) -> CliResult {
    let (name, profile) = context.profile()?;
    let desk = Desk::open(context, profile).await?;
    let dir = context.paths.profile_dir(name);
    let result = match identity_at_once(&dir, profile, desk.link()).await {
        Err(error) => Err(error),
        Ok(who) => {
            let outboxes = Outboxes { dir, who, zone: super::ticket::zone(context) };
            match command {
                OutboxCommand::List { format } => outboxes.list(*format, out).await,
                OutboxCommand::Retry { id } => outboxes.retry(&OperationId::new(id.as_str()), out).await,
                OutboxCommand::Discard { id } => outboxes.discard(&OperationId::new(id.as_str()), out).await,
                OutboxCommand::Export { to, format } => outboxes.export(to.as_deref(), *format, out).await,
            }
        }
    };
    desk.leave().await;
    result
}

/// The outboxes of a profile.
struct Outboxes {
    dir: PathBuf,
    who: Identity,
    zone: TimeZone,
}

impl Outboxes {
    /// Does something with the replica of each slot that nobody uses, and says which are in use.
    async fn each<T: Send + 'static>(
        &self,
        work: impl Fn(&Replica) -> Result<T, ReplicaError> + Send + Clone + 'static,
    ) -> CliResult<Vec<(String, T)>> {
        let mut done = Vec::new();
        for slot in slots::existing(&self.dir) {
            let name = slot.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let (who, work) = (self.who.clone(), work.clone());
            match blocking(move || Ok(open_replica(&slot, who).and_then(|opened| work(&opened.replica)))).await? {
                Ok(it) => done.push((name, it)),
                Err(ReplicaError::InUse { pid }) => {
                    let by = pid.map_or_else(String::new, |pid| format!(" (process {pid})"));
                    say("note", format!("{name} is in use by a console{by}, which shows its own: press O there"));
                }
                Err(error) => return Err(replica_error(&error)),
            }
        }
        Ok(done)
    }

    async fn entries(&self) -> CliResult<Vec<(String, OutboxEntry)>> {
        let slots = self.each(Replica::outbox).await?;
        Ok(slots.into_iter().flat_map(|(name, all)| all.into_iter().map(move |it| (name.clone(), it))).collect())
    }

    async fn list(&self, format: Format, out: &mut Output) -> CliResult {
        let entries = self.entries().await?;
        if format.json {
            let objects: Vec<_> = entries.iter().map(|(slot, entry)| self.object(slot, entry)).collect();
            return out.json(&objects);
        }
        if entries.is_empty() {
            return out.line("nothing waits, and nothing was refused");
        }
        let row = |(slot, entry): &(String, OutboxEntry)| {
            let ticket = format!("#{}", entry.operation.ticket);
            let at = instant(entry.made_at, &self.zone);
            let what = wanted(&entry.operation.action);
            vec![entry.id.to_string(), word(&entry.state).into(), slot.clone(), at, ticket, what]
        };
        let mut rows = vec![["id", "state", "replica", "made", "ticket", "what"].map(String::from).to_vec()];
        rows.extend(entries.iter().map(row));
        columns(&rows).iter().try_for_each(|line| out.line(line))
    }

    fn object(&self, slot: &str, entry: &OutboxEntry) -> serde_json::Value {
        let mut object = refusals::json(entry, &self.zone);
        object["replica"] = slot.into();
        object["state"] = word(&entry.state).into();
        if !matches!(entry.state, OutboxState::Refused { .. }) {
            object["why"] = serde_json::Value::Null;
        }
        object
    }

    async fn retry(&self, id: &OperationId, out: &mut Output) -> CliResult {
        let wanted = id.clone();
        let again = self.found(id, move |replica| replica.retry(&wanted)).await?;
        out.line(format!("queued as {again}; sent by the next command or console, or now by `turno sync --once`"))
    }

    async fn discard(&self, id: &OperationId, out: &mut Output) -> CliResult {
        let wanted = id.clone();
        let entry = self.found(id, move |replica| {
            let entry = replica.outbox()?.into_iter().find(|entry| entry.id == wanted);
            replica.discard(&wanted)?;
            entry.ok_or_else(|| ReplicaError::NoOperation(wanted.clone()))
        });
        let entry = entry.await?;
        out.line(format!("dropped: {} of #{}", self::wanted(&entry.operation.action), entry.operation.ticket))?;
        out.raw(entry.operation.action.typed_text().map(indented).unwrap_or_default())
    }

    /// Does something with an operation, in whichever outbox it is.
    async fn found<T: Send + 'static>(
        &self,
        id: &OperationId,
        work: impl Fn(&Replica) -> Result<T, ReplicaError> + Send + Clone + 'static,
    ) -> CliResult<T> {
        let here = move |replica: &Replica| match work(replica) {
            Err(ReplicaError::NoOperation(_)) => Ok(None),
            result => result.map(Some),
        };
        let found = self.each(here).await?.into_iter().find_map(|(_, it)| it);
        found.ok_or_else(|| replica_error(&ReplicaError::NoOperation(id.clone())))
    }

    async fn export(&self, to: Option<&Path>, format: Format, out: &mut Output) -> CliResult {
        let entries = self.entries().await?;
        let written = entries.iter().filter(|(_, entry)| entry.operation.action.typed_text().is_some());
        let text = if format.json {
            let objects: Vec<_> = written.map(|(slot, entry)| self.object(slot, entry)).collect();
            serde_json::to_string_pretty(&objects).map_err(CliError::failed)? + "\n"
        } else {
            written.map(|(_, entry)| self.markdown(entry)).collect()
        };
        let Some(path) = to else { return out.raw(text) };
        let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
        let done = file.and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
        done.map_err(|error| {
            CliError::failed(format!("{}: {error}", path.display())).hint("name a file that is not there yet")
        })?;
        out.line(format!("written to {}", path.display()))
    }

    fn markdown(&self, entry: &OutboxEntry) -> String {
        let text = entry.operation.action.typed_text().unwrap_or_default();
        let mut page = format!("## #{} {}\n\n", entry.operation.ticket, wanted(&entry.operation.action));
        let (at, state) = (instant(entry.made_at, &self.zone), word(&entry.state));
        // Writing to a string cannot fail.
        let _ = writeln!(page, "{at}, {state}, {}\n", plain(entry.id.as_str()));
        // Indented, so that nothing in the text is taken for markup.
        page + &indented(text) + "\n"
    }
}

fn word(state: &OutboxState) -> &'static str {
    match state {
        OutboxState::Queued => "queued",
        OutboxState::InFlight => "in_flight",
        OutboxState::Unknown => "unknown",
        OutboxState::Applied { .. } => "applied",
        OutboxState::Refused { refusal: crate::domain::Refusal::Conflict { .. } } => "conflict",
        OutboxState::Refused { refusal: crate::domain::Refusal::NewerReply } => "held",
        OutboxState::Refused { .. } => "rejected",
        OutboxState::Stuck { .. } => "stuck",
    }
}
