//! SQLite behind [`Tx`]: one connection that writes, a few that read.

use super::{CHANGED, Dialect, Fair, Migration, Row, StoreError, Tx, Value, sum};
use crate::seam::faults::{self, DiskFault, fault};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, types::ToSqlOutput, types::ValueRef};
use std::fmt::Write;
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Connections that read at the same time, at most.
const READERS: usize = 3;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const STATEMENTS_KEPT: usize = 128;
/// So much is written to the journal before it is taken into a database that can be read again: 16 MiB. What many
/// transactions have changed is written once.
const JOURNAL_PAGES: u32 = 4_096;

/// The sum of the schema and of what it has been through, as a number that fits into the head of the file. Indexes come
/// and go.
const SCHEMA_SUM: &str = "select 1 + (sum(sum) & 1073741823) from (
    select summed(type, name, tbl_name, sql) & 4294967295 as sum from sqlite_schema
        where type <> 'index' and name not like 'sqlite%'
    union all select summed(name) & 4294967295 from migration)";

/// A database. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    /// Made when they are needed for the first time.
    readers: Vec<Mutex<Option<Connection>>>,
    /// Closed after the readers: the last connection takes the journal into the database, which a reader cannot.
    writer: Fair<Connection>,
    next_reader: std::sync::atomic::AtomicUsize,
    /// Something was written without waiting for the disk.
    hurried: AtomicBool,
}

impl Drop for Inner {
    fn drop(&mut self) {
        if *self.hurried.get_mut() {
            // Whoever closes it has not been cut off: what there is, is on the disk after a power cut.
            drop(batch(&self.writer.lock(), "pragma synchronous = normal; pragma wal_checkpoint(truncate)"));
        }
    }
}

impl Store {
    /// Opens or makes the database and brings its schema up to date. A new one is for its owner alone, and so are the
    /// journals that SQLite makes beside it with the same mode; the mode of one that exists is left alone. With
    /// `durable`, a committed transaction survives a power cut; without, only a crash of this program.
    pub fn open(path: &Path, durable: bool, migrations: &[Migration]) -> Result<Store, StoreError> {
        if !path.exists() {
            make_private(path)?;
        }
        let mut writer = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        let synchronous = if durable { "full" } else { "normal" };
        batch(&writer, "pragma journal_mode = wal")?;
        batch(&writer, &format!("pragma synchronous = {synchronous}"))?;
        if !durable {
            batch(&writer, &format!("pragma wal_autocheckpoint = {JOURNAL_PAGES}"))?;
        }
        migrate(&mut writer, migrations)?;
        Ok(Store::of(path, writer, (0..READERS).map(|_| Mutex::default()).collect()))
    }

    /// Opens a database that others may be working with, to look at it: nothing can be written. None if its schema is
    /// not the one of these migrations.
    pub fn look(path: &Path, migrations: &[Migration]) -> Result<Option<Store>, StoreError> {
        let open = || connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
        let (one, other) = (open()?, open()?);
        let names = match applied(&one) {
            Ok(names) => names,
            // Nothing has been written yet.
            Err(_) if one.pragma_query_value(None, "schema_version", |row| row.get(0)) == Ok(0) => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(are_ours(&names, migrations).then(|| Store::of(path, other, vec![Mutex::new(Some(one))])))
    }

    /// Opens a database that cannot be written, with the schema of these migrations.
    pub fn open_to_read(path: &Path, migrations: &[Migration]) -> Result<Store, StoreError> {
        let journal = path.with_extension("db-wal");
        let written = std::fs::metadata(journal).is_ok_and(|journal| journal.len() > 0);
        let open = || match written {
            true => connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY),
            // SQLite does not make a journal to read: it has to know that nobody writes.
            false => connect(&unchanging(path), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI),
        };
        let other = open()?;
        if !are_ours(&applied(&other)?, migrations) {
            return Err(StoreError::ReadOnly("another version of turno has made it".into()));
        }
        let readers = (0..READERS).map(|_| open().map(Some).map(Mutex::new)).collect::<Result<_, _>>()?;
        Ok(Store::of(path, other, readers))
    }

    fn of(path: &Path, writer: Connection, readers: Vec<Mutex<Option<Connection>>>) -> Store {
        let (path, writer) = (path.to_path_buf(), Fair::new(writer));
        Store { inner: Arc::new(Inner { path, readers, writer, next_reader: 0.into(), hurried: false.into() }) }
    }

    /// Whether the journal is on the disk before it is taken into the database. Without, a power cut may leave anything;
    /// a crash of this program still leaves whole transactions.
    pub fn wait_for_disk(&self, wait: bool) -> Result<(), StoreError> {
        self.inner.hurried.fetch_or(!wait, Ordering::Relaxed);
        let synchronous = if wait { "normal" } else { "off" };
        batch(&self.inner.writer.lock(), &format!("pragma synchronous = {synchronous}"))
    }

    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Runs `work` in a transaction that takes the write lock at once (a deferred one that reads first fails
    /// with "database is locked" in spite of the busy time-out), and commits if it succeeds.
    pub fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.inner.writer.lock();
        usable(Call::Begin)?;
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(error)?;
        let result = work(&mut SqliteTx(&tx))?;
        usable(Call::Commit)?;
        fault("store.uncommitted");
        tx.commit().map_err(error)?;
        fault("store.committed");
        Ok(result)
    }

    /// Runs `work` on one consistent state of the database.
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, E>) -> Result<T, E> {
        let mut reader = self.reader();
        let connection = match &mut *reader {
            Some(connection) => connection,
            none => none.insert(connect(self.path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?),
        };
        usable(Call::Look)?;
        let tx = connection.transaction().map_err(error)?;
        work(&mut SqliteTx(&tx))
    }

    /// A reader that is free, or else the next in turn.
    fn reader(&self) -> MutexGuard<'_, Option<Connection>> {
        let readers = &self.inner.readers;
        if let Some(free) = readers.iter().find_map(|reader| reader.try_lock().ok()) {
            return free;
        }
        let turn = self.inner.next_reader.fetch_add(1, Ordering::Relaxed);
        lock(&readers[turn % readers.len()])
    }

    /// Reads the whole file and says whether it is sound: seconds for a gigabyte.
    pub fn check(&self) -> Result<(), StoreError> {
        self.verdict("pragma quick_check(1)")
    }

    /// The same, with every index compared with its table: for a small file.
    pub fn check_closely(&self) -> Result<(), StoreError> {
        self.verdict("pragma integrity_check(1)")
    }

    /// Whether the schema is the one that was made: another letter in it would be found by the first statement that
    /// needs it, in the middle of something.
    pub fn check_schema(&self) -> Result<(), StoreError> {
        let sums = |tx: &mut dyn Tx| {
            let said = tx.first("pragma user_version", &[])?.map_or(Ok(0), |row| row.int(0))?;
            let is = tx.first(SCHEMA_SUM, &[])?.map_or(Ok(0), |row| row.int(0))?;
            Ok::<_, StoreError>((said, is))
        };
        match self.read(sums)? {
            // From before there was a sum.
            (0, _) => Ok(()),
            (said, is) if said == is => Ok(()),
            _ => Err(StoreError::Damaged("the schema has changed on the disk".into())),
        }
    }

    fn verdict(&self, pragma: &str) -> Result<(), StoreError> {
        self.read(|tx| {
            let row = tx.first(pragma, &[])?;
            match row.as_ref().map(|row| row.text(0)).transpose()? {
                Some("ok") => Ok(()),
                problem => Err(StoreError::Damaged(problem.unwrap_or("no answer").to_string())),
            }
        })
    }
}

/// The name of a file that does not change.
fn unchanging(path: &Path) -> PathBuf {
    let mut name = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => name.push(char::from(*byte)),
            // Writing to a string cannot fail.
            other => drop(write!(name, "%{other:02x}")),
        }
    }
    PathBuf::from(name + "?immutable=1")
}

/// Never opens a file that is there: closing it again would let go of the locks that this process has on it.
fn make_private(path: &Path) -> Result<(), StoreError> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(StoreError::CannotOpen(error.to_string())),
        _ => Ok(()),
    }
}

fn lock(connection: &Mutex<Option<Connection>>) -> MutexGuard<'_, Option<Connection>> {
    // A panic while the lock was held has rolled its transaction back: the connection is sound.
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    usable(Call::Look)?;
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(error)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(error)?;
    sum::register(&connection).map_err(error)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    // A statement that is kept is as good for the next values. Without this promise SQLite prepares one with a bound
    // limit anew each time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(error)?;
    batch(&connection, "pragma foreign_keys = on; pragma cache_size = -16000")?;
    // An index of a million rows is sorted outside of memory, by the one who writes, on two cores: it is waited for.
    let by_kind = match flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY) {
        true => "pragma temp_store = memory",
        false => "pragma threads = 1",
    };
    batch(&connection, by_kind)?;
    Ok(connection)
}

fn batch(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.execute_batch(sql).map_err(error)
}

/// Applies what is missing, in order, all of it or nothing: one wait for the disk.
fn migrate(connection: &mut Connection, migrations: &[Migration]) -> Result<(), StoreError> {
    batch(connection, "create table if not exists migration (name text primary key)")?;
    let applied = applied(connection)?;
    if let Some(unknown) = applied.iter().find(|name| migrations.iter().all(|known| known.name != **name)) {
        // A newer version has all of ours as well: if one is missing instead, its name has changed on the disk.
        return Err(match applied.len() > migrations.len() {
            true => StoreError::Newer(unknown.clone()),
            false => StoreError::Damaged(format!("nobody has made a schema {unknown:?}")),
        });
    }
    if applied.len() == migrations.len() {
        return Ok(());
    }
    usable(Call::Begin)?;
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(error)?;
    for migration in migrations.iter().filter(|migration| !applied.iter().any(|name| name == migration.name)) {
        tx.execute_batch(migration.sql).map_err(error)?;
        tx.execute("insert into migration (name) values ($1)", [migration.name]).map_err(error)?;
    }
    let sum: i64 = tx.query_row(SCHEMA_SUM, [], |row| row.get(0)).map_err(error)?;
    tx.pragma_update(None, "user_version", sum).map_err(error)?;
    tx.commit().map_err(error)
}

/// The migrations that a database has been through.
fn applied(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("select name from migration").map_err(error)?;
    let names = statement.query_map([], |row| row.get(0)).map_err(error)?;
    names.collect::<Result<_, _>>().map_err(error)
}

/// Whether a database has been through these, and no others.
fn are_ours(names: &[String], migrations: &[Migration]) -> bool {
    names.len() == migrations.len() && migrations.iter().all(|ours| names.iter().any(|name| name == ours.name))
}

struct SqliteTx<'a>(&'a rusqlite::Transaction<'a>);

impl Tx for SqliteTx<'_> {
    fn execute(&mut self, sql: &str, params: &[Value]) -> Result<usize, StoreError> {
        usable(Call::Execute)?;
        let mut statement = self.0.prepare_cached(sql).map_err(error)?;
        statement.execute(rusqlite::params_from_iter(params)).map_err(error)
    }

    fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        usable(Call::Look)?;
        let mut statement = self.0.prepare_cached(sql).map_err(error)?;
        let columns = statement.column_count();
        let read = |row: &rusqlite::Row<'_>| {
            (0..columns).map(|column| row.get_ref(column).map(value)).collect::<Result<_, _>>().map(Row)
        };
        let rows = statement.query_map(rusqlite::params_from_iter(params), read).map_err(error)?;
        rows.collect::<Result<_, _>>().map_err(error)
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        usable(Call::Begin)?;
        self.0.execute_batch(sql).map_err(|refused| match refused.sqlite_error_code() {
            // An index is made anew, and two rows have come to have the same key.
            Some(ErrorCode::ConstraintViolation) => StoreError::Damaged(refused.to_string()),
            _ => error(refused),
        })
    }

    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }
}

/// What is asked of the disk.
#[derive(Clone, Copy)]
enum Call {
    Look,
    /// A transaction, or several statements in it.
    Begin,
    Execute,
    Commit,
}

/// A disk that a simulation makes refuse, or a test.
fn usable(call: Call) -> Result<(), StoreError> {
    let refused = match call {
        Call::Look | Call::Begin => None,
        Call::Execute => faults::disk("execute"),
        Call::Commit => faults::disk("commit"),
    };
    #[cfg(test)]
    let refused = refused.or_else(|| {
        use super::refusing::{Call as Does, refused};
        refused(if matches!(call, Call::Look) { Does::Reads } else { Does::Writes })
    });
    match refused {
        None => Ok(()),
        Some(DiskFault::Full) => Err(StoreError::Full),
        Some(DiskFault::Failed) => Err(StoreError::ReadOnly("disk I/O error".into())),
        Some(DiskFault::Busy) => Err(StoreError::Busy),
    }
}

pub(super) fn value(it: ValueRef<'_>) -> Value {
    match it {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(it) => Value::Int(it),
        ValueRef::Real(it) => Value::Real(it),
        // What is sound, and all of it should be, is checked eight bytes at a time and not one by one.
        ValueRef::Text(it) => Value::Text(match std::str::from_utf8(it) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(it).into_owned(),
        }),
        ValueRef::Blob(it) => Value::Blob(it.to_vec()),
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(it) => ValueRef::Integer(*it),
            Value::Real(it) => ValueRef::Real(*it),
            Value::Text(it) => ValueRef::Text(it.as_bytes()),
            Value::Blob(it) => ValueRef::Blob(it),
        }))
    }
}

fn error(error: rusqlite::Error) -> StoreError {
    let text = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::ReadOnly | ErrorCode::SystemIoFailure) => StoreError::ReadOnly(text),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged(text),
        Some(ErrorCode::ConstraintViolation) if text == CHANGED => StoreError::Damaged(text),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => StoreError::CannotOpen(text),
        _ => StoreError::Statement(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &[Migration] = &[Migration { name: "t-1", sql: "create table t (id bigint primary key, w text)" }];

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("t.db"), true, SCHEMA).unwrap();
        (dir, store)
    }

    fn count(store: &Store) -> i64 {
        store.read::<_, StoreError>(|tx| tx.first("select count(*) from t", &[])?.unwrap().int(0)).unwrap()
    }

    #[test]
    fn a_new_database_is_its_owners_alone_and_the_mode_of_an_old_one_is_left() {
        use std::os::unix::fs::PermissionsExt;
        let (dir, store) = store();
        let mode = |name: &str| std::fs::metadata(dir.path().join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("t.db"), mode("t.db-wal"), mode("t.db-shm")), (0o600, 0o600, 0o600));
        drop(store);
        std::fs::set_permissions(dir.path().join("t.db"), PermissionsExt::from_mode(0o640)).unwrap();
        let _store = Store::open(&dir.path().join("t.db"), true, SCHEMA).unwrap();
        assert_eq!(mode("t.db"), 0o640);
    }

    #[test]
    fn a_failed_transaction_leaves_nothing() {
        let (_dir, store) = store();
        let result = store.write::<(), StoreError>(|tx| {
            tx.execute("insert into t (id, w) values ($1, $2)", &[1.into(), "a".into()])?;
            Err(StoreError::Full)
        });
        assert!(matches!(result, Err(StoreError::Full)));
        assert_eq!(count(&store), 0);
    }

    #[test]
    fn two_rows_that_have_come_to_have_one_key_are_damage_when_their_index_is_made() {
        let (_dir, store) = store();
        let made = store.write::<(), StoreError>(|tx| {
            tx.execute("insert into t (id, w) values (1, 'a'), (2, 'a')", &[])?;
            tx.batch("create unique index by_w on t (w)")
        });
        assert!(matches!(made, Err(StoreError::Damaged(_))), "{made:?}");
    }

    #[test]
    fn a_database_of_a_newer_version_is_left_alone() {
        let (dir, store) = store();
        drop(store);
        let error = Store::open(&dir.path().join("t.db"), true, &[]).unwrap_err();
        assert!(matches!(error, StoreError::Newer(name) if name == "t-1"));
    }

    #[test]
    fn a_file_that_is_no_database_is_said_to_be_damaged() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("t.db");
        std::fs::write(&path, vec![7; 4096]).unwrap();
        assert!(matches!(Store::open(&path, true, SCHEMA), Err(StoreError::Damaged(_))));
    }
}
