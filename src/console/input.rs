//! What the terminal says, read on a thread of its own.
//!
//! A terminal that has gone leaves the library's reader in a loop without an end, on whatever thread it is. Here that
//! is nobody's who has something to save: the loop of the console learns of it and leaves, and the process ends.

use super::msg::Msg;
use crossterm::event::{self, Event};
use std::io;
use std::thread;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// So many wait for the loop; the rest waits in the terminal.
const WAITING: usize = 1_024;

/// The events of the terminal that mean something to a console, in order.
pub struct Input {
    events: Receiver<Msg>,
}

impl Input {
    pub fn open() -> io::Result<Input> {
        let (sender, events) = mpsc::channel(WAITING);
        thread::Builder::new().name("terminal-input".into()).spawn(move || read(&sender))?;
        Ok(Input { events })
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

fn read(sender: &Sender<Msg>) {
    while let Ok(event) = event::read() {
        if let Some(msg) = meaning(event)
            && sender.blocking_send(msg).is_err()
        {
            return;
        }
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
