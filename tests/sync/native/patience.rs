//! A desk that does only so much for one console.

use super::console::Console;
use crate::server::Server;
use turno::domain::Link;
use turno::server::{Limits, Rate};

/// It takes fifty operations at once, and then twenty a second; and `requests` at once, and then ten a second.
async fn strict_desk(requests: u32) -> Server {
    let limits = Limits {
        token_requests: Rate { per_second: 10, burst: requests },
        token_operations: Rate { per_second: 20, burst: 50 },
        ..Limits::default()
    };
    Server::start_in(tempfile::tempdir().unwrap(), limits, None).await
}

#[tokio::test]
async fn a_console_that_is_told_to_wait_waits_and_everything_arrives_without_an_alarm() {
    let server = strict_desk(4).await;
    let home = tempfile::tempdir().unwrap();
    let mut console = Console::open(home.path(), &server.url, &server.tokens[0], "op-01");
    console.go_online();
    console.until(|status| status.link == Link::Live).await;
    console.go_offline().await;
    let written: Vec<String> = (0..60).map(|n| format!("written at night {n}")).collect();
    for text in &written {
        console.comment(text);
    }
    console.go_online();
    console
        .until(|status| {
            assert!(!matches!(status.link, Link::Offline { .. } | Link::Refused { .. }), "{status:?}");
            status.link == Link::Live && status.waiting == 0
        })
        .await;
    console.until_settled().await;
    assert_eq!(console.comments(), written);
    server.stop().await;
}

#[tokio::test]
async fn what_is_read_and_sent_once_waits_too_and_is_no_failure() {
    let (server, home) = (strict_desk(2).await, tempfile::tempdir().unwrap());
    let console = Console::open(home.path(), &server.url, &server.tokens[0], "op-01");
    console.sync_once().await.unwrap();
    for n in 0..60 {
        console.comment(&format!("written at night {n}"));
    }
    let report = console.sync_once().await.unwrap();
    assert_eq!((report.pushed, report.waiting), (60, 0));
    server.stop().await;
}
