//! What a list and a page of changes cost on a desk of 100,000 tickets, two thirds of them live.

#![expect(clippy::expect_used, reason = "a bench that cannot set itself up has nothing to measure")]

#[path = "common/made_up.rs"]
mod made_up;

use divan::{Bencher, black_box};
use made_up::{NOW, TICKETS, article, ticket};
use std::sync::LazyLock;
use turno::domain::{Anchor, Filter, OperatorId, Ticket, TicketId, WindowRequest};
use turno::seam::{Seeded, below};
use turno::store::{MIGRATIONS, Reader, Store, StoreError, conversation, customers, tickets, window};

const ROWS: usize = 200;
fn main() {
    divan::main();
}

struct Desk {
    store: Store,
    _dir: tempfile::TempDir,
}

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a directory");
    let store = Store::open(&dir.path().join("desk.db"), false, MIGRATIONS).expect("a store");
    let rng = Seeded::new(7);
    for first in (1..=TICKETS).step_by(1_000) {
        write(&store, |tx| {
            (first..first + 1_000).try_for_each(|n| {
                tickets::put(tx, n, &ticket(&rng, n))?;
                conversation::put(tx, n, &article(&rng, n))
            })
        });
    }
    Desk { store, _dir: dir }
});

fn write(store: &Store, work: impl FnOnce(&mut dyn turno::store::Tx) -> Result<(), StoreError>) {
    store.write(work).expect("a transaction");
}

fn read_window(bencher: Bencher, query: &str, anchor: Anchor) {
    let store = &DESK.store;
    let request = WindowRequest { filter: Filter::parse(query).expect("a query"), anchor, limit: ROWS };
    let reader = Reader { operator: OperatorId::new("op-01"), now: NOW };
    bencher.bench(|| store.read::<_, StoreError>(|tx| window::window(tx, black_box(&request), &reader)));
}

#[divan::bench]
fn window_at_the_start(bencher: Bencher) {
    read_window(bencher, "", Anchor::Start);
}

#[divan::bench]
fn window_in_the_middle(bencher: Bencher) {
    let filter = Filter::default();
    let reader = Reader { operator: OperatorId::new("op-01"), now: NOW };
    let any = DESK.store.read::<_, StoreError>(|tx| window::row(tx, TicketId(TICKETS / 2)));
    let place = any.ok().flatten().expect("a ticket").place;
    let request = WindowRequest { filter, anchor: Anchor::Around(place), limit: ROWS };
    bencher.bench(|| DESK.store.read::<_, StoreError>(|tx| window::window(tx, black_box(&request), &reader)));
}

#[divan::bench]
fn window_at_the_end(bencher: Bencher) {
    read_window(bencher, "", Anchor::End);
}

#[divan::bench(args = ["role:gsd", "assignee:me", "site:LS1 prio:<=2 lang:pt", "site:XX9", "customer:c1003", "status:open,closed sort:updated"])]
fn window_filtered(bencher: Bencher, query: &str) {
    read_window(bencher, query, Anchor::Start);
}

#[divan::bench(args = ["number4711", "invoice", "\"cross connect\"", "power invo"])]
fn window_searched(bencher: Bencher, query: &str) {
    read_window(bencher, query, Anchor::Start);
}

/// A page of changes: 500 tickets that were there before, with another status and holder.
#[divan::bench]
fn put_500_tickets(bencher: Bencher) {
    let store = &DESK.store;
    let rng = Seeded::new(11);
    let page = || -> Vec<Ticket> {
        (0..500)
            .map(|_| {
                let n = 1 + below(&rng, TICKETS as u64) as i64;
                ticket(&rng, n)
            })
            .collect()
    };
    bencher.with_inputs(page).bench_values(|page| {
        write(store, |tx| page.iter().try_for_each(|ticket| tickets::put(tx, 1, ticket)));
    });
}

/// The same, with nothing changed but the holder: what most operations do.
#[divan::bench]
fn take_500_tickets(bencher: Bencher) {
    let store = &DESK.store;
    let rng = Seeded::new(13);
    let page = || -> Vec<Ticket> {
        let some = |_| {
            let id = TicketId(1 + below(&rng, TICKETS as u64) as i64);
            let stored = store.read::<_, StoreError>(|tx| tickets::get(tx, id)).expect("a read").expect("a ticket");
            Ticket { assignee: Some(OperatorId::new(format!("op-{:02}", below(&rng, 20)))), ..stored }
        };
        (0..500).map(some).collect()
    };
    bencher.with_inputs(page).bench_values(|page| {
        write(store, |tx| page.iter().try_for_each(|ticket| tickets::put(tx, 1, ticket)));
    });
}

#[divan::bench]
fn work_next(bencher: Bencher) {
    let (me, now) = (OperatorId::new("op-01"), NOW);
    bencher.bench(|| DESK.store.read::<_, StoreError>(|tx| tickets::first_unheld(tx, &me, now)));
}

#[divan::bench]
fn find_nobody(bencher: Bencher) {
    bencher.bench(|| DESK.store.read::<_, StoreError>(|tx| customers::find(tx, black_box("nobody"), 20)));
}
