//! What the desk of a run begins with.

use turno::domain::{
    Article, ArticleId, Author, AuthorKind, Channel, ContactId, CustomerId, Direction, Language, Operator, OperatorId,
    Priority, Record, Shift, Status, Ticket, TicketId, TicketType, Timestamp, Visibility,
};

const OPERATORS: usize = 9;

pub fn operator_name(id: &OperatorId) -> String {
    format!("Operator {id}")
}

pub fn operators() -> Vec<Operator> {
    let operator = |n| {
        let id = OperatorId::new(format!("op-{n}"));
        let name = operator_name(&id);
        Operator { id, name, languages: vec![Language::Pt], shift: Shift::Night, lead: false }
    };
    (0..OPERATORS).map(operator).collect()
}

/// Operators, and tickets with an article each.
pub fn records(tickets: i64, now: Timestamp) -> Vec<Record> {
    let mut records: Vec<Record> = operators().into_iter().map(Record::Operator).collect();
    for n in 1..=tickets {
        let ticket = ticket(n, now);
        records.push(Record::Article(inbound(&ticket, &format!("first-{n}"), now)));
        records.push(Record::Ticket(Box::new(ticket)));
    }
    records
}

pub fn ticket(n: i64, now: Timestamp) -> Ticket {
    let priority = Priority::ALL[n.unsigned_abs() as usize % Priority::ALL.len()];
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
        priority,
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
