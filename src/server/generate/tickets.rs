//! Made-up tickets with their conversations, their clocks run as they would have run.

use super::super::sample;
use super::draw::Draw;
use super::texts::{Slots, Texts, Turns};
use crate::domain::{
    Article, ArticleId, Author, AuthorKind, Channel, Clocks, Contact, Customer, Direction, Marks, Operator, Policy,
    Priority, Product, Record, Role, Span, Status, Suggested, Ticket, TicketId, TicketType, Timestamp, Visibility,
};
use crate::routing::Router;
use std::collections::HashMap;

/// The number of the first ticket.
const FIRST: i64 = 100_001;
/// How far back the oldest ticket lies.
const PAST_DAYS: i64 = 730;
/// Of a hundred tickets, the newest so many are mostly live.
const RECENT_PERCENT: u64 = 25;

const KINDS: [(TicketType, i64); 6] = [
    (TicketType::SmartHands, 20),
    (TicketType::Access, 20),
    (TicketType::Shipment, 14),
    (TicketType::Billing, 8),
    (TicketType::Question, 6),
    (TicketType::Order, 4),
];

/// What routing said once of a text for such a customer holds for all made of the same text.
type Routed = HashMap<(usize, TicketType, usize), (Option<Suggested>, bool)>;

pub(super) struct Maker<'a> {
    texts: &'a Texts,
    customers: &'a [Customer],
    operators: &'a [Operator],
    policy: &'a Policy,
    router: &'a Router,
    now: Timestamp,
    routed: Routed,
}

/// What is decided about a ticket before it is written.
struct Plan<'a> {
    id: TicketId,
    customer: &'a Customer,
    contact: Option<&'a Contact>,
    kind: TicketType,
    priority: Priority,
    status: Status,
    channel: Channel,
    created_at: Timestamp,
    operator: Option<&'a Operator>,
    slots: Slots,
}

impl<'a> Maker<'a> {
    pub fn new(
        texts: &'a Texts,
        customers: &'a [Customer],
        operators: &'a [Operator],
        policy: &'a Policy,
        router: &'a Router,
        now: Timestamp,
    ) -> Maker<'a> {
        Maker { texts, customers, operators, policy, router, now, routed: HashMap::new() }
    }

    /// The `i`-th of `of` tickets, with its articles.
    pub fn ticket(&mut self, i: u64, of: u64, draw: &mut Draw) -> Vec<Record> {
        let recent = i >= of - of * RECENT_PERCENT / 100;
        // A few customers write often, most of them seldom.
        let bound = draw.index(self.customers.len()) + 1;
        let whose = draw.index(bound);
        let Some(customer) = self.customers.get(whose) else { return Vec::new() };
        let plan = self.plan(i, of, recent, customer, draw);
        let language = plan.customer.language;
        let (text, subject, opening) = self.opening(&plan, draw);
        let mut ticket = blank(&plan, subject);
        let articles = converse(&mut ticket, &plan, opening, self.texts.turns(language), self.policy, self.now, draw);
        let key = (text, plan.kind, whose);
        let (suggested, emergency) = self.routed.entry(key).or_insert_with(|| {
            sample::route(&mut ticket, &articles, Some(plan.customer), self.router);
            (ticket.suggested.clone(), ticket.emergency)
        });
        ticket.suggested = suggested.clone();
        ticket.emergency = *emergency;
        let role = ticket.suggested.as_ref().map_or(Role::Gsd, |it| it.role);
        ticket.owner_role = (ticket.status != Status::New).then_some(role);
        let articles = articles.into_iter().map(Record::Article);
        std::iter::once(Record::Ticket(Box::new(ticket))).chain(articles).collect()
    }

    fn plan(&self, i: u64, of: u64, recent: bool, customer: &'a Customer, draw: &mut Draw) -> Plan<'a> {
        let kind = draw.weighted(TicketType::Trouble, &KINDS, 28);
        let priorities = [(Priority::High, 18), (Priority::Low, 20), (Priority::Critical, 4)];
        let priority = draw.weighted(Priority::Normal, &priorities, 58);
        let live = [(Status::New, 20), (Status::Pending, 20), (Status::OnHold, 14)];
        let status = match recent && draw.chance(80) {
            true => draw.weighted(Status::Open, &live, 46),
            false => draw.weighted(Status::Closed, &[(Status::Resolved, 20)], 80),
        };
        let target = self.policy.target(kind, priority);
        let age_min = match status {
            Status::New => draw.below(target.map_or(60, |it| it.first_response_min) * 13 / 10),
            _ if status.is_live() => 5 + draw.below(target.map_or(1_440, |it| it.resolution_min) * 11 / 10),
            _ => {
                1_440 + (PAST_DAYS * 1_440) * i64::try_from(of - i).unwrap_or(0) / i64::try_from(of).unwrap_or(1).max(1)
            }
        };
        let contact = draw.one(&customer.contacts);
        let cabinet = draw.one(&customer.installed_base).map(|it| it.id.clone());
        let site = draw.one(&customer.sites).cloned().unwrap_or_default();
        let slots = Slots {
            cabinet: cabinet.unwrap_or_else(|| format!("{site}:0101:01")),
            reference: format!("R-{}", 200_000 + draw.below(700_000)),
            name: contact.map(|it| it.first_name.clone()).unwrap_or_default(),
            company: customer.name.clone(),
            site,
        };
        let held = match status {
            Status::New => false,
            Status::Open => draw.chance(60),
            _ => draw.chance(95),
        };
        let ways = [(Channel::Phone, 25), (Channel::Portal, if customer.portal_access { 45 } else { 0 })];
        Plan {
            id: TicketId(FIRST + i64::try_from(i).unwrap_or(0)),
            customer,
            contact,
            kind,
            priority,
            status,
            channel: draw.weighted(Channel::Email, &ways, 30),
            created_at: self.now - Span::minutes(age_min) - Span(draw.below(60_000)),
            operator: draw.one(self.operators).filter(|_| held),
            slots,
        }
    }

    /// Which opening, and its subject and body as written.
    fn opening(&self, plan: &Plan<'_>, draw: &mut Draw) -> (usize, String, String) {
        let openings = self.texts.openings(plan.kind, plan.customer.language);
        let at = draw.index(openings.len());
        let Some(text) = openings.get(at) else { return Default::default() };
        (at, plan.slots.fill(&text.subject, draw), plan.slots.fill(&text.opening, draw))
    }
}

fn blank(plan: &Plan<'_>, subject: String) -> Ticket {
    let customer = plan.customer;
    let requester = plan.contact.map(|it| (it.id.clone(), it.name.clone()));
    let (requester, requester_name) =
        requester.unwrap_or_else(|| (crate::domain::ContactId::new(format!("{}-1", customer.id)), String::new()));
    let physical = !matches!(plan.kind, TicketType::Billing | TicketType::Order | TicketType::Question);
    Ticket {
        id: plan.id,
        subject,
        customer: customer.id.clone(),
        customer_name: customer.name.clone(),
        requester,
        requester_name,
        channel: plan.channel,
        language: customer.language,
        kind: plan.kind,
        priority: plan.priority,
        status: Status::New,
        owner_role: None,
        assignee: plan.operator.map(|it| it.id.clone()),
        site: Some(plan.slots.site.clone()).filter(|site| !site.is_empty()),
        product: physical.then_some(Product::Colocation),
        tags: Vec::new(),
        emergency: false,
        suggested: None,
        created_at: plan.created_at,
        updated_at: plan.created_at,
        inbound_at: plan.created_at,
        replies: 0,
        clocks: Clocks::default(),
        duplicate_of: None,
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
        details: Vec::new(),
        marks: Marks::default(),
        version: 1,
    }
}

/// Writes one to five articles, and moves the ticket with them to its status of today.
fn converse(
    ticket: &mut Ticket,
    plan: &Plan<'_>,
    opening: String,
    turns: Option<&Turns>,
    policy: &Policy,
    now: Timestamp,
    draw: &mut Draw,
) -> Vec<Article> {
    let calendar = policy.calendar(plan.kind);
    ticket.clocks = policy.clocks_for(plan.kind, plan.priority, plan.created_at);
    let mut articles = vec![article(plan, 1, plan.created_at, Turn::Customer, opening, None)];
    let Some(turns) = turns.filter(|_| plan.status != Status::New) else { return articles };
    let lasted = if plan.status.is_live() { now - plan.created_at } else { typical(plan, policy, draw) };
    let count = 2 + draw.below(4);
    for n in 2..=count {
        let at = plan.created_at + Span(lasted.0 * (n - 1) / (count + 1));
        let (turn, list) = match n {
            3 => (Turn::Note, &turns.notes),
            4 => (Turn::Customer, &turns.followups),
            _ => (Turn::Desk, &turns.replies),
        };
        let body = draw.one(list).map(|text| plan.slots.fill(text, draw)).unwrap_or_default();
        articles.push(article(plan, n, at, turn, body, plan.operator));
        ticket.updated_at = at;
        match turn {
            Turn::Desk => {
                ticket.replies += 1;
                ticket.clocks.replied(at);
            }
            Turn::Customer => ticket.inbound_at = at,
            Turn::Note => {}
        }
    }
    let at = plan.created_at + Span(lasted.0 * count / (count + 1));
    ticket.clocks.status_changed(Status::New, Status::Open, &calendar, plan.created_at);
    if plan.status != Status::Open {
        ticket.clocks.status_changed(Status::Open, plan.status, &calendar, at);
        ticket.updated_at = at;
    }
    ticket.status = plan.status;
    articles
}

/// How long a finished ticket took: mostly within its promise.
fn typical(plan: &Plan<'_>, policy: &Policy, draw: &mut Draw) -> Span {
    let target = policy.target(plan.kind, plan.priority).map_or(1_440, |it| it.resolution_min);
    Span::minutes(10 + target * draw.below(110) / 100)
}

#[derive(Clone, Copy)]
enum Turn {
    Customer,
    Desk,
    Note,
}

fn article(plan: &Plan<'_>, n: i64, at: Timestamp, turn: Turn, body: String, by: Option<&Operator>) -> Article {
    let (visibility, direction) = match turn {
        Turn::Customer => (Visibility::Public, Direction::Inbound),
        Turn::Desk => (Visibility::Public, Direction::Outbound),
        Turn::Note => (Visibility::Internal, Direction::Note),
    };
    let (kind, id, name) = match (turn, plan.contact, by) {
        (Turn::Customer, Some(contact), _) => (AuthorKind::Contact, contact.id.to_string(), contact.name.clone()),
        (Turn::Desk | Turn::Note, _, Some(operator)) => {
            (AuthorKind::Operator, operator.id.to_string(), operator.name.clone())
        }
        _ => (AuthorKind::System, "system".to_string(), "turno".to_string()),
    };
    Article {
        id: ArticleId::new(format!("{}-{n}", plan.id)),
        ticket: plan.id,
        at,
        visibility,
        direction,
        author: Author { kind, id, name },
        channel: (visibility == Visibility::Public).then_some(plan.channel),
        recorded_by: None,
        body,
    }
}
