//! What is written on a generated desk.

use super::super::error::DeskError;
use super::draw::Draw;
use crate::domain::{Language, TicketType};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub(super) struct Texts {
    pub first_names: Vec<String>,
    pub last_names: Vec<String>,
    pub company_heads: Vec<String>,
    pub company_tails: Vec<String>,
    pub sectors: Vec<String>,
    kinds: BTreeMap<TicketType, BTreeMap<Language, Vec<Opening>>>,
    turns: BTreeMap<Language, Turns>,
}

/// How a ticket begins.
#[derive(Deserialize)]
pub(super) struct Opening {
    pub subject: String,
    pub opening: String,
}

/// What is said after the opening.
#[derive(Default, Deserialize)]
pub(super) struct Turns {
    pub replies: Vec<String>,
    pub notes: Vec<String>,
    pub followups: Vec<String>,
}

impl Texts {
    pub fn read() -> Result<Texts, DeskError> {
        let json = include_str!("../../../assets/sample/generated.json");
        serde_json::from_str(json).map_err(|error| DeskError::Sample(error.to_string()))
    }

    pub fn openings(&self, kind: TicketType, language: Language) -> &[Opening] {
        self.kinds.get(&kind).and_then(|languages| languages.get(&language)).map_or(&[], Vec::as_slice)
    }

    pub fn turns(&self, language: Language) -> Option<&Turns> {
        self.turns.get(&language)
    }
}

/// What a text's slots are filled with: the same throughout one ticket.
pub(super) struct Slots {
    pub site: String,
    pub cabinet: String,
    pub reference: String,
    pub name: String,
    pub company: String,
}

impl Slots {
    pub fn fill(&self, text: &str, draw: &mut Draw) -> String {
        let number = (draw.below(38) + 2).to_string();
        let pairs = [
            ("{site}", self.site.as_str()),
            ("{cab}", &self.cabinet),
            ("{ref}", &self.reference),
            ("{name}", &self.name),
            ("{company}", &self.company),
            ("{n}", &number),
        ];
        pairs.iter().fold(text.to_string(), |text, (slot, value)| text.replace(slot, value))
    }
}
