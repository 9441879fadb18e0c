//! A desk on a port of its own, for stories that need one.

use secrecy::{ExposeSecret, SecretString};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use turno::domain::OperatorId;
use turno::seam::{self, Clock};
use turno::server::{Desk, DeskError, Limits, ServerConfig, TlsFiles};

/// The sample desk, served until it is stopped.
pub struct Server {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// Of operators op-01 and op-02.
    pub tokens: [SecretString; 2],
    shutdown: CancellationToken,
    task: JoinHandle<Result<(), DeskError>>,
    /// With its database, `desk.db`.
    pub dir: TempDir,
}

impl Server {
    pub async fn start() -> Server {
        Server::start_in(tempfile::tempdir().unwrap(), Limits::default(), None).await
    }

    /// On the database of that directory, as it is.
    pub async fn start_in(dir: TempDir, limits: Limits, tls: Option<TlsFiles>) -> Server {
        Server::start_at(dir, limits, tls, Arc::new(seam::System)).await
    }

    /// By another clock.
    pub async fn start_at(dir: TempDir, limits: Limits, tls: Option<TlsFiles>, clock: Arc<dyn Clock>) -> Server {
        let database = dir.path().join("desk.db");
        furnish(&database);
        let config = ServerConfig { database, sample: true, limits, clock, rng: Arc::new(seam::System) };
        let desk = Desk::open(config).unwrap();
        let token = |operator: &str| desk.issue_token(&OperatorId::new(operator), "test").unwrap();
        let tokens = [token("op-01"), token("op-02")];
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{}", listener.local_addr().unwrap());
        let shutdown = CancellationToken::new();
        let task = tokio::spawn(desk.serve(listener, tls, shutdown.clone()));
        Server { url, tokens, shutdown, task, dir }
    }

    /// Stops the desk and waits until it has; the directory of its database.
    pub async fn stop(self) -> TempDir {
        self.shutdown.cancel();
        tokio::time::timeout(Duration::from_secs(10), self.task).await.unwrap().unwrap().unwrap();
        self.dir
    }
}

/// Puts the sample desk there, unless there is one: it takes a while to make, and is made once for all stories.
fn furnish(database: &Path) {
    static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
    let sample = SAMPLE.get_or_init(|| {
        let made = tempfile::tempdir().unwrap();
        drop(keeper(&made.path().join("desk.db")));
        std::fs::read(made.path().join("desk.db")).unwrap()
    });
    if !database.exists() {
        std::fs::write(database, sample).unwrap();
    }
}

/// The desk of a database, as its keeper has it on the command line, whether it is served or not.
pub fn keeper(database: &Path) -> Desk {
    let (clock, rng) = (Arc::new(seam::System), Arc::new(seam::System));
    let database = database.to_path_buf();
    Desk::open(ServerConfig { database, sample: true, limits: Limits::default(), clock, rng }).unwrap()
}

/// A client that signs its requests, and trusts the certificate of the tests.
pub fn client(token: &SecretString) -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut headers = reqwest::header::HeaderMap::new();
    let bearer = format!("Bearer {}", token.expose_secret());
    headers.insert(reqwest::header::AUTHORIZATION, bearer.parse().unwrap());
    let certificate = include_bytes!("../data/localhost.pem");
    let certificate = reqwest::Certificate::from_pem(certificate).unwrap();
    reqwest::Client::builder().default_headers(headers).tls_certs_only([certificate]).build().unwrap()
}
