use crate::ask::{Asker, read};
use crate::server::{Server, client};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use turno::server::{Limits, TlsFiles};

async fn start(limits: Limits) -> Server {
    Server::start_in(tempfile::tempdir().unwrap(), limits, None).await
}

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.url.strip_prefix("http://").unwrap()).await.unwrap()
}

/// How long until the server closes the connection.
async fn closed_after(mut stream: TcpStream) -> Duration {
    let before = Instant::now();
    let mut answer = Vec::new();
    timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await.unwrap().unwrap();
    before.elapsed()
}

#[tokio::test]
async fn a_connection_that_says_nothing_or_half_a_head_is_closed_and_others_are_served() {
    let server = start(Limits { head_time: Duration::from_millis(300), ..Limits::default() }).await;
    let silent = connect(&server).await;
    let mut half = connect(&server).await;
    half.write_all(b"GET /api/v1/session HTTP/1.1\r\nhost: desk\r\nx-slow: ").await.unwrap();
    let (silent, half, session) =
        tokio::join!(closed_after(silent), closed_after(half), async { server.first().get("session").await.ok() });
    assert_eq!(session["operator"]["id"], "op-01");
    for time in [silent, half] {
        assert!((Duration::from_millis(200)..Duration::from_secs(3)).contains(&time), "{time:?}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_head_without_end_is_refused() {
    let server = start(Limits::default()).await;
    let mut stream = connect(&server).await;
    stream.write_all(b"GET /api/v1/session HTTP/1.1\r\nx: ").await.unwrap();
    // The server may close while we still write.
    let _ = stream.write_all(&[b'a'; 64 * 1024]).await;
    let mut answer = Vec::new();
    let _ = timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await.unwrap();
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 431"), "{}", String::from_utf8_lossy(&answer));
    server.stop().await;
}

#[tokio::test]
async fn a_desk_with_too_much_to_do_says_when_to_come_again() {
    let server = start(Limits { requests: 0, ..Limits::default() }).await;
    let answer = server.first().get("session").await;
    assert_eq!((answer.status, &answer.headers["retry-after"]), (503, &"1".parse().unwrap()));
    assert_eq!(answer.problem("overloaded")["retry_after_ms"], 1_000);
    server.stop().await;
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let server = start(Limits { request_time: Duration::from_secs(2), ..Limits::default() }).await;
    let asker = server.first();
    let mut page = asker.get("changes").await.ok();
    while page["up_to_date"] == false {
        page = asker.get(&format!("changes?since={}", page["to"].as_str().unwrap())).await.ok();
    }
    asker.get(&format!("changes?since={}&wait=20", page["to"].as_str().unwrap())).await.problem("timed-out");
    server.stop().await;
}

#[tokio::test]
async fn more_connections_than_allowed_wait_for_a_place() {
    let server = start(Limits { connections: 1, head_time: Duration::from_millis(500), ..Limits::default() }).await;
    let first = connect(&server).await;
    let before = Instant::now();
    server.first().get("session").await.ok();
    assert!(before.elapsed() >= Duration::from_millis(300), "{:?}", before.elapsed());
    drop(first);
    server.stop().await;
}

#[tokio::test]
async fn a_desk_with_a_certificate_speaks_tls_and_nothing_else() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let tls = TlsFiles { certificate: data.join("localhost.pem"), key: data.join("localhost.key.pem") };
    let server = Server::start_in(tempfile::tempdir().unwrap(), Limits::default(), Some(tls)).await;
    let asker: Asker = server.first();
    assert!(asker.url.starts_with("https://"));
    assert_eq!(asker.get("session").await.ok()["operator"]["id"], "op-01");
    let plain = server.url.replace("https://", "http://");
    let http = client(&server.tokens[0]);
    assert!(http.get(format!("{plain}/api/v1/health")).send().await.is_err());
    let address = plain.strip_prefix("http://").unwrap();
    let localhost = address.replace("127.0.0.1", "localhost");
    read(http.get(format!("https://{localhost}/api/v1/health"))).await.ok();
    server.stop().await;
}
