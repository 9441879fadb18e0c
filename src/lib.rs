//! turno: a service-desk console for the terminal.
pub mod backend;
pub mod domain;
pub mod seam;
pub mod store;
