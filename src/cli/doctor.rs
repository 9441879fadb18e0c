//! `turno doctor`: looks at everything and says what to do. Here what concerns the desk, in [`replicas`] what concerns
//! each replica.

mod replicas;

use super::Format;
use super::audit::{self, remembered};
use super::context::{Context, env};
use super::embedded::{Embedded, blocking};
use super::error::{CliError, CliResult};
use super::link::Link;
use super::output::Output;
use super::session::{Desk, link_error};
use super::{keyboard, keys, looks};
use crate::backend::{Backend, BackendError};
use crate::config::{DeskAddress, Profile};
use crate::credentials;
use crate::doctor::{self, Check, State, Terminal};
use crate::seam::{Clock, System};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long a desk may take to say hello.
const PATIENCE: Duration = Duration::from_secs(10);

/// Look at everything that turno needs, and say what to do
///
/// Configuration, files and their permissions, room on the disk, terminal, locale; the desk with its token, version and
/// clock, and its audit trail where its database is here; who holds which replica, how far each is behind the desk,
/// what stands in its outbox, and how its last comparison with the desk came out. Each line is ok, warn or fail. Nothing
/// is changed, and a console at work is not disturbed. Exits with 1 if anything fails.
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    format: Format,
}

pub async fn run(args: &DoctorArgs, context: &Context, out: &mut Output) -> CliResult {
    let mut checks = doctor::configuration(&context.loaded);
    checks.extend(doctor::files(&context.paths));
    let databases = [context.paths.desk_dir().join("desk.db"), context.paths.served_database()];
    checks.extend(doctor::databases(&databases));
    let terminal = Terminal { is_terminal: std::io::stdout().is_terminal(), size: crossterm::terminal::size().ok() };
    checks.extend(doctor::terminal(&terminal, &env));
    checks.extend(doctor::locale(&context.loaded.config, &env));
    checks.push(keys_check(context));
    for database in databases.into_iter().filter(|path| path.is_file()) {
        checks.push(trail(database, audit::profile_dirs(context)).await);
    }
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

/// Whether every key that is bound is one press on the operator's keyboard.
fn keys_check(context: &Context) -> Check {
    let Some(known) = keyboard::find(&env, Path::new("/")) else {
        return Check::ok(
            "keyboard",
            "its layout is not known; `turno keys --layout pt` says which keys need AltGr on it",
        );
    };
    let awkward = looks::keymap(&context.loaded).awkward(known.layout);
    let on = keys::of_layout(&known);
    if awkward.is_empty() {
        return Check::ok("keyboard", format!("no key needs AltGr or a dead key on {on}"));
    }
    let each: Vec<String> = awkward.iter().map(keys::in_words).collect();
    let hint = "bind another key in the configuration; `turno keys` lists all";
    Check::warn("keyboard", format!("on {on}, {}", each.join("; ")), hint)
}

fn print(check: &Check, out: &mut Output) -> CliResult {
    let state = match check.state {
        State::Ok => "ok  ",
        State::Warn => "warn",
        State::Fail => "fail",
    };
    let of = check.replica.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
    out.line(format!("{state}  {}: {of}{}", check.subject, check.finding))?;
    match &check.hint {
        Some(hint) => out.line(format!("      hint: {hint}")),
        None => Ok(()),
    }
}

fn failure(subject: &'static str, error: &CliError) -> Check {
    let hint = error.hints.first().cloned().unwrap_or_else(|| "see the log".into());
    Check::fail(subject, error.message.clone(), hint)
}

/// A desk's database: its audit trail from the first transaction on, and whether it goes through what the replicas of
/// these profiles remember of it.
async fn trail(database: PathBuf, profiles: Vec<PathBuf>) -> Check {
    let shown = database.display().to_string();
    let walked = blocking(move || {
        let anchors = remembered(&profiles);
        audit::open(&database)?.audit(&anchors).map_err(|error| super::embedded::desk_error(&error))
    });
    let found = match walked.await {
        Ok(found) => found,
        Err(error) => return failure("chain", &error),
    };
    let (transactions, anchors, strayed) = (found.transactions, found.anchors, found.strayed.len());
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let check = match found.first_broken {
        _ if found.is_whole() => {
            let through = format!("through {anchors} of {anchors} places that replicas remember");
            Check::ok("chain", format!("{transactions} transactions in one unbroken chain, {through}"))
        }
        Some(seq) => {
            let hint = "keep this database as it is, and restore a backup from before; `turno audit verify` says more";
            Check::fail("chain", format!("the audit trail of {shown} is broken at transaction {seq}"), hint)
        }
        None => {
            let hint = "was a backup restored? the consoles go back with it and send their own again; else see \
                `turno audit verify`";
            let finding = format!("{shown} does not have {strayed} of {anchors} places that replicas remember");
            Check::warn("chain", finding, hint)
        }
    };
    check.with([("transactions", transactions), ("remembered", number(anchors)), ("strayed", number(strayed))])
}

async fn profile_checks(name: &str, profile: &Profile, context: &Context) -> Vec<Check> {
    let dir = context.paths.profile_dir(name);
    let mut checks = Vec::new();
    let address = match &profile.desk {
        DeskAddress::Embedded => "the embedded desk".to_string(),
        DeskAddress::Url(address) => address.clone(),
    };
    checks.push(Check::ok("profile", format!("{name}: {address}")));
    if profile.desk == DeskAddress::Embedded {
        let embedded = embedded(profile, context);
        if !embedded.database().exists() {
            checks.push(Check::ok("desk", "not there yet: the first `turno` makes it, with made-up data"));
            return checks;
        }
        checks.push(served(&embedded));
    }
    match desk_checks(profile, context, &mut checks).await {
        Some(desk) => {
            checks.extend(replicas::all(&dir, Some(desk.link())).await);
            desk.leave().await;
        }
        None => checks.extend(replicas::all(&dir, None).await),
    }
    checks
}

/// The desk, if it answers.
async fn desk_checks(profile: &Profile, context: &Context, checks: &mut Vec<Check>) -> Option<Desk> {
    if profile.desk != DeskAddress::Embedded
        && let Err(error) = credentials::token(profile, &context.paths.config, &env)
    {
        checks.push(Check::fail("token", error.to_string(), error.hint()));
        return None;
    }
    let desk = match Desk::open(context, profile).await {
        Ok(desk) => desk,
        Err(error) => {
            checks.push(failure("desk", &error));
            return None;
        }
    };
    let (found, answers) = greeting(desk.link()).await;
    checks.extend(found);
    if answers {
        return Some(desk);
    }
    desk.leave().await;
    None
}

fn embedded(profile: &Profile, context: &Context) -> Embedded {
    Embedded {
        dir: context.paths.desk_dir(),
        operator: profile.operator.clone(),
        clock: Arc::new(System),
        rng: Arc::new(System),
    }
}

/// Who serves the embedded desk.
fn served(embedded: &Embedded) -> Check {
    let Some(pid) = embedded.served_by() else {
        return Check::ok("lock", "nobody serves the embedded desk now: whoever needs it does");
    };
    let by = pid.map_or_else(|| "another process".to_string(), |pid| format!("process {pid}"));
    let at = embedded.address().map(|address| format!(" at {address}")).unwrap_or_default();
    let check = Check::ok("lock", format!("the embedded desk is served by {by}{at}"));
    match pid {
        Some(pid) => check.with([("pid", i64::from(pid))]),
        None => check,
    }
}

/// What the desk says of itself, and whether it answers.
async fn greeting(link: &Link) -> (Vec<Check>, bool) {
    let asked = System.uptime();
    let Ok(greeted) = tokio::time::timeout(PATIENCE, link.greet()).await else {
        let finding = format!("it has not answered in {} s", PATIENCE.as_secs());
        let hint = "check the address in the profile and whether the desk runs";
        return (vec![Check::fail("desk", finding, hint)], false);
    };
    let took = System.uptime() - asked;
    match greeted {
        Ok(greeting) => {
            let sample = if greeting.sample { ", made-up data" } else { "" };
            let desk = super::plain(&greeting.desk);
            let finding = format!("{desk} at {}{sample}, in {} ms", link.address(), took.0);
            // As of the middle of the way, there and back.
            let skew = greeting.server_time - System.now() + crate::domain::Span(took.0 / 2);
            let checks = vec![
                Check::ok("desk", finding).with([("took_ms", took.0)]),
                Check::ok("token", format!("it is of {}", super::plain(greeting.operator.as_str()))),
                doctor::clock_skew(skew.0),
            ];
            (checks, true)
        }
        Err(error) => {
            let subject = if error == BackendError::Unauthorised { "token" } else { "desk" };
            (vec![failure(subject, &link_error(&error))], false)
        }
    }
}
