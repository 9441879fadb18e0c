//! Who asks, which desk answers, and whether it is alive.

use super::super::ledger;
use super::App;
use super::answer::{Answer, Failure};
use super::extract::Signed;
use crate::api::{self, API_VERSION, Health, Problem, Session};
use crate::store::StoreError;
use axum::Json;
use axum::extract::State;

#[utoipa::path(get, path = api::paths::SESSION, tag = "session", security(("token" = [])),
    responses((status = 200, body = Session), (status = "default", body = Problem)))]
pub(super) async fn show(Signed(operator): Signed, State(app): State<App>) -> Answer<Session> {
    let head = app.read::<_, StoreError>(|tx| ledger::head(tx)).await?;
    Ok(Json(Session {
        operator: operator.into(),
        desk: head.name,
        sample: head.sample,
        api_version: API_VERSION,
        head: head.seq,
        server_time_ms: app.core.clock.now().0,
    }))
}

/// Needs no token, and tells nothing of the desk. It does look at the database: a desk without one is not well.
#[utoipa::path(get, path = api::paths::HEALTH, tag = "session", security(()),
    responses((status = 200, body = Health), (status = "default", body = Problem)))]
pub(super) async fn health(State(app): State<App>) -> Result<Json<Health>, Failure> {
    app.read::<_, StoreError>(|tx| ledger::head(tx)).await?;
    let version = env!("CARGO_PKG_VERSION").to_string();
    Ok(Json(Health { status: "ok".into(), api_version: API_VERSION, version }))
}
