//! The house keeps itself: what is written about the code is true, and the code is where it belongs.

#[cfg(test)]
mod docs;
#[cfg(test)]
mod invariants;
#[cfg(test)]
mod tidy;
