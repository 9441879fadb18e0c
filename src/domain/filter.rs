//! The query language: one text that filters the queue, saves a search and works on the command line.
//!
//! `role:gsd status:open prio:<=2 site:LS1 lang:pt sla:<30m customer:acme "cross connect" -tag:spam sort:due`
//!
//! Terms are joined by *and*; a comma in a value means *or*; `-` in front of a term negates it; a word without a
//! field is searched in subject and conversation, accents folded. `#4711` is short for `number:4711`. Quotes keep
//! spaces, commas and colons together, and make a word of what would have a meaning: `assignee:"me"`.

pub mod complete;
mod nearest;
mod parse;
mod problem;

pub use problem::{FilterError, FilterProblem};

use super::{
    Channel, CustomerId, Language, OperatorId, Priority, Product, Role, Sort, Span, Status, TicketId, TicketType,
};
use std::fmt;

/// A parsed query. The default is the whole live queue in desk order. [`Filter::parse`] reads one, and
/// `to_string` gives its canonical text back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub terms: Vec<Term>,
    /// Words and quoted phrases to be found in full text, with their negation.
    pub words: Vec<(String, bool)>,
    pub sort: Sort,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub negated: bool,
    pub field: Field,
    pub comparison: Comparison,
    /// Any of these. Never empty.
    pub values: Vec<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Number,
    Status,
    /// By its word, or by its rank from 1 (critical) to 4 (low): `prio:<=2` is critical and high.
    Priority,
    Type,
    Role,
    /// `assignee:me`, `assignee:none`, `assignee:op-08`.
    Assignee,
    Site,
    /// `lang:pt`; `lang:me` is any that the operator who asks speaks.
    Language,
    Channel,
    Product,
    /// A customer's id, or part of its name.
    Customer,
    Tag,
    /// Time left on the nearest running clock.
    Sla,
    /// Time since the ticket was made.
    Age,
    /// `is:emergency`, `is:breached`, `is:unread`, `is:pending` (not yet synced), `is:promised` (the customer waits for
    /// something), `is:passed_over` (by the desk, often), `is:incident`, `is:proposed` (an incident whose broadcast waits
    /// for release), `is:live`, `is:finished`, `is:merged` (into another).
    Is,
    /// What is attached to an incident, by its number.
    Incident,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Number(TicketId),
    Status(Status),
    Priority(Priority),
    Type(TicketType),
    Role(Role),
    /// `none`: nobody, or not set.
    Nothing,
    /// `me`: the operator who asks.
    Me,
    Operator(OperatorId),
    Language(Language),
    Channel(Channel),
    Product(Product),
    Text(String),
    Span(Span),
    Flag(Flag),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    Emergency,
    Breached,
    Unread,
    Pending,
    Promised,
    PassedOver,
    Live,
    Finished,
    Incident,
    Proposed,
    Merged,
}

impl Filter {
    /// The live tickets of one customer.
    pub fn of_customer(id: &CustomerId) -> Filter {
        let values = vec![Value::Text(id.as_str().into())];
        let term = Term { negated: false, field: Field::Customer, comparison: Comparison::Equal, values };
        Filter { terms: vec![term], ..Filter::default() }
    }
}

impl Field {
    /// The names of the fields: the canonical one, then others that are understood.
    const NAMES: [(Field, &'static [&'static str]); 16] = [
        (Field::Number, &["number", "id", "no"]),
        (Field::Status, &["status"]),
        (Field::Priority, &["prio", "priority"]),
        (Field::Type, &["type", "kind"]),
        (Field::Role, &["role", "owner"]),
        (Field::Assignee, &["assignee", "holder"]),
        (Field::Site, &["site", "ibx"]),
        (Field::Language, &["lang", "language"]),
        (Field::Channel, &["channel", "via"]),
        (Field::Product, &["product"]),
        (Field::Customer, &["customer"]),
        (Field::Tag, &["tag"]),
        (Field::Sla, &["sla", "due"]),
        (Field::Age, &["age"]),
        (Field::Is, &["is"]),
        (Field::Incident, &["incident"]),
    ];

    /// The canonical name.
    pub fn word(self) -> &'static str {
        Field::NAMES[self as usize].1[0]
    }

    /// Compares by more and less, and not only by equal.
    pub fn is_ordered(self) -> bool {
        matches!(self, Field::Number | Field::Priority | Field::Sla | Field::Age)
    }

    /// May be empty, and asked for by `none`.
    fn is_optional(self) -> bool {
        matches!(
            self,
            Field::Role | Field::Assignee | Field::Site | Field::Product | Field::Tag | Field::Sla | Field::Incident
        )
    }

    /// The words that are right as a value, as far as they are known: for hints and completion.
    pub fn known_values(self) -> Vec<&'static str> {
        let mut words: Vec<&'static str> = match self {
            Field::Status => Status::ALL.iter().map(|it| it.word()).collect(),
            Field::Priority => Priority::ALL.iter().map(|it| it.word()).collect(),
            Field::Type => TicketType::ALL.iter().map(|it| it.word()).collect(),
            Field::Role => Role::ALL.iter().map(|it| it.code()).collect(),
            Field::Language => Language::ALL.iter().map(|it| it.word()).chain(["me"]).collect(),
            Field::Channel => Channel::ALL.iter().map(|it| it.word()).collect(),
            Field::Product => Product::ALL.iter().map(|it| it.word()).collect(),
            Field::Is => Flag::ALL.iter().map(|it| it.1).collect(),
            Field::Assignee => vec!["me"],
            _ => Vec::new(),
        };
        if self.is_optional() {
            words.push("none");
        }
        words
    }

    /// Takes any text: what a known value would be is no help.
    pub fn is_open(self) -> bool {
        matches!(self, Field::Site | Field::Customer | Field::Tag)
    }

    /// All canonical names, `sort` included: for hints and completion.
    pub fn known_names() -> Vec<&'static str> {
        Field::NAMES.iter().map(|(_, names)| names[0]).chain(["sort"]).collect()
    }
}

impl Comparison {
    /// Longer signs first, so that `<=` is not read as `<`.
    const SIGNS: [(Comparison, &'static str); 5] = [
        (Comparison::LessOrEqual, "<="),
        (Comparison::GreaterOrEqual, ">="),
        (Comparison::Less, "<"),
        (Comparison::Greater, ">"),
        (Comparison::Equal, "="),
    ];
}

impl Flag {
    const ALL: [(Flag, &'static str); 11] = [
        (Flag::Emergency, "emergency"),
        (Flag::Breached, "breached"),
        (Flag::Unread, "unread"),
        (Flag::Pending, "pending"),
        (Flag::Promised, "promised"),
        (Flag::PassedOver, "passed_over"),
        (Flag::Live, "live"),
        (Flag::Finished, "finished"),
        (Flag::Incident, "incident"),
        (Flag::Proposed, "proposed"),
        (Flag::Merged, "merged"),
    ];

    pub fn word(self) -> &'static str {
        Flag::ALL[self as usize].1
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let terms = self.terms.iter().map(ToString::to_string);
        let minus = |negated: bool| if negated { "-" } else { "" };
        let words = self.words.iter().map(|(text, negated)| format!("{}{}", minus(*negated), free(text)));
        let sort = (self.sort != Sort::Desk).then(|| format!("sort:{}", self.sort.word()));
        f.write_str(&terms.chain(words).chain(sort).collect::<Vec<_>>().join(" "))
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.negated { "-" } else { "" };
        let sign = match self.comparison {
            Comparison::Equal => "",
            other => Comparison::SIGNS.iter().find(|it| it.0 == other).map_or("", |it| it.1),
        };
        let values = self.values.iter().map(|value| self.value(value)).collect::<Vec<_>>().join(",");
        write!(f, "{minus}{}:{sign}{values}", self.field.word())
    }
}

impl Term {
    fn value(&self, value: &Value) -> String {
        match value {
            Value::Number(id) => id.to_string(),
            Value::Status(it) => it.to_string(),
            Value::Priority(it) if self.comparison == Comparison::Equal => it.to_string(),
            Value::Priority(it) => (it.rank() + 1).to_string(),
            Value::Type(it) => it.to_string(),
            Value::Role(it) => it.code().to_lowercase(),
            Value::Nothing => "none".into(),
            Value::Me => "me".into(),
            Value::Operator(id) => text(id.as_str()),
            Value::Language(it) => it.to_string(),
            Value::Channel(it) => it.to_string(),
            Value::Product(it) => it.to_string(),
            Value::Text(it) => text(it),
            Value::Span(it) => span(*it),
            Value::Flag(it) => it.word().into(),
        }
    }
}

/// A value that is text, in quotes if it would be read as anything else.
fn text(text: &str) -> String {
    let keyword = ["me", "none", "nobody"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let sign = text.starts_with(['<', '>', '=']);
    let bare = !keyword && !sign && !text.contains(|c: char| c.is_whitespace() || c == ',' || c == '"');
    if bare && !text.is_empty() { text.to_string() } else { quoted(text) }
}

/// A free word, in quotes if it would be read as anything else.
fn free(text: &str) -> String {
    let bare = !text.starts_with(['-', '#']) && !text.contains(|c: char| c.is_whitespace() || c == ':' || c == '"');
    if bare && !text.is_empty() { text.to_string() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `1d2h30m`, in whole seconds.
fn span(span: Span) -> String {
    let mut left = span.0.unsigned_abs() / 1_000;
    let mut text = String::from(if span.0 < 0 { "-" } else { "" });
    for (seconds, unit) in [(86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")] {
        if left >= seconds {
            text.push_str(&format!("{}{unit}", left / seconds));
            left %= seconds;
        }
    }
    if text.is_empty() { "0m".into() } else { text }
}
