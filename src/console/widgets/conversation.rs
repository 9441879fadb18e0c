//! The conversation of a ticket: its messages, oldest first, wrapped once and drawn line by line.
//!
//! Who wrote, which way it went and who may read it stand in the head of each message as a mark and a word, so
//! that they can be told apart without colour: `◂` from the customer, `▸` a public reply, `▪` an internal comment,
//! which also carries its mark along its left edge.

mod counted;
pub mod spoken;

use super::scroll::{Extent, Scroll};
use super::sheet::more_marks;
use crate::console::look::Look;
use crate::console::text::{Shown, truncate, width, wrap};
use crate::domain::{Article, ArticleId, AuthorKind, Direction, OperatorId, TicketId, Visibility};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// So much of one message is shown, in bytes: a reply has 64 KiB at most, and a message of a megabyte must not
/// hold up a frame.
const MESSAGE_LIMIT: usize = 64 * 1024;
/// So many messages are shown, the newest, and of all together so many bytes.
const MESSAGES_LIMIT: usize = 400;
const CONVERSATION_LIMIT: usize = 1024 * 1024;
/// So many conversations stay wrapped: back and forth between a few tickets costs nothing.
const THREADS_LIMIT: usize = 8;

/// Conversations that are wrapped already. Belongs to the view; bounded.
#[derive(Debug, Default)]
pub struct Cache {
    threads: VecDeque<Thread>,
}

/// One wrapped conversation.
#[derive(Debug)]
struct Thread {
    ticket: TicketId,
    /// Of everything that the wrapping depends on.
    fingerprint: u64,
    messages: Vec<Message>,
    lines: usize,
}

#[derive(Debug)]
struct Message {
    /// Its place among the articles.
    article: usize,
    /// The line of its head, counted from the start of the conversation.
    first_line: usize,
    text: Shown,
    lines: Vec<BodyLine>,
    /// Where in its text routing found words that counted.
    counted: Vec<Range<usize>>,
    /// Bytes of its text that are not shown.
    left_out: usize,
}

#[derive(Debug)]
struct BodyLine {
    range: Range<usize>,
    /// Repeats an older message.
    quoted: bool,
}

impl Message {
    /// Head, body, the line that says what is missing, and a blank line.
    fn height(&self) -> usize {
        self.lines.len() + 2 + usize::from(self.left_out > 0)
    }
}

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Conversation<'a> {
    pub ticket: TicketId,
    pub articles: &'a [Article],
    /// Those that have not reached the desk yet.
    pub pending: &'a [ArticleId],
    /// Words of the customer's first message that routing counted.
    pub counted: &'a [&'a str],
}

impl Cache {
    fn thread(&mut self, conversation: &Conversation<'_>, cells: usize) -> Option<&Thread> {
        let fingerprint = fingerprint(conversation, cells);
        let found = self.threads.iter().position(|it| it.ticket == conversation.ticket);
        let known = found.and_then(|at| self.threads.remove(at)).filter(|it| it.fingerprint == fingerprint);
        let thread = known.unwrap_or_else(|| Thread::new(conversation, cells, fingerprint));
        self.threads.push_front(thread);
        self.threads.truncate(THREADS_LIMIT);
        self.threads.front()
    }
}

/// How long a conversation is: what a key that scrolls has to know. Counted again only when it changes.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    fingerprint: u64,
    lines: usize,
}

impl Measured {
    /// As [`view`] draws it into that area.
    pub fn extent(&mut self, conversation: &Conversation<'_>, area: Rect) -> Extent {
        let fingerprint = fingerprint(conversation, body_cells(area));
        if self.fingerprint != fingerprint || self.lines == 0 {
            let lines = Thread::new(conversation, body_cells(area), fingerprint).lines;
            *self = Measured { fingerprint, lines };
        }
        Extent { lines: self.lines, height: usize::from(area.height) }
    }
}

/// How wide the text of a message is.
fn body_cells(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(EDGE).max(1))
}

/// Articles never change under one id but in length; a ticket's version is not needed.
fn fingerprint(conversation: &Conversation<'_>, cells: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    (conversation.ticket.0, cells, conversation.articles.len(), conversation.counted).hash(&mut hasher);
    for article in &conversation.articles[skipped(conversation.articles)..] {
        (&article.id, article.body.len(), article.at).hash(&mut hasher);
    }
    hasher.finish()
}

/// How many of the oldest messages are not shown.
fn skipped(articles: &[Article]) -> usize {
    let mut room = CONVERSATION_LIMIT;
    let fits = articles.iter().rev().take(MESSAGES_LIMIT).take_while(|article| {
        let size = article.body.len().min(MESSAGE_LIMIT);
        let fits = size <= room;
        room = room.saturating_sub(size);
        fits
    });
    articles.len() - fits.count()
}

impl Thread {
    fn new(conversation: &Conversation<'_>, cells: usize, fingerprint: u64) -> Thread {
        let skipped = skipped(conversation.articles);
        // The first line says how many older ones there are.
        let mut lines = usize::from(skipped > 0);
        let mut messages = Vec::new();
        let opens = |it: &Article| it.direction == Direction::Inbound && it.ticket == conversation.ticket;
        let opening = conversation.articles.iter().position(opens);
        for (at, article) in conversation.articles.iter().enumerate().skip(skipped) {
            let counted = if opening == Some(at) { conversation.counted } else { &[] };
            let message = Message::new(at, article, counted, lines, cells);
            lines += message.height();
            messages.push(message);
        }
        Thread { ticket: conversation.ticket, fingerprint, messages, lines }
    }
}

impl Message {
    fn new(article: usize, source: &Article, counted: &[&str], first_line: usize, cells: usize) -> Message {
        let limit = source.body.floor_char_boundary(MESSAGE_LIMIT);
        let text = Shown::block(source.body[..limit].trim_end());
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.lines() {
            let quoted = line.trim_start().starts_with('>');
            let pieces = wrap(line, cells).into_iter();
            lines.extend(pieces.map(|it| BodyLine { range: start + it.start..start + it.end, quoted }));
            start += line.len() + 1;
        }
        let counted = counted::places(text.as_str(), counted);
        Message { article, first_line, text, lines, counted, left_out: source.body.len() - limit }
    }
}

/// The look of one message by who may read it and which way it went.
struct Kind {
    mark: &'static str,
    word: &'static str,
    scope: &'static str,
    /// Along the left edge of its text.
    edge: &'static str,
}

fn kind(article: &Article) -> Kind {
    match (article.visibility, article.direction) {
        (Visibility::Internal, _) => {
            Kind { mark: "▪", word: "article-internal", scope: "article.internal", edge: "▪ " }
        }
        (Visibility::Public, Direction::Inbound) => {
            Kind { mark: "◂", word: "article-inbound", scope: "article.inbound", edge: "  " }
        }
        (Visibility::Public, _) => {
            Kind { mark: "▸", word: "article-outbound", scope: "article.outbound", edge: "  " }
        }
    }
}

/// The cells of that edge.
const EDGE: u16 = 2;
/// Under this width, the head of a message keeps to what tells messages apart.
const NARROW: u16 = 60;

/// Draws the part of the conversation that is in view.
pub fn view(
    conversation: &Conversation<'_>,
    scroll: &Scroll,
    cache: &mut Cache,
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
) {
    if area.is_empty() {
        return;
    }
    if conversation.articles.is_empty() {
        let empty = look.text("thread-empty");
        buf.set_stringn(area.x, area.y, empty, usize::from(area.width), look.style("text.muted"));
        return;
    }
    let cells = body_cells(area);
    let Some(thread) = cache.thread(conversation, cells) else { return };
    let height = usize::from(area.height);
    let top = scroll.top(Extent { lines: thread.lines, height });
    let skipped = skipped(conversation.articles);
    if top == 0 && skipped > 0 {
        let older = look.format("thread-older", &[("n", count(skipped))]);
        buf.set_stringn(area.x, area.y, older, usize::from(area.width), look.style("text.muted"));
    }
    let first = thread.messages.partition_point(|it| it.first_line + it.height() <= top);
    for message in &thread.messages[first..] {
        if message.first_line >= top + height {
            break;
        }
        let Some(article) = conversation.articles.get(message.article) else { continue };
        let from = Some(article.ticket).filter(|it| *it != conversation.ticket);
        let drawn = Drawn { message, article, pending: conversation.pending.contains(&article.id), from, look };
        for line in 0..message.height() {
            let Some(row) = (message.first_line + line).checked_sub(top).filter(|row| *row < height) else { continue };
            let y = area.y + u16::try_from(row).unwrap_or(0);
            drawn.line(line, Rect { y, height: 1, ..area }, buf);
        }
    }
    more_marks(top, thread.lines.saturating_sub(top + height), look, area, buf);
}

fn count(n: usize) -> crate::i18n::Arg<'static> {
    i64::try_from(n).unwrap_or(i64::MAX).into()
}

struct Drawn<'a> {
    message: &'a Message,
    article: &'a Article,
    pending: bool,
    /// It was said on a ticket that is merged into this one.
    from: Option<TicketId>,
    look: &'a Look<'a>,
}

impl Drawn<'_> {
    fn line(&self, line: usize, area: Rect, buf: &mut Buffer) {
        match line {
            0 => self.head(area, buf),
            line if line <= self.message.lines.len() => self.body(&self.message.lines[line - 1], area, buf),
            line if line + 1 < self.message.height() => {
                let kib = count(self.message.left_out.div_ceil(1024));
                let more = self.look.format("article-more", &[("kib", kib)]);
                let cells = usize::from(area.width.saturating_sub(EDGE));
                buf.set_stringn(area.x + EDGE.min(area.width), area.y, more, cells, self.look.style("message.warning"));
            }
            _ => {}
        }
    }

    fn body(&self, line: &BodyLine, area: Rect, buf: &mut Buffer) {
        let kind = kind(self.article);
        buf.set_stringn(area.x, area.y, kind.edge, usize::from(area.width), self.look.style(kind.scope));
        let Some(text) = self.message.text.as_str().get(line.range.clone()) else { return };
        let scope = if line.quoted { "text.quote" } else { "text" };
        let x = area.x + EDGE.min(area.width);
        let cells = usize::from(area.width.saturating_sub(EDGE));
        if self.message.text.hidden() == 0 || line.quoted {
            buf.set_stringn(x, area.y, text, cells, self.look.style(scope));
        } else {
            draw_hidden(text, Rect { x, width: area.width.saturating_sub(EDGE), ..area }, self.look, buf);
        }
        let room = Rect { x, width: area.width.saturating_sub(EDGE), ..area };
        let style = self.look.style("routing.reason");
        counted::mark(self.message.text.as_str(), &line.range, &self.message.counted, style, room, buf);
    }

    /// Mark, word, who, by what way, when; and what has to be known about it.
    fn head(&self, area: Rect, buf: &mut Buffer) {
        let (look, article) = (self.look, self.article);
        let kind = kind(article);
        let strong = look.style(kind.scope);
        let muted = look.style("text.muted");
        let mut pieces: Vec<(String, Style)> = vec![(format!("{} {}", kind.mark, look.text(kind.word)), strong)];
        if let Some(ticket) = self.from {
            pieces.push((format!(" #{ticket}"), look.style("text.strong")));
        }
        if self.pending {
            pieces.push((format!(" ↑ {}", look.text("article-pending")), look.style("article.pending")));
        }
        if self.message.text.hidden() > 0 {
            let badge = look.format("article-hidden", &[("n", count(self.message.text.hidden()))]);
            pieces.push((" ".into(), muted));
            pieces.push((format!(" {badge} "), look.style("text.hidden")));
        }
        let name = (format!("  {}", Shown::line(&article.author.name)), look.style("text.strong"));
        // Where not everything fits, the hour is worth more than the end of a name.
        if area.width < NARROW {
            pieces.push((format!("  {}", look.date_time(article.at)), muted));
            pieces.push(name);
        } else {
            pieces.extend([name, (self.facts(), muted)]);
        }
        let mut x = area.x;
        for (piece, style) in pieces {
            let room = usize::from(area.right().saturating_sub(x));
            (x, _) = buf.set_stringn(x, area.y, truncate(&piece, room), room, style);
            if width(&piece) > room {
                break;
            }
        }
    }

    /// In what capacity they wrote, when, and by what way.
    fn facts(&self) -> String {
        let (look, article) = (self.look, self.article);
        let mut facts = match article.author.kind {
            AuthorKind::AccountTeam => format!(" ({})", look.text("author-account_team")),
            AuthorKind::System => format!(" ({})", look.text("author-system")),
            AuthorKind::Contact | AuthorKind::Operator => String::new(),
        };
        facts.push_str(&format!("  {} · {}", look.date_time(article.at), look.ago(article.at)));
        if let Some(channel) = article.channel {
            facts.push_str(&format!(" · {}", look.catalog.channel(channel)));
        }
        if let Some(by) = &article.recorded_by {
            let by = look.operator(&OperatorId::new(by));
            facts.push_str(&format!(" · {}", look.format("article-recorded", &[("name", by.into())])));
        }
        facts
    }
}

/// A line in which what stands for a hidden character is told apart from a letter that only looks like it.
fn draw_hidden(text: &str, area: Rect, look: &Look<'_>, buf: &mut Buffer) {
    let (plain, hidden) = (look.style("text"), look.style("text.hidden"));
    let stands_for = |it: char| it == '\u{FFFD}' || ('\u{2400}'..='\u{2421}').contains(&it);
    let (mut x, mut rest) = (area.x, text);
    while let Some(first) = rest.chars().next().filter(|_| x < area.right()) {
        let marked = stands_for(first);
        let end = rest.find(|it| stands_for(it) != marked).unwrap_or(rest.len());
        let room = usize::from(area.right() - x);
        (x, _) = buf.set_stringn(x, area.y, &rest[..end], room, if marked { hidden } else { plain });
        rest = &rest[end..];
    }
}

#[cfg(test)]
mod tests;
