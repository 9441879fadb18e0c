//! What every request goes through: the version of the API, a trace, limits on load and time, and the writing of
//! problems.

use super::super::secrets;
use super::App;
use super::answer::Failure;
use crate::api::{API_VERSION, ProblemKind, VERSION_HEADER, paths};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tracing::Instrument;

/// Around everything: whatever goes wrong inside leaves as a problem, and every answer says its version.
pub(super) async fn envelope(State(app): State<App>, request: Request, next: Next) -> Response {
    let trace = secrets::random_hex::<8>(app.core.rng.as_ref());
    let method = request.method().clone();
    // The pattern and not the path, and no query: neither names nor numbers of customers belong in a log.
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_string();
    let span = tracing::info_span!("request", %trace, %method, %route);
    let response = async {
        match unsupported(&request) {
            Some(failure) => failure.into_response(),
            None => next.run(request).await,
        }
    };
    let response = response.instrument(span.clone()).await;
    let mut response = match response.extensions().get::<Failure>() {
        Some(failure) => failure.clone().write(&trace),
        None => response,
    };
    response.headers_mut().insert(VERSION_HEADER, HeaderValue::from(API_VERSION));
    span.in_scope(|| tracing::debug!(status = response.status().as_u16(), "answered"));
    response
}

/// A client may say which version it needs.
fn unsupported(request: &Request) -> Option<Failure> {
    let asked = request.headers().get(VERSION_HEADER)?;
    (asked.as_bytes() != API_VERSION.to_string().as_bytes()).then(|| {
        Failure::new(ProblemKind::UnsupportedVersion, "this desk does not speak the version that was asked for")
            .hint(format!("this desk speaks version {API_VERSION}"))
    })
}

/// Takes on so many requests and turns the others away at once: a queue would only make all of them late.
pub(super) async fn limit_load(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    match places.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => Failure::overloaded(1_000).into_response(),
    }
}

/// Gives up on a request that takes too long. A stream is past this once it has begun.
pub(super) async fn limit_time(State(app): State<App>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(app.core.limits.request_time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::new(ProblemKind::TimedOut, "the request took too long").into_response(),
    }
}

pub(super) async fn no_such_route(uri: Uri) -> Failure {
    let detail = match uri.path().starts_with("/api/v1/") {
        true => "there is nothing at this path",
        false => "there is nothing at this path: the API begins with /api/v1",
    };
    Failure::new(ProblemKind::NotFound, detail).hint(format!("the routes are listed at {}", paths::OPENAPI))
}

pub(super) async fn no_such_method() -> Failure {
    Failure::new(ProblemKind::MethodNotAllowed, "this path does not know this method")
}

/// A bug of ours ends one request and not the desk.
pub(super) fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    Failure::internal(&text.unwrap_or("a panic")).into_response()
}
