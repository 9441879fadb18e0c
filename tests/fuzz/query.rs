//! The query language: errors point into the text, what was read is written back, and every query can be asked.

use std::sync::{Arc, LazyLock};
use turno::domain::{Anchor, Filter, Language, OperatorId, Timestamp, WindowRequest};
use turno::i18n::Catalog;
use turno::replica::{Identity, Replica};
use turno::seam::{ManualClock, Seeded};

/// Empty, but with all its tables: SQLite reads a statement whole before it runs it.
static REPLICA: LazyLock<(tempfile::TempDir, Replica)> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let who = Identity { operator: OperatorId::new("op-1"), name: "Operator".into() };
    let clock = Arc::new(ManualClock::at(Timestamp(1_795_576_327_000)));
    let replica = Replica::open(dir.path(), who, clock, Arc::new(Seeded::new(1))).unwrap().replica;
    (dir, replica)
});

thread_local! {
    static WORDS: Catalog = Catalog::new(Language::Pt);
}

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match Filter::parse(&text) {
        Err(error) => {
            assert!((1..=text.chars().count() + 1).contains(&error.at), "{error:?}");
            assert!(!error.to_string().is_empty() && !error.hint().is_empty());
            let said = WORDS.with(|words| words.filter_error(&error));
            assert!(!said.what.is_empty() && !said.hint.is_empty(), "{said:?}");
        }
        Ok(filter) => {
            let written = filter.to_string();
            assert_eq!(Filter::parse(&written).as_ref(), Ok(&filter), "{written:?}");
            let asked = WindowRequest { filter, anchor: Anchor::Start, limit: 3 };
            REPLICA.1.window(&asked).expect("an answer");
        }
    }
}
