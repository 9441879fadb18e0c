//! A power cut: what had been written of a journal stays, the rest does not. The journals of real traffic are
//! recorded, and cut at every border between frames and at places inside them.

use super::console::{self, Typist};
use super::desk::{self, OPERATORS, Served};
use super::draw::Draw;
use super::scratch::{Scratch, length};
use super::witness::{order_of, texts_of_ours};
use std::path::Path;
use std::sync::Arc;
use tokio::runtime::Runtime;
use turno::domain::Visibility;
use turno::replica::Replica;
use turno::seam::System;
use turno::sync;

/// Before the first frame, and before the page of each.
const JOURNAL_HEAD: u64 = 32;
const FRAME_HEAD: u64 = 24;
const PAGE: u64 = 4096;
/// Cuts inside frames, of each journal.
const TORN: usize = 100;

/// A database as it was when the recording began, its journal of what came then, and what had been acknowledged at
/// which length of the journal.
struct Recording {
    home: Scratch,
    name: &'static str,
    acknowledged: Vec<(u64, i64)>,
}

impl Recording {
    /// Keeps the database as it is now. From here on nothing may be taken out of its journal.
    fn begin(live: &Path, name: &'static str) -> Recording {
        let home = Scratch::new();
        std::fs::copy(live.join(name), home.path().join(name)).unwrap();
        Recording { home, name, acknowledged: Vec::new() }
    }

    /// What was done so far, counted by `n`, had been acknowledged.
    fn acknowledged(&mut self, live: &Path, n: i64) {
        self.acknowledged.push((length(&live.join(format!("{}-wal", self.name))), n));
    }

    /// Keeps the journal.
    fn end(&self, live: &Path) {
        let (was, is) = (self.home.path().join(self.name), live.join(self.name));
        assert!(std::fs::read(was).unwrap() == std::fs::read(is).unwrap(), "the journal was emptied meanwhile");
        let journal = format!("{}-wal", self.name);
        std::fs::copy(live.join(&journal), self.home.path().join(&journal)).unwrap();
    }

    /// All borders between frames, and some places inside them.
    fn cuts(&self, draw: &Draw) -> Vec<u64> {
        let end = length(&self.home.path().join(format!("{}-wal", self.name)));
        let frames = (end - JOURNAL_HEAD) / (FRAME_HEAD + PAGE);
        let borders = (0..=frames).map(|n| JOURNAL_HEAD + n * (FRAME_HEAD + PAGE));
        let mut cuts: Vec<u64> = borders.chain((0..TORN * super::times()).map(|_| draw.below(end))).collect();
        cuts.sort_unstable();
        cuts
    }

    /// Puts the database with the first `cut` bytes of its journal in place of `to`'s.
    fn cut(&self, cut: u64, to: &Path) {
        std::fs::copy(self.home.path().join(self.name), to.join(self.name)).unwrap();
        let journal = std::fs::read(self.home.path().join(format!("{}-wal", self.name))).unwrap();
        let kept = &journal[..usize::try_from(cut).unwrap()];
        std::fs::write(to.join(format!("{}-wal", self.name)), kept).unwrap();
    }

    /// Cuts everywhere. `state` counts what a database has, and must not go back, nor lack what was acknowledged.
    fn check(&self, draw: &Draw, mut state: impl FnMut(&dyn Fn(&Path)) -> i64) -> String {
        let (cuts, mut before) = (self.cuts(draw), 0);
        for cut in &cuts {
            let now = state(&|to| self.cut(*cut, to));
            let promised = self.acknowledged.iter().rev().find(|(length, _)| length <= cut).map_or(0, |(_, n)| *n);
            assert!(now >= promised, "{} cut at {cut}: {now} of {promised} acknowledged", self.name);
            assert!(now >= before, "{} cut at {cut}: {now}, after {before} with less", self.name);
            before = now;
        }
        assert_eq!(before, self.acknowledged.last().unwrap().1, "the whole journal has everything");
        format!("{} cuts of the journal of {}, each opens with all that was acknowledged", cuts.len(), self.name)
    }
}

/// How much is written while a journal is recorded: no journal is longer than SQLite lets it become.
fn written(by_day: i64, in_a_night: i64) -> i64 {
    if super::times() > 1 { in_a_night } else { by_day }
}

/// A profile with the sample desk read into it, at rest.
fn read_desk(profile: &Path, served: &Served, runtime: &Runtime) {
    let replica = console::open(profile, OPERATORS[0]).replica;
    sync_once(served, &replica, runtime);
}

fn sync_once(served: &Served, replica: &Replica, runtime: &Runtime) {
    let operator = OPERATORS.iter().position(|it| *it == replica.identity().operator.as_str()).unwrap();
    let link = console::link(&format!("http://{}", served.address), served.token(operator));
    runtime.block_on(sync::once(Arc::new(link), replica, &System, &System)).unwrap();
}

/// Operations and drafts of a console without a link: the outbox is a prefix of what was typed.
pub fn outbox() -> String {
    let (home, runtime, draw) = (Scratch::new(), Runtime::new().unwrap(), Draw::new());
    let profile = home.path().join("console");
    let served = Served::start(&home.path().join("desk.db"), &runtime);
    read_desk(&profile, &served, &runtime);
    let replica = console::open(&profile, OPERATORS[0]).replica;
    let tickets = console::tickets(&replica, &runtime);
    let mut typist = Typist { replica: &replica, tickets: &tickets, tag: "crash 1".into(), draw: &draw, typed: 0 };
    let mut recording = Recording::begin(&profile, "outbox.db");
    for n in 1..=written(38, 60) {
        typist.write();
        let text = format!("crash 1 {}", typist.typed);
        replica.save_draft(tickets[0], Visibility::Internal, &text).unwrap();
        recording.acknowledged(&profile, n);
    }
    recording.end(&profile);
    drop(replica);
    let ticket = tickets[0];
    recording.check(&draw, |put| {
        let copy = Scratch::new();
        std::fs::copy(profile.join("replica.db"), copy.path().join("replica.db")).unwrap();
        put(copy.path());
        let opened = console::open(copy.path(), OPERATORS[0]);
        assert_eq!(opened.notes, []);
        let texts = opened.replica.outbox().unwrap().into_iter();
        let texts: Vec<i64> = texts.map(|it| order_of(it.operation.action.typed_text().unwrap())).collect();
        assert!(texts.iter().copied().eq(1..=texts.len() as i64), "no prefix of what was typed: {texts:?}");
        let draft = opened.replica.draft(ticket, Visibility::Internal).unwrap().map_or(0, |text| order_of(&text));
        let n = texts.len() as i64;
        assert!(draft == n || draft == n - 1, "a draft of {draft} beside {n} operations");
        draft
    })
}

/// Pages of a desk: rows and cursor are of one and the same transaction.
pub fn replica() -> String {
    let (home, runtime, draw) = (Scratch::new(), Runtime::new().unwrap(), Draw::new());
    let (profile, other) = (home.path().join("console"), home.path().join("other"));
    let database = home.path().join("desk.db");
    let served = Served::start(&database, &runtime);
    read_desk(&profile, &served, &runtime);
    let replica = console::open(&profile, OPERATORS[0]).replica;
    let writer = console::open(&other, OPERATORS[1]).replica;
    sync_once(&served, &writer, &runtime);
    let tickets = console::tickets(&writer, &runtime);
    let mut typist = Typist { replica: &writer, tickets: &tickets, tag: "crash 1".into(), draw: &draw, typed: 0 };
    let begun = replica.progress().unwrap().0;
    let mut recording = Recording::begin(&profile, "replica.db");
    for n in 1..=written(26, 40) {
        typist.write();
        sync_once(&served, &writer, &runtime);
        sync_once(&served, &replica, &runtime);
        recording.acknowledged(&profile, n);
    }
    recording.end(&profile);
    drop(replica);
    recording.check(&draw, |put| {
        let copy = Scratch::new();
        std::fs::copy(profile.join("outbox.db"), copy.path().join("outbox.db")).unwrap();
        put(copy.path());
        let opened = console::open(copy.path(), OPERATORS[0]);
        assert_eq!(opened.notes, []);
        let read = opened.replica.progress().unwrap().0 - begun;
        let texts = texts_of_ours(&copy.path().join("replica.db"));
        assert_eq!(i64::try_from(texts).unwrap(), read, "the cursor and the rows are of different transactions");
        read
    })
}

/// The desk: its chain is whole, and each operation that it had answered stands there.
pub fn desk() -> String {
    let (home, runtime, draw) = (Scratch::new(), Runtime::new().unwrap(), Draw::new());
    let database = home.path().join("desk.db");
    drop(desk::open(&database));
    let served = Served::start(&database, &runtime);
    let replica = console::open(&home.path().join("console"), OPERATORS[0]).replica;
    sync_once(&served, &replica, &runtime);
    let tickets = console::tickets(&replica, &runtime);
    let mut typist = Typist { replica: &replica, tickets: &tickets, tag: "crash 1".into(), draw: &draw, typed: 0 };
    let mut recording = Recording::begin(home.path(), "desk.db");
    for n in 1..=written(17, 28) {
        typist.write();
        sync_once(&served, &replica, &runtime);
        recording.acknowledged(home.path(), n);
    }
    recording.end(home.path());
    recording.check(&draw, |put| {
        let copy = Scratch::new();
        put(copy.path());
        let database = copy.path().join("desk.db");
        let desk = desk::open(&database);
        desk.check().unwrap();
        i64::try_from(texts_of_ours(&database)).unwrap()
    })
}
