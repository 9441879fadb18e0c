//! The overlay: the desk's version of a ticket with our operations on it, in order.
//!
//! An operation is previewed by the same function by which the server commits it, so that what the screen shows
//! is what will stand there, unless somebody else was faster.

use super::outbox::Entry;
use crate::domain::operation::{self, Context, Effect};
use crate::domain::{Action, Article, ArticleId, Policy, Refusal, Ticket, TicketId};
use crate::store::{StoreError, Tx, check, conversation, tickets};
use std::collections::BTreeSet;

/// A ticket with operations on it, and the articles that they write. One that no longer applies changes nothing
/// here: the desk will say so. A reply that will be held, because a newer one came first or the ticket was merged, is still
/// shown: until the desk has decided, its author must not miss it.
pub fn fold(base: &Ticket, entries: &[&Entry], policy: &Policy) -> (Ticket, Vec<Article>) {
    let (mut ticket, mut articles) = (base.clone(), Vec::new());
    for entry in entries {
        let article = entry.id.article_id();
        let context = Context {
            actor: &entry.by.operator,
            actor_name: &entry.by.name,
            at: entry.made_at,
            article: &article,
            policy,
            other: None,
        };
        match operation::apply(&mut ticket, &entry.operation.action, &context) {
            Ok(Effect::Changed { article }) => articles.extend(article),
            Err(Refusal::NewerReply | Refusal::Merged { .. }) => {
                articles.extend(undecided(&ticket, &entry.operation.action, &context));
            }
            _ => {}
        }
    }
    (ticket, articles)
}

/// What the reply would be, if nobody had been faster.
fn undecided(ticket: &Ticket, action: &Action, context: &Context<'_>) -> Option<Article> {
    let Action::Reply { body, seen, .. } = action else { return None };
    let sent = Action::Reply { body: body.clone(), seen: *seen, force: true };
    match operation::apply(&mut Ticket { duplicate_of: None, ..ticket.clone() }, &sent, context) {
        Ok(Effect::Changed { article }) => article,
        _ => None,
    }
}

/// The desk's version of a ticket on which operations of ours lie.
pub fn base(tx: &mut dyn Tx, id: TicketId) -> Result<Option<(i64, Ticket)>, StoreError> {
    let row = tx.first("select seq, body from ticket_base where ticket = $1", &[id.0.into()])?;
    row.map(|row| Ok((row.int(0)?, serde_json::from_str(row.text(1)?)?))).transpose()
}

pub fn put_base(tx: &mut dyn Tx, seq: i64, ticket: &Ticket) -> Result<(), StoreError> {
    let sql = "insert into ticket_base (ticket, seq, body, sum) values ($1, $2, $3, $4)
        on conflict (ticket) do update set seq = excluded.seq, body = excluded.body, sum = excluded.sum";
    let body = serde_json::to_string(ticket)?;
    let sum = check::sum(seq, &body);
    tx.execute(sql, &[ticket.id.0.into(), seq.into(), body.into(), sum.into()]).map(drop)
}

/// The transaction that last touched the ticket, as far as the desk has told of it; None if it is not here.
pub fn seq_below(tx: &mut dyn Tx, id: TicketId) -> Result<Option<i64>, StoreError> {
    match tx.first("select seq from ticket_base where ticket = $1", &[id.0.into()])? {
        Some(row) => row.int(0).map(Some),
        None => tickets::seq_of(tx, id),
    }
}

/// The desk's versions that our operations lie on and that have changed on the disk are doubted, with their tickets.
pub fn doubt_unsound_bases(tx: &mut dyn Tx) -> Result<usize, StoreError> {
    let rows = tx.query("select ticket, seq, body, sum from ticket_base", &[])?;
    let mut doubted = 0;
    for row in &rows {
        let sum = row.text(2).ok().zip(row.int(1).ok()).map(|(body, seq)| check::sum(seq, body));
        if sum.is_none() || sum != row.int(3).ok() {
            let id = row.int(0)?;
            tx.execute("update ticket_base set seq = $1 where ticket = $2", &[check::DOUBTED.into(), id.into()])?;
            tx.execute("update ticket set seq = $1 where id = $2", &[check::DOUBTED.into(), id.into()])?;
            doubted += 1;
        }
    }
    Ok(doubted)
}

/// As [`check::forget_numbers`], for the desk's versions that our operations lie on.
pub fn forget_numbers_of_bases(tx: &mut dyn Tx, above: i64) -> Result<(), StoreError> {
    for row in tx.query("select ticket, seq, body from ticket_base where seq > $1", &[above.into()])? {
        let params = [0.into(), check::sum(0, row.text(2)?).into(), row.int(0)?.into()];
        tx.execute("update ticket_base set seq = $1, sum = $2 where ticket = $3", &params)?;
    }
    Ok(())
}

/// The articles that the desk has not told of.
pub fn previews(tx: &mut dyn Tx) -> Result<BTreeSet<ArticleId>, StoreError> {
    let rows = tx.query("select article from preview", &[])?;
    rows.iter().map(|row| row.text(0).map(ArticleId::new)).collect()
}

pub fn remove_base(tx: &mut dyn Tx, id: TicketId) -> Result<(), StoreError> {
    tx.execute("delete from ticket_base where ticket = $1", &[id.0.into()]).map(drop)
}

/// All tickets that have a base.
pub fn with_base(tx: &mut dyn Tx) -> Result<Vec<TicketId>, StoreError> {
    let rows = tx.query("select ticket from ticket_base union select ticket from preview", &[])?;
    rows.iter().map(|row| row.int(0).map(TicketId)).collect()
}

/// Makes the ticket's row what it should be with these operations of ours on it (of this ticket, in order; those
/// that the desk has decided already left out). `waits` says whether any has not come back from the desk.
pub fn refold(
    tx: &mut dyn Tx,
    id: TicketId,
    entries: &[&Entry],
    waits: bool,
    policy: &Policy,
) -> Result<(), StoreError> {
    remove_previews(tx, id)?;
    tickets::mark_pending(tx, id, waits)?;
    let Some((seq, base)) = base_or_row(tx, id)? else { return Ok(()) };
    let (ticket, articles) = fold(&base, entries, policy);
    tickets::put(tx, seq, &ticket)?;
    match entries.is_empty() && !waits {
        true => remove_base(tx, id)?,
        false => put_base(tx, seq, &base)?,
    }
    for article in articles {
        preview(tx, &article)?;
    }
    Ok(())
}

fn base_or_row(tx: &mut dyn Tx, id: TicketId) -> Result<Option<(i64, Ticket)>, StoreError> {
    if let Some(base) = base(tx, id)? {
        return Ok(Some(base));
    }
    let Some(ticket) = tickets::get(tx, id)? else { return Ok(None) };
    Ok(Some((tickets::seq_of(tx, id)?.unwrap_or_default(), ticket)))
}

/// Shows an article that the desk has not told of.
fn preview(tx: &mut dyn Tx, article: &Article) -> Result<(), StoreError> {
    if conversation::get(tx, &article.id)?.is_some() {
        return Ok(());
    }
    let sql = "insert into preview (article, ticket) values ($1, $2)";
    tx.execute(sql, &[article.id.as_str().into(), article.ticket.0.into()])?;
    conversation::put(tx, 0, article)
}

fn remove_previews(tx: &mut dyn Tx, id: TicketId) -> Result<(), StoreError> {
    for row in tx.query("delete from preview where ticket = $1 returning article", &[id.0.into()])? {
        conversation::remove(tx, &ArticleId::new(row.text(0)?))?;
    }
    Ok(())
}

/// Forgets that an article was a preview, because the desk has told of it: the real one takes its place.
pub fn preview_came_true(tx: &mut dyn Tx, id: &ArticleId) -> Result<(), StoreError> {
    match tx.execute("delete from preview where article = $1", &[id.as_str().into()])? {
        0 => Ok(()),
        _ => conversation::remove(tx, id),
    }
}
