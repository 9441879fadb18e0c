//! What the desk works by and changes seldom: its operators, macros, questions and answers, and the SLA policy.

use super::{StoreError, Tx, sum};
use crate::domain::{Faq, Macro, Operator, OperatorId, Policy};
use serde::{Serialize, de::DeserializeOwned};

/// A table of records that are only ever read whole or by id.
struct Table {
    get: &'static str,
    all: &'static str,
    put: &'static str,
    remove: &'static str,
}

macro_rules! table {
    ($name:literal) => {
        Table {
            get: concat!("select body from ", $name, " where id = $1"),
            all: concat!("select body from ", $name, " order by id"),
            put: concat!(
                "insert into ",
                $name,
                " (id, seq, body, sum) values ($1, $2, $3, $4)
                on conflict (id) do update set seq = excluded.seq, body = excluded.body, sum = excluded.sum"
            ),
            remove: concat!("delete from ", $name, " where id = $1"),
        }
    };
}

const OPERATOR: Table = table!("operator");
const MACRO: Table = table!("macro");
const FAQ: Table = table!("faq");
const POLICY: Table = table!("policy");
/// A desk has one policy.
pub(super) const THE_POLICY: &str = "policy";

impl Table {
    fn get<T: DeserializeOwned>(&self, tx: &mut dyn Tx, id: &str) -> Result<Option<T>, StoreError> {
        let row = tx.first(self.get, &[id.into()])?;
        row.map(|row| Ok(serde_json::from_str(row.text(0)?)?)).transpose()
    }

    fn all<T: DeserializeOwned>(&self, tx: &mut dyn Tx) -> Result<Vec<T>, StoreError> {
        tx.query(self.all, &[])?.iter().map(|row| Ok(serde_json::from_str(row.text(0)?)?)).collect()
    }

    fn put(&self, tx: &mut dyn Tx, seq: i64, id: &str, record: &impl Serialize) -> Result<(), StoreError> {
        let body = serde_json::to_string(record)?;
        let sum = sum::of(seq, &body);
        tx.execute(self.put, &[id.into(), seq.into(), body.into(), sum.into()]).map(drop)
    }

    fn remove(&self, tx: &mut dyn Tx, id: &str) -> Result<(), StoreError> {
        tx.execute(self.remove, &[id.into()]).map(drop)
    }
}

/// All operators, by id.
pub fn operators(tx: &mut dyn Tx) -> Result<Vec<Operator>, StoreError> {
    OPERATOR.all(tx)
}

pub fn operator(tx: &mut dyn Tx, id: &OperatorId) -> Result<Option<Operator>, StoreError> {
    OPERATOR.get(tx, id.as_str())
}

pub fn put_operator(tx: &mut dyn Tx, seq: i64, operator: &Operator) -> Result<(), StoreError> {
    OPERATOR.put(tx, seq, operator.id.as_str(), operator)
}

pub fn remove_operator(tx: &mut dyn Tx, id: &OperatorId) -> Result<(), StoreError> {
    OPERATOR.remove(tx, id.as_str())
}

/// All macros, by id.
pub fn macros(tx: &mut dyn Tx) -> Result<Vec<Macro>, StoreError> {
    MACRO.all(tx)
}

pub fn canned(tx: &mut dyn Tx, id: &str) -> Result<Option<Macro>, StoreError> {
    MACRO.get(tx, id)
}

pub fn put_macro(tx: &mut dyn Tx, seq: i64, it: &Macro) -> Result<(), StoreError> {
    MACRO.put(tx, seq, &it.id, it)
}

pub fn remove_macro(tx: &mut dyn Tx, id: &str) -> Result<(), StoreError> {
    MACRO.remove(tx, id)
}

/// All questions and answers, by id.
pub fn faq(tx: &mut dyn Tx) -> Result<Vec<Faq>, StoreError> {
    FAQ.all(tx)
}

pub fn faq_entry(tx: &mut dyn Tx, id: &str) -> Result<Option<Faq>, StoreError> {
    FAQ.get(tx, id)
}

pub fn put_faq(tx: &mut dyn Tx, seq: i64, entry: &Faq) -> Result<(), StoreError> {
    FAQ.put(tx, seq, &entry.id, entry)
}

pub fn remove_faq(tx: &mut dyn Tx, id: &str) -> Result<(), StoreError> {
    FAQ.remove(tx, id)
}

/// The SLA policy; one that promises nothing while the desk has none.
pub fn policy(tx: &mut dyn Tx) -> Result<Policy, StoreError> {
    Ok(stored_policy(tx)?.unwrap_or_default())
}

pub fn stored_policy(tx: &mut dyn Tx) -> Result<Option<Policy>, StoreError> {
    POLICY.get(tx, THE_POLICY)
}

pub fn put_policy(tx: &mut dyn Tx, seq: i64, policy: &Policy) -> Result<(), StoreError> {
    POLICY.put(tx, seq, THE_POLICY, policy)
}

pub fn remove_policy(tx: &mut dyn Tx) -> Result<(), StoreError> {
    POLICY.remove(tx, THE_POLICY)
}
