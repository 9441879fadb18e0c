//! Everything that the console can do to a ticket, from scripts, on the embedded desk and on one elsewhere.

use crate::program::{Program, Served};
use serde_json::Value;

/// The first ticket of the list that nobody holds.
fn unheld(program: &Program) -> String {
    let list = program.run(&["ticket", "list", "--json", "assignee:none"]).json();
    list["tickets"][0]["id"].as_i64().unwrap().to_string()
}

fn ticket(program: &Program, number: &str) -> Value {
    program.run(&["ticket", "show", number, "--json"]).json()
}

#[test]
fn time_spent_adds_up_on_the_desk_and_is_taken_back() {
    let program = Program::new();
    let number = "48310";
    let noted = program.run(&["ticket", "time", number, "31m", "cables told apart", "--json"]).json();
    assert_eq!((&noted["operation"], &noted["state"]), (&Value::from("add_time"), &Value::from("done")));
    program.run(&["ticket", "time", number, "1h30", "--billable", "no"]).ok();
    let shown = program.run(&["ticket", "show", number]).ok();
    assert!(shown.contains("2h30, 1h of it billable") && shown.contains("1h · cables told apart"), "{shown}");
    program.run(&["ticket", "time", number, "60", "--back"]).ok();
    let shown = program.run(&["ticket", "show", number, "--json"]).json();
    assert_eq!(shown["ticket"]["spent"], serde_json::json!({ "minutes": 90, "billable": 0 }));
    assert!(program.run(&["ticket", "time", number, "soon"]).failed(2).contains("45m, 1h30"));
}

#[test]
fn a_ticket_is_worked_from_a_script_on_the_embedded_desk() {
    let program = Program::new();
    let number = unheld(&program);
    let out = program.run(&["ticket", "take", &number]).ok();
    assert_eq!(out, format!("take {number}: done\n"));
    let _ = program.run(&["ticket", "route", &number, "SE", "--reason", "a new cage"]).ok();
    let _ = program.run(&["ticket", "priority", &number, "low"]).ok();
    let _ = program.run(&["ticket", "comment", &number, "called back"]).ok();
    let sent = program.run_with(&["ticket", "reply", &number, "--json"], "We are on it.\n\nRegards\n").json();
    assert_eq!((&sent["operation"], &sent["state"]), (&Value::from("reply"), &Value::from("done")));
    let _ = program.run(&["ticket", "status", &number, "pending"]).ok();

    let shown = ticket(&program, &number);
    let is = |field: &str| shown["ticket"][field].as_str().unwrap_or_default().to_string();
    assert_eq!((is("assignee"), is("owner_role")), ("op-10".into(), "SE".into()));
    assert_eq!((is("priority"), is("status")), ("low".into(), "pending".into()));
    let articles = shown["articles"].as_array().unwrap();
    let last: Vec<(&str, &str)> = articles[articles.len() - 2..]
        .iter()
        .map(|it| (it["visibility"].as_str().unwrap(), it["body"].as_str().unwrap()))
        .collect();
    assert_eq!(last, [("internal", "called back"), ("public", "We are on it.\n\nRegards")]);

    let _ = program.run(&["ticket", "give-back", &number]).ok();
    assert_eq!(ticket(&program, &number)["ticket"]["assignee"], Value::Null);
    let text = program.run(&["ticket", "show", &number]).ok();
    assert!(text.starts_with(&format!("#{number} ")) && text.contains("    We are on it."), "{text}");
}

#[test]
fn a_shift_is_handed_over_from_a_script_as_markdown_and_json() {
    let program = Program::new();
    let number = unheld(&program);
    let run = |args: &[&str]| program.run(&[&["ticket", args[0], &number], &args[1..]].concat());
    assert!(run(&["accept"]).failed(1).contains("is not handed over"));
    let _ = run(&["hand-over", "call back"]).failed(3);
    let _ = run(&["take"]).ok();
    let _ = run(&["hand-over", "call *Ana* back\u{1b}[31m"]).ok();
    let _ = run(&["escalate", "1", "third outage"]).ok();
    let _ = run(&["escalate", "3", "more"]).failed(3);
    let text = program.run(&["ticket", "show", &number]).ok();
    assert!(text.contains("level 1, by op-10: third outage") && text.contains("by op-10, to be accepted"), "{text}");
    let page = program.run(&["--lang", "en", "handover", "--hours", "9"]).ok();
    assert!(page.starts_with("# Handover of ") && page.contains("## One ticket of yours"), "{page}");
    assert!(page.contains(&format!("- **{number}** ")) && page.contains("call \\*Ana\\* back"), "{page}");
    assert!(!page.contains('\u{1b}'), "{page:?}");
    let json = program.run(&["handover", "--format", "json"]).json();
    assert_eq!(json["held"][0]["handover"]["stands"]["is"], "waiting", "{json}");
    let _ = run(&["accept"]).ok();
    assert_eq!(ticket(&program, &number)["ticket"]["handover"], Value::Null, "one's own is taken back");
}

#[test]
fn a_broadcast_is_proposed_by_one_and_released_by_another_from_scripts() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(&dir.path().join("desk.db"));
    let of = |operator: &str| Program::at(&served, &Served::token_for(&dir.path().join("desk.db"), operator));
    let (rita, bruno) = (of("op-08"), of("op-12"));
    let listed = |query: &str| -> Vec<String> {
        let found = rita.run(&["ticket", "list", "--json", query]).json();
        found["tickets"].as_array().unwrap().iter().map(|it| it["id"].to_string()).collect()
    };
    let parent = listed("lang:pt")[0].clone();
    let children: Vec<String> = ["lang:es", "lang:en"].iter().flat_map(|it| listed(it).into_iter().take(2)).collect();
    assert!(rita.run(&["ticket", "attach", &children[0], &parent]).failed(3).contains("not an open incident"));
    let _ = rita.run(&["ticket", "incident", &parent]).ok();
    for child in &children {
        let _ = rita.run(&["ticket", "attach", child, &parent]).ok();
    }
    assert_eq!(listed(&format!("incident:{parent}")).len(), 4);
    assert_eq!(listed("is:incident"), std::slice::from_ref(&parent));
    let propose =
        |more: &[&str]| rita.run(&[&["broadcast", "propose", &parent, "--pt", "Caro {{ ticket.id }}"], more].concat());
    assert!(propose(&["--es", "Hola"]).failed(3).contains("no text in the language"));
    let _ = propose(&["--es", "Hola {{ ticket.id }}", "--en", "Hello {{ ticket.id }}"]).ok();
    assert!(rita.run(&["broadcast", "release", &parent, "1"]).failed(3).contains("whoever proposes"));
    let shown = bruno.run(&["broadcast", "show", &parent]).ok();
    assert!(shown.starts_with("revision 1, proposed by op-08") && shown.contains("to 5 tickets of"), "{shown}");
    assert!(bruno.run(&["broadcast", "release", &parent, "7"]).failed(3).contains("the broadcast is now 1, not 7"));
    let _ = bruno.run(&["broadcast", "release", &parent, "1"]).ok();
    let _ = bruno.run(&["broadcast", "release", &parent, "1"]).failed(3);
    for (child, begins) in children.iter().zip(["Hola", "Hola", "Hello", "Hello"]) {
        let last = ticket(&bruno, child)["articles"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (last["body"].as_str().unwrap(), &last["author"]["id"]),
            (format!("{begins} {child}").as_str(), &"op-08".into())
        );
    }
    assert!(bruno.run(&["broadcast", "show", &parent]).ok().contains("released by op-12"));
    let _ = bruno.run(&["ticket", "detach", &children[0]]).ok();
    assert!(bruno.run(&["ticket", "detach", &children[0]]).failed(1).contains("attached to no incident"));
}

#[test]
fn a_duplicate_is_merged_found_and_taken_out_again_from_a_script() {
    let program = Program::new();
    let run = |args: &[&str]| program.run(&[&["ticket"], args].concat());
    assert_eq!(run(&["merge", "48320", "--into", "48318"]).ok(), "merge 48320: done\n");
    let merged = ticket(&program, "48320")["ticket"].clone();
    assert!(merged["duplicate_of"] == 48_318 && merged["status"] == "closed", "{merged}");
    let text = run(&["show", "48318"]).ok();
    assert!(text.contains("duplicate") && text.contains("-- #48320, ") && text.contains("Two fibres down"), "{text}");
    assert!(run(&["show", "48320"]).ok().contains("merged into"));
    assert!(run(&["list", "is:merged", "customer:C1037"]).ok().contains("48320"));
    let error = run(&["comment", "48320", "still here"]).ok() + &run(&["take", "48320"]).failed(3);
    assert!(error.contains("is merged into 48318") && error.contains("turno ticket unmerge 48320"), "{error}");
    let error = run(&["merge", "48310", "--into", "48318"]).failed(3);
    assert!(error.contains("another customer's"), "{error}");
    assert_eq!(run(&["unmerge", "48320"]).ok(), "unmerge 48320: done\n");
    assert_eq!(ticket(&program, "48320")["ticket"]["status"], "new", "as it stood");
    assert!(run(&["unmerge", "48320"]).failed(1).contains("is not merged"));
}

#[test]
fn two_tickets_are_linked_from_one_end_and_unlinked_from_the_other() {
    let program = Program::new();
    let run = |args: &[&str]| program.run(&[&["ticket"], args].concat());
    let _ = run(&["link", "48320", "48310"]).ok();
    assert_eq!(ticket(&program, "48310")["links"], serde_json::json!([48_320]));
    assert!(run(&["show", "48310"]).ok().contains("linked to"));
    assert!(run(&["link", "48310", "1"]).failed(3).contains("does not exist"));
    let _ = run(&["unlink", "48310", "48320"]).ok();
    assert_eq!(ticket(&program, "48320")["links"], serde_json::json!([]));
}

#[test]
fn a_ticket_is_promised_put_to_sleep_and_passed_over_from_a_script() {
    let program = Program::new();
    let number = unheld(&program);
    let run = |args: &[&str]| program.run(&[&["ticket", args[0], &number], &args[1..]].concat());
    assert_eq!(run(&["promise", "2h", "send the photos"]).ok(), format!("promise {number}: done\n"));
    let text = program.run(&["ticket", "show", &number]).ok();
    assert!(text.contains("open, by op-10: send the photos"), "{text}");
    let _ = run(&["promise", "amanhã 9h"]).ok();
    let _ = run(&["promise", "--kept"]).ok();
    assert_eq!(ticket(&program, &number)["ticket"]["promise"]["settled"]["kept"], true);
    assert!(run(&["promise", "--broken"]).failed(1).contains("has no open promise"));
    let error = run(&["promise", "soonish"]).failed(2);
    assert!(error.contains("soonish") && error.contains("hint: say it like"), "{error}");
    let _ = run(&["snooze", "lunes 9h"]).ok();
    let asleep = ticket(&program, &number)["ticket"].clone();
    assert!(asleep["status"] == "on_hold" && asleep["wake_at"].is_i64(), "{asleep}");
    let _ = run(&["status", "open"]).ok();
    let _ = run(&["skip", "language"]).ok();
    let text = program.run(&["ticket", "show", &number]).ok();
    assert!(text.contains("passed over") && text.contains("op-10 (language)") && !text.contains("asleep"), "{text}");
    assert!(program.run(&["learned"]).ok().contains("passed over: language 1"));
}

#[test]
fn a_list_is_in_columns_and_a_wrong_query_points_at_its_character() {
    let program = Program::new();
    let text = program.run(&["ticket", "list", "--limit", "3"]).ok();
    assert_eq!(text.lines().count(), 5, "{text}");
    assert!(text.starts_with("number") && text.lines().last().unwrap().starts_with("3 of "), "{text}");
    let none = program.run(&["ticket", "list", "zzzznothing"]).ok();
    assert_eq!(none, "no ticket matches\n");
    let negated = program.run(&["ticket", "list", "--json", "status:open", "-lang:pt"]).json();
    assert!(negated["tickets"].as_array().unwrap().iter().all(|it| it["language"] != "pt"), "{negated}");
    let error = program.run(&["ticket", "list", "status:opne"]).failed(2);
    assert!(error.contains("\n  status:opne\n") && error.contains("^") && error.contains("hint: "), "{error}");
}

#[test]
fn what_a_customer_wrote_cannot_steer_the_terminal() {
    let program = Program::new();
    let list = program.run(&["ticket", "list", "--json", "--limit", "1000"]).json();
    let all: Vec<String> = list["tickets"].as_array().unwrap().iter().map(|it| it["id"].to_string()).collect();
    assert!(all.len() > 50);
    let forbidden =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for number in all.iter().take(1000) {
        let text = program.run(&["ticket", "show", number]).ok();
        assert!(!text.contains(forbidden), "{number}: {text:?}");
    }
}

#[test]
fn customers_are_found_and_shown() {
    let program = Program::new();
    let hits = program.run(&["customer", "find", "vidraria", "--json"]).json();
    assert_eq!(hits[0]["customer"], "C1001");
    assert!(program.run(&["customer", "find", "vidraria"]).ok().starts_with("C1001  "));
    assert_eq!(program.run(&["customer", "find", "zzzznobody"]).ok(), "nobody matches\n");
    let text = program.run(&["customer", "show", "C1001"]).ok();
    for section in ["onboarding", "account team", "contacts", "installed base"] {
        assert!(text.contains(section), "{section}: {text}");
    }
    assert_eq!(program.run(&["customer", "show", "C1001", "--json"]).json()["id"], "C1001");
    let error = program.run(&["customer", "show", "C9"]).failed(1);
    assert!(error.contains("hint: `turno customer find"), "{error}");
}

#[test]
fn a_ticket_that_does_not_exist_is_said() {
    let error = Program::new().run(&["ticket", "show", "1"]).failed(1);
    assert_eq!(error, "error: there is no ticket 1\nhint: `turno ticket list` shows those there are\n");
}

#[test]
fn the_second_who_takes_a_ticket_is_told_who_has_it() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let desk = Served::start(&database);
    let (teresa, other) = (Program::at(&desk, &desk.token), Program::at(&desk, &Served::token_for(&database, "op-08")));
    let number = unheld(&teresa);
    let _ = ticket(&other, &number);
    let _ = teresa.run(&["ticket", "take", &number]).ok();
    let error = other.run(&["ticket", "take", &number]).failed(3);
    assert!(error.contains("op-10") && error.contains("hint: "), "{error}");
    let _ = other.run(&["ticket", "take", &number, "--steal", "her shift is over"]).ok();
    assert_eq!(ticket(&teresa, &number)["ticket"]["assignee"], "op-08");
    assert_eq!(other.run(&["sync", "--once", "--json"]).json()["refused"], 0, "what was told is not kept");
}

#[test]
fn two_commands_side_by_side_wait_for_each_other() {
    let program = Program::new();
    let number = unheld(&program);
    let children: Vec<_> = (0..4)
        .map(|n| program.command(&["ticket", "comment", &number, &format!("note {n}")]).spawn().unwrap())
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let shown = ticket(&program, &number);
    let bodies: Vec<&str> = shown["articles"].as_array().unwrap().iter().filter_map(|it| it["body"].as_str()).collect();
    for n in 0..4 {
        assert_eq!(bodies.iter().filter(|body| **body == format!("note {n}")).count(), 1, "{bodies:?}");
    }
}

#[test]
fn sync_says_what_it_did() {
    let program = Program::new();
    let first = program.run(&["sync", "--once", "--json"]).json();
    assert_eq!(first["replica"], "cli");
    assert!(first["pulled"].as_u64().unwrap() > 120, "{first}");
    assert_eq!(program.run(&["sync", "--once"]).ok(), "cli: 0 read, 0 sent, 0 refused, 0 waiting\n");
}

#[test]
fn a_generated_desk_has_its_tickets_and_is_not_made_twice_by_accident() {
    let program = Program::new();
    let out = program.run(&["generate", "--tickets", "300", "--seed", "7"]).ok();
    assert!(out.contains("300 tickets made from seed 7"), "{out}");
    let list = program.run(&["ticket", "list", "--json", "--limit", "1"]).json();
    assert!(list["total"].as_i64().unwrap() > 0, "{list}");
    let error = program.run(&["generate", "--tickets", "10"]).failed(1);
    assert!(error.contains("hint: add --replace"), "{error}");
    let ran = program.run(&["generate", "--tickets", "10", "--replace"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("note: the desk that was there is now"), "{}", ran.err);
    let list = program.run(&["ticket", "list", "--json", "is:live,finished"]).json();
    assert_eq!(list["tickets"].as_array().unwrap().len(), 10, "the replica follows the new desk");
}
