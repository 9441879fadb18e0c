//! A desk on which every text is somebody's attempt, and the screens of a console on it.
//!
//! Nothing is left to a default here: a new field of text that is not filled does not compile.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use turno::console::effect::Effect;
use turno::console::keymap::{Keymap, Preset};
use turno::console::model::{Model, Start};
use turno::console::msg::Msg;
use turno::console::theme::Theme;
use turno::console::update;
use turno::domain::view::Saved;
use turno::domain::*;
use turno::i18n::Catalog;

pub const NOW: Timestamp = Timestamp(1_795_576_327_000);

/// What is pressed to come to each screen. A `⎆` is Enter, a `⇥` is Tab.
pub const SCREENS: [&str; 18] =
    ["", " t", "⎆", "⎆⇥", "⎆⇥⇥", "⇥", "⇥⇥", "r", "c", "O", "?", ":", "o", "s", "/x", "/site:", "f", "y"];

pub fn ticket(text: &str) -> Ticket {
    Ticket {
        id: TicketId(1),
        subject: text.into(),
        customer: CustomerId::new(text),
        customer_name: text.into(),
        requester: ContactId::new(text),
        requester_name: text.into(),
        channel: Channel::Email,
        language: Language::Pt,
        kind: TicketType::Trouble,
        priority: Priority::High,
        status: Status::Open,
        owner_role: Some(Role::Gsd),
        assignee: Some(OperatorId::new(text)),
        site: Some(text.into()),
        product: Some(Product::Colocation),
        tags: vec![text.into(), text.into()],
        emergency: true,
        suggested: None,
        created_at: NOW - Span::minutes(50),
        updated_at: NOW,
        inbound_at: NOW,
        replies: 1,
        clocks: Default::default(),
        duplicate_of: Some(TicketId(2)),
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
        details: vec![(text.into(), text.into())],
        marks: Default::default(),
        version: 3,
    }
}

fn row(text: &str, id: i64) -> QueueRow {
    QueueRow {
        id: TicketId(id),
        place: Place(vec![id]),
        status: Status::Open,
        priority: Priority::High,
        kind: TicketType::Trouble,
        language: Language::Pt,
        site: Some(text.into()),
        customer: CustomerId::new(text),
        customer_name: text.into(),
        subject: text.into(),
        owner_role: None,
        suggested: None,
        assignee: Some(OperatorId::new(text)),
        emergency: false,
        skips: 0,
        handed: None,
        level: 0,
        part_of: None,
        broadcast: None,
        duplicate_of: None,
        clock: None,
        created_at: NOW - Span::minutes(50),
        unread: true,
        pending: true,
    }
}

fn ties(text: &str) -> Ties {
    let other = |id| Ticket { id: TicketId(id), merged: None, ..ticket(text) };
    let links = vec![Tie { ticket: other(12), stands_there: true }];
    Ties { kept: Some(other(2)), duplicates: vec![other(11)], links }
}

fn likely(text: &str) -> Likely {
    let ticket = Ticket { id: TicketId(13), duplicate_of: None, ..ticket(text) };
    Likely { ticket, words: vec![text.into()], requester_too: false }
}

fn articles(text: &str) -> Vec<Article> {
    let article = |id: &str, visibility, direction, kind| Article {
        id: ArticleId::new(id),
        ticket: TicketId(1),
        at: NOW,
        visibility,
        direction,
        author: Author { kind, id: text.into(), name: text.into() },
        channel: Some(Channel::Email),
        recorded_by: Some(text.into()),
        body: text.into(),
    };
    vec![
        article("a", Visibility::Public, Direction::Inbound, AuthorKind::Contact),
        article("b", Visibility::Internal, Direction::Outbound, AuthorKind::Operator),
    ]
}

fn customer(text: &str) -> Customer {
    let texts = || vec![text.to_string(), text.to_string()];
    Customer {
        id: CustomerId::new(text),
        name: text.into(),
        domain: text.into(),
        country: text.into(),
        sector: text.into(),
        language: Language::Pt,
        onboarding: Onboarding::Completed,
        go_live_at: Some(NOW),
        products: vec![Product::Colocation],
        portal_access: true,
        sites: texts(),
        account_team: vec![Staff {
            id: StaffId::new(text),
            role: Role::Am,
            name: text.into(),
            email: text.into(),
            phone: text.into(),
        }],
        contacts: vec![Contact {
            id: ContactId::new(text),
            name: text.into(),
            first_name: text.into(),
            roles: texts(),
            email: text.into(),
            phone: text.into(),
            language: Language::Pt,
            registered: true,
            permissions: texts(),
        }],
        installed_base: vec![Installed {
            kind: text.into(),
            id: text.into(),
            site: Some(text.into()),
            description: text.into(),
        }],
        open_orders: vec![Order {
            number: text.into(),
            description: text.into(),
            status: text.into(),
            submitted_at: NOW,
            due_at: Some(NOW),
        }],
        invoices: vec![Invoice {
            number: text.into(),
            amount_eur_cents: -1,
            issued_at: NOW,
            due_at: NOW,
            status: text.into(),
        }],
        security_notes: texts(),
    }
}

fn suggestion(text: &str) -> Suggestion {
    Suggestion {
        ranked: vec![Ranked { role: Role::Gsd, confidence: 0.8 }, Ranked { role: Role::Csm, confidence: 0.2 }],
        rule: Rule::Topic,
        reasons: vec![Reason { text: text.into(), role: Role::Gsd, weight: 0.6 }],
        flip: Some(Flip { without: vec![text.into()], role: Role::Csm, rule: Rule::Topic }),
        urgent: true,
        emergency: true,
        unsure: true,
        follow_ups: Vec::new(),
        wrong_channel: true,
        knowledge: text.into(),
    }
}

fn outbox(text: &str) -> Vec<OutboxEntry> {
    let conflict = Refusal::Conflict {
        field: operation::Field::Assignee,
        expected: text.into(),
        found: text.into(),
        mark: Some(Mark { by: OperatorId::new(text), at: NOW }),
    };
    let entry = |n: i64, action, state| OutboxEntry {
        id: OperationId::new(format!("{n}{text}")),
        operation: Operation { ticket: TicketId(1), action },
        made_at: NOW,
        leaves_at: None,
        state,
        newer: articles(text),
    };
    vec![
        entry(1, Action::Reply { body: text.into(), seen: 1, force: false }, OutboxState::Queued),
        entry(
            2,
            Action::Steal { from: OperatorId::new(text), reason: text.into() },
            OutboxState::Refused { refusal: conflict },
        ),
        entry(3, Action::Comment { body: text.into() }, OutboxState::Stuck { detail: text.into() }),
        entry(
            4,
            Action::Reply { body: text.into(), seen: 1, force: false },
            OutboxState::Refused { refusal: Refusal::NewerReply },
        ),
    ]
}

/// One that can be read, and one that most likely cannot.
fn views(text: &str) -> Vec<Saved> {
    let view = |name: &str, query: &str| Saved { name: name.into(), query: query.into(), digit: None, used_at: NOW };
    vec![view(text, "lang:pt"), view("query", &format!("tag:\"{text}\"")), view("broken", &format!("status:{text}"))]
}

/// A console on that desk.
pub fn console(text: &str, size: (u16, u16)) -> Model {
    let mut model = Model::new(Start {
        me: OperatorId::new(text),
        desk: text.into(),
        sample: true,
        slot: 1,
        program: "turno".into(),
        words: Catalog::new(Language::En),
        theme: Theme::default(),
        zone: jiff::tz::TimeZone::UTC,
        keymap: Keymap::new(Preset::Default),
        now: NOW,
        size,
    });
    let effects = update::start(&mut model);
    let operator = Operator {
        id: OperatorId::new(text),
        name: text.into(),
        languages: vec![Language::Pt],
        shift: Shift::Night,
        lead: true,
    };
    let texts = [
        Msg::ReferenceLoaded { operators: vec![operator], policy: Policy::default() },
        Msg::OutboxLoaded(outbox(text)),
        Msg::Noted { text: text.into(), hint: text.into() },
        Msg::ShelfLoaded { views: views(text), typed: vec![text.into()] },
    ];
    answer(&mut model, text, effects);
    for msg in texts {
        send(&mut model, text, msg);
    }
    model
}

/// Presses what leads to a screen.
pub fn go_to(model: &mut Model, text: &str, screen: &str) {
    for key in screen.chars() {
        let code = match key {
            '⎆' => KeyCode::Enter,
            '⇥' => KeyCode::Tab,
            letter => KeyCode::Char(letter),
        };
        send(model, text, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }
    if matches!(screen, ":" | "/x" | "r" | "c" | "?") {
        send(model, text, Msg::Pasted(text.into()));
    }
}

/// Takes in a message, and answers what it asks for.
pub fn send(model: &mut Model, text: &str, msg: Msg) {
    let effects = update::update(model, msg);
    answer(model, text, effects);
}

fn answer(model: &mut Model, text: &str, effects: Vec<Effect>) {
    for effect in effects {
        let msg = match effect {
            Effect::LoadWindow { generation, .. } => {
                let rows: Vec<QueueRow> = (1..=3).map(|id| row(text, id)).collect();
                let total = Count { n: 3, or_more: false };
                Msg::WindowLoaded {
                    generation,
                    window: Window { rows, at_start: true, at_end: true, total, before: Some(0) },
                }
            }
            Effect::LoadDossier(id) => {
                let dossier = Dossier {
                    ticket: Ticket { id, ..ticket(text) },
                    articles: articles(text),
                    customer: Some(customer(text)),
                    recent: vec![row(text, 4)],
                    handoff: Some(Handoff {
                        title: text.into(),
                        text: text.into(),
                        missing: vec![text.into()],
                        status: None,
                    }),
                    suggestion: suggestion(text),
                    outbox: outbox(text),
                    ties: ties(text),
                };
                Msg::DossierLoaded { ticket: id, dossier: Some(Box::new(dossier)) }
            }
            Effect::LoadDuplicates { of, named } => {
                let likely = likely(text);
                let found = Duplicates {
                    ticket: Ticket { id: of, ..ticket(text) },
                    ties: ties(text),
                    likely: vec![likely.clone()],
                    named: named.map(|id| Likely { ticket: Ticket { id, ..ticket(text) }, ..likely }),
                };
                Msg::DuplicatesLoaded { of, named, found: Some(Box::new(found)) }
            }
            Effect::LoadMarked { want, ids } => {
                let found = vec![Marked { ticket: ticket(text), suggestion: Some(suggestion(text)) }];
                Msg::MarkedLoaded { want, ids, found }
            }
            Effect::LoadDraft { ticket, kind } => Msg::DraftLoaded { ticket, kind, text: Some(text.into()) },
            _ => continue,
        };
        let more = update::update(model, msg);
        answer(model, text, more);
    }
}
