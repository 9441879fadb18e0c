//! Tickets, conversations and customers in SQL, for the server and the replica alike.
//!
//! One SQL text for SQLite and (later) PostgreSQL, through the small [`Tx`]: `$1` placeholders numbered in the
//! order of their first use; columns of `BIGINT`, `TEXT`, `DOUBLE PRECISION` and `BLOB` only (flags are 0 and 1,
//! times `*_ms`); row values for seeking, ascending, never `OFFSET`; upsert, `returning` and CTE. What differs
//! between the two stands in [`dialect`].
//!
//! Functions here take a `&mut dyn Tx` and are plain and synchronous: whoever calls decides which thread waits,
//! and a simulation runs them inline.
//!
//! [`records`] puts and gets whatever travels; [`tickets`], [`conversation`], [`customers`] and [`mod@reference`] know
//! one kind each; [`window`] reads the rows of a list, narrowed by a compiled query (`filter`) and by full text
//! (`search`).

pub mod bulk;
pub mod check;
pub mod closed;
pub mod conversation;
pub mod counted;
pub mod customers;
pub mod indexes;
pub mod journal;
pub mod lessons;
pub mod links;
pub mod parts;
pub mod records;
pub mod reference;
pub mod salvage;
pub mod shift;
pub mod tickets;
pub mod window;

mod dialect;
mod fair;
mod filter;
#[cfg(test)]
mod filter_tests;
mod fold;
#[cfg(test)]
pub mod refusing;
mod rows;
mod search;
mod sql;
mod sqlite;
mod sum;
#[cfg(test)]
mod tests;
mod value;

pub use dialect::Dialect;
pub use fair::Fair;
pub use filter::Reader;
pub use sqlite::Store;
pub use value::{Row, Value};

/// One transaction. Statements are constant text; all data goes through `params`.
pub trait Tx {
    /// Runs a statement and says how many rows it touched.
    fn execute(&mut self, sql: &str, params: &[Value]) -> Result<usize, StoreError>;

    /// Runs a query and gives its rows.
    fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError>;

    /// Runs several statements without parameters.
    fn batch(&mut self, sql: &str) -> Result<(), StoreError>;

    fn dialect(&self) -> Dialect;

    /// The first row, if there is one.
    fn first(&mut self, sql: &str, params: &[Value]) -> Result<Option<Row>, StoreError> {
        Ok(self.query(sql, params)?.into_iter().next())
    }
}

/// A numbered step of the schema. Steps only add; what is released never changes.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Unique among all migrations of a database.
    pub name: &'static str,
    pub sql: &'static str,
}

/// The tables that server and replica have in common. Each adds its own after these.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "store-0001-tickets", sql: include_str!("migrations/0001_tickets.sql") },
    Migration { name: "store-0002-people", sql: include_str!("migrations/0002_people.sql") },
    Migration { name: "store-0003-search", sql: dialect::SEARCH_TABLE },
    Migration { name: "store-0004-sums", sql: include_str!("migrations/0004_sums.sql") },
    Migration {
        name: "store-0005-halves",
        sql: concat!(
            include_str!("migrations/0005_halves.sql"),
            "drop index ticket_customer;\n",
            include_str!("migrations/closed.sql")
        ),
    },
    Migration { name: "store-0006-merge", sql: dialect::SEARCH_MERGE },
    Migration { name: "store-0007-lessons", sql: include_str!("migrations/0007_lessons.sql") },
    Migration { name: "store-0008-shift", sql: include_str!("migrations/0008_shift.sql") },
    Migration { name: "store-0009-handover", sql: include_str!("migrations/0009_handover.sql") },
    Migration { name: "store-0010-links", sql: include_str!("migrations/0010_links.sql") },
    Migration { name: "store-0011-duplicates", sql: dialect::DUPLICATES_NOTED },
    Migration { name: "store-0012-incident", sql: include_str!("migrations/0012_incident.sql") },
];

/// What a trigger says of a row that does not have its sum.
pub(crate) const CHANGED: &str = "a row has changed on the disk";

/// What went wrong in the store, by what can be done about it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database is in use by another program")]
    Busy,
    #[error("the disk is full")]
    Full,
    #[error("the database cannot be written: {0}")]
    ReadOnly(String),
    #[error("the database is damaged: {0}")]
    Damaged(String),
    #[error("the database was made by a newer version of turno ({0})")]
    Newer(String),
    #[error("the database cannot be opened: {0}")]
    CannotOpen(String),
    /// A row is not as this version writes it.
    #[error("a stored record cannot be read: {0}")]
    Unreadable(String),
    /// A mistake of ours: a statement that the database does not accept.
    #[error("the database refused a statement: {0}")]
    Statement(String),
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        StoreError::Unreadable(error.to_string())
    }
}
