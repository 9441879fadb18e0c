//! `turno keys`: the console's keys, from its command table.

use super::Format;
use super::context::{Context, env};
use super::error::{CliError, CliResult};
use super::keyboard::{self, Known};
use super::looks;
use super::output::{Output, columns};
use crate::config::Vocabulary;
use crate::console::command::{Context as Place, TABLE, entry, reference};
use crate::console::keyboard::{Awkward, LAYOUTS, Layout};
use crate::i18n::Catalog;
use std::path::Path;
use std::sync::OnceLock;

/// Print the console's keys
///
/// As they are in effect: the keymap of the configuration with your own keys over it. The names in the first column
/// are those to bind keys to in the configuration, where `Ctrl-n` is written `Ctrl+n`. Below, the keys that need AltGr
/// or a dead key on your keyboard.
#[derive(Debug, clap::Args)]
pub struct KeysArgs {
    /// Print the table of both keymaps as Markdown, without your own keys
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    /// The layout of your keyboard by its XKB name (pt, es, gb, us, us(intl), de, fr, br …), where turno does not find out
    #[arg(long, value_name = "LAYOUT")]
    layout: Option<String>,
    #[command(flatten)]
    format: Format,
}

/// The contexts and commands that a key can be bound to. `desk` stands for all places with single-letter commands.
pub fn vocabulary() -> Vocabulary<'static> {
    static COMMANDS: OnceLock<Vec<&str>> = OnceLock::new();
    static CONTEXTS: OnceLock<Vec<&str>> = OnceLock::new();
    let commands = COMMANDS.get_or_init(|| TABLE.iter().map(|entry| entry.name).collect());
    let contexts = CONTEXTS.get_or_init(|| ["desk"].into_iter().chain(Place::ALL.map(Place::name)).collect());
    Vocabulary { contexts, commands }
}

pub fn run(args: &KeysArgs, context: &Context, out: &mut Output) -> CliResult {
    let words = Catalog::new(context.loaded.config.language_or_locale(&env));
    if args.markdown {
        return out.raw(reference(&words));
    }
    context.warn();
    let keyboard = keyboard_of(args)?;
    let keymap = looks::keymap(&context.loaded);
    let awkward = keyboard.as_ref().map(|it| keymap.awkward(it.layout)).unwrap_or_default();
    let mut rows = Vec::new();
    for entry in TABLE {
        let mut keys: Vec<String> = Vec::new();
        for key in entry.contexts.iter().flat_map(|place| keymap.keys(*place, entry.command)) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let places: Vec<&str> = entry.contexts.iter().map(|place| place.name()).collect();
        rows.push((entry.name, keys, places, entry.help(&words).into_owned()));
    }
    if args.format.json {
        let of = |command: &str| -> Vec<&Awkward> {
            awkward.iter().filter(|it| entry(it.command).is_some_and(|entry| entry.name == command)).collect()
        };
        let row = |(command, keys, places, help): &(&str, Vec<String>, Vec<&str>, String)| serde_json::json!({ "command": command, "keys": keys, "contexts": places, "help": help, "awkward": of(command) });
        return out.json(&rows.iter().map(row).collect::<Vec<_>>());
    }
    let table: Vec<Vec<String>> =
        rows.into_iter().map(|(command, keys, _, help)| vec![command.into(), keys.join(" "), help]).collect();
    columns(&table).into_iter().try_for_each(|line| out.line(line))?;
    out.line("")?;
    out.line(match &keyboard {
        None => "the layout of the keyboard is not known: --layout names it".to_string(),
        Some(it) if awkward.is_empty() => format!("on {}: no key needs AltGr or a dead key", of_layout(it)),
        Some(it) => format!("on {}:", of_layout(it)),
    })?;
    awkward.iter().try_for_each(|it| out.line(format!("  {}", in_words(it))))
}

fn keyboard_of(args: &KeysArgs) -> CliResult<Option<Known>> {
    let Some(name) = &args.layout else { return Ok(keyboard::find(&env, Path::new("/"))) };
    let layout = Layout::named(name).ok_or_else(|| {
        let names: Vec<&str> = LAYOUTS.iter().map(|it| it.name).collect();
        CliError::usage(format!("no layout {name:?} is known")).hint(format!("one of {}", names.join(", ")))
    })?;
    Ok(Some(Known { layout, from: "--layout".into() }))
}

/// `the layout pt (from /etc/default/keyboard)`.
pub fn of_layout(known: &Known) -> String {
    format!("the layout {} (from {})", known.layout.name, known.from)
}

/// `[ needs AltGr: previous-ticket in queue, ticket, your own binding`.
pub fn in_words(awkward: &Awkward) -> String {
    let places: Vec<&str> = awkward.contexts.iter().map(|place| place.name()).collect();
    let command = entry(awkward.command).map_or("", |entry| entry.name);
    let own = if awkward.own { ", your own binding" } else { "" };
    format!("{} {}: {command} in {}{own}", awkward.keys, awkward.needs.words(), places.join(", "))
}
