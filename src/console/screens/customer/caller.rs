//! Who calls: whether they have been identified, what may not be told before they are, and what they may not ask for.
//! Nothing is hidden from the operator, who has to know it.

use crate::console::look::Look;
use crate::console::screens::identify::lacking;
use crate::console::widgets::sheet::Sheet;
use crate::domain::{Customer, Ticket};

/// The caller, and what they may not ask for; of whoever asks in writing, the latter alone.
pub fn badge(customer: &Customer, ticket: &Ticket, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let before = sheet.len();
    badge_alone(ticket, look, sheet);
    let who = look.caller(ticket.id).map_or(&ticket.requester, |caller| &caller.contact);
    if let Some(contact) = customer.contact(who)
        && let Some(lacking) = lacking(contact, ticket.kind, look)
    {
        warning(&format!("{}: {lacking}", contact.name), look, sheet);
    }
    if sheet.len() > before {
        sheet.blank();
    }
}

/// `✔ identified: Marta Roxo until 03:40`, or that nobody is.
pub fn badge_alone(ticket: &Ticket, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    if let Some(caller) = look.caller(ticket.id) {
        sheet.styled(&look.identified(caller), "text.strong");
    } else if look.is_unidentified(ticket) {
        warning(&look.text("caller-unidentified"), look, sheet);
    }
}

/// Stands above what may not be told yet.
pub fn gate(ticket: &Ticket, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    if look.is_unidentified(ticket) {
        sheet.blank();
        warning(&look.text("caller-gate"), look, sheet);
    }
}

fn warning(text: &str, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    sheet.item(2, &[("! ", look.style("customer.warning")), (text, look.style("text"))]);
}
