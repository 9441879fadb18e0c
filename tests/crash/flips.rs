//! Bits that flip on the disk, one at a time, anywhere in the files of a profile whose console was killed: opened and
//! synced, the replica is what the desk has, and the outbox what was acknowledged; or the operator is told.

use super::console::when_free;
use super::draw::Draw;
use super::scratch::Scratch;
use super::small_desk::first_records;
use super::times;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::runtime::Builder;
use turno::backend::Backend;
use turno::backend::memory::{Desk, Memory};
use turno::domain::{
    Action, Anchor, Article, ArticleId, Filter, Operation, OperatorId, Record, Status, Tally, Ticket, TicketId,
    Timestamp, Visibility, Window, WindowRequest,
};
use turno::replica::{Identity, OpenNote, Opened, Replica, ReplicaError};
use turno::seam::{ManualClock, Seeded};
use turno::sync;

const NOW: Timestamp = Timestamp(1_800_000_000_000);
const FLIPS: usize = 1_000;
const LANES: usize = 2;
/// More than the small desk has, so that there are trees of more than one page.
const TICKETS: i64 = 30;
/// On this ticket nothing is done but drafts are written.
const DRAFTS: [(i64, Visibility); 3] = [(5, Visibility::Public), (5, Visibility::Internal), (6, Visibility::Internal)];

/// Files as they were when a console was killed, and what it had acknowledged.
struct Scene {
    files: Vec<(&'static str, Vec<u8>)>,
    desk: Arc<Desk>,
    clock: Arc<ManualClock>,
    texts: BTreeSet<String>,
    drafts: HashMap<(i64, Visibility), String>,
}

/// What a screen shows.
#[derive(PartialEq)]
struct Shown {
    windows: Vec<Window>,
    tally: Tally,
}

pub fn records() -> Vec<Record> {
    let mut records = first_records(NOW);
    let (mut ticket, mut article) = (None, None);
    for record in &records {
        match record {
            Record::Ticket(it) => ticket = Some((**it).clone()),
            Record::Article(it) => article = Some(it.clone()),
            _ => {}
        }
    }
    let (ticket, article): (Ticket, Article) = ticket.zip(article).unwrap();
    for n in 6..=TICKETS {
        let id = TicketId(n);
        let status = if n % 3 == 0 { Status::Closed } else { Status::Open };
        let assignee = (n % 4 == 0).then(|| OperatorId::new("op-0"));
        let subject = format!("Zanzibar {n}");
        let body = format!("It has been {n} days. {}", "The line is down again. ".repeat(usize::try_from(n).unwrap()));
        records.push(Record::Ticket(Box::new(Ticket { id, subject, status, assignee, ..ticket.clone() })));
        records.push(Record::Article(Article {
            id: ArticleId::new(format!("a-{n}")),
            ticket: id,
            body,
            ..article.clone()
        }));
    }
    records
}

/// Each seed makes names of its own.
fn open(dir: &Path, clock: &Arc<ManualClock>, seed: u64) -> Result<Opened, ReplicaError> {
    let who = || Identity { operator: OperatorId::new("op-1"), name: "Operator 1".into() };
    when_free(|| Replica::open(dir, who(), clock.clone(), Arc::new(Seeded::new(seed))))
}

pub fn sync_once(replica: &Replica, desk: &Arc<Desk>, clock: &Arc<ManualClock>) -> Result<(), sync::SyncError> {
    let link = Memory::new(desk.clone(), OperatorId::new("op-1"), "Operator 1", Arc::new(Seeded::new(5)));
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(sync::once(Arc::new(link), replica, &**clock, &Seeded::new(3))).map(drop)
}

impl Scene {
    /// Some is in the databases, and some in their journals: read and written, sent and not, applied and not seen.
    fn new() -> Scene {
        let (dir, clock) = (Scratch::new(), Arc::new(ManualClock::at(NOW)));
        let desk = Desk::new(clock.clone(), 20, records());
        let mut scene = Scene { files: Vec::new(), desk, clock, texts: BTreeSet::new(), drafts: HashMap::new() };
        for round in 0..2_i64 {
            let replica = open(dir.path(), &scene.clock, round.unsigned_abs()).unwrap().replica;
            sync_once(&replica, &scene.desk, &scene.clock).unwrap();
            for n in 0..9 {
                scene.work(&replica, round, n);
            }
            if round == 1 {
                scene.cut_off(dir.path());
            }
        }
        scene
    }

    fn work(&mut self, replica: &Replica, round: i64, n: i64) {
        let body = format!("ours {round} {n} {}", "and so on ".repeat(usize::try_from(n * n).unwrap()));
        let ticket = TicketId(1 + n % 4);
        let action = if n % 3 == 0 {
            Action::Reply { body: body.clone(), seen: 0, force: true }
        } else {
            Action::Comment { body: body.clone() }
        };
        replica.submit(&Operation { ticket, action }).unwrap();
        self.texts.insert(body);
        let (ticket, kind) = DRAFTS[usize::try_from(n % 3).unwrap()];
        let text = format!("draft {round} {n} {}", "of something ".repeat(usize::try_from(n * 40).unwrap()));
        replica.save_draft(TicketId(ticket), kind, &text).unwrap();
        self.drafts.insert((ticket, kind), text);
        match n {
            3 => sync_once(replica, &self.desk, &self.clock).unwrap(),
            // Sent; the answers to some of them have come.
            6 => {
                let sent = replica.to_push(9).unwrap();
                let link =
                    Memory::new(self.desk.clone(), OperatorId::new("op-1"), "Operator 1", Arc::new(Seeded::new(5)));
                let runtime = Builder::new_current_thread().build().unwrap();
                let receipts = runtime.block_on(link.push(replica.lease().unwrap().as_ref(), &sent)).unwrap();
                replica.settle(&receipts[..1]).unwrap();
            }
            _ => {}
        }
    }

    /// The files as they are now, but for what SQLite makes anew at the next start.
    fn cut_off(&mut self, dir: &Path) {
        for name in ["replica.db", "replica.db-wal", "outbox.db", "outbox.db-wal"] {
            self.files.push((name, std::fs::read(dir.join(name)).unwrap()));
        }
    }

    /// The files with one bit flipped; of a console that was killed, or that finished long ago.
    fn lay_out(&self, to: &Path, flip: (usize, u64)) {
        for (at, (name, bytes)) in self.files.iter().enumerate() {
            let mut bytes = bytes.clone();
            if at == flip.0 {
                bytes[usize::try_from(flip.1 / 8).unwrap()] ^= 1 << (flip.1 % 8);
            }
            std::fs::write(to.join(name), bytes).unwrap();
        }
        std::fs::write(to.join("unclean"), "").unwrap();
    }

    /// A bit: half of them anywhere, the others where much hangs on one, or where somebody's words are.
    fn draw(&self, draw: &Draw) -> (usize, u64) {
        let file = [0, 0, 0, 1, 2, 2, 2, 2, 3, 3][draw.index(10)];
        let bytes = &self.files[file].1;
        let at = match draw.below(8) {
            0 => draw.below(100),
            1 => page_of(draw, bytes.len()) + draw.below(40),
            2 | 3 => place_of(draw, bytes).unwrap_or_else(|| draw.below(bytes.len() as u64)),
            _ => draw.below(bytes.len() as u64),
        };
        (file, (at * 8 + draw.below(8)).min(bytes.len() as u64 * 8 - 1))
    }
}

fn page_of(draw: &Draw, length: usize) -> u64 {
    draw.below((length / 4096) as u64) * 4096
}

/// Somewhere in a text of ours.
fn place_of(draw: &Draw, bytes: &[u8]) -> Option<u64> {
    let from = draw.index(bytes.len());
    let words: [&[u8]; 4] = [b"ours ", b"draft ", b"Zanzibar", b"op-"];
    let found = bytes[from..].windows(8).position(|window| words.iter().any(|word| window.starts_with(word)))?;
    Some((from + found) as u64 + draw.below(8))
}

/// What became of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Healed,
    /// The operator was told, and nothing is missing.
    Told,
    /// The operator was told, and something that was acknowledged is only in what they were told.
    ToldOfLoss,
}

impl Scene {
    fn tried(&self, healthy: &Shown, flip: (usize, u64)) -> End {
        let copy = Scratch::new();
        self.lay_out(copy.path(), flip);
        let desk = self.desk.copied();
        let (replica, mut told) = self.opened_and_synced(copy.path(), &desk);
        told |= !replica.damages().unwrap().is_empty();
        let whole = self.check_ours(&replica, &desk, told);
        for entry in replica.outbox().unwrap() {
            assert!(told, "left in the outbox: {entry:?}");
            drop(replica.discard(&entry.id));
        }
        check_rows(&replica, &desk);
        let shown = shows(&replica);
        let same = if told { shown == self.shown_anew(&desk) } else { shown == *healthy };
        assert!(same, "the lists are not those of the desk");
        match (told, whole) {
            (false, _) => End::Healed,
            (true, true) => End::Told,
            (true, false) => End::ToldOfLoss,
        }
    }

    /// Once, or once more if damage showed only then. Says whether it was told at the opening.
    fn opened_and_synced(&self, dir: &Path, desk: &Arc<Desk>) -> (Replica, bool) {
        let (mut told, mut last) = (false, String::new());
        for seed in 10..12 {
            let opened = open(dir, &self.clock, seed).unwrap();
            told |= opened.notes.iter().any(|note| matches!(note, OpenNote::DamagedOutbox(_)));
            match sync_once(&opened.replica, desk, &self.clock) {
                Ok(()) => return (opened.replica, told),
                Err(error) => {
                    told = true;
                    assert!(error.to_string().contains("damaged"), "{error}");
                    last = error.to_string();
                }
            }
        }
        panic!("it stays so: {last}");
    }

    /// All that was acknowledged is at the desk, once, or in the outbox; or was told. Says whether nothing is lost.
    fn check_ours(&self, replica: &Replica, desk: &Desk, told: bool) -> bool {
        let mut found = BTreeMap::<String, usize>::new();
        for record in desk.records() {
            if let Record::Article(article) = record
                && article.author.id == "op-1"
            {
                *found.entry(article.body).or_default() += 1;
            }
        }
        assert!(found.iter().all(|(text, n)| *n == 1 && self.texts.contains(text)), "{found:?}");
        let mut here: BTreeSet<String> = found.into_keys().collect();
        for entry in replica.outbox().unwrap() {
            let text = entry.operation.action.typed_text().unwrap().to_string();
            assert!(self.texts.contains(&text), "{text:?}");
            here.insert(text);
        }
        let drafts = self
            .drafts
            .iter()
            .all(|((ticket, kind), text)| replica.draft(TicketId(*ticket), *kind).unwrap().as_ref() == Some(text));
        let whole = here == self.texts && drafts;
        assert!(told || whole, "lost without a word: {:?}", self.texts.difference(&here));
        whole
    }

    fn shown_anew(&self, desk: &Arc<Desk>) -> Shown {
        let dir = Scratch::new();
        let replica = open(dir.path(), &self.clock, 20).unwrap().replica;
        sync_once(&replica, desk, &self.clock).unwrap();
        shows(&replica)
    }
}

fn shows(replica: &Replica) -> Shown {
    let lists = ["", "status:closed", "assignee:none", "assignee:op-0"];
    let window = |text: &&str| {
        let filter = Filter::parse(text).unwrap();
        replica.window(&WindowRequest { filter, anchor: Anchor::Start, limit: 100 }).unwrap()
    };
    Shown { windows: lists.iter().map(window).collect(), tally: replica.tally().unwrap() }
}

/// Those of the desk are here.
fn check_rows(replica: &Replica, desk: &Arc<Desk>) {
    for record in desk.records() {
        match record {
            Record::Ticket(ticket) => assert_eq!(replica.ticket(ticket.id).unwrap(), Some(*ticket)),
            Record::Article(article) => assert!(replica.conversation(article.ticket).unwrap().contains(&article)),
            _ => {}
        }
    }
}

/// `CRASH_FLIP=file,bit`: one that went wrong, to be looked at.
fn one_again() -> Option<(usize, u64)> {
    let given = std::env::var("CRASH_FLIP").ok()?;
    let (file, bit) = given.split_once(',')?;
    Some((file.parse().ok()?, bit.parse().ok()?))
}

/// One bit of all that a console keeps.
pub fn bits() -> String {
    let (scene, draw) = (Scene::new(), Draw::new());
    let flips = one_again().map_or_else(|| (0..FLIPS * times()).map(|_| scene.draw(&draw)).collect(), |one| vec![one]);
    let desk = scene.desk.copied();
    let copy = Scratch::new();
    scene.lay_out(copy.path(), (usize::MAX, 0));
    let (replica, told) = scene.opened_and_synced(copy.path(), &desk);
    assert!(!told && scene.check_ours(&replica, &desk, false));
    let healthy = shows(&replica);
    assert!(healthy == scene.shown_anew(&desk));
    let (next, ends) = (AtomicUsize::new(0), Mutex::new(BTreeMap::<End, usize>::new()));
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..LANES {
            scope.spawn(|| {
                while let Some(flip) = flips.get(next.fetch_add(1, Ordering::SeqCst)) {
                    match catch_unwind(AssertUnwindSafe(|| scene.tried(&healthy, *flip))) {
                        Ok(end) => *ends.lock().unwrap().entry(end).or_default() += 1,
                        Err(_) => wrong.lock().unwrap().push(*flip),
                    }
                }
            });
        }
    });
    let (ends, wrong) = (ends.into_inner().unwrap(), wrong.into_inner().unwrap());
    assert!(wrong.is_empty(), "{} of {} flips, CRASH_FLIP each: {wrong:?}", wrong.len(), flips.len());
    let n = |end| ends.get(&end).copied().unwrap_or(0);
    let [healed, told, lost] = [End::Healed, End::Told, End::ToldOfLoss].map(n);
    format!("{} flipped bits: {healed} healed, {told} told and nothing lost, {lost} told of a loss", flips.len())
}
