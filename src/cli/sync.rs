//! `turno sync`: replicas up to date, outboxes sent.

use super::Format;
use super::context::Context;
use super::error::{CliError, CliResult, Kind, say};
use super::output::Output;
use super::session::{Desk, SCRIPTS, identity};
use super::slots::{self, Swept};
use crate::backend::Backend;
use crate::replica::Identity;
use crate::sync::SyncReport;
use std::path::Path;
use std::time::Duration;

/// A desk that does not tell of changes is asked this often.
const AT_LEAST_EVERY: Duration = Duration::from_secs(30);
/// The pause after a failure.
const PAUSE: Duration = Duration::from_secs(5);

/// Bring the replicas of this profile up to date and send what waits
///
/// Looks after every replica of the profile that no console uses: a console syncs its own. Prints for each what was
/// read, sent, refused and is still waiting. Without --once it goes on until Ctrl-C, whenever the desk has news.
#[derive(Debug, clap::Args)]
pub struct SyncArgs {
    /// Do it once and end; exits with 4 if the desk does not answer
    #[arg(long)]
    once: bool,
    #[command(flatten)]
    format: Format,
}

pub async fn run(args: &SyncArgs, context: &Context, out: &mut Output) -> CliResult {
    let (name, profile) = context.profile()?;
    let desk = Desk::open(context, profile).await?;
    let dir = context.paths.profile_dir(name);
    let result = match identity(&dir, profile, desk.link()).await {
        Err(error) => Err(error),
        Ok(who) if args.once => pass(&dir, &who, &desk, args.format.json, out).await,
        Ok(who) => go_on(&dir, &who, &desk, args.format.json, out).await,
    };
    desk.leave().await;
    result
}

async fn go_on(dir: &Path, who: &Identity, desk: &Desk, json: bool, out: &mut Output) -> CliResult {
    let mut failed: Option<String> = None;
    loop {
        match pass(dir, who, desk, json, out).await {
            Ok(()) => failed = None,
            Err(error) if error.kind == Kind::ClosedPipe => return Err(error),
            Err(error) => {
                // Said once, not every five seconds of a night without a link.
                if failed.as_deref() != Some(&error.message) {
                    say("warning", &error.message);
                }
                failed = Some(error.message);
            }
        }
        out.flush()?;
        let wait = async {
            match failed.is_some() {
                true => tokio::time::sleep(PAUSE).await,
                false => drop(tokio::time::timeout(AT_LEAST_EVERY, desk.link().changed()).await),
            }
        };
        tokio::select! {
            () = wait => {}
            interrupted = tokio::signal::ctrl_c() => return Ok(interrupted?),
        }
    }
}

/// What all replicas together came to.
#[derive(Default)]
struct Sum {
    refused: usize,
    waiting: i64,
    offline: Option<String>,
    failed: Option<CliError>,
}

/// One look at every replica.
async fn pass(dir: &Path, who: &Identity, desk: &Desk, json: bool, out: &mut Output) -> CliResult {
    let mut slots = slots::existing(dir);
    if slots.is_empty() {
        slots.push(dir.join(SCRIPTS));
    }
    let mut sum = Sum::default();
    for slot in slots {
        match slots::sync(slot.clone(), who.clone(), desk.link().clone()).await {
            Ok(swept) => print(&slot, swept, json, &mut sum, out)?,
            Err(error) => sum.failed = sum.failed.or(Some(error)),
        }
    }
    match sum {
        Sum { failed: Some(error), .. } => Err(error),
        Sum { offline: Some(detail), waiting, .. } => {
            Err(CliError::new(Kind::Offline, format!("the desk does not answer ({detail}); {waiting} waiting"))
                .hint("check the address in the profile and whether the desk runs; what waits is kept"))
        }
        Sum { refused: 0, .. } => Ok(()),
        Sum { refused, .. } => Err(CliError::new(Kind::Refused, format!("the desk refused {refused} operations"))
            .hint("the console shows them with who and why: open it and press O")),
    }
}

fn print(slot: &Path, swept: Swept, json: bool, sum: &mut Sum, out: &mut Output) -> CliResult {
    let name = slot.file_name().unwrap_or_default().to_string_lossy();
    match swept {
        Swept::InUse if json => out.json(&serde_json::json!({ "replica": name, "in_use": true })),
        Swept::InUse => out.line(format!("{name}: a console uses it and syncs it")),
        Swept::Offline { detail, waiting } => {
            sum.offline = Some(detail);
            sum.waiting += waiting;
            match json {
                true => out.json(&serde_json::json!({ "replica": name, "offline": true, "waiting": waiting })),
                false => out.line(format!("{name}: no answer, {waiting} waiting")),
            }
        }
        Swept::Synced(report) => {
            sum.refused += report.refused;
            let SyncReport { pulled, pushed, refused, waiting } = report;
            match json {
                true => out.json(&serde_json::json!({
                    "replica": name, "pulled": pulled, "pushed": pushed, "refused": refused, "waiting": waiting,
                })),
                false => {
                    out.line(format!("{name}: {pulled} read, {pushed} sent, {refused} refused, {waiting} waiting"))
                }
            }
        }
    }
}
