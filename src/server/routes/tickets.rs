//! Tickets: lists by the query language, and one with its conversation.

use super::App;
use super::answer::{Answer, Failure};
use super::extract::{Id, Params, Signed};
use crate::api::{self, Problem, TicketList, TicketView};
use crate::domain::{Filter, Place, Sort, TicketId};
use crate::store::{Reader, StoreError, conversation, tickets, window};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

const LIMIT: usize = 50;
const LIMIT_MAX: usize = 200;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParams {
    /// The query; the live queue in desk order without one.
    #[serde(default)]
    q: String,
    /// `next` of the list before.
    after: Option<String>,
    /// At most so many rows, 1 to 200; 50 if not said.
    limit: Option<usize>,
}

#[utoipa::path(get, path = api::paths::TICKETS, tag = "tickets", params(ListParams),
    security(("token" = [])),
    responses((status = 200, body = TicketList), (status = "default", body = Problem)))]
pub(super) async fn list(
    Signed(operator): Signed,
    State(app): State<App>,
    Params(params): Params<ListParams>,
) -> Answer<TicketList> {
    let filter = Filter::parse(&params.q)?;
    let limit = params.limit.unwrap_or(LIMIT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Failure::invalid(format!("limit has to be from 1 to {LIMIT_MAX}")));
    }
    let sort = filter.sort;
    let after = params.after.as_deref().map(|token| read_token(token, sort)).transpose()?;
    let reader = Reader { operator: operator.id, now: app.core.clock.now() };
    let mut rows =
        app.read::<_, StoreError>(move |tx| window::page(tx, &filter, after.as_ref(), limit + 1, &reader)).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| token(sort, &row.place));
    Ok(Json(TicketList { rows: rows.into_iter().map(Into::into).collect(), next }))
}

#[utoipa::path(get, path = api::paths::TICKET, tag = "tickets",
    params(("id" = i64, Path, description = "the ticket's number")), security(("token" = [])),
    responses((status = 200, body = TicketView), (status = "default", body = Problem)))]
pub(super) async fn show(Signed(_): Signed, State(app): State<App>, Id(id): Id) -> Answer<TicketView> {
    let id = id.parse().map(TicketId).map_err(|_| Failure::invalid("a ticket's number is a whole number"))?;
    let found = app.read::<_, StoreError>(move |tx| {
        let Some(ticket) = tickets::get(tx, id)? else { return Ok(None) };
        let articles = conversation::articles(tx, id)?.into_iter().map(Into::into).collect();
        Ok(Some(TicketView { ticket: ticket.into(), articles }))
    });
    found.await?.map(Json).ok_or_else(|| Failure::not_found("ticket"))
}

/// Where a list goes on: its sort and the place of the last row. Opaque to whoever gets it.
fn token(sort: Sort, place: &Place) -> String {
    place.0.iter().fold(sort.word().to_string(), |token, part| format!("{token}.{part}"))
}

fn read_token(token: &str, sort: Sort) -> Result<Place, Failure> {
    let unreadable = || Failure::invalid("after is not the next of a list of this query");
    let mut parts = token.split('.');
    if parts.next() != Some(sort.word()) {
        return Err(unreadable());
    }
    let place: Vec<i64> = parts.map(|part| part.parse().map_err(|_| unreadable())).collect::<Result<_, _>>()?;
    if place.is_empty() { Err(unreadable()) } else { Ok(Place(place)) }
}
