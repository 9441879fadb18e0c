//! Claiming a device's name.

use super::super::ledger::{self, SettleError};
use super::App;
use super::answer::{Answer, Failure};
use super::extract::{Held, Id, Payload};
use crate::api::{self, LeaseRequest, LeaseResponse, Problem};
use crate::domain::{Claim, DeviceId, Lease};
use crate::seam::passing;
use axum::Json;
use axum::extract::State;

/// The longest name of a device, and of a lease, in bytes.
const LIMIT: usize = 64;

#[utoipa::path(post, path = api::paths::LEASE, tag = "operations", request_body = LeaseRequest,
    params(("id" = String, Path, description = "the device, as its console named it")), security(("token" = [])),
    responses((status = 200, body = LeaseResponse), (status = "default", body = Problem)))]
pub(super) async fn lease(
    Held(holder): Held,
    State(app): State<App>,
    Id(device): Id,
    Payload(LeaseRequest { held, lease }): Payload<LeaseRequest>,
) -> Answer<LeaseResponse> {
    let device = device_named(device)?;
    check_lease(&lease)?;
    let claim = Claim { device, held: held.map(Lease), lease: Lease(lease) };
    let now = app.core.clock.now();
    let last_n = app.write::<_, SettleError>(move |tx| ledger::claim(tx, &holder, &claim, now)).await?;
    passing("desk.leased").await;
    Ok(Json(LeaseResponse { last_n }))
}

pub(super) fn device_named(device: String) -> Result<DeviceId, Failure> {
    match is_name(&device) {
        true => Ok(DeviceId::new(device)),
        false => Err(Failure::invalid("a device is named by 1 to 64 letters, digits, hyphens and underscores")),
    }
}

pub(super) fn check_lease(lease: &str) -> Result<(), Failure> {
    match is_name(lease) {
        true => Ok(()),
        false => Err(Failure::invalid("a lease has 1 to 64 letters, digits, hyphens and underscores")),
    }
}

fn is_name(text: &str) -> bool {
    (1..=LIMIT).contains(&text.len()) && text.bytes().all(is_plain)
}

pub(super) fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}
