//! The configuration file: every problem has a place in it and something to do, and what is right still counts.

use std::sync::LazyLock;
use turno::config::{self, Vocabulary};

static DIR: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

pub fn run(data: &[u8]) {
    std::fs::write(DIR.path().join(config::FILE_NAME), data).unwrap();
    let vocabulary = Vocabulary { contexts: &["queue", "ticket"], commands: &["take", "reply", "quit"] };
    let loaded = config::load(DIR.path(), &|_| None, &[], vocabulary);
    let lines = data.iter().filter(|byte| **byte == b'\n').count() + 1;
    for problem in &loaded.problems {
        assert!(!problem.message.is_empty() && !problem.hint.is_empty(), "{problem:?}");
        assert!(!problem.message.contains('\n'), "{problem:?}");
        let line = problem.place.rsplit(':').nth(1).map(str::parse::<usize>);
        assert!(matches!(line, Some(Ok(line)) if (1..=lines).contains(&line)), "{problem:?} of {lines} lines");
    }
    assert!(loaded.config.profiles.contains_key(config::DEFAULT_PROFILE));
    // Whatever is in it, a console can be told who it is and where.
    drop(loaded.profile(None));
}
