//! Routing: who should own a text.

use super::App;
use super::answer::Answer;
use super::extract::{Payload, Signed};
use crate::api::{self, Problem, SuggestRequest, Suggestion};
use crate::domain::Product;
use crate::routing::Request;
use axum::Json;
use axum::extract::State;

#[utoipa::path(post, path = api::paths::SUGGEST, tag = "routing", request_body = SuggestRequest,
    security(("token" = [])),
    responses((status = 200, body = Suggestion), (status = "default", body = Problem)))]
pub(super) async fn suggest(
    Signed(_): Signed,
    State(app): State<App>,
    Payload(request): Payload<SuggestRequest>,
) -> Answer<Suggestion> {
    let core = app.core.clone();
    let suggestion = app.blocking(move || {
        let customer = request.customer.unwrap_or_default();
        let products: Vec<Product> = customer.products.into_iter().map(Into::into).collect();
        core.router.suggest(&Request {
            language: request.language.map(Into::into),
            channel: request.channel.map(Into::into),
            onboarding: customer.onboarding.map(Into::into),
            products: &products,
            portal_access: customer.portal_access,
            product: request.product.map(Into::into),
            subject: &request.subject,
            body: &request.body,
        })
    });
    Ok(Json(suggestion.await?.into()))
}
