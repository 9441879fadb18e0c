//! The whole ring: consoles' replicas and their syncs, over HTTP, to a real desk. What one does shows in the other;
//! the desk may go away and come back.

use secrecy::{ExposeSecret, SecretString};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use turno::backend::native::Native;
use turno::backend::{Backend, BackendError, Verdict};
use turno::domain::{
    Action, ContactId, Decision, Link, LinkProblem, Operation, OperatorId, OutboxState, Refusal, Role, SyncStatus,
    Ticket, TicketId, Timestamp,
};
use turno::replica::{Identity, Replica};
use turno::seam::{Rng, System};
use turno::server::{Desk, DeskError, Limits, ServerConfig, sample_code};
use turno::sync::{self, Sync, SyncError};

const PATIENCE: Duration = Duration::from_secs(20);

/// A sample desk that can be stopped and started again at its address.
struct Server {
    dir: tempfile::TempDir,
    address: SocketAddr,
    running: Option<(CancellationToken, JoinHandle<Result<(), DeskError>>)>,
}

#[cfg(test)]
impl Server {
    async fn start() -> Server {
        let dir = tempfile::tempdir().unwrap();
        let mut server = Server { dir, address: "127.0.0.1:0".parse().unwrap(), running: None };
        server.start_again().await;
        server
    }

    async fn start_again(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.address = listener.local_addr().unwrap();
        let shutdown = CancellationToken::new();
        let task = tokio::spawn(self.desk().serve(listener, None, shutdown.clone()));
        self.running = Some((shutdown, task));
    }

    fn desk(&self) -> Desk {
        let (clock, rng) = (Arc::new(System), Arc::new(System));
        let database = self.dir.path().join("desk.db");
        Desk::open(ServerConfig { database, sample: true, limits: Limits::default(), clock, rng }).unwrap()
    }

    async fn stop(&mut self) {
        let (shutdown, task) = self.running.take().unwrap();
        shutdown.cancel();
        timeout(PATIENCE, task).await.unwrap().unwrap().unwrap();
    }

    fn token(&self, operator: &str) -> SecretString {
        self.desk().issue_token(&OperatorId::new(operator), "test").unwrap()
    }

    fn link(&self, operator: &str) -> Native {
        link(&format!("http://{}", self.address), self.token(operator))
    }
}

#[cfg(test)]
fn link(address: &str, token: SecretString) -> Native {
    let rng: Arc<dyn Rng> = Arc::new(System);
    Native::new(address, token, rng).unwrap()
}

/// A console without a screen.
struct Console {
    dir: PathBuf,
    operator: String,
    replica: Replica,
    sync: Sync,
    shutdown: CancellationToken,
}

#[cfg(test)]
impl Console {
    fn start(dir: &Path, operator: &str, link: Native) -> Console {
        let replica = replica(dir, operator);
        let link = Arc::new(link);
        let shutdown = CancellationToken::new();
        let sync = sync::spawn(link, replica.clone(), Arc::new(System), Arc::new(System), shutdown.clone());
        Console { dir: dir.to_path_buf(), operator: operator.to_string(), replica, sync, shutdown }
    }

    async fn live(server: &Server, home: &tempfile::TempDir, operator: &str) -> Console {
        let console = Console::start(&home.path().join(operator), operator, server.link(operator));
        console.until(|status| status.link == Link::Live).await;
        console
    }

    async fn until(&self, wanted: impl Fn(&SyncStatus) -> bool) -> SyncStatus {
        let mut status = self.sync.status.clone();
        let found = timeout(PATIENCE, status.wait_for(|status| wanted(status))).await;
        found.unwrap_or_else(|_| panic!("it stays {:?}", self.sync.status.borrow())).unwrap().clone()
    }

    /// Waits until this console's copy of the ticket is as wanted.
    async fn sees(&self, id: TicketId, wanted: impl Fn(&Ticket) -> bool) {
        let mut changes = self.replica.subscribe();
        let look = async {
            while !self.replica.ticket(id).unwrap().is_some_and(|ticket| wanted(&ticket)) {
                drop(changes.recv().await);
            }
        };
        timeout(PATIENCE, look).await.unwrap_or_else(|_| panic!("{:?}", self.replica.ticket(id)));
    }

    /// Waits until the desk has answered all that there is.
    async fn sent(&self) {
        self.until(|status| self.replica.counts().unwrap().waiting == 0 && status.waiting == 0).await;
    }

    async fn quit(self) -> (PathBuf, String) {
        self.shutdown.cancel();
        self.sync.ended().await;
        (self.dir, self.operator)
    }

    fn submit(&self, id: TicketId, action: Action) -> turno::domain::OperationId {
        self.replica.submit(&Operation { ticket: id, action }).unwrap()
    }
}

#[cfg(test)]
fn replica(dir: &Path, operator: &str) -> Replica {
    let who = Identity { operator: OperatorId::new(operator), name: "Somebody".into() };
    Replica::open(dir, who, Arc::new(System), Arc::new(System)).unwrap().replica
}

/// A ticket that nobody holds and nobody has routed.
#[cfg(test)]
fn fresh(replica: &Replica) -> Ticket {
    let request =
        turno::domain::WindowRequest { filter: Default::default(), anchor: turno::domain::Anchor::Start, limit: 200 };
    let rows = replica.window(&request).unwrap().rows;
    let row = rows.iter().find(|row| row.assignee.is_none() && row.owner_role.is_none()).unwrap();
    replica.ticket(row.id).unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_console_does_shows_in_the_other_within_a_second() {
    let (server, home) = (Server::start().await, tempfile::tempdir().unwrap());
    let ana = Console::live(&server, &home, "op-01").await;
    let rui = Console::live(&server, &home, "op-02").await;
    let mut quickest = Duration::MAX;
    let mut id = fresh(&ana.replica).id;
    // The best of three: other tests want the machine too.
    for _ in 0..3 {
        id = fresh(&ana.replica).id;
        let begun = tokio::time::Instant::now();
        ana.submit(id, Action::Take);
        rui.sees(id, |ticket| ticket.assignee == Some(OperatorId::new("op-01"))).await;
        quickest = quickest.min(begun.elapsed());
    }
    assert!(quickest < Duration::from_secs(1), "{quickest:?}");
    ana.submit(id, Action::Comment { body: "Cabinet 12 has no power.".into() });
    ana.sent().await;
    rui.sees(id, |_| {
        let articles = rui.replica.dossier(id).unwrap().unwrap().articles;
        articles.last().is_some_and(|article| article.body == "Cabinet 12 has no power.")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_desk_is_away_work_goes_on_and_arrives_once_when_it_is_back() {
    let (mut server, home) = (Server::start().await, tempfile::tempdir().unwrap());
    let ana = Console::live(&server, &home, "op-01").await;
    let id = fresh(&ana.replica).id;
    server.stop().await;
    let away = ana.until(|status| matches!(status.link, Link::Offline { .. })).await;
    assert!(matches!(away.link, Link::Offline { problem: LinkProblem::Unreachable, .. }), "{away:?}");
    let texts: Vec<String> = (0..3).map(|n| format!("written while away, {n}")).collect();
    for body in texts.clone() {
        ana.submit(id, Action::Comment { body });
    }
    ana.until(|status| status.waiting == 3).await;
    let shown = |replica: &Replica| -> Vec<String> {
        let articles = replica.dossier(id).unwrap().unwrap().articles;
        articles.into_iter().map(|it| it.body).filter(|body| body.starts_with("written while away")).collect()
    };
    assert_eq!(shown(&ana.replica), texts, "shown at once");
    server.start_again().await;
    ana.sent().await;
    let rui = Console::live(&server, &home, "op-02").await;
    assert_eq!(shown(&rui.replica), texts, "each arrived, once, in order");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_when_a_console_ends_is_sent_after_its_next_start() {
    let (mut server, home) = (Server::start().await, tempfile::tempdir().unwrap());
    let ana = Console::live(&server, &home, "op-01").await;
    let (id, token) = (fresh(&ana.replica).id, server.token("op-01"));
    server.stop().await;
    ana.until(|status| matches!(status.link, Link::Offline { .. })).await;
    ana.submit(id, Action::Take);
    let (dir, operator) = ana.quit().await;
    server.start_again().await;
    let ana = Console::start(&dir, &operator, link(&format!("http://{}", server.address), token));
    ana.sent().await;
    let rui = Console::live(&server, &home, "op-02").await;
    rui.sees(id, |ticket| ticket.assignee == Some(OperatorId::new("op-01"))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_route_one_ticket_get_one_winner_and_the_other_is_told_by_whom_and_can_retry() {
    let (server, home) = (Server::start().await, tempfile::tempdir().unwrap());
    let ana = Console::live(&server, &home, "op-01").await;
    let (dir, operator) = Console::live(&server, &home, "op-02").await.quit().await;
    // Rui's console has the ticket as it was, and no link.
    let rui = replica(&dir, &operator);
    let id = fresh(&rui).id;
    let route = |to| Action::Route { from: None, to, decision: Decision::Unaided, knowledge: None };
    ana.submit(id, route(Role::Ba));
    ana.sent().await;
    let key = rui.submit(&Operation { ticket: id, action: route(Role::Am) }).unwrap();
    assert_eq!(rui.ticket(id).unwrap().unwrap().owner_role, Some(Role::Am), "shown at once");
    drop(rui);
    let rui = Console::start(&dir, &operator, server.link("op-02"));
    rui.until(|status| status.refused == 1 && status.waiting == 0).await;
    assert_eq!(rui.replica.ticket(id).unwrap().unwrap().owner_role, Some(Role::Ba));
    let entry = rui.replica.outbox().unwrap().into_iter().find(|entry| entry.id == key).unwrap();
    let OutboxState::Refused { refusal: Refusal::Conflict { found, mark, .. } } = entry.state else { panic!() };
    assert_eq!((found.as_str(), mark.unwrap().by.as_str()), ("BA", "op-01"));
    rui.replica.retry(&key).unwrap();
    rui.sent().await;
    ana.sees(id, |ticket| ticket.owner_role == Some(Role::Am)).await;
}

/// What one confirms, all consoles of the desk learn: the same, and again after a restart.
#[tokio::test(flavor = "multi_thread")]
async fn a_confirmed_routing_teaches_both_consoles_the_same_for_good() {
    let (server, home) = (Server::start().await, tempfile::tempdir().unwrap());
    let ana = Console::live(&server, &home, "op-01").await;
    let rui = Console::live(&server, &home, "op-02").await;
    let ticket = fresh(&ana.replica);
    let suggestion = ana.replica.dossier(ticket.id).unwrap().unwrap().suggestion;
    let suggested = suggestion.first().unwrap().role;
    let to = if suggested == Role::Se { Role::Am } else { Role::Se };
    let decision = Decision::Overridden { suggested, reason: "it wants a drawing".into() };
    ana.submit(ticket.id, Action::Route { from: None, to, decision, knowledge: Some(suggestion.knowledge.clone()) });
    ana.sent().await;
    rui.sees(ticket.id, |ticket| ticket.owner_role == Some(to)).await;
    let said = |replica: &Replica| replica.dossier(ticket.id).unwrap().unwrap().suggestion;
    let (at_anas, at_ruis) = (said(&ana.replica), said(&rui.replica));
    assert_eq!(at_anas, at_ruis);
    assert!(at_ruis.knowledge.starts_with(&format!("{}+1.", suggestion.knowledge)), "{}", at_ruis.knowledge);
    let lessons = rui.replica.lessons().unwrap();
    assert_eq!((lessons.len(), lessons[0].role, lessons[0].operator.as_str()), (1, to, "op-01"));
    let (dir, operator) = rui.quit().await;
    assert_eq!(said(&replica(&dir, &operator)), at_ruis, "after a restart, without a link");
    let rui = Console::start(&dir, &operator, server.link("op-02"));
    rui.submit(ticket.id, Action::Unlearn);
    rui.sent().await;
    ana.sees(ticket.id, |now| now.version > ticket.version + 1).await;
    assert_eq!(said(&ana.replica).knowledge, suggestion.knowledge, "taken back");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_run_of_the_sync_says_what_it_did() {
    let (mut server, home) = (Server::start().await, tempfile::tempdir().unwrap());
    let replica = replica(&home.path().join("ana"), "op-01");
    let link = Arc::new(server.link("op-01"));
    let first = sync::once(link.clone(), &replica, &System, &System).await.unwrap();
    assert!(first.pulled > 160 && first.pushed == 0, "{first:?}");
    replica.submit(&Operation { ticket: fresh(&replica).id, action: Action::Take }).unwrap();
    let second = sync::once(link.clone(), &replica, &System, &System).await.unwrap();
    assert_eq!((second.pushed, second.refused, second.waiting), (1, 0, 0));
    assert_eq!(replica.outbox().unwrap(), []);
    server.stop().await;
    let error = sync::once(link, &replica, &System, &System).await.unwrap_err();
    assert!(matches!(error, SyncError::Backend(BackendError::Transient { .. })), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_said_and_a_good_one_puts_it_right() {
    let (server, home) = (Server::start().await, tempfile::tempdir().unwrap());
    let replica = replica(home.path(), "op-01");
    let address = format!("http://{}", server.address);
    let wrong = Arc::new(link(&address, SecretString::from("wrong".to_string())));
    let shutdown = CancellationToken::new();
    let sync = sync::spawn(wrong.clone(), replica, Arc::new(System), Arc::new(System), shutdown.clone());
    let refused = Link::Refused { problem: LinkProblem::Unauthorised };
    let mut status = sync.status.clone();
    timeout(PATIENCE, status.wait_for(|status| status.link == refused)).await.unwrap().unwrap();
    wrong.set_token(server.token("op-01"));
    sync.now();
    timeout(PATIENCE, status.wait_for(|status| status.link == Link::Live)).await.unwrap().unwrap();
    let desk = sync.desk.borrow().clone().unwrap();
    assert!(desk.sample && desk.operator == OperatorId::new("op-01"), "{desk:?}");
    shutdown.cancel();
}

/// Something that answers every request with the same bytes.
#[cfg(test)]
async fn answers(bytes: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut request = [0; 4096];
            drop(connection.read(&mut request).await);
            drop(connection.write_all(bytes.as_bytes()).await);
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_desk_of_ours_is_told_from_one_that_is_away() {
    let nonsense = LinkProblem::Nonsense;
    for (bytes, wanted) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", Some(nonsense)),
        ("HTTP/1.1 200 OK\r\nturno-api: 1\r\ncontent-length: 5\r\n\r\nhello", Some(nonsense)),
        ("HTTP/1.1 302 Found\r\nlocation: http://example.com/\r\ncontent-length: 0\r\n\r\n", Some(nonsense)),
        ("HTTP/1.1 200 OK\r\nturno-api: 2\r\ncontent-length: 2\r\n\r\n{}", Some(LinkProblem::Version)),
        ("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n", None),
    ] {
        let address = answers(bytes).await;
        let error = link(&address, SecretString::from("t".to_string())).greet().await.unwrap_err();
        match (wanted, &error) {
            (Some(wanted), BackendError::Incompatible { problem, .. }) => assert_eq!(*problem, wanted, "{bytes}"),
            (None, BackendError::Transient { problem: LinkProblem::ServerTrouble, .. }) => {}
            _ => panic!("{bytes}: {error:?}"),
        }
    }
    let nobody = link("http://127.0.0.1:9", SecretString::from("t".to_string()));
    let error = nobody.greet().await.unwrap_err();
    let unreachable = matches!(error, BackendError::Transient { problem: LinkProblem::Unreachable, .. });
    assert!(unreachable, "{error:?}");
}

const LATER: Timestamp = Timestamp(i64::MAX);

#[tokio::test(flavor = "multi_thread")]
async fn work_next_and_the_caller_s_code_are_asked_of_the_desk() {
    let server = Server::start().await;
    let (ana, rui) = (server.link("op-01"), server.link("op-02"));
    let (first, second) = (ana.work_next(LATER).await.unwrap(), rui.work_next(LATER).await.unwrap());
    assert!(first.is_some() && second.is_some() && first != second, "{first:?} {second:?}");
    let late = ana.work_next(Timestamp(1)).await.unwrap();
    assert_eq!(late, None, "whoever asked has gone on");
    let contact = ContactId::new("C1001-1");
    let right = sample_code(&contact);
    let wrong = if right.expose_secret() == "0000" { "0001" } else { "0000" };
    let answer = ana.verify_caller(&contact, first, &SecretString::from(wrong.to_string())).await.unwrap();
    assert!(matches!(answer, Verdict::Wrong { .. }), "{answer:?}");
    let answer = ana.verify_caller(&contact, first, &right).await.unwrap();
    assert!(matches!(answer, Verdict::Verified { .. }), "{answer:?}");
}
