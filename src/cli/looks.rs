//! What the configuration says of looks and keys, in the console's own terms.

use crate::config::{Keymap as Chosen, Loaded, Theme as ChosenTheme};
use crate::console::keymap::{Keymap, Preset};
use crate::console::theme::Theme;
use std::path::Path;

/// The keymap that the configuration starts from.
pub fn preset(loaded: &Loaded) -> Preset {
    match loaded.config.keymap {
        Chosen::Default => Preset::Default,
        Chosen::Emacs => Preset::Emacs,
    }
}

/// The keymap in effect: what is wrong in it has been told by [`check`].
pub fn keymap(loaded: &Loaded) -> Keymap {
    let mut keymap = Keymap::new(preset(loaded));
    drop(keymap.rebind(&loaded.config.keys));
    keymap
}

/// The theme in effect: the dark one if that of the configuration cannot be had, which [`check`] has told.
pub fn theme(loaded: &Loaded, no_colour: bool) -> Theme {
    let theme = match &loaded.config.theme {
        ChosenTheme::Named(name) => Theme::named(name),
        ChosenTheme::File(path) => read_theme(loaded, path).ok(),
    };
    let theme = theme.unwrap_or_default();
    if no_colour { theme.without_colour() } else { theme }
}

/// Finds what only the console can know to be wrong: keys that cannot be read or that hide each other, a theme
/// file with a mistake.
pub fn check(loaded: &mut Loaded) {
    for (context, keys) in loaded.config.keys.clone() {
        for (key, command) in keys {
            let one = [(context.clone(), [(key.clone(), command)].into())].into();
            if let Some(problem) = Keymap::new(preset(loaded)).rebind(&one).first() {
                loaded.complain(&format!("keys.{context}.{key}"), problem.to_string(), problem.hint());
            }
        }
    }
    if let ChosenTheme::File(path) = loaded.config.theme.clone()
        && let Err((message, hint)) = read_theme(loaded, &path)
    {
        loaded.complain("theme", message, hint);
    }
}

/// Reads a theme file; a relative path starts in the configuration's directory.
fn read_theme(loaded: &Loaded, path: &Path) -> Result<Theme, (String, String)> {
    let dir = loaded.path.parent().unwrap_or(Path::new("."));
    let path = dir.join(path);
    let shown = path.display();
    let text = std::fs::read_to_string(&path).map_err(|error| {
        let hint = "check the path; a relative one starts in the configuration's directory";
        (format!("the theme {shown} cannot be read: {error}"), hint.to_string())
    })?;
    Theme::parse(&text).map_err(|error| {
        let place = format!("{shown}:{}:{}", error.line, error.column);
        (format!("{place}: {}", error.problem), error.hint)
    })
}
