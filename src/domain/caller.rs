//! A caller: the code by which they say who they are, on its way to the desk, and what the desk answers.

use super::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// A caller's code as it is being typed: digits and nothing else. It prints nothing of itself, and is wiped from
/// memory when it is done with.
#[derive(Clone, Default)]
pub struct CallerCode(SecretString);

impl CallerCode {
    /// How many digits a code has.
    pub const DIGITS: usize = 4;

    /// Takes one digit more; anything else, and what is too many, is not taken.
    pub fn push(&mut self, digit: char) {
        if digit.is_ascii_digit() && self.len() < CallerCode::DIGITS {
            self.0 = SecretString::from(format!("{}{digit}", self.0.expose_secret()));
        }
    }

    pub fn pop(&mut self) {
        let digits = self.0.expose_secret();
        self.0 = SecretString::from(&digits[..digits.len().saturating_sub(1)]);
    }

    pub fn len(&self) -> usize {
        self.0.expose_secret().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All its digits are there.
    pub fn is_whole(&self) -> bool {
        self.len() == CallerCode::DIGITS
    }

    /// For the request that has it compared.
    pub fn secret(&self) -> &SecretString {
        &self.0
    }
}

impl fmt::Debug for CallerCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallerCode(hidden)")
    }
}

impl PartialEq for CallerCode {
    fn eq(&self, other: &CallerCode) -> bool {
        self.0.expose_secret() == other.0.expose_secret()
    }
}

impl Eq for CallerCode {}

/// The answer to a caller's code. It does not say how much of the code was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Verified {
        until: Timestamp,
    },
    Wrong {
        attempts_left: i64,
    },
    /// Too many wrong attempts: nothing is compared until then.
    Locked {
        until: Timestamp,
    },
    /// To be told to register in the portal first.
    NotRegistered,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_takes_digits_only_and_prints_nothing_of_them() {
        let mut code = CallerCode::default();
        "4x7 1²23".chars().for_each(|it| code.push(it));
        assert_eq!((code.secret().expose_secret(), code.is_whole()), ("4712", true));
        assert_eq!(format!("{code:?}"), "CallerCode(hidden)");
        (0..5).for_each(|_| code.pop());
        assert!(code.is_empty());
    }
}
