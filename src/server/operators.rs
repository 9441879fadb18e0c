//! Who works at a desk. An operator comes in by the ledger and the feed like everything else, so every console knows
//! of them at once.

use super::error::DeskError;
use super::ledger::{self, Entry};
use super::{sample, secrets};
use crate::domain::{Operator, Record, Timestamp};
use crate::store::{Tx, reference};

/// The longest id and the longest name, in characters.
const ID_LIMIT: usize = 40;
const NAME_LIMIT: usize = 100;

/// Adds an operator, and says in which transaction.
pub(super) fn add(tx: &mut dyn Tx, operator: &Operator, at: Timestamp) -> Result<i64, DeskError> {
    check(operator)?;
    if reference::operator(tx, &operator.id)?.is_some() {
        return Err(DeskError::OperatorExists(operator.id.to_string()));
    }
    let records = [Record::Operator(operator.clone())];
    let digest = secrets::sha256(&serde_json::to_vec(&records).map_err(crate::store::StoreError::from)?);
    let target = operator.id.to_string();
    let entry =
        Entry { at, actor: sample::SYSTEM, operation: None, kind: "add_operator", target, decision: None, digest };
    Ok(ledger::commit(tx, &entry, &records)?)
}

/// An id is typed in queries, in configurations and on command lines; a name is shown in a line.
fn check(operator: &Operator) -> Result<(), DeskError> {
    let id = operator.id.as_str();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.is_empty() || id.len() > ID_LIMIT || !id.chars().all(plain) || id.starts_with('-') {
        return Err(DeskError::OperatorId);
    }
    let name = operator.name.trim();
    if name.is_empty() || name.chars().count() > NAME_LIMIT || name.chars().any(char::is_control) {
        return Err(DeskError::OperatorName);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Language, OperatorId, Priority, Shift, TicketType};
    use crate::seam::{ManualClock, Seeded};
    use crate::server::{Desk, Limits, ServerConfig};
    use std::sync::Arc;

    fn empty_desk() -> (tempfile::TempDir, Desk) {
        let dir = tempfile::tempdir().unwrap();
        let config = ServerConfig {
            database: dir.path().join("desk.db"),
            sample: false,
            limits: Limits::default(),
            clock: Arc::new(ManualClock::at(Timestamp(1_800_000_000_000))),
            rng: Arc::new(Seeded::new(1)),
        };
        (dir, Desk::open(config).unwrap())
    }

    fn operator(id: &str, name: &str) -> Operator {
        let languages = Language::ALL.to_vec();
        Operator { id: OperatorId::new(id), name: name.into(), languages, shift: Shift::Day, lead: false }
    }

    #[test]
    fn an_operator_is_added_once_in_a_transaction_of_the_chain_and_can_have_a_token() {
        let (_dir, desk) = empty_desk();
        let before = desk.check().unwrap();
        let ana = operator("ana", "Ana Sousa");
        desk.add_operator(&ana).unwrap();
        assert_eq!(desk.check().unwrap(), before + 1);
        assert_eq!(desk.operators().unwrap(), std::slice::from_ref(&ana));
        desk.issue_token(&ana.id, "test").unwrap();
        assert!(matches!(desk.add_operator(&ana), Err(DeskError::OperatorExists(id)) if id == "ana"));
        assert_eq!(desk.check().unwrap(), before + 1);
    }

    #[test]
    fn an_operator_has_an_id_that_can_be_typed_and_a_name() {
        let (_dir, desk) = empty_desk();
        for id in ["", "ana sousa", "ána", "--ana", "a\u{1b}[31m", &"a".repeat(41)] {
            assert!(matches!(desk.add_operator(&operator(id, "Ana")), Err(DeskError::OperatorId)), "{id:?}");
        }
        for name in ["", "  ", "Ana\nSousa", &"a".repeat(101)] {
            assert!(matches!(desk.add_operator(&operator("ana", name)), Err(DeskError::OperatorName)), "{name:?}");
        }
        assert_eq!(desk.operators().unwrap(), []);
    }

    #[test]
    fn a_new_empty_desk_has_promises_macros_and_answers_but_nobody_and_no_customer() {
        let (_dir, desk) = empty_desk();
        let customers =
            |tx: &mut dyn Tx| tx.first("select count(*) from customer", &[])?.map_or(Ok(0), |row| row.int(0));
        let (policy, macros, faq, customers) = desk
            .core()
            .store
            .read::<_, crate::store::StoreError>(|tx| {
                Ok((reference::policy(tx)?, reference::macros(tx)?, reference::faq(tx)?, customers(tx)?))
            })
            .unwrap();
        assert!(policy.target(TicketType::Trouble, Priority::Critical).is_some());
        assert!(!macros.is_empty() && !faq.is_empty());
        assert_eq!((desk.operators().unwrap().len(), customers), (0, 0));
        assert!(!desk.is_sample().unwrap());
    }
}
