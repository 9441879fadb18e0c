//! Whatever answers at a desk's address: one head and body for every question, and the events of a stream. What is
//! believed goes into a replica, which can be read afterwards.

use futures_util::StreamExt;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::runtime::Runtime;
use turno::backend::Backend;
use turno::backend::native::Native;
use turno::backend::transport::{Head, Request, Response, Streaming, Transport, TransportError};
use turno::domain::{Anchor, OperatorId, TicketId, Timestamp, WindowRequest};
use turno::replica::{Identity, Replica};
use turno::seam::{ManualClock, Seeded};

/// Says the same to everybody.
struct Parrot(Response);

impl Transport for Parrot {
    async fn call(&self, _: Request) -> Result<Response, TransportError> {
        Ok(self.0.clone())
    }

    async fn open(&self, _: Request) -> Result<Streaming, TransportError> {
        let pieces: Vec<_> = self.0.body.chunks(7).map(|piece| Ok(piece.to_vec())).collect();
        Ok(Streaming { head: self.0.head.clone(), pieces: futures_util::stream::iter(pieces).boxed() })
    }
}

struct Console {
    _dir: tempfile::TempDir,
    replica: Replica,
    runtime: Runtime,
}

static CONSOLE: LazyLock<Console> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let who = Identity { operator: OperatorId::new("op-1"), name: "Operator".into() };
    let clock = Arc::new(ManualClock::at(Timestamp(1_795_576_327_000)));
    let replica = Replica::open(dir.path(), who, clock, Arc::new(Seeded::new(1))).unwrap().replica;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    Console { _dir: dir, replica, runtime }
});

/// The first byte says which status; with 255 there is no sign of a desk of ours.
pub fn run(data: &[u8]) {
    let Some((first, body)) = data.split_first() else { return };
    let status = [200, 200, 200, 200, 400, 401, 403, 404, 409, 410, 422, 429, 500, 503][usize::from(*first) % 14];
    let version = if *first == 255 { "x" } else { "1" };
    let headers = [(turno::api::VERSION_HEADER, version), ("retry-after", "9")];
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_string())).into();
    let answer = Response { head: Head { status, headers }, body: body.to_vec() };
    let native = Native::over(Parrot(answer), "token".to_string().into(), Arc::new(Seeded::new(1)));
    CONSOLE.runtime.block_on(ask(native, &CONSOLE.replica));
}

async fn ask(native: Native<Parrot>, replica: &Replica) {
    drop(native.greet().await);
    drop(native.work_next(Timestamp(i64::MAX)).await);
    drop(tokio::time::timeout(Duration::from_secs(1), native.changed()).await);
    let Ok(page) = native.pull(None, None).await else { return };
    let pull = replica.to_pull().unwrap();
    if replica.apply(&pull, &page).is_ok() {
        let asked = WindowRequest { filter: Default::default(), anchor: Anchor::Start, limit: 50 };
        for row in replica.window(&asked).expect("a queue").rows {
            replica.dossier(row.id).expect("a ticket");
        }
        replica.dossier(TicketId(1)).expect("an answer");
    }
    replica.reset().expect("what was read can be dropped");
}
