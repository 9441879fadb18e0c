//! turno: a service-desk console for the terminal.
//!
//! > **The screen shows the replica. The operator changes the replica. The replica and the backend agree in the
//! > background.**
//!
//! Nothing on screen waits for a network call, and nothing the operator does waits for one. There is one path in
//! and one path out, a ring that turns one way:
//!
//! ```text
//!    key ──▶ Command ──▶ update ──▶ Effect ──▶ replica ──▶ outbox ──▶ sync ──▶ backend ──▶ server
//!     ▲                                                                                      │
//!     │                                                                                  commit, seq
//!  operator ◀── frame ◀── view ◀── Model ◀── Msg ◀── replica ◀── apply ◀── sync ◀── change ◀─┘
//! ```
//!
//! Offline is not a mode: it is the same ring with the right half standing still. Two things alone are asked of
//! the backend while the operator waits, because nothing else can answer them: *work next*, and the caller's code.
//!
//! # The rooms, in reading order
//!
//! | room | what it is | imports |
//! |---|---|---|
//! | [`domain`] | what a service desk is: ticket, conversation, customer, operation, clocks, order; pure | nothing of ours |
//! | [`seam`] | where time and randomness come in | `domain` |
//! | [`routing`] | who owns a ticket, by which rule, because of which words; pure | `domain` |
//! | [`api`] | the wire of our own backend | `domain` |
//! | [`store`] | tickets in SQL, for server and replica alike | `domain` |
//! | [`server`] | the desk over HTTP: one ledger, one feed | `domain` `routing` `api` `store` |
//! | [`backend`] | desks behind one trait | `domain`, `api` |
//! | [`replica`] | the local truth, its outbox, drafts and kept searches | `domain` `routing` `store` |
//! | [`sync`] | agreement: a pure plan, and the task that performs it | `domain` `backend` `replica` |
//! | [`i18n`] | the interface's words in three languages | `domain` |
//! | [`console`] | the operator's screen: Model, Msg, update, Effect, view; pure but for its runtime | `domain` `i18n` |
//! | [`cli`], [`config`], [`credentials`], [`log`], [`doctor`] | the program around it | all |
//!
//! `server` and `console` never meet. The embedded desk is the same server on a loopback port in the same process:
//! there is one way to reach a desk. `tests/house/tidy.rs` holds this table.
//!
//! # What always holds
//!
//! 1. The console never waits in `update` or `view`, and never reads a clock: time comes in as `Msg::Tick`.
//! 2. The console never talks to a desk; it reads and writes the replica.
//! 3. There is no optimistic state on screen: the replica already contains the operation.
//! 4. Every change to a ticket is a [`domain::Operation`]; [`domain::operation::apply`] is its only meaning, the
//!    same in the replica's preview and in the server's transaction.
//! 5. An operation is on disk before it is on screen, and takes effect once: it is known by its id, and goes in the
//!    order of its device's numbers.
//! 6. A cursor is committed with the rows that it covers; an operation with its effect.
//! 7. A refusal is shown until a person decides. Nothing that was typed disappears.
//! 8. Nothing is unbounded: channels, windows, pages, retries in flight, caches.
//! 9. Ticket text is hostile until it has gone through [`domain::text`].
//!
//! # Three walks
//!
//! **`j`**: terminal → runtime → `Msg::Key` → keymap → `Command::Move` → `screens::queue` → window (near an edge:
//! `Effect::LoadWindow`) → view → layout → table over the visible rows. Where the cursor rests: `Effect::LoadDossier`.
//!
//! **A colleague resolves the ticket you look at**: commit, seq → event → `Backend::changed` → plan: pull →
//! `Replica::apply` (rows and cursor in one transaction) → `Msg::ReplicaChanged` → on screen? then load it again. An
//! unsent reply of yours stays folded over it.
//!
//! **`a` on a suggestion**: `Command::AcceptRouting` → [`domain::Action::Route`] with the role that was seen and the
//! decision → `Effect::Submit` → `Replica::submit` (outbox, then fold) → the row shows its owner in the next frame
//! with a pending mark → push → applied, or refused with who and why; no answer: the same key again, and the server
//! answers from its ledger; no link: it waits, and the top line says how many and since when. With the ticket the desk
//! commits a [`domain::Lesson`], which comes to every replica as a change and is learnt there; one's own is learnt while
//! it waits.

pub mod api;
pub mod backend;
pub mod cli;
pub mod config;
pub mod console;
pub mod credentials;
pub mod doctor;
pub mod domain;
pub mod i18n;
pub mod log;
pub mod replica;
pub mod routing;
pub mod seam;
pub mod server;
pub mod store;
pub mod sync;
