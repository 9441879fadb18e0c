//! What held a reply back: the replies that went to the customer before it, for its author to read.

use crate::domain::{Action, Article, ArticleId, Direction, OutboxEntry, OutboxState, Refusal, Visibility};
use crate::store::{StoreError, Tx, conversation, tickets};
use std::collections::BTreeSet;

/// Of each reply the newest of those that came before it are shown, and of so many replies.
const SHOWN: usize = 3;
const ENTRIES: usize = 50;

/// Puts beside each reply that is held what held it, as far as it has been read.
pub fn add_newer(tx: &mut dyn Tx, entries: &mut [OutboxEntry]) -> Result<(), StoreError> {
    let pending = entries.iter().filter(|entry| entry.state.is_pending());
    let own: BTreeSet<ArticleId> = pending.map(|entry| entry.id.article_id()).collect();
    for entry in entries.iter_mut().rev().filter(|entry| is_held(entry)).take(ENTRIES) {
        let (id, Action::Reply { seen, .. }) = (entry.operation.ticket, &entry.operation.action) else { continue };
        let mut replies = conversation::articles(tx, id)?;
        replies.retain(is_reply);
        let all = replies.len();
        replies.retain(|article| !own.contains(&article.id));
        // The ticket counts them all, also those that are not here; our own that wait lie on top.
        let counted = tickets::get(tx, id)?.map_or(0, |ticket| ticket.replies) - seen;
        let unseen = usize::try_from(counted).unwrap_or(0).saturating_sub(all - replies.len()).clamp(1, SHOWN);
        entry.newer = replies.split_off(replies.len().saturating_sub(unseen));
    }
    Ok(())
}

fn is_held(entry: &OutboxEntry) -> bool {
    matches!(entry.state, OutboxState::Refused { refusal: Refusal::NewerReply })
}

fn is_reply(article: &Article) -> bool {
    article.visibility == Visibility::Public && article.direction == Direction::Outbound
}
