//! What the doctor finds: of an installation that is well, of one at work, and of what can be wrong with one.

use crate::program::{Program, Served};
use crate::pty::Terminal;
use serde_json::Value;
use std::path::Path;

/// All checks, and the exit code.
fn doctor(program: &Program) -> (Vec<Value>, i32) {
    let ran = program.run(&["doctor", "--json"]);
    (serde_json::from_str(&ran.out).unwrap(), ran.code)
}

/// The check of a subject, of that replica if one is named.
fn of<'v>(checks: &'v [Value], subject: &str, replica: Option<&str>) -> &'v Value {
    let found = checks.iter().find(|it| it["subject"] == subject && it["replica"].as_str() == replica);
    found.unwrap_or_else(|| panic!("{subject} {replica:?}: {checks:#?}"))
}

fn first_unheld(program: &Program) -> String {
    program.run(&["ticket", "list", "--json", "assignee:none"]).json()["tickets"][0]["id"].to_string()
}

/// The files of a database, put where another is.
fn put_back(from: &Path, to: &Path) {
    for side in ["", "-wal", "-shm"] {
        let name = |path: &Path| format!("{}{side}", path.display());
        drop(std::fs::remove_file(name(to)));
        if Path::new(&name(from)).exists() {
            std::fs::copy(name(from), name(to)).unwrap();
        }
    }
}

#[test]
fn a_used_installation_is_well_in_words_and_in_figures() {
    let program = Program::new();
    let number = first_unheld(&program);
    let _ = program.run(&["ticket", "comment", &number, "called back"]).ok();
    let (checks, code) = doctor(&program);
    assert_eq!(code, 0, "{checks:#?}");
    for subject in ["config", "state", "disk", "locale", "chain", "profile", "desk", "token", "clock"] {
        assert_eq!(of(&checks, subject, None)["state"], "ok", "{checks:#?}");
    }
    for subject in ["lock", "lag", "outbox", "digest"] {
        assert_eq!(of(&checks, subject, Some("cli"))["state"], "ok", "{checks:#?}");
    }
    let lag = &of(&checks, "lag", Some("cli"))["figures"];
    assert!(lag["behind"] == 0 && lag["seq"] == lag["head"] && lag["seq"].as_i64() > Some(1), "{lag}");
    let chain = &of(&checks, "chain", None)["figures"];
    assert!(chain["transactions"] == lag["head"] && chain["strayed"] == 0, "{chain}");
    assert!(chain["remembered"].as_i64() > Some(0), "{chain}");
    assert!(of(&checks, "disk", None)["figures"]["free_mib"].as_i64() > Some(0));
    let compared = program.run(&["sync", "--once", "--check"]).ok();
    assert!(compared.contains(" records compared with the desk, 0 repaired"), "{compared}");
    let text = program.run(&["doctor"]).out;
    assert!(
        text.contains("ok    digest: cli: ") && text.contains(" records compared with the desk 0 min ago"),
        "{text}"
    );
}

#[test]
fn of_a_console_at_work_it_says_who_it_is_and_does_not_disturb_it() {
    let program = Program::new();
    let mut console = Terminal::start(program.home.path(), 100, 30, &[]);
    console.wait_for("live");
    let (checks, code) = doctor(&program);
    assert_eq!(code, 0, "{checks:#?}");
    for replica in [None, Some("console")] {
        let lock = of(&checks, "lock", replica);
        assert_eq!(lock["figures"]["pid"], console.process_id(), "{lock}");
    }
    assert_eq!(of(&checks, "lag", Some("console"))["figures"]["behind"], 0);
    assert_eq!(of(&checks, "outbox", Some("console"))["finding"], "empty");
    // It works on, in its own place.
    console.press("q");
    assert_eq!(console.wait_exit(), 0);
    let (checks, _) = doctor(&program);
    assert_eq!(of(&checks, "lock", Some("console"))["finding"], "free");
}

#[test]
fn what_waits_and_what_was_refused_is_counted_also_while_the_desk_is_away() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let desk = Served::start(&database);
    let (teresa, other) = (Program::at(&desk, &desk.token), Program::at(&desk, &Served::token_for(&database, "op-08")));
    let number = first_unheld(&teresa);
    let socket = desk.socket();
    drop(desk);
    let _ = teresa.run(&["ticket", "take", &number]).failed(4);
    let (checks, code) = doctor(&teresa);
    assert_eq!((code, &of(&checks, "desk", None)["state"]), (1, &"fail".into()));
    let outbox = of(&checks, "outbox", Some("cli"));
    let (queued, unknown) = (&outbox["figures"]["queued"], &outbox["figures"]["unknown"]);
    assert_eq!(queued.as_i64().unwrap() + unknown.as_i64().unwrap(), 1, "{outbox}");
    assert!(outbox["state"] == "warn" && outbox["hint"].as_str().unwrap().contains("turno sync --once"), "{outbox}");

    let _desk = Served::start_on(&database, &socket);
    let _ = other.run(&["ticket", "take", &number]).ok();
    assert_eq!(teresa.run(&["sync", "--once"]).code, 3);
    let (checks, code) = doctor(&teresa);
    let outbox = of(&checks, "outbox", Some("cli"));
    assert_eq!((code, &outbox["finding"], &outbox["figures"]["refused"]), (0, &"1 refused".into(), &1.into()));
    assert!(outbox["hint"].as_str().unwrap().contains("turno outbox list"), "{outbox}");
}

#[test]
fn a_desk_that_was_put_back_from_an_older_copy_is_told_before_and_after_it_was_followed() {
    let program = Program::new();
    let number = first_unheld(&program);
    let (database, copy) = (program.state_dir().join("desk/desk.db"), program.home.path().join("copy.db"));
    put_back(&database, &copy);
    for text in ["one", "two"] {
        let _ = program.run(&["ticket", "comment", &number, text]).ok();
    }
    put_back(&copy, &database);
    let (checks, code) = doctor(&program);
    assert_eq!(code, 0, "nothing has failed: {checks:#?}");
    let (chain, lag) = (of(&checks, "chain", None), of(&checks, "lag", Some("cli")));
    assert!(chain["state"] == "warn" && chain["figures"]["strayed"].as_i64() > Some(0), "{chain}");
    assert!(lag["state"] == "warn" && lag["finding"].as_str().unwrap().contains("lost the end"), "{lag}");

    assert!(program.run(&["sync", "--once"]).ok().contains("2 sent again"));
    let (checks, _) = doctor(&program);
    assert_eq!(of(&checks, "chain", None)["state"], "ok", "{checks:#?}");
    let history = of(&checks, "history", Some("cli"));
    assert!(history["state"] == "warn" && history["figures"]["sent_again"] == 2, "{history}");
}

#[test]
fn a_damaged_outbox_is_a_failure_and_the_doctor_leaves_it_as_it_is() {
    let program = Program::new();
    let _ = program.run(&["sync", "--once"]).ok();
    let path = program.state_dir().join("profiles/default/cli/outbox.db");
    std::fs::write(&path, "no database, but long enough to be taken for one by whoever does not look").unwrap();
    let before = std::fs::read(&path).unwrap();
    let (checks, code) = doctor(&program);
    let replica = of(&checks, "replica", Some("cli"));
    assert_eq!((code, &replica["state"]), (1, &"fail".into()));
    assert!(replica["hint"].as_str().unwrap().contains("moves it aside"), "{replica}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let said = program.run(&["sync", "--once"]).err;
    assert!(said.contains("the outbox was damaged") && said.contains("the damaged file is"), "{said}");
    let (checks, code) = doctor(&program);
    let damage = of(&checks, "damage", Some("cli"));
    assert_eq!((code, &damage["state"], &damage["figures"]["saved"]), (0, &"warn".into(), &0.into()));
}

#[test]
fn a_broken_chain_is_a_failure_that_names_its_place() {
    let program = Program::new();
    let number = first_unheld(&program);
    let _ = program.run(&["ticket", "comment", &number, "one"]).ok();
    crate::audit::tamper(&program.state_dir().join("desk/desk.db"), "update txn set actor = 'op-99' where seq = 2");
    let (checks, code) = doctor(&program);
    let chain = of(&checks, "chain", None);
    assert_eq!((code, &chain["state"]), (1, &"fail".into()), "{checks:#?}");
    assert!(chain["finding"].as_str().unwrap().contains("broken at transaction 2"), "{chain}");
}
