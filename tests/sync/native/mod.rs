//! Our own consoles on our own server, over real sockets.

mod console;
mod copies;
mod patience;
mod rights;
