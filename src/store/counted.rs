//! A day of the desk counted in SQL, for the charts of a shift, and who holds how much.

use super::{Row, StoreError, Tx};
use crate::domain::charts::{Counted, from};
use crate::domain::{Language, OperatorId, Role, Timestamp};

/// How many live tickets each operator holds.
pub fn held_by_each(tx: &mut dyn Tx) -> Result<Vec<(OperatorId, i64)>, StoreError> {
    tx.query(HELD, &[])?.iter().map(|row| Ok((OperatorId::new(row.text(0)?), row.int(1)?))).collect()
}

/// The last hours and what is live now.
pub fn day(tx: &mut dyn Tx, now: Timestamp) -> Result<Counted, StoreError> {
    let (from, mut counted) = (from(now), Counted::default());
    for sql in ARRIVED {
        for row in tx.query(sql, &[from.into()])? {
            if let (hour, Some(language)) = (row.int(0)?, language(&row, 2)?) {
                counted.arrived.push((hour, role(&row, 1)?, language, row.int(3)?));
            }
        }
    }
    let numbers = |row: &Row| Ok::<_, StoreError>((row.int(0)?, row.int(1)?));
    counted.finished = tx.query(FINISHED, &[from.into()])?.iter().map(numbers).collect::<Result<_, _>>()?;
    counted.missed = tx.query(MISSED, &[from.into(), now.into()])?.iter().map(numbers).collect::<Result<_, _>>()?;
    for row in tx.query(LIVE, &[now.into()])? {
        if let Some(language) = language(&row, 1)? {
            counted.live.push((role(&row, 0)?, language, row.int(2)?, row.int(3)?));
        }
    }
    Ok(counted)
}

fn role(row: &Row, column: usize) -> Result<Option<Role>, StoreError> {
    Ok(row.opt_text(column)?.and_then(Role::parse))
}

fn language(row: &Row, column: usize) -> Result<Option<Language>, StoreError> {
    Ok(Language::parse(row.text(column)?))
}

const HELD: &str =
    "select assignee, count(*) from ticket where live = 1 and assignee is not null group by assignee limit 1000";

const ARRIVED: [&str; 2] = [
    "select (created_ms - $1) / 3600000, owner_role, language, count(*) from ticket
        where live = 1 and created_ms >= $1 group by 1, 2, 3",
    "select (created_ms - $1) / 3600000, owner_role, language, count(*) from ticket
        where live = 0 and created_ms >= $1 group by 1, 2, 3",
];

// When one was finished stands in its body alone, so no more of them are looked into than a desk finishes in a day.
const FINISHED: &str = "select (at - $1) / 3600000, count(*) from
    (select coalesce(json_extract(body, '$.clocks.resolution.stopped_at'), json_extract(body, '$.marks.status.at')) as at
        from (select body from ticket where live = 0 and updated_ms >= $1
            order by updated_ms desc, id desc limit 10000))
    where at >= $1 group by 1";

// A deadline is missed when its clock stopped later, or runs on: those that were met since stand in tickets that were
// touched since, and those that run on in live ones whose deadline has passed.
const MISSED: &str = "with seen as (
        select id, live, body from (select id, live, body from ticket where live = 1 and updated_ms >= $1
            order by updated_ms desc, id desc limit 10000)
        union select id, live, body from (select id, live, body from ticket where live = 1 and deadline_ms < $2
            order by deadline_ms desc, id desc limit 10000)
        union select id, live, body from (select id, live, body from ticket where live = 0 and updated_ms >= $1
            order by updated_ms desc, id desc limit 10000)),
    clock as (
        select json_extract(body, '$.clocks.first_response.due_at') as due,
            json_extract(body, '$.clocks.first_response.stopped_at') as stopped,
            json_extract(body, '$.clocks.first_response.paused_since') as paused, live from seen
        union all select json_extract(body, '$.clocks.resolution.due_at'),
            json_extract(body, '$.clocks.resolution.stopped_at'),
            json_extract(body, '$.clocks.resolution.paused_since'), live from seen
        union all select json_extract(body, '$.promise.due_at'), json_extract(body, '$.promise.settled.at'), null, live
            from seen)
    select (due - $1) / 3600000, count(*) from clock
    where due >= $1 and due < $2 and (stopped > due or (stopped is null and paused is null and live = 1)) group by 1";

const LIVE: &str = "select owner_role, language, count(*),
        sum(case when clock_due_ms < $1 and clock_paused_ms is null then 1 else 0 end)
    from ticket where live = 1 group by owner_role, language";

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, NOW, plan, ticket};
    use super::*;
    use crate::domain::charts::{Charts, HOURS};
    use crate::domain::{Clock, Clocks, Mark, Marks, Promise, Settled, Span, Status, Ticket};
    use crate::store::tickets::put;

    fn ago(minutes: i64) -> Timestamp {
        NOW - Span::minutes(minutes)
    }

    fn clock(due_at: Timestamp, stopped_at: Option<Timestamp>) -> Option<Clock> {
        let (target, paused) = (Span::hours(4), Span(0));
        Some(Clock { target, started_at: ago(600), due_at, paused, paused_since: None, stopped_at })
    }

    #[test]
    fn a_day_is_counted_hour_by_hour_by_role_and_language() {
        let fixture = Fixture::new();
        let old = |n| Ticket { created_at: ago(3_000), updated_at: ago(2_900), ..ticket(n) };
        let mark = Some(Mark { by: OperatorId::new("op-02"), at: ago(100) });
        let promise = Promise {
            by: OperatorId::new("op-02"),
            made_at: ago(300),
            due_at: ago(200),
            text: String::new(),
            settled: Some(Settled { at: ago(100), kept: false }),
        };
        let all = [
            // Came within the hour, and runs.
            Ticket {
                created_at: NOW,
                updated_at: NOW,
                language: Language::Es,
                owner_role: Some(Role::Ba),
                ..ticket(1)
            },
            // Untouched for days, and overdue since 90 minutes; its first response was in time.
            Ticket {
                clocks: Clocks { first_response: clock(ago(500), Some(ago(501))), resolution: clock(ago(90), None) },
                ..old(2)
            },
            // Finished too late, and a promise broken before.
            Ticket {
                status: Status::Resolved,
                updated_at: ago(99),
                clocks: Clocks { first_response: None, resolution: clock(ago(150), Some(ago(100))) },
                promise: Some(promise),
                ..old(3)
            },
            // Finished without a clock; closed long after.
            Ticket {
                status: Status::Closed,
                updated_at: NOW,
                marks: Marks { status: mark, ..Marks::default() },
                ..old(4)
            },
        ];
        fixture.with(|tx| all.iter().try_for_each(|it| put(tx, 1, it)));
        let charts = Charts::new(&fixture.with(|tx| day(tx, NOW)), NOW);
        let hour_of = |at: Timestamp| ((at.0 - charts.from.0) / 3_600_000) as usize;
        assert_eq!((charts.live, charts.overdue, charts.hours[HOURS - 1].arrived), (2, 1, 1));
        assert_eq!(charts.hours.iter().map(|it| it.missed).sum::<u64>(), 3, "{charts:?}");
        assert_eq!((charts.hours[hour_of(ago(90))].missed, charts.hours[hour_of(ago(150))].missed), (1, 1));
        assert_eq!(charts.hours[hour_of(ago(100))].finished, 2);
        let slice = charts.languages.iter().find(|(it, _)| *it == Language::Es).unwrap().1;
        assert_eq!((slice.live, slice.arrived, slice.overdue), (1, 1, 0));
    }

    #[test]
    fn who_holds_how_much_is_read_from_an_index() {
        let fixture = Fixture::new();
        let held = |n, by: &str| Ticket { assignee: Some(OperatorId::new(by)), ..ticket(n) };
        let finished = Ticket { status: Status::Closed, ..held(4, "op-02") };
        let all = [held(1, "op-01"), held(2, "op-02"), held(3, "op-02"), finished, ticket(5)];
        fixture.with(|tx| all.iter().try_for_each(|it| put(tx, 1, it)));
        let each = fixture.with(held_by_each);
        assert_eq!(each, [(OperatorId::new("op-01"), 1), (OperatorId::new("op-02"), 2)]);
        let how = plan(HELD, &[]);
        assert!(how.contains("COVERING INDEX"), "{how}");
    }
}
