//! `turno` and `turno demo`: the console with its desk, its replica and its sync.

use super::Looks;
use super::context::{Context, env};
use super::embedded::blocking;
use super::error::{CliError, CliResult};
use super::link::Link;
use super::looks;
use super::session::{self, Desk, identity_at_once};
use super::slots::{self, Slot};
use crate::backend::{Backend, BackendError};
use crate::config::{DeskAddress, Profile};
use crate::console::{AskError, Asks, ConsoleConfig, NotCompared, Note};
use crate::domain::roster::Presence;
use crate::domain::{CallerCode, ContactId, Span, SyncStatus, TicketId, Verdict};
use crate::i18n::Catalog;
use crate::replica::{Identity, OpenNote, Replica, Shelf};
use crate::seam::{self, Clock, System};
use crate::sync::Sync;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// How often a console looks whether another one left something behind.
const LEFT_BEHIND_EVERY: Duration = Duration::from_secs(30);

/// Open the console on a sample desk that is thrown away at the end
///
/// Everything is in a temporary directory: nothing of yours is read or changed, apart from the looks and keys of
/// your configuration.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    #[command(flatten)]
    pub looks: Looks,
}

/// Take the five-minute tour, on a sample desk that is thrown away at the end
///
/// Three lines under the console say what to press and why, and go on when you have done it. F4 passes a step over, F5
/// leaves the tour and goes on with the sample desk.
#[derive(Debug, clap::Args)]
pub struct TourArgs {
    #[command(flatten)]
    pub looks: Looks,
}

/// Refuses to draw on what is not a terminal.
pub fn check_terminal() -> CliResult {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        return Ok(());
    }
    Err(CliError::usage("the console needs a terminal, on standard input and output")
        .hint("in scripts use `turno ticket list`, `turno ticket show` and so on: see `turno --help`"))
}

/// Opens the console of the profile.
pub fn run(context: &Context) -> CliResult {
    let (name, profile) = context.console_profile()?;
    start(context, name, profile, false)
}

/// Opens the console on a desk in a temporary directory, with the guided tour or without.
pub fn demo(mut context: Context, tour: bool) -> CliResult {
    let dir = TemporaryDir::make()?;
    context.paths.state.clone_from(&dir.0);
    // A configuration of the operator's may speak of another desk: there is none here.
    context.given = ["--config", "--state"].map(|flag| (flag, dir.0.clone())).into();
    start(&context, "demo", &Profile::default(), tour)
}

/// A directory that is gone at the end, whatever the end is, short of being killed.
struct TemporaryDir(PathBuf);

impl TemporaryDir {
    fn make() -> CliResult<TemporaryDir> {
        let dir = std::env::temp_dir().join(format!("turno-demo-{}", seam::new_uuid(&System, &System)));
        crate::credentials::private_dir(&dir).map_err(|error| {
            CliError::failed(format!("{}: {error}", dir.display()))
                .hint("set TMPDIR to a directory that can be written")
        })?;
        Ok(TemporaryDir(dir))
    }
}

impl Drop for TemporaryDir {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            super::error::say("warning", format!("{} is left behind: {error}", self.0.display()));
        }
    }
}

fn start(context: &Context, name: &str, profile: &Profile, tour: bool) -> CliResult {
    super::with_runtime(context, async {
        let desk = Desk::open(context, profile).await?;
        let result = on_desk(context, name, profile, &desk, tour).await;
        desk.leave().await;
        result
    })
}

async fn on_desk(context: &Context, name: &str, profile: &Profile, desk: &Desk, tour: bool) -> CliResult {
    let dir = context.paths.profile_dir(name);
    let who = identity_at_once(&dir, profile, desk.link()).await?;
    let shelf = Shelf::of(&dir, Arc::new(System));
    let (profile_dir, as_who) = (dir.clone(), who.clone());
    let slot = blocking(move || slots::open_console(&profile_dir, &as_who)).await?;
    let notes = notes(context, &slot);
    let replica = slot.opened.replica;

    let shutdown = CancellationToken::new();
    let (clock, rng) = (Arc::new(System), Arc::new(System));
    let sync = crate::sync::spawn(desk.link().clone(), replica.clone(), clock, rng, shutdown.clone());
    let remember = (profile.desk != DeskAddress::Embedded).then(|| dir.clone());
    let names = tokio::spawn(keep_identity(replica.clone(), sync.clone(), remember));
    let sweeper = tokio::spawn(send_left_behind(dir, slot.dir, who, desk.link().clone()));

    let greeting = desk.greeting();
    let config = ConsoleConfig {
        me: replica.identity().operator,
        desk: greeting.map_or_else(|| name.to_string(), |greeting| greeting.desk.clone()),
        sample: greeting.is_some_and(|greeting| greeting.sample),
        language: context.loaded.config.language_or_locale(&env),
        theme: looks::theme(&context.loaded, env("NO_COLOR").is_some_and(|value| !value.is_empty())),
        zone: super::ticket::zone(context),
        keymap: looks::preset(&context.loaded),
        keys: context.loaded.config.keys.clone(),
        alerts: context.loaded.config.alerts,
        linger: context.loaded.config.undo_send,
        tour,
        plain: context.loaded.config.plain_ui,
        slot: slot.n,
        program: context.program(name),
        notes,
        clock: Arc::new(System),
        shutdown: shutdown.clone(),
    };
    let asks = Asking { link: desk.link().clone(), status: sync.status.clone() };
    let ended = crate::console::run(config, replica, shelf, sync.clone(), asks).await;
    shutdown.cancel();
    sync.ended().await;
    names.abort();
    sweeper.abort();
    ended.map_err(|error| CliError::failed(&error).hint(error.hint()))
}

/// What is to be said on screen before anything else, the most important first.
fn notes(context: &Context, slot: &Slot) -> Vec<Note> {
    let words = Catalog::new(context.loaded.config.language_or_locale(&env));
    let note = |text: String, hint: &str| Note { text, hint: hint.into() };
    let mut notes = Vec::new();
    for it in &slot.opened.notes {
        // What came of a damaged outbox is kept until it has been seen: the console reads it by itself.
        match it {
            OpenNote::DamagedOutbox(_) => {}
            OpenNote::ReadOnly => {
                notes.push(note(words.text("note-read-only").into(), &words.text("note-read-only-hint")));
            }
            OpenNote::DamagedReplica { moved_to } => {
                let path = ("path", moved_to.display().to_string().into());
                notes.push(note(words.format("note-damaged-replica", &[path]), "turno doctor"));
            }
        }
    }
    if slot.n > 1 {
        let n = ("n", slot.n.into());
        let text = match slot.first {
            Some(pid) => words.format("note-beside", &[n, ("pid", pid.to_string().into())]),
            None => words.format("note-beside-unknown", &[n]),
        };
        notes.push(note(text, &words.text("note-beside-hint")));
    }
    let problems = &context.loaded.problems;
    if let Some(first) = problems.first() {
        let problem = ("problem", super::plain(&first.to_string()).into());
        let text = match problems.len() - 1 {
            0 => words.format("note-config", &[problem]),
            more => words.format("note-config-more", &[problem, ("n", more.into())]),
        };
        notes.push(note(text, "turno config check"));
    }
    notes
}

/// What the desk's clock may be off by from what is known of it here.
const CLOCKS_DIFFER: Span = Span::seconds(2);

/// The console's questions, asked of the desk.
struct Asking {
    link: Arc<Link>,
    /// Knows the desk's clock.
    status: watch::Receiver<SyncStatus>,
}

impl Asks for Asking {
    async fn work_next(&self, within: Span) -> Result<Option<TicketId>, AskError> {
        let until = System.now() + self.status.borrow().skew + within + CLOCKS_DIFFER;
        loop {
            match self.link.work_next(until).await {
                // A desk that has too much to do is there all the same: nobody helps themselves because of that. Whoever
                // asks gives up in time.
                Err(BackendError::Transient { retry_after: Some(wait), .. }) => {
                    let wait = Duration::from_millis(wait.0.unsigned_abs().clamp(50, 1_000));
                    tokio::time::sleep(wait).await;
                }
                answer => return answer.map_err(|error| AskError(error.to_string())),
            }
        }
    }

    async fn presence(&self) -> Result<Presence, AskError> {
        self.link.presence().await.map_err(|error| AskError(error.to_string()))
    }

    async fn verify_caller(
        &self,
        contact: &ContactId,
        code: &CallerCode,
        ticket: TicketId,
    ) -> Result<Verdict, NotCompared> {
        // A ticket that the desk has not numbered yet is none to it.
        let known = Some(ticket).filter(|ticket| ticket.0 > 0);
        self.link.verify_caller(contact, known, code.secret()).await.map_err(|error| match error {
            BackendError::Transient { retry_after: Some(_), .. } => NotCompared::Busy,
            error => NotCompared::NoAnswer(error.to_string()),
        })
    }
}

/// Keeps the operator and the name under what they write as the desk has them: a first start knows the id alone,
/// and a token can be exchanged for that of another operator.
async fn keep_identity(replica: Replica, sync: Sync, remember: Option<PathBuf>) {
    let (mut desk, mut changes) = (sync.desk.clone(), replica.subscribe());
    loop {
        let greeted = desk.borrow_and_update().as_ref().map(|greeting| greeting.operator.clone());
        let (replica, remember) = (replica.clone(), remember.clone());
        let kept = blocking(move || {
            let now = replica.identity();
            let operator = greeted.unwrap_or_else(|| now.operator.clone());
            if let Some(dir) = remember.filter(|_| operator != now.operator) {
                session::remember(&dir, &operator)?;
            }
            let operators = replica.operators().map_err(|error| session::replica_error(&error))?;
            let found = operators.into_iter().find(|it| it.id == operator);
            let who = Identity { name: found.map_or_else(|| operator.to_string(), |it| it.name), operator };
            match who == now {
                true => Ok(()),
                false => replica.set_identity(who).map_err(|error| session::replica_error(&error)),
            }
        });
        if let Err(error) = kept.await {
            tracing::warn!(error = error.message, "who works here could not be kept");
        }
        let ended = loop {
            tokio::select! {
                changed = desk.changed() => break changed.is_err(),
                changed = changes.recv() => match changed {
                    Ok(changed) if !changed.reference => {}
                    Ok(_) | Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => break false,
                    Err(tokio::sync::broadcast::error::RecvError::Closed) => break true,
                },
            }
        };
        if ended {
            return;
        }
    }
}

async fn send_left_behind(profile: PathBuf, own: PathBuf, who: Identity, link: Arc<Link>) {
    loop {
        slots::send_left_behind(&profile, &own, &who, &link).await;
        tokio::time::sleep(LEFT_BEHIND_EVERY).await;
    }
}
