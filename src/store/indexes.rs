//! Whether the indexes hold what the rows hold. A list is read from an index alone where that is faster: a bit that
//! flipped there is on the screen, and the row is sound.

use super::{Row, StoreError, Tx};

/// An index of a table. Those of the full text keep house by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    pub name: String,
    table: String,
}

/// All there are, by name.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Index>, StoreError> {
    // The schema says of an index, too, which table it is of. That is not what SQLite goes by, nor in the schema's sum:
    // a letter of it may have changed.
    let sql = "select list.name, owner.name from sqlite_schema as owner, pragma_index_list(owner.name) as list
        where owner.type = 'table' and owner.name not like 'search%' order by list.name";
    let index = |row: &Row| Ok(Index { name: row.text(0)?.to_string(), table: row.text(1)?.to_string() });
    tx.query(sql, &[])?.iter().map(index).collect()
}

/// Whether an index holds what its table holds: all of it is added up from both. A second for a million rows. One that
/// was dropped in the meantime is no harm.
pub fn is_sound(tx: &mut dyn Tx, index: &Index) -> Result<bool, StoreError> {
    let Index { name, table } = index;
    let sql = "select group_concat(name),
            coalesce((select sql from sqlite_schema where type = 'index' and name = $1), '')
        from pragma_index_info($1)";
    let Some(row) = tx.first(sql, &[name.as_str().into()])? else { return Ok(true) };
    let Some(columns) = row.opt_text(0)? else { return Ok(true) };
    let made_by = row.text(1)?;
    let condition = made_by.find(" where ").map_or("", |at| &made_by[at..]);
    let mut sum = |by: &str| {
        let sum = format!("coalesce(sum(summed(rowid, {columns}) & 4294967295), 0)");
        tx.first(&format!("select count(*), {sum} from {table} {by} {condition}"), &[])
    };
    Ok(sum(&format!("indexed by {name}"))? == sum("not indexed")?)
}

/// Makes an index anew from what its table holds.
pub fn make_anew(tx: &mut dyn Tx, index: &Index) -> Result<(), StoreError> {
    tx.batch(&format!("reindex {}", index.name))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, article, customer, ticket};
    use super::super::{MIGRATIONS, Store, conversation, customers, tickets};
    use super::*;
    use crate::domain::{CustomerId, Ticket};

    /// Changes a text where an index has it, and nowhere else.
    fn bend_in_indexes(file: &mut [u8], text: &str) -> usize {
        let mut bent = 0;
        for page in file.chunks_mut(4096).filter(|page| page[0] == 10) {
            for at in 0..page.len() - text.len() {
                if page[at..].starts_with(text.as_bytes()) {
                    page[at + 1] ^= 2;
                    bent += 1;
                }
            }
        }
        bent
    }

    #[test]
    fn an_index_that_has_another_value_than_its_row_is_found_and_made_anew() {
        let fixture = Fixture::new();
        let of = |n| Ticket { customer: CustomerId::new(format!("Quixote{n}")), ..ticket(n) };
        fixture.with(|tx| {
            (1..20).try_for_each(|n| tickets::put(tx, 1, &of(n)))?;
            conversation::put(tx, 1, &article(1, "a", "hello"))?;
            customers::put(tx, 1, &customer("C1", "Acme"))
        });
        let indexes = fixture.with(all);
        assert!(indexes.len() > 15, "{indexes:?}");
        let unsound = |tx: &mut dyn Tx| {
            let mut unsound = all(tx)?;
            unsound.retain(|index| !is_sound(tx, index).unwrap());
            Ok(unsound)
        };
        assert_eq!(fixture.with(unsound), []);
        let Fixture { store, dir } = fixture;
        let path = store.path().to_path_buf();
        drop(store);
        let mut bytes = std::fs::read(&path).unwrap();
        assert!(bend_in_indexes(&mut bytes, "Quixote7") > 0);
        std::fs::write(&path, bytes).unwrap();
        let fixture = Fixture { store: Store::open(&path, false, MIGRATIONS).unwrap(), dir };
        let found = fixture.with(unsound);
        assert_eq!(
            found.iter().map(|index| index.name.as_str()).collect::<Vec<_>>(),
            ["ticket_customer", "ticket_desk"]
        );
        fixture.with(|tx| found.iter().try_for_each(|index| make_anew(tx, index)));
        assert_eq!(fixture.with(unsound), []);
    }

    #[test]
    fn an_index_is_looked_at_although_the_name_of_its_table_has_changed_on_the_disk() {
        let fixture = Fixture::new();
        fixture.with(|tx| tickets::put(tx, 1, &ticket(1)));
        let Fixture { store, dir } = fixture;
        let path = store.path().to_path_buf();
        drop(store);
        let bend = "pragma writable_schema = on;
            update sqlite_schema set tbl_name = 'tjcket' where type = 'index' and tbl_name = 'ticket' and sql is null";
        rusqlite::Connection::open(&path).unwrap().execute_batch(bend).unwrap();
        let fixture = Fixture { store: Store::open(&path, false, MIGRATIONS).unwrap(), dir };
        let found = fixture.with(all).into_iter().find(|index| index.name == "sqlite_autoindex_ticket_1").unwrap();
        assert_eq!(found.table, "ticket");
        assert!(fixture.with(|tx| is_sound(tx, &found)));
    }

    #[test]
    fn an_index_that_is_there_no_more_is_sound() {
        let fixture = Fixture::new();
        let due = fixture.with(all).into_iter().find(|index| index.name == "ticket_due").unwrap();
        fixture.with(|tx| tx.batch("drop index ticket_due"));
        assert!(fixture.with(|tx| is_sound(tx, &due)));
    }
}
