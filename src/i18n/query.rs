//! What is wrong with a query, in words.

use super::{Catalog, Said};
use crate::domain::text::Shown;
use crate::domain::{FilterError, FilterField, FilterProblem};

/// Texts without variables as strings of their own.
struct Own<'a>(&'a Catalog);

impl Own<'_> {
    fn text(&self, key: &str) -> String {
        self.0.text(key).into_owned()
    }
}

impl Catalog {
    /// What is wrong with a query and what would be right: two halves of one sentence, for `what: hint`. The place
    /// is not in it.
    pub fn filter_error(&self, error: &FilterError) -> Said {
        Said { what: self.filter_problem(&error.problem), hint: self.filter_hint(&error.problem) }
    }

    fn filter_problem(&self, problem: &FilterProblem) -> String {
        let words = Own(self);
        let clean = |word: &str| Shown::line(word).into_string().into();
        match problem {
            FilterProblem::NothingNegated => words.text("filter-nothing_negated"),
            FilterProblem::UnknownField { word, .. } => self.format("filter-unknown_field", &[("word", clean(word))]),
            FilterProblem::NotOrdered(field) => self.format("filter-not_ordered", &[("field", field.word().into())]),
            FilterProblem::SecondValue => words.text("filter-second_value"),
            FilterProblem::MissingValue(_) => words.text("filter-missing_value"),
            FilterProblem::UnknownValue { field, word, .. } => {
                let kind = self.known("filter-value", field.word());
                let kind = kind.unwrap_or_else(|| field.word().into());
                self.format("filter-unknown_value", &[("word", clean(word)), ("kind", kind.into())])
            }
            FilterProblem::NotANumber => words.text("filter-not_a_number"),
            FilterProblem::EqualTime(_) => words.text("filter-equal_time"),
            FilterProblem::BadAmount => words.text("filter-bad_amount"),
            FilterProblem::UnknownUnit(unit) => {
                self.format("filter-unknown_unit", &[("unit", clean(&unit.to_string()))])
            }
            FilterProblem::MissingUnit => words.text("filter-missing_unit"),
            FilterProblem::TooLong => words.text("filter-too_long"),
            FilterProblem::NegatedSort => words.text("filter-negated_sort"),
            FilterProblem::SecondSort => words.text("filter-second_sort"),
            FilterProblem::UnknownSort { .. } => words.text("filter-unknown_sort"),
            FilterProblem::UnclosedQuote => words.text("filter-unclosed_quote"),
            FilterProblem::NoWord => words.text("filter-no_word"),
            FilterProblem::TooManyParts { limit } => {
                self.format("filter-too_many_parts", &[("limit", limit.to_string().into())])
            }
        }
    }

    fn filter_hint(&self, problem: &FilterProblem) -> String {
        let words = Own(self);
        if let Some(near) = problem.nearest() {
            let colon = if matches!(problem, FilterProblem::UnknownField { .. }) { ":" } else { "" };
            return self.format("filter-did_you_mean", &[("word", format!("{near}{colon}").into())]);
        }
        let time = |field: FilterField| self.format("filter-write_time", &[("field", field.word().into())]);
        let value = |field: FilterField| self.format("filter-write_value", &[("field", field.word().into())]);
        match problem {
            FilterProblem::NothingNegated => words.text("filter-nothing_negated-hint"),
            FilterProblem::UnknownField { .. } => {
                self.format("filter-unknown_field-hint", &[("known", problem.known().join(", ").into())])
            }
            FilterProblem::NotOrdered(field) => value(*field),
            FilterProblem::EqualTime(field)
            | FilterProblem::MissingValue(Some(field @ (FilterField::Sla | FilterField::Age))) => time(*field),
            FilterProblem::MissingValue(Some(FilterField::Number)) | FilterProblem::NotANumber => {
                words.text("filter-write_number")
            }
            FilterProblem::MissingValue(Some(FilterField::Assignee)) => words.text("filter-write_holder"),
            FilterProblem::MissingValue(Some(field)) if field.is_open() => value(*field),
            FilterProblem::UnknownValue { .. } | FilterProblem::UnknownSort { .. } | FilterProblem::MissingValue(_) => {
                problem.known().join(", ")
            }
            FilterProblem::SecondValue => words.text("filter-second_value-hint"),
            FilterProblem::BadAmount | FilterProblem::UnknownUnit(_) | FilterProblem::MissingUnit => {
                words.text("filter-write_amount")
            }
            FilterProblem::TooLong => words.text("filter-too_long-hint"),
            FilterProblem::NegatedSort => words.text("filter-negated_sort-hint"),
            FilterProblem::SecondSort => words.text("filter-second_sort-hint"),
            FilterProblem::UnclosedQuote => words.text("filter-unclosed_quote-hint"),
            FilterProblem::NoWord => words.text("filter-no_word-hint"),
            FilterProblem::TooManyParts { .. } => words.text("filter-too_many_parts-hint"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Filter, Language};

    fn said(language: Language, query: &str) -> String {
        let said = Catalog::new(language).filter_error(&Filter::parse(query).unwrap_err());
        format!("{}: {}", said.what, said.hint)
    }

    #[test]
    fn an_operator_reads_what_is_wrong_with_a_query_in_their_own_language() {
        let cases = [
            (Language::En, "prio:urgent", "`urgent` is not a priority: critical, high, normal, low"),
            (Language::Pt, "prio:urgent", "`urgent` não é uma prioridade: critical, high, normal, low"),
            (Language::Es, "prio:urgent", "`urgent` no es una prioridad: critical, high, normal, low"),
            (Language::En, "status:opne", "`opne` is not a status: did you mean `open`?"),
            (Language::Pt, "statsu:open", "não existe o campo `statsu`: queria dizer `status:`?"),
            (Language::Es, "a \"b", "las comillas no están cerradas: ciérrelas con \""),
        ];
        for (language, query, sentence) in cases {
            assert_eq!(said(language, query), sentence);
        }
    }

    #[test]
    fn every_mistake_in_a_query_has_words_in_every_language() {
        let long = "x ".repeat(100);
        let values = ["status", "prio", "type", "role", "lang", "channel", "product", "is", "number"];
        let mut queries: Vec<String> = values.map(|field| format!("{field}:zzzzzzz")).into();
        queries.extend(FilterField::known_names().iter().map(|field| format!("{field}:")));
        let others = "-|zzzzzzz:1|site:<LS1|prio:<2,3|sla:30m|age:>x|age:>5x|age:>5|age:>99999d|-sort:due|sort:due sort:due|\
             sort:zzzzzzz|\"|***";
        queries.extend(others.split('|').map(String::from).chain([long]));
        for query in queries {
            let english = said(Language::En, &query);
            for language in [Language::Pt, Language::Es] {
                let sentence = said(language, &query);
                assert!(!sentence.contains('⟨') && sentence != english, "{query}: {sentence}");
            }
            assert!(!english.contains('⟨') && !english.contains(": :"), "{query}: {english}");
        }
    }

    #[test]
    fn what_was_typed_is_cleaned_before_it_is_shown() {
        assert!(!said(Language::En, "status:a\u{1b}[2Jb").contains('\u{1b}'));
    }
}
