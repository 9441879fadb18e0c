//! The feed in pages.

use super::super::feed;
use super::App;
use super::answer::{Answer, Failure};
use super::extract::{Params, Signed};
use crate::api::{self, CHANGES_LIMIT, ChangesPage, Problem, WAIT_LIMIT_SECONDS};
use crate::domain::{Cursor, DeviceId, Page};
use crate::seam::passing;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use std::time::Duration;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ChangesParams {
    /// `to` of the page before; everything from the beginning without it.
    since: Option<String>,
    /// At most about so many objects, 1 to 500; 500 if not said.
    limit: Option<usize>,
    /// If there is nothing new, wait up to so many seconds for it: 0 to 25.
    wait: Option<u64>,
    /// The device whose newest settled operation the page should tell.
    device: Option<String>,
}

#[utoipa::path(get, path = api::paths::CHANGES, tag = "changes", params(ChangesParams), security(("token" = [])),
    responses((status = 200, body = ChangesPage), (status = "default", body = Problem)))]
pub(super) async fn page(
    Signed(_): Signed,
    State(app): State<App>,
    Params(params): Params<ChangesParams>,
) -> Answer<ChangesPage> {
    let ChangesParams { since, limit, wait, device } = params;
    let (limit, wait) = (limit.unwrap_or(CHANGES_LIMIT), wait.unwrap_or(0));
    if !(1..=CHANGES_LIMIT).contains(&limit) {
        return Err(Failure::invalid(format!("limit has to be from 1 to {CHANGES_LIMIT}")));
    }
    if wait > WAIT_LIMIT_SECONDS {
        return Err(Failure::invalid(format!("wait has to be from 0 to {WAIT_LIMIT_SECONDS}")));
    }
    let ask = Ask { since: since.map(Cursor), limit, device: device.map(DeviceId::new) };
    // Listen before looking, so that nothing falls between the two.
    let mut news = app.core.bus.listen();
    let page = read(&app, &ask).await?;
    passing("desk.page_read").await;
    if wait == 0 || !page.up_to_date || !page.changes.is_empty() || !page.gone.is_empty() {
        return Ok(Json(page.into()));
    }
    tokio::select! {
        biased;
        _ = news.changed() => {}
        () = tokio::time::sleep(Duration::from_secs(wait)) => {}
        () = app.shutdown.cancelled() => {}
    }
    Ok(Json(read(&app, &ask).await?.into()))
}

#[derive(Debug, Clone)]
struct Ask {
    since: Option<Cursor>,
    limit: usize,
    device: Option<DeviceId>,
}

async fn read(app: &App, ask: &Ask) -> Result<Page, Failure> {
    let (ask, now) = (ask.clone(), app.core.clock.now());
    app.read(move |tx| feed::page(tx, ask.since.as_ref(), ask.limit, ask.device.as_ref(), now)).await
}
