//! The configuration: what is wrong is said with its place, and what to do.

use crate::program::Program;
use serde_json::Value;

const EXAMPLE: &str = include_str!("../../config.example.toml");

#[test]
fn init_writes_the_example_and_never_over_a_file() {
    let program = Program::new();
    let path = program.run(&["config", "path"]).ok();
    assert_eq!(path.trim(), program.config_dir().join("config.toml").to_str().unwrap());
    assert_eq!(program.run(&["config", "check"]).ok(), format!("there is no {}: the defaults hold\n", path.trim()));
    let _ = program.run(&["config", "init"]).ok();
    assert_eq!(std::fs::read_to_string(path.trim()).unwrap(), EXAMPLE);
    assert_eq!(program.run(&["config", "check"]).ok(), format!("{} is right\n", path.trim()));
    let error = program.run(&["config", "init"]).failed(1);
    assert!(error.contains("is there already\nhint: "), "{error}");
}

#[test]
fn show_says_where_each_value_comes_from() {
    let program = Program::with_config("language = 'pt'\ntheme = 'mono'\n").variable("TURNO_THEME", "light");
    let rows = program.run(&["config", "show", "--json", "--zone", "UTC"]);
    assert_eq!(rows.code, 2, "the looks go before the command");
    let rows = program.run(&["--zone", "UTC", "config", "show", "--json"]).json();
    let from = |key: &str| {
        let row = rows.as_array().unwrap().iter().find(|row| row["key"] == key).unwrap();
        (row["value"].clone(), row["from"].as_str().unwrap().to_string())
    };
    assert_eq!(from("language"), (Value::from("pt"), "file:1".into()));
    assert_eq!(from("theme"), (Value::from("light"), "TURNO_THEME".into()));
    assert_eq!(from("zone"), (Value::from("UTC"), "--zone".into()));
    assert_eq!(from("keymap"), (Value::from("default"), "default".into()));
    assert_eq!(from("profiles.default.desk"), (Value::from("embedded"), "default".into()));
    let text = program.run(&["config", "show"]).ok();
    assert!(text.lines().any(|line| line.starts_with("language = \"pt\"") && line.ends_with("# file:1")), "{text}");
}

#[test]
fn show_never_prints_a_secret() {
    let config = "[profiles.acme]\ndesk = 'https://desk.example'\ntoken-command = ['echo', 'hunter2']\n";
    let program = Program::with_config(config).variable("TURNO_TOKEN", "hunter3");
    for args in [&["config", "show"][..], &["config", "show", "--json"]] {
        assert!(!program.run(args).ok().contains("hunter"));
    }
}

#[test]
fn the_keys_of_the_example_work_when_they_are_uncommented() {
    let program = Program::with_config(&EXAMPLE.replace("# [keys", "[keys").replace("# \"Ctrl", "\"Ctrl"));
    assert!(program.run(&["config", "check"]).ok().ends_with("is right\n"));
    let keys = program.run(&["keys", "--json"]).json();
    let down = keys.as_array().unwrap().iter().find(|row| row["command"] == "down").unwrap();
    assert!(down["keys"].as_array().unwrap().iter().any(|key| key == "Ctrl-n"), "{down}");
    assert!(program.run(&["keys"]).ok().contains("work-next"));
    assert!(program.run(&["keys", "--markdown"]).ok().starts_with("| command |"));
}

#[test]
fn keys_that_need_alt_gr_are_told() {
    let program = Program::with_config("[keys.queue]\n\"[\" = \"previous-ticket\"\n");
    let said = program.run(&["keys", "--layout", "pt"]).ok();
    let told = "on the layout pt (from --layout):\n  [ needs AltGr: previous-ticket in queue, your own binding\n";
    assert!(said.ends_with(told), "{said}");
    assert!(program.run(&["keys", "--layout", "gb"]).ok().ends_with("no key needs AltGr or a dead key\n"));
    let rows = program.run(&["keys", "--json", "--layout", "es(nodeadkeys)"]).json();
    let row = rows.as_array().unwrap().iter().find(|row| row["command"] == "previous-ticket").unwrap();
    assert_eq!(row["awkward"], serde_json::json!([{ "keys": "[", "needs": "alt-gr", "own": true }]));
    let error = program.run(&["keys", "--layout", "klingon"]).failed(2);
    assert!(error.contains("no layout \"klingon\" is known") && error.contains("one of pt, es, gb"), "{error}");
    let spanish = program.variable("XKBLAYOUT", "es").run(&["doctor"]).out;
    let told = "warn  keyboard: on the layout es (from XKBLAYOUT), [ needs AltGr: previous-ticket in queue, your own";
    assert!(spanish.contains(told), "{spanish}");
}

#[test]
fn a_theme_file_with_a_mistake_is_named_with_its_place() {
    let program = Program::with_config("theme = 'mine.toml'\n");
    let error = program.run(&["config", "check"]).failed(1);
    assert!(error.contains("config.toml:1:1: the theme ") && error.contains("mine.toml cannot be read"), "{error}");
    std::fs::write(program.config_dir().join("mine.toml"), "name = 'mine'\nwrong = 3\n").unwrap();
    let error = program.run(&["config", "check"]).failed(1);
    assert!(error.contains("mine.toml:2:1: "), "{error}");
}

/// Each sample names in its first lines what is expected of `config check`: `# expect: PLACE: MESSAGE (HINT)`.
#[test]
fn every_invalid_sample_is_refused_with_place_and_hint() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid");
    let mut samples: Vec<_> = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    samples.sort();
    assert!(samples.len() >= 10, "{samples:?}");
    for sample in samples {
        let text = std::fs::read_to_string(&sample).unwrap();
        let program = Program::with_config(&text);
        let prefix = format!("{}:", program.config_dir().join("config.toml").display());
        let ran = program.run(&["config", "check", "--json"]);
        assert_eq!(ran.code, 1, "{}", sample.display());
        let problems: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
        let field = |problem: &Value, name: &str| problem[name].as_str().unwrap().replace(&prefix, "");
        let told: Vec<String> = problems
            .iter()
            .map(|it| format!("{}: {} ({})", field(it, "place"), field(it, "message"), field(it, "hint")))
            .collect();
        let expected: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# expect: ")).collect();
        assert_eq!(told, expected, "{}", sample.display());
        let error = program.run(&["config", "check"]).failed(1);
        assert!(error.contains("config.toml:") && error.contains("hint: "), "{error}");
    }
}

#[test]
fn a_broken_file_stops_what_would_change_tickets_and_fails_the_doctor() {
    let program = Program::with_config("langauge = 'pt'\n");
    let error = program.run(&["ticket", "list"]).failed(1);
    assert!(error.contains("config.toml:1:1: unknown key `langauge`\nhint: did you mean `language`?"), "{error}");
    assert!(!program.state_dir().join("desk").exists(), "no desk was touched");
    let ran = program.run(&["doctor"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("fail  config: ") && ran.out.contains("hint: did you mean `language`?"), "{}", ran.out);
}

#[test]
fn an_unknown_profile_names_the_nearest_and_those_there_are() {
    let program = Program::with_config("[profiles.acme]\ndesk = 'https://desk.example'\n");
    let error = program.run(&["--profile", "amce", "ticket", "list"]).failed(2);
    assert_eq!(error, "error: there is no profile `amce`\nhint: did you mean `acme`? known profiles: acme, default\n");
}
