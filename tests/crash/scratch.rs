//! A directory for files that are copied thousands of times: in memory where there is such a place, because what is
//! tried there does not depend on the disk.

use std::path::Path;
use tempfile::TempDir;

pub struct Scratch(TempDir);

impl Scratch {
    pub fn new() -> Scratch {
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Scratch(dir.unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// How long a file is; one that is not there is empty.
pub fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |it| it.len())
}
