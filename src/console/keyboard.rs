//! Which keys are not one press on the operator's keyboard: those for which AltGr is held, and dead keys, which wait
//! for a second press.
//!
//! From the symbol files of xkeyboard-config 2.35 (`symbols/pt`, `es` and so on, each in its default variant unless
//! another is named): a character of the third or fourth level needs AltGr, one that is only there as `dead_…` needs
//! the dead key and Space. Letters, digits and what is not named here are one press, with Shift at most.

use super::command::{Command, Context};
use keybinds::{Key, KeySeq};
use serde::Serialize;

/// What a key needs besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    AltGr,
    DeadKey,
}

impl Needs {
    pub fn words(self) -> &'static str {
        match self {
            Needs::AltGr => "needs AltGr",
            Needs::DeadKey => "needs a dead key",
        }
    }
}

/// A keyboard's layout by its XKB name.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    pub name: &'static str,
    alt_gr: &'static str,
    dead: &'static str,
}

const fn layout(name: &'static str, alt_gr: &'static str, dead: &'static str) -> Layout {
    Layout { name, alt_gr, dead }
}

/// Those of operators of ours, and of their neighbours.
pub const LAYOUTS: &[Layout] = &[
    layout("pt", "@[]{}", "^`~"),
    layout("es", r"#@[\]{|}~", "^`"),
    layout("gb", "", ""),
    layout("us", "", ""),
    layout("us(intl)", "", "\"'^`~"),
    layout("de", r"@[\]{|}~", "^`"),
    layout("fr", r"#@[\]`{|}", "^"),
    layout("br", "", "^`~"),
    layout("latam", r"@\^`~", ""),
    layout("it", "#@[]`{}~", ""),
    layout("ch", r"#@[\]{|}~", "^`"),
    layout("be", r"#@[\]`{|}~", "^"),
];

impl Layout {
    /// By an XKB name such as `pt` or `us(intl)`; a variant that is not here is taken for the layout itself.
    pub fn named(name: &str) -> Option<&'static Layout> {
        let find = |name: &str| LAYOUTS.iter().find(|it| it.name == name);
        let name = name.trim();
        find(name).or_else(|| find(name.split(['(', '-', ',']).next().unwrap_or_default()))
    }

    /// What the most awkward of these keys needs. With Ctrl or Alt it is the same key.
    pub fn needs(&self, keys: &KeySeq) -> Option<Needs> {
        let needs = keys.as_slice().iter().filter_map(|input| match input.key() {
            Key::Char(it) if self.alt_gr.contains(it) => Some(Needs::AltGr),
            Key::Char(it) if self.dead.contains(it) => Some(Needs::DeadKey),
            _ => None,
        });
        needs.min_by_key(|it| *it == Needs::DeadKey)
    }
}

/// A binding that is awkward on a layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Awkward {
    pub keys: String,
    pub needs: Needs,
    #[serde(skip)]
    pub command: Command,
    #[serde(skip)]
    pub contexts: Vec<Context>,
    /// The operator's own, and not of the table.
    pub own: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::keymap::{Keymap, Preset};

    #[test]
    fn no_default_key_needs_alt_gr_or_a_dead_key_on_any_of_these() {
        for layout in LAYOUTS {
            for preset in [Preset::Default, Preset::Emacs] {
                assert_eq!(Keymap::new(preset).awkward(layout), [], "{} {preset:?}", layout.name);
            }
        }
    }

    #[test]
    fn a_layout_knows_what_its_keys_need() {
        let needs = |name: &str, keys: &str| Layout::named(name).unwrap().needs(&keys.parse().unwrap());
        assert_eq!(needs("pt", "["), Some(Needs::AltGr));
        assert_eq!(needs("pt", "~"), Some(Needs::DeadKey));
        assert_eq!(needs("pt", "\\"), None);
        assert_eq!(needs("es", "Ctrl+\\"), Some(Needs::AltGr));
        assert_eq!(needs("es(nodeadkeys)", "g @"), Some(Needs::AltGr));
        assert_eq!(needs("us", "["), None);
        assert_eq!(needs("us(intl)", "'"), Some(Needs::DeadKey));
        assert_eq!(needs("br", "^ w"), Some(Needs::DeadKey));
        assert_eq!(Layout::named("klingon"), None);
    }

    #[test]
    fn an_operators_own_binding_is_found() {
        let mut keymap = Keymap::new(Preset::Default);
        let own = [("desk".to_string(), [("[".to_string(), "previous-ticket".to_string())].into())].into();
        assert_eq!(keymap.rebind(&own), []);
        let awkward = keymap.awkward(Layout::named("pt").unwrap());
        let [one] = awkward.as_slice() else { panic!("{awkward:?}") };
        assert_eq!((one.keys.as_str(), one.needs, one.own), ("[", Needs::AltGr, true));
        assert_eq!(one.contexts, [Context::Queue, Context::Ticket, Context::Panel]);
        assert_eq!(keymap.awkward(Layout::named("gb").unwrap()), []);
    }
}
