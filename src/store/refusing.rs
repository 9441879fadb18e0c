//! A disk that refuses, for tests: one call of the store on this thread, the n-th; or that one, and from then on all that
//! write.

use crate::seam::faults::DiskFault;
use std::cell::Cell;

/// What a call does to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    Reads,
    Writes,
}

#[derive(Debug, Clone, Copy)]
pub struct Refusal {
    /// So many calls succeed before.
    pub after: u64,
    pub how: DiskFault,
    pub stays: bool,
}

thread_local! {
    static REFUSAL: Cell<Option<Refusal>> = const { Cell::new(None) };
    static STRUCK: Cell<bool> = const { Cell::new(false) };
}

pub fn begin(refusal: Refusal) {
    REFUSAL.set(Some(refusal));
    STRUCK.set(false);
}

/// All is well again. Says whether anything was refused.
pub fn end() -> bool {
    REFUSAL.set(None);
    STRUCK.replace(false)
}

/// How the disk refuses this call, if it does.
pub fn refused(call: Call) -> Option<DiskFault> {
    let refusal = REFUSAL.get()?;
    if let Some(after) = refusal.after.checked_sub(1) {
        REFUSAL.set(Some(Refusal { after, ..refusal }));
        return None;
    }
    if STRUCK.get() && !(refusal.stays && call == Call::Writes) {
        return None;
    }
    STRUCK.set(true);
    Some(refusal.how)
}
