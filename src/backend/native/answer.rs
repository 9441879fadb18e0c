//! What an answer means: whether a desk of ours gave it, in our version of the wire, and what its problem asks
//! for.

use super::BackendError;
use crate::api::{API_VERSION, Problem, ProblemKind, REQUEST_LIMIT, VERSION_HEADER};
use crate::backend::transport::{Head, Response, TransportError};
use crate::domain::{LinkProblem, Refusal, Span};
use serde::de::DeserializeOwned;

/// Reads an answer. `invalid` says what it means that the desk does not understand the request itself.
pub fn read<A: DeserializeOwned>(
    response: &Response,
    invalid: impl FnOnce(&Problem) -> BackendError,
) -> Result<A, BackendError> {
    check_head(&response.head)?;
    if (200..300).contains(&response.head.status) {
        return serde_json::from_slice(&response.body).map_err(|error| nonsense(&error.to_string()));
    }
    match serde_json::from_slice::<Problem>(&response.body) {
        Ok(problem) if is_invalid(problem.kind) => Err(invalid(&problem)),
        Ok(problem) => Err(meaning(&problem, &response.head)),
        Err(_) => Err(by_status(&response.head, "an error without a problem document")),
    }
}

/// A desk of ours, of our version? What stands in front of it may answer in its place while it is down.
pub fn check_head(head: &Head) -> Result<(), BackendError> {
    let version = head.header(VERSION_HEADER).and_then(|version| version.trim().parse::<u32>().ok());
    match version {
        Some(API_VERSION) => Ok(()),
        Some(other) => Err(BackendError::Incompatible {
            problem: LinkProblem::Version,
            detail: format!("the desk speaks version {other} of the API, this console version {API_VERSION}"),
        }),
        None if matches!(head.status, 429 | 502..=504) => Err(by_status(head, "the desk is not there")),
        None if (300..400).contains(&head.status) => Err(nonsense("it points to another address")),
        None => Err(nonsense(&format!("no `{VERSION_HEADER}` in the answer"))),
    }
}

fn is_invalid(kind: ProblemKind) -> bool {
    use ProblemKind::{InvalidQuery, InvalidRequest, MethodNotAllowed, NotFound, TooLarge, UnsupportedMediaType};
    matches!(kind, InvalidRequest | InvalidQuery | MethodNotAllowed | NotFound | TooLarge | UnsupportedMediaType)
}

/// The desk does not understand what every desk of this version should.
pub fn not_understood(problem: &Problem) -> BackendError {
    BackendError::Incompatible {
        problem: LinkProblem::Version,
        detail: format!("the desk does not understand: {}", problem.detail),
    }
}

/// One of the operations sent is beyond this desk: it is set aside, and the others go on.
pub fn not_taken(problem: &Problem) -> BackendError {
    BackendError::Refused(match problem.kind {
        ProblemKind::TooLarge => Refusal::TooLong { limit: REQUEST_LIMIT },
        _ => Refusal::Forbidden,
    })
}

/// One thing to do for each kind of problem.
fn meaning(problem: &Problem, head: &Head) -> BackendError {
    match problem.kind {
        ProblemKind::Unauthorised => BackendError::Unauthorised,
        ProblemKind::Forbidden => BackendError::Refused(Refusal::Forbidden),
        ProblemKind::CursorExpired => BackendError::CursorExpired,
        ProblemKind::FeedForked => BackendError::Forked,
        ProblemKind::ScopeChanged => BackendError::ScopeChanged,
        ProblemKind::DeviceInUse => BackendError::DeviceInUse,
        ProblemKind::OperationGap => BackendError::OperationGap { last_n: problem.last_n.unwrap_or(0) },
        ProblemKind::OperationReused => BackendError::OperationReused,
        ProblemKind::RateLimited | ProblemKind::Overloaded | ProblemKind::TimedOut | ProblemKind::Internal => {
            let asked = problem.retry_after_ms.map(Span);
            transient(LinkProblem::ServerTrouble, &problem.detail, asked.or_else(|| retry_after(head)))
        }
        ProblemKind::UnsupportedVersion => not_understood(problem),
        ProblemKind::Unknown => by_status(head, &problem.detail),
        ProblemKind::NotFound
        | ProblemKind::MethodNotAllowed
        | ProblemKind::InvalidRequest
        | ProblemKind::InvalidQuery
        | ProblemKind::TooLarge
        | ProblemKind::UnsupportedMediaType => not_understood(problem),
    }
}

fn by_status(head: &Head, detail: &str) -> BackendError {
    match head.status {
        401 => BackendError::Unauthorised,
        408 | 429 | 500..=599 => transient(LinkProblem::ServerTrouble, detail, retry_after(head)),
        status => BackendError::Incompatible {
            problem: LinkProblem::Version,
            detail: format!("the desk answers {status}, which this console does not know: {detail}"),
        },
    }
}

/// In seconds; the form with a date is left alone.
fn retry_after(head: &Head) -> Option<Span> {
    let seconds = head.header("retry-after")?.trim().parse().ok()?;
    Some(Span::seconds(seconds))
}

pub fn unreachable(error: TransportError) -> BackendError {
    match error {
        TransportError::Unreachable(detail) => transient(LinkProblem::Unreachable, &detail, None),
        TransportError::NoClient(_) => transient(LinkProblem::Unreachable, &error.to_string(), None),
        TransportError::TooLarge | TransportError::Inflated | TransportError::Packed(_) => nonsense(&error.to_string()),
    }
}

pub fn transient(problem: LinkProblem, detail: &str, retry_after: Option<Span>) -> BackendError {
    BackendError::Transient { problem, detail: detail.to_string(), retry_after }
}

pub fn nonsense(detail: &str) -> BackendError {
    BackendError::Incompatible {
        problem: LinkProblem::Nonsense,
        detail: format!("what answers at this address is not a desk of turno: {detail}"),
    }
}
