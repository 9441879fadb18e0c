//! A desk that begins with nobody and nothing.

use crate::program::{Program, Served};
use std::io::{Read, Write};

fn add(database: &str, id: &str, name: &str) -> crate::program::Ran {
    Program::new().run(&["serve", "--database", database, "--add-operator", id, name])
}

/// The answer to `GET` of that path, head and all.
fn get(desk: &Served, path: &str) -> String {
    let mut stream = std::net::TcpStream::connect(desk.socket()).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: desk\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn somebody_who_is_added_to_an_empty_desk_signs_in_and_finds_no_tickets() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let desk = Served::start_empty(&database);
    assert_eq!(desk.token, "", "there is nobody to have one");
    let token = add(database.to_str().unwrap(), "ana", "Ana Sousa").ok();
    assert_eq!(token.lines().count(), 1);

    let ana = Program::at(&desk, token.trim());
    assert_eq!(ana.run(&["ticket", "list"]).ok(), "no ticket matches\n");
    assert_eq!(ana.run(&["sync", "--once"]).ok(), "cli: 0 read, 0 sent, 0 refused, 0 waiting\n");
    assert_eq!(ana.run(&["doctor"]).code, 0);
    let health = get(&desk, "/api/v1/health");
    assert!(health.starts_with("HTTP/1.1 200 "), "{health}");
}

#[test]
fn an_operator_is_added_once_and_one_who_is_not_there_is_said_with_how_to_add_them() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("desk.db");
    let database = path.to_str().unwrap();
    let nobody = Program::new().run(&["serve", "--database", database, "--issue-token", "ana"]).failed(1);
    assert!(nobody.contains("hint: nobody works at this desk yet; `turno serve --add-operator ID NAME`"), "{nobody}");
    let _ = add(database, "ana", "Ana Sousa").ok();
    let twice = add(database, "ana", "Ana Silva").failed(1);
    assert!(twice.contains("an operator ana already") && twice.contains("hint: choose another id"), "{twice}");
    let unknown = Program::new().run(&["serve", "--database", database, "--issue-token", "rui"]).failed(1);
    assert!(unknown.contains("hint: there are: ana") && unknown.contains("--add-operator ID NAME"), "{unknown}");
    let wrong = add(database, "Ana Sousa", "Ana Sousa").failed(1);
    assert!(wrong.contains("cannot be the id of an operator") && wrong.contains("hint: use up to 40"), "{wrong}");
    let started = Program::new().run(&["serve", "--database", database, "--add-operator", "rui"]).failed(2);
    assert!(started.contains("--add-operator <ID> <NAME>"), "{started}");
}

#[test]
fn tokens_that_are_revoked_end_at_once_and_a_new_one_is_as_good_as_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("desk.db");
    let database = path.to_str().unwrap();
    let desk = Served::start_empty(&path);
    let ana = Program::at(&desk, add(database, "ana", "Ana Sousa").ok().trim());
    let _ = ana.run(&["sync", "--once"]).ok();
    let revoke = |who| Program::new().run(&["serve", "--database", database, "--revoke", who]);
    assert_eq!(revoke("ana").ok(), "ana: 1 token ended\n");
    let refused = ana.run(&["sync", "--once"]).failed(1);
    assert!(refused.contains("does not accept the token") && refused.contains("hint: "), "{refused}");
    let again = Program::at(&desk, &Served::token_for(&path, "ana"));
    let _ = again.run(&["sync", "--once"]).ok();
    assert_eq!(revoke("ana").ok(), "ana: 1 token ended\n");
    assert!(revoke("rui").failed(1).contains("hint: there are: ana"));
}
