//! What a service desk is: its words as types, its rules as functions.
//!
//! Pure: no async, no IO, no clock, no randomness, nothing of the other rooms. Time comes in as a
//! [`Timestamp`], and the same input gives the same answer on the server, in the replica and in a test.
//!
//! In reading order: names and time, who owns what, the ticket with its conversation and its customer, the
//! operations that change it, the clocks and the order of the queue, and what travels between desk and replica.

mod ident;
mod time;
pub mod track_record;

mod caller;
mod conversation;
mod customer;
mod office;
mod operator;
mod role;
pub mod site;
mod ticket;

pub mod catch_up;
pub mod charts;
pub mod handover;
pub mod incident;
pub mod operation;
mod promise;
pub mod roster;
pub mod skip;
mod suggestion;

mod calendar;
mod facts;
mod filter;
mod handoff;
pub mod order;
pub mod prose;
mod queue;
pub mod sla;

mod capability;
mod change;
mod damage;
mod device;
pub mod digest;
mod dossier;
pub mod lesson;
mod link;
pub mod macros;
mod snapshot;
pub mod spent;
pub mod text;
mod ties;
pub mod view;
pub mod when;

pub use calendar::{Business, Calendar};
pub use caller::{CallerCode, Verdict};
pub use capability::Capabilities;
pub use change::{Change, Cursor, Outcome, Page, Receipt, Record, RecordKey, Sending};
pub use conversation::{Article, Author, AuthorKind, Direction, Visibility};
pub use customer::{Contact, Customer, CustomerHit, Installed, Invoice, Onboarding, Order, Staff};
pub use damage::{Damage, Doubt};
pub use device::{Claim, Claimed, Lease};
pub use dossier::{Dossier, LINGER_SLACK, LONGEST_LINGER, Marked, OutboxEntry, OutboxState, Profile};
pub use facts::{Fact, Known};
pub use filter::complete;
pub use filter::{
    Comparison, Field as FilterField, Filter, FilterError, FilterProblem, Flag as FilterFlag, Term,
    Value as FilterValue,
};
pub use handoff::{Handoff, fitting, handoff, registration};
pub use handover::{Escalation, Handover};
pub use ident::{ArticleId, ContactId, CustomerId, DeviceId, OperationId, OperationKey, OperatorId, StaffId, TicketId};
pub use incident::Incident;
pub use lesson::{Lesson, Routed, Taught};
pub use link::{Link, LinkProblem, SyncStatus, WentBack};
pub use macros::{Faq, HandsTo, Macro, Question};
pub use office::Office;
pub use operation::{Action, Operation, Refusal};
pub use operator::{Operator, Shift};
pub use order::{Place, Sort};
pub use promise::{Promise, Settled};
pub use queue::{Anchor, Count, QueueRow, Tally, Window, WindowRequest, is_breached};
pub use role::Role;
pub use skip::Skip;
pub use sla::{Clock, ClockKind, Clocks, Nearest, Policy, Target};
pub use snapshot::{Checkpoint, Chunk, Records, SnapshotPlace};
pub use spent::Spent;
pub use suggestion::{Decision, Flip, Ranked, Reason, Rule, Suggestion};
pub use ticket::{
    BroadcastState, Channel, Handed, Language, Mark, Marks, Merged, Priority, Product, SkipReason, Status, Suggested,
    Ticket, TicketType,
};
pub use ties::{Duplicates, Likely, Spoken, Tie, Ties};
pub use time::{Span, Timestamp};
