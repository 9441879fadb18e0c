//! All that differs between the databases: so far the full text, which is SQLite's FTS5.

/// The database behind a [`super::Tx`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
}

/// The migration that makes the table of full text.
pub(super) const SEARCH_TABLE: &str = include_str!("migrations/0003_search.sqlite.sql");

/// The full text is written in segments, and merged when there are so many of a size: half as often as by itself.
pub(super) const SEARCH_MERGE: &str = "insert into search (search, rank) values ('automerge', 8)";

/// Tickets that were merged before their rows said so.
pub(super) const DUPLICATES_NOTED: &str = "update ticket set duplicate_of = json_extract(body, '$.duplicate_of')
    where live = 0 and body like '%\"duplicate_of\":_%' and body not like '%\"duplicate_of\":null%'";

/// Builds the indexes of a kind of record anew from what its rows hold.
pub(super) fn build_indexes_anew(kind: &str) -> &'static str {
    match kind {
        "ticket" => "reindex ticket",
        "article" => "reindex article",
        "customer" => "reindex customer; reindex lookup",
        "operator" => "reindex operator",
        "macro" => "reindex macro",
        "faq" => "reindex faq",
        "lesson" => "reindex lesson",
        _ => "reindex policy",
    }
}

/// Whether there is an index of that name.
pub(super) const INDEX_EXISTS: &str = "select 1 from sqlite_schema where type = 'index' and name = $1";

/// Puts a text into the full text: number, text.
pub(super) const SEARCH_PUT: &str = "insert or replace into search (rowid, text) values ($1, $2)";

/// Takes the texts from one number to another out of the full text.
pub(super) const SEARCH_FORGET: &str = "delete from search where rowid between $1 and $2";

/// The beginning of the condition that a ticket `t` contains what the pattern in the next parameter says; a
/// closing parenthesis ends it.
pub(super) const SEARCH_CONTAINS: &str = "t.id in (select rowid >> 12 from search where search match ";

/// The beginning of the condition that a ticket `t` is in a language of the operator in the next parameter; a closing
/// parenthesis ends it.
pub(super) const SPOKEN: &str = "t.language in (
    select spoken.value from operator o, json_each(o.body, '$.languages') spoken where o.id = ";

/// The beginning of a count of the texts that the pattern in the next parameter is found in; a limit ends it.
pub(super) const SEARCH_COUNT: &str = "select count(*) from (select 1 from search where search match ";

/// A query of the full text for one word or phrase. Quoted, nothing in it is an operator; with `prefix`, words
/// that begin with it are found as well. The tokenizer folds case and accents.
pub(super) fn search_pattern(words: &str, prefix: bool) -> String {
    // FTS5 ends a string at a NUL whatever its length says.
    let quoted = words.replace('"', "\"\"").replace('\0', " ");
    format!("\"{quoted}\"{}", if prefix { " *" } else { "" })
}
