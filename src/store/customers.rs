//! Customers and their contacts, and how they are found while their searcher types.

use super::{Row, StoreError, Tx, closed, fold::fold, rows, sum, window};
use crate::domain::{Contact, ContactId, Customer, CustomerHit, CustomerId, QueueRow, Sort, TicketId};

/// The most hits that a search gives.
pub const HITS_LIMIT: usize = 50;
/// The end of a telephone number by which it is found has at least so many digits.
const DIGITS_MIN: usize = 3;
/// Sorts after every character that can follow in a key.
const AFTER_ALL: char = '\u{10FFFF}';

pub fn get(tx: &mut dyn Tx, id: &CustomerId) -> Result<Option<Customer>, StoreError> {
    let row = tx.first("select body from customer where id = $1", &[id.as_str().into()])?;
    row.map(|row| Ok(serde_json::from_str(row.text(0)?)?)).transpose()
}

/// All customers, by id.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Customer>, StoreError> {
    let rows = tx.query("select body from customer order by id", &[])?;
    rows.iter().map(|row| Ok(serde_json::from_str(row.text(0)?)?)).collect()
}

/// A contact with the customer whose it is.
pub fn contact(tx: &mut dyn Tx, id: &ContactId) -> Result<Option<(Customer, Contact)>, StoreError> {
    let sql = "select c.body from customer c where c.id = (select l.customer from lookup l
        where l.key = $1 and l.contact = $2 limit 1)";
    let Some(row) = tx.first(sql, &[fold(id.as_str()).into(), id.as_str().into()])? else { return Ok(None) };
    let customer: Customer = serde_json::from_str(row.text(0)?)?;
    let contact = customer.contact(id).cloned();
    Ok(contact.map(|contact| (customer, contact)))
}

/// Puts a customer in place of the one of its id, with all by which it is found.
pub fn put(tx: &mut dyn Tx, seq: i64, customer: &Customer) -> Result<(), StoreError> {
    let sql = "insert into customer (id, seq, body, name_folded, sum) values ($1, $2, $3, $4, $5)
        on conflict (id) do update
        set seq = excluded.seq, body = excluded.body, name_folded = excluded.name_folded, sum = excluded.sum";
    let body = serde_json::to_string(customer)?;
    let id = customer.id.as_str();
    let sum = sum::of(seq, &body);
    tx.execute(sql, &[id.into(), seq.into(), body.into(), fold(&customer.name).into(), sum.into()])?;
    tx.execute("delete from lookup where customer = $1", &[id.into()])?;
    for (key, contact, shown) in keys(customer) {
        let sql = "insert into lookup (key, customer, customer_name, contact, contact_name, shown)
            values ($1, $2, $3, $4, $5, $6)";
        let name = contact.map(|contact| contact.name.as_str());
        let contact = contact.map(|contact| contact.id.as_str());
        let customer_name = customer.name.as_str().into();
        tx.execute(sql, &[key.into(), id.into(), customer_name, contact.into(), name.into(), shown.into()])?;
    }
    Ok(())
}

/// Whether all by which a customer is found stands there as it should.
pub(super) fn is_found_by_its_keys(tx: &mut dyn Tx, customer: &Customer, folded: &str) -> Result<bool, StoreError> {
    let sql = "select key, contact, contact_name, shown, customer_name from lookup where customer = $1";
    let mut found = tx.query(sql, &[customer.id.as_str().into()])?;
    let as_it_should = |(key, contact, shown): Key<'_>| {
        let (id, name) = (contact.map(|it| it.id.as_str()), contact.map(|it| it.name.as_str()));
        Row(vec![key.into(), id.into(), name.into(), shown.into(), (&customer.name).into()])
    };
    let mut wanted: Vec<Row> = keys(customer).into_iter().map(as_it_should).collect();
    let text = |row: &Row, at: usize| row.text(at).unwrap_or_default().to_string();
    let order = |row: &Row| (text(row, 0), text(row, 1));
    wanted.sort_by_key(order);
    found.sort_by_key(order);
    Ok(wanted == found && folded == fold(&customer.name))
}

pub fn remove(tx: &mut dyn Tx, id: &CustomerId) -> Result<(), StoreError> {
    tx.execute("delete from lookup where customer = $1", &[id.as_str().into()])?;
    tx.execute("delete from customer where id = $1", &[id.as_str().into()]).map(drop)
}

/// The tickets of a customer as rows, newest first, finished ones included.
pub fn recent(tx: &mut dyn Tx, id: &CustomerId, limit: usize) -> Result<Vec<QueueRow>, StoreError> {
    let mut sql = window::select_rows();
    sql.push("t.customer = ").bind(id.as_str());
    // While a desk is read for the first time: looking at a million tickets would take longer than the rest of it.
    if !closed::is_by_customer(tx)? {
        sql.push(" and t.live = 1");
    }
    sql.push(" order by t.created_ms desc, t.id desc limit ").bind(limit.min(window::ROWS_LIMIT) as i64);
    tx.query(&sql.text, &sql.params)?.iter().map(|row| rows::read(row, Sort::Desk)).collect()
}

/// Finds customers and contacts by the beginning of any word of their name, of a mail address or its domain, of
/// an order number, by digits of a telephone number, by their id, or by the number of a ticket. Accents and case do
/// not matter. At most `limit` hits, each contact once and each customer once, in the order of what matched.
pub fn find(tx: &mut dyn Tx, text: &str, limit: usize) -> Result<Vec<CustomerHit>, StoreError> {
    let limit = limit.min(HITS_LIMIT);
    let mut hits = Vec::new();
    let key = fold(text);
    if key.is_empty() || limit == 0 {
        return Ok(hits);
    }
    if let Ok(number) = key.trim_start_matches('#').parse() {
        hits.extend(of_ticket(tx, TicketId(number))?);
    }
    beginning(tx, &key, limit, &mut hits)?;
    let digits = digits(&key);
    // `(91) 234-56`: a number as people write it. Letters mean that it is something else.
    if digits != key && digits.len() >= DIGITS_MIN && !key.contains(char::is_alphabetic) {
        beginning(tx, &digits, limit, &mut hits)?;
    }
    hits.truncate(limit);
    Ok(hits)
}

/// The customer of a ticket, with the requester as the contact.
fn of_ticket(tx: &mut dyn Tx, id: TicketId) -> Result<Option<CustomerHit>, StoreError> {
    let Some(ticket) = super::tickets::get(tx, id)? else { return Ok(None) };
    Ok(Some(CustomerHit {
        customer: ticket.customer,
        customer_name: ticket.customer_name,
        contact: Some(ticket.requester),
        contact_name: Some(ticket.requester_name),
        ticket: Some(id),
        matched: format!("#{id}"),
    }))
}

/// Adds what has a key that begins so, unless it is there already.
fn beginning(tx: &mut dyn Tx, key: &str, limit: usize, hits: &mut Vec<CustomerHit>) -> Result<(), StoreError> {
    // A contact can match by several keys: some more rows than hits are read.
    let sql = "select customer, customer_name, contact, contact_name, shown from lookup
        where key >= $1 and key < $2 order by key, customer, contact limit $3";
    let rows = tx.query(sql, &[key.into(), format!("{key}{AFTER_ALL}").into(), (4 * limit as i64).into()])?;
    for row in rows {
        if hits.len() >= limit {
            break;
        }
        let hit = CustomerHit {
            customer: CustomerId::new(row.text(0)?),
            customer_name: row.text(1)?.to_string(),
            contact: row.opt_text(2)?.map(ContactId::new),
            contact_name: row.opt_text(3)?.map(String::from),
            ticket: None,
            matched: row.text(4)?.to_string(),
        };
        if !hits.iter().any(|known| known.customer == hit.customer && known.contact == hit.contact) {
            hits.push(hit);
        }
    }
    Ok(())
}

/// A key by which something is found, folded; the contact to whom it leads, if not to the customer as a whole;
/// and what it is the key of, as it is written.
type Key<'a> = (String, Option<&'a Contact>, &'a str);

/// Everything by which a customer or one of its contacts is found. Duplicates do no harm and are dropped.
fn keys(customer: &Customer) -> Vec<Key<'_>> {
    let mut keys = Vec::new();
    keys.push((fold(customer.id.as_str()), None, customer.id.as_str()));
    keys.extend(words(&customer.name).map(|key| (key, None, customer.name.as_str())));
    keys.push((fold(&customer.domain), None, customer.domain.as_str()));
    let orders = customer.open_orders.iter().map(|order| &order.number);
    let invoices = customer.invoices.iter().map(|invoice| &invoice.number);
    keys.extend(orders.chain(invoices).map(|number| (fold(number), None, number.as_str())));
    for contact in &customer.contacts {
        keys.push((fold(contact.id.as_str()), Some(contact), contact.id.as_str()));
        keys.extend(words(&contact.name).map(|key| (key, Some(contact), contact.name.as_str())));
        keys.push((fold(&contact.email), Some(contact), contact.email.as_str()));
        keys.extend(tails(&digits(&contact.phone)).map(|key| (key, Some(contact), contact.phone.as_str())));
    }
    keys.retain(|(key, ..)| !key.is_empty());
    keys.sort_by(|a, b| (&a.0, a.1.map(|it| &it.id), a.2).cmp(&(&b.0, b.1.map(|it| &it.id), b.2)));
    keys.dedup_by(|a, b| a.0 == b.0 && a.1.map(|it| &it.id) == b.1.map(|it| &it.id));
    keys
}

/// A name from each of its words on: `ana maria sa`, `maria sa`, `sa`.
fn words(name: &str) -> impl Iterator<Item = String> {
    let name = fold(name);
    let starts: Vec<usize> = word_starts(&name).collect();
    starts.into_iter().map(move |start| name[start..].to_string())
}

fn word_starts(name: &str) -> impl Iterator<Item = usize> + '_ {
    let mut inside = false;
    name.char_indices().filter_map(move |(at, c)| {
        let starts = c.is_alphanumeric() && !inside;
        inside = c.is_alphanumeric();
        starts.then_some(at)
    })
}

/// A run of digits from each of its places on, as long as enough of it is left: a number is found without its
/// country or area code.
fn tails(digits: &str) -> impl Iterator<Item = String> + '_ {
    (0..digits.len().saturating_sub(DIGITS_MIN - 1)).map(|start| digits[start..].to_string())
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, customer, ticket};
    use super::super::tickets;
    use super::*;

    fn desk() -> Fixture {
        let fixture = Fixture::new();
        fixture.with(|tx| {
            put(tx, 1, &customer("C1001", "Construções Águeda"))?;
            put(tx, 1, &customer("C1002", "Acme Ibérica"))?;
            tickets::put(tx, 1, &ticket(4711))
        });
        fixture
    }

    /// What is found, as `customer` or `customer/contact`, and what matched.
    fn found(fixture: &Fixture, text: &str) -> Vec<(String, String)> {
        let hits = fixture.with(|tx| find(tx, text, 10));
        let name = |hit: &CustomerHit| match &hit.contact {
            Some(contact) => format!("{}/{contact}", hit.customer),
            None => hit.customer.to_string(),
        };
        hits.iter().map(|hit| (name(hit), hit.matched.clone())).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(who, matched)| (who.to_string(), matched.to_string())).collect()
    }

    #[test]
    fn a_caller_is_found_by_whatever_they_can_say() {
        let fixture = desk();
        let acme = pairs(&[("C1002", "Acme Ibérica")]);
        assert_eq!(found(&fixture, "iber"), acme);
        assert_eq!(found(&fixture, "ACME  ib"), acme);
        assert_eq!(found(&fixture, "agueda"), pairs(&[("C1001", "Construções Águeda")]));
        let joaos = [("C1001/C1001-1", "João de Sá Núñez"), ("C1002/C1002-1", "João de Sá Núñez")];
        assert_eq!(found(&fixture, "sa nun"), pairs(&joaos));
        assert_eq!(found(&fixture, "joao@c1002"), pairs(&[("C1002/C1002-1", "joao@c1002.example")]));
        assert_eq!(found(&fixture, "1-c1001"), pairs(&[("C1001", "1-C1001-77")]));
        assert_eq!(found(&fixture, "c1002"), pairs(&[("C1002", "C1002"), ("C1002/C1002-1", "C1002-1")]));
        for number in ["21 555", "(21) 555-01-23", "+35121555", "0123", "5550"] {
            let hits = found(&fixture, number);
            assert_eq!(hits.iter().map(|hit| &hit.1[..]).collect::<Vec<_>>(), ["+351 21 555 01 23"; 2], "{number}");
        }
        for number in ["4711", "#4711"] {
            assert_eq!(found(&fixture, number), pairs(&[("C1001/C1001-1", "#4711")]));
        }
        for nobody in ["", "  ", "zz", "%", "4712", "-"] {
            assert_eq!(found(&fixture, nobody), [], "{nobody}");
        }
    }

    #[test]
    fn hits_are_no_more_than_asked_for() {
        assert_eq!(desk().with(|tx| find(tx, "joao", 1)).len(), 1);
    }

    #[test]
    fn a_customer_is_not_found_by_what_it_was_called_before() {
        let fixture = desk();
        fixture.with(|tx| put(tx, 2, &customer("C1002", "Brisa")));
        assert_eq!(found(&fixture, "acme"), []);
        fixture.with(|tx| remove(tx, &CustomerId::new("C1002")));
        assert_eq!(found(&fixture, "brisa"), []);
    }

    #[test]
    fn a_contact_is_got_with_its_customer() {
        let fixture = desk();
        let (customer, contact) = fixture.with(|tx| contact(tx, &ContactId::new("C1002-1"))).unwrap();
        assert_eq!((customer.name.as_str(), contact.first_name.as_str()), ("Acme Ibérica", "João"));
        assert_eq!(fixture.with(|tx| super::contact(tx, &ContactId::new("C1002"))), None);
    }

    #[test]
    fn recent_tickets_come_newest_first_and_are_the_customer_s_own() {
        let fixture = desk();
        fixture.with(|tx| tickets::put(tx, 1, &ticket(4712)));
        let recent = |id: &str| fixture.with(|tx| recent(tx, &CustomerId::new(id), 5));
        assert_eq!(recent("C1001").iter().map(|row| row.id.0).collect::<Vec<_>>(), [4712, 4711]);
        assert_eq!(recent("C1002"), []);
    }

    #[test]
    fn a_name_is_found_from_each_of_its_words() {
        let found: Vec<String> = words("Ana-María de Sá").collect();
        assert_eq!(found, ["ana-maria de sa", "maria de sa", "de sa", "sa"]);
    }

    #[test]
    fn a_telephone_number_is_found_without_its_country_code() {
        let found: Vec<String> = tails(&digits("+351 21")).collect();
        assert_eq!(found, ["35121", "5121", "121"]);
    }
}
