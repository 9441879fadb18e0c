//! When an operator looked last, and what was theirs then: kept on the shelf of the profile, for a console that starts
//! anew knows nothing of the one before. And what changed since, read from the tickets as they stand here.

use super::{Replica, ReplicaError, Shelf};
use crate::domain::catch_up::{CatchUp, Found, Holding, Left, Looks};
use crate::domain::{OperatorId, Span, Timestamp};
use crate::store::{Row, StoreError, Tx, shift, tickets};

/// Whoever was never here is told of so long: a shift.
const UNKNOWN: Span = Span::hours(9);

impl Shelf {
    /// When they looked, as far as it is known.
    pub fn looks(&self, operator: &OperatorId) -> Result<Looks, ReplicaError> {
        self.read(|tx| looks(tx, operator))
    }

    /// They look now.
    pub fn look(&self, operator: &OperatorId, now: Left) -> Result<(), ReplicaError> {
        self.write(|tx| {
            let Looks { last, away } = looks(tx, operator)?.look(now);
            let (at, held) = columns(last.as_ref())?;
            let (away_at, away_held) = columns(away.as_ref())?;
            let sql = "insert into look (operator, at_ms, held, away_ms, away_held) values ($1, $2, $3, $4, $5)
                on conflict (operator) do update set at_ms = excluded.at_ms, held = excluded.held,
                    away_ms = excluded.away_ms, away_held = excluded.away_held";
            let params = [operator.as_str().into(), at.into(), held.into(), away_at.into(), away_held.into()];
            tx.execute(sql, &params).map(drop)
        })
    }
}

type Columns = (Option<Timestamp>, Option<String>);

fn columns(left: Option<&Left>) -> Result<Columns, StoreError> {
    let held = left.map(|left| serde_json::to_string(&left.held)).transpose()?;
    Ok((left.map(|left| left.at), held))
}

fn looks(tx: &mut dyn Tx, operator: &OperatorId) -> Result<Looks, StoreError> {
    let sql = "select at_ms, held, away_ms, away_held from look where operator = $1";
    let Some(row) = tx.first(sql, &[operator.as_str().into()])? else { return Ok(Looks::default()) };
    Ok(Looks { last: left(&row, 0)?, away: left(&row, 2)? })
}

fn left(row: &Row, column: usize) -> Result<Option<Left>, StoreError> {
    let (Some(at), Some(held)) = (row.opt_int(column)?, row.opt_text(column + 1)?) else { return Ok(None) };
    Ok(Some(Left { at: Timestamp(at), held: serde_json::from_str(held)? }))
}

impl Replica {
    /// What the operator has at this moment, to be kept until they come back.
    pub fn leave(&self, now: Timestamp) -> Result<Left, ReplicaError> {
        let me = self.identity().operator;
        let held = self.read_rows(|tx| tickets::held(tx, &me))?;
        Ok(Left { at: now, held: held.iter().map(Holding::of).collect() })
    }

    /// What changed since the operator was last here.
    pub fn catch_up(&self, looks: Looks, now: Timestamp) -> Result<CatchUp, ReplicaError> {
        let (me, back) = (self.identity().operator, looks.is_back(now));
        let left = looks.left(now);
        let since = left.as_ref().map_or(now - UNKNOWN, |left| left.at);
        self.read_rows(|tx| {
            let held = tickets::held(tx, &me)?;
            let mut were = Vec::new();
            for holding in left.iter().flat_map(|left| &left.held) {
                if held.iter().all(|it| it.id != holding.ticket) {
                    were.extend(tickets::get(tx, holding.ticket)?);
                }
            }
            let found = Found {
                held,
                were,
                waiting: tickets::waiting(tx)?,
                emergencies: shift::emergencies(tx, since)?,
                pooled: shift::pooled(tx, since)?,
                arrived: shift::arrived(tx, since)?,
                finished: shift::finished(tx, since)?,
                tally: tickets::tally(tx)?,
            };
            Ok(CatchUp { back, ..CatchUp::new(found, left.as_ref(), &me, since, now) })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Home, ID, page, read, record, ticket};
    use super::*;
    use crate::domain::catch_up::{AWAY_AFTER, News, Part};
    use crate::domain::{Mark, Marks, Record, Ticket};
    use crate::seam::ManualClock;
    use std::sync::Arc;

    #[test]
    fn what_was_left_is_kept_for_each_operator_and_told_against_what_stands_now() {
        let home = Home::new();
        let replica = home.open();
        let me = replica.identity().operator;
        let colleague = OperatorId::new("op-99");
        let dir = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(dir.path(), Arc::new(ManualClock::at(Timestamp(0))));
        assert_eq!(shelf.looks(&me).unwrap(), Looks::default());
        let mine = Ticket { assignee: Some(me.clone()), ..ticket() };
        let went = mine.updated_at + Span::hours(1);
        read(&replica, page(1, vec![record(mine.clone())]));
        shelf.look(&me, replica.leave(went).unwrap()).unwrap();
        assert_eq!(shelf.looks(&colleague).unwrap(), Looks::default());
        let back = went + AWAY_AFTER;
        let assignee = Some(Mark { by: colleague.clone(), at: went + Span::minutes(5) });
        let marks = Marks { assignee, ..Marks::default() };
        let taken = Ticket { assignee: Some(colleague.clone()), replies: mine.replies + 1, marks, ..mine };
        read(&replica, page(2, vec![record(taken)]));
        for _ in 0..2 {
            let told = replica.catch_up(shelf.looks(&me).unwrap(), back).unwrap();
            let [item] = &told.items[..] else { panic!("{told:?}") };
            assert_eq!((told.since, item.part, item.ticket.id), (went, Part::Changed, ID));
            let by = Some(colleague.clone());
            let taken = News::Taken { by, at: went + Span::minutes(5) };
            assert_eq!(item.news, [News::Answered { n: 1 }, taken]);
            // It is told again as long as the shift goes on.
            shelf.look(&me, replica.leave(back).unwrap()).unwrap();
        }
    }

    #[test]
    fn whoever_was_never_here_is_told_of_the_last_hours() {
        let home = Home::new();
        let replica = home.open();
        let emergency = Ticket { emergency: true, ..ticket() };
        let now = emergency.created_at + Span::hours(1);
        read(&replica, page(1, vec![Record::Ticket(Box::new(emergency))]));
        let told = replica.catch_up(Looks::default(), now).unwrap();
        assert_eq!((told.known, told.back, told.since), (false, false, now - UNKNOWN));
        assert_eq!((told.items.len(), told.arrived, told.tally.live), (1, 1, 1));
    }
}
