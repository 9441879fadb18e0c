//! What a frame costs, from the model to the cells, with 200 rows in memory and a ticket read.

#![expect(clippy::expect_used, reason = "a bench that cannot set itself up has nothing to measure")]

use divan::{Bencher, black_box};
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use turno::console::cache::Cache;
use turno::console::effect::Effect;
use turno::console::keymap::{Keymap, Preset};
use turno::console::model::{Model, Start};
use turno::console::msg::Msg;
use turno::console::theme::Theme;
use turno::console::{update, view};
use turno::domain::{
    Article, ArticleId, Author, AuthorKind, Channel, ClockKind, Clocks, Contact, ContactId, Count, Customer,
    CustomerId, Direction, Dossier, Installed, Invoice, Language, Marks, Nearest, Onboarding, OperatorId, Place,
    Priority, Product, QueueRow, Ranked, Role, Rule, Span, Staff, StaffId, Status, Suggested, Suggestion, Ticket,
    TicketId, TicketType, Ties, Timestamp, Visibility, Window,
};
use turno::i18n::Catalog;

const NOW: Timestamp = Timestamp(1_795_576_327_000);
const ROWS: i64 = 200;
const SIZES: [(u16, u16); 2] = [(160, 48), (200, 50)];

fn main() {
    divan::main();
}

fn row(n: i64) -> QueueRow {
    QueueRow {
        id: TicketId(n),
        place: Place(vec![1, 1, n, i64::MAX, n, n]),
        status: Status::Open,
        priority: Priority::ALL[(n % 4) as usize],
        kind: TicketType::ALL[(n % 7) as usize],
        language: Language::ALL[(n % 3) as usize],
        site: Some("LS1".into()),
        customer: CustomerId::new("C1001"),
        customer_name: "Vidraria Atlântica, S.A.".into(),
        subject: "Interligação óptica em baixo desde as 02:20, segunda ocorrência".into(),
        owner_role: (n % 2 == 0).then_some(Role::Gsd),
        suggested: Some(Suggested { role: Role::Csm, confidence_percent: 70, unsure: n % 5 == 0 }),
        assignee: (n % 3 == 0).then(|| OperatorId::new("op-12")),
        emergency: n < 2,
        skips: 0,
        handed: None,
        level: 0,
        part_of: None,
        broadcast: None,
        duplicate_of: None,
        clock: Some(Nearest {
            kind: ClockKind::Resolution,
            due_at: NOW + Span::minutes(n - 20),
            target: Span::hours(4),
            paused_since: None,
        }),
        created_at: NOW,
        unread: n % 4 == 0,
        pending: n % 9 == 0,
    }
}

/// As large as a large one of the sample desk: some 130 lines of its pane at 46 cells.
fn customer() -> Customer {
    let contact = |n: i64| Contact {
        id: ContactId::new(format!("C1001-{n}")),
        name: "Marta Roxo de Almeida".into(),
        first_name: "Marta".into(),
        roles: vec!["technical".into()],
        email: "marta.roxo@vidraria-atlante.example".into(),
        phone: "+351 500 550 154".into(),
        language: Language::Pt,
        registered: n != 2,
        permissions: ["tickets", "access", "shipments", "smart_hands", "reports"].map(String::from).to_vec(),
    };
    let staff = |role: Role| Staff {
        id: StaffId::new(format!("st-{role}")),
        role,
        name: "Duarte Sequeiro".into(),
        email: "duarte.sequeiro@provider.example".into(),
        phone: "+351 500 551 202".into(),
    };
    let installed = |n: i64| Installed {
        kind: "cross_connect".into(),
        id: format!("XC-20{n:04}"),
        site: Some("LS1".into()),
        description: "Single-mode, LS1:0207:12 to Carrier Norte".into(),
    };
    let invoice = |n: i64| Invoice {
        number: format!("INV-1042{n:02}"),
        amount_eur_cents: 438_958,
        issued_at: NOW - Span::days(30 * n),
        due_at: NOW - Span::days(30 * n - 30),
        status: "open".into(),
    };
    Customer {
        id: CustomerId::new("C1001"),
        name: "Vidraria Atlântica, S.A.".into(),
        domain: "vidraria-atlante.example".into(),
        country: "PT".into(),
        sector: "glass manufacturing".into(),
        language: Language::Pt,
        onboarding: Onboarding::Completed,
        go_live_at: Some(NOW - Span::days(410)),
        products: Product::ALL.to_vec(),
        portal_access: true,
        sites: vec!["LS1".into(), "LS2".into()],
        account_team: [Role::Am, Role::Csm, Role::Se, Role::Ba].map(staff).to_vec(),
        contacts: (1..6).map(contact).collect(),
        installed_base: (0..32).map(installed).collect(),
        open_orders: Vec::new(),
        invoices: (0..5).map(invoice).collect(),
        security_notes: vec!["Visitas só com escolta fora do horário 08-20".into()],
    }
}

fn dossier(id: TicketId) -> Dossier {
    let ticket = Ticket {
        id,
        subject: "Interligação óptica em baixo".into(),
        customer: CustomerId::new("C1001"),
        customer_name: "Vidraria Atlântica, S.A.".into(),
        requester: ContactId::new("C1001-2"),
        requester_name: "Marta Roxo".into(),
        channel: Channel::Email,
        language: Language::Pt,
        kind: TicketType::Trouble,
        priority: Priority::High,
        status: Status::Open,
        owner_role: None,
        assignee: None,
        site: Some("LS1".into()),
        product: None,
        tags: Vec::new(),
        emergency: false,
        suggested: None,
        created_at: NOW,
        updated_at: NOW,
        inbound_at: NOW,
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
    };
    let article = |n: i64| Article {
        id: ArticleId::new(format!("a{n}")),
        ticket: id,
        at: NOW - Span::minutes(60 - n),
        visibility: Visibility::Public,
        direction: Direction::Inbound,
        author: Author { kind: AuthorKind::Contact, id: "C1001-2".into(), name: "Marta Roxo".into() },
        channel: Some(Channel::Email),
        recorded_by: None,
        body: "A ligação caiu às 02:20 e voltou às 02:31; caiu de novo às 02:44.\n".repeat(12),
    };
    let ranked = Role::ALL.into_iter().map(|role| Ranked { role, confidence: 0.2 }).collect();
    Dossier {
        ticket,
        articles: (0..20).map(article).collect(),
        customer: Some(customer()),
        recent: (1..6).map(row).collect(),
        handoff: None,
        suggestion: Suggestion {
            ranked,
            rule: Rule::Topic,
            reasons: Vec::new(),
            flip: None,
            urgent: false,
            emergency: false,
            unsure: false,
            follow_ups: Vec::new(),
            wrong_channel: false,
            knowledge: "bench".into(),
        },
        outbox: Vec::new(),
        ties: Ties::default(),
    }
}

fn console(size: (u16, u16)) -> Model {
    let mut model = Model::new(Start {
        me: OperatorId::new("op-08"),
        desk: "Bench desk".into(),
        sample: false,
        slot: 1,
        program: "turno".into(),
        words: Catalog::new(Language::Pt),
        theme: Theme::default(),
        zone: TimeZone::UTC,
        keymap: Keymap::new(Preset::Default),
        now: NOW,
        size,
    });
    let asked = update::start(&mut model);
    let generation = asked.iter().find_map(|effect| match effect {
        Effect::LoadWindow { generation, .. } => Some(*generation),
        _ => None,
    });
    let rows = (1..=ROWS).map(row).collect();
    let total = Count { n: 1_000_000, or_more: false };
    let window = Window { rows, at_start: true, at_end: false, total, before: Some(0) };
    let generation = generation.expect("the queue is asked for at the start");
    update::update(&mut model, Msg::WindowLoaded { generation, window });
    let id = model.current().expect("a ticket is under the cursor");
    update::update(&mut model, Msg::DossierLoaded { ticket: id, dossier: Some(Box::new(dossier(id))) });
    model
}

/// A whole frame of the queue with its panes.
#[divan::bench(args = SIZES)]
fn queue(bencher: Bencher<'_, '_>, size: (u16, u16)) {
    let (model, mut cache) = (console(size), Cache::default());
    let mut buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    bencher.bench_local(|| {
        buf.reset();
        view::draw(&model, &mut cache, black_box(&mut buf))
    });
}

/// The same with a ticket of twenty messages open, wrapped already.
#[divan::bench(args = SIZES)]
fn ticket(bencher: Bencher<'_, '_>, size: (u16, u16)) {
    let (mut model, mut cache) = (console(size), Cache::default());
    model.open = model.current();
    let mut buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    bencher.bench_local(|| {
        buf.reset();
        view::draw(&model, &mut cache, black_box(&mut buf))
    });
}

/// A key that moves the cursor, without the frame.
#[divan::bench]
fn step(bencher: Bencher<'_, '_>) {
    let mut model = console(SIZES[0]);
    let down = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char('j'));
    bencher.bench_local(|| update::update(&mut model, Msg::Key(black_box(down))));
}
