//! Our own consoles on our own server, over real sockets.

#[cfg(test)]
mod console;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod patience;
#[cfg(test)]
mod rights;
#[cfg(test)]
#[expect(dead_code, reason = "the stories of the API use the rest")]
#[path = "../common/server.rs"]
mod server;
