//! The files of a profile: who may read them, who may write them, and what becomes of damaged ones.

use super::disk::{self, Reserve};
use super::{Holder, ReplicaError};
use crate::domain::Timestamp;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// The directory of a profile while this process works with it. Dropping it lets go of the lock.
#[derive(Debug)]
pub struct Profile {
    dir: PathBuf,
    /// Held for as long as it is open.
    _lock: File,
    /// Nothing can be written here, not even that somebody is here.
    pub read_only: bool,
    pub reserve: Reserve,
    /// All of it has been looked at, or is to be.
    pub settled: AtomicBool,
    /// The last to work with it did not finish: its files are looked at before they are trusted.
    pub unclean: bool,
}

const LOCK: &str = "lock";
/// Exists while a process works with the profile.
const UNCLEAN: &str = "unclean";
/// Exists once the copy of the desk was seen to be damaged.
const CONDEMNED: &str = "condemned";
/// A database, and what SQLite puts beside it.
const SUFFIXES: [&str; 3] = ["", "-wal", "-shm"];

impl Profile {
    /// Makes the directory if need be, and takes its lock. Where nothing can be written, it is opened to be read.
    pub fn open(dir: &Path) -> Result<Profile, ReplicaError> {
        let failed = |error: std::io::Error| directory(dir, &error);
        let mut lock = match prepared(dir) {
            Err(error) if matches!(error.kind(), ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied) => {
                return match Profile::open_to_read(dir) {
                    // There is nothing to be read: why it cannot be made is what helps.
                    Err(ReplicaError::Directory { .. }) => Err(failed(error)),
                    opened => opened,
                };
            }
            prepared => prepared.map_err(failed)?,
        };
        if let Some(name) = disk::network(dir) {
            return Err(ReplicaError::NetworkDisk { path: dir.to_path_buf(), name });
        }
        locked(dir, &mut lock, File::try_lock)?;
        let mark = dir.join(UNCLEAN);
        let unclean = mark.exists();
        // On a full disk one can read all the same.
        for noted in [write_pid(&mut lock), private(&mark).map(drop)] {
            match noted {
                Err(error) if error.kind() != ErrorKind::StorageFull => return Err(failed(error)),
                _ => {}
            }
        }
        let (reserve, settled) = (Reserve::of(dir), AtomicBool::new(false));
        Ok(Profile { dir: dir.to_path_buf(), _lock: lock, read_only: false, reserve, settled, unclean })
    }

    /// Takes the lock of a directory that is not written to, beside others who only read.
    pub fn open_to_read(dir: &Path) -> Result<Profile, ReplicaError> {
        let mut lock = File::open(dir.join(LOCK)).map_err(|error| directory(dir, &error))?;
        locked(dir, &mut lock, File::try_lock_shared)?;
        let (reserve, settled) = (Reserve::of(dir), AtomicBool::new(false));
        Ok(Profile { dir: dir.to_path_buf(), _lock: lock, read_only: true, reserve, settled, unclean: false })
    }

    /// Who works in that directory, and whether the last who did is gone without having finished.
    pub fn holder(dir: &Path) -> Result<(Holder, bool), ReplicaError> {
        let mut lock = match File::open(dir.join(LOCK)) {
            Ok(lock) => lock,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((Holder::Nobody, false)),
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
        if !path.exists() {
            // A journal that was left behind would be taken for one of the new database.
            self.remove(name)?;
        }
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
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(directory(&self.file(name), &error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The copy of the desk was seen to be damaged: the next to open the profile reads it anew, however this process
    /// ends. Not every damage shows when one looks for it.
    pub fn condemn(&self) {
        if self.read_only {
            return;
        }
        if let Err(error) = private(&self.file(CONDEMNED)) {
            tracing::error!(%error, "that the copy of the desk is damaged cannot be noted");
        }
    }

    pub fn is_condemned(&self) -> bool {
        self.file(CONDEMNED).exists()
    }

    /// The copy of the desk is another one.
    pub fn acquit(&self) -> Result<(), ReplicaError> {
        let path = self.file(CONDEMNED);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(directory(&path, &error)),
            _ => Ok(()),
        }
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // An opening that failed is none: the next has to look as this one should have.
        let looked = !self.unclean || self.settled.load(Ordering::SeqCst);
        if self.read_only || !looked {
            return;
        }
        // If it stays, the next start takes a little longer: no reason to fail.
        drop(fs::remove_file(self.dir.join(UNCLEAN)));
    }
}

/// The directory, for its owner alone, and the file that is locked.
fn prepared(dir: &Path) -> std::io::Result<File> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    fs::set_permissions(dir, Permissions::from_mode(0o700))?;
    private(&dir.join(LOCK))
}

fn locked(
    dir: &Path,
    lock: &mut File,
    how: impl FnOnce(&File) -> Result<(), TryLockError>,
) -> Result<(), ReplicaError> {
    match how(lock) {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(ReplicaError::InUse { pid: read_pid(lock) }),
        Err(TryLockError::Error(error)) => Err(directory(dir, &error)),
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
