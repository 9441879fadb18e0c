//! How it is drawn: contacts to choose from, dots for the digits of a code, and what the desk said.

use super::{Choice, Identify, Said, Step, Why};
use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::text::{Shown, pad, truncate};
use crate::console::widgets::popup;
use crate::console::widgets::sheet::Sheet;
use crate::domain::{CallerCode, Contact};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// The widest it is, in cells.
const WIDEST: u16 = 90;
/// What is said under the list has at most so many lines.
const FOOT: usize = 4;

impl Identify {
    /// Draws it; where the cursor is. `online`: there is a desk to be asked.
    pub fn view(&self, online: bool, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let customer = Shown::line(&self.customer).into_string();
        let args = [("ticket", self.ticket.to_string().into()), ("customer", customer.into())];
        let title = look.format("identify-title", &args);
        match &self.step {
            Step::Choose => self.view_choices(&title, online, look, area, buf),
            Step::Code { contact, code, said, short } => {
                let mut sheet = self.head(contact, look, area);
                let short = short.then(|| look.text("identify-short").into_owned());
                for words in said.map(|said| said_words(said, look)).into_iter().chain(short) {
                    sheet.styled(&format!("! {words}"), "message.warning");
                }
                self.view_code(&title, sheet, code, look, area, buf)
            }
            Step::Asked { contact } => {
                let mut sheet = self.head(contact, look, area);
                sheet.blank();
                sheet.styled(&look.text("identify-asked"), "text.strong");
                draw(&title, sheet.into_lines(), look, area, buf);
                None
            }
            Step::Stopped { contact, why } => {
                let mut sheet = self.head(contact, look, area);
                sheet.blank();
                self.stopped(contact, why, look, &mut sheet);
                draw(&title, sheet.into_lines(), look, area, buf);
                None
            }
        }
    }

    fn view_choices(
        &self,
        title: &str,
        online: bool,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let choices = self.choices();
        let mut foot = self.foot(choices.get(self.selected).copied(), online, look, area);
        foot.truncate(FOOT);
        let rows = choices.len().max(1).min(usize::from(area.height));
        let wanted = u16::try_from(rows + foot.len() + 3).unwrap_or(u16::MAX);
        let inner = popup::popup(title, look, centred(area, WIDEST, wanted), buf);
        if inner.height < 3 {
            return None;
        }
        let cursor = self.field.view(&look.text("identify-who"), look, Rect { height: 1, ..inner }, buf);
        let under = u16::try_from(foot.len()).unwrap_or(0).min(inner.height - 2);
        let list = Rect { y: inner.y + 1, height: inner.height - 1 - under, ..inner };
        self.view_list(&choices, look, list, buf);
        for (line, y) in foot.iter().zip(list.bottom()..inner.bottom()) {
            buf.set_line(inner.x, y, line, inner.width);
        }
        cursor
    }

    fn view_list(&self, choices: &[Choice<'_>], look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(area.width);
        if choices.is_empty() {
            buf.set_stringn(area.x, area.y, look.text("identify-nobody"), cells, look.style("message.warning"));
        }
        let top = (self.selected + 1).saturating_sub(usize::from(area.height));
        for ((at, choice), y) in choices.iter().enumerate().skip(top).zip(area.top()..area.bottom()) {
            let selected = at == self.selected;
            let text = match choice {
                Choice::Contact(contact) => self.line(contact, look),
                Choice::CallIsOver => {
                    let name = Shown::line(self.known.as_deref().unwrap_or_default()).into_string();
                    look.format("identify-over", &[("name", name.into())])
                }
            };
            let mark = if selected { "▸" } else { " " };
            let scope = if selected { "ui.selection" } else { "ui.popup" };
            let text = pad(&truncate(&format!("{mark}{text}"), cells), cells);
            buf.set_stringn(area.x, y, text, cells, look.style(scope));
        }
    }

    /// `✓ Marta Roxo · requester · technical · +351 …`.
    fn line(&self, contact: &Contact, look: &Look<'_>) -> String {
        let mut facts = vec![contact.name.clone()];
        if contact.id == self.requester {
            facts.push(look.text("ticket-requester").to_lowercase());
        }
        if !contact.registered {
            facts.push(look.text("identify-unregistered").into_owned());
        }
        facts.extend(lacking(contact, self.kind, look));
        facts.push(contact.phone.clone());
        let mark = if contact.registered { "✓" } else { "✗" };
        Shown::line(&format!("{mark} {}", facts.join(" · "))).into_string()
    }

    /// What concerns everybody, then what concerns the contact under the cursor.
    fn foot(&self, choice: Option<Choice<'_>>, online: bool, look: &Look<'_>, area: Rect) -> Vec<Line<'static>> {
        let mut sheet = Sheet::new(look, inside(area));
        if !online {
            sheet.styled(&format!("! {}", look.text("identify-offline")), "message.error");
        }
        if let Some(caller) = look.caller(self.ticket) {
            sheet.styled(&look.identified(caller), "text.strong");
        }
        match choice {
            Some(Choice::Contact(contact)) if !contact.registered => {
                sheet.styled(&look.text("contact-unregistered"), "customer.warning");
            }
            None => sheet.styled(&look.text("identify-nobody-hint"), "text.muted"),
            _ => sheet.styled(&look.text("identify-choose"), "text.muted"),
        }
        sheet.into_lines()
    }

    /// Who it is, and what they may not ask for.
    fn head<'a>(&self, contact: &Contact, look: &Look<'a>, area: Rect) -> Sheet<'a> {
        let mut sheet = Sheet::new(look, inside(area));
        let reach = format!(" · {} · {}", contact.phone, contact.email);
        sheet.item(2, &[(&contact.name, look.style("text.strong")), (&reach, look.style("text"))]);
        if let Some(lacking) = lacking(contact, self.kind, look) {
            sheet.styled(&format!("! {lacking}"), "customer.warning");
        }
        sheet
    }

    fn view_code(
        &self,
        title: &str,
        mut sheet: Sheet<'_>,
        code: &CallerCode,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        sheet.blank();
        let at = u16::try_from(sheet.len()).unwrap_or(u16::MAX);
        let label = format!("{}  ", look.text("identify-code"));
        let dots = "•".repeat(code.len());
        let rest = "_".repeat(CallerCode::DIGITS.saturating_sub(code.len()));
        let (muted, strong) = (look.style("text.muted"), look.style("text.strong"));
        sheet.item(0, &[(&label, look.style("text")), (&dots, strong), (&rest, muted)]);
        sheet.blank();
        sheet.styled(&look.text("identify-code-keys"), "text.muted");
        let inner = draw(title, sheet.into_lines(), look, area, buf);
        let cells = crate::console::text::width(&label) + code.len();
        let x = inner.x + u16::try_from(cells).unwrap_or(u16::MAX).min(inner.width.saturating_sub(1));
        (at < inner.height).then(|| Position::new(x, inner.y + at))
    }

    fn stopped(&self, contact: &Contact, why: &Why, look: &Look<'_>, sheet: &mut Sheet<'_>) {
        let (what, then) = match why {
            Why::NotRegistered => {
                let told = if self.may_be_told() { "identify-register-key" } else { "identify-register-other" };
                (look.text("identify-register").into_owned(), look.text(told).into_owned())
            }
            Why::Locked { until } => {
                let at = ("at", look.clock_with_zone(*until).into());
                (look.format("identify-locked", &[at]), look.text("identify-locked-hint").into_owned())
            }
            Why::Offline => {
                (look.text("identify-offline").into_owned(), look.text("identify-offline-hint").into_owned())
            }
            Why::NoAnswer(detail) => {
                let detail = Shown::line(detail).into_string();
                let what = look.format("identify-no-answer", &[("detail", detail.into())]);
                (what, look.text("identify-no-answer-hint").into_owned())
            }
        };
        sheet.styled(&format!("✗ {what}"), "message.error");
        sheet.line(&then);
        if let (Why::NotRegistered, Some(caller)) = (why, look.caller(self.ticket)) {
            // Not to be taken for this one.
            if caller.contact != contact.id {
                sheet.styled(&look.identified(caller), "text.muted");
            }
        }
        sheet.blank();
        sheet.styled(&look.text("identify-stopped-keys"), "text.muted");
    }
}

/// `no permission for: access`, in the words of the desk.
pub fn lacking(contact: &Contact, kind: crate::domain::TicketType, look: &Look<'_>) -> Option<String> {
    let what = look.catalog.known("permission", contact.lacks(kind)?)?;
    Some(look.format("contact-lacks", &[("what", what.into_owned().into())]))
}

fn said_words(said: Said, look: &Look<'_>) -> String {
    match said {
        Said::Wrong { attempts_left } => look.format("identify-wrong", &[("n", attempts_left.into())]),
        Said::Busy => look.text("identify-busy").into_owned(),
    }
}

/// The cells inside a frame in that area: its lines, and one of air at each side.
fn inside(area: Rect) -> u16 {
    let inner = WIDEST.min(area.width).saturating_sub(2);
    if inner > 20 { inner - 2 } else { inner }
}

fn draw(title: &str, lines: Vec<Line<'static>>, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Rect {
    let wanted = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
    let inner = popup::popup(title, look, centred(area, WIDEST, wanted), buf);
    for (line, y) in lines.iter().zip(inner.top()..inner.bottom()) {
        buf.set_line(inner.x, y, line, inner.width);
    }
    inner
}
