//! Searches with a name: kept, listed, used and forgotten.

use crate::program::Program;

#[test]
fn a_search_that_is_kept_lists_its_tickets_by_its_name() {
    let program = Program::new();
    let run = |args: &[&str]| program.run(args);
    assert_eq!(run(&["view", "list"]).ok().lines().count(), 9, "those that everybody has");
    let said = run(&["view", "save", "LS1 mail", "site:ls1", "channel:email"]).ok();
    assert_eq!(said, "kept as LS1 mail, shown in the console by f 9\n");
    let listed = run(&["view", "list", "--json"]).json();
    assert_eq!((&listed[8]["name"], &listed[8]["query"]), (&"LS1 mail".into(), &"site:LS1 channel:email".into()));

    let by_name = run(&["ticket", "list", "--json", "--view", "ls1 MAIL"]).json();
    assert_eq!(by_name["query"], "site:LS1 channel:email");
    assert!(by_name["total"].as_i64().unwrap() > 0);
    let narrowed = run(&["ticket", "list", "--json", "--view", "unrouted", "lang:es"]).json();
    assert_eq!(narrowed["query"], "role:none lang:es");

    assert_eq!(run(&["view", "delete", "ls1 mail"]).ok(), "forgotten: ls1 mail\n");
    assert!(run(&["view", "delete", "ls1 mail"]).failed(1).contains("there is no search called ls1 mail"));
}

#[test]
fn what_cannot_be_kept_or_found_is_said_with_what_to_do() {
    let program = Program::new();
    let run = |args: &[&str]| program.run(args);
    let error = run(&["view", "save", "x", "statsu:open"]).failed(2);
    assert!(error.contains("did you mean `status:`?") && error.contains("statsu:open\n  ^"), "{error}");
    assert!(run(&["view", "save", "  ", "tag:x"]).failed(2).contains("the name is empty"));
    assert!(run(&["view", "delete", "mine"]).failed(1).contains("from the start"));
    assert!(run(&["ticket", "list", "--view", "unruoted"]).failed(1).contains("did you mean `unrouted`?"));
    let hostile = run(&["view", "save", "a\u{1b}[2Jb\u{202e}", "tag:x"]).ok() + &run(&["view", "list"]).ok();
    assert!(!hostile.contains(['\u{1b}', '\u{202e}']), "{hostile:?}");
}
