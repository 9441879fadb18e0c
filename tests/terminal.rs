//! What the console owes the terminal: it is given back on every way out, and nothing that a terminal can do to a
//! program ends it or makes it spin.

#[cfg(test)]
#[expect(dead_code, reason = "the stories of an operator use the rest")]
#[path = "common/pty.rs"]
mod pty;

use pty::Terminal;
use rustix::process::Signal;
use std::time::Duration;

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
    for _ in 0..3 {
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
    terminal.press("?");
    terminal.wait_for("What works here");
    for n in 0..200_u16 {
        terminal.resize(1 + n * 37 % 230, 1 + n * 13 % 60);
    }
    terminal.resize(100, 30);
    terminal.settle(Duration::from_millis(300));
    terminal.wait_for("What works here");
    terminal.press("\x1b");
    terminal.wait_gone("What works here");
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

/// Without a signal, too: some terminals just go.
#[test]
fn a_terminal_that_goes_away_ends_the_console() {
    let home = tempfile::tempdir().unwrap();
    let mut status = pty::hang_up_after(home.path(), "Queue 1/");
    assert_eq!(status.wait().unwrap().exit_code(), 0);
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
