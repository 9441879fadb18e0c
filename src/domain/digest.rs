//! What a desk holds in a few numbers, so that a replica can see whether it holds the same.
//!
//! Every record has a weight, mixed from its kind, its id and the transaction that last touched it. A bucket is the
//! exclusive or of the weights of its records, with their number; which bucket a record is in depends on its name
//! alone. Two that hold the same have the same buckets; two that do not differ, but for a chance of 2^-64, in those
//! of the records that differ. Adding a weight a second time takes it out again, so a sum is kept and not recounted.
//!
//! The mix is our own, and part of the wire: both sides have to come to the same number for ever.

use super::RecordKey;

/// How many buckets there are.
pub const BUCKETS: usize = 256;

/// All buckets, as of transaction `seq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    pub seq: i64,
    /// [`BUCKETS`] of them.
    pub buckets: Vec<Bucket>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bucket {
    pub count: i64,
    pub sum: u64,
}

/// What one bucket holds, as of transaction `seq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketRows {
    pub seq: i64,
    /// Each with the transaction that last touched it.
    pub rows: Vec<(RecordKey, i64)>,
}

impl Digest {
    /// Of nothing.
    pub fn empty(seq: i64) -> Digest {
        Digest { seq, buckets: vec![Bucket::default(); BUCKETS] }
    }

    /// Takes a record in.
    pub fn add(&mut self, kind: &str, id: &str, seq: i64) {
        if let Some(bucket) = self.buckets.get_mut(usize::from(bucket(kind, id))) {
            bucket.count += 1;
            bucket.sum ^= weight(kind, id, seq);
        }
    }

    /// The buckets in which the two do not hold the same.
    pub fn differing(&self, other: &Digest) -> Vec<u8> {
        let pairs = (0..=u8::MAX).zip(self.buckets.iter().zip(&other.buckets));
        pairs.filter(|(_, (ours, theirs))| ours != theirs).map(|(bucket, _)| bucket).collect()
    }
}

/// The weight of a record whose kind and id are the words of its [`RecordKey`].
pub fn weight(kind: &str, id: &str, seq: i64) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01B3;
    let bytes = kind.bytes().chain([0]).chain(id.bytes());
    let name = bytes.fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    mix(name ^ mix(seq.cast_unsigned().wrapping_add(0x9E37_79B9_7F4A_7C15)))
}

/// The bucket of a record.
pub fn bucket(kind: &str, id: &str) -> u8 {
    let [top, ..] = weight(kind, id, 0).to_be_bytes();
    top
}

/// Spreads every bit over all of them.
fn mix(mut it: u64) -> u64 {
    it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    it ^ (it >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TicketId;

    fn digest(rows: &[(&str, &str, i64)]) -> Digest {
        let mut digest = Digest::empty(9);
        rows.iter().for_each(|(kind, id, seq)| digest.add(kind, id, *seq));
        digest
    }

    #[test]
    fn a_weight_never_changes_from_one_release_to_the_next() {
        assert_eq!(weight("ticket", "48201", 7), WEIGHT);
        assert_eq!(bucket("ticket", "48201"), BUCKET);
    }
    const WEIGHT: u64 = 6_017_417_785_550_543_909;
    const BUCKET: u8 = 129;

    #[test]
    fn the_same_records_have_the_same_digest_in_any_order() {
        let rows = [("ticket", "1", 3), ("article", "a", 3), ("policy", "", 1)];
        let mut other = rows;
        other.reverse();
        assert_eq!(digest(&rows), digest(&other));
    }

    #[test]
    fn a_record_that_is_older_missing_or_too_many_shows_in_its_bucket() {
        let whole = digest(&[("ticket", "1", 3), ("article", "a", 3)]);
        let of = |kind: &str, id: &str| vec![bucket(kind, id)];
        assert_eq!(whole.differing(&digest(&[("ticket", "1", 2), ("article", "a", 3)])), of("ticket", "1"));
        assert_eq!(whole.differing(&digest(&[("ticket", "1", 3)])), of("article", "a"));
        let more = digest(&[("ticket", "1", 3), ("article", "a", 3), ("ticket", "9", 3)]);
        assert_eq!(more.differing(&whole), of("ticket", "9"));
        assert!(whole.differing(&whole).is_empty());
    }

    #[test]
    fn records_spread_over_all_buckets() {
        let mut digest = Digest::empty(0);
        (0..25_600).for_each(|id| digest.add("ticket", &id.to_string(), 1));
        let counts: Vec<i64> = digest.buckets.iter().map(|bucket| bucket.count).collect();
        assert!(counts.iter().all(|count| (50..160).contains(count)), "{counts:?}");
        let (kind, id) = RecordKey::Ticket(TicketId(5)).words();
        assert_eq!((kind, id.as_str()), ("ticket", "5"));
    }
}
