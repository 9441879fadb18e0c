//! Which layout the operator's keyboard has, as far as the machine tells.
//!
//! Over SSH the keyboard stands elsewhere: what this machine has set for its own says nothing, and the language of the
//! session, which comes along, says more.

use crate::console::keyboard::Layout;
use std::path::Path;

/// A layout and where it is known from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub layout: &'static Layout,
    pub from: String,
}

/// What `localectl` reports from, and what Debian keeps beside it.
const FILES: [&str; 3] = ["/etc/default/keyboard", "/etc/vconsole.conf", "/etc/X11/xorg.conf.d/00-keyboard.conf"];

/// The layout, unless nothing tells. `root` is the file system.
pub fn find(env: &dyn Fn(&str) -> Option<String>, root: &Path) -> Option<Known> {
    let variables = || ["XKBLAYOUT", "XKB_DEFAULT_LAYOUT"].into_iter().find_map(|name| from_variable(name, env));
    let remote = ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| env(name).is_some_and(|it| !it.is_empty()));
    let files = || FILES.iter().find_map(|path| from_file(path, root)).filter(|_| !remote);
    variables().or_else(files).or_else(|| from_locale(env))
}

fn from_variable(name: &str, env: &dyn Fn(&str) -> Option<String>) -> Option<Known> {
    Some(Known { layout: Layout::named(&env(name)?)?, from: name.to_string() })
}

fn from_file(path: &str, root: &Path) -> Option<Known> {
    let text = std::fs::read_to_string(root.join(path.trim_start_matches('/'))).ok()?;
    Some(Known { layout: Layout::named(&layout_in(&text)?)?, from: path.to_string() })
}

/// `XKBLAYOUT="pt"`, `KEYMAP=pt-latin1`, `Option "XkbLayout" "pt"`; with its variant where that is named.
fn layout_in(text: &str) -> Option<String> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let value = |name: &str| {
        let plain = lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        let option =
            || lines().find_map(|line| line.strip_prefix("Option")?.trim().strip_prefix(&format!("\"{name}\"")));
        let found = plain.or_else(option)?.trim().trim_matches('"');
        (!found.is_empty()).then(|| found.to_string())
    };
    let layout = value("XKBLAYOUT").or_else(|| value("XkbLayout")).or_else(|| value("KEYMAP"))?;
    match value("XKBVARIANT").or_else(|| value("XkbVariant")) {
        Some(variant) => Some(format!("{layout}({variant})")),
        None => Some(layout),
    }
}

/// A guess: what is sold where that language is spoken.
fn from_locale(env: &dyn Fn(&str) -> Option<String>) -> Option<Known> {
    let (name, locale) = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| {
        let value = env(name).filter(|value| !value.is_empty())?;
        Some((name, value))
    })?;
    let locale = locale.split(['.', '@']).next().unwrap_or_default();
    let layout = match locale.split_once('_').unwrap_or((locale, "")) {
        ("pt", "BR") => "br",
        ("es", land) if !matches!(land, "" | "ES") => "latam",
        ("de" | "fr" | "it", "CH") => "ch",
        ("fr" | "nl", "BE") => "be",
        ("en", "US") => "us",
        ("en", "GB" | "IE") => "gb",
        (language, _) => language,
    };
    Some(Known { layout: Layout::named(layout)?, from: format!("{name}, a guess") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)], files: &[(&str, &str)]) -> Option<(&'static str, String)> {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let env = |name: &str| variables.iter().find(|(it, _)| *it == name).map(|(_, value)| value.to_string());
        find(&env, root.path()).map(|it| (it.layout.name, it.from))
    }

    #[test]
    fn the_machine_says_what_its_keyboard_is() {
        let debian =
            ("etc/default/keyboard", "# XKBLAYOUT=fr\nXKBMODEL=\"pc105\"\nXKBLAYOUT=\"pt\"\nXKBVARIANT=\"\"\n");
        assert_eq!(found(&[], &[debian]), Some(("pt", "/etc/default/keyboard".into())));
        assert_eq!(found(&[], &[("etc/vconsole.conf", "KEYMAP=es-cp850\n")]).unwrap().0, "es");
        let x11 =
            "Section \"InputClass\"\n  Option \"XkbLayout\" \"us\"\n  Option \"XkbVariant\" \"intl\"\nEndSection\n";
        assert_eq!(found(&[], &[("etc/X11/xorg.conf.d/00-keyboard.conf", x11)]).unwrap().0, "us(intl)");
        assert_eq!(found(&[("XKBLAYOUT", "br")], &[debian]).unwrap().0, "br", "a variable wins");
    }

    #[test]
    fn over_ssh_the_keyboard_is_not_that_of_the_machine() {
        let files = [("etc/default/keyboard", "XKBLAYOUT=us\n")];
        let session = [("SSH_CONNECTION", "192.0.2.7 1 192.0.2.1 22"), ("LANG", "pt_PT.UTF-8")];
        assert_eq!(found(&session, &files), Some(("pt", "LANG, a guess".into())));
        assert_eq!(found(&session[..1], &files), None);
    }

    #[test]
    fn a_locale_is_a_guess() {
        for (locale, layout) in [("es_ES.UTF-8", "es"), ("es_MX", "latam"), ("pt_BR@x", "br"), ("en_GB.UTF-8", "gb")] {
            assert_eq!(found(&[("LC_ALL", ""), ("LANG", locale)], &[]).unwrap().0, layout, "{locale}");
        }
        assert_eq!(found(&[("LANG", "C.UTF-8")], &[]), None);
    }
}
