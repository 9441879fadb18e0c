//! Asking the API, and what every answer has to be.

use crate::server::{Server, client};
use serde_json::{Value, json};

/// A client of one operator.
pub struct Asker {
    pub http: reqwest::Client,
    pub url: String,
}

impl Server {
    /// op-01.
    pub fn first(&self) -> Asker {
        Asker { http: client(&self.tokens[0]), url: self.url.clone() }
    }

    /// op-02.
    pub fn second(&self) -> Asker {
        Asker { http: client(&self.tokens[1]), url: self.url.clone() }
    }
}

impl Asker {
    pub async fn get(&self, path: &str) -> Answer {
        read(self.http.get(format!("{}/api/v1/{path}", self.url))).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        read(self.http.post(format!("{}/api/v1/{path}", self.url)).json(body)).await
    }

    /// Pushes operations of one device, numbered from `n`.
    pub async fn push(&self, device: &str, n: i64, operations: &[Value]) -> Answer {
        let numbered: Vec<Value> =
            (n..).zip(operations).map(|(n, it)| numbered(n, &format!("{device}:{n}"), it)).collect();
        self.post("operations", &json!({"device": device, "operations": numbered})).await
    }
}

/// An operation as it travels. Its fingerprint is whatever a console made of it; here, its length.
pub fn numbered(n: i64, id: &str, operation: &Value) -> Value {
    let fingerprint = format!("{:0>64x}", operation.to_string().len());
    json!({"n": n, "id": id, "fingerprint": fingerprint, "operation": operation})
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub headers: reqwest::header::HeaderMap,
}

impl Answer {
    /// The body of a success.
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{:?}", self.body);
        self.body
    }

    /// The body of a problem of that kind.
    pub fn problem(self, kind: &str) -> Value {
        assert_eq!(self.body["type"], format!("urn:turno:problem:{kind}"), "{:?}", self.body);
        self.body
    }
}

/// Every answer says its version; every failure is a whole problem that says the same status as the response.
pub async fn read(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    assert_eq!(headers["turno-api"], "1");
    let wanted = if status < 400 { "application/json" } else { "application/problem+json" };
    assert_eq!(headers["content-type"], wanted);
    let body: Value = response.json().await.unwrap();
    if status >= 400 {
        assert_eq!(body["status"], status);
        assert!(!body["title"].as_str().unwrap().is_empty());
        assert!(!body["detail"].as_str().unwrap().is_empty());
        assert_eq!(body["trace"].as_str().unwrap().len(), 16);
    }
    Answer { status, body, headers }
}

/// The numbers of a list of tickets.
pub fn ids(list: &Value) -> Vec<i64> {
    list["rows"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}
