//! What a desk can do. A command that it cannot do is greyed with the reason, before it is tried.

/// Data about a backend, read once when the link comes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// Tells of changes by itself; otherwise it is asked in intervals.
    pub live: bool,
    /// Refuses a change whose precondition no longer holds.
    pub compare_and_set: bool,
    /// An operation sent twice under one key takes effect once.
    pub exactly_once: bool,
    pub internal_comments: bool,
    /// Chooses the next ticket for an operator, so that two never get the same.
    pub work_next: bool,
    /// Compares a caller's code.
    pub verify_caller: bool,
    /// Gives all it holds in pieces that can be gone on with, what is live first.
    pub snapshot: bool,
    /// Tells what it holds in a few numbers, to be compared.
    pub digest: bool,
    /// Knows under which name a console sends, and lets only one do so at a time.
    pub leases: bool,
}

impl Capabilities {
    /// Our own backend.
    pub const NATIVE: Capabilities = Capabilities {
        live: true,
        compare_and_set: true,
        exactly_once: true,
        internal_comments: true,
        work_next: true,
        verify_caller: true,
        snapshot: true,
        digest: true,
        leases: true,
    };
}
