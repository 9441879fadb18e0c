//! Full text of subjects and conversations.
//!
//! Each subject and each article is a document with a number of its own; the number tells the ticket, so that a
//! ticket is found from a document, and the documents of a ticket from the ticket, without a table between.

use super::{StoreError, Tx, dialect};
use crate::domain::TicketId;

/// Documents a ticket can have. Articles beyond are kept and shown, and not found by their words.
const DOCUMENTS: i64 = 4096;
/// So much of a text is searched, in bytes: a log file pasted into a mail is not read to its end.
const TEXT_LIMIT: usize = 64 * 1024;

/// The document of a ticket's subject (0) or of its `n`-th article; None beyond the last that is kept.
fn document(ticket: TicketId, n: i64) -> Option<i64> {
    let base = ticket.0.checked_mul(DOCUMENTS)?;
    (0..DOCUMENTS).contains(&n).then_some(base + n)
}

pub(super) fn put(tx: &mut dyn Tx, ticket: TicketId, n: i64, text: &str) -> Result<(), StoreError> {
    let Some(document) = document(ticket, n) else { return Ok(()) };
    let text = &text[..text.floor_char_boundary(TEXT_LIMIT)];
    tx.execute(dialect::SEARCH_PUT, &[document.into(), text.into()]).map(drop)
}

pub(super) fn forget(tx: &mut dyn Tx, ticket: TicketId, n: i64) -> Result<(), StoreError> {
    let Some(document) = document(ticket, n) else { return Ok(()) };
    tx.execute(dialect::SEARCH_FORGET, &[document.into(), document.into()]).map(drop)
}

pub(super) fn forget_ticket(tx: &mut dyn Tx, ticket: TicketId) -> Result<(), StoreError> {
    let Some(first) = document(ticket, 0) else { return Ok(()) };
    tx.execute(dialect::SEARCH_FORGET, &[first.into(), (first + DOCUMENTS - 1).into()]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, article, reader, ticket};
    use super::super::{conversation, tickets, window};
    use crate::domain::{ArticleId, Filter, Sort, Ticket, TicketId};
    use proptest::prelude::*;

    fn desk() -> Fixture {
        let fixture = Fixture::new();
        let subjects = [(1, "Perda de energía no cage 3"), (2, "Cross connect LS1"), (-3, "Connect: cross it")];
        fixture.with(|tx| {
            for (n, subject) in subjects {
                tickets::put(tx, 1, &Ticket { subject: subject.into(), ..ticket(n) })?;
            }
            conversation::put(tx, 1, &article(1, "a", "A configuração está em baixo"))?;
            conversation::put(tx, 1, &article(2, "b", "em baixo desde ontem"))
        });
        fixture
    }

    fn found(fixture: &Fixture, query: &str) -> Vec<i64> {
        let filter = Filter { sort: Sort::Number, ..Filter::parse(query).unwrap() };
        let rows = fixture.with(|tx| window::page(tx, &filter, None, 10, &reader()));
        rows.iter().map(|row| row.id.0).collect()
    }

    #[test]
    fn words_are_found_in_subject_and_conversation_without_case_and_accents() {
        let fixture = desk();
        assert_eq!(found(&fixture, "ENERGIA"), [1]);
        assert_eq!(found(&fixture, "energia configuracao"), [1], "one in the subject, one in an article");
        assert_eq!(found(&fixture, "baixo"), [1, 2]);
        assert_eq!(found(&fixture, "baixo -ontem"), [1]);
        assert_eq!(found(&fixture, "cross"), [-3, 2]);
        assert_eq!(found(&fixture, "\"cross connect\""), [2]);
    }

    #[test]
    fn only_the_last_word_may_be_in_the_making() {
        let fixture = desk();
        assert_eq!(found(&fixture, "cross conn"), [-3, 2]);
        assert_eq!(found(&fixture, "conn cross"), [0i64; 0]);
        assert_eq!(found(&fixture, "c"), [0i64; 0]);
    }

    #[test]
    fn what_is_gone_or_changed_is_not_found_by_its_old_words() {
        let fixture = desk();
        fixture.with(|tx| {
            tickets::put(tx, 2, &Ticket { subject: "Visita".into(), ..ticket(2) })?;
            conversation::remove(tx, &ArticleId::new("a"))?;
            conversation::put(tx, 2, &article(2, "b", "resolvido"))?;
            tickets::remove(tx, TicketId(-3))
        });
        assert_eq!(found(&fixture, "cross"), [0i64; 0]);
        assert_eq!(found(&fixture, "baixo"), [0i64; 0]);
        assert_eq!(found(&fixture, "visita resolvido"), [2]);
        assert_eq!(found(&fixture, "energia"), [1]);
    }

    #[test]
    fn an_article_that_moves_to_another_ticket_is_found_there() {
        let fixture = desk();
        fixture.with(|tx| conversation::put(tx, 2, &article(1, "b", "em baixo desde ontem")));
        assert_eq!(found(&fixture, "ontem"), [1]);
        assert_eq!(fixture.with(|tx| conversation::articles(tx, TicketId(2))), []);
    }

    #[test]
    fn a_log_of_a_megabyte_is_found_by_its_beginning() {
        let fixture = desk();
        let log = format!("inicio {} fim", "é linha ".repeat(1 << 17));
        fixture.with(|tx| conversation::put(tx, 2, &article(2, "log", &log)));
        assert_eq!(found(&fixture, "inicio"), [2]);
        assert_eq!(found(&fixture, "fim"), [0i64; 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn no_text_is_more_than_words_to_search_for(texts in prop::collection::vec("\\PC{0,12}|[\"*()^:+{}\\x00 a-z-]{1,12}", 20)) {
            let fixture = desk();
            for text in texts {
                let filter = Filter { words: vec![(text.clone(), false), (text, true)], ..Filter::default() };
                fixture.with(|tx| window::page(tx, &filter, None, 10, &reader()));
            }
        }
    }
}
