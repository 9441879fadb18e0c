//! Windows on a list of tickets: some rows around a place, found by seeking and never by counting from the start.
//!
//! A place is the row's own sort values ending with its number, so a window stays where it was while tickets come
//! and go around it.

use super::{StoreError, Tx, filter, filter::Reader, rows, sql::Sql, tickets};
use crate::domain::{Anchor, Count, Filter, Place, QueueRow, Sort, Ticket, TicketId, Window, WindowRequest, order};

/// The most rows that a window has.
pub const ROWS_LIMIT: usize = 1_000;
/// Counts stop here: a list of more is said to have `1,000 or more`.
pub const COUNT_LIMIT: i64 = 1_000;

/// Reads the rows that a screen asks for.
pub fn window(tx: &mut dyn Tx, request: &WindowRequest, reader: &Reader) -> Result<Window, StoreError> {
    let list = List::new(tx, &request.filter, reader)?;
    let limit = request.limit.clamp(1, ROWS_LIMIT);
    let mut slice = match list.place(tx, &request.anchor)? {
        Position::Start => list.first_rows(tx, limit)?,
        Position::End => list.last_rows(tx, limit)?,
        Position::Around(place) => list.around(tx, &place, limit)?,
    };
    let rows = std::mem::take(&mut slice.rows);
    let total = match slice.at_start && slice.at_end {
        true => Count { n: rows.len() as i64, or_more: false },
        false => list.total(tx)?,
    };
    let before = match rows.first() {
        _ if slice.at_start => Some(0),
        _ if slice.at_end && !total.or_more => Some(total.n - rows.len() as i64),
        Some(first) => list.count(tx, Some(&first.place))?.exactly(),
        None => None,
    };
    Ok(Window { rows, at_start: slice.at_start, at_end: slice.at_end, total, before })
}

/// How many tickets a filter picks, up to [`COUNT_LIMIT`]. None of one that takes finished tickets as well: there may be
/// a million to look at, for a number that nobody waits for.
pub fn count(tx: &mut dyn Tx, filter: &Filter, reader: &Reader) -> Result<Option<Count>, StoreError> {
    match filter::halves(filter)[..] {
        [true] | [] => List::new(tx, filter, reader)?.total(tx).map(Some),
        _ => Ok(None),
    }
}

/// The tickets that a filter picks, as rows in its order, up to `limit`, after the place `after`: for those who
/// page through a list once and keep no window.
pub fn page(
    tx: &mut dyn Tx,
    filter: &Filter,
    after: Option<&Place>,
    limit: usize,
    reader: &Reader,
) -> Result<Vec<QueueRow>, StoreError> {
    let list = List::new(tx, filter, reader)?;
    let from = after.filter(|place| list.fits(place)).map(|place| (place, Bound::After));
    list.select(tx, from, Direction::Down, limit.min(ROWS_LIMIT))
}

/// One ticket as a row of the live queue; None if there is none of that number. Also for tickets that are finished.
pub fn row(tx: &mut dyn Tx, id: TicketId) -> Result<Option<QueueRow>, StoreError> {
    let mut sql = select_rows();
    sql.push("t.id = ").bind(id.0);
    let row = tx.first(&sql.text, &sql.params)?;
    row.map(|row| rows::read(&row, Sort::Desk)).transpose()
}

pub(super) fn select_rows() -> Sql {
    let mut sql = Sql::new("select ");
    sql.push(rows::COLUMNS).push(rows::UNREAD).push(", ").push(rows::PENDING).push(" from ticket t where ");
    sql
}

enum Position {
    Start,
    End,
    Around(Place),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Down,
    Up,
}

#[derive(Clone, Copy)]
enum Bound {
    Before,
    At,
    After,
}

/// Rows in order, and whether the list goes on at either end.
struct Slice {
    rows: Vec<QueueRow>,
    at_start: bool,
    at_end: bool,
}

impl Count {
    fn exactly(self) -> Option<i64> {
        (!self.or_more).then_some(self.n)
    }
}

struct List<'a> {
    filter: &'a Filter,
    reader: &'a Reader,
    /// The filter picks so few tickets that they are better sorted than looked for in the order.
    few: bool,
}

impl<'a> List<'a> {
    fn new(tx: &mut dyn Tx, filter: &'a Filter, reader: &'a Reader) -> Result<List<'a>, StoreError> {
        Ok(List { filter, reader, few: filter::picks_few(tx, filter)? })
    }

    fn condition(&self, sql: &mut Sql, live: bool) {
        filter::condition(sql, self.filter, live, self.few, self.reader);
    }

    /// Whether the place is one of a list sorted like this one.
    fn fits(&self, place: &Place) -> bool {
        place.0.len() == rows::sort_columns(self.filter.sort).len()
    }

    fn place(&self, tx: &mut dyn Tx, anchor: &Anchor) -> Result<Position, StoreError> {
        Ok(match anchor {
            Anchor::Start => Position::Start,
            Anchor::End => Position::End,
            Anchor::Around(place) if self.fits(place) => Position::Around(place.clone()),
            Anchor::Around(_) => Position::Start,
            Anchor::Ticket(id) => match tickets::get(tx, *id)? {
                Some(ticket) if self.holds(tx, &ticket)? => Position::Around(order::place(&ticket, self.filter.sort)),
                _ => Position::Start,
            },
        })
    }

    /// Whether the list has this ticket.
    fn holds(&self, tx: &mut dyn Tx, ticket: &Ticket) -> Result<bool, StoreError> {
        let live = ticket.status.is_live();
        if !filter::halves(self.filter).contains(&live) {
            return Ok(false);
        }
        let mut sql = Sql::new("select 1 from ticket t where t.id = ");
        sql.bind(ticket.id.0).push(" and ");
        self.condition(&mut sql, live);
        Ok(tx.first(&sql.text, &sql.params)?.is_some())
    }

    fn first_rows(&self, tx: &mut dyn Tx, limit: usize) -> Result<Slice, StoreError> {
        let mut rows = self.select(tx, None, Direction::Down, limit + 1)?;
        let at_end = rows.len() <= limit;
        rows.truncate(limit);
        Ok(Slice { rows, at_start: true, at_end })
    }

    fn last_rows(&self, tx: &mut dyn Tx, limit: usize) -> Result<Slice, StoreError> {
        let mut rows = self.select(tx, None, Direction::Up, limit + 1)?;
        let at_start = rows.len() <= limit;
        rows.truncate(limit);
        rows.reverse();
        Ok(Slice { rows, at_start, at_end: true })
    }

    /// Half of the rows before the place and half from it on; what one side lacks the other gives.
    fn around(&self, tx: &mut dyn Tx, place: &Place, limit: usize) -> Result<Slice, StoreError> {
        let half = limit / 2;
        let mut above = self.select(tx, Some((place, Bound::Before)), Direction::Up, half + 1)?;
        let below_limit = limit - half.min(above.len());
        let mut below = self.select(tx, Some((place, Bound::At)), Direction::Down, below_limit + 1)?;
        let at_end = below.len() <= below_limit;
        below.truncate(below_limit);
        let above_limit = limit - below.len();
        if above_limit > half && above.len() > half {
            above = self.select(tx, Some((place, Bound::Before)), Direction::Up, above_limit + 1)?;
        }
        let at_start = above.len() <= above_limit;
        above.truncate(above_limit);
        above.reverse();
        above.append(&mut below);
        Ok(Slice { rows: above, at_start, at_end })
    }

    /// At most `limit` rows, nearest first in the direction asked.
    fn select(
        &self,
        tx: &mut dyn Tx,
        from: Option<(&Place, Bound)>,
        direction: Direction,
        limit: usize,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let mut found = Vec::new();
        let halves = filter::halves(self.filter);
        for live in &halves {
            let mut sql = select_rows();
            self.condition(&mut sql, *live);
            if let Some((place, bound)) = from {
                self.bound(&mut sql, place, bound);
            }
            self.order(&mut sql, direction);
            sql.push(" limit ").bind(limit as i64);
            for row in tx.query(&sql.text, &sql.params)? {
                found.push(rows::read(&row, self.filter.sort)?);
            }
        }
        if halves.len() > 1 {
            found.sort_by(|a, b| match direction {
                Direction::Down => a.place.cmp(&b.place),
                Direction::Up => b.place.cmp(&a.place),
            });
            found.truncate(limit);
        }
        Ok(found)
    }

    fn bound(&self, sql: &mut Sql, place: &Place, bound: Bound) {
        sql.push(" and (");
        sql.join(rows::sort_columns(self.filter.sort), ", ", |sql, column| {
            sql.push(column);
        });
        sql.push(match bound {
            Bound::Before => ") < (",
            Bound::At => ") >= (",
            Bound::After => ") > (",
        });
        sql.join(&place.0, ", ", |sql, part| {
            sql.bind(*part);
        });
        sql.push(")");
    }

    fn order(&self, sql: &mut Sql, direction: Direction) {
        sql.push(" order by ");
        sql.join(rows::sort_columns(self.filter.sort), ", ", |sql, column| {
            sql.push(column);
            if direction == Direction::Up {
                sql.push(" desc");
            }
        });
    }

    /// The live queue is counted already; anything else is, up to a bound.
    fn total(&self, tx: &mut dyn Tx) -> Result<Count, StoreError> {
        if self.filter.terms.is_empty() && self.filter.words.is_empty() {
            return Ok(Count { n: tickets::tally(tx)?.live, or_more: false });
        }
        self.count(tx, None)
    }

    /// Counts the rows of the list, or those before a place, up to [`COUNT_LIMIT`].
    fn count(&self, tx: &mut dyn Tx, before: Option<&Place>) -> Result<Count, StoreError> {
        let mut n = 0;
        for live in filter::halves(self.filter) {
            let mut sql = Sql::new("select count(*) from (select 1 from ticket t where ");
            self.condition(&mut sql, live);
            if let Some(place) = before {
                self.bound(&mut sql, place, Bound::Before);
            }
            sql.push(" limit ").bind(COUNT_LIMIT + 1).push(") found");
            n += tx.first(&sql.text, &sql.params)?.map_or(Ok(0), |row| row.int(0))?;
        }
        Ok(Count { n: n.min(COUNT_LIMIT), or_more: n > COUNT_LIMIT })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, plan, reader, ticket};
    use super::*;

    fn ids(window: &Window) -> Vec<i64> {
        window.rows.iter().map(|row| row.id.0).collect()
    }

    fn desk(tickets: i64) -> Fixture {
        let fixture = Fixture::new();
        fixture.with(|tx| (1..=tickets).try_for_each(|n| tickets::put(tx, n, &ticket(n))));
        fixture
    }

    fn read(fixture: &Fixture, anchor: Anchor, limit: usize) -> Window {
        let request = WindowRequest { filter: Filter::default(), anchor, limit };
        fixture.with(|tx| window(tx, &request, &reader()))
    }

    #[test]
    fn a_window_around_a_ticket_has_it_in_the_middle() {
        let fixture = desk(20);
        let window = read(&fixture, Anchor::Ticket(TicketId(10)), 4);
        assert_eq!(ids(&window), [8, 9, 10, 11]);
        assert!(!window.at_start && !window.at_end);
        assert_eq!((window.total.n, window.before), (20, Some(7)));
    }

    #[test]
    fn a_window_near_an_end_is_filled_from_the_other_side() {
        let fixture = desk(20);
        let window = read(&fixture, Anchor::Ticket(TicketId(19)), 6);
        assert_eq!(ids(&window), [15, 16, 17, 18, 19, 20]);
        assert!(window.at_end && !window.at_start);
        let window = read(&fixture, Anchor::Ticket(TicketId(2)), 6);
        assert_eq!(ids(&window), [1, 2, 3, 4, 5, 6]);
        assert!(window.at_start && !window.at_end);
        assert_eq!(ids(&read(&fixture, Anchor::End, 3)), [18, 19, 20]);
        assert_eq!(ids(&read(&fixture, Anchor::Start, 3)), [1, 2, 3]);
    }

    #[test]
    fn a_list_is_counted_without_its_rows_unless_it_takes_finished_tickets() {
        let fixture = desk(20);
        let counted = |query: &str| fixture.with(|tx| count(tx, &Filter::parse(query).unwrap(), &reader()));
        assert_eq!(counted(""), Some(Count { n: 20, or_more: false }));
        assert_eq!(counted("number:<=3"), Some(Count { n: 3, or_more: false }));
        assert_eq!(counted("status:closed"), None);
        assert_eq!(counted("is:live is:finished"), Some(Count::default()));
    }

    #[test]
    fn a_window_stays_where_it_was_when_its_ticket_is_gone() {
        let fixture = desk(9);
        let place = read(&fixture, Anchor::Ticket(TicketId(5)), 1).rows[0].place.clone();
        fixture.with(|tx| tickets::remove(tx, TicketId(5)));
        assert_eq!(ids(&read(&fixture, Anchor::Around(place), 4)), [3, 4, 6, 7]);
    }

    #[test]
    fn an_empty_desk_has_an_empty_window() {
        let window = read(&Fixture::new(), Anchor::End, 10);
        assert_eq!(window, Window { at_start: true, at_end: true, before: Some(0), ..Window::default() });
    }

    /// How the rows of a query are found, from the middle of the list downwards.
    fn plan_of(query: &str, few: bool) -> String {
        let filter = Filter::parse(query).unwrap();
        let list = List { filter: &filter, reader: &reader(), few };
        let mut sql = select_rows();
        list.condition(&mut sql, true);
        let place = order::place(&ticket(1), filter.sort);
        list.bound(&mut sql, &place, Bound::At);
        list.order(&mut sql, Direction::Down);
        plan(&sql.text, &sql.params)
    }

    #[test]
    fn every_order_is_read_by_seeking_in_its_index() {
        for (query, index) in [
            ("", "ticket_desk (live=? AND (emergency_rank,priority_rank,"),
            ("sort:due", "ticket_due (live=? AND (deadline_ms,id)>"),
            ("sort:age", "ticket_age (live=? AND (created_ms,id)>"),
            ("sort:number", "ticket_number (live=? AND id>?)"),
            ("sort:updated", "ticket_updated (live=? AND (updated_ms,id)>"),
            ("role:gsd", "ticket_owner (owner_role=? AND live=? AND (emergency_rank,"),
            ("assignee:me", "ticket_holder (assignee=? AND live=? AND (emergency_rank,"),
            ("assignee:none", "ticket_holder (assignee=? AND live=? AND (emergency_rank,"),
            ("site:LS1 lang:pt -tag:spam", "ticket_desk (live=? AND (emergency_rank,"),
            ("is:breached", "ticket_desk (live=? AND (emergency_rank,"),
        ] {
            let plan = plan_of(query, false);
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{query}: {plan}");
        }
    }

    #[test]
    fn the_few_tickets_of_a_customer_or_a_word_are_looked_up_by_it() {
        let plan = plan_of("customer:acme", true);
        assert!(plan.contains("ticket_customer (customer=?"), "{plan}");
        let plan = plan_of("power", true);
        assert!(plan.contains("(id=?)") && !plan.contains("ticket_desk"), "{plan}");
    }
}
