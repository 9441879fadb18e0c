//! Who remembers what was acknowledged, and looks where it is now.

use rusqlite::{Connection, OpenFlags};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use turno::domain::{TicketId, Visibility};
use turno::replica::Replica;

/// What the children said.
#[derive(Default)]
pub struct Witness {
    /// Texts of operations whose `submit` had returned.
    pub acknowledged: Vec<String>,
    /// The newest text of each ticket whose `save_draft` had returned.
    drafts: HashMap<TicketId, String>,
}

impl Witness {
    /// Takes in what a console said before it was killed. `newer` is how the texts of this console begin.
    pub fn heard(&mut self, lines: &[String]) {
        for line in lines {
            match line.split_once(' ') {
                Some(("ack", text)) => self.acknowledged.push(text.to_string()),
                Some(("draft", rest)) => {
                    let (ticket, text) = rest.split_once(' ').unwrap();
                    self.drafts.insert(TicketId(number(ticket)), text.to_string());
                }
                Some(("note", note)) => panic!("a killed console must leave sound files: {note}"),
                _ => {}
            }
        }
    }

    /// Everything acknowledged stands at the desk, once, or in the outbox. Drafts stand as they were saved, or newer.
    pub fn check(&self, desk: &Path, replica: &Replica) {
        let at_desk = texts_at(desk);
        let waiting: HashSet<String> = replica
            .outbox()
            .unwrap()
            .into_iter()
            .filter_map(|entry| entry.operation.action.typed_text().map(str::to_string))
            .collect();
        let lost: Vec<_> =
            self.acknowledged.iter().filter(|text| !at_desk.contains_key(*text) && !waiting.contains(*text)).collect();
        assert!(lost.is_empty(), "{} acknowledged are lost: {lost:?}", lost.len());
        check_doubles(&at_desk);
        for (ticket, text) in &self.drafts {
            let found = replica.draft(*ticket, Visibility::Internal).unwrap();
            let newer = found.as_deref().is_some_and(|found| order(found) >= order(text));
            assert!(newer, "the draft on {ticket} is {found:?}, not {text:?} or a newer one");
        }
    }

    /// Everything acknowledged stands at the desk, once.
    pub fn check_desk(&self, desk: &Path) {
        let at_desk = texts_at(desk);
        let lost: Vec<_> = self.acknowledged.iter().filter(|text| !at_desk.contains_key(*text)).collect();
        assert!(lost.is_empty(), "{} acknowledged are lost: {lost:?}", lost.len());
        check_doubles(&at_desk);
    }
}

fn check_doubles(at_desk: &HashMap<String, usize>) {
    let doubled: Vec<_> = at_desk.iter().filter(|(text, n)| **n > 1 && order(text).is_some()).collect();
    assert!(doubled.is_empty(), "{} took effect more than once: {doubled:?}", doubled.len());
}

/// Our texts are `tag RUN N`: later ones are greater. None for the texts of the sample desk.
fn order(text: &str) -> Option<(i64, i64)> {
    let mut words = text.strip_prefix("crash ")?.split(' ');
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

/// Its number among the texts of its run.
pub fn order_of(text: &str) -> i64 {
    order(text).unwrap_or_else(|| panic!("`{text}` is not of ours")).1
}

fn number(text: &str) -> i64 {
    text.trim_start_matches(|letter: char| !letter.is_ascii_digit()).parse().unwrap()
}

/// The texts of all articles of a desk, and how often each stands there.
fn texts_at(database: &Path) -> HashMap<String, usize> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut statement = connection.prepare("select json_extract(body, '$.body') from article").unwrap();
    let texts = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    texts.fold(HashMap::new(), |mut counts, text| {
        *counts.entry(text.unwrap()).or_default() += 1;
        counts
    })
}

/// How many texts of ours stand in a desk or in a replica of it.
pub fn texts_of_ours(database: &Path) -> usize {
    texts_at(database).iter().filter(|(text, _)| order(text).is_some()).map(|(_, times)| times).sum()
}

/// SQLite's own full check, on a copy, so that the next to open the files finds them as they were left.
pub fn check_integrity(database: &Path) {
    let copies = tempfile::tempdir().unwrap();
    let name = database.file_name().unwrap().to_string_lossy().into_owned();
    for suffix in ["", "-wal"] {
        let from = database.with_file_name(format!("{name}{suffix}"));
        if from.exists() {
            std::fs::copy(&from, copies.path().join(format!("{name}{suffix}"))).unwrap();
        }
    }
    let connection = Connection::open(copies.path().join(&name)).unwrap();
    let verdict: String = connection.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok", "{}", database.display());
}
