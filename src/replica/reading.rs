//! What a screen asks the replica. Nothing here waits for a network, or for a writer.

use super::{Changed, Replica, ReplicaError, outbox};
use crate::domain::charts::Charts;
use crate::domain::handover::{Forecast, Report};
use crate::domain::incident::Overview;
use crate::domain::{
    Anchor, Article, Count, Customer, CustomerHit, CustomerId, Dossier, Duplicates, Faq, Filter, Handoff, Known,
    Likely, Macro, Marked, Operator, OperatorId, Policy, Profile, Skip, Spoken, Tally, Ticket, TicketId, Ties,
    Timestamp, Window, WindowRequest, handoff, registration,
};
use crate::routing::{Request, Router};
use crate::store::{Reader, StoreError, Tx, conversation, counted, customers, links, reference, tickets, window};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How many other tickets of a customer are shown.
const RECENT: usize = 20;

/// How many tickets of a customer are compared with one.
const COMPARED: usize = 50;
/// How many that may be its duplicates are shown.
const LIKELIEST: usize = 8;

/// One for the process: its knowledge is the same for everybody and takes a moment to build.
static ROUTER: LazyLock<Router> = LazyLock::new(Router::new);

impl Replica {
    /// Some rows of a list, around an anchor.
    pub fn window(&self, request: &WindowRequest) -> Result<Window, ReplicaError> {
        let reader = Reader { operator: self.identity().operator, now: self.inner.clock.now() };
        self.read_rows(|tx| window::window(tx, request, &reader))
    }

    /// How many tickets a list has, up to a bound; None where it would take long to know.
    pub fn count(&self, filter: &Filter) -> Result<Option<Count>, ReplicaError> {
        let reader = Reader { operator: self.identity().operator, now: self.inner.clock.now() };
        self.read_rows(|tx| window::count(tx, filter, &reader))
    }

    /// What *work next* would hand out, as far as this replica knows.
    pub fn first_unheld(&self) -> Result<Option<TicketId>, ReplicaError> {
        let (operator, now) = (self.identity().operator, self.inner.clock.now());
        self.read_rows(|tx| tickets::first_unheld(tx, &operator, now))
    }

    /// The first tickets of a list, up to so many, and whether it has more.
    pub fn first_of(&self, filter: &Filter, limit: usize) -> Result<(Vec<TicketId>, bool), ReplicaError> {
        let reader = Reader { operator: self.identity().operator, now: self.inner.clock.now() };
        let rows = self.read_rows(|tx| window::page(tx, filter, None, limit + 1, &reader))?;
        let more = rows.len() > limit;
        Ok((rows.into_iter().take(limit).map(|row| row.id).collect(), more))
    }

    /// These tickets as they stand here, those that are not here left out; with what routing says of each, if asked.
    pub fn marked(&self, ids: &[TicketId], suggest: bool) -> Result<Vec<Marked>, ReplicaError> {
        let learnt = suggest.then(|| self.learnt(&ROUTER)).transpose()?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let read = self.read_rows(|tx| {
                let Some(ticket) = tickets::get(tx, *id)? else { return Ok(None) };
                let of_customer = || -> Result<_, StoreError> {
                    Ok((conversation::articles(tx, *id)?, customers::get(tx, &ticket.customer)?))
                };
                let rest = suggest.then(of_customer).transpose()?;
                Ok(Some((ticket, rest)))
            })?;
            let Some((ticket, rest)) = read else { continue };
            let suggestion = learnt.as_ref().zip(rest).map(|(learnt, (articles, customer))| {
                ROUTER.suggest_after(&Request::of(&ticket, &articles, customer.as_ref()), learnt)
            });
            found.push(Marked { ticket, suggestion });
        }
        Ok(found)
    }

    /// The few tickets that may be urgent to this operator: emergencies that nobody holds, and what they hold.
    pub fn urgent(&self) -> Result<Vec<Ticket>, ReplicaError> {
        let operator = self.identity().operator;
        self.read_rows(|tx| tickets::urgent(tx, &operator))
    }

    /// An incident with what is attached to it; None if there is no such ticket here.
    pub fn overview(&self, id: TicketId) -> Result<Option<Overview>, ReplicaError> {
        let found = self.read_rows(|tx| {
            let Some(incident) = tickets::get(tx, id)? else { return Ok(None) };
            Ok(Some((incident, tickets::children(tx, id)?)))
        })?;
        let Some((incident, children)) = found else { return Ok(None) };
        Ok(Some(Overview { incident, children, draft: self.broadcast_draft(id)? }))
    }

    /// The open incidents, the newest first, and how many tickets are attached to each.
    pub fn incidents(&self) -> Result<Vec<(Ticket, usize)>, ReplicaError> {
        self.read_rows(|tx| {
            let mut incidents = Vec::new();
            for ticket in tickets::incidents(tx)? {
                let attached = tickets::attached(tx, ticket.id)?;
                incidents.push((ticket, attached));
            }
            Ok(incidents)
        })
    }

    /// Who passed tickets over lately, and why.
    pub fn skips(&self) -> Result<Vec<Skip>, ReplicaError> {
        self.read_rows(tickets::skips)
    }

    /// This operator's shift, from its beginning to its end; without either, what is offered and held alone.
    pub fn shift(&self, hours: Option<(Timestamp, Timestamp)>) -> Result<Report, ReplicaError> {
        let (me, now) = (self.identity().operator, self.inner.clock.now());
        self.read_rows(|tx| {
            let (held, waiting) = (tickets::held(tx, &me)?, tickets::waiting(tx)?);
            let Some((since, until)) = hours else { return Ok(Report::new(held, waiting, &[], &me, now, now)) };
            let touched = tickets::touched(tx, since)?;
            let forecast = Forecast::new(&tickets::due(tx, until)?, &me, now, until);
            Ok(Report { forecast, ..Report::new(held, waiting, &touched, &me, since, now) })
        })
    }

    /// All that a screen shows of one ticket; None if there is no such ticket here.
    pub fn dossier(&self, id: TicketId) -> Result<Option<Dossier>, ReplicaError> {
        let found = self.read_rows(|tx| {
            let Some(ticket) = tickets::get(tx, id)? else { return Ok(None) };
            let articles = conversation::articles(tx, id)?;
            let customer = customers::get(tx, &ticket.customer)?;
            let mut recent = customers::recent(tx, &ticket.customer, RECENT + 1)?;
            recent.retain(|row| row.id != id);
            recent.truncate(RECENT);
            let (macros, ties) = (reference::macros(tx)?, links::of(tx, &ticket)?);
            let merged = merged_articles(tx, &ties)?;
            Ok(Some((ticket, (articles, merged), customer, recent, macros, ties)))
        })?;
        let Some((ticket, (mut articles, merged), customer, recent, macros, ties)) = found else { return Ok(None) };
        let learnt = self.learnt(&ROUTER)?;
        let suggestion = ROUTER.suggest_after(&Request::of(&ticket, &articles, customer.as_ref()), &learnt);
        let name = self.identity().name;
        let known =
            Known { ticket: &ticket, articles: &articles, customer: customer.as_ref(), operator: &name, shift: None };
        let handoff = handoff(&macros, &known, &suggestion);
        let own = self.read_outbox(|tx| outbox::of_ticket(tx, id))?;
        let outbox = self.shown(own);
        if !merged.is_empty() {
            articles.extend(merged);
            articles.sort_by_key(|article| article.at);
        }
        Ok(Some(Dossier { ticket, articles, customer, recent, suggestion, handoff, outbox, ties }))
    }

    /// The duplicates of a ticket, those that it may have, and its links; with the ticket `named`, if there is one of that
    /// number. Looks at the newest tickets of its customer and at no others.
    pub fn duplicates(&self, id: TicketId, named: Option<TicketId>) -> Result<Option<Duplicates>, ReplicaError> {
        self.read_rows(|tx| {
            let Some(ticket) = tickets::get(tx, id)? else { return Ok(None) };
            let ties = links::of(tx, &ticket)?;
            let own = Spoken::of(&ticket, conversation::opening(tx, id)?.as_ref());
            let mut likely = Vec::new();
            for other in links::newest_of(tx, &ticket.customer, COMPARED)? {
                if other.id != id && !ties.has(other.id) {
                    likely.push(compared(tx, (&ticket, &own), other)?);
                }
            }
            likely.retain(|it| it.is_likely(&ticket));
            likely.sort_by_key(|it| std::cmp::Reverse(it.weight()));
            likely.truncate(LIKELIEST);
            let named = named.filter(|it| *it != id).map(|it| tickets::get(tx, it)).transpose()?.flatten();
            let named = named.map(|it| compared(tx, (&ticket, &own), it)).transpose()?;
            Ok(Some(Duplicates { ties, likely, named, ticket: ticket.clone() }))
        })
    }

    /// A ticket with the text that tells its requester to register in the portal first, where the desk has one.
    pub fn registration(&self, id: TicketId) -> Result<Option<(Ticket, Option<Handoff>)>, ReplicaError> {
        let found = self.read_rows(|tx| {
            let Some(ticket) = tickets::get(tx, id)? else { return Ok(None) };
            let customer = customers::get(tx, &ticket.customer)?;
            Ok(Some((ticket, customer, reference::macros(tx)?)))
        })?;
        Ok(found.map(|(ticket, customer, macros)| {
            let name = self.identity().name;
            let known =
                Known { ticket: &ticket, articles: &[], customer: customer.as_ref(), operator: &name, shift: None };
            let text = registration(&macros, &known);
            (ticket, text)
        }))
    }

    /// The ticket as it stands here.
    pub fn ticket(&self, id: TicketId) -> Result<Option<Ticket>, ReplicaError> {
        self.read_rows(|tx| tickets::get(tx, id))
    }

    /// The ticket's conversation, oldest first; that of pending operations included.
    pub fn conversation(&self, id: TicketId) -> Result<Vec<Article>, ReplicaError> {
        self.read_rows(|tx| conversation::articles(tx, id))
    }

    /// Notes that the operator has looked at the ticket: it is no longer unread. If it was not unread, nothing is
    /// written and nobody is told.
    pub fn mark_seen(&self, id: TicketId) -> Result<(), ReplicaError> {
        let unread = self.read_rows(|tx| Ok(window::row(tx, id)?.is_some_and(|row| row.unread)))?;
        if unread {
            let now = self.inner.clock.now();
            self.write_rows(|tx| {
                // The customer's clock and ours may differ: seen is seen.
                let written = tickets::get(tx, id)?.map_or(now, |ticket| ticket.inbound_at);
                tickets::mark_seen(tx, id, now.max(written))
            })?;
            self.tell(Changed::of(BTreeSet::from([id]), false));
        }
        Ok(())
    }

    /// How many live tickets each operator holds.
    pub fn held_by_each(&self) -> Result<Vec<(OperatorId, i64)>, ReplicaError> {
        self.read_rows(counted::held_by_each)
    }

    /// The last day of the desk in numbers.
    pub fn charts(&self, now: Timestamp) -> Result<Charts, ReplicaError> {
        let counted = self.read_rows(|tx| counted::day(tx, now))?;
        Ok(Charts::new(&counted, now))
    }

    pub fn tally(&self) -> Result<Tally, ReplicaError> {
        self.read_rows(tickets::tally)
    }

    pub fn operators(&self) -> Result<Vec<Operator>, ReplicaError> {
        self.read_rows(reference::operators)
    }

    pub fn policy(&self) -> Result<Policy, ReplicaError> {
        self.read_rows(reference::policy)
    }

    pub fn macros(&self) -> Result<Vec<Macro>, ReplicaError> {
        self.read_rows(reference::macros)
    }

    pub fn faq(&self) -> Result<Vec<Faq>, ReplicaError> {
        self.read_rows(reference::faq)
    }

    /// Customers and contacts by a name, a number or an address as it is being typed.
    pub fn find_customers(&self, text: &str, limit: usize) -> Result<Vec<CustomerHit>, ReplicaError> {
        self.read_rows(|tx| customers::find(tx, text, limit))
    }

    /// A customer with their tickets; None if there is no such customer here.
    pub fn profile(&self, id: &CustomerId) -> Result<Option<Profile>, ReplicaError> {
        let request = WindowRequest { filter: Filter::of_customer(id), anchor: Anchor::Start, limit: 1 };
        let reader = Reader { operator: self.identity().operator, now: self.inner.clock.now() };
        self.read_rows(|tx| {
            let Some(customer) = customers::get(tx, id)? else { return Ok(None) };
            let recent = customers::recent(tx, id, RECENT)?;
            let is_live = !window::window(tx, &request, &reader)?.rows.is_empty();
            Ok(Some(Profile { customer, recent, is_live }))
        })
    }

    pub fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, ReplicaError> {
        self.read_rows(|tx| customers::get(tx, id))
    }
}

fn compared(tx: &mut dyn Tx, one: (&Ticket, &Spoken), other: Ticket) -> Result<Likely, StoreError> {
    let spoken = Spoken::of(&other, conversation::opening(tx, other.id)?.as_ref());
    Ok(Likely::new(one, (other, &spoken)))
}

/// What was said on the tickets that are merged into one.
fn merged_articles(tx: &mut dyn Tx, ties: &Ties) -> Result<Vec<Article>, StoreError> {
    let mut merged = Vec::new();
    for duplicate in &ties.duplicates {
        merged.extend(conversation::articles(tx, duplicate.id)?);
    }
    Ok(merged)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Home, ID, page, read, record, ticket};
    use crate::domain::{
        Article, ArticleId, Author, AuthorKind, Channel, Direction, HandsTo, Language, Macro, Record, Role, Visibility,
    };

    fn hands_to(id: &str, role: Role, body: &str) -> Record {
        Record::Macro(Macro {
            id: id.into(),
            category: "routing".into(),
            visibility: Visibility::Public,
            types: Vec::new(),
            status: None,
            hands_to: Some(HandsTo { role, rule: None }),
            title: [(Language::En, id.to_string())].into(),
            body: [(Language::En, body.to_string())].into(),
        })
    }

    #[test]
    fn the_handoff_is_that_of_the_first_role_filled_in_as_far_as_is_known() {
        let home = Home::new();
        let replica = home.open();
        let opening = Article {
            id: ArticleId::new("a1"),
            ticket: ID,
            at: ticket().created_at,
            visibility: Visibility::Public,
            direction: Direction::Inbound,
            author: Author { kind: AuthorKind::Contact, id: "C1-1".into(), name: "Ana".into() },
            channel: Some(Channel::Email),
            recorded_by: None,
            body: "The invoice of May is wrong, please correct it and send a credit note.".into(),
        };
        let billing =
            hands_to("billing", Role::Ba, "Hello {{ requester.first_name }}, #{{ ticket.id }}: {{ ba.name }}");
        let records = vec![record(ticket()), Record::Article(opening), hands_to("sales", Role::Am, "no"), billing];
        read(&replica, page(1, records));
        let handoff = replica.dossier(ID).unwrap().unwrap().handoff.unwrap();
        assert_eq!(handoff.title, "billing");
        assert_eq!(handoff.text, format!("Hello Ana, #{ID}: {{{{ ba.name }}}}"));
        assert_eq!(handoff.missing, ["ba.name"]);
    }
}
