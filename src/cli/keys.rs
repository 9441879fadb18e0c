//! `turno keys`: the console's keys, from its command table.

use super::Format;
use super::context::{Context, env};
use super::error::CliResult;
use super::looks;
use super::output::{Output, columns};
use crate::config::Vocabulary;
use crate::console::command::{Context as Place, TABLE, reference};
use crate::i18n::Catalog;
use std::sync::OnceLock;

/// Print the console's keys
///
/// As they are in effect: the keymap of the configuration with your own keys over it. The names in the first column
/// are those to bind keys to in the configuration, where `Ctrl-n` is written `Ctrl+n`.
#[derive(Debug, clap::Args)]
pub struct KeysArgs {
    /// Print the table of both keymaps as Markdown, without your own keys
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
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
    let keymap = looks::keymap(&context.loaded);
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
        let row = |(command, keys, places, help): &(&str, Vec<String>, Vec<&str>, String)| serde_json::json!({ "command": command, "keys": keys, "contexts": places, "help": help });
        return out.json(&rows.iter().map(row).collect::<Vec<_>>());
    }
    let table: Vec<Vec<String>> =
        rows.into_iter().map(|(command, keys, _, help)| vec![command.into(), keys.join(" "), help]).collect();
    columns(&table).into_iter().try_for_each(|line| out.line(line))
}
