//! SQLite behind [`Tx`]: one connection that writes, a few that read.

use super::{CHANGED, Dialect, Fair, Migration, Row, StoreError, Tx, Value, sum};
use crate::seam::faults::{self, DiskFault, fault};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, types::ToSqlOutput, types::ValueRef};
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Connections that read at the same time, at most.
const READERS: usize = 3;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const STATEMENTS_KEPT: usize = 128;

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
}

impl Store {
    /// Opens or makes the database and brings its schema up to date. A new one is for its owner alone, and so are the
    /// journals that SQLite makes beside it with the same mode; the mode of one that exists is left alone. With `durable`, a committed transaction
    /// survives a power cut; without, only a crash of this program.
    pub fn open(path: &Path, durable: bool, migrations: &[Migration]) -> Result<Store, StoreError> {
        if !path.exists() {
            make_private(path)?;
        }
        let mut writer = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        let synchronous = if durable { "full" } else { "normal" };
        batch(&writer, "pragma journal_mode = wal")?;
        batch(&writer, &format!("pragma synchronous = {synchronous}"))?;
        migrate(&mut writer, migrations)?;
        let readers = (0..READERS).map(|_| Mutex::default()).collect();
        let inner = Inner { path: path.to_path_buf(), writer: Fair::new(writer), readers, next_reader: 0.into() };
        Ok(Store { inner: Arc::new(inner) })
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
        let ours =
            names.len() == migrations.len() && migrations.iter().all(|it| names.iter().any(|name| name == it.name));
        let readers = vec![Mutex::new(Some(one))];
        let inner = Inner { path: path.to_path_buf(), writer: Fair::new(other), readers, next_reader: 0.into() };
        Ok(ours.then(|| Store { inner: Arc::new(inner) }))
    }

    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Runs `work` in a transaction that takes the write lock at once (a deferred one that reads first fails
    /// with "database is locked" in spite of the busy time-out), and commits if it succeeds.
    pub fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.inner.writer.lock();
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(error)?;
        let result = work(&mut SqliteTx(&tx))?;
        usable("commit")?;
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
        let tx = connection.transaction().map_err(error)?;
        work(&mut SqliteTx(&tx))
    }

    /// A reader that is free, or else the next in turn.
    fn reader(&self) -> MutexGuard<'_, Option<Connection>> {
        let readers = &self.inner.readers;
        if let Some(free) = readers.iter().find_map(|reader| reader.try_lock().ok()) {
            return free;
        }
        let turn = self.inner.next_reader.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
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
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(error)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(error)?;
    sum::register(&connection).map_err(error)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    batch(&connection, "pragma foreign_keys = on; pragma cache_size = -16000")?;
    // An index of a million rows is sorted outside of memory, by the one who writes.
    if flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY) {
        batch(&connection, "pragma temp_store = memory")?;
    }
    Ok(connection)
}

fn batch(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.execute_batch(sql).map_err(error)
}

/// Applies what is missing, in order, each in a transaction of its own.
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
    for migration in migrations.iter().filter(|migration| !applied.iter().any(|name| name == migration.name)) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(error)?;
        tx.execute_batch(migration.sql).map_err(error)?;
        tx.execute("insert into migration (name) values ($1)", [migration.name]).map_err(error)?;
        tx.commit().map_err(error)?;
    }
    Ok(())
}

/// The migrations that a database has been through.
fn applied(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("select name from migration").map_err(error)?;
    let names = statement.query_map([], |row| row.get(0)).map_err(error)?;
    names.collect::<Result<_, _>>().map_err(error)
}

struct SqliteTx<'a>(&'a rusqlite::Transaction<'a>);

impl Tx for SqliteTx<'_> {
    fn execute(&mut self, sql: &str, params: &[Value]) -> Result<usize, StoreError> {
        usable("execute")?;
        let mut statement = self.0.prepare_cached(sql).map_err(error)?;
        statement.execute(rusqlite::params_from_iter(params)).map_err(error)
    }

    fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.0.prepare_cached(sql).map_err(error)?;
        let columns = statement.column_count();
        let read = |row: &rusqlite::Row<'_>| {
            (0..columns).map(|column| row.get_ref(column).map(value)).collect::<Result<_, _>>().map(Row)
        };
        let rows = statement.query_map(rusqlite::params_from_iter(params), read).map_err(error)?;
        rows.collect::<Result<_, _>>().map_err(error)
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.0.execute_batch(sql).map_err(error)
    }

    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }
}

/// A disk that a simulation makes refuse.
fn usable(call: &'static str) -> Result<(), StoreError> {
    match faults::disk(call) {
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
        ValueRef::Text(it) => Value::Text(String::from_utf8_lossy(it).into_owned()),
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
