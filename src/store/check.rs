//! Whether the rows that are stored are what was put there, and the numbers of the transactions that touched them.
//!
//! A row is sound if its body and number have its sum, and if its columns are those that its body gives. What is
//! found not to be is *doubted*: its number becomes one that every state of the record replaces.

use super::{Row, StoreError, Tx, Value, customers, dialect, rows, sum};
use crate::domain::{Article, Customer, RecordKey, Ticket, TicketId};

/// The number of a row that is not to be trusted: older than everything.
pub const DOUBTED: i64 = -1;

/// How far a walk over all records has come. Walks go by key, so that what is put and removed meanwhile does not
/// matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    table: usize,
    after: Vec<Value>,
}

impl Place {
    pub fn start() -> Place {
        Place::of(0)
    }

    fn of(table: usize) -> Place {
        let after = TABLES.get(table).map_or_else(Vec::new, |table| match table.kind {
            "ticket" => vec![Value::Int(i64::MIN)],
            "article" => vec![Value::Int(i64::MIN); 2],
            _ => vec![Value::Text(String::new())],
        });
        Place { table, after }
    }
}

/// A record as a walk finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub key: RecordKey,
    pub seq: i64,
    /// The body has its sum.
    pub body_is_sound: bool,
    /// The columns are those of the body.
    pub columns_are_sound: bool,
}

impl Found {
    pub fn is_sound(&self) -> bool {
        self.body_is_sound && self.columns_are_sound
    }
}

/// A record's name, and the transaction that last touched it.
pub type Numbered = (RecordKey, i64);

/// A kind of record, and the statements for it.
struct Table {
    kind: &'static str,
    /// The next rows after a place, whole.
    walk: &'static str,
    numbered: &'static str,
    numbers: &'static str,
    renumber: &'static str,
}

macro_rules! table {
    ($kind:literal, $walk:expr) => {
        Table {
            kind: $kind,
            walk: $walk,
            numbered: concat!("select seq, sum from ", $kind, " where id = $1"),
            numbers: concat!("select id, seq from ", $kind, " where id > $1 and seq > $2 order by id limit $3"),
            renumber: concat!("update ", $kind, " set seq = $1, sum = $2 where id = $3"),
        }
    };
    ($kind:literal) => {
        table!($kind, concat!("select id, seq, body, sum from ", $kind, " where id > $1 order by id limit $2"))
    };
}

const TABLES: &[Table] = &[
    table!("operator"),
    table!("macro"),
    table!("faq"),
    table!("policy"),
    table!("lesson"),
    table!("ticket", rows::WALK),
    table!("customer", "select id, seq, body, sum, name_folded from customer where id > $1 order by id limit $2"),
    table!(
        "article",
        "select id, seq, body, sum, ticket, n, at_ms from article where (ticket, n) > ($1, $2)
        order by ticket, n limit $3"
    ),
];

/// The next records of a walk, at most `limit`, and where it goes on; None when it is over.
pub fn walk(tx: &mut dyn Tx, place: &Place, limit: usize) -> Result<(Vec<Found>, Option<Place>), StoreError> {
    let Some(table) = TABLES.get(place.table) else { return Ok((Vec::new(), None)) };
    let mut params = place.after.clone();
    params.push(Value::Int(i64::try_from(limit).unwrap_or(i64::MAX)));
    let rows = tx.query(table.walk, &params)?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        found.extend(look_at(tx, table.kind, row)?);
    }
    let next = match rows.last() {
        Some(last) if rows.len() >= limit => {
            let after = if table.kind == "article" {
                last.0.get(4..6).map_or_else(Vec::new, <[Value]>::to_vec)
            } else {
                key(last)
            };
            Place { table: place.table, after }
        }
        _ => Place::of(place.table + 1),
    };
    Ok((found, (next.table < TABLES.len()).then_some(next)))
}

fn key(row: &Row) -> Vec<Value> {
    row.0.first().cloned().into_iter().collect()
}

fn look_at(tx: &mut dyn Tx, kind: &str, row: &Row) -> Result<Option<Found>, StoreError> {
    // Anything may be flipped, the type of a value as well.
    let id = match row.0.first() {
        _ if kind == "policy" => String::new(),
        Some(Value::Int(id)) => id.to_string(),
        Some(Value::Text(id)) => id.clone(),
        _ => return Ok(None),
    };
    let Some(key) = RecordKey::from_words(kind, &id) else { return Ok(None) };
    let seq = row.int(1).unwrap_or(DOUBTED);
    let body = row.text(2).unwrap_or_default();
    let sum = row.int(if kind == "ticket" { rows::SUM } else { 3 }).ok();
    let columns_are_sound = columns_are_sound(tx, &key, seq, row, body)?;
    Ok(Some(Found { key, seq, body_is_sound: sum == Some(sum::of(seq, body)), columns_are_sound }))
}

fn columns_are_sound(tx: &mut dyn Tx, key: &RecordKey, seq: i64, row: &Row, body: &str) -> Result<bool, StoreError> {
    Ok(match key {
        RecordKey::Ticket(_) => {
            let Ok(ticket) = serde_json::from_str::<Ticket>(body) else { return Ok(false) };
            let wanted = rows::of(seq, &ticket)?;
            // Body and sum are looked at by themselves: another version of us may have written more into the body.
            let mut columns = wanted.iter().zip(&row.0).enumerate();
            columns.all(|(at, (wanted, found))| at == rows::BODY || at == rows::SUM || wanted == found)
        }
        RecordKey::Article(id) => {
            let Ok(article) = serde_json::from_str::<Article>(body) else { return Ok(false) };
            article.id == *id
                && row.0.get(4) == Some(&article.ticket.0.into())
                && row.0.get(6) == Some(&article.at.into())
        }
        RecordKey::Customer(id) => {
            let Ok(customer) = serde_json::from_str::<Customer>(body) else { return Ok(false) };
            customer.id == *id && customers::is_found_by_its_keys(tx, &customer, row.text(4).unwrap_or_default())?
        }
        _ => true,
    })
}

/// What a body sums to that transaction `seq` last touched.
pub fn sum(seq: i64, body: &str) -> i64 {
    sum::of(seq, body)
}

/// The transaction that last touched a record; None if it is not there.
pub fn seq_of(tx: &mut dyn Tx, key: &RecordKey) -> Result<Option<i64>, StoreError> {
    let Some(table) = table_of(key) else { return Ok(None) };
    tx.first(table.numbered, &[id_of(key)])?.map(|row| row.int(0)).transpose()
}

/// Doubts what a walk found not to be sound.
pub fn doubt(tx: &mut dyn Tx, found: &[Found]) -> Result<(), StoreError> {
    // An index still has what its column was: it is built anew from the column, or nothing could be put there.
    let crooked = |it: &&Found| !it.columns_are_sound;
    let mut kinds: Vec<&str> = found.iter().filter(crooked).map(|it| it.key.words().0).collect();
    kinds.dedup();
    for kind in kinds {
        tx.batch(dialect::build_indexes_anew(kind))?;
    }
    for Found { key, .. } in found {
        renumber(tx, key, DOUBTED, None)?;
    }
    Ok(())
}

fn renumber(tx: &mut dyn Tx, key: &RecordKey, seq: i64, sum: Option<i64>) -> Result<(), StoreError> {
    let Some(table) = table_of(key) else { return Ok(()) };
    tx.execute(table.renumber, &[seq.into(), sum.into(), id_of(key)]).map(drop)
}

/// The next records of a walk that transactions after `above` touched, at most `limit`, each with its number.
pub fn numbers(
    tx: &mut dyn Tx,
    place: &Place,
    above: i64,
    limit: usize,
) -> Result<(Vec<Numbered>, Option<Place>), StoreError> {
    let Some(table) = TABLES.get(place.table) else { return Ok((Vec::new(), None)) };
    // By id, whatever else a walk over the whole rows goes by.
    let by_id = |after: &[Value]| if after.len() == 1 { after.first().cloned() } else { None };
    let after = by_id(&place.after).unwrap_or_else(|| Value::Text(String::new()));
    let rows = tx.query(table.numbers, &[after, above.into(), Value::Int(i64::try_from(limit).unwrap_or(i64::MAX))])?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = match row.0.first() {
            _ if table.kind == "policy" => String::new(),
            Some(Value::Int(id)) => id.to_string(),
            Some(Value::Text(id)) => id.clone(),
            _ => continue,
        };
        let key = RecordKey::from_words(table.kind, &id);
        found.extend(key.zip(row.int(1).ok()));
    }
    let next = match rows.last() {
        Some(last) if rows.len() >= limit => Place { table: place.table, after: key(last) },
        _ => Place::of(place.table + 1),
    };
    Ok((found, (next.table < TABLES.len()).then_some(next)))
}

/// What was touched by transactions that are no more: records with a number after `above` get 0, which every state
/// replaces. They keep their contents and their sums.
pub fn forget_numbers(tx: &mut dyn Tx, keys: &[Numbered], above: i64) -> Result<(), StoreError> {
    for (key, _) in keys {
        let Some(table) = table_of(key) else { continue };
        let Some(row) = tx.first(table.numbered, &[id_of(key)])? else { continue };
        let (seq, sum) = (row.int(0)?, row.opt_int(1)?);
        if seq > above {
            renumber(tx, key, 0, sum.map(|sum| sum::moved(sum, seq, 0)))?;
        }
    }
    Ok(())
}

/// Doubts these, whatever their rows look like.
pub fn doubt_keys(tx: &mut dyn Tx, keys: &[RecordKey]) -> Result<(), StoreError> {
    keys.iter().try_for_each(|key| renumber(tx, key, DOUBTED, None))
}

fn table_of(key: &RecordKey) -> Option<&'static Table> {
    let (kind, _) = key.words();
    TABLES.iter().find(|table| table.kind == kind)
}

fn id_of(key: &RecordKey) -> Value {
    match key {
        RecordKey::Ticket(TicketId(id)) => Value::Int(*id),
        RecordKey::Policy => Value::Text(super::reference::THE_POLICY.to_string()),
        key => Value::Text(key.words().1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::records;
    use super::super::tests::{Fixture, article, customer, ticket};
    use super::*;
    use crate::domain::lesson::fixture::lesson;
    use crate::domain::{Faq, Record, Role};

    fn desk() -> Fixture {
        let fixture = Fixture::new();
        let records = [
            Record::Ticket(Box::new(ticket(7))),
            Record::Ticket(Box::new(ticket(-3))),
            Record::Article(article(7, "a", "hello")),
            Record::Article(article(7, "b", "again")),
            Record::Customer(Box::new(customer("C1", "Acme"))),
            Record::Faq(Faq { id: "f".into(), tags: Vec::new(), text: Default::default() }),
            Record::Policy(Default::default()),
            Record::Lesson(Box::new(lesson(7, Role::Am, Role::Ba))),
        ];
        fixture.with(|tx| (1..).zip(&records).try_for_each(|(seq, record)| records::put(tx, seq, record)));
        fixture
    }

    fn all(tx: &mut dyn Tx) -> Result<Vec<Found>, StoreError> {
        let (mut all, mut place) = (Vec::new(), Some(Place::start()));
        while let Some(from) = place {
            let (found, next) = walk(tx, &from, 1)?;
            all.extend(found);
            place = next;
        }
        Ok(all)
    }

    #[test]
    fn a_walk_comes_by_every_record_once_and_all_are_sound() {
        let found = desk().with(all);
        let mut seqs: Vec<i64> = found.iter().map(|it| it.seq).collect();
        seqs.sort_unstable();
        assert_eq!(seqs, [1, 2, 3, 4, 5, 6, 7, 8]);
        assert!(found.iter().all(Found::is_sound), "{found:?}");
    }

    #[test]
    fn whatever_is_not_as_it_was_put_is_found_and_any_state_replaces_it() {
        for (change, kind) in [
            ("update ticket set body = replace(body, 'Subject of 7', 'Subject of 3') where id = 7", "ticket"),
            ("update ticket set seq = 9999 where id = 7", "ticket"),
            ("update ticket set subject = 'Another' where id = 7", "ticket"),
            ("update ticket set live = 0 where id = 7", "ticket"),
            ("update ticket set deadline_ms = 5 where id = 7", "ticket"),
            ("update ticket set body = 'x' where id = 7", "ticket"),
            ("update article set body = replace(body, 'hello', 'hallo')", "article"),
            ("update article set at_ms = 1 where id = 'a'", "article"),
            ("update article set ticket = 8 where id = 'a'", "article"),
            ("update customer set name_folded = 'acne'", "customer"),
            ("update customer set body = replace(body, 'retail', 'ratail')", "customer"),
            ("update lookup set key = 'acne' where key = 'acme'", "customer"),
            ("delete from lookup where shown = 'Acme'", "customer"),
            ("update faq set body = replace(body, 'f', 'g')", "faq"),
            ("update policy set seq = 5", "policy"),
        ] {
            let fixture = desk();
            fixture.with(|tx| tx.execute(change, &[]));
            let unsound: Vec<Found> = fixture.with(all).into_iter().filter(|it| !it.is_sound()).collect();
            assert_eq!(unsound.iter().map(|it| it.key.words().0).collect::<Vec<_>>(), [kind], "{change}");
            fixture.with(|tx| doubt(tx, &unsound));
            assert_eq!(fixture.with(|tx| seq_of(tx, &unsound[0].key)), Some(DOUBTED), "{change}");
        }
    }

    #[test]
    fn numbers_after_a_transaction_are_forgotten_and_the_contents_stay_sound() {
        let fixture = desk();
        let mut place = Some(Place::start());
        while let Some(from) = place {
            let (keys, next) = fixture.with(|tx| numbers(tx, &from, 2, 1));
            fixture.with(|tx| forget_numbers(tx, &keys, 2));
            place = next;
        }
        let found = fixture.with(all);
        let mut seqs: Vec<i64> = found.iter().map(|it| it.seq).collect();
        seqs.sort_unstable();
        assert_eq!(seqs, [0, 0, 0, 0, 0, 0, 1, 2]);
        assert!(found.iter().all(Found::is_sound), "{found:?}");
    }
}
