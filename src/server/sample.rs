//! The sample desk: made-up customers and tickets that look alive whenever they are loaded, since all their times
//! count from that moment (`assets/sample/`).

mod clocks;
mod facts;

use super::callers::{self, Kept};
use super::error::DeskError;
use super::ledger::{self, Entry};
use super::secrets;
use crate::domain::{
    Article, ArticleId, Author, AuthorKind, Contact, ContactId, Customer, Direction, Faq, Installed, Invoice, Macro,
    Marks, Operator, OperatorId, Order, Policy, Record, Span, Staff, Suggested, Ticket, TicketId, Timestamp,
    Visibility,
};
use crate::routing::{Request, Router};
use crate::store::{StoreError, Tx};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

pub(super) const NAME: &str = "Sample desk";
/// The audit trail's name for what the program itself does.
pub(super) const SYSTEM: &str = "system";
/// Tickets to a transaction.
const BATCH: usize = 40;

/// A contact's code on a sample desk. It is worked out from the contact's id, so that whoever tries the desk can be
/// told one: the data is made up and protects nothing. A real desk draws its codes (`Desk::issue_code`).
pub fn code(contact: &ContactId) -> SecretString {
    let digest = secrets::hmac_sha256(b"turno sample desk", &[contact.as_str().as_bytes()]);
    let number = digest.iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    SecretString::from(format!("{:04}", number % 10_000))
}

/// Loads the sample into a desk that has its defaults.
pub(super) fn load(tx: &mut dyn Tx, router: &Router, now: Timestamp) -> Result<(), DeskError> {
    let customers = load_people(tx, now)?;
    let facts::Tickets { tickets, .. } = read(facts::TICKETS)?;
    let by_id: HashMap<&str, &Customer> = customers.iter().map(|it| (it.id.as_str(), it)).collect();
    for batch in tickets.chunks(BATCH) {
        let mut records = Vec::new();
        for fact in batch {
            let customer = by_id.get(fact.customer.as_str()).copied();
            let articles = articles(fact, now);
            let ticket = ticket(fact, &articles, customer, router, now);
            records.push(Record::Ticket(Box::new(ticket)));
            records.extend(articles.into_iter().map(Record::Article));
        }
        commit(tx, "load_tickets", records, now)?;
    }
    Ok(())
}

/// Loads what a desk works by, made up or real: the policy, macros and FAQ.
pub(super) fn load_defaults(tx: &mut dyn Tx, now: Timestamp) -> Result<(), DeskError> {
    let facts::Macros { macros } = read(facts::MACROS)?;
    let facts::Faq { entries } = read(facts::FAQ)?;
    let policy: facts::Policy = read(facts::SLA)?;
    let mut records: Vec<Record> = macros.into_iter().map(|it| Record::Macro(Macro::from(it))).collect();
    records.extend(entries.into_iter().map(|it| Record::Faq(Faq::from(it))));
    records.push(Record::Policy(Policy::from(policy)));
    commit(tx, "load_defaults", records, now)?;
    Ok(())
}

/// Loads the sample's operators and customers.
pub(super) fn load_people(tx: &mut dyn Tx, now: Timestamp) -> Result<Vec<Customer>, DeskError> {
    let facts::Tickets { operators, .. } = read(facts::TICKETS)?;
    let operators = operators.into_iter().map(|it| Record::Operator(Operator::from(it))).collect();
    commit(tx, "load_operators", operators, now)?;

    let facts: facts::Customers = read(facts::CUSTOMERS)?;
    let customers: Vec<Customer> = facts.customers.iter().map(|it| customer(it, &facts.account_teams, now)).collect();
    commit(tx, "load_customers", customers.iter().cloned().map(|it| Record::Customer(Box::new(it))).collect(), now)?;
    set_codes(tx, &customers)?;
    Ok(customers)
}

/// Gives the registered contacts their sample codes. Nothing is hashed before somebody asks: a hundred hashes would
/// take seconds.
pub(super) fn set_codes(tx: &mut dyn Tx, customers: &[Customer]) -> Result<(), StoreError> {
    let registered = customers.iter().flat_map(|it| &it.contacts).filter(|contact| contact.registered);
    for contact in registered {
        callers::keep(tx, &contact.id, &Kept::Sample)?;
    }
    Ok(())
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, DeskError> {
    serde_json::from_str(json).map_err(|error| DeskError::Sample(error.to_string()))
}

/// One transaction of the program itself.
pub(super) fn commit(tx: &mut dyn Tx, kind: &str, records: Vec<Record>, at: Timestamp) -> Result<i64, StoreError> {
    let target = format!("{} records", records.len());
    let digest = secrets::sha256(&serde_json::to_vec(&records)?);
    let entry = Entry { at, actor: SYSTEM, operation: None, kind, target, decision: None, digest };
    ledger::commit(tx, &entry, &records)
}

fn minutes_ago(now: Timestamp, minutes: i64) -> Timestamp {
    now - Span::minutes(minutes)
}

fn in_days(now: Timestamp, days: i64) -> Timestamp {
    now + Span::days(days)
}

fn customer(fact: &facts::Customer, teams: &[facts::Staff], now: Timestamp) -> Customer {
    let staff = fact.account_team.values().filter_map(|id| teams.iter().find(|it| it.id == *id));
    Customer {
        id: fact.id.clone(),
        name: fact.name.clone(),
        domain: fact.domain.clone(),
        country: fact.country.clone(),
        sector: fact.sector.clone(),
        language: fact.preferred_language,
        onboarding: fact.onboarding,
        go_live_at: fact.go_live_in_days.map(|days| in_days(now, days)),
        products: fact.products.clone(),
        portal_access: fact.portal_access,
        sites: fact.ibx_sites.clone(),
        account_team: staff.cloned().map(Staff::from).collect(),
        contacts: fact.contacts.iter().cloned().map(Contact::from).collect(),
        installed_base: fact.installed_base.iter().cloned().map(Installed::from).collect(),
        open_orders: fact.open_orders.iter().map(|it| order(it, now)).collect(),
        invoices: fact.invoices.iter().map(|it| invoice(it, now)).collect(),
        security_notes: fact.security_notes.iter().map(|note| note.trim().to_string()).collect(),
    }
}

fn order(fact: &facts::Order, now: Timestamp) -> Order {
    Order {
        number: fact.number.clone(),
        description: fact.description.clone(),
        status: fact.status.clone(),
        submitted_at: in_days(now, -fact.submitted_days_ago),
        due_at: fact.due_in_days.map(|days| in_days(now, days)),
    }
}

fn invoice(fact: &facts::Invoice, now: Timestamp) -> Invoice {
    Invoice {
        number: fact.number.clone(),
        amount_eur_cents: (fact.amount_eur * 100.0).round() as i64,
        issued_at: in_days(now, -fact.issued_days_ago),
        due_at: in_days(now, fact.due_in_days),
        status: fact.status.clone(),
    }
}

fn articles(fact: &facts::Ticket, now: Timestamp) -> Vec<Article> {
    let article = |(i, it): (usize, &facts::Article)| Article {
        id: ArticleId::new(format!("{}-{}", fact.id, i + 1)),
        ticket: TicketId(fact.id),
        at: minutes_ago(now, it.minutes_ago),
        visibility: it.visibility,
        direction: it.direction,
        author: Author { kind: it.author.kind, id: it.author.id.clone(), name: it.author.name.clone() },
        channel: it.channel.filter(|_| it.visibility == Visibility::Public),
        recorded_by: it.recorded_by.clone(),
        body: it.body.clone(),
    };
    fact.articles.iter().enumerate().map(article).collect()
}

/// A ticket; `customer` is None only if the sample names one that it does not have.
fn ticket(
    fact: &facts::Ticket,
    articles: &[Article],
    customer: Option<&Customer>,
    router: &Router,
    now: Timestamp,
) -> Ticket {
    let created_at = minutes_ago(now, fact.created_minutes_ago);
    let requester = ContactId::new(&fact.requester);
    let requester_name = customer.and_then(|it| it.contact(&requester)).map(|contact| contact.name.clone());
    let from_customer = |it: &&Article| it.direction == Direction::Inbound && it.author.kind == AuthorKind::Contact;
    let mut ticket = Ticket {
        id: TicketId(fact.id),
        subject: fact.subject.clone(),
        customer: fact.customer.clone(),
        customer_name: customer.map_or_else(String::new, |it| it.name.clone()),
        requester,
        requester_name: requester_name.unwrap_or_default(),
        channel: fact.channel,
        language: fact.language,
        kind: fact.kind,
        priority: fact.priority,
        status: fact.status,
        owner_role: fact.owner_role,
        assignee: fact.assignee.clone().map(OperatorId),
        site: fact.ibx.clone(),
        product: fact.product,
        tags: fact.tags.clone(),
        emergency: false,
        suggested: None,
        created_at,
        updated_at: minutes_ago(now, fact.updated_minutes_ago),
        inbound_at: articles.iter().filter(from_customer).map(|it| it.at).max().unwrap_or(created_at),
        replies: articles.iter().filter(|it| it.direction == Direction::Outbound).count() as i64,
        clocks: clocks::read(fact, now),
        duplicate_of: fact.duplicate_of.map(TicketId),
        merged: None,
        related: Vec::new(),
        promise: None,
        wake_at: None,
        skips: Vec::new(),
        handover: None,
        escalation: None,
        incident: None,
        part_of: None,
        spent: Default::default(),
        details: facts::details(&fact.details, now),
        marks: Marks::default(),
        version: 1,
    };
    route(&mut ticket, articles, customer, router);
    ticket
}

/// What routing says of the ticket as it came in.
pub(super) fn route(ticket: &mut Ticket, articles: &[Article], customer: Option<&Customer>, router: &Router) {
    let suggestion = router.suggest(&Request::of(ticket, articles, customer));
    ticket.emergency = suggestion.emergency;
    ticket.suggested = suggestion.first().map(|first| Suggested {
        role: first.role,
        confidence_percent: (first.confidence * 100.0).round() as i64,
        unsure: suggestion.unsure,
    });
}
