//! One replica and a desk in memory: whatever interrupts the reading, and whatever becomes of the desk or of the disk,
//! in the end the two hold the same.

use super::tests::{Home, NOW, comment, forget_log, record, submit, ticket};
use super::*;
use crate::backend::memory::{Desk, Memory};
use crate::backend::{Backend, BackendError};
use crate::domain::digest::Digest;
use crate::domain::{
    Anchor, Article, ArticleId, Author, AuthorKind, Channel, Direction, Filter, Operation, Outcome, Record, RecordKey,
    Status, Ticket, Visibility, WentBack, WindowRequest,
};
use crate::seam::{Calls, Clock, Seeded};
use crate::sync;
use crate::sync::perform::Worker;
use crate::sync::plan::{Input, Step};
use std::path::Path;
use std::sync::atomic::Ordering;

/// Tickets 1 to this are there; every third is closed, each has an article.
const TICKETS: i64 = 9;

pub(super) fn desk_of(home: &Home, page: usize) -> (Arc<Desk>, Arc<Memory>) {
    let mut records = Vec::new();
    for n in 1..=TICKETS {
        let status = if n % 3 == 0 { Status::Closed } else { Status::Open };
        let subject = format!("Zanzibar {n}");
        let assignee = (n % 2 == 0).then(|| OperatorId::new("op-77"));
        let customer_name = format!("Quixote {n}");
        records.push(record(Ticket { id: TicketId(n), status, subject, assignee, customer_name, ..ticket() }));
        records.push(Record::Article(article(n, &format!("a-{n}"), &format!("Xanadu {n}"))));
    }
    records.push(Record::Customer(Box::new(customer())));
    let desk = Desk::new(home.clock.clone(), page, records);
    let link = link_to(&desk);
    (desk, link)
}

pub(super) fn link_to(desk: &Arc<Desk>) -> Arc<Memory> {
    Arc::new(Memory::new(desk.clone(), OperatorId::new("op-1"), "Name of op-1", Arc::new(Seeded::new(5))))
}

fn customer() -> crate::domain::Customer {
    serde_json::from_value(serde_json::json!({
        "id": "C1", "name": "Vladivostok", "domain": "c1.example", "country": "PT", "sector": "retail", "language": "pt",
        "onboarding": "completed", "go_live_at": null, "products": [], "portal_access": true, "sites": [],
        "account_team": [], "contacts": [], "installed_base": [], "open_orders": [], "invoices": [],
        "security_notes": []
    }))
    .unwrap()
}

fn article(ticket: i64, id: &str, body: &str) -> Article {
    Article {
        id: ArticleId::new(id),
        ticket: TicketId(ticket),
        at: NOW,
        visibility: Visibility::Public,
        direction: Direction::Inbound,
        author: Author { kind: AuthorKind::Contact, id: "C1-1".into(), name: "Ana".into() },
        channel: Some(Channel::Email),
        recorded_by: None,
        body: body.into(),
    }
}

pub(super) fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.unwrap().block_on(work)
}

pub(super) fn sync_once(
    home: &Home,
    replica: &Replica,
    link: &Arc<Memory>,
) -> Result<sync::SyncReport, sync::SyncError> {
    run(sync::once(link.clone(), replica, &*home.clock, &*home.rng))
}

/// What is here, added up, if all of it is sound.
fn digest_of(replica: &Replica) -> Digest {
    let (mut digest, mut place) = (Digest::empty(0), Some(CheckPlace::start()));
    while let Some(from) = place {
        let looked = replica.look(&from, digest).unwrap();
        (digest, place) = (looked.digest, looked.next);
    }
    digest
}

pub(super) fn hold_the_same(replica: &Replica, desk: &Desk, link: &Memory, story: &str) {
    let theirs = run(link.digest()).unwrap();
    assert_eq!(digest_of(replica).differing(&theirs), Vec::<u8>::new(), "{story}");
    for record in desk.records() {
        let here = replica.read_rows(|tx| crate::store::records::get(tx, &record.key())).unwrap();
        assert_eq!(here.as_ref(), Some(&record), "{story}");
    }
    assert!(!replica.write_rows(crate::store::closed::make_index).unwrap(), "an index is missing: {story}");
    let theirs = desk.records().into_iter().filter_map(|record| match record {
        Record::Ticket(ticket) if ticket.subject.starts_with("Zanzibar") => Some(*ticket),
        _ => None,
    });
    let theirs: Vec<Ticket> = theirs.collect();
    let of = |is: fn(Status) -> bool| theirs.iter().filter(|it| is(it.status)).map(|it| it.id).collect();
    assert_eq!(found(replica, "zanzibar"), of(Status::is_live), "{story}");
    assert_eq!(found(replica, "zanzibar status:closed"), of(|status| status == Status::Closed), "{story}");
}

fn found(replica: &Replica, query: &str) -> BTreeSet<TicketId> {
    let filter = Filter::parse(query).unwrap();
    let rows = replica.window(&WindowRequest { filter, anchor: Anchor::Start, limit: 100 }).unwrap().rows;
    rows.iter().map(|row| row.id).collect()
}

/// Does it with a replica that is killed at its first transaction, its second, and so on, each time started again and
/// brought to its end, until one is not killed any more.
fn killed_at_every_border(
    prepare: impl Fn(&Home) -> (Arc<Desk>, Arc<Memory>),
    meanwhile: impl Fn(&Desk, u64),
    check: impl Fn(&Replica, &Desk, &Memory, &str),
) -> u64 {
    for border in 0.. {
        let home = Home::in_memory();
        let (desk, link) = prepare(&home);
        let replica = home.open();
        replica.inner.fuse.store(border, Ordering::SeqCst);
        let survived = sync_once(&home, &replica, &link).is_ok();
        drop(replica);
        meanwhile(&desk, border);
        let replica = home.open();
        sync_once(&home, &replica, &link).unwrap();
        check(&replica, &desk, &link, &format!("killed at transaction {border}"));
        if survived {
            return border;
        }
    }
    unreachable!("some border is the last")
}

#[test]
fn a_first_reading_killed_at_any_transaction_ends_like_one_that_was_not() {
    for page in [1, 5, 100] {
        let borders = killed_at_every_border(
            |home| desk_of(home, page),
            |desk, border| {
                // The desk lives on: a ticket changes, one is closed, one is removed with what belongs to it.
                let n = 1 + i64::try_from(border).unwrap() % TICKETS;
                let changed = desk.ticket(TicketId(n)).unwrap();
                desk.put(record(Ticket { status: Status::Resolved, version: changed.version + 1, ..changed }));
                let gone = 1 + n % TICKETS;
                desk.remove(&RecordKey::Article(ArticleId::new(format!("a-{gone}"))));
                desk.remove(&RecordKey::Ticket(TicketId(gone)));
            },
            hold_the_same,
        );
        assert!(borders > 10, "{borders} transactions");
    }
}

#[test]
fn a_reading_once_more_killed_at_any_transaction_ends_like_one_that_was_not() {
    for change in [Desk::expire_cursors, Desk::change_scope, Desk::change_history] {
        killed_at_every_border(
            |home| {
                let (desk, link) = desk_of(home, 5);
                let replica = home.open();
                sync_once(home, &replica, &link).unwrap();
                // What its feed will not say any more.
                desk.remove(&RecordKey::Article(ArticleId::new("a-3")));
                desk.remove(&RecordKey::Ticket(TicketId(3)));
                change(&desk);
                (desk, link)
            },
            |_, _| {},
            hold_the_same,
        );
    }
}

pub(super) fn written_by_us(desk: &Desk) -> Vec<String> {
    let of = |record| match record {
        Record::Article(article) if article.author.kind == AuthorKind::Operator => Some(article.body),
        _ => None,
    };
    let mut texts: Vec<String> = desk.records().into_iter().filter_map(of).collect();
    texts.sort();
    texts
}

/// The desk loses so many transactions, and uses their numbers again for something else.
fn goes_back(desk: &Desk, lost: i64) {
    desk.lose_after(desk.head() - lost);
    for n in 0..4 {
        desk.put(Record::Article(article(2, &format!("new-{n}"), "after the fork")));
    }
}

#[test]
fn after_a_fork_what_was_lost_is_sent_again_and_takes_effect_once_wherever_the_console_is_killed() {
    for lost in 1..=3 {
        killed_at_every_border(
            |home| {
                let (desk, link) = desk_of(home, 5);
                let replica = home.open();
                sync_once(home, &replica, &link).unwrap();
                for n in 1..=3 {
                    submit(&replica, comment(&format!("comment {n}")));
                    sync_once(home, &replica, &link).unwrap();
                }
                goes_back(&desk, lost);
                (desk, link)
            },
            |_, _| {},
            |replica, desk, link, story| {
                hold_the_same(replica, desk, link, story);
                assert_eq!(written_by_us(desk), ["comment 1", "comment 2", "comment 3"], "{lost} lost, {story}");
                let counts = replica.counts().unwrap();
                assert_eq!((counts.waiting, counts.refused), (0, 0), "{lost} lost, {story}");
            },
        );
    }
}

/// What becomes of the rows while the desk goes back.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Rows {
    Lost,
    /// Without what the disk had not kept of them.
    Older,
}

#[test]
fn rows_that_are_lost_together_with_the_end_of_the_desk_cost_nothing_that_we_did() {
    for (rows, lost) in [(Rows::Lost, 1), (Rows::Lost, 2), (Rows::Older, 1)] {
        killed_at_every_border(
            |home| {
                let (desk, link) = desk_of(home, 100);
                let [file, copy] = ["replica.db", "copy.db"].map(|name| home.path().join(name));
                for n in 1..=3 {
                    let replica = home.open();
                    sync_once(home, &replica, &link).unwrap();
                    submit(&replica, comment(&format!("comment {n}")));
                    sync_once(home, &replica, &link).unwrap();
                    drop(replica);
                    if n == 1 {
                        std::fs::copy(&file, &copy).unwrap();
                    }
                }
                match rows {
                    Rows::Lost => std::fs::remove_file(&file).unwrap(),
                    Rows::Older => std::fs::rename(&copy, &file).unwrap(),
                }
                forget_log(&file);
                goes_back(&desk, lost);
                (desk, link)
            },
            |_, _| {},
            |replica, desk, link, story| {
                hold_the_same(replica, desk, link, story);
                let all = ["comment 1", "comment 2", "comment 3"];
                assert_eq!(written_by_us(desk), all, "{rows:?}, {lost} lost, {story}");
                assert!(replica.went_back().unwrap().is_some(), "{rows:?}, {lost} lost, {story}");
            },
        );
    }
}

#[test]
fn a_comparison_that_had_begun_before_the_desk_went_back_does_not_stand_for_the_one_after_it() {
    for begun in 0.. {
        let home = Home::new();
        let (desk, link) = desk_of(&home, 100);
        let replica = home.open();
        desk.put(Record::Article(article(2, "lost", "before the fork")));
        sync_once(&home, &replica, &link).unwrap();
        replica.want_check().unwrap();
        let worker = Worker::new(link.clone(), replica.clone(), Calls::Inline, None);
        let steps =
            |step: fn() -> Step, until: fn(&Input) -> bool| while !until(&run(worker.perform(step())).unwrap()) {};
        if (0..begun).any(|_| is_compared(&run(worker.perform(Step::Compare)).unwrap())) {
            assert!(begun > 2, "{begun} steps");
            break;
        }
        desk.lose_after(desk.head() - 1);
        desk.put(Record::Article(article(2, "new", "after the fork")));
        steps(|| Step::GoBack, |_| true);
        steps(|| Step::Pull, |input| matches!(input, Input::Pulled { up_to_date: true, .. }));
        steps(|| Step::Compare, is_compared);
        hold_the_same(&replica, &desk, &link, &format!("{begun} steps before the fork"));
    }
}

/// Nothing is wished for any more.
fn is_compared(input: &Input) -> bool {
    matches!(input, Input::Compared { next_in: Some(Span(1..)) })
}

#[test]
fn the_operator_is_told_once_when_the_desk_went_back_and_how_much_is_sent_again() {
    let home = Home::new();
    let (desk, link) = desk_of(&home, 100);
    let replica = home.open();
    sync_once(&home, &replica, &link).unwrap();
    let common = home.clock.now();
    home.clock.advance(Span::minutes(5));
    submit(&replica, comment("a"));
    sync_once(&home, &replica, &link).unwrap();
    desk.lose_after(desk.head() - 1);
    let told = sync_once(&home, &replica, &link).unwrap().went_back;
    assert_eq!(told, Some(WentBack { to: Some(common), again: 1 }));
    assert_eq!(sync_once(&home, &replica, &link).unwrap().went_back, None);
    assert_eq!(replica.went_back().unwrap(), told, "until they have seen it");
    replica.seen_went_back(&told.unwrap()).unwrap();
    assert_eq!(replica.went_back().unwrap(), None);
    // A desk with which there is nothing in common.
    desk.change_history();
    let told = sync_once(&home, &replica, &link).unwrap().went_back;
    assert_eq!(told.map(|told| told.to), Some(None));
}

#[test]
fn a_desk_that_went_back_while_all_was_read_again_is_sent_what_it_lost() {
    let home = Home::new();
    let (desk, link) = desk_of(&home, 100);
    let replica = home.open();
    sync_once(&home, &replica, &link).unwrap();
    let ours = submit(&replica, comment("a"));
    sync_once(&home, &replica, &link).unwrap();
    replica.read_again().unwrap();
    desk.lose_after(desk.head() - 1);
    for _ in 0..3 {
        desk.put(record(Ticket { version: desk.head(), ..ticket() }));
    }
    let told = sync_once(&home, &replica, &link).unwrap().went_back;
    assert_eq!(told.map(|told| told.again), Some(1));
    assert!(matches!(desk.outcome(&ours), Some(Outcome::Applied { .. })));
    hold_the_same(&replica, &desk, &link, "sent again");
}

#[test]
fn that_the_desk_went_back_is_to_be_told_over_a_restart_and_once_for_all_that_it_cost() {
    let home = Home::new();
    let (desk, link) = desk_of(&home, 100);
    let mut replica = home.open();
    sync_once(&home, &replica, &link).unwrap();
    let first = home.clock.now();
    for _ in 0..2 {
        home.clock.advance(Span::minutes(5));
        submit(&replica, comment("a"));
        sync_once(&home, &replica, &link).unwrap();
        desk.lose_after(desk.head() - 1);
        sync_once(&home, &replica, &link).unwrap();
        drop(replica);
        replica = home.open();
    }
    let told = replica.went_back().unwrap().unwrap();
    assert_eq!(told, WentBack { to: Some(first), again: 2 });
    replica.seen_went_back(&WentBack { again: 1, ..told }).unwrap();
    assert_eq!(replica.went_back().unwrap(), Some(told), "they saw another");
}

#[test]
fn a_bit_that_flipped_on_the_disk_is_found_after_an_unclean_end_and_repaired() {
    for text in ["Zanzibar 2", "Quixote 5", "Xanadu 7", "Vladivostok", "op-77"] {
        let (mut nth, mut flips) = (0, 0);
        loop {
            let home = Home::new();
            let (desk, link) = desk_of(&home, 100);
            let replica = home.open();
            sync_once(&home, &replica, &link).unwrap();
            drop(replica);
            if !flip(&home.path().join("replica.db"), text, nth) {
                break;
            }
            std::fs::write(home.path().join("unclean"), "").unwrap();
            let replica = home.opened("op-1").unwrap().replica;
            let checked = sync_once(&home, &replica, &link).unwrap().checked.unwrap();
            hold_the_same(&replica, &desk, &link, &format!("{text}, occurrence {nth}"));
            flips += checked.repaired;
            assert!(!replica.last_check().unwrap().wanted);
            (nth, _) = (nth + 1, checked);
        }
        assert!(flips >= 1, "{text} was found nowhere");
    }
}

/// Flips a bit of the nth place where the text stands in a file; says whether there is one.
fn flip(path: &Path, text: &str, nth: usize) -> bool {
    let sound = rusqlite::Connection::open(path).unwrap();
    sound.execute_batch("pragma wal_checkpoint(truncate)").unwrap();
    drop(sound);
    forget_log(path);
    let mut bytes = std::fs::read(path).unwrap();
    let places = bytes.windows(text.len()).enumerate().filter(|(_, window)| *window == text.as_bytes());
    let Some(at) = places.map(|(at, _)| at).nth(nth) else { return false };
    bytes[at + 2] ^= 1;
    std::fs::write(path, bytes).unwrap();
    true
}

#[test]
fn what_the_feed_removed_does_not_come_back_with_a_piece_that_was_asked_for_before() {
    let home = Home::new();
    let (desk, link) = desk_of(&home, 5);
    let replica = home.open();
    let mut asked = replica.to_ask().unwrap();
    while asked.cursor.is_none() {
        let chunk = run(link.snapshot(asked.place.as_ref())).unwrap();
        assert_eq!(replica.take_in(&asked, &chunk).unwrap(), Applied::Now);
        asked = replica.to_ask().unwrap();
    }
    let late = run(link.snapshot(asked.place.as_ref())).unwrap();
    let Some(gone) = late.changes.first().map(|change| change.record.key()) else { panic!("an empty piece") };
    desk.remove(&gone);
    let pull = replica.to_pull().unwrap();
    let page = run(link.pull(pull.since.as_ref(), None)).unwrap();
    assert_eq!(replica.apply(&pull, &page).unwrap(), Applied::Now);
    assert_eq!(replica.take_in(&asked, &late).unwrap(), Applied::Stale);
    assert_eq!(replica.read_rows(|tx| crate::store::records::get(tx, &gone)).unwrap(), None);
    sync_once(&home, &replica, &link).unwrap();
    hold_the_same(&replica, &desk, &link, "after the rest");
}

#[test]
fn what_we_did_stays_on_screen_while_the_desk_is_read_once_more() {
    let home = Home::new();
    let (desk, link) = desk_of(&home, 3);
    let replica = home.open();
    sync_once(&home, &replica, &link).unwrap();
    // On a closed ticket, which comes late: applied, and the feed has not passed it when all is read again.
    let id = TicketId(3);
    let operation = Operation { ticket: id, action: comment("mine") };
    let id_of_ours = replica.submit(&operation).unwrap();
    let sent = replica.to_push(1).unwrap();
    let receipts = run(link.push(replica.lease().unwrap().as_ref(), &sent)).unwrap();
    replica.settle(&receipts).unwrap();
    desk.expire_cursors();
    assert_eq!(run(link.pull(replica.cursor().unwrap().as_ref(), None)), Err(BackendError::CursorExpired));
    replica.read_again().unwrap();
    let shows = |when: &str| {
        let ours = replica.conversation(id).unwrap().into_iter().filter(|article| article.body == "mine").count();
        assert_eq!(ours, 1, "{when}");
    };
    let mut asked = replica.to_ask().unwrap();
    while replica.reading(true).unwrap().snapshot.is_some() {
        let chunk = run(link.snapshot(asked.place.as_ref())).unwrap();
        assert_eq!(replica.take_in(&asked, &chunk).unwrap(), Applied::Now);
        shows("after a piece");
        if let Some(cursor) = replica.cursor().unwrap() {
            let pull = replica.to_pull().unwrap();
            let page = run(link.pull(Some(&cursor), Some(&pull.device))).unwrap();
            assert_eq!(replica.apply(&pull, &page).unwrap(), Applied::Now);
            shows("after a page");
        }
        asked = replica.to_ask().unwrap();
    }
    sync_once(&home, &replica, &link).unwrap();
    shows("at the end");
    assert_eq!(replica.outbox().unwrap().into_iter().find(|entry| entry.id == id_of_ours), None);
    hold_the_same(&replica, &desk, &link, "at the end");
}
