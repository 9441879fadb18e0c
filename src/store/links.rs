//! Which tickets have to do with which: the duplicates of one, and links from either end.

use super::{StoreError, Tx, Value, closed, tickets};
use crate::domain::operation::Other;
use crate::domain::{Action, CustomerId, Ticket, TicketId, Tie, Ties};
use std::collections::BTreeSet;

/// So many are shown of each kind.
const SHOWN: i64 = 50;

const DUPLICATES: &str = "select body from ticket where duplicate_of = $1 order by id limit $2";

/// Few tickets are linked, and those alone are looked at.
const NAMED_BY: &str = "select body from ticket
    where id in (select id from ticket where related is not null and related like $1) order by id limit $2";

const OF_CUSTOMER: &str = "select body from ticket where customer = $1 order by created_ms desc, id desc limit $2";
const LIVE_OF_CUSTOMER: &str =
    "select body from ticket where customer = $1 and live = 1 order by created_ms desc, id desc limit $2";

/// What an action has to know of another ticket; None for those that concern one alone.
pub fn other(tx: &mut dyn Tx, ticket: TicketId, action: &Action) -> Result<Option<Other>, StoreError> {
    let Some(id) = action.other() else { return Ok(None) };
    let found = tickets::get(tx, id)?;
    let has_duplicates = matches!(action, Action::Merge { .. }) && !duplicates(tx, ticket, 1)?.is_empty();
    Ok(Some(Other { ticket: found, has_duplicates }))
}

/// The tickets that one has to do with.
pub fn of(tx: &mut dyn Tx, ticket: &Ticket) -> Result<Ties, StoreError> {
    let kept = ticket.duplicate_of.map(|id| tickets::get(tx, id)).transpose()?.flatten();
    let mut links = Vec::new();
    for id in &ticket.related {
        links.extend(tickets::get(tx, *id)?.map(|ticket| Tie { ticket, stands_there: false }));
    }
    let named_by = bodies(tx, NAMED_BY, &[format!("%,{},%", ticket.id).into(), SHOWN.into()])?;
    let both = |other: &Ticket| ticket.related.contains(&other.id);
    links.extend(named_by.into_iter().filter(|it| !both(it)).map(|ticket| Tie { ticket, stands_there: true }));
    Ok(Ties { kept, duplicates: duplicates(tx, ticket.id, SHOWN)?, links })
}

/// The tickets that these name: what is shown of them may have changed with these.
pub fn named_by(tx: &mut dyn Tx, ids: &BTreeSet<TicketId>) -> Result<BTreeSet<TicketId>, StoreError> {
    let mut named = BTreeSet::new();
    for id in ids {
        named.extend(tickets::get(tx, *id)?.iter().flat_map(Ticket::names));
    }
    Ok(named)
}

fn duplicates(tx: &mut dyn Tx, of: TicketId, limit: i64) -> Result<Vec<Ticket>, StoreError> {
    bodies(tx, DUPLICATES, &[of.0.into(), limit.into()])
}

/// The newest tickets of a customer, finished ones included unless the desk is still read for the first time.
pub fn newest_of(tx: &mut dyn Tx, customer: &CustomerId, limit: usize) -> Result<Vec<Ticket>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = if closed::is_by_customer(tx)? { OF_CUSTOMER } else { LIVE_OF_CUSTOMER };
    bodies(tx, sql, &[customer.as_str().into(), limit.into()])
}

fn bodies(tx: &mut dyn Tx, sql: &str, params: &[Value]) -> Result<Vec<Ticket>, StoreError> {
    tx.query(sql, params)?.iter().map(|row| Ok(serde_json::from_str(row.text(0)?)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, ticket};
    use super::*;

    fn numbers<'a>(tickets: impl IntoIterator<Item = &'a Ticket>) -> Vec<i64> {
        tickets.into_iter().map(|it| it.id.0).collect()
    }

    /// 12 and 13 are merged into 1; 1 is linked to 3, and 11 to 1.
    fn desk() -> Fixture {
        let fixture = Fixture::new();
        let into = |n| Ticket { duplicate_of: Some(TicketId(1)), ..ticket(n) };
        let linked = |n, to: &[i64]| Ticket { related: to.iter().copied().map(TicketId).collect(), ..ticket(n) };
        fixture.with(|tx| {
            for ticket in
                [linked(1, &[3, 99]), ticket(3), linked(11, &[5, 1]), into(12), into(13), linked(4, &[11, 12])]
            {
                tickets::put(tx, 1, &ticket)?;
            }
            Ok(())
        });
        fixture
    }

    #[test]
    fn duplicates_and_links_are_found_from_either_end() {
        let fixture = desk();
        let ties_of = |n| {
            fixture.with(|tx| {
                let ticket = tickets::get(tx, TicketId(n))?.unwrap_or_else(|| ticket(n));
                of(tx, &ticket)
            })
        };
        let ties = ties_of(1);
        assert_eq!(numbers(&ties.duplicates), [12, 13]);
        assert_eq!(numbers(ties.links.iter().map(|tie| &tie.ticket)), [3, 11], "99 is not here");
        assert_eq!(ties.links.iter().map(|tie| tie.stands_there).collect::<Vec<_>>(), [false, true]);
        assert_eq!(numbers(&ties_of(12).kept), [1]);
        assert_eq!(numbers(ties_of(3).tickets()), [1]);
    }

    #[test]
    fn what_stands_on_a_ticket_no_more_is_not_found() {
        let fixture = desk();
        fixture.with(|tx| {
            tickets::put(tx, 2, &ticket(12))?;
            tickets::put(tx, 2, &ticket(11))
        });
        let ties = fixture.with(|tx| of(tx, &ticket(1)));
        assert_eq!(numbers(ties.tickets()), [13]);
    }

    #[test]
    fn whoever_merges_hears_of_the_other_and_of_their_own_duplicates() {
        let fixture = desk();
        let other = |n, action: Action| fixture.with(|tx| other(tx, TicketId(n), &action));
        assert_eq!(other(1, Action::Take), None);
        let found = other(1, Action::Merge { into: TicketId(3) }).unwrap();
        assert_eq!((numbers(&found.ticket), found.has_duplicates), (vec![3], true));
        let found = other(3, Action::Link { to: TicketId(77) }).unwrap();
        assert_eq!((found.ticket, found.has_duplicates), (None, false));
    }

    #[test]
    fn neither_end_is_looked_for_among_all_tickets() {
        let fixture = desk();
        for (sql, index) in [(DUPLICATES, "ticket_duplicate"), (NAMED_BY, "ticket_related")] {
            let plan = fixture.with(|tx| tx.query(&format!("explain query plan {sql}"), &["".into(), 1.into()]));
            let plan: String = plan.iter().map(|row| row.text(3).unwrap().to_string()).collect();
            assert!(plan.contains(index), "{plan}");
        }
    }
}
