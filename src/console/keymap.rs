//! Which keys mean which command where.
//!
//! A keymap is made from the command table and the operator's own bindings. Matching is pure: it is given what has
//! been typed so far and answers with a command, with what may follow, or with nothing.

use super::command::{self, Command, Context, Entry, TABLE};
use super::keyboard::{Awkward, Layout};
use keybinds::{Key, KeyInput, KeySeq, Match, Mods};
use std::collections::BTreeMap;

/// The keymaps that ship.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Preset {
    #[default]
    Default,
    Emacs,
}

impl Preset {
    pub fn named(name: &str) -> Option<Preset> {
        match name {
            "default" => Some(Preset::Default),
            "emacs" => Some(Preset::Emacs),
            _ => None,
        }
    }
}

/// An operator's own bindings, as the configuration has them: context → key sequence → name of a command.
/// The context `desk` stands for queue, ticket, panel and outbox; the command `none` unbinds.
pub type Bindings = BTreeMap<String, BTreeMap<String, String>>;

/// What is wrong with one of the operator's own bindings. The binding is left out; the console starts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyProblem {
    #[error("no place is called {name:?}")]
    UnknownContext { name: String, nearest: Option<&'static str> },
    #[error("no command is called {name:?}")]
    UnknownCommand { name: String, nearest: Option<&'static str> },
    #[error("{command} does not work in {context}")]
    NotThere { command: &'static str, context: &'static str },
    #[error("the key {keys:?} cannot be read: {problem}")]
    UnreadableKey { keys: String, problem: String },
    #[error("{keys} is both {one} and the beginning of {other}")]
    Conflict { keys: String, one: &'static str, other: &'static str },
}

impl KeyProblem {
    /// What to do, in a few words of English: it goes with the configuration's other errors.
    pub fn hint(&self) -> String {
        match self {
            KeyProblem::UnknownContext { nearest: Some(near), .. }
            | KeyProblem::UnknownCommand { nearest: Some(near), .. } => format!("did you mean {near:?}?"),
            KeyProblem::UnknownContext { .. } => "one of desk, queue, ticket, panel, outbox, compose, menu".into(),
            KeyProblem::UnknownCommand { .. } => "see \"turno keys\" for the names".into(),
            KeyProblem::NotThere { .. } => "see \"turno keys\" for where it works".into(),
            KeyProblem::UnreadableKey { .. } => {
                "write Ctrl+a, Alt+Enter, \"g g\"; a capital letter as G and not Shift+g; + as Plus".into()
            }
            KeyProblem::Conflict { .. } => "bind one of the two to another key".into(),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Binding {
    context: Context,
    keys: KeySeq,
    command: Command,
    /// The operator's own.
    own: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// What the keys typed so far mean.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    Command(Command),
    /// The beginning of these.
    Prefix(Vec<(String, Command)>),
    Nothing,
}

/// The keys of a row of the table in one of the keymaps, in their written form.
pub fn preset_keys(entry: &'static Entry, preset: Preset) -> impl Iterator<Item = &'static str> {
    let first: &[&str] = if preset == Preset::Emacs { entry.emacs } else { &[] };
    let rest = entry.keys.iter().filter(move |key| preset == Preset::Default || !shadowed(entry, key));
    first.iter().chain(rest).copied()
}

/// A default key that an emacs-like binding of the same place uses, whole or as a beginning.
fn shadowed(entry: &Entry, key: &str) -> bool {
    TABLE.iter().filter(|other| other.contexts.iter().any(|context| entry.works_in(*context))).any(|other| {
        let begins = |keys: &str| keys == key || keys.strip_prefix(key).is_some_and(|rest| rest.starts_with(' '));
        other.emacs.iter().any(|keys| begins(keys)) && other.command != entry.command
    })
}

impl Keymap {
    pub fn new(preset: Preset) -> Keymap {
        let mut keymap = Keymap::default();
        for entry in TABLE {
            for keys in preset_keys(entry, preset) {
                // A test reads every key of the table.
                let Ok(keys) = keys.parse::<KeySeq>() else { continue };
                for context in entry.contexts.iter().filter(|context| !(context.is_typing() && is_text(&keys))) {
                    let command = entry.command;
                    keymap.bindings.push(Binding { context: *context, keys: keys.clone(), command, own: false });
                }
            }
        }
        keymap
    }

    /// Puts the operator's own bindings over those of the table, and tells what is wrong with them.
    pub fn rebind(&mut self, bindings: &Bindings) -> Vec<KeyProblem> {
        let mut problems = Vec::new();
        for (place, keys) in bindings {
            let Some(contexts) = contexts_named(place) else {
                let names = Context::ALL.iter().map(|context| context.name()).chain(["desk"]);
                problems.push(KeyProblem::UnknownContext { name: place.clone(), nearest: nearest(place, names) });
                continue;
            };
            for (keys, command) in keys {
                if let Err(problem) = self.bind(&contexts, keys, command) {
                    problems.push(problem);
                }
            }
        }
        // Those of the table alone are known to have none.
        problems.extend(self.conflicts(|one, other| one.own || other.own));
        problems
    }

    fn bind(&mut self, contexts: &[Context], keys: &str, name: &str) -> Result<(), KeyProblem> {
        let unreadable =
            |error: keybinds::Error| KeyProblem::UnreadableKey { keys: keys.into(), problem: error.to_string() };
        let parsed: KeySeq = keys.parse().map_err(unreadable)?;
        if name == "none" {
            self.bindings.retain(|it| !(contexts.contains(&it.context) && it.keys == parsed));
            return Ok(());
        }
        let Some(entry) = TABLE.iter().find(|entry| entry.name == name) else {
            let near = nearest(name, TABLE.iter().map(|entry| entry.name));
            return Err(KeyProblem::UnknownCommand { name: name.into(), nearest: near });
        };
        let there: Vec<_> = contexts.iter().filter(|context| entry.works_in(**context)).collect();
        let Some(first) = contexts.first().filter(|_| !there.is_empty()) else {
            let context = contexts.first().map_or("desk", |context| context.name());
            return Err(KeyProblem::NotThere { command: entry.name, context });
        };
        debug_assert!(contexts.contains(first));
        for context in there {
            self.bindings.retain(|it| it.own || it.context != *context || it.keys != parsed);
            let command = entry.command;
            self.bindings.push(Binding { context: *context, keys: parsed.clone(), command, own: true });
        }
        Ok(())
    }

    /// Keys that mean two things in one place, or that hide a longer sequence: one report for each pair that is
    /// looked at.
    fn conflicts(&self, is_looked_at: impl Fn(&Binding, &Binding) -> bool) -> Vec<KeyProblem> {
        let mut found = Vec::new();
        for context in Context::ALL {
            let here: Vec<&Binding> = self.bindings.iter().filter(|it| it.context == context).collect();
            for (at, one) in here.iter().enumerate() {
                let others = here[at + 1..].iter().filter(|other| is_looked_at(one, other));
                for other in others.filter(|other| other.command != one.command) {
                    let (one_len, other_len) = (one.keys.as_slice().len(), other.keys.as_slice().len());
                    let (short, long) = if one_len <= other_len { (one, other) } else { (other, one) };
                    if !long.keys.as_slice().starts_with(short.keys.as_slice()) {
                        continue;
                    }
                    let problem = KeyProblem::Conflict {
                        keys: short.keys.to_string(),
                        one: name_of(short.command),
                        other: name_of(long.command),
                    };
                    if !found.contains(&problem) {
                        found.push(problem);
                    }
                }
            }
        }
        found
    }

    /// What these keys mean here.
    pub fn meaning(&self, context: Context, typed: &[KeyInput]) -> Meaning {
        let mut follow = Vec::new();
        for binding in self.bindings.iter().rev().filter(|it| it.context == context) {
            match binding.keys.match_to(typed) {
                Match::Matched => return Meaning::Command(binding.command),
                Match::Prefix => {
                    let rest: KeySeq = binding.keys.as_slice()[typed.len()..].iter().copied().collect();
                    follow.push((shown(&rest), binding.command));
                }
                Match::Unmatch => {}
            }
        }
        if follow.is_empty() { Meaning::Nothing } else { Meaning::Prefix(follow) }
    }

    /// The bindings that are not one press on that layout, each once.
    pub fn awkward(&self, layout: &Layout) -> Vec<Awkward> {
        let mut found: Vec<Awkward> = Vec::new();
        for Binding { context, keys, command, own } in &self.bindings {
            let Some(needs) = layout.needs(keys) else { continue };
            let (keys, command, own) = (shown(keys), *command, *own);
            match found.iter_mut().find(|it| (&it.keys, it.command, it.own) == (&keys, command, own)) {
                Some(same) => same.contexts.push(*context),
                None => found.push(Awkward { keys, needs, command, contexts: vec![*context], own }),
            }
        }
        found
    }

    /// The keys of a command here, as they are shown, the operator's own first.
    pub fn keys(&self, context: Context, command: Command) -> Vec<String> {
        let here = |own| {
            let it = self.bindings.iter();
            it.filter(move |it| it.own == own && it.context == context && it.command == command)
        };
        here(true).chain(here(false)).map(|it| shown(&it.keys)).collect()
    }
}

/// Keys that write something where text is typed.
fn is_text(keys: &KeySeq) -> bool {
    keys.as_slice().first().is_some_and(|first| {
        matches!(
            first.key(),
            Key::Char(_) | Key::Home | Key::End | Key::Left | Key::Right | Key::Delete | Key::Backspace
        ) && !first.mods().intersects(Mods::CTRL | Mods::ALT)
    })
}

fn name_of(command: Command) -> &'static str {
    command::entry(command).map_or("", |entry| entry.name)
}

fn contexts_named(name: &str) -> Option<Vec<Context>> {
    if name == "desk" {
        return Some(vec![Context::Queue, Context::Ticket, Context::Panel, Context::Outbox]);
    }
    Context::ALL.into_iter().find(|context| context.name() == name).map(|context| vec![context])
}

/// Keys as an operator reads them: `Ctrl-d`, `g g`, `↓`.
fn shown(keys: &KeySeq) -> String {
    let key = |input: &KeyInput| {
        let mut text = String::new();
        for (modifier, name) in [(Mods::CTRL, "Ctrl-"), (Mods::ALT, "Alt-"), (Mods::SHIFT, "Shift-")] {
            if input.mods().contains(modifier) {
                text.push_str(name);
            }
        }
        match input.key() {
            Key::Up => text.push('↑'),
            Key::Down => text.push('↓'),
            Key::Left => text.push('←'),
            Key::Right => text.push('→'),
            Key::PageUp => text.push_str("PgUp"),
            Key::PageDown => text.push_str("PgDn"),
            Key::Char('+') => text.push('+'),
            key => text.push_str(&key.to_string()),
        }
        text
    };
    keys.as_slice().iter().map(key).collect::<Vec<_>>().join(" ")
}

/// The name that differs least, if it differs little.
fn nearest(name: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let length = name.chars().count();
    let near = (length / 2).max(2);
    // Names of another length cannot be near, and need no measuring.
    let candidates = names.filter(|it| it.chars().count().abs_diff(length) <= near);
    let (best, distance) = candidates.map(|it| (it, distance(name, it))).min_by_key(|(_, distance)| *distance)?;
    (distance <= near).then_some(best)
}

/// How many letters must be put in, taken out or changed.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> Vec<KeyInput> {
        keys.parse::<KeySeq>().unwrap().as_slice().to_vec()
    }

    fn own(place: &str, keys: &str, command: &str) -> Bindings {
        BTreeMap::from([(place.into(), BTreeMap::from([(keys.into(), command.into())]))])
    }

    #[test]
    fn every_key_of_the_table_can_be_read_and_means_one_thing() {
        for preset in [Preset::Default, Preset::Emacs] {
            for entry in TABLE {
                for keys in preset_keys(entry, preset) {
                    assert!(keys.parse::<KeySeq>().is_ok(), "{keys}");
                }
            }
            assert_eq!(Keymap::new(preset).conflicts(|_, _| true), [], "{preset:?}");
        }
    }

    #[test]
    fn the_same_key_means_what_its_place_needs() {
        let keymap = Keymap::new(Preset::Default);
        assert_eq!(keymap.meaning(Context::Queue, &typed("r")), Meaning::Command(Command::Reply));
        assert_eq!(keymap.meaning(Context::Outbox, &typed("r")), Meaning::Command(Command::Retry));
        assert_eq!(keymap.meaning(Context::Compose, &typed("r")), Meaning::Nothing);
    }

    #[test]
    fn a_prefix_tells_what_may_follow() {
        let keymap = Keymap::new(Preset::Emacs);
        let Meaning::Prefix(follow) = keymap.meaning(Context::Queue, &typed("Ctrl+x")) else { panic!("no prefix") };
        assert!(follow.contains(&("Ctrl-c".into(), Command::Quit)), "{follow:?}");
        assert_eq!(keymap.meaning(Context::Queue, &typed("Ctrl+x Ctrl+c")), Meaning::Command(Command::Quit));
        assert_eq!(keymap.meaning(Context::Queue, &typed("Ctrl+s")), Meaning::Command(Command::Search));
    }

    #[test]
    fn an_operator_can_move_a_command_to_another_key() {
        let mut keymap = Keymap::new(Preset::Default);
        assert_eq!(keymap.rebind(&own("queue", "Space", "accept-routing")), []);
        assert_eq!(keymap.meaning(Context::Queue, &typed("Space")), Meaning::Command(Command::AcceptRouting));
        assert_eq!(keymap.keys(Context::Queue, Command::AcceptRouting), ["Space", "a"]);
        keymap.rebind(&own("desk", "a", "none"));
        assert_eq!(keymap.meaning(Context::Queue, &typed("a")), Meaning::Nothing);
    }

    #[test]
    fn a_mistake_in_a_binding_is_told_with_what_would_be_right() {
        let mut keymap = Keymap::new(Preset::Default);
        let mut first = |bindings: Bindings| keymap.rebind(&bindings).remove(0);
        assert_eq!(first(own("queue", "a", "acept-routing")).hint(), "did you mean \"accept-routing\"?");
        assert_eq!(first(own("queu", "a", "take")).hint(), "did you mean \"queue\"?");
        assert!(first(own("queue", "Shift+g", "last")).hint().contains("not Shift+g"));
        assert_eq!(first(own("queue", "x", "send")), KeyProblem::NotThere { command: "send", context: "queue" });
        let conflict = first(own("queue", "g g", "quit"));
        assert_eq!(conflict.to_string(), "g is both first and the beginning of quit");
    }
}
