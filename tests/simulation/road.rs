//! The way between a console and the desk: the real client's requests over simulated connections, with what may
//! happen to a request on its way that no network of packets shows: an answer lost after the desk has acted, a
//! request that arrives twice, an answer cut in the middle, a proxy that turns away or holds back.

use super::kinds::{Tally, count};
use super::options::{Dice, Options};
use futures_util::{StreamExt, stream};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::{Client, connect::Connected, connect::Connection};
use hyper_util::rt::{TokioExecutor, TokioIo};
use secrecy::ExposeSecret;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{sleep, timeout};
use turmoil::net::TcpStream;
use turno::backend::transport::{Head, Method, Request, Response, Streaming, Transport, TransportError, unpack};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// Between two pieces. Shorter than in production: simulated connections do not send again what was lost.
const READ_TIMEOUT: Duration = Duration::from_secs(12);

type Bytes = hyper::body::Bytes;

/// The weather on one console's way.
pub struct Weather {
    options: Options,
    dice: Dice,
    clear: AtomicBool,
    faults: Mutex<Tally>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passes,
    LostRequest,
    LostReply,
    Twice,
    Cut,
    TurnedAway,
    Slow,
    Buffered,
}

impl Fate {
    fn kind(self) -> Option<&'static str> {
        match self {
            Fate::Passes => None,
            Fate::LostRequest => Some("request lost"),
            Fate::LostReply => Some("answer lost"),
            Fate::Twice => Some("request twice"),
            Fate::Cut => Some("answer cut"),
            Fate::TurnedAway => Some("turned away"),
            Fate::Slow => Some("slow answer"),
            Fate::Buffered => Some("stream held back"),
        }
    }
}

impl Weather {
    pub fn of(options: &Options, console: &str) -> Arc<Weather> {
        let dice = Dice::of(options.seed, &format!("weather of {console}"));
        Arc::new(Weather { options: options.clone(), dice, clear: AtomicBool::new(false), faults: Mutex::default() })
    }

    pub fn clears(&self) {
        self.clear.store(true, SeqCst);
    }

    pub fn faults(&self) -> Tally {
        self.faults.lock().unwrap().clone()
    }

    fn note(&self, kind: &str) {
        count(&mut self.faults.lock().unwrap(), kind);
    }

    fn fate(&self, streams: bool) -> Fate {
        if self.clear.load(SeqCst) {
            return Fate::Passes;
        }
        let of = &self.options;
        let call = [
            (of.lost_request, Fate::LostRequest),
            (of.lost_reply, Fate::LostReply),
            (of.twice, Fate::Twice),
            (of.cut, Fate::Cut),
            (of.turned_away, Fate::TurnedAway),
        ];
        let stream = [(of.buffered, Fate::Buffered), (of.cut, Fate::Cut), (of.turned_away, Fate::TurnedAway)];
        let fates: &[(u64, Fate)] = if streams { &stream } else { &call };
        let fate = fates.iter().find(|(chance, _)| self.dice.per_mille(*chance)).map(|(_, fate)| *fate);
        let fate = fate.unwrap_or(if self.dice.per_mille(of.slow) { Fate::Slow } else { Fate::Passes });
        if let Some(kind) = fate.kind() {
            self.note(kind);
        }
        fate
    }
}

/// A way to the desk.
pub struct Road {
    /// One for each server: a client with idle connections to several ends them in no order.
    clients: Vec<Client<Connector, Full<Bytes>>>,
    weather: Arc<Weather>,
}

impl Road {
    pub fn new(weather: Arc<Weather>) -> Road {
        let client = || Client::builder(TokioExecutor::new()).pool_max_idle_per_host(4).build(Connector);
        let clients = std::iter::repeat_with(client).take(weather.options.servers).collect();
        Road { clients, weather }
    }

    async fn send(
        &self,
        request: &Request,
        accepted: &str,
    ) -> Result<hyper::Response<hyper::body::Incoming>, TransportError> {
        let server = self.weather.dice.below(self.clients.len() as u64) as usize;
        let query = request.query.iter().map(|(name, value)| format!("{name}={}", escaped(value)));
        let query = query.collect::<Vec<_>>().join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        let uri = format!("http://desk-{server}:80{}{mark}{query}", request.path);
        let method = match request.method {
            Method::Get => hyper::Method::GET,
            Method::Post => hyper::Method::POST,
        };
        let built = hyper::Request::builder()
            .method(method)
            .uri(uri)
            .header("authorization", format!("Bearer {}", request.token.expose_secret()))
            .header("accept", request.accept)
            .header("accept-encoding", accepted)
            .header("content-type", "application/json")
            .body(Full::from(request.body.clone().unwrap_or_default()));
        let built = built.map_err(|error| unreachable(&error.to_string()))?;
        let answer = timeout(READ_TIMEOUT, self.clients[server].request(built)).await;
        let answer = answer.map_err(|_| unreachable("no answer in time"))?;
        let answer = answer.map_err(|error| unreachable(&error.to_string()))?;
        if answer.status() == 429 {
            self.weather.note("asked too often");
        }
        Ok(answer)
    }

    async fn whole(&self, request: &Request) -> Result<Response, TransportError> {
        let mut answer = self.send(request, unpack::ACCEPTED).await?;
        let head = head(&answer);
        let mut body = unpack::Body::under(&head)?;
        loop {
            let piece = timeout(READ_TIMEOUT, answer.frame()).await.map_err(|_| unreachable("no answer in time"))?;
            match piece {
                None => return Ok(Response { head, body: body.whole() }),
                Some(Err(error)) => return Err(unreachable(&error.to_string())),
                Some(Ok(frame)) => body.take(frame.data_ref().map_or(&[], AsRef::as_ref))?,
            }
        }
    }
}

impl Transport for Road {
    async fn call(&self, request: Request) -> Result<Response, TransportError> {
        match self.weather.fate(false) {
            Fate::LostRequest => {
                sleep(Duration::from_millis(self.weather.dice.below(3_000))).await;
                Err(unreachable("the request was lost"))
            }
            Fate::LostReply | Fate::Cut => {
                let _lost = self.whole(&request).await;
                Err(unreachable("the answer was lost"))
            }
            Fate::Twice => {
                let _first = self.whole(&request).await;
                self.whole(&request).await
            }
            Fate::TurnedAway => Ok(turned_away(&self.weather.dice)),
            Fate::Slow => {
                sleep(Duration::from_millis(self.weather.dice.below(5_000))).await;
                let answer = self.whole(&request).await;
                sleep(Duration::from_millis(self.weather.dice.below(5_000))).await;
                answer
            }
            Fate::Passes | Fate::Buffered => self.whole(&request).await,
        }
    }

    async fn open(&self, request: Request) -> Result<Streaming, TransportError> {
        let fate = self.weather.fate(true);
        if fate == Fate::TurnedAway {
            let Response { head, body } = turned_away(&self.weather.dice);
            return Ok(Streaming { head, pieces: stream::iter([Ok(body)]).boxed() });
        }
        let answer = self.send(&request, "identity").await?;
        let head = head(&answer);
        let pieces = answer.into_body().into_data_stream();
        let pieces = pieces.map(|piece| piece.map(|it| it.to_vec()).map_err(|error| unreachable(&error.to_string())));
        let pieces = match fate {
            Fate::Buffered => stream::pending().boxed(),
            Fate::Cut => {
                let cut = stream::iter([Err(unreachable("the stream was cut"))]);
                pieces.take(usize::try_from(self.weather.dice.below(4)).unwrap_or_default()).chain(cut).boxed()
            }
            Fate::Slow => pieces
                .then(|piece| async {
                    sleep(Duration::from_millis(700)).await;
                    piece
                })
                .boxed(),
            _ => pieces.boxed(),
        };
        Ok(Streaming { head, pieces })
    }
}

/// What a proxy says while the desk is not there, or when it has had enough.
fn turned_away(dice: &Dice) -> Response {
    let status = *dice.pick(&[429, 502, 503, 504]).unwrap_or(&503);
    let headers = match dice.one_in(2) {
        true => vec![("retry-after".to_string(), (1 + dice.below(3)).to_string())],
        false => Vec::new(),
    };
    Response { head: Head { status, headers }, body: b"<html>come again</html>".to_vec() }
}

fn head<B>(answer: &hyper::Response<B>) -> Head {
    let text = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
        Some((name.as_str().to_string(), value.to_str().ok()?.to_string()))
    };
    Head { status: answer.status().as_u16(), headers: answer.headers().iter().filter_map(text).collect() }
}

fn unreachable(detail: &str) -> TransportError {
    TransportError::Unreachable(detail.to_string())
}

fn escaped(text: &str) -> String {
    turno::backend::transport::segment(text)
}

/// Connects over the simulated network.
#[derive(Clone)]
struct Connector;

impl tower::Service<hyper::Uri> for Connector {
    type Response = Line;
    type Error = std::io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Line, std::io::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: hyper::Uri) -> Self::Future {
        Box::pin(async move {
            let host = uri.host().unwrap_or_default().to_string();
            let stream = timeout(CONNECT_TIMEOUT, TcpStream::connect((host, 80))).await;
            let stream = stream.map_err(|_| std::io::Error::from(std::io::ErrorKind::TimedOut))??;
            Ok(Line(TokioIo::new(stream)))
        })
    }
}

/// A simulated connection as the client wants it.
struct Line(TokioIo<TcpStream>);

impl Connection for Line {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl hyper::rt::Read for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: hyper::rt::ReadBufCursor<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl hyper::rt::Write for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
