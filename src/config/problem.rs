//! What a configuration gets wrong: where, what, and what to do.

use std::fmt;
use std::path::Path;

/// One mistake. As text: `PLACE: WHAT`; the hint stands apart.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// `file:line:column`, the file alone, or the name of a variable or flag.
    pub place: String,
    pub message: String,
    pub hint: String,
}

impl Problem {
    /// `line` and `column` count characters from 1.
    pub(super) fn in_file(path: &Path, (line, column): (usize, usize), message: &str, hint: &str) -> Problem {
        let place = format!("{}:{line}:{column}", path.display());
        Problem { place, message: message.into(), hint: hint.into() }
    }

    pub(super) fn of_file(path: &Path, message: &str) -> Problem {
        let hint = "check who may read it, or give another directory with --config".into();
        Problem { place: path.display().to_string(), message: message.into(), hint }
    }

    pub(super) fn of_value(place: &str, wrong: Wrong) -> Problem {
        Problem { place: place.into(), message: wrong.message, hint: wrong.hint }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// A value that is not acceptable, before it is known where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub message: String,
    pub hint: String,
}

impl Wrong {
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Wrong {
        Wrong { message: message.into(), hint: hint.into() }
    }
}

/// Line and column of a byte of a text, in characters, from 1.
pub(super) fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
