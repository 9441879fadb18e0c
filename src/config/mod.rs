//! Configuration: defaults, then the file, then `TURNO_*` variables, then flags; the later wins.
//!
//! `config.example.toml` is the reference: every key with its default and one sentence, and a test proves that it
//! reads as [`Config::default`]. What a file gets wrong is listed as [`Problem`]s, all of them, each with its line,
//! its column and what to do; the keys that are right still count. The console starts all the same and says so;
//! what would change tickets on a desk does not, since it might be another desk than the one meant.
//!
//! Secrets are never here: a profile names where its token is (see [`crate::credentials`]).

mod file;
mod nearest;
mod paths;
mod problem;
mod settings;

pub use nearest::{did_you_mean, nearest};
pub use paths::Paths;
pub use problem::Problem;
pub use settings::{SETTINGS, Setting};

use crate::console::alerts::Loudness;
use crate::domain::{Language, OperatorId, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The reference, and what `turno config init` writes.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");
/// The file in the configuration directory.
pub const FILE_NAME: &str = "config.toml";
/// The profile that is always there.
pub const DEFAULT_PROFILE: &str = "default";
/// Who one is at the embedded desk unless told otherwise: the lead of the sample desk's night shift.
pub const DEMO_OPERATOR: &str = "op-10";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// None: from the locale.
    pub language: Option<Language>,
    pub theme: Theme,
    /// An IANA name; None: the machine's.
    pub zone: Option<String>,
    pub keymap: Keymap,
    pub alerts: Loudness,
    /// How long a public reply waits before it leaves, and can be taken back.
    pub undo_send: Span,
    /// Lines of text for a screen reader, in place of a screen.
    pub plain_ui: bool,
    /// The profile used when none is named.
    pub profile: String,
    /// By context, then by key: the command, or `none`.
    pub keys: BTreeMap<String, BTreeMap<String, String>>,
    pub profiles: BTreeMap<String, Profile>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Theme {
    /// One that ships: `dark`, `light`, `high-contrast` or `mono`.
    Named(&'static str),
    /// A theme of one's own.
    File(PathBuf),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keymap {
    Default,
    Emacs,
}

/// A desk, and who one is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub desk: DeskAddress,
    /// Who one is at the embedded desk; elsewhere the token says it.
    pub operator: OperatorId,
    /// A program and its arguments, run without a shell; prints the token.
    pub token_command: Option<Vec<String>>,
    /// A file with the token, readable by its owner alone.
    pub token_file: Option<PathBuf>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskAddress {
    /// The desk in this program, with its database in the state directory.
    Embedded,
    /// A desk's base address, without a slash at the end.
    Url(String),
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            desk: DeskAddress::Embedded,
            operator: OperatorId::new(DEMO_OPERATOR),
            token_command: None,
            token_file: None,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::Named("dark"),
            zone: None,
            keymap: Keymap::Default,
            alerts: Loudness::default(),
            undo_send: Span::seconds(15),
            plain_ui: false,
            profile: DEFAULT_PROFILE.into(),
            keys: BTreeMap::new(),
            profiles: BTreeMap::from([(DEFAULT_PROFILE.into(), Profile::default())]),
        }
    }
}

impl Config {
    /// The interface's language: the one set, or that of the locale, or English.
    pub fn language_or_locale(&self, env: &dyn Fn(&str) -> Option<String>) -> Language {
        self.language.or_else(|| locale_language(env)).unwrap_or(Language::En)
    }
}

/// The language that the locale names: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set decides, as
/// POSIX has it.
pub fn locale_language(env: &dyn Fn(&str) -> Option<String>) -> Option<Language> {
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| env(name)).find(|value| !value.is_empty())?;
    Language::parse(locale.split(['_', '.', '@', '-']).next()?)
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The line of the file.
    File(usize),
    Variable(&'static str),
    Flag(&'static str),
}

/// A configuration, where its values come from, and what was wrong.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub config: Config,
    /// By dotted key; what is missing here is a default.
    pub origins: BTreeMap<String, Origin>,
    pub problems: Vec<Problem>,
    /// The file, whether it exists or not.
    pub path: PathBuf,
    pub file_exists: bool,
}

/// A value given on the command line: key, value, and the flag's name.
pub type Override = (&'static str, String, &'static str);

/// Words that another room knows: the console's contexts and commands, so that a wrong binding is found here.
#[derive(Debug, Clone, Copy, Default)]
pub struct Vocabulary<'a> {
    /// Empty: any context is accepted.
    pub contexts: &'a [&'a str],
    /// Empty: any command is accepted.
    pub commands: &'a [&'a str],
}

/// Reads the configuration. Never fails: what is wrong is in [`Loaded::problems`].
pub fn load(
    dir: &Path,
    env: &dyn Fn(&str) -> Option<String>,
    overrides: &[Override],
    vocabulary: Vocabulary<'_>,
) -> Loaded {
    let path = dir.join(FILE_NAME);
    let mut loaded = Loaded {
        config: Config::default(),
        origins: BTreeMap::new(),
        problems: Vec::new(),
        path: path.clone(),
        file_exists: false,
    };
    match std::fs::read(&path) {
        Ok(bytes) => {
            loaded.file_exists = true;
            match std::str::from_utf8(&bytes) {
                Ok(text) => file::read(text, &mut loaded, vocabulary),
                Err(error) => {
                    let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
                    loaded.problems.push(Problem::in_file(&path, (line, 1), "not UTF-8 text", "save it as UTF-8"));
                }
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => loaded.problems.push(Problem::of_file(&path, &format!("cannot be read: {error}"))),
    }
    for setting in SETTINGS {
        if let Some(value) = env(setting.variable).filter(|value| !value.is_empty()) {
            loaded.set(setting, &value, Origin::Variable(setting.variable));
        }
    }
    for (key, value, flag) in overrides {
        if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == *key) {
            loaded.set(setting, value, Origin::Flag(flag));
        }
    }
    loaded
}

impl Loaded {
    /// Adds what another room finds wrong with the value of a key, at the place where it stands.
    pub fn complain(&mut self, key: &str, message: String, hint: String) {
        let place = match self.origins.get(key) {
            Some(Origin::File(line)) => format!("{}:{line}:1", self.path.display()),
            Some(Origin::Variable(name) | Origin::Flag(name)) => name.to_string(),
            None => self.path.display().to_string(),
        };
        self.problems.push(Problem { place, message, hint });
    }

    fn set(&mut self, setting: &Setting, value: &str, origin: Origin) {
        match (setting.set)(&mut self.config, &settings::Raw::Text(value)) {
            Ok(()) => {
                self.origins.insert(setting.key.into(), origin);
            }
            Err(wrong) => {
                let place = match origin {
                    Origin::Flag(name) | Origin::Variable(name) => name,
                    Origin::File(_) => setting.key,
                };
                self.problems.push(Problem::of_value(place, wrong));
            }
        }
    }

    /// The profile of that name, or the default one of the configuration.
    pub fn profile(&self, name: Option<&str>) -> Result<(&str, &Profile), UnknownProfile> {
        let wanted = name.unwrap_or(&self.config.profile);
        let known = || self.config.profiles.keys().cloned().collect();
        let found = self.config.profiles.get_key_value(wanted);
        found.map(|(name, profile)| (name.as_str(), profile)).ok_or_else(|| UnknownProfile {
            name: wanted.into(),
            known: known(),
            problems: self.problems.len(),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no profile `{name}`")]
pub struct UnknownProfile {
    pub name: String,
    pub known: Vec<String>,
    /// How much the configuration gets wrong: the profile may be among it.
    pub problems: usize,
}

impl UnknownProfile {
    pub fn hint(&self) -> String {
        let known = self.known.join(", ");
        let meant = did_you_mean(&self.name, self.known.iter().map(String::as_str));
        let broken = if self.problems > 0 { "; `turno config check` shows what the file gets wrong" } else { "" };
        format!("{meant}known profiles: {known}{broken}")
    }
}

#[cfg(test)]
mod tests;
