//! Whether the indexes hold what the rows hold. A list is read from an index alone where that is faster: a bit that
//! flipped there is on the screen, and the row is sound.

use super::{Row, StoreError, Tx};

/// An index, and how all that it should hold is added up: from itself, and from its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    pub name: String,
    columns: String,
    table: String,
    /// Of which rows, with `where` before it.
    condition: String,
}

/// The next one by name. Those of the full text keep house by themselves.
pub fn after(tx: &mut dyn Tx, name: &str) -> Result<Option<Index>, StoreError> {
    // The schema says of an index, too, which table it is of. That is not what SQLite goes by, nor in the schema's sum:
    // a letter of it may have changed.
    let sql = "select list.name, owner.name,
            coalesce((select sql from sqlite_schema where type = 'index' and name = list.name), ''),
            (select group_concat(name) from pragma_index_info(list.name))
        from sqlite_schema as owner, pragma_index_list(owner.name) as list
        where owner.type = 'table' and owner.name not like 'search%' and list.name > $1
        order by list.name limit 1";
    let index = |row: Row| {
        let condition = row.text(2)?.find(" where ").map_or("", |at| &row.text(2).unwrap_or_default()[at..]);
        let [name, table, columns] = [row.text(0)?, row.text(1)?, row.text(3)?].map(str::to_string);
        Ok(Index { name, table, columns, condition: condition.to_string() })
    };
    tx.first(sql, &[name.into()])?.map(index).transpose()
}

/// Whether an index holds what its table holds. A second for a million rows.
pub fn is_sound(tx: &mut dyn Tx, index: &Index) -> Result<bool, StoreError> {
    let Index { name, columns, table, condition } = index;
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
        let all = |tx: &mut dyn Tx| {
            let mut all: Vec<Index> = Vec::new();
            while let Some(next) = after(tx, all.last().map_or("", |last| &last.name))? {
                all.push(next);
            }
            Ok(all)
        };
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
        let first = fixture.with(|tx| after(tx, "sqlite_autoindex_ticket")).unwrap();
        assert_eq!((first.name.as_str(), first.table.as_str()), ("sqlite_autoindex_ticket_1", "ticket"));
        assert!(fixture.with(|tx| is_sound(tx, &first)));
    }
}
