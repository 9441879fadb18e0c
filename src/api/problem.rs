//! Errors as RFC 9457 problems, from a closed set: a client maps each kind to one thing to do.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $word:literal $status:literal $title:literal,)*) => {
        /// What went wrong, by what the client does next.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        pub enum ProblemKind {
            $($(#[$doc])* #[serde(rename = $word)] $kind,)*
            /// A kind that this version does not know: to be judged by its status.
            #[serde(other, rename = "about:blank")]
            Unknown,
        }

        impl ProblemKind {
            /// All but `Unknown`.
            pub const ALL: &'static [ProblemKind] = &[$(ProblemKind::$kind),*];

            /// The HTTP status.
            pub fn status(self) -> u16 {
                match self { $(ProblemKind::$kind => $status,)* ProblemKind::Unknown => 500 }
            }

            pub fn title(self) -> &'static str {
                match self { $(ProblemKind::$kind => $title,)* ProblemKind::Unknown => "unknown problem" }
            }
        }
    };
}

kinds! {
    /// The token is missing, wrong, or has ended: sign in again.
    Unauthorised "urn:turno:problem:unauthorised" 401 "not signed in",
    Forbidden "urn:turno:problem:forbidden" 403 "not allowed",
    NotFound "urn:turno:problem:not-found" 404 "not found",
    MethodNotAllowed "urn:turno:problem:method-not-allowed" 405 "method not allowed",
    /// The body or a parameter is not as the document says; `detail` points at it.
    InvalidRequest "urn:turno:problem:invalid-request" 400 "invalid request",
    /// The query language: `at` is the character, from 1.
    InvalidQuery "urn:turno:problem:invalid-query" 400 "invalid query",
    TooLarge "urn:turno:problem:too-large" 413 "request too large",
    UnsupportedMediaType "urn:turno:problem:unsupported-media-type" 415 "unsupported media type",
    /// The client asked for a version of the API that this server does not speak.
    UnsupportedVersion "urn:turno:problem:unsupported-version" 400 "unsupported API version",
    /// Too many requests from this client: again after `retry_after_ms`.
    RateLimited "urn:turno:problem:rate-limited" 429 "too many requests",
    /// The desk has too much to do: again after `retry_after_ms`.
    Overloaded "urn:turno:problem:overloaded" 503 "overloaded",
    /// The request took too long: again later.
    TimedOut "urn:turno:problem:timed-out" 503 "timed out",
    /// The cursor is older than what the desk remembers: read everything again.
    CursorExpired "urn:turno:problem:cursor-expired" 410 "cursor expired",
    /// The cursor is not of this desk's history.
    FeedForked "urn:turno:problem:feed-forked" 409 "history forked",
    /// What this operator may see is not what it was: read everything again, and drop what does not come.
    ScopeChanged "urn:turno:problem:scope-changed" 409 "scope changed",
    /// Another console sends under this device's name: take another name.
    DeviceInUse "urn:turno:problem:device-in-use" 409 "device in use",
    /// Operations before the first are missing: `last_n` is the newest that the desk has.
    OperationGap "urn:turno:problem:operation-gap" 409 "operations missing",
    /// The same key came before with another content.
    OperationReused "urn:turno:problem:operation-reused" 409 "operation key used twice",
    /// A fault of the server's; `trace` finds it in its log.
    Internal "urn:turno:problem:internal" 500 "internal error",
}

/// An error response, `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    pub title: String,
    pub status: u16,
    /// What failed, for a person.
    pub detail: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The character of the query, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_n: Option<i64>,
    /// Finds the request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
}

impl Problem {
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Problem {
        Problem {
            kind,
            title: kind.title().to_string(),
            status: kind.status(),
            detail: detail.into(),
            hint: None,
            at: None,
            retry_after_ms: None,
            last_n: None,
            trace: None,
        }
    }

    pub fn with_hint(mut self, hint: impl Into<String>) -> Problem {
        self.hint = Some(hint.into());
        self
    }

    pub fn retry_after_ms(mut self, ms: i64) -> Problem {
        self.retry_after_ms = Some(ms);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_a_newer_desk_is_read_as_unknown() {
        let json = r#"{"type":"urn:turno:problem:novel","title":"t","status":418,"detail":"d"}"#;
        let problem: Problem = serde_json::from_str(json).unwrap();
        assert_eq!((problem.kind, problem.status), (ProblemKind::Unknown, 418));
    }

    #[test]
    fn every_kind_is_read_back_as_itself() {
        for kind in ProblemKind::ALL {
            let problem = Problem::new(*kind, "x");
            let json = serde_json::to_string(&problem).unwrap();
            assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), problem);
        }
    }
}
