//! How long a suggestion takes: an average ticket, the largest that is read, after lessons; a lesson; and the start.

use divan::{Bencher, black_box};
use turno::{
    domain::{
        Channel, Language, Lesson, Onboarding, OperationId, OperatorId, Product, Role, Taught, TicketId, Timestamp,
    },
    routing::{Learnt, Request, Router},
};

fn main() {
    divan::main();
}

const SUBJECT: &str = "Visita de quinta-feira e fatura";
const BODY: &str = "Bom dia,\n\nPodem registar a entrada de dois técnicos nossos no LS1, quinta-feira das 10h às 12h, \
para trocar a fonte do servidor do bastidor 12? A peça já está no armazém.\nSem pressa: falta-nos a segunda via da \
fatura de outubro.\n\nObrigado,\nRui";

fn request(body: &str) -> Request<'_> {
    Request {
        language: Some(Language::Pt),
        channel: Some(Channel::Email),
        onboarding: Some(Onboarding::Completed),
        products: &[Product::Colocation],
        portal_access: Some(true),
        product: Some(Product::Colocation),
        subject: SUBJECT,
        body,
    }
}

#[divan::bench]
fn suggest_for_an_average_ticket(bencher: Bencher<'_, '_>) {
    let router = Router::new();
    bencher.bench(|| router.suggest(black_box(&request(BODY))));
}

#[divan::bench]
fn suggest_for_100_kb(bencher: Bencher<'_, '_>) {
    let router = Router::new();
    let body = BODY.repeat(100_000 / BODY.len());
    bencher.bench(|| router.suggest(black_box(&request(&body))));
}

/// A ticket that somebody confirmed, after a thousand others.
fn taught() -> (Router, Learnt, Lesson) {
    let router = Router::new();
    let mut learnt = Learnt::default();
    let lesson = |n: i64| Lesson {
        ticket: TicketId(n),
        operation: OperationId::new(format!("o{n}")),
        at: Timestamp(n),
        operator: OperatorId::new(format!("op-{}", n % 12)),
        suggested: Role::Gsd,
        role: Role::ALL[(n % 5) as usize],
        reason: None,
        knowledge: None,
        taught: Taught {
            language: Language::Pt,
            channel: Channel::Email,
            onboarding: Some(Onboarding::Completed),
            products: vec![Product::Colocation],
            portal_access: Some(true),
            product: Some(Product::Colocation),
            subject: SUBJECT.into(),
            body: format!("{BODY} {n}"),
        },
    };
    (0..1_000).for_each(|n| learnt.learn(&router, &lesson(n)));
    (router, learnt, lesson(1_000))
}

#[divan::bench]
fn suggest_after_a_thousand_lessons(bencher: Bencher<'_, '_>) {
    let (router, learnt, _) = taught();
    bencher.bench(|| router.suggest_after(black_box(&request(BODY)), &learnt));
}

#[divan::bench]
fn learn_one_more(bencher: Bencher<'_, '_>) {
    let (router, learnt, lesson) = taught();
    bencher.with_inputs(|| learnt.clone()).bench_values(|mut learnt| {
        learnt.learn(&router, &lesson);
        learnt
    });
}

#[divan::bench]
fn start(bencher: Bencher<'_, '_>) {
    bencher.bench(Router::new);
}
