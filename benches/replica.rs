//! What a page of changes and an operation of one's own cost a replica of 10,000 tickets, on disk as in earnest.

#![expect(clippy::expect_used, reason = "a bench that cannot set itself up has nothing to measure")]

#[path = "common/made_up.rs"]
mod made_up;

use divan::Bencher;
use made_up::{NOW, article, ticket};
use std::sync::Arc;
use turno::domain::{
    Action, Change, Chunk, Cursor, Operation, OperatorId, Page, Record, SnapshotPlace, Status, Ticket, TicketId,
};
use turno::replica::{Identity, Replica};
use turno::seam::{ManualClock, Seeded, below};

const TICKETS: i64 = 10_000;
/// Objects of a page: half tickets, half articles.
const OBJECTS: i64 = 500;

fn main() {
    divan::main();
}

struct Desk {
    replica: Replica,
    rng: Seeded,
    seq: i64,
    _dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let dir = tempfile::tempdir().expect("a directory");
        let who = Identity { operator: OperatorId::new("op-01"), name: "Rita".into() };
        let (clock, rng) = (Arc::new(ManualClock::at(NOW)), Arc::new(Seeded::new(3)));
        let replica = Replica::open(&dir.path().join("replica"), who, clock, rng).expect("a replica").replica;
        let mut desk = Desk { replica, rng: Seeded::new(7), seq: 0, _dir: dir };
        for first in (1..=TICKETS).step_by((OBJECTS / 2) as usize) {
            let page = desk.page(first..first + OBJECTS / 2);
            desk.apply(&page);
        }
        desk
    }

    fn page(&self, tickets: impl Iterator<Item = i64>) -> Page {
        let seq = self.seq + 1;
        let both = |n| [Record::Ticket(Box::new(ticket(&self.rng, n))), Record::Article(article(&self.rng, n))];
        Page {
            changes: tickets.flat_map(both).map(|record| Change { seq, record }).collect(),
            gone: Vec::new(),
            to: Cursor(seq.to_string()),
            seq,
            head: seq,
            up_to_date: true,
            acknowledged_n: 0,
            server_time: NOW,
        }
    }

    fn apply(&mut self, page: &Page) {
        let pull = self.replica.to_pull().expect("a place");
        self.replica.apply(&pull, page).expect("a page that follows");
        self.seq = page.seq;
    }
}

/// 250 tickets anywhere in the queue with an article each: rows, index, full text, counts and the cursor.
#[divan::bench(sample_count = 20)]
fn apply_a_page_of_500_objects(bencher: Bencher) {
    let mut desk = Desk::new();
    bencher.bench_local(|| {
        let some: Vec<i64> = (0..OBJECTS / 2).map(|_| 1 + below(&desk.rng, TICKETS as u64) as i64).collect();
        let page = desk.page(some.into_iter());
        desk.apply(&page);
    });
}

/// From the key press to the disk: the outbox with a full synchronisation, then the row.
#[divan::bench(sample_count = 50)]
fn submit_a_comment(bencher: Bencher) {
    let desk = Desk::new();
    bencher.bench_local(|| {
        let ticket = TicketId(1 + below(&desk.rng, TICKETS as u64) as i64);
        desk.replica.submit(&Operation { ticket, action: Action::Comment { body: "seen".into() } })
    });
}

/// Records of a piece of a snapshot.
const PIECE: i64 = 5_000;

/// The history of a desk as it comes at first: closed tickets that are new here, newest first, 5,000 in a piece.
#[divan::bench(sample_count = 40, sample_size = 1)]
fn take_in_5000_closed_tickets(bencher: Bencher) {
    let desk = Desk::new();
    // Read, but not to its end: what comes is the rest of a snapshot.
    desk.replica.read_again().expect("a reading from the beginning");
    let mut newest = 10_000_000;
    let pieces = || {
        let closed = |n| Ticket { status: Status::Closed, ..ticket(&desk.rng, n) };
        let record = |n| Change { seq: n, record: Record::Ticket(Box::new(closed(n))) };
        newest -= PIECE;
        Chunk {
            changes: (newest..newest + PIECE).rev().map(record).collect(),
            next: Some(SnapshotPlace(newest.to_string())),
            start: Cursor("start".into()),
            usable: true,
            done: 1,
            total: 2,
        }
    };
    let replica = desk.replica.clone();
    bencher.with_inputs(pieces).bench_local_values(|chunk| {
        let asked = replica.to_ask().expect("a place");
        replica.take_in(&asked, &chunk).expect("a piece")
    });
}
