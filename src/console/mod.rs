//! The operator's screen.
//!
//! Elm: one [`model::Model`], one [`msg::Msg`], [`update::update`] which answers with [`effect::Effect`]s, and
//! [`view::view`]. All of that is pure: no clock, no IO, no task. What is not pure stands in five files: `runtime`
//! (the loop), `perform` (effects to the replica and the sync), `terminal` (enter, leave, suspend, panic), `input` (what
//! comes from it) and `editor` (the operator's own editor).
//!
//! In reading order: `command` (what an operator can want: one table), `keymap` (by which keys), `msg` and `effect`
//! (the way in, the way out), `model`, `update`, `layout`, `view`, then the screens and their widgets; `plain`
//! is another view, for a screen reader.

mod editor;
mod input;
mod outside;
mod perform;
mod runtime;
mod terminal;

pub mod alerts;
pub mod batch;
pub mod cache;
pub mod callers;
pub mod command;
pub mod effect;
pub mod keyboard;
pub mod keymap;
pub mod layout;
pub mod look;
pub mod marks;
mod matching;
pub mod model;
pub mod motion;
pub mod msg;
pub mod pace;
pub mod plain;
pub mod screens;
pub mod shell;
pub mod text;
pub mod theme;
pub mod told;
pub mod tour;
pub mod trouble;
pub mod undo;
pub mod update;
pub mod view;
pub mod watch;
pub mod widgets;
pub mod window;

#[cfg(test)]
mod fixture;

pub use runtime::run;

use crate::domain::roster::Presence;
use crate::domain::{CallerCode, ContactId, Language, OperatorId, Span, TicketId, Verdict};
use crate::seam::Clock;
use jiff::tz::TimeZone;
use std::future::Future;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What the console is told before it starts.
pub struct ConsoleConfig {
    pub me: OperatorId,
    /// The name of the desk, until it says so itself.
    pub desk: String,
    /// Made-up data: said on screen.
    pub sample: bool,
    pub language: Language,
    /// Without colours already, where `NO_COLOR` asks for that.
    pub theme: theme::Theme,
    /// The one zone in which times are shown.
    pub zone: TimeZone,
    pub keymap: keymap::Preset,
    /// The operator's own keys, as the configuration has them.
    pub keys: keymap::Bindings,
    /// Among the consoles of the profile, from 1: said on screen from the second on.
    pub slot: usize,
    /// What begins a command line that speaks of this desk.
    pub program: String,
    /// How loudly it says what has become urgent.
    pub alerts: alerts::Loudness,
    /// How long a public reply lingers before it leaves.
    pub linger: Span,
    /// Lines of text for a screen reader, and no screen.
    pub plain: bool,
    /// Begins with the guided tour.
    pub tour: bool,
    /// What went wrong on the way here: said on screen until it has been seen.
    pub notes: Vec<Note>,
    pub clock: Arc<dyn Clock>,
    /// Ends the console when it is cancelled. The console does not cancel it.
    pub shutdown: CancellationToken,
}

/// Something to be said on the message line: what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    pub hint: String,
}

/// What the console asks of the desk while the operator waits, because nothing else can answer it. A port: the
/// console does not know what a backend is.
pub trait Asks: Send + Sync + 'static {
    /// Takes the first ticket that nobody holds, for this operator; None when there is none. Nothing is taken later than
    /// `within` from now: the operator has gone on by then.
    fn work_next(&self, within: Span) -> impl Future<Output = Result<Option<TicketId>, AskError>> + Send;

    /// Who is at the desk.
    fn presence(&self) -> impl Future<Output = Result<Presence, AskError>> + Send;

    /// Has the code of a caller compared, who calls about this ticket. Never repeated by itself: each attempt counts.
    fn verify_caller(
        &self,
        contact: &ContactId,
        code: &CallerCode,
        ticket: TicketId,
    ) -> impl Future<Output = Result<Verdict, NotCompared>> + Send;
}

/// Why a caller's code was not compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCompared {
    /// Too much is asked of the desk: again after a moment.
    #[error("the desk compares too many codes at the moment")]
    Busy,
    /// No answer came. Whether the attempt was counted is not known.
    #[error("the desk could not be asked: {0}")]
    NoAnswer(String),
}

/// The desk could not be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct AskError(pub String);

/// Why there is no console, or no more.
#[derive(Debug, thiserror::Error)]
pub enum ConsoleError {
    #[error("{which} is not a terminal")]
    NotATerminal { which: &'static str },
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] std::io::Error),
    #[error("the last changes could not be written in time")]
    Unfinished,
}

impl ConsoleError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ConsoleError::NotATerminal { .. } => {
                "start turno in a terminal without pipes; for scripts there is \"turno ticket\""
            }
            ConsoleError::Terminal(_) => "check the terminal with \"turno doctor\"",
            ConsoleError::Unfinished => "check the disk with \"turno doctor\" and start again: what was saved is there",
        }
    }
}
