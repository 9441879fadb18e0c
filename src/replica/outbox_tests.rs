//! What becomes of operations on their way, case by case; then anything that may happen to them, in any order,
//! against a model of a few lines.

use super::tests::{Home, ID, NOW, comment, page, read, record, sent, shown, states, submit, texts, ticket};
use super::*;
use crate::domain::operation::Field;
use crate::domain::{
    Action, Article, ArticleId, Author, AuthorKind, Channel, Checkpoint, Cursor, Direction, Operation, OperationKey,
    OutboxState, Outcome, Receipt, Record, Refusal, Sending, Ticket, Visibility,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn receipt(sending: &Sending, outcome: Outcome) -> Receipt {
    Receipt { key: sending.key.clone(), id: sending.id.clone(), outcome }
}

fn numbers(replica: &Replica) -> Vec<i64> {
    replica.to_push(9).unwrap().into_iter().map(|it| it.key.n).collect()
}

fn stuck() -> OutboxState {
    OutboxState::Stuck { detail: "500".into() }
}

#[test]
fn what_was_never_sent_can_be_dropped_and_leaves_no_hole_in_the_numbers() {
    let home = Home::new();
    let replica = home.with_ticket();
    let (first, second, third) =
        (submit(&replica, comment("a")), submit(&replica, comment("b")), submit(&replica, comment("c")));
    replica.discard(&second).unwrap();
    let pushed: Vec<_> = replica.to_push(9).unwrap().into_iter().map(|it| (it.key.n, it.id)).collect();
    assert_eq!(pushed, [(1, first.clone()), (2, third)]);
    assert!(matches!(replica.discard(&first), Err(ReplicaError::Waiting(_))), "it may have taken effect");
    assert!(matches!(replica.edit(&first), Err(ReplicaError::Waiting(_))));
    assert!(matches!(replica.retry(&first), Err(ReplicaError::Waiting(_))));
}

#[test]
fn a_text_taken_back_to_be_edited_goes_before_what_is_being_written() {
    let home = Home::new();
    let replica = home.with_ticket();
    let reply = submit(&replica, Action::Reply { body: "Dear Ana".into(), seen: 0, force: false });
    replica.save_draft(ID, Visibility::Public, "And another thing").unwrap();
    let taken = replica.edit(&reply).unwrap();
    assert_eq!((taken.ticket, taken.kind, taken.seen), (ID, Visibility::Public, Some(0)));
    let draft = replica.draft(ID, Visibility::Public).unwrap();
    assert_eq!((draft.as_deref(), states(&replica)), (Some("Dear Ana\n\nAnd another thing"), vec![]));
    assert_eq!(shown(&replica).replies, 0, "it lies on the ticket no more");
    let take = submit(&replica, Action::Take);
    assert!(matches!(replica.edit(&take), Err(ReplicaError::NothingToEdit(_))));
}

#[test]
fn what_was_sent_is_known_to_have_been_after_a_crash_although_nothing_came_back() {
    let home = Home::new();
    let replica = home.with_ticket();
    submit(&replica, comment("a"));
    submit(&replica, comment("b"));
    let before = replica.to_push(1).unwrap();
    let counted = || replica.counts().map(|counts| (counts.waiting, counts.unknown)).unwrap();
    assert_eq!((states(&replica), counted()), (vec![OutboxState::InFlight, OutboxState::Queued], (2, 0)));
    replica.unanswered();
    assert_eq!((states(&replica), counted()), (vec![OutboxState::Unknown, OutboxState::Queued], (2, 1)));
    drop(replica);
    let replica = home.open();
    assert_eq!(states(&replica), [OutboxState::Unknown, OutboxState::Queued]);
    assert_eq!(replica.to_push(1).unwrap(), before, "the same number, name, digest and words");
}

#[test]
fn behind_one_that_is_stuck_its_ticket_waits_and_others_flow_on_under_its_number() {
    let home = Home::new();
    let replica = home.with_ticket();
    let other = TicketId(8);
    read(&replica, page(2, vec![record(Ticket { id: other, ..ticket() })]));
    let poison = submit(&replica, comment("poison"));
    let after = submit(&replica, comment("after"));
    let elsewhere = replica.submit(&Operation { ticket: other, action: comment("elsewhere") }).unwrap();
    assert_eq!(sent(&replica, 1), std::slice::from_ref(&poison));
    replica.set_aside("500").unwrap();
    assert_eq!(states(&replica), [stuck(), OutboxState::Queued, OutboxState::Queued]);
    let pushed = replica.to_push(9).unwrap();
    assert_eq!(pushed.iter().map(|it| (&it.id, it.key.n)).collect::<Vec<_>>(), [(&elsewhere, 1)]);
    let counts = replica.counts().unwrap();
    assert_eq!((counts.waiting, counts.to_send, counts.stuck), (2, 1, 1));
    replica.settle(&[receipt(&pushed[0], Outcome::Applied { seq: 2 })]).unwrap();
    assert_eq!(replica.retry(&poison).unwrap(), poison, "the desk may have done it: it keeps its name");
    assert_eq!(sent(&replica, 9), [poison, after]);
    assert_eq!(numbers(&replica), [2, 3]);
}

#[test]
fn what_was_refused_keeps_its_text_until_somebody_decides_whatever_time_passes() {
    let home = Home::new();
    let replica = home.with_ticket();
    let refusal =
        Refusal::Conflict { field: Field::Status, expected: "open".into(), found: "closed".into(), mark: None };
    submit(&replica, comment("an hour's work"));
    let pushed = replica.to_push(1).unwrap();
    replica.settle(&[receipt(&pushed[0], Outcome::Refused { refusal: refusal.clone() })]).unwrap();
    home.clock.advance(Span::days(365));
    drop(replica);
    let replica = home.open();
    assert_eq!(states(&replica), [OutboxState::Refused { refusal }]);
    assert_eq!(replica.outbox().unwrap()[0].operation.action.typed_text(), Some("an hour's work"));
}

#[test]
fn what_the_feed_has_passed_is_kept_for_a_month_and_then_forgotten() {
    let home = Home::new();
    let replica = home.with_ticket();
    submit(&replica, comment("done"));
    let pushed = replica.to_push(1).unwrap();
    replica.settle(&[receipt(&pushed[0], Outcome::Applied { seq: 1 })]).unwrap();
    let kept = |replica: &Replica| {
        let sql = "select count(*) from confirmed";
        replica.read_outbox(|tx| tx.first(sql, &[])?.unwrap().int(0)).unwrap()
    };
    assert_eq!((states(&replica), kept(&replica)), (vec![], 1));
    home.clock.advance(Span::days(29));
    drop(replica);
    let replica = home.open();
    assert_eq!(kept(&replica), 1);
    home.clock.advance(Span::days(2));
    drop(replica);
    assert_eq!(kept(&home.open()), 0);
}

#[test]
fn what_the_lost_tail_of_a_desk_had_of_ours_is_sent_again_under_its_old_name_and_in_its_old_order() {
    let home = Home::new();
    let replica = home.with_ticket();
    let names: Vec<_> = ["a", "b", "c"].map(|text| submit(&replica, comment(text))).into();
    let pushed = replica.to_push(2).unwrap();
    replica.settle(&[receipt(&pushed[0], Outcome::Applied { seq: 2 })]).unwrap();
    replica.settle(&[receipt(&pushed[1], Outcome::Applied { seq: 3 })]).unwrap();
    read(&replica, page(3, vec![]));
    assert_eq!(states(&replica), [OutboxState::Queued]);
    assert_eq!(replica.send_again_after(2, None).unwrap().again, 1);
    let again = replica.to_push(9).unwrap();
    assert_eq!(again.iter().map(|it| &it.id).collect::<Vec<_>>(), [&names[1], &names[2]]);
    assert_eq!((&again[0].fingerprint, &again[0].operation), (&pushed[1].fingerprint, &pushed[1].operation));
}

/// Two that took effect in another order than that of their numbers, and the desk lost the later: it is numbered anew
/// beside the other.
#[test]
fn what_was_lost_before_another_that_was_not_is_sent_again_under_a_number_of_its_own() {
    let home = Home::new();
    let replica = home.with_ticket();
    let names: Vec<_> = ["a", "b"].map(|text| submit(&replica, comment(text))).into();
    let pushed = replica.to_push(2).unwrap();
    let later_first = [Outcome::Applied { seq: 5 }, Outcome::Applied { seq: 3 }];
    replica
        .settle(&[receipt(&pushed[0], later_first[0].clone()), receipt(&pushed[1], later_first[1].clone())])
        .unwrap();
    let third = submit(&replica, comment("c"));
    assert_eq!(replica.send_again_after(4, None).unwrap().again, 1);
    let again: Vec<_> = replica.to_push(9).unwrap().into_iter().map(|it| (it.id, it.key.n)).collect();
    assert_eq!(again, [(names[0].clone(), 3), (third, 4)]);
}

#[test]
fn beside_a_held_reply_stand_the_replies_that_came_before_it_and_not_ones_own_that_wait() {
    let home = Home::new();
    let replica = home.with_ticket();
    let reply = |n: i64, body: &str| Article {
        id: ArticleId::new(format!("r{n}")),
        ticket: ID,
        at: NOW + Span::minutes(n),
        visibility: Visibility::Public,
        direction: Direction::Outbound,
        author: Author { kind: AuthorKind::Operator, id: "op-2".into(), name: "Berta".into() },
        channel: Some(Channel::Email),
        recorded_by: None,
        body: body.into(),
    };
    let answer = |body: &str, seen| Action::Reply { body: body.into(), seen, force: false };
    read(&replica, page(2, vec![Record::Article(reply(1, "known")), record(Ticket { replies: 1, ..ticket() })]));
    submit(&replica, answer("mine", 1));
    let held = replica.to_push(1).unwrap();
    let note = Article { visibility: Visibility::Internal, direction: Direction::Note, ..reply(4, "a note") };
    let came = [reply(2, "second"), reply(3, "third"), note].map(Record::Article);
    read(&replica, page(3, came.into_iter().chain([record(Ticket { replies: 3, ..ticket() })]).collect()));
    assert!(texts(&replica).contains(&"mine".to_string()), "the desk has not decided: its author sees it still");
    assert_eq!(shown(&replica).replies, 3, "but it counts for nothing");
    replica.settle(&[receipt(&held[0], Outcome::Refused { refusal: Refusal::NewerReply })]).unwrap();
    submit(&replica, answer("later", 3));
    let entries = replica.outbox().unwrap();
    let newer: Vec<Vec<String>> =
        entries.into_iter().map(|it| it.newer.into_iter().map(|article| article.body).collect()).collect();
    assert_eq!(newer, [vec!["second".to_string(), "third".to_string()], vec![]]);
}

/// An outbox of before operations had names: what waits keeps its number, and the name of its article.
#[test]
fn an_outbox_of_the_first_version_is_taken_over_with_its_numbers() {
    let home = Home::new();
    drop(home.open());
    let path = home.path().join("outbox.db");
    std::fs::remove_file(&path).unwrap();
    let old = Store::open(&path, true, &schema::OUTBOX[..1]).unwrap();
    let body = serde_json::to_string(&Operation { ticket: ID, action: comment("from before") }).unwrap();
    let digest = ring::digest::digest(&ring::digest::SHA256, body.as_bytes()).as_ref().to_vec();
    old.write::<_, StoreError>(|tx| {
        tx.execute("insert into device values (1, 'dev', 'op-1', 7, 7)", &[])?;
        let sql = "insert into operation values (7, 'dev', 7, 7, $1, $2, 0, 'op-1', 'Name', 'queued', null, null)";
        tx.execute(sql, &[body.into(), digest.into()])
    })
    .unwrap();
    drop(old);
    let replica = home.open();
    assert_eq!(states(&replica), [OutboxState::Unknown]);
    let pushed = replica.to_push(9).unwrap();
    assert_eq!((pushed[0].key.n, pushed[0].id.as_str()), (7, "dev:7"));
}

/// What may happen.
#[derive(Debug, Clone)]
enum Event {
    Submit { ticket: i64, refused: bool },
    Push { limit: usize, way: Way },
    FeedPasses,
    Retry(usize),
    Discard(usize),
    Edit(usize),
    SetAside,
    TryAgain,
    NewName,
    DeskForgetsNumbers,
    DeskLosesTail(i64),
    Restart,
}

/// What becomes of a push.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Good,
    RequestLost,
    ReplyLost,
    /// The desk looks at one only.
    CutShort,
}

fn event() -> impl Strategy<Value = Event> {
    let way = prop_oneof![4 => Just(Way::Good), 1 => Just(Way::RequestLost), 2 => Just(Way::ReplyLost),
        1 => Just(Way::CutShort)];
    prop_oneof![
        12 => (1..=3i64, prop::bool::weighted(0.15)).prop_map(|(ticket, refused)| Event::Submit { ticket, refused }),
        12 => (1..5usize, way).prop_map(|(limit, way)| Event::Push { limit, way }),
        5 => Just(Event::FeedPasses),
        2 => any::<usize>().prop_map(Event::Retry),
        3 => any::<usize>().prop_map(Event::Discard),
        2 => any::<usize>().prop_map(Event::Edit),
        2 => Just(Event::SetAside),
        1 => Just(Event::TryAgain),
        1 => Just(Event::NewName),
        1 => Just(Event::DeskForgetsNumbers),
        1 => (1..6i64).prop_map(Event::DeskLosesTail),
        1 => Just(Event::Restart),
    ]
}

/// A desk: what took effect, in order, and what it knows of numbers and refusals.
#[derive(Default)]
struct Model {
    /// Transaction `seq` is at `seq - 2`: the first made the tickets.
    effects: Vec<OperationId>,
    refused: Vec<OperationId>,
    last_n: BTreeMap<DeviceId, BTreeMap<i64, OperationId>>,
    /// It was told to forget since numbers last agreed.
    forgot: bool,
    /// All that was ever submitted, in order, with its ticket; the first bytes that were seen of it.
    made: Vec<(OperationId, TicketId)>,
    bytes: BTreeMap<OperationId, String>,
    /// What left by the operator's will, and whether the desk cannot have heard of it.
    dropped: BTreeMap<OperationId, bool>,
}

impl Model {
    fn head(&self) -> i64 {
        self.effects.len() as i64 + 1
    }

    fn last(&self, device: &DeviceId) -> i64 {
        self.last_n.get(device).and_then(|known| known.keys().next_back().copied()).unwrap_or(0)
    }

    fn settle(&mut self, sending: &Sending) -> Result<Outcome, Problem> {
        let Sending { key: OperationKey { device, n }, id, fingerprint, operation } = sending;
        let first = self.bytes.entry(id.clone()).or_insert_with(|| fingerprint.clone());
        assert_eq!(first, fingerprint, "its bytes changed");
        let last_n = self.last(device);
        if *n > last_n + 1 {
            assert!(self.forgot, "a hole before {n}, although the desk has forgotten nothing");
            return Err(Problem::Gap(last_n));
        }
        let known = self.last_n.entry(device.clone()).or_default();
        if *n <= last_n && known.get(n) != Some(id) {
            return Err(Problem::Reused);
        }
        known.insert(*n, id.clone());
        if let Some(at) = self.effects.iter().position(|it| it == id) {
            return Ok(Outcome::Applied { seq: at as i64 + 2 });
        }
        if operation.action.typed_text().unwrap().starts_with("no") {
            self.refused.push(id.clone());
            return Ok(Outcome::Refused { refusal: Refusal::NewerReply });
        }
        self.effects.push(id.clone());
        Ok(Outcome::Applied { seq: self.head() })
    }
}

enum Problem {
    Gap(i64),
    Reused,
}

struct World<'a> {
    home: &'a Home,
    replica: Option<Replica>,
    model: Model,
}

impl World<'_> {
    fn begin(home: &Home) -> World<'_> {
        let replica = home.open();
        let forget = "delete from operation; delete from confirmed; delete from draft; update device set last_n = 0";
        replica.write_outbox::<_, StoreError>(|tx| tx.batch(forget)).unwrap();
        replica.take_new_device().unwrap();
        replica.reset().unwrap();
        let tickets = (1..=3).map(|n| record(Ticket { id: TicketId(n), ..ticket() })).collect();
        read(&replica, page(1, tickets));
        World { home, replica: Some(replica), model: Model::default() }
    }

    fn replica(&self) -> &Replica {
        self.replica.as_ref().unwrap()
    }

    fn nth(&self, n: usize) -> Option<crate::domain::OutboxEntry> {
        let outbox = self.replica().outbox().unwrap();
        let at = n.checked_rem(outbox.len())?;
        outbox.into_iter().nth(at)
    }

    fn happens(&mut self, event: &Event) {
        match event {
            Event::Submit { ticket, refused } => {
                let body = format!("{}{}", if *refused { "no " } else { "" }, self.model.made.len());
                let operation = Operation { ticket: TicketId(*ticket), action: comment(&body) };
                let id = self.replica().submit(&operation).unwrap();
                self.model.made.push((id, TicketId(*ticket)));
            }
            Event::Push { limit, way } => self.push(*limit, *way),
            Event::FeedPasses => self.feed_passes(),
            Event::Retry(n) | Event::Discard(n) | Event::Edit(n) => self.decide(event, *n),
            Event::SetAside if !self.replica().to_push(1).unwrap().is_empty() => {
                self.replica().set_aside("500").unwrap();
            }
            Event::TryAgain => self.replica().try_set_aside_again().unwrap(),
            Event::NewName => self.replica().take_new_device().unwrap(),
            Event::DeskForgetsNumbers => (self.model.forgot, self.model.last_n) = (true, BTreeMap::new()),
            Event::DeskLosesTail(lost) => self.loses_tail(*lost),
            Event::Restart => self.restart(),
            Event::SetAside => {}
        }
    }

    fn decide(&mut self, event: &Event, n: usize) {
        let Some(entry) = self.nth(n) else { return };
        let done = match event {
            Event::Retry(_) => self.replica().retry(&entry.id).map(|again| {
                if again != entry.id {
                    self.model.made.push((again, entry.operation.ticket));
                    self.model.dropped.insert(entry.id.clone(), false);
                }
            }),
            Event::Discard(_) => self.replica().discard(&entry.id),
            _ => self.replica().edit(&entry.id).map(drop),
        };
        let may = match event {
            Event::Retry(_) => entry.state.may_leave() && entry.state != OutboxState::Queued,
            _ => entry.state.may_leave(),
        };
        assert_eq!(done.is_ok(), may, "{event:?} of {entry:?}");
        if may && !matches!(event, Event::Retry(_)) {
            self.model.dropped.insert(entry.id, entry.state == OutboxState::Queued);
        }
    }

    fn push(&mut self, limit: usize, way: Way) {
        let batch = self.replica().to_push(limit).unwrap();
        let consecutive = batch.windows(2).all(|pair| pair[1].key.n == pair[0].key.n + 1);
        assert!(consecutive, "{batch:?}");
        if way == Way::RequestLost {
            return self.replica().unanswered();
        }
        let (mut receipts, mut problem) = (Vec::new(), None);
        for sending in batch.iter().take(if way == Way::CutShort { 1 } else { usize::MAX }) {
            match self.model.settle(sending) {
                Ok(outcome) => receipts.push(receipt(sending, outcome)),
                Err(found) => {
                    problem = Some(found);
                    break;
                }
            }
        }
        match (way, receipts.is_empty(), problem) {
            (Way::ReplyLost, ..) => self.replica().unanswered(),
            (_, true, Some(Problem::Gap(last_n))) => {
                self.replica().continue_after(last_n).unwrap();
                self.model.forgot = false;
            }
            (_, true, Some(Problem::Reused)) => self.replica().take_new_device().unwrap(),
            _ => self.replica().settle(&receipts).unwrap(),
        }
    }

    fn feed_passes(&mut self) {
        let acknowledged_n = self.model.last(&self.replica().device_id().unwrap());
        read(self.replica(), crate::domain::Page { acknowledged_n, ..page(self.model.head(), vec![]) });
    }

    fn loses_tail(&mut self, lost: i64) {
        let seq = (self.model.head() - lost).max(1);
        self.model.effects.truncate((seq - 1) as usize);
        self.model.forgot = true;
        self.model.last_n.clear();
        self.replica().go_back(Some(&Checkpoint { cursor: Cursor(seq.to_string()), seq })).unwrap();
    }

    fn restart(&mut self) {
        self.replica = None;
        self.replica = Some(self.home.open());
    }

    fn check(&self) {
        let outbox = self.replica().outbox().unwrap();
        let confirmed: Vec<OperationId> = self
            .replica()
            .read_outbox(|tx| {
                let rows = tx.query("select id from confirmed", &[])?;
                rows.iter().map(|row| Ok(OperationId::new(row.text(0)?))).collect()
            })
            .unwrap();
        for (id, _) in &self.model.made {
            let places = [
                outbox.iter().any(|entry| entry.id == *id),
                confirmed.contains(id),
                self.model.dropped.contains_key(id),
            ];
            assert_eq!(places.iter().filter(|is| **is).count(), 1, "{id} is in {places:?}");
            let effects = self.model.effects.iter().filter(|it| *it == id).count();
            assert!(effects <= usize::from(self.model.dropped.get(id) != Some(&true)), "{id} has {effects} effects");
        }
        for ticket in 1..=3 {
            let place = |id: &OperationId| self.model.made.iter().position(|(made, _)| made == id).unwrap();
            let of = |id: &&OperationId| self.model.made[place(id)].1 == TicketId(ticket);
            let places: Vec<usize> = self.model.effects.iter().filter(of).map(place).collect();
            assert!(places.is_sorted(), "ticket {ticket}: {places:?}");
        }
    }

    /// All becomes well: what was not dropped takes effect once or stands refused.
    fn ends(mut self) {
        let stands = |entry: &crate::domain::OutboxEntry| matches!(entry.state, OutboxState::Refused { .. });
        for _ in 0..100 {
            if self.replica().outbox().unwrap().iter().all(stands) {
                break;
            }
            self.replica().try_set_aside_again().unwrap();
            self.push(50, Way::Good);
            self.feed_passes();
        }
        self.check();
        for entry in self.replica().outbox().unwrap() {
            assert!(stands(&entry), "{entry:?}");
        }
        let left = |id: &&OperationId| !self.model.dropped.contains_key(*id) && !self.model.refused.contains(id);
        for id in self.model.made.iter().map(|(id, _)| id).filter(left) {
            assert!(self.model.effects.contains(id), "{id} had no effect");
        }
    }
}

/// Nothing disappears, each name has one effect at most, a ticket's operations keep their order, bytes never change,
/// and the desk never sees a hole in the numbers that it did not make itself.
#[test]
fn whatever_happens_to_the_outbox_nothing_is_lost_doubled_or_out_of_order() {
    let home = Home::in_memory();
    let config = ProptestConfig {
        cases: if std::env::var_os("TURNO_EVERY").is_some() { 6_000 } else { 400 },
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(events in prop::collection::vec(event(), 1..60))| {
        let mut world = World::begin(&home);
        for event in &events {
            world.happens(event);
            world.check();
        }
        world.ends();
    });
}

/// Its answer may come when the desk has long lost what it says.
#[test]
fn a_late_receipt_of_a_history_that_the_desk_has_lost_says_nothing() {
    let home = Home::new();
    let replica = home.with_ticket();
    let ours = submit(&replica, comment("a"));
    let pushed = replica.to_push(9).unwrap();
    let late = receipt(&pushed[0], Outcome::Applied { seq: 9 });
    replica.go_back(None).unwrap();
    replica.settle(&[late]).unwrap();
    assert_eq!(states(&replica), [OutboxState::Unknown]);
    assert_eq!(sent(&replica, 9), [ours], "it is sent again");
}
