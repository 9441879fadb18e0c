//! Pieces that several screens are made of.

pub mod clock;
pub mod conversation;
pub mod form;
pub mod hints;
pub mod lines;
pub mod notice;
pub mod pane;
pub mod popup;
pub mod scroll;
pub mod sheet;
pub mod status_line;
pub mod table;
