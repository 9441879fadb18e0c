use crate::server::Server;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, VARY};
use std::io::Read;
use std::sync::Arc;
use turno::backend::Backend;
use turno::backend::native::Native;
use turno::seam::System;

async fn ask(server: &Server, path: &str, accept: Option<&str>) -> (HeaderMap, Vec<u8>) {
    let request = server.first().http.get(format!("{}/api/v1/{path}", server.url));
    let request = match accept {
        Some(accept) => request.header(ACCEPT_ENCODING, accept),
        None => request,
    };
    let response = request.send().await.unwrap().error_for_status().unwrap();
    (response.headers().clone(), response.bytes().await.unwrap().to_vec())
}

#[tokio::test]
async fn a_piece_of_the_snapshot_comes_packed_as_the_client_likes_it() {
    let server = Server::start().await;
    let (headers, plain) = ask(&server, "snapshot", None).await;
    assert_eq!((headers.get(CONTENT_ENCODING), &headers[VARY]), (None, &"accept-encoding".parse().unwrap()));
    let (headers, packed) = ask(&server, "snapshot", Some("gzip, zstd")).await;
    assert_eq!(headers[CONTENT_ENCODING], "zstd");
    assert_eq!(headers[CONTENT_LENGTH], packed.len().to_string().as_str());
    assert_eq!(zstd::stream::decode_all(&packed[..]).unwrap(), plain);
    println!("a piece of {} bytes came as {}", plain.len(), packed.len());
    assert!(packed.len() * 4 < plain.len());
    let (headers, packed) = ask(&server, "snapshot", Some("gzip;q=0.5, br")).await;
    assert_eq!(headers[CONTENT_ENCODING], "gzip");
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain);
    let link = Native::new(&server.url, server.tokens[0].clone(), Arc::new(System)).unwrap();
    let records = serde_json::from_slice::<turno::api::SnapshotChunk>(&plain).unwrap().changes.len();
    assert_eq!(link.snapshot(None).await.unwrap().changes.len(), records, "a console reads it");
    server.stop().await;
}

#[tokio::test]
async fn what_is_small_or_answers_to_a_secret_and_the_stream_are_never_packed() {
    let server = Server::start().await;
    for path in ["session", "health", "tickets?q=number:1"] {
        let (headers, body) = ask(&server, path, Some("zstd")).await;
        assert_eq!(headers.get(CONTENT_ENCODING), None, "{path}");
        serde_json::from_slice::<serde_json::Value>(&body).unwrap();
    }
    let events = server.first().http.get(format!("{}/api/v1/events", server.url)).header(ACCEPT_ENCODING, "zstd");
    let mut events = events.send().await.unwrap();
    assert_eq!(events.headers().get(CONTENT_ENCODING), None);
    assert!(events.chunk().await.unwrap().unwrap().starts_with(b"event: hb"));
    let verify = server.first().http.post(format!("{}/api/v1/contacts/C1001-1/verify", server.url));
    let answer =
        verify.header(ACCEPT_ENCODING, "zstd").json(&serde_json::json!({"code": "0000"})).send().await.unwrap();
    assert_eq!((answer.headers().get(CONTENT_ENCODING), answer.headers().get(VARY)), (None, None));
    server.stop().await;
}
