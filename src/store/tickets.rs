//! The tickets: one row each, with the kept counts and the full text in step.

use super::{Row, StoreError, Tx, Value, rows, search};
use crate::domain::{OperatorId, Tally, Ticket, TicketId, Timestamp};

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
    let before = Counted::stored(tx, ticket.id)?;
    let subject_is_new = before.as_ref().is_none_or(|before| before.subject != ticket.subject);
    tx.execute(PUT, &rows::of(seq, ticket)?)?;
    count(tx, before.as_ref().map(|before| before.tally), Some(tally_of(ticket)))?;
    if subject_is_new {
        search::put(tx, ticket.id, 0, &ticket.subject)?;
    }
    Ok(())
}

/// Removes a ticket with its conversation.
pub fn remove(tx: &mut dyn Tx, id: TicketId) -> Result<(), StoreError> {
    let Some(before) = Counted::stored(tx, id)? else { return Ok(()) };
    count(tx, Some(before.tally), None)?;
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

/// The first ticket of the desk order that is nobody's and that waits for nobody: what *work next* hands out.
pub fn first_unheld(tx: &mut dyn Tx) -> Result<Option<TicketId>, StoreError> {
    let row = tx.first(FIRST_UNHELD, &[])?;
    row.map(|row| row.int(0).map(TicketId)).transpose()
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

const PUT: &str = "insert into ticket (
        id, seq, body, live, free, emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, updated_ms,
        inbound_ms, status, type, channel, language, site, product, owner_role, assignee, customer, customer_name,
        requester, subject, tags, suggested_role, suggested_percent, suggested_unsure, clock_kind, clock_due_ms,
        clock_target_ms, clock_paused_ms)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
        $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
    on conflict (id) do update set
        seq = excluded.seq, body = excluded.body, live = excluded.live, free = excluded.free,
        emergency_rank = excluded.emergency_rank, priority_rank = excluded.priority_rank,
        deadline_ms = excluded.deadline_ms, promise_ms = excluded.promise_ms,
        created_ms = excluded.created_ms, updated_ms = excluded.updated_ms,
        inbound_ms = excluded.inbound_ms, status = excluded.status, type = excluded.type,
        channel = excluded.channel, language = excluded.language, site = excluded.site,
        product = excluded.product, owner_role = excluded.owner_role, assignee = excluded.assignee,
        customer = excluded.customer, customer_name = excluded.customer_name, requester = excluded.requester,
        subject = excluded.subject, tags = excluded.tags, suggested_role = excluded.suggested_role,
        suggested_percent = excluded.suggested_percent, suggested_unsure = excluded.suggested_unsure,
        clock_kind = excluded.clock_kind, clock_due_ms = excluded.clock_due_ms,
        clock_target_ms = excluded.clock_target_ms, clock_paused_ms = excluded.clock_paused_ms";

// With another condition the planner takes another index, and sorts.
const FIRST_UNHELD: &str = "select id from ticket
    where free = 1 order by emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id limit 1";

/// What must be known of the row that a ticket replaces.
struct Counted {
    tally: Tally,
    subject: String,
}

impl Counted {
    fn stored(tx: &mut dyn Tx, id: TicketId) -> Result<Option<Counted>, StoreError> {
        let sql = "select live, emergency_rank, assignee, owner_role, subject from ticket where id = $1";
        tx.first(sql, &[id.0.into()])?.map(|row| Counted::read(&row)).transpose()
    }

    fn read(row: &Row) -> Result<Counted, StoreError> {
        let (live, emergency) = (row.flag(0)?, row.int(1)? == 0);
        let tally = contribution(live, emergency, row.opt_text(2)?.is_none(), row.opt_text(3)?.is_none());
        Ok(Counted { tally, subject: row.text(4)?.to_string() })
    }
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

fn count(tx: &mut dyn Tx, before: Option<Tally>, after: Option<Tally>) -> Result<(), StoreError> {
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
    use super::super::tests::{Fixture, plan, ticket};
    use super::*;
    use crate::domain::{Priority, Role, Sort, Status, order};
    use proptest::prelude::*;

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
            prop_assert_eq!(fixture.with(first_unheld), next(&tickets));
            for ticket in tickets {
                prop_assert_eq!(fixture.with(|tx| get(tx, ticket.id)), Some(ticket));
            }
        }
    }

    #[test]
    fn work_next_seeks_and_does_not_sort() {
        let plan = plan(FIRST_UNHELD, &[]);
        assert!(plan.contains("ticket_free") && !plan.contains("TEMP B-TREE"), "{plan}");
    }

    #[test]
    fn a_ticket_that_waits_for_its_customer_is_not_handed_out() {
        let fixture = Fixture::new();
        let waiting = Ticket { status: Status::Pending, priority: Priority::Critical, ..ticket(1) };
        let held = Ticket { assignee: Some(OperatorId::new("op-02")), ..ticket(2) };
        fixture.with(|tx| [&waiting, &held, &ticket(3)].into_iter().try_for_each(|it| put(tx, 1, it)));
        assert_eq!(fixture.with(first_unheld), Some(TicketId(3)));
        assert_eq!(fixture.with(|tx| held_by(tx, &OperatorId::new("op-02"))), 1);
    }
}
