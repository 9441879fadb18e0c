//! A profile that was copied: two consoles that take themselves for the same.

use super::console::{Console, FREE};
use crate::server::Server;
use std::path::Path;
use turno::domain::Link;

/// As somebody copies a directory, whole, while nobody works in it.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// What stands on the ticket at the desk, sorted.
fn written(server: &Server) -> Vec<String> {
    let database = rusqlite::Connection::open(server.dir.path().join("desk.db")).unwrap();
    let sql = "select json_extract(body, '$.body') from article where ticket = $1 and id in (select operation from txn) order by 1";
    let mut statement = database.prepare(sql).unwrap();
    statement.query_map([FREE.0], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// The original has sent `sent` without hearing of it, and holds `waiting` that it never sent; then it is copied.
#[tokio::test]
async fn of_two_copies_of_a_profile_nothing_is_lost_and_nothing_is_done_twice() {
    let (server, home, copied) = (Server::start().await, tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let open = |dir: &Path| Console::open(dir, &server.url, &server.tokens[0], "op-01");
    let mut original = open(home.path());
    original.go_online();
    original.until(|status| status.link == Link::Live).await;
    original.comment("settled");
    original.until_settled().await;
    original.go_offline().await;
    original.comment("sent");
    assert_eq!(original.replica.to_push(1).unwrap().len(), 1, "it has a number, and no answer came");
    original.comment("waiting");
    let name = original.replica.device_id().unwrap();
    drop(original);
    copy(home.path(), copied.path());

    let (mut one, mut other) = (open(home.path()), open(copied.path()));
    one.comment("one's own");
    other.comment("the other's own");
    one.go_online();
    one.until_settled().await;
    other.go_online();
    other.until_settled().await;
    assert_eq!(one.replica.device_id().unwrap(), name, "who comes first goes on under the name");
    assert_ne!(other.replica.device_id().unwrap(), name);
    one.comment("one's next");
    other.comment("the other's next");
    one.until_settled().await;
    other.until_settled().await;
    let wanted = ["one's next", "one's own", "sent", "settled", "the other's next", "the other's own", "waiting"];
    assert_eq!(written(&server), wanted);
    one.until_shown(&wanted).await;
    other.until_shown(&wanted).await;
    server.stop().await;
}

/// The worst moment: both copies were made between a claim and its answer, so both ask for the same lease.
#[tokio::test]
async fn copies_that_ask_for_the_same_lease_end_with_a_name_each() {
    let (server, home, copied) = (Server::start().await, tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let open = |dir: &Path| Console::open(dir, &server.url, &server.tokens[0], "op-01");
    let original = open(home.path());
    original.replica.claim().unwrap();
    drop(original);
    copy(home.path(), copied.path());
    let (mut one, mut other) = (open(home.path()), open(copied.path()));
    for console in [&mut one, &mut other] {
        console.go_online();
    }
    for console in [&one, &other] {
        console.until(|status| status.link == Link::Live).await;
    }
    for (console, text) in [(&one, "a"), (&other, "b"), (&one, "c"), (&other, "d")] {
        console.comment(text);
    }
    for console in [&one, &other] {
        console.until_settled().await;
    }
    assert_ne!(one.replica.device_id().unwrap(), other.replica.device_id().unwrap());
    assert_eq!(written(&server), ["a", "b", "c", "d"]);
    server.stop().await;
}
