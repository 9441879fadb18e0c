//! The domain's enums, refusals and reasons in words.

use super::Catalog;
use crate::domain::order::{Because, Standing};
use crate::domain::text::Shown;
use crate::domain::{
    Channel, ClockKind, Language, LinkProblem, Onboarding, OperatorId, Priority, Product, Refusal, Role, Rule, Shift,
    SkipReason, Span, Status, TicketType,
    operation::{Barrier, Field},
};
use std::borrow::Cow;

/// A sentence that says what happened, and one that says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub what: String,
    pub hint: String,
}

impl Catalog {
    fn word(&self, kind: &str, word: &str) -> Cow<'_, str> {
        self.known(kind, word).unwrap_or_else(|| super::missing(&format!("{kind}-{word}")))
    }

    pub fn status(&self, status: Status) -> Cow<'_, str> {
        self.word("status", status.word())
    }

    pub fn priority(&self, priority: Priority) -> Cow<'_, str> {
        self.word("priority", priority.word())
    }

    pub fn ticket_type(&self, kind: TicketType) -> Cow<'_, str> {
        self.word("type", kind.word())
    }

    pub fn channel(&self, channel: Channel) -> Cow<'_, str> {
        self.word("channel", channel.word())
    }

    pub fn product(&self, product: Product) -> Cow<'_, str> {
        self.word("product", product.word())
    }

    pub fn language_name(&self, language: Language) -> Cow<'_, str> {
        self.word("language", language.word())
    }

    /// The full name of the role: `billing analyst`.
    pub fn role(&self, role: Role) -> Cow<'_, str> {
        self.word("role", role.code())
    }

    /// What the role owns, in a few words.
    pub fn role_owns(&self, role: Role) -> Cow<'_, str> {
        self.word("role-owns", role.code())
    }

    /// The rule as one sentence.
    pub fn rule(&self, rule: Rule) -> Cow<'_, str> {
        self.word("rule", rule.word())
    }

    pub fn onboarding(&self, onboarding: Onboarding) -> Cow<'_, str> {
        let word = match onboarding {
            Onboarding::NotStarted => "not_started",
            Onboarding::InProgress => "in_progress",
            Onboarding::Completed => "completed",
        };
        self.word("onboarding", word)
    }

    pub fn clock(&self, kind: ClockKind) -> Cow<'_, str> {
        match kind {
            ClockKind::FirstResponse => self.text("clock-first_response"),
            ClockKind::Resolution => self.text("clock-resolution"),
            ClockKind::Promise => self.text("clock-promise"),
        }
    }

    pub fn skip_reason(&self, reason: SkipReason) -> Cow<'_, str> {
        self.word("skip", reason.word())
    }

    pub fn shift(&self, shift: Shift) -> Cow<'_, str> {
        match shift {
            Shift::Day => self.text("shift-day"),
            Shift::Late => self.text("shift-late"),
            Shift::Night => self.text("shift-night"),
        }
    }

    /// A length of time, its sign dropped: `12 min`, `3 h 05 min`, `2 days`.
    pub fn span(&self, span: Span) -> String {
        let seconds = span.0.unsigned_abs() / 1_000;
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX).into();
        match seconds {
            0..60 => self.format("span-seconds", &[("n", count(seconds))]),
            60..3_600 => self.format("span-minutes", &[("n", count(seconds / 60))]),
            3_600..172_800 => {
                let minutes = format!("{:02}", seconds / 60 % 60);
                if minutes == "00" {
                    return self.format("span-whole-hours", &[("h", count(seconds / 3_600))]);
                }
                self.format("span-hours", &[("h", count(seconds / 3_600)), ("m", minutes.into())])
            }
            _ => self.format("span-days", &[("n", count(seconds / 86_400))]),
        }
    }

    /// Why a ticket stands where it stands, as one sentence.
    pub fn standing(&self, standing: &Standing) -> String {
        let because = self.because(&standing.because);
        if standing.emergency && standing.because != Because::Finished {
            return self.format("standing-emergency", &[("because", because.into())]);
        }
        let priority = self.priority(standing.priority);
        self.format("standing-priority", &[("priority", priority.into()), ("because", because.into())])
    }

    fn because(&self, because: &Because) -> String {
        let clocked = |kind: ClockKind, span: Span, in_time: &str, late: &str| {
            let key = if span < Span(0) { late } else { in_time };
            let args = [("clock", self.clock(kind).to_lowercase().into()), ("span", self.span(span).into())];
            self.format(key, &args)
        };
        match because {
            Because::Deadline { kind, remaining } => clocked(*kind, *remaining, "because-due", "because-overdue"),
            Because::Paused { kind, remaining } => {
                clocked(*kind, *remaining, "because-paused", "because-paused-overdue")
            }
            Because::Age { waited } => self.format("because-age", &[("span", self.span(*waited).into())]),
            Because::Finished => self.text("because-finished").into_owned(),
        }
    }

    /// What a refusal says and what to do. `name` gives the name of an operator, already clean.
    pub fn refusal(&self, refusal: &Refusal, name: &dyn Fn(&OperatorId) -> String) -> Said {
        let said =
            |key: &str, hint: &str| Said { what: self.text(key).into_owned(), hint: self.text(hint).into_owned() };
        let told = |what: String, hint: &str| Said { what, hint: self.text(hint).into_owned() };
        match refusal {
            Refusal::Conflict { field, expected, found, mark } => {
                let held = *field == Field::Assignee;
                let hint = if held { "refusal-held-hint" } else { "refusal-conflict-hint" };
                let value = |word: &str| self.field_value(*field, word, name);
                let mut args = vec![
                    ("field", self.field(*field).into()),
                    ("found", value(found).into()),
                    ("expected", value(expected).into()),
                ];
                let what = match mark {
                    Some(mark) => {
                        args.push(("by", name(&mark.by).into()));
                        self.format("refusal-conflict-by", &args)
                    }
                    None => self.format("refusal-conflict", &args),
                };
                told(capitalised(&what), hint)
            }
            Refusal::NewerReply => said("refusal-newer_reply", "refusal-newer_reply-hint"),
            Refusal::Gone { ticket } => {
                told(self.format("refusal-gone", &[("ticket", ticket.to_string().into())]), "refusal-gone-hint")
            }
            Refusal::IllegalStatus { from, to } => {
                let args = [("from", self.status(*from).into()), ("to", self.status(*to).into())];
                told(self.format("refusal-illegal_status", &args), "refusal-illegal_status-hint")
            }
            Refusal::Merged { ticket, into } => {
                let args = [("ticket", ticket.to_string().into()), ("into", into.to_string().into())];
                Said { what: self.format("refusal-merged", &args), hint: self.format("refusal-merged-hint", &args) }
            }
            Refusal::Barred { to, barrier } => {
                let (key, hint) = barrier_keys(*barrier);
                told(self.format(key, &[("ticket", to.to_string().into())]), hint)
            }
            Refusal::EmptyText => said("refusal-empty_text", "refusal-empty_text-hint"),
            Refusal::TooLong { limit } => {
                let limit = i64::try_from(*limit).unwrap_or(i64::MAX);
                told(self.format("refusal-too_long", &[("limit", limit.into())]), "refusal-too_long-hint")
            }
            Refusal::Forbidden => said("refusal-forbidden", "refusal-forbidden-hint"),
            incident => self.refused_incident(incident),
        }
    }

    fn field(&self, field: Field) -> Cow<'_, str> {
        match field {
            Field::Assignee => self.text("field-assignee"),
            Field::OwnerRole => self.text("field-owner_role"),
            Field::Status => self.text("field-status"),
            Field::Priority => self.text("field-priority"),
            Field::Promise => self.text("field-promise"),
            Field::Handover => self.text("field-handover"),
            Field::Escalation => self.text("field-escalation"),
            Field::Incident => self.text("field-incident"),
            Field::Broadcast => self.text("field-broadcast"),
            Field::Recipients => self.text("field-recipients"),
        }
    }

    /// The value of a field as a refusal carries it: a word, a code or an operator's id.
    fn field_value(&self, field: Field, word: &str, name: &dyn Fn(&OperatorId) -> String) -> String {
        let known = match field {
            Field::Assignee if word == "nobody" => Some(self.text("nobody")),
            Field::Assignee => Some(Cow::Owned(name(&OperatorId::new(word)))),
            Field::OwnerRole if word == "unrouted" => Some(self.text("unrouted")),
            Field::OwnerRole => None,
            Field::Status => self.known("status", word),
            Field::Priority => self.known("priority", word),
            Field::Promise if word == "none" => Some(self.text("promise-none")),
            Field::Promise => None,
            Field::Handover if word == "none" => Some(self.text("handover-none")),
            Field::Handover => Some(Cow::Owned(name(&OperatorId::new(word)))),
            Field::Escalation | Field::Incident | Field::Recipients => None,
            Field::Broadcast => self.known("broadcast", word),
        };
        known.map_or_else(|| Shown::line(word).into_string(), Cow::into_owned)
    }

    pub fn link_problem(&self, problem: LinkProblem) -> Said {
        let word = match problem {
            LinkProblem::Unreachable => "unreachable",
            LinkProblem::Unauthorised => "unauthorised",
            LinkProblem::Nonsense => "nonsense",
            LinkProblem::Version => "version",
            LinkProblem::ServerTrouble => "server_trouble",
            LinkProblem::Forked => "forked",
            LinkProblem::LocalTrouble => "local_trouble",
            LinkProblem::Failed => "failed",
        };
        Said {
            what: self.word("link", word).into_owned(),
            hint: self.word("link", &format!("{word}-hint")).into_owned(),
        }
    }
}

/// The first letter as a capital: for a sentence that begins with a word from the middle of one.
fn capitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What bars two tickets, and what to do about it.
fn barrier_keys(barrier: Barrier) -> (&'static str, &'static str) {
    match barrier {
        Barrier::Itself => ("refusal-itself", "refusal-itself-hint"),
        Barrier::OtherCustomer => ("refusal-other_customer", "refusal-other_customer-hint"),
        Barrier::Finished => ("refusal-finished", "refusal-finished-hint"),
        Barrier::HasDuplicates => ("refusal-has_duplicates", "refusal-has_duplicates-hint"),
        Barrier::TooManyLinks => ("refusal-too_many_links", "refusal-too_many_links-hint"),
    }
}
