//! The files of a profile: who may read them, who may write them, and what becomes of damaged ones.

use super::{Holder, ReplicaError};
use crate::domain::Timestamp;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// The directory of a profile while this process works with it. Dropping it lets go of the lock.
#[derive(Debug)]
pub struct Profile {
    dir: PathBuf,
    /// Held for as long as it is open.
    _lock: File,
    /// The last to work with it did not finish: its files are looked at before they are trusted.
    pub unclean: bool,
    suspect: AtomicBool,
}

const LOCK: &str = "lock";
/// Exists while a process works with the profile.
const UNCLEAN: &str = "unclean";
/// A database, and what SQLite puts beside it.
const SUFFIXES: [&str; 3] = ["", "-wal", "-shm"];

impl Profile {
    /// Makes the directory if need be, and takes its lock.
    pub fn open(dir: &Path) -> Result<Profile, ReplicaError> {
        let failed = |error: std::io::Error| directory(dir, &error);
        DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(failed)?;
        fs::set_permissions(dir, Permissions::from_mode(0o700)).map_err(failed)?;
        let mut lock = private(&dir.join(LOCK)).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ReplicaError::InUse { pid: read_pid(&mut lock) }),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        write_pid(&mut lock).map_err(failed)?;
        let mark = dir.join(UNCLEAN);
        let unclean = mark.exists();
        private(&mark).map_err(failed)?;
        Ok(Profile { dir: dir.to_path_buf(), _lock: lock, unclean, suspect: AtomicBool::new(false) })
    }

    /// Who works in that directory, and whether the last who did is gone without having finished.
    pub fn holder(dir: &Path) -> Result<(Holder, bool), ReplicaError> {
        let mut lock = match File::open(dir.join(LOCK)) {
            Ok(lock) => lock,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((Holder::Nobody, false)),
            Err(error) => return Err(directory(dir, &error)),
        };
        match lock.try_lock_shared() {
            Ok(()) => Ok((Holder::Nobody, dir.join(UNCLEAN).exists())),
            Err(TryLockError::WouldBlock) => Ok((Holder::Process(read_pid(&mut lock)), false)),
            Err(TryLockError::Error(error)) => Err(directory(dir, &error)),
        }
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Makes sure that the database exists and that nobody else can read it, or the files that SQLite makes
    /// beside it with the same permissions.
    pub fn private(&self, name: &str) -> Result<PathBuf, ReplicaError> {
        let path = self.file(name);
        private(&path).map_err(|error| directory(&path, &error))?;
        Ok(path)
    }

    /// A free name for a damaged database.
    pub fn aside(&self, name: &str, at: Timestamp) -> PathBuf {
        let stem = name.strip_suffix(".db").unwrap_or(name);
        let free = |n: &u32| {
            let copy = if *n == 0 { String::new() } else { format!("-{n}") };
            let to = self.file(&format!("{stem}.damaged-{}{copy}.db", stamp(at)));
            (!to.exists()).then_some(to)
        };
        let to = (0..1_000).find_map(|n| free(&n));
        to.unwrap_or_else(|| self.file(&format!("{stem}.damaged.db")))
    }

    /// Gives a database that nobody has open another name, with all that belongs to it.
    pub fn rename(&self, name: &str, to: &Path) -> Result<(), ReplicaError> {
        for suffix in SUFFIXES {
            let (from, to) = (with_suffix(&self.file(name), suffix), with_suffix(to, suffix));
            if from.exists() {
                fs::rename(&from, &to).map_err(|error| directory(&from, &error))?;
            }
        }
        Ok(())
    }

    /// Removes a database with all that belongs to it.
    pub fn remove(&self, name: &str) -> Result<(), ReplicaError> {
        for suffix in SUFFIXES {
            match fs::remove_file(with_suffix(&self.file(name), suffix)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(directory(&self.file(name), &error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Something was seen to be damaged: the next to open the profile looks at all of it, however this process
    /// ends.
    pub fn suspect(&self) {
        self.suspect.store(true, Ordering::SeqCst);
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        if !self.suspect.load(Ordering::SeqCst) {
            // If it stays, the next start takes a little longer: no reason to fail.
            drop(fs::remove_file(self.dir.join(UNCLEAN)));
        }
    }
}

fn directory(path: &Path, error: &std::io::Error) -> ReplicaError {
    ReplicaError::Directory { path: path.to_path_buf(), detail: error.to_string() }
}

/// Opens a file that its owner alone may read, and makes it if need be.
fn private(path: &Path) -> std::io::Result<File> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
    file.set_permissions(Permissions::from_mode(0o600))?;
    Ok(file)
}

fn read_pid(lock: &mut File) -> Option<u32> {
    let mut text = String::new();
    lock.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn write_pid(lock: &mut File) -> std::io::Result<()> {
    lock.set_len(0)?;
    lock.seek(SeekFrom::Start(0))?;
    write!(lock, "{}", std::process::id())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(suffix);
    PathBuf::from(name)
}

/// `20260314T031500Z`.
fn stamp(at: Timestamp) -> String {
    let instant = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    instant.strftime("%Y%m%dT%H%M%SZ").to_string()
}
