//! Reads `config.toml`: every problem with its line and column, every right key all the same.

use super::problem::{Problem, Wrong, position};
use super::settings::{Raw, SETTINGS, article, text};
use super::{DeskAddress, Loaded, Origin, Profile, Vocabulary, did_you_mean};
use crate::domain::OperatorId;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The keys of a profile.
const PROFILE_KEYS: [&str; 4] = ["desk", "operator", "token-command", "token-file"];
/// Keys of the top level that hold tables.
const TABLES: [&str; 2] = ["keys", "profiles"];
/// A profile names a directory: it has to be a plain word.
const PROFILE_NAME_LIMIT: usize = 40;

/// Reads `source` over what is loaded. A file that is not TOML changes nothing: what can be guessed of its parts
/// is not what its author meant.
pub(super) fn read(source: &str, loaded: &mut Loaded, vocabulary: Vocabulary<'_>) {
    let (table, errors) = DeTable::parse_recoverable(source);
    let mut reader = Reader { source, loaded, vocabulary };
    if errors.is_empty() {
        reader.top(table.get_ref());
    }
    let (ok, errors) = (errors.is_empty(), errors);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        reader.problem(&span, Wrong::new(one_line(error.message()), "config.example.toml shows how it is written"));
    }
    if ok {
        reader.chosen_profile(&table);
    }
    loaded_in_order(loaded);
}

/// Problems are told in the order of the file.
fn loaded_in_order(loaded: &mut Loaded) {
    let number = |part: Option<&str>| part.and_then(|it| it.parse::<usize>().ok()).unwrap_or(0);
    loaded.problems.sort_by_key(|problem| {
        let mut parts = problem.place.rsplit(':');
        let column = number(parts.next());
        (number(parts.next()), column)
    });
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Reader<'a> {
    source: &'a str,
    loaded: &'a mut Loaded,
    vocabulary: Vocabulary<'a>,
}

fn raw<'a>(value: &'a DeValue<'_>) -> Raw<'a> {
    match value {
        DeValue::String(text) => Raw::Text(text),
        DeValue::Boolean(flag) => Raw::Flag(*flag),
        other => Raw::Other(other.type_str()),
    }
}

impl Reader<'_> {
    fn problem(&mut self, span: &Range<usize>, wrong: Wrong) {
        let at = position(self.source, span.start);
        let problem = Problem::in_file(&self.loaded.path, at, &wrong.message, &wrong.hint);
        self.loaded.problems.push(problem);
    }

    fn origin(&mut self, key: String, span: &Range<usize>) {
        let (line, _) = position(self.source, span.start);
        self.loaded.origins.insert(key, Origin::File(line));
    }

    fn unknown<'k>(
        &mut self,
        key: &Spanned<impl AsRef<str>>,
        what: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) {
        let name = key.get_ref().as_ref();
        let meant = did_you_mean(name, known.clone());
        let hint = format!("{meant}known here: {}", known.collect::<Vec<_>>().join(", "));
        self.problem(&key.span(), Wrong::new(format!("unknown {what} `{name}`"), hint));
    }

    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == name) {
                match (setting.set)(&mut self.loaded.config, &raw(value.get_ref())) {
                    Ok(()) => self.origin(name.into(), &key.span()),
                    Err(wrong) => self.problem(&value.span(), wrong),
                }
            } else if TABLES.contains(&name) {
                let Some(inner) = self.table(name, value) else { continue };
                for (key, value) in inner {
                    if name == "keys" { self.keys(key, value) } else { self.profile(key, value) }
                }
            } else {
                let known = SETTINGS.iter().map(|setting| setting.key).chain(TABLES);
                self.unknown(key, "key", known);
            }
        }
    }

    /// `profile` names one of those that the file has.
    fn chosen_profile(&mut self, table: &Spanned<DeTable<'_>>) {
        let Some((_, value)) = table.get_ref().iter().find(|(key, _)| key.get_ref() == "profile") else { return };
        if let Err(unknown) = self.loaded.profile(None) {
            self.problem(&value.span(), Wrong::new(unknown.to_string(), unknown.hint()));
        }
    }

    fn table<'v, 'i>(&mut self, name: &str, value: &'v Spanned<DeValue<'i>>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            let found = article(value.get_ref().type_str());
            let message = format!("expected a table, found {found}");
            self.problem(&value.span(), Wrong::new(message, format!("write it as [{name}.NAME]")));
        }
        table
    }

    /// `[keys.CONTEXT]`: key = "command".
    fn keys(&mut self, context: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        let name = context.get_ref().as_ref();
        let contexts = self.vocabulary.contexts;
        if !contexts.is_empty() && !contexts.contains(&name) {
            return self.unknown(context, "context", contexts.iter().copied());
        }
        let Some(bindings) = self.table("keys", value) else { return };
        for (key, command) in bindings {
            match self.command(command.get_ref()) {
                Ok(command) => {
                    let key_text = key.get_ref().to_string();
                    self.origin(format!("keys.{name}.{key_text}"), &key.span());
                    self.loaded.config.keys.entry(name.into()).or_default().insert(key_text, command);
                }
                Err(wrong) => self.problem(&command.span(), wrong),
            }
        }
    }

    fn command(&self, value: &DeValue<'_>) -> Result<String, Wrong> {
        let word = text(&raw(value))?;
        let commands = self.vocabulary.commands;
        if word != "none" && !commands.is_empty() && !commands.contains(&word) {
            let meant = did_you_mean(word, commands.iter().copied());
            return Err(Wrong::new(
                format!("unknown command `{word}`"),
                format!("{meant}`turno keys` lists them; `none` frees the key"),
            ));
        }
        Ok(word.into())
    }

    /// `[profiles.NAME]`. One with a mistake is left out: half of it might name another desk than the one meant.
    fn profile(&mut self, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        let name = key.get_ref().as_ref();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || name.len() > PROFILE_NAME_LIMIT || !name.chars().all(plain) {
            let hint = format!("use up to {PROFILE_NAME_LIMIT} letters, digits, `-` and `_`");
            return self.problem(&key.span(), Wrong::new(format!("a profile cannot be called `{name}`"), hint));
        }
        let Some(table) = self.table("profiles", value) else { return };
        let before = self.loaded.problems.len();
        let mut profile = Profile::default();
        for (key, value) in table {
            let field: &str = key.get_ref();
            if !PROFILE_KEYS.contains(&field) {
                self.unknown(key, "key", PROFILE_KEYS.into_iter());
                continue;
            }
            match set_profile(&mut profile, field, value.get_ref()) {
                Ok(()) => self.origin(format!("profiles.{name}.{field}"), &key.span()),
                Err(wrong) => self.problem(&value.span(), wrong),
            }
        }
        self.consistent(table, &profile);
        if self.loaded.problems.len() == before {
            self.loaded.config.profiles.insert(name.into(), profile);
        }
    }

    /// Keys that do nothing for this kind of desk are mistakes: their author expected something of them.
    fn consistent(&mut self, table: &DeTable<'_>, profile: &Profile) {
        let embedded = profile.desk == DeskAddress::Embedded;
        for (key, _) in table {
            let wrong = match &**key.get_ref() {
                "token-command" | "token-file" if embedded => {
                    Wrong::new("the embedded desk makes its own token", "remove this key, or give `desk` an address")
                }
                "operator" if !embedded => {
                    Wrong::new("the token says who the operator is", "remove this key, or set desk = \"embedded\"")
                }
                "token-file" if profile.token_command.is_some() => {
                    Wrong::new("there is a token-command already", "keep one of token-command and token-file")
                }
                _ => continue,
            };
            self.problem(&key.span(), wrong);
        }
    }
}

fn set_profile(profile: &mut Profile, field: &str, value: &DeValue<'_>) -> Result<(), Wrong> {
    match field {
        "desk" => profile.desk = desk(text(&raw(value))?)?,
        "operator" => profile.operator = OperatorId::new(text(&raw(value))?),
        "token-command" => profile.token_command = Some(arguments(value)?),
        _ => profile.token_file = Some(text(&raw(value))?.into()),
    }
    Ok(())
}

/// `embedded`, or an address. A token travels with every request, so plain HTTP is for this machine alone.
pub(super) fn desk(address: &str) -> Result<DeskAddress, Wrong> {
    let address = address.trim_end_matches('/');
    if address == "embedded" {
        return Ok(DeskAddress::Embedded);
    }
    let Ok(url) = reqwest::Url::parse(address) else {
        let hint = "use embedded, or an address such as https://desk.example";
        return Err(Wrong::new(format!("`{address}` is not the address of a desk"), hint));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Wrong::new("an address must not hold a password", "use token-command or token-file"));
    }
    let host = url.host_str().unwrap_or_default();
    let local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    match url.scheme() {
        "https" => Ok(DeskAddress::Url(address.into())),
        "http" if local => Ok(DeskAddress::Url(address.into())),
        "http" => Err(Wrong::new(format!("a token must not go to {host} in the clear"), "use https://")),
        scheme => Err(Wrong::new(format!("unknown scheme `{scheme}`"), "use https://")),
    }
}

fn arguments(value: &DeValue<'_>) -> Result<Vec<String>, Wrong> {
    let wrong = || Wrong::new("expected a list of strings", "write it as [\"program\", \"argument\"]");
    let items = value.as_array().ok_or_else(wrong)?;
    let words: Option<Vec<String>> = items.iter().map(|item| item.get_ref().as_str().map(String::from)).collect();
    words.filter(|words| !words.is_empty()).ok_or_else(wrong)
}
