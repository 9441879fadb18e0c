//! The feed's records and pages.

use super::{Mirror, mirror, mirror_from, mirror_tuples};
use crate::{api, domain};

mirror_tuples!(api::Record = domain::Record { Ticket, Article, Customer, Operator, Macro, Faq, Policy, Lesson });
mirror!(api::Change = domain::Change { seq, record });

impl Mirror<domain::RecordKey> for api::RecordKey {
    fn from_domain(it: domain::RecordKey) -> Self {
        match it {
            domain::RecordKey::Ticket(id) => Self::Ticket(id.0),
            domain::RecordKey::Article(id) => Self::Article(id.0),
            domain::RecordKey::Customer(id) => Self::Customer(id.0),
            domain::RecordKey::Operator(id) => Self::Operator(id.0),
            domain::RecordKey::Macro(id) => Self::Macro(id),
            domain::RecordKey::Faq(id) => Self::Faq(id),
            domain::RecordKey::Policy => Self::Policy,
            domain::RecordKey::Lesson(id) => Self::Lesson(id.0),
        }
    }
    fn into_domain(self) -> domain::RecordKey {
        match self {
            Self::Ticket(id) => domain::RecordKey::Ticket(domain::TicketId(id)),
            Self::Article(id) => domain::RecordKey::Article(domain::ArticleId(id)),
            Self::Customer(id) => domain::RecordKey::Customer(domain::CustomerId(id)),
            Self::Operator(id) => domain::RecordKey::Operator(domain::OperatorId(id)),
            Self::Macro(id) => domain::RecordKey::Macro(id),
            Self::Faq(id) => domain::RecordKey::Faq(id),
            Self::Policy => domain::RecordKey::Policy,
            Self::Lesson(id) => domain::RecordKey::Lesson(domain::TicketId(id)),
        }
    }
}
mirror_from!(api::RecordKey, domain::RecordKey);

impl Mirror<(i64, domain::RecordKey)> for api::Gone {
    fn from_domain((seq, key): (i64, domain::RecordKey)) -> Self {
        api::Gone { seq, key: key.into() }
    }
    fn into_domain(self) -> (i64, domain::RecordKey) {
        (self.seq, self.key.into())
    }
}

mirror!(api::ChangesPage = domain::Page {
    changes, gone, to, seq, head, up_to_date, acknowledged_n,
} renamed { server_time_ms: server_time });
