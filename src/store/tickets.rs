//! The tickets: one row each, with the kept counts and the full text in step.

use super::{Row, StoreError, Tx, Value, rows, search, sql::Sql};
use crate::domain::{OperatorId, Skip, Tally, Ticket, TicketId, Timestamp};
use std::sync::LazyLock;

pub fn get(tx: &mut dyn Tx, id: TicketId) -> Result<Option<Ticket>, StoreError> {
    let row = tx.first("select body from ticket where id = $1", &[id.0.into()])?;
    row.map(|row| Ok(serde_json::from_str(row.text(0)?)?)).transpose()
}

/// The transaction that last touched the ticket.
pub fn seq_of(tx: &mut dyn Tx, id: TicketId) -> Result<Option<i64>, StoreError> {
    tx.first("select seq from ticket where id = $1", &[id.0.into()])?.map(|row| row.int(0)).transpose()
}

/// Puts a ticket in place of the one of its number.
pub fn put(tx: &mut dyn Tx, seq: i64, ticket: &Ticket) -> Result<(), StoreError> {
    let values = rows::of(seq, ticket)?;
    let stored = stored(tx, ticket.id)?;
    let sql = match &stored {
        Some(row) => update(row, values),
        None => insert(values),
    };
    tx.execute(&sql.text, &sql.params)?;
    let before = stored.as_ref().map(tally_of_row).transpose()?;
    count(tx, before, Some(tally_of(ticket)))?;
    match stored.as_ref().map(|row| row.text(rows::SUBJECT)).transpose()? {
        Some(subject) if subject == ticket.subject => Ok(()),
        _ => search::put(tx, ticket.id, 0, &ticket.subject),
    }
}

/// Puts a ticket if there is none of its number; the counts are left to the caller, and so are the words of its subject
/// without `words`. Says whether it was put.
pub(super) fn insert_new(tx: &mut dyn Tx, seq: i64, ticket: &Ticket, words: bool) -> Result<bool, StoreError> {
    let put = tx.execute(&INSERT_NEW, &rows::of(seq, ticket)?)? > 0;
    if put && words {
        search::put(tx, ticket.id, 0, &ticket.subject)?;
    }
    Ok(put)
}

/// Has the next closed tickets above a number found by the words of their subjects, if they were put without. Says which
/// was the last; None if there is none.
pub fn add_words_of_closed(tx: &mut dyn Tx, above: i64, limit: usize) -> Result<Option<i64>, StoreError> {
    let sql = "select id, subject from ticket where live = 0 and id > $1 order by id limit $2";
    let rows = tx.query(sql, &[above.into(), i64::try_from(limit).unwrap_or(i64::MAX).into()])?;
    for row in &rows {
        search::put(tx, TicketId(row.int(0)?), 0, row.text(1)?)?;
    }
    rows.last().map(|row| row.int(0)).transpose()
}

/// The text is the same for every ticket, and long.
static INSERT_NEW: LazyLock<String> = LazyLock::new(|| {
    let places: Vec<String> = (1..=rows::NAMES.len()).map(|n| format!("${n}")).collect();
    let (names, places) = (rows::NAMES_LISTED, places.join(", "));
    format!("insert into ticket ({names}) values ({places}) on conflict (id) do nothing")
});

fn stored(tx: &mut dyn Tx, id: TicketId) -> Result<Option<Row>, StoreError> {
    let mut sql = Sql::new("select ");
    sql.push(rows::NAMES_LISTED).push(" from ticket where id = ").bind(id.0);
    tx.first(&sql.text, &sql.params)
}

fn insert(values: Vec<Value>) -> Sql {
    let mut sql = Sql::new("insert into ticket (");
    sql.push(rows::NAMES_LISTED).push(") values (");
    sql.join(values, ", ", |sql, value| {
        sql.bind(value);
    });
    sql.push(")");
    sql
}

/// Sets what differs and nothing else: an index is written when one of its columns is named, changed or not.
/// Operations change few columns, in few combinations, so the statements are few.
fn update(stored: &Row, values: Vec<Value>) -> Sql {
    let mut sql = Sql::new("update ticket set ");
    let id = values.first().cloned().unwrap_or(Value::Null);
    let columns = rows::NAMES.iter().zip(&stored.0).zip(values);
    let changed = columns.filter(|((name, before), after)| **before != *after || **name == "seq");
    sql.join(changed, ", ", |sql, ((name, _), value)| {
        sql.push(name).push(" = ").bind(value);
    });
    sql.push(" where id = ").bind(id);
    sql
}

/// Removes a ticket with its conversation.
pub fn remove(tx: &mut dyn Tx, id: TicketId) -> Result<(), StoreError> {
    let Some(before) = stored(tx, id)? else { return Ok(()) };
    count(tx, Some(tally_of_row(&before)?), None)?;
    search::forget_ticket(tx, id)?;
    for sql in [
        "delete from article where ticket = $1",
        "delete from seen where ticket = $1",
        "delete from pending where ticket = $1",
        "delete from ticket where id = $1",
    ] {
        tx.execute(sql, &[id.0.into()])?;
    }
    Ok(())
}

/// What the desk has to do: kept, not counted.
pub fn tally(tx: &mut dyn Tx) -> Result<Tally, StoreError> {
    let row = tx.first("select live, emergencies, unheld, unrouted from tally where id = 1", &[])?;
    let Some(row) = row else { return Ok(Tally::default()) };
    Ok(Tally { live: row.int(0)?, emergencies: row.int(1)?, unheld: row.int(2)?, unrouted: row.int(3)? })
}

/// Who passed tickets over and why, of the tickets that were touched last.
pub fn skips(tx: &mut dyn Tx) -> Result<Vec<Skip>, StoreError> {
    let mut skips = Vec::new();
    for row in tx.query(SKIPPED, &[])? {
        let ticket: Ticket = serde_json::from_str(row.text(0)?)?;
        skips.extend(ticket.skips);
    }
    Ok(skips)
}

/// The tickets for which it is time that the desk does something by itself, so many at most.
pub fn to_wake(tx: &mut dyn Tx, now: Timestamp, limit: usize) -> Result<Vec<Ticket>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    bodies(&tx.query(TO_WAKE, &[now.into(), limit.into()])?)
}

/// The live tickets that an operator holds, in desk order; so many at most.
pub fn held(tx: &mut dyn Tx, operator: &OperatorId) -> Result<Vec<Ticket>, StoreError> {
    bodies(&tx.query(HELD, &[operator.as_str().into()])?)
}

/// The tickets that wait for a colleague to accept them.
pub fn waiting(tx: &mut dyn Tx) -> Result<Vec<Ticket>, StoreError> {
    bodies(&tx.query(WAITING, &[])?)
}

/// The live tickets with a deadline before then, the nearest first; so many at most.
pub fn due(tx: &mut dyn Tx, until: Timestamp) -> Result<Vec<Ticket>, StoreError> {
    bodies(&tx.query(DUE, &[until.into()])?)
}

/// The tickets that were touched since then, live or not, the newest first; so many at most.
pub fn touched(tx: &mut dyn Tx, since: Timestamp) -> Result<Vec<Ticket>, StoreError> {
    let mut touched = Vec::new();
    for sql in TOUCHED {
        touched.extend(bodies(&tx.query(sql, &[since.into()])?)?);
    }
    Ok(touched)
}

/// All that is attached to an incident, by number.
pub fn children(tx: &mut dyn Tx, incident: TicketId) -> Result<Vec<Ticket>, StoreError> {
    bodies(&tx.query(CHILDREN, &[incident.0.into()])?)
}

/// How many tickets are attached to it.
pub fn attached(tx: &mut dyn Tx, incident: TicketId) -> Result<usize, StoreError> {
    let row = tx.first("select count(*) from ticket where part_of = $1", &[incident.0.into()])?;
    row.map_or(Ok(0), |row| Ok(usize::try_from(row.int(0)?).unwrap_or(0)))
}

/// The open incidents, the newest first; so many at most.
pub fn incidents(tx: &mut dyn Tx) -> Result<Vec<Ticket>, StoreError> {
    bodies(&tx.query(INCIDENTS, &[])?)
}

pub(super) fn bodies(rows: &[Row]) -> Result<Vec<Ticket>, StoreError> {
    rows.iter().map(|row| Ok(serde_json::from_str(row.text(0)?)?)).collect()
}

/// What *work next* hands out: the first ticket of the desk order that is nobody's, that waits for nobody and that the
/// operator has not passed over in this shift; of those that they have, the one that was longest ago.
pub fn first_unheld(tx: &mut dyn Tx, operator: &OperatorId, now: Timestamp) -> Result<Option<TicketId>, StoreError> {
    let mut skipped: Option<(Timestamp, TicketId)> = None;
    for row in tx.query(FIRST_UNHELD, &[])? {
        let id = TicketId(row.int(0)?);
        let Some(body) = row.opt_text(1)? else { return Ok(Some(id)) };
        let ticket: Ticket = serde_json::from_str(body)?;
        let Some(at) = ticket.skipped_by(operator, now) else { return Ok(Some(id)) };
        skipped = skipped.into_iter().chain([(at, id)]).min();
    }
    Ok(skipped.map(|(_, id)| id))
}

/// Emergencies that nobody holds or waits for, the live tickets that an operator holds, and incidents with a broadcast
/// that waits or was returned; the first of each in the order of the desk.
pub fn urgent(tx: &mut dyn Tx, operator: &OperatorId) -> Result<Vec<Ticket>, StoreError> {
    let mut urgent = bodies(&tx.query(EMERGENCIES, &[])?)?;
    urgent.extend(held(tx, operator)?);
    let proposed = bodies(&tx.query(PROPOSED, &[])?)?;
    urgent.extend(proposed.into_iter().filter(|it| it.assignee.as_ref() != Some(operator)));
    Ok(urgent)
}

/// The live tickets that an operator holds: what is left to hand over.
pub fn held_by(tx: &mut dyn Tx, operator: &OperatorId) -> Result<i64, StoreError> {
    let sql = "select count(*) from ticket where assignee = $1 and live = 1";
    tx.first(sql, &[operator.as_str().into()])?.map_or(Ok(0), |row| row.int(0))
}

/// Notes that the operator of this replica has looked at the ticket.
pub fn mark_seen(tx: &mut dyn Tx, id: TicketId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "insert into seen (ticket, at_ms) values ($1, $2)
        on conflict (ticket) do update set at_ms = excluded.at_ms";
    tx.execute(sql, &[id.0.into(), at.into()]).map(drop)
}

/// Notes whether the ticket has operations that have not reached the desk.
pub fn mark_pending(tx: &mut dyn Tx, id: TicketId, pending: bool) -> Result<(), StoreError> {
    let sql = match pending {
        true => "insert into pending (ticket) values ($1) on conflict (ticket) do nothing",
        false => "delete from pending where ticket = $1",
    };
    tx.execute(sql, &[id.0.into()]).map(drop)
}

const TO_WAKE: &str = "select body from ticket where wake_ms is not null and wake_ms <= $1 order by wake_ms limit $2";

// Few sleep or are being handed over at a time.
const WAITING: &str = "select body from ticket where wake_ms is not null and wake_ms > 0 and handed = 'waiting' order by wake_ms limit 200";

const HELD: &str = "select body from ticket where assignee = $1 and live = 1 order by emergency_rank, priority_rank,
    deadline_ms, promise_ms, created_ms, id limit 200";

const DUE: &str = "select body from ticket where live = 1 and deadline_ms < $1 order by deadline_ms, id limit 500";

// A list of live tickets has another index than one of closed tickets, and the planner wants to read which it is.
const TOUCHED: [&str; 2] = [
    "select body from ticket where live = 1 and updated_ms >= $1 order by updated_ms desc, id desc limit 500",
    "select body from ticket where live = 0 and updated_ms >= $1 order by updated_ms desc, id desc limit 500",
];

const CHILDREN: &str = "select body from ticket where part_of = $1 order by id limit 1000";

const INCIDENTS: &str = "select body from ticket where live = 1 and broadcast is not null order by id desc limit 200";

const PROPOSED: &str = "select body from ticket where live = 1 and broadcast is not null and broadcast <> 'none'
    order by id desc limit 50";

const SKIPPED: &str = "select body from ticket where skips > 0 order by updated_ms desc limit 200";

const EMERGENCIES: &str = "select body from ticket where free = 1 and emergency_rank = 0
    order by emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id limit 200";

// With another condition the planner takes another index, and sorts. Nobody passes over more than these in a shift.
const FIRST_UNHELD: &str = "select id, case when skips > 0 then body end from ticket
    where free = 1 order by emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id limit 64";

fn tally_of_row(row: &Row) -> Result<Tally, StoreError> {
    let (live, emergency) = (row.flag(rows::LIVE)?, row.int(rows::EMERGENCY_RANK)? == 0);
    let (holder, owner) = (row.opt_text(rows::ASSIGNEE)?, row.opt_text(rows::OWNER_ROLE)?);
    Ok(contribution(live, emergency, holder.is_none(), owner.is_none()))
}

fn tally_of(ticket: &Ticket) -> Tally {
    let live = ticket.status.is_live();
    contribution(live, ticket.emergency, ticket.assignee.is_none(), ticket.owner_role.is_none())
}

/// What one ticket adds to the counts. Only live ones count.
fn contribution(live: bool, emergency: bool, unheld: bool, unrouted: bool) -> Tally {
    let count = |it: bool| i64::from(live && it);
    Tally { live: count(true), emergencies: count(emergency), unheld: count(unheld), unrouted: count(unrouted) }
}

/// Adds a ticket to the counts.
pub(super) fn add_up(tally: &mut Tally, ticket: &Ticket) {
    let one = tally_of(ticket);
    tally.live += one.live;
    tally.emergencies += one.emergencies;
    tally.unheld += one.unheld;
    tally.unrouted += one.unrouted;
}

/// Counts once more what is kept: a bit of it may have flipped.
pub fn recount(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let sql = "update tally set (live, emergencies, unheld, unrouted) = (
        select count(*), count(case when emergency_rank = 0 then 1 end), count(case when assignee is null then 1 end),
        count(case when owner_role is null then 1 end) from ticket where live = 1) where id = 1";
    tx.execute(sql, &[]).map(drop)
}

pub(super) fn count(tx: &mut dyn Tx, before: Option<Tally>, after: Option<Tally>) -> Result<(), StoreError> {
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    if before == after {
        return Ok(());
    }
    let sql = "update tally set live = live + $1, emergencies = emergencies + $2, unheld = unheld + $3,
        unrouted = unrouted + $4 where id = 1";
    let params: [Value; 4] = [
        (after.live - before.live).into(),
        (after.emergencies - before.emergencies).into(),
        (after.unheld - before.unheld).into(),
        (after.unrouted - before.unrouted).into(),
    ];
    tx.execute(sql, &params).map(drop)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, NOW, plan, ticket};
    use super::*;
    use crate::domain::{Priority, Role, SkipReason, Sort, Span, Status, order};
    use proptest::prelude::*;

    fn me() -> OperatorId {
        OperatorId::new("op-01")
    }

    /// A ticket of a number from 1 to 8 in any state, or the removal of one.
    fn step() -> impl Strategy<Value = (i64, Option<Ticket>)> {
        let status = prop::sample::select(Status::ALL);
        let priority = prop::sample::select(Priority::ALL);
        let holder = prop::option::of(prop::sample::select(&["op-01", "op-02"][..]));
        let role = prop::option::of(prop::sample::select(&Role::ALL[..]));
        let state = (status, priority, holder, role, any::<bool>()).prop_map(|state| {
            let (status, priority, holder, owner_role, emergency) = state;
            Ticket { status, priority, assignee: holder.map(OperatorId::new), owner_role, emergency, ..ticket(0) }
        });
        (1i64..=8, prop::option::weighted(0.8, state))
            .prop_map(|(n, state)| (n, state.map(|state| Ticket { id: TicketId(n), ..state })))
    }

    fn recount(tickets: &[Ticket]) -> Tally {
        let live: Vec<&Ticket> = tickets.iter().filter(|ticket| ticket.status.is_live()).collect();
        let count = |it: &dyn Fn(&Ticket) -> bool| live.iter().filter(|ticket| it(ticket)).count() as i64;
        Tally {
            live: live.len() as i64,
            emergencies: count(&|ticket| ticket.emergency),
            unheld: count(&|ticket| ticket.assignee.is_none()),
            unrouted: count(&|ticket| ticket.owner_role.is_none()),
        }
    }

    /// Work-next by looking at every ticket.
    fn next(tickets: &[Ticket]) -> Option<TicketId> {
        let free = |it: &&Ticket| it.assignee.is_none() && matches!(it.status, Status::New | Status::Open);
        let first = tickets.iter().filter(free).min_by_key(|ticket| order::place(ticket, Sort::Desk));
        first.map(|ticket| ticket.id)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn the_kept_counts_are_those_of_a_recount_whatever_is_put_and_removed(
            steps in prop::collection::vec(step(), 1..40),
        ) {
            let fixture = Fixture::new();
            let mut desk = std::collections::BTreeMap::new();
            for (n, state) in steps {
                match state {
                    Some(ticket) => {
                        fixture.with(|tx| put(tx, 1, &ticket));
                        desk.insert(n, ticket);
                    }
                    None => {
                        fixture.with(|tx| remove(tx, TicketId(n)));
                        desk.remove(&n);
                    }
                }
            }
            let tickets: Vec<Ticket> = desk.into_values().collect();
            prop_assert_eq!(fixture.with(tally), recount(&tickets));
            prop_assert_eq!(fixture.with(|tx| first_unheld(tx, &me(), NOW)), next(&tickets));
            for ticket in tickets {
                prop_assert_eq!(fixture.with(|tx| get(tx, ticket.id)), Some(ticket));
            }
        }
    }

    #[test]
    fn what_was_passed_over_is_found_by_its_own_index() {
        let plan = plan(SKIPPED, &[]);
        assert!(plan.contains("ticket_skipped") && !plan.contains("TEMP B-TREE"), "{plan}");
    }

    #[test]
    fn snoozed_tickets_are_found_by_the_time_at_which_they_wake() {
        let plan = plan(TO_WAKE, &[NOW.into(), 1.into()]);
        assert!(plan.contains("ticket_wake") && !plan.contains("TEMP B-TREE"), "{plan}");
        let fixture = Fixture::new();
        let asleep = |n, minutes| Ticket { wake_at: Some(NOW + Span::minutes(minutes)), ..ticket(n) };
        fixture.with(|tx| [&asleep(1, 5), &asleep(2, -5), &ticket(3)].into_iter().try_for_each(|it| put(tx, 1, it)));
        let due: Vec<i64> = fixture.with(|tx| to_wake(tx, NOW, 9)).iter().map(|it| it.id.0).collect();
        assert_eq!(due, [2]);
    }

    #[test]
    fn a_shift_is_read_by_indexes() {
        let by = |sql, params: &[Value], index: &str| {
            let plan = plan(sql, params);
            assert!(plan.contains(index) && !plan.contains("SCAN"), "{plan}");
        };
        by(HELD, &["op-01".into()], "ticket_holder");
        by(DUE, &[NOW.into()], "ticket_due");
        by(TOUCHED[0], &[NOW.into()], "ticket_updated");
        by(TOUCHED[1], &[NOW.into()], "ticket_closed_updated");
        let waits = plan(WAITING, &[]);
        assert!(waits.contains("ticket_wake") && !waits.contains("TEMP B-TREE"), "{waits}");
    }

    #[test]
    fn work_next_seeks_and_does_not_sort() {
        let plan = plan(FIRST_UNHELD, &[]);
        assert!(plan.contains("ticket_free") && !plan.contains("TEMP B-TREE"), "{plan}");
    }

    #[test]
    fn what_one_has_passed_over_comes_last_for_them_and_not_for_others() {
        let skip = |by: &str, minutes| Skip {
            by: OperatorId::new(by),
            at: NOW + Span::minutes(minutes),
            reason: SkipReason::Unclear,
        };
        let fixture = Fixture::new();
        let first = Ticket { skips: vec![skip("op-01", -5)], ..ticket(1) };
        let second = Ticket { skips: vec![skip("op-01", -9), skip("op-02", -1)], ..ticket(2) };
        fixture.with(|tx| [&first, &second, &ticket(3)].into_iter().try_for_each(|it| put(tx, 1, it)));
        let next = |by: &str, now| fixture.with(|tx| first_unheld(tx, &OperatorId::new(by), now)).unwrap().0;
        assert_eq!((next("op-01", NOW), next("op-02", NOW), next("op-03", NOW)), (3, 1, 1));
        assert_eq!(next("op-01", NOW + Span::hours(9)), 1, "a skip is forgotten with its shift");
        fixture.with(|tx| remove(tx, TicketId(3)));
        assert_eq!(next("op-01", NOW), 2, "when all were passed over, the one of the longest ago");
    }

    #[test]
    fn a_ticket_that_waits_for_its_customer_is_not_handed_out() {
        let fixture = Fixture::new();
        let waiting = Ticket { status: Status::Pending, priority: Priority::Critical, ..ticket(1) };
        let held = Ticket { assignee: Some(OperatorId::new("op-02")), ..ticket(2) };
        fixture.with(|tx| [&waiting, &held, &ticket(3)].into_iter().try_for_each(|it| put(tx, 1, it)));
        assert_eq!(fixture.with(|tx| first_unheld(tx, &me(), NOW)), Some(TicketId(3)));
        assert_eq!(fixture.with(|tx| held_by(tx, &OperatorId::new("op-02"))), 1);
    }

    #[test]
    fn what_may_be_urgent_is_found_by_seeking_and_is_not_everything() {
        let fixture = Fixture::new();
        let of = |n, emergency, assignee: Option<&str>| Ticket {
            emergency,
            assignee: assignee.map(OperatorId::new),
            ..ticket(n)
        };
        let all =
            [of(1, true, None), of(2, true, Some("op-02")), of(3, false, Some(me().as_str())), of(4, false, None)];
        fixture.with(|tx| all.iter().try_for_each(|ticket| put(tx, 1, ticket)));
        let found: Vec<i64> = fixture.with(|tx| urgent(tx, &me())).iter().map(|it| it.id.0).collect();
        assert_eq!(found, [1, 3]);
        let free = plan(EMERGENCIES, &[]);
        assert!(free.contains("ticket_free (emergency_rank=?)") && !free.contains("TEMP B-TREE"), "{free}");
    }
}
