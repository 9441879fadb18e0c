//! What tickets have to do with each other, and which may be the same request twice.

use super::{Article, Operation, Span, Ticket, TicketId, operation::Action, prose};
use std::collections::BTreeSet;

/// The tickets that one has to do with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ties {
    /// The one that it is merged into.
    pub kept: Option<Ticket>,
    /// Those that are merged into it.
    pub duplicates: Vec<Ticket>,
    pub links: Vec<Tie>,
}

/// A ticket at the other end of a link.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    pub ticket: Ticket,
    /// The link stands on that ticket, and is taken back there.
    pub stands_there: bool,
}

/// A ticket that another may be the same request as.
#[derive(Debug, Clone, PartialEq)]
pub struct Likely {
    pub ticket: Ticket,
    /// What both speak of, the most telling first.
    pub words: Vec<String>,
    pub requester_too: bool,
}

/// All that is known of a ticket and its duplicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicates {
    pub ticket: Ticket,
    pub ties: Ties,
    /// The likeliest first.
    pub likely: Vec<Likely>,
    /// The ticket whose number was asked for, if there is one.
    pub named: Option<Likely>,
}

/// What a ticket speaks of: the words of its subject and of what its requester wrote first.
pub struct Spoken(BTreeSet<String>);

/// So many words in common are shown.
const WORDS_SHOWN: usize = 5;
/// What says less in common is chance: a code, or three words.
const LIKELY: usize = 3;
/// A request comes twice within days.
const APART: Span = Span::days(7);

impl Ties {
    pub fn is_empty(&self) -> bool {
        self.kept.is_none() && self.duplicates.is_empty() && self.links.is_empty()
    }

    /// All of them.
    pub fn tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.kept.iter().chain(&self.duplicates).chain(self.links.iter().map(|tie| &tie.ticket))
    }

    pub fn has(&self, id: TicketId) -> bool {
        self.tickets().any(|ticket| ticket.id == id)
    }
}

impl Tie {
    /// Takes the link between this ticket and another back.
    pub fn unlink(&self, from: TicketId) -> Operation {
        let (ticket, to) = if self.stands_there { (self.ticket.id, from) } else { (from, self.ticket.id) };
        Operation { ticket, action: Action::Unlink { to } }
    }
}

impl Ticket {
    /// The tickets that stand on this one as the other end of a link.
    pub fn names(&self) -> impl Iterator<Item = TicketId> + '_ {
        self.duplicate_of.into_iter().chain(self.related.iter().copied())
    }
}

impl Spoken {
    pub fn of(ticket: &Ticket, opening: Option<&Article>) -> Spoken {
        let body = opening.map_or("", |article| article.body.as_str());
        Spoken(prose::telling(&ticket.subject).chain(prose::telling(body)).collect())
    }
}

impl Likely {
    /// How another ticket compares to one.
    pub fn new(one: (&Ticket, &Spoken), other: (Ticket, &Spoken)) -> Likely {
        let (ticket, spoken) = other;
        let mut words: Vec<String> = one.1.0.intersection(&spoken.0).cloned().collect();
        words.sort_by_key(|word| std::cmp::Reverse(weight(word)));
        let requester_too = ticket.requester == one.0.requester;
        Likely { ticket, words, requester_too }
    }

    /// Which of two is likelier.
    pub fn weight(&self) -> usize {
        self.words.iter().map(|word| weight(word)).sum::<usize>() + usize::from(self.requester_too)
    }

    /// Likely enough to be shown to somebody who has not asked for it.
    pub fn is_likely(&self, of: &Ticket) -> bool {
        let apart = (self.ticket.created_at.0 - of.created_at.0).abs();
        self.ticket.customer == of.customer
            && self.ticket.duplicate_of.is_none()
            && self.weight() >= LIKELY
            && (self.ticket.status.is_live() || apart <= APART.0)
    }

    pub fn shown_words(&self) -> &[String] {
        &self.words[..self.words.len().min(WORDS_SHOWN)]
    }
}

/// The number of a cabinet, an order or a site tells more than a word.
fn weight(word: &str) -> usize {
    if word.contains(|c: char| c.is_ascii_digit()) { 3 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::super::operation::tests::ticket;
    use super::*;
    use crate::domain::{ContactId, CustomerId, Status};

    fn says(id: i64, subject: &str) -> Ticket {
        Ticket { id: TicketId(id), subject: subject.into(), ..ticket() }
    }

    fn compared(one: &Ticket, other: Ticket) -> Likely {
        let spoken = Spoken::of(&other, None);
        Likely::new((one, &Spoken::of(one, None)), (other, &spoken))
    }

    #[test]
    fn two_tickets_that_speak_of_one_cabinet_are_likelier_than_two_that_share_a_word() {
        let one = says(1, "Cross connects dark in LS2, cage 1300");
        let twice = compared(&one, says(2, "Caller: outage on two cross connects LS2 1300"));
        assert_eq!(twice.shown_words()[..2], ["1300", "ls2"]);
        assert!(twice.is_likely(&one));
        let chance =
            compared(&one, Ticket { requester: ContactId::new("C9-9"), ..says(3, "Cross connect, new order") });
        assert!(!chance.is_likely(&one) && chance.weight() < twice.weight());
    }

    #[test]
    fn neither_the_small_words_of_a_language_nor_accents_make_two_tickets_alike() {
        let one = says(1, "Olá, também não temos energia até agora, obrigado");
        let other = compared(&one, says(2, "Olá, obrigado, também não sei da fatura até agora"));
        assert_eq!(other.words, ["agora"]);
        assert_eq!(compared(&one, says(3, "ENERGÍA")).words, ["energia"]);
    }

    #[test]
    fn what_is_another_customers_merged_or_long_finished_is_not_likely() {
        let one = says(1, "XC-200284 dark");
        let likely = |change: fn(&mut Ticket)| {
            let mut other = says(2, "XC-200284 dark");
            change(&mut other);
            compared(&one, other).is_likely(&one)
        };
        assert!(likely(|_| {}));
        assert!(likely(|it| it.status = Status::Resolved), "finished lately");
        assert!(!likely(|it| it.customer = CustomerId::new("C9")));
        assert!(!likely(|it| it.duplicate_of = Some(TicketId(7))));
        assert!(!likely(|it| (it.status, it.created_at) = (Status::Closed, it.created_at - Span::days(8))));
    }

    #[test]
    fn a_link_is_taken_back_where_it_stands() {
        let here = Tie { ticket: says(2, "x"), stands_there: false };
        assert_eq!(
            here.unlink(TicketId(1)),
            Operation { ticket: TicketId(1), action: Action::Unlink { to: TicketId(2) } }
        );
        let there = Tie { stands_there: true, ..here };
        assert_eq!(
            there.unlink(TicketId(1)),
            Operation { ticket: TicketId(2), action: Action::Unlink { to: TicketId(1) } }
        );
    }
}
