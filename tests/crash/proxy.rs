//! A bad network: between clients and a desk, byte by byte, with seven ways to fail.
//!
//! A fault is drawn for each request. Requests on one connection are told apart by the turn of the talk: what a
//! client says after an answer is the next request.

use super::draw::Draw;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The connection is reset as soon as it is there.
    ResetAtAccept,
    /// Half a request arrives.
    CutRequest,
    /// Everything comes byte by byte.
    Slices,
    /// The desk has answered, and nobody hears it.
    DroppedReply,
    LateReply,
    /// Half an answer arrives.
    CutReply,
    /// Nothing happens at all, for a while.
    BlackHole,
}

pub const FAULTS: [Fault; 7] = [
    Fault::ResetAtAccept,
    Fault::CutRequest,
    Fault::Slices,
    Fault::DroppedReply,
    Fault::LateReply,
    Fault::CutReply,
    Fault::BlackHole,
];

/// Of a hundred requests, so many fail in one of the ways.
const PERCENT: u64 = 35;
/// How long an answer is late, or nothing happens, at most: in microseconds.
const LATE: u64 = 400_000;
const BLACK: u64 = 1_500_000;
/// More of one piece is not sliced: it would take for ever.
const SLICED: usize = 400;

/// What the network did.
pub struct Proxy {
    desk: SocketAddr,
    draw: Draw,
    faults: [AtomicUsize; FAULTS.len()],
    pub requests: AtomicUsize,
}

impl Proxy {
    /// Carries connections to the desk from now on, until the runtime ends.
    pub async fn start(desk: SocketAddr) -> (Arc<Proxy>, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let proxy = Arc::new(Proxy { desk, draw: Draw::new(), faults: Default::default(), requests: 0.into() });
        let carrying = proxy.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let proxy = carrying.clone();
                // A broken connection is what this is about.
                tokio::spawn(async move { drop(proxy.connection(client).await) });
            }
        });
        (proxy, address)
    }

    /// How often each fault happened.
    pub fn faults(&self) -> Vec<(Fault, usize)> {
        FAULTS.into_iter().zip(self.faults.iter().map(|count| count.load(Ordering::SeqCst))).collect()
    }

    fn draw(&self) -> Option<Fault> {
        (self.draw.below(100) < PERCENT).then(|| FAULTS[1 + self.draw.index(FAULTS.len() - 1)])
    }

    fn count(&self, fault: Fault) {
        self.faults[fault as usize].fetch_add(1, Ordering::SeqCst);
    }

    async fn connection(&self, client: TcpStream) -> std::io::Result<()> {
        client.set_nodelay(true)?;
        if self.draw.below(100) < PERCENT / 3 {
            self.count(Fault::ResetAtAccept);
            return client.set_zero_linger();
        }
        let desk = TcpStream::connect(self.desk).await?;
        desk.set_nodelay(true)?;
        let mut talk = Talk { proxy: self, client, desk, fault: None, answered: true };
        talk.carry().await
    }
}

/// One connection.
struct Talk<'a> {
    proxy: &'a Proxy,
    client: TcpStream,
    desk: TcpStream,
    /// What goes wrong with the present request.
    fault: Option<Fault>,
    answered: bool,
}

impl Talk<'_> {
    async fn carry(&mut self) -> std::io::Result<()> {
        let (mut said, mut answer) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
        loop {
            let goes_on = tokio::select! {
                n = self.client.read(&mut said) => self.said(&said[..n?]).await?,
                n = self.desk.read(&mut answer) => self.answer(&answer[..n?]).await?,
            };
            if !goes_on {
                return Ok(());
            }
        }
    }

    /// Something from the client. False: the connection is over.
    async fn said(&mut self, bytes: &[u8]) -> std::io::Result<bool> {
        if bytes.is_empty() {
            return Ok(false);
        }
        if std::mem::replace(&mut self.answered, false) {
            self.fault = self.proxy.draw();
            self.proxy.requests.fetch_add(1, Ordering::SeqCst);
            self.fault.iter().for_each(|fault| self.proxy.count(*fault));
        }
        match self.fault {
            Some(Fault::CutRequest) => {
                self.desk.write_all(&bytes[..bytes.len() / 2]).await?;
                self.reset()
            }
            Some(Fault::BlackHole) => {
                sleep(self.proxy.draw.micros(BLACK)).await;
                self.reset()
            }
            Some(Fault::Slices) => slices(&mut self.desk, bytes).await,
            _ => self.desk.write_all(bytes).await.map(|()| true),
        }
    }

    /// Something from the desk.
    async fn answer(&mut self, bytes: &[u8]) -> std::io::Result<bool> {
        if bytes.is_empty() {
            return Ok(false);
        }
        self.answered = true;
        match self.fault {
            Some(Fault::DroppedReply) => self.reset(),
            Some(Fault::CutReply) => {
                self.client.write_all(&bytes[..bytes.len() / 2]).await?;
                Ok(false)
            }
            Some(Fault::LateReply) => {
                sleep(self.proxy.draw.micros(LATE)).await;
                self.client.write_all(bytes).await.map(|()| true)
            }
            Some(Fault::Slices) => slices(&mut self.client, bytes).await,
            _ => self.client.write_all(bytes).await.map(|()| true),
        }
    }

    /// Ends both sides without a word.
    fn reset(&self) -> std::io::Result<bool> {
        self.client.set_zero_linger()?;
        self.desk.set_zero_linger()?;
        Ok(false)
    }
}

async fn slices(to: &mut TcpStream, bytes: &[u8]) -> std::io::Result<bool> {
    let (slow, rest) = bytes.split_at(bytes.len().min(SLICED));
    for byte in slow {
        to.write_all(&[*byte]).await?;
        tokio::task::yield_now().await;
    }
    to.write_all(rest).await.map(|()| true)
}
