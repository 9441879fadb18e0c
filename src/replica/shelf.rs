//! What an operator keeps for all consoles and scripts of a profile: searches with a name, the queries that were typed
//! lately, and when they looked last (`looks`).
//!
//! A replica belongs to one console; this does not, or a search kept in one would be missing in the other and in
//! scripts. It has a small database of its own beside the replicas, which several processes may have open: each call
//! is one transaction. Nothing else hangs on it. A shelf that cannot be opened is tried again at the next call, and a
//! damaged one is moved aside.

use super::{ReplicaError, schema};
use crate::domain::view::{self, Saved};
use crate::domain::{Filter, Timestamp};
use crate::seam::Clock;
use crate::store::{Row, Store, StoreError, Tx};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

const NAME: &str = "shelf.db";
/// So many queries are remembered.
pub const TYPED_KEPT: i64 = 100;

/// The shelf of one profile. Cloning shares it.
#[derive(Clone)]
pub struct Shelf {
    path: PathBuf,
    clock: Arc<dyn Clock>,
    store: Arc<Mutex<Option<Store>>>,
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Shelf {
    /// The shelf in the directory of a profile. It is opened, or made, when it is needed.
    pub fn of(profile: &Path, clock: Arc<dyn Clock>) -> Shelf {
        Shelf { path: profile.join(NAME), clock, store: Arc::default() }
    }

    /// All searches that are kept.
    pub fn views(&self) -> Result<Vec<Saved>, ReplicaError> {
        self.read(views)
    }

    /// Keeps a search under a name, in place of one of that name; all there are then. Whatever had its digit goes
    /// without.
    pub fn save_view(&self, name: &str, filter: &Filter, digit: Option<u8>) -> Result<Vec<Saved>, ReplicaError> {
        let now = self.clock.now();
        self.write(|tx| {
            let before = views(tx)?;
            let digit = view::digit_for(&before, name, digit).map(i64::from);
            let key = view::key(name);
            if before.len() >= view::KEPT_LIMIT && before.iter().all(|it| view::key(&it.name) != key) {
                return Err(ReplicaError::ShelfFull { limit: view::KEPT_LIMIT });
            }
            tx.execute("update view set digit = null where digit = $1", &[digit.into()])?;
            let sql = "insert into view (key, name, query, digit, used_ms) values ($1, $2, $3, $4, $5)
                on conflict (key) do update set name = excluded.name, query = excluded.query, digit = excluded.digit,
                    used_ms = excluded.used_ms";
            let query = filter.to_string();
            tx.execute(sql, &[key.into(), name.trim().into(), query.into(), digit.into(), now.into()])?;
            Ok(views(tx)?)
        })
    }

    /// Drops the search of that name; all that are left. Nothing happens if there is none.
    pub fn forget_view(&self, name: &str) -> Result<Vec<Saved>, ReplicaError> {
        self.write(|tx| {
            tx.execute("delete from view where key = $1", &[view::key(name).into()])?;
            views(tx)
        })
    }

    /// The search of that name is shown now.
    pub fn view_used(&self, name: &str) -> Result<(), ReplicaError> {
        let now = self.clock.now();
        let sql = "update view set used_ms = $1 where key = $2";
        self.write(|tx| tx.execute(sql, &[now.into(), view::key(name).into()]).map(drop))
    }

    /// The queries that were typed, each once, the newest first.
    pub fn typed(&self) -> Result<Vec<String>, ReplicaError> {
        self.read(|tx| {
            let rows = tx.query("select query from typed order by n desc", &[])?;
            rows.iter().map(|row| Ok(row.text(0)?.to_string())).collect()
        })
    }

    /// A query was typed: it is the newest, and of the others the last are kept.
    pub fn note_typed(&self, query: &str) -> Result<(), ReplicaError> {
        self.write(|tx| {
            let sql = "insert into typed (query, n) values ($1, (select coalesce(max(n), 0) + 1 from typed))
                on conflict (query) do update set n = excluded.n";
            tx.execute(sql, &[query.into()])?;
            let old = "delete from typed where n not in (select n from typed order by n desc limit $1)";
            tx.execute(old, &[TYPED_KEPT.into()]).map(drop)
        })
    }

    pub(super) fn read<T: Default>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError>,
    ) -> Result<T, ReplicaError> {
        // To look at nothing, nothing is made: there may be no room for it, or no right to.
        if !self.path.exists() {
            return Ok(T::default());
        }
        Ok(self.store()?.read(work)?)
    }

    pub(super) fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, ReplicaError>
    where
        ReplicaError: From<E>,
    {
        Ok(self.store()?.write(work)?)
    }

    fn store(&self) -> Result<Store, StoreError> {
        // What is guarded is replaced whole.
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        match &*store {
            Some(store) => Ok(store.clone()),
            None => Ok(store.insert(open(&self.path, self.clock.now())?).clone()),
        }
    }
}

fn views(tx: &mut dyn Tx) -> Result<Vec<Saved>, StoreError> {
    let read = |row: &Row| {
        let digit = row.opt_int(2)?.and_then(|digit| u8::try_from(digit).ok());
        let (name, query) = (row.text(0)?.to_string(), row.text(1)?.to_string());
        Ok(Saved { name, query, digit, used_at: Timestamp(row.int(3)?) })
    };
    tx.query("select name, query, digit, used_ms from view order by key", &[])?.iter().map(read).collect()
}

fn open(path: &Path, now: Timestamp) -> Result<Store, StoreError> {
    // Two processes that make it at the same time: the second finds it made when it tries again.
    match sound(path).or_else(|error| if matches!(error, StoreError::Statement(_)) { sound(path) } else { Err(error) })
    {
        Err(StoreError::Damaged(problem) | StoreError::Statement(problem)) => {
            let aside = path.with_file_name(format!("shelf.damaged-{}.db", now.0));
            tracing::error!(problem, kept_as = %aside.display(), "the searches that were kept are damaged");
            move_aside(path, &aside).map_err(|error| StoreError::CannotOpen(error.to_string()))?;
            sound(path)
        }
        Err(error @ (StoreError::Full | StoreError::ReadOnly(_))) => {
            Store::open_to_read(path, schema::SHELF).map_err(|_| error)
        }
        opened => opened,
    }
}

fn sound(path: &Path) -> Result<Store, StoreError> {
    let store = Store::open(path, true, schema::SHELF)?;
    store.check_schema()?;
    store.check_closely()?;
    store.read(views)?;
    Ok(store)
}

/// With what SQLite has put beside it, which would be taken for that of a new one.
fn move_aside(path: &Path, aside: &Path) -> std::io::Result<()> {
    for suffix in ["-wal", "-shm", ""] {
        let with = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        match std::fs::rename(with(path), with(aside)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seam::ManualClock;
    use crate::store::Migration;

    fn shelf(dir: &Path) -> Shelf {
        Shelf::of(dir, Arc::new(ManualClock::at(Timestamp(1_000))))
    }

    fn filter(query: &str) -> Filter {
        Filter::parse(query).unwrap()
    }

    fn lines(views: &[Saved]) -> Vec<String> {
        views.iter().map(|it| format!("{:?} {} {}", it.digit, it.name, it.query)).collect()
    }

    #[test]
    fn what_is_kept_is_there_for_every_console_and_script_of_the_profile() {
        let dir = tempfile::tempdir().unwrap();
        let (console, script) = (shelf(dir.path()), shelf(dir.path()));
        assert_eq!((console.views().unwrap(), script.typed().unwrap()), (vec![], vec![]));
        assert!(!dir.path().join(NAME).exists(), "nothing is made to look at nothing");
        console.save_view("Nights", &filter("site:ls1  -tag:spam"), None).unwrap();
        let both = script.save_view(" vip ", &filter("tag:vip"), Some(1)).unwrap();
        assert_eq!(lines(&both), ["Some(9) Nights site:LS1 -tag:spam", "Some(1) vip tag:vip"]);
        assert_eq!(console.views().unwrap(), both);
        let moved = console.save_view("NIGHTS", &filter("site:LS2"), Some(1)).unwrap();
        assert_eq!(lines(&moved), ["Some(1) NIGHTS site:LS2", "None vip tag:vip"]);
        assert_eq!(lines(&script.forget_view("nights").unwrap()), ["None vip tag:vip"]);
        assert_eq!(lines(&script.forget_view("nights").unwrap()), ["None vip tag:vip"]);
    }

    #[test]
    fn a_search_says_when_it_was_last_used() {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(Timestamp(1_000)));
        let shelf = Shelf::of(dir.path(), clock.clone());
        shelf.save_view("a", &filter("x"), None).unwrap();
        clock.advance(crate::domain::Span(500));
        shelf.view_used("A").unwrap();
        assert_eq!(shelf.views().unwrap()[0].used_at, Timestamp(1_500));
    }

    #[test]
    fn queries_are_remembered_once_each_and_the_last_hundred() {
        let dir = tempfile::tempdir().unwrap();
        let shelf = shelf(dir.path());
        (0..105).for_each(|n| shelf.note_typed(&format!("q{n}")).unwrap());
        shelf.note_typed("q50").unwrap();
        let typed = shelf.typed().unwrap();
        assert_eq!((typed.len(), typed[0].as_str(), typed[1].as_str()), (100, "q50", "q104"));
        assert_eq!(typed.iter().filter(|it| *it == "q50").count(), 1);
        assert_eq!(typed.last().unwrap(), "q5");
    }

    #[test]
    fn there_is_an_end_to_what_is_kept_but_not_to_changing_it() {
        let dir = tempfile::tempdir().unwrap();
        let shelf = shelf(dir.path());
        for n in 0..view::KEPT_LIMIT {
            shelf.save_view(&n.to_string(), &filter("x"), None).unwrap();
        }
        assert!(matches!(shelf.save_view("more", &filter("x"), None), Err(ReplicaError::ShelfFull { .. })));
        assert_eq!(shelf.save_view("7", &filter("y"), None).unwrap().len(), view::KEPT_LIMIT);
    }

    #[test]
    fn a_shelf_of_an_older_version_is_brought_up_to_date_with_what_is_on_it() {
        let dir = tempfile::tempdir().unwrap();
        let old: &[Migration] = &schema::SHELF[..1];
        let store = Store::open(&dir.path().join(NAME), true, old).unwrap();
        let put = "insert into view (key, name, query, digit, used_ms) values ('a', 'A', 'tag:vip', 9, 1)";
        store.write(|tx| tx.execute(put, &[])).unwrap();
        drop(store);
        let shelf = shelf(dir.path());
        assert_eq!(lines(&shelf.views().unwrap()), ["Some(9) A tag:vip"]);
        shelf.note_typed("x").unwrap();
        assert_eq!(shelf.typed().unwrap(), ["x"]);
    }

    #[test]
    fn one_that_is_no_database_is_moved_aside_and_does_not_stand_in_the_way() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(NAME), "not a database, and longer than the head of one ".repeat(9)).unwrap();
        let shelf = shelf(dir.path());
        assert_eq!(shelf.views().unwrap(), []);
        assert_eq!(shelf.save_view("a", &filter("x"), None).unwrap().len(), 1);
        assert!(dir.path().join("shelf.damaged-1000.db").exists());
    }
}
