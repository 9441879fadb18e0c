//! Who imports whom, which rooms are pure, and how large anything may grow.
//!
//! The rules stand in the prose at the top of `src/lib.rs`; this test reads the source as text and holds them.

#![expect(clippy::print_stdout, reason = "figures are printed")]

use std::fs;
use std::path::{Path, PathBuf};

/// Who may import whom. A room that is not on the right of its line may not be imported. `seam` (clock and
/// randomness) is open to all but the pure rooms.
const IMPORTS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("seam", &["domain"]),
    ("i18n", &["domain"]),
    ("routing", &["domain"]),
    ("api", &["domain"]),
    ("store", &["domain", "seam"]),
    ("server", &["domain", "routing", "api", "store", "seam"]),
    ("backend", &["domain", "api", "seam"]),
    ("replica", &["domain", "routing", "store", "seam"]),
    ("sync", &["domain", "backend", "replica", "seam"]),
    ("console", &["domain", "i18n"]),
    ("console/runtime", &["domain", "i18n", "seam", "console", "replica", "sync"]),
    ("config", &["domain", "console"]),
    ("credentials", &["seam", "config"]),
    ("log", &["credentials"]),
    (
        "doctor",
        &["domain", "i18n", "config", "credentials", "cli", "replica", "sync", "backend", "store", "seam", "server"],
    ),
];

/// The files of the console that may do something; the rest of it is pure.
const CONSOLE_ACTS: &[&str] =
    &["mod.rs", "runtime.rs", "perform.rs", "terminal.rs", "input.rs", "signals.rs", "editor.rs"];

/// Rooms, or files, in which nothing waits, reads, writes, tells the time or rolls dice.
const PURE: &[&str] = &["domain", "routing", "api", "i18n", "console", "sync/plan"];

/// What betrays a pure room. Not `await`ing and not knowing `tokio` is most of it.
const IMPURE: &[&str] = &[
    "async ",
    ".await",
    "tokio",
    "std::fs",
    "std::net",
    "std::env",
    "File::",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "rand::",
    "thread::",
    "println!",
    "eprintln!",
];

const FUNCTION_LINES: usize = 70;
const FILE_LINES: usize = 600;
/// Across all source files.
const MEAN_LINES: usize = 220;

struct Source {
    /// From `src`, such as `domain/ident.rs`.
    path: String,
    /// Without tests.
    code: String,
    lines: usize,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    files(&root().join("src"), &mut paths);
    paths.sort();
    let source = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let path = path.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        Source { lines: text.lines().count(), path, code, text }
    };
    paths.iter().map(source).collect()
}

/// The room of a file: its folder, or its own name; the part of the console that acts is a room of its own.
fn room(path: &str) -> &str {
    let room = path.split('/').next().unwrap_or(path).trim_end_matches(".rs");
    match path.strip_prefix("console/") {
        Some(file) if CONSOLE_ACTS.contains(&file) => "console/runtime",
        _ => room,
    }
}

fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}

#[test]
fn nobody_imports_what_its_room_must_not_know() {
    let all: Vec<String> = sources().iter().map(|source| room(&source.path).to_string()).collect();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !is_test(&source.path)) {
        let here = room(&source.path);
        let Some((_, allowed)) = IMPORTS.iter().find(|(room, _)| *room == here) else { continue };
        for other in all.iter().filter(|other| *other != here && !other.contains('/')) {
            let own = other == "console" && here == "console/runtime";
            if source.code.contains(&format!("crate::{other}::")) && !allowed.contains(&other.as_str()) && !own {
                wrong.push(format!("{} imports {other}", source.path));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "against the table of rooms:\n{}", wrong.join("\n"));
}

#[test]
fn every_room_stands_in_the_table() {
    let free = ["lib", "main", "cli"];
    let unknown: Vec<_> = sources()
        .iter()
        .map(|source| room(&source.path).to_string())
        .filter(|here| !free.contains(&here.as_str()) && IMPORTS.iter().all(|(room, _)| room != here))
        .collect();
    assert!(unknown.is_empty(), "rooms without a line in the table: {unknown:?}");
}

#[test]
fn the_pure_rooms_neither_wait_nor_read_nor_tell_the_time() {
    let pure = |path: &str| {
        let stem = path.trim_end_matches(".rs");
        PURE.iter().any(|it| stem == *it || room(path) == *it) && !is_test(path)
    };
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| pure(&source.path)) {
        wrong.extend(IMPURE.iter().filter(|it| source.code.contains(**it)).map(|it| format!("{}: {it}", source.path)));
    }
    assert!(wrong.is_empty(), "impure:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_at_its_top_what_it_is_for() {
    let silent: Vec<_> = sources()
        .into_iter()
        .filter(|it| !it.text.starts_with("//!") && !is_test(&it.path))
        .map(|it| it.path)
        .collect();
    assert!(silent.is_empty(), "no `//!` at the top of: {silent:?}");
}

#[test]
fn files_and_functions_stay_small() {
    let sources = sources();
    let mut large = Vec::new();
    for source in &sources {
        if source.lines > FILE_LINES {
            large.push(format!("{} has {} lines", source.path, source.lines));
        }
        large.extend(long_functions(source));
    }
    let mean = sources.iter().map(|source| source.lines).sum::<usize>() / sources.len();
    println!("tidy: {} files, mean {mean} lines", sources.len());
    assert!(large.is_empty(), "too large:\n{}", large.join("\n"));
    assert!(mean <= MEAN_LINES, "the mean file has {mean} lines");
}

/// Functions are found by their indentation, which the format check keeps true.
fn long_functions(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let body = line.trim_start();
        let words = ["pub ", "pub(crate) ", "pub(super) ", "async ", "const "];
        let name = words.iter().fold(body, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        if !name.starts_with("fn ") {
            continue;
        }
        let end = format!("{}}}", " ".repeat(line.len() - body.len()));
        let length = lines[start..].iter().position(|line| *line == end).unwrap_or(0) + 1;
        if length > FUNCTION_LINES {
            found.push(format!("{}:{}: {length} lines: {}", source.path, start + 1, name.split('(').next().unwrap()));
        }
    }
    found
}

#[test]
fn nothing_is_left_for_later_and_nothing_speaks_of_a_machine() {
    let forbidden =
        ["TO".to_owned() + "DO", "FIX".to_owned() + "ME", "/home".to_owned() + "/", "/ro".to_owned() + "ot/"];
    let mut wrong = Vec::new();
    for source in sources() {
        wrong
            .extend(forbidden.iter().filter(|it| source.text.contains(*it)).map(|it| format!("{}: {it}", source.path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
