//! The sum of a stored record: how a bit that flipped on the disk is noticed.
//!
//! SQLite has no sums over its pages: of four bits flipped in a database, one changes a text and nobody is told. Each
//! row of a record carries the sum of its body and of the transaction that last touched it. Every step of the sum
//! can be undone, so a single word that is another one always gives another sum.

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

fn of_body(body: &str) -> u64 {
    let (words, rest) = body.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let start = (body.len() as u64).wrapping_mul(FACTOR);
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    words.chain([u64::from_le_bytes(last)]).fold(start, step)
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
