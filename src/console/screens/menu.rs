//! A question with one key for each answer: status, priority, role, sort.

use crate::console::batch::Want;
use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::screens::{ask::Asked, ask_many};
use crate::console::text::{pad, width};
use crate::console::widgets::popup;
use crate::domain::{Operation, OperationId, Sort, Ticket};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What an answer leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Submit {
        operation: Operation,
        inverse: Option<Operation>,
    },
    /// A line more is asked for.
    Ask(Asked, Box<Ticket>),
    /// To all that is marked; it is shown first what it comes to.
    Many(Want),
    /// The same, and a line more is asked for.
    AskMany(ask_many::Asked),
    Sort(Sort),
    Discard(OperationId),
    Copy(String),
    ForgetView(String),
    /// Back to the searches with a name.
    Views,
    Leave,
    Stay,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub key: char,
    pub text: String,
    pub answer: Answer,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    pub title: String,
    pub choices: Vec<Choice>,
    selected: usize,
    /// The key that opened it: pressed again, it gives the first answer.
    again: Option<char>,
}

impl Menu {
    pub fn new(title: String, choices: Vec<Choice>) -> Menu {
        let doubled = |(at, choice): (usize, &Choice)| choices[..at].iter().any(|other| other.key == choice.key);
        debug_assert!(!choices.iter().enumerate().any(doubled), "two answers with one key: {choices:?}");
        Menu { title, choices, selected: 0, again: None }
    }

    /// The same, opened by a key that gives the first answer when it is pressed again.
    pub fn opened_by(self, key: Option<char>) -> Menu {
        Menu { again: key, ..self }
    }

    pub fn scroll(&mut self, motion: Motion) {
        self.selected = motion.from(self.selected, self.choices.len(), self.choices.len());
    }

    /// Which answer is under the cursor.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The answer under the cursor.
    pub fn chosen(&self) -> Option<&Answer> {
        self.choices.get(self.selected).map(|choice| &choice.answer)
    }

    /// The answer with that key; a digit counts the answers.
    pub fn keyed(&self, key: char) -> Option<&Answer> {
        let counted = key.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
        let named = self.choices.iter().find(|choice| choice.key == key);
        let again = || self.choices.first().filter(|_| self.again == Some(key));
        named.or_else(again).or_else(|| counted.and_then(|at| self.choices.get(at))).map(|choice| &choice.answer)
    }

    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let widest = self.choices.iter().map(|choice| width(&choice.text) + 9).max().unwrap_or(0);
        let wanted = widest.max(width(&self.title) + 8);
        let rows = self.choices.len() + 2;
        let (wanted, rows) = (u16::try_from(wanted).unwrap_or(u16::MAX), u16::try_from(rows).unwrap_or(u16::MAX));
        let inner = popup::popup(&self.title, look, centred(area, wanted, rows), buf);
        for (at, (choice, y)) in self.choices.iter().zip(inner.top()..inner.bottom()).enumerate() {
            let selected = at == self.selected;
            let mark = if selected { "▸" } else { " " };
            let line = pad(&format!("{mark} {}  {}", choice.key, choice.text), usize::from(inner.width));
            let style = look.style(if selected { "ui.selection" } else { "ui.popup" });
            buf.set_stringn(inner.x, y, line, usize::from(inner.width), style);
            if !selected && inner.width > 3 {
                buf.set_style(Rect::new(inner.x + 2, y, 1, 1), look.style("ui.key"));
            }
        }
    }
}
