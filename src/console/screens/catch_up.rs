//! What changed while the operator was away: what waits for them, what came, what is late, and what others did to what
//! was theirs.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, pad_left, width};
use crate::console::widgets::lines::{self, Line};
use crate::console::widgets::popup;
use crate::domain::catch_up::{CatchUp, Item, News, Part};
use crate::domain::{Link, TicketId};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest it is, in cells.
const WIDEST: u16 = 110;
/// Where what is told of a ticket begins.
const INDENT: &str = "           ";

#[derive(Debug, Clone, PartialEq)]
pub struct CatchUpScreen {
    found: CatchUp,
    selected: usize,
}

impl CatchUpScreen {
    pub fn new(found: CatchUp) -> CatchUpScreen {
        CatchUpScreen { found, selected: 0 }
    }

    /// What has changed comes in. The cursor stays on its ticket.
    pub fn load(&mut self, found: CatchUp) {
        let id = self.chosen();
        self.found = found;
        let at = self.found.items.iter().position(|item| Some(item.ticket.id) == id);
        self.selected = at.unwrap_or(self.selected).min(self.found.items.len().saturating_sub(1));
    }

    pub fn scroll(&mut self, motion: Motion) {
        self.selected = motion.from(self.selected, self.found.items.len(), 5);
    }

    /// The ticket under the cursor.
    pub fn chosen(&self) -> Option<TicketId> {
        self.found.items.get(self.selected).map(|item| item.ticket.id)
    }

    pub fn view(&self, link: &Link, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let key = if self.found.known { "catch-up-title" } else { "catch-up-title-new" };
        let title = look.format(key, &[("at", look.date_time(self.found.since).into())]);
        let inner = popup::popup(&title, look, centred(area, WIDEST, area.height), buf);
        let lines = self.lines(link, look, usize::from(inner.width));
        lines::view(lines, self.selected, look, inner, buf);
    }

    fn lines(&self, link: &Link, look: &Look<'_>, cells: usize) -> Vec<Line> {
        let CatchUp { arrived, finished, tally, more, .. } = &self.found;
        let numbers = [
            ("arrived", (*arrived).into()),
            ("finished", (*finished).into()),
            ("live", tally.live.into()),
            ("unheld", tally.unheld.into()),
        ];
        let mut lines: Vec<Line> = vec![(look.format("catch-up-numbers", &numbers), "text.strong", None)];
        if !matches!(link, Link::Live | Link::Polling { .. }) {
            lines.push((look.text("catch-up-behind").into_owned(), "message.warning", None));
        }
        let mut part = None;
        for (at, item) in self.found.items.iter().enumerate() {
            if part != Some(item.part) {
                part = Some(item.part);
                lines.push((look.text(head(item.part)).into_owned(), "text.title", None));
            }
            lines.push((self.row(at, item, look), "text", Some(at)));
            lines.extend(told(item, look, cells).into_iter().map(|text| (text, "text.muted", Some(at))));
        }
        if self.found.items.is_empty() {
            lines.push((look.text("catch-up-nothing").into_owned(), "text.muted", None));
        }
        if *more > 0 {
            let n = i64::try_from(*more).unwrap_or(i64::MAX);
            lines.push((look.format("catch-up-more", &[("n", n.into())]), "message.warning", None));
        }
        let honest = if self.found.known { "catch-up-known" } else { "catch-up-unknown" };
        lines.push((look.text(honest).into_owned(), "text.muted", None));
        lines
    }

    fn row(&self, at: usize, item: &Item, look: &Look<'_>) -> String {
        let (mark, ticket) = (if at == self.selected { '▸' } else { ' ' }, &item.ticket);
        let clock = ticket.nearest_clock().filter(|_| ticket.status.is_live());
        let clock = clock.map_or_else(|| "—".to_string(), |clock| look.sla(&clock).short);
        let what = Shown::line(&format!("{} · {}", ticket.customer_name, ticket.subject)).into_string();
        format!("{mark} {} {}  {} · {what}", ticket.id, pad_left(&clock, 7), look.catalog.status(ticket.status))
    }
}

/// What happened to it, on as many lines as that takes.
fn told(item: &Item, look: &Look<'_>, cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for news in &item.news {
        let text = look.catalog.news(news, &|at| look.date_time(at), &|id| look.operator(id));
        let alone = matches!(news, News::Offered { .. } | News::Promised { .. } | News::Returned { .. });
        match lines.last_mut().filter(|line| !alone && width(line) + 3 + width(&text) <= cells) {
            Some(line) => line.push_str(&format!(" · {text}")),
            None => lines.push(format!("{INDENT}{text}")),
        }
    }
    if item.part == Part::Emergency {
        let holder = match &item.ticket.assignee {
            Some(id) => look.format("catch-up-held", &[("name", look.holder(id).into())]),
            None => look.text("catch-up-unheld").into_owned(),
        };
        if let Some(line) = lines.last_mut() {
            line.push_str(&format!(" · {holder}"));
        }
    }
    lines
}

fn head(part: Part) -> &'static str {
    match part {
        Part::Offered => "catch-up-offered",
        Part::Emergency => "catch-up-emergencies",
        Part::Due => "catch-up-due",
        Part::Changed => "catch-up-changed",
        Part::Pooled => "catch-up-pooled",
    }
}

#[cfg(test)]
mod tests;
