//! The customer: what must be read first, how far the onboarding is, what they have, and who is who.

pub(super) mod caller;

use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::widgets::pane;
use crate::console::widgets::scroll::Scroll;
use crate::console::widgets::sheet::Sheet;
use crate::domain::{
    Contact, ContactId, Customer as Facts, Dossier, Invoice, Language, Onboarding, Order, Product, Profile, QueueRow,
    Role, Staff, Ticket, Timestamp,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// So many entries of each list are shown.
const LIST_LIMIT: usize = 200;

#[derive(Debug, Clone, Default)]
pub struct Customer {
    scroll: Scroll,
}

impl Customer {
    /// `area` is the whole pane, as [`Customer::view`] gets it.
    pub fn scroll(&mut self, motion: Motion, dossier: Option<&Dossier>, look: &Look<'_>, area: Rect) {
        let inner = pane::inside(area);
        if let Some(dossier) = dossier {
            self.scroll.go(motion, sheet(dossier, look, inner.width).extent(usize::from(inner.height)));
        }
    }

    /// Draws the whole pane, frame included.
    pub fn view(&self, dossier: Option<&Dossier>, focused: bool, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let inner = pane::frame(&title(dossier, look), focused, look, area, buf);
        if let Some(dossier) = dossier.filter(|_| !inner.is_empty()) {
            sheet(dossier, look, inner.width).draw(&self.scroll, inner, buf);
        }
    }
}

/// What the pane is called.
pub fn title(dossier: Option<&Dossier>, look: &Look<'_>) -> String {
    match dossier.and_then(|it| it.customer.as_ref()) {
        Some(customer) => format!("{} {}", look.text("customer-title"), customer.name),
        None => look.text("customer-title").into_owned(),
    }
}

/// All that stands in the pane, to be read.
pub fn lines(dossier: &Dossier, look: &Look<'_>) -> Vec<String> {
    sheet(dossier, look, u16::MAX).into_texts()
}

fn sheet<'a>(dossier: &Dossier, look: &Look<'a>, width: u16) -> Sheet<'a> {
    let mut sheet = Sheet::new(look, width);
    match &dossier.customer {
        Some(customer) => fill(customer, Some(&dossier.ticket), &dossier.recent, look, &mut sheet),
        None => sheet.styled(&look.text("customer-none"), "text.muted"),
    }
    sheet
}

/// The same of a customer without a ticket in view.
pub(super) fn profile_sheet<'a>(profile: &Profile, look: &Look<'a>, width: u16) -> Sheet<'a> {
    let mut sheet = Sheet::new(look, width);
    fill(&profile.customer, None, &profile.recent, look, &mut sheet);
    sheet
}

fn fill(customer: &Facts, ticket: Option<&Ticket>, tickets: &[QueueRow], look: &Look<'_>, sheet: &mut Sheet<'_>) {
    notes(customer, look, sheet);
    if let Some(ticket) = ticket {
        caller::badge(customer, ticket, look, sheet);
    }
    stage(customer, look, sheet);
    profile(customer, look, sheet);
    team(customer, look, sheet);
    contacts(customer, ticket.map(|it| &it.requester), look, sheet);
    if let Some(ticket) = ticket {
        caller::gate(ticket, look, sheet);
    }
    invoices(customer, look, sheet);
    orders(customer, look, sheet);
    recent(tickets, look, sheet);
    installed(customer, look, sheet);
}

/// Security notes come before everything else.
fn notes(customer: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    if customer.security_notes.is_empty() {
        return;
    }
    sheet.styled(&look.text("customer-notes"), "customer.note");
    for note in customer.security_notes.iter().take(LIST_LIMIT) {
        sheet.item(2, &[("! ", look.style("customer.warning")), (note.trim(), look.style("text.strong"))]);
    }
    sheet.blank();
}

/// The onboarding and the rules that follow from it and from the portal (R1, R7).
fn stage(customer: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let completed = customer.onboarding == Onboarding::Completed;
    let go_live = match customer.go_live_at {
        Some(at) if completed => look.format("customer-live-since", &[("date", look.date(at).into())]),
        Some(at) => look.format("customer-go-live", &[("date", look.date(at).into()), ("when", look.ago(at).into())]),
        None if completed => String::new(),
        None => look.text("customer-no-date").into_owned(),
    };
    let stage = look.catalog.onboarding(customer.onboarding);
    let value = if go_live.is_empty() { stage.into_owned() } else { format!("{stage} · {go_live}") };
    sheet.fact_styled(&look.text("customer-onboarding"), &value, if completed { "text" } else { "customer.warning" });
    if !completed {
        sheet.item(2, &[("! ", look.style("customer.warning")), (&look.text("customer-r1"), look.style("text"))]);
    }
    let portal = look.text(if customer.portal_access { "customer-portal-yes" } else { "customer-portal-no" });
    let scope = if customer.portal_access { "text" } else { "customer.warning" };
    sheet.fact_styled(&look.text("customer-portal"), &portal, scope);
    let by_portal = |it: &Product| matches!(it, Product::Colocation | Product::Network);
    let warning = match customer.portal_access {
        false if completed => Some("customer-r7-access"),
        true if !customer.products.iter().any(by_portal) => Some("customer-r7-product"),
        _ => None,
    };
    if let Some(key) = warning {
        sheet.item(2, &[("! ", look.style("customer.warning")), (&look.text(key), look.style("text"))]);
    }
}

fn profile(customer: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let products: Vec<_> = customer.products.iter().map(|it| look.catalog.product(*it)).collect();
    sheet.fact(&look.text("customer-products"), &or_none(products.join(", "), look));
    let sites: Vec<_> = customer.sites.iter().take(LIST_LIMIT).map(String::as_str).collect();
    sheet.fact(&look.text("customer-sites"), &or_none(sites.join(", "), look));
    sheet.fact(&look.text("customer-language"), &look.catalog.language_name(customer.language));
    let about = format!("{} · {} · {} · {}", customer.id, customer.country, customer.sector, customer.domain);
    sheet.styled(&about, "text.muted");
}

fn or_none(text: String, look: &Look<'_>) -> String {
    if text.is_empty() { look.text("none").into_owned() } else { text }
}

fn team(customer: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let roles = || Role::ALL.into_iter().filter(|role| *role != Role::Gsd);
    let office = |staff: &Staff| look.office(&staff.phone, &customer.country);
    let mut hours = roles().filter_map(|role| customer.staff(role)).map(office);
    // One line says it, where it is the same for all of them.
    let first = hours.next().flatten();
    let shared = first.filter(|first| hours.all(|it| it.as_ref() == Some(first)));
    let title = look.text("customer-team");
    sheet.section(&shared.as_ref().map_or_else(|| title.to_string(), |hours| format!("{title} · {hours}")));
    for role in roles() {
        match customer.staff(role) {
            Some(staff) => {
                let own = office(staff).filter(|_| shared.is_none());
                staff_line(staff, own.as_deref(), look, sheet);
            }
            None => {
                let label = format!("{:<4}", role.code());
                sheet.item(4, &[(&label, look.style("text.title")), (&look.text("none"), look.style("text.muted"))]);
            }
        }
    }
}

/// `BA  Carla Mouratal · +351 500 554 216 (opens 09:00) · carla.mouratal@…`; the hours only where they are given.
pub(super) fn staff_line(staff: &Staff, hours: Option<&str>, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let label = format!("{:<4}", staff.role.code());
    let (phone, hours) = (format!(" · {}", staff.phone), in_brackets(hours));
    let email = format!(" · {}", staff.email);
    let pieces = [
        (label.as_str(), look.style("text.title")),
        (&staff.name, look.style("text.strong")),
        (&phone, look.style("text")),
        (&hours, look.style("text.muted")),
        (&email, look.style("text")),
    ];
    sheet.item(4, &pieces);
}

fn in_brackets(hours: Option<&str>) -> String {
    hours.map_or_else(String::new, |hours| format!(" ({hours})"))
}

/// The requester first; then as the desk lists them.
fn contacts(customer: &Facts, requester: Option<&ContactId>, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    heading("customer-contacts", customer.contacts.len(), look, sheet);
    let (first, others): (Vec<_>, Vec<_>) =
        customer.contacts.iter().take(LIST_LIMIT).partition(|contact| Some(&contact.id) == requester);
    for contact in first.into_iter().chain(others) {
        contact_lines(contact, Some(&contact.id) == requester, &customer.country, look, sheet);
    }
    left_out(customer.contacts.len(), look, sheet);
}

fn contact_lines(contact: &Contact, asks: bool, country: &str, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let muted = look.style("text.muted");
    let known = |kind: &str, word: &String| {
        look.catalog.known(kind, word).map_or_else(|| word.clone(), std::borrow::Cow::into_owned)
    };
    let roles: Vec<_> = contact.roles.iter().take(LIST_LIMIT).map(|it| known("contact-role", it)).collect();
    let roles = format!(" · {}", roles.join(", "));
    let language = format!(" · {}", look.catalog.language_name(contact.language));
    let (mark, key, scope) = match contact.registered {
        true => ("✓ ", "contact-registered", "text.muted"),
        false => ("✗ ", "contact-unregistered", "customer.warning"),
    };
    let requester = format!(" · {}", look.text("ticket-requester"));
    sheet.item(
        2,
        &[
            (mark, look.style(scope)),
            (&contact.name, look.style("text.strong")),
            (&roles, muted),
            (&language, muted),
            (if asks { &requester } else { "" }, look.style("article.inbound")),
        ],
    );
    let (phone, email) = (format!("  {}", contact.phone), format!(" · {}", contact.email));
    let (text, hours) = (look.style("text"), look.office(&contact.phone, country));
    sheet.item(2, &[(&phone, text), (&in_brackets(hours.as_deref()), muted), (&email, text)]);
    let may: Vec<_> = contact.permissions.iter().take(LIST_LIMIT).map(|it| known("permission", it)).collect();
    let may = look.format("contact-may", &[("what", or_none(may.join(", "), look).into())]);
    let registered = format!("  {}", look.text(key));
    sheet.item(2, &[(&registered, look.style(scope)), (" · ", muted), (&may, muted)]);
}

fn invoices(customer: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    heading("customer-invoices", customer.invoices.len(), look, sheet);
    for invoice in customer.invoices.iter().take(LIST_LIMIT) {
        invoice_line(invoice, look, sheet);
    }
    left_out(customer.invoices.len(), look, sheet);
}

fn invoice_line(invoice: &Invoice, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let settled = matches!(invoice.status.as_str(), "paid" | "credited");
    let overdue = invoice.status == "overdue" || (!settled && invoice.due_at < look.now);
    let status =
        look.catalog.known("invoice-status", &invoice.status).map_or_else(|| invoice.status.clone(), |it| it.into());
    let mut facts = format!(" · {} · {status}", euros(invoice.amount_eur_cents, look.catalog.language()));
    if !settled {
        facts.push_str(&format!(" · {}", due(invoice.due_at, look)));
    }
    let overdue_word = format!(" ! {}", look.text("invoice-overdue"));
    sheet.item(
        2,
        &[
            (&invoice.number, look.style("text.strong")),
            (&facts, look.style("text")),
            (if overdue { &overdue_word } else { "" }, look.style("customer.overdue")),
        ],
    );
}

fn due(at: Timestamp, look: &Look<'_>) -> String {
    look.format("due-on", &[("date", look.date(at).into())])
}

fn orders(customer: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    heading("customer-orders", customer.open_orders.len(), look, sheet);
    for order in customer.open_orders.iter().take(LIST_LIMIT) {
        order_line(order, look, sheet);
    }
    left_out(customer.open_orders.len(), look, sheet);
}

fn order_line(order: &Order, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let status = look.catalog.known("order-status", &order.status).map_or_else(|| order.status.clone(), |it| it.into());
    let due = order.due_at.map_or_else(String::new, |at| format!(" · {}", due(at, look)));
    let late = order.due_at.is_some_and(|at| at < look.now);
    let facts = format!(" · {status}{due} · {}", order.description);
    sheet.item(
        2,
        &[
            (&order.number, look.style("text.strong")),
            (if late { " !" } else { "" }, look.style("customer.overdue")),
            (&facts, look.style("text")),
        ],
    );
}

fn recent(rows: &[QueueRow], look: &Look<'_>, sheet: &mut Sheet<'_>) {
    heading("customer-recent", rows.len(), look, sheet);
    for row in rows.iter().take(LIST_LIMIT) {
        let number = format!("#{}", row.id);
        let state = format!(" · {} · {} · ", look.catalog.status(row.status), look.ago(row.created_at));
        sheet.item(
            2,
            &[
                (&number, look.style("text.strong")),
                (&state, look.style("text.muted")),
                (&row.subject, look.style("text")),
            ],
        );
    }
}

fn installed(customer: &Facts, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    heading("customer-installed", customer.installed_base.len(), look, sheet);
    for thing in customer.installed_base.iter().take(LIST_LIMIT) {
        let kind = look.catalog.known("installed", &thing.kind).map_or_else(|| thing.kind.clone(), |it| it.into());
        let facts = format!(" · {kind} · {}", thing.description);
        sheet.item(2, &[(&thing.id, look.style("text.strong")), (&facts, look.style("text"))]);
    }
    left_out(customer.installed_base.len(), look, sheet);
}

/// A section with the number of its entries; the word for none in place of the list.
fn heading(key: &str, entries: usize, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    sheet.section(&format!("{} ({entries})", look.text(key)));
}

fn left_out(entries: usize, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    if let Some(more) = entries.checked_sub(LIST_LIMIT).filter(|more| *more > 0) {
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        sheet.styled(&look.format("list-more", &[("n", more.into())]), "text.muted");
    }
}

/// `4 389,58 €`, in English `€4,389.58`.
fn euros(cents: i64, language: Language) -> String {
    let (thousands, point) = if language == Language::En { (',', '.') } else { ('\u{A0}', ',') };
    let digits = (cents.unsigned_abs() / 100).to_string();
    let mut whole = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            whole.push(thousands);
        }
        whole.push(digit);
    }
    let sign = if cents < 0 { "-" } else { "" };
    let number = format!("{whole}{point}{:02}", cents.unsigned_abs() % 100);
    if language == Language::En { format!("{sign}€{number}") } else { format!("{sign}{number} €") }
}

#[cfg(test)]
mod tests;
