//! Listening for news: server-sent events, and asking again and again where something on the way holds them back.
//!
//! The stream carries no data. An event says how far the desk is; if the feed has been read that far, it is no
//! news. A lost hint is made up for by the next heartbeat.

use super::{Native, Transport, answer};
use crate::api::{Bye, HeadEvent, Heartbeat, WAIT_LIMIT_SECONDS, events, paths};
use crate::backend::BackendError;
use crate::backend::transport::{Method, Request, Response, Streaming, TransportError};
use crate::domain::LinkProblem;
use crate::seam::below;
use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use serde::de::{DeserializeOwned, IgnoredAny};
use sse_stream::{Sse, SseByteStream};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::time::{Instant, error::Elapsed, sleep, timeout};

/// A desk sends a heartbeat at once. If none has come by then, something on the way is keeping the events back.
const FIRST_HEARTBEAT: Duration = Duration::from_secs(20);
/// A desk sends one every 15 s.
const SILENCE: Duration = Duration::from_secs(40);
/// How long to do without events before they are tried again.
const WITHOUT_EVENTS: Duration = Duration::from_secs(15 * 60);
/// The longest time that a desk may ask us to stay away from its events.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// An event is a line of a few numbers.
const EVENT_LIMIT: usize = 64 * 1024;

type Events = BoxStream<'static, Result<Sse, sse_stream::Error>>;

/// How this link hears of news.
#[derive(Default)]
pub enum Listening {
    #[default]
    Not,
    Events {
        events: Events,
        alive: bool,
    },
    Asking {
        until: Instant,
    },
}

/// What an event asks for.
enum Heard {
    News,
    Nothing,
    /// The desk ends the stream, to be opened again after a pause.
    Pause(Duration),
}

impl<T: Transport> Native<T> {
    pub(super) async fn listen(&self) -> Result<(), BackendError> {
        let mut listening = self.listening.lock().await;
        if self.stale.swap(false, Ordering::SeqCst) {
            *listening = Listening::Not;
        }
        loop {
            match &mut *listening {
                Listening::Not => *listening = self.open().await?,
                Listening::Events { events, alive } => {
                    let patience = if *alive { SILENCE } else { FIRST_HEARTBEAT };
                    match timeout(patience, events.next()).await {
                        Ok(Some(Ok(event))) => {
                            *alive = true;
                            match self.heard(&event) {
                                Heard::News => return Ok(()),
                                Heard::Nothing => {}
                                Heard::Pause(pause) => {
                                    *listening = Listening::Not;
                                    sleep(pause).await;
                                }
                            }
                        }
                        Err(_) if !*alive => {
                            tracing::info!("no heartbeat comes through: asking for changes instead");
                            *listening = Listening::Asking { until: Instant::now() + WITHOUT_EVENTS };
                        }
                        ended => {
                            *listening = Listening::Not;
                            return Err(lost(&ended));
                        }
                    }
                }
                Listening::Asking { until } if Instant::now() >= *until => *listening = Listening::Not,
                Listening::Asking { .. } => {
                    if self.ask_for_news().await? {
                        return Ok(());
                    }
                }
            }
        }
    }

    async fn open(&self) -> Result<Listening, BackendError> {
        let request = Request { accept: "text/event-stream", ..self.request(Method::Get, paths::EVENTS) };
        let opened = timeout(SILENCE, self.transport.open(request)).await;
        let opened = opened.map_err(|_| unreachable("the desk does not open its events"))?;
        let Streaming { head, pieces } = opened.map_err(answer::unreachable)?;
        match head.status {
            200 => answer::check_head(&head)?,
            _ => return Err(refused(Streaming { head, pieces }).await),
        }
        Ok(Listening::Events { events: decoded(pieces), alive: false })
    }

    fn heard(&self, event: &Sse) -> Heard {
        let read = self.known().seq;
        let newest = match event.event.as_deref() {
            Some(events::HEAD) => data::<HeadEvent>(event).map(|it| it.seq),
            Some(events::HEARTBEAT) => data::<Heartbeat>(event).map(|it| it.head),
            Some(events::BYE) => return Heard::Pause(self.pause(data::<Bye>(event))),
            // A kind of a newer desk.
            _ => return Heard::Nothing,
        };
        // One that cannot be read may mean anything: to look is cheap.
        if newest.is_none_or(|newest| newest != read) { Heard::News } else { Heard::Nothing }
    }

    /// Everybody is told the same time: a little chance keeps them from coming back together.
    fn pause(&self, bye: Option<Bye>) -> Duration {
        let asked = bye.map_or(0, |bye| bye.retry_ms).max(0).unsigned_abs();
        Duration::from_millis(asked).min(LONGEST_PAUSE) + Duration::from_millis(below(&*self.rng, 500))
    }

    /// Asks for changes and lets the desk take its time. They are not read here: there is one way in for data.
    async fn ask_for_news(&self) -> Result<bool, BackendError> {
        let (cursor, read) = {
            let known = self.known();
            (known.cursor.clone(), known.seq)
        };
        let page = self.changes(cursor.as_ref(), None, 1, WAIT_LIMIT_SECONDS).await?;
        Ok(page.seq != read || !page.changes.is_empty() || !page.gone.is_empty())
    }
}

/// The events in the pieces of an answer. One without an end is an error before it has filled the memory.
fn decoded(pieces: BoxStream<'static, Result<Vec<u8>, TransportError>>) -> Events {
    let held = Arc::new(AtomicUsize::new(0));
    let whole = held.clone();
    let bounded = pieces.map(move |piece| {
        let piece = piece.map_err(io::Error::other)?;
        match held.fetch_add(piece.len(), Ordering::SeqCst) + piece.len() {
            ..=EVENT_LIMIT => Ok(io::Cursor::new(piece)),
            _ => Err(io::Error::other("an event without an end")),
        }
    });
    SseByteStream::new(bounded).inspect(move |_| whole.store(0, Ordering::SeqCst)).boxed()
}

/// Why a desk does not open its events.
async fn refused(answered: Streaming) -> BackendError {
    let Streaming { head, mut pieces } = answered;
    let mut body = Vec::new();
    while let Ok(Some(piece)) = pieces.try_next().await {
        body.extend_from_slice(&piece);
        if body.len() > EVENT_LIMIT {
            break;
        }
    }
    match answer::read::<IgnoredAny>(&Response { head, body }, answer::not_understood) {
        Err(error) => error,
        Ok(_) => answer::nonsense("an answer where events should be"),
    }
}

/// The stream ended in a way that was not announced.
fn lost(ended: &Result<Option<Result<Sse, sse_stream::Error>>, Elapsed>) -> BackendError {
    unreachable(match ended {
        Ok(Some(Err(_))) => "the stream of events broke off",
        Ok(_) => "the desk closed the stream of events",
        Err(_) => "no heartbeat in 40 s",
    })
}

fn unreachable(detail: &str) -> BackendError {
    answer::transient(LinkProblem::Unreachable, detail, None)
}

fn data<D: DeserializeOwned>(event: &Sse) -> Option<D> {
    serde_json::from_str(event.data.as_deref()?).ok()
}
