//! The ledger: every change of the desk, once, in one transaction, numbered without a gap and sealed by a chain.
//!
//! An operation is named by (device, n). A device's `last_n` is never forgotten, so an operation that comes again
//! (its answer was lost, the console was killed) is answered from what was kept and takes effect once, for ever.
//! What it means is [`operation::apply`], the same function that the replica previews with; the instant is the
//! server's.
//!
//! The counter row is taken last (see [`chain`]): a number that is handed out before the rest is done could be
//! passed by a reader while its transaction is still open, and would be missed for ever.

mod chain;
#[cfg(test)]
mod tests;

pub(super) use chain::{Entry, GENESIS, Head, chain_at, check, commit, head};

use super::secrets;
use crate::domain::{
    Action, ArticleId, Decision, DeviceId, Operation, OperationKey, Operator, Outcome, Record, Refusal, Span, TicketId,
    Timestamp,
    operation::{self, Context, Effect},
};
use crate::store::{StoreError, Tx, reference, tickets};

/// How long the answer to an operation is kept. That it was settled is never forgotten.
const ANSWERS_KEPT: Span = Span::days(30);

/// Why an operation was not settled; nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Operations before this one are missing.
    #[error("operations after {last_n} are missing")]
    Gap { last_n: i64 },
    /// The key came before with another content.
    #[error("operation {0} came before with another content")]
    Reused(OperationKey),
    /// The device belongs to another operator.
    #[error("the device belongs to another operator")]
    NotYours,
}

/// Settles one operation: carries it out, refuses it, or answers what became of it the first time. A refusal uses
/// up its number like a success: a wish once answered is not asked again under the same name.
pub(super) fn settle(
    tx: &mut dyn Tx,
    actor: &Operator,
    key: &OperationKey,
    operation: &Operation,
    at: Timestamp,
) -> Result<Outcome, SettleError> {
    let fingerprint = fingerprint(operation)?;
    let last_n = last_n(tx, &key.device, actor)?;
    if key.n <= last_n {
        return repeated(tx, key, &fingerprint);
    }
    if key.n > last_n + 1 {
        return Err(SettleError::Gap { last_n });
    }
    let outcome = match carry_out(tx, actor, Some(key), operation, at)? {
        Ok(seq) => Outcome::Applied { seq },
        Err(refusal) => Outcome::Refused { refusal },
    };
    keep(tx, actor, key, &fingerprint, &outcome, at)?;
    Ok(outcome)
}

/// Takes the first ticket of the desk order that nobody holds. The transaction has the desk for itself, so two
/// operators who ask at once get two tickets.
pub(super) fn work_next(tx: &mut dyn Tx, actor: &Operator, at: Timestamp) -> Result<Option<TicketId>, StoreError> {
    let Some(ticket) = tickets::first_unheld(tx)? else { return Ok(None) };
    let taken = carry_out(tx, actor, None, &Operation { ticket, action: Action::Take }, at)?;
    Ok(taken.is_ok().then_some(ticket))
}

/// The newest operation of a device that is settled; 0 if there is none.
pub(super) fn acknowledged_n(tx: &mut dyn Tx, device: &DeviceId) -> Result<i64, StoreError> {
    let row = tx.first("select last_n from device where id = $1", &[device.as_str().into()])?;
    row.map_or(Ok(0), |row| row.int(0))
}

/// Forgets old answers.
pub(super) fn prune(tx: &mut dyn Tx, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("delete from op_result where at_ms < $1", &[(now - ANSWERS_KEPT).into()]).map(drop)
}

/// What an operation is, as a digest: two of the same key must have the same.
fn fingerprint(operation: &Operation) -> Result<String, StoreError> {
    Ok(secrets::sha256(&serde_json::to_vec(operation)?))
}

fn last_n(tx: &mut dyn Tx, device: &DeviceId, actor: &Operator) -> Result<i64, SettleError> {
    let row = tx.first("select operator, last_n from device where id = $1", &[device.as_str().into()])?;
    match row {
        None => Ok(0),
        Some(row) if row.text(0)? == actor.id.as_str() => Ok(row.int(1)?),
        Some(_) => Err(SettleError::NotYours),
    }
}

fn repeated(tx: &mut dyn Tx, key: &OperationKey, fingerprint: &str) -> Result<Outcome, SettleError> {
    let sql = "select fingerprint, outcome from op_result where device = $1 and n = $2";
    let Some(row) = tx.first(sql, &[key.device.as_str().into(), key.n.into()])? else { return Ok(Outcome::Already) };
    if row.text(0)? != fingerprint {
        return Err(SettleError::Reused(key.clone()));
    }
    Ok(serde_json::from_str(row.text(1)?).map_err(StoreError::from)?)
}

fn keep(
    tx: &mut dyn Tx,
    actor: &Operator,
    key: &OperationKey,
    fingerprint: &str,
    outcome: &Outcome,
    at: Timestamp,
) -> Result<(), StoreError> {
    let device = key.device.as_str();
    tx.execute(
        "insert into device (id, operator, last_n, seen_ms) values ($1, $2, $3, $4)
         on conflict (id) do update set last_n = excluded.last_n, seen_ms = excluded.seen_ms",
        &[device.into(), actor.id.as_str().into(), key.n.into(), at.into()],
    )?;
    let outcome = serde_json::to_string(outcome)?;
    tx.execute(
        "insert into op_result (device, n, fingerprint, outcome, at_ms) values ($1, $2, $3, $4, $5)",
        &[device.into(), key.n.into(), fingerprint.into(), outcome.into(), at.into()],
    )?;
    Ok(())
}

/// Applies the operation and commits what it changed; the number of the transaction in which it took effect.
/// What already was as wanted took effect in the transaction that last touched the ticket.
fn carry_out(
    tx: &mut dyn Tx,
    actor: &Operator,
    key: Option<&OperationKey>,
    operation: &Operation,
    at: Timestamp,
) -> Result<Result<i64, Refusal>, StoreError> {
    let Some(mut ticket) = tickets::get(tx, operation.ticket)? else {
        return Ok(Err(Refusal::Gone { ticket: operation.ticket }));
    };
    let policy = reference::policy(tx)?;
    let article = key.map(OperationKey::article_id).unwrap_or_else(|| ArticleId::new(""));
    let context = Context { actor: &actor.id, actor_name: &actor.name, at, article: &article, policy: &policy };
    let article = match operation::apply(&mut ticket, &operation.action, &context) {
        Ok(Effect::Changed { article }) => article,
        Ok(Effect::Unchanged) => return Ok(Ok(tickets::seq_of(tx, operation.ticket)?.unwrap_or_default())),
        Err(refusal) => return Ok(Err(refusal)),
    };
    let records: Vec<Record> =
        std::iter::once(Record::Ticket(Box::new(ticket))).chain(article.map(Record::Article)).collect();
    let entry = Entry {
        at,
        actor: actor.id.as_str(),
        key,
        kind: operation.action.word(),
        target: operation.ticket.to_string(),
        decision: decision(&operation.action)?,
        digest: fingerprint(operation)?,
    };
    Ok(Ok(commit(tx, &entry, &records)?))
}

/// What the operator did with a suggestion: the audit trail keeps it, and routing will learn from it.
fn decision(action: &Action) -> Result<Option<String>, StoreError> {
    match action {
        Action::Route { decision: Decision::Unaided, .. } => Ok(None),
        Action::Route { decision, .. } => Ok(Some(serde_json::to_string(decision)?)),
        _ => Ok(None),
    }
}
