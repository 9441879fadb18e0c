//! The tickets of the sample desk as labelled ones: other people's words, which no training has seen.

use serde_json::{Value, json};
use std::path::Path;
use turno::routing::Example;

fn read(name: &str, list: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    file[list].as_array().cloned().unwrap()
}

pub fn tickets() -> Vec<Example> {
    let customers = read("customers.json", "customers");
    let example = |ticket: &Value| -> Example {
        let customer = customers.iter().find(|customer| customer["id"] == ticket["customer"]).unwrap();
        let truth = &ticket["routing_truth"];
        let articles = ticket["articles"].as_array().unwrap();
        let opening = articles.iter().find(|article| article["direction"] == "inbound").unwrap();
        let example = json!({
            "id": ticket["id"].to_string(),
            "language": ticket["language"],
            "channel": ticket["channel"],
            "customer": {
                "onboarding": customer["onboarding"],
                "products": customer["products"],
                "portal_access": customer["portal_access"],
            },
            "product": ticket["product"],
            "subject": ticket["subject"],
            "body": opening["body"],
            "expected": truth["role"],
            "rule": truth["rule"],
            "also": truth["also"],
            "urgent": truth["rule"] == "urgent",
        });
        serde_json::from_value(example).unwrap()
    };
    read("tickets.json", "tickets").iter().map(example).collect()
}
