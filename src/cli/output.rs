//! Standard output: lines for people, or JSON for programs.

use super::error::CliResult;
use serde::Serialize;
use std::fmt;
use std::io::{BufWriter, StdoutLock, Write};

/// Standard output, buffered. What is written must be plain: text from tickets goes through `domain::text` first.
pub struct Output {
    stdout: BufWriter<StdoutLock<'static>>,
}

impl Output {
    pub fn new() -> Output {
        Output { stdout: BufWriter::new(std::io::stdout().lock()) }
    }

    pub fn line(&mut self, text: impl fmt::Display) -> CliResult {
        Ok(writeln!(self.stdout, "{text}")?)
    }

    /// Text that ends as it ends.
    pub fn raw(&mut self, text: impl fmt::Display) -> CliResult {
        Ok(write!(self.stdout, "{text}")?)
    }

    /// One JSON value on one line. JSON escapes control characters; [`escaped`] takes care of the rest.
    pub fn json(&mut self, value: &impl Serialize) -> CliResult {
        let text = serde_json::to_string(value).map_err(super::error::CliError::failed)?;
        self.line(escaped(&text))
    }

    pub fn flush(&mut self) -> CliResult {
        Ok(self.stdout.flush()?)
    }
}

/// JSON may hold C1 controls and bidi marks as they are; a terminal that shows it must not obey them.
/// They only occur inside strings, where `\u` means the same to every reader.
fn escaped(json: &str) -> String {
    let harmless = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
    };
    if json.chars().all(harmless) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if harmless(c) { out.push(c) } else { out.push_str(&format!("\\u{:04x}", u32::from(c))) }
    }
    out
}

/// Columns padded to their widest cell, two spaces apart, nothing after the last.
pub fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let width = |text: &str| unicode_width::UnicodeWidthStr::width(text);
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest: Vec<usize> = (0..count)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let mut text = String::new();
        for (cell, widest) in row.iter().zip(&widest) {
            text.push_str(cell);
            text.push_str(&" ".repeat(widest - width(cell) + 2));
        }
        text.trim_end().to_string()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_on_a_terminal_cannot_steer_it() {
        let json = serde_json::to_string("a\u{9b}31m\u{202e}b\u{1b}[0m é").unwrap();
        let shown = escaped(&json);
        assert!(!shown.contains(['\u{9b}', '\u{202e}', '\u{1b}']), "{shown:?}");
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), "a\u{9b}31m\u{202e}b\u{1b}[0m é");
    }

    #[test]
    fn columns_line_up_whatever_the_alphabet() {
        let rows = [vec!["a".into(), "b".into()], vec!["ação".into(), "c".into()], vec!["日本".into(), "d".into()]];
        assert_eq!(columns(&rows), ["a     b", "ação  c", "日本  d"]);
    }
}
