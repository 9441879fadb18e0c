//! Values and rows: the types that both databases understand.

use super::StoreError;
use crate::domain::Timestamp;

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

macro_rules! from {
    ($($from:ty => |$it:ident| $to:expr;)*) => {$(
        impl From<$from> for Value {
            fn from($it: $from) -> Value { $to }
        }
    )*};
}

from! {
    i64 => |it| Value::Int(it);
    bool => |it| Value::Int(i64::from(it));
    f64 => |it| Value::Real(it);
    &str => |it| Value::Text(it.to_string());
    String => |it| Value::Text(it);
    &String => |it| Value::Text(it.clone());
    Vec<u8> => |it| Value::Blob(it);
    &[u8] => |it| Value::Blob(it.to_vec());
    Timestamp => |it| Value::Int(it.0);
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(it: Option<T>) -> Value {
        it.map_or(Value::Null, Into::into)
    }
}

/// One row of an answer, read by column from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Row(pub Vec<Value>);

impl Row {
    fn at(&self, column: usize) -> Result<&Value, StoreError> {
        self.0.get(column).ok_or_else(|| StoreError::Unreadable(format!("column {column} is missing")))
    }

    pub fn int(&self, column: usize) -> Result<i64, StoreError> {
        match self.at(column)? {
            Value::Int(it) => Ok(*it),
            other => Err(unexpected(column, "a whole number", other)),
        }
    }

    pub fn opt_int(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.int(column).map(Some),
        }
    }

    pub fn flag(&self, column: usize) -> Result<bool, StoreError> {
        Ok(self.int(column)? != 0)
    }

    pub fn text(&self, column: usize) -> Result<&str, StoreError> {
        match self.at(column)? {
            Value::Text(it) => Ok(it),
            other => Err(unexpected(column, "text", other)),
        }
    }

    pub fn opt_text(&self, column: usize) -> Result<Option<&str>, StoreError> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.text(column).map(Some),
        }
    }

    pub fn blob(&self, column: usize) -> Result<&[u8], StoreError> {
        match self.at(column)? {
            Value::Blob(it) => Ok(it),
            other => Err(unexpected(column, "bytes", other)),
        }
    }
}

fn unexpected(column: usize, wanted: &str, found: &Value) -> StoreError {
    let found = match found {
        Value::Null => "nothing",
        Value::Int(_) => "a whole number",
        Value::Real(_) => "a fraction",
        Value::Text(_) => "text",
        Value::Blob(_) => "bytes",
    };
    StoreError::Unreadable(format!("column {column} holds {found}, not {wanted}"))
}
