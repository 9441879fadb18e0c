use crate::ask::Asker;
use crate::server::Server;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::timeout;
use turno::server::Limits;

fn comment(i: usize) -> Value {
    json!({"type": "comment", "ticket": 48_320, "body": format!("comment {i}")})
}

/// The events of a stream as they come: name and data.
struct Events {
    response: reqwest::Response,
    text: String,
}

impl Events {
    async fn open(asker: &Asker) -> Events {
        let response = asker.http.get(format!("{}/api/v1/events", asker.url)).send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["turno-api"], "1");
        Events { response, text: String::new() }
    }

    /// None when the stream has ended.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim();
                let event = (field("event:").to_string(), serde_json::from_str(field("data:")).unwrap());
                self.text = rest.to_string();
                return Some(event);
            }
            let chunk = timeout(Duration::from_secs(5), self.response.chunk()).await.unwrap().unwrap()?;
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}

#[tokio::test]
async fn a_stream_begins_with_a_heartbeat_and_tells_of_an_operation_at_once() {
    let server = Server::start().await;
    let mut events = Events::open(&server.second()).await;
    let (name, data) = events.next().await.unwrap();
    assert_eq!(name, "hb");
    let head = data["head"].as_i64().unwrap();
    let before = Instant::now();
    server.first().push("a", 1, &[comment(1)]).await.ok();
    assert_eq!(events.next().await.unwrap(), ("head".to_string(), json!({"seq": head + 1})));
    assert!(before.elapsed() < Duration::from_secs(1));
    server.stop().await;
}

#[tokio::test]
async fn the_limit_on_a_head_does_not_end_a_stream_that_has_begun() {
    let limits = Limits { head_time: Duration::from_millis(300), ..Limits::default() };
    let server = Server::start_in(tempfile::tempdir().unwrap(), limits, None).await;
    let mut events = Events::open(&server.second()).await;
    events.next().await.unwrap();
    // Nothing happens to be waited for: this is the time that must pass.
    tokio::time::sleep(Duration::from_millis(900)).await;
    server.first().push("a", 1, &[comment(1)]).await.ok();
    assert_eq!(events.next().await.unwrap().0, "head");
    server.stop().await;
}

#[tokio::test]
async fn many_operations_make_few_pokes_and_the_last_one_is_told() {
    let server = Server::start().await;
    let mut events = Events::open(&server.second()).await;
    let head = events.next().await.unwrap().1["head"].as_i64().unwrap();
    let (asker, before) = (server.first(), Instant::now());
    for n in 0..40 {
        asker.push("a", n + 1, &[comment(1)]).await.ok();
    }
    let mut pokes = 0;
    loop {
        let (name, data) = events.next().await.unwrap();
        if name == "head" {
            pokes += 1;
            if data["seq"] == head + 40 {
                break;
            }
        }
    }
    let most = before.elapsed().as_millis() / 200 + 1;
    assert!(pokes <= most, "{pokes} pokes where {most} are allowed");
    server.stop().await;
}

#[tokio::test]
async fn a_desk_that_stops_says_goodbye_and_is_gone_within_seconds() {
    let server = Server::start().await;
    let asker = server.first();
    let mut events = Events::open(&asker).await;
    events.next().await.unwrap();
    let head = asker.get("changes?limit=500").await.ok();
    let (url, before) = (server.url.clone(), Instant::now());
    let waiting = {
        let asker = server.second();
        let mut since = head["to"].as_str().unwrap().to_string();
        while let page = asker.get(&format!("changes?since={since}")).await.ok()
            && page["up_to_date"] == false
        {
            since = page["to"].as_str().unwrap().to_string();
        }
        tokio::spawn(async move { asker.get(&format!("changes?since={since}&wait=25")).await.ok() })
    };
    tokio::task::yield_now().await;
    server.stop().await;
    assert!(before.elapsed() < Duration::from_secs(3));
    assert_eq!(events.next().await.unwrap().0, "bye");
    assert_eq!(events.next().await, None);
    assert!(reqwest::Client::new().get(url).send().await.unwrap_err().is_connect());
    // Either it was being served and got its answer, or it came too late and was not accepted.
    if let Ok(page) = waiting.await {
        assert_eq!(page["up_to_date"], true);
    }
}

#[tokio::test]
async fn a_long_poll_ends_with_the_change_and_not_with_its_time() {
    let server = Server::start().await;
    let (asker, mut since) = (server.first(), String::new());
    let mut page = asker.get("changes").await.ok();
    while page["up_to_date"] == false {
        since = page["to"].as_str().unwrap().to_string();
        page = asker.get(&format!("changes?since={since}")).await.ok();
    }
    since.clone_from(&page["to"].as_str().unwrap().to_string());
    let waiter = server.second();
    let before = Instant::now();
    let waiting = async { waiter.get(&format!("changes?since={since}&wait=20")).await.ok() };
    let writing = async { asker.push("a", 1, &[comment(1)]).await.ok() };
    let (page, _) = tokio::join!(waiting, writing);
    assert!(before.elapsed() < Duration::from_secs(5));
    assert_eq!(page["changes"].as_array().unwrap().len(), 2);
    let nothing = asker.get(&format!("changes?since={}&wait=1", page["to"].as_str().unwrap())).await.ok();
    assert_eq!((&nothing["changes"], &nothing["up_to_date"]), (&json!([]), &json!(true)));
    server.stop().await;
}
