//! One replica, and a desk that is whatever the test says it is.

use super::*;
use crate::domain::{
    Action, Anchor, Article, ArticleId, Author, AuthorKind, Change, Channel, ContactId, Cursor, CustomerId, Decision,
    Direction, Filter, Language, Operation, OperationId, OutboxState, Outcome, Page, Priority, Receipt, Record,
    RecordKey, Refusal, Role, Span, Status, Ticket, TicketType, Timestamp, Visibility, WindowRequest,
};
use crate::seam::{ManualClock, Seeded};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

pub(super) const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub(super) const ID: TicketId = TicketId(7);

pub(super) struct Home {
    dir: tempfile::TempDir,
    pub(super) clock: Arc<ManualClock>,
    pub(super) rng: Arc<Seeded>,
}

impl Home {
    pub(super) fn new() -> Home {
        let (clock, rng) = (Arc::new(ManualClock::at(NOW)), Arc::new(Seeded::new(1)));
        Home { dir: tempfile::tempdir().unwrap(), clock, rng }
    }

    /// Where the system has a directory in memory: what a disk does is not the question, and it is slow.
    pub(super) fn in_memory() -> Home {
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() };
        Home { dir, ..Home::new() }
    }

    pub(super) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(super) fn opened(&self, operator: &str) -> Result<Opened, ReplicaError> {
        Replica::open(self.path(), who(operator), self.clock.clone(), self.rng.clone())
    }

    pub(super) fn open(&self) -> Replica {
        let opened = self.opened("op-1").unwrap();
        assert_eq!(opened.notes, []);
        opened.replica
    }

    /// With ticket 7 read from the desk in transaction 1.
    pub(super) fn with_ticket(&self) -> Replica {
        let replica = self.open();
        read(&replica, page(1, vec![record(ticket())]));
        replica
    }

    fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.path()).unwrap();
        let mut names: Vec<String> =
            names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

pub(super) fn who(operator: &str) -> Identity {
    Identity { operator: OperatorId::new(operator), name: format!("Name of {operator}") }
}

pub(super) fn ticket() -> Ticket {
    Ticket {
        id: ID,
        subject: "Cross connect down".into(),
        customer: CustomerId::new("C1"),
        customer_name: "Acme".into(),
        requester: ContactId::new("C1-1"),
        requester_name: "Ana".into(),
        channel: Channel::Email,
        language: Language::En,
        kind: TicketType::Trouble,
        priority: Priority::Normal,
        status: Status::Open,
        owner_role: None,
        assignee: None,
        site: None,
        product: None,
        tags: Vec::new(),
        emergency: false,
        suggested: None,
        created_at: NOW,
        updated_at: NOW,
        inbound_at: NOW,
        replies: 0,
        clocks: Default::default(),
        duplicate_of: None,
        merged: None,
        related: Vec::new(),
        promise: None,
        wake_at: None,
        skips: Vec::new(),
        handover: None,
        escalation: None,
        incident: None,
        part_of: None,
        spent: Default::default(),
        details: Vec::new(),
        marks: Default::default(),
        version: 1,
    }
}

pub(super) fn record(ticket: Ticket) -> Record {
    Record::Ticket(Box::new(ticket))
}

/// The newest page, in which all records were touched by transaction `seq`.
pub(super) fn page(seq: i64, records: Vec<Record>) -> Page {
    Page {
        changes: records.into_iter().map(|record| Change { seq, record }).collect(),
        gone: Vec::new(),
        to: Cursor(seq.to_string()),
        seq,
        head: seq,
        up_to_date: true,
        acknowledged_n: 0,
        server_time: NOW,
    }
}

pub(super) fn read(replica: &Replica, page: Page) {
    let pull = replica.to_pull().unwrap();
    assert_eq!(replica.apply(&pull, &page).unwrap(), Applied::Now);
}

pub(super) fn submit(replica: &Replica, action: Action) -> OperationId {
    replica.submit(&Operation { ticket: ID, action }).unwrap()
}

fn route(from: Option<Role>, to: Role) -> Action {
    Action::Route { from, to, decision: Decision::Unaided, knowledge: None }
}

pub(super) fn comment(body: &str) -> Action {
    Action::Comment { body: body.into() }
}

/// The replica goes by the name; the place is for whoever sent it.
/// For the number under which it was sent; what was not is sent now.
fn receipt(replica: &Replica, id: &OperationId, outcome: Outcome) -> Receipt {
    let key = || replica.read_outbox(|tx| outbox::get(tx, id)).unwrap().unwrap().key;
    let key = key().or_else(|| replica.to_push(9).ok().and_then(|_| key()));
    Receipt { key: key.unwrap(), id: id.clone(), outcome }
}

/// What waits, and what is refused.
fn counts(replica: &Replica) -> (i64, i64) {
    let Counts { waiting, refused, .. } = replica.counts().unwrap();
    (waiting, refused)
}

pub(super) fn sent(replica: &Replica, limit: usize) -> Vec<OperationId> {
    replica.to_push(limit).unwrap().into_iter().map(|it| it.id).collect()
}

pub(super) fn applied(replica: &Replica, id: &OperationId, seq: i64) -> Receipt {
    receipt(replica, id, Outcome::Applied { seq })
}

fn refused(replica: &Replica, id: &OperationId) -> Receipt {
    receipt(replica, id, Outcome::Refused { refusal: Refusal::NewerReply })
}

pub(super) fn shown(replica: &Replica) -> Ticket {
    replica.ticket(ID).unwrap().unwrap()
}

pub(super) fn texts(replica: &Replica) -> Vec<String> {
    replica.dossier(ID).unwrap().unwrap().articles.into_iter().map(|article| article.body).collect()
}

fn marked_pending(replica: &Replica) -> bool {
    let request = WindowRequest { filter: Filter::default(), anchor: Anchor::Start, limit: 9 };
    replica.window(&request).unwrap().rows[0].pending
}

pub(super) fn states(replica: &Replica) -> Vec<OutboxState> {
    replica.outbox().unwrap().into_iter().map(|entry| entry.state).collect()
}

#[test]
fn what_is_done_shows_at_once_and_is_marked_until_the_feed_has_passed_it() {
    let home = Home::new();
    let replica = home.with_ticket();
    let mut changes = replica.subscribe();
    let key = submit(&replica, Action::Take);
    assert_eq!(changes.try_recv().unwrap(), Changed { tickets: vec![ID], reference: false });
    let mine = Some(OperatorId::new("op-1"));
    let looks = || (shown(&replica).assignee, marked_pending(&replica), counts(&replica));
    assert_eq!(looks(), (mine.clone(), true, (1, 0)));
    replica.settle(&[applied(&replica, &key, 5)]).unwrap();
    assert_eq!(looks(), (mine.clone(), true, (0, 0)), "answered, but not yet in the feed");
    // Something else happened before: the ticket as the desk had it then must not show through.
    read(&replica, page(4, vec![record(Ticket { priority: Priority::High, ..ticket() })]));
    assert_eq!(looks(), (mine.clone(), true, (0, 0)));
    assert_eq!(shown(&replica).priority, Priority::High);
    read(&replica, page(5, vec![record(Ticket { assignee: mine.clone(), ..ticket() })]));
    assert_eq!(looks(), (mine, false, (0, 0)));
    assert_eq!(states(&replica), []);
}

#[test]
fn what_the_ticket_does_not_allow_is_refused_at_once_and_not_kept() {
    let home = Home::new();
    let replica = home.with_ticket();
    let wrong = Operation { ticket: ID, action: route(Some(Role::Am), Role::Se) };
    let error = replica.submit(&wrong).unwrap_err();
    assert!(matches!(error, ReplicaError::Refused(Refusal::Conflict { .. })), "{error}");
    let nowhere = Operation { ticket: TicketId(99), action: Action::Take };
    let error = replica.submit(&nowhere).unwrap_err();
    assert!(matches!(error, ReplicaError::Refused(Refusal::Gone { .. })), "{error}");
    assert_eq!(states(&replica), []);
}

#[test]
fn operations_lie_on_the_desk_s_version_in_their_order() {
    let home = Home::new();
    let replica = home.with_ticket();
    submit(&replica, route(None, Role::Am));
    submit(&replica, route(Some(Role::Am), Role::Se));
    submit(&replica, comment("asked the engineer"));
    assert_eq!((shown(&replica).owner_role, texts(&replica)), (Some(Role::Se), vec!["asked the engineer".to_string()]));
    // A colleague was faster with the first: the second does not apply either, the comment does.
    read(&replica, page(2, vec![record(Ticket { owner_role: Some(Role::Ba), ..ticket() })]));
    assert_eq!((shown(&replica).owner_role, texts(&replica).len()), (Some(Role::Ba), 1));
}

#[test]
fn the_desk_s_article_takes_the_place_of_its_preview() {
    let home = Home::new();
    let replica = home.with_ticket();
    let key = submit(&replica, comment("rack 4"));
    let article = Article { at: NOW + Span(9), ..preview_of(&replica) };
    assert_eq!(article.id, key.article_id());
    read(&replica, Page { acknowledged_n: 1, ..page(2, vec![record(ticket()), Record::Article(article.clone())]) });
    assert_eq!(replica.dossier(ID).unwrap().unwrap().articles, std::slice::from_ref(&article));
    replica.settle(&[applied(&replica, &key, 2)]).unwrap();
    assert_eq!(states(&replica), [], "the feed had passed it before the answer came");
    assert_eq!(replica.dossier(ID).unwrap().unwrap().articles, [article]);
}

fn preview_of(replica: &Replica) -> Article {
    replica.dossier(ID).unwrap().unwrap().articles.remove(0)
}

#[test]
fn what_the_desk_has_decided_is_not_counted_twice_while_its_answer_is_awaited() {
    let home = Home::new();
    let replica = home.with_ticket();
    submit(&replica, Action::Reply { body: "on its way".into(), seen: 0, force: true });
    assert_eq!((shown(&replica).replies, replica.to_push(9).unwrap().len()), (1, 1));
    let replied = Ticket { replies: 1, ..ticket() };
    read(&replica, Page { acknowledged_n: 1, ..page(2, vec![record(replied)]) });
    assert_eq!(shown(&replica).replies, 1);
    assert_eq!(replica.to_push(9).unwrap().len(), 1, "it is sent again, to learn what became of it");
    assert!(marked_pending(&replica));
}

#[test]
fn a_refused_operation_leaves_the_ticket_and_keeps_its_text() {
    let home = Home::new();
    let replica = home.with_ticket();
    let key = submit(&replica, Action::Reply { body: "long thought".into(), seen: 0, force: false });
    replica.settle(&[refused(&replica, &key)]).unwrap();
    assert_eq!((texts(&replica), marked_pending(&replica)), (vec![], false));
    assert_eq!(counts(&replica), (0, 1));
    let dossier = replica.dossier(ID).unwrap().unwrap();
    assert_eq!(dossier.outbox[0].operation.action.typed_text(), Some("long thought"));
    assert!(replica.to_push(9).unwrap().is_empty(), "it is not tried again by itself");
    replica.discard(&key).unwrap();
    assert_eq!(states(&replica), []);
    assert!(matches!(replica.discard(&key), Err(ReplicaError::NoOperation(_))));
}

#[test]
fn a_retry_is_a_new_operation_from_what_stands_there_now() {
    let home = Home::new();
    let replica = home.with_ticket();
    let reply = submit(&replica, Action::Reply { body: "hello".into(), seen: 0, force: false });
    let routed = submit(&replica, route(None, Role::Am));
    replica.settle(&[refused(&replica, &reply), refused(&replica, &routed)]).unwrap();
    read(&replica, page(2, vec![record(Ticket { replies: 3, owner_role: Some(Role::Ba), ..ticket() })]));
    let reply = replica.retry(&reply).unwrap();
    let routed = replica.retry(&routed).unwrap();
    let sent = replica.to_push(9).unwrap();
    assert_eq!(sent.iter().map(|it| (&it.id, it.key.n)).collect::<Vec<_>>(), [(&reply, 3), (&routed, 4)]);
    let actions: Vec<Action> = sent.into_iter().map(|it| it.operation.action).collect();
    let again = Action::Reply { body: "hello".into(), seen: 3, force: true };
    assert_eq!(actions, [again, route(Some(Role::Ba), Role::Am)]);
    assert!(matches!(replica.retry(&reply), Err(ReplicaError::Waiting(_))), "it waits: it is not refused");
}

#[test]
fn a_take_that_somebody_else_won_is_not_retried_into_a_steal() {
    let home = Home::new();
    let replica = home.with_ticket();
    let key = submit(&replica, Action::Take);
    replica.settle(&[refused(&replica, &key)]).unwrap();
    read(&replica, page(2, vec![record(Ticket { assignee: Some(OperatorId::new("op-2")), ..ticket() })]));
    assert!(matches!(replica.retry(&key), Err(ReplicaError::Refused(Refusal::Conflict { .. }))));
    assert_eq!(counts(&replica), (0, 1), "it still stands there");
}

#[test]
fn after_a_restart_what_waits_is_shown_and_sent_under_the_same_key() {
    let home = Home::new();
    let replica = home.with_ticket();
    let first = submit(&replica, Action::Take);
    let second = submit(&replica, comment("x"));
    replica.save_draft(ID, Visibility::Public, "Dear Ana").unwrap();
    let sent = replica.to_push(1).unwrap();
    assert_eq!(states(&replica), [OutboxState::InFlight, OutboxState::Queued]);
    drop(replica);
    let replica = home.open();
    assert_eq!(states(&replica), [OutboxState::Unknown, OutboxState::Queued]);
    assert_eq!(shown(&replica).assignee, Some(OperatorId::new("op-1")));
    assert_eq!(replica.to_push(1).unwrap(), sent, "the same number, name and bytes");
    let third = submit(&replica, comment("y"));
    let all: Vec<_> = replica.to_push(9).unwrap().into_iter().map(|it| (it.key.n, it.id)).collect();
    assert_eq!(all, [(1, first), (2, second), (3, third)]);
    assert_eq!(replica.draft(ID, Visibility::Public).unwrap().as_deref(), Some("Dear Ana"));
    assert_eq!(replica.draft(ID, Visibility::Internal).unwrap(), None);
    assert_eq!(replica.drafts().unwrap(), [(ID, Visibility::Public)]);
    replica.drop_draft(ID, Visibility::Public).unwrap();
    assert_eq!(replica.drafts().unwrap(), []);
}

#[test]
fn a_crash_between_the_two_files_is_repaired_at_the_next_start() {
    let home = Home::new();
    let replica = home.with_ticket();
    let key = submit(&replica, Action::Take);
    replica.settle(&[applied(&replica, &key, 2)]).unwrap();
    // The rows have been read, and the crash came before the outbox was told; and an operation came into the
    // outbox, and the crash before the rows.
    let passed = page(2, vec![record(Ticket { assignee: Some(OperatorId::new("op-1")), ..ticket() })]);
    let entries = replica.read_outbox(outbox::pending).unwrap();
    read(&replica, passed);
    replica
        .write_outbox::<_, ReplicaError>(|tx| {
            tx.execute("delete from confirmed", &[])?;
            let (again, new) = (OperationId::new("again"), OperationId::new("new"));
            outbox::add(tx, &again, &entries[0].operation, &who("op-1"), NOW, None)?;
            outbox::set_state(tx, &again, &OutboxState::Applied { seq: 2 })?;
            outbox::add(tx, &new, &Operation { ticket: ID, action: comment("z") }, &who("op-1"), NOW, None)?;
            Ok(())
        })
        .unwrap();
    drop(replica);
    let replica = home.open();
    assert_eq!(states(&replica), [OutboxState::Queued]);
    assert_eq!(texts(&replica), ["z"]);
}

#[test]
fn a_page_that_does_not_follow_is_left_alone() {
    let home = Home::new();
    let replica = home.with_ticket();
    let stale = page(9, vec![record(Ticket { subject: "other".into(), ..ticket() })]);
    let asked = replica.to_pull().unwrap();
    for since in [None, Some(Cursor("8".into()))] {
        assert_eq!(replica.apply(&Pull { since, ..asked.clone() }, &stale).unwrap(), Applied::Stale);
    }
    assert_eq!((shown(&replica).subject, replica.progress().unwrap()), (ticket().subject, (1, 1)));
}

#[test]
fn reading_all_again_keeps_the_screen_until_it_is_known_what_is_gone() {
    let home = Home::new();
    let replica = home.with_ticket();
    let other = Ticket { id: TicketId(8), ..ticket() };
    read(&replica, page(2, vec![record(other)]));
    submit(&replica, comment("mine"));
    replica.reset().unwrap();
    assert_eq!(replica.cursor().unwrap(), None);
    assert!(replica.ticket(TicketId(8)).unwrap().is_some());
    let half = Page { up_to_date: false, head: 2, ..page(1, vec![record(ticket())]) };
    read(&replica, half);
    assert!(replica.ticket(TicketId(8)).unwrap().is_some());
    read(&replica, page(2, vec![]));
    assert_eq!(replica.ticket(TicketId(8)).unwrap(), None);
    assert_eq!(texts(&replica), ["mine"], "the outbox is kept, and shown");
}

#[test]
fn what_the_desk_lost_is_sent_again_after_reading_all_again() {
    let home = Home::new();
    let replica = home.with_ticket();
    let key = submit(&replica, Action::Take);
    replica.settle(&[applied(&replica, &key, 40)]).unwrap();
    replica.reset().unwrap();
    read(&replica, page(3, vec![record(ticket())]));
    assert_eq!(states(&replica), [OutboxState::Unknown]);
    assert_eq!(sent(&replica, 9), [key]);
}

#[test]
fn a_ticket_that_is_gone_goes_with_its_conversation_and_what_was_written_stays_in_the_outbox() {
    let home = Home::new();
    let replica = home.with_ticket();
    submit(&replica, comment("kept"));
    read(&replica, Page { gone: vec![(2, RecordKey::Ticket(ID))], ..page(2, vec![]) });
    assert_eq!(replica.ticket(ID).unwrap(), None);
    assert_eq!(replica.outbox().unwrap()[0].operation.action.typed_text(), Some("kept"));
}

#[test]
fn what_waits_in_another_operator_s_name_is_set_aside_and_can_be_retried_in_one_s_own() {
    let home = Home::new();
    let replica = home.with_ticket();
    let (key, device) = (submit(&replica, comment("by the first")), replica.device_id().unwrap());
    drop(replica);
    let replica = home.opened("op-2").unwrap().replica;
    assert!(replica.to_push(9).unwrap().is_empty());
    assert_eq!(states(&replica), [OutboxState::Refused { refusal: Refusal::Forbidden }]);
    let again = replica.retry(&key).unwrap();
    assert_eq!(preview_of(&replica).author.name, "Name of op-2");
    assert_ne!((&again, replica.device_id().unwrap()), (&key, device));
    replica.set_identity(who("op-2")).unwrap();
    assert_eq!(replica.to_push(9).unwrap().len(), 1, "the same operator again changes nothing");
}

#[test]
fn a_batch_is_bounded_in_bytes_but_never_empty() {
    let home = Home::new();
    let replica = home.with_ticket();
    let large = "x".repeat(60 * 1024);
    (0..6).for_each(|_| drop(submit(&replica, comment(&large))));
    assert_eq!(replica.to_push(50).unwrap().len(), 4);
    assert_eq!(replica.to_push(1).unwrap().len(), 1);
}

#[test]
fn a_second_console_on_one_profile_is_refused_and_told_by_whom() {
    let home = Home::new();
    let replica = home.open();
    let error = home.opened("op-1").unwrap_err();
    assert!(matches!(error, ReplicaError::InUse { pid: Some(pid) } if pid == std::process::id()), "{error}");
    drop(replica);
    drop(home.open());
}

#[test]
fn nobody_else_may_read_a_profile() {
    let home = Home::new();
    let replica = home.with_ticket();
    submit(&replica, Action::Take);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(home.path()), 0o700);
    let files = home.files();
    assert!(files.contains(&"outbox.db-wal".to_string()), "{files:?}");
    for name in files {
        assert_eq!(mode(&home.path().join(&name)), 0o600, "{name}");
    }
}

fn spoil(path: &Path) {
    std::fs::write(path, vec![7; 9_000]).unwrap();
    forget_log(path);
}

/// What is still in the write-ahead log would put much of it right.
pub(super) fn forget_log(path: &Path) {
    let log = path.with_extension("db-wal");
    if log.exists() {
        std::fs::remove_file(log).unwrap();
    }
}

#[test]
fn a_damaged_replica_is_moved_aside_and_what_waits_comes_back_on_top_of_what_is_read_again() {
    let home = Home::new();
    let replica = home.with_ticket();
    let key = submit(&replica, comment("not sent yet"));
    drop(replica);
    spoil(&home.path().join("replica.db"));
    let Opened { replica, notes } = home.opened("op-1").unwrap();
    let moved_to = home.path().join("replica.damaged-20270115T080000Z.db");
    assert_eq!(notes, [OpenNote::DamagedReplica { moved_to: moved_to.clone() }]);
    assert_eq!(std::fs::read(moved_to).unwrap(), vec![7; 9_000]);
    assert_eq!((replica.ticket(ID).unwrap(), replica.cursor().unwrap()), (None, None));
    assert_eq!(sent(&replica, 9), [key]);
    read(&replica, page(1, vec![record(ticket())]));
    assert_eq!(texts(&replica), ["not sent yet"]);
}

#[test]
fn damage_that_opens_is_found_after_a_console_did_not_finish() {
    let home = Home::new();
    let replica = home.open();
    let many = (0..300).map(|n| record(Ticket { id: TicketId(n), ..ticket() })).collect();
    read(&replica, page(1, many));
    drop(replica);
    let path = home.path().join("replica.db");
    assert!(rusqlite::Connection::open(&path).unwrap().execute_batch("pragma wal_checkpoint(truncate)").is_ok());
    let mut bytes = std::fs::read(&path).unwrap();
    // The first page of the file stays whole, so that it opens.
    let from = bytes.len() / 2;
    bytes[from..].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    std::fs::write(home.path().join("unclean"), "").unwrap();
    let opened = home.opened("op-1").unwrap();
    assert!(matches!(opened.notes[..], [OpenNote::DamagedReplica { .. }]), "{:?}", opened.notes);
    drop(opened);
    assert!(!home.files().contains(&"unclean".to_string()), "it finished");
}

#[test]
fn a_ticket_is_unread_until_it_has_been_looked_at_and_looking_again_tells_nobody() {
    let home = Home::new();
    let replica = home.with_ticket();
    let unread = || {
        let request = WindowRequest { filter: Filter::default(), anchor: Anchor::Start, limit: 9 };
        replica.window(&request).unwrap().rows[0].unread
    };
    let mut changes = replica.subscribe();
    assert!(unread());
    replica.mark_seen(ID).unwrap();
    assert!(!unread());
    assert_eq!(changes.try_recv().unwrap().tickets, [ID]);
    replica.mark_seen(ID).unwrap();
    assert!(changes.try_recv().is_err());
    read(&replica, page(2, vec![record(Ticket { inbound_at: NOW + Span(5), ..ticket() })]));
    assert!(unread());
}

#[test]
fn a_change_of_many_tickets_is_told_as_a_change_of_everything() {
    let home = Home::new();
    let replica = home.open();
    let mut changes = replica.subscribe();
    let many = (0..100).map(|n| record(Ticket { id: TicketId(n), ..ticket() })).collect();
    read(&replica, page(1, many));
    assert_eq!(changes.try_recv().unwrap(), Changed { tickets: vec![], reference: false });
}

#[test]
fn reading_an_article_of_the_customer_tells_of_its_ticket() {
    let home = Home::new();
    let replica = home.with_ticket();
    let mut changes = replica.subscribe();
    let article = Article {
        id: ArticleId::new("a-1"),
        ticket: ID,
        at: NOW,
        visibility: Visibility::Public,
        direction: Direction::Inbound,
        author: Author { kind: AuthorKind::Contact, id: "C1-1".into(), name: "Ana".into() },
        channel: Some(Channel::Email),
        recorded_by: None,
        body: "still down".into(),
    };
    read(&replica, page(2, vec![Record::Article(article)]));
    assert_eq!(changes.try_recv().unwrap().tickets, [ID]);
    assert_eq!(texts(&replica), ["still down"]);
}
