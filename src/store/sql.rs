//! A statement in the making: constant text with numbered parameters.
//!
//! Text is `&'static str` only, so that nothing from outside can get into it; all data is bound.

use super::Value;

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sql {
    pub text: String,
    pub params: Vec<Value>,
}

impl Sql {
    pub fn new(text: &'static str) -> Sql {
        Sql { text: text.to_string(), params: Vec::new() }
    }

    pub fn push(&mut self, text: &'static str) -> &mut Sql {
        self.text.push_str(text);
        self
    }

    /// Adds the next placeholder, `$n`, and its value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Sql {
        self.params.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.params.len().to_string());
        self
    }

    /// Adds parts with `between` between them.
    pub fn join<T>(
        &mut self,
        parts: impl IntoIterator<Item = T>,
        between: &'static str,
        mut add: impl FnMut(&mut Sql, T),
    ) {
        for (i, part) in parts.into_iter().enumerate() {
            if i > 0 {
                self.push(between);
            }
            add(self, part);
        }
    }
}
