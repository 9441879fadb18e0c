//! What the console owes the terminal: it is given back on every way out, and nothing that a terminal can do to a
//! program ends it or makes it spin.

#[cfg(test)]
#[path = "common/pty.rs"]
mod pty;

use pty::Terminal;
use rustix::process::Signal;
use std::time::{Duration, Instant};
use turno::seam::{Seeded, below};

fn console(home: &tempfile::TempDir) -> Terminal {
    let mut terminal = Terminal::start(home.path(), 100, 30, &[]);
    terminal.wait_for("Queue 1/");
    terminal.wait_for("live");
    terminal
}

/// Waits until the process stands still. A signal to go on that comes before that would be lost.
fn wait_stopped(terminal: &mut Terminal) {
    let stat = format!("/proc/{}/stat", terminal.process_id());
    let stands = || std::fs::read_to_string(&stat).is_ok_and(|stat| stat.contains(") T "));
    terminal.wait("standing process", |_| stands());
}

fn is_given_back(terminal: &Terminal) -> bool {
    !terminal.vt().alternate_screen() && !terminal.vt().hide_cursor() && !terminal.vt().bracketed_paste()
}

#[test]
fn every_way_out_gives_the_terminal_back() {
    let home = tempfile::tempdir().unwrap();
    for way in [None, Some(Signal::TERM), Some(Signal::HUP), Some(Signal::INT)] {
        let mut terminal = console(&home);
        match way {
            None => {
                terminal.press("q");
            }
            Some(signal) => terminal.signal(signal),
        }
        assert_eq!(terminal.wait_exit(), 0, "{way:?}");
        assert!(is_given_back(&terminal), "{way:?}");
    }
}

#[test]
fn after_a_suspension_the_screen_is_whole_again() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = console(&home);
    for _ in 0..50 {
        terminal.press("\x1a");
        wait_stopped(&mut terminal);
        terminal.signal(Signal::CONT);
        terminal.wait_for("Queue 1/");
    }
    terminal.press("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_storm_of_sizes_is_weathered() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = console(&home);
    // Screen by screen: how to get there, what stands there, and how often to go back from there.
    let screens = [
        ("", "Queue 1/", 0),
        ("?", "What works here", 1),
        (":", "work next", 1),
        ("s", "Status of", 1),
        ("/", "/", 1),
        ("o", "GSD", 1),
        ("\r", "#4", 1),
        ("r", "PUBLIC REPLY", 2),
    ];
    let rng = Seeded::new(3);
    let mut sizes = 0;
    for (keys, there, back) in screens {
        terminal.press(keys);
        terminal.wait_for(there);
        for n in 0..250 {
            let (width, height) = match n {
                0 => (1, 1),
                1 => (0, 0),
                2 => (0, 40),
                3 => (200, 0),
                _ => (below(&rng, 240), below(&rng, 70)),
            };
            terminal.resize(u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
            sizes += 1;
            if n % 10 == 0 {
                terminal.look_on(Duration::from_millis(5));
            }
        }
        terminal.resize(100, 30);
        terminal.settle(Duration::from_millis(100));
        terminal.wait_for(there);
        for _ in 0..back {
            terminal.press("\x1b");
            terminal.settle(Duration::from_millis(150));
        }
    }
    assert_eq!(sizes, 2_000);
    terminal.wait_for("Queue 1/");
    terminal.press("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn what_is_typed_while_the_console_dies_is_there_at_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = console(&home);
    terminal.press("r");
    terminal.wait_for("PUBLIC REPLY");
    terminal.press("Já vamos a caminho");
    terminal.wait_for("Já vamos a caminho");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_exit(), 0);
    let mut terminal = console(&home);
    terminal.press("r");
    terminal.wait_for("Já vamos a caminho");
}

/// Typing without a pause, and killed without a word: what stood on the screen a second before is on the disk.
#[test]
fn of_what_is_typed_when_the_console_is_killed_no_more_than_the_last_second_is_gone() {
    let home = tempfile::tempdir().unwrap();
    let (mut typed, mut kept) = (0, 0);
    for run in 1..=3_u16 {
        let mut terminal = console(&home);
        terminal.press("r");
        terminal.wait_for("PUBLIC REPLY");
        terminal.wait("draft", |screen| last_word(screen) == kept);
        // A word may have been cut in two.
        terminal.press(" ");
        let (begun, mut shown) = (Instant::now(), Vec::new());
        while begun.elapsed() < Duration::from_millis(2_000 + 137 * u64::from(run)) {
            typed += 1;
            terminal.press(&format!("qx{typed:04} "));
            terminal.look_on(Duration::from_millis(20));
            shown.push((Instant::now(), last_word(&terminal.screen())));
        }
        let killed = Instant::now();
        terminal.signal(Signal::KILL);
        let (_, safe) = shown.into_iter().rfind(|(at, _)| killed - *at >= Duration::from_secs(1)).unwrap();
        assert!(safe > kept, "the screen does not follow");
        drop(terminal);
        let mut terminal = console(&home);
        terminal.press("r");
        terminal.wait_for("PUBLIC REPLY");
        terminal.wait("draft", |screen| last_word(screen) > 0);
        // A frame may come in pieces, and its last words in the last of them.
        terminal.settle(Duration::from_millis(200));
        let words = words_on(&terminal.screen());
        assert!(words.windows(2).all(|two| two[1] == two[0] + 1), "{words:?}");
        kept = words.last().copied().unwrap();
        assert!(kept >= safe, "{safe} words were on the screen, {kept} are on the disk");
        typed = kept;
        terminal.press("\x1b");
        terminal.wait_gone("PUBLIC REPLY");
        terminal.press("q");
        assert_eq!(terminal.wait_exit(), 0);
    }
}

/// The editor has the terminal to itself while it runs, and the console its own again afterwards.
#[test]
fn the_operators_own_editor_writes_on_in_the_draft_and_gives_the_terminal_back() {
    let home = tempfile::tempdir().unwrap();
    // Says how many lines there are, reads one from the keyboard, as an editor would, and puts it under them.
    let editor = r#"sh -c 'echo WRITE $(wc -l < "$1"); read line; echo "$line" >> "$1"; test "$line" != fail' sh"#;
    let session = home.path().display().to_string();
    let mut terminal = Terminal::start_with_all(home.path(), &[("VISUAL", editor), ("XDG_RUNTIME_DIR", &session)]);
    terminal.wait_for("Queue 1/");
    terminal.press("r");
    terminal.wait_for("PUBLIC REPLY");
    terminal.press("Bom dia,");
    terminal.wait_for("Bom dia,");
    for round in 1..=3 {
        terminal.press("\x05");
        terminal.wait_for(&format!("WRITE {round}"));
        assert!(!terminal.vt().alternate_screen(), "the editor has a screen of its own");
        terminal.press(&format!("line {round} j r q\r"));
        terminal
            .wait("reply", |screen| screen.contains("PUBLIC REPLY") && screen.contains(&format!("line {round} j r q")));
    }
    terminal.press("\x05");
    terminal.wait_for("WRITE 4");
    terminal.press("fail\r");
    let screen = terminal.wait_for("ended with an error (1)");
    assert!(screen.contains("line 3") && !screen.contains("fail\n"), "{screen}");
    terminal.press("\r");
    terminal.press("fim");
    terminal.wait_for("fim");
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with("turno-")), "{left:?}");
    terminal.press("\x05");
    terminal.wait_for("WRITE 5");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_exit(), 0, "it does not wait for the editor when it has to end");
    assert!(is_given_back(&terminal));
}

#[test]
fn without_an_editor_it_says_what_to_set() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = console(&home);
    terminal.press("r");
    terminal.wait_for("PUBLIC REPLY");
    terminal.press("\x05");
    terminal.wait_for("No editor is set");
    terminal.press("Olá");
    terminal.wait_for("Olá");
}

#[test]
fn a_burst_of_keys_arrives_whole_and_waits_for_no_other_key() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = console(&home);
    terminal.press("r");
    terminal.wait_for("PUBLIC REPLY");
    terminal.press(&(1..=400).map(|n| format!("qx{n:04} ")).collect::<String>());
    terminal.wait("the last word", |screen| last_word(screen) == 400);
    // What was typed is a draft; the console is left as it is.
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_exit(), 0);
}

/// The words are numbered.
fn words_on(screen: &str) -> Vec<usize> {
    let words = screen.split(|letter: char| !letter.is_alphanumeric()).filter(|it| it.len() == 6);
    words.filter_map(|it| it.strip_prefix("qx")?.parse().ok()).collect()
}

fn last_word(screen: &str) -> usize {
    words_on(screen).last().copied().unwrap_or(0)
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = console(&home);
    // No clock in view counts seconds when the queue shows a search that finds nothing.
    terminal.press("/nothing-like-it\r");
    terminal.wait_for("No ticket matches");
    terminal.settle(Duration::from_millis(500));
    let before = terminal.bytes.len();
    let clock = terminal.screen().lines().next().unwrap_or_default().to_string();
    terminal.settle(Duration::from_secs(3));
    let same_minute = terminal.screen().starts_with(&clock);
    assert!(!same_minute || terminal.bytes.len() == before, "{} bytes", terminal.bytes.len() - before);
}

/// Without a signal, too: some terminals just go. It does not spin meanwhile, and what was written is still there.
#[test]
fn a_terminal_that_goes_away_without_a_word_ends_the_console_at_once_and_nothing_is_lost() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = console(&home);
    terminal.press("c");
    terminal.wait_for("INTERNAL");
    terminal.press("Seen before the line went dead\x13");
    terminal.wait_gone("INTERNAL");
    terminal.press("q");
    assert_eq!(terminal.wait_exit(), 0);
    let mut child = pty::hang_up_after(home.path(), "Queue 1/", "", Duration::ZERO);
    let id = child.process_id().unwrap();
    let (begun, before) = (Instant::now(), processor_time(id));
    let mut used = before;
    while child.try_wait().unwrap().is_none() {
        used = processor_time(id).or(used);
        assert!(begun.elapsed() < Duration::from_secs(10), "it goes on without a terminal");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    assert_eq!(child.wait().unwrap().exit_code(), 0);
    let mut terminal = console(&home);
    terminal.press("\r");
    terminal.wait_for("Seen before the line went dead");
    if let (Some(before), Some(used)) = (before, used) {
        assert!(used - before < 100, "it spins: {} ms", (used - before) * 10);
    }
}

/// It may go at any moment: while keys are read, while a frame is drawn.
#[test]
fn a_terminal_that_goes_away_in_the_middle_of_work_ends_the_console_all_the_same() {
    let home = tempfile::tempdir().unwrap();
    let keys = "jk".repeat(1_000);
    for while_read in [1, 2, 4, 8, 16].map(Duration::from_millis) {
        let mut child = pty::hang_up_after(home.path(), "Queue 1/", &keys, while_read);
        let begun = Instant::now();
        while child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(10), "it goes on after {while_read:?} of keys");
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(child.wait().unwrap().exit_code(), 0, "after {while_read:?} of keys");
    }
}

/// In hundredths of a second.
fn processor_time(id: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

/// Memory in KiB, open files, and threads.
#[cfg(test)]
fn takes(id: u32) -> (u64, usize, usize) {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let memory = memory.trim().trim_end_matches(" kB").parse().unwrap();
    let count = |what: &str| std::fs::read_dir(format!("/proc/{id}/{what}")).unwrap().count();
    (memory, count("fd"), count("task"))
}

/// Keys, changes, screens and sizes, as in a long night: what it takes does not grow with them.
#[test]
fn a_long_session_takes_no_more_memory_files_or_threads_than_a_short_one() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = console(&home);
    let work = |terminal: &mut Terminal, rounds: u16| {
        for round in 0..rounds {
            terminal.press("jjjjjjjjjjkkkkkkkkkkGg\tl\tl");
            terminal.press(if round % 2 == 0 { "p1" } else { "p3" });
            terminal.press("?");
            terminal.look_on(Duration::from_millis(15));
            terminal.press("\x1b");
            terminal.look_on(Duration::from_millis(60));
            terminal.resize(80 + round % 90, 24 + round % 30);
        }
        terminal.resize(100, 30);
        terminal.settle(Duration::from_millis(500));
    };
    work(&mut terminal, 40);
    let before = takes(terminal.process_id());
    work(&mut terminal, 120);
    let after = takes(terminal.process_id());
    assert!(after.0 < before.0 + 12 * 1_024, "memory: {before:?} {after:?}");
    assert!(after.1 <= before.1 + 4, "open files: {before:?} {after:?}");
    // Those that wait for a disk come and go with the work.
    assert!(after.2 <= before.2 + 12, "threads: {before:?} {after:?}");
}

/// A mistake in the program: the shell gets its terminal back, is told, and nothing that was typed is gone.
#[test]
fn a_panic_gives_the_terminal_back_and_keeps_the_draft() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start_with(home.path(), ("TURNO_STUMBLE_OVER", "stone"));
    terminal.wait_for("Queue 1/");
    terminal.press("r");
    terminal.wait_for("PUBLIC REPLY");
    terminal.press("over a stone");
    assert_eq!(terminal.wait_exit(), 101);
    assert!(is_given_back(&terminal));
    assert!(terminal.screen().contains("stumbled over stone"), "{}", terminal.screen());
    let mut terminal = console(&home);
    terminal.press("r");
    terminal.wait_for("over a stone");
}

#[test]
fn what_is_urgent_names_the_window_and_notifies_once_until_it_is_acknowledged() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = console(&home);
    terminal.press("w");
    terminal.wait_for("is yours");
    terminal.press("P");
    terminal.wait_for("promised by when");
    terminal.press("3min\r");
    terminal.wait_for("Promised in a few minutes");
    terminal.look_on(Duration::from_secs(6));
    let told = String::from_utf8_lossy(&terminal.bytes).into_owned();
    assert_eq!(told.matches("\x1b]2;(1!) turno\x1b\\").count(), 1);
    let said: Vec<&str> = told.split("\x1b]9;").skip(1).filter_map(|it| it.split("\x1b\\").next()).collect();
    assert!(matches!(said[..], [text] if text.starts_with("Promised in a few minutes: 48")), "{said:?}");
    terminal.press("!");
    terminal.wait_for("Acknowledged");
    terminal.press("q");
    assert_eq!(terminal.wait_exit(), 0);
    let told = String::from_utf8_lossy(&terminal.bytes).into_owned();
    let (named, back) = (told.rfind("\x1b]2;turno\x1b\\").unwrap(), told.rfind("\x1b[23;2t").unwrap());
    assert!(named < back, "the window is called as before");
}

/// Plain, on a terminal that can do nothing: what is written is lines of text and nothing else.
#[test]
fn without_a_screen_everything_is_said_in_lines() {
    let home = tempfile::tempdir().unwrap();
    let variables = [("TURNO_PLAIN_UI", "true"), ("TERM", "dumb")];
    let mut terminal = Terminal::start_with_all(home.path(), &variables);
    // What is pressed, and what is heard because of it.
    let mut hear = |keys: &str, text: &str| {
        let from = terminal.bytes.len();
        terminal.press(keys).wait_heard(text, from);
        terminal.settle(Duration::from_millis(200));
    };
    hear("", "1 of ");
    hear("j", "2 of ");
    hear("\r", "Conversation, ");
    hear("r", "PUBLIC REPLY");
    hear("Bom dia", "Bom dia");
    // The line is read again, and grows on.
    hear("\x7f", "deleted a\r\nBom di");
    hear("as,", "as,");
    terminal.resize(30, 9);
    let before = terminal.bytes.len();
    terminal.settle(Duration::from_millis(500));
    assert_eq!(terminal.bytes.len(), before, "a size says nothing");
    let mut hear = |keys: &str, text: &str| {
        let from = terminal.bytes.len();
        terminal.press(keys).wait_heard(text, from);
        terminal.settle(Duration::from_millis(200));
    };
    hear("\x13", "public reply");
    hear("\x1b", "Queue ");
    terminal.press("q");
    assert_eq!(terminal.wait_exit(), 0);
    let said = String::from_utf8(terminal.bytes.clone()).unwrap();
    let text = |it: char| matches!(it, '\n' | '\r') || !it.is_control();
    assert!(said.chars().all(text) && said.matches('\r').count() == said.matches('\n').count(), "{said:?}");
    assert!(said.ends_with('\n'), "the shell begins in a line of its own");
}

/// The guided tour, played to its end by somebody who does what it says.
#[test]
fn the_tour_goes_on_when_each_thing_is_done() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), 80, 24, &["tour"]);
    // At each step: what is pressed, and what is awaited before the next keys.
    let steps: &[(&str, &[(&str, &str)])] = &[
        ("the queue", &[("j", "")]),
        ("open a ticket", &[("\r", "#48320")]),
        ("who should own it", &[("a", "")]),
        ("take it", &[("t", "")]),
        ("write to the customer", &[("r", "PUBLIC REPLY"), ("We are on it.", "on it."), ("\x13", "")]),
        ("write to colleagues", &[("c", "INTERNAL"), ("Visto.", "Visto."), ("\x13", "")]),
        ("texts of the desk", &[("m", "Macros for"), ("\r", "")]),
        ("take something back", &[("\x1b", ""), ("p", "Priority"), ("2", ""), ("u", "")]),
        ("promise a time", &[("P", "promised by when"), ("30m - call\r", "")]),
        ("search", &[("/", ""), ("lang:pt\r", "")]),
        ("searches with a name", &[("f", "")]),
        (
            "who is calling?",
            &[
                ("\x1b", ""),
                ("C48320", "Fennimore"),
                ("\r", "#48320"),
                ("i", "Who calls"),
                ("\r", "4-digit"),
                ("7725\r", ""),
            ],
        ),
        ("many at once", &[("\x1b", ""), ("\x1b", "Queue"), (" j ", "")]),
        ("the end of the shift", &[("H", "")]),
        ("help", &[("\x1b", ""), ("?", "")]),
        ("without a link", &[("\x1b", ""), ("\x1bOS", "")]),
        ("that was all", &[("\x1b[15~", "")]),
    ];
    terminal.wait_for("Queue 1/");
    for (at, (title, keys)) in steps.iter().enumerate() {
        terminal.wait_for(&format!("Tour {}/{}: {title}", at + 1, steps.len()));
        for (keys, there) in *keys {
            terminal.press(keys);
            terminal.wait_for(there);
            terminal.settle(Duration::from_millis(250));
        }
    }
    terminal.wait_gone("Tour ");
    terminal.press("q");
    assert_eq!(terminal.wait_exit(), 0);
}
