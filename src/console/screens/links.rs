//! The duplicates and links of a ticket, and those tickets that may be the same request. A merge is done only after a
//! sentence has said what becomes of which.

mod merge;

pub use merge::{Acting, Merge};

use crate::console::command::Command;
use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, truncate, wrap};
use crate::console::widgets::lines::{self, Line};
use crate::console::widgets::popup;
use crate::domain::{Duplicates, Likely, Operation, Ticket, TicketId};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest it is, in cells.
const WIDEST: u16 = 110;
/// No desk counts further.
const DIGITS: usize = 12;

/// What a ticket of the list is to the one whose list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What this one is merged into.
    Kept,
    /// Merged into this one.
    Duplicate,
    Linked,
    Likely,
    /// Nothing yet: its number was typed.
    Named,
}

/// A ticket of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub kind: Kind,
    pub ticket: Ticket,
    /// What it has in common with the one whose list it is.
    words: Vec<String>,
    /// Takes the link back.
    pub unlink: Option<Operation>,
}

#[derive(Debug, Clone)]
pub struct Links {
    pub of: TicketId,
    /// The number as far as it is typed.
    number: String,
    /// The ticket itself; None until it has been read.
    own: Option<Ticket>,
    /// Others are merged into it.
    has_duplicates: bool,
    rows: Vec<Row>,
    /// The number for which the rows were read.
    read_for: Option<TicketId>,
    selected: usize,
    /// What was wanted before the rows had been read.
    pub hasty: Option<Command>,
    /// The merge that is to be confirmed.
    pub merge: Option<Merge>,
}

impl Links {
    /// Of a ticket that is being read.
    pub fn new(of: TicketId) -> Links {
        Links {
            of,
            number: String::new(),
            own: None,
            has_duplicates: false,
            rows: Vec::new(),
            read_for: None,
            selected: 0,
            hasty: None,
            merge: None,
        }
    }

    /// The number that was typed.
    pub fn named(&self) -> Option<TicketId> {
        self.number.parse().ok().map(TicketId)
    }

    /// Takes in what has been read; false if it is of another ticket or number. The cursor stays on its ticket.
    pub fn read(&mut self, of: TicketId, named: Option<TicketId>, found: Duplicates) -> bool {
        if (of, named) != (self.of, self.named()) {
            return false;
        }
        let chosen = self.chosen().map(|row| row.ticket.id);
        let mut rows = rows(&found);
        self.has_duplicates = !found.ties.duplicates.is_empty();
        if named.is_some() {
            let known = found.named.map(|likely| row(Kind::Named, likely));
            rows.retain(|row| Some(row.ticket.id) == named);
            rows = rows.into_iter().chain(known).take(1).collect();
        }
        (self.own, self.rows, self.read_for) = (Some(found.ticket), rows, named);
        let at = chosen.and_then(|id| self.rows.iter().position(|row| row.ticket.id == id));
        self.selected = at.unwrap_or(self.selected).min(self.rows.len().saturating_sub(1));
        true
    }

    /// The rows are those of what is typed.
    pub fn is_read(&self) -> bool {
        self.own.is_some() && self.read_for == self.named()
    }

    /// A digit more of the number, or without one a digit less; false if nothing changes.
    pub fn typed(&mut self, digit: Option<char>) -> bool {
        match digit {
            Some(digit) if self.number.len() < DIGITS => self.number.push(digit),
            Some(_) => return false,
            None => return self.number.pop().is_some(),
        }
        true
    }

    /// One step back; false if there is none but away.
    pub fn back(&mut self) -> bool {
        self.hasty = None;
        self.merge.take().is_some() || self.forget_number()
    }

    /// Back from a number to the whole list.
    pub fn forget_number(&mut self) -> bool {
        !std::mem::take(&mut self.number).is_empty()
    }

    pub fn scroll(&mut self, motion: Motion) {
        if self.merge.is_none() {
            self.selected = motion.from(self.selected, self.rows.len(), 5);
        }
    }

    /// The ticket whose list it is.
    pub fn own(&self) -> Option<&Ticket> {
        self.own.as_ref()
    }

    /// Whether a ticket is in it.
    pub fn shows(&self, id: TicketId) -> bool {
        self.of == id || self.rows.iter().any(|row| row.ticket.id == id)
    }

    /// What is under the cursor.
    pub fn chosen(&self) -> Option<&Row> {
        self.rows.get(self.selected)
    }

    /// Asks how the ticket under the cursor and this one are to be merged: the older stays, if it can be done so.
    pub fn ask_merge(&mut self, acting: Acting<'_>) {
        let Some((own, row)) = self.own.as_ref().zip(self.rows.get(self.selected)) else { return };
        self.merge = Some(Merge::of(own, &row.ticket, self.has_duplicates, acting));
    }

    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let title = look.format("links-title", &[("ticket", self.of.to_string().into())]);
        let inner = popup::popup(&title, look, centred(area, WIDEST, area.height), buf);
        let cells = usize::from(inner.width);
        if inner.height < 2 {
            return;
        }
        let (lines, keys) = match (&self.merge, &self.own) {
            (Some(merge), _) => (self.merge_lines(merge, look, cells), merge.keys()),
            (None, None) => (vec![(look.text("links-reading").into_owned(), "text.muted", None)], "links-keys-none"),
            (None, Some(own)) => {
                (self.lines(own, look), if self.rows.is_empty() { "links-keys-none" } else { "links-keys" })
            }
        };
        lines::view(lines, self.selected, look, Rect { height: inner.height - 1, ..inner }, buf);
        let foot = inner.bottom() - 1;
        buf.set_stringn(inner.x, foot, truncate(&look.text(keys), cells), cells, look.style("text.muted"));
    }

    fn lines(&self, own: &Ticket, look: &Look<'_>) -> Vec<Line> {
        let mut lines = vec![(Shown::line(&own.subject).into_string(), "text.strong", None)];
        if !self.number.is_empty() {
            lines.push((look.format("links-number", &[("number", self.number.as_str().into())]), "text.strong", None));
        }
        let mut before = None;
        for (at, row) in self.rows.iter().enumerate() {
            if before != Some(row.kind) {
                lines.push((look.text(row.kind.head()).into_owned(), "text.muted", None));
            }
            before = Some(row.kind);
            lines.extend(row.lines(at, at == self.selected, look));
        }
        if self.rows.is_empty() {
            let key = match (self.named().is_some(), self.is_read()) {
                (_, false) => "links-reading",
                (true, true) => "links-no-number",
                (false, true) => "links-nothing",
            };
            lines.push((look.text(key).into_owned(), "text.muted", None));
        }
        lines
    }

    fn merge_lines(&self, merge: &Merge, look: &Look<'_>, cells: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        for (text, scope) in merge.said(look) {
            lines.extend(wrap(&text, cells).into_iter().map(|it| (text[it].to_string(), scope, None)));
            lines.push((String::new(), "text", None));
        }
        lines
    }
}

impl Kind {
    fn head(self) -> &'static str {
        match self {
            Kind::Kept => "links-kept",
            Kind::Duplicate => "links-duplicates",
            Kind::Linked => "links-linked",
            Kind::Likely => "links-likely",
            Kind::Named => "links-named",
        }
    }
}

impl Row {
    fn lines(&self, at: usize, chosen: bool, look: &Look<'_>) -> impl Iterator<Item = Line> + use<> {
        let (mark, ticket) = (if chosen { '▸' } else { ' ' }, &self.ticket);
        let status = match ticket.duplicate_of {
            Some(into) => look.format("ticket-duplicate", &[("ticket", into.to_string().into())]),
            None => look.catalog.status(ticket.status).into_owned(),
        };
        let made = look.date_time(ticket.created_at);
        let who = Shown::line(&format!("{} · {}", ticket.requester_name, ticket.customer_name)).into_string();
        let subject = Shown::line(&ticket.subject).into_string();
        let head = format!("{mark} {}  {status} · {made} · {subject}", ticket.id);
        let common = match self.words.is_empty() {
            true => String::new(),
            false => format!(" · {}", look.format("links-words", &[("words", self.words.join(", ").into())])),
        };
        [(head, "text", Some(at)), (format!("         {who}{common}"), "text.muted", Some(at))].into_iter()
    }
}

/// All of them, one kind after the other.
fn rows(found: &Duplicates) -> Vec<Row> {
    let plain = |kind: Kind, ticket: &Ticket| Row { kind, ticket: ticket.clone(), words: Vec::new(), unlink: None };
    let ties = &found.ties;
    let kept = ties.kept.iter().map(|it| plain(Kind::Kept, it));
    let duplicates = ties.duplicates.iter().map(|it| plain(Kind::Duplicate, it));
    let linked = ties
        .links
        .iter()
        .map(|tie| Row { unlink: Some(tie.unlink(found.ticket.id)), ..plain(Kind::Linked, &tie.ticket) });
    let likely = found.likely.iter().cloned().map(|it| row(Kind::Likely, it));
    kept.chain(duplicates).chain(linked).chain(likely).collect()
}

fn row(kind: Kind, likely: Likely) -> Row {
    // What customers wrote, if only in single words.
    let words = likely.shown_words().iter().map(|word| Shown::line(word).into_string()).collect();
    Row { kind, ticket: likely.ticket, words, unlink: None }
}

#[cfg(test)]
mod tests;
