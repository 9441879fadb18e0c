//! What the terminal says, read on a thread of its own.
//!
//! A terminal that has gone leaves the library's reader in a loop without an end, on whatever thread it is. Here that
//! is nobody's who has something to save: the loop of the console learns of it and leaves, and the process ends.

use super::msg::Msg;
use crossterm::event::{self, Event};
use rustix::process::{Signal, getpid, kill_process};
use std::io;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// So many wait for the loop; the rest waits in the terminal.
const WAITING: usize = 1_024;
/// So long the reader may take to stand aside.
const ASIDE_WITHIN: Duration = Duration::from_secs(1);

/// The events of the terminal that mean something to a console, in order.
pub struct Input {
    events: Receiver<Msg>,
    gate: Arc<Gate>,
}

/// Where the reader stands while somebody else reads the terminal.
#[derive(Default)]
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    closed: bool,
    /// The reader stands before it.
    stands: bool,
}

impl Gate {
    /// The reader comes by between two events.
    fn pass(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.closed {
            state.stands = true;
            self.changed.notify_all();
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.stands = false;
    }

    fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
    }

    fn open(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = false;
        self.changed.notify_all();
    }

    /// Whether the reader came in time.
    fn wait_for_reader(&self) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(state, ASIDE_WITHIN, |state| !state.stands);
        waited.unwrap_or_else(PoisonError::into_inner).0.stands
    }
}

impl Input {
    pub fn open() -> io::Result<Input> {
        let (sender, events) = mpsc::channel(WAITING);
        let gate = Arc::new(Gate::default());
        let here = gate.clone();
        thread::Builder::new().name("terminal-input".into()).spawn(move || read(&sender, &here))?;
        Ok(Input { events, gate })
    }

    /// Leaves the terminal to somebody else's reading, until [`Input::go_on`].
    pub fn stand_aside(&self) -> io::Result<()> {
        self.gate.close();
        // The reader waits for the terminal; a change of its size is what wakes it without a key.
        kill_process(getpid(), Signal::WINCH)?;
        if self.gate.wait_for_reader() {
            return Ok(());
        }
        self.gate.open();
        Err(io::ErrorKind::TimedOut.into())
    }

    pub fn go_on(&self) {
        self.gate.open();
    }

    /// None when there will be no more.
    pub async fn next(&mut self) -> Option<Msg> {
        self.events.recv().await
    }

    /// What has already come.
    pub fn waiting(&mut self) -> Option<Msg> {
        self.events.try_recv().ok()
    }
}

fn read(sender: &Sender<Msg>, gate: &Gate) {
    while let Ok(event) = event::read() {
        if let Some(msg) = meaning(event)
            && sender.blocking_send(msg).is_err()
        {
            return;
        }
        gate.pass();
    }
}

fn meaning(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Pasted(text)),
        Event::Resize(width, height) => Some(Msg::Resized { width, height }),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}
