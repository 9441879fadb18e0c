//! What is known of a ticket, by the names that the placeholders of macros use. What nobody can know stays open: it is
//! for the operator to write.

use super::{Article, Customer, Onboarding, Role, Shift, Ticket, TicketType, Timestamp};

/// A value of a placeholder. Times and words of the desk are put into the language of the conversation by whoever fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Text(String),
    Day(Timestamp),
    Time(Timestamp),
    Shift(Shift),
    /// A date that has not been announced yet.
    Unannounced,
}

impl Fact {
    /// What needs no words of a language.
    pub fn text(self) -> Option<String> {
        match self {
            Fact::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// What macros are filled in from.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub ticket: &'a Ticket,
    pub articles: &'a [Article],
    pub customer: Option<&'a Customer>,
    /// The name of who writes.
    pub operator: &'a str,
    pub shift: Option<Shift>,
}

impl Known<'_> {
    /// The value of a placeholder; None when nobody knows it.
    pub fn fact(&self, name: &str) -> Option<Fact> {
        let ticket = self.ticket;
        Some(match name {
            "requester.first_name" => Fact::Text(self.requester()?),
            "ticket.id" => Fact::Text(ticket.id.to_string()),
            "ticket.subject" => Fact::Text(ticket.subject.clone()),
            "customer.name" => Fact::Text(ticket.customer_name.clone()),
            "operator.first_name" => Fact::Text(first_word(self.operator)?),
            "ibx.code" => Fact::Text(ticket.site.clone()?),
            "golive.date" => self.go_live()?,
            "update.next_at" => Fact::Time(ticket.open_promise()?.due_at),
            "duplicate.id" => Fact::Text(ticket.duplicate_of?.to_string()),
            "invoice.number" => Fact::Text(self.invoice()?),
            "shift.from" => Fact::Shift(self.shift?),
            "shift.to" => Fact::Shift(after(self.shift?)),
            _ => {
                let (about, part) = name.split_once('.')?;
                match about {
                    "visit" => self.detail(TicketType::Access, part)?,
                    "shipment" => self.detail(TicketType::Shipment, part)?,
                    "smart_hands" => self.detail(TicketType::SmartHands, part)?,
                    _ => Fact::Text(self.staff(about, part)?),
                }
            }
        })
    }

    fn requester(&self) -> Option<String> {
        let contact = self.customer.and_then(|customer| customer.contact(&self.ticket.requester));
        let known = contact.map(|contact| contact.first_name.clone()).filter(|name| !name.trim().is_empty());
        known.or_else(|| first_word(&self.ticket.requester_name))
    }

    fn go_live(&self) -> Option<Fact> {
        let customer = self.customer?;
        match customer.go_live_at {
            Some(at) => Some(Fact::Day(at)),
            None => (customer.onboarding != Onboarding::Completed).then_some(Fact::Unannounced),
        }
    }

    /// The one invoice of the customer that the ticket speaks of.
    fn invoice(&self) -> Option<String> {
        let texts = || std::iter::once(&self.ticket.subject).chain(self.articles.iter().map(|article| &article.body));
        let named = |number: &str| texts().any(|text| text.contains(number));
        let mut numbers = self.customer?.invoices.iter().map(|it| &it.number).filter(|it| named(it));
        let first = numbers.next()?;
        numbers.next().is_none().then(|| first.clone())
    }

    /// A fact of the visit, shipment or job, of a ticket that is about one.
    fn detail(&self, kind: TicketType, part: &str) -> Option<Fact> {
        if self.ticket.kind != kind {
            return None;
        }
        let find = |label: &str| self.ticket.details.iter().find(|(name, _)| name == label).map(|(_, value)| value);
        if part == "actual" {
            return find("actual_min").map(|minutes| Fact::Text(format!("{minutes} min")));
        }
        let value = find(part).filter(|value| *value != "unknown")?;
        let instant = part.ends_with("_at").then(|| value.parse::<jiff::Timestamp>().ok()).flatten();
        Some(instant.map_or_else(|| Fact::Text(value.clone()), |at| Fact::Time(Timestamp(at.as_millisecond()))))
    }

    fn staff(&self, role: &str, part: &str) -> Option<String> {
        let staff = self.customer?.staff(Role::parse(role)?)?;
        match part {
            "name" => Some(staff.name.clone()),
            "email" => Some(staff.email.clone()),
            _ => None,
        }
    }
}

fn first_word(name: &str) -> Option<String> {
    name.split_whitespace().next().map(str::to_string)
}

fn after(shift: Shift) -> Shift {
    match shift {
        Shift::Day => Shift::Late,
        Shift::Late => Shift::Night,
        Shift::Night => Shift::Day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::operation::tests::ticket;
    use crate::domain::{Promise, Span, TicketId};

    fn known(ticket: &Ticket) -> Known<'_> {
        Known { ticket, articles: &[], customer: None, operator: "Filomena Graçal", shift: Some(Shift::Night) }
    }

    fn text(text: &str) -> Option<Fact> {
        Some(Fact::Text(text.into()))
    }

    #[test]
    fn what_the_ticket_says_is_known_and_the_rest_stays_open() {
        let mut it = ticket();
        it.duplicate_of = Some(TicketId(77));
        it.site = Some("LS1".into());
        let at = it.created_at + Span::minutes(9);
        let by = crate::domain::OperatorId::new("op-08");
        it.promise = Some(Promise { by, made_at: it.created_at, due_at: at, text: String::new(), settled: None });
        assert_eq!(known(&it).fact("operator.first_name"), text("Filomena"));
        assert_eq!(known(&it).fact("duplicate.id"), text("77"));
        assert_eq!(known(&it).fact("ibx.code"), text("LS1"));
        assert_eq!(known(&it).fact("update.next_at"), Some(Fact::Time(at)));
        assert_eq!(known(&it).fact("shift.from"), Some(Fact::Shift(Shift::Night)));
        assert_eq!(known(&it).fact("shift.to"), Some(Fact::Shift(Shift::Day)));
        for open in ["csm.name", "missing.items", "wait.days", "desk.phone", "golive.date", "visit.reference", "x"] {
            assert_eq!(known(&it).fact(open), None, "{open}");
        }
    }

    #[test]
    fn details_are_those_of_a_ticket_of_their_kind() {
        let mut it = ticket();
        it.details = [("reference", "V-90417"), ("starts_at", "2026-11-26 09:30Z"), ("carrier", "unknown")]
            .map(|(label, value)| (label.to_string(), value.to_string()))
            .to_vec();
        it.kind = TicketType::Access;
        assert_eq!(known(&it).fact("visit.reference"), text("V-90417"));
        assert_eq!(known(&it).fact("visit.starts_at"), Some(Fact::Time(Timestamp(1_795_685_400_000))));
        assert_eq!(known(&it).fact("visit.ends_at"), None);
        assert_eq!(known(&it).fact("shipment.reference"), None, "of another kind");
        it.kind = TicketType::Shipment;
        assert_eq!(known(&it).fact("shipment.carrier"), None, "unknown is not a carrier");
        it.kind = TicketType::SmartHands;
        it.details = vec![("actual_min".into(), "20".into())];
        assert_eq!(known(&it).fact("smart_hands.actual"), text("20 min"));
    }
}
