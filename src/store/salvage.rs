//! What can still be read of a damaged database that SQLite gives up on.
//!
//! It walks the trees of the tables page by page and leaves out what cannot be read; then it looks at the leaves that
//! no tree leads to any more, and that are not free. Whoever asks has to know rows that are sound from others, by their
//! sums: what is read here may be anything.

use super::journal::{self, PAGE, path_of};
use super::sqlite::value;
use super::{Row, sum};
use rusqlite::types::ValueRef;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// Before the first page's own content.
const FILE_HEAD: usize = 100;
const LEAF: u8 = 13;
const INNER: u8 = 5;
/// No tree of ours is as high as this.
const HEIGHT: usize = 20;

/// The bytes of a damaged database, with what its journal has to say.
pub struct Wreck {
    bytes: Vec<u8>,
    /// The first page of each table, and its name.
    roots: Vec<(Vec<u8>, u32)>,
    /// Pages that a tree leads to, or that are free.
    claimed: BTreeSet<u32>,
}

/// A row as it lies there.
pub struct Record {
    payload: Vec<u8>,
}

/// The rows of a table.
#[derive(Default)]
pub struct Salvaged {
    pub records: Vec<Record>,
    /// Something of the table could not be read.
    pub holes: bool,
}

impl Wreck {
    pub fn read(database: &Path) -> io::Result<Wreck> {
        let mut bytes = fs::read(database)?;
        let journal = fs::read(path_of(database)).unwrap_or_default();
        for (page, content) in journal::pages(&journal) {
            let Some(at) = (page as usize).checked_sub(1).map(|page| page * PAGE) else { continue };
            // A page number may be flipped, too.
            if at < bytes.len() + journal.len() {
                bytes.resize(bytes.len().max(at + PAGE), 0);
                bytes[at..at + PAGE].copy_from_slice(content);
            }
        }
        let mut wreck = Wreck { bytes, roots: Vec::new(), claimed: BTreeSet::new() };
        wreck.claimed = wreck.free_pages();
        let mut schema = Salvaged::default();
        wreck.walk(1, HEIGHT, &mut schema);
        wreck.roots = schema.records.iter().filter_map(root_of_table).collect();
        Ok(wreck)
    }

    /// All that the tree of a table leads to.
    pub fn table(&mut self, name: &str) -> Salvaged {
        let root = self.roots.iter().find(|(found, _)| found == name.as_bytes()).map(|(_, root)| *root);
        let mut rows = Salvaged::default();
        match root {
            Some(root) => self.walk(root, HEIGHT, &mut rows),
            None => rows.holes = true,
        }
        rows
    }

    /// The rows on leaves that nothing leads to. To be asked when all tables have been walked.
    pub fn strays(&self) -> Vec<Record> {
        let pages = u32::try_from(self.bytes.len() / PAGE).unwrap_or(u32::MAX);
        let mut strays = Salvaged::default();
        for page in (2..=pages).filter(|page| !self.claimed.contains(page)) {
            if self.page(page).is_some_and(|bytes| bytes[0] == LEAF) {
                self.leaf(page, &mut strays, &mut BTreeSet::new());
            }
        }
        strays.records
    }

    fn page(&self, page: u32) -> Option<&[u8]> {
        let at = (page as usize).checked_sub(1)?.checked_mul(PAGE)?;
        self.bytes.get(at..at + PAGE)
    }

    fn walk(&mut self, page: u32, height: usize, found: &mut Salvaged) {
        let readable = height > 0 && self.page(page).is_some();
        if !readable || !self.claimed.insert(page) {
            found.holes = true;
            return;
        }
        let head = head_of(page);
        let kind = self.page(page).map_or(0, |bytes| bytes[head]);
        match kind {
            LEAF => {
                let mut claimed = std::mem::take(&mut self.claimed);
                self.leaf(page, found, &mut claimed);
                self.claimed = claimed;
            }
            INNER => {
                for child in self.children(page) {
                    self.walk(child, height - 1, found);
                }
            }
            _ => found.holes = true,
        }
    }

    fn children(&self, page: u32) -> Vec<u32> {
        let (Some(bytes), head) = (self.page(page), head_of(page)) else { return Vec::new() };
        let cells = cells(bytes, head, head + 12);
        let below = cells.filter_map(|at| number(bytes, at));
        below.chain(number(bytes, head + 8)).collect()
    }

    fn leaf(&self, page: u32, found: &mut Salvaged, claimed: &mut BTreeSet<u32>) {
        let (Some(bytes), head) = (self.page(page), head_of(page)) else { return };
        for at in cells(bytes, head, head + 8) {
            match self.record(bytes, at, claimed) {
                Some((record, whole)) => {
                    found.records.push(record);
                    found.holes |= !whole;
                }
                None => found.holes = true,
            }
        }
    }

    /// The record that begins at a place of a leaf, as far as it can be followed, and whether that is all of it.
    fn record(&self, page: &[u8], at: usize, claimed: &mut BTreeSet<u32>) -> Option<(Record, bool)> {
        let (length, after) = varint(page, at)?;
        let (_rowid, after) = varint(page, after)?;
        let length = usize::try_from(length).ok().filter(|length| *length <= self.bytes.len())?;
        let local = local_part(length);
        let mut payload = page.get(after..after + local)?.to_vec();
        let mut next = if local < length { number(page, after + local) } else { None };
        while let Some((at, bytes)) = next.and_then(|at| Some((at, self.page(at)?))) {
            if payload.len() >= length || !claimed.insert(at) {
                break;
            }
            let part = (length - payload.len()).min(PAGE - 4);
            payload.extend(&bytes[4..4 + part]);
            next = number(bytes, 0);
        }
        let whole = payload.len() == length;
        Some((Record { payload }, whole))
    }

    /// The pages that hold nothing: what stands on them was removed.
    fn free_pages(&self) -> BTreeSet<u32> {
        let (mut free, mut trunk) = (BTreeSet::new(), number(&self.bytes, 32).unwrap_or(0));
        while let Some(bytes) = self.page(trunk).filter(|_| free.insert(trunk)) {
            let leaves = (number(bytes, 4).unwrap_or(0) as usize).min(PAGE / 4 - 2);
            free.extend((0..leaves).filter_map(|n| number(bytes, 8 + 4 * n)));
            trunk = number(bytes, 0).unwrap_or(0);
        }
        free
    }
}

impl Record {
    /// The row with its values, of which the last may lack its end.
    pub fn row(&self) -> Row {
        Row(self.values().into_iter().map(value).collect())
    }

    /// Whether the value after the first `columns` is the sum of those, in a table of that name. None if it is empty.
    pub fn has_its_sum(&self, table: &str, columns: usize) -> Option<bool> {
        let values = self.values();
        match values.get(columns) {
            Some(ValueRef::Integer(sum)) => Some(sum::of_row(table, &values[..columns]) == *sum),
            Some(ValueRef::Null) => None,
            // The column came later than the row.
            None if values.len() == columns => None,
            _ => Some(false),
        }
    }

    fn values(&self) -> Vec<ValueRef<'_>> {
        let mut values = Vec::new();
        let Some((head, mut at)) = varint(&self.payload, 0) else { return values };
        let head = usize::try_from(head).unwrap_or(usize::MAX).min(self.payload.len());
        let mut content = head;
        while let Some((kind, after)) = varint(&self.payload[..head], at) {
            let Some(length) = length_of(kind) else { break };
            let end = content.saturating_add(length).min(self.payload.len());
            values.push(decoded(kind, self.payload.get(content..end).unwrap_or_default()));
            (at, content) = (after, end);
        }
        values
    }
}

fn root_of_table(schema: &Record) -> Option<(Vec<u8>, u32)> {
    match schema.values()[..] {
        [ValueRef::Text(b"table"), ValueRef::Text(name), _, ValueRef::Integer(root), ..] => {
            Some((name.to_vec(), u32::try_from(root).ok()?))
        }
        _ => None,
    }
}

fn head_of(page: u32) -> usize {
    if page == 1 { FILE_HEAD } else { 0 }
}

/// Where the cells of a page begin.
fn cells(bytes: &[u8], head: usize, first: usize) -> impl Iterator<Item = usize> {
    let short = |at: usize| bytes.get(at..at + 2).map(|two| usize::from(two[0]) << 8 | usize::from(two[1]));
    (0..short(head + 3).unwrap_or(0)).map_while(move |n| short(first + 2 * n))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

/// A number of one to nine bytes, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut number = 0;
    for (n, byte) in bytes.get(at..)?.iter().take(9).enumerate() {
        if n == 8 {
            return Some((number << 8 | u64::from(*byte), at + 9));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, at + n + 1));
        }
    }
    None
}

/// How much of so long a record stands on its leaf.
fn local_part(length: usize) -> usize {
    const MOST: usize = PAGE - 35;
    const LEAST: usize = (PAGE - 12) * 32 / 255 - 23;
    if length <= MOST {
        return length;
    }
    let fitting = LEAST + (length - LEAST) % (PAGE - 4);
    if fitting <= MOST { fitting } else { LEAST }
}

fn length_of(kind: u64) -> Option<usize> {
    Some(match kind {
        0 | 8 | 9 => 0,
        1..=4 => usize::try_from(kind).ok()?,
        5 => 6,
        6 | 7 => 8,
        10 | 11 => return None,
        _ => usize::try_from((kind - 12) / 2).ok()?,
    })
}

fn decoded(kind: u64, bytes: &[u8]) -> ValueRef<'_> {
    let whole = |bytes: &[u8]| {
        let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
        bytes.iter().fold(if negative { -1 } else { 0 }, |number, byte| number << 8 | i64::from(*byte))
    };
    match kind {
        0 => ValueRef::Null,
        1..=6 => ValueRef::Integer(whole(bytes)),
        7 => ValueRef::Real(f64::from_bits(whole(bytes).cast_unsigned())),
        8 => ValueRef::Integer(0),
        9 => ValueRef::Integer(1),
        _ if kind.is_multiple_of(2) => ValueRef::Blob(bytes),
        _ => ValueRef::Text(bytes),
    }
}
