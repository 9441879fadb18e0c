//! The log: a file in the state directory, never the terminal, which is the console's.
//!
//! `TURNO_LOG` sets the level for our own code. Other packages stay at `warn` whatever it says, because at their
//! finer levels they print headers and bodies. Our own events name things by number and never carry what a
//! customer or an operator wrote; [`Redacted`] is the net under that rule: fields that could hold such text or a
//! secret print as `***`, and control characters never reach the file.

use std::fmt::{self, Write};
use std::path::Path;
use tracing::field::{Field, Visit};
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format::Writer;

/// Days of log that are kept, one file each.
const KEPT_DAYS: usize = 7;
/// Longer values are cut: in characters.
const VALUE_LIMIT: usize = 500;
/// Fields whose value is never written.
const SECRET_FIELDS: [&str; 10] =
    ["authorization", "body", "code", "content", "draft", "password", "secret", "subject", "text", "token"];
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// Starts the log. The guard writes what is waiting when it is dropped: keep it to the end of `main`.
/// An error means that there is no log; nothing else depends on it.
pub fn start(dir: &Path, level: Option<&str>) -> Result<WorkerGuard, String> {
    let level = level.filter(|level| !level.is_empty()).unwrap_or("info");
    if !LEVELS.contains(&level) {
        return Err(format!("TURNO_LOG: unknown level `{level}`: use one of: {}", LEVELS.join(", ")));
    }
    // The appender itself would complain on standard error, over the screen, if the directory were missing.
    crate::credentials::private_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("turno")
        .filename_suffix("log")
        .max_log_files(KEPT_DAYS)
        .build(dir)
        .map_err(|error| format!("{}: {error}", dir.display()))?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let filter = tracing_subscriber::EnvFilter::new(format!("warn,turno={level}"));
    tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .with_env_filter(filter)
        .fmt_fields(Redacted)
        .try_init()
        .map_err(|error| error.to_string())?;
    Ok(guard)
}

/// Writes `name=value`, without what must not be written.
struct Redacted;

impl<'writer> FormatFields<'writer> for Redacted {
    fn format_fields<R: RecordFields>(&self, writer: Writer<'writer>, fields: R) -> fmt::Result {
        let mut line = Line { writer, result: Ok(()), first: true };
        fields.record(&mut line);
        line.result
    }
}

struct Line<'writer> {
    writer: Writer<'writer>,
    result: fmt::Result,
    first: bool,
}

impl Line<'_> {
    fn put(&mut self, field: &Field, value: &str) {
        let space = if std::mem::take(&mut self.first) { "" } else { " " };
        let name = if field.name() == "message" { String::new() } else { format!("{}=", field.name()) };
        let value = if SECRET_FIELDS.contains(&field.name()) { "***".into() } else { plain(value) };
        self.result = self.result.and_then(|()| write!(self.writer, "{space}{name}{value}"));
    }
}

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, &format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value);
    }
}

/// One line, nothing that a terminal would obey.
fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len().min(VALUE_LIMIT));
    for c in value.chars().take(VALUE_LIMIT) {
        if c.is_control() {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Captured(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Captured {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_log_has_no_ticket_text_no_token_and_no_control_characters() {
        let captured = Captured::default();
        let writer = captured.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .with_ansi(false)
            .fmt_fields(Redacted)
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            let token = "tk-1234";
            tracing::info!(ticket = 48_240, body = "cage is on fire", %token, "operation \u{1b}[31mrefused");
        });
        let text = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
        assert!(text.contains("operation \\u{1b}[31mrefused ticket=48240 body=*** token=***"), "{text}");
        assert!(!text.contains("fire") && !text.contains("1234") && !text.contains('\u{1b}'));
    }

    #[test]
    fn an_unknown_level_is_said_and_starts_no_log() {
        let dir = tempfile::tempdir().unwrap();
        let told = start(dir.path(), Some("loud")).unwrap_err();
        assert_eq!(told, "TURNO_LOG: unknown level `loud`: use one of: off, error, warn, info, debug, trace");
    }
}
