//! The world of one run: a desk on a disk, its servers, its consoles, and everything that outlives their processes.

use super::clock::{MachineClock, WorldTime};
use super::history::History;
use super::options::{Dice, Options};
use super::road::{Road, Weather};
use super::small_desk;
use secrecy::SecretString;
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use tokio::runtime::Handle;
use turno::backend::native::Native;
use turno::domain::{OperatorId, Policy, Timestamp};
use turno::replica::{Identity, Replica};
use turno::seam::{Clock, Seeded};
use turno::server::{Desk, Limits, ServerConfig};
use turno::store::{Tx, reference};
use turno::sync::Sync;

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
    pub founded_at: Timestamp,
    pub policy: Policy,
    /// Which runtime is which process.
    runtimes: RefCell<Vec<(Handle, String)>>,
    /// Processes that were killed and are not swept up yet.
    pub killed: RefCell<Vec<String>>,
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

impl World {
    pub fn new(options: Options, home: PathBuf, printed: bool) -> Rc<World> {
        let time = Arc::new(WorldTime::default());
        let desk_clock = MachineClock::of(&time);
        let desk_rng = Arc::new(Seeded::new(options.seed ^ 0xDE5C));
        let founded_at = desk_clock.now();
        let mut world = World {
            founded_at,
            policy: Policy::default(),
            home,
            time,
            phase: Cell::new(Phase::Safety),
            history: RefCell::new(History::new(printed)),
            consoles: RefCell::default(),
            desk_clock,
            desk_rng,
            back_office: RefCell::default(),
            runtimes: RefCell::default(),
            killed: RefCell::default(),
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
            limits: Limits::default(),
            clock: self.desk_clock.clone(),
            rng: self.desk_rng.clone(),
        })
    }

    fn found(&mut self) {
        let desk = self.open_desk().unwrap();
        let records = small_desk::records(self.options.tickets, self.founded_at);
        for record in records {
            let policy = &mut self.policy;
            let founding = |tx: &mut dyn Tx| {
                *policy = reference::policy(tx)?;
                Ok(vec![record])
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
        let console = Rc::new(Console {
            at,
            name: name.to_string(),
            profile: self.home.join(name),
            who: Identity { operator: operator.clone(), name: small_desk::operator_name(operator) },
            token: RefCell::new(token),
            clock: MachineClock::of(&self.time),
            rng: Arc::new(Seeded::new(seed ^ (0xC0 + at as u64) << 32)),
            dice: Dice::of(seed, &format!("operator at {name}")),
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

    pub fn fault(&self, line: &str) {
        let mut history = self.history.borrow_mut();
        history.faults += 1;
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

    /// The desk's newest transaction.
    pub fn head(&self) -> i64 {
        let database = self.read_database();
        database.query_row("select seq from head", [], |row| row.get(0)).unwrap()
    }

    pub fn read_database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.database()).unwrap()
    }
}
