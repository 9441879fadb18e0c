//! Without a link: what is typed is kept, and sent once.

use crate::program::{Program, Served};

#[test]
fn what_is_queued_while_the_desk_is_away_is_sent_once_when_it_is_back() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let desk = Served::start(&database);
    let program = Program::at(&desk, &desk.token);
    let list = program.run(&["ticket", "list", "--json", "assignee:none"]).json();
    let number = list["tickets"][0]["id"].to_string();
    let socket = desk.socket();
    drop(desk);

    let error = program.run(&["ticket", "comment", &number, "typed while away"]).failed(4);
    assert!(error.contains("queued as") && error.contains("hint: ") && error.contains("turno sync --once"), "{error}");
    let ran = program.run(&["ticket", "show", &number]);
    assert_eq!(ran.code, 0, "reading goes on: {}", ran.err);
    assert!(ran.err.starts_with("note: the desk does not answer"), "{}", ran.err);
    assert!(ran.out.contains("typed while away") && ran.out.contains("comment is not sent yet"), "{}", ran.out);
    let waiting = program.run(&["sync", "--once"]).failed(4);
    assert!(waiting.contains("hint: "), "{waiting}");

    let _desk = Served::start_on(&database, &socket);
    assert!(program.run(&["sync", "--once"]).ok().contains("1 sent, 0 refused, 0 waiting"));
    assert!(program.run(&["sync", "--once"]).ok().contains("0 sent, 0 refused, 0 waiting"));
    let shown = program.run(&["ticket", "show", &number, "--json"]).json();
    let times = shown["articles"].as_array().unwrap().iter().filter(|it| it["body"] == "typed while away").count();
    assert_eq!(times, 1);
}

#[test]
fn a_desk_that_was_never_reached_is_an_error_with_a_hint() {
    let program =
        Program::with_config("[profiles.default]\ndesk = 'http://127.0.0.1:9'\n").variable("TURNO_TOKEN", "x");
    let error = program.run(&["ticket", "list"]).failed(1);
    assert!(error.contains("hint: check the address"), "{error}");
    assert_eq!(program.run(&["doctor"]).code, 1);
}

#[test]
fn an_operation_that_a_colleague_made_impossible_meanwhile_is_kept_and_said() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let desk = Served::start(&database);
    let (teresa, other) = (Program::at(&desk, &desk.token), Program::at(&desk, &Served::token_for(&database, "op-08")));
    let list = teresa.run(&["ticket", "list", "--json", "assignee:none"]).json();
    let number = list["tickets"][0]["id"].to_string();
    let socket = desk.socket();
    drop(desk);
    let _ = teresa.run(&["ticket", "take", &number]).failed(4);
    let _desk = Served::start_on(&database, &socket);
    let _ = other.run(&["ticket", "take", &number]).ok();

    let list = teresa.run(&["ticket", "list", "--limit", "1"]);
    assert_eq!(list.code, 0);
    assert!(list.err.contains("warning: the desk refused 1 of the operations that waited"), "{}", list.err);
    let lines = format!("1 refused, 0 waiting\n  #{number} take: the holder is now op-08, not nobody, since ");
    for _ in 0..2 {
        let ran = teresa.run(&["sync", "--once"]);
        assert_eq!(ran.code, 3, "{}", ran.err);
        assert!(ran.out.contains(&lines) && ran.out.ends_with(" by op-08\n"), "{}", ran.out);
        assert!(ran.err.contains("hint: ") && ran.err.contains("turno sync --once --discard-refused"), "{}", ran.err);
        assert!(!ran.err.contains("press O"), "no console shows what a script queued: {}", ran.err);
    }
    let json: serde_json::Value = serde_json::from_str(&teresa.run(&["sync", "--once", "--json"]).out).unwrap();
    let refusal = &json["refusals"][0];
    assert_eq!((&refusal["ticket"].to_string(), &refusal["operation"]["type"]), (&number, &"take".into()));

    let dropped = teresa.run(&["sync", "--once", "--discard-refused"]).ok();
    assert!(dropped.contains(&lines) && dropped.ends_with("cli: 1 refused dropped\n"), "{dropped}");
    assert_eq!(teresa.run(&["sync", "--once"]).ok(), "cli: 0 read, 0 sent, 0 refused, 0 waiting\n");
}

#[test]
fn a_refused_reply_is_printed_with_its_text_before_it_is_dropped() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let desk = Served::start(&database);
    let (teresa, other) = (Program::at(&desk, &desk.token), Program::at(&desk, &Served::token_for(&database, "op-08")));
    let number = teresa.run(&["ticket", "list", "--json"]).json()["tickets"][0]["id"].to_string();
    let socket = desk.socket();
    drop(desk);
    let _ = teresa.run(&["ticket", "reply", &number, "We are on it.\n\nRegards"]).failed(4);
    let _desk = Served::start_on(&database, &socket);
    let _ = other.run(&["ticket", "reply", &number, "A technician is on the way."]).ok();
    let told = format!("  #{number} reply: a newer reply has gone to the customer\n    We are on it.\n");
    let dropped = teresa.run(&["sync", "--once", "--discard-refused"]).ok();
    assert!(dropped.contains(&told) && dropped.contains("    Regards\n"), "{dropped}");
    assert!(teresa.run(&["sync", "--once"]).ok().contains(" 0 refused, "));
}

#[test]
fn the_outbox_is_listed_exported_and_decided_about() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let desk = Served::start(&database);
    let program = Program::at(&desk, &desk.token);
    assert_eq!(program.run(&["outbox", "list"]).ok(), "nothing waits, and nothing was refused\n");
    let list = program.run(&["ticket", "list", "--json", "assignee:none"]).json();
    let number = list["tickets"][0]["id"].to_string();
    let socket = desk.socket();
    drop(desk);
    let _ = program.run(&["ticket", "comment", &number, "typed\nwhile away"]).failed(4);

    let entry = program.run(&["outbox", "list", "--json"]).json()[0].clone();
    let id = entry["id"].as_str().unwrap();
    assert_eq!((&entry["state"], &entry["text"]), (&"queued".into(), &"typed\nwhile away".into()));
    assert!(program.run(&["outbox", "list"]).ok().contains(&format!("{id}  queued  cli")));
    let page = program.run(&["outbox", "export"]).ok();
    assert!(page.starts_with(&format!("## #{number} comment\n")), "{page}");
    assert!(page.contains("\n    typed\n    while away\n"), "{page}");
    let path = dir.path().join("texts.md").display().to_string();
    assert_eq!(program.run(&["outbox", "export", "--to", &path]).ok(), format!("written to {path}\n"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), page);
    assert!(program.run(&["outbox", "export", "--to", &path]).failed(1).contains("hint: "), "nothing is written over");

    assert!(program.run(&["outbox", "retry", id]).failed(1).contains("hint: "), "it was not refused");
    assert!(program.run(&["outbox", "discard", "nobody"]).failed(1).contains("turno outbox list"));
    let dropped = program.run(&["outbox", "discard", id]).ok();
    assert_eq!(dropped, format!("dropped: comment of #{number}\n    typed\n    while away\n"));
    let _desk = Served::start_on(&database, &socket);
    assert_eq!(program.run(&["sync", "--once"]).ok(), "cli: 0 read, 0 sent, 0 refused, 0 waiting\n");
}
