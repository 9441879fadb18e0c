//! `turno generate`: a made-up desk of any size.

use super::Format;
use super::context::Context;
use super::embedded::{Embedded, blocking, desk_error};
use super::error::{CliError, CliResult};
use super::output::Output;
use super::progress::Progress;
use super::session::Desk;
use super::slots;
use crate::config::DeskAddress;
use crate::replica::Identity;
use crate::seam::System;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Make a desk of any size, with made-up tickets
///
/// For trials and measurements. Fills the embedded desk of the profile, which must not be there yet, and reads it
/// into the console's replica, so that the next `turno` is on it at once. The same numbers give the same desk.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno generate --tickets 100000 --seed 1
  turno generate --tickets 5000 --seed 7 --replace
  turno --state /tmp/trial generate --tickets 1000000 --seed 1")]
pub struct GenerateArgs {
    /// How many tickets
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    tickets: u64,
    /// What the chance of it begins with
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Move the desk that is there aside and begin a new one
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    format: Format,
}

pub async fn run(args: &GenerateArgs, context: &Context, out: &mut Output) -> CliResult {
    let (name, profile) = context.profile()?;
    if profile.desk != DeskAddress::Embedded {
        return Err(CliError::failed(format!("the desk of profile `{name}` is not embedded"))
            .hint("use a profile with desk = \"embedded\", or another directory with --state"));
    }
    let embedded = Embedded {
        dir: context.paths.desk_dir(),
        operator: profile.operator.clone(),
        clock: Arc::new(System),
        rng: Arc::new(System),
    };
    let (tickets, seed, replace) = (args.tickets, args.seed, args.replace);
    let moved = blocking(move || fill(&embedded, tickets, seed, replace)).await?;
    if let Some(path) = &moved {
        super::error::say("note", format!("the desk that was there is now {path}"));
    }
    let dir = context.paths.profile_dir(name);
    let desk = Desk::open(context, profile).await?;
    let who = Identity { operator: profile.operator.clone(), name: profile.operator.to_string() };
    let warmed = slots::sync(slots::first_console(&dir), who, desk.link().clone(), slots::Wanted::All).await;
    desk.leave().await;
    warmed?;
    if args.format.json {
        return out.json(&serde_json::json!({ "tickets": tickets, "seed": seed, "replaced": moved }));
    }
    out.line(format!("{tickets} tickets made from seed {seed}: `turno` opens the console on them"))
}

/// Makes the database while nobody serves, beside its place, and puts it there when it is whole: what is
/// interrupted leaves the old desk as it was. Says where the old one went.
fn fill(embedded: &Embedded, tickets: u64, seed: u64, replace: bool) -> CliResult<Option<String>> {
    let Some(lock) = embedded.try_lock()? else {
        return Err(CliError::failed("a console serves this desk at the moment").hint("close it and run this again"));
    };
    let (place, made) = (embedded.database(), embedded.dir.join("making.db"));
    if place.exists() && !replace {
        return Err(CliError::failed("there is a desk already")
            .hint("add --replace to move it aside, or keep state elsewhere with --state DIR"));
    }
    for side in SIDES {
        remove(&side_of(&made, side))?;
    }
    let desk = embedded.open_at(made.clone(), false)?;
    let mut progress = Progress::on_terminal();
    let done = desk.generate(tickets, seed, &mut |done| progress.show(done, tickets));
    progress.end();
    done.map_err(|error| desk_error(&error))?;
    // The last connection writes the journal into the database and takes it away.
    drop(desk);
    if side_of(&made, "-wal").exists() {
        return Err(CliError::failed("the new database was not closed properly").hint("run this again"));
    }
    let moved = move_aside(&place)?;
    for side in [".pepper", ""] {
        std::fs::rename(side_of(&made, side), side_of(&place, side))?;
    }
    drop(lock);
    Ok(moved)
}

/// The files that belong to a database, by the end of their names.
const SIDES: [&str; 4] = ["", "-wal", "-shm", ".pepper"];

fn side_of(database: &Path, side: &str) -> PathBuf {
    let mut name = database.as_os_str().to_os_string();
    name.push(side);
    name.into()
}

fn remove(path: &Path) -> CliResult {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(CliError::failed(format!("{}: {error}", path.display())).hint("remove it by hand"))
        }
        _ => Ok(()),
    }
}

/// Moves a database and what belongs to it to the first free number.
fn move_aside(database: &Path) -> CliResult<Option<String>> {
    if !database.exists() {
        return Ok(None);
    }
    let aside = |n: u32| side_of(database, &format!(".{n}"));
    let Some(aside) = (1..1_000).map(aside).find(|path| !path.exists()) else {
        return Err(CliError::failed("there are a thousand old desks here").hint("remove some"));
    };
    for side in SIDES.into_iter().filter(|side| side_of(database, side).exists()) {
        std::fs::rename(side_of(database, side), side_of(&aside, side))?;
    }
    Ok(Some(aside.display().to_string()))
}
