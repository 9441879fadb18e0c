//! The desk of that night, who sits there, and what is asked of it besides.

use super::operator::{home, open};
use super::program::{Program, Served};
use super::pty::Terminal;
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use turno::seam::{Clock, System};

/// When the night begins: 2026-11-24, a Tuesday, at 21:20 in Lisbon.
const EVENING: i64 = 1_795_555_200;

/// The clock of all that is started here, as an offset from the machine's.
struct Hands {
    file: std::path::PathBuf,
    ahead: i64,
}

impl Hands {
    fn at_evening() -> Hands {
        let file = std::env::var_os("TURNO_TEST_CLOCK_FAKETIME_TIMESTAMP_FILE");
        assert!(file.is_some(), "there is no clock that can be turned: run this by `tests/run night`");
        let (file, now) = (file.unwrap().into(), System.now().0 / 1_000);
        let mut hands = Hands { file, ahead: 0 };
        hands.turn(EVENING - now);
        hands
    }

    fn turn(&mut self, by: i64) {
        self.ahead += by;
        std::fs::write(&self.file, format!("{:+}", self.ahead)).unwrap();
    }
}

/// Somebody with a console.
pub struct Seat {
    pub terminal: Terminal,
    home: Program,
}

pub struct Night {
    dir: TempDir,
    served: Option<Served>,
    socket: String,
    /// The lead of the night.
    pub teresa: Seat,
    /// The tickets that were worked on.
    pub touched: BTreeSet<String>,
    pub keys: usize,
    began: Instant,
    hands: Hands,
}

impl Night {
    pub fn begin() -> Night {
        let hands = Hands::at_evening();
        let dir = tempfile::tempdir().unwrap();
        let served = Served::start(&dir.path().join("desk.db"));
        let socket = served.socket();
        let teresa = Seat::of(home(&served, &served.token));
        let served = Some(served);
        Night { dir, served, socket, teresa, touched: BTreeSet::new(), keys: 0, began: Instant::now(), hands }
    }

    /// A console of another operator.
    pub fn seat(&self, operator: &str) -> Seat {
        let token = Served::token_for(&self.database(), operator);
        Seat::of(home(self.served.as_ref().unwrap(), &token))
    }

    fn database(&self) -> std::path::PathBuf {
        self.dir.path().join("desk.db")
    }

    pub fn press(&mut self, keys: &str) {
        self.keys += keys.chars().count();
        self.teresa.terminal.press(keys);
    }

    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> String {
        self.teresa.terminal.wait_for(text)
    }

    pub fn open(&mut self, ticket: &str) {
        self.keys += 15;
        open(&mut self.teresa.terminal, ticket);
        self.touched.insert(ticket.to_string());
    }

    /// Out of the ticket and of the search, to the whole queue.
    pub fn back_to_the_queue(&mut self) {
        for _ in 0..3 {
            // Escape and a letter at once would be Alt and that letter.
            self.press("\x1b");
            self.teresa.terminal.look_on(Duration::from_millis(80));
        }
        self.wait_for("[queue]");
    }

    pub fn cut_the_network(&mut self) {
        self.served = None;
    }

    /// Nothing runs meanwhile: a program whose clock is turned under it knows that nobody has waited for so long.
    pub fn an_hour_passes_with_the_console_closed(&mut self) {
        self.press("q");
        assert_eq!(self.teresa.terminal.wait_exit(), 0);
        self.hands.turn(3_600);
        self.teresa.terminal = Terminal::start(self.teresa.home.home.path(), 80, 24, &[]);
    }

    pub fn mend_the_network(&mut self) {
        self.served = Some(Served::start_on(&self.database(), &self.socket));
    }

    /// A ticket as the desk has it.
    pub fn on_the_desk(&self, ticket: &str) -> Value {
        self.teresa.home.run(&["ticket", "show", ticket, "--json"]).json()["ticket"].clone()
    }

    /// What its customer was told last.
    pub fn last_reply(&self, ticket: &str) -> String {
        let shown = self.teresa.home.run(&["ticket", "show", ticket, "--json"]).json();
        let articles = shown["articles"].as_array().unwrap();
        let reply = articles.iter().rev().find(|it| it["direction"] == "outbound");
        reply.map_or(String::new(), |it| it["body"].as_str().unwrap().to_string())
    }

    /// The numbers of the tickets that a query finds.
    pub fn found(&self, query: &str) -> Vec<String> {
        let listed = self.teresa.home.run(&["ticket", "list", "--json", "--limit", "200", query]).json();
        listed["tickets"].as_array().unwrap().iter().map(|it| it["id"].to_string()).collect()
    }

    /// Waits until as many tickets are found as wanted: what is on screen reaches the desk a moment later.
    #[track_caller]
    pub fn found_until(&self, query: &str, enough: impl Fn(usize) -> bool) -> Vec<String> {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            let found = self.found(query);
            if enough(found.len()) {
                return found;
            }
            assert!(Instant::now() < until, "{query}: {found:?}");
        }
    }

    /// What is on the screen now, as a snapshot.
    pub fn snapshot(&mut self, name: &str) {
        snapshot(&mut self.teresa.terminal, name);
    }

    pub fn figures(&self) {
        let tickets: Vec<Value> = self.touched.iter().map(|id| self.on_the_desk(id)).collect();
        let kinds = |field: &str| tickets.iter().map(|it| it[field].to_string()).collect::<BTreeSet<_>>().len();
        let (n, languages, types) = (tickets.len(), kinds("language"), kinds("type"));
        assert!(n >= 40 && languages == 3 && types == 7, "{n} tickets, {languages} languages, {types} types");
        println!(
            "night: {n} tickets of {types} types in {languages} languages, {} keys, {:.0?}",
            self.keys,
            self.began.elapsed()
        );
    }
}

impl Seat {
    fn of(home: Program) -> Seat {
        let mut terminal = Terminal::start(home.home.path(), 80, 24, &[]);
        terminal.wait("a queue", |screen| screen.contains("● live") && screen.contains("Queue 1/"));
        Seat { terminal, home }
    }
}

/// Times, ages and spans are of the moment; who looks at a screen later wants the words and their places.
pub fn snapshot(terminal: &mut Terminal, name: &str) {
    terminal.settle(Duration::from_millis(250));
    insta::with_settings!({filters => vec![
        (r"(?s)┃First response .*?┃\n┃Requester", "┃CLOCKS\n┃Requester"),
        (r"\d{4}-\d\d-\d\d", "AT"),
        (r"(\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} )?!?[-−]?\d{1,3}:\d\d( [A-Z]{3,4})?", "AT"),
        (r"\d+ (h|hours?) \d\d min", "AT"),
        (r"!?[-−]?\d+ ?(hours?|min|days?|[smhd])\b", "AT"),
        (r"\d+ keys?", "N"),
        // The parser of the tests draws no U+FFFD, and leaves what stood there before.
        (r"invoice.?fdp[^┃]*", "HIDDEN"),
        (r" +", " "),
        (r"(?m) $", ""),
    ]}, { insta::assert_snapshot!(name, terminal.screen()) });
}
