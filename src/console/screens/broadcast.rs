//! Writing what all customers of an incident are told: a text in each language, in a frame that is like no other.

use super::compose::Compose;
use super::incident::{Incident, of_language, recipients_words};
use crate::console::look::Look;
use crate::console::text::{truncate, width};
use crate::console::widgets::sheet::wrap_pieces;
use crate::domain::incident::{PLACES, TEXT_LIMIT};
use crate::domain::macros::Translated;
use crate::domain::{Language, Ticket, TicketId, Visibility};
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

#[derive(Debug, Clone)]
pub struct Broadcast {
    /// Where the writer came from, and goes back to.
    pub screen: Incident,
    texts: Vec<(Language, Compose)>,
    at: usize,
    /// Something was typed since it was last saved.
    pub unsaved: bool,
    /// A wake-up to save it is under way.
    pub save_ordered: bool,
    /// Handed to the replica, not yet answered.
    pub sending: bool,
}

impl Broadcast {
    /// Goes on with a draft; else with the texts of a proposal that is to be changed.
    pub fn new(screen: Incident) -> Broadcast {
        let overview = &screen.overview;
        let proposed = overview.incident.incident.as_ref().and_then(|it| it.proposed.as_ref()).map(|it| &it.texts);
        let known =
            if overview.draft.is_empty() { proposed.cloned().unwrap_or_default() } else { overview.draft.clone() };
        let editor = |language: &Language| {
            let ticket = Ticket { language: *language, ..overview.incident.clone() };
            let text = known.get(language).map_or("", String::as_str);
            (*language, Compose::new(&ticket, Visibility::Public, text))
        };
        let texts = Language::ALL.iter().map(editor).collect();
        // In the language of the incident first: that is the one its author has just read.
        let at = Language::ALL.iter().position(|it| *it == overview.incident.language).unwrap_or(0);
        Broadcast { screen, texts, at, unsaved: false, save_ordered: false, sending: false }
    }

    pub fn id(&self) -> TicketId {
        self.screen.id()
    }

    /// What is written, the empty ones left out.
    pub fn texts(&self) -> Translated {
        let written = self.texts.iter().map(|(language, editor)| (*language, editor.text()));
        written.filter(|(_, text)| !text.trim().is_empty()).collect()
    }

    pub fn turn(&mut self, forward: bool) {
        let n = self.texts.len().max(1);
        self.at = (self.at + if forward { 1 } else { n - 1 }) % n;
    }

    pub fn input(&mut self, key: KeyEvent) -> bool {
        self.texts.get_mut(self.at).is_some_and(|(_, editor)| editor.input(key))
    }

    pub fn paste(&mut self, text: &str) -> bool {
        self.texts.get_mut(self.at).is_some_and(|(_, editor)| editor.paste(text))
    }

    /// Draws the whole screen, frame included; `propose` is the key that does so.
    pub fn view(&self, propose: &str, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let style = look.style("compose.public");
        let room = usize::from(area.width).saturating_sub(6);
        let id = ("ticket", self.id().to_string().into());
        let title = look.format("broadcast-title", &[id]);
        let hint = look.format("broadcast-keys", &[("key", propose.into())]);
        Clear.render(area, buf);
        let block = Block::bordered()
            .border_type(BorderType::Thick)
            .border_style(style)
            .title(Line::from(Span::styled(format!(" {} ", truncate(&title, room)), style)))
            .title_bottom(Line::from(Span::styled(format!(" {} ", truncate(&hint, room)), style)));
        let inner = block.inner(area);
        block.render(area, buf);
        if inner.height < 4 {
            return;
        }
        let cells = usize::from(inner.width);
        let to = recipients_words(&self.screen.overview, look);
        buf.set_stringn(inner.x, inner.y, truncate(&to, cells), cells, look.style("text.strong"));
        self.tabs(look, Rect { y: inner.y + 1, height: 1, ..inner }, buf);
        let said = self.said(look);
        let below = wrap_pieces(&[(&said.0, look.style(said.1))], cells, 0);
        let rows = u16::try_from(below.len().min(2)).unwrap_or(1).min(inner.height - 3);
        for (line, y) in below.iter().zip(inner.bottom() - rows..inner.bottom()) {
            buf.set_line(inner.x, y, line, inner.width);
        }
        if let Some((_, editor)) = self.texts.get(self.at) {
            editor.view_text(Rect { y: inner.y + 2, height: inner.height - 2 - rows, ..inner }, buf);
        }
    }

    /// `[✓ Portuguese 5]  ! Spanish 3   · English 0`: which are written, which are needed and missing, which nobody needs.
    fn tabs(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let recipients = self.screen.overview.recipients();
        let mut x = area.x;
        for (at, (language, editor)) in self.texts.iter().enumerate() {
            let n = of_language(&recipients, *language);
            let empty = editor.text().trim().is_empty();
            let mark = match (empty, n) {
                (false, _) => '✓',
                (true, 0) => '·',
                (true, _) => '!',
            };
            let text = format!("{mark} {} {n}", look.catalog.language_name(*language));
            let text = if at == self.at { format!("[{text}]") } else { format!(" {text} ") };
            let scope = match (at == self.at, mark) {
                (true, _) => "text.title",
                (_, '!') => "message.warning",
                _ => "text.muted",
            };
            let room = usize::from(area.right().saturating_sub(x));
            buf.set_stringn(x, area.y, truncate(&text, room), room, look.style(scope));
            x = x.saturating_add(u16::try_from(width(&text) + 1).unwrap_or(u16::MAX)).min(area.right());
        }
    }

    /// What keeps it from being proposed; else what may be filled in.
    fn said(&self, look: &Look<'_>) -> (String, &'static str) {
        if let Some((language, _)) = self.texts().iter().find(|(_, text)| text.len() > TEXT_LIMIT) {
            let limit = i64::try_from(TEXT_LIMIT).unwrap_or(i64::MAX);
            let args = [("language", look.catalog.language_name(*language).into()), ("limit", limit.into())];
            return (look.format("broadcast-too-long", &args), "message.warning");
        }
        let places = PLACES.map(|it| format!("{{{{ {it} }}}}")).join(" ");
        (look.format("broadcast-places", &[("places", places.into())]), "text.muted")
    }
}

#[cfg(test)]
mod tests;
