//! How well the router routes tickets that it has not seen: five-fold cross-validation on the labelled set.
//!
//! `TURNO_WRITE_MODEL=1 cargo test --test routing` writes `assets/routing/model.bin` anew after a change of the lexicon,
//! the features or the labelled tickets.

use serde_json::{Value, json};
use std::{io::Write, path::Path};
use turno::{
    domain::{Language, Role, Rule, Suggestion},
    routing::{
        Knowledge, Model, Router,
        training::{Example, fingerprint, labelled, train},
    },
};

const FOLDS: u64 = 5;

struct Answer {
    example: Example,
    suggestion: Suggestion,
}

impl Answer {
    fn first(&self) -> Role {
        self.suggestion.ranked[0].role
    }

    fn is_right(&self) -> bool {
        self.first() == self.example.expected
    }
}

fn cross_validate() -> Vec<Answer> {
    let examples = labelled();
    let mut answers = Vec::new();
    for fold in 0..FOLDS {
        let (held, seen): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|example| fingerprint(&example.id) % FOLDS == fold);
        let knowledge = Knowledge::new();
        let model = train(&knowledge, &seen);
        let router = Router::with(knowledge, model);
        for example in held {
            answers.push(Answer { suggestion: router.suggest(&example.request()), example: example.clone() });
        }
    }
    answers
}

/// Share of the answers that are so, among those of a kind.
fn share(answers: &[Answer], of: impl Fn(&Answer) -> bool, so: impl Fn(&Answer) -> bool) -> f64 {
    let of: Vec<&Answer> = answers.iter().filter(|answer| of(answer)).collect();
    of.iter().filter(|answer| so(answer)).count() as f64 / of.len().max(1) as f64
}

fn macro_f1(answers: &[Answer]) -> f64 {
    let of = |role: Role| {
        let hit = share(answers, |_| true, |it| it.first() == role && it.is_right());
        let named = share(answers, |_| true, |it| it.first() == role);
        let due = share(answers, |_| true, |it| it.example.expected == role);
        if hit > 0.0 { 2.0 * hit / (named + due) } else { 0.0 }
    };
    Role::ALL.into_iter().map(of).sum::<f64>() / 5.0
}

/// Expected calibration error over ten bins.
fn calibration_error(answers: &[Answer]) -> f64 {
    let mut error = 0.0;
    for bin in 0..10 {
        let here = |it: &Answer| ((it.suggestion.ranked[0].confidence * 10.0) as usize).min(9) == bin;
        let of: Vec<&Answer> = answers.iter().filter(|it| here(it)).collect();
        let sure: f64 = of.iter().map(|it| it.suggestion.ranked[0].confidence).sum();
        let right = of.iter().filter(|it| it.is_right()).count() as f64;
        error += (sure - right).abs() / answers.len() as f64;
    }
    error
}

/// Mean log loss of the right role.
fn log_loss(answers: &[Answer]) -> f64 {
    let right = |it: &Answer| -> f64 {
        let ranked = it.suggestion.ranked.iter().filter(|ranked| ranked.role == it.example.expected);
        ranked.map(|ranked| ranked.confidence).sum()
    };
    answers.iter().map(|it| -right(it).ln()).sum::<f64>() / answers.len() as f64
}

fn all(_: &Answer) -> bool {
    true
}

fn by_rule(answers: &[Answer], rule: Rule) -> f64 {
    share(answers, |it| it.example.rule == rule, Answer::is_right)
}

fn by_language(answers: &[Answer], language: Language) -> f64 {
    share(answers, |it| it.example.language == language, Answer::is_right)
}

/// One line of figures.
fn figures(of: &str, answers: &[Answer]) -> String {
    let top_two = share(answers, all, |it| it.suggestion.ranked[..2].iter().any(|r| r.role == it.example.expected));
    let also = |it: &Answer| it.example.also.iter().all(|role| it.suggestion.follow_ups.contains(role));
    let parts = [
        ("accuracy", share(answers, all, Answer::is_right)),
        ("macro-F1", macro_f1(answers)),
        ("top-2", top_two),
        ("rule", share(answers, all, |it| it.suggestion.rule == it.example.rule)),
        ("ECE", calibration_error(answers)),
        ("log loss", log_loss(answers)),
        ("answered", share(answers, all, |it| !it.suggestion.unsure)),
        ("of those right", share(answers, |it| !it.suggestion.unsure, Answer::is_right)),
        ("| pt", by_language(answers, Language::Pt)),
        ("es", by_language(answers, Language::Es)),
        ("en", by_language(answers, Language::En)),
        ("| onboarding", by_rule(answers, Rule::Onboarding)),
        ("managed-services", by_rule(answers, Rule::ManagedServices)),
        ("urgent", by_rule(answers, Rule::Urgent)),
        ("topic", by_rule(answers, Rule::Topic)),
        ("escalation", by_rule(answers, Rule::Escalation)),
        ("portal-how-to", by_rule(answers, Rule::PortalHowTo)),
        ("| urgency found", share(answers, |it| it.example.urgent, |it| it.suggestion.urgent)),
        ("false alarms", share(answers, |it| !it.example.urgent, |it| it.suggestion.urgent)),
        ("follow-ups found", share(answers, |it| !it.example.also.is_empty(), also)),
        ("in vain", share(answers, |it| it.example.also.is_empty(), |it| !it.suggestion.follow_ups.is_empty())),
    ];
    let parts: Vec<String> = parts.into_iter().map(|(name, value)| format!("{name} {value:.3}")).collect();
    format!("routing, {of}, {} tickets: {}", answers.len(), parts.join(", ").replace(", |", " |"))
}

#[test]
fn tickets_not_seen_before_reach_their_owner() {
    let answers = cross_validate();
    if let Some(path) = std::env::var_os("TURNO_ROUTING_ERRORS") {
        std::fs::write(path, errors(&answers)).unwrap();
    }
    writeln!(std::io::stdout(), "{}", figures("five-fold on the labelled set", &answers)).unwrap();
    assert!(share(&answers, all, Answer::is_right) >= 0.88);
    assert!(macro_f1(&answers) >= 0.88);
    assert!(calibration_error(&answers) <= 0.07);
    assert!(by_rule(&answers, Rule::Urgent) >= 0.95);
    assert!(share(&answers, |it| !it.example.urgent, |it| it.suggestion.urgent) <= 0.02);
    for language in [Language::Pt, Language::Es, Language::En] {
        assert!(by_language(&answers, language) >= 0.86, "{language}");
    }
}

fn read_sample(name: &str, list: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample").join(name);
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let file: Value = serde_json::from_str(&text).unwrap_or_default();
    file[list].as_array().cloned().unwrap_or_default()
}

/// The tickets of the sample desk as examples: other people's words, which no training has seen.
fn sample() -> Vec<Example> {
    let customers = read_sample("customers.json", "customers");
    let example = |ticket: &Value| -> Option<Example> {
        let customer = customers.iter().find(|customer| customer["id"] == ticket["customer"])?;
        let truth = &ticket["routing_truth"];
        let opening = ticket["articles"].as_array()?.iter().find(|article| article["direction"] == "inbound")?;
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
        serde_json::from_value(example).ok()
    };
    read_sample("tickets.json", "tickets").iter().filter_map(example).collect()
}

#[test]
fn tickets_of_the_sample_desk_reach_their_owner() {
    let router = Router::new();
    let answer = |example: Example| Answer { suggestion: router.suggest(&example.request()), example };
    let answers: Vec<Answer> = sample().into_iter().map(answer).collect();
    assert_eq!(answers.len(), 120);
    if let Some(path) = std::env::var_os("TURNO_ROUTING_ERRORS") {
        std::fs::write(Path::new(&path).with_extension("sample"), errors(&answers)).unwrap();
    }
    writeln!(std::io::stdout(), "{}", figures("sample desk", &answers)).unwrap();
    assert!(share(&answers, all, Answer::is_right) >= 0.92);
    assert_eq!(by_rule(&answers, Rule::Urgent), 1.0);
}

/// The tickets that went wrong, for whoever improves the lexicon: set TURNO_ROUTING_ERRORS to a file's name.
fn errors(answers: &[Answer]) -> String {
    let wrong = answers.iter().filter(|it| !it.is_right() || it.suggestion.urgent != it.example.urgent);
    let line = |it: &Answer| {
        let (example, said) = (&it.example, &it.suggestion);
        let reasons: Vec<String> =
            said.reasons.iter().map(|reason| format!("{}:{} {:.2}", reason.role, reason.text, reason.weight)).collect();
        format!(
            "{} {} {}/{} -> {}/{} {:.2} urgent={} {} | {} || {}\n",
            example.id,
            example.language,
            example.expected,
            example.rule.word(),
            it.first(),
            said.rule.word(),
            said.ranked[0].confidence,
            said.urgent,
            reasons.join("; "),
            example.subject,
            example.body.replace('\n', " "),
        )
    };
    wrong.map(line).collect()
}

#[test]
fn the_weights_in_the_tree_are_what_training_gives() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/routing/model.bin");
    let examples = labelled();
    let trained: Model = train(&Knowledge::new(), &examples.iter().collect::<Vec<_>>());
    if std::env::var_os("TURNO_WRITE_MODEL").is_some() {
        std::fs::write(&path, trained.to_bytes()).unwrap();
    }
    let kept = std::fs::read(&path).unwrap();
    assert!(kept == trained.to_bytes(), "model.bin is out of date: TURNO_WRITE_MODEL=1 cargo test --test routing");
}
