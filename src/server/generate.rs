//! A made-up desk of any size, for trials and measurements: the same for the same seed and clock.

mod customers;
mod draw;
mod texts;
mod tickets;

use super::desk::Core;
use super::error::DeskError;
use super::{ledger, sample};
use crate::domain::{Customer, Record, Timestamp};
use crate::seam::Seeded;
use crate::store::{StoreError, Tx, reference};
use draw::Draw;
use texts::Texts;
use tickets::Maker;

/// Tickets to a transaction of the database.
const BATCH: u64 = 200;
/// Tickets to a number of the feed: with their articles, no more than a page of changes.
const NUMBERED: u64 = 100;
/// Tickets to a customer, about.
const TICKETS_TO_CUSTOMER: u64 = 250;
const CUSTOMERS_MAX: u64 = 2_000;

/// Fills an empty desk. `progress` hears how many tickets are there.
pub(super) fn generate(core: &Core, tickets: u64, seed: u64, progress: &mut dyn FnMut(u64)) -> Result<(), DeskError> {
    let now = core.clock.now();
    let texts = Texts::read()?;
    let mut draw = Draw::new(Seeded::new(seed));
    let customers = core.store.write::<_, DeskError>(|tx| {
        if tx.first("select id from ticket limit 1", &[])?.is_some() {
            return Err(DeskError::NotEmpty);
        }
        tx.execute("update head set sample = 1, name = $1 where one = 1", &["Generated desk".into()])?;
        found(tx, tickets, &texts, &mut draw, now)
    })?;
    let (operators, policy) =
        core.store.read::<_, StoreError>(|tx| Ok((reference::operators(tx)?, reference::policy(tx)?)))?;
    let mut maker = Maker::new(&texts, &customers, &operators, &policy, &core.router, now);
    let mut done = 0;
    while done < tickets {
        let end = tickets.min(done + BATCH);
        core.store.write::<_, StoreError>(|tx| {
            for from in (done..end).step_by(NUMBERED as usize) {
                let numbers = from..end.min(from + NUMBERED);
                let records = numbers.flat_map(|i| maker.ticket(i, tickets, &mut draw)).collect();
                sample::commit(tx, "generate_tickets", records, now)?;
            }
            Ok(())
        })?;
        done = end;
        progress(done);
    }
    core.bus.tell(core.store.read(|tx| ledger::head(tx))?.seq);
    Ok(())
}

/// The people and customers of the sample, and as many more customers as the tickets need.
fn found(
    tx: &mut dyn Tx,
    tickets: u64,
    texts: &Texts,
    draw: &mut Draw,
    now: Timestamp,
) -> Result<Vec<Customer>, DeskError> {
    let mut customers = sample::load_people(tx, now)?;
    let teams: Vec<_> = customers.iter().map(|it| it.account_team.clone()).collect();
    let wanted = (tickets / TICKETS_TO_CUSTOMER).min(CUSTOMERS_MAX);
    let more: Vec<Customer> = (0..wanted.saturating_sub(customers.len() as u64))
        .map(|i| customers::make(i, texts, &teams, draw, now))
        .collect();
    for batch in more.chunks(NUMBERED as usize) {
        let records = batch.iter().cloned().map(|it| Record::Customer(Box::new(it))).collect();
        sample::commit(tx, "generate_customers", records, now)?;
    }
    sample::set_codes(tx, &more)?;
    customers.extend(more);
    Ok(customers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Filter, OperatorId, TicketId};
    use crate::seam::{ManualClock, Seeded};
    use crate::server::desk::{Limits, ServerConfig, open_core};
    use crate::store::{Reader, conversation, tickets, window};
    use std::collections::HashSet;
    use std::sync::Arc;

    fn desk(sample: bool) -> (tempfile::TempDir, Core) {
        let dir = tempfile::tempdir().unwrap();
        let config = ServerConfig {
            database: dir.path().join("desk.db"),
            sample,
            limits: Limits::default(),
            clock: Arc::new(ManualClock::at(Timestamp(1_800_000_000_000))),
            rng: Arc::new(Seeded::new(1)),
        };
        (dir, open_core(config).unwrap())
    }

    fn records(core: &Core) -> Vec<String> {
        let read = |tx: &mut dyn Tx| {
            (0..450_i64)
                .map(|i| {
                    let id = TicketId(100_001 + i);
                    let ticket = tickets::get(tx, id)?.unwrap();
                    Ok(serde_json::to_string(&(ticket, conversation::articles(tx, id)?))?)
                })
                .collect::<Result<Vec<_>, StoreError>>()
        };
        core.store.read(read).unwrap()
    }

    #[test]
    fn the_same_seed_makes_the_same_desk_and_another_seed_another() {
        let made = [7, 7, 8].map(|seed| {
            let (_dir, core) = desk(false);
            let mut told = Vec::new();
            generate(&core, 450, seed, &mut |done| told.push(done)).unwrap();
            assert_eq!(told, [200, 400, 450]);
            records(&core)
        });
        assert!(made[0] == made[1]);
        assert!(made[0] != made[2]);
    }

    #[test]
    fn a_generated_desk_is_alive_and_its_promises_are_mostly_kept() {
        let (_dir, core) = desk(false);
        generate(&core, 1_000, 1, &mut |_| {}).unwrap();
        let tally = core.store.read(|tx| tickets::tally(tx)).unwrap();
        assert!((150..250).contains(&tally.live), "{tally:?}");
        assert!((1..tally.live / 8).contains(&tally.emergencies), "{tally:?}");
        assert!(tally.unheld > 0 && tally.unrouted > 0 && tally.unrouted < tally.live, "{tally:?}");
        let reader = Reader { operator: OperatorId::new("op-01"), now: core.clock.now() };
        let rows = core.store.read(|tx| window::page(tx, &Filter::default(), None, 1_000, &reader)).unwrap();
        let due = rows.iter().filter_map(|row| row.clock).filter(|clock| clock.remaining(reader.now).0 > 0).count();
        assert!(due * 2 > rows.len(), "{due} of {}", rows.len());
        let languages: HashSet<_> = rows.iter().map(|row| row.language).collect();
        assert_eq!(languages.len(), 3);
        assert!(rows.iter().all(|row| !row.subject.is_empty() && !row.subject.contains('{')));
        assert_eq!(core.store.read(|tx| ledger::check(tx, &mut |_, _, _| {})).unwrap(), Ok(core.bus.head()));
    }

    #[test]
    fn a_desk_that_has_tickets_is_not_generated_over() {
        let (_dir, core) = desk(true);
        let head = core.bus.head();
        assert!(matches!(generate(&core, 10, 1, &mut |_| {}), Err(DeskError::NotEmpty)));
        assert_eq!(core.store.read(|tx| ledger::head(tx)).unwrap().seq, head);
    }

    #[test]
    fn every_customer_has_a_name_of_its_own() {
        let (texts, mut draw) = (Texts::read().unwrap(), Draw::new(Seeded::new(1)));
        let names: HashSet<String> =
            (0..2_000).map(|i| customers::make(i, &texts, &[], &mut draw, Timestamp(0)).name).collect();
        assert_eq!(names.len(), 2_000);
    }
}
