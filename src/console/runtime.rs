//! The loop: what happens, what follows, one frame.
//!
//! Keys come before everything else; all that waits is taken in before a frame is drawn; and nothing is drawn when
//! nothing on screen changed. Between two changes of a visible clock the loop sleeps.

use super::cache::Cache;
use super::editor::{self, Editor};
use super::effect::Effect;
use super::input::Input;
use super::model::{Model, Start};
use super::msg::Msg;
use super::perform::Ports;
use super::plain::Speaker;
use super::terminal::{self, Screen};
use super::theme::Theme;
use super::tour::Tour;
use super::trouble::{EditorTrouble, Trouble, key_problem};
use super::update::{self, update};
use super::view::view;
use super::{Asks, ConsoleConfig, ConsoleError};
use crate::console::keymap::Keymap;
use crate::domain::{TicketId, Visibility};
use crate::i18n::Catalog;
use crate::replica::{Replica, Shelf};
use crate::seam::Clock;
use crate::sync::Sync;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// So many messages are taken in before a frame is drawn at the latest.
const BATCH: usize = 256;
/// The wall clock is looked at no less often than this: it may jump while the machine sleeps.
const LOOK_AT_CLOCK: Duration = Duration::from_secs(5);
/// So long the operator's own editor has to end when the console must.
const EDITOR_ENDS_WITHIN: Duration = Duration::from_secs(2);

/// What the operator's own editor left.
type Edited = Result<String, EditorTrouble>;

/// Opens the console and returns when the operator leaves it. To be awaited on the thread that started the runtime
/// (`block_on`), which draws.
pub async fn run(
    config: ConsoleConfig,
    replica: Replica,
    shelf: Shelf,
    sync: Sync,
    asks: impl Asks,
) -> Result<(), ConsoleError> {
    let screen = Screen::enter(config.plain)?;
    let quit = config.shutdown.child_token();
    terminal::watch_for_hang_up(quit.clone());
    let clock = config.clock.clone();
    replica.let_replies_linger(config.linger);
    let (model, first) = start(config, &screen);
    let (ports, inbox) = Ports::open((&replica, &shelf), sync, asks, &quit);
    let console = Console {
        model,
        cache: Cache::default(),
        speaker: Speaker::default(),
        screen,
        input: Input::open()?,
        inbox,
        signals: Signals::new()?,
        ports,
        clock,
        quit: quit.clone(),
        replica,
    };
    let ended = console.run(first).await;
    quit.cancel();
    ended
}

/// The model as it is before anything has been read, and what is to be read.
fn start(config: ConsoleConfig, screen: &Screen) -> (Model, Vec<Effect>) {
    let mut keymap = Keymap::new(config.keymap);
    let problems = keymap.rebind(&config.keys);
    let mut model = Model::new(Start {
        me: config.me,
        desk: config.desk,
        sample: config.sample,
        slot: config.slot,
        program: config.program,
        words: Catalog::new(config.language),
        // What is not seen has one look, by which it is read.
        theme: if config.plain { Theme::default() } else { config.theme },
        zone: config.zone,
        keymap,
        now: config.clock.now(),
        size: screen.size(),
    });
    model.alerts.loudness = config.alerts;
    model.linger = config.linger;
    model.plain = config.plain;
    model.tour = config.tour.then(Tour::default);
    let effects = update::start(&mut model);
    for note in config.notes {
        update(&mut model, Msg::Noted { text: note.text, hint: note.hint });
    }
    if let Some(problem) = problems.first() {
        let said = key_problem(problem, &model.words);
        let text = model.words.format("notice-keys", &[("problem", said.what.into())]);
        update(&mut model, Msg::Noted { text, hint: said.hint });
    }
    (model, effects)
}

struct Console<A> {
    model: Model,
    cache: Cache,
    /// Says what the screen would show, where there is none.
    speaker: Speaker,
    screen: Screen,
    input: Input,
    inbox: mpsc::Receiver<Msg>,
    signals: Signals,
    ports: Ports<A>,
    clock: Arc<dyn Clock>,
    quit: CancellationToken,
    replica: Replica,
}

/// What woke the loop.
enum Woken {
    Msg(Msg),
    Tick,
    /// The interrupt of the keyboard, which is a key of ours unless another program has the terminal.
    Interrupted,
    /// Told to give the terminal back for a while.
    Stop,
    /// Another program had the terminal.
    Continue,
}

impl<A: Asks> Console<A> {
    async fn run(mut self, first: Vec<Effect>) -> Result<(), ConsoleError> {
        let worked = self.work(first).await;
        if worked.is_err() {
            self.keep_draft();
        }
        let _gone = self.screen.write(&self.speaker.end());
        // The terminal first: whatever takes its time now, the operator has the shell back.
        drop(self.screen);
        let finished = self.ports.finish(self.inbox).await;
        worked.and(finished)
    }

    /// Until it is time to leave, or the terminal cannot be used.
    async fn work(&mut self, first: Vec<Effect>) -> Result<(), ConsoleError> {
        let mut leaving = self.perform(first).await?;
        while !leaving {
            self.draw()?;
            let effects = match self.woken().await {
                Woken::Msg(msg) => self.take_in(msg),
                Woken::Tick => self.guarded(|model, now| update(model, Msg::Tick(now))),
                Woken::Interrupted => self.take_in(Msg::HungUp),
                Woken::Stop => vec![Effect::Suspend],
                Woken::Continue => {
                    self.screen.resume()?;
                    self.speaker.begin_again();
                    self.take_in(Msg::Returned)
                }
            };
            leaving = self.perform(effects).await?;
        }
        Ok(())
    }

    async fn woken(&mut self) -> Woken {
        let until = self.model.next_change() - self.now();
        let until = Duration::from_millis(u64::try_from(until.0).unwrap_or(0));
        tokio::select! {
            biased;
            event = self.input.next() => Woken::Msg(event.unwrap_or(Msg::HungUp)),
            () = self.quit.cancelled() => Woken::Msg(Msg::HungUp),
            woken = self.signals.next() => woken,
            Some(msg) = self.inbox.recv() => Woken::Msg(msg),
            () = sleep(until.min(LOOK_AT_CLOCK)) => Woken::Tick,
        }
    }

    /// This message and all that wait behind it, keys and answers by turns, up to a limit.
    fn take_in(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = self.guarded(|model, now| update(model, Msg::Tick(now)));
        effects.extend(self.guarded(|model, _| update(model, msg)));
        for _ in 0..BATCH {
            let (event, answer) = (self.input.waiting(), self.inbox.try_recv().ok());
            if event.is_none() && answer.is_none() {
                break;
            }
            for msg in event.into_iter().chain(answer) {
                effects.extend(self.guarded(|model, _| update(model, msg)));
            }
            if ends_batch(&effects) {
                break;
            }
        }
        effects
    }

    /// Carries effects out; whether it is time to leave.
    async fn perform(&mut self, effects: Vec<Effect>) -> Result<bool, ConsoleError> {
        let mut queue: std::collections::VecDeque<Effect> = effects.into();
        let mut leaving = false;
        while let Some(effect) = queue.pop_front() {
            match effect {
                Effect::Leave => leaving = true,
                Effect::Repaint => {
                    self.screen.repaint();
                    self.model.changed = true;
                }
                Effect::Suspend => {
                    self.screen.suspend()?;
                    self.speaker.begin_again();
                    queue.extend(self.returned());
                }
                Effect::EditOutside { ticket, kind, text } => {
                    let edited = self.edit_outside(ticket, kind, &text).await?;
                    queue.extend(self.returned());
                    queue.extend(self.guarded(|model, _| update(model, Msg::EditedOutside { ticket, kind, edited })));
                }
                Effect::Bell => self.screen.ring()?,
                Effect::Title(title) => self.screen.entitle(&title)?,
                Effect::Notify(text) => self.screen.notify(&text)?,
                // There is no clipboard: the text is there to be read.
                Effect::Copy(text) if self.screen.is_plain() => {
                    let said = self.speaker.say(&text);
                    self.screen.write(&said)?;
                }
                Effect::Copy(text) => {
                    let msg = match self.screen.copy(&text) {
                        Ok(()) => Msg::Copied(text),
                        Err(error) => {
                            Msg::Failed { doing: super::msg::Doing::Copy, error: Trouble::Other(error.to_string()) }
                        }
                    };
                    queue.extend(self.guarded(|model, _| update(model, msg)));
                }
                effect => {
                    if let Some(failed) = self.ports.perform(effect) {
                        queue.extend(self.guarded(|model, _| update(model, failed)));
                    }
                }
            }
        }
        Ok(leaving)
    }

    /// The terminal is ours again.
    fn returned(&mut self) -> Vec<Effect> {
        let (width, height) = self.screen.size();
        let mut effects = self.guarded(|model, _| update(model, Msg::Resized { width, height }));
        effects.extend(self.guarded(|model, now| update(model, Msg::Tick(now))));
        effects.extend(self.guarded(|model, _| update(model, Msg::Returned)));
        effects
    }

    /// Lends the terminal to the operator's own editor, while everything else goes on. What it left.
    async fn edit_outside(&mut self, ticket: TicketId, kind: Visibility, text: &str) -> Result<Edited, ConsoleError> {
        if let Err(error) = self.input.stand_aside() {
            return Ok(Err(EditorTrouble::File(error.to_string())));
        }
        self.screen.lend();
        let edited = match Editor::start(ticket, kind, text) {
            Ok(editor) => self.wait_for(editor).await,
            Err(trouble) => Err(trouble),
        };
        // What the keyboard said meanwhile was for the editor.
        self.signals = Signals::new()?;
        self.screen.resume()?;
        self.speaker.begin_again();
        self.input.go_on();
        Ok(edited)
    }

    /// Waits for the editor; ends it when the console has to end.
    async fn wait_for(&mut self, editor: Editor) -> Edited {
        let process = editor.process();
        let mut finished = tokio::task::spawn_blocking(|| editor.finish());
        let mut told = 0;
        loop {
            let patience = if told == 0 { LOOK_AT_CLOCK } else { EDITOR_ENDS_WITHIN };
            tokio::select! {
                edited = &mut finished => {
                    return edited.unwrap_or_else(|error| Err(EditorTrouble::File(error.to_string())));
                }
                () = self.quit.cancelled(), if told == 0 => {}
                woken = self.signals.next() => match woken {
                    Woken::Msg(Msg::HungUp) => self.quit.cancel(),
                    Woken::Stop => {
                        // As the terminal would have done it to both.
                        if let Err(error) = terminal::stand_still() {
                            tracing::warn!(%error, "the console could not be stopped");
                        }
                    }
                    _ => {}
                },
                () = sleep(patience) => {}
            }
            if self.quit.is_cancelled()
                && let Some(process) = process
            {
                editor::end(process, told > 0);
                told += 1;
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.model.changed) {
            return Ok(());
        }
        if self.screen.is_plain() {
            return self.speak();
        }
        let (model, cache, screen) = (&self.model, &mut self.cache, &mut self.screen);
        let drawing = |frame: &mut ratatui::Frame<'_>| {
            #[cfg(debug_assertions)]
            stumble(model);
            view(model, cache, frame);
        };
        match catch_unwind(AssertUnwindSafe(|| screen.draw(drawing))) {
            Ok(drawn) => drawn,
            Err(panic) => self.rescue(panic),
        }
    }

    /// Writes what has changed, where there is no screen.
    fn speak(&mut self) -> io::Result<()> {
        let (model, speaker) = (&mut self.model, &mut self.speaker);
        match catch_unwind(AssertUnwindSafe(|| speaker.follow(model))) {
            Ok(said) => self.screen.write(&said),
            Err(panic) => self.rescue(panic),
        }
    }

    /// The desk's time: what is due is due by its clock, however wrong this machine's is.
    fn now(&self) -> crate::domain::Timestamp {
        self.clock.now() + self.model.sync.skew
    }

    /// Runs a piece of update; a mistake in it does not take what was typed with it.
    fn guarded(&mut self, step: impl FnOnce(&mut Model, crate::domain::Timestamp) -> Vec<Effect>) -> Vec<Effect> {
        let now = self.now();
        let model = &mut self.model;
        match catch_unwind(AssertUnwindSafe(|| step(model, now))) {
            Ok(effects) => effects,
            Err(panic) => self.rescue(panic),
        }
    }

    /// The terminal has been given back by then. What was typed goes to disk before the process ends.
    fn rescue(&mut self, panic: Box<dyn std::any::Any + Send>) -> ! {
        self.keep_draft();
        resume_unwind(panic)
    }

    fn keep_draft(&self) {
        if let Some(writing) = self.model.compose.as_ref().filter(|writing| writing.unsaved) {
            let editor = &writing.editor;
            let text = editor.text();
            let saved = self.replica.save_draft(editor.ticket(), editor.kind(), &text);
            if let Err(error) = saved {
                tracing::error!(%error, "the draft could not be saved");
            }
        }
    }
}

/// A mistake on purpose, for the test of what is left after one. Not part of a release.
#[cfg(debug_assertions)]
fn stumble(model: &Model) {
    let typed = model.compose.as_ref().map(|writing| writing.editor.text());
    if let (Some(trap), Some(text)) = (std::env::var("TURNO_STUMBLE_OVER").ok(), typed) {
        assert!(!text.contains(&trap), "stumbled over {trap}");
    }
}

/// What must be carried out before the next key is looked at.
fn ends_batch(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Leave | Effect::Suspend | Effect::EditOutside { .. }))
}

/// The signals that concern a console.
struct Signals {
    end: [Signal; 2],
    interrupt: Signal,
    stop: Signal,
    go_on: Signal,
}

impl Signals {
    fn new() -> io::Result<Signals> {
        Ok(Signals {
            end: [signal(SignalKind::terminate())?, signal(SignalKind::hangup())?],
            interrupt: signal(SignalKind::interrupt())?,
            stop: signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?,
            go_on: signal(SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()))?,
        })
    }

    async fn next(&mut self) -> Woken {
        let [terminate, hang_up] = &mut self.end;
        tokio::select! {
            _ = terminate.recv() => Woken::Msg(Msg::HungUp),
            _ = hang_up.recv() => Woken::Msg(Msg::HungUp),
            _ = self.interrupt.recv() => Woken::Interrupted,
            _ = self.stop.recv() => Woken::Stop,
            _ = self.go_on.recv() => Woken::Continue,
        }
    }
}
