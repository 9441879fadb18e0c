//! One action on many tickets: what is wanted, and what it comes to for each of them.
//!
//! Each ticket is tried on a copy with the domain's own [`operation::apply`], so that what is said before is what is
//! done then.

use super::look::Look;
use super::screens::outbox::action_words;
use crate::domain::operation::{self, Effect, Field, inverse};
use crate::domain::{
    Action, ArticleId, Decision, Marked, Operation, OperatorId, Policy, Priority, Refusal, Role, SkipReason, Status,
    TicketId, Timestamp,
};

/// What is wanted of each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// Takes those that nobody holds; gives back if all are one's own.
    Take,
    GiveBack,
    /// Each to the first of its own suggestion, where routing is sure.
    Accept,
    /// Each to the n-th of its own suggestion, from 1.
    RouteTo(u8),
    Route {
        to: Role,
        reason: String,
    },
    SetStatus(Status),
    SetPriority(Priority),
    Skip(SkipReason),
    Snooze(Timestamp),
    Promise {
        by: Timestamp,
        text: String,
    },
    Comment(String),
    /// To the incident of this number.
    Attach(TicketId),
}

/// An operation, what takes it back, and whether its ticket leaves the queue by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub operation: Operation,
    pub inverse: Option<Operation>,
    pub leaves: bool,
}

/// What comes of it for one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prospect {
    Does(Planned),
    Already,
    Refused(Refusal),
    /// The locale key of another reason.
    Unfit(&'static str),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub ticket: TicketId,
    pub subject: String,
    pub prospect: Prospect,
}

/// Who acts, when, and by which policy.
#[derive(Debug, Clone, Copy)]
pub struct Acting<'a> {
    pub me: &'a OperatorId,
    pub now: Timestamp,
    pub policy: &'a Policy,
}

impl Want {
    /// In words, as of no ticket in particular.
    pub fn words(&self, look: &Look<'_>) -> String {
        let action = match self.clone() {
            Want::Take => Action::Take,
            Want::GiveBack => Action::GiveBack,
            Want::Accept => return look.text("batch-accept").into_owned(),
            Want::RouteTo(n) => return look.format("batch-route-to", &[("n", i64::from(n).into())]),
            Want::Route { to, .. } => Action::Route { from: None, to, decision: Decision::Unaided, knowledge: None },
            Want::SetStatus(to) => Action::SetStatus { from: to, to },
            Want::SetPriority(to) => Action::SetPriority { from: to, to },
            Want::Skip(reason) => Action::Skip { reason },
            Want::Snooze(until) => Action::Snooze { from: Status::Open, until },
            Want::Promise { by, text } => Action::Promise { from: None, to: Some(by), text },
            Want::Comment(body) => Action::Comment { body },
            Want::Attach(incident) => Action::Attach { incident },
        };
        action_words(&action, look)
    }

    /// Whether it has to be known where each ticket is suggested to go.
    pub fn needs_suggestions(&self) -> bool {
        matches!(self, Want::Accept | Want::RouteTo(_) | Want::Route { .. })
    }

    /// The action on one ticket, from what stands in it now; else the locale key of why there is none.
    fn action(&self, marked: &Marked) -> Result<Action, &'static str> {
        let ticket = &marked.ticket;
        Ok(match self.clone() {
            Want::Take => Action::Take,
            Want::GiveBack => Action::GiveBack,
            Want::Accept if marked.suggestion.as_ref().is_some_and(|it| it.unsure) => return Err("batch-unsure"),
            Want::Accept => routed(marked, 1)?,
            Want::RouteTo(n) => routed(marked, n)?,
            Want::Route { to, reason } => {
                let suggestion = marked.suggestion.as_ref();
                let suggested = suggestion.and_then(|it| it.first()).map_or(to, |first| first.role);
                let knowledge = suggestion.map(|it| it.knowledge.clone());
                let decision = Decision::Overridden { suggested, reason };
                Action::Route { from: ticket.owner_role, to, decision, knowledge }
            }
            Want::SetStatus(to) => Action::SetStatus { from: ticket.status, to },
            Want::SetPriority(to) => Action::SetPriority { from: ticket.priority, to },
            Want::Skip(reason) => Action::Skip { reason },
            Want::Snooze(until) => Action::Snooze { from: ticket.status, until },
            Want::Promise { .. } if ticket.open_promise().is_some() => return Err("batch-promised"),
            Want::Promise { by, text } => Action::Promise { from: None, to: Some(by), text },
            Want::Comment(body) => Action::Comment { body },
            Want::Attach(incident) => Action::Attach { incident },
        })
    }
}

/// To the n-th of the suggestion, from 1.
fn routed(marked: &Marked, n: u8) -> Result<Action, &'static str> {
    let suggestion = marked.suggestion.as_ref().ok_or("why-no-suggestion")?;
    let wanted = suggestion.ranked.get(usize::from(n).saturating_sub(1));
    let (Some(first), Some(wanted)) = (suggestion.first(), wanted) else { return Err("why-no-suggestion") };
    let decision = match n {
        1 => Decision::Accepted,
        _ => Decision::Chosen { suggested: first.role },
    };
    let knowledge = Some(suggestion.knowledge.clone());
    Ok(Action::Route { from: marked.ticket.owner_role, to: wanted.role, decision, knowledge })
}

/// What `want` comes to for each of these tickets; what nothing is done to comes first. One that was not found is not
/// there. Whoever takes only tickets of their own gives them back, as with one.
pub fn plan(want: &mut Want, ids: &[TicketId], found: &[Marked], acting: Acting<'_>) -> Vec<Line> {
    let own = |marked: &Marked| marked.ticket.assignee.as_ref() == Some(acting.me);
    if *want == Want::Take && !found.is_empty() && found.iter().all(own) {
        *want = Want::GiveBack;
    }
    let line = |id: &TicketId| match found.iter().find(|marked| marked.ticket.id == *id) {
        Some(marked) => {
            Line { ticket: *id, subject: marked.ticket.subject.clone(), prospect: prospect(want, marked, acting) }
        }
        None => Line { ticket: *id, subject: String::new(), prospect: Prospect::Unfit("batch-not-here") },
    };
    let mut lines: Vec<Line> = ids.iter().map(line).collect();
    lines.sort_by_key(|line| match line.prospect {
        Prospect::Refused(_) | Prospect::Unfit(_) => 0,
        Prospect::Does(_) => 1,
        Prospect::Already => 2,
    });
    lines
}

fn prospect(want: &Want, marked: &Marked, acting: Acting<'_>) -> Prospect {
    let action = match want.action(marked) {
        Ok(action) => action,
        Err(key) => return Prospect::Unfit(key),
    };
    let article = ArticleId::new("");
    let context = operation::Context {
        actor: acting.me,
        actor_name: "",
        at: acting.now,
        article: &article,
        policy: acting.policy,
        other: None,
    };
    let mut after = marked.ticket.clone();
    match operation::apply(&mut after, &action, &context) {
        Ok(Effect::Unchanged) => Prospect::Already,
        Err(refusal) => Prospect::Refused(refusal),
        Ok(Effect::Changed { .. }) => {
            let operation = Operation { ticket: marked.ticket.id, action };
            let inverse = inverse(&marked.ticket, &operation);
            let leaves = marked.ticket.status.is_live() && !after.status.is_live();
            Prospect::Does(Planned { operation, inverse, leaves })
        }
    }
}

impl Prospect {
    /// What happens, or why nothing does.
    pub fn words(&self, look: &Look<'_>) -> String {
        match self {
            Prospect::Does(planned) => action_words(&planned.operation.action, look),
            Prospect::Already => look.text("batch-already").into_owned(),
            Prospect::Unfit(key) => look.text(key).into_owned(),
            Prospect::Refused(refusal) => no(refusal, look),
        }
    }
}

/// A refusal in few words: nobody has done anything yet that could be sent again.
pub fn no(refusal: &Refusal, look: &Look<'_>) -> String {
    match refusal {
        Refusal::Conflict { field: Field::Assignee, found, .. } if found != operation::NOBODY => {
            look.format("batch-held", &[("name", look.operator(&OperatorId::new(found.as_str())).into())])
        }
        Refusal::IllegalStatus { from, to } => {
            let (from, to) = (look.catalog.status(*from), look.catalog.status(*to));
            look.format("batch-illegal", &[("from", from.into()), ("to", to.into())])
        }
        refusal => look.catalog.refusal(refusal, &|id| look.operator(id)).what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture::{NOW, colleague, me, suggestion, ticket};
    use crate::domain::Ticket;

    fn marked(ticket: Ticket) -> Marked {
        Marked { ticket, suggestion: Some(suggestion(false)) }
    }

    fn planning(mut want: Want, found: &[Marked]) -> (Want, Vec<(i64, Prospect)>) {
        let ids: Vec<TicketId> = found.iter().map(|it| it.ticket.id).collect();
        let (me, policy) = (me(), Policy::default());
        let lines = plan(&mut want, &ids, found, Acting { me: &me, now: NOW, policy: &policy });
        (want, lines.into_iter().map(|line| (line.ticket.0, line.prospect)).collect())
    }

    #[test]
    fn what_is_taken_is_what_nobody_holds_and_only_ones_own_go_back() {
        let free = marked(ticket(1));
        let own = marked(Ticket { assignee: Some(me()), ..ticket(2) });
        let held = marked(Ticket { assignee: Some(colleague()), ..ticket(3) });
        let (want, lines) = planning(Want::Take, &[free, own.clone(), held]);
        assert_eq!(want, Want::Take);
        assert_eq!(lines[2], (2, Prospect::Already));
        let (3, Prospect::Refused(Refusal::Conflict { field: Field::Assignee, found, .. })) = &lines[0] else {
            panic!("{lines:?}")
        };
        assert_eq!(found, "op-12");
        let (1, Prospect::Does(planned)) = &lines[1] else { panic!("{lines:?}") };
        assert_eq!(planned.inverse.as_ref().unwrap().action, Action::GiveBack);
        let (want, lines) = planning(Want::Take, &[own]);
        assert_eq!(want, Want::GiveBack);
        assert!(matches!(&lines[0].1, Prospect::Does(planned) if planned.operation.action == Action::GiveBack));
    }

    #[test]
    fn a_status_that_a_ticket_cannot_get_is_said_before_and_who_leaves_the_queue_is_known() {
        let (open, closed) = (ticket(1), Ticket { status: Status::Closed, ..ticket(2) });
        let found = [marked(open), marked(closed)];
        let (_, lines) = planning(Want::SetStatus(Status::Pending), &found);
        assert_eq!(lines[0].1, Prospect::Refused(Refusal::IllegalStatus { from: Status::Closed, to: Status::Pending }));
        assert!(matches!(&lines[1].1, Prospect::Does(planned) if !planned.leaves && planned.inverse.is_some()));
        let (_, lines) = planning(Want::SetStatus(Status::Closed), &found);
        assert!(matches!(&lines[0].1, Prospect::Does(planned) if planned.leaves));
        assert_eq!(lines[1], (2, Prospect::Already));
    }

    #[test]
    fn each_is_routed_by_its_own_suggestion_and_not_where_routing_is_unsure() {
        let unsure = Marked { ticket: ticket(1), suggestion: Some(suggestion(true)) };
        let (_, lines) = planning(Want::Accept, &[unsure.clone(), marked(ticket(2))]);
        assert_eq!(lines[0], (1, Prospect::Unfit("batch-unsure")));
        let Prospect::Does(planned) = &lines[1].1 else { panic!("{lines:?}") };
        let Action::Route { to: Role::Gsd, decision: Decision::Accepted, .. } = planned.operation.action else {
            panic!("{planned:?}")
        };
        let (_, lines) = planning(Want::RouteTo(2), &[unsure]);
        assert!(matches!(&lines[0].1, Prospect::Does(_)), "who names the second has decided");
    }
}
