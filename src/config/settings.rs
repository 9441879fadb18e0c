//! The plain settings, one a line: read alike from file, variable and flag, and shown alike.

use super::problem::Wrong;
use super::{Config, Keymap, Theme, did_you_mean};
use crate::console::alerts::Loudness;
use crate::domain::{LONGEST_LINGER, Language, Span};

/// A value as it was written.
pub enum Raw<'a> {
    /// A string of the file, a variable or a flag.
    Text(&'a str),
    /// `true` or `false` of the file.
    Flag(bool),
    /// Something else of the file, by its type's name.
    Other(&'static str),
}

/// One plain setting.
pub struct Setting {
    pub key: &'static str,
    pub variable: &'static str,
    /// Reads a value into the configuration.
    pub set: fn(&mut Config, &Raw<'_>) -> Result<(), Wrong>,
    /// The value as the file would have it.
    pub show: fn(&Config) -> toml::Value,
}

/// All of them, in the order of the example file.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "language",
        variable: "TURNO_LANGUAGE",
        set: |config, raw| {
            config.language = choice(raw, LANGUAGES)?;
            Ok(())
        },
        show: |config| word_of(&config.language, LANGUAGES),
    },
    Setting {
        key: "theme",
        variable: "TURNO_THEME",
        set: |config, raw| {
            config.theme = theme(raw)?;
            Ok(())
        },
        show: |config| match &config.theme {
            Theme::Named(name) => (*name).into(),
            Theme::File(path) => path.display().to_string().into(),
        },
    },
    Setting {
        key: "zone",
        variable: "TURNO_ZONE",
        set: |config, raw| {
            config.zone = zone(raw)?;
            Ok(())
        },
        show: |config| config.zone.clone().unwrap_or_else(|| "auto".into()).into(),
    },
    Setting {
        key: "keymap",
        variable: "TURNO_KEYMAP",
        set: |config, raw| {
            config.keymap = choice(raw, KEYMAPS)?;
            Ok(())
        },
        show: |config| word_of(&config.keymap, KEYMAPS),
    },
    Setting {
        key: "alerts",
        variable: "TURNO_ALERTS",
        set: |config, raw| {
            config.alerts = choice(raw, LOUDNESS)?;
            Ok(())
        },
        show: |config| word_of(&config.alerts, LOUDNESS),
    },
    Setting {
        key: "undo-send",
        variable: "TURNO_UNDO_SEND",
        set: |config, raw| {
            config.undo_send = undo_send(raw)?;
            Ok(())
        },
        show: |config| format!("{}s", config.undo_send.0 / 1_000).into(),
    },
    Setting {
        key: "plain-ui",
        variable: "TURNO_PLAIN_UI",
        set: |config, raw| {
            config.plain_ui = flag(raw)?;
            Ok(())
        },
        show: |config| config.plain_ui.into(),
    },
    Setting {
        key: "profile",
        variable: "TURNO_PROFILE",
        set: |config, raw| {
            config.profile = text(raw)?.to_string();
            Ok(())
        },
        show: |config| config.profile.clone().into(),
    },
];

const LANGUAGES: &[(&str, Option<Language>)] =
    &[("auto", None), ("pt", Some(Language::Pt)), ("es", Some(Language::Es)), ("en", Some(Language::En))];
const KEYMAPS: &[(&str, Keymap)] = &[("default", Keymap::Default), ("emacs", Keymap::Emacs)];
const LOUDNESS: &[(&str, Loudness)] = &[("all", Loudness::All), ("bell", Loudness::Bell), ("quiet", Loudness::Quiet)];
const THEMES: &[&str] = &["dark", "light", "high-contrast", "mono"];

/// The string that a value must be.
pub(super) fn text<'a>(raw: &Raw<'a>) -> Result<&'a str, Wrong> {
    match raw {
        Raw::Text(text) => Ok(text),
        Raw::Flag(_) => text(&Raw::Other("boolean")),
        Raw::Other(kind) => Err(Wrong::new(format!("expected a string, found {}", article(kind)), "put it in quotes")),
    }
}

pub(super) fn article(kind: &str) -> String {
    let vowel = kind.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {kind}", if vowel { "an" } else { "a" })
}

/// Yes or no: a boolean of the file, and the same word elsewhere.
fn flag(raw: &Raw<'_>) -> Result<bool, Wrong> {
    match raw {
        Raw::Flag(flag) => Ok(*flag),
        _ => choice(raw, &[("true", true), ("false", false)]),
    }
}

/// One of several words.
fn choice<T: Clone>(raw: &Raw<'_>, options: &[(&str, T)]) -> Result<T, Wrong> {
    let word = text(raw)?;
    match options.iter().find(|(name, _)| *name == word) {
        Some((_, value)) => Ok(value.clone()),
        None => {
            let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
            Err(not_one_of(word, &names, ""))
        }
    }
}

fn not_one_of(word: &str, names: &[&str], more: &str) -> Wrong {
    let meant = did_you_mean(word, names.iter().copied());
    Wrong::new(format!("unknown value `{word}`"), format!("{meant}use one of: {}{more}", names.join(", ")))
}

fn word_of<T: PartialEq>(value: &T, options: &[(&str, T)]) -> toml::Value {
    options.iter().find(|(_, option)| option == value).map_or("", |(name, _)| *name).into()
}

fn theme(raw: &Raw<'_>) -> Result<Theme, Wrong> {
    let word = text(raw)?;
    if let Some(name) = THEMES.iter().find(|name| **name == word) {
        return Ok(Theme::Named(name));
    }
    if word.ends_with(".toml") || word.contains('/') {
        return Ok(Theme::File(word.into()));
    }
    Err(not_one_of(word, THEMES, ", or a file that ends in .toml"))
}

/// A number of seconds, with its unit or without.
fn undo_send(raw: &Raw<'_>) -> Result<Span, Wrong> {
    let longest = LONGEST_LINGER.0 / 1_000;
    let word = text(raw)?;
    let seconds = word.trim().trim_end_matches('s').trim_end().parse::<i64>().ok();
    match seconds.filter(|seconds| (0..=longest).contains(seconds)) {
        Some(seconds) => Ok(Span::seconds(seconds)),
        None => Err(Wrong::new(
            format!("unknown value `{word}`"),
            format!("use seconds, such as 15s, up to {longest}s; 0s sends replies at once"),
        )),
    }
}

fn zone(raw: &Raw<'_>) -> Result<Option<String>, Wrong> {
    let word = text(raw)?;
    if word == "auto" {
        return Ok(None);
    }
    match jiff::tz::TimeZone::get(word) {
        Ok(_) => Ok(Some(word.into())),
        Err(_) => {
            let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
            let meant = did_you_mean(word, known.iter().map(String::as_str));
            let hint = format!("{meant}use auto or an IANA name such as Europe/Lisbon");
            Err(Wrong::new(format!("unknown time zone `{word}`"), hint))
        }
    }
}
