//! What changed while an operator was away: of what was theirs, what came for them, what the desk did by itself, and how
//! much came and went.
//!
//! It is known from the tickets as they stand and from what was theirs when they last looked, and not from a history: of
//! several changes of one field the last is told, and what came and went again is not.

use super::handover::Stands;
use super::{
    ClockKind, Handover, Mark, OperatorId, Priority, Role, Span, Status, Ticket, TicketId, Timestamp, queue::Tally,
};
use serde::{Deserialize, Serialize};

/// Whoever has not looked for so long comes back, and is told what changed.
pub const AWAY_AFTER: Span = Span::hours(2);
/// Promises due within a shift are told.
const AHEAD: Span = Span::hours(9);
/// So many tickets are listed.
pub const LISTED: usize = 100;

/// What an operator left when they last looked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    pub at: Timestamp,
    pub held: Vec<Holding>,
}

/// A ticket that was theirs, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    pub ticket: TicketId,
    pub replies: i64,
    pub wake_at: Option<Timestamp>,
    pub duplicate_of: Option<TicketId>,
}

impl Holding {
    pub fn of(ticket: &Ticket) -> Holding {
        let Ticket { id, replies, wake_at, duplicate_of, .. } = *ticket;
        Holding { ticket: id, replies, wake_at, duplicate_of }
    }
}

/// When an operator looked last, and what they had left before they were last away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looks {
    pub last: Option<Left>,
    pub away: Option<Left>,
}

impl Looks {
    /// They look now. What they left before an absence is kept until the next one.
    pub fn look(self, now: Left) -> Looks {
        let back = self.is_back(now.at);
        Looks { away: if back { self.last } else { self.away }, last: Some(now) }
    }

    /// They were away until now.
    pub fn is_back(&self, now: Timestamp) -> bool {
        self.last.as_ref().is_some_and(|last| now - last.at >= AWAY_AFTER)
    }

    /// What they left before they were last away; None if that is not known.
    pub fn left(self, now: Timestamp) -> Option<Left> {
        if self.is_back(now) { self.last } else { self.away }
    }
}

/// What happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A colleague hands it over, for anybody to accept.
    Offered {
        by: OperatorId,
        next: String,
    },
    /// An emergency came in.
    Emergency {
        at: Timestamp,
    },
    /// Past its end.
    Overdue {
        kind: ClockKind,
        since: Timestamp,
    },
    Promised {
        until: Timestamp,
        text: String,
    },
    /// The customer wrote.
    Wrote {
        at: Timestamp,
    },
    /// So many replies went out.
    Answered {
        n: i64,
    },
    Status {
        to: Status,
        by: OperatorId,
        at: Timestamp,
    },
    Priority {
        to: Priority,
        by: OperatorId,
        at: Timestamp,
    },
    Routed {
        to: Role,
        by: OperatorId,
        at: Timestamp,
    },
    /// Somebody else holds it; without a name nobody does.
    Taken {
        by: Option<OperatorId>,
        at: Timestamp,
    },
    /// It was made theirs.
    Given {
        by: OperatorId,
        at: Timestamp,
    },
    Escalated {
        level: i64,
        by: OperatorId,
        at: Timestamp,
    },
    Returned {
        by: OperatorId,
        reason: String,
    },
    /// The desk took it back, since nobody accepted it.
    Pooled {
        at: Timestamp,
    },
    /// The desk opened it: it had been put off until then.
    Woken {
        at: Timestamp,
    },
    Merged {
        into: TicketId,
    },
}

/// Why a ticket is listed; where there are several reasons, the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Handed over by colleagues.
    Offered,
    Emergency,
    /// Of one's own, late or promised.
    Due,
    /// Of one's own, changed.
    Changed,
    /// Taken back by the desk.
    Pooled,
}

/// A ticket with all that is to be told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub part: Part,
    pub ticket: Ticket,
    pub news: Vec<News>,
}

/// What is read to tell it.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Live and held by the operator.
    pub held: Vec<Ticket>,
    /// What was theirs and is not any more, or is finished.
    pub were: Vec<Ticket>,
    /// Handed over by anybody, and not accepted.
    pub waiting: Vec<Ticket>,
    /// Live emergencies that came since.
    pub emergencies: Vec<Ticket>,
    /// Taken back by the desk since.
    pub pooled: Vec<Ticket>,
    pub arrived: i64,
    /// At least so many.
    pub finished: i64,
    pub tally: Tally,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct CatchUp {
    pub since: Timestamp,
    /// They were here before: what was theirs then is known.
    pub known: bool,
    /// They come back just now.
    pub back: bool,
    pub items: Vec<Item>,
    /// So many more than are listed.
    pub more: usize,
    pub arrived: i64,
    pub finished: i64,
    pub tally: Tally,
}

impl CatchUp {
    pub fn new(found: Found, left: Option<&Left>, me: &OperatorId, since: Timestamp, now: Timestamp) -> CatchUp {
        let mut items: Vec<Item> = Vec::new();
        let mut add = |part: Part, ticket: &Ticket, news: Vec<News>| {
            if news.is_empty() {
                return;
            }
            match items.iter_mut().find(|item| item.ticket.id == ticket.id) {
                Some(item) => {
                    item.part = item.part.min(part);
                    item.news.extend(news);
                }
                None => items.push(Item { part, ticket: ticket.clone(), news }),
            }
        };
        for ticket in &found.waiting {
            add(Part::Offered, ticket, offered(ticket, me).into_iter().collect());
        }
        for ticket in &found.emergencies {
            add(Part::Emergency, ticket, vec![News::Emergency { at: ticket.created_at }]);
        }
        let holding = |ticket: &Ticket| left.and_then(|left| left.held.iter().find(|it| it.ticket == ticket.id));
        for ticket in &found.held {
            add(Part::Due, ticket, due(ticket, now));
        }
        for ticket in found.held.iter().chain(&found.were) {
            add(Part::Changed, ticket, changed(ticket, holding(ticket), me, since));
        }
        for ticket in &found.pooled {
            let pooled = ticket.handover.as_ref().filter(|it| it.by != *me).and_then(|it| pooled(it, since));
            add(Part::Pooled, ticket, pooled.into_iter().collect());
        }
        items.sort_by_key(|item| (item.part, item.ticket.deadline(), item.ticket.id));
        let more = items.len().saturating_sub(LISTED);
        items.truncate(LISTED);
        let Found { arrived, finished, tally, .. } = found;
        CatchUp { since, known: left.is_some(), back: false, items, more, arrived, finished, tally }
    }
}

fn offered(ticket: &Ticket, me: &OperatorId) -> Option<News> {
    let handover = ticket.waiting_handover().filter(|it| it.by != *me)?;
    Some(News::Offered { by: handover.by.clone(), next: handover.next.clone() })
}

/// What is late, and what was promised for the shift that begins.
fn due(ticket: &Ticket, now: Timestamp) -> Vec<News> {
    let late = ticket.nearest_clock().filter(|clock| clock.paused_since.is_none() && clock.due_at <= now);
    let late = late.map(|clock| News::Overdue { kind: clock.kind, since: clock.due_at });
    let ahead = ticket.open_promise().filter(|it| it.due_at > now && it.due_at <= now + AHEAD);
    let ahead = ahead.map(|it| News::Promised { until: it.due_at, text: it.text.clone() });
    late.into_iter().chain(ahead).collect()
}

fn changed(ticket: &Ticket, left: Option<&Holding>, me: &OperatorId, since: Timestamp) -> Vec<News> {
    let hand = |mark: &Option<Mark>| mark.clone().filter(|it| it.at > since && it.by != *me);
    let mut news = Vec::new();
    if ticket.inbound_at > since {
        news.push(News::Wrote { at: ticket.inbound_at });
    }
    if let Some(n) = left.map(|left| ticket.replies - left.replies).filter(|n| *n > 0) {
        news.push(News::Answered { n });
    }
    if let Some(Mark { by, at }) = hand(&ticket.marks.assignee) {
        news.push(match &ticket.assignee {
            Some(holder) if holder == me => News::Given { by, at },
            holder => News::Taken { by: holder.clone(), at },
        });
    }
    if let Some((Mark { by, at }, to)) = hand(&ticket.marks.owner_role).zip(ticket.owner_role) {
        news.push(News::Routed { to, by, at });
    }
    if let Some(Mark { by, at }) = hand(&ticket.marks.status) {
        news.push(News::Status { to: ticket.status, by, at });
    }
    if let Some(Mark { by, at }) = hand(&ticket.marks.priority) {
        news.push(News::Priority { to: ticket.priority, by, at });
    }
    if let Some(it) = ticket.escalation.as_ref().filter(|it| it.at > since && it.by != *me) {
        news.push(News::Escalated { level: it.level, by: it.by.clone(), at: it.at });
    }
    if let Some(handover) = ticket.handover.as_ref().filter(|it| it.by == *me) {
        news.extend(returned(handover, since).or_else(|| pooled(handover, since)));
    }
    news.extend(left.and_then(|left| by_itself(ticket, left, since)));
    let merged = left.filter(|left| left.duplicate_of != ticket.duplicate_of).and(ticket.duplicate_of);
    news.extend(merged.map(|into| News::Merged { into }));
    news
}

fn returned(handover: &Handover, since: Timestamp) -> Option<News> {
    match &handover.stands {
        Stands::Returned { by, at, reason } if *at > since => {
            Some(News::Returned { by: by.clone(), reason: reason.clone() })
        }
        _ => None,
    }
}

fn pooled(handover: &Handover, since: Timestamp) -> Option<News> {
    match handover.stands {
        Stands::Pooled { at } if at > since => Some(News::Pooled { at }),
        _ => None,
    }
}

/// It slept, it is open, and nobody's hand is on its status.
fn by_itself(ticket: &Ticket, left: &Holding, since: Timestamp) -> Option<News> {
    let at = left.wake_at.filter(|_| ticket.wake_at.is_none() && ticket.status == Status::Open)?;
    let untouched = ticket.marks.status.as_ref().is_none_or(|mark| mark.at <= since);
    untouched.then_some(News::Woken { at })
}

#[cfg(test)]
mod tests;
