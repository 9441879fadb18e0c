//! What can be taken back: the inverses of the last changes of fields, newest last.

use crate::domain::Operation;
use std::collections::VecDeque;

const LIMIT: usize = 100;

#[derive(Debug, Clone, Default)]
pub struct UndoStack(VecDeque<Operation>);

impl UndoStack {
    pub fn push(&mut self, inverse: Operation) {
        if self.0.len() == LIMIT {
            self.0.pop_front();
        }
        self.0.push_back(inverse);
    }

    pub fn pop(&mut self) -> Option<Operation> {
        self.0.pop_back()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
