//! What changes rarely: operators, macros, questions and answers, the SLA policy.

use super::App;
use super::answer::Answer;
use super::extract::Signed;
use crate::api::{self, FaqList, MacroList, OperatorList, Policy, Presence, Present, Problem};
use crate::store::{StoreError, reference};
use axum::Json;
use axum::extract::State;

#[utoipa::path(get, path = api::paths::OPERATORS, tag = "reference", security(("token" = [])),
    responses((status = 200, body = OperatorList), (status = "default", body = Problem)))]
pub(super) async fn operators(Signed(_): Signed, State(app): State<App>) -> Answer<OperatorList> {
    let operators = app.read::<_, StoreError>(|tx| reference::operators(tx)).await?;
    Ok(Json(OperatorList { operators: operators.into_iter().map(Into::into).collect() }))
}

/// Needs no database beyond the token's: it is asked often.
#[utoipa::path(get, path = api::paths::PRESENCE, tag = "reference", security(("token" = [])),
    responses((status = 200, body = Presence), (status = "default", body = Problem)))]
pub(super) async fn presence(Signed(_): Signed, State(app): State<App>) -> Json<Presence> {
    let now = app.core.clock.now();
    let present = app.core.presence.told(now).into_iter();
    let present = present.map(|it| Present { operator: it.operator.to_string(), asked_at_ms: it.asked_at.0 });
    Json(Presence { present: present.collect(), server_time_ms: now.0 })
}

#[utoipa::path(get, path = api::paths::MACROS, tag = "reference", security(("token" = [])),
    responses((status = 200, body = MacroList), (status = "default", body = Problem)))]
pub(super) async fn macros(Signed(_): Signed, State(app): State<App>) -> Answer<MacroList> {
    let macros = app.read::<_, StoreError>(|tx| reference::macros(tx)).await?;
    Ok(Json(MacroList { macros: macros.into_iter().map(Into::into).collect() }))
}

#[utoipa::path(get, path = api::paths::FAQ, tag = "reference", security(("token" = [])),
    responses((status = 200, body = FaqList), (status = "default", body = Problem)))]
pub(super) async fn faq(Signed(_): Signed, State(app): State<App>) -> Answer<FaqList> {
    let entries = app.read::<_, StoreError>(|tx| reference::faq(tx)).await?;
    Ok(Json(FaqList { entries: entries.into_iter().map(Into::into).collect() }))
}

#[utoipa::path(get, path = api::paths::SLA_POLICY, tag = "reference", security(("token" = [])),
    responses((status = 200, body = Policy), (status = "default", body = Problem)))]
pub(super) async fn sla_policy(Signed(_): Signed, State(app): State<App>) -> Answer<Policy> {
    Ok(Json(app.read::<_, StoreError>(|tx| reference::policy(tx)).await?.into()))
}
