//! What can be wrong with a query: the closed list, and its words for the command line and the API. The console
//! says the same in the operator's language.

use super::{Field, Sort};
use std::fmt;

/// What is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at character {at}")]
pub struct FilterError {
    /// Counted in characters from 1.
    pub at: usize,
    pub problem: FilterProblem,
}

/// What is wrong at that character. Words are as they were typed, not cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterProblem {
    /// A minus with nothing behind it.
    NothingNegated,
    UnknownField {
        word: String,
        nearest: Option<&'static str>,
    },
    /// More and less of what has no order.
    NotOrdered(Field),
    /// A comparison with a list of values.
    SecondValue,
    /// A field without a value; none is the order.
    MissingValue(Option<Field>),
    UnknownValue {
        field: Field,
        word: String,
        nearest: Option<&'static str>,
    },
    NotANumber,
    /// A time that is asked for to the millisecond.
    EqualTime(Field),
    /// A time without a number, or with one that is too large.
    BadAmount,
    UnknownUnit(char),
    MissingUnit,
    /// A time longer than a hundred years.
    TooLong,
    NegatedSort,
    SecondSort,
    UnknownSort {
        nearest: Option<&'static str>,
    },
    UnclosedQuote,
    NoWord,
    TooManyParts {
        limit: usize,
    },
}

impl FilterError {
    /// What would be right there.
    pub fn hint(&self) -> String {
        self.problem.hint()
    }
}

impl FilterProblem {
    /// The words that are right there, where they are a list.
    pub fn known(&self) -> Vec<&'static str> {
        match self {
            FilterProblem::UnknownField { .. } => Field::known_names(),
            FilterProblem::UnknownValue { field, .. } | FilterProblem::MissingValue(Some(field)) => {
                field.known_values()
            }
            FilterProblem::UnknownSort { .. } | FilterProblem::MissingValue(None) => {
                Sort::ALL.iter().map(|(_, word)| *word).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The word that was meant, most likely.
    pub fn nearest(&self) -> Option<&'static str> {
        match self {
            FilterProblem::UnknownField { nearest, .. }
            | FilterProblem::UnknownValue { nearest, .. }
            | FilterProblem::UnknownSort { nearest } => *nearest,
            _ => None,
        }
    }

    /// What would be right there.
    fn hint(&self) -> String {
        let known = self.known().join(", ");
        let near = self.nearest();
        match self {
            FilterProblem::NothingNegated => "write what it takes away right after it".into(),
            FilterProblem::UnknownField { .. } => match near {
                Some(near) => format!("did you mean `{near}:`?"),
                None => format!("fields are {known}; quotes search for the words"),
            },
            FilterProblem::UnknownValue { .. } | FilterProblem::UnknownSort { .. } => match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("one of {known}"),
            },
            FilterProblem::NotOrdered(field) => format!("write `{}:` and the value", field.word()),
            FilterProblem::SecondValue => "leave the comma and what follows away".into(),
            FilterProblem::MissingValue(None) => format!("one of {known}"),
            FilterProblem::MissingValue(Some(field)) => match field {
                Field::Sla | Field::Age => time_hint(*field),
                Field::Number => "write the number of a ticket".into(),
                Field::Assignee => "`me`, `none` or an operator's id".into(),
                field if field.is_open() => format!("write `{}:` and the value", field.word()),
                _ => format!("one of {known}"),
            },
            FilterProblem::NotANumber => "write the number of a ticket".into(),
            FilterProblem::EqualTime(field) => time_hint(*field),
            FilterProblem::BadAmount | FilterProblem::UnknownUnit(_) | FilterProblem::MissingUnit => {
                "write a number and a unit, such as 45s, 30m, 2h, 3d or 1w".into()
            }
            FilterProblem::TooLong => "write a shorter time".into(),
            FilterProblem::NegatedSort => "leave the minus away".into(),
            FilterProblem::SecondSort => "leave one of them away".into(),
            FilterProblem::UnclosedQuote => "close it with \"".into(),
            FilterProblem::NoWord => "search for letters or digits".into(),
            FilterProblem::TooManyParts { .. } => "leave some away".into(),
        }
    }
}

fn time_hint(field: Field) -> String {
    format!("write `{0}:<30m` or `{0}:>2d`", field.word())
}

impl fmt::Display for FilterProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FilterProblem::NothingNegated => f.write_str("nothing follows the minus"),
            FilterProblem::UnknownField { word, .. } => write!(f, "unknown field `{word}`"),
            FilterProblem::NotOrdered(field) => write!(f, "`{}` has no more and less", field.word()),
            FilterProblem::SecondValue => f.write_str("a comparison takes one value"),
            FilterProblem::MissingValue(_) => f.write_str("a value is missing"),
            FilterProblem::UnknownValue { field, word, .. } => write!(f, "`{word}` is not {}", a_value(*field)),
            FilterProblem::NotANumber => f.write_str("that is not the number of a ticket"),
            FilterProblem::EqualTime(_) => f.write_str("a time is compared by more and less"),
            FilterProblem::BadAmount => f.write_str("a number is missing or too large"),
            FilterProblem::UnknownUnit(unit) => write!(f, "`{unit}` is not a unit of time"),
            FilterProblem::MissingUnit => f.write_str("a unit of time is missing"),
            FilterProblem::TooLong => f.write_str("that is longer than a hundred years"),
            FilterProblem::NegatedSort => f.write_str("an order cannot be taken away"),
            FilterProblem::SecondSort => f.write_str("the order is given twice"),
            FilterProblem::UnknownSort { .. } => f.write_str("unknown order"),
            FilterProblem::UnclosedQuote => f.write_str("the quote is not closed"),
            FilterProblem::NoWord => f.write_str("there is no word to search for"),
            FilterProblem::TooManyParts { limit } => write!(f, "a query has at most {limit} parts"),
        }
    }
}

/// What a value of that field is, with its article.
fn a_value(field: Field) -> &'static str {
    match field {
        Field::Status => "a status",
        Field::Priority => "a priority",
        Field::Type => "a type of ticket",
        Field::Role => "a role",
        Field::Language => "a language of the desk",
        Field::Channel => "a channel",
        Field::Product => "a product",
        Field::Is => "a word for `is:`",
        Field::Number
        | Field::Incident
        | Field::Assignee
        | Field::Site
        | Field::Customer
        | Field::Tag
        | Field::Sla
        | Field::Age => "a value here",
    }
}
