//! `turno route`: the contract of JSON Lines, and the words for people.

use crate::program::Program;
use serde_json::Value;

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_line_gets_its_answer_in_order_with_the_fields_of_the_contract() {
    let input = concat!(
        r#"{"id":"a","language":"en","channel":"email","customer":{"onboarding":"completed","products":["colocation"],"portal_access":true},"product":null,"subject":"Invoice wrong","body":"Please correct the invoice of October"}"#,
        "\n",
        r#"{"id":7,"subject":"Queda total de energia","body":"Estamos sem energia, todos os servidores em baixo"}"#,
        "\n\n",
        r#"{"id":null,"customer":{"onboarding":"not_started"},"subject":"Visita","body":"Queremos registar uma visita amanhã"}"#,
    );
    let answers = lines(&Program::new().run_with(&["route", "--jsonl"], input).ok());
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&Value::from("a"), &Value::from(7), &Value::Null]);
    for answer in &answers {
        let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["abstain", "id", "ranked", "reasons", "rule", "urgent"]);
        let ranked = answer["ranked"].as_array().unwrap();
        assert_eq!(ranked.len(), 5);
        let confidences: Vec<f64> = ranked.iter().map(|it| it[1].as_f64().unwrap()).collect();
        assert!(confidences.is_sorted_by(|a, b| a >= b), "{confidences:?}");
        assert!((confidences.iter().sum::<f64>() - 1.0).abs() < 0.01, "{confidences:?}");
    }
    assert_eq!(answers[0]["ranked"][0][0], "BA");
    assert_eq!((&answers[1]["ranked"][0][0], &answers[1]["urgent"]), (&Value::from("GSD"), &Value::from(true)));
    assert_eq!((&answers[2]["ranked"][0][0], &answers[2]["rule"]), (&Value::from("CSM"), &Value::from("onboarding")));
}

#[test]
fn a_bad_line_gets_an_error_in_its_place_and_the_rest_is_served() {
    let input = b"{\"id\":1,\"subject\":\"Invoice\",\"body\":\"x\"}\nnot json\n{\"id\":3,\"subject\":5}\n[]\n\xff\xfe\n{\"id\":6}\n{\"id\":7,\"body\":\"power down\"}\r\n";
    let ran = Program::new().run_with(&["route", "--jsonl"], input.to_vec());
    assert_eq!(ran.code, 0);
    assert_eq!(ran.err, "warning: 5 of 7 lines could not be read; their places hold an error\n");
    let answers = lines(&ran.out);
    let told: Vec<bool> = answers.iter().map(|answer| answer["error"].is_string()).collect();
    assert_eq!(told, [false, true, true, true, true, true, false]);
    assert_eq!(answers[2], serde_json::json!({"id": 3, "line": 3, "error": "`subject` must be a string"}));
    assert_eq!(answers[6]["id"], 7);
}

#[test]
fn who_writes_one_line_and_waits_gets_its_answer() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::Stdio;
    let program = Program::new();
    let mut command = program.command(&["route", "--jsonl"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for n in 1..=3 {
        writeln!(input, "{{\"id\":{n},\"subject\":\"s\",\"body\":\"b\"}}").unwrap();
        input.flush().unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(lines(&line)[0]["id"], n);
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_a_line_holds_cannot_steer_the_terminal() {
    let input = "{\"id\":\"\\u001b[2J\u{9b}1m\u{202e}\",\"subject\":\"\\u001b]0;x\\u0007 invoice\",\"body\":\"\u{9b}invoice\"}\n";
    let out = Program::new().run_with(&["route", "--jsonl"], input).ok();
    assert!(!out.trim_end().contains(|c: char| c.is_control() || c == '\u{202e}'), "{out:?}");
    assert_eq!(lines(&out)[0]["id"], "\u{1b}[2J\u{9b}1m\u{202e}");
}

#[test]
fn one_ticket_is_answered_in_words_or_as_json() {
    let program = Program::new();
    let out = program.run_with(&["route"], "Invoice wrong\n\nPlease correct the invoice").ok();
    assert!(out.starts_with("BA "), "{out}");
    let json = program.run_with(&["route", "--json", "--subject", "Invoice wrong"], "correct the invoice").json();
    assert_eq!(json["ranked"][0][0], "BA");
    let error = program.run_with(&["route"], " \n").failed(2);
    assert!(error.contains("hint: give it on standard input"), "{error}");
}

#[test]
fn the_answer_does_not_depend_on_configuration_or_desk() {
    let broken = Program::with_config("language = \n");
    let input = "{\"id\":1,\"subject\":\"Invoice\",\"body\":\"wrong invoice\"}\n";
    let (one, other) = (
        broken.run_with(&["route", "--jsonl"], input).ok(),
        Program::new().run_with(&["route", "--jsonl"], input).ok(),
    );
    assert_eq!(one, other);
    assert!(!broken.state_dir().exists(), "nothing is written");
}

#[test]
fn labelled_tickets_are_judged_in_words_and_as_json_and_a_bad_file_says_where() {
    let program = Program::new();
    let path = program.config_dir().join("tickets.jsonl");
    std::fs::create_dir_all(program.config_dir()).unwrap();
    let lines = concat!(
        r#"{"id":"a","language":"en","subject":"Invoice","body":"Please correct the invoice of October","expected":"BA","rule":"topic","also":[],"urgent":false}"#,
        "\n",
        r#"{"id":"b","body":"No power in both feeds, everything is down","expected":"SE","rule":"urgent","urgent":true,"hard":true}"#,
        "\n",
    );
    std::fs::write(&path, lines).unwrap();
    let path = path.to_str().unwrap();
    let report = program.run(&["route", "eval", path, "--json"]).json();
    assert_eq!((&report["tickets"], &report["accuracy"]["share"]), (&Value::from(2), &Value::from(0.5)));
    assert_eq!(report["hard"], serde_json::json!({"share": 0.0, "tickets": 1}));
    let words = program.run(&["route", "eval", path, "--wrong"]).ok();
    assert!(words.starts_with("2 tickets, knowledge 20") && words.contains("b: SE by urgent, said GSD"), "{words}");
    assert!(!words.contains("a: BA"), "{words}");
    let learning = program.run(&["route", "eval", path, "--json", "--learn"]).json();
    assert_eq!(learning["tickets"], 2);
    std::fs::write(path, "{\"id\":\"a\"}\n").unwrap();
    let error = program.run(&["route", "eval", path]).failed(1);
    assert!(error.contains("line 1: missing field") && error.contains("hint:"), "{error}");
    let error = program.run(&["route", "eval", "nowhere.jsonl"]).failed(1);
    assert!(error.contains("cannot read nowhere.jsonl"), "{error}");
}
