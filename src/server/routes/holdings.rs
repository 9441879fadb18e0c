//! All that the desk holds: in pieces, by keys, in numbers; and what a replica's history has in common with it.

use super::super::holdings;
use super::App;
use super::answer::{Answer, Failure, Written};
use super::extract::{Id, Params, Payload, Signed};
use crate::api::{
    self, BucketRows, CHECKPOINTS_LIMIT, CommonRequest, CommonResponse, Digest, Problem, RECORDS_LIMIT, RecordsRequest,
    RecordsResponse, SnapshotChunk,
};
use crate::domain::{Cursor, SnapshotPlace};
use crate::seam::passing;
use crate::store::StoreError;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use std::sync::PoisonError;

/// The most records in a piece of a snapshot.
const SNAPSHOT_LIMIT: usize = 5_000;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SnapshotParams {
    /// `next` of the piece before; the first piece without it.
    from: Option<String>,
    /// At most so many records, 1 to 5000; 5000 if not said.
    limit: Option<usize>,
}

#[utoipa::path(get, path = api::paths::SNAPSHOT, tag = "changes", params(SnapshotParams), security(("token" = [])),
    responses((status = 200, body = SnapshotChunk), (status = "default", body = Problem)))]
pub(super) async fn snapshot(
    Signed(_): Signed,
    State(app): State<App>,
    Params(SnapshotParams { from, limit }): Params<SnapshotParams>,
) -> Result<Written, Failure> {
    let limit = limit.unwrap_or(SNAPSHOT_LIMIT);
    if !(1..=SNAPSHOT_LIMIT).contains(&limit) {
        return Err(Failure::invalid(format!("limit has to be from 1 to {SNAPSHOT_LIMIT}")));
    }
    let from = from.map(SnapshotPlace);
    let chunk = app.read(move |tx| holdings::chunk(tx, from.as_ref(), limit)).await?;
    passing("desk.piece_read").await;
    let written = app.blocking(move || Written::of(&SnapshotChunk::from(chunk))).await?;
    written.map_err(|error| Failure::internal(&error))
}

#[utoipa::path(post, path = api::paths::RECORDS, tag = "changes", request_body = RecordsRequest,
    security(("token" = [])),
    responses((status = 200, body = RecordsResponse), (status = "default", body = Problem)))]
pub(super) async fn records(
    Signed(_): Signed,
    State(app): State<App>,
    Payload(RecordsRequest { keys }): Payload<RecordsRequest>,
) -> Answer<RecordsResponse> {
    if keys.len() > RECORDS_LIMIT {
        return Err(Failure::invalid(format!("at most {RECORDS_LIMIT} keys")));
    }
    let keys: Vec<_> = keys.into_iter().map(Into::into).collect();
    let found = app.read(move |tx| holdings::by_keys(tx, &keys)).await?;
    Ok(Json(found.into()))
}

#[utoipa::path(post, path = api::paths::COMMON, tag = "changes", request_body = CommonRequest,
    security(("token" = [])),
    responses((status = 200, body = CommonResponse), (status = "default", body = Problem)))]
pub(super) async fn common(
    Signed(_): Signed,
    State(app): State<App>,
    Payload(CommonRequest { cursors }): Payload<CommonRequest>,
) -> Answer<CommonResponse> {
    if cursors.len() > CHECKPOINTS_LIMIT {
        return Err(Failure::invalid(format!("at most {CHECKPOINTS_LIMIT} cursors")));
    }
    let cursors: Vec<Cursor> = cursors.into_iter().map(Cursor).collect();
    let common = app.read(move |tx| holdings::common(tx, &cursors)).await?;
    Ok(Json(CommonResponse { common: common.map(Into::into) }))
}

/// It takes a while on a large desk, and is the same for everybody until the next transaction.
#[utoipa::path(get, path = api::paths::DIGEST, tag = "changes", security(("token" = [])),
    responses((status = 200, body = Digest), (status = "default", body = Problem)))]
pub(super) async fn digest(Signed(_): Signed, State(app): State<App>) -> Answer<Digest> {
    let core = app.core.clone();
    let digest = app
        .blocking(move || {
            // Whoever asks meanwhile waits for this one.
            let mut kept = core.digest.lock().unwrap_or_else(PoisonError::into_inner);
            let seq = core.store.read::<_, StoreError>(|tx| Ok(super::super::ledger::head(tx)?.seq))?;
            match &*kept {
                Some(digest) if digest.seq == seq => Ok(digest.clone()),
                _ => core.store.read(holdings::digest).map(|digest| kept.insert(digest).clone()),
            }
        })
        .await?
        .map_err(|error: StoreError| Failure::from(error))?;
    passing("desk.digest_made").await;
    Ok(Json(digest.into()))
}

#[utoipa::path(get, path = api::paths::BUCKET, tag = "changes", security(("token" = [])),
    params(("bucket" = u8, Path, description = "0 to 255")),
    responses((status = 200, body = BucketRows), (status = "default", body = Problem)))]
pub(super) async fn bucket(Signed(_): Signed, State(app): State<App>, Id(bucket): Id) -> Answer<BucketRows> {
    let bucket: u8 = bucket.parse().map_err(|_| Failure::invalid("a bucket has a number from 0 to 255"))?;
    let rows = app.read(move |tx| holdings::bucket(tx, bucket)).await?;
    Ok(Json(rows.into()))
}
