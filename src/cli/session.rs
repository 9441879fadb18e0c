//! One profile opened for a script: its desk, a replica of its own, brought up to date.
//!
//! Scripts and consoles work side by side, each with a replica and an outbox of its own (one writer a directory):
//! `PROFILE/console`, `console-2`, … and `PROFILE/cli`. Two scripts wait for each other, for a moment.

use super::context::{Context, env};
use super::embedded::{Embedded, Joined, blocking};
use super::error::{CliError, CliResult, Kind, say};
use super::link::Link;
use super::progress::Progress;
use super::show::instant;
use crate::backend::{Backend, BackendError, Greeting};
use crate::config::{DeskAddress, Profile};
use crate::credentials;
use crate::domain::{Damage, OperatorId, Refusal, operation::Barrier};
use crate::replica::{Identity, OpenNote, Opened, Replica, ReplicaError};
use crate::seam::{Clock, Rng, System};
use crate::sync::{SyncError, SyncReport};
use jiff::tz::TimeZone;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How often, and after what pause, a script asks for the replica that another one has: ten seconds in all.
const TURNS: usize = 200;
/// How often a script asks an embedded desk that is changing hands.
const TAKEOVERS: usize = 100;
const TURN_PAUSE: Duration = Duration::from_millis(50);
/// The directory of the scripts' replica in the profile's.
pub const SCRIPTS: &str = "cli";
/// Who the profile's token belongs to, as the desk last said.
const WHO_FILE: &str = "operator";

/// The way to the profile's desk.
pub enum Desk {
    Embedded(Joined),
    Elsewhere(Arc<Link>),
}

impl Desk {
    /// Finds the profile's desk; starts the embedded one if nobody serves it. Says nothing to a desk elsewhere yet.
    pub async fn open(context: &Context, profile: &Profile) -> CliResult<Desk> {
        let rng: Arc<dyn Rng> = Arc::new(System);
        match &profile.desk {
            DeskAddress::Embedded => {
                let embedded = Embedded {
                    dir: context.paths.desk_dir(),
                    operator: profile.operator.clone(),
                    clock: Arc::new(System),
                    rng,
                };
                Ok(Desk::Embedded(embedded.join().await?))
            }
            DeskAddress::Url(address) => {
                let token = credentials::token(profile, &context.paths.config, &env)?;
                let link = Link::new(address, None, token, rng).map_err(CliError::failed)?;
                Ok(Desk::Elsewhere(Arc::new(link)))
            }
        }
    }

    pub fn link(&self) -> &Arc<Link> {
        match self {
            Desk::Embedded(joined) => &joined.link,
            Desk::Elsewhere(link) => link,
        }
    }

    /// What the embedded desk said when it was joined.
    pub fn greeting(&self) -> Option<&Greeting> {
        match self {
            Desk::Embedded(joined) => joined.greeting.as_ref(),
            Desk::Elsewhere(_) => None,
        }
    }

    pub async fn leave(self) {
        if let Desk::Embedded(joined) = self {
            joined.leave().await;
        }
    }
}

/// A profile opened for a script.
pub struct Session {
    pub desk: Desk,
    pub replica: Replica,
    /// None while the desk answers; else what it said last.
    pub offline: Option<String>,
}

impl Session {
    /// Opens the profile and brings the replica up to date, if the desk answers.
    pub async fn open(context: &Context) -> CliResult<Session> {
        let (name, profile) = context.profile()?;
        let desk = Desk::open(context, profile).await?;
        let dir = context.paths.profile_dir(name);
        let who = match identity(&dir, profile, desk.link()).await {
            Ok(who) => who,
            Err(error) => {
                desk.leave().await;
                return Err(error);
            }
        };
        let replica = match open_in_turn(dir.join(SCRIPTS), who).await {
            Ok(replica) => replica,
            Err(error) => {
                desk.leave().await;
                return Err(error);
            }
        };
        if std::io::stderr().is_terminal() && matches!(replica.cursor(), Ok(None)) {
            say("note", "reading the desk for the first time");
        }
        let mut session = Session { desk, replica, offline: None };
        match session.sync().await {
            Ok(refused) => {
                if refused > 0 {
                    say("warning", format!("the desk refused {refused} of the operations that waited"));
                    say("hint", "`turno sync --once` shows them with the reasons and the texts");
                }
                Ok(session)
            }
            Err(error) => {
                session.close().await;
                Err(error)
            }
        }
    }

    /// Pushes and pulls until both sides agree, and says how many operations the desk refused. Without an answer from the desk it is offline, which is no error.
    pub async fn sync(&mut self) -> CliResult<usize> {
        let mut takeovers = if matches!(self.desk, Desk::Embedded(_)) { TAKEOVERS } else { 0 };
        loop {
            match once(self.desk.link(), &self.replica, Progress::on_terminal()).await {
                Ok(report) => {
                    self.offline = None;
                    return Ok(report.refused);
                }
                // Whoever served the embedded desk has left: somebody, perhaps we, will serve it in a moment.
                Err(SyncError::Backend(BackendError::Transient { .. })) if takeovers > 0 => {
                    takeovers -= 1;
                    tokio::time::sleep(TURN_PAUSE).await;
                }
                Err(SyncError::Backend(BackendError::Transient { detail, .. })) => {
                    self.offline = Some(detail);
                    return Ok(0);
                }
                Err(error) => return Err(sync_error(&error)),
            }
        }
    }

    /// For commands that only read: says that what they show may be old.
    pub fn warn_if_offline(&self) {
        if let Some(detail) = &self.offline {
            say("note", format!("the desk does not answer ({detail}): this is what was read last"));
        }
    }

    pub async fn close(self) {
        drop(self.replica);
        self.desk.leave().await;
    }
}

/// Reads and sends all there is, once; a long read shows its progress. The replica is called in place: not for a
/// thread that draws.
pub async fn once(link: &Arc<Link>, replica: &Replica, mut progress: Progress) -> Result<SyncReport, SyncError> {
    let number = |seq: i64| u64::try_from(seq).unwrap_or(0);
    let mut read = |seq, head| progress.show_if_long(number(seq), number(head));
    let result = crate::sync::once_watched(link.clone(), replica, &System, &System, &mut read).await;
    progress.end();
    result
}

/// Who works here. At a desk elsewhere the token says it; what the desk said last is remembered, so that a start
/// without a link still knows.
pub async fn identity(dir: &Path, profile: &Profile, link: &Link) -> CliResult<Identity> {
    let operator = match &profile.desk {
        DeskAddress::Embedded => profile.operator.clone(),
        DeskAddress::Url(_) => {
            let path = dir.join(WHO_FILE);
            match link.greet().await {
                Ok(greeting) => {
                    remember(dir, &greeting.operator)?;
                    greeting.operator
                }
                Err(error) => match (remembered(&path), &error) {
                    (Some(operator), BackendError::Transient { .. }) => operator,
                    _ => return Err(link_error(&error)),
                },
            }
        }
    };
    Ok(Identity { name: operator.to_string(), operator })
}

/// Keeps what the desk said for a start without a link.
pub fn remember(dir: &Path, operator: &OperatorId) -> CliResult {
    let path = dir.join(WHO_FILE);
    let kept = credentials::private_dir(dir).and_then(|()| credentials::write_private(&path, operator.as_str()));
    kept.map_err(|error| CliError::failed(format!("{}: {error}", path.display())).hint("check who may write there"))
}

/// As [`identity`], for a console: one that has been here before does not wait for the desk, which corrects it
/// when it answers.
pub async fn identity_at_once(dir: &Path, profile: &Profile, link: &Link) -> CliResult<Identity> {
    match remembered(&dir.join(WHO_FILE)) {
        Some(operator) if profile.desk != DeskAddress::Embedded => {
            Ok(Identity { name: operator.to_string(), operator })
        }
        _ => identity(dir, profile, link).await,
    }
}

fn remembered(path: &Path) -> Option<OperatorId> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(text.trim()).filter(|id| !id.is_empty()).map(OperatorId::new)
}

/// Opens a replica and puts the operator's name under what they write.
pub fn open_replica(dir: &Path, who: Identity) -> Result<Opened, ReplicaError> {
    let (clock, rng): (Arc<dyn Clock>, Arc<dyn Rng>) = (Arc::new(System), Arc::new(System));
    let opened = Replica::open(dir, who.clone(), clock, rng)?;
    let operators = opened.replica.operators()?;
    if let Some(operator) = operators.into_iter().find(|operator| operator.id == who.operator) {
        opened.replica.set_identity(Identity { name: operator.name, ..who })?;
    }
    Ok(opened)
}

/// Opens the scripts' replica; another script that has it is waited for.
async fn open_in_turn(dir: PathBuf, who: Identity) -> CliResult<Replica> {
    blocking(move || {
        let mut turns = TURNS;
        loop {
            turns = turns.saturating_sub(1);
            match open_replica(&dir, who.clone()) {
                Ok(opened) => {
                    opened.notes.iter().for_each(|note| say("warning", note_text(note)));
                    return Ok(opened.replica);
                }
                Err(ReplicaError::InUse { .. }) if turns > 0 => std::thread::sleep(TURN_PAUSE),
                Err(error) => return Err(replica_error(&error)),
            }
        }
    })
    .await
}

/// What happened when a replica was opened, in words.
pub fn note_text(note: &OpenNote) -> String {
    match note {
        OpenNote::DamagedReplica { moved_to } => {
            format!("the copy of the desk was damaged and is read again; the old one is {}", moved_to.display())
        }
        OpenNote::DamagedOutbox(Damage { path, saved, doubts, .. }) => format!(
            "the outbox was damaged: {saved} operations and drafts were saved, {} are doubtful or lost (`turno doctor` \
            shows them); the damaged file is {path}",
            doubts.len()
        ),
        OpenNote::ReadOnly => "the disk takes nothing: what is here can be read, and nothing is kept".to_string(),
    }
}

/// A refusal: who was faster, and what to do.
pub fn refused(refusal: &Refusal) -> CliError {
    let error = CliError::new(Kind::Refused, format!("refused: {}", super::plain(&refusal.to_string())));
    match refusal {
        Refusal::Conflict { mark: Some(mark), .. } => {
            let (by, at) = (super::plain(mark.by.as_str()), instant(mark.at, &TimeZone::system()));
            error.hint(format!("{by} did that at {at}; look at the ticket and try again"))
        }
        Refusal::NewerReply => error.hint("read it with `turno ticket show`, then add --force"),
        Refusal::Merged { ticket, into } => {
            error.hint(format!("work on {into}, or take it back with `turno ticket unmerge {ticket}`"))
        }
        Refusal::Barred { barrier: Barrier::OtherCustomer, .. } => {
            error.hint("`turno ticket link` shows no customer anything")
        }
        Refusal::Barred { barrier: Barrier::HasDuplicates, .. } => error.hint("merge the other way round"),
        Refusal::Barred { barrier: Barrier::Finished, .. } => {
            error.hint("open that one first, or merge the other way round")
        }
        Refusal::TooLong { .. } => error.hint("send it in parts"),
        Refusal::EmptyText => error.hint("write something"),
        _ => error.hint("look at the ticket and try again"),
    }
}

/// A replica's failure with its hint.
pub fn replica_error(error: &ReplicaError) -> CliError {
    match error {
        ReplicaError::Refused(refusal) => refused(refusal),
        ReplicaError::InUse { .. } => CliError::failed(error).hint("wait for it, or use another --profile"),
        ReplicaError::NoOperation(_) => CliError::failed(error).hint("`turno outbox list` shows those there are"),
        ReplicaError::Waiting(_) => CliError::failed(error).hint("`turno sync --once` asks the desk what became of it"),
        ReplicaError::OutboxFull { .. } => CliError::failed(error).hint("bring the link back, then run turno sync"),
        ReplicaError::ShelfFull { .. } => CliError::failed(error).hint("forget one: turno view delete NAME"),
        ReplicaError::NetworkDisk { .. } => {
            CliError::failed(error).hint("keep state on a disk of this machine with --state DIR")
        }
        ReplicaError::Directory { .. } => {
            CliError::failed(error).hint("check who may write there, or keep state elsewhere with --state DIR")
        }
        error => CliError::failed(error).hint("`turno doctor` looks at the files"),
    }
}

/// A desk's failure with its hint.
pub fn link_error(error: &BackendError) -> CliError {
    let told = CliError::failed(error);
    match error {
        BackendError::Transient { .. } => told.hint("check the address in the profile and whether the desk runs"),
        BackendError::Unauthorised => told.hint("get a new token for this profile; `turno doctor` says where it is"),
        BackendError::Incompatible { .. } => {
            told.hint("check the address in the profile; the desk and this program must be of matching versions")
        }
        BackendError::Refused(refusal) => refused(refusal),
        _ => told.hint("run `turno sync`; if it says the same, `turno doctor`"),
    }
}

/// A sync's failure with its hint.
pub fn sync_error(error: &SyncError) -> CliError {
    match error {
        SyncError::Backend(error) => link_error(error),
        SyncError::Replica(error) => replica_error(error),
    }
}
