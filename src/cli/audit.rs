//! `turno audit`: whether a desk's past is what it was.

use super::Format;
use super::context::Context;
use super::embedded::{blocking, desk_error};
use super::error::{CliError, CliResult};
use super::output::Output;
use super::slots;
use crate::replica::Replica;
use crate::seam::System;
use crate::server::{Anchor, Audit, Desk, Limits, ServerConfig};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Look into a desk's audit trail
#[derive(Debug, clap::Subcommand)]
pub enum AuditCommand {
    Verify(VerifyArgs),
}

/// Walk the audit trail of a desk's database, and say whether it is as it was sealed
///
/// Every transaction is sealed with a digest over all before it: one that was changed, taken out or put in breaks the
/// chain there. That its end was cut off, or all of it written anew, shows by comparing it with heads that were noted
/// elsewhere: those of --anchor, and those that the replicas in the state directory remember. Exits with 1 if
/// anything is not as it was.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno audit verify
  turno audit verify --database desk.db --anchor 4711:9f2c51d03b7a8e64")]
pub struct VerifyArgs {
    /// The desk's database; by default that of the embedded desk
    #[arg(long, value_name = "PATH")]
    database: Option<PathBuf>,
    /// A head that was noted earlier: a number, and at least 16 digits of the chain there
    #[arg(long, value_name = "SEQ:CHAIN", value_parser = anchor)]
    anchor: Vec<Anchor>,
    #[command(flatten)]
    format: Format,
}

fn anchor(text: &str) -> Result<Anchor, String> {
    Anchor::parse(text).ok_or_else(|| "it is written SEQ:CHAIN, with at least 16 digits of the chain".to_string())
}

pub async fn run(command: &AuditCommand, context: &Context, out: &mut Output) -> CliResult {
    let AuditCommand::Verify(args) = command;
    let database = args.database.clone().unwrap_or_else(|| context.paths.desk_dir().join("desk.db"));
    if !database.is_file() {
        return Err(CliError::failed(format!("there is no desk in {}", database.display()))
            .hint("name the desk's database with --database"));
    }
    let (mut anchors, dirs) = (args.anchor.clone(), profile_dirs(context));
    let audit = blocking(move || {
        anchors.extend(remembered(&dirs));
        open(&database)?.audit(&anchors).map_err(|error| desk_error(&error))
    })
    .await?;
    match args.format.json {
        true => out.json(&audit)?,
        false => print(&audit, out)?,
    }
    match audit.is_whole() {
        true => Ok(()),
        false => Err(CliError::failed("the audit trail is not what it was")
            .hint("keep this database as it is, and restore a backup from before")),
    }
}

/// Where the replicas of all profiles are.
pub fn profile_dirs(context: &Context) -> Vec<PathBuf> {
    context.loaded.config.profiles.keys().map(|name| context.paths.profile_dir(name)).collect()
}

fn print(audit: &Audit, out: &mut Output) -> CliResult {
    let Audit { transactions, effects, head, first_broken, anchors, strayed } = audit;
    out.line(format!("transactions  {transactions}"))?;
    out.line(format!("effects       {effects}"))?;
    out.line(format!("head          {transactions}:{head}"))?;
    out.line(format!("anchors       {} of {anchors} on this trail", anchors - strayed.len()))?;
    if let Some(seq) = first_broken {
        out.line(format!("broken        at transaction {seq}"))?;
    }
    strayed.iter().try_for_each(|it| out.line(format!("strayed       {}:{}", it.seq, it.chain)))
}

/// What the replicas of these profiles remember, whoever has them open.
pub fn remembered(profiles: &[PathBuf]) -> Vec<Anchor> {
    let slots = profiles.iter().flat_map(|dir| slots::existing(dir));
    let anchors = slots.flat_map(|slot| match Replica::glance(&slot) {
        Ok(glance) => {
            let checkpoints = glance.map(|glance| glance.checkpoints).unwrap_or_default();
            checkpoints.iter().filter_map(|it| Anchor::of(&it.cursor)).collect()
        }
        Err(error) => {
            tracing::warn!(%error, slot = %slot.display(), "a replica could not be asked");
            Vec::new()
        }
    });
    anchors.collect()
}

pub fn open(database: &Path) -> CliResult<Desk> {
    let (clock, rng) = (Arc::new(System), Arc::new(System));
    let config =
        ServerConfig { database: database.to_path_buf(), sample: false, limits: Limits::default(), clock, rng };
    Desk::open(config).map_err(|error| desk_error(&error))
}
