//! Operations as they come over the wire: read, applied to a ticket, and written again as they were.

use crate::small_desk;
use std::sync::LazyLock;
use turno::api;
use turno::domain::operation::{Context, apply};
use turno::domain::{ArticleId, Operation, OperatorId, Policy, Record, Status, Ticket, Timestamp};

const NOW: Timestamp = Timestamp(1_795_576_327_000);

static TICKET: LazyLock<Ticket> = LazyLock::new(|| {
    let ticket = small_desk::first_records(NOW).into_iter().find_map(|record| match record {
        Record::Ticket(ticket) => Some(*ticket),
        _ => None,
    });
    ticket.unwrap()
});

pub fn run(data: &[u8]) {
    drop(serde_json::from_slice::<api::PushRequest>(data));
    let Ok(wire) = serde_json::from_slice::<api::Operation>(data) else { return };
    let operation = Operation::from(wire.clone());
    let again = api::Operation::from(operation.clone());
    assert_eq!(again, wire, "what was meant is what is sent");
    let written = serde_json::to_vec(&again).unwrap();
    assert_eq!(serde_json::from_slice::<api::Operation>(&written).unwrap(), wire);
    let (actor, article, policy) = (OperatorId::new("op-1"), ArticleId::new("a"), Policy::default());
    let context =
        Context { actor: &actor, actor_name: "Ana", at: NOW, article: &article, policy: &policy, other: None };
    for status in [Status::New, Status::Open, Status::Pending, Status::OnHold, Status::Resolved, Status::Closed] {
        let before = Ticket { status, ..TICKET.clone() };
        let mut ticket = before.clone();
        match apply(&mut ticket, &operation.action, &context) {
            Ok(_) => assert_eq!(ticket.id, before.id),
            Err(_) => assert_eq!(ticket, before, "what is refused changes nothing"),
        }
    }
}
