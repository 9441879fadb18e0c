//! Tickets, articles, rows, customers.

use super::{Mirror, mirror};
use crate::domain::handover::Stands;
use crate::{api, domain};

mirror!(api::Mark = domain::Mark { by } renamed { at_ms: at });
mirror!(api::Marks = domain::Marks { assignee, owner_role, status, priority });
mirror!(api::Suggested = domain::Suggested { role, confidence_percent, unsure });
mirror!(api::Clock = domain::Clock {} renamed {
    target_ms: target, started_at_ms: started_at, due_at_ms: due_at, paused_ms: paused,
    paused_since_ms: paused_since, stopped_at_ms: stopped_at,
});
mirror!(api::Settled = domain::Settled { kept } renamed { at_ms: at });
mirror!(api::Promise = domain::Promise { by, text, settled } renamed { made_at_ms: made_at, due_at_ms: due_at });
mirror!(api::Spent = domain::Spent { minutes, billable });
mirror!(api::Skip = domain::Skip { by, reason } renamed { at_ms: at });
mirror!(api::Handover = domain::Handover { by, next, stands } renamed { at_ms: at });
mirror!(api::Returned = domain::incident::Returned { by, reason } renamed { at_ms: at });
mirror!(api::Sent = domain::incident::Sent { by, released_by, tickets, customers } renamed { at_ms: at });
mirror!(api::Broadcast = domain::incident::Broadcast { by, by_name, texts, to, returned } renamed { at_ms: at });
mirror!(api::Incident = domain::Incident { by, revision, proposed, sent } renamed { at_ms: at });
mirror!(api::Merged = domain::Merged { by, was } renamed { at_ms: at });
mirror!(api::Escalation = domain::Escalation { level, by, reason } renamed { at_ms: at });

/// The wire names units.
impl Mirror<Stands> for api::Stands {
    fn from_domain(it: Stands) -> Self {
        match it {
            Stands::Waiting => Self::Waiting {},
            Stands::Returned { by, at, reason } => Self::Returned { by: by.0, at_ms: at.0, reason },
            Stands::Pooled { at } => Self::Pooled { at_ms: at.0 },
        }
    }
    fn into_domain(self) -> Stands {
        match self {
            Self::Waiting {} => Stands::Waiting,
            Self::Returned { by, at_ms, reason } => {
                Stands::Returned { by: domain::OperatorId::new(by), at: domain::Timestamp(at_ms), reason }
            }
            Self::Pooled { at_ms } => Stands::Pooled { at: domain::Timestamp(at_ms) },
        }
    }
}
mirror!(api::Clocks = domain::Clocks { first_response, resolution });

impl Mirror<(String, String)> for api::Detail {
    fn from_domain((label, value): (String, String)) -> Self {
        api::Detail { label, value }
    }
    fn into_domain(self) -> (String, String) {
        (self.label, self.value)
    }
}

mirror!(api::Ticket = domain::Ticket {
    id, subject, customer, customer_name, requester, requester_name, channel, language, kind, priority, status,
    owner_role, assignee, site, product, tags, emergency, suggested, replies, clocks, duplicate_of, merged, related,
    details, marks, promise, skips, handover, escalation, incident, part_of, spent, version,
} renamed { created_at_ms: created_at, updated_at_ms: updated_at, inbound_at_ms: inbound_at, wake_at_ms: wake_at });

mirror!(api::Author = domain::Author { kind, id, name });
mirror!(api::Article = domain::Article {
    id, ticket, visibility, direction, author, channel, recorded_by, body,
} renamed { at_ms: at });

mirror!(api::Nearest = domain::Nearest { kind } renamed {
    due_at_ms: due_at, target_ms: target, paused_since_ms: paused_since,
});

/// One way only: a row's place and what a replica knows of it (unread, pending) do not travel.
impl From<domain::QueueRow> for api::QueueRow {
    fn from(row: domain::QueueRow) -> Self {
        api::QueueRow {
            id: row.id.0,
            status: row.status.into(),
            priority: row.priority.into(),
            kind: row.kind.into(),
            language: row.language.into(),
            site: row.site,
            customer: row.customer.0,
            customer_name: row.customer_name,
            subject: row.subject,
            owner_role: row.owner_role.map(Into::into),
            suggested: row.suggested.map(Into::into),
            assignee: row.assignee.map(|operator| operator.0),
            emergency: row.emergency,
            clock: row.clock.map(Into::into),
            skips: row.skips,
            handed: row.handed.map(Into::into),
            level: row.level,
            part_of: row.part_of.map(|id| id.0),
            broadcast: row.broadcast.map(Into::into),
            duplicate_of: row.duplicate_of.map(|it| it.0),
            created_at_ms: row.created_at.0,
        }
    }
}

mirror!(api::AccountTeamMember = domain::Staff { id, role, name, email, phone });
mirror!(
    api::Contact = domain::Contact { id, name, first_name, roles, email, phone, language, registered, permissions }
);
mirror!(api::Installed = domain::Installed { kind, id, site, description });
mirror!(api::Order = domain::Order { number, description, status } renamed {
    submitted_at_ms: submitted_at, due_at_ms: due_at,
});
mirror!(api::Invoice = domain::Invoice { number, amount_eur_cents, status } renamed {
    issued_at_ms: issued_at, due_at_ms: due_at,
});
mirror!(api::Customer = domain::Customer {
    id, name, domain, country, sector, language, onboarding, products, portal_access, sites, account_team, contacts,
    installed_base, open_orders, invoices, security_notes,
} renamed { go_live_at_ms: go_live_at });
mirror!(api::CustomerHit = domain::CustomerHit { customer, customer_name, contact, contact_name, ticket, matched });
