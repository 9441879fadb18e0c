//! One line that is asked for before something is done to all that is marked: a reason, a time, a comment.

use super::ask::{THEN, line, time, understood};
use crate::console::batch::Want;
use crate::console::look::Look;
use crate::console::widgets::form::Field;
use crate::domain::Role;
use crate::domain::operation::REASON_LIMIT;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What the line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Why they go there.
    Route(Role),
    /// Until when they sleep.
    Snooze,
    /// By when their customers were promised something.
    Promise,
    /// What one's colleagues are to know of each.
    Comment,
}

#[derive(Debug, Clone)]
pub struct AskMany {
    asked: Asked,
    /// How many are marked.
    n: usize,
    pub field: Field,
}

impl AskMany {
    pub fn new(asked: Asked, n: usize) -> AskMany {
        AskMany { asked, n, field: Field::new(REASON_LIMIT) }
    }

    /// What is wanted; else what is missing or wrong, in words.
    pub fn want(&self, look: &Look<'_>) -> Result<Want, String> {
        Ok(match self.asked {
            Asked::Route(to) => Want::Route { to, reason: self.text(look)? },
            Asked::Comment => Want::Comment(self.text(look)?),
            Asked::Snooze => Want::Snooze(time(self.field.text(), look)?),
            Asked::Promise => {
                let promised = self.field.text().split_once(THEN).map_or("", |(_, text)| text.trim());
                Want::Promise { by: time(self.field.text(), look)?, text: promised.to_string() }
            }
        })
    }

    fn text(&self, look: &Look<'_>) -> Result<String, String> {
        match self.field.text().trim() {
            "" => {
                Err(look.text(if self.asked == Asked::Comment { "batch-empty" } else { "notice-reason-empty" }).into())
            }
            text => Ok(text.to_string()),
        }
    }

    /// Whether the line says how the text in it is understood, or what is wrong with it.
    pub fn is_judged(&self) -> bool {
        matches!(self.asked, Asked::Promise | Asked::Snooze) && !self.field.text().trim().is_empty()
    }

    /// Draws the question; where the cursor is.
    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let n = ("n", i64::try_from(self.n).unwrap_or(i64::MAX).into());
        let (title, placeholder) = match self.asked {
            Asked::Route(to) => {
                (look.format("ask-many-route", &[n, ("to", to.code().into())]), look.text("ask-reason"))
            }
            Asked::Snooze => (look.format("ask-many-snooze", &[n]), look.text("ask-snooze-for")),
            Asked::Promise => (look.format("ask-many-promise", &[n]), look.text("ask-promise-for")),
            Asked::Comment => (look.format("ask-many-comment", &[n]), look.text("ask-many-comment-for")),
        };
        let keys = look.text("ask-many-keys");
        let hint = match time(self.field.text(), look) {
            _ if !self.is_judged() => keys.into_owned(),
            Ok(at) => format!("{}   {keys}", understood(at, look)),
            Err(wrong) => wrong,
        };
        line(&title, &self.field, &placeholder, &hint, look, area, buf)
    }
}
