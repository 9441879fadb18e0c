//! The real binary in a terminal of its own: press keys, wait for what an operator would see.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a person would wait before calling it broken; generous, since test machines are busy.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// All bytes that came, for tests that look at what the terminal was told.
    pub bytes: Vec<u8>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn command(home: &Path, args: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_turno"));
    command.args(args);
    command.env_clear();
    for (name, value) in [("TERM", "xterm-256color"), ("LANG", "en_GB.UTF-8"), ("TZ", "UTC"), ("PATH", "/usr/bin:/bin")]
    {
        command.env(name, value);
    }
    command.env("HOME", home);
    command.env("TURNO_CONFIG_DIR", home.join("config"));
    command.env("TURNO_STATE_DIR", home.join("state"));
    // A reply leaves at once, where a test does not want to see it linger.
    command.env("TURNO_UNDO_SEND", "0");
    // A clock of its own, where a test is played at another hour.
    for (name, value) in std::env::vars().filter(|(name, _)| name.starts_with("TURNO_TEST_CLOCK_")) {
        command.env(name.trim_start_matches("TURNO_TEST_CLOCK_"), value);
    }
    command.cwd(home);
    command
}

/// Starts turno, waits until `text` is on the screen, presses these keys at once, and a while later takes the terminal
/// away.
pub fn hang_up_after(home: &Path, text: &str, keys: &str, while_read: Duration) -> Box<dyn Child + Send + Sync> {
    let pair = native_pty_system().openpty(size(100, 30)).unwrap();
    let child = pair.slave.spawn_command(command(home, &[])).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (mut parser, mut buffer) =
        (vt100::Parser::new(30.try_into().unwrap(), 100.try_into().unwrap(), 0), [0; 65_536]);
    while !parser.screen().contents().contains(text) {
        let n = reader.read(&mut buffer).unwrap();
        parser.process(&buffer[..n]);
    }
    let mut writer = pair.master.take_writer().unwrap();
    writer.write_all(keys.as_bytes()).unwrap();
    std::thread::sleep(while_read);
    child
}

impl Terminal {
    /// Starts turno with its configuration and state under `home`, in English and UTC.
    pub fn start(home: &Path, columns: u16, rows: u16, args: &[&str]) -> Terminal {
        Terminal::run(command(home, args), columns, rows)
    }

    /// As [`Terminal::start`], with one more variable in the environment.
    pub fn start_with(home: &Path, variable: (&str, &str)) -> Terminal {
        Terminal::start_with_all(home, &[variable])
    }

    pub fn start_with_all(home: &Path, variables: &[(&str, &str)]) -> Terminal {
        let mut command = command(home, &[]);
        for (name, value) in variables {
            command.env(name, value);
        }
        Terminal::run(command, 100, 30)
    }

    fn run(command: CommandBuilder, columns: u16, rows: u16) -> Terminal {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || sender.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        Terminal {
            child,
            master: pair.master,
            keyboard,
            output,
            parser: vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0),
            bytes: Vec::new(),
        }
    }

    pub fn press(&mut self, keys: &str) -> &mut Self {
        // A program that has just left no longer listens; the wait that follows tells.
        let _ = self.keyboard.write_all(keys.as_bytes());
        let _ = self.keyboard.flush();
        self
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).unwrap();
        self.parser.screen_mut().set_size(rows.max(1).try_into().unwrap(), columns.max(1).try_into().unwrap());
    }

    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    pub fn vt(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    fn read(&mut self, wait: Duration) {
        if let Ok(bytes) = self.output.recv_timeout(wait) {
            self.parser.process(&bytes);
            self.bytes.extend(bytes);
        }
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if wanted(&screen) {
                return screen;
            }
            assert!(Instant::now() < until, "no {what} on the screen:\n{screen}");
            self.read(Duration::from_millis(50));
        }
    }

    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> String {
        self.wait(text, |screen| screen.contains(text))
    }

    #[track_caller]
    pub fn wait_gone(&mut self, text: &str) -> String {
        self.wait(&format!("end of {text}"), |screen| !screen.contains(text))
    }

    /// Waits until a text is among the bytes that came from there on, wherever it stands.
    #[track_caller]
    pub fn wait_heard(&mut self, text: &str, from: usize) {
        self.wait_until(text, |terminal| String::from_utf8_lossy(&terminal.bytes[from..]).contains(text));
    }

    #[track_caller]
    fn wait_until(&mut self, what: &str, there: impl Fn(&Terminal) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !there(self) {
            assert!(Instant::now() < until, "no {what}:\n{}", String::from_utf8_lossy(&self.bytes));
            self.read(Duration::from_millis(50));
        }
    }

    /// Reads what comes until the program has been quiet for that long.
    pub fn settle(&mut self, quiet: Duration) {
        let mut seen = usize::MAX;
        while seen != self.bytes.len() {
            seen = self.bytes.len();
            self.read(quiet);
        }
    }

    /// Lets that much time pass, for what the program does by the clock.
    pub fn look_on(&mut self, time: Duration) {
        let until = Instant::now() + time;
        while Instant::now() < until {
            self.read(Duration::from_millis(20));
        }
    }

    /// Waits for the program to end and gives its exit code.
    #[track_caller]
    pub fn wait_exit(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        loop {
            self.read(Duration::from_millis(20));
            if let Some(status) = self.child.try_wait().unwrap() {
                self.settle(Duration::from_millis(50));
                return status.exit_code();
            }
            assert!(Instant::now() < until, "it does not end:\n{}", self.screen());
        }
    }

    pub fn process_id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.process_id().try_into().unwrap()).unwrap(), signal).unwrap();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
