//! Cursors as anybody may send them, to a small desk: one that is taken leads to the desk's newest transaction, and
//! none makes it stumble.

use std::sync::{Arc, LazyLock};
use turno::domain::{Cursor, Timestamp};
use turno::seam::{ManualClock, Seeded};
use turno::server::{Desk, Limits, ServerConfig};

/// The same at each start, so that a cursor in the corpus is one of it.
static DESK: LazyLock<(tempfile::TempDir, Desk)> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let config = ServerConfig {
        database: dir.path().join("desk.db"),
        sample: false,
        limits: Limits::default(),
        clock: Arc::new(ManualClock::at(Timestamp(1_795_576_327_000))),
        rng: Arc::new(Seeded::new(7)),
    };
    let desk = Desk::open(config).unwrap();
    desk.generate(3, 1, &mut |_| {}).unwrap();
    (dir, desk)
});

pub fn run(data: &[u8]) {
    let mut cursor = (!data.is_empty()).then(|| Cursor(String::from_utf8_lossy(data).into_owned()));
    let mut seen = -1;
    while let Some(page) = DESK.1.page_after(cursor.as_ref(), 40) {
        assert!(page.seq <= page.head && page.seq > seen, "{seen} {page:?}");
        assert!(page.changes.iter().all(|change| change.seq <= page.seq));
        (cursor, seen) = (Some(page.to), page.seq);
        if page.up_to_date {
            assert_eq!(page.seq, page.head);
            return;
        }
    }
    assert_eq!(seen, -1, "a desk takes the cursors that it gives: {cursor:?}");
}
