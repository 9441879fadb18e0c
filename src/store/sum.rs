//! The sum of a stored record: how a bit that flipped on the disk is noticed.
//!
//! SQLite has no sums over its pages: of four bits flipped in a database, one changes a text and nobody is told. Each
//! row of a record carries the sum of its body and of the transaction that last touched it. Every step of the sum
//! can be undone, so a single word that is another one always gives another sum. A row that exists nowhere else carries
//! the sum of all its columns, by the SQL function [`NAME`].

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result};

/// `summed(table, column, …)`.
const NAME: &str = "summed";

/// Odd, so that multiplying by it loses nothing.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The sum of a record that transaction `seq` last touched.
pub(super) fn of(seq: i64, body: &str) -> i64 {
    moved(of_body(body).cast_signed(), 0, seq)
}

/// The sum of the same body after another transaction.
pub(super) fn moved(sum: i64, from: i64, to: i64) -> i64 {
    let apart = to.wrapping_sub(from);
    sum.wrapping_add(apart.wrapping_mul(FACTOR.cast_signed()))
}

/// The sum of a row of a table.
pub(super) fn of_row(table: &str, values: &[ValueRef<'_>]) -> i64 {
    let all = [&[ValueRef::Text(table.as_bytes())], values].concat();
    all.into_iter().fold(FACTOR, value).cast_signed()
}

/// Makes the sum known to a connection.
pub(super) fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function(NAME, -1, flags, |row: &Context<'_>| {
        Ok((0..row.len()).map(|column| row.get_raw(column)).fold(FACTOR, value).cast_signed())
    })
}

fn value(sum: u64, value: ValueRef<'_>) -> u64 {
    let bytes = |kind, bytes: &[u8]| words(step(step(sum, kind), bytes.len() as u64), bytes);
    match value {
        ValueRef::Null => step(sum, 1),
        ValueRef::Integer(it) => step(step(sum, 2), it.cast_unsigned()),
        ValueRef::Real(it) => step(step(sum, 3), it.to_bits()),
        ValueRef::Text(it) => bytes(4, it),
        ValueRef::Blob(it) => bytes(5, it),
    }
}

fn of_body(body: &str) -> u64 {
    words((body.len() as u64).wrapping_mul(FACTOR), body.as_bytes())
}

fn words(sum: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    words.chain([u64::from_le_bytes(last)]).fold(sum, step)
}

fn step(sum: u64, word: u64) -> u64 {
    let mixed = (sum ^ word).wrapping_mul(FACTOR);
    mixed ^ (mixed >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_flipped_bit_and_every_other_number_gives_another_sum(
            body in "\\PC{0,60}", bit in 0usize..4_000, seq in 0i64..1 << 40, other in 0i64..1 << 40,
        ) {
            let sum = of(seq, &body);
            let mut bytes = body.clone().into_bytes();
            if !bytes.is_empty() {
                let bit = bit % (8 * bytes.len());
                bytes[bit / 8] ^= 1 << (bit % 8);
                if let Ok(flipped) = String::from_utf8(bytes) {
                    prop_assert_ne!(of(seq, &flipped), sum);
                }
            }
            prop_assert_eq!(of(other, &body) == sum, other == seq);
            prop_assert_eq!(moved(sum, seq, other), of(other, &body));
        }
    }

    #[test]
    fn a_text_that_lacks_its_end_has_another_sum() {
        let body = "a\0\0";
        assert_ne!(of(1, body), of(1, &body[..1]));
        assert_ne!(of(1, ""), of(1, "\0"));
    }
}
