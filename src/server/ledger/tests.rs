use super::super::care;
use super::*;
use crate::domain::{Priority, Role, Span, Status};
use crate::seam::Seeded;
use crate::server::desk::{Core, Limits, ServerConfig, open_core};
use crate::store::Store;
use secrecy::ExposeSecret;
use std::sync::Arc;

/// A ticket of the sample that nobody holds and nobody has routed.
pub const FREE: TicketId = TicketId(48320);

pub struct Desk {
    core: Core,
    _dir: tempfile::TempDir,
}

impl Desk {
    pub fn open() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let config = ServerConfig {
            database: dir.path().join("desk.db"),
            sample: true,
            limits: Limits::default(),
            clock: Arc::new(crate::seam::ManualClock::at(Timestamp(1_800_000_000_000))),
            rng: Arc::new(Seeded::new(1)),
        };
        Desk { core: open_core(config).unwrap(), _dir: dir }
    }

    /// Takes away what keeps the server from changing the trail, as somebody with the file could.
    fn unlock(&self) {
        let sql = "drop trigger txn_is_not_changed; drop trigger txn_is_not_shortened";
        self.store().write::<_, StoreError>(|tx| tx.batch(sql)).unwrap();
    }

    pub fn store(&self) -> &Store {
        &self.core.store
    }

    fn operator(&self, id: &str) -> Operator {
        let id = crate::domain::OperatorId::new(id);
        self.store().read::<_, StoreError>(|tx| reference::operator(tx, &id)).unwrap().unwrap()
    }

    /// Signed in as that operator.
    fn holder(&self, id: &str) -> Holder {
        let (id, at) = (crate::domain::OperatorId::new(id), self.core.clock.now());
        let rng = self.core.rng.as_ref();
        let token = self.store().write(|tx| tokens::issue(tx, &id, "test", at, rng)).unwrap();
        self.store().read(|tx| tokens::holder(tx, token.expose_secret())).unwrap().unwrap()
    }

    fn settle(&self, who: &str, device: &str, n: i64, action: Action) -> Result<Outcome, SettleError> {
        self.settle_on(who, device, n, FREE, action)
    }

    pub fn settle_on(
        &self,
        who: &str,
        device: &str,
        n: i64,
        ticket: TicketId,
        action: Action,
    ) -> Result<Outcome, SettleError> {
        let (actor, at) = (self.operator(who), self.core.clock.now());
        let mut sending = sending(&format!("{device}:{n}"), device, n, action);
        sending.operation.ticket = ticket;
        sending.fingerprint = digest(&sending.operation).unwrap();
        self.store().write(|tx| settle(tx, &actor, &sending, at))
    }

    pub fn head(&self) -> i64 {
        self.store().read(|tx| head(tx)).unwrap().seq
    }

    pub fn count(&self, sql: &str) -> i64 {
        self.store().read::<_, StoreError>(|tx| tx.first(sql, &[])?.unwrap().int(0)).unwrap()
    }

    fn priority(&self) -> Priority {
        self.store().read::<_, StoreError>(|tx| tickets::get(tx, FREE)).unwrap().unwrap().priority
    }
}

fn key(device: &str, n: i64) -> OperationKey {
    OperationKey { device: DeviceId::new(device), n }
}

fn sending(id: &str, device: &str, n: i64, action: Action) -> Sending {
    let operation = Operation { ticket: FREE, action };
    Sending { key: key(device, n), id: OperationId::new(id), fingerprint: digest(&operation).unwrap(), operation }
}

fn comment(body: &str) -> Action {
    Action::Comment { body: body.to_string() }
}

pub fn applied(outcome: &Result<Outcome, SettleError>) -> i64 {
    match outcome {
        Ok(Outcome::Applied { seq }) => *seq,
        other => panic!("not applied: {other:?}"),
    }
}

#[test]
fn an_operation_that_comes_twice_takes_effect_once_and_gets_the_same_answer() {
    let desk = Desk::open();
    let first = desk.settle("op-01", "d", 1, comment("hello"));
    let (seq, head) = (applied(&first), desk.head());
    assert_eq!(seq, head);
    assert_eq!(applied(&desk.settle("op-01", "d", 1, comment("hello"))), seq);
    assert_eq!(desk.head(), head);
    assert_eq!(desk.count("select count(*) from article where id = 'd:1'"), 1);
}

#[test]
fn an_operation_whose_answer_is_no_longer_kept_is_still_not_done_again() {
    let desk = Desk::open();
    applied(&desk.settle("op-01", "d", 1, comment("hello")));
    let forget = |days| {
        let now = desk.core.clock.now() + Span::days(days);
        desk.store().write::<_, StoreError>(|tx| care::forget(tx, now)).unwrap();
    };
    forget(30);
    applied(&desk.settle("op-01", "d", 1, comment("hello")));
    let (refused, head) = (desk.settle("op-01", "d", 2, comment(" ")), desk.head());
    assert!(matches!(refused, Ok(Outcome::Refused { .. })));
    forget(31);
    assert_eq!(applied(&desk.settle("op-01", "d", 1, comment("hello"))), head);
    assert_eq!(desk.settle("op-01", "d", 2, comment(" ")).unwrap(), Outcome::Already);
    let other = sending("other", "d", 1, comment("hello"));
    let other = desk.store().write(|tx| settle(tx, &desk.operator("op-01"), &other, desk.core.clock.now()));
    assert!(matches!(other, Err(SettleError::Reused(_))), "that number had another operation");
    assert_eq!(desk.head(), head);
}

#[test]
fn an_operation_whose_predecessors_are_missing_waits_for_them() {
    let desk = Desk::open();
    applied(&desk.settle("op-01", "d", 1, comment("one")));
    let head = desk.head();
    let early = desk.settle("op-01", "d", 3, comment("three"));
    assert!(matches!(early, Err(SettleError::Gap { last_n: 1 })));
    assert!(matches!(desk.settle("op-01", "new", 2, comment("two")), Err(SettleError::Gap { last_n: 0 })));
    assert_eq!(desk.head(), head);
    applied(&desk.settle("op-01", "d", 2, comment("two")));
    applied(&desk.settle("op-01", "d", 3, comment("three")));
}

#[test]
fn a_key_with_another_content_is_noticed() {
    let desk = Desk::open();
    applied(&desk.settle("op-01", "d", 1, comment("mine")));
    let reused = desk.settle("op-01", "d", 1, comment("somebody else's"));
    assert!(matches!(reused, Err(SettleError::Reused(reused)) if reused == key("d", 1)));
}

#[test]
fn an_operation_takes_effect_once_whatever_device_and_number_it_comes_under() {
    let desk = Desk::open();
    let settle_as = |device: &str, n, action| {
        let sending = sending("the-one", device, n, action);
        desk.store().write(|tx| settle(tx, &desk.operator("op-01"), &sending, desk.core.clock.now()))
    };
    let seq = applied(&settle_as("d", 1, comment("hello")));
    assert_eq!(applied(&settle_as("d", 2, comment("hello"))), seq, "it was numbered anew");
    assert_eq!(applied(&settle_as("copy", 1, comment("hello"))), seq, "the profile was copied");
    let later = desk.core.clock.now() + Span::days(400);
    desk.store().write::<_, StoreError>(|tx| care::forget(tx, later)).unwrap();
    assert_eq!(applied(&settle_as("d", 3, comment("hello"))), seq, "no answer is kept for so long, but the trail is");
    assert_eq!((desk.head(), desk.count("select count(*) from article where id = 'the-one'")), (seq, 1));
    // The numbers are used up all the same.
    applied(&desk.settle("op-01", "d", 4, comment("next")));
    applied(&desk.settle("op-01", "copy", 2, comment("next")));
}

#[test]
fn what_was_refused_is_refused_under_another_number_too() {
    let desk = Desk::open();
    let settle_as = |n, action| {
        let sending = sending("the-one", "d", n, action);
        desk.store().write(|tx| settle(tx, &desk.operator("op-01"), &sending, desk.core.clock.now()))
    };
    let first = settle_as(1, comment(" ")).unwrap();
    for _ in 0..2 {
        assert_eq!(settle_as(2, comment(" ")).unwrap(), first, "as often as that number comes");
    }
    assert!(matches!(settle_as(3, comment("other")), Err(SettleError::Reused(_))), "one name, one content");
}

#[test]
fn an_operation_cannot_take_the_place_of_somebody_s_article() {
    let desk = Desk::open();
    let sql = "select id, body from article order by id limit 1";
    let row = desk.store().read::<_, StoreError>(|tx| Ok(tx.first(sql, &[])?.unwrap())).unwrap();
    let (id, body) = (row.text(0).unwrap().to_string(), row.text(1).unwrap().to_string());
    let forged = sending(&id, "d", 1, comment("forged"));
    let outcome = desk.store().write(|tx| settle(tx, &desk.operator("op-01"), &forged, desk.core.clock.now()));
    assert_eq!(outcome.unwrap(), Outcome::Refused { refusal: Refusal::Forbidden });
    let row = desk.store().read::<_, StoreError>(|tx| Ok(tx.first(sql, &[])?.unwrap())).unwrap();
    assert_eq!(row.text(1).unwrap(), body);
    let own = sending("mine", "d", 2, comment("mine"));
    desk.store().write(|tx| settle(tx, &desk.operator("op-01"), &own, desk.core.clock.now())).unwrap();
    let theirs = sending("mine", "e", 1, comment("not mine"));
    let outcome = desk.store().write(|tx| settle(tx, &desk.operator("op-02"), &theirs, desk.core.clock.now()));
    assert!(matches!(outcome, Err(SettleError::Reused(_))));
}

#[test]
fn a_device_stays_with_the_operator_who_first_used_it() {
    let desk = Desk::open();
    applied(&desk.settle("op-01", "d", 1, comment("mine")));
    assert!(matches!(desk.settle("op-02", "d", 2, comment("not mine")), Err(SettleError::NotYours)));
    assert!(matches!(desk.settle("op-02", "d", 1, comment("mine")), Err(SettleError::NotYours)));
}

#[test]
fn a_refusal_uses_up_its_number_and_changes_nothing() {
    let desk = Desk::open();
    let head = desk.head();
    let outcome = desk.settle("op-01", "d", 1, comment("   ")).unwrap();
    assert_eq!(outcome, Outcome::Refused { refusal: Refusal::EmptyText });
    assert_eq!(desk.head(), head);
    assert_eq!(desk.settle("op-01", "d", 1, comment("   ")).unwrap(), outcome);
    applied(&desk.settle("op-01", "d", 2, comment("better")));
}

#[test]
fn the_second_of_two_who_take_is_told_the_winner() {
    let desk = Desk::open();
    applied(&desk.settle("op-01", "a", 1, Action::Take));
    match desk.settle("op-02", "b", 1, Action::Take).unwrap() {
        Outcome::Refused { refusal: Refusal::Conflict { found, mark: Some(mark), .. } } => {
            assert_eq!((found.as_str(), mark.by.as_str()), ("op-01", "op-01"));
        }
        other => panic!("two winners: {other:?}"),
    }
}

#[test]
fn two_who_change_different_fields_both_succeed() {
    let desk = Desk::open();
    let low = Action::SetPriority { from: desk.priority(), to: Priority::Low };
    applied(&desk.settle("op-01", "a", 1, low));
    let pending = Action::SetStatus { from: Status::New, to: Status::Pending };
    applied(&desk.settle("op-02", "b", 1, pending));
}

#[test]
fn what_already_is_as_wanted_succeeds_without_a_new_transaction() {
    let desk = Desk::open();
    let seq = applied(&desk.settle("op-01", "a", 1, Action::Take));
    assert_eq!(applied(&desk.settle("op-01", "a", 2, Action::Take)), seq);
    assert_eq!(desk.head(), seq);
}

#[test]
fn the_decision_about_a_suggestion_is_in_the_audit_trail() {
    let desk = Desk::open();
    let decision = Decision::Overridden { suggested: Role::Am, reason: "an invoice".into() };
    let seq =
        applied(&desk.settle("op-01", "a", 1, Action::Route { from: None, to: Role::Ba, decision, knowledge: None }));
    let row = desk.store().read::<_, StoreError>(|tx| {
        let sql = "select actor, device, n, kind, target, decision from txn where seq = $1";
        Ok(tx.first(sql, &[seq.into()])?.unwrap())
    });
    let row = row.unwrap();
    let texts: Vec<&str> = [0, 1, 3, 4].into_iter().map(|column| row.text(column).unwrap()).collect();
    assert_eq!(texts, ["op-01", "a", "route", &FREE.to_string()]);
    assert!(row.text(5).unwrap().contains("an invoice"));
}

/// The lesson of the ticket, and where the feed says that it changed last: whether it is gone.
fn taught(desk: &Desk) -> (Option<crate::domain::Lesson>, Option<(i64, i64)>) {
    let found = desk.store().read::<_, StoreError>(|tx| {
        let feed =
            tx.first("select seq, gone from feed where kind = 'lesson' and id = $1", &[FREE.to_string().into()])?;
        let feed = feed.map(|row| Ok::<_, StoreError>((row.int(0)?, row.int(1)?))).transpose()?;
        Ok((crate::store::lessons::get(tx, FREE)?, feed))
    });
    found.unwrap()
}

fn routed(from: Option<Role>, to: Role, decision: Decision) -> Action {
    Action::Route { from, to, decision, knowledge: Some("2026.2-486bce".into()) }
}

#[test]
fn a_routing_on_a_suggestion_teaches_and_the_next_one_teaches_in_its_place() {
    let desk = Desk::open();
    let seq = applied(&desk.settle("op-01", "a", 1, routed(None, Role::Gsd, Decision::Accepted)));
    let (lesson, feed) = taught(&desk);
    let lesson = lesson.unwrap();
    assert_eq!((lesson.suggested, lesson.role, feed), (Role::Gsd, Role::Gsd, Some((seq, 0))));
    assert_eq!((lesson.operator.as_str(), lesson.knowledge.as_deref()), ("op-01", Some("2026.2-486bce")));
    assert!(!lesson.taught.body.is_empty() && lesson.taught.onboarding.is_some());
    let trail = desk.store().read::<_, StoreError>(|tx| {
        Ok(tx.first("select decision from txn where seq = $1", &[seq.into()])?.unwrap().text(0)?.to_string())
    });
    assert!(trail.unwrap().contains("2026.2-486bce"), "the audit trail names the knowledge");
    let decision = Decision::Overridden { suggested: Role::Gsd, reason: "a price".into() };
    applied(&desk.settle("op-02", "b", 1, routed(Some(Role::Gsd), Role::Am, decision)));
    let lesson = taught(&desk).0.unwrap();
    assert_eq!((lesson.role, lesson.reason.as_deref(), lesson.operator.as_str()), (Role::Am, Some("a price"), "op-02"));
    assert_eq!(desk.count("select count(*) from lesson"), 1);
}

#[test]
fn a_routing_that_is_taken_back_and_a_lesson_that_is_teach_no_more() {
    let desk = Desk::open();
    applied(&desk.settle("op-01", "a", 1, routed(None, Role::Gsd, Decision::Accepted)));
    let seq = applied(&desk.settle("op-01", "a", 2, routed(Some(Role::Gsd), Role::Am, Decision::Unaided)));
    assert_eq!(taught(&desk), (None, Some((seq, 1))));
    applied(&desk.settle("op-01", "a", 3, routed(Some(Role::Am), Role::Ba, Decision::Accepted)));
    let seq = applied(&desk.settle("op-02", "b", 1, Action::Unlearn));
    assert_eq!(taught(&desk), (None, Some((seq, 1))));
    let owner = desk.store().read::<_, StoreError>(|tx| tickets::get(tx, FREE)).unwrap().unwrap().owner_role;
    assert_eq!(owner, Some(Role::Ba), "it stays where it was routed to");
}

#[test]
fn many_at_once_get_numbers_without_a_gap_and_one_chain() {
    let desk = Desk::open();
    let before = desk.head();
    std::thread::scope(|scope| {
        for who in ["op-01", "op-02", "op-03", "op-04"] {
            let desk = &desk;
            scope.spawn(move || {
                for n in 1..=25 {
                    applied(&desk.settle(who, who, n, comment("at once")));
                }
            });
        }
    });
    assert_eq!(desk.head(), before + 100);
    assert_eq!(desk.count("select count(*) from txn"), desk.head());
    assert_eq!(desk.count("select max(seq) from txn"), desk.head());
    let checked = desk.store().read(|tx| check(tx, &mut |_, _, _| {})).unwrap();
    assert_eq!(checked, Ok(desk.head()));
}

#[test]
fn a_token_revoked_between_the_asking_and_the_doing_does_nothing_any_more() {
    let desk = Desk::open();
    let (holder, at, head) = (desk.holder("op-01"), desk.core.clock.now(), desk.head());
    let other = desk.holder("op-02");
    assert_eq!(desk.store().write::<_, StoreError>(|tx| tokens::revoke(tx, &holder.operator.id)).unwrap(), 1);
    let sending = sending("a:1", "a", 1, comment("too late"));
    let settled = desk.store().write(|tx| settle_for(tx, &holder, None, &sending, at));
    assert!(matches!(settled, Err(SettleError::SignedOut)), "{settled:?}");
    let taken = desk.store().write(|tx| work_next(tx, &holder, at));
    assert!(matches!(taken, Err(SettleError::SignedOut)), "{taken:?}");
    assert_eq!(desk.head(), head);
    assert_eq!(desk.store().read(|tx| acknowledged_n(tx, &sending.key.device)).unwrap(), 0);
    applied(&desk.store().write(|tx| settle_for(tx, &other, None, &sending, at)));
}

#[test]
fn two_operators_who_press_work_next_at_once_get_two_tickets() {
    let desk = Desk::open();
    let taken = std::thread::scope(|scope| {
        let ask = |who: &'static str| {
            let desk = &desk;
            scope.spawn(move || {
                let (holder, at) = (desk.holder(who), desk.core.clock.now());
                desk.store().write(|tx| work_next(tx, &holder, at)).unwrap().unwrap()
            })
        };
        let both = [ask("op-01"), ask("op-02")];
        both.map(|thread| thread.join().unwrap())
    });
    assert_ne!(taken[0], taken[1]);
    for (who, id) in ["op-01", "op-02"].into_iter().zip(taken) {
        let ticket = desk.store().read::<_, StoreError>(|tx| tickets::get(tx, id)).unwrap().unwrap();
        assert_eq!(ticket.assignee.unwrap().as_str(), who);
    }
}

#[test]
fn a_word_changed_in_the_audit_trail_is_found() {
    let desk = Desk::open();
    desk.unlock();
    let seq = applied(&desk.settle("op-01", "a", 1, comment("true")));
    applied(&desk.settle("op-01", "a", 2, comment("true too")));
    for (forge, back) in [("actor = 'op-02'", "actor = 'op-01'"), ("operation = null", "operation = 'a:1'")] {
        let write = |change: &str| {
            let sql = format!("update txn set {change} where seq = $1");
            desk.store().write::<_, StoreError>(|tx| tx.execute(&sql, &[seq.into()])).unwrap();
            desk.store().read(|tx| check(tx, &mut |_, _, _| {})).unwrap()
        };
        assert_eq!(write(forge), Err(seq), "{forge}");
        assert_eq!(write(back), Ok(desk.head()));
    }
}

#[test]
fn an_audit_trail_that_lost_its_end_is_found() {
    let desk = Desk::open();
    desk.unlock();
    let seq = applied(&desk.settle("op-01", "a", 1, comment("true")));
    desk.store().write::<_, StoreError>(|tx| tx.execute("delete from txn where seq = $1", &[seq.into()])).unwrap();
    assert_eq!(desk.store().read(|tx| check(tx, &mut |_, _, _| {})).unwrap(), Err(seq));
}
