//! A desk whose clock is right, and consoles whose clocks are wrong by hours, are set while they run, and stand in
//! other zones: every promise is due at the same instant everywhere, and as far away.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use turno::backend::native::Native;
use turno::console::cache::Cache;
use turno::console::effect::Effect;
use turno::console::keymap::{Keymap, Preset};
use turno::console::layout::Pane;
use turno::console::model::{Model, Start};
use turno::console::msg::Msg;
use turno::console::theme::Theme;
use turno::console::{update, view};
use turno::domain::{
    Action, Anchor, Language, Link, Nearest, Operation, OperatorId, Span, Status, SyncStatus, TicketId, Timestamp,
    WindowRequest,
};
use turno::i18n::Catalog;
use turno::replica::{Identity, Replica, ReplicaError};
use turno::seam::{Clock, ManualClock, Seeded};
use turno::server::{Desk, Limits, ServerConfig};
use turno::sync::{self, Sync};

/// A minute before Lisbon puts its clocks back.
const NOW: Timestamp = Timestamp(1_792_889_940_000);
const PATIENCE: Duration = Duration::from_secs(20);

/// The sample desk, served with a clock of its own.
struct Served {
    _dir: tempfile::TempDir,
    clock: Arc<ManualClock>,
    desk: Desk,
    address: String,
    shutdown: CancellationToken,
}

#[cfg(test)]
impl Served {
    async fn start() -> Served {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(NOW - Span::minutes(7)));
        let open = || {
            let database = dir.path().join("desk.db");
            let rng = Arc::new(Seeded::new(7));
            Desk::open(ServerConfig { database, sample: true, limits: Limits::default(), clock: clock.clone(), rng })
        };
        let (desk, serving) = (open().unwrap(), open().unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let shutdown = CancellationToken::new();
        clock.advance(Span::minutes(7));
        tokio::spawn(serving.serve(listener, None, shutdown.clone()));
        Served { _dir: dir, clock, desk, address, shutdown }
    }
}

/// A console: its clock, its zone, and all of it but the terminal.
struct Console {
    _dir: tempfile::TempDir,
    clock: Arc<ManualClock>,
    zone: &'static str,
    replica: Replica,
    sync: Sync,
    shutdown: CancellationToken,
}

#[cfg(test)]
impl Console {
    async fn start(served: &Served, wrong_by: Span, zone: &'static str) -> Console {
        let clock = Arc::new(ManualClock::at(served.clock.now() + wrong_by));
        Console::open(served, tempfile::tempdir().unwrap(), clock, wrong_by, zone).await
    }

    /// Closes it, and opens it on the same files.
    async fn restart(self, served: &Served, wrong_by: Span) -> Console {
        let Console { _dir: dir, clock, zone, replica, sync, shutdown } = self;
        shutdown.cancel();
        drop((replica, sync));
        Console::open(served, dir, clock, wrong_by, zone).await
    }

    async fn open(
        served: &Served,
        dir: tempfile::TempDir,
        clock: Arc<ManualClock>,
        wrong_by: Span,
        zone: &'static str,
    ) -> Console {
        let me = OperatorId::new("op-01");
        let rng = Arc::new(Seeded::new(wrong_by.0.unsigned_abs()));
        let who = Identity { operator: me.clone(), name: "Operator".into() };
        // One that is being closed lets go of its files in a moment.
        let opened = timeout(PATIENCE, async {
            loop {
                match Replica::open(dir.path(), who.clone(), clock.clone(), rng.clone()) {
                    Err(ReplicaError::InUse { .. }) => tokio::time::sleep(Duration::from_millis(10)).await,
                    opened => return opened.unwrap(),
                }
            }
        });
        let replica = opened.await.unwrap().replica;
        let token = served.desk.issue_token(&me, "test").unwrap();
        let native = Arc::new(Native::new(&served.address, token, rng.clone()).unwrap());
        let shutdown = CancellationToken::new();
        let sync = sync::spawn(native, replica.clone(), clock.clone(), rng, shutdown.clone());
        let console = Console { _dir: dir, clock, zone, replica, sync, shutdown };
        console.until(|status| status.link == Link::Live && status.skew == Span(-wrong_by.0)).await;
        console
    }

    async fn until(&self, wanted: impl Fn(&SyncStatus) -> bool) -> SyncStatus {
        let mut status = self.sync.status.clone();
        let found = timeout(PATIENCE, status.wait_for(|status| wanted(status))).await;
        found.unwrap_or_else(|_| panic!("it stays {:?}", self.sync.status.borrow())).unwrap().clone()
    }

    /// The clocks of the queue, as they came.
    fn clocks(&self) -> Vec<(TicketId, Option<Nearest>)> {
        let request = WindowRequest { filter: Default::default(), anchor: Anchor::Start, limit: 200 };
        self.replica.window(&request).unwrap().rows.into_iter().map(|row| (row.id, row.clock)).collect()
    }

    /// The screen: the whole of it, and the queue alone.
    fn screen(&self) -> (String, String) {
        let mut model = Model::new(Start {
            me: OperatorId::new("op-01"),
            desk: "Sample desk".into(),
            sample: true,
            slot: 1,
            program: "turno".into(),
            words: Catalog::new(Language::En),
            theme: Theme::default(),
            zone: jiff::tz::TimeZone::get(self.zone).unwrap(),
            keymap: Keymap::new(Preset::Default),
            now: self.clock.now(),
            size: (100, 30),
        });
        let mut effects = update::start(&mut model);
        effects.extend(update::update(&mut model, Msg::LinkChanged(self.sync.status.borrow().clone())));
        for effect in effects {
            if let Effect::LoadWindow { generation, request } = effect {
                let window = self.replica.window(&request).unwrap();
                update::update(&mut model, Msg::WindowLoaded { generation, window });
            }
        }
        let mut buf = Buffer::empty(Rect::new(0, 0, 100, 30));
        view::draw(&model, &mut Cache::default(), &mut buf);
        let text = |area: Rect| {
            let line = |y| (area.left()..area.right()).map(move |x| (x, y));
            let rows = (area.top()..area.bottom()).map(line);
            rows.map(|row| row.map(|at| buf[at].symbol()).collect::<String>() + "\n").collect::<String>()
        };
        (text(buf.area), text(model.layout().pane(Pane::Queue).unwrap()))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_console_whose_clock_is_six_hours_off_and_in_another_zone_shows_the_same_promises() {
    let served = Served::start().await;
    let right = Console::start(&served, Span(0), "Europe/Lisbon").await;
    let (clocks, (_, queue)) = (right.clocks(), right.screen());
    assert!(clocks.iter().filter(|(_, clock)| clock.is_some()).count() > 20);
    for (wrong_by, zone, said) in [
        (Span::hours(6), "Asia/Tokyo", "clock 6 h fast"),
        (Span::hours(-6), "America/New_York", "clock 6 h slow"),
        (Span::minutes(-95), "Atlantic/Azores", "clock 1 h 35 min slow"),
    ] {
        let wrong = Console::start(&served, wrong_by, zone).await;
        assert_eq!(wrong.clocks(), clocks, "due instants are the desk's");
        let (screen, same_queue) = wrong.screen();
        assert_eq!(same_queue, queue, "{zone}: what is left is the same");
        let top = screen.lines().next().unwrap();
        assert!(top.contains(said), "{top}");
        let shown = served.clock.now();
        let shown = jiff::Timestamp::from_millisecond(shown.0).unwrap().in_tz(zone).unwrap().strftime("%H:%M");
        assert!(top.contains(&shown.to_string()), "the one clock on screen is right: {shown} in {top}");
        wrong.shutdown.cancel();
    }
    assert!(!right.screen().0.lines().next().unwrap().contains("clock"));
    served.shutdown.cancel();
}

/// The night on which the clocks are put back is nearly over by then: twelve hours in steps of one, and somebody
/// sets the machine's clock at each of them.
#[tokio::test(flavor = "multi_thread")]
async fn setting_the_machine_s_clock_while_the_console_runs_changes_nothing_on_screen() {
    let served = Served::start().await;
    let console = Console::start(&served, Span::seconds(20), "Europe/Lisbon").await;
    let mut wrong_by = Span::seconds(20);
    for jump in [6, -6, -6, 6, 1, -1].map(Span::hours) {
        for clock in [&served.clock, &console.clock] {
            clock.advance(Span::hours(1));
        }
        let (clocks, queue) = (console.clocks(), console.screen().1);
        console.clock.jump(jump);
        wrong_by = wrong_by + jump;
        console.until(|status| status.skew == Span(-wrong_by.0)).await;
        assert_eq!(console.clocks(), clocks);
        assert_eq!(console.screen().1, queue, "{jump:?}");
    }
    console.shutdown.cancel();
    served.shutdown.cancel();
}

/// What an operator does is previewed at once, before the desk has said when it was.
#[tokio::test(flavor = "multi_thread")]
async fn a_pause_is_previewed_by_the_desk_s_clock() {
    let served = Served::start().await;
    let console = Console::start(&served, Span::hours(6), "Asia/Tokyo").await;
    let open = |id: &TicketId| {
        let ticket = console.replica.ticket(*id).unwrap().unwrap();
        ticket.status == Status::Open && ticket.clocks.resolution.is_some_and(|clock| clock.is_running())
    };
    let id = console.clocks().into_iter().map(|(id, _)| id).find(open).unwrap();
    served.shutdown.cancel();
    console.until(|status| matches!(status.link, Link::Offline { .. })).await;
    let action = Action::SetStatus { from: Status::Open, to: Status::Pending };
    console.replica.submit(&Operation { ticket: id, action }).unwrap();
    let clock = console.replica.ticket(id).unwrap().unwrap().clocks.resolution.unwrap();
    assert_eq!(clock.paused_since, Some(served.clock.now()));
    console.shutdown.cancel();
}

/// A restart knows this machine's time alone, by which the reply was made in the future and may leave; then the desk
/// tells its own, by which it lingers.
#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_lingers_by_the_desk_s_clock_leaves_after_a_restart() {
    let served = Served::start().await;
    let wrong_by = Span::hours(-4);
    let console = Console::start(&served, wrong_by, "Europe/Lisbon").await;
    console.replica.let_replies_linger(Span::seconds(15));
    let (ticket, _) = console.clocks()[0];
    let seen = console.replica.ticket(ticket).unwrap().unwrap().replies;
    let action = Action::Reply { body: "On our way.".into(), seen, force: false };
    console.replica.submit(&Operation { ticket, action }).unwrap();
    let console = console.restart(&served, wrong_by).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let status = console.until(|status| status.link == Link::Live).await;
    assert_eq!(status.waiting, 1, "it lingers");
    for clock in [&served.clock, &console.clock] {
        clock.advance(Span::seconds(16));
    }
    console.until(|status| status.waiting == 0).await;
    assert_eq!(console.replica.ticket(ticket).unwrap().unwrap().replies, seen + 1);
    console.shutdown.cancel();
    served.shutdown.cancel();
}
