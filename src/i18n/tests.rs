use super::*;
use crate::domain::operation::Field;
use crate::domain::order::{Because, Standing};
use crate::domain::{
    Channel, ClockKind, LinkProblem, Mark, Onboarding, OperatorId, Priority, Product, Refusal, Role, Rule, Shift, Span,
    Status, TicketId, TicketType, Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Key → the variables of its text.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in source(language).lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if !line.starts_with(' ') && line != "}" {
            key = line.split_once(" = ").unwrap_or_else(|| panic!("no key in {line:?}")).0.to_string();
            assert!(!found.contains_key(&key), "{key} stands twice in {language}");
        }
        let variables = line.split('$').skip(1);
        let names = variables.map(|it| it.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect());
        found.entry(key.clone()).or_default().extend(names);
    }
    found
}

#[test]
fn the_three_languages_have_the_same_keys_and_variables() {
    let english = messages(Language::En);
    for language in [Language::Pt, Language::Es] {
        let other = messages(language);
        for (key, variables) in &english {
            assert_eq!(other.get(key), Some(variables), "{key} in {language}");
        }
        let extra: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(extra.is_empty(), "only in {language}: {extra:?}");
    }
}

#[test]
fn every_line_of_every_language_can_be_read() {
    for language in Language::ALL {
        let errors = FluentResource::try_new(source(*language).to_string()).err().map(|(_, errors)| errors);
        assert_eq!(errors, None, "{language}");
        let catalog = Catalog::new(*language);
        for key in messages(*language).keys() {
            assert!(!catalog.text(key).starts_with('⟨'), "{key} in {language}");
        }
    }
}

/// The literal first arguments of `text("…")` and `format("…")` below a folder.
fn keys_used(folder: &Path, found: &mut BTreeSet<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            keys_used(&path, found);
            continue;
        }
        if path.extension().is_none_or(|it| it != "rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for call in [".text(", ".format(", ".say("] {
            for after in source.split(call).skip(1) {
                let Some(literal) = after.trim_start().strip_prefix('"') else { continue };
                let key = literal.split('"').next().unwrap_or_default();
                if key.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_')) {
                    found.insert((key.to_string(), path.display().to_string()));
                }
            }
        }
    }
}

#[test]
fn every_key_in_the_source_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut used = BTreeSet::new();
    for room in ["console", "cli", "i18n"] {
        let folder = root.join(room);
        if folder.is_dir() {
            keys_used(&folder, &mut used);
        }
    }
    let english = messages(Language::En);
    let test_key = "no-such-key";
    let lost: Vec<_> = used.iter().filter(|(key, _)| !english.contains_key(key) && key != test_key).collect();
    assert!(lost.is_empty(), "keys without a text: {lost:#?}");
    assert!(used.len() > 20);
}

#[test]
fn a_missing_key_shows_itself() {
    assert_eq!(Catalog::new(Language::Pt).text("no-such-key"), "⟨no-such-key⟩");
}

#[test]
fn nothing_invisible_is_put_around_a_value() {
    let text = Catalog::new(Language::En).format("ago", &[("span", "12 min".into())]);
    assert_eq!(text, "12 min ago");
}

#[test]
fn every_word_of_the_domain_has_a_text_in_every_language() {
    for catalog in Language::ALL.iter().map(|it| Catalog::new(*it)) {
        let mut words: Vec<String> = Vec::new();
        words.extend(Status::ALL.iter().map(|it| catalog.status(*it).into()));
        words.extend(Priority::ALL.iter().map(|it| catalog.priority(*it).into()));
        words.extend(TicketType::ALL.iter().map(|it| catalog.ticket_type(*it).into()));
        words.extend(Channel::ALL.iter().map(|it| catalog.channel(*it).into()));
        words.extend(Product::ALL.iter().map(|it| catalog.product(*it).into()));
        words.extend(Language::ALL.iter().map(|it| catalog.language_name(*it).into()));
        words.extend(Role::ALL.iter().flat_map(|it| [catalog.role(*it).into(), catalog.role_owns(*it).into()]));
        words.extend(Rule::ALL.iter().map(|it| catalog.rule(*it).into()));
        let stages = [Onboarding::NotStarted, Onboarding::InProgress, Onboarding::Completed];
        words.extend(stages.map(|it| catalog.onboarding(it).into()));
        words.extend([Shift::Day, Shift::Late, Shift::Night].map(|it| catalog.shift(it).into()));
        let problems = [
            LinkProblem::Unreachable,
            LinkProblem::Unauthorised,
            LinkProblem::Nonsense,
            LinkProblem::Version,
            LinkProblem::ServerTrouble,
            LinkProblem::Forked,
            LinkProblem::LocalTrouble,
            LinkProblem::Failed,
        ];
        for said in problems.map(|it| catalog.link_problem(it)) {
            words.extend([said.what, said.hint]);
        }
        assert!(words.iter().all(|it| !it.contains('⟨') && !it.is_empty()), "{words:?}");
    }
}

#[test]
fn a_refusal_says_what_stands_there_now_and_who_put_it_there() {
    let name = |id: &OperatorId| if id.as_str() == "op-12" { "Filomena".to_string() } else { id.to_string() };
    let mark = Some(Mark { by: OperatorId::new("op-12"), at: Timestamp(0) });
    let conflict = |field, expected: &str, found: &str| Refusal::Conflict {
        field,
        expected: expected.into(),
        found: found.into(),
        mark: mark.clone(),
    };
    let english = Catalog::new(Language::En);
    let said = english.refusal(&conflict(Field::Assignee, "nobody", "op-12"), &name);
    assert_eq!(said.what, "The holder is now Filomena (you saw: nobody), set by Filomena.");
    let said = english.refusal(&conflict(Field::OwnerRole, "unrouted", "BA"), &name);
    assert_eq!(said.what, "The owner role is now BA (you saw: unrouted), set by Filomena.");
    let portuguese = Catalog::new(Language::Pt);
    let said = portuguese.refusal(&Refusal::IllegalStatus { from: Status::Closed, to: Status::Pending }, &name);
    assert_eq!(said.what, "Um ticket fechado não pode passar a à espera do cliente.");
    for refusal in [Refusal::NewerReply, Refusal::EmptyText, Refusal::Forbidden, Refusal::TooLong { limit: 9 }] {
        let said = portuguese.refusal(&refusal, &name);
        assert!(!said.what.contains('⟨') && !said.hint.contains('⟨'), "{said:?}");
    }
    let said = english.refusal(&Refusal::Gone { ticket: TicketId(48_269) }, &name);
    assert_eq!(said.what, "Ticket 48269 does not exist.");
}

#[test]
fn the_standing_of_a_ticket_is_a_sentence() {
    let kind = ClockKind::FirstResponse;
    let standing = |emergency, because| Standing { emergency, priority: Priority::High, because };
    let english = Catalog::new(Language::En);
    let due = Because::Deadline { kind, remaining: Span::minutes(125) };
    assert_eq!(
        english.standing(&standing(true, due.clone())),
        "Emergency (R3), ahead of everything else: first response due in 2 h 05 min."
    );
    let late = Because::Deadline { kind, remaining: Span::minutes(-1) };
    assert_eq!(english.standing(&standing(false, late)), "Priority high: first response overdue by 1 min.");
    let waited = Because::Age { waited: Span::days(3) };
    for catalog in Language::ALL.iter().map(|it| Catalog::new(*it)) {
        for because in [due.clone(), waited.clone(), Because::Finished, Because::Paused { kind, remaining: Span(1) }] {
            assert!(!catalog.standing(&standing(false, because)).contains('⟨'));
        }
    }
    assert!(english.standing(&standing(false, waited)).contains("3 days"));
}
