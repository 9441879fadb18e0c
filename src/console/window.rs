//! A list of any length, of which at most a few hundred rows are in memory.
//!
//! The selection is a ticket number, never an index. What is shown changes in two ways: a *merge* keeps every row in
//! its place, brings its data up to date and holds new rows back (they are counted as arrivals); an *adoption* shows
//! the list as it is now, after the operator asked or acted. In both the row under the cursor stays on its line.

use crate::console::motion::Motion;
use crate::domain::{Anchor, Count, Filter, Place, QueueRow, TicketId, Window, WindowRequest};
use std::collections::{HashMap, HashSet};

/// How many rows are asked for at once.
pub const LIMIT: usize = 200;
/// How near to an edge of what is in memory the cursor may come before more is asked for.
pub const MARGIN: usize = 50;

/// What is to be done with rows when they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Nobody asked: nothing on screen may move.
    Merge,
    /// The operator asked or acted: show the list as it is.
    Adopt,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// A request with the number by which its answer is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub generation: u64,
    pub request: WindowRequest,
    pub purpose: Purpose,
}

/// The rows in memory, and the one under the cursor.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    rows: Vec<QueueRow>,
    at_start: bool,
    at_end: bool,
    total: Count,
    before: Option<i64>,
    selected: Option<TicketId>,
    /// Where the selected row is, or was last.
    index: usize,
    /// The first row in view.
    top: usize,
    /// The selected ticket is not in the list any more; its row stays until the cursor leaves it.
    gone: bool,
    arrivals: usize,
    /// The operator has moved the cursor: from now on nothing moves it but the operator.
    touched: bool,
    loaded: bool,
}

impl Rows {
    pub fn rows(&self) -> &[QueueRow] {
        &self.rows
    }

    pub fn row(&self, id: TicketId) -> Option<&QueueRow> {
        self.rows.iter().find(|row| row.id == id)
    }

    pub fn selected(&self) -> Option<TicketId> {
        self.selected
    }

    pub fn selected_row(&self) -> Option<&QueueRow> {
        self.rows.get(self.index)
    }

    pub fn index(&self) -> usize {
        self.index
    }

    /// The selected ticket has left the list while the cursor was on it.
    pub fn selected_is_gone(&self) -> bool {
        self.gone
    }

    /// How many rows have come that are not shown yet.
    pub fn arrivals(&self) -> usize {
        self.arrivals
    }

    /// The list is in memory from its first row to its last.
    pub fn is_whole(&self) -> bool {
        self.at_start && self.at_end
    }

    pub fn total(&self) -> Count {
        self.total
    }

    /// Whether an answer has come at all: an empty list is something else than one not read yet.
    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// The place of the selected row in the whole list, from 1, where that is known.
    pub fn position(&self) -> Option<i64> {
        let index = i64::try_from(self.index).ok()?;
        (!self.rows.is_empty()).then_some(())?;
        self.before.map(|before| before + index + 1)
    }

    /// The first row in view, so that the selected one is in view.
    pub fn top(&self, height: usize) -> usize {
        scrolled(self.top, self.index, self.rows.len(), height)
    }

    /// Keeps the cursor in view of a pane of that height.
    pub fn fit(&mut self, height: usize) {
        self.top = self.top(height);
    }

    pub fn touch(&mut self) {
        self.touched = true;
    }

    /// Moves the cursor. The first and the last row may have to be fetched: then this is their purpose.
    pub fn step(&mut self, motion: Motion, height: usize) -> Option<Purpose> {
        self.touched = true;
        let was = self.selected;
        let to = motion.from(self.index, self.rows.len(), height);
        self.put_cursor(to);
        if self.gone && self.selected != was {
            self.drop_gone(was);
        }
        self.fit(height);
        match motion {
            Motion::First if !self.at_start => Some(Purpose::First),
            Motion::Last if !self.at_end => Some(Purpose::Last),
            _ => self.near_edge().then_some(Purpose::Merge),
        }
    }

    /// Puts the cursor on that ticket; false if its row is not in memory.
    pub fn select(&mut self, id: TicketId) -> bool {
        self.touched = true;
        match self.rows.iter().position(|row| row.id == id) {
            Some(at) => {
                self.put_cursor(at);
                true
            }
            None => false,
        }
    }

    /// Says which ticket an adoption is to select.
    pub fn expect(&mut self, id: TicketId) {
        self.touched = true;
        self.selected = Some(id);
    }

    fn put_cursor(&mut self, at: usize) {
        self.index = at;
        self.selected = self.rows.get(at).map(|row| row.id);
    }

    fn drop_gone(&mut self, was: Option<TicketId>) {
        self.gone = false;
        let Some(at) = self.rows.iter().position(|row| Some(row.id) == was) else { return };
        self.rows.remove(at);
        if at < self.index {
            self.index -= 1;
            self.top = self.top.saturating_sub(1);
        }
    }

    fn near_edge(&self) -> bool {
        let below = self.rows.len().saturating_sub(self.index + 1);
        (self.index < MARGIN && !self.at_start) || (below < MARGIN && !self.at_end)
    }

    /// What to ask for to see the surroundings of the cursor.
    pub fn anchor(&self, purpose: Purpose) -> Anchor {
        match (purpose, self.selected_row()) {
            (Purpose::First, _) => Anchor::Start,
            (Purpose::Last, _) => Anchor::End,
            (_, Some(row)) if Some(row.id) == self.selected && self.touched => Anchor::Around(row.place.clone()),
            (_, _) if self.touched => self.selected.map_or(Anchor::Start, Anchor::Ticket),
            _ => Anchor::Start,
        }
    }

    /// Takes in an answer.
    pub fn load(&mut self, window: Window, purpose: Purpose, height: usize) {
        let line = self.index.saturating_sub(self.top(height));
        let merge = purpose == Purpose::Merge && self.touched && !self.rows.is_empty();
        (self.total, self.loaded) = (window.total, true);
        match merge {
            true => self.merge(window),
            false => self.adopt(window, purpose),
        }
        self.top = self.index.saturating_sub(line);
        self.fit(height);
    }

    fn adopt(&mut self, window: Window, purpose: Purpose) {
        let old = self.selected_row().map(|row| row.place.clone());
        self.rows = window.rows;
        (self.at_start, self.at_end, self.before) = (window.at_start, window.at_end, window.before);
        (self.arrivals, self.gone) = (0, false);
        let last = self.rows.len().saturating_sub(1);
        let found = self.rows.iter().position(|row| Some(row.id) == self.selected);
        let successor = || old.map(|old| self.rows.iter().position(|row| row.place >= old).unwrap_or(last));
        let to = match purpose {
            Purpose::First => 0,
            Purpose::Last => last,
            _ if !self.touched => 0,
            _ => found.or_else(successor).unwrap_or(0),
        };
        self.put_cursor(to);
    }

    fn merge(&mut self, window: Window) {
        let mut fresh: HashMap<TicketId, QueueRow> = window.rows.iter().map(|row| (row.id, row.clone())).collect();
        let known: HashSet<TicketId> = self.rows.iter().map(|row| row.id).collect();
        let (first, last) =
            (self.rows.first().map(|row| row.place.clone()), self.rows.last().map(|it| it.place.clone()));
        let mut rows = Vec::with_capacity(window.rows.len() + 1);
        let mut tail = Vec::new();
        self.arrivals = 0;
        for row in window.rows.iter().filter(|row| !known.contains(&row.id)) {
            let before = first.as_ref().is_some_and(|first| row.place < *first);
            let after = last.as_ref().is_some_and(|last| row.place > *last);
            match (before, after) {
                // Further rows of the same list, where it had not been read yet.
                (true, _) if !self.at_start => rows.push(row.clone()),
                (_, true) if !self.at_end => tail.push(row.clone()),
                _ => self.arrivals += 1,
            }
        }
        let mut gone = false;
        let covered = |place: &Place| {
            let after = window.at_start || window.rows.first().is_none_or(|row| row.place <= *place);
            after && (window.at_end || window.rows.last().is_none_or(|row| row.place >= *place))
        };
        for row in std::mem::take(&mut self.rows) {
            let selected = Some(row.id) == self.selected;
            match fresh.remove(&row.id) {
                Some(now) => rows.push(now),
                None if selected => {
                    // Outside of what was read nothing is known of it.
                    gone = covered(&row.place);
                    rows.push(row);
                }
                None => {}
            }
        }
        rows.extend(tail);
        self.rows = rows;
        self.gone = gone;
        (self.at_start, self.at_end, self.before) = (window.at_start, window.at_end, window.before);
        let at = self.rows.iter().position(|row| Some(row.id) == self.selected);
        self.put_cursor(at.unwrap_or(self.index).min(self.rows.len().saturating_sub(1)));
    }
}

/// The first row in view: the old one as long as the cursor is in view, and then half a view on. Rows that stand still
/// are read while the cursor moves, and over a slow line a step costs two rows instead of all.
fn scrolled(top: usize, index: usize, len: usize, height: usize) -> usize {
    let height = height.max(1);
    let (half, lowest) = (height / 2, (index + 1).saturating_sub(height));
    let top = match index {
        _ if index < top => top.saturating_sub(half).min(index),
        _ if lowest > top => (top + half).max(lowest),
        _ => top,
    };
    top.min(len.saturating_sub(height))
}

/// At most one request under way and the newest one waiting.
#[derive(Debug, Clone, Default)]
pub struct Loader {
    generation: u64,
    in_flight: Option<Ask>,
    waiting: Option<Ask>,
}

impl Loader {
    /// Asks; gives back what is to be sent now.
    pub fn ask(&mut self, filter: &Filter, anchor: Anchor, purpose: Purpose) -> Option<Ask> {
        self.generation += 1;
        // What was asked for and has not been sent must not be forgotten over a mere refresh.
        let (purpose, anchor) = match self.waiting.take() {
            Some(older) if older.purpose > purpose => (older.purpose, older.request.anchor),
            _ => (purpose, anchor),
        };
        let request = WindowRequest { filter: filter.clone(), anchor, limit: LIMIT };
        let ask = Ask { generation: self.generation, request, purpose };
        if self.in_flight.is_some() {
            self.waiting = Some(ask);
            return None;
        }
        self.in_flight = Some(ask.clone());
        Some(ask)
    }

    /// An answer, or a failure, has come: what it was for, unless another list is wanted by now.
    pub fn answered(&mut self, generation: u64, filter: &Filter) -> Option<Purpose> {
        let ask = self.in_flight.take_if(|ask| ask.generation == generation)?;
        (ask.request.filter == *filter).then_some(ask.purpose)
    }

    /// What waited and is to be sent now, from where the cursor is by now.
    pub fn next(&mut self, anchor: impl Fn(Purpose) -> Anchor) -> Option<Ask> {
        if self.in_flight.is_some() {
            return None;
        }
        let mut ask = self.waiting.take()?;
        if !matches!(ask.request.anchor, Anchor::Ticket(_)) {
            ask.request.anchor = anchor(ask.purpose);
        }
        self.in_flight = Some(ask.clone());
        Some(ask)
    }

    /// Another list has been asked for and is not here yet.
    pub fn is_turning(&self) -> bool {
        [&self.in_flight, &self.waiting].into_iter().flatten().any(|ask| ask.purpose == Purpose::First)
    }

    pub fn is_busy(&self) -> bool {
        self.in_flight.is_some()
    }
}

/// The same for one thing at a time, such as the ticket under the cursor.
#[derive(Debug, Clone, Default)]
pub struct Slot {
    in_flight: Option<TicketId>,
    waiting: Option<TicketId>,
    /// The last one asked for that is not there: not to be asked for again until something changes.
    missing: Option<TicketId>,
}

impl Slot {
    /// Asks; gives back what is to be sent now.
    pub fn ask(&mut self, id: TicketId) -> Option<TicketId> {
        self.missing = None;
        if self.in_flight.is_some() {
            self.waiting = Some(id);
            return None;
        }
        self.in_flight = Some(id);
        Some(id)
    }

    /// What will have been read when all answers are in.
    pub fn wanted(&self) -> Option<TicketId> {
        self.waiting.or(self.in_flight)
    }

    /// An answer, or a failure, has come: what is to be sent next.
    pub fn answered(&mut self, id: TicketId) -> Option<TicketId> {
        self.in_flight.take_if(|it| *it == id)?;
        self.in_flight = self.waiting.take();
        self.in_flight
    }

    pub fn missed(&mut self, id: TicketId) {
        self.missing = Some(id);
    }

    pub fn is_missing(&self, id: TicketId) -> bool {
        self.missing == Some(id)
    }
}

#[cfg(test)]
mod tests;
