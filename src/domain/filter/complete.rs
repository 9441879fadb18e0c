//! What a query that is being typed may go on with: names of fields, and the values that are known.
//!
//! The words are the parser's own. What is completed begins where the parser would begin to read it, so that a
//! completion never makes nonsense of what stands before it.

use super::{Comparison, Field, quoted, text};
use crate::domain::Sort;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Values that are not the language's own: what the one who completes has met with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Ids of operators, and by what name they may be asked for.
    pub operators: Vec<(String, String)>,
    pub sites: Met,
    pub customers: Met,
    pub tags: Met,
}

/// Words that were met with, each once, as many as are worth suggesting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Met(BTreeSet<String>);

impl Met {
    const LIMIT: usize = 1_000;

    pub fn with(&mut self, word: &str) {
        if self.0.len() < Met::LIMIT && !self.0.contains(word) && !word.trim().is_empty() {
            self.0.insert(word.to_string());
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the text that a candidate takes the place of.
    pub replaces: Range<usize>,
    /// The best first.
    pub candidates: Vec<String>,
}

/// Spans that are asked for most.
const SPANS: [&str; 4] = ["30m", "1h", "4h", "1d"];

/// What the term that ends at `cursor`, a byte of the text, may become. Inside a word there is nothing to complete.
pub fn complete(query: &str, cursor: usize, known: &Known) -> Completion {
    let (before, after) = query.split_at(query.floor_char_boundary(cursor));
    if after.starts_with(|c: char| !c.is_whitespace() && c != ',') {
        return Completion::default();
    }
    let (place, from) = place(before);
    let typed = &before[from..];
    let candidates = match place {
        Place::Name { negated, sorted } => names(typed, negated, sorted),
        Place::Sort => beginning(typed, Sort::ALL.iter().map(|(_, word)| (*word).to_string())),
        Place::Value { field, comparison, listed } => {
            let mut values = values(field, comparison, typed, known);
            values.retain(|value| !listed.contains(value));
            if listed.is_empty() || comparison == Comparison::Equal { values } else { Vec::new() }
        }
        Place::Elsewhere => Vec::new(),
    };
    let mut candidates: Vec<String> = candidates.into_iter().filter(|it| it != typed).collect();
    let mut seen = HashSet::new();
    candidates.retain(|it| seen.insert(it.clone()));
    Completion { replaces: from..before.len(), candidates }
}

/// Where the end of a text stands.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// In a word that may become the name of a field.
    Name {
        negated: bool,
        sorted: bool,
    },
    /// In the name of an order.
    Sort,
    /// In a value, after those that are listed.
    Value {
        field: Field,
        comparison: Comparison,
        listed: Vec<String>,
    },
    Elsewhere,
}

/// Reads a text as the parser does, and says where it ends and where the word there begins.
fn place(text: &str) -> (Place, usize) {
    let (mut at, mut sorted) = (0, false);
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let negated = text[at..].starts_with('-');
        at += usize::from(negated);
        let rest = &text[at..];
        let letters = rest.find(|c: char| !c.is_alphabetic() && c != '_').unwrap_or(rest.len());
        if letters == rest.len() {
            return (Place::Name { negated, sorted }, at);
        }
        if letters == 0 || !rest[letters..].starts_with(':') {
            match word_end(rest, char::is_whitespace) {
                Some(end) => at += end,
                None => return (Place::Elsewhere, text.len()),
            }
            continue;
        }
        let name = &rest[..letters];
        let sort = name.eq_ignore_ascii_case("sort");
        let field = Field::NAMES.iter().find(|(_, names)| names.iter().any(|it| it.eq_ignore_ascii_case(name)));
        at += letters + 1;
        match (sort, field) {
            (true, _) => {
                let Some(end) = word_end(&text[at..], char::is_whitespace) else {
                    return (if negated || sorted { Place::Elsewhere } else { Place::Sort }, at);
                };
                (at, sorted) = (at + end, true);
            }
            (false, Some((field, _))) => match value_place(text, &mut at, *field) {
                Some(place) => return (place, at),
                None => continue,
            },
            (false, None) => return (Place::Elsewhere, text.len()),
        }
    }
}

/// Goes over the values of a field; where the text ends, if it ends among them.
fn value_place(text: &str, at: &mut usize, field: Field) -> Option<Place> {
    let sign = Comparison::SIGNS.iter().find(|(_, sign)| text[*at..].starts_with(sign));
    *at += sign.map_or(0, |(_, sign)| sign.len());
    let comparison = sign.map_or(Comparison::Equal, |(comparison, _)| *comparison);
    let mut listed = Vec::new();
    loop {
        let rest = &text[*at..];
        let Some(end) = word_end(rest, |c| c.is_whitespace() || c == ',') else {
            // More and less of what has no order is a mistake that more letters do not mend.
            let read = comparison == Comparison::Equal || field.is_ordered();
            return Some(if read { Place::Value { field, comparison, listed } } else { Place::Elsewhere });
        };
        listed.push(rest[..end].to_string());
        *at += end;
        match text[*at..].starts_with(',') {
            true => *at += 1,
            false => return None,
        }
    }
}

/// Where a word or phrase ends; None if it goes on to the end of the text.
fn word_end(rest: &str, ends: impl Fn(char) -> bool) -> Option<usize> {
    if !rest.starts_with('"') {
        return rest.find(ends);
    }
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return Some(at + 1).filter(|end| *end < rest.len()),
            c => escaped = c == '\\' && !escaped,
        }
    }
    None
}

/// Names of fields that begin so; another spelling of one if it is that which was begun.
fn names(typed: &str, negated: bool, sorted: bool) -> Vec<String> {
    let other = Field::NAMES.iter().filter_map(|(_, names)| {
        let begins = |name: &&&str| name.starts_with(&typed.to_lowercase());
        names.iter().find(begins).copied()
    });
    let sort = (!negated && !sorted).then_some("sort");
    beginning(typed, other.chain(sort).map(|name| format!("{name}:")))
}

/// The values of a field that begin with what was typed.
fn values(field: Field, comparison: Comparison, typed: &str, known: &Known) -> Vec<String> {
    let mut found = Vec::new();
    let equal = comparison == Comparison::Equal;
    if matches!(field, Field::Sla | Field::Age) {
        let sign = if field == Field::Sla { "<" } else { ">" };
        found.extend(SPANS.map(|span| if equal { format!("{sign}{span}") } else { span.to_string() }));
    }
    found.extend(field.known_values().into_iter().filter(|word| *word != "none").map(str::to_lowercase));
    found = meant(typed, found);
    let (letters, in_quotes) = (folded(typed.trim_start_matches('"')), typed.starts_with('"'));
    let begins = |name: &str| {
        let name = folded(name);
        name.starts_with(&letters) || name.split(' ').any(|word| word.starts_with(&letters))
    };
    let written = |value: &str| if in_quotes { quoted(value) } else { text(value) };
    let of = |met: &Met| -> Vec<String> { met.0.iter().filter(|it| begins(it)).map(|it| written(it)).collect() };
    found.extend(match field {
        Field::Site => of(&known.sites),
        Field::Customer => of(&known.customers),
        Field::Tag => of(&known.tags),
        Field::Assignee => {
            let there =
                known.operators.iter().filter(|(id, name)| !id.trim().is_empty() && (begins(id) || begins(name)));
            there.map(|(id, _)| written(id)).collect()
        }
        _ => Vec::new(),
    });
    if equal && field.is_optional() {
        found.extend(meant(typed, vec!["none".to_string()]));
    }
    found
}

/// Those of the language's own words that begin so. In quotes a word has no meaning.
fn meant(typed: &str, words: Vec<String>) -> Vec<String> {
    if typed.starts_with('"') { Vec::new() } else { beginning(&typed.replace('-', "_"), words.into_iter()) }
}

fn beginning(typed: &str, words: impl Iterator<Item = String>) -> Vec<String> {
    let typed = typed.to_lowercase();
    words.filter(|word| word.starts_with(&typed)).collect()
}

/// Without case and accents.
fn folded(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Filter;
    use proptest::prelude::*;

    fn known() -> Known {
        let all = |words: &[&str]| {
            let mut met = Met::default();
            words.iter().for_each(|it| met.with(it));
            met
        };
        Known {
            operators: vec![("op-08".into(), "Inês Sá".into()), ("none".into(), "A, B".into())],
            sites: all(&["LS1", "LS2", "MD2", "  "]),
            customers: all(&["Vidraria Atlante", "Acme", "say \"hi\", C:\\x", "<odd"]),
            tags: all(&["vip", "spam", "me"]),
        }
    }

    fn completed(query: &str) -> Vec<String> {
        let found = complete(query, query.len(), &known());
        found.candidates.iter().map(|it| format!("{}{it}", &query[..found.replaces.start])).collect()
    }

    #[test]
    fn a_name_then_a_value_then_another_value() {
        assert_eq!(completed("ro"), ["role:"]);
        assert_eq!(completed("lang:pt -PR"), ["lang:pt -prio:", "lang:pt -product:"]);
        assert_eq!(completed("role:"), ["role:am", "role:csm", "role:se", "role:ba", "role:gsd", "role:none"]);
        assert_eq!(completed("status:on-"), ["status:on_hold"]);
        assert_eq!(completed("role:gsd,b"), ["role:gsd,ba"]);
        assert!(!completed("role:gsd,").contains(&"role:gsd,gsd".to_string()), "one is enough");
        assert_eq!(completed("sort:u"), ["sort:updated"]);
        assert_eq!(completed("kin"), ["kind:"], "another spelling, if it is that which was begun");
    }

    #[test]
    fn times_and_ranks_are_offered_with_their_signs() {
        assert_eq!(completed("sla:")[0], "sla:<30m");
        assert_eq!(completed("age:>1"), ["age:>1h", "age:>1d"]);
        assert_eq!(completed("prio:<=h"), ["prio:<=high"]);
        assert_eq!(completed("prio:<2,"), [""; 0], "a comparison takes one value");
        assert_eq!(completed("site:<"), [""; 0]);
    }

    #[test]
    fn what_is_at_hand_is_found_by_any_of_its_words_and_quoted_where_it_must_be() {
        assert_eq!(completed("site:l"), ["site:LS1", "site:LS2"]);
        assert_eq!(completed("customer:atl"), ["customer:\"Vidraria Atlante\""]);
        assert_eq!(completed("customer:\"vid"), ["customer:\"Vidraria Atlante\""]);
        assert_eq!(completed("assignee:ines"), ["assignee:op-08"]);
        assert_eq!(completed("holder:m"), ["holder:me"]);
        assert_eq!(completed("assignee:none,a"), ["assignee:none,\"none\""], "an operator of that name");
    }

    #[test]
    fn there_is_nothing_to_complete_in_a_word_in_a_phrase_and_after_a_second_order() {
        for query in ["power ", "\"ro", "12:30", "xyz:", "sort:due sort:", "-sort:", "role:gsd", "number:"] {
            let names = query.ends_with(' ');
            assert_eq!(completed(query).is_empty(), !names, "{query}");
        }
        assert!(!completed("sort:due so").contains(&"sort:due sort:".to_string()));
        assert_eq!(complete("role:gsd", 2, &known()), Completion::default());
        assert_eq!(complete("ro lang:pt", 2, &known()).candidates, ["role:"]);
    }

    const PARTS: &[&str] = &[
        "role:gsd,none",
        "-status:open",
        "prio:<=2",
        "prio:high,low",
        "site:LS1",
        "customer:\"Vidraria Atlante\"",
        "customer:\"a \\\" b\"",
        "assignee:me,op-08",
        "assignee:\"me\"",
        "tag:vip",
        "sla:<30m",
        "age:>1h",
        "is:live",
        "lang:me",
        "#12",
        "number:>5",
        "\"cross connect\"",
        "-\"not this\"",
        "power",
        "12:30",
        "holder:none",
    ];
    /// What may follow so that a query is whole again.
    const ENDS: &[&str] =
        &["", "1", "x", "\"", "x\"", "\"x\"", "<1h", "m", "1m", "pt", "am", "open", "low", "live", "due", "bug"];

    fn query() -> impl Strategy<Value = String> {
        let parts = prop::collection::vec(prop::sample::select(PARTS), 0..5);
        let sort = prop::sample::select(&["", "sort:due"][..]);
        (parts, sort, any::<bool>()).prop_map(|(parts, sort, first)| match first {
            true => format!("{sort} {}", parts.join(" ")),
            false => format!("{} {sort}", parts.join("  ")),
        })
    }

    fn can_become_whole(text: &str) -> bool {
        let values = Field::NAMES.iter().flat_map(|(field, _)| field.known_values()).map(str::to_lowercase);
        let mut ends = ENDS.iter().map(|it| (*it).to_string()).chain(values);
        ends.any(|end| Filter::parse(&format!("{text}{end}")).is_ok())
    }

    proptest! {
        #[test]
        fn what_completes_the_beginning_of_a_query_is_a_query_or_the_beginning_of_one(query in query(), at in 0usize..200) {
            prop_assert!(Filter::parse(&query).is_ok(), "{query}");
            let end = query.floor_char_boundary(at.min(query.len()));
            let beginning = &query[..end];
            for whole in completed(beginning) {
                prop_assert!(can_become_whole(&whole), "{beginning:?} → {whole:?}");
            }
        }

        #[test]
        fn any_text_and_any_place_in_it_can_be_asked_about(text in "\\PC{0,40}|[a-z:\"\\\\, <>=-]{0,40}", at in 0usize..60) {
            let found = complete(&text, at, &known());
            prop_assert!(found.candidates.is_empty() || text.is_char_boundary(found.replaces.start));
            prop_assert!(found.replaces.end <= text.len());
        }
    }
}
