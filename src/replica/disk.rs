//! The disk under a profile: whether databases can live on it, and the room that is kept on it for what is typed.

use rustix::fs::{FallocateFlags, fallocate, statfs};
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Some forty texts with all that is written beside them, while the journals grow to their usual size; in a directory
/// that holds half a gigabyte of a large desk.
#[cfg(not(any(test, feature = "simulation")))]
const SIZE: u64 = 4 * 1024 * 1024;
/// Where thousands of profiles are made, in memory.
#[cfg(any(test, feature = "simulation"))]
const SIZE: u64 = 64 * 1024;

/// Room that nobody else on the machine can take: what is read from the desk may fill the disk, and what the operator
/// types after that still has its place. When it has been given up for that, nothing is read from the desk until it is
/// whole again.
#[derive(Debug)]
pub struct Reserve {
    path: PathBuf,
    whole: Mutex<bool>,
}

impl Reserve {
    /// Of the directory of a profile. It takes its room when it is first asked whether it has it.
    pub fn of(dir: &Path) -> Reserve {
        Reserve { path: dir.join("reserve"), whole: Mutex::new(false) }
    }

    /// Whether the room is there: if it was given up, it is taken again if there is any.
    pub fn is_whole(&self) -> bool {
        let mut whole = self.whole();
        if !*whole {
            *whole = match take(&self.path) {
                Ok(()) => true,
                Err(error) if error.kind() == ErrorKind::StorageFull => false,
                Err(error) => {
                    // The disk is not full: this one cannot keep room.
                    tracing::warn!(%error, "no room is kept for what is typed");
                    true
                }
            };
        }
        *whole
    }

    /// Gives the room to who needs it now. False if there is none.
    pub fn give_up(&self) -> bool {
        let mut whole = self.whole();
        *whole = false;
        let had = fs::metadata(&self.path).is_ok_and(|file| file.len() > 0);
        had && fs::remove_file(&self.path).is_ok()
    }

    fn whole(&self) -> MutexGuard<'_, bool> {
        self.whole.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn take(path: &Path) -> io::Result<()> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    let taken = fallocate(&file, FallocateFlags::empty(), 0, SIZE);
    if taken.is_err() {
        // Half of it is of no use.
        drop(fs::remove_file(path));
    }
    Ok(taken?)
}

/// The name of the network file system that the directory is on, if it is on one: there, two machines may write a
/// database at the same time, and SQLite's journal needs memory that is shared with all who have it open.
pub fn network(dir: &Path) -> Option<&'static str> {
    let found = statfs(dir).ok()?;
    // The width of the field depends on the machine; the numbers have 32 bits.
    named(u64::try_from(found.f_type).ok()? & 0xffff_ffff)
}

/// By the numbers in Linux' `magic.h`.
fn named(kind: u64) -> Option<&'static str> {
    match kind {
        0x6969 => Some("NFS"),
        0x517b | 0xfe53_4d42 | 0xff53_4d42 => Some("SMB"),
        0x5346_414f | 0x6b41_4653 => Some("AFS"),
        0x7375_7245 => Some("Coda"),
        0x564c => Some("NCP"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_is_taken_given_up_once_and_taken_again() {
        let dir = tempfile::tempdir().unwrap();
        let reserve = Reserve::of(dir.path());
        let size = || fs::metadata(dir.path().join("reserve")).map(|file| file.len()).ok();
        assert!(!reserve.give_up());
        assert!(reserve.is_whole());
        assert_eq!(size(), Some(SIZE));
        assert!(reserve.give_up());
        assert_eq!((size(), reserve.give_up()), (None, false));
        assert!(reserve.is_whole());
        assert_eq!(size(), Some(SIZE));
    }

    #[test]
    fn file_systems_of_the_network_are_known_by_their_numbers_and_others_are_not() {
        assert_eq!(network(Path::new("/")), None);
        assert_eq!(network(Path::new("/dev/shm")), None);
        let known = [0x6969, 0xff53_4d42, 0xfe53_4d42, 0x5346_414f].map(|kind| named(kind).is_some());
        // ext4, tmpfs, btrfs, xfs, overlay.
        let local = [0xef53, 0x0102_1994, 0x9123_683e, 0x5846_5342, 0x794c_7630].map(|kind| named(kind).is_some());
        assert_eq!((known, local), ([true; 4], [false; 5]));
    }
}
