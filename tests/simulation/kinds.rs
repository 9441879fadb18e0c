//! What can go wrong, in words: each kind is counted, and none may be missing in the end.

use std::collections::BTreeMap;

/// How often something happened, by its name.
pub type Tally = BTreeMap<String, u64>;

pub const KINDS: &[&str] = &[
    "request lost",
    "answer lost",
    "request twice",
    "answer cut",
    "turned away",
    "asked too often",
    "slow answer",
    "stream held back",
    "no way",
    "one way",
    "way held",
    "console killed",
    "desk killed",
    "disk full",
    "disk failed",
    "disk busy",
    "disk full for long",
    "console's clock set",
    "desk's clock set",
    "sleep",
    "token revoked",
    "record removed",
    "floor raised",
    "desk went back",
    "new epoch",
    "profile copied",
];

pub fn add(to: &mut Tally, from: &Tally) {
    for (name, n) in from {
        *to.entry(name.clone()).or_default() += n;
    }
}

pub fn count(tally: &mut Tally, name: &str) {
    *tally.entry(name.to_string()).or_default() += 1;
}

/// Those that never happened.
pub fn missing(tally: &Tally) -> Vec<&'static str> {
    KINDS.iter().copied().filter(|kind| !tally.contains_key(*kind)).collect()
}
