//! One line that is asked for: why a ticket is taken from a colleague or routed against the suggestion, by when the
//! customer was promised something, until when a ticket sleeps.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::text::Shown;
use crate::console::widgets::{form::Field, popup};
use crate::domain::operation::REASON_LIMIT;
use crate::domain::when::{self, WhenError};
use crate::domain::{Action, Decision, Operation, OperatorId, Role, Status, TicketId, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What the reason is for, as the operator saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Steal {
        ticket: TicketId,
        from: OperatorId,
    },
    Route {
        ticket: TicketId,
        from: Option<Role>,
        to: Role,
        suggested: Role,
        knowledge: String,
    },
    /// `answer_by`: a first response that is still owed.
    Snooze {
        ticket: TicketId,
        from: Status,
        answer_by: Option<Timestamp>,
    },
    /// In place of an open promise due `from`.
    Promise {
        ticket: TicketId,
        from: Option<Timestamp>,
        text: String,
    },
}

/// Between the time of a promise and what is promised.
const THEN: &str = " - ";

#[derive(Debug, Clone)]
pub struct Reason {
    pub asked: Asked,
    pub field: Field,
}

impl Reason {
    pub fn new(asked: Asked) -> Reason {
        Reason { asked, field: Field::new(REASON_LIMIT) }
    }

    /// The operation with what was typed; else what is missing or wrong, in words.
    pub fn operation(&self, look: &Look<'_>) -> Result<Operation, String> {
        Ok(match self.asked.clone() {
            Asked::Steal { ticket, from } => {
                let reason = self.reason(look)?;
                Operation { ticket, action: Action::Steal { from, reason } }
            }
            Asked::Route { ticket, from, to, suggested, knowledge } => {
                let decision = Decision::Overridden { suggested, reason: self.reason(look)? };
                let knowledge = Some(knowledge);
                Operation { ticket, action: Action::Route { from, to, decision, knowledge } }
            }
            Asked::Promise { ticket, from, .. } => {
                let to = Some(self.time(look)?);
                Operation { ticket, action: Action::Promise { from, to, text: self.promised() } }
            }
            Asked::Snooze { ticket, from, .. } => {
                Operation { ticket, action: Action::Snooze { from, until: self.time(look)? } }
            }
        })
    }

    fn reason(&self, look: &Look<'_>) -> Result<String, String> {
        match self.field.text().trim() {
            "" => Err(look.text("notice-reason-empty").into_owned()),
            reason => Ok(reason.to_string()),
        }
    }

    /// The time that was typed; else what is wrong with it, in words.
    fn time(&self, look: &Look<'_>) -> Result<Timestamp, String> {
        self.due_at(look).map_err(|error| when_words(&error, look))
    }

    fn asks_time(&self) -> bool {
        matches!(self.asked, Asked::Promise { .. } | Asked::Snooze { .. })
    }

    fn due_at(&self, look: &Look<'_>) -> Result<Timestamp, WhenError> {
        let time = self.field.text().split_once(THEN).map_or(self.field.text(), |(time, _)| time);
        when::parse(time, look.now, look.zone)
    }

    /// What is promised: that of the promise before, unless another is typed.
    fn promised(&self) -> String {
        let before = if let Asked::Promise { text, .. } = &self.asked { text.as_str() } else { "" };
        self.field.text().split_once(THEN).map_or(before, |(_, text)| text.trim()).to_string()
    }

    /// What takes it back; a ticket taken from a colleague is not given back by a key.
    pub fn inverse(&self, look: &Look<'_>) -> Option<Operation> {
        match self.asked {
            Asked::Route { ticket, from: Some(from), to, .. } => {
                let action = Action::Route { from: Some(to), to: from, decision: Decision::Unaided, knowledge: None };
                Some(Operation { ticket, action })
            }
            Asked::Promise { ticket, from, ref text } => {
                let to = self.due_at(look).ok();
                Some(Operation { ticket, action: Action::Promise { from: to, to: from, text: text.clone() } })
            }
            Asked::Snooze { ticket, from, .. } if from != Status::OnHold => {
                let to = if from == Status::New { Status::Open } else { from };
                Some(Operation { ticket, action: Action::SetStatus { from: Status::OnHold, to } })
            }
            _ => None,
        }
    }

    fn title(&self, look: &Look<'_>) -> String {
        match &self.asked {
            Asked::Steal { ticket, from } => {
                let args = [("ticket", ticket.to_string().into()), ("from", look.operator(from).into())];
                look.format("reason-steal", &args)
            }
            Asked::Route { ticket, to, suggested, .. } => {
                let args = [
                    ("ticket", ticket.to_string().into()),
                    ("to", to.code().into()),
                    ("suggested", suggested.code().into()),
                ];
                look.format("reason-route", &args)
            }
            Asked::Snooze { ticket, .. } => look.format("reason-snooze", &[("ticket", ticket.to_string().into())]),
            Asked::Promise { ticket, .. } => look.format("reason-promise", &[("ticket", ticket.to_string().into())]),
        }
    }

    /// The keys; of a time that is being typed, how it is understood.
    fn hint(&self, look: &Look<'_>) -> String {
        let keys = look.text("reason-keys");
        if !self.asks_time() || self.field.text().trim().is_empty() {
            return keys.into_owned();
        }
        match self.due_at(look) {
            Ok(at) => {
                let args = [("at", look.date_time(at).into()), ("span", look.catalog.span(at - look.now).into())];
                let understood = look.format("reason-promise-at", &args);
                match self.asked {
                    Asked::Snooze { answer_by: Some(by), .. } if by < at => {
                        format!(
                            "{understood}   {}",
                            look.format("reason-snooze-late", &[("at", look.clock(by).into())])
                        )
                    }
                    _ => format!("{understood}   {keys}"),
                }
            }
            Err(error) => when_words(&error, look),
        }
    }

    /// Draws the question; where the cursor is.
    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let inner = popup::popup(&self.title(look), look, centred(area, 70, 4), buf);
        let (line, below) = (Rect { height: inner.height.min(1), ..inner }, inner.bottom().saturating_sub(1));
        let ask = match self.asked {
            Asked::Promise { .. } => "reason-promise-ask",
            Asked::Snooze { .. } => "reason-snooze-ask",
            Asked::Steal { .. } | Asked::Route { .. } => "reason-ask",
        };
        let cursor = self.field.view(&look.text(ask), look, line, buf);
        if inner.height > 1 {
            let hint = self.hint(look);
            buf.set_stringn(inner.x, below, hint, usize::from(inner.width), look.style("text.muted"));
        }
        cursor
    }
}

/// What is wrong with a time, in words.
fn when_words(error: &WhenError, look: &Look<'_>) -> String {
    match error {
        WhenError::Empty => look.text("when-empty").into_owned(),
        WhenError::NotUnderstood { word, .. } => {
            look.format("when-not-understood", &[("word", Shown::line(word).into_string().into())])
        }
        WhenError::Past => look.text("when-past").into_owned(),
        WhenError::TooFar => look.text("when-too-far").into_owned(),
    }
}
