//! The API as a client sees it: every route, and every way in which it says no.

#![expect(clippy::print_stdout, reason = "figures are printed")]

#[cfg(test)]
mod ask;
#[cfg(test)]
mod callers;
#[cfg(test)]
mod changing;
#[cfg(test)]
mod leases;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod packing;
#[cfg(test)]
#[expect(dead_code, reason = "the stories of the command line use the rest")]
#[path = "../cli/program.rs"]
mod program;
#[cfg(test)]
mod rates;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod refusals;
#[cfg(test)]
#[path = "../common/server.rs"]
mod server;
#[cfg(test)]
mod streams;
#[cfg(test)]
mod together;
