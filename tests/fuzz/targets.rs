//! The fuzz targets, in one program: the variable `TURNO_FUZZ` names the one that it runs.
//!
//! Each is given bytes, and asserts what must hold for any: nothing in our code panics, no answer of a desk spoils a
//! replica, and nothing but text, colours and moves reaches a terminal. `tests/run fuzz` builds it so that the fuzzer
//! sees which branches of ours a run takes (`rustc` beside this file), and runs each from its corpus.

#![no_main]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a target that fails says why by panicking"
)]

mod answers;
mod config;
mod cursor;
mod keys;
mod operation;
mod query;
mod text;

#[path = "../common/bytes.rs"]
mod bytes;
#[path = "../common/hostile.rs"]
mod hostile;
#[path = "../common/small_desk.rs"]
mod small_desk;

use std::sync::LazyLock;

/// Asserts what must hold for these bytes.
type Target = fn(&[u8]);

const TARGETS: [(&str, Target); 7] = [
    ("text", text::run),
    ("operation", operation::run),
    ("cursor", cursor::run),
    ("query", query::run),
    ("config", config::run),
    ("answers", answers::run),
    ("keys", keys::run),
];

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("TURNO_FUZZ").unwrap_or_default();
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    found.map(|(_, run)| *run).unwrap_or_else(|| panic!("TURNO_FUZZ names none of {:?}", TARGETS.map(|(name, _)| name)))
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| TARGET(data));
