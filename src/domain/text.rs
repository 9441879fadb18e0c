//! Text from outside.
