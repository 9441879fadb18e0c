//! The operator's screen.

pub mod look;
pub mod text;
pub mod theme;
