//! The replicas of a profile: `console`, `console-2`, … for consoles, `cli` for scripts. Each has one writer at a
//! time and an outbox of its own, so that two consoles on one profile never share one. A second console that could
//! only read would be of no use to whoever opened it beside the first; with a slot of its own it has a device of its
//! own towards the desk, and what the two do at once meets there as that of any two consoles does.
//!
//! What waits in the outbox of a console that was killed must not wait until that console happens to come back:
//! whoever is there sends what is in the slots that nobody uses.

use super::embedded::blocking;
use super::error::{CliResult, say};
use super::link::Link;
use super::progress::Progress;
use super::session::{SCRIPTS, note_text, once, open_replica, replica_error, sync_error};
use crate::backend::BackendError;
use crate::domain::{OperationId, OutboxEntry, OutboxState};
use crate::replica::{Identity, Opened, Replica, ReplicaError};
use crate::sync::{SyncError, SyncReport};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::runtime::Handle;

/// Consoles on one profile at the same time.
const CONSOLES: usize = 9;

fn console_dirs(profile: &Path) -> impl Iterator<Item = PathBuf> {
    let name = |n| if n == 1 { "console".to_string() } else { format!("console-{n}") };
    (1..=CONSOLES).map(move |n| profile.join(name(n)))
}

/// The slot of the first console.
pub fn first_console(profile: &Path) -> PathBuf {
    profile.join("console")
}

/// The place of a console among those of its profile.
pub struct Slot {
    pub dir: PathBuf,
    /// From 1.
    pub n: usize,
    pub opened: Opened,
    /// The process that has the first, if it is not this one and has said so.
    pub first: Option<u32>,
}

/// Opens the first console slot that is free.
pub fn open_console(profile: &Path, who: &Identity) -> CliResult<Slot> {
    let mut holders = Vec::new();
    for (n, dir) in (1..).zip(console_dirs(profile)) {
        match open_replica(&dir, who.clone()) {
            Ok(opened) => return Ok(Slot { dir, n, opened, first: holders.first().copied().flatten() }),
            Err(ReplicaError::InUse { pid }) => holders.push(pid),
            Err(error) => return Err(replica_error(&error)),
        }
    }
    let holders: Vec<String> = holders.into_iter().flatten().map(|pid| pid.to_string()).collect();
    let holders = if holders.is_empty() { String::new() } else { format!(" (processes {})", holders.join(", ")) };
    Err(super::error::CliError::failed(format!("{CONSOLES} consoles use this profile already{holders}"))
        .hint("close one, or use another --profile"))
}

/// What became of a slot that was looked at.
pub enum Swept {
    /// A console uses it and looks after it.
    InUse,
    Synced(SyncReport),
    /// The desk does not answer: so much waits.
    Offline {
        detail: String,
        waiting: i64,
    },
}

/// A slot that was looked at.
pub struct Look {
    pub swept: Swept,
    /// What the desk refused, now or before: it stays until a person decides.
    pub refused: Vec<OutboxEntry>,
}

/// What to do with a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Send what waits, if anything does.
    WhatWaits,
    /// Read and send all there is.
    All,
    /// That, and compare all that is there with what the desk has.
    Comparison,
}

/// Those slots that exist.
pub fn existing(profile: &Path) -> Vec<PathBuf> {
    console_dirs(profile).chain([profile.join(SCRIPTS)]).filter(|dir| dir.is_dir()).collect()
}

/// Brings one slot and the desk in step, if nobody uses it. Blocks.
fn sweep(dir: &Path, who: Identity, link: &Arc<Link>, wanted: Wanted) -> CliResult<Look> {
    let replica = match open_replica(dir, who) {
        Ok(opened) => {
            // Nothing is written over a console: what has to be known is told by the next who opens the slot.
            if wanted != Wanted::WhatWaits {
                opened.notes.iter().for_each(|note| say("warning", note_text(note)));
            }
            opened.replica
        }
        Err(ReplicaError::InUse { .. }) => return Ok(Look { swept: Swept::InUse, refused: Vec::new() }),
        Err(error) => return Err(replica_error(&error)),
    };
    let swept = bring_in_step(&replica, link, wanted)?;
    let mut refused = replica.outbox().map_err(|error| replica_error(&error))?;
    refused.retain(|entry| matches!(entry.state, OutboxState::Refused { .. }));
    Ok(Look { swept, refused })
}

fn bring_in_step(replica: &Replica, link: &Arc<Link>, wanted: Wanted) -> CliResult<Swept> {
    let waiting = replica.counts().map_err(|error| replica_error(&error))?.waiting;
    if wanted == Wanted::WhatWaits && waiting == 0 {
        return Ok(Swept::Synced(SyncReport::default()));
    }
    if wanted != Wanted::WhatWaits {
        // Whoever asks for it means now.
        replica.send_what_lingers().map_err(|error| replica_error(&error))?;
    }
    if wanted == Wanted::Comparison {
        replica.want_check().map_err(|error| replica_error(&error))?;
    }
    let progress = if wanted == Wanted::WhatWaits { Progress::silent() } else { Progress::on_terminal() };
    match Handle::current().block_on(once(link, replica, progress)) {
        Ok(report) => Ok(Swept::Synced(report)),
        Err(SyncError::Backend(BackendError::Transient { detail, .. })) => Ok(Swept::Offline { detail, waiting }),
        Err(error) => Err(sync_error(&error)),
    }
}

/// As [`sweep`], from async code.
pub async fn sync(dir: PathBuf, who: Identity, link: Arc<Link>, wanted: Wanted) -> CliResult<Look> {
    blocking(move || sweep(&dir, who, &link, wanted)).await
}

/// Drops these refused operations of a slot, with their texts. Fails if somebody has begun to use it.
pub async fn discard(dir: PathBuf, who: Identity, ids: Vec<OperationId>) -> CliResult {
    blocking(move || {
        let opened = open_replica(&dir, who).map_err(|error| replica_error(&error))?;
        ids.iter().try_for_each(|id| opened.replica.discard(id)).map_err(|error| replica_error(&error))
    })
    .await
}

/// Sends what waits in the slots that nobody uses, but for `own`.
pub async fn send_left_behind(profile: &Path, own: &Path, who: &Identity, link: &Arc<Link>) {
    for dir in existing(profile).into_iter().filter(|dir| dir != own) {
        let (who, link, shown) = (who.clone(), link.clone(), dir.display().to_string());
        match blocking(move || sweep(&dir, who, &link, Wanted::WhatWaits)).await {
            Ok(Look { swept: Swept::Synced(report), .. }) if report.pushed > 0 => {
                tracing::info!(slot = shown, pushed = report.pushed, "sent what another console left behind");
            }
            Ok(_) => {}
            Err(error) => tracing::info!(slot = shown, error = error.message, "a slot could not be looked after"),
        }
    }
}
