//! Incidents in words: what keeps a broadcast from going out.

use super::Catalog;
use super::words::Said;
use crate::domain::Refusal;
use crate::domain::text::Shown;

impl Catalog {
    /// What a refusal about an incident says, and what to do.
    pub(super) fn refused_incident(&self, refusal: &Refusal) -> Said {
        let (key, args) = match refusal {
            Refusal::NotAnIncident { ticket } => {
                ("refusal-not_an_incident", vec![("ticket", ticket.to_string().into())])
            }
            Refusal::Nested { ticket } => ("refusal-nested", vec![("ticket", ticket.to_string().into())]),
            Refusal::TooMany { limit } => {
                ("refusal-too_many", vec![("limit", i64::try_from(*limit).unwrap_or(i64::MAX).into())])
            }
            Refusal::OwnBroadcast => ("refusal-own_broadcast", Vec::new()),
            Refusal::Untranslated { language } => {
                ("refusal-untranslated", vec![("language", self.language_name(*language).into())])
            }
            Refusal::Gap { ticket, name } => {
                let name = Shown::line(name).into_string();
                ("refusal-gap", vec![("ticket", ticket.to_string().into()), ("name", name.into())])
            }
            // The others are said where they belong.
            _ => ("refusal-forbidden", Vec::new()),
        };
        Said { what: self.format(key, &args), hint: self.text(&format!("{key}-hint")).into_owned() }
    }
}
