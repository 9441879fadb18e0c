//! The routes of the API, all in [`mod@router`], and one file a resource.

mod answer;
mod callers;
mod changes;
mod customers;
mod events;
mod extract;
mod guard;
mod openapi;
mod operations;
mod reference;
mod router;
mod session;
mod suggestions;
mod tickets;

pub(super) use router::router;

use super::desk::Core;
use crate::store::{StoreError, Tx};
use answer::Failure;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What every handler is given.
#[derive(Clone)]
pub(super) struct App {
    core: Arc<Core>,
    /// Ends the streams.
    shutdown: CancellationToken,
}

impl App {
    /// Reads on a thread that may wait.
    async fn read<T, E>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static) -> Result<T, Failure>
    where
        T: Send + 'static,
        E: From<StoreError> + Into<Failure> + Send + 'static,
    {
        let core = self.core.clone();
        blocking(move || core.store.read(work)).await?.map_err(Into::into)
    }

    /// Writes on a thread that may wait.
    async fn write<T, E>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static) -> Result<T, Failure>
    where
        T: Send + 'static,
        E: From<StoreError> + Into<Failure> + Send + 'static,
    {
        let core = self.core.clone();
        blocking(move || core.store.write(work)).await?.map_err(Into::into)
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::internal(&error))
}
