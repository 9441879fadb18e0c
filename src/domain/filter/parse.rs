//! Reads a query from left to right, and says at which character it stops making sense.

use super::nearest::nearest;
use super::{Comparison, Field, Filter, FilterError, FilterProblem, Flag, Term, Value};
use crate::domain::{Channel, Language, OperatorId, Priority, Product, Role, Sort, Span, Status, TicketId, TicketType};

/// Values and words that a query may have: a limit of ours, so that no query becomes a statement without end.
pub const PARTS_LIMIT: usize = 64;
/// The longest span: a hundred years.
const LONGEST: Span = Span::days(36_525);

impl Filter {
    /// Reads a query. `Filter::parse(&filter.to_string())` gives the same filter.
    ///
    /// Errors name the first character that is wrong, counted from 1, and what would be right there.
    pub fn parse(text: &str) -> Result<Filter, FilterError> {
        let mut parser = Parser { chars: text.chars().collect(), at: 0, parts: 0, sorted: false };
        let mut filter = Filter::default();
        while parser.skip_space() {
            parser.part(&mut filter)?;
        }
        Ok(filter)
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    parts: usize,
    sorted: bool,
}

/// A value as it was written: in quotes it is only ever text.
struct Written {
    at: usize,
    text: String,
    quoted: bool,
}

impl Written {
    fn wrong(&self, problem: FilterProblem) -> FilterError {
        wrong(self.at, problem)
    }

    /// The value is this keyword, in any case.
    fn is(&self, word: &str) -> bool {
        !self.quoted && self.text.eq_ignore_ascii_case(word)
    }
}

fn wrong(at: usize, problem: FilterProblem) -> FilterError {
    FilterError { at: at + 1, problem }
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// Goes to the next part; false at the end.
    fn skip_space(&mut self) -> bool {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.peek().is_some()
    }

    fn part(&mut self, filter: &mut Filter) -> Result<(), FilterError> {
        let start = self.at;
        let negated = self.peek() == Some('-');
        if negated {
            self.at += 1;
        }
        if self.peek().is_none_or(char::is_whitespace) {
            return Err(wrong(start, FilterProblem::NothingNegated));
        }
        match self.field_name() {
            Some(name) => self.named(filter, negated, &name, start),
            None => self.free(filter, negated),
        }
    }

    /// The letters in front of a colon, if there are any; stands behind the colon then.
    fn field_name(&mut self) -> Option<String> {
        let rest = &self.chars[self.at..];
        let length = rest.iter().take_while(|c| c.is_alphabetic() || **c == '_').count();
        (length > 0 && rest.get(length) == Some(&':')).then(|| {
            self.at += length + 1;
            rest[..length].iter().collect()
        })
    }

    fn named(&mut self, filter: &mut Filter, negated: bool, name: &str, start: usize) -> Result<(), FilterError> {
        if name.eq_ignore_ascii_case("sort") {
            return self.sort(filter, negated, start);
        }
        let is_name = |known: &&str| known.eq_ignore_ascii_case(name);
        let found = Field::NAMES.iter().find(|(_, names)| names.iter().any(is_name));
        let Some((field, _)) = found else {
            let nearest = nearest(name, &Field::known_names());
            return Err(wrong(
                start + usize::from(negated),
                FilterProblem::UnknownField { word: name.into(), nearest },
            ));
        };
        let term = self.term(*field, negated)?;
        filter.terms.push(term);
        Ok(())
    }

    fn term(&mut self, field: Field, negated: bool) -> Result<Term, FilterError> {
        let at = self.at;
        let comparison = self.comparison();
        if comparison != Comparison::Equal && !field.is_ordered() {
            return Err(wrong(at, FilterProblem::NotOrdered(field)));
        }
        let mut values = Vec::new();
        loop {
            let written = self.written(Some(field))?;
            if comparison != Comparison::Equal && !values.is_empty() {
                return Err(written.wrong(FilterProblem::SecondValue));
            }
            values.push(value(field, comparison, &written)?);
            self.count(written.at)?;
            if self.peek() != Some(',') {
                return Ok(Term { negated, field, comparison, values });
            }
            self.at += 1;
        }
    }

    fn comparison(&mut self) -> Comparison {
        for (comparison, sign) in Comparison::SIGNS {
            let length = sign.len();
            let here = self.chars.get(self.at..self.at + length);
            if here.is_some_and(|here| here.iter().copied().eq(sign.chars())) {
                self.at += length;
                return comparison;
            }
        }
        Comparison::Equal
    }

    fn sort(&mut self, filter: &mut Filter, negated: bool, start: usize) -> Result<(), FilterError> {
        let words = Sort::ALL.map(|(_, word)| word);
        let written = self.written(None)?;
        if negated {
            return Err(wrong(start, FilterProblem::NegatedSort));
        }
        if self.sorted {
            return Err(wrong(start, FilterProblem::SecondSort));
        }
        self.sorted = true;
        let found = Sort::ALL.iter().find(|(_, word)| written.is(word));
        let unknown = || FilterProblem::UnknownSort { nearest: nearest(&written.text, &words) };
        let sort = found.ok_or_else(|| written.wrong(unknown()))?;
        filter.sort = sort.0;
        Ok(())
    }

    /// A word or phrase to be searched for, or the number of a ticket.
    fn free(&mut self, filter: &mut Filter, negated: bool) -> Result<(), FilterError> {
        let at = self.at;
        let (text, quoted) = match self.peek() {
            Some('"') => (self.phrase()?, true),
            _ => (self.bare(char::is_whitespace), false),
        };
        self.count(at)?;
        if let (false, Some(Ok(number))) = (quoted, text.strip_prefix('#').map(str::parse)) {
            let values = vec![Value::Number(TicketId(number))];
            filter.terms.push(Term { negated, field: Field::Number, comparison: Comparison::Equal, values });
            return Ok(());
        }
        if !text.contains(char::is_alphanumeric) {
            return Err(wrong(at, FilterProblem::NoWord));
        }
        filter.words.push((text, negated));
        Ok(())
    }

    /// The value of a field, or the name of an order.
    fn written(&mut self, field: Option<Field>) -> Result<Written, FilterError> {
        let at = self.at;
        let (text, quoted) = match self.peek() {
            Some('"') => (self.phrase()?, true),
            _ => (self.bare(|c| c.is_whitespace() || c == ','), false),
        };
        match text.trim().is_empty() {
            true => Err(wrong(at, FilterProblem::MissingValue(field))),
            false => Ok(Written { at, text, quoted }),
        }
    }

    fn bare(&mut self, ends: impl Fn(char) -> bool) -> String {
        let text: String = self.chars[self.at..].iter().take_while(|c| !ends(**c)).collect();
        self.at += text.chars().count();
        text
    }

    /// What stands in quotes; `\"` and `\\` mean the sign itself.
    fn phrase(&mut self) -> Result<String, FilterError> {
        let start = self.at;
        let mut text = String::new();
        self.at += 1;
        while let Some(c) = self.peek() {
            self.at += 1;
            match (c, self.peek()) {
                ('"', _) => return Ok(text),
                ('\\', Some(sign @ ('"' | '\\'))) => {
                    self.at += 1;
                    text.push(sign);
                }
                _ => text.push(c),
            }
        }
        Err(wrong(start, FilterProblem::UnclosedQuote))
    }

    fn count(&mut self, at: usize) -> Result<(), FilterError> {
        self.parts += 1;
        if self.parts > PARTS_LIMIT {
            return Err(wrong(at, FilterProblem::TooManyParts { limit: PARTS_LIMIT }));
        }
        Ok(())
    }
}

fn value(field: Field, comparison: Comparison, written: &Written) -> Result<Value, FilterError> {
    if field.is_optional() && comparison == Comparison::Equal && (written.is("none") || written.is("nobody")) {
        return Ok(Value::Nothing);
    }
    // Words are written with either line: `on-hold`, `on_hold`.
    let word = written.text.replace('-', "_");
    let found = match field {
        Field::Status => Status::parse(&word).map(Value::Status),
        Field::Priority => priority(&word).map(Value::Priority),
        Field::Type => TicketType::parse(&word).map(Value::Type),
        Field::Role => Role::parse(&word).map(Value::Role),
        Field::Language if written.is("me") => Some(Value::Me),
        Field::Language => Language::parse(&word).map(Value::Language),
        Field::Channel => Channel::parse(&word).map(Value::Channel),
        Field::Product => Product::parse(&word).map(Value::Product),
        Field::Is => Flag::ALL.iter().find(|(_, name)| name.eq_ignore_ascii_case(&word)).map(|it| Value::Flag(it.0)),
        Field::Number | Field::Incident => return number(written),
        Field::Sla | Field::Age if comparison == Comparison::Equal => {
            return Err(written.wrong(FilterProblem::EqualTime(field)));
        }
        Field::Sla | Field::Age => return span(written).map(Value::Span),
        Field::Assignee if written.is("me") => Some(Value::Me),
        Field::Assignee => Some(Value::Operator(OperatorId::new(&written.text))),
        Field::Site => Some(Value::Text(written.text.to_uppercase())),
        Field::Customer | Field::Tag => Some(Value::Text(written.text.clone())),
    };
    let unknown = || {
        let nearest = nearest(&word, &field.known_values());
        written.wrong(FilterProblem::UnknownValue { field, word: written.text.clone(), nearest })
    };
    found.ok_or_else(unknown)
}

/// A priority by its word, or by its rank from 1.
fn priority(word: &str) -> Option<Priority> {
    let ranked = || word.parse().ok().and_then(|n: i64| Priority::ALL.iter().find(|it| it.rank() + 1 == n).copied());
    Priority::parse(word).or_else(ranked)
}

fn number(written: &Written) -> Result<Value, FilterError> {
    let number = written.text.strip_prefix('#').unwrap_or(&written.text).parse();
    let number = number.map_err(|_| written.wrong(FilterProblem::NotANumber))?;
    Ok(Value::Number(TicketId(number)))
}

/// `30m`, `1h30m`, `2d`, `-10m`.
fn span(written: &Written) -> Result<Span, FilterError> {
    let (sign, text) = match written.text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, written.text.as_str()),
    };
    let (mut total, mut digits) = (Span(0), String::new());
    for (i, c) in text.chars().enumerate() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let at = written.at + usize::from(written.quoted) + usize::from(sign < 0) + i;
        let n = digits.parse().map_err(|_| wrong(at, FilterProblem::BadAmount))?;
        total = total + unit(c, n).ok_or_else(|| wrong(at, FilterProblem::UnknownUnit(c)))?;
        digits.clear();
    }
    if !digits.is_empty() || text.is_empty() {
        return Err(written.wrong(FilterProblem::MissingUnit));
    }
    if total > LONGEST {
        return Err(written.wrong(FilterProblem::TooLong));
    }
    Ok(Span(sign * total.0))
}

fn unit(unit: char, n: i64) -> Option<Span> {
    Some(match unit.to_ascii_lowercase() {
        's' => Span::seconds(n),
        'm' => Span::minutes(n),
        'h' => Span::hours(n),
        'd' => Span::days(n),
        'w' => Span::days(n.saturating_mul(7)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn canonical(text: &str) -> String {
        Filter::parse(text).unwrap().to_string()
    }

    fn error(text: &str) -> (usize, String, String) {
        let error = Filter::parse(text).unwrap_err();
        (error.at, error.problem.to_string(), error.hint())
    }

    #[test]
    fn the_query_of_the_manual_is_read_as_it_stands() {
        let text = r#"role:gsd status:open prio:<=2 site:LS1 lang:pt sla:<30m customer:acme -tag:spam "cross connect" sort:due"#;
        assert_eq!(canonical(text), text);
        let filter = Filter::parse(text).unwrap();
        assert_eq!(filter.terms.len(), 8);
        assert_eq!(filter.words, [("cross connect".to_string(), false)]);
        assert_eq!(filter.sort, Sort::Due);
    }

    #[test]
    fn other_spellings_have_one_canonical_text() {
        let cases = [
            ("", ""),
            ("  power   LOSS ", "power LOSS"),
            ("Priority:High,1", "prio:high,critical"),
            ("prio:>=normal", "prio:>=3"),
            ("status:On-Hold kind:smart-hands", "status:on_hold type:smart_hands"),
            ("#4711 -#12", "number:4711 -number:12"),
            ("assignee:me,nobody holder:op-08", "assignee:me,none assignee:op-08"),
            ("site:ls1 sort:desk", "site:LS1"),
            ("age:>90m sla:<-1w", "age:>1h30m sla:<-7d"),
            ("12:30 \"re: invoice\"", "\"12:30\" \"re: invoice\""),
            (r#"customer:"say \"hi\", C:\\x""#, r#"customer:"say \"hi\", C:\\x""#),
            ("role:none sla:none", "role:none sla:none"),
            ("Lang:ME is:Passed-Over,promised", "lang:me is:passed_over,promised"),
        ];
        for (text, expected) in cases {
            assert_eq!(canonical(text), expected, "{text}");
        }
    }

    #[test]
    fn quotes_make_a_word_of_what_has_a_meaning() {
        let filter = Filter::parse("assignee:\"me\" -\"-x\"").unwrap();
        assert_eq!(filter.terms[0].values, [Value::Operator(OperatorId::new("me"))]);
        assert_eq!(filter.to_string(), "assignee:\"me\" -\"-x\"");
    }

    #[test]
    fn an_error_points_at_the_character_and_says_what_would_be_right() {
        let cases = [
            ("é statsu:open", 3, "unknown field `statsu`", "did you mean `status:`?"),
            ("status:open,opne", 13, "`opne` is not a status", "did you mean `open`?"),
            ("-lang:fr", 7, "`fr` is not a language of the desk", "one of pt, es, en, me"),
            ("site:", 6, "a value is missing", "write `site:` and the value"),
            ("foo -", 5, "nothing follows the minus", "write what it takes away right after it"),
            ("site:<LS1", 6, "`site` has no more and less", "write `site:` and the value"),
            ("prio:<2,3", 9, "a comparison takes one value", "leave the comma and what follows away"),
            ("sla:30m", 5, "a time is compared by more and less", "write `sla:<30m` or `sla:>2d`"),
            ("a \"b", 3, "the quote is not closed", "close it with \""),
            ("sort:duue", 6, "unknown order", "did you mean `due`?"),
            ("sort:due sort:age", 10, "the order is given twice", "leave one of them away"),
            ("a ***", 3, "there is no word to search for", "search for letters or digits"),
        ];
        for (text, at, problem, hint) in cases {
            assert_eq!(error(text), (at, problem.to_string(), hint.to_string()), "{text}");
        }
        assert_eq!(error("sla:<30x").0, 8);
        assert_eq!(error("age:>5").1, "a unit of time is missing");
        assert_eq!(error("age:>40000d").1, "that is longer than a hundred years");
    }

    #[test]
    fn a_query_without_end_is_refused() {
        assert!(Filter::parse(&"x ".repeat(PARTS_LIMIT)).is_ok());
        assert_eq!(error(&"x ".repeat(PARTS_LIMIT + 1)).0, 2 * PARTS_LIMIT + 1);
    }

    #[test]
    fn every_known_value_is_read() {
        for (field, names) in Field::NAMES {
            assert_eq!(field.word(), names[0]);
            for word in field.known_values() {
                let text = format!("{}:{}", field.word(), word.to_lowercase());
                assert_eq!(canonical(&text), text);
            }
        }
        for (flag, word) in Flag::ALL {
            assert_eq!(flag.word(), word);
        }
    }

    /// Text that looks like a query: names, signs and quotes in any order.
    fn scraps() -> impl Strategy<Value = String> {
        let names = Field::known_names().into_iter().map(|name| format!("{name}:"));
        let values = Field::NAMES.iter().flat_map(|(field, _)| field.known_values()).map(String::from);
        let signs = ["<", "<=", ">", "=", "-", "\"", "\\", ",", " ", ":", "#12", "30m", "2d", "é", "LS1"];
        let scraps: Vec<String> = names.chain(values).chain(signs.map(String::from)).collect();
        prop::collection::vec(prop::sample::select(scraps), 0..12).prop_map(|parts| parts.concat())
    }

    fn holds_for(text: &str) -> Result<(), TestCaseError> {
        match Filter::parse(text) {
            Ok(filter) => prop_assert_eq!(Filter::parse(&filter.to_string()), Ok(filter)),
            Err(error) => prop_assert!(error.at >= 1 && error.at <= text.chars().count() + 1),
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_what_is_read_survives_its_canonical_text(text in any::<String>()) {
            holds_for(&text)?;
        }

        #[test]
        fn anything_like_a_query_survives_its_canonical_text(text in scraps()) {
            holds_for(&text)?;
        }
    }
}
