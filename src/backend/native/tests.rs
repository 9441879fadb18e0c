//! A link to a desk that is a script: what each answer means, and how news is heard.

use super::*;
use crate::api::{Problem, ProblemKind};
use crate::backend::transport::{Head, Response, Streaming, TransportError};
use crate::domain::{Action, Link, LinkProblem, Operation, OperationId, Outcome, Refusal, Span};
use crate::replica::Reading;
use crate::seam::Seeded;
use crate::sync::SyncError;
use crate::sync::perform::trouble;
use crate::sync::plan::{self, Attempt, Input, Mending, State, Step, Trouble};
use futures_util::{StreamExt, stream};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// One piece of a stream, after so many seconds.
type Piece = (u64, &'static str);

/// A transport that answers from two lists, and keeps what was asked.
#[derive(Default)]
struct Script {
    calls: Mutex<VecDeque<Response>>,
    streams: Mutex<VecDeque<Vec<Piece>>>,
    asked: Mutex<Vec<Request>>,
}

impl Script {
    fn answers(calls: Vec<Response>) -> Native<Script> {
        link(Script { calls: Mutex::new(calls.into()), ..Script::default() })
    }

    fn streams(streams: Vec<Vec<Piece>>) -> Native<Script> {
        link(Script { streams: Mutex::new(streams.into()), ..Script::default() })
    }
}

fn link(script: Script) -> Native<Script> {
    Native::over(script, SecretString::from("token".to_string()), Arc::new(Seeded::new(1)))
}

impl Transport for Script {
    async fn call(&self, request: Request) -> Result<Response, TransportError> {
        let waits = request.query.iter().any(|(name, _)| *name == "wait");
        self.asked.lock().unwrap().push(request);
        if waits {
            tokio::time::sleep(Duration::from_secs(25)).await;
        }
        let answer = self.calls.lock().unwrap().pop_front();
        answer.ok_or_else(|| TransportError::Unreachable("nobody".into()))
    }

    async fn open(&self, request: Request) -> Result<Streaming, TransportError> {
        self.asked.lock().unwrap().push(request);
        let pieces = self.streams.lock().unwrap().pop_front();
        let pieces = pieces.ok_or_else(|| TransportError::Unreachable("nobody".into()))?;
        let later = stream::iter(pieces).then(|(seconds, piece)| async move {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            Ok(piece.as_bytes().to_vec())
        });
        Ok(Streaming { head: ours(200), pieces: later.boxed() })
    }
}

fn ours(status: u16) -> Head {
    Head { status, headers: vec![("turno-api".into(), "1".into())] }
}

fn json_of(status: u16, body: &serde_json::Value) -> Response {
    Response { head: ours(status), body: serde_json::to_vec(body).unwrap() }
}

fn problem(kind: ProblemKind) -> Response {
    let problem = Problem { last_n: Some(4), ..Problem::new(kind, "what failed") };
    json_of(kind.status(), &serde_json::to_value(problem).unwrap())
}

fn page_to(seq: i64) -> Response {
    json_of(
        200,
        &serde_json::json!({ "changes": [], "gone": [], "to": format!("c{seq}"), "seq": seq, "head": seq,
            "up_to_date": true, "acknowledged_n": 0, "server_time_ms": 1 }),
    )
}

/// What a console does next about an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    TriesAgain,
    /// Stops until there is another token, or the operator may do more.
    SignsIn,
    /// Stops until there is another version of one of the two.
    Upgrades,
    ReadsAllAgain,
    GoesBackToWhatIsInCommon,
    TakesAnotherName,
    NumbersAnew,
    /// Sets one operation aside as refused; the others go on.
    Refuses,
}

/// One thing for each kind, where something is asked and where operations are sent.
fn table(kind: ProblemKind) -> (Next, Next) {
    use ProblemKind as Kind;
    let both = |next| (next, next);
    match kind {
        Kind::RateLimited | Kind::Overloaded | Kind::TimedOut | Kind::Internal => both(Next::TriesAgain),
        Kind::Unauthorised => both(Next::SignsIn),
        Kind::UnsupportedVersion => both(Next::Upgrades),
        Kind::CursorExpired | Kind::ScopeChanged => both(Next::ReadsAllAgain),
        Kind::FeedForked => both(Next::GoesBackToWhatIsInCommon),
        Kind::DeviceInUse | Kind::OperationReused => both(Next::TakesAnotherName),
        Kind::OperationGap => both(Next::NumbersAnew),
        Kind::Forbidden => (Next::SignsIn, Next::Refuses),
        Kind::NotFound
        | Kind::MethodNotAllowed
        | Kind::InvalidRequest
        | Kind::InvalidQuery
        | Kind::TooLarge
        | Kind::UnsupportedMediaType => (Next::Upgrades, Next::Refuses),
        // One of a newer desk goes by its status, here that of a fault.
        Kind::Unknown => both(Next::TriesAgain),
    }
}

/// What the plan of the sync does: the first of its steps, or why it stands still.
fn next(what: Attempt, error: BackendError) -> Next {
    let live = [
        Input::Submitted { queued: 1 },
        Input::Greeted { reading: Reading { snapshot: None, usable: true, check_in: Span::hours(1) } },
        Input::Claimed,
        Input::Pulled { seq: 9, head: 9, up_to_date: true, queued: 1 },
        // So that the next is of one operation, of which it is clear which one is meant.
        Input::Failed { what: Attempt::Push, trouble: Trouble::Reused, draw: 0 },
        Input::Poked,
    ];
    let failed = Input::Failed { what, trouble: trouble(&SyncError::Backend(error)), draw: 0 };
    let begin = (State::new(true, Span::seconds(30), Timestamp(0)).for_once(), Vec::new());
    let (state, steps) =
        live.into_iter().chain([failed]).fold(begin, |(state, _), input| plan::step(state, Timestamp(0), input));
    match (state.link(), steps.first()) {
        (Link::Refused { problem: LinkProblem::Version }, None) => Next::Upgrades,
        (Link::Refused { problem: LinkProblem::Unauthorised }, None) => Next::SignsIn,
        (_, Some(Step::Wait { .. })) => Next::TriesAgain,
        (_, Some(Step::ReadAgain)) => Next::ReadsAllAgain,
        (_, Some(Step::GoBack)) => Next::GoesBackToWhatIsInCommon,
        (_, Some(Step::Mend(Mending::NewDevice))) => Next::TakesAnotherName,
        (_, Some(Step::Mend(Mending::After { last_n: 4 }))) => Next::NumbersAnew,
        (_, Some(Step::Mend(Mending::RefuseNext(_)))) => Next::Refuses,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn each_kind_of_problem_leads_to_one_thing_that_the_console_does() {
    for kind in ProblemKind::ALL.iter().copied().chain([ProblemKind::Unknown]) {
        let (asked, sent) = table(kind);
        let error = Script::answers(vec![problem(kind)]).pull(None, None).await.unwrap_err();
        assert_eq!(next(Attempt::Pull, error), asked, "{kind:?} asked");
        let link = Script::answers(vec![problem(kind)]);
        let error = link.push(None, std::slice::from_ref(&sending("d", 3))).await.unwrap_err();
        assert_eq!(next(Attempt::Push, error), sent, "{kind:?} sent");
    }
}

#[tokio::test]
async fn the_desk_says_how_long_to_wait_in_its_problem_or_in_a_header() {
    let mut busy = Problem::new(ProblemKind::Overloaded, "busy");
    busy.retry_after_ms = Some(1_500);
    let asked = |error| match error {
        BackendError::Transient { retry_after, .. } => retry_after,
        other => panic!("{other:?}"),
    };
    let link = Script::answers(vec![json_of(503, &serde_json::to_value(busy).unwrap())]);
    assert_eq!(asked(link.pull(None, None).await.unwrap_err()), Some(Span(1_500)));
    let mut head = ours(429);
    head.headers.push(("retry-after".into(), "7".into()));
    let link = Script::answers(vec![Response { head, body: Vec::new() }]);
    assert_eq!(asked(link.pull(None, None).await.unwrap_err()), Some(Span::seconds(7)));
}

#[tokio::test]
async fn operations_that_the_desk_does_not_understand_are_refused_and_do_not_end_the_link() {
    let operation = sending("d", 3);
    for (kind, refusal) in [
        (ProblemKind::InvalidRequest, Refusal::Forbidden),
        (ProblemKind::TooLarge, Refusal::TooLong { limit: api::REQUEST_LIMIT }),
    ] {
        let link = Script::answers(vec![problem(kind)]);
        let error = link.push(None, std::slice::from_ref(&operation)).await.unwrap_err();
        assert_eq!(error, BackendError::Refused(refusal));
    }
}

fn sending(device: &str, n: i64) -> Sending {
    let key = OperationKey { device: DeviceId::new(device), n };
    let operation = Operation { ticket: TicketId(5), action: Action::Take };
    Sending { id: OperationId(format!("{device}-{n}")), key, fingerprint: "f0".into(), operation }
}

#[tokio::test]
async fn a_push_is_of_one_device_and_a_page_tells_of_the_one_it_is_asked_for() {
    let receipt = serde_json::json!({ "receipts": [
        { "key": { "device": "a", "n": 1 }, "id": "a-1", "outcome": "applied", "seq": 12 } ] });
    let link = Script::answers(vec![json_of(200, &receipt), page_to(12)]);
    let both = [sending("a", 1), sending("b", 1)];
    let receipts = link.push(Some(&Lease("mine".into())), &both).await.unwrap();
    assert_eq!(
        receipts,
        [Receipt { key: both[0].key.clone(), id: both[0].id.clone(), outcome: Outcome::Applied { seq: 12 } }]
    );
    link.pull(None, Some(&DeviceId::new("b"))).await.unwrap();
    let asked = link.transport.asked.lock().unwrap();
    let sent: serde_json::Value = serde_json::from_slice(asked[0].body.as_ref().unwrap()).unwrap();
    let wanted = serde_json::json!({ "device": "a", "lease": "mine", "operations": [
        { "n": 1, "id": "a-1", "fingerprint": "f0", "operation": { "type": "take", "ticket": 5 } } ] });
    assert_eq!(sent, wanted);
    assert!(asked[1].query.contains(&("device", "b".to_string())));
}

const HEARTBEAT: &str = "event: hb\ndata: {\"head\":3,\"server_time_ms\":1}\n\n";

#[tokio::test(start_paused = true)]
async fn an_event_is_news_if_the_feed_has_not_been_read_that_far() {
    let link = Script::streams(vec![vec![
        (0, HEARTBEAT),
        (1, "event: head\ndata: {\"seq\":3}\n\n"),
        (1, "event: novel\ndata: x\n\n"),
        (1, "event: head\nda"),
        (1, "ta: {\"seq\":4}\n\n"),
        (15, "event: hb\ndata: {\"head\":9,\"server_time_ms\":1}\n\n"),
    ]]);
    link.known().seq = 3;
    let begun = Instant::now();
    link.changed().await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 4, "what is known is no news, and neither is what is not understood");
    link.known().seq = 4;
    link.changed().await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 19, "a heartbeat makes up for a lost hint");
    assert!(matches!(link.changed().await, Err(BackendError::Transient { .. })), "it was closed without a word");
    assert_eq!(link.transport.asked.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_falls_silent_is_a_lost_link_after_forty_seconds() {
    let link = Script::streams(vec![vec![(0, HEARTBEAT), (3_600, HEARTBEAT)]]);
    link.known().seq = 3;
    let begun = Instant::now();
    let error = link.changed().await.unwrap_err();
    assert!(matches!(error, BackendError::Transient { problem: LinkProblem::Unreachable, .. }), "{error:?}");
    assert_eq!(begun.elapsed().as_secs(), 40);
}

#[tokio::test(start_paused = true)]
async fn after_a_sleep_the_old_stream_is_not_listened_to_any_more() {
    let link = Script::streams(vec![vec![(0, HEARTBEAT), (3_600, HEARTBEAT)], vec![(0, HEARTBEAT)]]);
    link.known().seq = 3;
    let unheard = tokio::time::timeout(Duration::from_secs(5), link.changed()).await;
    assert!(unheard.is_err(), "the stream is open, and quiet");
    link.known().seq = 2;
    link.disconnect();
    let begun = Instant::now();
    link.changed().await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 0, "the desk said at once on a new one what the old one would not");
    assert_eq!(link.transport.asked.lock().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn without_a_first_heartbeat_it_asks_for_changes_and_lets_the_desk_wait() {
    let mute = vec![(3_600, HEARTBEAT)];
    let script = Script {
        calls: Mutex::new(vec![page_to(3), page_to(3), page_to(3), page_to(4)].into()),
        streams: Mutex::new(vec![mute].into()),
        ..Script::default()
    };
    let link = link(script);
    link.pull(None, None).await.unwrap();
    let begun = Instant::now();
    link.changed().await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 20 + 3 * 25);
    let asked = link.transport.asked.lock().unwrap();
    let last = asked.last().unwrap();
    assert!(last.query.contains(&("wait", "25".into())) && last.query.contains(&("since", "c3".into())), "{last:?}");
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_says_goodbye_is_opened_again_and_the_link_stays() {
    let bye = vec![(0, HEARTBEAT), (1, "event: bye\ndata: {\"retry_ms\":1000}\n\n")];
    let link = Script::streams(vec![bye, vec![(0, "event: hb\ndata: {\"head\":4,\"server_time_ms\":1}\n\n")]]);
    link.known().seq = 3;
    let begun = Instant::now();
    link.changed().await.unwrap();
    assert!((2_000..2_600).contains(&begun.elapsed().as_millis()), "{:?}", begun.elapsed());
    assert_eq!(link.transport.asked.lock().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_event_without_an_end_does_not_fill_the_memory() {
    let endless = vec![(0, "data: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"); 2_000];
    let error = Script::streams(vec![endless]).changed().await.unwrap_err();
    assert!(matches!(error, BackendError::Transient { .. }), "{error:?}");
}
