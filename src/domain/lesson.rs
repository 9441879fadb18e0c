//! What a person's routing teaches: the ticket as it was, and the role that it was given.
//!
//! The desk makes one of each routing by a person who had a suggestion before them. A ticket teaches once: who routes it
//! anew replaces what it taught, and who takes the routing or the lesson back takes it away.

use super::{
    Article, Channel, Customer, Decision, Direction, Language, Onboarding, OperationId, OperatorId, Product, Role,
    Ticket, TicketId, Timestamp,
};
use serde::{Deserialize, Serialize};

/// Of a ticket's text so many bytes are kept with its lesson.
pub const TEXT_LIMIT: usize = 4 * 1024;

/// A confirmed routing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    pub ticket: TicketId,
    /// The routing that taught it.
    pub operation: OperationId,
    pub at: Timestamp,
    pub operator: OperatorId,
    /// What had been suggested.
    pub suggested: Role,
    /// What it was.
    pub role: Role,
    /// Why not what had been suggested, if the operator said so.
    pub reason: Option<String>,
    /// Which knowledge suggested it, if the operator's console told.
    pub knowledge: Option<String>,
    pub taught: Taught,
}

/// The ticket as routing read it, its text cut off at [`TEXT_LIMIT`] bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taught {
    pub language: Language,
    pub channel: Channel,
    pub onboarding: Option<Onboarding>,
    pub products: Vec<Product>,
    pub portal_access: Option<bool>,
    pub product: Option<Product>,
    pub subject: String,
    pub body: String,
}

/// A routing that was made: by whom, when, with what before them.
#[derive(Debug, Clone, Copy)]
pub struct Routed<'a> {
    pub operation: &'a OperationId,
    pub by: &'a OperatorId,
    pub at: Timestamp,
    pub to: Role,
    pub decision: &'a Decision,
    pub knowledge: Option<&'a String>,
}

impl Lesson {
    /// What the routing of a ticket teaches; None when nobody decided on a suggestion.
    pub fn of(
        ticket: &Ticket,
        opening: Option<&Article>,
        customer: Option<&Customer>,
        routed: &Routed<'_>,
    ) -> Option<Lesson> {
        let (suggested, reason) = match routed.decision {
            Decision::Accepted => (routed.to, None),
            Decision::Chosen { suggested } => (*suggested, None),
            Decision::Overridden { suggested, reason } => (*suggested, Some(reason.clone())),
            Decision::Unaided => return None,
        };
        let taught = Taught {
            language: ticket.language,
            channel: ticket.channel,
            onboarding: customer.map(|it| it.onboarding),
            products: customer.map_or_else(Vec::new, |it| it.products.clone()),
            portal_access: customer.map(|it| it.portal_access),
            product: ticket.product,
            subject: cut(&ticket.subject),
            body: opening.map_or_else(String::new, |article| cut(&article.body)),
        };
        Some(Lesson {
            ticket: ticket.id,
            operation: routed.operation.clone(),
            at: routed.at,
            operator: routed.by.clone(),
            suggested,
            role: routed.to,
            reason,
            knowledge: routed.knowledge.cloned(),
            taught,
        })
    }

    /// Whether the suggestion was right.
    pub fn confirms(&self) -> bool {
        self.suggested == self.role
    }
}

/// The article that routing reads: what the customer wrote first.
pub fn opening(articles: &[Article]) -> Option<&Article> {
    articles.iter().find(|article| article.direction == Direction::Inbound)
}

fn cut(text: &str) -> String {
    text[..text.floor_char_boundary(TEXT_LIMIT)].to_string()
}

#[cfg(test)]
pub mod fixture {
    use super::*;

    /// What a ticket taught that was suggested to one role and was another's.
    pub fn lesson(ticket: i64, suggested: Role, role: Role) -> Lesson {
        let taught = Taught {
            language: Language::Pt,
            channel: Channel::Email,
            onboarding: None,
            products: Vec::new(),
            portal_access: None,
            product: None,
            subject: "Fatura".into(),
            body: "A fatura veio errada.".into(),
        };
        Lesson {
            ticket: TicketId(ticket),
            operation: OperationId::new(format!("d:{ticket}")),
            at: Timestamp(ticket),
            operator: OperatorId::new("op-01"),
            suggested,
            role,
            reason: None,
            knowledge: None,
            taught,
        }
    }
}
