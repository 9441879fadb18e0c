//! Two or three consoles on one desk, with everything on the way that may go wrong: lost requests, lost answers, a
//! broken server, half-read batches, consoles that are killed and started again, cursors that are forgotten. In the
//! end every replica equals the desk, and every operation took effect once or stands refused in an outbox.

use crate::small_desk::{TICKETS, first_records, inbound};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use turno::backend::Backend;
use turno::backend::memory::{Desk, Faults, Memory};
use turno::domain::digest::Digest;
use turno::domain::{
    Action, Article, AuthorKind, Decision, Direction, Language, Operation, OperationId, OperatorId, OutboxState,
    Outcome, Priority, Record, RecordKey, Role, SkipReason, Span, Status, Ticket, TicketId, Timestamp,
};
use turno::replica::{CheckPlace, Identity, Replica, ReplicaError};
use turno::seam::{Clock, ManualClock, Rng, Seeded, below};
use turno::sync;

/// The simulator runs thousands of its own.
const SEEDS: u64 = 100;
const STEPS: usize = 50;
/// The transactions by which the desk came to its first records.
const FIRST: i64 = 14;

/// Ticket 1 is the incident that the others are attached to.
fn incident_action(ticket: &Ticket, me: &OperatorId, text: String) -> Action {
    let Some(incident) = &ticket.incident else {
        return match (ticket.id.0, ticket.part_of) {
            (1, _) => Action::DeclareIncident,
            (n, Some(incident)) if n % 3 == 0 => Action::Detach { incident },
            _ => Action::Attach { incident: TicketId(1) },
        };
    };
    let (revision, to) = (incident.revision, (1..=TICKETS).map(TicketId).collect());
    match ticket.waiting_broadcast() {
        Some(broadcast) if broadcast.by != *me => Action::ReleaseBroadcast { revision, to },
        _ => {
            let texts = Language::ALL.iter().map(|it| (*it, format!("{text} {{{{ ticket.id }}}}"))).collect();
            Action::ProposeBroadcast { seen: revision, texts, to }
        }
    }
}

#[test]
fn every_replica_ends_like_the_desk_and_every_operation_takes_effect_once_or_stands_refused() {
    let workers = 4;
    std::thread::scope(|scope| {
        for worker in 0..workers {
            scope.spawn(move || {
                for seed in (0..SEEDS).filter(|seed| seed % workers == worker) {
                    World::new(seed).live_and_converge();
                }
            });
        }
    });
}

struct World {
    seed: u64,
    rng: Arc<Seeded>,
    clock: Arc<ManualClock>,
    desk: Arc<Desk>,
    consoles: Vec<Console>,
    runtime: tokio::runtime::Runtime,
    written: i64,
}

struct Console {
    dir: tempfile::TempDir,
    who: Identity,
    replica: Option<Replica>,
    link: Arc<Memory>,
    /// What was acknowledged to the operator and not retried or discarded since.
    owed: BTreeMap<OperationId, Operation>,
}

#[cfg(test)]
impl World {
    fn new(seed: u64) -> World {
        let rng = Arc::new(Seeded::new(seed));
        let clock = Arc::new(ManualClock::at(Timestamp(1_800_000_000_000)));
        let desk = Desk::new(clock.clone(), 1 + below(&*rng, 6) as usize, first_records(clock.now()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let mut world = World { seed, rng, clock, desk, consoles: Vec::new(), runtime, written: 0 };
        for n in 0..2 + below(&*world.rng, 2) {
            let who = Identity { operator: OperatorId::new(format!("op-{n}")), name: format!("Operator {n}") };
            let link = Memory::new(world.desk.clone(), who.operator.clone(), &who.name, world.rng.clone());
            let dir = scratch();
            let console = Console { dir, who, replica: None, link: Arc::new(link), owed: BTreeMap::new() };
            world.consoles.push(console);
            world.restart(n as usize);
            world.sync(n as usize).unwrap();
        }
        world
    }

    fn live_and_converge(mut self) {
        for at in 0..self.consoles.len() {
            let chance = |most| below(&*self.rng, most);
            self.consoles[at].link.set_faults(Faults {
                lost_request: chance(30),
                lost_reply: chance(40),
                server_error: chance(20),
                cut_short: chance(50),
            });
        }
        for _ in 0..STEPS {
            self.clock.advance(Span(1 + below(&*self.rng, 60_000) as i64));
            self.something_happens();
        }
        self.all_becomes_well();
        for console in &self.consoles {
            self.check_same_as_desk(console);
            self.check_owed(console);
        }
        self.check_told_once();
    }

    fn draw(&self, bound: usize) -> usize {
        below(&*self.rng, bound as u64) as usize
    }

    fn something_happens(&mut self) {
        let console = self.draw(self.consoles.len());
        match self.draw(20) {
            0..9 => self.operator_acts(console),
            9..15 => drop(self.sync(console)),
            15 => self.restart(console),
            16 | 17 => self.customer_writes(),
            18 => self.operator_decides(console),
            _ => match self.draw(10) {
                5 | 6 => self.desk.lose_after((self.desk.head() - self.draw(6) as i64).max(FIRST)),
                0 => self.desk.expire_cursors(),
                1 => self.desk.change_history(),
                2 => self.desk.change_scope(),
                3 => self.desk.change_epoch(),
                4 => self.customer_is_forgotten(),
                _ => drop(self.sync(console)),
            },
        }
    }

    fn restart(&mut self, at: usize) {
        let (clock, rng): (Arc<dyn Clock>, Arc<dyn Rng>) = (self.clock.clone(), self.rng.clone());
        let console = &mut self.consoles[at];
        console.replica = None;
        let opened = Replica::open(console.dir.path(), console.who.clone(), clock, rng).unwrap();
        assert_eq!(opened.notes, [], "seed {}", self.seed);
        console.replica = Some(opened.replica);
    }

    fn sync(&self, at: usize) -> Result<sync::SyncReport, sync::SyncError> {
        let console = &self.consoles[at];
        let once = sync::once(console.link.clone(), console.replica(), &*self.clock, &*self.rng);
        self.runtime.block_on(once)
    }

    fn operator_acts(&mut self, at: usize) {
        let id = TicketId(1 + self.draw(TICKETS as usize) as i64);
        self.written += 1;
        let (text, choice) = (format!("text {}", self.written), self.draw(21));
        let other = TicketId(1 + self.draw(TICKETS as usize) as i64);
        let role = Role::ALL[self.draw(5)];
        let status = [Status::Open, Status::Pending, Status::Resolved][self.draw(3)];
        let priority = Priority::ALL[self.draw(4)];
        let console = &mut self.consoles[at];
        let Some(ticket) = console.replica().ticket(id).unwrap() else { return };
        let action = match choice {
            // Nothing else can be done to a merged ticket.
            0..6 if ticket.duplicate_of.is_some() => Action::Unmerge { from: ticket.duplicate_of.unwrap() },
            0 => Action::Take,
            1 => Action::GiveBack,
            2 => Action::Route { from: ticket.owner_role, to: role, decision: Decision::Unaided, knowledge: None },
            3 => Action::SetStatus { from: ticket.status, to: status },
            4 => Action::SetPriority { from: ticket.priority, to: priority },
            5 | 6 => Action::Comment { body: text },
            7 => Action::Skip { reason: SkipReason::Unclear },
            9 => Action::Snooze { from: ticket.status, until: Timestamp(1_900_000_000_000) },
            10 => Action::HandOver { next: text },
            11 => match ticket.waiting_handover() {
                Some(handover) => Action::AcceptHandover { from: handover.by.clone() },
                None => Action::Take,
            },
            17 => Action::AddTime { minutes: 45, billable: self.written % 2 == 0, note: text },
            12 => Action::Escalate { from: ticket.level(), to: ticket.level() + 1, reason: text },
            13..17 => incident_action(&ticket, &console.who.operator, text),
            18 => Action::Merge { into: other },
            19 => Action::Link { to: other },
            20 => Action::Unlink { to: other },
            8 => {
                let from = ticket.open_promise().map(|promise| promise.due_at);
                let to = Some(Timestamp(1_900_000_000_000 + self.written));
                Action::Promise { from, to, text }
            }
            _ => Action::Reply { body: text, seen: ticket.replies, force: false },
        };
        let operation = Operation { ticket: id, action };
        match console.replica().submit(&operation) {
            Ok(key) => drop(console.owed.insert(key, operation)),
            Err(ReplicaError::Refused(_)) => {}
            Err(error) => panic!("seed {}: {error}", self.seed),
        }
    }

    /// Retries or discards what was refused.
    fn operator_decides(&mut self, at: usize) {
        let retries = self.draw(2) == 0;
        let console = &mut self.consoles[at];
        let outbox = console.replica().outbox().unwrap();
        let refused = outbox.into_iter().find(|entry| matches!(entry.state, OutboxState::Refused { .. }));
        let Some(entry) = refused else { return };
        if !retries {
            console.replica().discard(&entry.id).unwrap();
            console.owed.remove(&entry.id);
        } else if let Ok(key) = console.replica().retry(&entry.id) {
            console.owed.remove(&entry.id);
            let again = console.replica().outbox().unwrap().into_iter().find(|it| it.id == key).unwrap();
            console.owed.insert(key, again.operation);
        }
    }

    fn customer_writes(&mut self) {
        let id = TicketId(1 + self.draw(TICKETS as usize) as i64);
        self.written += 1;
        let mut ticket = self.desk.ticket(id).unwrap();
        ticket.inbound_at = self.clock.now();
        ticket.version += 1;
        self.desk.put(Record::Article(inbound(&ticket, &format!("in-{}", self.written), self.clock.now())));
        self.desk.put(Record::Ticket(Box::new(ticket)));
    }

    /// A text is taken off the desk; on some days its feed is cut off before everybody has read of it.
    fn customer_is_forgotten(&mut self) {
        let id = TicketId(1 + self.draw(TICKETS as usize) as i64);
        let Some(article) = articles_of(&self.desk, id).into_iter().find(|it| it.author.kind == AuthorKind::Contact)
        else {
            return;
        };
        self.desk.remove(&RecordKey::Article(article.id));
        if self.draw(2) == 0 {
            self.desk.expire_cursors();
        }
    }

    fn all_becomes_well(&mut self) {
        for console in &self.consoles {
            console.link.set_faults(Faults::default());
        }
        // Once for everybody to send, once more to read what the others sent.
        for _ in 0..2 {
            for at in 0..self.consoles.len() {
                self.sync(at).unwrap_or_else(|error| panic!("seed {}: {error}", self.seed));
            }
        }
    }

    fn check_same_as_desk(&self, console: &Console) {
        let seed = self.seed;
        for id in (1..=TICKETS).map(TicketId) {
            let here = console.replica().ticket(id).unwrap();
            assert_eq!(here, self.desk.ticket(id), "seed {seed}: {} has another ticket {id}", console.who.name);
            let mut articles = console.replica().conversation(id).unwrap();
            articles.sort_by(|a, b| a.id.cmp(&b.id));
            assert_eq!(articles, articles_of(&self.desk, id), "seed {seed}: {} of {id}", console.who.name);
        }
        let waiting = console.replica().counts().unwrap().waiting;
        assert_eq!(waiting, 0, "seed {seed}");
        let (mut ours, mut place) = (Digest::empty(0), Some(CheckPlace::start()));
        while let Some(from) = place {
            let looked = console.replica().look(&from, ours).unwrap();
            (ours, place) = (looked.digest, looked.next);
        }
        let theirs = self.runtime.block_on(console.link.digest()).unwrap();
        assert!(ours.differing(&theirs).is_empty(), "seed {seed}: {} holds something else", console.who.name);
    }

    fn check_owed(&self, console: &Console) {
        let seed = self.seed;
        let outbox = console.replica().outbox().unwrap();
        for (key, operation) in &console.owed {
            let entry = outbox.iter().find(|entry| entry.id == *key);
            let stands_refused = entry.is_some_and(|it| matches!(it.state, OutboxState::Refused { .. }));
            // That it refused something a desk may forget with the end of its history.
            let Some(outcome) = self.desk.outcome(key) else {
                assert!(stands_refused, "seed {seed}: {key} was lost");
                continue;
            };
            let written = match &operation.action {
                Action::Reply { body, .. } | Action::Comment { body } => Some(body),
                _ => None,
            };
            let copies = written.map(|text| self.copies(text));
            match outcome {
                Outcome::Applied { .. } => {
                    assert_eq!(entry, None, "seed {seed}: done, and still in the outbox");
                    assert_eq!(copies.unwrap_or(1), 1, "seed {seed}: {operation:?}");
                }
                Outcome::Refused { .. } => {
                    assert!(stands_refused, "seed {seed}: {key} was refused, and nobody knows");
                    assert_eq!(copies.unwrap_or(0), 0, "seed {seed}: {operation:?}");
                }
                Outcome::Already => panic!("the desk in memory forgets nothing"),
            }
        }
        let owed = outbox.iter().all(|entry| console.owed.contains_key(&entry.id));
        assert!(owed, "seed {seed}: an entry that nobody made");
    }

    /// Every text is another: what was told twice, stands there twice.
    fn check_told_once(&self) {
        let told = |record: &Record| match record {
            Record::Article(article) if article.direction == Direction::Outbound => Some(article.body.clone()),
            _ => None,
        };
        let all: Vec<String> = self.desk.records().iter().filter_map(told).collect();
        let different: BTreeSet<&String> = all.iter().collect();
        assert_eq!(all.len(), different.len(), "seed {}: a customer was told something twice", self.seed);
    }

    fn copies(&self, text: &str) -> usize {
        let is = |record: &Record| matches!(record, Record::Article(article) if article.body == text);
        self.desk.records().iter().filter(|record| is(record)).count()
    }
}

#[cfg(test)]
impl Console {
    fn replica(&self) -> &Replica {
        self.replica.as_ref().unwrap()
    }
}

#[cfg(test)]
fn articles_of(desk: &Desk, id: TicketId) -> Vec<Article> {
    let of = |record| match record {
        Record::Article(article) if article.ticket == id => Some(article),
        _ => None,
    };
    let mut articles: Vec<Article> = desk.records().into_iter().filter_map(of).collect();
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    articles
}

/// In memory where the system has such a place: what a disk does is not the question here, and it is slow.
#[cfg(test)]
fn scratch() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}
