//! What every request goes through: the version of the API, a trace, limits on load and time, and the writing of
//! problems.

use super::super::listen::Peer;
use super::super::secrets;
use super::App;
use super::answer::Failure;
use super::extract::bearer;
use crate::api::{API_VERSION, ProblemKind, VERSION_HEADER, paths};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use secrecy::ExposeSecret;
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

/// Turns away who asks too often, before anything is done for them.
pub(super) async fn limit_rate(State(app): State<App>, request: Request, next: Next) -> Response {
    let from = request.extensions().get::<Peer>().map(|Peer(ip)| *ip);
    let token = bearer(request.headers()).map(|token| secrets::sha256(token.expose_secret().as_bytes()));
    match app.core.rates.request(from, token, app.core.clock.uptime()) {
        Ok(()) => next.run(request).await,
        Err(too_soon) => Failure::too_soon(too_soon).into_response(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{PROBLEM_TYPE, Problem};
    use crate::seam;
    use crate::server::desk::{Limits, ServerConfig, open_core};
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::http::header::CONTENT_TYPE;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    #[tokio::test]
    async fn a_panic_in_a_handler_is_a_problem_with_a_trace_and_without_the_reason() {
        let dir = tempfile::tempdir().unwrap();
        let config = ServerConfig {
            database: dir.path().join("desk.db"),
            sample: false,
            limits: Limits::default(),
            clock: Arc::new(seam::System),
            rng: Arc::new(seam::System),
        };
        let core = Arc::new(open_core(config).unwrap());
        let app = App { core, calls: seam::Calls::Threads, shutdown: Default::default() };
        let broken = get(|| async { panic!("the secret of the desk") as () });
        let router: Router = Router::new()
            .route("/", broken)
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(app, envelope));
        let response = router.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()[CONTENT_TYPE], PROBLEM_TYPE);
        let body = to_bytes(response.into_body(), 10_000).await.unwrap();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem.kind, ProblemKind::Internal);
        assert!(problem.trace.is_some());
        assert!(!String::from_utf8_lossy(&body).contains("secret"));
    }
}
