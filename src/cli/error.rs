//! Errors of the command line: what failed, what to do, and the exit code that scripts see.

use std::fmt;
use std::io::Write;
use std::process::ExitCode;

/// What kind of failure it is; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something did not work: 1.
    Failed,
    /// The command was used wrongly: 2.
    Usage,
    /// The desk said no: 3.
    Refused,
    /// There is no link; what was asked is queued and will be sent: 4.
    Offline,
    /// Whoever read our output has left. Not an error: 0.
    ClosedPipe,
}

/// A failure, as it is printed: `error: WHAT FAILED`, then a `hint: WHAT TO DO` each.
#[derive(Debug)]
pub struct CliError {
    pub kind: Kind,
    pub message: String,
    pub hints: Vec<String>,
}

pub type CliResult<T = ()> = Result<T, CliError>;

impl CliError {
    pub fn new(kind: Kind, message: impl fmt::Display) -> CliError {
        CliError { kind, message: message.to_string(), hints: Vec::new() }
    }

    pub fn failed(message: impl fmt::Display) -> CliError {
        CliError::new(Kind::Failed, message)
    }

    pub fn usage(message: impl fmt::Display) -> CliError {
        CliError::new(Kind::Usage, message)
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> CliError {
        self.hints.push(hint.into());
        self
    }

    /// Prints the error and gives the exit code.
    pub fn report(&self) -> ExitCode {
        if self.kind == Kind::ClosedPipe {
            return ExitCode::SUCCESS;
        }
        let mut stderr = std::io::stderr().lock();
        // Nobody is left to tell when standard error itself is gone.
        let _ = writeln!(stderr, "error: {}", self.message);
        for hint in &self.hints {
            let _ = writeln!(stderr, "hint: {hint}");
        }
        ExitCode::from(match self.kind {
            Kind::ClosedPipe => 0,
            Kind::Failed => 1,
            Kind::Usage => 2,
            Kind::Refused => 3,
            Kind::Offline => 4,
        })
    }
}

/// Input and output of our own streams. A closed pipe is the reader's way to say that it has enough.
impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> CliError {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => CliError::new(Kind::ClosedPipe, error),
            _ => CliError::failed(error),
        }
    }
}

impl From<crate::credentials::CredentialError> for CliError {
    fn from(error: crate::credentials::CredentialError) -> CliError {
        CliError::failed(&error).hint(error.hint())
    }
}

impl From<crate::config::UnknownProfile> for CliError {
    fn from(error: crate::config::UnknownProfile) -> CliError {
        CliError::usage(&error).hint(error.hint())
    }
}

/// Says something on standard error beside the output.
pub fn say(kind: &str, message: impl fmt::Display) {
    let _ = writeln!(std::io::stderr().lock(), "{kind}: {message}");
}
