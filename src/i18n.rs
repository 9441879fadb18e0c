//! Interface text in the three languages of the desk.
//!
//! Every word that a person reads comes from `assets/locales/*.ftl` by its key. A key that is missing shows itself
//! in ⟨⟩ and never stops anything; tests hold the three files complete and every key of the source present.
//! [`words`] puts the domain's enums and refusals into words, [`query`] what is wrong with a query,
//! [`handover`] the end of a shift.

pub mod catch_up;
pub mod handover;
mod incident;
mod query;
mod words;

pub use words::Said;

use crate::domain::Language;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::borrow::Cow;
use unic_langid::LanguageIdentifier;

/// A value put into a text: `n.into()` of a number, a `&str` or a `String`. Text from outside must be cleaned
/// (`domain::text`) before it becomes one.
pub type Arg<'a> = FluentValue<'a>;

/// The texts of one language.
pub struct Catalog {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Catalog {
    pub fn new(language: Language) -> Catalog {
        let identifier: LanguageIdentifier = language.word().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The isolating characters are invisible ones: they do not belong in a terminal's cells.
        bundle.set_use_isolating(false);
        // A line that cannot be read is left out; a test holds that there is none.
        let resource = FluentResource::try_new(source(language).to_string()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
        Catalog { language, bundle }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of that key.
    pub fn text(&self, key: &str) -> Cow<'_, str> {
        self.find(key, None).unwrap_or_else(|| missing(key))
    }

    /// The text of that key with its variables filled: `format("ago", &[("span", span.into())])`.
    pub fn format(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.find(key, Some(&args)).unwrap_or_else(|| missing(key)).into_owned()
    }

    /// The text of a key that is put together from data, such as a status word of another system; None when there
    /// is no such key.
    pub fn known(&self, kind: &str, word: &str) -> Option<Cow<'_, str>> {
        self.find(&format!("{kind}-{}", word.replace(' ', "_")), None)
    }

    fn find<'a>(&'a self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<Cow<'a, str>> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text),
            Cow::Owned(text) => Cow::Owned(text),
        })
    }
}

fn missing<'a>(key: &str) -> Cow<'a, str> {
    Cow::Owned(format!("⟨{key}⟩"))
}

fn source(language: Language) -> &'static str {
    match language {
        Language::Pt => include_str!("../assets/locales/pt.ftl"),
        Language::Es => include_str!("../assets/locales/es.ftl"),
        Language::En => include_str!("../assets/locales/en.ftl"),
    }
}

#[cfg(test)]
mod tests;
