//! Reading a whole desk in pieces: while one goes in, the next one is on its way.

use super::SyncError;
use super::perform::{Worker, nonsense};
use super::plan::Input;
use crate::backend::Backend;
use crate::domain::Chunk;
use crate::replica::{Applied, Asked, Replica};
use crate::seam::passing;
use futures_util::future::join;
use std::sync::{Mutex, PoisonError};

/// A piece that came before it was wanted, with what was asked for.
#[derive(Debug, Default)]
pub struct Ahead(Mutex<Option<(Asked, Chunk)>>);

impl Ahead {
    fn keep(&self, piece: Option<(Asked, Chunk)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = piece;
    }

    /// The piece, if it is the one that is asked for now.
    fn take(&self, asked: &Asked) -> Option<Chunk> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.filter(|(was, _)| was == asked).map(|(_, chunk)| chunk)
    }
}

impl<B: Backend> Worker<B> {
    /// Takes in the next piece; with `ahead`, asks for the one after it meanwhile.
    pub(super) async fn take_in(&self, ahead: bool) -> Result<Input, SyncError> {
        let asked = self.call(Replica::to_ask).await?;
        let chunk = match self.ahead.take(&asked) {
            Some(chunk) => chunk,
            None => self.backend.snapshot(asked.place.as_ref()).await?,
        };
        if chunk.next.is_some() && chunk.next == asked.place {
            return Err(nonsense("a piece of a snapshot that leads nowhere").into());
        }
        if asked.cursor.is_none() && (chunk.usable || chunk.next.is_none()) {
            self.still_our_past().await?;
        }
        let following = asked.after(&chunk).filter(|_| ahead);
        let records = chunk.changes.len();
        let fetch = async {
            match &following {
                Some(next) => Some(self.backend.snapshot(next.place.as_ref()).await),
                None => None,
            }
        };
        let (next, applied) = join(fetch, self.call(move |replica| replica.take_in(&asked, &chunk))).await;
        passing("sync.took_in").await;
        let applied = applied?;
        // What fails ahead of its time is asked for again, and fails then if it must.
        let kept = following.zip(next.and_then(Result::ok)).filter(|_| applied == Applied::Now);
        let ahead = kept.is_some();
        self.ahead.keep(kept);
        if applied == Applied::Now {
            self.note(|report| report.pulled += records);
        }
        Ok(Input::TookIn { reading: self.reading().await?, ahead })
    }
}
