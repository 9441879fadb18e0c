//! A merge before it is confirmed: which ticket is closed into which, and what that means for their customer.

use crate::console::look::Look;
use crate::console::text::Shown;
use crate::domain::operation::{self, Context, Other};
use crate::domain::{Action, ArticleId, OperatorId, Policy, Refusal, Ticket, Timestamp};

/// Who merges, when, and by which policy.
#[derive(Debug, Clone, Copy)]
pub struct Acting<'a> {
    pub me: &'a OperatorId,
    pub now: Timestamp,
    pub policy: &'a Policy,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    this_way: Way,
    /// What it would be the other way round.
    other_way: Way,
}

#[derive(Debug, Clone, PartialEq)]
struct Way {
    /// Is closed.
    duplicate: Ticket,
    /// Stays, and is answered.
    kept: Ticket,
    /// Why it cannot be done, if it cannot.
    refusal: Option<Refusal>,
}

impl Merge {
    /// The older stays, unless only the newer can. `has_duplicates`: others are merged into the one of the two that is
    /// looked at.
    pub fn of(own: &Ticket, other: &Ticket, has_duplicates: bool, acting: Acting<'_>) -> Merge {
        let away = Way::new(own, other, has_duplicates, acting);
        let here = Way::new(other, own, false, acting);
        let older = |ticket: &Ticket| (ticket.created_at, ticket.id);
        let stays = older(own) <= older(other);
        let (this_way, other_way) = if stays { (here, away) } else { (away, here) };
        match this_way.refusal.is_some() && other_way.refusal.is_none() {
            true => Merge { this_way: other_way, other_way: this_way },
            false => Merge { this_way, other_way },
        }
    }

    pub fn swap(&mut self) {
        std::mem::swap(&mut self.this_way, &mut self.other_way);
    }

    /// What is to be done, on which ticket; the reason if it cannot be.
    pub fn action(&self) -> Result<(&Ticket, Action), &Refusal> {
        let Way { duplicate, kept, refusal } = &self.this_way;
        match refusal {
            Some(refusal) => Err(refusal),
            None => Ok((duplicate, Action::Merge { into: kept.id })),
        }
    }

    pub fn kept(&self) -> &Ticket {
        &self.this_way.kept
    }

    pub(super) fn keys(&self) -> &'static str {
        if self.this_way.refusal.is_some() { "merge-keys-none" } else { "merge-keys" }
    }

    /// What happens, in sentences, and how each looks.
    pub(super) fn said(&self, look: &Look<'_>) -> Vec<(String, &'static str)> {
        let Way { duplicate, kept, refusal } = &self.this_way;
        let subject = |ticket: &Ticket| format!("{} «{}»", ticket.id, Shown::line(&ticket.subject));
        let args = |ticket: &Ticket| ("duplicate", ticket.id.to_string().into());
        let into = ("kept", kept.id.to_string().into());
        let mut said = vec![(look.format("merge-sentence", &[args(duplicate), into.clone()]), "text.strong")];
        said.push((format!("{}   →   {}", subject(duplicate), subject(kept)), "text"));
        if let Some(refusal) = refusal {
            let words = look.catalog.refusal(refusal, &|id| look.operator(id));
            said.push((format!("{} {}", words.what, words.hint), "message.error"));
            return said;
        }
        let name = |text: &str| Shown::line(text).into_string();
        if duplicate.requester != kept.requester {
            let (asked, answered) = (name(&duplicate.requester_name), name(&kept.requester_name));
            let args = [args(duplicate), ("asked", asked.into()), ("answered", answered.into())];
            said.push((look.format("merge-requester", &args), "message.warning"));
        }
        if let Some(holder) = duplicate.assignee.as_ref().filter(|it| *it != look.me) {
            said.push((
                look.format("merge-held", &[args(duplicate), ("name", look.operator(holder).into())]),
                "message.warning",
            ));
        }
        if let Some(promise) = duplicate.open_promise() {
            let at = look.date_time(promise.due_at);
            said.push((look.format("merge-promise", &[args(duplicate), ("at", at.into()), into]), "message.warning"));
        }
        said
    }
}

impl Way {
    /// As the domain has it: asked before it is done.
    fn new(duplicate: &Ticket, kept: &Ticket, has_duplicates: bool, acting: Acting<'_>) -> Way {
        let other = Other { ticket: Some(kept.clone()), has_duplicates };
        let article = ArticleId::new("");
        let context = Context {
            actor: acting.me,
            actor_name: "",
            at: acting.now,
            article: &article,
            policy: acting.policy,
            other: Some(&other),
        };
        let done = operation::apply(&mut duplicate.clone(), &Action::Merge { into: kept.id }, &context);
        Way { duplicate: duplicate.clone(), kept: kept.clone(), refusal: done.err() }
    }
}
