//! How soon a change is on the screen of another console, and how soon a console is back after its desk was away or
//! it was itself stopped.

use crate::figures::Figures;
use crate::operator::{comment, console, home, open};
use crate::program::Served;
use crate::pty::Terminal;
use rustix::process::Signal;
use std::time::{Duration, Instant};

const CHANGES: usize = 40;
const RESTARTS: usize = 20;
const STOPS: usize = 20;
const TICKET: &str = "48310";

struct Pair {
    first: Terminal,
    second: Terminal,
    _homes: [crate::program::Program; 2],
}

/// Two consoles with the same ticket open.
fn pair(desk: &Served, database: &std::path::Path) -> Pair {
    let homes = [home(desk, &desk.token), home(desk, &Served::token_for(database, "op-08"))];
    let [mut first, mut second] = [console(&homes[0]), console(&homes[1])];
    open(&mut first, TICKET);
    open(&mut second, TICKET);
    Pair { first, second, _homes: homes }
}

#[test]
fn a_change_is_on_the_screen_of_another_console_within_300_ms() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let desk = Served::start(&database);
    let Pair { mut first, mut second, _homes } = pair(&desk, &database);
    let mut took = Figures::default();
    for round in 0..CHANGES {
        let text = format!("change {round} for all to see");
        comment(&mut first, &text);
        let at = Instant::now();
        second.wait_for(&text);
        took.add(at.elapsed());
        first.wait_gone("INTERNAL COMMENT");
    }
    let (half, most) = (took.percentile(50), took.percentile(95));
    println!("promises: {CHANGES} changes on the screen of another console: p50 {half:.0?}, p95 {most:.0?}");
    assert!(most <= Duration::from_millis(300), "p95 {most:?}");
}

#[test]
fn a_console_is_back_within_three_seconds_when_its_desk_is() {
    // Two desks at a time, each with a console that waits most of the time.
    let took = std::thread::scope(|scope| {
        let halves = [0, 1].map(|first| scope.spawn(move || restarts((first..RESTARTS).step_by(2))));
        halves.map(|half| half.join().unwrap()).into_iter().fold(Figures::default(), Figures::and)
    });
    let (half, most) = (took.percentile(50), took.percentile(95));
    println!("promises: live after {} restarts of the desk: p50 {half:.0?}, p95 {most:.0?}", took.count());
    assert!(most <= Duration::from_secs(3), "p95 {most:?}");
}

fn restarts(rounds: impl Iterator<Item = usize>) -> Figures {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let mut desk = Served::start(&database);
    let socket = desk.socket();
    let program = home(&desk, &desk.token);
    let mut terminal = console(&program);
    let mut took = Figures::default();
    for round in rounds {
        drop(desk);
        terminal.wait_for("○ offline");
        // Away for longer and longer, so that the waits between two tries grow.
        terminal.look_on(Duration::from_millis(200 * round as u64));
        desk = Served::start_on(&database, &socket);
        let at = Instant::now();
        terminal.wait_for("● live");
        took.add(at.elapsed());
    }
    took
}

#[test]
fn a_console_that_was_stopped_is_up_to_date_within_three_seconds() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let desk = Served::start(&database);
    let Pair { mut first, mut second, _homes } = pair(&desk, &database);
    let mut took = Figures::default();
    for round in 0..STOPS {
        let text = format!("said while it slept, {round}");
        second.signal(Signal::STOP);
        comment(&mut first, &text);
        first.wait_gone("INTERNAL COMMENT");
        second.signal(Signal::CONT);
        let at = Instant::now();
        second.wait_for(&text);
        took.add(at.elapsed());
    }
    let (half, most) = (took.percentile(50), took.percentile(95));
    println!("promises: up to date after {STOPS} stops of the console: p50 {half:.0?}, p95 {most:.0?}");
    assert!(most <= Duration::from_secs(3), "p95 {most:?}");
}
