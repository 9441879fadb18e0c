//! Whatever travels between desk and replica, put and got by its key.

use super::{StoreError, Tx, conversation, customers, lessons, reference, tickets};
use crate::domain::{Record, RecordKey};

/// Puts a record in place of the one of its key, with the counts, the full text and the finding of customers in
/// step. It does not ask which of the two is newer: whoever calls knows.
pub fn put(tx: &mut dyn Tx, seq: i64, record: &Record) -> Result<(), StoreError> {
    match record {
        Record::Ticket(ticket) => tickets::put(tx, seq, ticket),
        Record::Article(article) => conversation::put(tx, seq, article),
        Record::Customer(customer) => customers::put(tx, seq, customer),
        Record::Operator(operator) => reference::put_operator(tx, seq, operator),
        Record::Macro(it) => reference::put_macro(tx, seq, it),
        Record::Faq(entry) => reference::put_faq(tx, seq, entry),
        Record::Policy(policy) => reference::put_policy(tx, seq, policy),
        Record::Lesson(lesson) => lessons::put(tx, seq, lesson),
    }
}

pub fn get(tx: &mut dyn Tx, key: &RecordKey) -> Result<Option<Record>, StoreError> {
    Ok(match key {
        RecordKey::Ticket(id) => tickets::get(tx, *id)?.map(|it| Record::Ticket(Box::new(it))),
        RecordKey::Article(id) => conversation::get(tx, id)?.map(Record::Article),
        RecordKey::Customer(id) => customers::get(tx, id)?.map(|it| Record::Customer(Box::new(it))),
        RecordKey::Operator(id) => reference::operator(tx, id)?.map(Record::Operator),
        RecordKey::Macro(id) => reference::canned(tx, id)?.map(Record::Macro),
        RecordKey::Faq(id) => reference::faq_entry(tx, id)?.map(Record::Faq),
        RecordKey::Policy => reference::stored_policy(tx)?.map(Record::Policy),
        RecordKey::Lesson(id) => lessons::get(tx, *id)?.map(|it| Record::Lesson(Box::new(it))),
    })
}

/// Removes a record; a ticket goes with its conversation. What is not there is no error.
pub fn remove(tx: &mut dyn Tx, key: &RecordKey) -> Result<(), StoreError> {
    match key {
        RecordKey::Ticket(id) => tickets::remove(tx, *id),
        RecordKey::Article(id) => conversation::remove(tx, id),
        RecordKey::Customer(id) => customers::remove(tx, id),
        RecordKey::Operator(id) => reference::remove_operator(tx, id),
        RecordKey::Macro(id) => reference::remove_macro(tx, id),
        RecordKey::Faq(id) => reference::remove_faq(tx, id),
        RecordKey::Policy => reference::remove_policy(tx),
        RecordKey::Lesson(id) => lessons::remove(tx, *id),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fixture, article, customer, ticket};
    use super::*;
    use crate::domain::lesson::fixture::lesson;
    use crate::domain::{Faq, Language, Macro, Operator, OperatorId, Policy, Role, Shift, Visibility};

    fn one_of_each() -> Vec<Record> {
        let operator = OperatorId::new("op-01");
        vec![
            Record::Ticket(Box::new(ticket(7))),
            Record::Article(article(8, "a", "hello")),
            Record::Customer(Box::new(customer("C1", "Acme"))),
            Record::Operator(Operator {
                id: operator,
                name: "Rita".into(),
                languages: vec![Language::Pt],
                shift: Shift::Night,
                lead: false,
            }),
            Record::Macro(Macro {
                id: "m".into(),
                category: "access".into(),
                visibility: Visibility::Public,
                types: Vec::new(),
                status: None,
                hands_to: None,
                title: Default::default(),
                body: Default::default(),
            }),
            Record::Faq(Faq { id: "f".into(), tags: Vec::new(), text: Default::default() }),
            Record::Policy(Policy { warn_at_fraction: 0.8, ..Policy::default() }),
            Record::Lesson(Box::new(lesson(7, Role::Am, Role::Ba))),
        ]
    }

    #[test]
    fn what_is_put_is_got_by_its_key_until_it_is_removed() {
        let fixture = Fixture::new();
        let records = one_of_each();
        // Twice: the second time in place of the first.
        fixture.with(|tx| records.iter().chain(&records).try_for_each(|record| put(tx, 1, record)));
        for record in &records {
            assert_eq!(fixture.with(|tx| get(tx, &record.key())).as_ref(), Some(record));
            fixture.with(|tx| remove(tx, &record.key()).and_then(|()| remove(tx, &record.key())));
            assert_eq!(fixture.with(|tx| get(tx, &record.key())), None);
        }
    }
}
