//! A real desk on a real socket: in this process, or in one that is to be killed.

use secrecy::{ExposeSecret, SecretString};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;
use turno::domain::OperatorId;
use turno::seam::System;
use turno::server::{Desk, Limits, Rate, ServerConfig};

/// Those who work at the sample desk here.
pub const OPERATORS: [&str; 6] = ["op-01", "op-02", "op-03", "op-04", "op-05", "op-06"];

/// Nobody is asked for patience: these consoles do in a minute what operators do in a month.
const NO_RATE: Rate = Rate { per_second: 100_000, burst: 1_000_000 };

pub fn open(database: &Path) -> Desk {
    let (clock, rng) = (Arc::new(System), Arc::new(System));
    let limits = Limits { token_requests: NO_RATE, token_operations: NO_RATE, ..Limits::default() };
    let config = ServerConfig { database: database.to_path_buf(), sample: true, limits, clock, rng };
    Desk::open(config).unwrap()
}

/// A token for each operator.
pub fn tokens(desk: &Desk) -> Vec<SecretString> {
    OPERATORS.iter().map(|it| desk.issue_token(&OperatorId::new(*it), "crash").unwrap()).collect()
}

/// The role of a desk: the database, the address. Says the address when it listens.
pub fn run(words: &[String]) {
    let [database, address] = words else { panic!("as-desk DATABASE ADDRESS") };
    let desk = open(Path::new(database));
    Runtime::new().unwrap().block_on(async {
        let listener = TcpListener::bind(address).await.unwrap();
        println!("listening {}", listener.local_addr().unwrap());
        desk.serve(listener, None, CancellationToken::new()).await.unwrap();
    });
}

/// The sample desk, served by this process.
pub struct Served {
    pub address: SocketAddr,
    pub tokens: Vec<SecretString>,
    shutdown: CancellationToken,
}

impl Served {
    pub fn start(database: &Path, runtime: &Runtime) -> Served {
        let desk = open(database);
        let tokens = tokens(&desk);
        let shutdown = CancellationToken::new();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(desk.serve(listener, None, shutdown.clone()));
        Served { address, tokens, shutdown }
    }

    pub fn token(&self, operator: usize) -> &str {
        self.tokens[operator].expose_secret()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}
