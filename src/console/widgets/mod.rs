//! Pieces that several screens are made of.

pub mod conversation;
pub mod form;
pub mod pane;
pub mod scroll;
pub mod sheet;
