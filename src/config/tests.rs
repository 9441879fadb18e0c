use super::*;

fn read(text: &str) -> Loaded {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(FILE_NAME), text).unwrap();
    load(dir.path(), &|_| None, &[], Vocabulary::default())
}

/// The problems as `line:column: message (hint)`.
fn problems(text: &str) -> Vec<String> {
    let loaded = read(text);
    let place = |problem: &Problem| {
        let prefix = format!("{}:", loaded.path.display());
        problem.place.strip_prefix(&prefix).unwrap_or(&problem.place).to_string()
    };
    loaded.problems.iter().map(|it| format!("{}: {} ({})", place(it), it.message, it.hint)).collect()
}

#[test]
fn the_example_is_the_default_and_names_every_key() {
    let loaded = read(EXAMPLE);
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.config, Config::default());
    for key in SETTINGS.iter().map(|setting| setting.key).chain(["desk", "operator", "token-command", "token-file"]) {
        let documented = EXAMPLE.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{key} = ")));
        assert!(documented, "{key} is missing in config.example.toml");
    }
}

#[test]
fn every_commented_key_of_the_example_reads_when_it_is_uncommented() {
    let keys = EXAMPLE.replace("# [keys", "[keys").replace("# \"Ctrl", "\"Ctrl");
    assert_eq!(problems(&keys), [""; 0]);
    let remote = "[profiles.acme]\ndesk = 'https://desk.example/'\ntoken-command = ['pass', 'show', 'turno']\n";
    let loaded = read(remote);
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.config.profiles["acme"].desk, DeskAddress::Url("https://desk.example".into()));
    assert!(loaded.config.profiles.contains_key(DEFAULT_PROFILE), "the default profile is always there");
}

#[test]
fn every_mistake_is_listed_with_its_place_and_what_was_meant() {
    let text = "langauge = 'pt'\ntheme = 'drak'\nzone = 'Europe/Lisbonn'\nkeymap = 'vim'\nprofile = 3\n[keyz]\n";
    assert_eq!(
        problems(text),
        [
            "1:1: unknown key `langauge` (did you mean `language`? known here: language, theme, zone, keymap, \
             alerts, undo-send, plain-ui, profile, keys, profiles)",
            "2:9: unknown value `drak` (did you mean `dark`? use one of: dark, light, high-contrast, mono, or a file \
             that ends in .toml)",
            "3:8: unknown time zone `Europe/Lisbonn` (did you mean `Europe/Lisbon`? use auto or an IANA name such as \
             Europe/Lisbon)",
            "4:10: unknown value `vim` (use one of: default, emacs)",
            "5:11: expected a string, found an integer (put it in quotes)",
            "6:2: unknown key `keyz` (did you mean `keys`? known here: language, theme, zone, keymap, \
             alerts, undo-send, plain-ui, profile, keys, profiles)",
        ]
    );
}

#[test]
fn what_is_right_counts_beside_what_is_wrong() {
    let loaded = read("language = 'pt'\ntheme = 'drak'\n");
    assert_eq!((loaded.config.language, loaded.problems.len()), (Some(Language::Pt), 1));
    assert_eq!(loaded.config.theme, Config::default().theme);
}

#[test]
fn a_file_that_is_not_toml_changes_nothing() {
    let loaded = read("language = 'pt'\ntheme = \n");
    assert_eq!(loaded.config, Config::default());
    assert!(loaded.problems[0].place.ends_with(":2:9"), "{:?}", loaded.problems);
}

#[test]
fn a_profile_with_a_mistake_is_left_out_rather_than_pointing_at_another_desk() {
    let loaded = read("profile = 'acme'\n[profiles.acme]\ndesk = 'http://desk.example'\n");
    assert!(!loaded.config.profiles.contains_key("acme"));
    let told: Vec<&str> = loaded.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(told, ["there is no profile `acme`", "a token must not go to desk.example in the clear"]);
}

#[test]
fn keys_that_do_nothing_are_mistakes() {
    let cases = [
        ("[profiles.a]\ntoken-file = 'x'\n", "2:1: the embedded desk makes its own token"),
        ("[profiles.a]\ndesk = 'https://d'\noperator = 'op-1'\n", "3:1: the token says who the operator is"),
        ("[profiles.'../b']\n", "1:11: a profile cannot be called `../b`"),
        ("[profiles.a]\ndesk = 'https://me:pw@d'\n", "2:8: an address must not hold a password"),
        ("profiles = 3\n", "1:12: expected a table, found an integer"),
    ];
    for (text, expected) in cases {
        let told = problems(text);
        assert!(told.len() == 1 && told[0].starts_with(expected), "{text}: {told:?}");
    }
}

#[test]
fn a_variable_wins_over_the_file_and_a_flag_over_both() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(FILE_NAME), "language = 'pt'\ntheme = 'light'\nkeymap = 'emacs'\n").unwrap();
    let env = |name: &str| match name {
        "TURNO_LANGUAGE" => Some("es".into()),
        "TURNO_THEME" => Some("mono".into()),
        _ => None,
    };
    let loaded = load(dir.path(), &env, &[("language", "en".into(), "--lang")], Vocabulary::default());
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.config.language, Some(Language::En));
    assert_eq!(loaded.config.theme, Theme::Named("mono"));
    assert_eq!(loaded.config.keymap, Keymap::Emacs);
    assert_eq!(loaded.origins["language"], Origin::Flag("--lang"));
    assert_eq!(loaded.origins["theme"], Origin::Variable("TURNO_THEME"));
    assert_eq!(loaded.origins["keymap"], Origin::File(3));
}

#[test]
fn a_wrong_variable_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let env = |name: &str| (name == "TURNO_LANGUAGE").then(|| "fr".to_string());
    let loaded = load(dir.path(), &env, &[], Vocabulary::default());
    assert_eq!(loaded.problems[0].to_string(), "TURNO_LANGUAGE: unknown value `fr`");
}

#[test]
fn a_binding_to_an_unknown_command_names_the_nearest() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(FILE_NAME), "[keys.queue]\nq = 'nxt'\nz = 'none'\n[keys.quue]\n").unwrap();
    let vocabulary = Vocabulary { contexts: &["queue", "ticket"], commands: &["next", "previous"] };
    let loaded = load(dir.path(), &|_| None, &[], vocabulary);
    let told: Vec<(&str, &str)> =
        loaded.problems.iter().map(|problem| (problem.message.as_str(), problem.hint.as_str())).collect();
    assert_eq!(
        told,
        [
            ("unknown command `nxt`", "did you mean `next`? `turno keys` lists them; `none` frees the key"),
            ("unknown context `quue`", "did you mean `queue`? known here: queue, ticket"),
        ]
    );
    assert_eq!(loaded.config.keys["queue"], BTreeMap::from([("z".to_string(), "none".to_string())]));
}

#[test]
fn the_locale_gives_the_language_as_posix_orders_it() {
    let cases = [
        (vec![("LANG", "pt_PT.UTF-8")], Some(Language::Pt)),
        (vec![("LANG", "pt_PT.UTF-8"), ("LC_ALL", "es_ES")], Some(Language::Es)),
        (vec![("LANG", "es"), ("LC_ALL", "")], Some(Language::Es)),
        (vec![("LANG", "C.UTF-8")], None),
        (vec![("LANG", "pt_PT"), ("LC_ALL", "C")], None),
        (vec![], None),
    ];
    for (variables, language) in cases {
        let env = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string());
        assert_eq!(locale_language(&env), language, "{variables:?}");
    }
}

#[test]
fn an_unknown_profile_names_those_there_are() {
    let loaded = read("[profiles.acme]\ndesk = 'https://desk.example'\n");
    let unknown = loaded.profile(Some("amce")).unwrap_err();
    assert_eq!(unknown.to_string(), "there is no profile `amce`");
    assert_eq!(unknown.hint(), "did you mean `acme`? known profiles: acme, default");
}
