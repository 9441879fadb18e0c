//! What can be taken back: the inverses of the last changes of fields, newest last. What was done to many tickets at
//! once is taken back at once.

use crate::domain::Operation;
use std::collections::VecDeque;

const LIMIT: usize = 100;

#[derive(Debug, Clone, Default)]
pub struct UndoStack(VecDeque<Vec<Operation>>);

impl UndoStack {
    pub fn push(&mut self, inverses: Vec<Operation>) {
        if inverses.is_empty() {
            return;
        }
        if self.0.len() == LIMIT {
            self.0.pop_front();
        }
        self.0.push_back(inverses);
    }

    pub fn pop(&mut self) -> Option<Vec<Operation>> {
        self.0.pop_back()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
