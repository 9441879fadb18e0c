//! `turno doctor`: looks at everything and says what to do.

use super::Format;
use super::context::{Context, env};
use super::embedded::Embedded;
use super::error::{CliError, CliResult};
use super::link::Link;
use super::output::Output;
use super::session::{Desk, identity, link_error, note_text, open_replica};
use super::slots;
use crate::backend::{Backend, BackendError};
use crate::config::{DeskAddress, Profile};
use crate::credentials;
use crate::doctor::{self, Check, State, Terminal};
use crate::replica::{Counts, Identity, ReplicaError};
use crate::seam::{Clock, System};
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::Duration;

/// How long a desk may take to say hello.
const PATIENCE: Duration = Duration::from_secs(10);

/// Look at everything that turno needs, and say what to do
///
/// Configuration, files and their permissions, terminal, locale, clock, the desk with its token and version, the
/// databases and what waits in the outboxes. Each line is ok, warn or fail. Exits with 1 if anything fails.
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    format: Format,
}

pub async fn run(args: &DoctorArgs, context: &Context, out: &mut Output) -> CliResult {
    let mut checks = doctor::configuration(&context.loaded);
    checks.extend(doctor::files(&context.paths));
    checks.extend(doctor::databases(&[context.paths.desk_dir().join("desk.db"), context.paths.served_database()]));
    let terminal = Terminal { is_terminal: std::io::stdout().is_terminal(), size: crossterm::terminal::size().ok() };
    checks.extend(doctor::terminal(&terminal, &env));
    checks.extend(doctor::locale(&context.loaded.config, &env));
    match context.console_profile() {
        Ok((name, profile)) => checks.extend(profile_checks(name, profile, context).await),
        Err(error) => checks.push(failure("profile", &error)),
    }
    if args.format.json {
        out.json(&checks)?;
    } else {
        checks.iter().try_for_each(|check| print(check, out))?;
    }
    match checks.iter().filter(|check| check.state == State::Fail).count() {
        0 => Ok(()),
        1 => Err(CliError::failed("one thing does not work")),
        failed => Err(CliError::failed(format!("{failed} things do not work"))),
    }
}

fn print(check: &Check, out: &mut Output) -> CliResult {
    let state = match check.state {
        State::Ok => "ok  ",
        State::Warn => "warn",
        State::Fail => "fail",
    };
    out.line(format!("{state}  {}: {}", check.subject, check.finding))?;
    match &check.hint {
        Some(hint) => out.line(format!("      hint: {hint}")),
        None => Ok(()),
    }
}

fn failure(subject: &'static str, error: &CliError) -> Check {
    let hint = error.hints.first().cloned().unwrap_or_else(|| "see the log".into());
    Check::fail(subject, error.message.clone(), hint)
}

async fn profile_checks(name: &str, profile: &Profile, context: &Context) -> Vec<Check> {
    let mut checks = Vec::new();
    let address = match &profile.desk {
        DeskAddress::Embedded => "the embedded desk".to_string(),
        DeskAddress::Url(address) => address.clone(),
    };
    checks.push(Check::ok("profile", format!("{name}: {address}")));
    if profile.desk == DeskAddress::Embedded && !embedded(profile, context).database().exists() {
        checks.push(Check::ok("desk", "not there yet: the first `turno` makes it, with made-up data"));
        return checks;
    }
    if profile.desk == DeskAddress::Embedded {
        checks.push(database(embedded(profile, context)).await);
    } else if let Err(error) = credentials::token(profile, &context.paths.config, &env) {
        checks.push(Check::fail("token", error.to_string(), error.hint()));
        return checks;
    }
    let desk = match Desk::open(context, profile).await {
        Ok(desk) => desk,
        Err(error) => {
            checks.push(failure("desk", &error));
            return checks;
        }
    };
    checks.extend(greeting(desk.link()).await);
    let dir = context.paths.profile_dir(name);
    if let Ok(who) = identity(&dir, profile, desk.link()).await {
        checks.extend(slots::existing(&dir).iter().map(|slot| replica(slot, &who)));
    }
    desk.leave().await;
    checks
}

fn embedded(profile: &Profile, context: &Context) -> Embedded {
    Embedded {
        dir: context.paths.desk_dir(),
        operator: profile.operator.clone(),
        clock: Arc::new(System),
        rng: Arc::new(System),
    }
}

/// The embedded desk's database: opened, and its audit trail walked.
async fn database(embedded: Embedded) -> Check {
    let checked = super::embedded::blocking(move || {
        let served = embedded.try_lock()?.is_none();
        let desk = embedded.open(false)?;
        let transactions = desk.check().map_err(|error| super::embedded::desk_error(&error))?;
        let served = if served { ", served by another turno" } else { "" };
        Ok(format!("{transactions} transactions in one unbroken chain{served}"))
    });
    match checked.await {
        Ok(finding) => Check::ok("database", finding),
        Err(error) => failure("database", &error),
    }
}

async fn greeting(link: &Link) -> Vec<Check> {
    let Ok(greeted) = tokio::time::timeout(PATIENCE, link.greet()).await else {
        let finding = format!("it has not answered in {} s", PATIENCE.as_secs());
        return vec![Check::fail("desk", finding, "check the address in the profile and whether the desk runs")];
    };
    match greeted {
        Ok(greeting) => {
            let sample = if greeting.sample { ", made-up data" } else { "" };
            let finding = format!("{} at {}{sample}", super::plain(&greeting.desk), link.address());
            vec![
                Check::ok("desk", finding),
                Check::ok("token", format!("it is of {}", super::plain(greeting.operator.as_str()))),
                doctor::clock_skew((greeting.server_time - System.now()).0),
            ]
        }
        Err(error) => {
            let subject = if error == BackendError::Unauthorised { "token" } else { "desk" };
            vec![failure(subject, &link_error(&error))]
        }
    }
}

/// One replica: whether it opens, and what waits in it.
fn replica(slot: &std::path::Path, who: &Identity) -> Check {
    let name = slot.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let opened = match open_replica(slot, who.clone()) {
        Ok(opened) => opened,
        Err(ReplicaError::InUse { pid }) => {
            let by = pid.map(|pid| format!(" by process {pid}")).unwrap_or_default();
            return Check::ok("replica", format!("{name} is in use{by}"));
        }
        Err(error) => return failure("replica", &super::session::replica_error(&error)),
    };
    if let Some(note) = opened.notes.first() {
        return Check::warn("replica", format!("{name}: {}", note_text(note)), "nothing more to do");
    }
    match opened.replica.counts() {
        Ok(Counts { waiting, refused: 0, stuck: 0, .. }) => {
            Check::ok("replica", format!("{name}: {waiting} waiting in the outbox"))
        }
        Ok(Counts { waiting, refused, stuck, .. }) => Check::warn(
            "replica",
            format!("{name}: {waiting} waiting in the outbox, {refused} refused, {stuck} stuck"),
            "`turno sync --once` shows each with the reason and the text, and how to drop it; the console: press O",
        ),
        Err(error) => failure("replica", &super::session::replica_error(&error)),
    }
}
