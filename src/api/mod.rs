//! The wire of our own backend: what travels between a desk's server and those who use it.
//!
//! These types are their own and not the domain's: the domain may change shape from one release to the next, while
//! what is sent under `/api/v1` may only grow. [`convert`] maps the two onto each other, both ways, field by field,
//! and does not compile when one side has a field that the other lacks. The OpenAPI document is made from them.
//!
//! Conventions: instants are whole milliseconds since 1970-01-01T00:00:00Z in fields that end in `_ms`, spans are
//! milliseconds too; identifiers are text, ticket numbers are whole numbers; words are lower case. Every error is a
//! [`Problem`] of a closed set. A request with a field that is not known is refused.

mod caller;
pub mod convert;
mod customer;
mod device;
mod digest;
mod feed;
mod lesson;
mod operation;
mod problem;
mod reference;
mod session;
mod snapshot;
mod suggestion;
mod ticket;
mod words;

pub use caller::{Code, Verdict, VerifyRequest};
pub use customer::{
    AccountTeamMember, Contact, ContactList, Customer, CustomerHit, CustomerList, Installed, Invoice, Order,
};
pub use device::{LeaseRequest, LeaseResponse};
pub use digest::{Bucket, BucketRow, BucketRows, Digest, Sum};
pub use feed::{Bye, Change, ChangesPage, Gone, HeadEvent, Heartbeat, Record, RecordKey};
pub use lesson::{Lesson, Taught};
pub use operation::{
    Decision, NumberedOperation, Operation, OperationKey, Outcome, PushRequest, PushResponse, Receipt, Refusal,
    WorkNextResponse,
};
pub use problem::{Problem, ProblemKind};
pub use reference::{
    Business, Calendar, Faq, FaqList, HandsTo, Macro, MacroList, Operator, OperatorList, Policy, Presence, Present,
    Question, Target, TypePolicy,
};
pub use session::{Health, Session};
pub use snapshot::{Checkpoint, CommonRequest, CommonResponse, RecordsRequest, RecordsResponse, SnapshotChunk};
pub use suggestion::{Flip, Ranked, Reason, SuggestCustomer, SuggestRequest, Suggestion};
pub use ticket::{
    Article, Author, Broadcast, Clock, Clocks, Detail, Escalation, Handover, Incident, Mark, Marks, Merged, Nearest,
    Promise, QueueRow, Returned, Sent, Settled, Skip, Spent, Stands, Suggested, Ticket, TicketList, TicketView,
};
pub use words::{
    AuthorKind, Barrier, BroadcastState, Channel, ClockKind, Direction, Field, Handed, Language, Onboarding, Priority,
    Product, Role, Rule, Shift, SkipReason, Status, TicketType, Visibility,
};

/// The version of this wire. A server that speaks it says so in [`VERSION_HEADER`] on every response.
pub const API_VERSION: u32 = 1;
/// The response header that carries [`API_VERSION`]; a client may send it to say what it needs.
pub const VERSION_HEADER: &str = "turno-api";
/// The media type of every error.
pub const PROBLEM_TYPE: &str = "application/problem+json";
/// The most operations that one request may push.
pub const PUSH_LIMIT: usize = 50;
/// The most objects in one page of changes; only a single transaction may hold more.
pub const CHANGES_LIMIT: usize = 500;
/// The most records in one piece of a snapshot.
pub const SNAPSHOT_LIMIT: usize = 5_000;
/// The most records that one request may ask for by their keys.
pub const RECORDS_LIMIT: usize = 500;
/// The most cursors that one request may ask about.
pub const CHECKPOINTS_LIMIT: usize = 64;
/// The longest that a request for changes may wait, in seconds.
pub const WAIT_LIMIT_SECONDS: u64 = 25;
/// The largest request body, in bytes.
pub const REQUEST_LIMIT: usize = 1024 * 1024;

/// The paths, with `{id}` where an identifier stands.
pub mod paths {
    pub const TICKETS: &str = "/api/v1/tickets";
    pub const TICKET: &str = "/api/v1/tickets/{id}";
    pub const OPERATIONS: &str = "/api/v1/operations";
    pub const WORK_NEXT: &str = "/api/v1/work-next";
    pub const CHANGES: &str = "/api/v1/changes";
    pub const COMMON: &str = "/api/v1/changes/common";
    pub const SNAPSHOT: &str = "/api/v1/snapshot";
    pub const RECORDS: &str = "/api/v1/records";
    pub const DIGEST: &str = "/api/v1/digest";
    pub const BUCKET: &str = "/api/v1/digest/{bucket}";
    pub const LEASE: &str = "/api/v1/devices/{id}/lease";
    pub const EVENTS: &str = "/api/v1/events";
    pub const CUSTOMERS: &str = "/api/v1/customers";
    pub const CUSTOMER: &str = "/api/v1/customers/{id}";
    pub const CONTACTS: &str = "/api/v1/contacts";
    pub const VERIFY: &str = "/api/v1/contacts/{id}/verify";
    pub const OPERATORS: &str = "/api/v1/operators";
    pub const PRESENCE: &str = "/api/v1/operators/present";
    pub const SESSION: &str = "/api/v1/session";
    pub const MACROS: &str = "/api/v1/macros";
    pub const FAQ: &str = "/api/v1/faq";
    pub const SLA_POLICY: &str = "/api/v1/sla-policy";
    pub const SUGGEST: &str = "/api/v1/routing/suggest";
    pub const HEALTH: &str = "/api/v1/health";
    pub const OPENAPI: &str = "/api/v1/openapi.json";

    /// All of them.
    pub const ALL: [&str; 25] = [
        TICKETS, TICKET, OPERATIONS, WORK_NEXT, CHANGES, COMMON, SNAPSHOT, RECORDS, DIGEST, BUCKET, LEASE, EVENTS,
        CUSTOMERS, CUSTOMER, CONTACTS, VERIFY, OPERATORS, PRESENCE, SESSION, MACROS, FAQ, SLA_POLICY, SUGGEST, HEALTH,
        OPENAPI,
    ];
}

/// The names of the server-sent events.
pub mod events {
    /// There is something new: pull. Data: [`super::HeadEvent`].
    pub const HEAD: &str = "head";
    /// The stream is alive. Data: [`super::Heartbeat`].
    pub const HEARTBEAT: &str = "hb";
    /// The server closes the stream on purpose. Data: [`super::Bye`].
    pub const BYE: &str = "bye";
}
