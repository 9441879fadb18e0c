//! Processes that are killed at random microseconds, with traffic under way.

use super::child::Child;
use super::console::{self, Console, Typist};
use super::desk::{self, OPERATORS, Served};
use super::draw::Draw;
use super::times;
use super::witness::{Witness, check_integrity};
use secrecy::ExposeSecret;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use turno::replica::{Replica, ReplicaError};
use turno::seam::System;
use turno::sync;

const CONSOLE_KILLS: usize = 250;
const DESK_KILLS: usize = 200;
/// After every so many kills all that was acknowledged is looked for.
const LOOK_EVERY: usize = 25;
/// How long a process lives at most after it has begun to work, in microseconds.
const LIFE: u64 = 180_000;

/// A console is killed again and again; the desk stays.
pub fn console() -> String {
    let (home, runtime, draw) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap(), Draw::new());
    let (database, profile) = (home.path().join("desk.db"), home.path().join("console"));
    let desk = Served::start(&database, &runtime);
    let mut witness = Witness::default();
    let kills = CONSOLE_KILLS * times();
    for run in 1..=kills {
        let (address, tag) = (format!("http://{}", desk.address), format!("crash {run}"));
        let mut child = Child::start(&["as-console", profile.to_str().unwrap(), &address, desk.token(0), &tag]);
        // Of four kills, one comes while it opens, one while it connects, two while it works.
        match draw.below(4) {
            0 => {}
            1 => drop(child.says("open")),
            _ => drop(child.says("ack ")),
        }
        std::thread::sleep(draw.micros(LIFE));
        witness.heard(&child.kill());
        if run % LOOK_EVERY == 0 {
            ["outbox.db", "replica.db"].iter().for_each(|name| check_integrity(&profile.join(name)));
            let opened = console::open(&profile, OPERATORS[0]);
            assert_eq!(opened.notes, []);
            witness.check(&database, &opened.replica);
        }
    }
    let replica = console::open(&profile, OPERATORS[0]).replica;
    let link = console::link(&format!("http://{}", desk.address), desk.token(0));
    let report = runtime.block_on(sync::once(Arc::new(link), &replica, &System, &System)).unwrap();
    assert_eq!(report.waiting, 0);
    witness.check_desk(&database);
    witness.check(&database, &replica);
    let transactions = desk::open(&database).check().unwrap();
    let acknowledged = witness.acknowledged.len();
    assert!(acknowledged >= kills / 2, "{acknowledged} acknowledged");
    format!("{kills} kills of a console, {acknowledged} acknowledged, 0 lost, 0 doubled; chain of {transactions} whole")
}

/// Two consoles work, and the desk is killed again and again.
pub fn desk() -> String {
    let (home, draw) = (tempfile::tempdir().unwrap(), Draw::new());
    let database = home.path().join("desk.db");
    let tokens = desk::tokens(&desk::open(&database));
    let runtime = Arc::new(Runtime::new().unwrap());
    let mut child = Some(start_desk(&database, None));
    let address: SocketAddr = child.as_mut().unwrap().says("listening ").parse().unwrap();
    let consoles: Vec<Console> = (0..2)
        .map(|n| {
            let replica = console::open(&home.path().join(OPERATORS[n]), OPERATORS[n]).replica;
            let link = console::link(&format!("http://{address}"), tokens[n].expose_secret());
            Console::start(replica, link, &runtime)
        })
        .collect();
    let (ended, witness) = (AtomicBool::new(false), Mutex::new(Witness::default()));
    let kills = DESK_KILLS * times();
    std::thread::scope(|scope| {
        let typists: Vec<_> = consoles
            .iter()
            .enumerate()
            .map(|(n, console)| {
                let (runtime, ended, witness) = (&runtime, &ended, &witness);
                scope.spawn(move || type_until(console, n, runtime, ended, witness))
            })
            .collect();
        for run in 0..kills {
            // Every other one comes after something was written since the one before.
            if run % 2 == 0 {
                until_written(&witness);
            }
            std::thread::sleep(draw.micros(LIFE));
            drop(child.take().unwrap().kill());
            let mut next = start_desk(&database, Some(address));
            if draw.below(3) > 0 {
                next.says("listening ");
                consoles.iter().for_each(|console| console.sync.now());
            }
            child = Some(next);
        }
        ended.store(true, Ordering::SeqCst);
        typists.into_iter().for_each(|typist| typist.join().unwrap());
        consoles.iter().for_each(|console| {
            console.sync.now();
            console.sent(&runtime, Duration::from_secs(60));
        });
        drop(child.take().unwrap().kill());
    });
    consoles.into_iter().for_each(|console| console.quit(&runtime));
    check_integrity(&database);
    let transactions = desk::open(&database).check().unwrap();
    let witness = witness.into_inner().unwrap();
    witness.check_desk(&database);
    let acknowledged = witness.acknowledged.len();
    assert!(acknowledged >= kills / 2, "{acknowledged} acknowledged");
    format!("{kills} kills of the desk, {acknowledged} acknowledged, 0 lost, 0 doubled; chain of {transactions} whole")
}

fn until_written(witness: &Mutex<Witness>) {
    let written = || witness.lock().unwrap().acknowledged.len();
    let (before, began) = (written(), Instant::now());
    // Both may be waiting for answers.
    while written() == before && began.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn start_desk(database: &Path, address: Option<SocketAddr>) -> Child {
    let address = address.map_or("127.0.0.1:0".to_string(), |address| address.to_string());
    Child::start(&["as-desk", database.to_str().unwrap(), &address])
}

fn type_until(console: &Console, n: usize, runtime: &Runtime, ended: &AtomicBool, witness: &Mutex<Witness>) {
    let tickets = console::tickets(&console.replica, runtime);
    let (draw, tag) = (Draw::of(OPERATORS[n]), format!("crash {n}"));
    let mut typist = Typist { replica: &console.replica, tickets: &tickets, tag, draw: &draw, typed: 0 };
    while !ended.load(Ordering::SeqCst) {
        let text = typist.write();
        witness.lock().unwrap().acknowledged.push(text);
        typist.rest(runtime, &console.sync);
    }
}

/// One writer a profile: others are told which process it is, and the next may begin as soon as it is killed.
pub fn lock() -> String {
    let (home, runtime) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap());
    let desk = Served::start(&home.path().join("desk.db"), &runtime);
    let profile = home.path().join("console");
    let mut slowest = Duration::ZERO;
    for run in 1..=20 {
        let (address, tag) = (format!("http://{}", desk.address), format!("crash {run}"));
        let mut holder = Child::start(&["as-console", profile.to_str().unwrap(), &address, desk.token(0), &tag]);
        holder.says("open");
        let pid = holder.id();
        let refused = try_open(&profile).err();
        assert!(matches!(refused, Some(ReplicaError::InUse { pid: Some(it) }) if it == pid), "{refused:?}");
        drop(holder.kill());
        let begun = Instant::now();
        drop(try_open(&profile).unwrap());
        slowest = slowest.max(begun.elapsed());
    }
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    format!("20 profiles taken over from a killed console, the slowest after {} ms", slowest.as_millis())
}

fn try_open(profile: &Path) -> Result<Replica, ReplicaError> {
    console::try_open(profile, OPERATORS[0]).map(|opened| opened.replica)
}
