//! The world of one run: a desk on a disk, its servers, its consoles, and everything that outlives their processes.

use super::clock::{MachineClock, WorldTime};
use super::history::History;
use super::kinds::count;
use super::options::{Dice, Options};
use super::road::{Road, Weather};
use super::small_desk;
use secrecy::SecretString;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use tokio::runtime::Handle;
use turno::backend::native::Native;
use turno::domain::{OperatorId, Policy, Span, Timestamp};
use turno::replica::{Identity, Replica};
use turno::seam::{Clock, Seeded};
use turno::server::{Desk, Limits, Rate, ServerConfig};
use turno::store::{Tx, reference};
use turno::sync::Sync;

/// So many records in each of the desk's first transactions.
const FOUNDED: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Everything fails, and nothing may be lost or wrong.
    Safety,
    /// Nothing fails any more, and everything has to come right.
    Liveness,
}

pub struct World {
    pub options: Options,
    pub home: PathBuf,
    pub time: Arc<WorldTime>,
    pub phase: Cell<Phase>,
    pub history: RefCell<History>,
    pub consoles: RefCell<Vec<Rc<Console>>>,
    /// The clock and the randomness of the machines that the desk runs on.
    pub desk_clock: Arc<MachineClock>,
    pub desk_rng: Arc<Seeded>,
    /// For what happens at the desk without its servers.
    pub back_office: RefCell<Option<Desk>>,
    /// Looks at the desk's file from outside.
    pub looking: RefCell<Option<rusqlite::Connection>>,
    pub founded_at: Timestamp,
    pub policy: Policy,
    /// What a profile consists of before it is opened for the first time.
    blank: [(&'static str, Vec<u8>); 2],
    /// Which runtime is which process.
    runtimes: RefCell<Vec<(Handle, String)>>,
    /// Processes that were killed and are not swept up yet.
    pub killed: RefCell<Vec<String>>,
    /// The points at which a process could have been killed.
    pub passed: RefCell<BTreeSet<&'static str>>,
    /// Whose disk is full.
    pub full: RefCell<Vec<String>>,
    /// In the desk's present history no ticket has had this number yet, or a higher one.
    pub next_ticket: Cell<i64>,
    /// The same in all its histories.
    pub beyond: Cell<i64>,
}

/// A machine with a console on it, whether it runs or not.
pub struct Console {
    pub at: usize,
    pub name: String,
    pub profile: PathBuf,
    pub who: Identity,
    token: RefCell<SecretString>,
    pub clock: Arc<MachineClock>,
    pub rng: Arc<Seeded>,
    pub dice: Dice,
    /// For how long its replies linger.
    pub linger: Span,
    pub weather: Arc<Weather>,
    pub live: RefCell<Option<Live>>,
}

/// A console that runs.
#[derive(Clone)]
pub struct Live {
    pub replica: Replica,
    pub sync: Sync,
    pub link: Arc<Native<Road>>,
}

impl Console {
    pub fn token(&self) -> SecretString {
        self.token.borrow().clone()
    }

    /// The operator is given a new token, and the console told of it if it runs.
    pub fn renew_token(&self, desk: &Desk) {
        let token = desk.issue_token(&self.who.operator, &self.name).unwrap();
        if let Some(live) = &*self.live.borrow() {
            live.link.set_token(token.clone());
        }
        *self.token.borrow_mut() = token;
    }
}

/// Names a directory with the files of a blank profile: made once for many runs.
pub const BLANK: &str = "TURNO_BLANK";

/// Every other operator lets nothing linger.
fn linger(seed: u64, console: &str) -> Span {
    let dice = Dice::of(seed, &format!("lingering at {console}"));
    if dice.one_in(2) { Span(0) } else { Span(500 + dice.below(15_000) as i64) }
}

fn blank() -> [(&'static str, Vec<u8>); 2] {
    match std::env::var_os(BLANK).map(PathBuf::from) {
        Some(dir) => ["replica.db", "outbox.db"].map(|name| (name, std::fs::read(dir.join(name)).unwrap())),
        None => Replica::blank(super::run::scratch().path()).unwrap(),
    }
}

impl World {
    pub fn new(options: Options, home: PathBuf, printed: bool) -> Rc<World> {
        let time = Arc::new(WorldTime::default());
        let desk_clock = MachineClock::of(&time);
        let desk_rng = Arc::new(Seeded::new(options.seed ^ 0xDE5C));
        let founded_at = desk_clock.now();
        let mut world = World {
            founded_at,
            policy: Policy::default(),
            blank: blank(),
            home,
            time,
            phase: Cell::new(Phase::Safety),
            history: RefCell::new(History::new(printed)),
            consoles: RefCell::default(),
            desk_clock,
            desk_rng,
            back_office: RefCell::default(),
            looking: RefCell::default(),
            runtimes: RefCell::default(),
            killed: RefCell::default(),
            passed: RefCell::default(),
            full: RefCell::default(),
            next_ticket: Cell::new(1 + options.tickets),
            beyond: Cell::new(1 + options.tickets),
            options,
        };
        world.found();
        for at in 0..world.options.consoles {
            world.add_console(&format!("console-{at}"), &OperatorId::new(format!("op-{at}")));
        }
        Rc::new(world)
    }

    pub fn database(&self) -> PathBuf {
        self.home.join("desk.db")
    }

    pub fn open_desk(&self) -> Result<Desk, turno::server::DeskError> {
        Desk::open(ServerConfig {
            database: self.database(),
            sample: false,
            limits: self.limits(),
            clock: self.desk_clock.clone(),
            rng: self.desk_rng.clone(),
        })
    }

    /// On some desks everybody is asked for patience sooner.
    fn limits(&self) -> Limits {
        let usual = Limits::default();
        match self.options.strict {
            true => Limits { token_requests: Rate { per_second: 6, burst: 8 }, ..usual },
            false => usual,
        }
    }

    fn found(&mut self) {
        let desk = self.open_desk().unwrap();
        let records = small_desk::records(self.options.tickets, self.founded_at);
        for some in records.chunks(FOUNDED) {
            let policy = &mut self.policy;
            let founding = |tx: &mut dyn Tx| {
                *policy = reference::policy(tx)?;
                Ok(some.to_vec())
            };
            desk.intake("founding", founding).unwrap();
        }
        *self.back_office.borrow_mut() = Some(desk);
    }

    pub fn add_console(&self, name: &str, operator: &OperatorId) -> Rc<Console> {
        let at = self.consoles.borrow().len();
        let seed = self.options.seed;
        let desk = self.back_office.borrow();
        let token = desk.as_ref().unwrap().issue_token(operator, name).unwrap();
        let profile = self.home.join(name);
        std::fs::create_dir(&profile).unwrap();
        self.blank.iter().for_each(|(name, bytes)| std::fs::write(profile.join(name), bytes).unwrap());
        let console = Rc::new(Console {
            at,
            name: name.to_string(),
            profile,
            who: Identity { operator: operator.clone(), name: small_desk::operator_name(operator) },
            token: RefCell::new(token),
            clock: MachineClock::of(&self.time),
            rng: Arc::new(Seeded::new(seed ^ (0xC0 + at as u64) << 32)),
            dice: Dice::of(seed, &format!("operator at {name}")),
            linger: linger(seed, name),
            weather: Weather::of(&self.options, name),
            live: RefCell::default(),
        });
        self.consoles.borrow_mut().push(console.clone());
        console
    }

    pub fn console(&self, at: usize) -> Rc<Console> {
        self.consoles.borrow()[at].clone()
    }

    pub fn now(&self) -> i64 {
        self.time.elapsed()
    }

    pub fn note(&self, line: &str) {
        self.history.borrow_mut().note(self.now(), line);
    }

    pub fn fault(&self, kind: &'static str, line: &str) {
        let mut history = self.history.borrow_mut();
        count(&mut history.faults, kind);
        history.note(self.now(), line);
    }

    pub fn violation(&self, what: String) {
        self.history.borrow_mut().violation(self.now(), what);
    }

    /// This runtime is that process, from its start on.
    pub fn is_process(&self, name: &str) {
        self.runtimes.borrow_mut().push((Handle::current(), name.to_string()));
    }

    /// The process that runs now.
    pub fn process(&self) -> Option<String> {
        let id = Handle::try_current().ok()?.id();
        self.runtimes.borrow().iter().rev().find(|(known, _)| known.id() == id).map(|(_, name)| name.clone())
    }

    /// How many tasks there are in all processes.
    pub fn tasks(&self) -> usize {
        self.runtimes.borrow().iter().map(|(handle, _)| handle.metrics().num_alive_tasks()).sum()
    }

    pub fn is_killed(&self, process: &str) -> bool {
        self.killed.borrow().iter().any(|it| it == process)
    }

    /// A number for a new ticket.
    pub fn number_ticket(&self) -> i64 {
        let n = self.next_ticket.get();
        self.next_ticket.set(n + 1);
        self.beyond.set(self.beyond.get().max(n + 1));
        n
    }

    /// The desk's newest transaction.
    pub fn head(&self) -> i64 {
        let mut looking = self.looking.borrow_mut();
        let database = looking.get_or_insert_with(|| self.read_database());
        database.prepare_cached("select seq from head").unwrap().query_row([], |row| row.get(0)).unwrap()
    }

    pub fn read_database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.database()).unwrap()
    }
}
