//! The handover of a shift: what colleagues leave, what one holds oneself with what is to be done next, and what came of
//! the shift.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, pad_left, truncate};
use crate::console::widgets::lines::{self, Line};
use crate::console::widgets::popup;
use crate::domain::handover::{Forecast, Report, Stands};
use crate::domain::{Promise, Ticket, TicketId, Timestamp};
use crate::i18n::handover::{Page, next_step};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest it is, in cells.
const WIDEST: u16 = 110;

/// Whose a ticket of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A colleague's, for anybody to accept.
    Offered,
    Held,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Handover {
    pub report: Report,
    /// When the shift began and when it ends.
    pub hours: (Timestamp, Timestamp),
    /// The ticket under the cursor, and where it stands in the list.
    selected: (Option<(Side, TicketId)>, usize),
}

impl Handover {
    pub fn new(report: Report, hours: (Timestamp, Timestamp)) -> Handover {
        let mut screen = Handover { report: Report::default(), hours, selected: (None, 0) };
        screen.load(report);
        screen
    }

    /// What has changed comes in. The cursor stays on its ticket; one that was accepted makes way for the next.
    pub fn load(&mut self, report: Report) {
        self.report = report;
        let (ticket, at) = self.selected;
        let found = ticket.and_then(|(side, id)| self.tickets().position(|(on, it)| on == side && it.id == id));
        self.select(found.unwrap_or(at));
    }

    fn select(&mut self, at: usize) {
        let at = at.min(self.tickets().count().saturating_sub(1));
        let chosen = self.tickets().nth(at).map(|(side, ticket)| (side, ticket.id));
        self.selected = (chosen, at);
    }

    fn tickets(&self) -> impl Iterator<Item = (Side, &Ticket)> {
        let offered = self.report.offered.iter().map(|ticket| (Side::Offered, ticket));
        offered.chain(self.report.held.iter().map(|ticket| (Side::Held, ticket)))
    }

    pub fn scroll(&mut self, motion: Motion) {
        self.select(motion.from(self.selected.1, self.tickets().count(), 5));
    }

    /// The ticket under the cursor.
    pub fn chosen(&self) -> Option<(Side, &Ticket)> {
        self.tickets().nth(self.selected.1)
    }

    pub fn markdown(&self, look: &Look<'_>) -> String {
        let page = Page {
            report: &self.report,
            by: &look.operator(look.me),
            since: self.hours.0,
            now: look.now,
            at: &|at| look.date_time(at),
            name: &|id| look.operator(id),
        };
        look.catalog.handover_page(&page)
    }

    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let title = look.format("handover-title", &[("at", look.date_time(self.hours.0).into())]);
        let inner = popup::popup(&title, look, centred(area, WIDEST, area.height), buf);
        let lines = self.lines(look, usize::from(inner.width));
        lines::view(lines, self.selected.1, look, inner, buf);
    }

    fn lines(&self, look: &Look<'_>, cells: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let (offered, held) = (self.report.offered.len(), self.report.held.len());
        let head = |key: &str, n: usize| {
            (look.format(key, &[("n", i64::try_from(n).unwrap_or(i64::MAX).into())]), "text.strong", None)
        };
        lines.extend(forecast(&self.report.forecast, look));
        if offered > 0 {
            lines.push(head("handover-offered", offered));
        }
        for (at, (side, ticket)) in self.tickets().enumerate() {
            if at == offered {
                lines.push(head("handover-held", held));
            }
            lines.extend(self.ticket_lines(at, side, ticket, look, cells));
        }
        if offered + held == 0 {
            lines.push((look.text("handover-nothing").into_owned(), "text.muted", None));
        }
        lines.extend(self.outcome(look));
        lines
    }

    fn ticket_lines(&self, at: usize, side: Side, ticket: &Ticket, look: &Look<'_>, cells: usize) -> [Line; 2] {
        let mark = if at == self.selected.1 { '▸' } else { ' ' };
        let clock = ticket.nearest_clock().map_or_else(|| "—".to_string(), |clock| look.sla(&clock).short);
        let what = Shown::line(&format!("{} · {}", ticket.customer_name, ticket.subject)).into_string();
        let status = look.catalog.status(ticket.status);
        let head = format!("{mark} {} {}  {} · {what}", ticket.id, pad_left(&clock, 7), status);
        let (sign, next, scope) = match (side, &ticket.handover) {
            (Side::Offered, Some(it)) => (look.operator(&it.by), Shown::line(&it.next).into_string(), "text"),
            (_, Some(it)) if it.is_waiting() => {
                (look.text("handover-waits").into_owned(), Shown::line(&it.next).into_string(), "text")
            }
            (_, Some(it)) => (stands(&it.stands, look), Shown::line(&it.next).into_string(), "message.warning"),
            (_, None) => (look.text("handover-draft").into_owned(), look.next_action(ticket), "text.muted"),
        };
        [
            (truncate(&head, cells).into_owned(), "text", Some(at)),
            (format!("           {sign}: {next}"), scope, Some(at)),
        ]
    }

    /// What came of the shift: what was given and is not waiting, what was promised, what is finished.
    fn outcome(&self, look: &Look<'_>) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let named = |ticket: TicketId, subject: &str| format!("{ticket} {}", Shown::line(subject));
        for given in &self.report.given {
            let text = format!("{}: {}", stands(&given.stands, look), named(given.ticket, &given.subject));
            lines.push((text, "message.warning", None));
        }
        for (ticket, subject, promise) in &self.report.promises {
            let text = format!("{}: {}", kept(promise, look), named(*ticket, subject));
            let broken = promise.settled.is_none_or(|it| !it.kept);
            lines.push((text, if broken { "message.warning" } else { "text" }, None));
        }
        if !self.report.finished.is_empty() {
            let each = self.report.finished.iter().map(|it| it.ticket.to_string()).collect::<Vec<_>>();
            let n = i64::try_from(each.len()).unwrap_or(i64::MAX);
            let args = [("n", n.into()), ("tickets", each.join(", ").into())];
            lines.push((look.format("handover-finished", &args), "text", None));
        }
        if !lines.is_empty() {
            lines.insert(0, (String::new(), "text", None));
        }
        lines
    }
}

/// What is due before the shift ends, and what would have to be done to miss none of it.
fn forecast(forecast: &Forecast, look: &Look<'_>) -> Vec<Line> {
    let scope = if forecast.overdue + forecast.due() > 0 { "message.warning" } else { "text.muted" };
    let said = look.catalog.forecast(forecast, &|at| look.date_time(at));
    said.into_iter().map(|line| (line, scope, None)).collect()
}

fn kept(promise: &Promise, look: &Look<'_>) -> String {
    look.catalog.promise_came(promise, &|at| look.date_time(at))
}

fn stands(stands: &Stands, look: &Look<'_>) -> String {
    look.catalog.handed(stands, &|at| look.date_time(at), &|id| look.operator(id))
}

impl Look<'_> {
    /// What is to be done next about a ticket: as its holder has said, else as far as the ticket tells.
    pub fn next_action(&self, ticket: &Ticket) -> String {
        match &ticket.handover {
            Some(handover) => Shown::line(&handover.next).into_string(),
            None => next_step(self.catalog, ticket, &|at| self.date_time(at)),
        }
    }
}

#[cfg(test)]
mod tests;
