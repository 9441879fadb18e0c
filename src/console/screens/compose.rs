//! Writing a public reply or an internal comment.
//!
//! The two never look alike: another frame, another colour, another title, another verb on the key that sends.
//! Nothing that happens elsewhere touches the text; a newer reply is announced above it.

mod places;

use crate::console::look::Look;
use crate::console::text::{Shown, truncate, width};
use crate::console::widgets::sheet::wrap_pieces;
use crate::domain::operation::BODY_LIMIT;
use crate::domain::{Dossier, Language, Status, Ticket, TicketId, Visibility, macros};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};
use tui_textarea::{CursorMove, TextArea, WrapMode};
use unicode_normalization::UnicodeNormalization;

/// So many steps can be undone.
const HISTORY: usize = 1_000;
/// With fewer bytes left than this, the frame says so.
const NEARLY_FULL: usize = 4 * 1024;

/// The keys of the two commands of this screen, as the key map has them.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'a> {
    pub send: &'a str,
    pub close: &'a str,
}

/// Why a text cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    Empty,
    /// By so many bytes.
    TooLong {
        by: usize,
    },
    /// A `{{ placeholder }}` that nobody filled.
    Placeholder {
        name: String,
    },
}

#[derive(Debug, Clone)]
pub struct Compose {
    ticket: TicketId,
    kind: Visibility,
    language: Language,
    /// The public replies that the author had before them.
    seen: i64,
    /// The ticket's when the author began.
    status: Status,
    /// What the ticket is to become once this is sent.
    then: Option<Status>,
    area: TextArea<'static>,
    /// Bytes of the text, line breaks included.
    length: usize,
    /// Something typed or pasted did not fit.
    refused: bool,
}

impl Compose {
    /// Begins to write, with a text that may be a draft.
    pub fn new(ticket: &Ticket, kind: Visibility, text: &str) -> Compose {
        let mut compose = Compose {
            ticket: ticket.id,
            kind,
            language: ticket.language,
            seen: ticket.replies,
            status: ticket.status,
            then: None,
            area: empty_area(),
            length: 0,
            refused: false,
        };
        compose.paste(text);
        // What was there before is not the author's to undo.
        let lines = compose.area.lines().to_vec();
        compose.area = empty_area();
        compose.area.insert_str(lines.join("\n"));
        compose.area.set_max_histories(HISTORY);
        compose
    }

    pub fn ticket(&self) -> TicketId {
        self.ticket
    }

    pub fn kind(&self) -> Visibility {
        self.kind
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// The status of the ticket when the author began.
    pub fn status(&self) -> Status {
        self.status
    }

    /// What the ticket is to become once this is sent.
    pub fn then(&self) -> Option<Status> {
        self.then
    }

    pub fn set_then(&mut self, status: Status) {
        self.then = Some(status);
    }

    /// Goes on with a reply that had been sent: with what its author had seen, and what the ticket is to become.
    pub fn go_on(&mut self, seen: Option<i64>, then: Option<Status>) {
        self.seen = seen.map_or(self.seen, |seen| seen.min(self.seen));
        self.then = then;
    }

    /// How many public replies the author had seen when they began, or when they last said so.
    pub fn seen(&self) -> i64 {
        self.seen
    }

    /// The author has looked at what came meanwhile.
    pub fn see(&mut self, ticket: &Ticket) {
        self.seen = self.seen.max(ticket.replies);
    }

    /// Another public reply has come since the author began.
    pub fn newer(&self, dossier: &Dossier) -> bool {
        self.kind == Visibility::Public && dossier.ticket.id == self.ticket && dossier.ticket.replies > self.seen
    }

    /// The text, clean and in normal form C.
    pub fn text(&self) -> String {
        clean(&self.area.lines().join("\n"))
    }

    /// Replaces the whole text, as after an external editor. Can be undone.
    pub fn replace(&mut self, text: &str) {
        self.area.select_all();
        self.area.cut();
        self.measure();
        self.paste(text);
    }

    /// What keeps the text from being sent.
    pub fn problem(&self) -> Option<Problem> {
        let text = self.text();
        if text.trim().is_empty() {
            return Some(Problem::Empty);
        }
        if let Some(by) = text.len().checked_sub(BODY_LIMIT).filter(|by| *by > 0) {
            return Some(Problem::TooLong { by });
        }
        macros::placeholder(&text).map(|name| Problem::Placeholder { name: name.to_string() })
    }

    /// Puts text at the cursor: cleaned, composed, and as much of it as the limit lets in.
    pub fn paste(&mut self, text: &str) -> bool {
        let clean = clean(text);
        let fits = clean.floor_char_boundary(BODY_LIMIT.saturating_sub(self.length));
        self.refused = fits < clean.len();
        let changed = fits > 0 && self.area.insert_str(&clean[..fits]);
        self.measure();
        changed
    }

    /// What a key does to the text; false when it leaves the text as it is. Keys of commands do not come here.
    pub fn input(&mut self, key: KeyEvent) -> bool {
        if key.kind == KeyEventKind::Release {
            return false;
        }
        self.refused = false;
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let changed = match key.code {
            KeyCode::Char('z') if ctrl => self.area.undo(),
            KeyCode::Char('y') if ctrl => self.area.redo(),
            KeyCode::Char('w') if ctrl => self.area.delete_word(),
            KeyCode::Backspace if ctrl || alt => self.area.delete_word(),
            KeyCode::Delete if ctrl || alt => self.area.delete_next_word(),
            KeyCode::Char(_) if ctrl || alt => false,
            KeyCode::Char(it) => return self.paste(it.encode_utf8(&mut [0; 4])),
            KeyCode::Enter => return self.paste("\n"),
            KeyCode::Tab => return self.paste("    "),
            KeyCode::Backspace | KeyCode::Delete => self.area.input_without_shortcuts(key),
            code => {
                self.go(code, ctrl);
                false
            }
        };
        self.measure();
        changed
    }

    fn go(&mut self, code: KeyCode, ctrl: bool) {
        self.area.cancel_selection();
        let place = match code {
            KeyCode::Left if ctrl => CursorMove::WordBack,
            KeyCode::Right if ctrl => CursorMove::WordForward,
            KeyCode::Home if ctrl => CursorMove::Top,
            KeyCode::End if ctrl => CursorMove::Bottom,
            KeyCode::Up if ctrl => CursorMove::ParagraphBack,
            KeyCode::Down if ctrl => CursorMove::ParagraphForward,
            KeyCode::Left => CursorMove::Back,
            KeyCode::Right => CursorMove::Forward,
            KeyCode::Up => CursorMove::Up,
            KeyCode::Down => CursorMove::Down,
            KeyCode::Home => CursorMove::Head,
            KeyCode::End => CursorMove::End,
            KeyCode::PageUp => return self.area.scroll(tui_textarea::Scrolling::PageUp),
            KeyCode::PageDown => return self.area.scroll(tui_textarea::Scrolling::PageDown),
            _ => return,
        };
        self.area.move_cursor(place);
    }

    fn measure(&mut self) {
        let lines = self.area.lines();
        self.length = lines.iter().map(String::len).sum::<usize>() + lines.len() - 1;
    }

    /// Draws the text alone.
    pub fn view_text(&self, area: Rect, buf: &mut Buffer) {
        (&self.area).render(area, buf);
    }

    /// Draws the whole screen, frame included.
    pub fn view(&self, dossier: Option<&Dossier>, keys: &Keys<'_>, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let dossier = dossier.filter(|it| it.ticket.id == self.ticket);
        let public = self.kind == Visibility::Public;
        let style = look.style(if public { "compose.public" } else { "compose.internal" });
        let border = if public { BorderType::Double } else { BorderType::Rounded };
        let room = usize::from(area.width).saturating_sub(6);
        let title = self.title(dossier, look);
        Clear.render(area, buf);
        let block = Block::bordered()
            .border_type(border)
            .border_style(style)
            .title(Line::from(Span::styled(format!(" {} ", truncate(&title, room)), style)))
            .title_bottom(Line::from(Span::styled(format!(" {} ", truncate(&self.hint(keys, look), room)), style)));
        let inner = block.inner(area);
        block.render(area, buf);
        if inner.is_empty() {
            return;
        }
        let mut warnings = self.warnings(dossier, look, inner.width);
        if width(&title) > room {
            // To whom it goes must not be cut.
            let whole = wrap_pieces(&[(&title, style)], usize::from(inner.width), 2);
            warnings.splice(0..0, whole);
        }
        warnings.truncate(usize::from(inner.height / 2));
        let mut y = inner.y;
        for line in &warnings {
            buf.set_line(inner.x, y, line, inner.width);
            y += 1;
        }
        (&self.area).render(Rect { y, height: inner.bottom() - y, ..inner }, buf);
    }

    /// `PUBLIC REPLY to Jaime Portelinha <jaime@…> in Portuguese`.
    fn title(&self, dossier: Option<&Dossier>, look: &Look<'_>) -> String {
        if self.kind == Visibility::Internal {
            return look.format("compose-internal", &[("ticket", self.ticket.to_string().into())]);
        }
        let ticket = dossier.map(|it| &it.ticket);
        let contact = dossier.and_then(|it| it.customer.as_ref()?.contact(&it.ticket.requester));
        let name = contact.map(|it| it.name.as_str()).or(ticket.map(|it| it.requester_name.as_str()));
        let to = match (name, contact) {
            (Some(name), Some(contact)) => format!("{name} <{}>", contact.email),
            (Some(name), None) => name.to_string(),
            (None, _) => format!("#{}", self.ticket),
        };
        let language = look.catalog.language_name(self.language);
        look.format(
            "compose-public",
            &[
                ("ticket", self.ticket.to_string().into()),
                ("to", Shown::line(&to).into_string().into()),
                ("language", language.into()),
            ],
        )
    }

    fn hint(&self, keys: &Keys<'_>, look: &Look<'_>) -> String {
        let verb = if self.kind == Visibility::Public { "compose-send-public" } else { "compose-send-internal" };
        let hint = format!("{} {} · {} {}", keys.send, look.text(verb), keys.close, look.text("compose-close"));
        match BODY_LIMIT.saturating_sub(self.length) {
            left if left < NEARLY_FULL => {
                let left = i64::try_from(left).unwrap_or(0);
                format!("{hint} · {}", look.format("compose-left", &[("n", left.into())]))
            }
            _ => hint,
        }
    }

    /// To whom it goes, and the keys, to be read.
    pub fn heading(&self, dossier: Option<&Dossier>, keys: &Keys<'_>, look: &Look<'_>) -> Vec<String> {
        vec![self.title(dossier, look), self.hint(keys, look)]
    }

    /// The lines of the text, in which of them the cursor is, and at which byte of that.
    pub fn lines(&self) -> (usize, usize, &[String]) {
        let (cursor, lines) = (self.area.cursor(), self.area.lines());
        let line = lines.get(cursor.0).map_or("", String::as_str);
        let byte = line.char_indices().nth(cursor.1).map_or(line.len(), |(at, _)| at);
        (cursor.0, byte, lines)
    }

    /// What the author is to know above the text, to be read.
    pub fn warned(&self, dossier: Option<&Dossier>, look: &Look<'_>) -> Vec<String> {
        let mut said = self.said(dossier, look);
        said.extend(self.says_then(look));
        said
    }

    /// What the author is to know above the text, each with a mark of its own.
    fn warnings(&self, dossier: Option<&Dossier>, look: &Look<'_>, cells: u16) -> Vec<Line<'static>> {
        let style = look.style("message.warning");
        let line = |mark: &str, text: &str, style| wrap_pieces(&[(mark, style), (text, style)], usize::from(cells), 2);
        let mut lines: Vec<_> = self.said(dossier, look).iter().flat_map(|it| line("! ", it, style)).collect();
        lines.extend(self.says_then(look).iter().flat_map(|it| line("→ ", it, look.style("text.strong"))));
        lines
    }

    fn says_then(&self, look: &Look<'_>) -> Option<String> {
        let status = look.catalog.status(self.then?).into_owned();
        Some(look.format("compose-then", &[("status", status.into())]))
    }

    fn said(&self, dossier: Option<&Dossier>, look: &Look<'_>) -> Vec<String> {
        let mut said = Vec::new();
        if dossier.is_some_and(|it| self.newer(it)) {
            said.push(look.text("compose-newer").into_owned());
        }
        if self.refused {
            let limit = i64::try_from(BODY_LIMIT).unwrap_or(i64::MAX);
            said.push(look.format("compose-full", &[("limit", limit.into())]));
        }
        if let Some(Problem::Placeholder { name }) = self.problem() {
            said.push(say(&Problem::Placeholder { name }, look));
        }
        said
    }
}

/// A problem as a sentence that says what to do.
pub fn say(problem: &Problem, look: &Look<'_>) -> String {
    match problem {
        Problem::Empty => look.text("compose-empty").into_owned(),
        Problem::TooLong { by } => {
            look.format("compose-too-long", &[("n", i64::try_from(*by).unwrap_or(i64::MAX).into())])
        }
        Problem::Placeholder { name } => {
            look.format("compose-placeholder", &[("name", Shown::line(name).into_string().into())])
        }
    }
}

fn empty_area() -> TextArea<'static> {
    let mut area = TextArea::default();
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(Style::default());
    area
}

/// Composed first, so that an accent typed apart is one letter; then cleaned.
fn clean(text: &str) -> String {
    let composed: String = text.nfc().collect();
    Shown::block(&composed.replace("\r\n", "\n").replace('\r', "\n")).into_string()
}

#[cfg(test)]
mod tests;
