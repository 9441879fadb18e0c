//! The embedded desk: one database in the state directory, served on a loopback port by one process at a time and
//! used by all.
//!
//! Whoever holds the file `lock` serves; its address stands in `address`. The others use it through that address
//! and keep asking for the lock: when the one that serves leaves, or is killed, the system lets go of its lock, the
//! next one serves the same database, on the same port if it can have it, and everybody's link comes back by itself
//! (see [`super::link`]). Operators' tokens are in files for their owner alone; a process that lacks one issues it.

use super::error::{CliError, CliResult};
use super::link::Link;
use crate::backend::{Backend, BackendError, Greeting};
use crate::credentials;
use crate::domain::OperatorId;
use crate::seam::{Clock, Rng};
use crate::server::{Desk, DeskError, Limits, ServerConfig};
use crate::store::StoreError;
use secrecy::{ExposeSecret, SecretString};
use std::fs::File;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// How often one that does not serve looks whether it has to.
const WATCH_EVERY: Duration = Duration::from_millis(100);
/// How long to wait for another process that holds the lock and has not begun to answer.
const JOIN_TIME: Duration = Duration::from_secs(15);

/// Where the embedded desk is, and with whose time and randomness it runs.
#[derive(Clone)]
pub struct Embedded {
    pub dir: PathBuf,
    pub operator: OperatorId,
    pub clock: Arc<dyn Clock>,
    pub rng: Arc<dyn Rng>,
}

/// A desk that is being served, here or by another process. Dropping it stops neither: see [`Joined::leave`].
pub struct Joined {
    pub link: Arc<Link>,
    /// What it said when it was joined.
    pub greeting: Option<Greeting>,
    stop: CancellationToken,
    keeper: JoinHandle<()>,
}

impl Joined {
    /// Stops serving, if it is this process that serves, and waits until those being served are done.
    pub async fn leave(self) {
        self.stop.cancel();
        if let Err(error) = self.keeper.await {
            tracing::error!(%error, "the embedded desk ended badly");
        }
    }
}

/// The address that stands in the file, if one does.
pub fn read_address(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let address = text.trim();
    // Whoever can write here could write anything: a token goes to this machine alone.
    socket_address(address)?;
    Some(address.into())
}

fn socket_address(address: &str) -> Option<SocketAddr> {
    let socket: SocketAddr = address.strip_prefix("http://")?.parse().ok()?;
    socket.ip().is_loopback().then_some(socket)
}

impl Embedded {
    pub fn database(&self) -> PathBuf {
        self.dir.join("desk.db")
    }

    fn address_file(&self) -> PathBuf {
        self.dir.join("address")
    }

    fn token_file(&self) -> PathBuf {
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
        self.dir.join(format!("token-{}", self.operator.as_str().chars().map(plain).collect::<String>()))
    }

    /// Takes the right to serve; None while another process has it.
    pub fn try_lock(&self) -> CliResult<Option<File>> {
        credentials::private_dir(&self.dir).map_err(|error| unusable(&self.dir, &error))?;
        let path = self.dir.join("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let mut file = file.map_err(|error| unusable(&path, &error))?;
        match file.try_lock() {
            Ok(()) => {
                // For whoever asks who serves; the lock itself does not depend on it.
                let said = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                said.map_err(|error| unusable(&path, &error)).map(|()| Some(file))
            }
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(unusable(&path, &error)),
        }
    }

    /// The process that serves, as it has said; None if nobody does.
    pub fn served_by(&self) -> Option<Option<u32>> {
        let file = File::open(self.dir.join("lock")).ok()?;
        match file.try_lock_shared() {
            Err(std::fs::TryLockError::WouldBlock) => {
                let text = std::fs::read_to_string(self.dir.join("lock")).unwrap_or_default();
                Some(text.trim().parse().ok())
            }
            _ => None,
        }
    }

    /// Where it is served, as whoever serves has written down.
    pub fn address(&self) -> Option<String> {
        read_address(&self.address_file())
    }

    /// Opens the database. A new one is filled with the sample desk if asked to.
    pub fn open(&self, sample: bool) -> CliResult<Desk> {
        self.open_at(self.database(), sample)
    }

    /// As [`Embedded::open`], for a database that is not in its place yet.
    pub fn open_at(&self, database: PathBuf, sample: bool) -> CliResult<Desk> {
        let config = ServerConfig {
            database,
            sample,
            limits: Limits::default(),
            clock: self.clock.clone(),
            rng: self.rng.clone(),
        };
        Desk::open(config).map_err(|error| desk_error(&error))
    }

    /// The operator's token: the one kept, or a new one. One that is kept may be of a database that is no more.
    fn token(&self, desk: Option<&Desk>, renew: bool) -> CliResult<SecretString> {
        let path = self.token_file();
        if !renew && let Ok(token) = credentials::from_file(&path) {
            return Ok(token);
        }
        let opened = if desk.is_none() { Some(self.open(true)?) } else { None };
        let Some(desk) = desk.or(opened.as_ref()) else { return Err(CliError::failed("there is no desk")) };
        let token = desk.issue_token(&self.operator, "embedded").map_err(|error| self.no_token(desk, &error))?;
        credentials::write_private(&path, token.expose_secret()).map_err(|error| unusable(&path, &error))?;
        Ok(token)
    }

    fn no_token(&self, desk: &Desk, error: &DeskError) -> CliError {
        let operators = desk.operators().unwrap_or_default();
        match error {
            DeskError::UnknownOperator(_) => unknown_operator(self.operator.as_str(), &operators)
                .hint("set `operator` of the profile to one of them"),
            error => desk_error(error),
        }
    }

    /// Joins the desk: serves it if nobody does, and watches over it until [`Joined::leave`].
    pub async fn join(self) -> CliResult<Joined> {
        let stop = CancellationToken::new();
        let until = tokio::time::Instant::now() + JOIN_TIME;
        let (token, serving) = loop {
            if let Some(lock) = self.try_lock()? {
                let serving = self.serve(lock, stop.clone()).await?;
                break (serving.1, Some(serving.0));
            }
            if let Some(socket) = read_address(&self.address_file()).as_deref().and_then(socket_address)
                && TcpStream::connect(socket).await.is_ok()
            {
                let this = self.clone();
                break (blocking(move || this.token(None, false)).await?, None);
            }
            if tokio::time::Instant::now() > until {
                return Err(CliError::failed("another turno holds the embedded desk and does not answer")
                    .hint(format!("end that process; it holds {}", self.dir.join("lock").display())));
            }
            tokio::time::sleep(WATCH_EVERY / 2).await;
        };
        let (link, greeting) = self.link(token).await?;
        let keeper = tokio::spawn(self.keep(serving, stop.clone()));
        Ok(Joined { link: Arc::new(link), greeting, stop, keeper })
    }

    /// The link with that token, or with a new one if the desk does not know it: the database may be another one
    /// than that for which the token was kept.
    async fn link(&self, token: SecretString) -> CliResult<(Link, Option<Greeting>)> {
        let address = read_address(&self.address_file()).unwrap_or_default();
        let with = |token| Link::new(&address, Some(self.address_file()), token, self.rng.clone());
        let link = with(token).map_err(CliError::failed)?;
        let greeted = link.greet().await;
        if greeted != Err(BackendError::Unauthorised) {
            return Ok((link, greeted.ok()));
        }
        let this = self.clone();
        let token = blocking(move || this.token(None, true)).await?;
        let link = with(token).map_err(CliError::failed)?;
        let greeted = link.greet().await;
        Ok((link, greeted.ok()))
    }

    /// Opens the desk, begins to serve it and says where; the lock is held as long as the task runs.
    async fn serve(&self, lock: File, stop: CancellationToken) -> CliResult<(JoinHandle<()>, SecretString)> {
        // What stands there is over: nobody is to send a token to whatever listens on that port by now.
        let path = self.address_file();
        let last = read_address(&path);
        drop(std::fs::remove_file(&path));
        let this = self.clone();
        let (desk, token) = blocking(move || {
            let desk = this.open(true)?;
            let token = this.token(Some(&desk), false)?;
            Ok((desk, token))
        })
        .await?;
        let listener = listen(last.as_deref()).await?;
        let address = format!("http://{}", listener.local_addr()?);
        credentials::write_private(&path, &address).map_err(|error| unusable(&path, &error))?;
        tracing::info!(%address, "serving the embedded desk");
        let task = tokio::spawn(async move {
            if let Err(error) = desk.serve(listener, None, stop).await {
                tracing::error!(%error, "the embedded desk stopped");
            }
            drop(lock);
        });
        Ok((task, token))
    }

    /// Keeps the desk served until told to stop: by this process whenever no other does.
    async fn keep(self, mut serving: Option<JoinHandle<()>>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Some(task) = serving.take() {
                // Ends when told to stop, or by itself if something is very wrong; then it is tried again.
                drop(task.await);
            }
            if stop.run_until_cancelled(tokio::time::sleep(WATCH_EVERY)).await.is_none() {
                return;
            }
            match self.try_lock() {
                Ok(Some(lock)) => match self.serve(lock, stop.clone()).await {
                    Ok((task, _)) => serving = Some(task),
                    Err(error) => tracing::warn!(error = error.message, "the embedded desk cannot be served"),
                },
                Ok(None) => {}
                Err(error) => tracing::warn!(error = error.message, "the embedded desk cannot be looked after"),
            }
        }
    }
}

/// The port of last time, so that the links of others come back by themselves; else one of the system's choice.
async fn listen(last: Option<&str>) -> CliResult<TcpListener> {
    if let Some(last) = last.and_then(socket_address)
        && let Ok(listener) = TcpListener::bind(last).await
    {
        return Ok(listener);
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    listener.map_err(|error| CliError::failed(format!("no loopback port can be had: {error}")))
}

/// Runs what waits for the disk on a thread that may wait.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> CliResult<T> + Send + 'static) -> CliResult<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(CliError::failed(format!("a piece of work was cut off: {error}"))),
    }
}

fn unusable(path: &Path, error: &std::io::Error) -> CliError {
    CliError::failed(format!("{}: {error}", path.display()))
        .hint("check who may write there, or keep state elsewhere with --state DIR")
}

/// An operator that the desk does not have, with those it has.
pub fn unknown_operator(id: &str, operators: &[crate::domain::Operator]) -> CliError {
    let ids: Vec<&str> = operators.iter().map(|operator| operator.id.as_str()).collect();
    let meant = crate::config::did_you_mean(id, ids.iter().copied());
    let error = CliError::failed(format!("the desk has no operator `{id}`"));
    if ids.is_empty() { error } else { error.hint(format!("{meant}there are: {}", ids.join(", "))) }
}

/// A desk's own failure, with its hint.
pub fn desk_error(error: &DeskError) -> CliError {
    let told = CliError::failed(error);
    match (error, error.hint()) {
        (DeskError::Store(StoreError::Damaged(_)), _) => {
            told.hint("put the database back from a backup, or move it away: the next start begins a new desk")
        }
        (_, Some(hint)) => told.hint(hint),
        (_, None) => told,
    }
}
