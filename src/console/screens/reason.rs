//! One line that says why: for taking a ticket from a colleague, and for routing against the suggestion.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::widgets::{form::Field, popup};
use crate::domain::operation::REASON_LIMIT;
use crate::domain::{Action, Decision, Operation, OperatorId, Role, TicketId};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What the reason is for, as the operator saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Steal { ticket: TicketId, from: OperatorId },
    Route { ticket: TicketId, from: Option<Role>, to: Role, suggested: Role, knowledge: String },
}

#[derive(Debug, Clone)]
pub struct Reason {
    pub asked: Asked,
    pub field: Field,
}

impl Reason {
    pub fn new(asked: Asked) -> Reason {
        Reason { asked, field: Field::new(REASON_LIMIT) }
    }

    /// The operation with its reason; None while there is no reason.
    pub fn operation(&self) -> Option<Operation> {
        let reason = self.field.text().trim().to_string();
        if reason.is_empty() {
            return None;
        }
        Some(match self.asked.clone() {
            Asked::Steal { ticket, from } => Operation { ticket, action: Action::Steal { from, reason } },
            Asked::Route { ticket, from, to, suggested, knowledge } => {
                let decision = Decision::Overridden { suggested, reason };
                let knowledge = Some(knowledge);
                Operation { ticket, action: Action::Route { from, to, decision, knowledge } }
            }
        })
    }

    /// What takes it back; a ticket taken from a colleague is not given back by a key.
    pub fn inverse(&self) -> Option<Operation> {
        match self.asked {
            Asked::Route { ticket, from: Some(from), to, .. } => {
                let action = Action::Route { from: Some(to), to: from, decision: Decision::Unaided, knowledge: None };
                Some(Operation { ticket, action })
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
        }
    }

    /// Draws the question; where the cursor is.
    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let inner = popup::popup(&self.title(look), look, centred(area, 70, 4), buf);
        let (line, below) = (Rect { height: inner.height.min(1), ..inner }, inner.bottom().saturating_sub(1));
        let cursor = self.field.view(&look.text("reason-ask"), look, line, buf);
        if inner.height > 1 {
            let hint = look.text("reason-keys");
            buf.set_stringn(inner.x, below, hint, usize::from(inner.width), look.style("text.muted"));
        }
        cursor
    }
}
