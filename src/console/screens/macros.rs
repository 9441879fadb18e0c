//! The macros of the desk over a ticket: found by a part of the title, and read, filled in, before one is taken.

mod offer;

pub use offer::{Offer, offers};

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::matching::Matching;
use crate::console::motion::Motion;
use crate::console::text::{Shown, pad, truncate, width, wrap};
use crate::console::widgets::{form::Field, popup};
use crate::domain::{Ticket, TicketId, Visibility};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

const LIMIT: usize = 80;
/// The widest it is, in cells.
const WIDEST: u16 = 100;
/// With fewer lines there is no room for the text.
const WITH_TEXT: u16 = 11;

#[derive(Debug, Clone)]
pub struct Macros {
    pub ticket: TicketId,
    /// Called by what was typed into the text, which goes when one is taken.
    pub typed: bool,
    pub field: Field,
    /// With the ticket from which they are filled in; None until they have been read.
    offered: Option<(Ticket, Vec<Offer>)>,
    selected: usize,
    /// Was to be taken before they had been read.
    pub hasty: bool,
}

impl Macros {
    pub fn new(ticket: TicketId, typed: bool) -> Macros {
        Macros { ticket, typed, field: Field::new(LIMIT), offered: None, selected: 0, hasty: false }
    }

    pub fn offer(&mut self, offered: Vec<Offer>, ticket: Ticket) {
        self.offered = Some((ticket, offered));
    }

    pub fn is_read(&self) -> bool {
        self.offered.is_some()
    }

    /// Those that fit what was typed, the best first.
    fn found(&self) -> Vec<&Offer> {
        let offered = self.offered.iter().flat_map(|(_, offered)| offered);
        if self.field.text().trim().is_empty() {
            return offered.collect();
        }
        let mut matching = Matching::new(self.field.text());
        let mut scored: Vec<_> = offered.filter_map(|offer| Some((matching.score(&offer.words)?, offer))).collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, offer)| offer).collect()
    }

    /// The one under the cursor, and the ticket that it is for.
    pub fn chosen(&self) -> Option<(&Ticket, &Offer)> {
        let (ticket, _) = self.offered.as_ref()?;
        Some((ticket, *self.found().get(self.selected)?))
    }

    pub fn typed(&mut self) {
        self.selected = 0;
    }

    pub fn scroll(&mut self, motion: Motion) {
        self.selected = motion.from(self.selected, self.found().len(), 8);
    }

    /// Draws the list, and the text under the cursor where there is room; where the cursor of the line is.
    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = look.format("macros-title", &[("ticket", self.ticket.to_string().into())]);
        let inner = popup::popup(&title, look, centred(area, WIDEST, area.height), buf);
        if inner.height < 3 {
            return None;
        }
        let cursor = self.field.view(&look.text("macros-ask"), look, Rect { height: 1, ..inner }, buf);
        let found = self.found();
        let rest = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
        let rows =
            if inner.height >= WITH_TEXT { (rest.height / 2).saturating_sub(1).min(10) } else { rest.height - 1 };
        let list = Rect { height: rows, ..rest };
        match (self.offered.is_some(), found.is_empty()) {
            (false, _) => say(&look.text("macros-reading"), look, list, buf),
            (true, true) => say(&look.text("macros-none"), look, list, buf),
            (true, false) => self.view_list(&found, look, list, buf),
        }
        if let Some(offer) = found.get(self.selected) {
            about(offer, look, Rect { y: list.bottom(), height: 1, ..rest }, buf);
            text(offer, look, Rect { y: list.bottom() + 1, height: rest.height - rows - 1, ..rest }, buf);
        }
        cursor
    }

    fn view_list(&self, found: &[&Offer], look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(area.width);
        let top = (self.selected + 1).saturating_sub(usize::from(area.height));
        let widest = found.iter().map(|offer| width(&offer.title)).max().unwrap_or(0);
        let column = widest.min(cells.saturating_sub(5) * 3 / 5);
        for ((at, offer), y) in found.iter().enumerate().skip(top).zip(area.top()..area.bottom()) {
            let selected = at == self.selected;
            let mark = if selected { "▸" } else { " " };
            let fits = if offer.fits { "✓" } else { " " };
            let mut line = format!("{mark}{fits} {}  {}", pad(&offer.title, column), offer.category);
            if let Some(status) = offer.status {
                line = format!("{line} → {}", look.catalog.status(status));
            }
            if offer.visibility == Visibility::Internal {
                line = format!("{line} · {}", look.text("macros-internal"));
            }
            let style = look.style(if selected { "ui.selection" } else { "ui.popup" });
            buf.set_stringn(area.x, y, pad(&line, cells), cells, style);
        }
    }
}

fn say(text: &str, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if !area.is_empty() {
        let cells = usize::from(area.width);
        buf.set_stringn(area.x, area.y, truncate(text, cells), cells, look.style("text.muted"));
    }
}

/// What taking it means: whether it fits, what the ticket becomes, what is left to be filled in.
fn about(offer: &Offer, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let mut said = Vec::new();
    if !offer.missing.is_empty() {
        let mut names = offer.missing.clone();
        names.dedup();
        let names = Shown::line(&names.join(", ")).into_string();
        said.push(look.format("routing-handoff-missing", &[("names", names.into())]));
    }
    if let Some(status) = offer.status {
        let status = look.catalog.status(status).into_owned();
        said.push(look.format("compose-then", &[("status", status.into())]));
    }
    if offer.visibility == Visibility::Internal {
        said.push(look.text("macros-internal-about").into_owned());
    }
    if offer.fits {
        said.push(look.text("macros-fits").into_owned());
    }
    let scope = if offer.missing.is_empty() { "text.muted" } else { "message.warning" };
    let cells = usize::from(area.width);
    buf.set_stringn(area.x, area.y, truncate(&said.join(" · "), cells), cells, look.style(scope));
}

/// The beginning of the text, as much as there is room for.
fn text(offer: &Offer, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let cells = usize::from(area.width);
    let lines = offer.text.lines().flat_map(|line| wrap(line, cells).into_iter().map(move |range| &line[range]));
    for (line, y) in lines.zip(area.top()..area.bottom()) {
        buf.set_stringn(area.x, y, line, cells, look.style("text"));
    }
}

#[cfg(test)]
mod tests;
