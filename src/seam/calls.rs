//! On which thread a disk is waited for.

use super::faults;
use tokio::task::JoinError;

/// On which thread a database is called: a disk may be slow, and the runtime must not wait for it. A simulation
/// calls it in place, so that a seed always gives the same run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calls {
    Threads,
    Inline,
}

impl Calls {
    /// Does `work`, and waits for it. An error is a panic in it, or the end of the runtime.
    pub async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, JoinError> {
        match self {
            Calls::Threads => tokio::task::spawn_blocking(work).await,
            Calls::Inline => Ok(faults::in_place(work).await),
        }
    }
}
