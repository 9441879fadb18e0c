//! Our own accept loop over hyper: what comes with axum has no limit on how long a client may take to send a
//! request's head, or stay silent, and none on how many connect.

use super::desk::Limits;
use super::error::DeskError;
use super::patience::Patience;
use axum::Router;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use tokio_rustls::rustls::{ServerConfig, crypto::ring};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// The longest head of a request, in bytes.
const HEAD_BYTES: usize = 16 * 1024;

/// Where the server's certificate and its private key are, as PEM.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl TlsFiles {
    pub(super) fn acceptor(&self) -> Result<TlsAcceptor, DeskError> {
        let unusable = |error: &dyn std::fmt::Display| DeskError::Tls(error.to_string());
        let chain = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| unusable(&error))?;
        let key = PrivateKeyDer::from_pem_file(&self.key).map_err(|error| unusable(&error))?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|error| unusable(&error))?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

/// Refuses an address that others can reach, unless the connection is encrypted, here or by a proxy in front.
pub fn check_listen(addr: SocketAddr, tls: bool, behind_proxy: bool) -> Result<(), DeskError> {
    if addr.ip().is_loopback() || tls || behind_proxy { Ok(()) } else { Err(DeskError::Public(addr)) }
}

/// Who is at the other end of a request's connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub IpAddr);

/// Where connections come from: the network, or a simulation of it.
pub trait Accept: Send + 'static {
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    /// The next connection, and who is at its other end.
    fn accept(&self) -> impl Future<Output = io::Result<(Self::Stream, SocketAddr)>> + Send;
}

impl Accept for TcpListener {
    type Stream = TcpStream;

    async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        let (stream, from) = TcpListener::accept(self).await?;
        // Small answers leave at once. Failing to set it costs a little time and nothing else.
        let _ = stream.set_nodelay(true);
        Ok((stream, from))
    }
}

pub(super) async fn serve(
    listener: impl Accept,
    tls: Option<TlsAcceptor>,
    app: Router,
    limits: &Limits,
    shutdown: CancellationToken,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let (graceful, cut) = (GracefulShutdown::new(), CancellationToken::new());
    loop {
        let accepted = async {
            let place = places.clone().acquire_owned().await.ok()?;
            Some((listener.accept().await, place))
        };
        let (stream, from, place) = match shutdown.run_until_cancelled(accepted).await {
            None | Some(None) => break,
            Some(Some((Ok((stream, from)), place))) => (stream, Peer(from.ip()), place),
            Some(Some((Err(error), _))) => {
                // Out of file descriptors, most likely: it passes when somebody leaves.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let stream = Patience::new(stream, limits.write_time);
        let connection = connection(stream, tls.clone(), (app.clone(), from), graceful.watcher(), limits.head_time);
        let cut = cut.clone();
        tokio::spawn(async move {
            cut.run_until_cancelled(connection).await;
            drop(place);
        });
    }
    drop(listener);
    if timeout(limits.stop_time, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time and are cut");
        cut.cancel();
    }
}

async fn connection<S>(
    stream: Patience<S>,
    tls: Option<TlsAcceptor>,
    app: (Router, Peer),
    watcher: Watcher,
    head_time: Duration,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    match tls {
        None => speak(stream, app, watcher, head_time).await,
        Some(tls) => {
            if let Ok(Ok(stream)) = timeout(head_time, tls.accept(stream)).await {
                speak(stream, app, watcher, head_time).await;
            }
        }
    }
}

/// One connection. The limit on the head begins when the server begins to read, so it holds for a connection that
/// never says anything, too.
async fn speak<S>(stream: S, (app, peer): (Router, Peer), watcher: Watcher, head_time: Duration)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let app = app.map_request(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        request
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_time)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use futures_util::stream;
    use std::net::Ipv4Addr;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::Instant;

    const WRITE_TIME: Duration = Duration::from_secs(20);

    /// Answers without end.
    fn endless() -> Router {
        let answer = || stream::repeat_with(|| Ok::<_, std::convert::Infallible>([b'x'; 512].as_slice()));
        Router::new().route("/", get(move || async move { axum::body::Body::from_stream(answer()) }))
    }

    async fn served(server: tokio::io::DuplexStream) {
        let graceful = GracefulShutdown::new();
        let stream = Patience::new(server, WRITE_TIME);
        let peer = Peer(IpAddr::V4(Ipv4Addr::LOCALHOST));
        speak(stream, (endless(), peer), graceful.watcher(), Duration::from_secs(5)).await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_stops_reading_is_cut_after_a_while() {
        let (mut client, server) = tokio::io::duplex(1024);
        client.write_all(b"GET / HTTP/1.1\r\nhost: desk\r\n\r\n").await.unwrap();
        let before = Instant::now();
        timeout(WRITE_TIME * 2, served(server)).await.unwrap();
        assert!(before.elapsed() >= WRITE_TIME);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_slowly_is_not_cut() {
        let (mut client, server) = tokio::io::duplex(1024);
        client.write_all(b"GET / HTTP/1.1\r\nhost: desk\r\n\r\n").await.unwrap();
        let task = tokio::spawn(served(server));
        let mut buffer = [0; 1024];
        for _ in 0..10 {
            tokio::time::sleep(WRITE_TIME / 2).await;
            assert!(client.read(&mut buffer).await.unwrap() > 0);
        }
        assert!(!task.is_finished());
    }

    #[test]
    fn a_public_address_needs_encryption_or_the_word_for_it() {
        let public: SocketAddr = "0.0.0.0:8080".parse().unwrap();
        assert!(matches!(check_listen(public, false, false), Err(DeskError::Public(addr)) if addr == public));
        assert!(check_listen(public, true, false).is_ok());
        assert!(check_listen(public, false, true).is_ok());
        for local in ["127.0.0.1:0", "[::1]:8080"] {
            assert!(check_listen(local.parse().unwrap(), false, false).is_ok());
        }
    }
}
