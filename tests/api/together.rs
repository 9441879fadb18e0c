//! Many at once: on one ticket, and on one database.

use crate::ask::{Asker, ids};
use crate::program::Served;
use crate::server::{Server, client, keeper};
use futures_util::future::join_all;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use turno::domain::OperatorId;
use turno::server::{Limits, Rate};

/// Everybody with a token, and no limit on what they ask.
const ROOM: Rate = Rate { per_second: 10_000, burst: 10_000 };

fn askers(database: &Path, url: impl Fn(usize) -> String, n: usize) -> Vec<(String, Asker)> {
    let desk = keeper(database);
    let asker = |i: usize| {
        let operator = format!("op-{:02}", i + 1);
        let token: SecretString = desk.issue_token(&OperatorId::new(operator.clone()), "test").unwrap();
        (operator, Asker { http: client(&token), url: url(i) })
    };
    (0..n).map(asker).collect()
}

/// One operation, until the desk is not too busy for it.
async fn push(asker: &Asker, device: &str, n: i64, operation: &Value) -> Value {
    loop {
        let answer = asker.push(device, n, std::slice::from_ref(operation)).await;
        if answer.status != 503 {
            return answer.ok()["receipts"][0].clone();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_eight_who_take_a_ticket_at_once_one_wins_and_the_others_are_told_who() {
    const TAKERS: usize = 8;
    const ROUNDS: usize = 50;
    let limits = Limits { token_requests: ROOM, token_operations: ROOM, address_requests: ROOM, ..Limits::default() };
    let server = Server::start_in(tempfile::tempdir().unwrap(), limits, None).await;
    let takers = askers(&server.dir.path().join("desk.db"), |_| server.url.clone(), TAKERS);
    let unheld = ids(&takers[0].1.get("tickets?q=assignee:none%20status:new&limit=200").await.ok());
    let (mut next, mut wins) = ([1; TAKERS], [0; TAKERS]);
    for ticket in unheld.iter().cycle().take(ROUNDS) {
        let take = json!({"type": "take", "ticket": ticket});
        let asked = takers.iter().zip(next).map(|((name, asker), n)| push(asker, name, n, &take));
        let answers = join_all(asked).await;
        let won: Vec<usize> = (0..TAKERS).filter(|i| answers[*i]["outcome"] == "applied").collect();
        let [winner] = won[..] else { panic!("{} winners: {answers:?}", won.len()) };
        let (name, asker) = &takers[winner];
        for (i, answer) in answers.iter().enumerate().filter(|(i, _)| *i != winner) {
            let refusal = &answer["refusal"];
            let told = (&refusal["reason"], &refusal["field"], &refusal["found"], &refusal["mark"]["by"]);
            assert_eq!(told, (&json!("conflict"), &json!("assignee"), &json!(name), &json!(name)), "taker {i}");
        }
        let view = asker.get(&format!("tickets/{ticket}")).await.ok();
        assert_eq!(view["ticket"]["assignee"], json!(name));
        next = next.map(|n| n + 1);
        push(asker, name, next[winner], &json!({"type": "give_back", "ticket": ticket})).await;
        next[winner] += 1;
        wins[winner] += 1;
    }
    println!("{ROUNDS} rounds of {TAKERS} takers: won {wins:?}");
    server.stop().await;
}

/// Reads on until transaction `until`: the articles that it was told of, with their transactions.
async fn follow(asker: &Asker, mut since: String, until: i64) -> Vec<(i64, String)> {
    let mut told = Vec::new();
    loop {
        let answer = asker.get(&format!("changes?since={since}&wait=5")).await;
        if let Some(ms) = answer.body["retry_after_ms"].as_u64() {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            continue;
        }
        let page = answer.ok();
        for change in page["changes"].as_array().unwrap() {
            if let Some(id) = change["record"]["article"]["id"].as_str() {
                told.push((change["seq"].as_i64().unwrap(), id.to_string()));
            }
        }
        since = page["to"].as_str().unwrap().to_string();
        if page["seq"].as_i64() >= Some(until) {
            return told;
        }
    }
}

async fn end_of_feed(asker: &Asker) -> String {
    let mut page = asker.get("changes").await.ok();
    while page["up_to_date"] == false {
        page = asker.get(&format!("changes?since={}", page["to"].as_str().unwrap())).await.ok();
    }
    page["to"].as_str().unwrap().to_string()
}

async fn write(operator: &str, asker: &Asker, ticket: i64, times: i64) -> Vec<(i64, String)> {
    let mut written = Vec::new();
    for n in 1..=times {
        let comment = json!({"type": "comment", "ticket": ticket, "body": format!("{operator} says {n}")});
        let receipt = push(asker, operator, n, &comment).await;
        written.push((receipt["seq"].as_i64().unwrap(), receipt["id"].as_str().unwrap().to_string()));
    }
    written
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_writers_through_two_servers_of_one_database_leave_no_hole_and_a_reader_misses_nothing() {
    const WRITERS: usize = 8;
    const TIMES: i64 = 25;
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    let servers = [Served::start(&database), Served::start(&database)];
    // The last of them reads.
    let mut all = askers(&database, |i| servers[i % 2].address.clone(), WRITERS + 1);
    let (_, reader) = all.pop().unwrap();
    let before = reader.get("session").await.ok()["head"].as_i64().unwrap();
    let after = before + WRITERS as i64 * TIMES;
    let since = end_of_feed(&reader).await;
    // Two of them meet on each ticket.
    let writing = all.iter().enumerate().map(|(i, (name, asker))| write(name, asker, 48_301 + i as i64 / 2, TIMES));
    let (told, written) = tokio::join!(follow(&reader, since, after), join_all(writing));
    let written: BTreeMap<i64, String> = written.into_iter().flatten().collect();
    assert!(written.keys().copied().eq(before + 1..=after), "each has a number of its own, without a hole");
    assert_eq!(told, written.into_iter().collect::<Vec<_>>(), "in the order of the numbers");
    servers.into_iter().for_each(Served::end);
    assert_eq!(keeper(&database).check().unwrap(), after, "the chain holds");
}
