//! Identifying a caller by the 4-digit code.
//!
//! Four digits are few: what protects them is not the hash but the pepper, which stands in a file beside the
//! database and in no backup of it, and the limit. An attempt is counted and committed before it is looked at, so
//! that guesses made at the same time cannot outrun the limit, and the fifth that is wrong locks. Each attempt is
//! in the audit trail, with its verdict; the code is nowhere: not in a log, an answer, an error, or a `Debug`.

mod pepper;
#[cfg(test)]
mod tests;

pub(super) use pepper::Pepper;

use super::{sample, secrets};
use crate::domain::{ContactId, OperatorId, Span, TicketId, Timestamp};
use crate::seam::{Clock, Rng, below, new_uuid};
use crate::store::{StoreError, Tx, Value, customers};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};

/// Wrong attempts in a row, of any operator, until a contact is locked.
pub const ATTEMPTS: i64 = 5;
/// How long a contact stays locked.
pub const LOCK: Span = Span::minutes(15);
/// How long a verified caller stays verified.
pub const VERIFIED: Span = Span::minutes(10);
/// Argon2id: memory in KiB, passes, lanes. About 33 ms.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// What is asked.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    pub operator: OperatorId,
    pub contact: ContactId,
    pub ticket: Option<TicketId>,
}

/// What the first transaction found: an answer, or an attempt that is counted and has to be evaluated.
#[derive(Debug)]
pub(super) enum Counted {
    UnknownContact,
    NotRegistered,
    Locked {
        until: Timestamp,
    },
    /// `failed` includes this one.
    Attempt {
        id: String,
        failed: i64,
        locked_until: Timestamp,
        kept: Kept,
    },
}

/// The code as it is kept.
#[derive(Debug, Clone)]
pub(super) enum Kept {
    /// A code of the sample desk that nobody has asked for yet.
    Sample,
    Hashed {
        salt: String,
        hash: String,
    },
}

/// Counts the attempt, before anybody knows whether it is right.
pub(super) fn count(
    tx: &mut dyn Tx,
    attempt: &Attempt,
    clock: &dyn Clock,
    rng: &dyn Rng,
) -> Result<Counted, StoreError> {
    let now = clock.now();
    let id = new_uuid(clock, rng);
    let Some((_, contact)) = customers::contact(tx, &attempt.contact)? else { return Ok(Counted::UnknownContact) };
    let sql = "select salt, hash, failed, locked_until_ms from caller_code where contact = $1";
    let row = tx.first(sql, &[attempt.contact.as_str().into()])?;
    let (true, Some(row)) = (contact.registered, row) else {
        audit(tx, &id, attempt, now, "not_registered")?;
        return Ok(Counted::NotRegistered);
    };
    let kept = match (row.opt_text(0)?, row.opt_text(1)?) {
        (Some(salt), Some(hash)) => Kept::Hashed { salt: salt.to_string(), hash: hash.to_string() },
        _ => Kept::Sample,
    };
    let until = Timestamp(row.int(3)?);
    if until > now {
        audit(tx, &id, attempt, now, "locked")?;
        return Ok(Counted::Locked { until });
    }
    // A lock that is over starts the count again.
    let before = if row.int(2)? >= ATTEMPTS { 0 } else { row.int(2)? };
    let failed = before + 1;
    let locked_until = if failed >= ATTEMPTS { now + LOCK } else { Timestamp(0) };
    set_failed(tx, &attempt.contact, failed, locked_until)?;
    audit(tx, &id, attempt, now, "asked")?;
    Ok(Counted::Attempt { id, failed, locked_until, kept })
}

/// Writes down what became of a counted attempt. A right code forgets the wrong ones before it.
pub(super) fn settle(tx: &mut dyn Tx, id: &str, attempt: &Attempt, right: bool) -> Result<(), StoreError> {
    if right {
        set_failed(tx, &attempt.contact, 0, Timestamp(0))?;
    }
    let verdict = if right { "verified" } else { "wrong" };
    tx.execute("update caller_attempt set verdict = $1 where id = $2", &[verdict.into(), id.into()])?;
    Ok(())
}

/// Sets a contact's code.
pub(super) fn keep(tx: &mut dyn Tx, contact: &ContactId, kept: &Kept) -> Result<(), StoreError> {
    let (salt, hash) = match kept {
        Kept::Sample => (Value::Null, Value::Null),
        Kept::Hashed { salt, hash } => (salt.into(), hash.into()),
    };
    tx.execute(
        "insert into caller_code (contact, salt, hash, failed, locked_until_ms) values ($1, $2, $3, 0, 0)
         on conflict (contact) do update set salt = excluded.salt, hash = excluded.hash",
        &[contact.as_str().into(), salt, hash],
    )?;
    Ok(())
}

/// A new code: four digits, each as likely as any other.
pub(super) fn draw(rng: &dyn Rng) -> SecretString {
    SecretString::from(format!("{:04}", below(rng, 10_000)))
}

/// Whether a code could be one at all.
pub(super) fn is_code(code: &SecretString) -> bool {
    let code = code.expose_secret();
    code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// Hashes a code, for tens of milliseconds: not on a thread that serves others.
pub(super) fn hash(contact: &ContactId, code: &SecretString, pepper: &Pepper, rng: &dyn Rng) -> Option<Kept> {
    let salt = secrets::random_hex::<16>(rng);
    let hash = digest(contact, code, &salt, pepper)?;
    Some(Kept::Hashed { salt, hash })
}

/// Whether the code is the contact's. As slow as [`hash`]; twice so for the first time a sample code is asked for.
pub(super) fn is_right(
    contact: &ContactId,
    code: &SecretString,
    kept: &Kept,
    pepper: &Pepper,
    rng: &dyn Rng,
) -> Option<bool> {
    match kept {
        Kept::Hashed { salt, hash } => Some(secrets::equal(&digest(contact, code, salt, pepper)?, hash)),
        Kept::Sample => {
            let kept = hash(contact, &sample::code(contact), pepper, rng)?;
            is_right(contact, code, &kept, pepper, rng)
        }
    }
}

/// None if the memory for it cannot be had.
fn digest(contact: &ContactId, code: &SecretString, salt: &str, pepper: &Pepper) -> Option<String> {
    let peppered = pepper.season(contact, code);
    let params = Params::new(COST.0, COST.1, COST.2, Some(32)).ok()?;
    let mut hash = [0; 32];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(&peppered, salt.as_bytes(), &mut hash).ok()?;
    Some(secrets::hex(&hash))
}

fn set_failed(tx: &mut dyn Tx, contact: &ContactId, failed: i64, until: Timestamp) -> Result<(), StoreError> {
    let sql = "update caller_code set failed = $1, locked_until_ms = $2 where contact = $3";
    tx.execute(sql, &[failed.into(), until.into(), contact.as_str().into()]).map(drop)
}

fn audit(tx: &mut dyn Tx, id: &str, attempt: &Attempt, at: Timestamp, verdict: &str) -> Result<(), StoreError> {
    tx.execute(
        "insert into caller_attempt (id, at_ms, operator, contact, ticket, verdict) values ($1, $2, $3, $4, $5, $6)",
        &[
            id.into(),
            at.into(),
            attempt.operator.as_str().into(),
            attempt.contact.as_str().into(),
            attempt.ticket.map(|ticket| ticket.0).into(),
            verdict.into(),
        ],
    )?;
    Ok(())
}
