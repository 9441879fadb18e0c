use crate::server::Server;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use turno::api::{Code, VerifyRequest};
use turno::domain::ContactId;
use turno::server::sample_code;

const CONTACT: &str = "C1001-1";

fn right() -> String {
    sample_code(&ContactId::new(CONTACT)).expose_secret().to_string()
}

/// A code that is not the contact's, the `i`-th.
fn wrong(i: u32) -> String {
    let right: u32 = right().parse().unwrap();
    format!("{:04}", (right + 1 + i) % 10_000)
}

fn path(contact: &str) -> String {
    format!("contacts/{contact}/verify")
}

async fn verdicts(database: &std::path::Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(database).unwrap();
    let mut statement = connection.prepare("select verdict from caller_attempt order by id").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[tokio::test]
async fn the_right_code_verifies_for_a_while_and_forgets_the_wrong_ones() {
    let server = Server::start().await;
    let asker = server.first();
    assert_eq!(asker.post(&path(CONTACT), &json!({"code": wrong(0)})).await.ok()["attempts_left"], 4);
    let verdict = asker.post(&path(CONTACT), &json!({"code": right(), "ticket": 48_320})).await.ok();
    let now = asker.get("session").await.ok()["server_time_ms"].as_i64().unwrap();
    assert_eq!(verdict["verdict"], "verified");
    assert!((1..=600_000).contains(&(verdict["until_ms"].as_i64().unwrap() - now)));
    assert_eq!(asker.post(&path(CONTACT), &json!({"code": wrong(1)})).await.ok()["attempts_left"], 4);
    let dir = server.stop().await;
    assert_eq!(verdicts(&dir.path().join("desk.db")).await, ["wrong", "verified", "wrong"]);
}

#[tokio::test]
async fn five_wrong_codes_lock_whoever_asks_even_with_the_right_one() {
    let server = Server::start().await;
    for i in 0..4 {
        let asker = if i % 2 == 0 { server.first() } else { server.second() };
        let verdict = asker.post(&path(CONTACT), &json!({"code": wrong(i)})).await.ok();
        assert_eq!(verdict, json!({"verdict": "wrong", "attempts_left": 4 - i}));
    }
    let locked = server.first().post(&path(CONTACT), &json!({"code": wrong(4)})).await.ok();
    assert_eq!(locked["verdict"], "locked");
    let still = server.second().post(&path(CONTACT), &json!({"code": right()})).await.ok();
    assert_eq!(still, locked);
    let other = server.first().post(&path("C1001-2"), &json!({"code": "0000"})).await.ok();
    assert_ne!(other["verdict"], "locked");
    let dir = server.stop().await;
    let verdicts = verdicts(&dir.path().join("desk.db")).await;
    assert_eq!(verdicts[..6], ["wrong", "wrong", "wrong", "wrong", "wrong", "locked"]);
}

#[tokio::test]
async fn guesses_at_the_same_time_do_not_outrun_the_limit() {
    let server = Server::start().await;
    let asker = Arc::new(server.first());
    let guesses: Vec<_> = (0..20)
        .map(|i| {
            let asker = asker.clone();
            tokio::spawn(async move { asker.post(&path(CONTACT), &json!({"code": wrong(i)})).await.ok() })
        })
        .collect();
    for guess in guesses {
        assert_ne!(guess.await.unwrap()["verdict"], "verified");
    }
    let dir = server.stop().await;
    let verdicts = verdicts(&dir.path().join("desk.db")).await;
    let compared = verdicts.iter().filter(|verdict| *verdict == "wrong").count();
    assert_eq!((compared, verdicts.len()), (5, 20));
}

#[tokio::test]
async fn a_contact_who_is_not_registered_is_sent_to_the_portal() {
    let server = Server::start().await;
    let asker = server.first();
    // One question after the other, and no more than it takes: a desk answers only so many in a second.
    let mut unregistered = None;
    for n in 1001..=1040 {
        let customer = asker.get(&format!("customers/C{n}")).await.ok();
        let contacts = customer["contacts"].as_array().unwrap();
        unregistered = contacts.iter().find(|contact| contact["registered"] == false).cloned();
        if unregistered.is_some() {
            break;
        }
    }
    let unregistered = unregistered.unwrap()["id"].as_str().unwrap().to_string();
    let verdict = asker.post(&path(&unregistered), &json!({"code": "0000"})).await.ok();
    assert_eq!(verdict, json!({"verdict": "not_registered"}));
    asker.post(&path("C9999-1"), &json!({"code": "0000"})).await.problem("not-found");
    server.stop().await;
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Whether the digits stand in the text as a number of their own.
fn says(text: &str, code: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|number| number == code)
}

#[tokio::test]
async fn a_code_is_in_no_answer_no_log_and_no_debug_text() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("turno=trace")
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    // For the whole program: the other stories' lines do no harm.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let server = Server::start().await;
    let asker = server.first();
    let code = right();
    let broken = [
        json!({"code": code.parse::<i64>().unwrap()}),
        json!({"code": format!("{code}x")}),
        json!({"code": code, "tiket": 1}),
        json!({"code": code, code.as_str(): 1}),
        json!([[code]]),
        json!({"code": code, "ticket": code}),
    ];
    for body in broken {
        let problem = asker.post(&path(CONTACT), &body).await.problem("invalid-request");
        assert!(!says(&problem.to_string(), &code), "{problem}");
    }
    let verdict = asker.post(&path(CONTACT), &json!({"code": code})).await.ok();
    assert_eq!(verdict.as_object().unwrap().keys().collect::<Vec<_>>(), ["until_ms", "verdict"]);
    let request = VerifyRequest { code: Code(SecretString::from(code.clone())), ticket: None };
    assert!(!says(&format!("{request:?}"), &code));
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/api/v1/contacts/{id}/verify"), "the log has the request");
    assert!(!says(&log, &code), "{log}");
    server.stop().await;
}

#[tokio::test]
async fn nothing_that_the_feed_tells_is_a_secret() {
    let server = Server::start().await;
    let asker = server.first();
    let mut since = String::new();
    loop {
        let page = asker.get(&format!("changes?{since}")).await.ok();
        assert_no_secret(&page["changes"]);
        since = format!("since={}", page["to"].as_str().unwrap());
        if page["up_to_date"] == true {
            break;
        }
    }
    server.stop().await;
}

fn assert_no_secret(value: &Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                assert!(!["code", "pin", "hash", "salt", "token", "pepper"].contains(&name.as_str()), "{name}");
                assert_no_secret(value);
            }
        }
        Value::Array(items) => items.iter().for_each(assert_no_secret),
        _ => {}
    }
}
