//! A ticket's row: which columns a ticket fills, and how a row of a list is read back from them.

use super::{Row, StoreError, Value, fold, sum};
use crate::domain::{
    BroadcastState, ClockKind, CustomerId, Handed, Language, Nearest, OperatorId, Place, Priority, QueueRow, Role,
    Sort, Span, Status, Suggested, Ticket, TicketId, TicketType, Timestamp, order,
};

/// The columns of a row of a list, of the table `ticket t`, in the order in which [`read`] takes them; [`UNREAD`] and
/// [`PENDING`] follow. The body is not among them: a list must not parse JSON.
pub(super) const COLUMNS: &str = "t.id, t.emergency_rank, t.priority_rank, t.deadline_ms, t.promise_ms, t.created_ms,
    t.updated_ms, t.status, t.type, t.language, t.site, t.customer, t.customer_name, t.subject, t.owner_role,
    t.suggested_role, t.suggested_percent, t.suggested_unsure, t.assignee, t.clock_kind, t.clock_due_ms,
    t.clock_target_ms, t.clock_paused_ms, t.skips, t.handed, t.level, t.part_of, t.broadcast, t.duplicate_of, ";

/// The customer wrote after the operator of this replica last looked.
pub(super) const UNREAD: &str = "t.inbound_ms > coalesce((select s.at_ms from seen s where s.ticket = t.id), 0)";

/// Operations on the ticket have not reached the desk.
pub(super) const PENDING: &str = "exists (select 1 from pending p where p.ticket = t.id)";

/// The columns that a list sorted so is ordered by, in order.
pub(super) fn sort_columns(sort: Sort) -> &'static [&'static str] {
    match sort {
        Sort::Desk => &["t.emergency_rank", "t.priority_rank", "t.deadline_ms", "t.promise_ms", "t.created_ms", "t.id"],
        Sort::Due => &["t.deadline_ms", "t.id"],
        Sort::Age => &["t.created_ms", "t.id"],
        Sort::Number => &["t.id"],
        Sort::Updated => &["t.updated_ms", "t.id"],
    }
}

macro_rules! names {
    ($first:literal $(, $rest:literal)*) => {
        /// The columns of a ticket, in the order of [`of`].
        pub(super) const NAMES: &[&str] = &[$first $(, $rest)*];
        /// The same, between commas.
        pub(super) const NAMES_LISTED: &str = concat!($first $(, ", ", $rest)*);
        /// The next tickets after a number.
        pub(super) const WALK: &str =
            concat!("select ", $first $(, ", ", $rest)*, " from ticket where id > $1 order by id limit $2");
    };
}

names!(
    "id",
    "seq",
    "body",
    "live",
    "free",
    "emergency_rank",
    "priority_rank",
    "deadline_ms",
    "promise_ms",
    "created_ms",
    "updated_ms",
    "inbound_ms",
    "status",
    "type",
    "channel",
    "language",
    "site",
    "product",
    "owner_role",
    "assignee",
    "customer",
    "customer_name",
    "requester",
    "subject",
    "tags",
    "suggested_role",
    "suggested_percent",
    "suggested_unsure",
    "clock_kind",
    "clock_due_ms",
    "clock_target_ms",
    "clock_paused_ms",
    "skips",
    "wake_ms",
    "handed",
    "level",
    "part_of",
    "broadcast",
    "duplicate_of",
    "related",
    "sum"
);

/// Where in [`NAMES`] those columns stand that are asked for by name.
pub(super) const BODY: usize = 2;
pub(super) const LIVE: usize = 3;
pub(super) const EMERGENCY_RANK: usize = 5;
pub(super) const OWNER_ROLE: usize = 18;
pub(super) const ASSIGNEE: usize = 19;
pub(super) const SUBJECT: usize = 23;
pub(super) const SUM: usize = 40;

/// What a ticket puts into its columns, in the order of [`NAMES`].
pub(super) fn of(seq: i64, ticket: &Ticket) -> Result<Vec<Value>, StoreError> {
    let live = ticket.status.is_live();
    // The place in desk order is the domain's to say; the columns keep its parts.
    let Place(place) = order::place(ticket, Sort::Desk);
    let (emergency, promise) = (at(&place, 0), at(&place, 3));
    // A finished ticket has no clock any more, whatever its last one was.
    let clock = if live { ticket.nearest_clock() } else { None };
    let suggested = ticket.suggested.as_ref();
    let body = serde_json::to_string(ticket)?;
    let sum = sum::of(seq, &body);
    Ok(vec![
        ticket.id.0.into(),
        seq.into(),
        body.into(),
        live.into(),
        is_free(ticket).into(),
        emergency.into(),
        ticket.priority.rank().into(),
        ticket.deadline().into(),
        promise.into(),
        ticket.created_at.into(),
        ticket.updated_at.into(),
        ticket.inbound_at.into(),
        ticket.status.word().into(),
        ticket.kind.word().into(),
        ticket.channel.word().into(),
        ticket.language.word().into(),
        ticket.site.as_ref().into(),
        ticket.product.map(|product| product.word()).into(),
        ticket.owner_role.map(Role::code).into(),
        ticket.assignee.as_ref().map(OperatorId::as_str).into(),
        ticket.customer.as_str().into(),
        (&ticket.customer_name).into(),
        ticket.requester.as_str().into(),
        (&ticket.subject).into(),
        tags(&ticket.tags).into(),
        suggested.map(|it| it.role.code()).into(),
        suggested.map(|it| it.confidence_percent).into(),
        suggested.map(|it| it.unsure).into(),
        clock.map(|clock| clock_word(clock.kind)).into(),
        clock.map(|clock| clock.due_at).into(),
        clock.map(|clock| clock.target.0).into(),
        clock.and_then(|clock| clock.paused_since).into(),
        i64::try_from(ticket.skips.len()).unwrap_or(i64::MAX).into(),
        ticket.by_itself_at().into(),
        ticket.handover.as_ref().map(|it| it.handed().word()).into(),
        ticket.level().into(),
        ticket.part_of.map(|id| id.0).into(),
        ticket.broadcast().map(BroadcastState::word).into(),
        ticket.duplicate_of.map(|it| it.0).into(),
        related(&ticket.related).into(),
        sum.into(),
    ])
}

/// Nobody's, and waits for nobody: what *work next* may hand out.
fn is_free(ticket: &Ticket) -> bool {
    ticket.assignee.is_none() && ticket.status.is_live() && !ticket.status.pauses()
}

/// Numbers as one text in which each stands between commas; None without any.
fn related(tickets: &[TicketId]) -> Option<String> {
    let listed = || tickets.iter().fold(String::from(","), |all, id| format!("{all}{id},"));
    (!tickets.is_empty()).then(listed)
}

/// Tags as one text in which each stands between commas, folded: `,spam,vip,`.
fn tags(tags: &[String]) -> String {
    tags.iter().fold(String::from(","), |all, tag| all + &tag_key(tag) + ",")
}

/// A tag as it is compared.
pub(super) fn tag_key(tag: &str) -> String {
    fold::fold(&tag.replace(',', " "))
}

/// Reads a row of [`COLUMNS`], as it stands in a list sorted so.
pub(super) fn read(row: &Row, sort: Sort) -> Result<QueueRow, StoreError> {
    let id = row.int(0)?;
    let place = match sort {
        Sort::Desk => vec![row.int(1)?, row.int(2)?, row.int(3)?, row.int(4)?, row.int(5)?, id],
        Sort::Due => vec![row.int(3)?, id],
        Sort::Age => vec![row.int(5)?, id],
        Sort::Number => vec![id],
        Sort::Updated => vec![row.int(6)?, id],
    };
    Ok(QueueRow {
        id: TicketId(id),
        place: Place(place),
        status: word(row.text(7)?, Status::parse)?,
        priority: priority(row.int(2)?)?,
        kind: word(row.text(8)?, TicketType::parse)?,
        language: word(row.text(9)?, Language::parse)?,
        site: row.opt_text(10)?.map(String::from),
        customer: CustomerId::new(row.text(11)?),
        customer_name: row.text(12)?.to_string(),
        subject: row.text(13)?.to_string(),
        owner_role: row.opt_text(14)?.map(|it| word(it, Role::parse)).transpose()?,
        suggested: suggested(row)?,
        assignee: row.opt_text(18)?.map(OperatorId::new),
        emergency: row.int(1)? == 0,
        clock: clock(row)?,
        skips: row.int(23)?,
        handed: row.opt_text(24)?.map(|it| word(it, Handed::parse)).transpose()?,
        level: row.int(25)?,
        part_of: row.opt_int(26)?.map(TicketId),
        broadcast: row.opt_text(27)?.map(|it| word(it, BroadcastState::parse)).transpose()?,
        duplicate_of: row.opt_int(28)?.map(TicketId),
        created_at: Timestamp(row.int(5)?),
        unread: row.flag(29)?,
        pending: row.flag(30)?,
    })
}

fn suggested(row: &Row) -> Result<Option<Suggested>, StoreError> {
    let Some(role) = row.opt_text(15)? else { return Ok(None) };
    let role = word(role, Role::parse)?;
    Ok(Some(Suggested { role, confidence_percent: row.int(16)?, unsure: row.flag(17)? }))
}

fn clock(row: &Row) -> Result<Option<Nearest>, StoreError> {
    let Some(kind) = row.opt_text(19)? else { return Ok(None) };
    Ok(Some(Nearest {
        kind: word(kind, clock_kind)?,
        due_at: Timestamp(row.int(20)?),
        target: Span(row.int(21)?),
        paused_since: row.opt_int(22)?.map(Timestamp),
    }))
}

fn clock_word(kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::FirstResponse => "first_response",
        ClockKind::Resolution => "resolution",
        ClockKind::Promise => "promise",
    }
}

fn clock_kind(word: &str) -> Option<ClockKind> {
    [ClockKind::FirstResponse, ClockKind::Resolution, ClockKind::Promise]
        .into_iter()
        .find(|kind| clock_word(*kind) == word)
}

fn word<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    parse(text).ok_or_else(|| StoreError::Unreadable(format!("unknown word `{text}`")))
}

fn priority(rank: i64) -> Result<Priority, StoreError> {
    let found = Priority::ALL.iter().find(|priority| priority.rank() == rank);
    found.copied().ok_or_else(|| StoreError::Unreadable(format!("unknown priority {rank}")))
}

fn at(place: &[i64], part: usize) -> i64 {
    place.get(part).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_where_they_are_looked_for() {
        let expected = [
            (LIVE, "live"),
            (EMERGENCY_RANK, "emergency_rank"),
            (OWNER_ROLE, "owner_role"),
            (ASSIGNEE, "assignee"),
            (SUBJECT, "subject"),
            (BODY, "body"),
            (SUM, "sum"),
        ];
        for (at, name) in expected {
            assert_eq!(NAMES[at], name);
        }
        assert_eq!(of(1, &super::super::tests::ticket(1)).unwrap().len(), NAMES.len());
    }
}
