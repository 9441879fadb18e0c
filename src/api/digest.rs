//! What a desk holds, in a few numbers to be compared.

use super::RecordKey;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// 256 buckets, as of transaction `seq`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Digest {
    pub seq: i64,
    pub buckets: Vec<Bucket>,
}

/// How many records a bucket has, and the exclusive or of their weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bucket {
    pub count: i64,
    pub sum: Sum,
}

/// 64 bits as 16 hexadecimal digits: a number in JSON may lose some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = "^[0-9a-f]{16}$")]
pub struct Sum(pub u64);

impl From<Sum> for String {
    fn from(sum: Sum) -> String {
        format!("{:016x}", sum.0)
    }
}

impl TryFrom<String> for Sum {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Sum, Self::Error> {
        u64::from_str_radix(&text, 16).map(Sum)
    }
}

/// The records of one bucket, as of transaction `seq`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BucketRows {
    pub seq: i64,
    pub rows: Vec<BucketRow>,
}

/// A record with the number of the transaction that last touched it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BucketRow {
    pub key: RecordKey,
    pub seq: i64,
}
