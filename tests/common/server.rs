//! A desk on a port of its own, for stories that need one.

use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use turno::domain::OperatorId;
use turno::seam;
use turno::server::{Desk, DeskError, Limits, ServerConfig};

/// The sample desk, served until it is dropped or stopped.
pub struct Server {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// Of operators op-01 and op-02.
    pub tokens: [SecretString; 2],
    shutdown: CancellationToken,
    task: JoinHandle<Result<(), DeskError>>,
    dir: tempfile::TempDir,
}

impl Server {
    pub async fn start() -> Server {
        Server::start_with(Limits::default()).await
    }

    pub async fn start_with(limits: Limits) -> Server {
        let dir = tempfile::tempdir().unwrap();
        let config = ServerConfig {
            database: dir.path().join("desk.db"),
            sample: true,
            limits,
            clock: Arc::new(seam::System),
            rng: Arc::new(seam::System),
        };
        let desk = Desk::open(config).unwrap();
        let token = |operator: &str| desk.issue_token(&OperatorId::new(operator), "test").unwrap();
        let tokens = [token("op-01"), token("op-02")];
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shutdown = CancellationToken::new();
        let task = tokio::spawn(desk.serve(listener, None, shutdown.clone()));
        Server { url, tokens, shutdown, task, dir }
    }

    /// Stops the desk and waits until it has; the directory of its database.
    pub async fn stop(self) -> tempfile::TempDir {
        self.shutdown.cancel();
        tokio::time::timeout(Duration::from_secs(10), self.task).await.unwrap().unwrap().unwrap();
        self.dir
    }

    /// A client that signs its requests as op-01.
    pub fn client(&self) -> reqwest::Client {
        client(&self.tokens[0])
    }
}

pub fn client(token: &SecretString) -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut headers = reqwest::header::HeaderMap::new();
    let bearer = format!("Bearer {}", token.expose_secret());
    headers.insert(reqwest::header::AUTHORIZATION, bearer.parse().unwrap());
    let builder = reqwest::Client::builder().default_headers(headers);
    // Without certificates of its own: the desk of a test speaks plain HTTP.
    builder.tls_certs_only(std::iter::empty::<reqwest::Certificate>()).build().unwrap()
}
