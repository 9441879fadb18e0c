//! What is offered: each macro filled in from a ticket, those that fit it first.

use crate::console::look::Look;
use crate::console::text::Shown;
use crate::domain::{Dossier, Fact, Known, Language, Macro, Status, Visibility, fitting, macros};
use crate::i18n::Catalog;

/// A macro as it would go into the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub title: String,
    pub category: String,
    pub visibility: Visibility,
    /// What the ticket becomes once it is sent.
    pub status: Option<Status>,
    pub text: String,
    /// Placeholders for which there was no value: they stand in the text.
    pub missing: Vec<String>,
    /// Hands to the first of the suggestion.
    pub fits: bool,
    /// By what it is found.
    pub words: String,
}

/// The macros in the language of the conversation. First those that can go into what is being written, if anything is;
/// then the one that fits the suggestion, those for tickets of this type, the more special first, and the rest.
pub fn offers(all: &[Macro], dossier: &Dossier, writing: Option<Visibility>, look: &Look<'_>) -> Vec<Offer> {
    let fit = fitting(all, &dossier.suggestion).map(|it| it.id.as_str());
    let filler = Filler::new(dossier, look);
    let place = |it: &Macro| {
        let elsewhere = writing.is_some_and(|kind| kind != it.visibility);
        let of_type = it.types.contains(&dossier.ticket.kind);
        let breadth = if of_type { it.types.len() } else { 0 };
        (elsewhere, fit != Some(it.id.as_str()), !of_type, breadth)
    };
    let mut placed: Vec<_> = all.iter().filter_map(|it| Some((place(it), filler.offer(it, fit)?))).collect();
    placed.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.title.cmp(&b.title)));
    placed.into_iter().map(|(_, offer)| offer).collect()
}

/// Knows the ticket, and how its customer is spoken to.
struct Filler<'a> {
    dossier: &'a Dossier,
    look: &'a Look<'a>,
    language: Language,
    /// The words of the conversation, which need not be those of the console.
    theirs: Catalog,
}

impl<'a> Filler<'a> {
    fn new(dossier: &'a Dossier, look: &'a Look<'a>) -> Filler<'a> {
        let language = dossier.ticket.language;
        Filler { dossier, look, language, theirs: Catalog::new(language) }
    }

    /// None when the macro has no text in the language of the conversation.
    fn offer(&self, it: &Macro, fit: Option<&str>) -> Option<Offer> {
        let body = it.body.get(&self.language)?;
        let ticket = &self.dossier.ticket;
        let me = self.look.operators.iter().find(|operator| operator.id == *self.look.me);
        let known = Known {
            ticket,
            articles: &self.dossier.articles,
            customer: self.dossier.customer.as_ref(),
            operator: me.map_or("", |operator| &operator.name),
            shift: me.map(|operator| operator.shift),
        };
        let filled = macros::fill(body, |name| known.fact(name).map(|fact| self.say(fact)));
        let title = it.title.get(&self.language).or_else(|| it.title.values().next()).unwrap_or(&it.id);
        let title = Shown::line(title).into_string();
        let category = self.look.catalog.known("macro", &it.category);
        let category = category.unwrap_or_else(|| Shown::line(&it.category).into_string().into()).into_owned();
        Some(Offer {
            words: format!("{title} {category} {}", it.id),
            title,
            category,
            visibility: it.visibility,
            status: it.status.filter(|to| ticket.status.may_become(*to)),
            text: Shown::block(&filled.text).into_string(),
            missing: filled.missing,
            fits: fit == Some(it.id.as_str()),
        })
    }

    fn say(&self, fact: Fact) -> String {
        let look = Look { catalog: &self.theirs, ..*self.look };
        match fact {
            Fact::Text(text) => Shown::line(text.trim()).into_string(),
            Fact::Day(at) => look.date(at),
            Fact::Time(at) => format!("{} {}", look.date(at), look.clock_with_zone(at)),
            Fact::Shift(shift) => look.catalog.shift(shift).into_owned(),
            Fact::Unannounced => look.text("golive-unannounced").into_owned(),
        }
    }
}
