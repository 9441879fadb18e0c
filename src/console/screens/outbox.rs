//! The outbox: what has not reached the desk yet, and what the desk refused. Nothing typed disappears from here
//! before a person decides.

use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, pad, truncate};
use crate::console::widgets::pane;
use crate::console::widgets::scroll::Scroll;
use crate::console::widgets::sheet::{Sheet, more_marks};
use crate::domain::{Action, OperationId, OperatorId, OutboxEntry, OutboxState, Refusal, Timestamp, spent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// So many lines of a typed text are shown.
const TEXT_LINES: usize = 40;

/// The row under the cursor: by its name, so that entries that leave above it do not move it.
#[derive(Debug, Clone, Default)]
pub struct Outbox {
    id: Option<OperationId>,
    /// Where that entry was, for when it has gone.
    row: usize,
    /// How far its text is scrolled.
    detail: Scroll,
}

impl Outbox {
    /// `area` is the whole screen, as [`Outbox::view`] gets it. Pages move in what is said of the selected entry, if
    /// there is more of it than is in view.
    pub fn scroll(&mut self, motion: Motion, entries: &[OutboxEntry], look: &Look<'_>, area: Rect) {
        let inner = pane::inside(area);
        let pages = matches!(motion, Motion::HalfPageUp | Motion::HalfPageDown | Motion::PageUp | Motion::PageDown);
        if let Some((sheet, rest)) = self.sheet(entries, look, inner).filter(|_| pages) {
            let extent = sheet.extent(usize::from(rest.height));
            if extent.lines > extent.height {
                return self.detail.go(motion, extent);
            }
        }
        let page = usize::from(rows(entries, inner));
        self.row = motion.from(self.row(entries), entries.len(), page);
        self.id = entries.get(self.row).map(|it| it.id.clone());
        self.detail = Scroll::start();
    }

    /// What is said of the selected entry, and where.
    fn sheet<'l>(&self, entries: &[OutboxEntry], look: &Look<'l>, inner: Rect) -> Option<(Sheet<'l>, Rect)> {
        let above = rows(entries, inner) + 1;
        let rest = Rect { y: inner.y + above, height: inner.height.checked_sub(above).filter(|it| *it > 0)?, ..inner };
        let mut sheet = Sheet::new(look, rest.width);
        detail(self.selected(entries)?, sign(self.row(entries), entries, look.now), look, &mut sheet);
        Some((sheet, rest))
    }

    pub fn selected<'e>(&self, entries: &'e [OutboxEntry]) -> Option<&'e OutboxEntry> {
        entries.get(self.row(entries))
    }

    fn row(&self, entries: &[OutboxEntry]) -> usize {
        let found = self.id.as_ref().and_then(|id| entries.iter().position(|it| it.id == *id));
        found.unwrap_or(self.row).min(entries.len().saturating_sub(1))
    }

    /// Draws the whole screen, frame included: the list above, the selected entry below.
    pub fn view(&self, entries: &[OutboxEntry], focused: bool, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let inner = pane::frame(&title(entries, look), focused, look, area, buf);
        if inner.is_empty() {
            return;
        }
        if entries.is_empty() {
            let mut sheet = Sheet::new(look, inner.width);
            sheet.styled(&look.text("outbox-empty"), "text.muted");
            return sheet.draw(&Scroll::start(), inner, buf);
        }
        let rows = rows(entries, inner);
        self.list(entries, look, Rect { height: rows, ..inner }, buf);
        if let Some((sheet, rest)) = self.sheet(entries, look, inner) {
            let line = "─".repeat(usize::from(rest.width));
            buf.set_string(rest.x, rest.y.saturating_sub(1), line, look.style("ui.border"));
            sheet.draw(&self.detail, rest, buf);
        }
    }

    fn list(&self, entries: &[OutboxEntry], look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let height = usize::from(area.height);
        let selected = self.row(entries);
        let top = selected.saturating_sub(height.saturating_sub(1));
        for (at, entry) in entries.iter().enumerate().skip(top).take(height) {
            let y = area.y + u16::try_from(at - top).unwrap_or(0);
            let row = Rect { y, height: 1, ..area };
            if at == selected {
                buf.set_style(row, look.style("ui.selection"));
            }
            draw_row(entry, sign(at, entries, look.now), at == selected, look, row, buf);
        }
        more_marks(top, entries.len().saturating_sub(top + height), look, area, buf);
    }
}

/// The list takes what it needs, up to half.
fn rows(entries: &[OutboxEntry], inner: Rect) -> u16 {
    u16::try_from(entries.len()).unwrap_or(u16::MAX).min((inner.height / 2).max(1))
}

/// Mark, word and scope of a state.
type Sign = (&'static str, &'static str, &'static str);

/// In the order in which the title counts them.
const SIGNS: [Sign; 10] = [LINGERS, QUEUED, BLOCKED, IN_FLIGHT, UNKNOWN, APPLIED, CONFLICT, HELD, REFUSED, STUCK];
const LINGERS: Sign = ("◷", "outbox-lingers", "outbox.queued");
const QUEUED: Sign = ("↑", "outbox-queued", "outbox.queued");
const BLOCKED: Sign = ("↥", "outbox-blocked", "outbox.queued");
const IN_FLIGHT: Sign = ("⇡", "outbox-in_flight", "outbox.sent");
const UNKNOWN: Sign = ("?", "outbox-unknown", "outbox.sent");
const APPLIED: Sign = ("✓", "outbox-applied", "outbox.applied");
const CONFLICT: Sign = ("✗", "outbox-conflict", "outbox.refused");
const HELD: Sign = ("✗", "outbox-held", "outbox.refused");
const REFUSED: Sign = ("✗", "outbox-refused", "outbox.refused");
const STUCK: Sign = ("!", "outbox-stuck", "outbox.refused");

/// What waits behind one of its ticket that is stuck is blocked.
fn sign(at: usize, entries: &[OutboxEntry], now: Timestamp) -> Sign {
    let Some(entry) = entries.get(at) else { return QUEUED };
    let stuck = |other: &OutboxEntry| {
        other.operation.ticket == entry.operation.ticket && matches!(other.state, OutboxState::Stuck { .. })
    };
    match &entry.state {
        OutboxState::Queued | OutboxState::Unknown if entries[..at].iter().any(stuck) => BLOCKED,
        OutboxState::Queued if entry.lingers(now).is_some() => LINGERS,
        OutboxState::Queued => QUEUED,
        OutboxState::InFlight => IN_FLIGHT,
        OutboxState::Unknown => UNKNOWN,
        OutboxState::Applied { .. } => APPLIED,
        OutboxState::Refused { refusal: Refusal::Conflict { .. } } => CONFLICT,
        OutboxState::Refused { refusal: Refusal::NewerReply } => HELD,
        OutboxState::Refused { .. } => REFUSED,
        OutboxState::Stuck { .. } => STUCK,
    }
}

/// `Outbox · 2 waiting · 1 conflict`.
fn title(entries: &[OutboxEntry], look: &Look<'_>) -> String {
    let signs: Vec<Sign> = (0..entries.len()).map(|at| sign(at, entries, look.now)).collect();
    let mut title = look.text("outbox-title").into_owned();
    for kind in SIGNS {
        let n = signs.iter().filter(|sign| sign.1 == kind.1).count();
        if n > 0 {
            title.push_str(&format!(" · {n} {}", look.text(kind.1)));
        }
    }
    title
}

/// `▸ ✗ refused   12 min ago  #48213 public reply: Bom dia…`.
fn draw_row(entry: &OutboxEntry, sign: Sign, selected: bool, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let (mark, word, scope) = sign;
    let plain = |scope: &str| if selected { look.style("ui.selection") } else { look.style(scope) };
    let text = entry.operation.action.typed_text().map_or_else(String::new, |it| format!(": {it}"));
    let what = format!("{}{text}", action_words(&entry.operation.action, look));
    let wide = area.width >= 60;
    let mut pieces: Vec<(String, Style)> = vec![
        (if selected { "▸ " } else { "  " }.into(), plain("text")),
        (format!("{mark} {} ", pad(&look.text(word), if wide { 12 } else { 9 })), plain(scope)),
    ];
    if wide {
        pieces.push((format!("{} ", pad(&look.ago(entry.made_at), 16)), plain("text.muted")));
    }
    pieces.push((format!("#{} ", entry.operation.ticket), plain("text.strong")));
    pieces.push((Shown::line(&what.replace(['\n', '\r'], " ")).into_string(), plain("text")));
    let mut x = area.x;
    for (piece, style) in pieces {
        let room = usize::from(area.right().saturating_sub(x));
        (x, _) = buf.set_stringn(x, area.y, truncate(&piece, room), room, style);
    }
}

/// What it is, what became of it, what to do, and every word of its text.
fn detail(entry: &OutboxEntry, sign: Sign, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let (mark, word, scope) = sign;
    sheet.section(&format!("#{} {}", entry.operation.ticket, action_words(&entry.operation.action, look)));
    let when = format!(" · {} · {}", look.date_time(entry.made_at), look.ago(entry.made_at));
    sheet.item(2, &[(&format!("{mark} {}", look.text(word)), look.style(scope)), (&when, look.style("text.muted"))]);
    match &entry.state {
        _ if word == BLOCKED.1 => sheet.line(&look.text("outbox-blocked-hint")),
        OutboxState::Queued => match entry.lingers(look.now) {
            Some(left) => {
                sheet.line(&look.format("outbox-lingers-hint", &[("span", look.catalog.span(left).into())]));
            }
            None => sheet.line(&look.text("outbox-queued-hint")),
        },
        OutboxState::InFlight => sheet.line(&look.text("outbox-in_flight-hint")),
        OutboxState::Unknown => sheet.line(&look.text("outbox-unknown-hint")),
        OutboxState::Applied { .. } => sheet.line(&look.text("outbox-applied-hint")),
        OutboxState::Stuck { .. } => sheet.line(&look.text("outbox-stuck-hint")),
        OutboxState::Refused { refusal } => refused(refusal, look, sheet),
    }
    for article in &entry.newer {
        let (at, when) = (look.date_time(article.at), look.ago(article.at));
        let args = [("name", article.author.name.as_str().into()), ("at", at.into()), ("when", when.into())];
        sheet.section(&look.format("outbox-newer", &args));
        text(&article.body, look, sheet);
    }
    for typed in entry.operation.action.typed_texts() {
        sheet.section(&look.text("outbox-text"));
        text(typed, look, sheet);
    }
}

fn text(text: &str, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let shown = Shown::block(text);
    for line in shown.lines().take(TEXT_LINES) {
        sheet.line(line);
    }
    if let Some(more) = shown.lines().count().checked_sub(TEXT_LINES).filter(|more| *more > 0) {
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        sheet.styled(&look.format("list-more", &[("n", more.into())]), "text.muted");
    }
}

fn refused(refusal: &Refusal, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let said = look.catalog.refusal(refusal, &|id: &OperatorId| look.operator(id));
    sheet.styled(&said.what, "outbox.refused");
    if let Refusal::Conflict { mark: Some(mark), .. } = refusal {
        let args = [("at", look.date_time(mark.at).into()), ("when", look.ago(mark.at).into())];
        sheet.styled(&look.format("outbox-by", &args), "text.muted");
    }
    sheet.line(&said.hint);
    sheet.styled(&look.text("outbox-choices"), "text.muted");
}

/// An action in a few words, its typed text apart: `route to BA`.
pub fn action_words(action: &Action, look: &Look<'_>) -> String {
    match action {
        Action::Take => look.text("action-take").into_owned(),
        Action::Steal { from, .. } => look.format("action-steal", &[("name", look.operator(from).into())]),
        Action::GiveBack => look.text("action-give_back").into_owned(),
        Action::Route { to, .. } => look.format("action-route", &[("role", to.code().into())]),
        Action::Unlearn => look.text("action-unlearn").into_owned(),
        Action::SetStatus { to, .. } => look.format("action-set_status", &[("to", look.catalog.status(*to).into())]),
        Action::SetPriority { to, .. } => {
            look.format("action-set_priority", &[("to", look.catalog.priority(*to).into())])
        }
        Action::Skip { reason } => look.format("action-skip", &[("reason", look.catalog.skip_reason(*reason).into())]),
        Action::Snooze { until, .. } => look.format("action-snooze", &[("at", look.date_time(*until).into())]),
        Action::Promise { to: Some(to), .. } => look.format("action-promise", &[("at", look.date_time(*to).into())]),
        Action::Promise { to: None, .. } => look.text("action-promise-none").into_owned(),
        Action::SettlePromise { kept: true, .. } => look.text("action-promise-kept").into_owned(),
        Action::SettlePromise { kept: false, .. } => look.text("action-promise-broken").into_owned(),
        Action::HandOver { .. } => look.text("action-hand_over").into_owned(),
        Action::AcceptHandover { from } if from == look.me => look.text("action-keep_handover").into_owned(),
        Action::AcceptHandover { from } => {
            look.format("action-accept_handover", &[("name", look.operator(from).into())])
        }
        Action::ReturnHandover { from, .. } => {
            look.format("action-return_handover", &[("name", look.operator(from).into())])
        }
        Action::Escalate { to: 0, .. } => look.text("action-de_escalate").into_owned(),
        Action::Escalate { to, .. } => look.format("action-escalate", &[("level", (*to).into())]),
        Action::DeclareIncident => look.text("action-declare_incident").into_owned(),
        Action::EndIncident => look.text("action-end_incident").into_owned(),
        Action::Attach { incident } => look.format("action-attach", &[("incident", incident.to_string().into())]),
        Action::Detach { incident } => look.format("action-detach", &[("incident", incident.to_string().into())]),
        Action::ProposeBroadcast { .. } => look.text("action-propose_broadcast").into_owned(),
        Action::ReleaseBroadcast { .. } => look.text("action-release_broadcast").into_owned(),
        Action::ReturnBroadcast { .. } => look.text("action-return_broadcast").into_owned(),
        Action::WithdrawBroadcast { .. } => look.text("action-withdraw_broadcast").into_owned(),
        Action::AddTime { minutes, .. } => {
            let key = if *minutes < 0 { "action-take_time" } else { "action-add_time" };
            look.format(key, &[("time", spent::short(minutes.saturating_abs()).into())])
        }
        Action::Link { to } => look.format("action-link", &[("ticket", to.to_string().into())]),
        Action::Unlink { to } => look.format("action-unlink", &[("ticket", to.to_string().into())]),
        Action::Merge { into } => look.format("action-merge", &[("ticket", into.to_string().into())]),
        Action::Unmerge { from } => look.format("action-unmerge", &[("ticket", from.to_string().into())]),
        Action::Reply { .. } => look.text("action-reply").into_owned(),
        Action::Comment { .. } => look.text("action-comment").into_owned(),
    }
}

#[cfg(test)]
mod tests;
