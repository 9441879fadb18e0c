use crate::ask::{ids, numbered};
use crate::server::Server;
use serde_json::{Value, json};
use std::collections::HashSet;
use turno::seam::{Clock, System};
use turno::server::Limits;

/// A ticket of the sample that nobody holds.
const FREE: i64 = 48_320;

fn take() -> Value {
    json!({"type": "take", "ticket": FREE})
}

fn comment(body: &str) -> Value {
    json!({"type": "comment", "ticket": FREE, "body": body})
}

#[tokio::test]
async fn an_operation_shows_in_the_ticket_and_in_the_feed() {
    let server = Server::start().await;
    let (asker, mut cursor) = (server.first(), String::new());
    loop {
        let page = asker.get(&format!("changes?{cursor}")).await.ok();
        cursor = format!("since={}", page["to"].as_str().unwrap());
        if page["up_to_date"] == true {
            break;
        }
    }
    let reply = json!({"type": "reply", "ticket": FREE, "body": "Feito.", "seen": 0});
    let receipts = asker.push("console-a", 1, &[take(), reply]).await.ok();
    assert_eq!(receipts["receipts"][1]["outcome"], "applied");
    assert_eq!(receipts["receipts"][1]["key"], json!({"device": "console-a", "n": 2}));
    let view = asker.get(&format!("tickets/{FREE}")).await.ok();
    assert_eq!((&view["ticket"]["assignee"], &view["ticket"]["status"]), (&json!("op-01"), &json!("open")));
    let page = asker.get(&format!("changes?{cursor}&device=console-a")).await.ok();
    assert_eq!(page["acknowledged_n"], 2);
    assert_eq!(page["seq"], receipts["receipts"][1]["seq"]);
    let kinds: Vec<&str> = page["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["record"].as_object().unwrap().keys().next().unwrap().as_str())
        .collect();
    assert_eq!(kinds, ["article", "ticket"]);
    assert_eq!(page["changes"][0]["record"]["article"]["id"], "console-a:2");
    server.stop().await;
}

#[tokio::test]
async fn a_push_that_comes_again_gets_the_same_receipts_even_after_a_restart() {
    let server = Server::start().await;
    let operations = [take(), comment("  "), comment("visto")];
    let first = server.first().push("console-a", 1, &operations).await.ok();
    let outcomes: Vec<&str> =
        first["receipts"].as_array().unwrap().iter().map(|receipt| receipt["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["applied", "refused", "applied"]);
    assert_eq!(first["receipts"][1]["refusal"]["reason"], "empty_text");
    let head = server.first().get("session").await.ok()["head"].clone();
    let token = server.tokens[0].clone();
    let server = Server::start_in(server.stop().await, Limits::default(), None).await;
    let http = crate::server::client(&token);
    let asker = crate::ask::Asker { http, url: server.url.clone() };
    assert_eq!(asker.push("console-a", 1, &operations).await.ok(), first);
    assert_eq!(asker.get("session").await.ok()["head"], head);
    server.stop().await;
}

#[tokio::test]
async fn both_who_route_end_with_one_winner_and_a_refusal_that_names_it() {
    let server = Server::start().await;
    let route = |to: &str| json!({"type": "route", "ticket": FREE, "to": to, "decision": {"kind": "unaided"}});
    let (first, second) = (server.first(), server.second());
    let (a, b) = ([route("BA")], [route("AM")]);
    let (a, b) = tokio::join!(first.push("a", 1, &a), second.push("b", 1, &b));
    let mut receipts = [a.ok()["receipts"][0].clone(), b.ok()["receipts"][0].clone()];
    receipts.sort_by_key(|receipt| receipt["outcome"].as_str().unwrap().to_string());
    assert_eq!(receipts[0]["outcome"], "applied");
    let refusal = &receipts[1]["refusal"];
    assert_eq!((&refusal["reason"], &refusal["field"]), (&json!("conflict"), &json!("owner_role")));
    assert!(refusal["mark"]["by"].as_str().unwrap().starts_with("op-0"));
    server.stop().await;
}

#[tokio::test]
async fn a_push_out_of_order_or_with_a_used_key_says_which() {
    let server = Server::start().await;
    let asker = server.first();
    asker.push("a", 1, &[comment("one")]).await.ok();
    assert_eq!(asker.push("a", 3, &[comment("three")]).await.problem("operation-gap")["last_n"], 1);
    asker.push("a", 1, &[comment("another one")]).await.problem("operation-reused");
    server.second().push("a", 2, &[comment("not mine")]).await.problem("forbidden");
    // The one before the obstacle is settled; the obstacle is told when it comes first.
    let partly = asker.push("a", 1, &[comment("one"), comment("two")]).await.ok();
    assert_eq!(partly["receipts"].as_array().unwrap().len(), 2);
    let partly = asker.push("a", 1, &[comment("one"), comment("second")]).await.ok();
    assert_eq!(partly["receipts"].as_array().unwrap().len(), 1);
    asker.push("a", 2, &[comment("second")]).await.problem("operation-reused");
    server.stop().await;
}

#[tokio::test]
async fn a_push_that_is_not_as_it_should_be_changes_nothing() {
    let server = Server::start().await;
    let asker = server.first();
    let head = asker.get("session").await.ok()["head"].clone();
    let bad = [
        json!({"device": "", "operations": [numbered(1, "id-1", &take())]}),
        json!({"device": "a:b", "operations": [numbered(1, "id-1", &take())]}),
        json!({"device": "a", "operations": []}),
        json!({"device": "a", "operations": [numbered(0, "id-0", &take())]}),
        json!({"device": "a", "operations": [numbered(1, "id-1", &take()), numbered(3, "id-3", &take())]}),
        json!({"device": "a", "operations": [numbered(1, "id-1", &json!({"type": "take", "ticket": FREE, "by": "op-09"}))]}),
        json!({"device": "a", "operations": [numbered(1, "id-1", &json!({"type": "delete", "ticket": FREE}))]}),
        json!({"device": "a", "operations": [numbered(1, "id-1", &take())], "actor": "op-09"}),
        json!({"device": "a", "operations": [{"n": 1, "operation": take()}]}),
        json!({"device": "a", "operations": [numbered(1, "", &take())]}),
        json!({"device": "a", "operations": [numbered(1, "a b", &take())]}),
        json!({"device": "a", "operations": [{"n": 1, "id": "x", "fingerprint": "f", "operation": take()}]}),
    ];
    for body in bad {
        asker.post("operations", &body).await.problem("invalid-request");
    }
    let many = vec![take(); 51];
    asker.push("a", 1, &many).await.problem("invalid-request");
    assert_eq!(asker.get("session").await.ok()["head"], head);
    let unknown = asker.push("a", 1, &[json!({"type": "take", "ticket": 1})]).await.ok();
    assert_eq!(unknown["receipts"][0]["refusal"], json!({"reason": "gone", "ticket": 1}));
    server.stop().await;
}

#[tokio::test]
async fn work_next_hands_out_every_ticket_once_and_then_says_that_there_is_none() {
    let server = Server::start().await;
    let (first, second) = (server.first(), server.second());
    let unheld = first.get("tickets?q=assignee:none%20status:new,open&limit=200").await.ok();
    let (mut handed, none) = (HashSet::new(), json!({}));
    loop {
        let (a, b) = tokio::join!(first.post("work-next", &none), second.post("work-next", &none));
        let given: Vec<i64> = [a.ok(), b.ok()].iter().filter_map(|answer| answer["ticket"].as_i64()).collect();
        for id in &given {
            assert!(handed.insert(*id), "ticket {id} went to two operators");
        }
        if given.is_empty() {
            break;
        }
    }
    assert_eq!(handed, ids(&unheld).into_iter().collect());
    server.stop().await;
}

#[tokio::test]
async fn a_snoozed_ticket_is_opened_by_the_desk_when_its_time_has_come() {
    let server = Server::start().await;
    let asker = server.first();
    let soon = System.now().0 + 300;
    let snooze = json!({"type": "snooze", "ticket": FREE, "from": "open", "until_ms": soon});
    let opened = json!({"type": "set_status", "ticket": FREE, "from": "new", "to": "open"});
    let receipts = asker.push("console-a", 1, &[opened, snooze]).await.ok();
    assert_eq!(receipts["receipts"][1]["outcome"], "applied", "{receipts}");
    let asleep = asker.get(&format!("tickets/{FREE}")).await.ok();
    assert_eq!((&asleep["ticket"]["status"], &asleep["ticket"]["wake_at_ms"]), (&json!("on_hold"), &json!(soon)));
    let awake = async {
        loop {
            let ticket = asker.get(&format!("tickets/{FREE}")).await.ok()["ticket"].clone();
            if ticket["status"] == "open" {
                return ticket;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    let ticket = tokio::time::timeout(std::time::Duration::from_secs(20), awake).await.unwrap();
    assert!(ticket["wake_at_ms"].is_null() && ticket["clocks"]["resolution"]["paused_since_ms"].is_null(), "{ticket}");
    server.stop().await;
}

#[tokio::test]
async fn who_passes_a_ticket_over_is_given_the_one_after_it() {
    let server = Server::start().await;
    let (first, second) = (server.first(), server.second());
    let given = first.post("work-next", &json!({})).await.ok()["ticket"].as_i64().unwrap();
    let skip = json!({"type": "skip", "ticket": given, "reason": "language"});
    let receipts = first.push("console-a", 1, &[skip]).await.ok();
    assert_eq!(receipts["receipts"][0]["outcome"], "applied", "{receipts}");
    let next = first.post("work-next", &json!({})).await.ok()["ticket"].as_i64().unwrap();
    assert_ne!(next, given);
    assert_eq!(second.post("work-next", &json!({})).await.ok()["ticket"], given, "a colleague gets it");
    server.stop().await;
}
