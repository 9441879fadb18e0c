//! The OpenAPI document, made from the handlers and the types of the wire.

use super::{
    callers, changes, customers, devices, events, holdings, operations, reference, session, suggestions, tickets,
};
use crate::api::{self, Bye, HeadEvent, Heartbeat};
use axum::Json;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(title = "turno", description = "The service desk: what a console and a script ask of it."),
    paths(
        tickets::list, tickets::show, operations::push, operations::work_next, changes::page, holdings::common,
        holdings::snapshot, holdings::records, holdings::digest, holdings::bucket, devices::lease, events::stream,
        customers::find, customers::show, customers::find_contacts, callers::verify, reference::operators,
        reference::presence, session::show, reference::macros, reference::faq, reference::sla_policy, suggestions::suggest,
        session::health, document,
    ),
    components(schemas(HeadEvent, Heartbeat, Bye)),
    modifiers(&Token),
)]
pub(super) struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("turno_ID_SECRET").build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

#[utoipa::path(get, path = api::paths::OPENAPI, tag = "session", security(()),
    responses((status = 200, description = "this document")))]
pub(super) async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}
