//! All that differs between the databases.

/// The database behind a [`super::Tx`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
}
