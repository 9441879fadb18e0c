use crate::ask::{Asker, read};
use crate::server::{Server, client};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::sync::Arc;
use turno::domain::{Span, Timestamp};
use turno::seam::ManualClock;
use turno::server::{Limits, Rate};

/// A desk whose time stands still unless it is told to pass.
async fn start(limits: Limits) -> (Server, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at(Timestamp(1_800_000_000_000)));
    (Server::start_at(tempfile::tempdir().unwrap(), limits, None, clock.clone()).await, clock)
}

fn comments(n: usize) -> Vec<Value> {
    (0..n).map(|i| json!({"type": "comment", "ticket": 48_320, "body": format!("comment {i}")})).collect()
}

#[tokio::test]
async fn a_client_that_asks_too_often_is_told_when_to_come_again_and_others_are_served() {
    let (server, clock) = start(Limits { token_requests: Rate { per_second: 2, burst: 3 }, ..Limits::default() }).await;
    let asker = server.first();
    for _ in 0..4 {
        // The first comes from a stranger.
        asker.get("session").await.ok();
    }
    let answer = asker.get("session").await;
    assert_eq!((answer.status, &answer.headers["retry-after"]), (429, &"1".parse().unwrap()));
    assert_eq!(answer.problem("rate-limited")["retry_after_ms"], 500);
    server.second().get("session").await.ok();
    clock.advance(Span(499));
    asker.get("session").await.problem("rate-limited");
    clock.advance(Span(1));
    asker.get("session").await.ok();
    server.stop().await;
}

#[tokio::test]
async fn strangers_are_turned_away_by_their_address_and_who_is_known_there_is_not() {
    let limits = Limits { address_requests: Rate { per_second: 1, burst: 3 }, ..Limits::default() };
    let (server, _clock) = start(limits).await;
    let asker = server.first();
    asker.get("session").await.ok();
    let stranger = Asker { http: client(&SecretString::from("nonsense")), url: server.url.clone() };
    stranger.get("session").await.problem("unauthorised");
    read(reqwest::Client::new().get(format!("{}/api/v1/health", server.url))).await.ok();
    for path in ["session", "health", "nonsense"] {
        assert_eq!(stranger.get(path).await.problem("rate-limited")["retry_after_ms"], 1_000);
    }
    for _ in 0..5 {
        asker.get("session").await.ok();
    }
    server.second().get("session").await.problem("rate-limited");
    server.stop().await;
}

#[tokio::test]
async fn a_batch_beyond_the_rate_is_not_begun_and_goes_when_there_is_room_for_it() {
    let (server, clock) =
        start(Limits { token_operations: Rate { per_second: 10, burst: 60 }, ..Limits::default() }).await;
    let asker = server.first();
    asker.push("a", 1, &comments(50)).await.ok();
    let head = asker.get("session").await.ok()["head"].clone();
    assert_eq!(asker.push("a", 51, &comments(50)).await.problem("rate-limited")["retry_after_ms"], 4_000);
    assert_eq!(asker.get("session").await.ok()["head"], head);
    asker.push("a", 51, &comments(10)).await.ok();
    asker.post("work-next", &json!({})).await.problem("rate-limited");
    server.second().push("b", 1, &comments(50)).await.ok();
    clock.advance(Span::seconds(5));
    asker.push("a", 61, &comments(50)).await.ok();
    server.stop().await;
}
