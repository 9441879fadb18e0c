//! The operator's own keys, as the configuration has them: `CONTEXT KEYS = COMMAND` a line here.

use std::sync::LazyLock;
use turno::console::command::{Context, TABLE};
use turno::console::keymap::{Bindings, Keymap, Meaning, Preset};
use turno::console::trouble::key_problem;
use turno::domain::Language;
use turno::i18n::Catalog;

static KEYMAPS: LazyLock<[Keymap; 2]> = LazyLock::new(|| [Preset::Default, Preset::Emacs].map(Keymap::new));

thread_local! {
    static WORDS: Catalog = Catalog::new(Language::Es);
}

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut bindings = Bindings::new();
    for line in text.lines().take(3) {
        let (place, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (keys, command) = rest.rsplit_once(" = ").unwrap_or((rest, "none"));
        bindings.entry(place.to_string()).or_default().insert(keys.to_string(), command.to_string());
    }
    let mut keymap = KEYMAPS[data.len() % 2].clone();
    for problem in keymap.rebind(&bindings).into_iter().take(2) {
        assert!(!problem.to_string().is_empty() && !problem.hint().is_empty());
        let said = WORDS.with(|words| key_problem(&problem, words));
        assert!(!said.what.is_empty() && !said.hint.is_empty(), "{said:?}");
    }
    let context = Context::ALL[data.len() % Context::ALL.len()];
    assert!(!matches!(keymap.meaning(context, &[]), Meaning::Command(_)), "a command without a key");
    for entry in TABLE.iter().step_by(9) {
        keymap.keys(context, entry.command).iter().for_each(|shown| assert!(!shown.is_empty()));
    }
}
