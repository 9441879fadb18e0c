//! Many records in one transaction, most of them new: the first reading of a desk.
//!
//! A record that is new is written without looking for an older one, and the counts are written once, at the end.

use super::{StoreError, Tx, check, conversation, records, tickets};
use crate::domain::{Record, Tally};

/// Puts records that may be there already, in a newer state or an older one.
#[derive(Debug, Default)]
pub struct Bulk {
    tally: Tally,
    /// Above that number, the words of closed subjects are added later, by [`tickets::add_words_of_closed`].
    unsearched_above: Option<i64>,
}

impl Bulk {
    pub fn new(unsearched_above: Option<i64>) -> Bulk {
        Bulk { unsearched_above, ..Bulk::default() }
    }

    /// Puts a record unless a newer state of it is there. Says whether it was put.
    pub fn put(&mut self, tx: &mut dyn Tx, seq: i64, record: &Record) -> Result<bool, StoreError> {
        let new = match record {
            Record::Ticket(ticket) => {
                let later = self.unsearched_above.is_some_and(|above| ticket.id.0 > above && !ticket.status.is_live());
                let new = tickets::insert_new(tx, seq, ticket, !later)?;
                if new {
                    tickets::add_up(&mut self.tally, ticket);
                }
                new
            }
            Record::Article(article) => conversation::insert_new(tx, seq, article)?,
            _ => false,
        };
        if new { Ok(true) } else { put_newer(tx, seq, record) }
    }

    /// Writes the counts of what is new.
    pub fn finish(self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        tickets::count(tx, None, Some(self.tally))
    }
}

/// Puts a record unless a newer state of it is there. Says whether it was put.
pub fn put_newer(tx: &mut dyn Tx, seq: i64, record: &Record) -> Result<bool, StoreError> {
    match check::seq_of(tx, &record.key())? {
        Some(stored) if stored > seq => Ok(false),
        // A customer is found by a hundred keys, and comes twice in a first reading.
        Some(stored) if stored == seq && matches!(record, Record::Customer(_)) => Ok(false),
        _ => records::put(tx, seq, record).map(|()| true),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, article, ticket};
    use super::super::window;
    use super::*;
    use crate::domain::{Filter, OperatorId, Status, Ticket, TicketId};
    use std::collections::BTreeSet;

    #[test]
    fn records_put_in_bulk_are_as_if_put_one_by_one_and_the_newer_state_stays() {
        let (bulk, single) = (Fixture::new(), Fixture::new());
        let held = Ticket { assignee: Some(OperatorId::new("op-1")), emergency: true, ..ticket(2) };
        let ticket_of = |ticket: &Ticket| Record::Ticket(Box::new(ticket.clone()));
        let newest = [ticket_of(&ticket(1)), ticket_of(&held), Record::Article(article(2, "a", "power failure"))];
        single.with(|tx| newest.iter().try_for_each(|record| records::put(tx, 5, record)));
        bulk.with(|tx| {
            let mut bulk = Bulk::default();
            bulk.put(tx, 4, &ticket_of(&Ticket { subject: "An older one".into(), ..ticket(1) }))?;
            newest.iter().try_for_each(|record| bulk.put(tx, 5, record).map(|put| assert!(put)))?;
            assert!(!bulk.put(tx, 3, &ticket_of(&ticket(2)))?);
            assert!(!bulk.put(tx, 3, &Record::Article(article(2, "a", "older")))?);
            bulk.finish(tx)
        });
        for fixture in [&bulk, &single] {
            let tally = fixture.with(tickets::tally);
            assert_eq!((tally.live, tally.emergencies, tally.unheld, tally.unrouted), (2, 1, 1, 2));
            assert_eq!(fixture.with(|tx| tickets::get(tx, TicketId(2))), Some(held.clone()));
            let filter = Filter::parse("power").unwrap();
            let reader = super::super::tests::reader();
            let rows = fixture.with(|tx| window::page(tx, &filter, None, 9, &reader));
            assert_eq!(rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), [2]);
            let recounted = fixture.with(|tx| tickets::recount(tx).and_then(|()| tickets::tally(tx)));
            assert_eq!(recounted, tally);
        }
    }
    #[test]
    fn a_closed_subject_is_found_once_its_words_are_added_and_at_once_if_they_would_not_be_any_more() {
        let fixture = Fixture::new();
        let closed = |n| Ticket { status: Status::Closed, ..ticket(n) };
        let records = [closed(5), ticket(15), closed(16)].map(|it| Record::Ticket(Box::new(it)));
        fixture.with(|tx| {
            let mut bulk = Bulk::new(Some(10));
            records.iter().try_for_each(|record| bulk.put(tx, 1, record).map(|put| assert!(put)))?;
            bulk.finish(tx)
        });
        let found = || -> BTreeSet<i64> {
            let reader = super::super::tests::reader();
            let page = |query: &str| {
                let filter = Filter::parse(query).unwrap();
                fixture.with(|tx| window::page(tx, &filter, None, 9, &reader))
            };
            let word = ticket(1).subject.split(' ').next().unwrap().to_string();
            let rows = [page(&word), page(&format!("{word} status:closed"))].concat();
            rows.iter().map(|row| row.id.0).collect()
        };
        assert_eq!(found(), BTreeSet::from([5, 15]));
        assert_eq!(fixture.with(|tx| tickets::add_words_of_closed(tx, 10, 9)), Some(16));
        assert_eq!(found(), BTreeSet::from([5, 15, 16]));
        assert_eq!(fixture.with(|tx| tickets::add_words_of_closed(tx, 16, 9)), None);
    }
}
