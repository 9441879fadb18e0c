//! What a shift wants to know of many tickets: what came, what is finished, what the desk took back.

use super::tickets::bodies;
use super::{StoreError, Tx};
use crate::domain::{Ticket, Timestamp};

/// The live emergencies that came after then; so many at most.
pub fn emergencies(tx: &mut dyn Tx, since: Timestamp) -> Result<Vec<Ticket>, StoreError> {
    bodies(&tx.query(EMERGENCIES, &[since.into()])?)
}

/// The live tickets touched after then that nobody accepted in time; so many at most.
pub fn pooled(tx: &mut dyn Tx, since: Timestamp) -> Result<Vec<Ticket>, StoreError> {
    bodies(&tx.query(POOLED, &[since.into()])?)
}

/// How many tickets came after then.
pub fn arrived(tx: &mut dyn Tx, since: Timestamp) -> Result<i64, StoreError> {
    let mut sum = 0;
    for sql in ARRIVED {
        sum += tx.first(sql, &[since.into()])?.map_or(Ok(0), |row| row.int(0))?;
    }
    Ok(sum)
}

/// How many of the tickets that are finished were finished after then. One that only the desk closed later is not
/// counted again.
pub fn finished(tx: &mut dyn Tx, since: Timestamp) -> Result<i64, StoreError> {
    tx.first(FINISHED, &[since.into()])?.map_or(Ok(0), |row| row.int(0))
}

const EMERGENCIES: &str = "select body from ticket where live = 1 and emergency_rank = 0 and created_ms > $1
    order by priority_rank, deadline_ms, promise_ms, created_ms, id limit 200";

const POOLED: &str = "select body from ticket where live = 1 and updated_ms > $1 and handed = 'pooled'
    order by updated_ms desc, id desc limit 200";

const ARRIVED: [&str; 2] = [
    "select count(*) from ticket where live = 1 and created_ms > $1",
    "select count(*) from ticket where live = 0 and created_ms > $1",
];

// When it was finished stands in the body alone, so no more bodies are looked into than a desk finishes in days.
const FINISHED: &str = "select count(*) from
    (select body from ticket where live = 0 and updated_ms > $1 order by updated_ms desc, id desc limit 20000)
    where coalesce(json_extract(body, '$.clocks.resolution.stopped_at'), json_extract(body, '$.marks.status.at'), 0) > $1";

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, NOW, ticket};
    use super::*;
    use crate::domain::handover::Stands;
    use crate::domain::{Handover, Mark, Marks, OperatorId, Span, Status, TicketId};
    use crate::store::tickets::put;

    #[test]
    fn what_came_and_what_is_finished_is_counted_from_then() {
        let fixture = Fixture::new();
        let ago = |hours| NOW - Span::hours(hours);
        let finished = |n, hours| {
            let status = Some(Mark { by: OperatorId::new("op-02"), at: ago(hours) });
            let marks = Marks { status, ..Marks::default() };
            Ticket { status: Status::Resolved, created_at: ago(30), updated_at: NOW, marks, ..ticket(n) }
        };
        let emergency = |n, hours| Ticket { emergency: true, created_at: ago(hours), ..ticket(n) };
        let handover = |stands| Some(Handover { by: OperatorId::new("op-02"), at: ago(3), next: "x".into(), stands });
        let pooled =
            |n, stands| Ticket { handover: handover(stands), created_at: ago(30), updated_at: NOW, ..ticket(n) };
        let all = [
            finished(1, 2),
            finished(2, 9),
            emergency(3, 1),
            emergency(4, 9),
            pooled(5, Stands::Pooled { at: ago(2) }),
            pooled(6, Stands::Waiting),
        ];
        fixture.with(|tx| all.iter().try_for_each(|ticket| put(tx, 1, ticket)));
        let ids = |tickets: Vec<Ticket>| tickets.into_iter().map(|it| it.id).collect::<Vec<_>>();
        assert_eq!(fixture.with(|tx| arrived(tx, ago(8))), 1);
        assert_eq!(fixture.with(|tx| finished_since(tx, ago(8))), 1);
        assert_eq!(ids(fixture.with(|tx| emergencies(tx, ago(8)))), [TicketId(3)]);
        assert_eq!(ids(fixture.with(|tx| super::pooled(tx, ago(8)))), [TicketId(5)]);
    }

    fn finished_since(tx: &mut dyn Tx, since: Timestamp) -> Result<i64, StoreError> {
        finished(tx, since)
    }
}
