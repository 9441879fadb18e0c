//! Failures as answers. A handler gives a [`Failure`]; the guard writes it out, with the trace of its request.

use super::super::{feed::FeedError, ledger::SettleError, rates::TooSoon};
use crate::api::{PROBLEM_TYPE, Problem, ProblemKind};
use crate::domain::{FilterError, Span};
use crate::store::StoreError;
use axum::Json;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// What a handler gives.
pub(super) type Answer<T> = Result<Json<T>, Failure>;

/// An answer so large that its writing is work for a thread that may take its time.
pub(super) struct Written(Vec<u8>);

impl Written {
    pub fn of(body: &impl Serialize) -> serde_json::Result<Written> {
        serde_json::to_vec(body).map(Written)
    }
}

impl IntoResponse for Written {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.0));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}

/// A problem on its way out.
#[derive(Debug, Clone)]
pub(super) struct Failure(pub Box<Problem>);

impl Failure {
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Failure {
        Failure(Box::new(Problem::new(kind, detail)))
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.0.hint = Some(hint.into());
        self
    }

    pub fn not_found(what: &str) -> Failure {
        Failure::new(ProblemKind::NotFound, format!("there is no such {what}"))
    }

    pub fn invalid(detail: impl Into<String>) -> Failure {
        Failure::new(ProblemKind::InvalidRequest, detail)
    }

    pub fn unauthorised() -> Failure {
        Failure::new(ProblemKind::Unauthorised, "the token is missing or not one of this desk's")
            .hint("send a header `authorization: Bearer TOKEN`")
    }

    pub fn overloaded(retry_after_ms: i64) -> Failure {
        let mut failure = Failure::new(ProblemKind::Overloaded, "the desk has too much to do");
        failure.0.retry_after_ms = Some(retry_after_ms);
        failure
    }

    pub fn too_soon(TooSoon(Span(ms)): TooSoon) -> Failure {
        let mut failure = Failure::new(ProblemKind::RateLimited, "more is asked than the desk does for one client");
        failure.0.retry_after_ms = Some(ms);
        failure.hint("come again after retry_after_ms")
    }

    /// The cause goes to the log, and not to the client.
    pub fn internal(cause: &dyn std::fmt::Display) -> Failure {
        tracing::error!(%cause, "a request failed");
        Failure::new(ProblemKind::Internal, "something went wrong on the server")
            .hint("tell whoever runs the desk, with the trace")
    }

    /// The answer as it goes out.
    pub fn write(mut self, trace: &str) -> Response {
        let Problem { kind, status, retry_after_ms, .. } = *self.0;
        self.0.trace = Some(trace.to_string());
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE));
        if let Some(ms) = retry_after_ms {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(ms.max(0).unsigned_abs().div_ceil(1_000)));
        }
        if kind == ProblemKind::Unauthorised {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Carries the problem to the guard, which writes it.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        match error {
            StoreError::Busy => Failure::overloaded(1_000),
            other => Failure::internal(&other),
        }
    }
}

impl From<SettleError> for Failure {
    fn from(error: SettleError) -> Failure {
        let detail = error.to_string();
        match error {
            SettleError::Store(error) => error.into(),
            SettleError::SignedOut => Failure::unauthorised(),
            SettleError::Gap { last_n } => {
                let mut failure = Failure::new(ProblemKind::OperationGap, detail);
                failure.0.last_n = Some(last_n);
                failure.hint("send the operations after last_n first")
            }
            SettleError::Reused(_) => Failure::new(ProblemKind::OperationReused, detail)
                .hint("another console uses this device's name: give this one a new name"),
            SettleError::InUse => {
                Failure::new(ProblemKind::DeviceInUse, detail).hint("take another name for this console, and claim it")
            }
            SettleError::NotYours => Failure::new(ProblemKind::Forbidden, detail),
        }
    }
}

impl From<FeedError> for Failure {
    fn from(error: FeedError) -> Failure {
        let detail = error.to_string();
        match error {
            FeedError::Store(error) => error.into(),
            // One that was spoilt where it was kept is cured like one that is too old.
            FeedError::Unreadable | FeedError::Expired => {
                Failure::new(ProblemKind::CursorExpired, detail).hint("read everything again, without a cursor")
            }
            FeedError::ScopeChanged => Failure::new(ProblemKind::ScopeChanged, detail)
                .hint("read everything again, without a cursor; drop what does not come"),
            FeedError::Forked => Failure::new(ProblemKind::FeedForked, detail)
                .hint("read everything again, without a cursor; keep what is not sent yet"),
        }
    }
}

impl From<FilterError> for Failure {
    fn from(error: FilterError) -> Failure {
        let mut failure = Failure::new(ProblemKind::InvalidQuery, error.to_string());
        failure.0.at = Some(error.at);
        failure.hint(error.hint())
    }
}
