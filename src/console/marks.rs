//! The tickets that an operator has marked, to act on all of them at once.
//!
//! Marks are ticket numbers: they outlive filters, sorts, arrivals and what is in memory of a list. A range begins at
//! the cursor and follows it; it remembers what it has passed, for rows far from the cursor leave the memory.

use super::window::Rows;
use crate::domain::{Filter, Place, TicketId};
use std::collections::{BTreeMap, BTreeSet};

/// So many tickets are marked at most: what is done to all of them is looked through line by line before.
pub const LIMIT: usize = 500;

/// The limit was met: not all that was asked for is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

#[derive(Debug, Clone, Default)]
pub struct Marks {
    fixed: BTreeSet<TicketId>,
    range: Option<Range>,
}

/// From the row where it began to the cursor.
#[derive(Debug, Clone)]
struct Range {
    from: TicketId,
    place: Place,
    /// Of this list: in another one the rows between are others.
    filter: Filter,
    covered: BTreeMap<TicketId, Place>,
    /// It has met the limit, and that was said.
    full: bool,
}

impl Marks {
    pub fn is_empty(&self) -> bool {
        self.fixed.is_empty() && self.range.is_none()
    }

    pub fn contains(&self, id: TicketId) -> bool {
        self.fixed.contains(&id) || self.range.as_ref().is_some_and(|range| range.covered.contains_key(&id))
    }

    /// All of them, by number.
    pub fn ids(&self) -> Vec<TicketId> {
        let covered = self.range.iter().flat_map(|range| range.covered.keys());
        let all: BTreeSet<TicketId> = self.fixed.iter().chain(covered).copied().collect();
        all.into_iter().collect()
    }

    pub fn len(&self) -> usize {
        let only_covered = |range: &Range| range.covered.keys().filter(|id| !self.fixed.contains(id)).count();
        self.fixed.len() + self.range.as_ref().map_or(0, only_covered)
    }

    /// How many are not among these rows.
    pub fn hidden(&self, rows: &Rows) -> usize {
        self.len() - rows.rows().iter().filter(|row| self.contains(row.id)).count()
    }

    pub fn is_ranging(&self) -> bool {
        self.range.is_some()
    }

    /// Marks a ticket, or takes its mark away.
    pub fn toggle(&mut self, id: TicketId) -> Result<(), Full> {
        if self.fixed.remove(&id) {
            return Ok(());
        }
        self.add([id])
    }

    /// Marks all of these, as far as the limit lets.
    pub fn add(&mut self, ids: impl IntoIterator<Item = TicketId>) -> Result<(), Full> {
        for id in ids {
            if self.fixed.len() >= LIMIT && !self.fixed.contains(&id) {
                return Err(Full);
            }
            self.fixed.insert(id);
        }
        Ok(())
    }

    pub fn remove(&mut self, id: TicketId) {
        self.fixed.remove(&id);
    }

    /// A range begins at the cursor.
    pub fn begin_range(&mut self, rows: &Rows, filter: &Filter) {
        let Some(row) = rows.selected_row() else { return };
        let (from, place) = (row.id, row.place.clone());
        let covered = BTreeMap::new();
        self.range = Some(Range { from, place, filter: filter.clone(), covered, full: false });
    }

    /// The range is what it covers by now, and follows the cursor no more.
    pub fn fix_range(&mut self) {
        if let Some(range) = self.range.take() {
            self.fixed.extend(range.covered.into_keys());
        }
    }

    /// The range goes, with what it covered. False if there is none.
    pub fn drop_range(&mut self) -> bool {
        self.range.take().is_some()
    }

    pub fn clear(&mut self) {
        *self = Marks::default();
    }

    /// The range reaches to the cursor. In another list than that in which it began it ends where it was.
    pub fn follow(&mut self, rows: &Rows, filter: &Filter) -> Result<(), Full> {
        let Some(range) = &mut self.range else { return Ok(()) };
        if range.filter != *filter {
            self.fix_range();
            return Ok(());
        }
        let room = LIMIT - self.fixed.len().min(LIMIT);
        range.reach(rows, room, |id| self.fixed.contains(&id))
    }
}

impl Range {
    fn reach(&mut self, rows: &Rows, room: usize, fixed: impl Fn(TicketId) -> bool) -> Result<(), Full> {
        let Some(cursor) = rows.selected_row() else { return Ok(()) };
        if let Some(row) = rows.row(self.from) {
            self.place = row.place.clone();
        }
        for row in rows.rows() {
            self.covered.entry(row.id).and_modify(|place| place.clone_from(&row.place));
        }
        let down = self.place <= cursor.place;
        let (first, last) =
            if down { (self.place.clone(), cursor.place.clone()) } else { (cursor.place.clone(), self.place.clone()) };
        let between = |place: &Place| (&first..=&last).contains(&place);
        self.covered.retain(|_, place| between(place));
        let rows = rows.rows().iter().filter(|row| between(&row.place));
        self.covered.extend(rows.map(|row| (row.id, row.place.clone())));
        // What is too much is what lies furthest from where it began.
        let mut new: Vec<_> = self.covered.iter().filter(|(id, _)| !fixed(**id)).collect();
        if new.len() <= room {
            self.full = false;
            return Ok(());
        }
        new.sort_by(|(_, one), (_, other)| if down { one.cmp(other) } else { other.cmp(one) });
        let over: Vec<TicketId> = new.split_off(room).into_iter().map(|(id, _)| *id).collect();
        over.iter().for_each(|id| drop(self.covered.remove(id)));
        if std::mem::replace(&mut self.full, true) { Ok(()) } else { Err(Full) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture;
    use crate::console::motion::Motion;
    use crate::console::window::Purpose;
    use crate::domain::{Count, Window};

    fn rows(ids: impl Iterator<Item = i64>) -> Rows {
        let ids: Vec<i64> = ids.collect();
        let mut rows = Rows::default();
        rows.load(fixture::window(&ids), Purpose::First, 10);
        rows
    }

    fn numbers(marks: &Marks) -> Vec<i64> {
        marks.ids().into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn a_range_follows_the_cursor_both_ways_and_keeps_what_was_marked() {
        let (mut rows, filter) = (rows(1..=9), Filter::default());
        let mut marks = Marks::default();
        marks.add([TicketId(9)]).unwrap();
        rows.select(TicketId(4));
        marks.begin_range(&rows, &filter);
        for (motion, then) in
            [(Motion::Down, vec![4, 5, 9]), (Motion::Up, vec![4, 9]), (Motion::First, vec![1, 2, 3, 4, 9])]
        {
            rows.step(motion, 10);
            marks.follow(&rows, &filter).unwrap();
            assert_eq!(numbers(&marks), then);
        }
        assert_eq!((marks.len(), marks.hidden(&rows)), (5, 0));
        assert!(marks.drop_range());
        assert_eq!(numbers(&marks), [9]);
    }

    #[test]
    fn a_range_remembers_rows_that_have_left_the_memory() {
        let (mut all, filter) = (Rows::default(), Filter::default());
        let first: Vec<_> = (1..=200).collect();
        all.load(Window { at_end: false, ..fixture::window(&first) }, Purpose::First, 10);
        let mut marks = Marks::default();
        marks.begin_range(&all, &filter);
        all.step(Motion::Last, 10);
        marks.follow(&all, &filter).unwrap();
        let further: Vec<_> = (150..=300).map(fixture::row).collect();
        let total = Count { n: 300, or_more: false };
        all.load(Window { rows: further, at_start: false, at_end: true, total, before: Some(149) }, Purpose::Merge, 10);
        all.step(Motion::Down, 10);
        marks.follow(&all, &filter).unwrap();
        assert_eq!(numbers(&marks), (1..=201).collect::<Vec<_>>());
        assert_eq!(marks.hidden(&all), 149);
        all.step(Motion::Up, 10);
        all.step(Motion::Up, 10);
        marks.follow(&all, &filter).unwrap();
        assert_eq!(marks.len(), 199);
    }

    #[test]
    fn another_list_ends_a_range_where_it_was() {
        let (mut first, filter) = (rows(1..=9), Filter::default());
        let mut marks = Marks::default();
        marks.begin_range(&first, &filter);
        first.step(Motion::Down, 10);
        marks.follow(&first, &filter).unwrap();
        marks.follow(&rows(5..=9), &Filter::parse("lang:pt").unwrap()).unwrap();
        assert!(!marks.is_ranging());
        assert_eq!(numbers(&marks), [1, 2]);
    }

    #[test]
    fn no_more_are_marked_than_can_be_looked_through() {
        let many = i64::try_from(LIMIT).unwrap();
        let mut marks = Marks::default();
        assert_eq!(marks.add((1..=many + 1).map(TicketId)), Err(Full));
        assert_eq!((marks.len(), marks.contains(TicketId(many + 1))), (LIMIT, false));
        assert_eq!(marks.toggle(TicketId(many + 1)), Err(Full));
        marks.toggle(TicketId(1)).unwrap();
        let (mut rows, filter) = (rows(600..=609), Filter::default());
        marks.begin_range(&rows, &filter);
        assert_eq!(marks.follow(&rows, &filter), Ok(()));
        rows.step(Motion::Down, 10);
        assert_eq!(marks.follow(&rows, &filter), Err(Full), "it says so");
        assert_eq!(marks.follow(&rows, &filter), Ok(()), "once");
        assert_eq!((marks.len(), marks.contains(TicketId(600))), (LIMIT, true));
    }
}
