//! How long a suggestion takes: an average ticket, the largest that is read, and the start.

use divan::{Bencher, black_box};
use turno::{
    domain::{Channel, Language, Onboarding, Product},
    routing::{Request, Router},
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

#[divan::bench]
fn start(bencher: Bencher<'_, '_>) {
    bencher.bench(Router::new);
}
