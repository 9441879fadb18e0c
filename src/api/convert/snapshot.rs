//! Snapshots, digests and places in a history.

use super::{Mirror, mirror};
use crate::{api, domain};

impl Mirror<domain::SnapshotPlace> for String {
    fn from_domain(it: domain::SnapshotPlace) -> Self {
        it.0
    }
    fn into_domain(self) -> domain::SnapshotPlace {
        domain::SnapshotPlace(self)
    }
}

impl Mirror<u64> for api::Sum {
    fn from_domain(it: u64) -> Self {
        api::Sum(it)
    }
    fn into_domain(self) -> u64 {
        self.0
    }
}

impl Mirror<(domain::RecordKey, i64)> for api::BucketRow {
    fn from_domain((key, seq): (domain::RecordKey, i64)) -> Self {
        api::BucketRow { key: key.into(), seq }
    }
    fn into_domain(self) -> (domain::RecordKey, i64) {
        (self.key.into(), self.seq)
    }
}

mirror!(api::SnapshotChunk = domain::Chunk { changes, next, start, usable, done, total });
mirror!(api::RecordsResponse = domain::Records { changes, gone });
mirror!(api::Checkpoint = domain::Checkpoint { cursor, seq });
mirror!(api::Bucket = domain::digest::Bucket { count, sum });
mirror!(api::Digest = domain::digest::Digest { seq, buckets });
mirror!(api::BucketRows = domain::digest::BucketRows { seq, rows });
