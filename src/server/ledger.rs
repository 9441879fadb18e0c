//! The ledger: every change of the desk, once, in one transaction, numbered without a gap and sealed by a chain.
//!
//! An operation takes effect once, for ever, and two things see to it. Its *place*, (device, n): a device's `last_n`
//! is never forgotten, so what comes again (its answer was lost, the console was killed) is answered from what was
//! kept. And its *name*, which stands in the audit trail with its effect: under whatever device and number it comes
//! again (the console has a new name, a profile was copied or restored, the desk lost its tail and was caught up
//! with), it is answered with the transaction in which it took effect, and nothing is done. What it means is
//! [`operation::apply`], the same function that the replica previews with; the instant is the server's.
//!
//! The counter row is taken last (see [`chain`]): a number that is handed out before the rest is done could be
//! passed by a reader while its transaction is still open, and would be missed for ever.

mod chain;
#[cfg(test)]
mod incident_tests;
mod lease;
mod teaching;
#[cfg(test)]
mod tests;

pub(super) use chain::{Entry, GENESIS, Head, chain_at, check, commit, commit_all, head};
pub(super) use lease::claim;

use super::secrets;
use super::tokens::{self, Holder};
use crate::domain::{
    Action, ArticleId, Decision, DeviceId, Operation, OperationId, OperationKey, Operator, Outcome, Record, Refusal,
    Sending, TicketId, Timestamp,
    operation::{self, Context, Effect, Family},
};
use crate::seam::{Planted, fault, planted};
use crate::store::{StoreError, Tx, conversation, links, reference, tickets};

/// Why an operation was not settled; nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The token that was shown has been revoked meanwhile.
    #[error("the token has ended")]
    SignedOut,
    /// Operations before this one are missing.
    #[error("operations after {last_n} are missing")]
    Gap { last_n: i64 },
    /// The key came before with another content.
    #[error("operation {0} came before with another content")]
    Reused(OperationKey),
    /// Another lease holds the device's name.
    #[error("another console sends under this device's name")]
    InUse,
    /// The device belongs to another operator.
    #[error("the device belongs to another operator")]
    NotYours,
}

/// Settles one operation for the holder of a token and of a lease, if both are still good at this moment: what an
/// operator may do is asked when it is done and not when it was wished for.
pub(super) fn settle_for(
    tx: &mut dyn Tx,
    holder: &Holder,
    lease: Option<&str>,
    sending: &Sending,
    at: Timestamp,
) -> Result<Outcome, SettleError> {
    match (tokens::stands(tx, holder)?, lease::admits(tx, &sending.key.device, lease)?) {
        (false, _) => Err(SettleError::SignedOut),
        (true, false) => Err(SettleError::InUse),
        (true, true) => settle(tx, &holder.operator, sending, at),
    }
}

/// Settles one operation: carries it out, refuses it, or answers what became of it the first time. A refusal uses
/// up its number like a success: a wish once answered is not asked again under the same name.
pub(super) fn settle(
    tx: &mut dyn Tx,
    actor: &Operator,
    sending: &Sending,
    at: Timestamp,
) -> Result<Outcome, SettleError> {
    let key = &sending.key;
    let last_n = last_n(tx, &key.device, actor)?;
    if key.n <= last_n && planted(Planted::NoDedupe) {
        let id = OperationId::new(format!("{}-{}", sending.id, head(tx)?.seq));
        let again = Sending { id, ..sending.clone() };
        let seq = carry_out(tx, actor, Some(&again), &sending.operation, at)?;
        return Ok(seq.map_or_else(|refusal| Outcome::Refused { refusal }, |seq| Outcome::Applied { seq }));
    }
    if key.n <= last_n {
        return repeated(tx, actor, sending);
    }
    if key.n > last_n + 1 {
        return Err(SettleError::Gap { last_n });
    }
    if let Some(outcome) = known(tx, actor, sending)? {
        take_number(tx, actor, key, at)?;
        return Ok(outcome);
    }
    let outcome = match carry_out(tx, actor, Some(sending), &sending.operation, at)? {
        Ok(seq) => Outcome::Applied { seq },
        Err(refusal) => Outcome::Refused { refusal },
    };
    fault("ledger.carried_out");
    take_number(tx, actor, key, at)?;
    fault("ledger.number_taken");
    keep(tx, sending, &outcome, at)?;
    Ok(outcome)
}

/// Takes the first ticket of the desk order that nobody holds. The transaction has the desk for itself, so two
/// operators who ask at once get two tickets.
pub(super) fn work_next(tx: &mut dyn Tx, holder: &Holder, at: Timestamp) -> Result<Option<TicketId>, SettleError> {
    if !tokens::stands(tx, holder)? {
        return Err(SettleError::SignedOut);
    }
    let Some(ticket) = tickets::first_unheld(tx, &holder.operator.id, at)? else { return Ok(None) };
    let taken = carry_out(tx, &holder.operator, None, &Operation { ticket, action: Action::Take }, at)?;
    Ok(taken.is_ok().then_some(ticket))
}

/// The newest operation of a device that is settled; 0 if there is none.
pub(super) fn acknowledged_n(tx: &mut dyn Tx, device: &DeviceId) -> Result<i64, StoreError> {
    let row = tx.first("select last_n from device where id = $1", &[device.as_str().into()])?;
    row.map_or(Ok(0), |row| row.int(0))
}

/// What was asked, as a digest, for the audit trail.
fn digest(operation: &Operation) -> Result<String, StoreError> {
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

/// What became of an operation whose number is used up: kept under the number, or under the one that it came with first.
fn repeated(tx: &mut dyn Tx, actor: &Operator, sending: &Sending) -> Result<Outcome, SettleError> {
    let place = [sending.key.device.as_str().into(), sending.key.n.into()];
    let sql = "select fingerprint, outcome from op_result where device = $1 and n = $2";
    if let Some(row) = tx.first(sql, &place)? {
        return match row.text(0)? == sending.fingerprint {
            true => Ok(serde_json::from_str(row.text(1)?).map_err(StoreError::from)?),
            false => Err(SettleError::Reused(sending.key.clone())),
        };
    }
    // The answer is no longer kept; the effect, if it had one, is.
    let sql = "select seq, operation from txn where device = $1 and n = $2";
    match tx.first(sql, &place)? {
        None => Ok(known(tx, actor, sending)?.unwrap_or(Outcome::Already)),
        Some(row) if row.opt_text(1)?.is_none_or(|id| id == sending.id.as_str()) => {
            Ok(Outcome::Applied { seq: row.int(0)? })
        }
        Some(_) => Err(SettleError::Reused(sending.key.clone())),
    }
}

/// What became of an operation that came before under another number.
fn known(tx: &mut dyn Tx, actor: &Operator, sending: &Sending) -> Result<Option<Outcome>, SettleError> {
    let id = [sending.id.as_str().into()];
    let sql = "select fingerprint, outcome from op_result where operation = $1";
    if let Some(row) = tx.first(sql, &id)? {
        return match row.text(0)? == sending.fingerprint {
            true => Ok(Some(serde_json::from_str(row.text(1)?).map_err(StoreError::from)?)),
            false => Err(SettleError::Reused(sending.key.clone())),
        };
    }
    let forbidden = Outcome::Refused { refusal: Refusal::Forbidden };
    if let Some(row) = tx.first("select seq, actor from txn where operation = $1", &id)? {
        let own = row.text(1)? == actor.id.as_str();
        return Ok(Some(if own { Outcome::Applied { seq: row.int(0)? } } else { forbidden }));
    }
    // The name of an operation is that of the article which it writes: it must not take the place of another.
    let taken = conversation::get(tx, &sending.id.article_id())?.is_some();
    Ok(taken.then_some(forbidden))
}

fn take_number(tx: &mut dyn Tx, actor: &Operator, key: &OperationKey, at: Timestamp) -> Result<(), StoreError> {
    let sql = "insert into device (id, operator, last_n, seen_ms) values ($1, $2, $3, $4)
        on conflict (id) do update set last_n = excluded.last_n, seen_ms = excluded.seen_ms";
    tx.execute(sql, &[key.device.as_str().into(), actor.id.as_str().into(), key.n.into(), at.into()]).map(drop)
}

fn keep(tx: &mut dyn Tx, sending: &Sending, outcome: &Outcome, at: Timestamp) -> Result<(), StoreError> {
    let sql =
        "insert into op_result (device, n, operation, fingerprint, outcome, at_ms) values ($1, $2, $3, $4, $5, $6)";
    let params = [
        sending.key.device.as_str().into(),
        sending.key.n.into(),
        sending.id.as_str().into(),
        sending.fingerprint.as_str().into(),
        serde_json::to_string(outcome)?.into(),
        at.into(),
    ];
    tx.execute(sql, &params).map(drop)
}

/// Applies the operation and commits what it changed; the number of the transaction in which it took effect.
/// What already was as wanted took effect in the transaction that last touched the ticket.
fn carry_out(
    tx: &mut dyn Tx,
    actor: &Operator,
    sending: Option<&Sending>,
    operation: &Operation,
    at: Timestamp,
) -> Result<Result<i64, Refusal>, StoreError> {
    let Some(mut ticket) = tickets::get(tx, operation.ticket)? else {
        return Ok(Err(Refusal::Gone { ticket: operation.ticket }));
    };
    match &operation.action {
        Action::Take if planted(Planted::ConditionIgnored) => ticket.assignee = None,
        Action::Reply { seen, .. } if planted(Planted::UnreadReplySent) => ticket.replies = *seen,
        _ => {}
    }
    let policy = reference::policy(tx)?;
    let article = sending.map_or_else(|| ArticleId::new(""), |it| it.id.article_id());
    let other = links::other(tx, operation.ticket, &operation.action)?;
    let context = Context {
        actor: &actor.id,
        actor_name: &actor.name,
        at,
        article: &article,
        policy: &policy,
        other: other.as_ref(),
    };
    let family = family(tx, operation)?;
    let done = operation::carry_out(&mut ticket, &family, &operation.action, &context);
    let (article, others) = match done.map(|done| (done.effect, done.others)) {
        Ok((Effect::Changed { article }, others)) => (article, others),
        Ok((Effect::Unchanged, _)) => return Ok(Ok(tickets::seq_of(tx, operation.ticket)?.unwrap_or_default())),
        Err(refusal) => {
            if planted(Planted::NumberTakenEarly) {
                tx.execute("update head set seq = seq + 1", &[])?;
            }
            return Ok(Err(refusal));
        }
    };
    let (lesson, forgotten) = teaching::taught_by(tx, actor, &ticket, sending, &operation.action, at)?;
    let lesson = lesson.map(|lesson| Record::Lesson(Box::new(lesson)));
    let others =
        others.into_iter().flat_map(|(ticket, reply)| [Record::Ticket(Box::new(ticket)), Record::Article(reply)]);
    let own = std::iter::once(Record::Ticket(Box::new(ticket))).chain(article.map(Record::Article));
    let records: Vec<Record> = own.chain(lesson).chain(others).collect();
    let entry = Entry {
        at,
        actor: actor.id.as_str(),
        operation: sending,
        kind: operation.action.word(),
        target: operation.ticket.to_string(),
        decision: decision(&operation.action)?,
        digest: digest(operation)?,
    };
    Ok(Ok(commit_all(tx, &entry, &records, &forgotten)?))
}

/// The incident that the operation is about, with what is attached to it.
fn family(tx: &mut dyn Tx, operation: &Operation) -> Result<Family, StoreError> {
    let Some(id) = operation.family() else { return Ok(Family::default()) };
    Ok(Family { incident: tickets::get(tx, id)?, children: tickets::children(tx, id)? })
}

/// What the operator did with a suggestion, and which knowledge made it: for the audit trail.
fn decision(action: &Action) -> Result<Option<String>, StoreError> {
    let Action::Route { decision, knowledge, .. } = action else { return Ok(None) };
    if *decision == Decision::Unaided {
        return Ok(None);
    }
    let mut kept = serde_json::to_value(decision)?;
    if let Some((kept, knowledge)) = kept.as_object_mut().zip(knowledge.as_ref()) {
        kept.insert("knowledge".to_string(), knowledge.as_str().into());
    }
    Ok(Some(kept.to_string()))
}
