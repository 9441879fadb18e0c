//! What learning gains: the tickets kept aside as a stream, each suggested and then confirmed, by twelve operators.

use super::{aside, assets, read};
use turno::domain::{OperatorId, Role};
use turno::routing::training::{fingerprint, train};
use turno::routing::{Example, Knowledge, Learnt, Router};

/// Share of right first roles in one order of the stream, when so many of a hundred confirmations are wrong.
fn right(router: &Router, stream: &[Example], order: u64, learns: bool, wrong_of_hundred: u64) -> f64 {
    let dice = |example: &Example, what: &str| fingerprint(&format!("{order} {what} {}", example.id));
    let mut ordered: Vec<&Example> = stream.iter().collect();
    ordered.sort_by_key(|example| dice(example, "place"));
    let (mut learnt, mut right) = (Learnt::default(), 0);
    for (n, example) in ordered.iter().enumerate() {
        let suggestion = router.suggest_after(&example.request(), &learnt);
        right += usize::from(suggestion.ranked[0].role == example.expected);
        if !learns {
            continue;
        }
        let mut lesson = example.lesson(i64::try_from(n).unwrap());
        lesson.operator = OperatorId::new(format!("op-{}", dice(example, "operator") % 12));
        if dice(example, "wrong") % 100 < wrong_of_hundred {
            lesson.role = Role::ALL[usize::try_from(dice(example, "role") % 5).unwrap()];
        }
        learnt.learn(router, &lesson);
    }
    right as f64 / stream.len() as f64
}

#[test]
fn confirmed_tickets_teach_and_some_wrong_ones_cost_little() {
    let orders = if std::env::var_os("TURNO_EVERY").is_some() { 8 } else { 3 };
    let first = read(&assets().join("labelled/development.jsonl"));
    let weak = Router::with(Knowledge::new(), train(&Knowledge::new(), &first.iter().collect::<Vec<_>>()));
    let stream = aside();
    for (name, router, least) in [("the first 500", &weak, 0.03), ("all", &Router::new(), -0.01)] {
        let mean = |learns, wrong| {
            let all = (0..orders).map(|order| right(router, &stream, order, learns, wrong));
            all.sum::<f64>() / orders as f64
        };
        let (as_it_is, learning, wrong) = (mean(false, 0), mean(true, 0), mean(true, 5));
        println!("routing: weights of {name}: {as_it_is:.3}, learning {learning:.3}, one in twenty wrong {wrong:.3}");
        assert!(learning >= as_it_is + least && wrong >= learning - 0.02);
    }
}
