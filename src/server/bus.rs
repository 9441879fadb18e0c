//! Tells those who wait that there is a new transaction. A hint, never the truth: whoever hears it reads the feed.
//!
//! Those who wait are woken in the order in which they began to, which tokio's own watch channel does not do: a
//! simulation has to wake them alike each time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::Notify;

#[derive(Debug)]
pub(super) struct Bus(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    head: AtomicI64,
    news: Notify,
}

impl Bus {
    pub fn at(head: i64) -> Bus {
        Bus(Arc::new(Shared { head: AtomicI64::new(head), news: Notify::new() }))
    }

    /// The newest transaction that was heard of. It never goes back.
    pub fn head(&self) -> i64 {
        self.0.head.load(Ordering::SeqCst)
    }

    pub fn tell(&self, seq: i64) {
        if self.0.head.fetch_max(seq, Ordering::SeqCst) < seq {
            self.0.news.notify_waiters();
        }
    }

    /// Hears of what comes from now on.
    pub fn listen(&self) -> Listener {
        Listener { shared: self.0.clone(), heard: self.head() }
    }
}

/// Somebody who wants to hear of new transactions.
#[derive(Debug)]
pub(super) struct Listener {
    shared: Arc<Shared>,
    heard: i64,
}

impl Listener {
    /// Resolves with the newest transaction when it is another than was heard of before.
    pub async fn changed(&mut self) -> i64 {
        loop {
            let news = self.shared.news.notified();
            tokio::pin!(news);
            // From here on nothing is missed.
            news.as_mut().enable();
            let head = self.shared.head.load(Ordering::SeqCst);
            if head != self.heard {
                self.heard = head;
                return head;
            }
            news.await;
        }
    }
}
