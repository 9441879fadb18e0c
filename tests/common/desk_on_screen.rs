//! The console on the sample desk at a fixed instant, driven by keys and read as text: no terminal, no waiting.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use std::collections::VecDeque;
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use turno::backend::native::Native;
use turno::console::cache::Cache;
use turno::console::effect::Effect;
use turno::console::keymap::{Keymap, Preset};
use turno::console::model::{Model, Start};
use turno::console::msg::{Msg, Wake};
use turno::console::text::width;
use turno::console::theme::Theme;
use turno::console::{update, view};
use turno::domain::{Anchor, Filter, Language, Link, OperatorId, Span, SyncStatus, Timestamp, WindowRequest};
use turno::i18n::Catalog;
use turno::replica::{Identity, Replica, ReplicaError};
use turno::seam::{ManualClock, Rng, Seeded};
use turno::server::{Desk, Limits, ServerConfig};

/// 2026-11-25 03:12:07 in Lisbon.
pub const NOW: Timestamp = Timestamp(1_795_576_327_000);
/// How long after the sample was loaded the screen is looked at.
const LATER: Span = Span::minutes(7);

struct Sample {
    _dir: TempDir,
    replica: Replica,
}

/// The sample desk as a replica has it after its first sync. Only read by the tests.
static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(read_sample())
});

async fn read_sample() -> Sample {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(NOW - LATER));
    let rng: Arc<dyn Rng> = Arc::new(Seeded::new(7));
    let desk = Desk::open(ServerConfig {
        database: dir.path().join("desk.db"),
        sample: true,
        limits: Limits::default(),
        clock: clock.clone(),
        rng: rng.clone(),
    });
    let desk = desk.unwrap();
    let me = OperatorId::new("op-01");
    let token = desk.issue_token(&me, "test").unwrap();
    let name = desk.operators().unwrap().into_iter().find(|it| it.id == me).unwrap().name;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let shutdown = tokio_util::sync::CancellationToken::new();
    let serving = tokio::spawn(desk.serve(listener, None, shutdown.clone()));

    let opened =
        Replica::open(&dir.path().join("replica"), Identity { operator: me, name }, clock.clone(), rng.clone());
    let replica = opened.unwrap().replica;
    let native = Arc::new(Native::new(&url, token, rng.clone()).unwrap());
    turno::sync::once(native, &replica, &*clock, &*rng).await.unwrap();
    shutdown.cancel();
    serving.await.unwrap().unwrap();
    clock.advance(LATER);
    Sample { _dir: dir, replica }
}

pub struct Console {
    pub model: Model,
    cache: Cache,
}

impl Console {
    /// A console that has just been started on the sample desk.
    pub fn start(language: Language, width: u16, height: u16) -> Console {
        let mut model = Model::new(Start {
            me: OperatorId::new("op-01"),
            desk: "Sample desk".into(),
            sample: true,
            slot: 1,
            program: "turno".into(),
            words: Catalog::new(language),
            theme: Theme::default(),
            zone: jiff::tz::TimeZone::get("Europe/Lisbon").unwrap(),
            keymap: Keymap::new(Preset::Default),
            now: NOW,
            size: (width, height),
        });
        let effects = update::start(&mut model);
        let mut console = Console { model, cache: Cache::default() };
        console.settle(effects);
        console.send(Msg::LinkChanged(SyncStatus { link: Link::Live, ..SyncStatus::default() }));
        console
    }

    /// Presses keys, one character each; a name in ⟨⟩ is one key.
    pub fn press(&mut self, script: &str) -> &mut Console {
        let mut rest = script;
        while let Some(first) = rest.chars().next() {
            let (name, after) = match rest.strip_prefix('⟨') {
                Some(named) => named.split_once('⟩').unwrap(),
                None => rest.split_at(first.len_utf8()),
            };
            self.send(Msg::Key(key(name)));
            rest = after;
        }
        self
    }

    pub fn send(&mut self, msg: Msg) {
        let effects = update::update(&mut self.model, msg);
        self.settle(effects);
    }

    /// Carries out what is to be read; what would be written is left out.
    fn settle(&mut self, effects: Vec<Effect>) {
        let mut open: VecDeque<Effect> = effects.into();
        while let Some(effect) = open.pop_front() {
            if let Effect::Wake { after, wake: Wake::Rest } = effect {
                // The cursor has rested, and no clock on screen has moved.
                let now = self.model.now;
                for msg in [Msg::Tick(now + after), Msg::Woke(Wake::Rest), Msg::Tick(now)] {
                    open.extend(update::update(&mut self.model, msg));
                }
            } else if let Some(msg) = answer(&SAMPLE.replica, effect).unwrap() {
                open.extend(update::update(&mut self.model, msg));
            }
        }
    }

    /// The screen as text, each line without the spaces at its end.
    pub fn screen(&mut self) -> String {
        let (columns, rows) = self.model.size;
        let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
        view::draw(&self.model, &mut self.cache, &mut buf);
        let lines = buf.content().chunks(usize::from(columns.max(1))).map(line);
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn line(cells: &[Cell]) -> String {
    let (mut text, mut skip) = (String::new(), 0);
    for symbol in cells.iter().map(Cell::symbol) {
        if skip == 0 {
            text.push_str(symbol);
            skip = width(symbol).max(1);
        }
        skip -= 1;
    }
    text.trim_end().to_string()
}

fn answer(replica: &Replica, effect: Effect) -> Result<Option<Msg>, ReplicaError> {
    Ok(Some(match effect {
        Effect::LoadWindow { generation, request } => {
            Msg::WindowLoaded { generation, window: replica.window(&request)? }
        }
        Effect::LoadDossier(ticket) => Msg::DossierLoaded { ticket, dossier: replica.dossier(ticket)?.map(Box::new) },
        Effect::LoadList { filter, limit } => {
            let (ids, more) = replica.first_of(&filter, limit)?;
            Msg::ListLoaded { filter, ids, more }
        }
        Effect::LoadMarked { want, ids } => {
            let found = replica.marked(&ids, want.needs_suggestions())?;
            Msg::MarkedLoaded { want, ids, found }
        }
        Effect::LoadDuplicates { of, named } => {
            Msg::DuplicatesLoaded { of, named, found: replica.duplicates(of, named)?.map(Box::new) }
        }
        Effect::LoadReference => Msg::ReferenceLoaded { operators: replica.operators()?, policy: replica.policy()? },
        Effect::LoadLessons => Msg::LessonsLoaded { lessons: replica.lessons()?, skips: replica.skips()? },
        Effect::LoadShift(hours) => Msg::ShiftLoaded { report: Box::new(replica.shift(hours)?), hours },
        Effect::LoadTally => Msg::TallyLoaded(replica.tally()?),
        Effect::LoadDraft { ticket, kind } => Msg::DraftLoaded { ticket, kind, text: None },
        Effect::FindCustomers { generation, text } => {
            Msg::CustomersFound { generation, hits: replica.find_customers(&text, 50)? }
        }
        Effect::LoadProfile(customer) => {
            let profile = replica.profile(&customer)?.map(Box::new);
            Msg::ProfileLoaded { customer, profile }
        }
        Effect::LoadRegistration(ticket) => match replica.registration(ticket)? {
            Some((ticket, text)) => Msg::RegistrationLoaded { ticket: Box::new(ticket), text },
            None => return Ok(None),
        },
        Effect::Count(filter) => Msg::Counted { count: replica.count(&filter)?, filter },
        Effect::Wake { wake, .. } => Msg::Woke(wake),
        _ => return Ok(None),
    }))
}

/// The number of the n-th ticket of a search, from 0.
pub fn found(query: &str, n: usize) -> i64 {
    let filter = Filter::parse(query).unwrap();
    let window = SAMPLE.replica.window(&WindowRequest { filter, anchor: Anchor::Start, limit: 50 }).unwrap();
    window.rows[n].id.0
}

fn key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.split_once('+') {
        Some(("Ctrl", name)) => (KeyModifiers::CONTROL, name),
        Some(("Alt", name)) => (KeyModifiers::ALT, name),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Down" => KeyCode::Down,
        "PgDn" => KeyCode::PageDown,
        "Up" => KeyCode::Up,
        "Left" => KeyCode::Left,
        "Backspace" => KeyCode::Backspace,
        "F2" => KeyCode::F(2),
        "F3" => KeyCode::F(3),
        letter => KeyCode::Char(letter.chars().next().unwrap()),
    };
    KeyEvent::new(code, modifiers)
}
