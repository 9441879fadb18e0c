//! The stream that pokes: server-sent events, at most five a second, with a heartbeat that a client can miss.
//!
//! It carries no data: whoever hears of a new transaction reads the feed. A hint that is lost costs a moment.

use super::super::bus;
use super::super::tokens::{self, Holder};
use super::App;
use super::extract::Held;
use crate::api::{self, Bye, HeadEvent, Heartbeat, Problem, events};
use crate::store::StoreError;
use axum::extract::State;
use axum::response::sse::{Event, Sse};
use futures_util::stream::{self, Stream};
use serde::Serialize;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, Interval, interval, sleep_until};

const HEARTBEAT: Duration = Duration::from_secs(15);
/// Between two pokes.
const POKE_GAP: Duration = Duration::from_millis(200);
/// A stream ends by itself, so that those who listen come to be spread over the servers there are.
const LIFETIME: Duration = Duration::from_secs(20 * 60);
/// When to come back after a stream has ended.
const RETRY_MS: i64 = 1_000;

#[utoipa::path(get, path = api::paths::EVENTS, tag = "changes", security(("token" = [])),
    responses(
        (status = 200, content_type = "text/event-stream", body = String,
            description = "events `head` (HeadEvent), `hb` (Heartbeat), `bye` (Bye)"),
        (status = "default", body = Problem)))]
pub(super) async fn stream(
    Held(holder): Held,
    State(app): State<App>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let now = Instant::now();
    let news = app.core.bus.listen();
    let state = Listener {
        app,
        holder,
        news,
        heartbeat: interval(HEARTBEAT),
        next_poke: now,
        end: now + LIFETIME,
        over: false,
    };
    Sse::new(stream::unfold(state, |mut state| async move { Some((Ok(state.next().await?), state)) }))
}

struct Listener {
    app: App,
    holder: Holder,
    news: bus::Listener,
    heartbeat: Interval,
    next_poke: Instant,
    end: Instant,
    over: bool,
}

impl Listener {
    async fn next(&mut self) -> Option<Event> {
        if self.over {
            return None;
        }
        let (news, next_poke) = (&mut self.news, self.next_poke);
        let poke = async {
            sleep_until(next_poke).await;
            news.changed().await
        };
        Some(tokio::select! {
            biased;
            () = self.app.shutdown.cancelled() => self.bye(),
            () = sleep_until(self.end) => self.bye(),
            _ = self.heartbeat.tick() => self.beat().await,
            seq = poke => {
                self.next_poke = Instant::now() + POKE_GAP;
                event(events::HEAD, &HeadEvent { seq })
            }
        })
    }

    /// Not for somebody whose token has ended meanwhile: they are sent to the front door.
    async fn beat(&mut self) -> Event {
        let holder = self.holder.clone();
        match self.app.read::<_, StoreError>(move |tx| tokens::stands(tx, &holder)).await {
            Ok(false) => self.bye(),
            // A database that is busy is no reason to hang up.
            Ok(true) | Err(_) => {
                let now = self.app.core.clock.now();
                // Whoever listens is at the desk.
                self.app.core.presence.note(&self.holder.operator.id, now);
                event(events::HEARTBEAT, &Heartbeat { head: self.app.core.bus.head(), server_time_ms: now.0 })
            }
        }
    }

    fn bye(&mut self) -> Event {
        self.over = true;
        event(events::BYE, &Bye { retry_ms: RETRY_MS })
    }
}

fn event(name: &str, data: &impl Serialize) -> Event {
    // Numbers alone: they are always JSON, of one line.
    Event::default().event(name).data(serde_json::to_string(data).unwrap_or_default())
}
