//! Made-up customers.

use super::draw::Draw;
use super::texts::Texts;
use crate::domain::{
    Contact, ContactId, Customer, CustomerId, Installed, Language, Onboarding, Product, Span, Staff, Timestamp,
};

const SITES: [(&str, &str, Language); 6] = [
    ("LS1", "PT", Language::Pt),
    ("LS2", "PT", Language::Pt),
    ("MD1", "ES", Language::Es),
    ("MD2", "ES", Language::Es),
    ("BA1", "ES", Language::Es),
    ("LD6", "GB", Language::En),
];

/// The `i`-th made-up customer.
pub(super) fn make(i: u64, texts: &Texts, teams: &[Vec<Staff>], draw: &mut Draw, now: Timestamp) -> Customer {
    let id = CustomerId::new(format!("C{}", 10_001 + i));
    let (site, country, language) = SITES[draw.index(SITES.len())];
    let name = name(i, texts);
    let domain = format!("c{}.example", 10_001 + i);
    let onboarding =
        draw.weighted(Onboarding::Completed, &[(Onboarding::InProgress, 10), (Onboarding::NotStarted, 5)], 85);
    let completed = onboarding == Onboarding::Completed;
    let mut products = vec![Product::Colocation];
    products.extend(draw.chance(50).then_some(Product::Network));
    products.extend(draw.chance(20).then_some(Product::ManagedServices));
    let go_live_days = if completed { -30 - draw.below(1_500) } else { 5 + draw.below(90) };
    Customer {
        contacts: (1..=2 + draw.index(4)).map(|n| contact(&id, n, language, completed, &domain, texts, draw)).collect(),
        installed_base: (0..2 + draw.index(6)).map(|_| cabinet(site, draw)).collect(),
        account_team: draw.one(teams).cloned().unwrap_or_default(),
        sector: draw.one(&texts.sectors).cloned().unwrap_or_default(),
        id,
        name,
        domain,
        country: country.to_string(),
        language,
        onboarding,
        go_live_at: Some(now + Span::days(go_live_days)),
        products,
        portal_access: completed,
        sites: vec![site.to_string()],
        open_orders: Vec::new(),
        invoices: Vec::new(),
        security_notes: Vec::new(),
    }
}

/// A name for each number: when all heads and tails have met, they meet again as `Group 2`.
fn name(i: u64, texts: &Texts) -> String {
    let (heads, tails) = (&texts.company_heads, &texts.company_tails);
    let pick = |list: &[String], at: u64| {
        let at = at.checked_rem(list.len() as u64).and_then(|at| usize::try_from(at).ok());
        at.and_then(|at| list.get(at)).cloned().unwrap_or_default()
    };
    let (round, of) = (i / (heads.len() * tails.len()).max(1) as u64, heads.len().max(1) as u64);
    // A head meets another tail each time it comes round.
    let name = format!("{} {}", pick(heads, i), pick(tails, i / of + i % of));
    if round == 0 { name } else { format!("{name} Group {}", round + 1) }
}

fn contact(
    customer: &CustomerId,
    n: usize,
    language: Language,
    completed: bool,
    domain: &str,
    texts: &Texts,
    draw: &mut Draw,
) -> Contact {
    let first_name = draw.one(&texts.first_names).cloned().unwrap_or_default();
    let last_name = draw.one(&texts.last_names).cloned().unwrap_or_default();
    Contact {
        id: ContactId::new(format!("{customer}-{n}")),
        name: format!("{first_name} {last_name}"),
        first_name,
        roles: vec![if n == 1 { "portal administrator" } else { "technical" }.to_string()],
        email: format!("contact{n}@{domain}"),
        // A prefix that no network has.
        phone: format!("+351 500 {:03} {:03}", draw.below(1_000), draw.below(1_000)),
        language,
        registered: completed && (n == 1 || draw.chance(70)),
        permissions: ["tickets", "access", "shipments", "smart_hands"].map(String::from).to_vec(),
    }
}

fn cabinet(site: &str, draw: &mut Draw) -> Installed {
    let (cage, rack) = (100 + draw.below(900), 1 + draw.below(40));
    Installed {
        kind: "cabinet".to_string(),
        id: format!("{site}:{cage:04}:{rack:02}"),
        site: Some(site.to_string()),
        description: "Cabinet 47U, 600x1070".to_string(),
    }
}
