//! The program as a script sees it: a clean environment, what is printed where, exit codes, hints.

#[cfg(test)]
mod audit;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod configuration;
#[cfg(test)]
mod consoles;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod doctor;
#[cfg(test)]
mod empty;
#[cfg(test)]
mod help;
#[cfg(test)]
mod offline;
#[cfg(test)]
mod program;
#[cfg(test)]
#[expect(dead_code, reason = "these stories need a part of it")]
#[path = "../common/pty.rs"]
mod pty;
#[cfg(test)]
mod routing;
#[cfg(test)]
mod views;
