//! All that a desk holds, in the order in which who has nothing of it wants it: what live tickets need first.
//!
//! Every part is read by seeking after the last key, so that no transaction has to last from one piece to the next.

use super::{Row, StoreError, Tx, Value};
use crate::domain::{Record, Ticket};
use serde::de::DeserializeOwned;

/// A part of what there is. A record of a live ticket comes twice, since tickets become live and cease to be meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Operators,
    Macros,
    Faq,
    Policy,
    Lessons,
    LiveTickets,
    LiveArticles,
    LiveCustomers,
    Customers,
    /// The newest first.
    ClosedTickets,
    Articles,
}

impl Part {
    pub const ALL: [Part; 11] = [
        Part::Operators,
        Part::Macros,
        Part::Faq,
        Part::Policy,
        Part::Lessons,
        Part::LiveTickets,
        Part::LiveArticles,
        Part::LiveCustomers,
        Part::Customers,
        Part::ClosedTickets,
        Part::Articles,
    ];

    /// When this one has been read, a desk can be worked on.
    pub const USABLE: Part = Part::LiveCustomers;

    fn sql(self) -> &'static str {
        match self {
            Part::Operators => "select seq, body, id from operator where id > $1 order by id limit $2",
            Part::Macros => "select seq, body, id from macro where id > $1 order by id limit $2",
            Part::Faq => "select seq, body, id from faq where id > $1 order by id limit $2",
            Part::Policy => "select seq, body, id from policy where id > $1 order by id limit $2",
            Part::Lessons => "select seq, body, id from lesson where id > $1 order by id limit $2",
            Part::LiveTickets => "select seq, body, id from ticket where live = 1 and id > $1 order by id limit $2",
            // The tickets lead, in whatever order the planner would like to go.
            Part::LiveArticles => {
                "select a.seq, a.body, a.ticket, a.n from ticket t cross join article a
                where t.live = 1 and t.id >= $1 and a.ticket = t.id and (a.ticket, a.n) > ($1, $2)
                order by t.id, a.n limit $3"
            }
            Part::LiveCustomers => {
                "select seq, body, id from customer where id > $1
                and id in (select customer from ticket where live = 1) order by id limit $2"
            }
            Part::Customers => "select seq, body, id from customer where id > $1 order by id limit $2",
            Part::ClosedTickets => {
                "select seq, body, id from ticket where live = 0 and id < $1 order by id desc limit $2"
            }
            Part::Articles => {
                "select seq, body, ticket, n from article where (ticket, n) > ($1, $2) order by ticket, n limit $3"
            }
        }
    }

    /// Where it begins.
    pub fn start(self) -> Vec<Value> {
        match self {
            Part::LiveTickets => vec![Value::Int(i64::MIN)],
            Part::ClosedTickets => vec![Value::Int(i64::MAX)],
            Part::LiveArticles | Part::Articles => vec![Value::Int(i64::MIN); 2],
            _ => vec![Value::Text(String::new())],
        }
    }

    fn record(self, body: &str) -> Result<Record, StoreError> {
        fn parse<T: DeserializeOwned>(body: &str) -> Result<T, StoreError> {
            Ok(serde_json::from_str(body)?)
        }
        Ok(match self {
            Part::Operators => Record::Operator(parse(body)?),
            Part::Macros => Record::Macro(parse(body)?),
            Part::Faq => Record::Faq(parse(body)?),
            Part::Policy => Record::Policy(parse(body)?),
            Part::Lessons => Record::Lesson(Box::new(parse(body)?)),
            Part::LiveTickets | Part::ClosedTickets => Record::Ticket(Box::new(parse::<Ticket>(body)?)),
            Part::LiveArticles | Part::Articles => Record::Article(parse(body)?),
            Part::LiveCustomers | Part::Customers => Record::Customer(Box::new(parse(body)?)),
        })
    }
}

/// A record on its way, with what its place is read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    pub seq: i64,
    pub record: Record,
    /// About its size on the wire, in bytes.
    pub bytes: usize,
    /// Its key in the part: the next one comes after.
    pub place: Vec<Value>,
}

/// The next records of a part, at most `limit`.
pub fn read(tx: &mut dyn Tx, part: Part, after: &[Value], limit: usize) -> Result<Vec<Held>, StoreError> {
    let mut params = after.to_vec();
    params.push(Value::Int(i64::try_from(limit).unwrap_or(i64::MAX)));
    let held = |row: &Row| {
        let body = row.text(1)?;
        let place = row.0.get(2..).unwrap_or_default().to_vec();
        Ok(Held { seq: row.int(0)?, record: part.record(body)?, bytes: body.len(), place })
    };
    tx.query(part.sql(), &params)?.iter().map(held).collect()
}

/// How many records there are.
pub fn count(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    let sql = "select (select count(*) from ticket) + (select count(*) from article) + (select count(*) from customer)
        + (select count(*) from operator) + (select count(*) from macro) + (select count(*) from faq)
        + (select count(*) from policy) + (select count(*) from lesson)";
    tx.first(sql, &[])?.map_or(Ok(0), |row| row.int(0))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, article, customer, plan, ticket};
    use super::super::{conversation, customers, tickets};
    use super::*;
    use crate::domain::{CustomerId, Status};

    #[test]
    fn what_live_tickets_need_comes_first_and_closed_ones_newest_first() {
        let fixture = Fixture::new();
        fixture.with(|tx| {
            for n in 1..=4 {
                let status = if n % 2 == 0 { Status::Closed } else { Status::Open };
                let whose = CustomerId::new(format!("C{n}"));
                tickets::put(tx, n, &Ticket { status, customer: whose, ..ticket(n) })?;
                conversation::put(tx, n, &article(n, &format!("a{n}"), "hello"))?;
                customers::put(tx, n, &customer(&format!("C{n}"), "Acme"))?;
            }
            Ok(())
        });
        let read_all = |part: Part| {
            let (mut keys, mut after) = (Vec::new(), part.start());
            loop {
                let held = fixture.with(|tx| read(tx, part, &after, 1));
                let Some(one) = held.into_iter().next() else { return keys };
                keys.push(one.record.key().words().1);
                after = one.place;
            }
        };
        assert_eq!(read_all(Part::LiveTickets), ["1", "3"]);
        assert_eq!(read_all(Part::LiveArticles), ["a1", "a3"]);
        assert_eq!(read_all(Part::LiveCustomers), ["C1", "C3"]);
        assert_eq!(read_all(Part::ClosedTickets), ["4", "2"]);
        assert_eq!(read_all(Part::Articles), ["a1", "a2", "a3", "a4"]);
        assert_eq!(fixture.with(count), 12);
    }

    #[test]
    fn every_part_is_read_by_seeking_and_nothing_is_sorted() {
        for part in Part::ALL {
            let mut params = part.start();
            params.push(Value::Int(9));
            let plan = plan(part.sql(), &params);
            assert!(!plan.contains("TEMP B-TREE FOR ORDER") && !plan.contains("SCAN a"), "{part:?}: {plan}");
        }
    }
}
