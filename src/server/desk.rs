//! A desk: its database, what routing knows, who listens.

use super::callers::{self, Kept, Pepper};
use super::error::DeskError;
use super::listen::{self, Accept, TlsFiles};
use super::presence::Presence;
use super::rates::{Rate, Rates};
use super::{bus::Bus, care, generate, ledger, operators, routes, sample, secrets, tokens};
#[cfg(feature = "simulation")]
use crate::domain::Record;
use crate::domain::digest::Digest;
use crate::domain::{ContactId, Operator, OperatorId, Span, Timestamp};
use crate::routing::Router;
use crate::seam::{Calls, Clock, Rng};
use crate::store::{self, Migration, Store, StoreError, Tx, customers, reference, tickets};
use secrecy::SecretString;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

/// The tables of the server alone.
const MIGRATIONS: &[Migration] = &[
    Migration { name: "server-1-desk", sql: include_str!("migrations/1_desk.sql") },
    Migration { name: "server-2-operation", sql: include_str!("migrations/2_operation.sql") },
    Migration { name: "server-3-trail", sql: include_str!("migrations/3_trail.sql") },
];

/// Codes compared at the same time.
const HASHES: usize = 4;

/// How much a server takes on.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections open at the same time; more wait to be accepted.
    pub connections: usize,
    /// Requests worked on at the same time; more are told to come again. A stream counts until it has begun.
    pub requests: usize,
    /// Requests with one token; more are told when to come again. A console at work needs two or three a second.
    pub token_requests: Rate,
    /// Operations with one token. An operator makes some thirty an hour: those of a night without a link go at once.
    pub token_operations: Rate,
    /// Requests from one address whose token the desk has not met yet: an office that comes back together after the
    /// desk has been away asks once for each of its consoles.
    pub address_requests: Rate,
    /// From the first byte of a request to the first of its answer.
    pub request_time: Duration,
    /// How long a connection may take to send the head of a request, or stay silent before the first.
    pub head_time: Duration,
    /// How long an answer may wait for its client to read on.
    pub write_time: Duration,
    /// How long those being served have when the server stops.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 1_024,
            requests: 256,
            token_requests: Rate { per_second: 20, burst: 40 },
            token_operations: Rate { per_second: 10, burst: 300 },
            address_requests: Rate { per_second: 50, burst: 200 },
            request_time: Duration::from_secs(30),
            head_time: Duration::from_secs(5),
            write_time: Duration::from_secs(20),
            stop_time: Duration::from_secs(3),
        }
    }
}

pub struct ServerConfig {
    pub database: PathBuf,
    /// Fill a new database with the sample desk.
    pub sample: bool,
    pub limits: Limits,
    pub clock: Arc<dyn Clock>,
    pub rng: Arc<dyn Rng>,
}

/// An opened desk.
pub struct Desk {
    core: Arc<Core>,
}

/// What all handlers share.
pub(super) struct Core {
    pub store: Store,
    /// Made when somebody asks it for the first time.
    pub router: LazyLock<Router>,
    pub bus: Bus,
    pub pepper: Pepper,
    pub clock: Arc<dyn Clock>,
    pub rng: Arc<dyn Rng>,
    pub limits: Limits,
    pub rates: Rates,
    pub presence: Presence,
    /// Codes are hashed in this many places at the same time: each takes much memory.
    pub hashing: Semaphore,
    /// The last digest that somebody asked for.
    pub digest: Mutex<Option<Digest>>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("database", &self.core.store.path()).finish_non_exhaustive()
    }
}

impl Desk {
    /// Opens or makes the database and brings it up to date. A new one gets the policy, macros and FAQ to begin with,
    /// and the people, customers and tickets of the sample desk if asked to.
    pub fn open(config: ServerConfig) -> Result<Desk, DeskError> {
        Ok(Desk { core: Arc::new(open_core(config)?) })
    }

    /// A new token for an operator. The desk keeps its digest: it is shown this once.
    pub fn issue_token(&self, operator: &OperatorId, label: &str) -> Result<SecretString, DeskError> {
        let Core { store, clock, rng, .. } = self.core.as_ref();
        store.write(|tx| match reference::operator(tx, operator)? {
            Some(_) => Ok(tokens::issue(tx, operator, label, clock.now(), rng.as_ref())?),
            None => Err(DeskError::UnknownOperator(operator.to_string())),
        })
    }

    /// Ends all tokens of an operator at once, and says how many there were. What their consoles still hold is kept
    /// there, and not carried out.
    pub fn revoke_tokens(&self, operator: &OperatorId) -> Result<usize, DeskError> {
        self.core.store.write(|tx| match reference::operator(tx, operator)? {
            Some(_) => Ok(tokens::revoke(tx, operator)?),
            None => Err(DeskError::UnknownOperator(operator.to_string())),
        })
    }

    /// A new code for a registered contact, in place of the old one. It is shown this once.
    pub fn issue_code(&self, contact: &ContactId) -> Result<SecretString, DeskError> {
        let Core { store, pepper, rng, .. } = self.core.as_ref();
        let code = callers::draw(rng.as_ref());
        let kept = callers::hash(contact, &code, pepper, rng.as_ref());
        let kept: Kept = kept.ok_or_else(|| std::io::Error::from(std::io::ErrorKind::OutOfMemory))?;
        store.write(|tx| match customers::contact(tx, contact)? {
            Some((_, found)) if found.registered => Ok(callers::keep(tx, contact, &kept)?),
            _ => Err(DeskError::UnknownContact(contact.to_string())),
        })?;
        Ok(code)
    }

    pub fn operators(&self) -> Result<Vec<Operator>, DeskError> {
        Ok(self.core.store.read(|tx| reference::operators(tx))?)
    }

    /// Adds an operator, of whom all consoles hear by the feed. Fails if the id is taken, or cannot be one.
    pub fn add_operator(&self, operator: &Operator) -> Result<(), DeskError> {
        let Core { store, clock, bus, .. } = self.core.as_ref();
        let seq = store.write(|tx| operators::add(tx, operator, clock.now()))?;
        bus.tell(seq);
        Ok(())
    }

    /// Whether the data is made up.
    pub fn is_sample(&self) -> Result<bool, DeskError> {
        Ok(self.core.store.read(|tx| ledger::head(tx))?.sample)
    }

    /// Walks the audit trail and says how many transactions it holds.
    pub fn check(&self) -> Result<i64, DeskError> {
        self.core.store.read(|tx| ledger::check(tx, &mut |_, _, _| {}))?.map_err(DeskError::BrokenChain)
    }

    /// The page of changes behind a cursor, if it is one: the fuzz target asks for it without a wire in between.
    #[cfg(feature = "fuzzing")]
    pub fn page_after(&self, cursor: Option<&crate::domain::Cursor>, limit: usize) -> Option<crate::domain::Page> {
        let Core { store, clock, .. } = self.core.as_ref();
        store.read(|tx| super::feed::page(tx, cursor, limit, None, clock.now())).ok()
    }

    /// Fills a new desk with made-up tickets, the same for the same seed, and says how many are done from time to
    /// time. Operators, macros and the policy are those of the sample desk.
    pub fn generate(&self, tickets: u64, seed: u64, progress: &mut dyn FnMut(u64)) -> Result<(), DeskError> {
        generate::generate(&self.core, tickets, seed, progress)
    }

    /// A transaction that no operator makes: what comes from customers by mail, say, or a record that is no more. A
    /// simulation needs some; the desk has no other road for them yet.
    #[cfg(feature = "simulation")]
    pub fn intake(
        &self,
        kind: &str,
        work: impl FnOnce(&mut dyn Tx) -> Result<Vec<Record>, StoreError>,
    ) -> Result<i64, DeskError> {
        let Core { store, clock, bus, .. } = self.core.as_ref();
        let seq = store.write::<_, StoreError>(|tx| {
            let records = work(tx)?;
            let target = records.first().map(|record| format!("{:?}", record.key())).unwrap_or_default();
            let digest = secrets::sha256(&serde_json::to_vec(&records)?);
            let at = clock.now();
            let entry = ledger::Entry { at, actor: kind, operation: None, kind, target, decision: None, digest };
            ledger::commit(tx, &entry, &records)
        })?;
        bus.tell(seq);
        Ok(seq)
    }

    pub(super) fn core(&self) -> &Core {
        &self.core
    }

    /// Serves until `shutdown`, then lets those being served finish for a moment.
    pub async fn serve(
        self,
        listener: tokio::net::TcpListener,
        tls: Option<TlsFiles>,
        shutdown: CancellationToken,
    ) -> Result<(), DeskError> {
        let tls = tls.as_ref().map(TlsFiles::acceptor).transpose()?;
        self.serve_over(listener, tls, Calls::Threads, shutdown).await;
        Ok(())
    }

    /// As [`Desk::serve`], whatever the connections come over, and with the database called where `calls` says.
    pub async fn serve_over(
        self,
        listener: impl Accept,
        tls: Option<TlsAcceptor>,
        calls: Calls,
        shutdown: CancellationToken,
    ) {
        let watch = tokio::spawn(watch_head(self.core.clone(), calls, shutdown.clone()));
        let app = routes::router(self.core.clone(), calls, shutdown.clone());
        listen::serve(listener, tls, app, &self.core.limits, shutdown).await;
        watch.abort();
    }
}

pub(super) fn open_core(config: ServerConfig) -> Result<Core, DeskError> {
    let ServerConfig { database, sample, limits, clock, rng } = config;
    let migrations: Vec<Migration> = store::MIGRATIONS.iter().chain(MIGRATIONS).copied().collect();
    let store = Store::open(&database, true, &migrations)?;
    let router: LazyLock<Router> = LazyLock::new(Router::new);
    store.write::<_, DeskError>(|tx| {
        if tx.first("select seq from head where one = 1", &[])?.is_none() {
            found(tx, sample, rng.as_ref())?;
            sample::load_defaults(tx, clock.now())?;
            if sample {
                sample::load(tx, &router, clock.now())?;
            }
        }
        Ok(care::forget(tx, clock.now())?)
    })?;
    let (head, hashed) = store.read::<_, StoreError>(|tx| {
        let hashed = tx.first("select contact from caller_code where hash is not null limit 1", &[])?;
        Ok((ledger::head(tx)?, hashed.is_some()))
    })?;
    let pepper = Pepper::open(&database, hashed, rng.as_ref())?;
    let bus = Bus::at(head.seq);
    Ok(Core {
        store,
        router,
        bus,
        pepper,
        clock,
        rng,
        rates: Rates::new(&limits),
        presence: Presence::default(),
        limits,
        hashing: Semaphore::new(HASHES),
        digest: Mutex::default(),
    })
}

/// Begins a desk.
fn found(tx: &mut dyn Tx, sample: bool, rng: &dyn Rng) -> Result<(), StoreError> {
    let name = if sample { sample::NAME } else { "Desk" };
    tx.execute(
        "insert into head (one, seq, chain, floor_seq, epoch, name, sample) values (1, 0, $1, 0, $2, $3, $4)",
        &[ledger::GENESIS.into(), secrets::random_hex::<8>(rng).into(), name.into(), sample.into()],
    )?;
    Ok(())
}

/// Wakes what was snoozed, which writes only when a ticket's time has come, and tells where the desk is. What cannot be
/// woken is tried again, and keeps nobody from hearing of the rest.
fn wake_and_look(core: &Core, now: Timestamp) -> Result<ledger::Head, StoreError> {
    let due = core.store.read::<_, StoreError>(|tx| Ok(!tickets::to_wake(tx, now, 1)?.is_empty()));
    let woken = due.and_then(|due| if due { core.store.write(|tx| care::by_itself(tx, now)) } else { Ok(()) });
    if let Err(error) = woken {
        tracing::debug!(%error, "what was snoozed could not be woken");
    }
    core.store.read(|tx| ledger::head(tx))
}

/// Another process may write to the same database: look now and then, and poke. Wakes what was snoozed. Once an hour,
/// forgets what is old.
async fn watch_head(core: Arc<Core>, calls: Calls, shutdown: CancellationToken) {
    const EVERY: Duration = Duration::from_millis(500);
    const CARE: Span = Span::minutes(60);
    let mut cared = core.clock.now();
    while shutdown.run_until_cancelled(tokio::time::sleep(EVERY)).await.is_some() {
        let (now, reader) = (core.clock.now(), core.clone());
        let head = calls.run(move || wake_and_look(&reader, now)).await;
        if let Ok(Ok(head)) = head {
            core.bus.tell(head.seq);
        }
        let carer = core.clone();
        if now - cared >= CARE || now < cared {
            cared = now;
            let forgotten = calls.run(move || carer.store.write(|tx| care::forget(tx, now))).await;
            if let Ok(Err(error)) = forgotten {
                tracing::warn!(%error, "what is old could not be forgotten");
            }
        }
    }
}
