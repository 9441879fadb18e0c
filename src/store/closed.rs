//! The indexes of closed tickets, which a first reading makes at its end.
//!
//! A desk has a hundred times as many closed tickets as live ones. Written row by row, each would cost a page of the
//! disk in every index; made in one go, in order, they cost a tenth. Meanwhile lists of closed tickets are right and
//! slow, and those of live ones do not notice.

use super::{StoreError, Tx, dialect};

/// One statement a line, each an index; that of the customers is of live tickets, too.
const INDEXES: &str = include_str!("migrations/closed.sql");

/// Does without the indexes, if there is nothing in them yet. Says whether it does.
pub fn put_off_indexes(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    if tx.first("select id from ticket limit 1", &[])?.is_some() {
        return Ok(false);
    }
    names().try_for_each(|name| tx.batch(&format!("drop index if exists {name}")))?;
    Ok(true)
}

/// Makes the next index that is missing: seconds for a million tickets. Says whether there was one.
pub fn make_index(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    for (name, sql) in names().zip(INDEXES.lines()) {
        if !is_made(tx, name)? {
            return tx.batch(sql).map(|()| true);
        }
    }
    Ok(false)
}

/// Whether tickets are found by their customer without looking at all of them.
pub fn is_by_customer(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    is_made(tx, "ticket_customer")
}

fn is_made(tx: &mut dyn Tx, name: &str) -> Result<bool, StoreError> {
    Ok(tx.first(dialect::INDEX_EXISTS, &[name.into()])?.is_some())
}

fn names() -> impl Iterator<Item = &'static str> {
    INDEXES.lines().filter_map(|line| line.strip_prefix("create index if not exists ")?.split(' ').next())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, ticket};
    use super::super::tickets;
    use super::*;
    use crate::domain::{Status, Ticket};

    #[test]
    fn indexes_that_were_put_off_are_made_one_by_one_and_those_in_use_are_not_dropped() {
        let fixture = Fixture::new();
        assert!(!fixture.with(make_index), "a new database has them all");
        assert!(fixture.with(put_off_indexes));
        assert!(!fixture.with(is_by_customer));
        fixture.with(|tx| tickets::put(tx, 1, &Ticket { status: Status::Closed, ..ticket(1) }));
        let made = std::iter::from_fn(|| fixture.with(make_index).then_some(())).count();
        assert_eq!(made, INDEXES.lines().count());
        assert_eq!(names().count(), made, "each line is an index");
        assert!(!fixture.with(put_off_indexes));
        assert!(fixture.with(is_by_customer), "they are in use");
    }
}
