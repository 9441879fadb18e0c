//! What the tests of the screens look at: an honest ticket, a hostile one, and a place to draw them.

use crate::console::text::Shown;
use crate::domain::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

/// The instant of `look::tests::Room`.
pub const NOW: Timestamp = Timestamp(1_795_576_320_000);

fn ago(minutes: i64) -> Timestamp {
    NOW + Span::minutes(-minutes)
}

/// Draws into a buffer of that size; the lines without their trailing spaces.
pub fn drawn(width: u16, height: u16, draw: impl FnOnce(Rect, &mut Buffer)) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    draw(area, &mut buf);
    assert!(buf.content().iter().all(|cell| harmless(cell.symbol())), "{buf:?}");
    let rows = buf.content().chunks(usize::from(width.max(1)));
    let lines: Vec<String> = rows
        .map(|row| {
            let mut line = String::new();
            let mut skip = 0;
            for cell in row.iter().map(Cell::symbol) {
                if skip == 0 {
                    line.push_str(cell);
                }
                skip = if skip > 0 { skip - 1 } else { crate::console::text::width(cell).saturating_sub(1) };
            }
            line.trim_end().to_string()
        })
        .collect();
    lines.join("\n")
}

fn harmless(symbol: &str) -> bool {
    Shown::line(symbol).as_str() == symbol
}

/// Draws in every size that has gone wrong for somebody.
pub fn in_every_size(mut draw: impl FnMut(Rect, &mut Buffer)) {
    for (width, height) in [(0, 0), (0, 5), (5, 0), (1, 1), (2, 2), (3, 9), (9, 3), (12, 4), (40, 12), (200, 50)] {
        drawn(width, height, &mut draw);
        // A pane that does not begin at the corner.
        let whole = Rect::new(0, 0, width + 7, height + 5);
        draw(Rect::new(7, 5, width, height), &mut Buffer::empty(whole));
    }
}

fn staff(role: Role, name: &str, phone: &str) -> Staff {
    let email = format!("{}@provider.example", name.to_lowercase().replace(' ', "."));
    Staff { id: StaffId::new("st"), role, name: name.into(), email, phone: phone.into() }
}

fn contact(n: i64, name: &str, role: &str, registered: bool) -> Contact {
    Contact {
        id: ContactId::new(format!("C1001-{n}")),
        name: name.into(),
        first_name: name.split(' ').next().unwrap().into(),
        roles: vec![role.into()],
        email: format!("contact-{n}@vidraria-atlante.example"),
        phone: "+351 500 550 154".into(),
        language: Language::Pt,
        registered,
        permissions: vec!["tickets".into(), "access".into()],
    }
}

fn invoice(number: &str, cents: i64, due_in_days: i64, status: &str) -> Invoice {
    Invoice {
        number: number.into(),
        amount_eur_cents: cents,
        issued_at: NOW + Span::days(due_in_days - 30),
        due_at: NOW + Span::days(due_in_days),
        status: status.into(),
    }
}

pub fn customer() -> Customer {
    Customer {
        id: CustomerId::new("C1001"),
        name: "Vidraria Atlante".into(),
        domain: "vidraria-atlante.example".into(),
        country: "PT".into(),
        sector: "glass manufacturing".into(),
        language: Language::Pt,
        onboarding: Onboarding::InProgress,
        go_live_at: Some(NOW + Span::days(20)),
        products: vec![Product::Colocation, Product::ManagedServices],
        portal_access: true,
        sites: vec!["LS1".into(), "LS2".into()],
        account_team: vec![
            staff(Role::Am, "Marta Vilarinho", "+351 500 551 201"),
            staff(Role::Csm, "Inês Bonfimar", "+351 500 552 206"),
            staff(Role::Ba, "Carla Mouratal", "+351 500 554 216"),
        ],
        contacts: vec![
            contact(1, "Jaime Portelinha", "portal administrator", true),
            contact(2, "Graça Mexilho", "billing", false),
        ],
        installed_base: vec![Installed {
            kind: "cabinet".into(),
            id: "LS1:0207:11".into(),
            site: Some("LS1".into()),
            description: "Cabinet 48U, 800x1200".into(),
        }],
        open_orders: vec![Order {
            number: "1-204412".into(),
            description: "Cross connect monomodo".into(),
            status: "in_delivery".into(),
            submitted_at: ago(12 * 1440),
            due_at: Some(NOW + Span::days(3)),
        }],
        invoices: vec![
            invoice("INV-104205", 438_958, 16, "open"),
            invoice("INV-104213", 474_939, -12, "open"),
            invoice("INV-104216", 1_445_235, -45, "paid"),
        ],
        security_notes: vec!["Visitas só com escolta fora do horário 08-20".into()],
    }
}

pub fn article(n: i64, visibility: Visibility, direction: Direction, body: &str) -> Article {
    let inbound = direction == Direction::Inbound;
    let (kind, name) =
        if inbound { (AuthorKind::Contact, "Graça Mexilho") } else { (AuthorKind::Operator, "Rui Valverde") };
    Article {
        id: ArticleId::new(format!("a{n}")),
        ticket: TicketId(48_213),
        at: ago(120 - n * 10),
        visibility,
        direction,
        author: Author { kind, id: "op-08".into(), name: name.into() },
        channel: (visibility == Visibility::Public).then_some(Channel::Email),
        recorded_by: None,
        body: body.into(),
    }
}

fn ticket() -> Ticket {
    Ticket {
        id: TicketId(48_213),
        subject: "Sem energia no bastidor 11".into(),
        customer: CustomerId::new("C1001"),
        customer_name: "Vidraria Atlante".into(),
        requester: ContactId::new("C1001-2"),
        requester_name: "Graça Mexilho".into(),
        channel: Channel::Email,
        language: Language::Pt,
        kind: TicketType::Trouble,
        priority: Priority::High,
        status: Status::Open,
        owner_role: Some(Role::Csm),
        assignee: Some(OperatorId::new("op-08")),
        site: Some("LS1".into()),
        product: Some(Product::Colocation),
        tags: vec!["power".into(), "feed-a".into()],
        emergency: false,
        suggested: None,
        created_at: ago(120),
        updated_at: ago(10),
        inbound_at: ago(110),
        replies: 1,
        clocks: Clocks {
            first_response: Some(Clock {
                target: Span::minutes(30),
                started_at: ago(120),
                due_at: ago(90),
                paused: Span(0),
                paused_since: None,
                stopped_at: Some(ago(100)),
            }),
            resolution: Some(Clock {
                target: Span::hours(4),
                started_at: ago(120),
                due_at: NOW + Span::minutes(50),
                paused: Span::minutes(20),
                paused_since: None,
                stopped_at: None,
            }),
        },
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
        details: vec![("location".into(), "LS1:0207:11".into()), ("stage".into(), "waiting".into())],
        marks: Marks { owner_role: Some(Mark { by: OperatorId::new("op-12"), at: ago(30) }), ..Marks::default() },
        version: 4,
    }
}

fn suggestion() -> Suggestion {
    let ranked = [(Role::Csm, 0.62), (Role::Gsd, 0.3), (Role::Am, 0.05), (Role::Se, 0.02), (Role::Ba, 0.01)];
    let reason = |text: &str, role| Reason { text: text.into(), role, weight: 0.5 };
    Suggestion {
        ranked: ranked.map(|(role, confidence)| Ranked { role, confidence }).to_vec(),
        rule: Rule::Onboarding,
        reasons: vec![reason("sem energia", Role::Gsd), reason("bastidor 11", Role::Gsd)],
        flip: None,
        urgent: true,
        emergency: false,
        unsure: false,
        follow_ups: vec![Role::Gsd],
        wrong_channel: true,
        knowledge: "2026.1-5f3c9a".into(),
    }
}

pub fn entry(n: i64, action: Action, state: OutboxState) -> OutboxEntry {
    OutboxEntry {
        id: OperationId(format!("dev:{n}")),
        operation: Operation { ticket: TicketId(48_213), action },
        made_at: ago(12 + n),
        leaves_at: None,
        state,
        newer: Vec::new(),
    }
}

pub fn refused(n: i64) -> OutboxEntry {
    let refusal = Refusal::Conflict {
        field: operation::Field::OwnerRole,
        expected: "unrouted".into(),
        found: "BA".into(),
        mark: Some(Mark { by: OperatorId::new("op-12"), at: ago(3) }),
    };
    let action = Action::Route { from: None, to: Role::Csm, decision: Decision::Accepted, knowledge: None };
    entry(n, action, OutboxState::Refused { refusal })
}

fn recent() -> QueueRow {
    QueueRow {
        id: TicketId(48_101),
        place: Place(vec![48_101]),
        status: Status::Resolved,
        priority: Priority::Normal,
        kind: TicketType::Access,
        language: Language::Pt,
        site: None,
        customer: CustomerId::new("C1001"),
        customer_name: "Vidraria Atlante".into(),
        subject: "Acesso para visita".into(),
        owner_role: None,
        suggested: None,
        assignee: None,
        emergency: false,
        skips: 0,
        handed: None,
        level: 0,
        part_of: None,
        broadcast: None,
        duplicate_of: None,
        clock: None,
        created_at: ago(3 * 1440),
        unread: false,
        pending: false,
    }
}

/// A trouble ticket of a customer whose onboarding is under way, with a reply that waits and a refusal.
pub fn dossier() -> Dossier {
    let waiting = Action::Reply { body: "Já lá está um técnico.".into(), seen: 1, force: false };
    let waiting = entry(7, waiting, OutboxState::Queued);
    let mut last = article(5, Visibility::Public, Direction::Outbound, "Já lá está um técnico.");
    last.id = waiting.id.article_id();
    Dossier {
        ticket: ticket(),
        articles: vec![
            article(
                1,
                Visibility::Public,
                Direction::Inbound,
                "Bom dia,\n\no bastidor 11 está sem energia na alimentação A desde as 02:50. Podem verificar?",
            ),
            article(
                2,
                Visibility::Public,
                Direction::Outbound,
                "Bom dia, Graça. Estamos a verificar.\n\n> o bastidor 11 está sem energia",
            ),
            article(3, Visibility::Internal, Direction::Note, "Disjuntor A desarmado, ver com o turno da tarde."),
            last,
        ],
        customer: Some(customer()),
        recent: vec![recent()],
        handoff: Some(Handoff {
            title: "Passed to the CSM".into(),
            text: "Hello Ana,\n\nIt is with Rui {{ csm.email }}.".into(),
            missing: vec!["csm.email".into()],
            status: None,
        }),
        suggestion: suggestion(),
        outbox: vec![waiting, refused(8)],
        ties: Ties::default(),
    }
}

/// What an attacker would put into every field.
pub const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}gnp\u{200b}\u{2028}a\r\nb\u{8}\u{e0041}字e\u{301}\u{301}\u{1F468}\u{200d}x";

/// The honest dossier with every text from outside replaced.
pub fn hostile() -> Dossier {
    let mut value = serde_json::to_value(DossierText::of(&dossier())).unwrap();
    poison(&mut value);
    let text: DossierText = serde_json::from_value(value).unwrap();
    let mut dossier = dossier();
    let t = &mut dossier.ticket;
    (t.subject, t.customer_name, t.requester_name) =
        (text.texts[0].clone(), text.texts[1].clone(), text.texts[2].clone());
    t.site = Some(HOSTILE.into());
    t.assignee = Some(OperatorId::new(HOSTILE));
    t.marks.owner_role = Some(Mark { by: OperatorId::new(HOSTILE), at: NOW });
    t.tags = vec![HOSTILE.into(); 3];
    t.details = vec![(HOSTILE.into(), HOSTILE.into())];
    for article in &mut dossier.articles {
        article.body = format!("{HOSTILE}\n> {HOSTILE}");
        article.author.name = HOSTILE.into();
        article.recorded_by = Some(HOSTILE.into());
    }
    dossier.customer = Some(text.customer);
    dossier.recent[0].subject = HOSTILE.into();
    dossier.suggestion.reasons[0].text = HOSTILE.into();
    dossier.suggestion.knowledge = HOSTILE.into();
    dossier.outbox = vec![entry(
        1,
        Action::Steal { from: OperatorId::new(HOSTILE), reason: HOSTILE.into() },
        OutboxState::Refused {
            refusal: Refusal::Conflict {
                field: operation::Field::Assignee,
                expected: HOSTILE.into(),
                found: HOSTILE.into(),
                mark: Some(Mark { by: OperatorId::new(HOSTILE), at: NOW }),
            },
        },
    )];
    dossier
}

#[derive(serde::Serialize, serde::Deserialize)]
struct DossierText {
    texts: Vec<String>,
    customer: Customer,
}

impl DossierText {
    fn of(dossier: &Dossier) -> DossierText {
        DossierText { texts: vec![String::new(); 3], customer: dossier.customer.clone().unwrap() }
    }
}

/// Replaces every text in a value but the words of enums.
fn poison(value: &mut serde_json::Value) {
    const WORDS: [&str; 12] =
        ["AM", "CSM", "SE", "BA", "GSD", "pt", "es", "en", "colocation", "managed_services", "network", "in_progress"];
    match value {
        serde_json::Value::String(text) if !WORDS.contains(&text.as_str()) => *text = HOSTILE.into(),
        serde_json::Value::Array(items) => items.iter_mut().for_each(poison),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(poison),
        _ => {}
    }
}
