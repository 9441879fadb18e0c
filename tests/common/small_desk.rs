//! A small desk for stories about replicas and syncs.

use turno::domain::{
    Article, ArticleId, Author, AuthorKind, Channel, ContactId, CustomerId, Direction, Language, Operator, OperatorId,
    Policy, Priority, Record, Shift, Status, Ticket, TicketId, TicketType, Timestamp, Visibility,
};

/// Their numbers are 1 to this.
pub const TICKETS: i64 = 5;

/// Five tickets with an article each, three operators, and a policy without clocks.
pub fn first_records(now: Timestamp) -> Vec<Record> {
    let operator = |n: i64| {
        Record::Operator(Operator {
            id: OperatorId::new(format!("op-{n}")),
            name: format!("Operator {n}"),
            languages: vec![Language::Pt],
            shift: Shift::Night,
            lead: false,
        })
    };
    let mut records = vec![Record::Policy(policy()), operator(0), operator(1), operator(2)];
    for n in 1..=TICKETS {
        let ticket = ticket(n, now);
        records.push(Record::Article(inbound(&ticket, &format!("first-{n}"), now)));
        records.push(Record::Ticket(Box::new(ticket)));
    }
    records
}

fn policy() -> Policy {
    serde_json::from_value(serde_json::json!({ "clocks": {}, "warn_at_fraction": 0.8, "policies": {} })).unwrap()
}

fn ticket(n: i64, now: Timestamp) -> Ticket {
    Ticket {
        id: TicketId(n),
        subject: format!("Cross connect {n}"),
        customer: CustomerId::new("C1001"),
        customer_name: "Acme".into(),
        requester: ContactId::new("C1001-1"),
        requester_name: "Ana".into(),
        channel: Channel::Email,
        language: Language::En,
        kind: TicketType::Trouble,
        priority: Priority::Normal,
        status: Status::New,
        owner_role: None,
        assignee: None,
        site: None,
        product: None,
        tags: Vec::new(),
        emergency: false,
        suggested: None,
        created_at: now,
        updated_at: now,
        inbound_at: now,
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

/// What the customer wrote.
pub fn inbound(ticket: &Ticket, id: &str, at: Timestamp) -> Article {
    Article {
        id: ArticleId::new(id),
        ticket: ticket.id,
        at,
        visibility: Visibility::Public,
        direction: Direction::Inbound,
        author: Author { kind: AuthorKind::Contact, id: "C1001-1".into(), name: "Ana".into() },
        channel: Some(Channel::Email),
        recorded_by: None,
        body: format!("customer wrote {id}"),
    }
}
