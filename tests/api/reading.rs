use crate::ask::{ids, read};
use crate::server::Server;
use serde_json::json;
use turno::api::paths;

#[tokio::test]
async fn the_queue_comes_in_desk_order_in_pages_without_a_hole() {
    let server = Server::start().await;
    let asker = server.first();
    let whole = asker.get("tickets?limit=200").await.ok();
    assert!(whole["next"].is_null());
    let whole = ids(&whole);
    assert_eq!(whole.len(), 86, "the live tickets of the sample");
    let (mut paged, mut after) = (Vec::new(), String::new());
    loop {
        let page = asker.get(&format!("tickets?limit=7{after}")).await.ok();
        paged.extend(ids(&page));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(paged, whole);
    server.stop().await;
}

#[tokio::test]
async fn a_query_narrows_and_sorts_the_list() {
    let server = Server::start().await;
    let asker = server.first();
    let list = asker.get("tickets?q=status:new%20sort:number&limit=200").await.ok();
    assert!(list["rows"].as_array().unwrap().iter().all(|row| row["status"] == "new"));
    let numbers = ids(&list);
    assert_eq!(numbers.len(), 24);
    assert!(numbers.is_sorted());
    let page = asker.get("tickets?q=status:new%20sort:number&limit=10").await.ok();
    let next = page["next"].as_str().unwrap();
    let rest = asker.get(&format!("tickets?q=status:new%20sort:number&after={next}")).await.ok();
    assert_eq!([ids(&page), ids(&rest)].concat(), numbers);
    server.stop().await;
}

#[tokio::test]
async fn a_ticket_comes_with_its_conversation_oldest_first() {
    let server = Server::start().await;
    let view = server.first().get("tickets/48201").await.ok();
    assert_eq!(view["ticket"]["subject"], "Retirar disco para o cofre");
    assert_eq!(view["ticket"]["type"], "smart_hands");
    let articles = view["articles"].as_array().unwrap();
    assert_eq!(articles.len(), 2);
    assert!(articles[0]["at_ms"].as_i64() < articles[1]["at_ms"].as_i64());
    server.first().get("tickets/1").await.problem("not-found");
    server.first().get("tickets/x").await.problem("invalid-request");
    server.stop().await;
}

#[tokio::test]
async fn customers_and_contacts_are_found_as_their_searcher_types() {
    let server = Server::start().await;
    let asker = server.first();
    for text in ["vidraria", "C1001", "atlante"] {
        let found = asker.get(&format!("customers?q={text}")).await.ok();
        assert_eq!(found["customers"][0]["customer"], "C1001", "{text}");
    }
    let contacts = asker.get("contacts?q=graca%20mex&limit=1").await.ok();
    assert_eq!(contacts["contacts"][0]["contact"], "C1001-2");
    assert!(contacts["contacts"].as_array().unwrap().iter().all(|hit| hit["contact"].is_string()));
    let customer = asker.get("customers/C1001").await.ok();
    assert_eq!(customer["name"], "Vidraria Atlante");
    assert_eq!(customer["account_team"].as_array().unwrap().len(), 4);
    assert_eq!(customer["invoices"][0]["amount_eur_cents"], 438_958);
    asker.get("customers/C9999").await.problem("not-found");
    asker.get("customers?q=").await.problem("invalid-request");
    asker.get("customers").await.problem("invalid-request");
    server.stop().await;
}

#[tokio::test]
async fn what_the_desk_works_by_is_there_to_read() {
    let server = Server::start().await;
    let asker = server.second();
    let session = asker.get("session").await.ok();
    assert_eq!((&session["operator"]["id"], &session["sample"]), (&json!("op-02"), &json!(true)));
    assert_eq!(session["api_version"], 1);
    for (path, list, count) in [("operators", "operators", 12), ("macros", "macros", 31), ("faq", "entries", 25)] {
        assert_eq!(asker.get(path).await.ok()[list].as_array().unwrap().len(), count, "{path}");
    }
    let policy = asker.get("sla-policy").await.ok();
    assert_eq!(policy["policies"]["trouble"]["targets"]["critical"]["first_response_min"], 15);
    assert_eq!(policy["clocks"]["business"]["business"]["timezone"], "Europe/Lisbon");
    assert_eq!(policy["clocks"]["24x7"], "always");
    server.stop().await;
}

#[tokio::test]
async fn routing_suggests_for_a_text_and_says_why() {
    let server = Server::start().await;
    let request = json!({
        "language": "en", "subject": "Invoice INV-104205", "body": "The invoice shows a charge that we do not know.",
        "customer": {"onboarding": "completed", "products": ["colocation"], "portal_access": true},
    });
    let suggestion = server.first().post("routing/suggest", &request).await.ok();
    assert_eq!(suggestion["ranked"][0]["role"], "BA");
    assert_eq!(suggestion["ranked"].as_array().unwrap().len(), 5);
    assert!(!suggestion["reasons"].as_array().unwrap().is_empty());
    let unknown = json!({"subject": "x", "body": "y", "mood": "z"});
    let problem = server.first().post("routing/suggest", &unknown).await.problem("invalid-request");
    assert!(problem["detail"].as_str().unwrap().contains("mood"));
    server.stop().await;
}

#[tokio::test]
async fn health_and_the_document_need_no_token_and_the_document_has_every_route() {
    let server = Server::start().await;
    let http = server.first().http;
    let open = |path: &str| reqwest::Client::get(&http, format!("{}{path}", server.url)).header("authorization", "");
    assert_eq!(read(open(paths::HEALTH)).await.ok()["status"], "ok");
    let document = read(open(paths::OPENAPI)).await.ok();
    let documented = document["paths"].as_object().unwrap();
    for path in paths::ALL {
        assert!(documented.contains_key(path), "{path} is not in the document");
    }
    for (path, methods) in documented {
        assert!(paths::ALL.contains(&path.as_str()), "{path} is no route");
        for method in methods.as_object().unwrap().keys() {
            let method = method.to_uppercase().parse().unwrap();
            let url = format!("{}{}", server.url, path.replace("{id}", "1"));
            let answer = read(http.request(method, url).header("authorization", "")).await;
            let expected = if [paths::HEALTH, paths::OPENAPI].contains(&path.as_str()) { 200 } else { 401 };
            assert_eq!(answer.status, expected, "{path}");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn who_asks_is_at_the_desk_and_who_does_not_is_not() {
    let server = Server::start().await;
    let asker = server.first();
    let session = asker.get("session").await.ok();
    let presence = asker.get("operators/present").await.ok();
    let present = presence["present"].as_array().unwrap();
    assert_eq!(present.len(), 1, "{presence}");
    assert_eq!(present[0]["operator"], session["operator"]["id"]);
    assert!(present[0]["asked_at_ms"].as_i64() <= presence["server_time_ms"].as_i64());
    server.stop().await;
}
