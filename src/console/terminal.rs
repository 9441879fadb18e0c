//! The terminal: taken over at the start, given back on every way out.
//!
//! Whatever ends the console (a key, a signal, an error, a panic) the shell gets its screen, its cursor and its
//! modes back, and what is to be said comes after that.

use super::ConsoleError;
use super::outside::{self, Notifier};
use super::plain;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Signal, kill_current_process_group};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use tokio_util::sync::CancellationToken;

/// A frame leaves in one write.
const FRAME_BYTES: usize = 128 * 1024;

/// Standard output, to which nothing fails any more once the terminal has gone: the loop learns of that from its
/// input, and what is dropped on the way out must not fail loudly, with nobody there to hear it.
struct Out(BufWriter<Stdout>);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).or_else(|error| if is_gone(&error) { Ok(bytes.len()) } else { Err(error) })
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_gone(self.0.flush())
    }
}

fn unless_gone(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| if is_gone(&error) { Ok(()) } else { Err(error) })
}

fn is_gone(error: &io::Error) -> bool {
    // The second is what comes of asking for its size.
    let gone = [Errno::IO, Errno::NXIO].map(|errno| Some(errno.raw_os_error()));
    error.kind() == io::ErrorKind::BrokenPipe || gone.contains(&error.raw_os_error())
}

/// What of the terminal is ours.
struct Taken {
    screen: AtomicBool,
    title: AtomicBool,
    face: Face,
}

/// What is shown there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// A screen of our own.
    Frames,
    /// Lines of text under those that are there, from a terminal that may be able to do nothing else.
    Lines { pastes: bool },
}

impl Face {
    /// `TERM` says what the terminal can do: whether it tells a paste from keys.
    pub fn of(plain: bool, term: &str) -> Face {
        if plain { Face::Lines { pastes: !matches!(term, "" | "dumb" | "unknown") } } else { Face::Frames }
    }
}

/// The terminal while it is ours. Dropping gives it back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Out>>,
    taken: Arc<Taken>,
    notifier: Notifier,
    /// What the terminal shows is not what was drawn last.
    stale: bool,
}

impl Screen {
    /// Takes the terminal over. To be called on the thread that draws: a panic there, and only there, gives the
    /// terminal back.
    pub fn enter(plain: bool) -> Result<Screen, ConsoleError> {
        if !io::stdin().is_terminal() {
            return Err(ConsoleError::NotATerminal { which: "standard input" });
        }
        if !io::stdout().is_terminal() {
            return Err(ConsoleError::NotATerminal { which: "standard output" });
        }
        let term = std::env::var("TERM").unwrap_or_default();
        let (screen, title, face) = (AtomicBool::default(), AtomicBool::default(), Face::of(plain, &term));
        let taken = Arc::new(Taken { screen, title, face });
        let vte = std::env::var_os("VTE_VERSION").is_some();
        let notifier = Notifier::of(&term, vte);
        hook_panics(taken.clone());
        let out = Out(BufWriter::with_capacity(FRAME_BYTES, io::stdout()));
        take(&taken)?;
        match Terminal::new(CrosstermBackend::new(out)) {
            Ok(terminal) => Ok(Screen { terminal, taken, notifier, stale: true }),
            Err(error) => {
                give_back(&taken);
                Err(error.into())
            }
        }
    }

    /// In cells; 0 × 0 when the terminal does not say. Lines of text have no size.
    pub fn size(&self) -> (u16, u16) {
        if self.is_plain() {
            return plain::SIZE;
        }
        crossterm::terminal::size().unwrap_or_default()
    }

    /// Draws one frame; the terminal shows it whole or not at all. A screen without cells is left alone.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let (width, height) = self.size();
        if width == 0 || height == 0 {
            return Ok(());
        }
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        if std::mem::take(&mut self.stale) {
            // Not `clear`, which asks the terminal where its cursor is: the answer would be read as keys.
            self.terminal.resize(Rect::new(0, 0, width, height))?;
        }
        let drawn = self.terminal.draw(view).map(|_| ());
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        unless_gone(drawn)
    }

    pub fn is_plain(&self) -> bool {
        self.taken.face != Face::Frames
    }

    /// Writes lines under those that are there. The terminal is told of each that it ends.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        if text.is_empty() { Ok(()) } else { self.tell(&text.replace('\n', "\r\n")) }
    }

    /// The next frame draws every cell.
    pub fn repaint(&mut self) {
        self.stale = true;
    }

    /// Puts text into the clipboard, of a terminal that allows it.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Rings the bell.
    pub fn ring(&mut self) -> io::Result<()> {
        self.tell(outside::BELL)
    }

    /// Names the window. It is called as before at the end.
    pub fn entitle(&mut self, title: &str) -> io::Result<()> {
        if self.is_plain() {
            return Ok(());
        }
        if !self.taken.title.swap(true, Ordering::SeqCst) {
            self.tell(outside::REMEMBER_TITLE)?;
        }
        self.tell(&outside::title(title))
    }

    /// Notifies whoever does not look at the terminal.
    pub fn notify(&mut self, text: &str) -> io::Result<()> {
        if self.is_plain() {
            return Ok(());
        }
        let said = self.notifier.notification(text);
        self.tell(&said)
    }

    fn tell(&mut self, sequence: &str) -> io::Result<()> {
        let out = self.terminal.backend_mut();
        out.write_all(sequence.as_bytes())?;
        out.flush()
    }

    /// Gives the terminal to the shell and stands still until told to go on.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back(&self.taken);
        stand_still()?;
        self.resume()
    }

    /// Gives the terminal to another program, until [`Screen::resume`].
    pub fn lend(&mut self) {
        give_back(&self.taken);
    }

    /// Takes the terminal over again after somebody else had it.
    pub fn resume(&mut self) -> io::Result<()> {
        self.stale = true;
        // Raw mode as we left it may not be what is there: from the beginning.
        unless_gone(disable_raw_mode().and_then(|()| take(&self.taken)))
    }
}

/// Stands still until told to go on. The stop signal and not the polite one: that is dropped in a group without a shell.
/// The whole group, as the terminal does it, so that whoever started the console stops with it.
pub fn stand_still() -> io::Result<()> {
    kill_current_process_group(Signal::STOP).map_err(io::Error::from)
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back(&self.taken);
    }
}

fn take(taken: &Taken) -> io::Result<()> {
    taken.screen.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    match taken.face {
        Face::Frames => execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide),
        Face::Lines { pastes: true } => execute!(io::stdout(), EnableBracketedPaste),
        Face::Lines { pastes: false } => Ok(()),
    }
}

/// Once, whoever comes first. A terminal that has gone cannot be given back, and nobody would see an error.
fn give_back(taken: &Taken) {
    if taken.title.swap(false, Ordering::SeqCst) {
        let _gone = execute!(io::stdout(), Print(outside::TITLE_AS_BEFORE));
    }
    if taken.screen.swap(false, Ordering::SeqCst) {
        let _gone = match taken.face {
            Face::Frames => {
                execute!(io::stdout(), EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show)
            }
            Face::Lines { pastes: true } => execute!(io::stdout(), DisableBracketedPaste),
            Face::Lines { pastes: false } => Ok(()),
        };
        let _gone = disable_raw_mode();
    }
}

/// A panic on this thread gives the terminal back and is told there. One on another thread (a query, the desk of
/// this process) is caught and told by whoever waits for it: it goes to the log and not over the screen.
fn hook_panics(taken: Arc<Taken>) {
    let (owner, before) = (thread::current().id(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |info| {
        if thread::current().id() != owner && taken.screen.load(Ordering::SeqCst) {
            tracing::error!(panic = %info, "a task of the console panicked");
            return;
        }
        give_back(&taken);
        before(info);
    }));
}

/// Cancels `quit` when the terminal has gone away, even if nobody sends a signal. Without this the reader of the
/// terminal's events would spin for ever.
pub fn watch_for_hang_up(quit: CancellationToken) {
    let watch = move || {
        let stdin = io::stdin();
        while !quit.is_cancelled() {
            // Asking for nothing reports only that the other end has gone.
            let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
            let second = rustix::event::Timespec { tv_sec: 1, tv_nsec: 0 };
            match poll(&mut fds, Some(&second)) {
                Ok(0) | Err(Errno::INTR) => {}
                Ok(_) | Err(_) => quit.cancel(),
            }
        }
    };
    // Not worth failing over: signals end the console as well.
    let started = thread::Builder::new().name("terminal-watch".into()).spawn(watch);
    if let Err(error) = started {
        tracing::warn!(%error, "nobody watches whether the terminal goes away");
    }
}
