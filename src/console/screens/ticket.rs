//! The open ticket: what it is, why it stands where it stands, its clocks, and its conversation.

use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, width};
use crate::console::widgets::conversation::{self, Cache, Conversation, Measured};
use crate::console::widgets::pane;
use crate::console::widgets::scroll::Scroll;
use crate::console::widgets::sheet::{Sheet, wrap_pieces};
use crate::domain::order::standing;
use crate::domain::{
    ArticleId, Clock, ClockKind, Dossier, OperatorId, OutboxEntry, OutboxState, Promise, Ticket as Facts, skip,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

/// With fewer lines than this, the head keeps to what decides.
const ROOMY: u16 = 30;
/// So many details are shown.
const DETAILS_LIMIT: usize = 24;

/// What the screen remembers: how far the conversation is scrolled. It opens at the newest message.
#[derive(Debug, Clone)]
pub struct Ticket {
    scroll: Scroll,
    measured: Measured,
    /// Of one who reads message by message: how many the one they are at lies before the newest.
    back: usize,
}

impl Default for Ticket {
    fn default() -> Ticket {
        Ticket { scroll: Scroll::end(), measured: Measured::default(), back: 0 }
    }
}

impl Ticket {
    /// Scrolls the conversation. `area` is the whole pane, as [`Ticket::view`] gets it.
    pub fn scroll(&mut self, motion: Motion, dossier: Option<&Dossier>, look: &Look<'_>, area: Rect) {
        let Some(dossier) = dossier else { return };
        let parts = Parts::of(dossier, look, area);
        let pending = pending(dossier);
        let extent = self.measured.extent(&conversation_of(dossier, &pending, &[]), parts.conversation);
        self.scroll.go(motion, extent);
        let messages = dossier.articles.len();
        self.back = messages.saturating_sub(1) - motion.from(self.article(messages), messages, 3);
    }

    /// The message that one is at who reads message by message, of so many.
    pub fn article(&self, messages: usize) -> usize {
        messages.saturating_sub(1).saturating_sub(self.back)
    }

    /// Draws the whole pane, frame included. Without a dossier: the empty frame.
    pub fn view(
        &self,
        dossier: Option<&Dossier>,
        cache: &mut Cache,
        focused: bool,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let Some(dossier) = dossier else {
            pane::frame(&look.text("ticket-title"), focused, look, area, buf);
            return;
        };
        let parts = Parts::of(dossier, look, area);
        let inner = pane::frame(&parts.title, focused, look, area, buf);
        for (line, y) in parts.head.iter().zip(inner.top()..inner.bottom()) {
            buf.set_line(inner.x, y, line, inner.width);
        }
        if parts.conversation.y > inner.y && inner.width > 0 {
            let rule = "─".repeat(usize::from(inner.width));
            buf.set_string(inner.x, parts.conversation.y - 1, rule, look.style("ui.border"));
        }
        let pending = pending(dossier);
        let counted = counted(dossier);
        let conversation = conversation_of(dossier, &pending, &counted);
        conversation::view(&conversation, &self.scroll, cache, look, parts.conversation, buf);
    }
}

/// All that stands above the conversation, to be read.
pub fn lines(dossier: &Dossier, look: &Look<'_>) -> Vec<String> {
    let boundless = Rect::new(0, 0, u16::MAX, u16::MAX);
    let head = head(dossier, look, boundless, false);
    let lines = head.iter().chain(&refusals(dossier, look, boundless)).map(ToString::to_string).collect();
    // A clock is shown twice over, for the eye and in words: here in words alone.
    let (ticket, clocks) = (&dossier.ticket, &dossier.ticket.clocks);
    let each = [(ClockKind::FirstResponse, &clocks.first_response), (ClockKind::Resolution, &clocks.resolution)];
    let running = each.into_iter().filter_map(|(kind, clock)| Some(look.sla_clock(clock.as_ref()?, kind)));
    let promised = ticket.promise.as_ref().map(|promise| look.sla(&promise.clock()));
    running.chain(promised).fold(lines, |lines: Vec<String>, it| {
        lines.iter().map(|line| line.replace(&format!("{} {}", it.short, it.long), &it.long)).collect()
    })
}

/// How the pane is divided: a head, a rule, the conversation.
struct Parts {
    title: String,
    head: Vec<Line<'static>>,
    conversation: Rect,
}

impl Parts {
    fn of(dossier: &Dossier, look: &Look<'_>, area: Rect) -> Parts {
        let subject = Shown::line(&dossier.ticket.subject);
        let title = format!("#{} {subject}", dossier.ticket.id);
        // The frame has six cells of its own.
        let whole = subject.hidden() == 0 && width(&title) + 6 <= usize::from(area.width);
        let inner = pane::inside(area);
        if inner.is_empty() {
            return Parts { title, head: Vec::new(), conversation: Rect::ZERO };
        }
        let mut head = head(dossier, look, inner, whole);
        // The conversation keeps at least half of the pane.
        head.truncate(usize::from(inner.height / 2));
        head.extend(leaving(dossier, look));
        head.extend(refusals(dossier, look, inner));
        head.truncate(usize::from(inner.height - 1));
        let above = u16::try_from(head.len() + 1).unwrap_or(inner.height).min(inner.height);
        let conversation = Rect { y: inner.y + above, height: inner.height - above, ..inner };
        Parts { title, head, conversation }
    }
}

fn pending(dossier: &Dossier) -> Vec<ArticleId> {
    dossier.outbox.iter().filter(|it| it.state.is_pending()).map(article_of).collect()
}

/// The words that speak for the first suggested role.
fn counted(dossier: &Dossier) -> Vec<&str> {
    let suggestion = &dossier.suggestion;
    let for_first =
        suggestion.reasons.iter().filter(|it| suggestion.first().is_some_and(|first| first.role == it.role));
    for_first.map(|reason| reason.text.as_str()).collect()
}

fn conversation_of<'a>(dossier: &'a Dossier, pending: &'a [ArticleId], counted: &'a [&'a str]) -> Conversation<'a> {
    Conversation { ticket: dossier.ticket.id, articles: &dossier.articles, pending, counted }
}

fn article_of(entry: &OutboxEntry) -> ArticleId {
    entry.id.article_id()
}

/// What decides first: subject, state, the sentence, the clocks; then who and what.
///
/// `titled`: the title of the frame holds the whole subject already.
fn head(dossier: &Dossier, look: &Look<'_>, inner: Rect, titled: bool) -> Vec<Line<'static>> {
    let (ticket, mut sheet) = (&dossier.ticket, Sheet::new(look, inner.width));
    let roomy = inner.height >= ROOMY;
    if !titled {
        subject(ticket, look, &mut sheet);
    }
    state(ticket, look, &mut sheet);
    let scope = if ticket.emergency { "emergency" } else { "text.strong" };
    sheet.styled(&look.catalog.standing(&standing(ticket, look.now)), scope);
    super::customer::caller::badge_alone(ticket, look, &mut sheet);
    clocks(ticket, roomy, look, &mut sheet);
    passed_over(ticket, look, &mut sheet);
    handed(ticket, look, &mut sheet);
    super::incident::badge(ticket, look, &mut sheet);
    tied(dossier, look, &mut sheet);
    people(dossier, look, &mut sheet);
    details(ticket, look, &mut sheet);
    sheet.into_lines()
}

fn subject(ticket: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let hidden = Shown::line(&ticket.subject).hidden();
    let badge = match hidden {
        0 => String::new(),
        n => format!(" {} ", look.format("article-hidden", &[("n", i64::try_from(n).unwrap_or(i64::MAX).into())])),
    };
    let pieces = [
        (ticket.subject.as_str(), look.style("text.strong")),
        (if hidden > 0 { " " } else { "" }, look.style("text")),
        (badge.as_str(), look.style("text.hidden")),
    ];
    sheet.item(0, &pieces);
}

fn state(ticket: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let catalog = look.catalog;
    let (mark, priority_style) = look.priority_mark(ticket.priority);
    let priority = format!("{} {}", mark.trim(), catalog.priority(ticket.priority));
    let mut rest = vec![
        catalog.ticket_type(ticket.kind).into_owned(),
        catalog.channel(ticket.channel).into_owned(),
        catalog.language_name(ticket.language).into_owned(),
    ];
    rest.extend(ticket.site.clone());
    rest.extend(ticket.product.map(|it| catalog.product(it).into_owned()));
    rest.extend(ticket.duplicate_of.map(|it| look.format("ticket-duplicate", &[("ticket", it.to_string().into())])));
    if !ticket.spent.is_none() {
        rest.push(look.format("ticket-spent", &[("sum", catalog.time_spent(&ticket.spent).into())]));
    }
    let muted = look.style("text.muted");
    let mut status = catalog.status(ticket.status).into_owned();
    if let Some(until) = ticket.wake_at {
        status = format!("{status} {}", look.format("ticket-sleeps", &[("at", look.date_time(until).into())]));
    }
    let rest = format!(" · {}", rest.join(" · "));
    sheet.item(
        0,
        &[
            (&status, look.style("status")),
            (" · ", muted),
            (priority.trim(), priority_style),
            (&rest, look.style("text")),
        ],
    );
}

/// Each clock in a line of its own when there is room; else one after another.
fn clocks(ticket: &Facts, roomy: bool, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let clocks = &ticket.clocks;
    let each = [(ClockKind::FirstResponse, &clocks.first_response), (ClockKind::Resolution, &clocks.resolution)];
    let told: Vec<_> =
        each.into_iter().filter_map(|(kind, clock)| Some(clock_pieces(kind, clock.as_ref()?, look))).collect();
    let promised = ticket.promise.as_ref().map(|promise| promise_pieces(promise, look));
    if told.is_empty() && promised.is_none() {
        return sheet.styled(&look.text("clock-none"), "text.muted");
    }
    let muted = look.style("text.muted");
    if roomy {
        told.iter().for_each(|pieces| sheet.item(2, &borrowed(pieces)));
    } else {
        let gap = ("  ".to_string(), muted);
        let pieces = told.join(&gap);
        sheet.item(2, &borrowed(&pieces));
    }
    promised.iter().for_each(|pieces| sheet.item(2, &borrowed(pieces)));
}

fn borrowed(pieces: &[(String, Style)]) -> Vec<(&str, Style)> {
    pieces.iter().map(|(text, style)| (text.as_str(), *style)).collect()
}

/// `Resolution ‖3:05 paused, 3 h 05 min left · by 06:17 · target 4 h · paused 20 min`.
fn clock_pieces(kind: ClockKind, clock: &Clock, look: &Look<'_>) -> Vec<(String, Style)> {
    let sla = look.sla_clock(clock, kind);
    let mut rest = String::new();
    if clock.is_running() {
        let due = look.format("clock-due", &[("at", look.date_time(clock.due_at).into())]);
        rest.push_str(&format!(" · {due}"));
    }
    if clock.stopped_at.is_none() {
        let target = look.format("clock-target", &[("span", look.catalog.span(clock.target).into())]);
        rest.push_str(&format!(" · {target}"));
    }
    let stood = clock.paused_since.map_or(clock.paused, |since| clock.paused + (look.now - since));
    if stood.0 > 0 {
        rest.push_str(&format!(" · {}", look.format("clock-stood", &[("span", look.catalog.span(stood).into())])));
    }
    let (muted, style) = (look.style("text.muted"), look.style(sla.state.scope()));
    let label = format!("{} ", look.catalog.clock(kind));
    vec![(label, muted), (format!("{} {}", sla.short, sla.long), style), (rest, muted)]
}

/// `Promise 1:05 1 h 05 min left · by 03:30 · send the photos · Rita`; a settled one says whether it was kept.
fn promise_pieces(promise: &Promise, look: &Look<'_>) -> Vec<(String, Style)> {
    let muted = look.style("text.muted");
    let label = (format!("{} ", look.catalog.clock(ClockKind::Promise)), muted);
    let state = match promise.settled {
        None => {
            let sla = look.sla(&promise.clock());
            (format!("{} {}", sla.short, sla.long), look.style(sla.state.scope()))
        }
        Some(settled) => {
            let key = if settled.kept { "clock-kept" } else { "clock-missed" };
            (look.text(key).into_owned(), look.style(if settled.kept { "text" } else { "message.warning" }))
        }
    };
    let due = look.format("clock-due", &[("at", look.date_time(promise.due_at).into())]);
    let text = Shown::line(&promise.text).into_string();
    let parts = [due, text, look.holder(&promise.by)];
    let rest = parts.iter().filter(|part| !part.is_empty()).fold(String::new(), |all, part| all + " · " + part);
    vec![label, state, (rest, muted)]
}

/// To which step of the ladder it went, and what its holder leaves to the next shift.
fn handed(ticket: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    if let Some(it) = &ticket.escalation {
        let reason = Shown::line(&it.reason).into_string();
        let args = [("level", it.level.into()), ("name", look.operator(&it.by).into()), ("reason", reason.into())];
        sheet.styled(&look.format("ticket-escalated", &args), "message.warning");
    }
    if let Some(it) = &ticket.handover {
        let stands = look.catalog.handed(&it.stands, &|at| look.date_time(at), &|id| look.operator(id));
        let next = Shown::line(&it.next).into_string();
        let args = [("name", look.operator(&it.by).into()), ("stands", stands.into()), ("next", next.into())];
        sheet.styled(&look.format("ticket-handed", &args), "text.strong");
    }
}

/// Where it went, what is merged into it, and what it is linked to.
fn tied(dossier: &Dossier, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let ties = &dossier.ties;
    if let (Some(into), Some(it)) = (dossier.ticket.duplicate_of, &dossier.ticket.merged) {
        let (name, at) = (look.operator(&it.by), look.date_time(it.at));
        let args = [("ticket", into.to_string().into()), ("name", name.into()), ("at", at.into())];
        sheet.styled(&look.format("ticket-merged", &args), "message.warning");
    }
    let mut list = |key: &str, tickets: Vec<String>| {
        if !tickets.is_empty() {
            sheet.styled(&look.format(key, &[("tickets", tickets.join(", ").into())]), "text");
        }
    };
    let told = |ticket: &Facts| format!("{} ({})", ticket.id, look.catalog.status(ticket.status));
    list("ticket-duplicates", ties.duplicates.iter().map(|it| it.id.to_string()).collect());
    list("ticket-linked", ties.links.iter().map(|tie| told(&tie.ticket)).collect());
}

/// Who passed it over, and why.
fn passed_over(ticket: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    if ticket.skips.is_empty() {
        return;
    }
    let each = ticket.skips.iter().rev().take(skip::PASSED_OVER);
    let each = each.map(|it| format!("{} ({})", look.holder(&it.by), look.catalog.skip_reason(it.reason)));
    let n = i64::try_from(ticket.skips.len()).unwrap_or(i64::MAX);
    let args = [("n", n.into()), ("who", each.collect::<Vec<_>>().join(", ").into())];
    let scope = if ticket.is_passed_over() { "message.warning" } else { "text.muted" };
    sheet.styled(&look.format("ticket-skipped", &args), scope);
}

fn people(dossier: &Dossier, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let ticket = &dossier.ticket;
    let (muted, text) = (look.style("text.muted"), look.style("text"));
    let requester = format!("{} ", look.text("ticket-requester"));
    let owner = ticket
        .owner_role
        .map_or_else(|| look.text("unrouted").into_owned(), |role| format!("{role} {}", look.catalog.role(role)));
    let holder = ticket.assignee.as_ref().map_or_else(|| look.text("nobody").into_owned(), |it| look.holder(it));
    let mine = ticket.assignee.as_ref() == Some(look.me);
    sheet.item(
        2,
        &[(&requester, muted), (&ticket.requester_name, text), (&format!(" · {}", ticket.customer_name), muted)],
    );
    sheet.item(
        2,
        &[
            (&format!("{} ", look.text("ticket-owner")), muted),
            (&owner, text),
            (&format!(" · {} ", look.text("ticket-holder")), muted),
            (&holder, look.style(if mine { "queue.mine" } else { "text" })),
        ],
    );
}

fn details(ticket: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let muted = look.style("text.muted");
    let label = |key: &str| {
        let known = look.catalog.known("detail", key);
        format!("{} ", known.unwrap_or_else(|| key.to_string().into()))
    };
    let facts = ticket.details.iter().take(DETAILS_LIMIT);
    let mut facts: Vec<(String, String)> = facts.map(|(key, value)| (label(key), value.clone())).collect();
    if !ticket.tags.is_empty() {
        let tags: Vec<String> = ticket.tags.iter().take(DETAILS_LIMIT).map(|it| format!("#{it}")).collect();
        facts.push((format!("{} ", look.text("ticket-tags")), tags.join(" ")));
    }
    let mut pieces = Vec::new();
    for (at, (label, value)) in facts.iter().enumerate() {
        if at > 0 {
            pieces.push((" · ", muted));
        }
        pieces.extend([(label.as_str(), muted), (value.as_str(), look.style("text"))]);
    }
    if !pieces.is_empty() {
        sheet.item(2, &pieces);
    }
}

/// `◷ public reply: leaves in 12 s`, of the one that leaves first.
fn leaving(dossier: &Dossier, look: &Look<'_>) -> Option<Line<'static>> {
    let mut lingers = dossier.outbox.iter().filter_map(|it| Some((it, it.lingers(look.now)?)));
    let (entry, left) = lingers.next()?;
    let action = super::outbox::action_words(&entry.operation.action, look);
    let args = [("action", action.into()), ("span", look.catalog.span(left).into())];
    Some(Line::styled(format!("◷ {}", look.format("ticket-leaves", &args)), look.style("sync.pending")))
}

/// Refused operations of this ticket, the newest first, each with what to do: two of them, and how many more there are.
fn refusals(dossier: &Dossier, look: &Look<'_>, inner: Rect) -> Vec<Line<'static>> {
    const SHOWN: usize = 2;
    let name = |id: &OperatorId| look.operator(id);
    let refused: Vec<_> = dossier
        .outbox
        .iter()
        .filter_map(|it| if let OutboxState::Refused { refusal } = &it.state { Some((it, refusal)) } else { None })
        .collect();
    let mut lines = Vec::new();
    for (entry, refusal) in refused.iter().rev().take(SHOWN) {
        let said = look.catalog.refusal(refusal, &name);
        let what = super::outbox::action_words(&entry.operation.action, look);
        let head = format!("✗ {}: ", look.format("ticket-refused", &[("action", what.into())]));
        let pieces = [
            (head.as_str(), look.style("outbox.refused")),
            (said.what.as_str(), look.style("text")),
            (" ", look.style("text")),
            (said.hint.as_str(), look.style("text.muted")),
        ];
        lines.extend(wrap_pieces(&pieces, usize::from(inner.width), 2));
    }
    if let Some(more) = refused.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let more = look.format("ticket-refused-more", &[("n", i64::try_from(more).unwrap_or(i64::MAX).into())]);
        lines.push(Line::styled(more, look.style("outbox.refused")));
    }
    lines.truncate(usize::from(inner.height / 3));
    lines
}

#[cfg(test)]
mod tests;
