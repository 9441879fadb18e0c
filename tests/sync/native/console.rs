//! A console without its screen: a replica that agrees with a desk in the background.

use secrecy::SecretString;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use turno::backend::native::Native;
use turno::domain::{Action, Link, Operation, OperationId, OperatorId, SyncStatus, TicketId};
use turno::replica::{Identity, Replica};
use turno::seam::System;
use turno::sync::{self, Sync, SyncError, SyncReport};

/// A ticket of the sample desk that nobody holds.
pub const FREE: TicketId = TicketId(48_320);

pub struct Console {
    pub replica: Replica,
    link: Arc<Native>,
    online: Option<(Sync, CancellationToken)>,
}

impl Console {
    /// On the profile in that directory, without a link.
    pub fn open(dir: &Path, url: &str, token: &SecretString, operator: &str) -> Console {
        let who = Identity { operator: OperatorId::new(operator), name: operator.into() };
        let replica = Replica::open(dir, who, Arc::new(System), Arc::new(System)).unwrap().replica;
        let link = Arc::new(Native::new(url, token.clone(), Arc::new(System)).unwrap());
        Console { replica, link, online: None }
    }

    /// With other credentials from now on.
    pub fn sign(&self, token: &SecretString) {
        self.link.set_token(token.clone());
    }

    pub fn go_online(&mut self) {
        let (clock, rng, shutdown) = (Arc::new(System), Arc::new(System), CancellationToken::new());
        let sync = sync::spawn(self.link.clone(), self.replica.clone(), clock, rng, shutdown.clone());
        self.online = Some((sync, shutdown));
    }

    pub async fn go_offline(&mut self) {
        if let Some((sync, shutdown)) = self.online.take() {
            shutdown.cancel();
            sync.ended().await;
        }
    }

    /// Reads and sends all there is, without staying online.
    pub async fn sync_once(&self) -> Result<SyncReport, SyncError> {
        sync::once(self.link.clone(), &self.replica, &System, &System).await
    }

    fn status(&self) -> SyncStatus {
        self.online.as_ref().unwrap().0.status.borrow().clone()
    }

    pub async fn until(&self, wanted: impl Fn(&SyncStatus) -> bool) {
        let mut status = self.online.as_ref().unwrap().0.status.clone();
        let found = timeout(Duration::from_secs(60), status.wait_for(|it| wanted(it))).await;
        assert!(found.is_ok(), "it stays {:?}", self.status());
    }

    /// Live, and everything sent and passed by the feed.
    pub async fn until_settled(&self) {
        self.until(|status| status.link == Link::Live && status.waiting == 0).await;
        let emptied = async {
            while !self.replica.outbox().unwrap().is_empty() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(timeout(Duration::from_secs(60), emptied).await.is_ok(), "{:?}", self.replica.outbox());
    }

    pub fn act(&self, action: Action) -> OperationId {
        self.replica.submit(&Operation { ticket: FREE, action }).unwrap()
    }

    pub fn comment(&self, text: &str) -> OperationId {
        self.act(Action::Comment { body: text.into() })
    }

    /// Our own texts on the ticket, as shown here.
    pub fn comments(&self) -> Vec<String> {
        let articles = self.replica.conversation(FREE).unwrap();
        articles.into_iter().filter(|it| it.channel.is_none()).map(|it| it.body).collect()
    }

    /// What is shown, in the order of the alphabet, comes to be this: what another console wrote comes with the feed.
    pub async fn until_shown(&self, wanted: &[&str]) {
        let sorted = || {
            let mut shown = self.comments();
            shown.sort();
            shown
        };
        let arrived = async {
            while sorted() != wanted {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(timeout(Duration::from_secs(60), arrived).await.is_ok(), "it stays {:?}", sorted());
    }
}
