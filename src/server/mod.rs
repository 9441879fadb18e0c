//! The desk over HTTP: one ledger that changes it, one feed that tells of it.
//!
//! ```text
//! connection ─▶ listen ─▶ guard (version, trace, rate, load, time) ─▶ routes/* ─▶ ledger | feed | store ─▶ answer
//! ```
//!
//! * [`Desk`] opens a database and serves it. The embedded desk of the console is the same, on a loopback port.
//! * `ledger` is the one way to change a ticket; `feed` the one way to follow the changes, `holdings` to
//!   get and compare all there is; `bus` pokes those who do.
//! * `routes/router.rs` has every route on one page, one file a resource beside it. A handler parses, asks who it
//!   is, calls one function, answers; its errors are problems of the closed set in `api`.
//! * `audit` walks the trail of all that, and holds it against what others remember.
//! * `care` forgets what is old, takes records out, and begins a new epoch.
//! * `rates` says how often anybody may ask; answers that may be large go out packed (`routes/packing.rs`).
//! * `tokens` and `callers` keep secrets as digests; `operators` adds who works here; `sample` and
//!   `generate` fill a new desk.

mod audit;
mod bus;
mod callers;
mod care;
mod desk;
mod error;
mod feed;
mod generate;
mod holdings;
mod ledger;
mod listen;
mod operators;
mod patience;
mod presence;
mod rates;
mod routes;
mod sample;
mod secrets;
mod tokens;

pub use audit::{Anchor, Audit};
pub use desk::{Desk, Limits, ServerConfig};
pub use error::DeskError;
pub use listen::{Accept, TlsFiles, check_listen};
pub use rates::Rate;
pub use sample::code as sample_code;
