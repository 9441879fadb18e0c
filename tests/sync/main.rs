//! Consoles and a desk that have to agree: in memory, and over real sockets.

#[cfg(test)]
mod clocks;
#[cfg(test)]
mod convergence;
#[cfg(test)]
mod link;
#[cfg(test)]
mod native;
#[cfg(test)]
mod ring;
#[cfg(test)]
#[expect(dead_code, reason = "the stories of the API use the rest")]
#[path = "../common/server.rs"]
mod server;
#[cfg(test)]
#[path = "../common/small_desk.rs"]
mod small_desk;
