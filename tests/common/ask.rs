//! Asking the API, and what every answer has to be.

use crate::server::Server;
use serde_json::Value;

pub async fn get(server: &Server, path: &str) -> (u16, Value) {
    let response = server.client().get(format!("{}{path}", server.url)).send().await.unwrap();
    answer(response).await
}

pub async fn answer(response: reqwest::Response) -> (u16, Value) {
    assert_eq!(response.headers()["turno-api"], "1");
    let status = response.status().as_u16();
    let kind = response.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_string());
    let wanted = if status < 400 { "application/json" } else { "application/problem+json" };
    assert_eq!(kind.as_deref(), Some(wanted));
    (status, response.json().await.unwrap())
}
