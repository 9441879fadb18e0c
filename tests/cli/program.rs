//! Running turno in a directory of its own, and a desk beside it.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Generous, since test machines are busy: only a program that hangs reaches it.
const PATIENCE: Duration = Duration::from_secs(60);

/// One installation: a home with configuration and state.
pub struct Program {
    pub home: tempfile::TempDir,
    variables: Vec<(String, String)>,
}

/// What one run gave.
#[derive(Debug)]
#[must_use = "look at the exit code"]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Program {
    pub fn new() -> Program {
        Program { home: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    pub fn with_config(text: &str) -> Program {
        let program = Program::new();
        std::fs::create_dir(program.config_dir()).unwrap();
        std::fs::write(program.config_dir().join("config.toml"), text).unwrap();
        program
    }

    /// A profile on a desk elsewhere, with its token in the environment.
    pub fn at(desk: &Served, token: &str) -> Program {
        Program::with_config(&format!("[profiles.default]\ndesk = '{}'\n", desk.address)).variable("TURNO_TOKEN", token)
    }

    pub fn variable(mut self, name: &str, value: &str) -> Program {
        self.variables.push((name.into(), value.into()));
        self
    }

    pub fn config_dir(&self) -> PathBuf {
        self.home.path().join("config")
    }

    pub fn state_dir(&self) -> PathBuf {
        self.home.path().join("state")
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "")
    }

    pub fn run_with(&self, args: &[&str], stdin: impl Into<Vec<u8>>) -> Ran {
        let mut command = assert_cmd::Command::from_std(self.command(args));
        let output = command.timeout(PATIENCE).write_stdin(stdin).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The program with nothing of our own environment.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_turno"));
        command.env_clear().current_dir(self.home.path());
        command.env("HOME", self.home.path()).env("PATH", "/usr/bin:/bin").env("TZ", "UTC").env("LANG", "C.UTF-8");
        command.env("TURNO_CONFIG_DIR", self.config_dir()).env("TURNO_STATE_DIR", self.state_dir());
        // A clock of its own, where a test is played at another hour.
        let clock = std::env::vars()
            .filter_map(|(name, value)| Some((name.strip_prefix("TURNO_TEST_CLOCK_")?.to_string(), value)));
        command.envs(clock);
        command.envs(self.variables.iter().map(|(name, value)| (name, value))).args(args);
        command
    }
}

impl Ran {
    /// Standard output of a run that went well and said nothing on standard error.
    pub fn ok(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    pub fn json(self) -> Value {
        serde_json::from_str(&self.ok()).unwrap()
    }

    /// Standard error of a run that ended with this code.
    pub fn failed(self, code: i32) -> String {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        assert!(self.err.starts_with("error: "), "{}", self.err);
        self.err
    }
}

/// `turno serve` with the sample desk, on a port of its own, until it is dropped.
pub struct Served {
    child: Child,
    pub address: String,
    /// Of op-10; empty when the database was there already.
    pub token: String,
}

impl Served {
    pub fn start(database: &Path) -> Served {
        Served::start_on(database, "127.0.0.1:0")
    }

    pub fn start_on(database: &Path, listen: &str) -> Served {
        Served::spawn(database, listen, &["--sample"])
    }

    /// A desk where nobody works yet.
    pub fn start_empty(database: &Path) -> Served {
        Served::spawn(database, "127.0.0.1:0", &[])
    }

    fn spawn(database: &Path, listen: &str, more: &[&str]) -> Served {
        let program = Program::new();
        let database = database.to_str().unwrap();
        let mut command = program.command(&["serve", "--json", "--listen", listen, "--database", database]);
        let mut child = command.args(more).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let token = told["first_token"]["token"].as_str().unwrap_or_default().to_string();
        Served { child, address: told["address"].as_str().unwrap().to_string(), token }
    }

    /// The address without its scheme, to listen there again.
    pub fn socket(&self) -> String {
        self.address.trim_start_matches("http://").to_string()
    }

    /// Asks it to end, as a service manager does, and waits until it has.
    pub fn end(mut self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
    }

    /// A token for another operator of the same desk.
    pub fn token_for(database: &Path, operator: &str) -> String {
        let ran = Program::new().run(&["serve", "--database", database.to_str().unwrap(), "--issue-token", operator]);
        ran.ok().trim().to_string()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
