//! The same with the simulator behind it. One thread is one simulation: what is installed is the thread's own.

use super::{DiskFault, Planted};
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Who decides what fails.
pub trait Nemesis {
    /// Whether the process that has come to this point is killed here.
    fn kills(&mut self, point: &'static str) -> bool;

    /// Whether the disk refuses this call.
    fn refuses(&mut self, call: &'static str) -> Option<DiskFault>;
}

/// How a killed process unwinds: whoever runs the process catches it and lets the process go.
#[derive(Debug, Clone, Copy)]
pub struct Crash;

thread_local! {
    static NEMESIS: RefCell<Option<Box<dyn Nemesis>>> = const { RefCell::new(None) };
    static PLANTED: Cell<Option<Planted>> = const { Cell::new(None) };
}

/// From now on this one decides, or nobody.
pub fn install(nemesis: Option<Box<dyn Nemesis>>) {
    NEMESIS.set(nemesis);
}

/// Plants a mistake.
pub fn plant(mistake: Option<Planted>) {
    PLANTED.set(mistake);
}

pub(super) fn is_planted(mistake: Planted) -> bool {
    PLANTED.get() == Some(mistake)
}

/// Nobody decides while a process unwinds: what is dropped then is not a step of the program.
fn ask<T>(question: impl FnOnce(&mut Box<dyn Nemesis>) -> T) -> Option<T> {
    if std::thread::panicking() {
        return None;
    }
    NEMESIS.with_borrow_mut(|nemesis| nemesis.as_mut().map(question))
}

pub(super) fn reach(point: &'static str) {
    if ask(|nemesis| nemesis.kills(point)) == Some(true) {
        resume_unwind(Box::new(Crash));
    }
}

pub(super) fn disk(call: &'static str) -> Option<DiskFault> {
    ask(|nemesis| nemesis.refuses(call)).flatten()
}

/// Does `work`; None if the process was killed in it.
pub fn survive<T>(work: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => Some(done),
        Err(payload) if payload.is::<Crash>() => None,
        Err(payload) => resume_unwind(payload),
    }
}
