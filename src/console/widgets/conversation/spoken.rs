//! The conversation to be read aloud: each message as lines of text.

use super::{Drawn, Message, count, kind};
use crate::console::look::Look;
use crate::console::text::Shown;
use crate::domain::Dossier;

/// So many are read, the newest.
const READ: usize = 40;
/// Nothing is wrapped.
const CELLS: usize = u16::MAX as usize;

/// One message: which article it is, and what is read of it.
#[derive(Debug)]
pub struct Spoken {
    pub article: usize,
    /// Who wrote it, to whom, and when.
    pub head: String,
    pub lines: Vec<String>,
}

/// The newest messages, the oldest of them first.
pub fn messages(dossier: &Dossier, look: &Look<'_>) -> Vec<Spoken> {
    let articles = &dossier.articles;
    let pending: Vec<_> =
        dossier.outbox.iter().filter(|it| it.state.is_pending()).map(|it| it.id.article_id()).collect();
    let newest = articles.iter().enumerate().skip(articles.len().saturating_sub(READ));
    let message = |(at, article)| {
        let message = Message::new(at, article, &[], 0, CELLS);
        let from = Some(article.ticket).filter(|it| *it != dossier.ticket.id);
        let drawn = Drawn { message: &message, article, pending: pending.contains(&article.id), from, look };
        let lines = message.text.lines().map(str::trim_end).filter(|line| !line.is_empty());
        let mut lines: Vec<String> = lines.map(str::to_string).collect();
        if message.left_out > 0 {
            lines.push(look.format("article-more", &[("kib", count(message.left_out.div_ceil(1024)))]));
        }
        Spoken { article: at, head: drawn.spoken_head(), lines }
    };
    newest.map(message).collect()
}

impl Drawn<'_> {
    /// `public reply, not sent yet, Rui Valverde, 03:12, 5 min ago`.
    fn spoken_head(&self) -> String {
        let look = self.look;
        let mut said = vec![look.text(kind(self.article).word).into_owned()];
        if self.pending {
            said.push(look.text("article-pending").into_owned());
        }
        if self.message.text.hidden() > 0 {
            said.push(look.format("article-hidden", &[("n", count(self.message.text.hidden()))]));
        }
        said.extend(self.from.map(|it| format!("#{it}")));
        said.push(Shown::line(&self.article.author.name).into_string());
        said.push(self.facts().trim().replace(" · ", ", ").replace("  ", ", "));
        said.join(", ")
    }
}
