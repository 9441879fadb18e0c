//! What routings taught: kept by ticket, learnt in the order of the desk's transactions.

use super::{StoreError, Tx, sum};
use crate::domain::{Lesson, TicketId};

/// What the lessons of a desk are known by: how many, and the newest transaction of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    pub count: i64,
    pub newest: i64,
}

pub fn get(tx: &mut dyn Tx, id: TicketId) -> Result<Option<Lesson>, StoreError> {
    let row = tx.first("select body from lesson where id = $1", &[id.to_string().into()])?;
    row.map(|row| Ok(serde_json::from_str(row.text(0)?)?)).transpose()
}

pub fn put(tx: &mut dyn Tx, seq: i64, lesson: &Lesson) -> Result<(), StoreError> {
    let sql = "insert into lesson (id, seq, body, sum) values ($1, $2, $3, $4)
        on conflict (id) do update set seq = excluded.seq, body = excluded.body, sum = excluded.sum";
    let body = serde_json::to_string(lesson)?;
    let sum = sum::of(seq, &body);
    tx.execute(sql, &[lesson.ticket.to_string().into(), seq.into(), body.into(), sum.into()]).map(drop)
}

pub fn remove(tx: &mut dyn Tx, id: TicketId) -> Result<(), StoreError> {
    tx.execute("delete from lesson where id = $1", &[id.to_string().into()]).map(drop)
}

pub fn known(tx: &mut dyn Tx) -> Result<Known, StoreError> {
    let row = tx.first("select count(*), coalesce(max(seq), 0) from lesson", &[])?;
    row.map_or(Ok(Known::default()), |row| Ok(Known { count: row.int(0)?, newest: row.int(1)? }))
}

/// The lessons that are newer than a transaction, in the order in which they are learnt.
pub fn after(tx: &mut dyn Tx, seq: i64) -> Result<Vec<Lesson>, StoreError> {
    let rows = tx.query("select body from lesson where seq > $1 order by seq, id", &[seq.into()])?;
    rows.iter().map(|row| Ok(serde_json::from_str(row.text(0)?)?)).collect()
}

/// The tickets of the oldest lessons, beyond so many of the newest.
pub fn beyond(tx: &mut dyn Tx, kept: i64) -> Result<Vec<TicketId>, StoreError> {
    let excess = known(tx)?.count - kept;
    if excess <= 0 {
        return Ok(Vec::new());
    }
    let rows = tx.query("select id from lesson order by seq, id limit $1", &[excess.into()])?;
    rows.iter().map(|row| Ok(TicketId(row.text(0)?.parse().unwrap_or_default()))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::Fixture;
    use super::*;
    use crate::domain::Role;
    use crate::domain::lesson::fixture;

    fn lesson(ticket: i64) -> Lesson {
        fixture::lesson(ticket, Role::Am, Role::Ba)
    }

    #[test]
    fn lessons_come_in_the_order_of_the_desk_and_the_oldest_go_first() {
        let fixture = Fixture::new();
        for (seq, ticket) in [(5, 1), (3, 2), (9, 3)] {
            fixture.with(|tx| put(tx, seq, &lesson(ticket)));
        }
        let order = |seq| -> Vec<i64> { fixture.with(|tx| after(tx, seq)).iter().map(|it| it.ticket.0).collect() };
        assert_eq!((order(0), order(3)), (vec![2, 1, 3], vec![1, 3]));
        assert_eq!(fixture.with(known), Known { count: 3, newest: 9 });
        assert_eq!(fixture.with(|tx| beyond(tx, 2)), [TicketId(2)]);
        assert_eq!(fixture.with(|tx| beyond(tx, 3)), []);
        fixture.with(|tx| put(tx, 11, &lesson(2)));
        assert_eq!(order(0), [1, 3, 2], "what is taught anew is learnt last");
        fixture.with(|tx| remove(tx, TicketId(3)));
        assert_eq!(fixture.with(|tx| get(tx, TicketId(3))), None);
    }
}
