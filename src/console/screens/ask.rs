//! One line that is asked for before something is done: a reason for one's colleagues, or a time in words.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::text::Shown;
use crate::console::widgets::{form::Field, popup};
use crate::domain::operation::{REASON_LIMIT, inverse};
use crate::domain::when::{self, WhenError};
use crate::domain::{Action, Decision, Operation, OperatorId, Promise, Role, Ticket, TicketId, Timestamp, spent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Between the time of a promise and what is promised.
pub(super) const THEN: &str = " - ";

/// What the line is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Why it is taken from a colleague.
    Steal { from: OperatorId },
    /// Why it goes elsewhere than suggested.
    Route { to: Role, suggested: Role, knowledge: String },
    /// By when the customer was promised something.
    Promise,
    /// Until when it sleeps.
    Snooze,
    /// What is to be done next, beginning from a draft.
    HandOver { draft: String },
    /// Why it is left with the colleague who hands it over.
    ReturnHandover { from: OperatorId },
    /// Why the broadcast of this number is left with its author.
    ReturnBroadcast { revision: i64 },
    /// Why it goes to that level of the ladder.
    Escalate { to: i64 },
    /// How long was spent on it, beginning from so many minutes.
    Time { proposed: i64 },
}

#[derive(Debug, Clone)]
pub struct Ask {
    asked: Asked,
    /// As the operator saw it.
    ticket: Ticket,
    pub field: Field,
}

impl Ask {
    pub fn new(asked: Asked, ticket: &Ticket) -> Ask {
        let mut field = Field::new(REASON_LIMIT);
        match &asked {
            Asked::HandOver { draft } => field.set(draft),
            Asked::Time { proposed } => field.set(&spent::short(*proposed)),
            _ => {}
        }
        Ask { asked, ticket: ticket.clone(), field }
    }

    /// The operation and what takes it back; else what is missing or wrong, in words.
    pub fn operation(&self, look: &Look<'_>) -> Result<(Operation, Option<Operation>), String> {
        let operation = Operation { ticket: self.ticket.id, action: self.action(look)? };
        let inverse = inverse(&self.ticket, &operation);
        Ok((operation, inverse))
    }

    fn action(&self, look: &Look<'_>) -> Result<Action, String> {
        Ok(match self.asked.clone() {
            Asked::Steal { from } => Action::Steal { from, reason: self.reason(look)? },
            Asked::Route { to, suggested, knowledge } => {
                let decision = Decision::Overridden { suggested, reason: self.reason(look)? };
                Action::Route { from: self.ticket.owner_role, to, decision, knowledge: Some(knowledge) }
            }
            Asked::Promise => {
                let from = self.ticket.open_promise().map(|promise| promise.due_at);
                Action::Promise { from, to: Some(self.time(look)?), text: self.promised() }
            }
            Asked::Snooze => Action::Snooze { from: self.ticket.status, until: self.time(look)? },
            Asked::HandOver { .. } => Action::HandOver { next: self.reason(look)? },
            Asked::ReturnHandover { from } => Action::ReturnHandover { from, reason: self.reason(look)? },
            Asked::ReturnBroadcast { revision } => Action::ReturnBroadcast { revision, reason: self.reason(look)? },
            Asked::Escalate { to } => Action::Escalate { from: self.ticket.level(), to, reason: self.reason(look)? },
            Asked::Time { .. } => {
                let billable = self.ticket.kind.is_billed();
                Action::AddTime {
                    minutes: self.minutes(look)?,
                    billable,
                    note: self.after().unwrap_or_default().into(),
                }
            }
        })
    }

    /// What stands behind the time.
    fn after(&self) -> Option<&str> {
        self.field.text().split_once(THEN).map(|(_, text)| text.trim())
    }

    /// What is noted of the time that was typed; else how to type it.
    fn minutes(&self, look: &Look<'_>) -> Result<i64, String> {
        let text = self.field.text();
        let typed = spent::parse(text.split_once(THEN).map_or(text, |(time, _)| time));
        let wrong = || look.text("ask-spent-wrong").into_owned();
        Ok(spent::noted(typed.ok_or_else(wrong)?, self.ticket.kind.is_billed()))
    }

    fn reason(&self, look: &Look<'_>) -> Result<String, String> {
        match self.field.text().trim() {
            "" => Err(look.text("notice-reason-empty").into_owned()),
            reason => Ok(reason.to_string()),
        }
    }

    /// Whether it was asked from the screen of the handover.
    pub fn is_of_handover(&self) -> bool {
        matches!(self.asked, Asked::HandOver { .. } | Asked::ReturnHandover { .. })
    }

    /// Whether it was asked from the screen of an incident.
    pub fn is_of_incident(&self) -> bool {
        matches!(self.asked, Asked::ReturnBroadcast { .. })
    }

    pub fn ticket(&self) -> TicketId {
        self.ticket.id
    }

    /// Whether the line says how the text in it is understood, or what is wrong with it.
    pub fn is_judged(&self) -> bool {
        matches!(self.asked, Asked::Promise | Asked::Snooze | Asked::Time { .. })
            && !self.field.text().trim().is_empty()
    }

    /// The time that was typed; else what is wrong with it, in words.
    fn time(&self, look: &Look<'_>) -> Result<Timestamp, String> {
        time(self.field.text(), look)
    }

    /// What is promised: that of the promise before, unless another is typed.
    fn promised(&self) -> String {
        let before = self.ticket.open_promise().map_or("", |promise: &Promise| &promise.text);
        self.after().unwrap_or(before).to_string()
    }

    fn title(&self, look: &Look<'_>) -> String {
        let ticket = ("ticket", self.ticket.id.to_string().into());
        match &self.asked {
            Asked::Steal { from } => look.format("ask-steal", &[ticket, ("from", look.operator(from).into())]),
            Asked::Route { to, suggested, .. } => {
                look.format("ask-route", &[ticket, ("to", to.code().into()), ("suggested", suggested.code().into())])
            }
            Asked::Promise => look.format("ask-promise", &[ticket]),
            Asked::Snooze => look.format("ask-snooze", &[ticket]),
            Asked::HandOver { .. } => look.format("ask-hand-over", &[ticket]),
            Asked::ReturnHandover { from } => {
                look.format("ask-return-handover", &[ticket, ("from", look.operator(from).into())])
            }
            Asked::ReturnBroadcast { .. } => look.format("ask-return-broadcast", &[ticket]),
            Asked::Escalate { to: 0 } => look.format("ask-de-escalate", &[ticket]),
            Asked::Time { .. } => look.format("ask-spent", &[ticket]),
            Asked::Escalate { to } => look.format("ask-escalate", &[ticket, ("level", (*to).into())]),
        }
    }

    fn placeholder(&self) -> &'static str {
        match self.asked {
            Asked::Promise => "ask-promise-for",
            Asked::Snooze => "ask-snooze-for",
            Asked::HandOver { .. } => "ask-hand-over-for",
            Asked::Steal { .. }
            | Asked::Route { .. }
            | Asked::ReturnHandover { .. }
            | Asked::ReturnBroadcast { .. }
            | Asked::Escalate { .. } => "ask-reason",
            Asked::Time { .. } => "ask-spent-for",
        }
    }

    /// The keys; of a time that is being typed, how it is understood.
    fn hint(&self, look: &Look<'_>) -> String {
        let keys = look.text("ask-keys");
        if !self.is_judged() {
            return keys.into_owned();
        }
        if matches!(self.asked, Asked::Time { .. }) {
            return self.minutes(look).map_or_else(|wrong| wrong, |minutes| self.noted(minutes, look));
        }
        match self.time(look) {
            Ok(at) => format!("{}   {}", understood(at, look), self.owed(at, look).unwrap_or_else(|| keys.into())),
            Err(wrong) => wrong,
        }
    }

    /// How a time that is being typed is noted, and what it comes to.
    fn noted(&self, minutes: i64, look: &Look<'_>) -> String {
        let mut sum = self.ticket.spent;
        sum.add(minutes, self.ticket.kind.is_billed());
        let args = [("time", spent::short(minutes).into()), ("sum", look.catalog.time_spent(&sum).into())];
        let key = if self.ticket.kind.is_billed() { "ask-spent-billed" } else { "ask-spent-noted" };
        format!("{}   {}", look.format(key, &args), look.text("ask-keys"))
    }

    /// A first response that is owed before a ticket wakes: its clock does not stand still.
    fn owed(&self, until: Timestamp, look: &Look<'_>) -> Option<String> {
        let first = self.ticket.clocks.first_response.as_ref().filter(|clock| clock.is_running());
        let by = first.map(|clock| clock.due_at).filter(|by| *by < until && self.asked == Asked::Snooze)?;
        Some(look.format("ask-snooze-owed", &[("at", look.clock(by).into())]))
    }

    /// Draws the question; where the cursor is.
    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let placeholder = look.text(self.placeholder());
        line(&self.title(look), &self.field, &placeholder, &self.hint(look), look, area, buf)
    }
}

/// Draws one line to type into, and under it a hint; where the cursor is.
pub(super) fn line(
    title: &str,
    field: &Field,
    placeholder: &str,
    hint: &str,
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let inner = popup::popup(title, look, centred(area, 70, 4), buf);
    let (line, below) = (Rect { height: inner.height.min(1), ..inner }, inner.bottom().saturating_sub(1));
    let cursor = field.view(placeholder, look, line, buf);
    if inner.height > 1 {
        buf.set_stringn(inner.x, below, hint, usize::from(inner.width), look.style("text.muted"));
    }
    cursor
}

/// The time that was typed, before what is promised by then; else what is wrong with it, in words.
pub(super) fn time(text: &str, look: &Look<'_>) -> Result<Timestamp, String> {
    let time = text.split_once(THEN).map_or(text, |(time, _)| time);
    when::parse(time, look.now, look.zone).map_err(|error| wrong_time(&error, look))
}

/// How a time that is being typed is understood.
pub(super) fn understood(at: Timestamp, look: &Look<'_>) -> String {
    let args = [("at", look.date_time(at).into()), ("span", look.catalog.span(at - look.now).into())];
    look.format("ask-time", &args)
}

fn wrong_time(error: &WhenError, look: &Look<'_>) -> String {
    match error {
        WhenError::Empty => look.text("when-empty").into_owned(),
        WhenError::NotUnderstood { word, .. } => {
            look.format("when-not-understood", &[("word", Shown::line(word).into_string().into())])
        }
        WhenError::Past => look.text("when-past").into_owned(),
        WhenError::TooFar => look.text("when-too-far").into_owned(),
    }
}
