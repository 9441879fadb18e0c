//! What has become urgent: said once, and an emergency until somebody acknowledges it.
//!
//! Worked out from the few tickets that can be urgent to this operator: emergencies that nobody holds, and what they
//! hold themselves. An alert is known by its ticket, by what it is, and by the instant that it is about, so that
//! nothing is said again because something was read or drawn again. What was so before the console started is no news.

use super::model::near_from;
use super::text::{Shown, truncate};
use crate::domain::{Clock, OperatorId, Priority, Span, Ticket, TicketId, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// So long before a promise is due its maker is told.
const PROMISE_SOON: Span = Span::minutes(5);
/// An emergency rings so often until it is acknowledged.
const RING_EVERY: Span = Span::seconds(10);
/// The longest subject in a notification, in cells.
const SUBJECT: usize = 80;

/// How much of it leaves the message line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Loudness {
    /// Bell, title of the terminal, and a notification of the desktop.
    #[default]
    All,
    /// Bell and title.
    Bell,
    /// Nothing.
    Quiet,
}

/// What has happened, or is about to. The most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// An emergency by R3 that nobody holds.
    Emergency,
    Breached,
    PromiseDue,
    /// A colleague proposes a broadcast: somebody else has to read it and release it.
    Broadcast,
    /// One's own broadcast was returned.
    Returned,
    /// The share of its time has been used at which the policy warns.
    Near,
    PromiseSoon,
    /// The customer wrote.
    Reply,
    /// It was snoozed until then.
    Woke,
}

/// Which alert it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub what: What,
    pub ticket: TicketId,
    /// The deadline, or when it happened.
    pub at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    pub key: Key,
    /// From when on it is one.
    pub from: Timestamp,
    pub priority: Priority,
    /// Clean, and short.
    pub subject: String,
}

impl Alert {
    /// Loud enough for the bell.
    pub fn rings(&self) -> bool {
        matches!(self.key.what, What::Emergency | What::Broadcast)
            || matches!(self.priority, Priority::Critical | Priority::High)
    }
}

impl What {
    /// The end of its locale keys.
    pub fn word(self) -> &'static str {
        match self {
            What::Emergency => "emergency",
            What::Breached => "breached",
            What::PromiseDue => "promise_due",
            What::Broadcast => "broadcast",
            What::Returned => "returned",
            What::Near => "near",
            What::PromiseSoon => "promise_soon",
            What::Reply => "reply",
            What::Woke => "woke",
        }
    }
}

/// Who is told, and when something begins to be near its end.
#[derive(Debug, Clone, Copy)]
pub struct Listener<'a> {
    pub me: &'a OperatorId,
    pub warn_at_fraction: f64,
}

#[derive(Debug, Clone)]
pub struct Alerts {
    pub loudness: Loudness,
    /// What was so before is no news.
    since: Timestamp,
    /// What is urgent, or will be if nothing changes. Bounded by the tickets that are read.
    watched: Vec<Alert>,
    /// Those of them that have been said, and whether they were acknowledged.
    said: BTreeMap<Key, bool>,
    /// The tickets of one's own that sleep, and until when.
    asleep: BTreeMap<TicketId, Timestamp>,
    rang_at: Timestamp,
    reading: bool,
    /// Something has changed since what is being read was asked for.
    stale: bool,
}

impl Alerts {
    pub fn new(now: Timestamp) -> Alerts {
        Alerts {
            loudness: Loudness::default(),
            since: now,
            watched: Vec::new(),
            said: BTreeMap::new(),
            asleep: BTreeMap::new(),
            rang_at: now,
            reading: false,
            stale: false,
        }
    }

    /// Something has changed: whether the tickets are to be read now. One reading at a time is enough.
    pub fn ask(&mut self) -> bool {
        self.stale = self.reading;
        !std::mem::replace(&mut self.reading, true)
    }

    /// A reading has come to its end, or failed: whether the next is to begin.
    pub fn answered(&mut self) -> bool {
        self.reading = std::mem::take(&mut self.stale);
        self.reading
    }

    /// The tickets as they are now.
    pub fn read(&mut self, tickets: &[Ticket], listener: Listener<'_>, now: Timestamp) {
        let mut watched: Vec<Alert> = tickets.iter().flat_map(|ticket| of(ticket, listener)).collect();
        let own = |ticket: &&Ticket| ticket.assignee.as_ref() == Some(listener.me);
        for ticket in tickets.iter().filter(own) {
            watched.extend(self.woke(ticket, now));
        }
        // What a colleague waits for is said to whoever comes later, too.
        watched.retain(|alert| alert.from >= self.since || alert.key.what == What::Broadcast);
        self.watched = watched;
        // What is no longer so may become so anew, with another instant.
        self.said.retain(|key, _| self.watched.iter().any(|alert| alert.key == *key));
        let sleeping = tickets.iter().filter(own).filter_map(|ticket| Some((ticket.id, ticket.wake_at?)));
        self.asleep = sleeping.collect();
    }

    /// One's own that slept and is awake because its time has come. That it was said is all that is known of it later.
    fn woke(&self, ticket: &Ticket, now: Timestamp) -> Option<Alert> {
        let known = self.watched.iter().find(|it| it.key.ticket == ticket.id && it.key.what == What::Woke);
        let slept = self.asleep.get(&ticket.id).copied().filter(|until| *until <= now);
        let at = slept.or(known.map(|it| it.key.at)).filter(|_| ticket.wake_at.is_none())?;
        Some(alert(ticket, What::Woke, at, at))
    }

    /// What has become urgent by now and was not said yet, the most urgent first.
    pub fn news(&mut self, now: Timestamp) -> Vec<Alert> {
        let (said, watched) = (&mut self.said, &self.watched);
        let mut news: Vec<Alert> =
            watched.iter().filter(|alert| alert.from <= now && !said.contains_key(&alert.key)).cloned().collect();
        news.sort_by_key(|alert| (alert.key.what, alert.priority, alert.key.at));
        said.extend(news.iter().map(|alert| (alert.key, false)));
        // Of a ticket that is near its end and past it by now only the worse is said.
        let mut tickets = BTreeSet::new();
        news.retain(|alert| tickets.insert(alert.key.ticket));
        news
    }

    /// How many tickets wait to be acknowledged.
    pub fn open(&self) -> usize {
        let waiting = self.said.iter().filter(|(_, acknowledged)| !**acknowledged);
        waiting.map(|(key, _)| key.ticket).collect::<BTreeSet<_>>().len()
    }

    /// Whether the bell is to ring again by now: an emergency waits.
    pub fn rings(&self, now: Timestamp) -> bool {
        // A clock that was set back does not silence it.
        let due = now - self.rang_at >= RING_EVERY || now < self.rang_at;
        due && self.waiting().is_some()
    }

    /// The first of those for which it rings.
    pub fn waiting(&self) -> Option<&Alert> {
        let waits = |alert: &&Alert| alert.key.what == What::Emergency && self.said.get(&alert.key) == Some(&false);
        self.watched.iter().find(waits)
    }

    pub fn rang(&mut self, now: Timestamp) {
        self.rang_at = now;
    }

    /// What was taken for the time is corrected by so much.
    pub fn correct(&mut self, by: Span) {
        self.since = self.since + by;
    }

    /// Acknowledges what waits, of one ticket or of all; says what it was.
    pub fn acknowledge(&mut self, of: Option<TicketId>) -> Vec<Key> {
        let mut done = Vec::new();
        for (key, acknowledged) in &mut self.said {
            if of.is_none_or(|ticket| ticket == key.ticket) && !std::mem::replace(acknowledged, true) {
                done.push(*key);
            }
        }
        done
    }
}

fn alert(ticket: &Ticket, what: What, at: Timestamp, from: Timestamp) -> Alert {
    let subject = truncate(Shown::line(&ticket.subject).as_str(), SUBJECT).into_owned();
    Alert { key: Key { what, ticket: ticket.id, at }, from, priority: ticket.priority, subject }
}

/// All that is urgent about one ticket, or will be.
fn of(ticket: &Ticket, listener: Listener<'_>) -> Vec<Alert> {
    if !ticket.status.is_live() {
        return Vec::new();
    }
    let mut alerts = of_broadcast(ticket, listener);
    let mark = ticket.marks.assignee.as_ref().map(|mark| mark.at);
    match &ticket.assignee {
        None if ticket.emergency => {
            let since = mark.unwrap_or(ticket.created_at);
            alerts.push(alert(ticket, What::Emergency, since, since));
        }
        Some(holder) if holder == listener.me => {
            let clocks = [&ticket.clocks.first_response, &ticket.clocks.resolution];
            let running = clocks.into_iter().flatten().filter(|clock| clock.is_running());
            alerts.extend(running.flat_map(|clock| of_clock(ticket, clock, listener)));
            if let Some(promise) = ticket.open_promise() {
                let due = promise.due_at;
                let soon = promise.made_at.max(due - PROMISE_SOON);
                alerts.push(alert(ticket, What::PromiseSoon, due, soon));
                alerts.push(alert(ticket, What::PromiseDue, due, due));
            }
            // What the customer had written before is not new to whoever took the ticket then.
            let written = ticket.inbound_at;
            if mark.is_none_or(|taken| written > taken) {
                alerts.push(alert(ticket, What::Reply, written, written));
            }
        }
        _ => {}
    }
    alerts
}

/// A broadcast waits for somebody else than its author; one that was returned, for its author.
fn of_broadcast(ticket: &Ticket, listener: Listener<'_>) -> Vec<Alert> {
    let Some(broadcast) = ticket.incident.as_ref().and_then(|it| it.proposed.as_ref()) else { return Vec::new() };
    match &broadcast.returned {
        None if broadcast.by != *listener.me => vec![alert(ticket, What::Broadcast, broadcast.at, broadcast.at)],
        Some(it) if broadcast.by == *listener.me => vec![alert(ticket, What::Returned, it.at, it.at)],
        _ => Vec::new(),
    }
}

fn of_clock(ticket: &Ticket, clock: &Clock, listener: Listener<'_>) -> Vec<Alert> {
    let due = clock.due_at;
    let mut alerts = vec![alert(ticket, What::Breached, due, due)];
    // Without a policy it is not known when to warn.
    if listener.warn_at_fraction > 0.0 {
        let near = near_from(due, clock.target, listener.warn_at_fraction);
        alerts.push(alert(ticket, What::Near, due, near));
    }
    alerts
}

#[cfg(test)]
mod tests;
