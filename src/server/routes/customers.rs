//! Customers and contacts: finding them as a searcher types, and one with all that is known.

use super::App;
use super::answer::{Answer, Failure};
use super::extract::{Id, Params, Signed};
use crate::api::{self, ContactList, Customer, CustomerHit, CustomerList, Problem};
use crate::domain::CustomerId;
use crate::store::{StoreError, customers};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

const LIMIT: usize = 20;
const LIMIT_MAX: usize = 100;
/// The longest text to search for, in characters.
const TEXT_LIMIT: usize = 200;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FindParams {
    /// The beginning of a name, a mail address, a telephone number, an order or ticket number.
    q: String,
    /// At most so many, 1 to 100; 20 if not said.
    limit: Option<usize>,
}

#[utoipa::path(get, path = api::paths::CUSTOMERS, tag = "customers", params(FindParams), security(("token" = [])),
    responses((status = 200, body = CustomerList), (status = "default", body = Problem)))]
pub(super) async fn find(
    Signed(_): Signed,
    State(app): State<App>,
    Params(params): Params<FindParams>,
) -> Answer<CustomerList> {
    let limit = limit(&params)?;
    Ok(Json(CustomerList { customers: hits(&app, params.q, limit).await? }))
}

#[utoipa::path(get, path = api::paths::CONTACTS, tag = "customers", params(FindParams), security(("token" = [])),
    responses((status = 200, body = ContactList), (status = "default", body = Problem)))]
pub(super) async fn find_contacts(
    Signed(_): Signed,
    State(app): State<App>,
    Params(params): Params<FindParams>,
) -> Answer<ContactList> {
    let limit = limit(&params)?;
    let mut contacts = hits(&app, params.q, LIMIT_MAX).await?;
    contacts.retain(|hit| hit.contact.is_some());
    contacts.truncate(limit);
    Ok(Json(ContactList { contacts }))
}

#[utoipa::path(get, path = api::paths::CUSTOMER, tag = "customers",
    params(("id" = String, Path, description = "the customer, such as C1001")), security(("token" = [])),
    responses((status = 200, body = Customer), (status = "default", body = Problem)))]
pub(super) async fn show(Signed(_): Signed, State(app): State<App>, Id(id): Id) -> Answer<Customer> {
    let customer = app.read::<_, StoreError>(move |tx| customers::get(tx, &CustomerId::new(id))).await?;
    customer.map(|customer| Json(customer.into())).ok_or_else(|| Failure::not_found("customer"))
}

fn limit(params: &FindParams) -> Result<usize, Failure> {
    if params.q.trim().is_empty() || params.q.chars().count() > TEXT_LIMIT {
        return Err(Failure::invalid(format!("q has to have 1 to {TEXT_LIMIT} characters")));
    }
    let limit = params.limit.unwrap_or(LIMIT);
    match (1..=LIMIT_MAX).contains(&limit) {
        true => Ok(limit),
        false => Err(Failure::invalid(format!("limit has to be from 1 to {LIMIT_MAX}"))),
    }
}

async fn hits(app: &App, text: String, limit: usize) -> Result<Vec<CustomerHit>, Failure> {
    let hits = app.read::<_, StoreError>(move |tx| customers::find(tx, &text, limit)).await?;
    Ok(hits.into_iter().map(Into::into).collect())
}
