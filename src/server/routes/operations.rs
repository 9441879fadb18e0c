//! Pushing operations, and work next.

use super::super::ledger::{self, SettleError};
use super::super::tokens::Holder;
use super::App;
use super::answer::{Answer, Failure};
use super::devices::{check_lease, device_named, is_plain};
use super::extract::{Held, Params, Payload};
use crate::api::{self, PUSH_LIMIT, Problem, PushRequest, PushResponse, Receipt, WorkNextResponse};
use crate::domain::{self, OperationId, OperationKey, Outcome, Sending};
use crate::seam::{fault, passing};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

/// The longest name of an operation, in bytes.
const ID_LIMIT: usize = 96;
/// A SHA-256 in hexadecimal.
const FINGERPRINT: usize = 64;

#[utoipa::path(post, path = api::paths::OPERATIONS, tag = "operations", request_body = PushRequest,
    security(("token" = [])),
    responses((status = 200, body = PushResponse), (status = "default", body = Problem)))]
pub(super) async fn push(
    Held(holder): Held,
    State(app): State<App>,
    Payload(request): Payload<PushRequest>,
) -> Answer<PushResponse> {
    let lease = request.lease.clone();
    let operations = check(request)?;
    allow(&app, &holder, operations.len())?;
    let core = app.core.clone();
    let receipts = app.blocking(move || settle_all(&core, &holder, lease.as_deref(), operations)).await??;
    passing("desk.settled").await;
    Ok(Json(PushResponse { receipts }))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct WorkNextParams {
    /// In milliseconds since 1970, by the desk's clock: later than that no ticket is given, for whoever asked has gone on.
    until_ms: Option<i64>,
}

#[utoipa::path(post, path = api::paths::WORK_NEXT, tag = "operations", params(WorkNextParams), security(("token" = [])),
    responses((status = 200, body = WorkNextResponse), (status = "default", body = Problem)))]
pub(super) async fn work_next(
    Held(holder): Held,
    State(app): State<App>,
    Params(params): Params<WorkNextParams>,
) -> Answer<WorkNextResponse> {
    allow(&app, &holder, 1)?;
    let now = app.core.clock.now();
    if params.until_ms.is_some_and(|until| now.0 > until) {
        return Ok(Json(WorkNextResponse { ticket: None }));
    }
    let (ticket, head) = app
        .write::<_, SettleError>(move |tx| {
            let ticket = ledger::work_next(tx, &holder, now)?;
            Ok((ticket, ledger::head(tx)?.seq))
        })
        .await?;
    passing("desk.taken").await;
    app.core.bus.tell(head);
    Ok(Json(WorkNextResponse { ticket: ticket.map(|ticket| ticket.0) }))
}

fn allow(app: &App, holder: &Holder, n: usize) -> Result<(), Failure> {
    app.core.rates.operations(&holder.token, n, app.core.clock.uptime()).map_err(Failure::too_soon)
}

/// One device, one to fifty operations, numbers from 1 and without a hole.
fn check(request: PushRequest) -> Result<Vec<Sending>, Failure> {
    let PushRequest { device, lease, operations } = request;
    let device = device_named(device)?;
    lease.as_deref().map_or(Ok(()), check_lease)?;
    if operations.is_empty() || operations.len() > PUSH_LIMIT {
        return Err(Failure::invalid(format!("a request has 1 to {PUSH_LIMIT} operations")));
    }
    let consecutive = operations.windows(2).all(|pair| pair[1].n == pair[0].n.saturating_add(1));
    if operations[0].n < 1 || !consecutive {
        return Err(Failure::invalid("the operations of a request are numbered from 1 on, without a hole"));
    }
    let named = |id: &str| (1..=ID_LIMIT).contains(&id.len()) && id.bytes().all(|byte| is_plain(byte) || byte == b':');
    let sealed = |it: &str| it.len() == FINGERPRINT && it.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !operations.iter().all(|it| named(&it.id) && sealed(&it.fingerprint)) {
        return Err(Failure::invalid(
            "an operation has an id of up to 96 plain characters and a SHA-256 as fingerprint",
        ));
    }
    let sending = |it: api::NumberedOperation| Sending {
        key: OperationKey { device: device.clone(), n: it.n },
        id: OperationId(it.id),
        fingerprint: it.fingerprint,
        operation: it.operation.into(),
    };
    Ok(operations.into_iter().map(sending).collect())
}

/// Each in a transaction of its own, in order. What stands in the way of one stops there: the receipts so far are
/// the answer, and the client hears of the obstacle when it sends the rest. A refusal is no obstacle.
fn settle_all(
    core: &super::Core,
    holder: &Holder,
    lease: Option<&str>,
    operations: Vec<Sending>,
) -> Result<Vec<Receipt>, SettleError> {
    let mut receipts = Vec::with_capacity(operations.len());
    for sending in operations {
        let settled = core.store.write(|tx| ledger::settle_for(tx, holder, lease, &sending, core.clock.now()));
        match settled {
            Ok(outcome) => {
                if let Outcome::Applied { seq } = outcome {
                    core.bus.tell(seq);
                }
                fault("desk.settled_one");
                receipts.push(domain::Receipt { key: sending.key, id: sending.id, outcome }.into());
            }
            Err(error) if receipts.is_empty() => return Err(error),
            Err(error) => {
                tracing::debug!(%error, settled = receipts.len(), "a push stopped before its end");
                break;
            }
        }
    }
    Ok(receipts)
}
