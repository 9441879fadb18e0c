//! The README says what the program does: its tables are made from the code.
//!
//! `TURNO_WRITE_DOCS=1 cargo test --test house` writes them anew.

use secrecy::ExposeSecret;
use std::path::PathBuf;
use turno::domain::{ContactId, Language};
use turno::i18n::Catalog;

fn readme() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// Puts `content` between the two marks of that name.
fn with_section(text: &str, name: &str, content: &str) -> String {
    let (start, end) = (format!("<!-- generated: {name} -->\n"), format!("<!-- end: {name} -->"));
    let (before, rest) = text.split_once(&start).unwrap_or_else(|| panic!("README.md has no {start}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("README.md has no {end}"));
    format!("{before}{start}{}\n{end}{after}", content.trim_end())
}

#[test]
fn the_readme_has_the_keys_and_the_commands_that_the_program_has() {
    let text = std::fs::read_to_string(readme()).unwrap();
    let keys = turno::console::command::reference(&Catalog::new(Language::En));
    let commands = format!("<details><summary>Every command</summary>\n\n{}\n</details>", turno::cli::reference());
    let wanted = with_section(&with_section(&text, "keys", &keys), "cli", &commands);
    if std::env::var_os("TURNO_WRITE_DOCS").is_some() {
        std::fs::write(readme(), &wanted).unwrap();
        return;
    }
    assert!(text == wanted, "README.md is behind the code: TURNO_WRITE_DOCS=1 cargo test --test house");
}

#[test]
fn the_code_that_the_readme_tells_is_the_right_one() {
    let sample = std::fs::read_to_string(readme().with_file_name("assets").join("sample/customers.json")).unwrap();
    assert!(sample.contains("Araminta Vogelsong"));
    let code = turno::server::sample_code(&ContactId::new("C1037-4"));
    let wanted = format!("Araminta Vogelsong is {}", code.expose_secret());
    assert!(std::fs::read_to_string(readme()).unwrap().contains(&wanted), "{wanted}");
}

#[test]
fn the_readme_shows_a_picture_that_is_there() {
    let text = std::fs::read_to_string(readme()).unwrap();
    assert!(text.contains("(assets/screen.svg)"));
    assert!(readme().with_file_name("assets").join("screen.svg").exists(), "make it with tests/picture");
}
