//! Tells those who wait that there is a new transaction. A hint, never the truth: whoever hears it reads the feed.

use tokio::sync::watch;

#[derive(Debug)]
pub(super) struct Bus(watch::Sender<i64>);

impl Bus {
    pub fn at(head: i64) -> Bus {
        Bus(watch::Sender::new(head))
    }

    /// The newest transaction that was heard of. It never goes back.
    pub fn head(&self) -> i64 {
        *self.0.borrow()
    }

    pub fn tell(&self, seq: i64) {
        self.0.send_if_modified(|head| {
            let newer = seq > *head;
            *head = seq.max(*head);
            newer
        });
    }

    pub fn listen(&self) -> watch::Receiver<i64> {
        self.0.subscribe()
    }
}
