//! This program once more, in a role, to be killed.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Long enough for a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Child {
    process: std::process::Child,
    lines: Receiver<String>,
    heard: Vec<String>,
}

impl Child {
    /// Starts this program with these words.
    pub fn start(words: &[&str]) -> Child {
        let mut command = Command::new(std::env::current_exe().unwrap());
        Child::of(command.args(words))
    }

    pub fn of(command: &mut Command) -> Child {
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            // A line that was cut off by the end was not said.
            while out.read_line(&mut line).is_ok() && line.ends_with('\n') {
                drop(tell.send(line.trim_end().to_string()));
                line.clear();
            }
        });
        Child { process, lines, heard: Vec::new() }
    }

    /// Waits until it says something that begins like this, and gives the rest.
    pub fn says(&mut self, beginning: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|error| {
                panic!("instead of `{beginning}`: {error}, after {:?}", self.heard);
            });
            self.heard.push(line.clone());
            if let Some(rest) = line.strip_prefix(beginning) {
                return rest.to_string();
            }
        }
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Kills it, and gives all that it has said.
    pub fn kill(mut self) -> Vec<String> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.heard.extend(self.lines.iter());
        std::mem::take(&mut self.heard)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Nothing is left running when a trial fails.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
