use crate::ask::{Answer, Asker, numbered};
use crate::server::Server;
use serde_json::{Value, json};

async fn claim(asker: &Asker, device: &str, held: Option<&str>, lease: &str) -> Answer {
    asker.post(&format!("devices/{device}/lease"), &json!({"held": held, "lease": lease})).await
}

async fn push(asker: &Asker, n: i64, lease: Option<&str>) -> Answer {
    let operation = json!({"type": "comment", "ticket": 48_320, "body": format!("comment {n}")});
    let operations = [numbered(n, &format!("name-{n}"), &operation)];
    let body = match lease {
        Some(lease) => json!({"device": "d", "lease": lease, "operations": operations}),
        None => json!({"device": "d", "operations": operations}),
    };
    asker.post("operations", &body).await
}

#[tokio::test]
async fn a_name_goes_to_who_comes_first_and_then_to_who_shows_what_holds_it() {
    let server = Server::start().await;
    let asker = server.first();
    assert_eq!(claim(&asker, "d", None, "one").await.ok(), json!({"last_n": 0}));
    assert_eq!(claim(&asker, "d", None, "one").await.ok(), json!({"last_n": 0}), "its answer was lost");
    push(&asker, 1, Some("one")).await.ok();
    claim(&asker, "d", None, "two").await.problem("device-in-use");
    claim(&asker, "d", Some("three"), "two").await.problem("device-in-use");
    assert_eq!(claim(&asker, "d", Some("one"), "two").await.ok(), json!({"last_n": 1}));
    assert_eq!(claim(&asker, "d", Some("one"), "two").await.ok(), json!({"last_n": 1}), "its answer was lost");
    // A copy that holds what held it before, and somebody else who has both.
    claim(&asker, "d", Some("one"), "mine").await.problem("device-in-use");
    claim(&server.second(), "d", Some("two"), "two").await.problem("device-in-use");
    claim(&server.second(), "e", None, "two").await.ok();
    server.stop().await;
}

#[tokio::test]
async fn under_a_name_that_is_held_only_its_holder_sends() {
    let server = Server::start().await;
    let asker = server.first();
    push(&asker, 1, None).await.ok();
    push(&asker, 2, Some("not-claimed-yet")).await.ok();
    assert_eq!(claim(&asker, "d", None, "one").await.ok(), json!({"last_n": 2}), "nobody held it");
    let head = asker.get("session").await.ok()["head"].clone();
    push(&asker, 3, None).await.problem("device-in-use");
    push(&asker, 3, Some("two")).await.problem("device-in-use");
    push(&asker, 1, Some("two")).await.problem("device-in-use");
    assert_eq!(asker.get("session").await.ok()["head"], head);
    let sent = push(&asker, 3, Some("one")).await.ok();
    claim(&asker, "d", Some("one"), "two").await.ok();
    push(&asker, 4, Some("one")).await.problem("device-in-use");
    assert_eq!(push(&asker, 3, Some("two")).await.ok(), sent, "what was sent under the old lease is known");
    let dir = server.stop().await;
    let connection = rusqlite::Connection::open(dir.path().join("desk.db")).unwrap();
    let kept: String = connection.query_row("select lease from device where id = 'd'", [], |row| row.get(0)).unwrap();
    assert_eq!(kept.len(), 64, "a digest: {kept}");
}

#[tokio::test]
async fn a_claim_that_is_not_as_it_should_be_is_refused() {
    let server = Server::start().await;
    let asker = server.first();
    let long = "x".repeat(65);
    for body in [json!({"lease": ""}), json!({"lease": "a b"}), json!({"lease": long}), json!({"held": "one"})] {
        asker.post("devices/d/lease", &body).await.problem("invalid-request");
    }
    for device in [long.as_str(), "a:b", "%20"] {
        claim(&asker, device, None, "one").await.problem("invalid-request");
    }
    let push: Value = json!({"device": "d", "lease": "a b", "operations": []});
    asker.post("operations", &push).await.problem("invalid-request");
    server.stop().await;
}
