//! One screen or pane a module: a struct, what keys do to it, and a view.

pub mod compose;
pub mod customer;
#[cfg(test)]
pub mod fixtures;
pub mod outbox;
pub mod routing;
pub mod ticket;
