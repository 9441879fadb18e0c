//! The conversations: articles by their ticket, oldest first.

use super::{StoreError, Tx, search, sum};
use crate::domain::{Article, ArticleId, TicketId};

/// The whole conversation, oldest first; what came at the same instant stays in the order of its arrival.
pub fn articles(tx: &mut dyn Tx, ticket: TicketId) -> Result<Vec<Article>, StoreError> {
    let rows = tx.query("select body from article where ticket = $1 order by at_ms, n", &[ticket.0.into()])?;
    rows.iter().map(|row| Ok(serde_json::from_str(row.text(0)?)?)).collect()
}

/// What was said first.
pub fn opening(tx: &mut dyn Tx, ticket: TicketId) -> Result<Option<Article>, StoreError> {
    let sql = "select body from article where ticket = $1 order by at_ms, n limit 1";
    let row = tx.first(sql, &[ticket.0.into()])?;
    row.map(|row| Ok(serde_json::from_str(row.text(0)?)?)).transpose()
}

pub fn get(tx: &mut dyn Tx, id: &ArticleId) -> Result<Option<Article>, StoreError> {
    let row = tx.first("select body from article where id = $1", &[id.as_str().into()])?;
    row.map(|row| Ok(serde_json::from_str(row.text(0)?)?)).transpose()
}

/// Puts an article in place of the one of its id. Its ticket need not be there yet.
pub fn put(tx: &mut dyn Tx, seq: i64, article: &Article) -> Result<(), StoreError> {
    let body = serde_json::to_string(article)?;
    let sum = sum::of(seq, &body);
    let stored = tx.first("select ticket, n, body from article where id = $1", &[article.id.as_str().into()])?;
    let n = match stored {
        Some(row) if row.int(0)? == article.ticket.0 => {
            if row.text(2)? == body {
                // Only its number is new: the text is searchable already.
                let params = [seq.into(), sum.into(), article.id.as_str().into()];
                return tx.execute("update article set seq = $1, sum = $2 where id = $3", &params).map(drop);
            }
            row.int(1)?
        }
        Some(_) => {
            remove(tx, &article.id)?;
            next(tx, article.ticket)?
        }
        None => next(tx, article.ticket)?,
    };
    let sql = "insert into article (id, seq, body, ticket, n, at_ms, sum) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (id) do update
        set seq = excluded.seq, body = excluded.body, at_ms = excluded.at_ms, sum = excluded.sum";
    let id = article.id.as_str().into();
    let (ticket, at) = (article.ticket.0.into(), article.at.into());
    tx.execute(sql, &[id, seq.into(), body.into(), ticket, n.into(), at, sum.into()])?;
    search::put(tx, article.ticket, n, &article.body)
}

/// Puts an article if there is none of its id. Says whether it was put.
pub(super) fn insert_new(tx: &mut dyn Tx, seq: i64, article: &Article) -> Result<bool, StoreError> {
    let sql = "insert into article (id, seq, body, ticket, n, at_ms, sum)
        values ($1, $2, $3, $4, (select coalesce(max(n), 0) + 1 from article where ticket = $4), $5, $6)
        on conflict (id) do nothing returning n";
    let body = serde_json::to_string(article)?;
    let sum = sum::of(seq, &body);
    let (id, ticket) = (article.id.as_str().into(), article.ticket.0.into());
    match tx.first(sql, &[id, seq.into(), body.into(), ticket, article.at.into(), sum.into()])? {
        Some(row) => search::put(tx, article.ticket, row.int(0)?, &article.body).map(|()| true),
        None => Ok(false),
    }
}

pub fn remove(tx: &mut dyn Tx, id: &ArticleId) -> Result<(), StoreError> {
    let removed = tx.first("delete from article where id = $1 returning ticket, n", &[id.as_str().into()])?;
    match removed {
        Some(row) => search::forget(tx, TicketId(row.int(0)?), row.int(1)?),
        None => Ok(()),
    }
}

/// The number for the next article of a ticket. That of one removed from the end is used again.
fn next(tx: &mut dyn Tx, ticket: TicketId) -> Result<i64, StoreError> {
    let row = tx.first("select coalesce(max(n), 0) + 1 from article where ticket = $1", &[ticket.0.into()])?;
    row.map_or(Ok(1), |row| row.int(0))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, NOW, article};
    use super::*;
    use crate::domain::Span;

    #[test]
    fn a_conversation_is_read_oldest_first_whatever_came_first() {
        let fixture = Fixture::new();
        let mut late = article(7, "a", "late");
        late.at = NOW + Span::minutes(1);
        let (early, same) = (article(7, "b", "early"), article(7, "c", "same instant"));
        fixture.with(|tx| [&late, &early, &same].into_iter().try_for_each(|it| put(tx, 1, it)));
        assert_eq!(fixture.with(|tx| articles(tx, TicketId(7))), [early, same, late]);
    }

    #[test]
    fn an_article_put_again_takes_the_place_of_the_first() {
        let fixture = Fixture::new();
        let (preview, mut mine) = (article(7, "d:1", "hello"), article(7, "d:1", "hello"));
        mine.at = NOW + Span::seconds(2);
        fixture.with(|tx| put(tx, 1, &preview).and_then(|()| put(tx, 2, &mine)).and_then(|()| put(tx, 3, &mine)));
        assert_eq!(fixture.with(|tx| articles(tx, TicketId(7))), [mine]);
    }
}
