//! A made-up desk for the benches: tickets that look like no one's in particular.

use turno::domain::{
    Article, ArticleId, Author, AuthorKind, Channel, Clocks, ContactId, CustomerId, Direction, Language, Marks,
    OperatorId, Priority, Role, Status, Ticket, TicketId, TicketType, Timestamp, Visibility,
};
use turno::seam::{Seeded, below};

pub const NOW: Timestamp = Timestamp(1_800_000_000_000);
/// So many tickets there are; the first of them is so many minutes old.
pub const TICKETS: i64 = 100_000;
const WORDS: [&str; 12] = [
    "power", "invoice", "cross", "connect", "cabinet", "access", "visit", "shipment", "portal", "user", "cage", "rack",
];

fn pick<T: Copy>(rng: &Seeded, from: &[T]) -> T {
    from[below(rng, from.len() as u64) as usize]
}

pub fn ticket(rng: &Seeded, n: i64) -> Ticket {
    let made = Timestamp(NOW.0 - TICKETS * 60_000 + n * 60_000);
    let chance = |of: u64| below(rng, of) == 0;
    Ticket {
        id: TicketId(n),
        subject: format!("{} {} {n}", pick(rng, &WORDS), pick(rng, &WORDS)),
        customer: CustomerId::new(format!("C{}", 1_000 + below(rng, 500))),
        customer_name: "A customer".into(),
        requester: ContactId::new("C1001-1"),
        requester_name: "A contact".into(),
        channel: pick(rng, Channel::ALL),
        language: pick(rng, Language::ALL),
        kind: pick(rng, TicketType::ALL),
        priority: pick(rng, Priority::ALL),
        status: pick(rng, Status::ALL),
        owner_role: chance(3).then(|| pick(rng, &Role::ALL)),
        assignee: chance(2).then(|| OperatorId::new(format!("op-{:02}", below(rng, 20)))),
        site: Some(format!("LS{}", below(rng, 10))),
        product: None,
        tags: Vec::new(),
        emergency: chance(200),
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

pub fn article(rng: &Seeded, ticket: i64) -> Article {
    // Two of the usual words, the rest out of a few thousand.
    let rare = [(); 22].map(|()| format!("word{}", below(rng, 5_000))).join(" ");
    let words = format!("{} {} {rare}", pick(rng, &WORDS), pick(rng, &WORDS));
    Article {
        id: ArticleId::new(format!("a-{ticket}")),
        ticket: TicketId(ticket),
        at: NOW,
        visibility: Visibility::Public,
        direction: Direction::Inbound,
        author: Author { kind: AuthorKind::Contact, id: "C1001-1".into(), name: "A contact".into() },
        channel: Some(Channel::Email),
        recorded_by: None,
        body: format!("{words} number{ticket}"),
    }
}
