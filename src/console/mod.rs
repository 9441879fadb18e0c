//! The operator's screen.

pub mod look;
pub mod motion;
pub mod screens;
pub mod text;
pub mod theme;
pub mod widgets;
