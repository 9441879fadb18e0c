//! The API as a client sees it: every route, and every way in which it says no.

#[cfg(test)]
#[path = "common/ask.rs"]
mod ask;
#[cfg(test)]
#[path = "common/server.rs"]
mod server;

use ask::get;
use server::Server;

#[tokio::test]
async fn the_sample_desk_answers_on_every_reading_route() {
    let server = Server::start().await;
    let (_, list) = get(&server, "/api/v1/tickets").await;
    assert_eq!(list["rows"].as_array().unwrap().len(), 50);
    let (_, customers) = get(&server, "/api/v1/customers?q=vidraria").await;
    assert_eq!(customers["customers"][0]["customer"], "C1001");
    drop(server.stop().await);
}
