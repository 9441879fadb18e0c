use crate::ask::{Asker, read};
use crate::server::{Server, client};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

#[tokio::test]
async fn who_has_no_token_or_a_wrong_one_is_told_the_same() {
    let server = Server::start().await;
    let token = server.tokens[0].expose_secret().to_string();
    let mut forged = token.clone();
    let last = if forged.pop() == Some('0') { '1' } else { '0' };
    forged.push(last);
    let mut details = Vec::new();
    for token in [forged.as_str(), "nonsense", "turno__", ""] {
        let asker = Asker { http: client(&SecretString::from(token.to_string())), url: server.url.clone() };
        let answer = asker.get("session").await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
        details.push(answer.problem("unauthorised")["detail"].clone());
    }
    assert!(details.windows(2).all(|pair| pair[0] == pair[1]));
    let basic = server.first().http.get(format!("{}/api/v1/session", server.url));
    read(basic.header("authorization", format!("Basic {token}"))).await.problem("unauthorised");
    server.stop().await;
}

#[tokio::test]
async fn an_error_in_a_query_points_at_the_character() {
    let server = Server::start().await;
    let problem = server.first().get("tickets?q=status:open%20prio:urgnt").await.problem("invalid-query");
    assert_eq!(problem["at"], 18);
    assert!(!problem["hint"].as_str().unwrap().is_empty());
    server.stop().await;
}

#[tokio::test]
async fn parameters_that_are_not_known_or_out_of_range_are_refused() {
    let server = Server::start().await;
    let asker = server.first();
    for path in [
        "tickets?limt=5",
        "tickets?limit=0",
        "tickets?limit=201",
        "tickets?limit=x",
        "tickets?after=nonsense",
        "tickets?after=desk.x",
        "tickets?after=number.5",
        "changes?wait=26",
        "changes?limit=501",
        "customers?q=a&limit=101",
    ] {
        asker.get(path).await.problem("invalid-request");
    }
    let cursor = asker.get("changes").await.ok()["to"].as_str().unwrap().to_string();
    let [_, _, _, chain, scope] = cursor.split('.').collect::<Vec<_>>()[..] else { panic!("{cursor}") };
    let forked = cursor.replace(chain, "0000000000000000");
    assert_eq!(asker.get(&format!("changes?since={forked}")).await.problem("feed-forked")["status"], 409);
    let elsewhere = cursor.replace(scope, "00000000");
    asker.get(&format!("changes?since={elsewhere}")).await.problem("scope-changed");
    // One that was spoilt where it was kept is cured like one that is too old.
    for path in ["changes?since=nonsense", "snapshot?from=nonsense"] {
        asker.get(path).await.problem("cursor-expired");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_path_or_method_that_is_not_there_is_a_problem_too() {
    let server = Server::start().await;
    let asker = server.first();
    asker.get("nonsense").await.problem("not-found");
    read(asker.http.get(format!("{}/", server.url))).await.problem("not-found");
    read(asker.http.delete(format!("{}/api/v1/tickets/48201", server.url))).await.problem("method-not-allowed");
    asker.get("operations").await.problem("method-not-allowed");
    server.stop().await;
}

#[tokio::test]
async fn another_version_of_the_api_is_refused_by_name() {
    let server = Server::start().await;
    let request = server.first().http.get(format!("{}/api/v1/session", server.url));
    read(request.header("turno-api", "2")).await.problem("unsupported-version");
    let request = server.first().http.get(format!("{}/api/v1/session", server.url));
    read(request.header("turno-api", "1")).await.ok();
    server.stop().await;
}

#[tokio::test]
async fn a_body_that_is_not_json_is_told_where() {
    let server = Server::start().await;
    let asker = server.first();
    let post = |body: String| asker.http.post(format!("{}/api/v1/operations", server.url)).body(body);
    let json = "application/json; charset=utf-8";
    let broken = read(post("{\"device\": \"a\",\n nonsense}".into()).header("content-type", json)).await;
    let detail = broken.problem("invalid-request")["detail"].as_str().unwrap().to_string();
    assert!(detail.contains("line 2 column 2"), "{detail}");
    read(post("{}".into())).await.problem("unsupported-media-type");
    server.stop().await;
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_announced_or_not() {
    let server = Server::start().await;
    let asker = server.first();
    let large = json!({"subject": "x", "body": "y".repeat(1024 * 1024)});
    let announced = asker.post("routing/suggest", &large).await;
    assert_eq!(announced.status, 413);
    announced.problem("too-large");
    let bytes = serde_json::to_vec(&large).unwrap();
    let chunks: Vec<Result<Vec<u8>, std::io::Error>> = bytes.chunks(64 * 1024).map(|it| Ok(it.to_vec())).collect();
    let body = reqwest::Body::wrap_stream(futures_util::stream::iter(chunks));
    let request = asker.http.post(format!("{}/api/v1/routing/suggest", server.url)).body(body);
    read(request.header("content-type", "application/json")).await.problem("too-large");
    server.stop().await;
}
