//! The audit trail, walked from its first transaction and held against what others remember of it.
//!
//! The chain shows a row that was changed, taken out or put in. It cannot show that its end was cut off, or that all
//! of it was written anew: for that there are *anchors*, heads that somebody noted elsewhere. Every console keeps some,
//! in the cursors of its replica.

use super::ledger;
use super::{Desk, DeskError};
use crate::domain::Cursor;
use crate::store::{Row, StoreError, Tx, Value};
use serde::Serialize;

/// Where the chain was, as somebody noted it: a number, and the beginning of the chain there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Anchor {
    pub seq: i64,
    pub chain: String,
    /// The history that it is of, where that is known. An anchor of another one says nothing.
    #[serde(skip)]
    pub epoch: Option<String>,
}

/// As many digits of a chain as tell it from every other.
const DIGITS: usize = 16;

impl Anchor {
    /// Reads `SEQ:CHAIN`, with at least sixteen digits of the chain.
    pub fn parse(text: &str) -> Option<Anchor> {
        let (seq, chain) = text.split_once(':')?;
        let hex = chain.len() >= DIGITS && chain.bytes().all(|byte| byte.is_ascii_hexdigit());
        let seq = seq.parse().ok().filter(|seq| *seq >= 0)?;
        hex.then(|| Anchor { seq, chain: chain.to_ascii_lowercase(), epoch: None })
    }

    /// What a cursor of a desk says of its chain.
    pub fn of(cursor: &Cursor) -> Option<Anchor> {
        let mut parts = cursor.0.split('.').skip(1);
        let (epoch, seq, chain) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Anchor { epoch: Some(epoch.to_string()), ..Anchor::parse(&format!("{seq}:{chain}"))? })
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audit {
    pub transactions: i64,
    /// Those of them that carry an operation of an operator.
    pub effects: i64,
    /// The chain at the last transaction that is as it was sealed.
    pub head: String,
    /// The first transaction that is not as it was sealed.
    pub first_broken: Option<i64>,
    /// Anchors that were compared.
    pub anchors: usize,
    /// Those that this trail does not go through.
    pub strayed: Vec<Anchor>,
}

impl Audit {
    pub fn is_whole(&self) -> bool {
        self.first_broken.is_none() && self.strayed.is_empty()
    }
}

impl Desk {
    /// Walks the audit trail.
    pub fn audit(&self, anchors: &[Anchor]) -> Result<Audit, DeskError> {
        Ok(self.core().store.read(|tx| walk(tx, anchors))?)
    }
}

fn walk(tx: &mut dyn Tx, anchors: &[Anchor]) -> Result<Audit, StoreError> {
    let epoch = ledger::head(tx)?.epoch;
    let ours = |anchor: &&Anchor| anchor.epoch.as_ref().is_none_or(|it| *it == epoch);
    let mut open: Vec<&Anchor> = anchors.iter().filter(ours).collect();
    let compared = open.len();
    let (mut transactions, mut effects, mut head) = (0, 0, ledger::GENESIS.to_string());
    open.retain(|anchor| anchor.seq != 0 || !head.starts_with(&anchor.chain));
    let first_broken = ledger::check(tx, &mut |seq, chain, Row(fields)| {
        transactions = seq;
        effects += i64::from(fields.get(3).is_some_and(|device| *device != Value::Null));
        open.retain(|anchor| anchor.seq != seq || !chain.starts_with(&anchor.chain));
        head = chain.to_string();
    })?
    .err();
    let strayed = open.into_iter().cloned().collect();
    Ok(Audit { transactions, effects, head, first_broken, anchors: compared, strayed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_a_number_and_enough_of_a_chain() {
        let chain = "00ff00ff00ff00ff";
        assert_eq!(Anchor::parse(&format!("7:{chain}")).unwrap().seq, 7);
        for wrong in ["", "7", "7:", "7:00ff", "x:00ff00ff00ff00ff", "-1:00ff00ff00ff00ff", "7:zzff00ff00ff00ff"] {
            assert_eq!(Anchor::parse(wrong), None, "{wrong}");
        }
        let cursor = Cursor(format!("1.e.9.{chain}"));
        assert_eq!(Anchor::of(&cursor), Some(Anchor { seq: 9, chain: chain.into(), epoch: Some("e".into()) }));
        assert_eq!(Anchor::of(&Cursor("c3".into())), None);
    }
}
