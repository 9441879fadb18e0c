//! The sync's loop over a desk in memory: what it says of the link, and how it gets over trouble.

use crate::small_desk::{TICKETS, first_records};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use turno::backend::memory::{Desk, Faults, Memory};
use turno::backend::native::Native;
use turno::domain::{
    Action, Link, LinkProblem, Operation, OperationId, OperatorId, OutboxState, Outcome, Record, Span, SyncStatus,
    TicketId, Timestamp,
};
use turno::replica::{Identity, Replica};
use turno::seam::{Calls, Clock, ManualClock, Seeded};
use turno::sync::perform::Worker;
use turno::sync::plan::Step;
use turno::sync::{self, Sync};

const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// A console on a desk in memory. Time stands still until everybody waits, and then jumps.
struct Story {
    clock: Arc<ManualClock>,
    _home: tempfile::TempDir,
    desk: Arc<Desk>,
    link: Arc<Memory>,
    replica: Replica,
    sync: Sync,
    shutdown: CancellationToken,
}

#[cfg(test)]
impl Story {
    async fn begin() -> Story {
        Story::begin_with(|_| {}).await
    }

    /// On a link that was prepared.
    async fn begin_with(prepare: impl FnOnce(&Memory)) -> Story {
        let (clock, rng) = (Arc::new(ManualClock::at(NOW)), Arc::new(Seeded::new(7)));
        let desk = Desk::new(clock.clone(), 3, first_records(NOW));
        let home = tempfile::tempdir().unwrap();
        let operator = OperatorId::new("op-0");
        let who = Identity { operator: operator.clone(), name: "Operator 0".into() };
        let replica = Replica::open(home.path(), who, clock.clone(), rng.clone()).unwrap().replica;
        let link = Arc::new(Memory::new(desk.clone(), operator, "Operator 0", rng.clone()));
        prepare(&link);
        let shutdown = CancellationToken::new();
        let (sync, running) =
            sync::prepare(link.clone(), replica.clone(), clock.clone(), rng, shutdown.clone(), Calls::Inline);
        tokio::spawn(running);
        let story = Story { clock, _home: home, desk, link, replica, sync, shutdown };
        story.until(|status| status.link == Link::Live).await;
        story
    }

    async fn until(&self, wanted: impl Fn(&SyncStatus) -> bool) -> SyncStatus {
        let mut status = self.sync.status.clone();
        let found = timeout(Duration::from_secs(3_600), status.wait_for(|status| wanted(status))).await;
        found.unwrap_or_else(|_| panic!("it stays {:?}", self.sync.status.borrow())).unwrap().clone()
    }

    /// Waits until the desk has answered all that there is, and the sync has said so.
    async fn until_sent(&self) {
        self.until(|status| self.replica.counts().unwrap().waiting == 0 && status.waiting == 0).await;
    }

    fn comment(&self, text: &str) -> OperationId {
        let action = Action::Comment { body: text.into() };
        self.replica.submit(&Operation { ticket: TicketId(1), action }).unwrap()
    }

    fn arrived(&self) -> Vec<String> {
        let of = |record| match record {
            Record::Article(article) if article.channel.is_none() => Some(article.body),
            _ => None,
        };
        let mut texts: Vec<String> = self.desk.records().into_iter().filter_map(of).collect();
        texts.sort();
        texts
    }
}

#[tokio::test(start_paused = true)]
async fn a_desk_that_goes_away_and_comes_back_is_seen_both_times() {
    let story = Story::begin().await;
    assert!((1..=TICKETS).all(|id| story.replica.ticket(TicketId(id)).unwrap().is_some()));
    story.link.set_down(true);
    let offline = Link::Offline { since: NOW, problem: LinkProblem::Unreachable };
    story.until(|status| status.link == offline).await;
    story.comment("a");
    story.comment("b");
    let away = story.until(|status| status.waiting == 2).await;
    assert_eq!(away.link, offline);
    story.link.set_down(false);
    story.until(|status| status.link == Link::Live && status.waiting == 0).await;
    assert_eq!(story.arrived(), ["a", "b"]);
    story.shutdown.cancel();
    story.sync.ended().await;
}

#[tokio::test(start_paused = true)]
async fn what_was_being_sent_when_the_link_was_dropped_is_on_its_way_no_more() {
    let story = Story::begin().await;
    story.link.set_down(true);
    story.until(|status| status.link != Link::Live).await;
    let id = story.comment("a");
    // A desk that takes the connection and says nothing; whoever waits for it goes away.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", silent.local_addr().unwrap());
    let native = Native::new(&address, "token".to_string().into(), Arc::new(Seeded::new(1))).unwrap();
    let worker = Worker::new(Arc::new(native), story.replica.clone(), Calls::Inline, None);
    let dropped = timeout(Duration::from_secs(1), worker.perform(Step::Push { limit: 9 })).await;
    assert!(dropped.is_err());
    let entry = story.replica.outbox().unwrap().into_iter().find(|entry| entry.id == id).unwrap();
    assert_eq!((entry.state, story.replica.counts().unwrap().unknown), (OutboxState::Unknown, 1));
    story.link.set_down(false);
    story.until(|status| status.waiting == 0 && status.unknown == 0).await;
    assert_eq!(story.arrived(), ["a"]);
}

#[tokio::test(start_paused = true)]
async fn on_the_worst_of_links_everything_arrives_once() {
    let story = Story::begin().await;
    story.link.set_faults(Faults { lost_request: 20, lost_reply: 30, server_error: 20, cut_short: 50 });
    let texts: Vec<String> = (10..40).map(|n| format!("text {n}")).collect();
    for text in &texts {
        story.comment(text);
        tokio::task::yield_now().await;
    }
    story.until_sent().await;
    assert_eq!(story.arrived(), texts);
}

#[tokio::test(start_paused = true)]
async fn with_a_token_that_has_ended_it_stops_until_it_is_told_to_try() {
    let story = Story::begin().await;
    story.link.lock_out(true);
    story.comment("a");
    story.until(|status| status.link == Link::Refused { problem: LinkProblem::Unauthorised }).await;
    story.link.lock_out(false);
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert!(matches!(story.sync.status.borrow().link, Link::Refused { .. }), "not by itself");
    story.sync.now();
    story.until_sent().await;
    story.until(|status| status.link == Link::Live).await;
    assert_eq!(story.arrived(), ["a"]);
}

#[tokio::test(start_paused = true)]
async fn a_desk_that_has_forgotten_this_device_gets_the_rest_from_the_first_number_on() {
    let story = Story::begin().await;
    story.comment("a");
    story.until_sent().await;
    let device = story.replica.device_id().unwrap();
    story.desk.forget_device(&device);
    let second = story.comment("b");
    story.until_sent().await;
    assert_eq!(story.arrived(), ["a", "b"]);
    assert!(matches!(story.desk.outcome(&second), Some(Outcome::Applied { .. })));
    assert_eq!(story.replica.device_id().unwrap(), device);
}

#[tokio::test(start_paused = true)]
async fn a_desk_that_knows_no_leases_is_not_asked_for_one() {
    let story = Story::begin_with(Memory::know_no_leases).await;
    story.comment("a");
    story.until_sent().await;
    assert_eq!((story.arrived(), story.replica.lease().unwrap()), (vec!["a".to_string()], None));
}

#[tokio::test(start_paused = true)]
async fn a_lease_whose_answers_are_lost_is_held_in_the_end_under_the_same_name() {
    let faults = Faults { lost_reply: 80, ..Faults::default() };
    let mut device = None;
    let story = Story::begin_with(|link| link.set_faults(faults)).await;
    for text in ["a", "b", "c"] {
        story.comment(text);
        story.until_sent().await;
        let now = story.replica.device_id().unwrap();
        assert_eq!(*device.get_or_insert(now.clone()), now);
    }
    assert_eq!(story.arrived(), ["a", "b", "c"]);
    assert!(story.replica.lease().unwrap().is_some());
}

#[tokio::test(start_paused = true)]
async fn a_desk_with_another_past_is_read_again_while_work_goes_on() {
    let story = Story::begin().await;
    story.desk.change_history();
    let gone = TicketId(TICKETS);
    story.desk.remove(&turno::domain::RecordKey::Ticket(gone));
    story.comment("a");
    story.until_sent().await;
    let mut changes = story.replica.subscribe();
    while story.replica.ticket(gone).unwrap().is_some() {
        changes.recv().await.unwrap();
    }
    assert_eq!(story.arrived(), ["a"]);
}

#[tokio::test(start_paused = true)]
async fn a_colleague_s_change_comes_without_asking() {
    let story = Story::begin().await;
    let mut changes = story.replica.subscribe();
    let mut ticket = story.desk.ticket(TicketId(2)).unwrap();
    ticket.subject = "Cross connect is up again".into();
    story.desk.put(Record::Ticket(Box::new(ticket.clone())));
    while story.replica.ticket(TicketId(2)).unwrap() != Some(ticket.clone()) {
        changes.recv().await.unwrap();
    }
}

/// A laptop is closed and opened again: its stream is dead, and no side of it will ever say so.
#[tokio::test(start_paused = true)]
async fn after_a_sleep_what_happened_is_here_within_three_seconds_although_the_stream_is_silent() {
    let story = Story::begin().await;
    story.link.set_deaf(true);
    let ticket = |id| turno::domain::Ticket { id: TicketId(id), ..story.replica.ticket(TicketId(1)).unwrap().unwrap() };
    let arrives = async |id| {
        while story.replica.ticket(TicketId(id)).unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    // What is open now still hears of this; what is opened then hears nothing.
    story.desk.put(Record::Ticket(Box::new(ticket(90))));
    arrives(90).await;
    story.desk.put(Record::Ticket(Box::new(ticket(91))));
    let silence = timeout(Duration::from_secs(600), arrives(91)).await;
    assert!(silence.is_err(), "nobody was told");
    for (slept, id) in [(5, 91), (8 * 3_600, 92), (72 * 3_600, 93)] {
        story.desk.put(Record::Ticket(Box::new(ticket(id))));
        let woken = tokio::time::Instant::now();
        story.clock.sleep(Span::seconds(slept));
        arrives(id).await;
        assert!(woken.elapsed() <= Duration::from_secs(3), "{slept} s: {:?}", woken.elapsed());
        story.until(|status| status.link == Link::Live).await;
    }
}

/// Tells the time until it is told not to.
struct Stumbling {
    clock: ManualClock,
    falls: std::sync::atomic::AtomicI64,
}

impl Clock for Stumbling {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn uptime(&self) -> Span {
        self.clock.uptime()
    }

    fn asleep(&self) -> Span {
        let left = self.falls.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
        assert!(left <= 0, "a mistake on purpose");
        self.clock.asleep()
    }
}

#[cfg(test)]
async fn stumbling(times: i64) -> (Story, Sync) {
    let story = Story::begin().await;
    story.shutdown.cancel();
    story.sync.ended().await;
    let clock = Arc::new(Stumbling { clock: ManualClock::at(NOW), falls: 0.into() });
    let (rng, shutdown) = (Arc::new(Seeded::new(9)), CancellationToken::new());
    let sync = sync::spawn(story.link.clone(), story.replica.clone(), clock.clone(), rng, shutdown);
    let mut status = sync.status.clone();
    status.wait_for(|status| status.link == Link::Live).await.unwrap();
    clock.falls.store(times, std::sync::atomic::Ordering::SeqCst);
    (story, sync)
}

#[tokio::test]
async fn a_sync_that_fails_by_a_mistake_says_so_and_begins_anew() {
    let (story, sync) = stumbling(1).await;
    let mut status = sync.status.clone();
    let failed = |status: &SyncStatus| matches!(status.link, Link::Offline { problem: LinkProblem::Failed, .. });
    timeout(Duration::from_secs(20), status.wait_for(failed)).await.unwrap().unwrap();
    story.comment("written meanwhile");
    let well = |status: &SyncStatus| status.link == Link::Live && status.waiting == 0;
    timeout(Duration::from_secs(20), status.wait_for(well)).await.unwrap().unwrap();
    assert_eq!(story.arrived(), ["written meanwhile"]);
}

#[tokio::test]
async fn a_sync_that_fails_again_and_again_is_given_up_in_view_of_the_operator_and_what_they_write_is_kept() {
    let (story, sync) = stumbling(i64::MAX).await;
    let mut status = sync.status.clone();
    let given_up = |status: &SyncStatus| status.link == Link::Refused { problem: LinkProblem::Failed };
    timeout(Duration::from_secs(40), status.wait_for(given_up)).await.unwrap().unwrap();
    story.comment("kept");
    assert_eq!(story.replica.counts().unwrap().waiting, 1);
    assert!(story.arrived().is_empty());
}
