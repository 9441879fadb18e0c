//! A console without a screen: a replica, its sync over HTTP, and somebody who types.

use super::draw::Draw;
use secrecy::SecretString;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;
use turno::backend::native::Native;
use turno::domain::{Action, Anchor, Operation, OperatorId, TicketId, Visibility, WindowRequest};
use turno::replica::{Identity, Opened, Replica, ReplicaError};
use turno::seam::{Rng, System};
use turno::sync::{self, Sync};

/// More are not typed before the desk has answered.
const WAITING: i64 = 20;

pub fn link(address: &str, token: &str) -> Native {
    let rng: Arc<dyn Rng> = Arc::new(System);
    Native::new(address, SecretString::from(token.to_string()), rng).unwrap()
}

pub fn open(dir: &Path, operator: &str) -> Opened {
    when_free(|| try_open(dir, operator)).unwrap()
}

/// Opens a profile that nobody uses. A process that another trial starts holds all files of this one for a moment,
/// until it has become another program.
pub fn when_free(open: impl Fn() -> Result<Opened, ReplicaError>) -> Result<Opened, ReplicaError> {
    for _ in 0..1_000 {
        match open() {
            Err(ReplicaError::InUse { .. }) => std::thread::sleep(Duration::from_millis(5)),
            opened => return opened,
        }
    }
    open()
}

pub fn try_open(dir: &Path, operator: &str) -> Result<Opened, ReplicaError> {
    let who = Identity { operator: OperatorId::new(operator), name: operator.to_string() };
    Replica::open(dir, who, Arc::new(System), Arc::new(System))
}

/// A replica and its sync, in this process.
pub struct Console {
    pub replica: Replica,
    pub sync: Sync,
    pub shutdown: CancellationToken,
}

impl Console {
    pub fn start(replica: Replica, link: Native, runtime: &Runtime) -> Console {
        let shutdown = CancellationToken::new();
        let _entered = runtime.enter();
        let sync = sync::spawn(Arc::new(link), replica.clone(), Arc::new(System), Arc::new(System), shutdown.clone());
        Console { replica, sync, shutdown }
    }

    /// Waits until the desk has answered all that there is.
    pub fn sent(&self, runtime: &Runtime, patience: Duration) {
        let mut status = self.sync.status.clone();
        let nothing_waits = status.wait_for(|status| status.waiting == 0);
        let sent = runtime.block_on(async { tokio::time::timeout(patience, nothing_waits).await.is_ok() });
        assert!(sent, "{:?}: {:?}", self.sync.status.borrow(), self.replica.outbox().unwrap().first());
    }

    /// Ends the sync, so that somebody else may open the replica.
    pub fn quit(self, runtime: &Runtime) {
        self.shutdown.cancel();
        runtime.block_on(self.sync.ended());
    }
}

/// The tickets to write on, once some are there.
pub fn tickets(replica: &Replica, runtime: &Runtime) -> Vec<TicketId> {
    let request = WindowRequest { filter: Default::default(), anchor: Anchor::Start, limit: 30 };
    let mut changes = replica.subscribe();
    runtime.block_on(async {
        loop {
            let rows = replica.window(&request).unwrap().rows;
            if !rows.is_empty() {
                return rows.iter().map(|row| row.id).collect();
            }
            drop(changes.recv().await);
        }
    })
}

/// One who writes comments and replies, each with a text of its own.
pub struct Typist<'a> {
    pub replica: &'a Replica,
    pub tickets: &'a [TicketId],
    /// How its texts begin.
    pub tag: String,
    pub draw: &'a Draw,
    pub typed: usize,
}

impl Typist<'_> {
    /// Writes once more. What is returned was acknowledged.
    pub fn write(&mut self) -> String {
        self.typed += 1;
        let body = format!("{} {}", self.tag, self.typed);
        let ticket = self.tickets[self.draw.index(self.tickets.len())];
        let action = match self.draw.below(4) {
            0 => Action::Reply { body: body.clone(), seen: 0, force: true },
            _ => Action::Comment { body: body.clone() },
        };
        self.replica.submit(&Operation { ticket, action }).unwrap();
        body
    }

    /// Saves what is being written, and says where and what.
    pub fn draft(&mut self) -> (TicketId, String) {
        self.typed += 1;
        let ticket = self.tickets[self.draw.index(self.tickets.len())];
        let text = format!("{} {}", self.tag, self.typed);
        self.replica.save_draft(ticket, Visibility::Internal, &text).unwrap();
        (ticket, text)
    }

    /// Waits while too much is on its way.
    pub fn rest(&self, runtime: &Runtime, sync: &Sync) {
        std::thread::sleep(self.draw.micros(3_000));
        let mut status = sync.status.clone();
        if self.replica.counts().unwrap().waiting > WAITING {
            drop(runtime.block_on(status.wait_for(|status| status.waiting <= WAITING)));
        }
    }
}

/// The role of a console: the profile, the address, the token, how its texts begin. Says what it has acknowledged,
/// until it is killed.
pub fn run(words: &[String]) {
    let [dir, address, token, tag] = words else { panic!("as-console PROFILE ADDRESS TOKEN TAG") };
    let opened = open(Path::new(dir), super::desk::OPERATORS[0]);
    for note in &opened.notes {
        println!("note {note:?}");
    }
    println!("open");
    let runtime = Runtime::new().unwrap();
    let console = Console::start(opened.replica, link(address, token), &runtime);
    let tickets = tickets(&console.replica, &runtime);
    let draw = Draw::of(tag);
    let mut typist = Typist { replica: &console.replica, tickets: &tickets, tag: tag.clone(), draw: &draw, typed: 0 };
    loop {
        match draw.below(5) {
            0 => {
                let (ticket, text) = typist.draft();
                println!("draft {ticket} {text}");
            }
            _ => println!("ack {}", typist.write()),
        }
        typist.rest(&runtime, &console.sync);
    }
}
