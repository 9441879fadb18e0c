//! The sums of the rows that exist nowhere else: whatever changes on the disk is noticed before it is used.
//!
//! Triggers keep them, so that no statement can forget it. A statement that would change a damaged row, and make it
//! look sound, is refused; a draft is always written whole. Rows from before there were sums have none, and are not
//! damaged for that.

use crate::store::{StoreError, Tx};

/// A table whose rows have sums, and its columns but for the sum.
pub struct Summed {
    pub name: &'static str,
    pub columns: &'static str,
    /// True of a row that is as it was written.
    pub is_sound: &'static str,
}

macro_rules! summed {
    ($($table:literal $(guarded $guard:literal)?: $columns:literal;)*) => {
        pub const TABLES: &[Summed] = &[$(Summed {
            name: $table,
            columns: $columns,
            is_sound: concat!("(sum is null or sum = summed('", $table, "', ", $columns, "))"),
        }),*];

        /// Gives the tables their sums.
        pub const SQL: &str = concat!($(
            "alter table ", $table, " add column sum bigint;",
            $("create trigger ", $table, $guard, " before update of ", $columns, " on ", $table, " when exists (",
                "select 1 from ", $table, " where rowid = old.rowid and sum <> summed('", $table, "', ", $columns, "))",
                " begin select raise(abort, 'a row has changed on the disk'); end;",)?
            "create trigger ", $table, "_made after insert on ", $table, " begin update ", $table,
                " set sum = summed('", $table, "', ", $columns, ") where rowid = new.rowid; end;",
            "create trigger ", $table, "_changed after update of ", $columns, " on ", $table, " begin update ", $table,
                " set sum = summed('", $table, "', ", $columns, ") where rowid = new.rowid; end;",
        )*);
    };
}

summed! {
    "operation" guarded "_is_sound":
        "position, id, device, n, ticket, body, digest, made_ms, operator, operator_name, state, sent, seq, detail";
    "confirmed": "position, id, ticket, body, digest, made_ms, operator, operator_name, seq, settled_ms";
    "device" guarded "_is_sound": "id, device, operator, last_n, last_position, lease, proposed";
    "draft": "ticket, visibility, body, saved_ms";
    "went_back": "id, to_ms, again";
    "damage": "id, at_ms, path, saved, doubts";
}

/// Whether all rows of all tables have their sums.
pub fn check(tx: &mut dyn Tx) -> Result<(), StoreError> {
    TABLES.iter().try_for_each(|table| check_table(tx, table.name))
}

pub fn check_table(tx: &mut dyn Tx, name: &str) -> Result<(), StoreError> {
    let sql = format!("select count(*) from {name} where not {}", is_sound(name));
    match tx.first(&sql, &[])?.map_or(Ok(0), |row| row.int(0))? {
        0 => Ok(()),
        n => Err(StoreError::Damaged(format!("{n} rows of the table {name} have changed on the disk"))),
    }
}

/// True in SQL of a row of that table that is as it was written.
pub fn is_sound(name: &str) -> &'static str {
    TABLES.iter().find(|table| table.name == name).map_or("true", |table| table.is_sound)
}
