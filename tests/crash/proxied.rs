//! The client of production behind a bad network, with two to six consoles at once.

use super::console::{self, Console, Typist};
use super::desk::{OPERATORS, Served};
use super::draw::Draw;
use super::proxy::Proxy;
use super::times;
use super::witness::{Witness, texts_of_ours};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use turno::domain::{OutboxEntry, OutboxState};

/// Of each console.
const OPERATIONS: usize = 500;
const PATIENCE: Duration = Duration::from_secs(90);

/// A third console joins when two have typed a while, then a fourth, until there are six.
fn joins_after(n: usize) -> usize {
    n.saturating_sub(1) * 200
}

pub fn operations() -> String {
    let (home, runtime) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap());
    let database = home.path().join("desk.db");
    let desk = Served::start(&database, &runtime);
    let (proxy, address) = runtime.block_on(Proxy::start(desk.address));
    let (typed, so_far) = watch::channel(0);
    let (witness, url) = (Mutex::new(Witness::default()), format!("http://{address}"));
    let wanted = OPERATIONS * OPERATORS.len() * times();
    std::thread::scope(|scope| {
        for (n, operator) in OPERATORS.into_iter().enumerate() {
            let (typed, mut so_far, witness, runtime, url) = (&typed, so_far.clone(), &witness, &runtime, &url);
            let (profile, token) = (home.path().join(operator), desk.token(n));
            scope.spawn(move || {
                runtime.block_on(so_far.wait_for(|typed| *typed >= joins_after(n))).unwrap();
                let replica = console::open(&profile, operator).replica;
                let console = Console::start(replica, console::link(url, token), runtime);
                work(&console, n, runtime, typed, witness);
                sees(&console, &profile, wanted, runtime);
                console.quit(runtime);
            });
        }
    });
    witness.into_inner().unwrap().check_desk(&database);
    let effects = texts_of_ours(&database);
    assert_eq!(effects, wanted);
    let faults = proxy.faults();
    assert!(faults.iter().all(|(_, times)| *times >= 10), "{faults:?}");
    let (requests, faults) = (proxy.requests.load(Ordering::SeqCst), faults.iter().map(|(_, n)| n).sum::<usize>());
    format!("{wanted} operations of 6 consoles, {faults} faults of 7 kinds in {requests} requests, {effects} effects")
}

/// Types all of it, and has the sync try again from time to time, as an impatient operator does.
fn work(console: &Console, n: usize, runtime: &Runtime, typed: &watch::Sender<usize>, witness: &Mutex<Witness>) {
    let tickets = console::tickets(&console.replica, runtime);
    let (draw, tag) = (Draw::of(OPERATORS[n]), format!("crash {n}"));
    let mut typist = Typist { replica: &console.replica, tickets: &tickets, tag, draw: &draw, typed: 0 };
    for _ in 0..OPERATIONS * times() {
        let text = typist.write();
        witness.lock().unwrap().acknowledged.push(text);
        typed.send_modify(|typed| *typed += 1);
        if draw.below(5) == 0 {
            console.sync.now();
        }
        typist.rest(runtime, &console.sync);
    }
    console.sent(runtime, PATIENCE);
}

/// Waits until this console has what all of them wrote.
fn sees(console: &Console, profile: &Path, wanted: usize, runtime: &Runtime) {
    let mut changes = console.replica.subscribe();
    let all = async {
        while texts_of_ours(&profile.join("replica.db")) < wanted {
            drop(changes.recv().await);
        }
    };
    let seen = runtime.block_on(async { tokio::time::timeout(PATIENCE, all).await.is_ok() });
    let (outbox, status) = (console.replica.outbox().unwrap(), console.sync.status.borrow().clone());
    assert!(seen, "{} of {wanted}: {status:?}, {outbox:?}", texts_of_ours(&profile.join("replica.db")));
    // Its own may wait for the feed still.
    let applied = |entry: &OutboxEntry| matches!(entry.state, OutboxState::Applied { .. });
    assert!(outbox.iter().all(applied), "{status:?}, {outbox:?}");
}
