//! The learner on public sets, each ticket predicted and then learnt, in one pass. They are not in the tree (Banking77,
//! CC BY 4.0; CLINC150, CC BY 3.0; IT service tickets, CC0): TURNO_PUBLIC_SETS names a folder with `banking77/train.csv`,
//! `clinc150/data_full.json` and `it-service-tickets/all_tickets_processed_improved_v3.csv`.

use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use turno::routing::learn::{Learner, Seen};
use turno::routing::training::fingerprint;

type Labelled = Vec<(String, String)>;

/// Rows of two columns; a quoted field may hold commas, line breaks and doubled quotes.
fn csv(text: &str) -> Labelled {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            _ => field.push(c),
        }
    }
    rows.into_iter().skip(1).filter(|row| row.len() == 2).map(|row| (row[0].clone(), row[1].clone())).collect()
}

fn clinc(text: &str) -> Labelled {
    let all: Value = serde_json::from_str(text).unwrap();
    let pair = |it: &Value| (it[0].as_str().unwrap().to_string(), it[1].as_str().unwrap().to_string());
    all["train"].as_array().unwrap().iter().map(pair).collect()
}

/// Words, pairs of words and, of each word, pieces of three to five characters or how it begins and ends: as often as
/// they occur.
fn see(text: &str, pieces: bool) -> Seen {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut features: BTreeMap<u32, f32> = BTreeMap::new();
    let mut add = |kind: &str, what: &str, value: f32| {
        *features.entry((fingerprint(&format!("{kind} {what}")) % (1 << 22)) as u32).or_default() += value;
    };
    add("bias", "", 1.0);
    for (at, word) in words.iter().enumerate() {
        add("word", word, 1.0);
        if let Some(next) = words.get(at + 1) {
            add("pair", &format!("{word} {next}"), 1.0);
        }
        let marked: Vec<char> = format!("^{word}$").chars().collect();
        if pieces {
            let all = (3..=5).flat_map(|length| marked.windows(length));
            all.for_each(|piece| add("piece", &piece.iter().collect::<String>(), 0.5));
        } else if marked.len() > 6 {
            add("begin", &marked[1..5].iter().collect::<String>(), 1.0);
            add("end", &marked[marked.len() - 5..].iter().collect::<String>(), 1.0);
        }
    }
    let squares: f32 = features.values().map(|value| value * value).sum();
    features.into_iter().map(|(feature, value)| (feature, value * 2.0 / squares.sqrt())).collect()
}

/// Share of right predictions, each made before its ticket was learnt.
fn one_pass(mut tickets: Labelled, pieces: bool) -> f64 {
    tickets.sort_by_key(|(text, _)| fingerprint(text));
    let mut labels: HashMap<&str, usize> = HashMap::new();
    for (_, label) in &tickets {
        let next = labels.len();
        labels.entry(label).or_insert(next);
    }
    let (mut learner, mut right) = (Learner::new(labels.len(), 1.0, f32::INFINITY), 0);
    let even = vec![0.0; labels.len()];
    for (text, label) in &tickets {
        let seen = see(text, pieces);
        let said = learner.predict(&seen, &even);
        let best = (0..said.len()).max_by(|a, b| said[*a].total_cmp(&said[*b])).unwrap();
        right += usize::from(best == labels[label.as_str()]);
        learner.learn(seen, even.clone(), labels[label.as_str()], 0);
    }
    right as f64 / tickets.len() as f64
}

#[test]
fn the_learner_learns_public_sets_in_one_pass() {
    let Some(folder) = std::env::var_os("TURNO_PUBLIC_SETS") else { return };
    let read = |name: &str| std::fs::read_to_string(Path::new(&folder).join(name)).unwrap();
    let banking = one_pass(csv(&read("banking77/train.csv")), true);
    let clinc = one_pass(clinc(&read("clinc150/data_full.json")), true);
    let service = one_pass(csv(&read("it-service-tickets/all_tickets_processed_improved_v3.csv")), false);
    println!("routing: one pass: Banking77 {banking:.3}, CLINC150 {clinc:.3}, IT service tickets {service:.3}");
    assert!(banking >= 0.81 && clinc >= 0.87 && service >= 0.83);
}
