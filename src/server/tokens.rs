//! Bearer tokens: `turno_<id>_<secret>`, the secret 256 bits. The desk keeps its digest alone; a token names an
//! operator and is not told apart from a wrong one in any answer.

use super::secrets;
use crate::domain::{Operator, OperatorId, Timestamp};
use crate::seam::Rng;
use crate::store::{StoreError, Tx, reference};
use secrecy::SecretString;

const PREFIX: &str = "turno";

/// Makes a token for an operator, who must exist.
pub(super) fn issue(
    tx: &mut dyn Tx,
    operator: &OperatorId,
    label: &str,
    at: Timestamp,
    rng: &dyn Rng,
) -> Result<SecretString, StoreError> {
    let (id, secret) = (secrets::random_hex::<8>(rng), secrets::random_hex::<32>(rng));
    tx.execute(
        "insert into token (id, hash, operator, label, created_ms) values ($1, $2, $3, $4, $5)",
        &[
            id.as_str().into(),
            secrets::sha256(secret.as_bytes()).into(),
            operator.as_str().into(),
            label.into(),
            at.into(),
        ],
    )?;
    Ok(SecretString::from(format!("{PREFIX}_{id}_{secret}")))
}

/// Whom a token names, and which of their tokens it is.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub operator: Operator,
    /// The id of the token: no secret.
    pub token: String,
}

/// Whose token this is; None for anything that is not one of this desk's.
pub(super) fn holder(tx: &mut dyn Tx, token: &str) -> Result<Option<Holder>, StoreError> {
    let mut parts = token.splitn(3, '_');
    let (Some(PREFIX), Some(id), Some(secret)) = (parts.next(), parts.next(), parts.next()) else { return Ok(None) };
    let Some(row) = tx.first("select hash, operator from token where id = $1", &[id.into()])? else {
        return Ok(None);
    };
    if !secrets::equal(&secrets::sha256(secret.as_bytes()), row.text(0)?) {
        return Ok(None);
    }
    let operator = reference::operator(tx, &OperatorId::new(row.text(1)?))?;
    Ok(operator.map(|operator| Holder { operator, token: id.to_string() }))
}

/// Whether the token that was shown is still good. Asked in the transaction that does what its holder wants: between
/// the asking and the doing it may have been revoked.
pub(super) fn stands(tx: &mut dyn Tx, holder: &Holder) -> Result<bool, StoreError> {
    Ok(tx.first("select 1 from token where id = $1", &[holder.token.as_str().into()])?.is_some())
}

/// Ends all tokens of an operator, and says how many there were.
pub(super) fn revoke(tx: &mut dyn Tx, operator: &OperatorId) -> Result<usize, StoreError> {
    tx.execute("delete from token where operator = $1", &[operator.as_str().into()])
}
