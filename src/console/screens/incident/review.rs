//! Reading a broadcast before it goes out: to whom, and every text to its end.

use super::{child_words, counted, of_language, recipients_words};
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, truncate};
use crate::console::widgets::sheet::{Sheet, more_marks};
use crate::domain::incident::{Broadcast, Overview, customers, told};
use crate::domain::{Language, Ticket};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// What is being read, and how far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub revision: i64,
    top: usize,
    /// So many lines have been in view.
    read: usize,
    /// So many there are.
    lines: usize,
}

impl Review {
    pub fn new(revision: i64, lines: usize, rows: usize) -> Review {
        Review { revision, top: 0, read: rows, lines }
    }

    /// Whether the proposal that is read is still what waits.
    pub fn is_of(&self, incident: &Ticket) -> bool {
        let revision = incident.incident.as_ref().map(|it| it.revision);
        incident.waiting_broadcast().is_some() && revision == Some(self.revision)
    }

    /// Others are told than those who were read of.
    pub fn begin_again(&mut self) {
        (self.top, self.read) = (0, 0);
    }

    pub fn scroll(&mut self, motion: Motion, lines: usize, rows: usize) {
        let tops = lines.saturating_sub(rows) + 1;
        self.lines = lines;
        self.top = motion.from(self.top, tops, rows);
        self.read = self.read.max(self.top + rows);
    }

    /// All of it was on screen.
    pub fn is_read(&self) -> bool {
        self.read >= self.lines
    }

    pub fn view(&self, overview: &Overview, release: &str, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let lines = lines(overview, look, area.width);
        let text = Rect { height: area.height - 1, ..area };
        let rows = usize::from(text.height);
        let top = self.top.min(lines.len().saturating_sub(rows));
        for (line, y) in lines.iter().skip(top).zip(text.top()..text.bottom()) {
            buf.set_line(text.x, y, line, text.width);
        }
        more_marks(top, lines.len().saturating_sub(top + rows), look, text, buf);
        let (foot, scope) = self.foot(overview, release, look);
        let cells = usize::from(area.width);
        buf.set_stringn(area.x, area.bottom() - 1, truncate(&foot, cells), cells, look.style(scope));
    }

    /// The key that sends it, with a verb that no other key has; before that, that there is more to read.
    fn foot(&self, overview: &Overview, release: &str, look: &Look<'_>) -> (String, &'static str) {
        let own = overview.incident.waiting_broadcast().is_some_and(|it| it.by == *look.me);
        if own {
            return (look.text("incident-own").into_owned(), "text.muted");
        }
        if !self.is_read() {
            return (look.text("incident-read-on").into_owned(), "text.muted");
        }
        let customers = counted("incident-customers", customers(overview.recipients()), look);
        (
            look.format("incident-release", &[("key", release.into()), ("customers", customers.into())]),
            "message.warning",
        )
    }
}

/// All that is to be read, for one width.
pub fn lines(overview: &Overview, look: &Look<'_>, width: u16) -> Vec<Line<'static>> {
    let mut sheet = Sheet::new(look, width);
    let Some(broadcast) = overview.incident.waiting_broadcast() else { return sheet.into_lines() };
    let (recipients, by) = (overview.recipients(), look.operator(&broadcast.by));
    sheet
        .styled(&look.format("incident-by", &[("by", by.into()), ("at", look.date_time(broadcast.at).into())]), "text");
    sheet.styled(&recipients_words(overview, look), "text.strong");
    if let Some(refusal) = overview.problem(&broadcast.texts, &broadcast.by_name) {
        let said = look.catalog.refusal(&refusal, &|id| look.operator(id));
        sheet.styled(&format!("! {}", said.what), "message.error");
    }
    let since: Vec<&&Ticket> = recipients.iter().filter(|it| !broadcast.to.contains(&it.id)).collect();
    if !since.is_empty() {
        sheet.styled(&look.text("incident-since"), "message.warning");
        since.iter().for_each(|ticket| sheet.styled(&format!("+ {}", child_words(ticket, look)), "message.warning"));
    }
    for (language, text) in &broadcast.texts {
        section(broadcast, *language, text, &recipients, look, &mut sheet);
    }
    sheet.section(&look.text("incident-goes-to"));
    recipients.iter().for_each(|ticket| sheet.styled(&child_words(ticket, look), "text.muted"));
    sheet.into_lines()
}

/// A text as the first who gets it will see it.
fn section(
    broadcast: &Broadcast,
    language: Language,
    text: &str,
    recipients: &[&Ticket],
    look: &Look<'_>,
    sheet: &mut Sheet<'_>,
) {
    let tickets = counted("incident-tickets", of_language(recipients, language), look);
    let first = recipients.iter().find(|ticket| ticket.language == language);
    let args = [("language", look.catalog.language_name(language).into()), ("tickets", tickets.into())];
    let title = match first {
        Some(ticket) => {
            let [language, tickets] = args;
            look.format("incident-text-as", &[language, tickets, ("ticket", ticket.id.to_string().into())])
        }
        None => look.format("incident-text", &args),
    };
    sheet.section(&title);
    let filled = first.and_then(|ticket| told(ticket, &broadcast.texts, &broadcast.by_name).ok());
    let shown = Shown::block(filled.as_deref().unwrap_or(text));
    shown.lines().for_each(|line| sheet.line(line));
}
