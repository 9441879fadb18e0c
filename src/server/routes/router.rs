//! Every route of the API.

use super::super::desk::Core;
use super::{App, guard, holdings};
use super::{
    callers, changes, customers, devices, events, openapi, operations, packing, reference, session, suggestions,
    tickets,
};
use crate::api::paths;
use crate::seam::Calls;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;

pub(in crate::server) fn router(core: Arc<Core>, calls: Calls, shutdown: CancellationToken) -> Router {
    let places = Arc::new(Semaphore::new(core.limits.requests));
    let app = App { core, calls, shutdown };
    Router::new()
        .merge(large().route_layer(from_fn_with_state(app.clone(), packing::pack)))
        .route(paths::OPERATIONS, post(operations::push))
        .route(paths::WORK_NEXT, post(operations::work_next))
        .route(paths::COMMON, post(holdings::common))
        .route(paths::LEASE, post(devices::lease))
        .route(paths::EVENTS, get(events::stream))
        .route(paths::VERIFY, post(callers::verify))
        .route(paths::SESSION, get(session::show))
        .route(paths::PRESENCE, get(reference::presence))
        .route(paths::SUGGEST, post(suggestions::suggest))
        .route(paths::HEALTH, get(session::health))
        .fallback(guard::no_such_route)
        .method_not_allowed_fallback(guard::no_such_method)
        // From the inside out.
        .layer(from_fn_with_state(app.clone(), guard::limit_time))
        .layer(from_fn_with_state(places, guard::limit_load))
        .layer(from_fn_with_state(app.clone(), guard::limit_rate))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(from_fn_with_state(app.clone(), guard::envelope))
        .with_state(app)
}

/// What may be large, and tells no secret: it goes out packed.
fn large() -> Router<App> {
    Router::new()
        .route(paths::TICKETS, get(tickets::list))
        .route(paths::TICKET, get(tickets::show))
        .route(paths::CHANGES, get(changes::page))
        .route(paths::SNAPSHOT, get(holdings::snapshot))
        .route(paths::RECORDS, post(holdings::records))
        .route(paths::DIGEST, get(holdings::digest))
        .route(paths::BUCKET, get(holdings::bucket))
        .route(paths::CUSTOMERS, get(customers::find))
        .route(paths::CUSTOMER, get(customers::show))
        .route(paths::CONTACTS, get(customers::find_contacts))
        .route(paths::OPERATORS, get(reference::operators))
        .route(paths::MACROS, get(reference::macros))
        .route(paths::FAQ, get(reference::faq))
        .route(paths::SLA_POLICY, get(reference::sla_policy))
        .route(paths::OPENAPI, get(openapi::document))
}
