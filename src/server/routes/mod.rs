//! The routes of the API, all in [`mod@router`], and one file a resource.

mod answer;
mod callers;
mod changes;
mod customers;
mod devices;
mod events;
mod extract;
mod guard;
mod holdings;
mod openapi;
mod operations;
mod packing;
mod reference;
mod router;
mod session;
mod suggestions;
mod tickets;

pub(super) use router::router;

use super::desk::Core;
use crate::seam::Calls;
use crate::store::{StoreError, Tx};
use answer::Failure;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What every handler is given.
#[derive(Clone)]
pub(super) struct App {
    core: Arc<Core>,
    calls: Calls,
    /// Ends the streams.
    shutdown: CancellationToken,
}

impl App {
    /// Reads where one may wait.
    async fn read<T, E>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static) -> Result<T, Failure>
    where
        T: Send + 'static,
        E: From<StoreError> + Into<Failure> + Send + 'static,
    {
        let core = self.core.clone();
        self.blocking(move || core.store.read(work)).await?.map_err(Into::into)
    }

    /// Writes where one may wait.
    async fn write<T, E>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static) -> Result<T, Failure>
    where
        T: Send + 'static,
        E: From<StoreError> + Into<Failure> + Send + 'static,
    {
        let core = self.core.clone();
        self.blocking(move || core.store.write(work)).await?.map_err(Into::into)
    }

    /// Does what takes a while.
    async fn blocking<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
        self.calls.run(work).await.map_err(|error| Failure::internal(&error))
    }
}
