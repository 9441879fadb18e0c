//! What the tests of this room have in common: a store in a directory of its own, and tickets to put in it.

use super::{MIGRATIONS, Reader, Store, StoreError, Tx, Value};
use crate::domain::{
    Article, ArticleId, Author, AuthorKind, Channel, Clocks, Contact, ContactId, Customer, CustomerId, Direction,
    Language, Marks, Onboarding, OperatorId, Order, Priority, Status, Ticket, TicketId, TicketType, Timestamp,
    Visibility,
};

pub const NOW: Timestamp = Timestamp(1_800_000_000_000);

pub struct Fixture {
    pub store: Store,
    pub dir: tempfile::TempDir,
}

impl Fixture {
    pub fn new() -> Fixture {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("desk.db"), false, MIGRATIONS).unwrap();
        Fixture { store, dir }
    }

    /// Runs in one transaction what must not fail.
    pub fn with<T>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError>) -> T {
        self.store.write(work).unwrap()
    }
}

pub fn reader() -> Reader {
    Reader { operator: OperatorId::new("op-01"), now: NOW }
}

/// An open ticket of normal priority, nobody's, made `n` seconds after the first.
pub fn ticket(n: i64) -> Ticket {
    let made = Timestamp(NOW.0 - 86_400_000 + n * 1_000);
    Ticket {
        id: TicketId(n),
        subject: format!("Subject of {n}"),
        customer: CustomerId::new("C1001"),
        customer_name: "Acme Ibérica".into(),
        requester: ContactId::new("C1001-1"),
        requester_name: "Ana Sá".into(),
        channel: Channel::Email,
        language: Language::Pt,
        kind: TicketType::Trouble,
        priority: Priority::Normal,
        status: Status::Open,
        owner_role: None,
        assignee: None,
        site: Some("LS1".into()),
        product: None,
        tags: Vec::new(),
        emergency: false,
        suggested: None,
        created_at: made,
        updated_at: made,
        inbound_at: made,
        replies: 0,
        clocks: Clocks::default(),
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
        marks: Marks::default(),
        version: 1,
    }
}

pub fn article(ticket: i64, id: &str, body: &str) -> Article {
    Article {
        id: ArticleId::new(id),
        ticket: TicketId(ticket),
        at: NOW,
        visibility: Visibility::Public,
        direction: Direction::Inbound,
        author: Author { kind: AuthorKind::Contact, id: "C1001-1".into(), name: "Ana Sá".into() },
        channel: Some(Channel::Email),
        recorded_by: None,
        body: body.into(),
    }
}

/// How the database would go about a query, on an empty desk: one line a step.
pub fn plan(sql: &str, params: &[Value]) -> String {
    let fixture = Fixture::new();
    let rows = fixture.with(|tx| tx.query(&format!("explain query plan {sql}"), params));
    rows.iter().map(|row| row.text(3).unwrap()).collect::<Vec<_>>().join("\n")
}

/// A customer of that name with one contact.
pub fn customer(id: &str, name: &str) -> Customer {
    Customer {
        id: CustomerId::new(id),
        name: name.into(),
        domain: format!("{}.example", id.to_lowercase()),
        country: "PT".into(),
        sector: "retail".into(),
        language: Language::Pt,
        onboarding: Onboarding::Completed,
        go_live_at: None,
        products: Vec::new(),
        portal_access: true,
        sites: Vec::new(),
        account_team: Vec::new(),
        contacts: vec![Contact {
            id: ContactId::new(format!("{id}-1")),
            name: "João de Sá Núñez".into(),
            first_name: "João".into(),
            roles: Vec::new(),
            email: format!("joao@{}.example", id.to_lowercase()),
            phone: "+351 21 555 01 23".into(),
            language: Language::Pt,
            registered: true,
            permissions: Vec::new(),
        }],
        installed_base: Vec::new(),
        open_orders: vec![Order {
            number: format!("1-{id}-77"),
            description: "Cross connect".into(),
            status: "submitted".into(),
            submitted_at: NOW,
            due_at: None,
        }],
        invoices: Vec::new(),
        security_notes: Vec::new(),
    }
}
