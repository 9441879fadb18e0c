//! An incident: what is attached to it, what its customers were told, and the broadcast that waits to be read and
//! released by somebody else than its author.

mod review;

pub use review::Review;

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::Shown;
use crate::console::widgets::lines::{self, Line};
use crate::console::widgets::popup;
use crate::console::widgets::sheet::Sheet;
use crate::domain::incident::{Overview, Sent, customers};
use crate::domain::{Language, OperatorId, Ticket, TicketId};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest it is, in cells.
const WIDEST: u16 = 110;
/// So many broadcasts that went out are listed, the newest first.
const SENT_SHOWN: usize = 4;

#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    pub overview: Overview,
    /// The child under the cursor, and where it stands.
    selected: (Option<TicketId>, usize),
    pub review: Option<Review>,
}

impl Incident {
    pub fn new(overview: Overview) -> Incident {
        let first = overview.children.first().map(|it| it.id);
        Incident { overview, selected: (first, 0), review: None }
    }

    pub fn id(&self) -> TicketId {
        self.overview.incident.id
    }

    /// What has changed comes in; the locale key of what that means for a text that is being read.
    pub fn load(&mut self, overview: Overview) -> Option<&'static str> {
        let before = std::mem::replace(&mut self.overview, overview);
        let (id, at) = self.selected;
        let found = id.and_then(|id| self.overview.children.iter().position(|it| it.id == id));
        self.select(found.unwrap_or(at));
        let review = self.review.as_mut()?;
        if !review.is_of(&self.overview.incident) {
            self.review = None;
            return Some("incident-changed");
        }
        if before.numbers() != self.overview.numbers() {
            review.begin_again();
            return Some("incident-others");
        }
        None
    }

    fn select(&mut self, at: usize) {
        let at = at.min(self.overview.children.len().saturating_sub(1));
        self.selected = (self.overview.children.get(at).map(|it| it.id), at);
    }

    pub fn scroll(&mut self, motion: Motion, look: &Look<'_>, area: Rect) {
        match self.review.take() {
            Some(mut review) => {
                review.scroll(motion, self.review_lines(look, area), review_rows(area));
                self.review = Some(review);
            }
            None => self.select(motion.from(self.selected.1, self.overview.children.len(), 10)),
        }
    }

    /// Begins to read the broadcast that waits.
    pub fn read(&mut self, look: &Look<'_>, area: Rect) {
        let Some(revision) = self.overview.incident.incident.as_ref().map(|it| it.revision) else { return };
        let lines = self.review_lines(look, area);
        self.review = Some(Review::new(revision, lines, review_rows(area)));
    }

    fn review_lines(&self, look: &Look<'_>, area: Rect) -> usize {
        review::lines(&self.overview, look, inside(area).width).len()
    }

    /// The child under the cursor.
    pub fn chosen(&self) -> Option<&Ticket> {
        self.overview.children.get(self.selected.1)
    }

    /// Draws it; `release` is the key that does so.
    pub fn view(&self, release: &str, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let id = ("ticket", self.id().to_string().into());
        let key = if self.review.is_some() { "incident-review-title" } else { "incident-title" };
        let inner = popup::popup(&look.format(key, &[id]), look, centred(area, WIDEST, area.height), buf);
        if inner.height == 0 {
            return;
        }
        if let Some(review) = &self.review {
            return review.view(&self.overview, release, look, inner, buf);
        }
        lines::view(self.lines(look), self.selected.1, look, inner, buf);
    }

    fn lines(&self, look: &Look<'_>) -> Vec<Line> {
        let ticket = &self.overview.incident;
        let what = Shown::line(&format!("{} · {}", ticket.customer_name, ticket.subject)).into_string();
        let mut lines = vec![(what, "text.strong", None)];
        let waits = ticket.waiting_broadcast().is_some();
        let scope = if waits { "message.warning" } else { "text" };
        let state = state_words(ticket, look);
        lines.push((state.unwrap_or_else(|| look.text("incident-no-broadcast").into_owned()), scope, None));
        let sent = ticket.incident.iter().flat_map(|it| it.sent.iter().rev()).take(SENT_SHOWN);
        lines.extend(sent.map(|it| (sent_words(it, look), "text.muted", None)));
        lines.push((String::new(), "text", None));
        lines.push((self.count(look), "text.title", None));
        for (at, child) in self.overview.children.iter().enumerate() {
            let mark = if at == self.selected.1 { '▸' } else { ' ' };
            let scope = if child.status.is_live() { "text" } else { "text.muted" };
            lines.push((format!("{mark} {}", child_words(child, look)), scope, Some(at)));
        }
        lines
    }

    /// `12 tickets attached · goes to 10 tickets of 8 customers: pt 5 · es 3 · en 2`.
    fn count(&self, look: &Look<'_>) -> String {
        let attached = counted("incident-attached", self.overview.children.len(), look);
        format!("{attached} · {}", recipients_words(&self.overview, look))
    }
}

fn inside(area: Rect) -> Rect {
    let inner = crate::console::widgets::pane::inside(centred(area, WIDEST, area.height));
    // As a popup has its air.
    if inner.width > 20 { Rect { width: inner.width - 2, ..inner } } else { inner }
}

/// The last line is that of the keys.
fn review_rows(area: Rect) -> usize {
    usize::from(inside(area).height).saturating_sub(1)
}

/// `10 tickets of 8 customers: pt 5 · es 3 · en 2`.
pub fn recipients_words(overview: &Overview, look: &Look<'_>) -> String {
    let recipients = overview.recipients();
    let args = [
        ("tickets", counted("incident-tickets", recipients.len(), look).into()),
        ("customers", counted("incident-customers", customers(recipients.iter().copied()), look).into()),
    ];
    let each = Language::ALL.iter().map(|language| (language, of_language(&recipients, *language)));
    let each: Vec<String> = each.filter(|(_, n)| *n > 0).map(|(language, n)| format!("{language} {n}")).collect();
    format!("{}: {}", look.format("incident-recipients", &args), each.join(" · "))
}

/// `12 tickets`, `one customer`.
fn counted(key: &str, n: usize, look: &Look<'_>) -> String {
    look.format(key, &[("n", i64::try_from(n).unwrap_or(i64::MAX).into())])
}

/// How many of them are in that language.
pub fn of_language(tickets: &[&Ticket], language: Language) -> usize {
    tickets.iter().filter(|ticket| ticket.language == language).count()
}

/// `48213 pt  open · Vidraria Atlante · Power feed B is dead`.
fn child_words(child: &Ticket, look: &Look<'_>) -> String {
    let what = Shown::line(&format!("{} · {}", child.customer_name, child.subject)).into_string();
    format!("{} {}  {} · {what}", child.id, child.language, look.catalog.status(child.status))
}

fn sent_words(sent: &Sent, look: &Look<'_>) -> String {
    let args = [
        ("at", look.date_time(sent.at).into()),
        ("tickets", look.format("incident-tickets", &[("n", sent.tickets.into())]).into()),
        ("customers", look.format("incident-customers", &[("n", sent.customers.into())]).into()),
        ("by", look.operator(&sent.by).into()),
        ("released", look.operator(&sent.released_by).into()),
    ];
    look.format("incident-sent", &args)
}

/// Where its broadcast stands; None if there is none.
pub fn state_words(ticket: &Ticket, look: &Look<'_>) -> Option<String> {
    let broadcast = ticket.incident.as_ref()?.proposed.as_ref()?;
    let name = |id: &OperatorId| look.operator(id).into();
    Some(match &broadcast.returned {
        None => {
            look.format("incident-waits", &[("by", name(&broadcast.by)), ("at", look.date_time(broadcast.at).into())])
        }
        Some(it) => {
            let reason = Shown::line(&it.reason).into_string();
            look.format("incident-returned", &[("by", name(&it.by)), ("reason", reason.into())])
        }
    })
}

/// What the open ticket says of its incident.
pub fn badge(ticket: &Ticket, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    if let Some(incident) = ticket.part_of {
        sheet.styled(&look.format("ticket-part_of", &[("incident", incident.to_string().into())]), "text.strong");
    }
    let Some(incident) = &ticket.incident else { return };
    let last = || incident.sent.last().map(|it| sent_words(it, look));
    let state = state_words(ticket, look).or_else(last);
    let state = state.unwrap_or_else(|| look.text("incident-no-broadcast").into_owned());
    sheet.styled(&look.format("ticket-incident", &[("state", state.into())]), "text.strong");
}

#[cfg(test)]
pub(super) mod tests;
