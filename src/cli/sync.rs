//! `turno sync`: replicas up to date, outboxes sent.

use super::Format;
use super::context::Context;
use super::error::{CliError, CliResult, Kind, say};
use super::output::Output;
use super::refusals;
use super::session::{Desk, SCRIPTS, identity};
use super::slots::{self, Look, Swept, Wanted};
use crate::backend::Backend;
use crate::domain::WentBack;
use crate::domain::{OperationId, OutboxEntry};
use crate::replica::{Checked, Identity};
use crate::sync::SyncReport;
use jiff::tz::TimeZone;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A desk that does not tell of changes is asked this often.
const AT_LEAST_EVERY: Duration = Duration::from_secs(30);
/// The pause after a failure.
const PAUSE: Duration = Duration::from_secs(5);

/// Bring the replicas of this profile up to date and send what waits
///
/// Looks after every replica of the profile that no console uses: a console syncs its own. Prints for each what was
/// read, sent, refused and is still waiting, and of every operation that the desk has refused its ticket, what was
/// wanted, why not, and the text that was typed. Such an operation stays in the outbox, and the exit code is 3, until
/// it is dropped. Without --once it goes on until Ctrl-C, whenever the desk has news.
#[derive(Debug, clap::Args)]
pub struct SyncArgs {
    /// Do it once and end; exits with 4 if the desk does not answer
    #[arg(long)]
    once: bool,
    /// Compare all that is here with what the desk has, and repair what differs; done by itself once a day
    #[arg(long, requires = "once")]
    check: bool,
    /// Drop the refused operations that it prints, with their texts, and exit with 0: they are kept nowhere else
    #[arg(long)]
    discard_refused: bool,
    #[command(flatten)]
    format: Format,
}

pub async fn run(args: &SyncArgs, context: &Context, out: &mut Output) -> CliResult {
    let (name, profile) = context.profile()?;
    let desk = Desk::open(context, profile).await?;
    let dir = context.paths.profile_dir(name);
    let result = match identity(&dir, profile, desk.link()).await {
        Err(error) => Err(error),
        Ok(who) => {
            let zone = super::ticket::zone(context);
            let mut rounds = Rounds { args, dir, who, desk: &desk, zone, told: HashSet::new() };
            if args.once { rounds.pass(out).await } else { rounds.go_on(out).await }
        }
    };
    desk.leave().await;
    result
}

/// What all replicas together came to.
#[derive(Default)]
struct Sum {
    refused: usize,
    waiting: i64,
    /// Some of the refused are in a console's replica.
    of_a_console: bool,
    offline: Option<String>,
    failed: Option<CliError>,
}

impl Sum {
    fn result(self) -> CliResult {
        match self {
            Sum { failed: Some(error), .. } => Err(error),
            Sum { offline: Some(detail), waiting, .. } => {
                Err(CliError::new(Kind::Offline, format!("the desk does not answer ({detail}); {waiting} waiting"))
                    .hint("check the address in the profile and whether the desk runs; what waits is kept"))
            }
            Sum { refused: 0, .. } => Ok(()),
            Sum { refused, of_a_console, .. } => {
                let operations = if refused == 1 { "operation" } else { "operations" };
                Err(CliError::new(Kind::Refused, format!("the desk refused {refused} {operations}"))
                    .hint(refusals::hint(of_a_console)))
            }
        }
    }
}

/// The replicas of a profile, looked at again and again.
struct Rounds<'a> {
    args: &'a SyncArgs,
    dir: PathBuf,
    who: Identity,
    desk: &'a Desk,
    zone: TimeZone,
    /// The refused operations of the last pass: each is told once.
    told: HashSet<OperationId>,
}

impl Rounds<'_> {
    async fn go_on(&mut self, out: &mut Output) -> CliResult {
        let mut said: Option<String> = None;
        loop {
            let mut failed = false;
            match self.pass(out).await {
                Ok(()) => said = None,
                Err(error) if error.kind == Kind::ClosedPipe => return Err(error),
                Err(error) => {
                    failed = error.kind != Kind::Refused;
                    // Said once, not every five seconds of a night without a link.
                    if said.as_deref() != Some(&error.message) {
                        say("warning", &error.message);
                        error.hints.iter().for_each(|hint| say("hint", hint));
                    }
                    said = Some(error.message);
                }
            }
            out.flush()?;
            let wait = async {
                match failed {
                    true => tokio::time::sleep(PAUSE).await,
                    false => drop(tokio::time::timeout(AT_LEAST_EVERY, self.desk.link().changed()).await),
                }
            };
            tokio::select! {
                () = wait => {}
                interrupted = tokio::signal::ctrl_c() => return Ok(interrupted?),
            }
        }
    }

    /// One look at every replica.
    async fn pass(&mut self, out: &mut Output) -> CliResult {
        let mut slots = slots::existing(&self.dir);
        if slots.is_empty() {
            slots.push(self.dir.join(SCRIPTS));
        }
        let wanted = if self.args.check { Wanted::Comparison } else { Wanted::All };
        let mut sum = Sum::default();
        let mut found = HashSet::new();
        for slot in slots {
            match slots::sync(slot.clone(), self.who.clone(), self.desk.link().clone(), wanted).await {
                Ok(look) => {
                    found.extend(look.refused.iter().map(|entry| entry.id.clone()));
                    self.tell(&slot, look, &mut sum, out).await?;
                }
                Err(error) => sum.failed = sum.failed.or(Some(error)),
            }
        }
        self.told = found;
        sum.result()
    }

    /// Prints what became of one replica; drops what was refused there, if that is wanted, when it is printed.
    async fn tell(&self, slot: &Path, look: Look, sum: &mut Sum, out: &mut Output) -> CliResult {
        let name = slot.file_name().unwrap_or_default().to_string_lossy();
        let keys: Vec<OperationId> = look.refused.iter().map(|entry| entry.id.clone()).collect();
        self.print(&name, look, sum, out)?;
        let refused = keys.len();
        if self.args.discard_refused && refused > 0 {
            out.flush()?;
            match slots::discard(slot.to_path_buf(), self.who.clone(), keys).await {
                Ok(()) if self.args.format.json => {
                    return out.json(&serde_json::json!({ "replica": name, "discarded": refused }));
                }
                Ok(()) => return out.line(format!("{name}: {refused} refused dropped")),
                Err(error) => sum.failed = sum.failed.take().or(Some(error)),
            }
        }
        sum.refused += refused;
        sum.of_a_console |= refused > 0 && name != SCRIPTS;
        Ok(())
    }

    fn print(&self, name: &str, Look { swept, refused }: Look, sum: &mut Sum, out: &mut Output) -> CliResult {
        let count = refused.len();
        let (said, mut object) = match swept {
            Swept::InUse => (format!("{name}: a console uses it and syncs it"), serde_json::json!({ "in_use": true })),
            Swept::Offline { detail, waiting } => {
                sum.offline = Some(detail);
                sum.waiting += waiting;
                let object = serde_json::json!({ "offline": true, "refused": count, "waiting": waiting });
                (format!("{name}: no answer, {count} refused, {waiting} waiting"), object)
            }
            Swept::Synced(report) => synced(name, &report, count),
        };
        let fresh: Vec<OutboxEntry> = refused.into_iter().filter(|entry| !self.told.contains(&entry.id)).collect();
        if !self.args.format.json {
            out.line(said)?;
            return refusals::print(&fresh, &self.zone, out);
        }
        object["replica"] = name.into();
        object["refusals"] = fresh.iter().map(|entry| refusals::json(entry, &self.zone)).collect();
        out.json(&object)
    }
}

/// What a replica that was synced came to, in words and as an object.
fn synced(name: &str, report: &SyncReport, refused: usize) -> (String, serde_json::Value) {
    let SyncReport { pulled, pushed, waiting, checked, went_back, .. } = *report;
    let mut said = format!("{name}: {pulled} read, {pushed} sent, {refused} refused, {waiting} waiting");
    let mut object = serde_json::json!({ "pulled": pulled, "pushed": pushed, "refused": refused, "waiting": waiting });
    if let Some(WentBack { again, .. }) = went_back {
        said += &format!("\n{name}: the desk had lost the end of its history; {again} sent again");
        object["sent_again"] = again.into();
    }
    if let Some(Checked { compared, repaired, .. }) = checked {
        said += &format!("\n{name}: {compared} records compared with the desk, {repaired} repaired");
        (object["compared"], object["repaired"]) = (compared.into(), repaired.into());
    }
    (said, object)
}
