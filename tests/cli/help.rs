//! Help is the manual.

use crate::program::Program;

#[test]
fn help_tells_of_every_command_and_of_exit_codes() {
    let help = Program::new().run(&["--help"]).ok();
    let commands = ["demo", "serve", "sync", "ticket", "customer", "route", "generate", "doctor", "config", "keys"];
    for word in commands.iter().chain(&["completions", "man", "3 refused by the desk", "Examples:", "TURNO_STATE_DIR"])
    {
        assert!(help.contains(word), "{word} is missing:\n{help}");
    }
    assert!(!help.contains("help-reference"), "what is internal is hidden");
}

#[test]
fn every_command_has_help_with_a_sentence() {
    let reference = turno::cli::reference();
    for section in reference.split("### `").skip(1) {
        let (name, text) = section.split_once('`').unwrap();
        let first = text.lines().find(|line| !line.is_empty() && !line.starts_with("```")).unwrap();
        assert!(!first.starts_with("Usage"), "{name} has no description");
        assert!(!first.ends_with('.'), "{name}: the first line is a title: {first}");
    }
    assert!(reference.contains("### `turno ticket route`"));
}

#[test]
fn the_hidden_command_prints_the_reference() {
    assert_eq!(Program::new().run(&["help-reference"]).ok(), turno::cli::reference());
}

#[test]
fn completions_and_manual_are_made_for_shells_and_man() {
    let program = Program::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(program.run(&["completions", shell]).ok().contains("ticket"), "{shell}");
    }
    assert!(program.run(&["man"]).ok().starts_with(".ie"));
    assert!(program.run(&["man", "ticket", "route"]).ok().contains("Set the owner role of a ticket"));
    let error = program.run(&["man", "tickte"]).failed(2);
    assert!(error.contains("hint: did you mean `ticket`?"), "{error}");
}

#[test]
fn wrong_usage_exits_with_2_and_says_what_was_meant() {
    let program = Program::new();
    let error = program.run(&["tiket"]).failed(2);
    assert!(error.contains("hint: "), "{error}");
    let error = program.run(&["ticket", "status", "48213", "opne"]).failed(2);
    assert!(error.contains("did you mean `open`?"), "{error}");
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let program = Program::new();
    let mut child = program.command(&["help-reference"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
