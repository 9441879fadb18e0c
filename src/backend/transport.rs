//! HTTP as the adapters need it, behind a seam: one call with its whole answer, or one answer as a stream.
//!
//! [`Https`] does it over the network. A simulator brings its own [`Transport`], because the client underneath
//! cannot run under one.

pub mod unpack;

use futures_util::{StreamExt, stream::BoxStream};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The most bytes of one answer. A page of changes is near a megabyte; one huge transaction may be larger.
pub const ANSWER_LIMIT: usize = 64 * 1024 * 1024;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// How long a connection is kept for the next request. Shorter than the 5 s after which a desk closes one that is
/// silent: a request that meets the close would fail for nothing.
const IDLE_TIMEOUT: Duration = Duration::from_secs(4);
/// Between two pieces of an answer: longer than the longest that a desk is asked to wait.
const READ_TIMEOUT: Duration = Duration::from_secs(45);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

/// One request. The token goes into its header and nowhere else; `Debug` does not show it.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    /// Absolute, with what is not plain percent-encoded already.
    pub path: String,
    pub query: Vec<(&'static str, String)>,
    pub token: SecretString,
    /// JSON.
    pub body: Option<Vec<u8>>,
    pub accept: &'static str,
}

/// What stands above an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    pub status: u16,
    /// Names in lower case; values that are no text are left out.
    pub headers: Vec<(String, String)>,
}

impl Head {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub head: Head,
    pub body: Vec<u8>,
}

/// An answer that comes piece by piece.
pub struct Streaming {
    pub head: Head,
    pub pieces: BoxStream<'static, Result<Vec<u8>, TransportError>>,
}

impl fmt::Debug for Streaming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streaming").field("head", &self.head).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// There was no answer, or it broke off.
    #[error("{0}")]
    Unreachable(String),
    #[error("no secure connection can be made on this machine: {0}")]
    NoClient(String),
    #[error("the answer is larger than {ANSWER_LIMIT} bytes")]
    TooLarge,
    #[error("the answer grows to more than {} times its size when it is unpacked", unpack::RATIO_LIMIT)]
    Inflated,
    #[error("the answer is packed {0}")]
    Packed(String),
}

/// Carries requests to one desk.
pub trait Transport: Send + Sync + 'static {
    /// Sends, and reads the whole answer.
    fn call(&self, request: Request) -> impl Future<Output = Result<Response, TransportError>> + Send;

    /// Sends, and reads the head of the answer.
    fn open(&self, request: Request) -> impl Future<Output = Result<Streaming, TransportError>> + Send;

    /// Uses none of the connections again that are open now: they may be dead without anybody having said so.
    fn disconnect(&self) {}
}

/// Over the network, encrypted where the address says `https`. Follows no redirects: a token is not carried to
/// wherever an answer points. Uses no proxy of the system.
#[derive(Debug)]
pub struct Https {
    /// Made when it is first needed: the machine's certificates are some hundred files, and a console that starts shows
    /// its rows before it reads them.
    client: Mutex<Option<reqwest::Client>>,
    base: reqwest::Url,
}

/// Why there can be no link at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    #[error("`{address}` is not the address of a desk: {detail}")]
    Address { address: String, detail: String },
}

impl Https {
    /// For the desk at an address such as `https://desk.example.com` or `http://127.0.0.1:8080`.
    pub fn new(address: &str) -> Result<Https, SetupError> {
        let wrong = |detail: String| SetupError::Address { address: address.to_string(), detail };
        let base = reqwest::Url::parse(address).map_err(|error| wrong(error.to_string()))?;
        match base.scheme() {
            "http" | "https" if base.has_host() => {}
            scheme => return Err(wrong(format!("it begins with `{scheme}`, not with `https` or `http`"))),
        }
        if !base.username().is_empty() || base.password().is_some() {
            return Err(SetupError::Address {
                address: "…@…".to_string(),
                detail: "it holds a name or a password".to_string(),
            });
        }
        Ok(Https { client: Mutex::new(None), base })
    }

    fn client(&self) -> Result<reqwest::Client, TransportError> {
        let mut client = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = &*client {
            return Ok(client.clone());
        }
        let made = client_for(&self.base).map_err(|error| TransportError::NoClient(inmost(&error)))?;
        Ok(client.insert(made).clone())
    }

    fn prepare(&self, request: &Request) -> Result<reqwest::RequestBuilder, TransportError> {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{}", self.base.path().trim_end_matches('/'), request.path));
        url.set_query(None);
        let client = self.client()?;
        let builder = match request.method {
            Method::Get => client.get(url),
            Method::Post => client.post(url),
        };
        let mut builder = builder.bearer_auth(request.token.expose_secret()).header("accept", request.accept);
        if !request.query.is_empty() {
            builder = builder.query(&request.query);
        }
        Ok(match &request.body {
            Some(body) => builder.header("content-type", "application/json").body(body.clone()),
            None => builder,
        })
    }
}

/// Certificates are read for a desk that is reached with encryption, and for no other.
fn client_for(desk: &reqwest::Url) -> reqwest::Result<reqwest::Client> {
    // Fails if one is installed already, which is as good.
    drop(rustls::crypto::ring::default_provider().install_default());
    let builder = reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(READ_TIMEOUT)
        .pool_idle_timeout(IDLE_TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .user_agent(concat!("turno/", env!("CARGO_PKG_VERSION")));
    match desk.scheme() {
        "https" => builder.build(),
        _ => builder.tls_certs_only(std::iter::empty::<reqwest::Certificate>()).build(),
    }
}

impl Transport for Https {
    async fn call(&self, request: Request) -> Result<Response, TransportError> {
        let request = self.prepare(&request)?.header("accept-encoding", unpack::ACCEPTED);
        let mut response = request.send().await.map_err(unreachable)?;
        let head = head(&response);
        let mut body = unpack::Body::under(&head)?;
        while let Some(piece) = response.chunk().await.map_err(unreachable)? {
            body.take(&piece)?;
        }
        Ok(Response { head, body: body.whole() })
    }

    async fn open(&self, request: Request) -> Result<Streaming, TransportError> {
        let response = self.prepare(&request)?.send().await.map_err(unreachable)?;
        let head = head(&response);
        let pieces = response.bytes_stream().map(|piece| piece.map(Vec::from).map_err(unreachable));
        Ok(Streaming { head, pieces: pieces.boxed() })
    }

    fn disconnect(&self) {
        *self.client.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn head(response: &reqwest::Response) -> Head {
    let text = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        Some((name.as_str().to_string(), value.to_str().ok()?.to_string()))
    };
    Head { status: response.status().as_u16(), headers: response.headers().iter().filter_map(text).collect() }
}

fn unreachable(error: reqwest::Error) -> TransportError {
    let what = match () {
        () if error.is_timeout() => "no answer in time",
        () if error.is_connect() => "no connection",
        () => "the connection broke off",
    };
    TransportError::Unreachable(format!("{what} ({})", inmost(&error.without_url())))
}

/// The cause at the bottom: the ones above it only repeat that something failed.
fn inmost(error: &dyn std::error::Error) -> String {
    let mut inmost = error;
    while let Some(source) = inmost.source() {
        inmost = source;
    }
    inmost.to_string()
}

/// A text as one segment of a path.
pub fn segment(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes().fold(String::with_capacity(text.len()), |mut path, byte| {
        match plain(byte) {
            true => path.push(char::from(byte)),
            false => path.push_str(&format!("%{byte:02X}")),
        }
        path
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    fn request(token: &str) -> Request {
        Request {
            method: Method::Get,
            path: "/x".into(),
            query: Vec::new(),
            token: SecretString::from(token.to_string()),
            body: None,
            accept: "application/json",
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused_with_the_reason() {
        for (address, part) in [
            ("desk.example.com", "relative"),
            ("ftp://desk.example.com", "ftp"),
            ("https://", "host"),
            ("https://ana:secret@desk.example.com", "password"),
        ] {
            let error = Https::new(address).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn a_request_does_not_show_its_token() {
        let request = request("hush");
        assert!(!format!("{request:?}").contains("hush"));
        let https = Https::new("http://127.0.0.1:9/desk/").unwrap();
        let built = https.prepare(&request).unwrap().build().unwrap();
        assert_eq!(built.url().as_str(), "http://127.0.0.1:9/desk/x");
        assert!(!format!("{built:?}").contains("hush"));
    }

    /// Answers every request, and counts the connections that they come on.
    async fn answer(listener: tokio::net::TcpListener, connections: Arc<AtomicUsize>) {
        while let Ok((mut stream, _)) = listener.accept().await {
            connections.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let mut buffer = [0; 4096];
                while stream.read(&mut buffer).await.is_ok_and(|n| n > 0) {
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
                }
            });
        }
    }

    #[tokio::test]
    async fn a_connection_that_the_desk_is_about_to_close_is_not_used_again() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let https = Https::new(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        tokio::spawn(answer(listener, connections.clone()));
        let ask = || https.call(request("hush"));
        for _ in 0..2 {
            assert_eq!(ask().await.unwrap().head.status, 200);
        }
        assert_eq!(connections.load(Ordering::SeqCst), 1, "two requests in a row share a connection");
        tokio::time::pause();
        tokio::time::advance(IDLE_TIMEOUT + Duration::from_millis(1)).await;
        tokio::time::resume();
        assert_eq!(ask().await.unwrap().head.status, 200);
        assert_eq!(connections.load(Ordering::SeqCst), 2, "a silent one is left alone");
        assert!(IDLE_TIMEOUT < crate::server::Limits::default().head_time);
    }

    #[tokio::test]
    async fn after_a_sleep_no_old_connection_is_used_again() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let https = Https::new(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        tokio::spawn(answer(listener, connections.clone()));
        assert_eq!(https.call(request("hush")).await.unwrap().head.status, 200);
        https.disconnect();
        assert_eq!(https.call(request("hush")).await.unwrap().head.status, 200);
        assert_eq!(connections.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn a_segment_cannot_leave_its_place_in_the_path() {
        assert_eq!(segment("C1001-2"), "C1001-2");
        assert_eq!(segment("../a b?c#ç"), "..%2Fa%20b%3Fc%23%C3%A7");
    }
}
