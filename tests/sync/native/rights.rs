//! What an operator may do is asked when it is done, and not when it was wished for.

use super::console::{Console, FREE};
use crate::server::{Server, keeper};
use turno::domain::{Action, Link, LinkProblem, OperatorId, OutboxState};
use turno::server::Desk;

fn kept(server: &Server) -> Desk {
    keeper(&server.dir.path().join("desk.db"))
}

#[tokio::test]
async fn what_was_written_offline_under_a_token_that_was_revoked_meanwhile_is_not_done_and_not_lost() {
    let (server, home) = (Server::start().await, tempfile::tempdir().unwrap());
    let desk = kept(&server);
    let operator = OperatorId::new("op-01");
    let mut console = Console::open(home.path(), &server.url, &server.tokens[0], "op-01");
    console.go_online();
    console.until(|status| status.link == Link::Live).await;
    console.go_offline().await;
    let written = [console.comment("written without a link"), console.act(Action::Take)];
    let transactions = desk.check().unwrap();
    assert_eq!(desk.revoke_tokens(&operator).unwrap(), 1);
    console.go_online();
    console.until(|status| status.link == Link::Refused { problem: LinkProblem::Unauthorised }).await;
    assert_eq!(desk.check().unwrap(), transactions, "nothing was done");
    assert_eq!(console.comments(), ["written without a link"], "it is still to be read");
    let waiting = console.replica.outbox().unwrap();
    let kept: Vec<_> = waiting.iter().map(|entry| (&entry.id, &entry.state)).collect();
    assert_eq!(kept, [(&written[0], &OutboxState::Queued), (&written[1], &OutboxState::Queued)]);

    console.go_offline().await;
    console.sign(&desk.issue_token(&operator, "new").unwrap());
    console.go_online();
    console.until_settled().await;
    assert_eq!(desk.check().unwrap(), transactions + 2, "each once, with the new token");
    assert_eq!(console.replica.ticket(FREE).unwrap().unwrap().assignee, Some(operator));
    server.stop().await;
}

#[tokio::test]
async fn a_console_that_is_live_when_its_token_is_revoked_sends_nothing_more() {
    let (server, home) = (Server::start().await, tempfile::tempdir().unwrap());
    let desk = kept(&server);
    let mut console = Console::open(home.path(), &server.url, &server.tokens[0], "op-01");
    console.go_online();
    console.until(|status| status.link == Link::Live).await;
    desk.revoke_tokens(&OperatorId::new("op-01")).unwrap();
    let transactions = desk.check().unwrap();
    console.comment("too late");
    console.until(|status| status.link == Link::Refused { problem: LinkProblem::Unauthorised }).await;
    assert_eq!((desk.check().unwrap(), console.replica.counts().unwrap().waiting), (transactions, 1));
    server.stop().await;
}
