//! What a screen asks the replica. Nothing here waits for a network, or for a writer.

use super::{Changed, Replica, ReplicaError, outbox};
use crate::domain::{
    Article, Customer, CustomerHit, CustomerId, Dossier, Faq, Macro, Operator, Policy, Tally, Ticket, TicketId, Window,
    WindowRequest,
};
use crate::routing::{Request, Router};
use crate::store::{Reader, conversation, customers, reference, tickets, window};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How many other tickets of a customer are shown.
const RECENT: usize = 20;

/// One for the process: its knowledge is the same for everybody and takes a moment to build.
static ROUTER: LazyLock<Router> = LazyLock::new(Router::new);

impl Replica {
    /// Some rows of a list, around an anchor.
    pub fn window(&self, request: &WindowRequest) -> Result<Window, ReplicaError> {
        let reader = Reader { operator: self.identity().operator, now: self.inner.clock.now() };
        self.read_rows(|tx| window::window(tx, request, &reader))
    }

    /// All that a screen shows of one ticket; None if there is no such ticket here.
    pub fn dossier(&self, id: TicketId) -> Result<Option<Dossier>, ReplicaError> {
        let found = self.read_rows(|tx| {
            let Some(ticket) = tickets::get(tx, id)? else { return Ok(None) };
            let articles = conversation::articles(tx, id)?;
            let customer = customers::get(tx, &ticket.customer)?;
            let mut recent = customers::recent(tx, &ticket.customer, RECENT + 1)?;
            recent.retain(|row| row.id != id);
            recent.truncate(RECENT);
            Ok(Some((ticket, articles, customer, recent)))
        })?;
        let Some((ticket, articles, customer, recent)) = found else { return Ok(None) };
        let suggestion = ROUTER.suggest(&Request::of(&ticket, &articles, customer.as_ref()));
        let own = self.read_outbox(|tx| outbox::of_ticket(tx, id))?;
        let outbox = self.shown(own);
        Ok(Some(Dossier { ticket, articles, customer, recent, suggestion, outbox }))
    }

    /// The ticket as it stands here.
    pub fn ticket(&self, id: TicketId) -> Result<Option<Ticket>, ReplicaError> {
        self.read_rows(|tx| tickets::get(tx, id))
    }

    /// The ticket's conversation, oldest first; that of pending operations included.
    pub fn conversation(&self, id: TicketId) -> Result<Vec<Article>, ReplicaError> {
        self.read_rows(|tx| conversation::articles(tx, id))
    }

    /// Notes that the operator has looked at the ticket: it is no longer unread. If it was not unread, nothing is
    /// written and nobody is told.
    pub fn mark_seen(&self, id: TicketId) -> Result<(), ReplicaError> {
        let unread = self.read_rows(|tx| Ok(window::row(tx, id)?.is_some_and(|row| row.unread)))?;
        if unread {
            let now = self.inner.clock.now();
            self.write_rows(|tx| {
                // The customer's clock and ours may differ: seen is seen.
                let written = tickets::get(tx, id)?.map_or(now, |ticket| ticket.inbound_at);
                tickets::mark_seen(tx, id, now.max(written))
            })?;
            self.tell(Changed::of(BTreeSet::from([id]), false));
        }
        Ok(())
    }

    pub fn tally(&self) -> Result<Tally, ReplicaError> {
        self.read_rows(tickets::tally)
    }

    pub fn operators(&self) -> Result<Vec<Operator>, ReplicaError> {
        self.read_rows(reference::operators)
    }

    pub fn policy(&self) -> Result<Policy, ReplicaError> {
        self.read_rows(reference::policy)
    }

    pub fn macros(&self) -> Result<Vec<Macro>, ReplicaError> {
        self.read_rows(reference::macros)
    }

    pub fn faq(&self) -> Result<Vec<Faq>, ReplicaError> {
        self.read_rows(reference::faq)
    }

    /// Customers and contacts by a name, a number or an address as it is being typed.
    pub fn find_customers(&self, text: &str, limit: usize) -> Result<Vec<CustomerHit>, ReplicaError> {
        self.read_rows(|tx| customers::find(tx, text, limit))
    }

    pub fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, ReplicaError> {
        self.read_rows(|tx| customers::get(tx, id))
    }
}
