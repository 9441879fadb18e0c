//! A token and a caller's code, followed through a whole run of desk, console and command line with everything
//! logged: they are in no file, no log, no output, and not among the bytes that the terminal was told.

use crate::program::Program;
use crate::pty::Terminal;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use turno::backend::native::Native;
use turno::backend::{Backend, Verdict};
use turno::domain::ContactId;
use turno::seam::System;
use turno::server::sample_code;

/// Every file below a directory, with its content.
#[cfg(test)]
fn files(dir: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if let Ok(bytes) = std::fs::read(&path) {
            found.push((path.display().to_string(), bytes));
        }
    }
}

/// The code stands there by itself, and not as a part of some number.
fn has_code(bytes: &[u8], code: &str) -> bool {
    let part = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
    let hit = |at: usize| &bytes[at..at + 4] == code.as_bytes();
    let last = bytes.len().saturating_sub(3);
    (0..last).any(|at| hit(at) && !part(at.checked_sub(1).and_then(|at| bytes.get(at))) && !part(bytes.get(at + 4)))
}

fn has(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

/// A desk that logs all it can; its first token.
#[cfg(test)]
fn serve(program: &Program) -> (Child, String, String) {
    let mut command = program.command(&["serve", "--json", "--sample", "--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let told: Value = serde_json::from_str(&line).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_string();
    (child, text(&told["address"]), text(&told["first_token"]["token"]))
}

/// Verifies a caller whose code stands nowhere yet, and who `is_wanted`: first with a wrong code, then with the right one.
#[cfg(test)]
fn verify(
    address: &str,
    token: &str,
    before: &[(String, Vec<u8>)],
    is_wanted: impl Fn(&ContactId) -> bool,
) -> (ContactId, SecretString) {
    let unseen = |contact: &ContactId| {
        let code = sample_code(contact);
        !before.iter().any(|(_, bytes)| has_code(bytes, code.expose_secret())) && is_wanted(contact)
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let native = Native::new(address, token.to_string().into(), Arc::new(System)).unwrap();
    for contact in (1_001..1_060).map(|n| ContactId::new(format!("C{n}-1"))).filter(unseen) {
        let code = sample_code(&contact);
        let wrong = if code.expose_secret() == "9999" { "9998" } else { "9999" };
        let asked = runtime.block_on(native.verify_caller(&contact, None, &wrong.to_string().into()));
        if !matches!(asked, Ok(Verdict::Wrong { .. })) {
            continue;
        }
        let asked = runtime.block_on(native.verify_caller(&contact, None, &code)).unwrap();
        assert!(matches!(asked, Verdict::Verified { .. }), "{asked:?}");
        return (contact, code);
    }
    panic!("every code stands somewhere already");
}

/// The customer of a contact, as `customer:C1001`.
fn customer_of(contact: &ContactId) -> String {
    format!("customer:{}", contact.as_str().split('-').next().unwrap())
}

/// Identifies a caller in the console, through the desk: first with a wrong code, then with the right one.
#[cfg(test)]
fn identify(terminal: &mut Terminal, operator: &Program, contact: &ContactId, code: &SecretString) {
    let query = customer_of(contact);
    let customer = operator.run(&["customer", "show", query.trim_start_matches("customer:"), "--json"]).json();
    let contacts = customer["contacts"].as_array().unwrap();
    let name = contacts.iter().find(|it| it["id"] == contact.as_str()).unwrap()["name"].as_str().unwrap();
    terminal.press(&format!("/{query}\r"));
    terminal.wait_for(&format!("/ {query}"));
    terminal.press("i");
    terminal.wait_for("Who calls");
    terminal.press(&format!("{name}\r"));
    terminal.wait_for("4-digit code");
    terminal.press(if code.expose_secret() == "9999" { "9998\r" } else { "9999\r" });
    terminal.wait_for("4 attempts left");
    terminal.press(&format!("{}\r", code.expose_secret()));
    terminal.wait_for("is identified for");
    terminal.wait_gone("4-digit code");
}

#[test]
fn a_token_and_a_caller_s_code_leave_no_trace_in_a_whole_run() {
    let desk = Program::new().variable("TURNO_LOG", "trace");
    let (mut child, address, token) = serve(&desk);
    let config = format!("[profiles.default]\ndesk = '{address}'\n");
    let operator = Program::with_config(&config).variable("TURNO_TOKEN", &token).variable("TURNO_LOG", "trace");
    let (mut before, mut after) = (Vec::new(), Vec::new());
    files(desk.home.path(), &mut before);

    let home = operator.home.path().to_path_buf();
    let mut terminal = Terminal::start_with_all(&home, &[("TURNO_TOKEN", &token), ("TURNO_LOG", "trace")]);
    terminal.wait_for("Queue 1/");
    terminal.wait_for("live");
    let has_ticket = |contact: &ContactId| {
        let list = operator.run(&["ticket", "list", "--json", &customer_of(contact)]).json();
        !list["tickets"].as_array().unwrap().is_empty()
    };
    let (contact, code) = verify(&address, &token, &before, has_ticket);
    terminal.press("t").press("r");
    terminal.wait_for("PUBLIC REPLY");
    terminal.press("On our way\x13");
    terminal.wait_gone("PUBLIC REPLY");
    terminal.press("?");
    terminal.wait_for("What works here");
    terminal.press("\x1b");
    terminal.wait_gone("What works here");
    identify(&mut terminal, &operator, &contact, &code);
    terminal.press("q");
    assert_eq!(terminal.wait_exit(), 0);
    let mut said = Vec::new();
    for args in [&["doctor"][..], &["sync", "--once"], &["config", "show"], &["ticket", "list", "--json"]] {
        let ran = operator.run(args);
        said.push((format!("{args:?}"), [ran.out, ran.err].concat().into_bytes()));
    }
    // A wrong token is not repeated to whoever gave it either.
    let operator = operator.variable("TURNO_TOKEN", "wrong-canary-token");
    let wrong = operator.run(&["doctor"]);
    said.push(("doctor with a wrong token".into(), [wrong.out, wrong.err].concat().into_bytes()));
    child.kill().unwrap();
    let mut told = Vec::new();
    child.stderr.take().unwrap().read_to_end(&mut told).unwrap();
    child.stdout.take().unwrap().read_to_end(&mut told).unwrap();
    child.wait().unwrap();

    files(desk.home.path(), &mut after);
    files(&home, &mut after);
    said.extend([("the desk's output".to_string(), told), ("the terminal".to_string(), terminal.bytes.clone())]);
    assert!(after.iter().filter(|(path, bytes)| path.contains("log") && !bytes.is_empty()).count() >= 2, "no logs");
    assert!(after.iter().any(|(_, bytes)| has(bytes, "On our way")), "what was written is found where it should be");
    for (place, bytes) in after.iter().chain(&said) {
        assert!(!has(bytes, &token), "the token is in {place}");
        assert!(!has(bytes, "wrong-canary-token"), "the wrong token is in {place}");
        assert!(!has_code(bytes, code.expose_secret()), "the code is in {place}");
    }
}
