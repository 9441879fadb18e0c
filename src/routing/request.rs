//! What the router is asked: the facts of one ticket, and nothing else.

use crate::domain::{Article, Channel, Customer, Direction, Language, Onboarding, Product, Ticket};

/// One ticket to be routed. Whatever is not known is `None`: a text on the command line has nothing else.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'a> {
    pub language: Option<Language>,
    pub channel: Option<Channel>,
    pub onboarding: Option<Onboarding>,
    /// What the customer has, which need not be what the ticket is about.
    pub products: &'a [Product],
    pub portal_access: Option<bool>,
    /// As filled in on the ticket.
    pub product: Option<Product>,
    pub subject: &'a str,
    /// As it came from outside: hostile, of any length.
    pub body: &'a str,
}

impl<'a> Request<'a> {
    /// The request that opened the ticket: the body is the customer's first inbound article.
    pub fn of(ticket: &'a Ticket, articles: &'a [Article], customer: Option<&'a Customer>) -> Request<'a> {
        let opening = articles.iter().find(|article| article.direction == Direction::Inbound);
        Request {
            language: Some(ticket.language),
            channel: Some(ticket.channel),
            onboarding: customer.map(|customer| customer.onboarding),
            products: customer.map_or(&[], |customer| &customer.products),
            portal_access: customer.map(|customer| customer.portal_access),
            product: ticket.product,
            subject: &ticket.subject,
            body: opening.map_or("", |article| &article.body),
        }
    }
}
