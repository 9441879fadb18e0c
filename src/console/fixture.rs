//! A small desk for the tests of the console: fixed time, three tickets, two operators.

use super::keymap::{Keymap, Preset};
use super::model::{Model, Start};
use super::theme::Theme;
use crate::domain::sla::Clocks;
use crate::domain::*;
use crate::i18n::Catalog;
use jiff::tz::TimeZone;

/// 2026-11-25 03:12:07 in Lisbon.
pub const NOW: Timestamp = Timestamp(1_795_576_327_000);

pub fn me() -> OperatorId {
    OperatorId::new("op-08")
}

pub fn colleague() -> OperatorId {
    OperatorId::new("op-12")
}

/// A console that has just been started, in English, 100 by 30.
pub fn desk() -> Model {
    Model::new(Start {
        me: me(),
        desk: "Sample desk".into(),
        sample: true,
        slot: 1,
        program: "turno".into(),
        words: Catalog::new(Language::En),
        theme: Theme::default(),
        zone: TimeZone::get("Europe/Lisbon").unwrap(),
        keymap: Keymap::new(Preset::Default),
        now: NOW,
        size: (100, 30),
    })
}

pub fn ticket(id: i64) -> Ticket {
    Ticket {
        id: TicketId(id),
        subject: format!("Cross connect {id} down"),
        customer: CustomerId::new("C1001"),
        customer_name: "Vidraria Atlante".into(),
        requester: ContactId::new("C1001-2"),
        requester_name: "Marta Roxo".into(),
        channel: Channel::Email,
        language: Language::Pt,
        kind: TicketType::Trouble,
        priority: Priority::High,
        status: Status::New,
        owner_role: None,
        assignee: None,
        site: Some("LS1".into()),
        product: Some(Product::Colocation),
        tags: Vec::new(),
        emergency: false,
        suggested: Some(Suggested { role: Role::Gsd, confidence_percent: 83, unsure: false }),
        created_at: NOW - Span::minutes(50),
        updated_at: NOW - Span::minutes(50),
        inbound_at: NOW - Span::minutes(50),
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

pub fn row(id: i64) -> QueueRow {
    let ticket = ticket(id);
    QueueRow {
        id: ticket.id,
        place: Place(vec![1, 1, id, i64::MAX, ticket.created_at.0, id]),
        status: ticket.status,
        priority: ticket.priority,
        kind: ticket.kind,
        language: ticket.language,
        site: ticket.site,
        customer: ticket.customer,
        customer_name: ticket.customer_name,
        subject: ticket.subject,
        owner_role: None,
        suggested: ticket.suggested,
        assignee: None,
        emergency: false,
        skips: 0,
        handed: None,
        level: 0,
        part_of: None,
        broadcast: None,
        duplicate_of: None,
        clock: Some(Nearest {
            kind: ClockKind::FirstResponse,
            due_at: NOW + Span::minutes(id),
            target: Span::minutes(15),
            paused_since: None,
        }),
        created_at: ticket.created_at,
        unread: true,
        pending: false,
    }
}

pub fn suggestion(unsure: bool) -> Suggestion {
    let roles = [Role::Gsd, Role::Csm, Role::Ba, Role::Am, Role::Se];
    let shares = [0.83, 0.09, 0.04, 0.03, 0.01];
    Suggestion {
        ranked: roles.into_iter().zip(shares).map(|(role, confidence)| Ranked { role, confidence }).collect(),
        rule: Rule::Topic,
        reasons: vec![Reason { text: "cross connect".into(), role: Role::Gsd, weight: 0.6 }],
        flip: None,
        urgent: false,
        emergency: false,
        unsure,
        follow_ups: Vec::new(),
        wrong_channel: false,
        knowledge: "test".into(),
    }
}

pub fn dossier(id: i64) -> Dossier {
    let ticket = ticket(id);
    let article = Article {
        id: ArticleId::new(format!("a{id}")),
        ticket: ticket.id,
        at: ticket.created_at,
        visibility: Visibility::Public,
        direction: Direction::Inbound,
        author: Author { kind: AuthorKind::Contact, id: "C1001-2".into(), name: "Marta Roxo".into() },
        channel: Some(Channel::Email),
        recorded_by: None,
        body: "The cross connect is down since 02:20.".into(),
    };
    Dossier {
        ticket,
        articles: vec![article],
        customer: None,
        recent: Vec::new(),
        handoff: None,
        suggestion: suggestion(false),
        outbox: Vec::new(),
        ties: Ties::default(),
    }
}

pub fn window(ids: &[i64]) -> Window {
    let rows: Vec<_> = ids.iter().map(|id| row(*id)).collect();
    let total = Count { n: i64::try_from(ids.len()).unwrap(), or_more: false };
    Window { rows, at_start: true, at_end: true, total, before: Some(0) }
}

/// A macro for trouble tickets, with the same text in the three languages.
pub fn canned(id: &str, title: &str, body: &str) -> Macro {
    let each = |text: &str| Language::ALL.iter().map(|language| (*language, text.to_string())).collect();
    Macro {
        id: id.into(),
        category: "trouble".into(),
        visibility: Visibility::Public,
        types: vec![TicketType::Trouble],
        status: None,
        hands_to: None,
        title: each(title),
        body: each(body),
    }
}

/// One that fits the suggestion, one that asks for something, one for the desk, and one for tickets of another type.
pub fn macros() -> Vec<Macro> {
    let handing = HandsTo { role: Role::Gsd, rule: None };
    let internal = canned("shift", "Passagem", "Ticket {{ ticket.id }}: {{ handover.notes }}");
    vec![
        Macro { types: vec![TicketType::Billing], ..canned("invoice", "Fatura", "{{ invoice.number }}") },
        Macro { visibility: Visibility::Internal, ..internal },
        Macro {
            status: Some(Status::Pending),
            ..canned("missing", "Avaria: faltam dados", "Falta: {{ missing.items }}, {{ wait.days }} dias.")
        },
        Macro {
            hands_to: Some(handing),
            ..canned("ours", "É connosco", "Olá, {{ requester.first_name }}: é connosco.")
        },
    ]
}
