//! sync (under construction)
pub mod backoff;
pub mod plan;
