use super::*;
use crate::domain::{Action, Operation, OperationId, OperationKey, Operator, OperatorId, Sending, TicketId};
use crate::seam::{ManualClock, Seeded};
use crate::server::desk::{Core, Limits, ServerConfig, open_core};
use crate::server::generate;
use crate::store::reference;
use std::collections::HashMap;
use std::sync::Arc;

fn desk(sample: bool) -> (tempfile::TempDir, Core) {
    let dir = tempfile::tempdir().unwrap();
    let config = ServerConfig {
        database: dir.path().join("desk.db"),
        sample,
        limits: Limits::default(),
        clock: Arc::new(ManualClock::at(Timestamp(1_800_000_000_000))),
        rng: Arc::new(Seeded::new(1)),
    };
    (dir, open_core(config).unwrap())
}

fn read(core: &Core, since: Option<&Cursor>, limit: usize) -> Result<Page, FeedError> {
    core.store.read(|tx| page(tx, since, limit, None, core.clock.now()))
}

fn comment(core: &Core, device: &str, n: i64) -> i64 {
    let key = OperationKey { device: DeviceId::new(device), n };
    let operation = Operation { ticket: TicketId(48320), action: Action::Comment { body: "hello".into() } };
    let name = OperationId(key.to_string());
    let sending = Sending { key, id: name, fingerprint: "f".into(), operation };
    let id = OperatorId::new("op-01");
    core.store
        .write(|tx| {
            let actor: Operator = reference::operator(tx, &id)?.unwrap();
            ledger::settle(tx, &actor, &sending, core.clock.now())
        })
        .unwrap();
    core.store.read(|tx| ledger::head(tx)).unwrap().seq
}

/// Reads everything from the beginning; each page has to be whole.
fn read_all(core: &Core, limit: usize) -> Vec<Page> {
    let (mut pages, mut since) = (Vec::new(), None);
    loop {
        let page = read(core, since.as_ref(), limit).unwrap();
        since = Some(page.to.clone());
        let over = page.up_to_date;
        pages.push(page);
        if over {
            return pages;
        }
    }
}

#[test]
fn a_page_never_ends_inside_a_transaction() {
    let (_dir, core) = desk(true);
    for limit in [1, 7, 50, 500] {
        let mut in_page: HashMap<i64, usize> = HashMap::new();
        let pages = read_all(&core, limit);
        for (i, page) in pages.iter().enumerate() {
            assert!(page.changes.windows(2).all(|pair| pair[0].seq <= pair[1].seq));
            for change in &page.changes {
                assert_eq!(*in_page.entry(change.seq).or_insert(i), i, "transaction {} in two pages", change.seq);
                assert!(change.seq <= page.seq);
            }
        }
        let objects: usize = pages.iter().map(|page| page.changes.len()).sum();
        // Operators, macros, questions, the policy, customers, tickets, articles.
        assert_eq!(objects, 12 + 31 + 25 + 1 + 40 + 120 + 333);
    }
}

#[test]
fn a_page_is_bounded_by_objects_and_by_bytes() {
    let (_dir, core) = desk(false);
    generate::generate(&core, 1_000, 1, &mut |_| {}).unwrap();
    let pages = read_all(&core, 500);
    assert!(pages.len() > 5);
    assert!(pages.iter().all(|page| page.changes.len() <= 500), "a batch of generated tickets fits in a page");
    for page in &pages {
        let bytes = serde_json::to_vec(&crate::api::ChangesPage::from(page.clone())).unwrap().len();
        assert!(bytes < PAGE_BYTES * 3 / 2, "{bytes}");
    }
}

#[test]
fn an_object_that_changed_often_comes_once_and_as_it_is_now() {
    let (_dir, core) = desk(true);
    let cursor = read_all(&core, 500).pop().unwrap().to;
    let before = core.bus.head();
    let head = (1..=5).map(|n| comment(&core, "d", n)).max().unwrap();
    assert_eq!(head, before + 5);
    let page = read(&core, Some(&cursor), 500).unwrap();
    let tickets: Vec<_> = page.changes.iter().filter(|it| matches!(it.record, Record::Ticket(_))).collect();
    assert_eq!(tickets.len(), 1);
    assert_eq!((tickets[0].seq, page.seq, page.up_to_date), (head, head, true));
    assert_eq!(page.changes.len(), 6);
}

#[test]
fn a_page_tells_which_operations_of_a_device_are_settled() {
    let (_dir, core) = desk(true);
    comment(&core, "d", 1);
    comment(&core, "d", 2);
    let acknowledged = |device: &str| {
        let device = DeviceId::new(device);
        core.store.read(|tx| page(tx, None, 1, Some(&device), core.clock.now())).unwrap().acknowledged_n
    };
    assert_eq!((acknowledged("d"), acknowledged("other")), (2, 0));
}

#[test]
fn a_cursor_of_another_history_is_not_believed() {
    let (_dir, core) = desk(true);
    let cursor = read(&core, None, 500).unwrap().to;
    let head = core.bus.head();
    let [version, epoch, seq, chain, scope] = cursor.0.split('.').collect::<Vec<_>>()[..] else { panic!("{cursor:?}") };
    let forked = [
        format!("{version}.ffffffffffffffff.{seq}.{chain}.{scope}"),
        format!("{version}.{epoch}.{}.{chain}.{scope}", head + 1),
        format!("{version}.{epoch}.{seq}.0123456789abcdef.{scope}"),
    ];
    for cursor in forked {
        assert!(matches!(read(&core, Some(&Cursor(cursor)), 500), Err(FeedError::Forked)));
    }
    for cursor in ["", "nonsense", "2.a.1.b.c", "1.a.b.c.d", "1.a"] {
        assert!(matches!(read(&core, Some(&Cursor(cursor.into())), 500), Err(FeedError::Unreadable)));
    }
    core.store.write::<_, StoreError>(|tx| tx.execute("update head set floor_seq = seq", &[])).unwrap();
    let old = Cursor(format!("{version}.{epoch}.1.{chain}.{scope}"));
    assert!(matches!(read(&core, Some(&old), 500), Err(FeedError::Expired)));
}

#[test]
fn whoever_may_see_something_else_than_before_reads_everything_again() {
    let (_dir, core) = desk(true);
    let cursor = read(&core, None, 500).unwrap().to;
    let (place, _) = cursor.0.rsplit_once('.').unwrap();
    for other in [format!("{place}.0badc0de"), place.to_string(), format!("{place}.")] {
        assert!(matches!(read(&core, Some(&Cursor(other)), 500), Err(FeedError::ScopeChanged)));
    }
    assert!(read(&core, Some(&cursor), 500).is_ok());
}
