//! A query ([`Filter`]) as SQL: constant fragments, everything from outside bound as a parameter.

use super::{StoreError, Tx, dialect, fold, rows, sql::Sql};
use crate::domain::{
    Comparison, Filter, FilterField as Field, FilterFlag as Flag, FilterValue, OperatorId, Role, Span, Term, Timestamp,
    skip,
};

/// Who reads a list, and when: what `me` and `sla:<30m` mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    pub operator: OperatorId,
    pub now: Timestamp,
}

/// Which halves of the tickets a list takes rows from: live (true), finished (false). Every list says so, since
/// every index begins with it; one that takes both is read as two and merged. Unless a term speaks of the status,
/// a list is of live tickets.
pub(super) fn halves(filter: &Filter) -> Vec<bool> {
    let lifted = filter.terms.iter().any(lifts);
    let allowed = |live: &bool| filter.terms.iter().all(|term| allows(term, *live));
    [true, false].into_iter().filter(|live| *live || lifted).filter(allowed).collect()
}

/// Whether the term takes away the silent `is:live`. `-status:pending` does not: it is said of the queue at hand.
fn lifts(term: &Term) -> bool {
    let by_half = term.values.iter().any(|value| matches!(value, FilterValue::Flag(Flag::Live | Flag::Finished)));
    matches!(term.field, Field::Status | Field::Is) && (!term.negated || by_half)
}

/// Whether any ticket of that half can meet the term.
fn allows(term: &Term, live: bool) -> bool {
    let half = |value: &FilterValue| match value {
        FilterValue::Status(status) if !term.negated => Some(status.is_live()),
        FilterValue::Flag(Flag::Live) => Some(true),
        FilterValue::Flag(Flag::Finished) => Some(false),
        _ => None,
    };
    match term.negated {
        false => term.values.iter().any(|value| half(value).is_none_or(|half| half == live)),
        true => term.values.iter().all(|value| half(value) != Some(live)),
    }
}

/// Up to so many tickets are sorted faster than they are met in the order of a list.
const FEW: i64 = 2_000;

/// Whether a term or word says so much that its tickets are better looked up by it than met in the order of the list.
pub(super) fn picks_few(tx: &mut dyn Tx, filter: &Filter) -> Result<bool, StoreError> {
    for term in filter.terms.iter().filter(|term| term.field == Field::Customer && !term.negated) {
        let mut sql = Sql::new("select count(*) from (select 1 from ticket t where ");
        sql.join(&term.values, " or ", customer_is);
        if are_few(tx, sql)? {
            return Ok(true);
        }
    }
    if filter.terms.iter().any(is_short) {
        return Ok(true);
    }
    let merged = |term: &Term| !term.negated && term.values == [FilterValue::Flag(Flag::Merged)];
    if filter.terms.iter().any(merged)
        && are_few(tx, Sql::new("select count(*) from (select 1 from ticket t where t.duplicate_of is not null"))?
    {
        return Ok(true);
    }
    for (pattern, negated) in patterns(filter) {
        let mut sql = Sql::new(dialect::SEARCH_COUNT);
        sql.bind(pattern);
        if !negated && are_few(tx, sql)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// An outbox is short, an incident has few children, and there are few incidents.
fn is_short(term: &Term) -> bool {
    use FilterValue::{Flag as Is, Number};
    let short = |value: &FilterValue| match value {
        Is(Flag::Pending | Flag::Incident | Flag::Proposed) => true,
        Number(_) => term.field == Field::Incident,
        _ => false,
    };
    !term.negated && term.values.iter().all(short)
}

fn are_few(tx: &mut dyn Tx, mut sql: Sql) -> Result<bool, StoreError> {
    sql.push(" limit ").bind(FEW + 1).push(") found");
    Ok(tx.first(&sql.text, &sql.params)?.map_or(Ok(0), |row| row.int(0))? <= FEW)
}

/// The words of a query as patterns of the full text. The last may still be in the making, and is found by its
/// beginning; a single letter is not, since it would find everything.
fn patterns(filter: &Filter) -> impl Iterator<Item = (String, bool)> + '_ {
    let last = filter.words.len().saturating_sub(1);
    filter.words.iter().enumerate().map(move |(i, (words, negated))| {
        let in_the_making = i == last && !negated && words.chars().count() > 1;
        (dialect::search_pattern(words, in_the_making), *negated)
    })
}

/// The condition that picks the tickets of one half. With `few`, no index of an order is used: SQLite does not take
/// a column behind a plus sign for one of an index.
pub(super) fn condition(sql: &mut Sql, filter: &Filter, live: bool, few: bool, reader: &Reader) {
    sql.push(if few { "+t.live = " } else { "t.live = " }).push(if live { "1" } else { "0" });
    for term in &filter.terms {
        sql.push(if term.negated { " and not (" } else { " and (" });
        sql.join(&term.values, " or ", |sql, value| compare(sql, term, value, reader));
        sql.push(")");
    }
    for (pattern, negated) in patterns(filter) {
        sql.push(if negated { " and not " } else { " and " });
        sql.push(dialect::SEARCH_CONTAINS).bind(pattern).push(")");
    }
}

fn compare(sql: &mut Sql, term: &Term, value: &FilterValue, reader: &Reader) {
    use FilterValue as V;
    match (term.field, value) {
        (Field::Number, V::Number(id)) => ordered(sql, "t.id", term.comparison, id.0),
        (Field::Priority, V::Priority(it)) => ordered(sql, "t.priority_rank", term.comparison, it.rank()),
        (Field::Status, V::Status(it)) => equal(sql, "t.status", it.word()),
        (Field::Type, V::Type(it)) => equal(sql, "t.type", it.word()),
        (Field::Language, V::Language(it)) => equal(sql, "t.language", it.word()),
        (Field::Language, V::Me) => {
            sql.push(dialect::SPOKEN).bind(reader.operator.as_str()).push(")");
        }
        (Field::Channel, V::Channel(it)) => equal(sql, "t.channel", it.word()),
        (Field::Role, V::Role(it)) => optional(sql, "t.owner_role", term, Role::code(*it)),
        (Field::Role, V::Nothing) => nothing(sql, "t.owner_role"),
        (Field::Assignee, V::Me) => optional(sql, "t.assignee", term, reader.operator.as_str()),
        (Field::Assignee, V::Operator(it)) => optional(sql, "t.assignee", term, it.as_str()),
        (Field::Assignee, V::Nothing) => nothing(sql, "t.assignee"),
        (Field::Site, V::Text(it)) => optional(sql, "t.site", term, it),
        (Field::Site, V::Nothing) => nothing(sql, "t.site"),
        (Field::Product, V::Product(it)) => optional(sql, "t.product", term, it.word()),
        (Field::Product, V::Nothing) => nothing(sql, "t.product"),
        (Field::Customer, value) => customer_is(sql, value),
        (Field::Tag, V::Text(it)) => tag(sql, it),
        (Field::Tag, V::Nothing) => {
            sql.push("t.tags = ','");
        }
        (Field::Sla, V::Span(left)) => time_left(sql, term.comparison, *left, reader),
        (Field::Sla, V::Nothing) => {
            sql.push("t.deadline_ms = ").bind(Timestamp::NEVER);
        }
        (Field::Age, V::Span(age)) => older(sql, term.comparison, *age, reader),
        (Field::Incident, V::Number(id)) => {
            if term.negated {
                sql.push("t.part_of is not null and ");
            }
            ordered(sql, "t.part_of", Comparison::Equal, id.0);
        }
        (Field::Incident, V::Nothing) => nothing(sql, "t.part_of"),
        (Field::Is, V::Flag(flag)) => is(sql, *flag, reader),
        // The parser makes no other pairs: nothing is found by one.
        _ => {
            sql.push("1 = 0");
        }
    }
}

fn operator(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => " = ",
        Comparison::Less => " < ",
        Comparison::LessOrEqual => " <= ",
        Comparison::Greater => " > ",
        Comparison::GreaterOrEqual => " >= ",
    }
}

fn ordered(sql: &mut Sql, column: &'static str, comparison: Comparison, value: i64) {
    sql.push(column).push(operator(comparison)).bind(value);
}

fn equal(sql: &mut Sql, column: &'static str, value: &str) {
    sql.push(column).push(" = ").bind(value);
}

/// A column that may be empty. Comparing with nothing gives *unknown*, which `not` leaves unknown, and a ticket
/// without a holder would be missing from `-assignee:me`.
fn optional(sql: &mut Sql, column: &'static str, term: &Term, value: &str) {
    if term.negated {
        sql.push(column).push(" is not null and ");
    }
    equal(sql, column, value);
}

fn nothing(sql: &mut Sql, column: &'static str) {
    sql.push(column).push(" is null");
}

fn customer_is(sql: &mut Sql, value: &FilterValue) {
    let FilterValue::Text(text) = value else { return nothing(sql, "t.customer") };
    sql.push("t.customer in (select c.id from customer c where upper(c.id) = ").bind(text.to_uppercase());
    sql.push(" or c.name_folded like ").bind(fold::like_anywhere(&fold::fold(text))).push(" escape '\\')");
}

fn tag(sql: &mut Sql, text: &str) {
    let between_commas = format!(",{},", rows::tag_key(text));
    sql.push("t.tags like ").bind(fold::like_anywhere(&between_commas)).push(" escape '\\'");
}

/// What is left on the nearest clock that runs.
fn time_left(sql: &mut Sql, comparison: Comparison, left: Span, reader: &Reader) {
    sql.push("t.deadline_ms").push(operator(comparison)).bind(reader.now + left);
    sql.push(" and t.deadline_ms < ").bind(Timestamp::NEVER);
}

/// Older than a span is made before an instant.
fn older(sql: &mut Sql, comparison: Comparison, age: Span, reader: &Reader) {
    let made = match comparison {
        Comparison::Equal => Comparison::Equal,
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
    };
    sql.push("t.created_ms").push(operator(made)).bind(reader.now - age);
}

fn is(sql: &mut Sql, flag: Flag, reader: &Reader) {
    match flag {
        Flag::Emergency => {
            sql.push("t.emergency_rank = 0");
        }
        Flag::Breached => {
            sql.push("t.clock_due_ms is not null and t.clock_due_ms < coalesce(t.clock_paused_ms, ");
            sql.bind(reader.now).push(")");
        }
        Flag::Unread => {
            sql.push(rows::UNREAD);
        }
        Flag::Pending => {
            sql.push("t.id in (select p.ticket from pending p)");
        }
        Flag::Promised => {
            sql.push("t.promise_ms < ").bind(Timestamp::NEVER);
        }
        Flag::PassedOver => {
            sql.push("t.skips >= ").bind(skip::PASSED_OVER as i64);
        }
        Flag::Incident => {
            sql.push("t.broadcast is not null");
        }
        Flag::Proposed => {
            sql.push("t.broadcast = 'waiting'");
        }
        Flag::Live => {
            sql.push("t.live = 1");
        }
        Flag::Finished => {
            sql.push("t.live = 0");
        }
        Flag::Merged => {
            sql.push("t.duplicate_of is not null");
        }
    }
}
