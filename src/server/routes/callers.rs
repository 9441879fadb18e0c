//! Identifying a caller by the code.

use super::super::callers::{self, ATTEMPTS, Attempt, Counted, VERIFIED};
use super::App;
use super::answer::{Answer, Failure};
use super::extract::{Id, SecretPayload, Signed};
use crate::api::{self, Problem, ProblemKind, Verdict, VerifyRequest};
use crate::domain::{ContactId, TicketId};
use crate::store::StoreError;
use axum::Json;
use axum::extract::State;
use std::time::Duration;
use tokio::time::timeout;

/// How long an attempt waits for its turn to be hashed.
const TURN: Duration = Duration::from_secs(5);

#[utoipa::path(post, path = api::paths::VERIFY, tag = "callers", request_body = VerifyRequest,
    params(("id" = String, Path, description = "the contact, such as C1001-2")), security(("token" = [])),
    responses((status = 200, body = Verdict), (status = "default", body = Problem)))]
pub(super) async fn verify(
    Signed(operator): Signed,
    State(app): State<App>,
    Id(contact): Id,
    SecretPayload(request): SecretPayload<VerifyRequest>,
) -> Answer<Verdict> {
    let VerifyRequest { code: api::Code(code), ticket } = request;
    if !callers::is_code(&code) {
        return Err(Failure::invalid("a code has four digits"));
    }
    // Before the attempt is counted: one that is turned away costs the caller nothing.
    let turn = timeout(TURN, app.core.hashing.acquire()).await;
    let Ok(Ok(_turn)) = turn else {
        let mut failure = Failure::new(ProblemKind::RateLimited, "too many codes are being compared");
        failure.0.retry_after_ms = Some(1_000);
        return Err(failure);
    };
    let attempt = Attempt { operator: operator.id, contact: ContactId::new(contact), ticket: ticket.map(TicketId) };
    let (core, counting) = (app.core.clone(), attempt.clone());
    let counted = app
        .write::<_, StoreError>(move |tx| callers::count(tx, &counting, core.clock.as_ref(), core.rng.as_ref()))
        .await?;
    let (id, failed, locked_until, kept) = match counted {
        Counted::UnknownContact => return Err(Failure::not_found("contact")),
        Counted::NotRegistered => return Ok(Json(Verdict::NotRegistered {})),
        Counted::Locked { until } => return Ok(Json(Verdict::Locked { until_ms: until.0 })),
        Counted::Attempt { id, failed, locked_until, kept } => (id, failed, locked_until, kept),
    };
    let (core, contact) = (app.core.clone(), attempt.contact.clone());
    let right =
        app.blocking(move || callers::is_right(&contact, &code, &kept, &core.pepper, core.rng.as_ref())).await?;
    let right = right.ok_or_else(|| Failure::internal(&"a code could not be hashed"))?;
    app.write::<_, StoreError>(move |tx| callers::settle(tx, &id, &attempt, right)).await?;
    Ok(Json(match right {
        true => Verdict::Verified { until_ms: (app.core.clock.now() + VERIFIED).0 },
        false if failed >= ATTEMPTS => Verdict::Locked { until_ms: locked_until.0 },
        false => Verdict::Wrong { attempts_left: ATTEMPTS - failed },
    }))
}
