//! A desk's past is what it was, or it is told where not.

use crate::program::Program;
use rusqlite::Connection;
use serde_json::Value;

/// A desk on which something was done, and its database.
fn worked() -> (Program, std::path::PathBuf) {
    let program = Program::new();
    let list = program.run(&["ticket", "list", "--json", "assignee:none"]).json();
    let number = list["tickets"][0]["id"].to_string();
    for text in ["one", "two", "three"] {
        let _ = program.run(&["ticket", "comment", &number, text]).ok();
    }
    let database = program.state_dir().join("desk").join("desk.db");
    assert!(database.is_file());
    (program, database)
}

fn broken(program: &Program, more: &[&str]) -> Value {
    let ran = program.run(&[&["audit", "verify", "--json"], more].concat());
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("not what it was") && ran.err.contains("hint: "), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// Somebody with the database's file and a program for it.
pub fn tamper(database: &std::path::Path, sql: &str) {
    let connection = Connection::open(database).unwrap();
    let triggers = "select name from sqlite_master where type = 'trigger' and tbl_name = 'txn'";
    let names: Vec<String> =
        connection.prepare(triggers).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for name in names {
        connection.execute_batch(&format!("drop trigger {name}")).unwrap();
    }
    connection.execute_batch(sql).unwrap();
}

#[test]
fn a_trail_as_it_was_sealed_is_walked_and_compared_with_what_the_replicas_remember() {
    let (program, database) = worked();
    let found = program.run(&["audit", "verify", "--json"]).json();
    assert_eq!((&found["effects"], &found["first_broken"]), (&Value::from(3), &Value::Null), "{found}");
    assert!(found["anchors"].as_u64().unwrap() >= 1 && found["strayed"] == serde_json::json!([]), "{found}");
    let head = format!("{}:{}", found["transactions"], found["head"].as_str().unwrap());
    let text = program.run(&["audit", "verify", "--database", database.to_str().unwrap(), "--anchor", &head]).ok();
    assert!(text.contains(&format!("head          {head}\n")), "{text}");
    let strayed = broken(&program, &["--anchor", "3:00000000000000aa"]);
    assert_eq!(strayed["strayed"][0]["seq"], 3);
    let wrong = program.run(&["audit", "verify", "--anchor", "3"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    let nowhere = program.run(&["audit", "verify", "--database", "nowhere.db"]).failed(1);
    assert!(nowhere.contains("there is no desk in nowhere.db"), "{nowhere}");
    assert!(!program.home.path().join("nowhere.db").exists());
}

#[test]
fn a_row_that_was_changed_taken_out_or_put_in_is_named() {
    for (sql, at) in [
        ("update txn set actor = 'op-99' where seq = 2", 2),
        ("delete from txn where seq = 3", 3),
        ("update txn set digest = '00' where seq = (select max(seq) from txn)", 0),
        (
            "insert into txn select seq + 1, at_ms, actor, device || 'x', n, kind, target, decision, digest, chain, \
          operation || 'x' from txn order by seq desc limit 1",
            0,
        ),
    ] {
        let (program, database) = worked();
        tamper(&database, sql);
        let found = broken(&program, &[]);
        let seq = found["first_broken"].as_i64().unwrap_or_else(|| panic!("{sql}: {found}"));
        assert!(seq == at || at == 0, "{sql}: {found}");
    }
}

/// The chain alone cannot show this: whoever rewrites the end seals it anew.
#[test]
fn an_end_that_was_cut_off_is_missed_by_the_replicas() {
    let (program, database) = worked();
    let sql = "delete from txn where seq = (select max(seq) from txn);
        update head set seq = (select max(seq) from txn),
            chain = (select chain from txn order by seq desc limit 1)";
    tamper(&database, sql);
    let found = broken(&program, &[]);
    assert_eq!(found["first_broken"], Value::Null);
    assert_eq!(found["strayed"].as_array().map(Vec::len), Some(1), "{found}");
}
