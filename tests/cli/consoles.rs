//! Consoles in terminals of their own, beside each other and beside scripts.

use crate::program::{Program, Served};
use crate::pty::Terminal;
use std::path::Path;

/// Scripts on the installation of a terminal.
fn script(home: &Path, args: &[&str]) -> String {
    let variables = [("TURNO_CONFIG_DIR", home.join("config")), ("TURNO_STATE_DIR", home.join("state"))];
    let program = variables
        .into_iter()
        .fold(Program::new(), |program, (name, dir)| program.variable(name, dir.to_str().unwrap()));
    program.run(args).ok()
}

#[test]
fn a_script_and_a_second_console_work_beside_the_first_and_survive_its_death() {
    let home = tempfile::tempdir().unwrap();
    let mut first = Terminal::start(home.path(), 160, 48, &[]);
    first.wait_for("live");
    let list: serde_json::Value = serde_json::from_str(&script(home.path(), &["ticket", "list", "--json"])).unwrap();
    let number = list["tickets"][0]["id"].to_string();
    assert!(script(home.path(), &["ticket", "take", &number]).contains("done"));

    let mut second = Terminal::start(home.path(), 160, 48, &[]);
    second.wait_for("live");
    let holder = format!("process {}", first.process_id());
    second.wait("who has the first place", |screen| screen.contains(&holder) && screen.contains("console 2"));
    second.press("\x1b");
    second.wait("it is read", |screen| !screen.contains(&holder) && screen.contains("console 2"));
    first.signal(rustix::process::Signal::KILL);
    // The second one serves the desk from now on: scripts go on, and what they do shows.
    let _ = script(home.path(), &["ticket", "comment", &number, "after the first has died"]);
    second.press("\r");
    second.wait_for("after the first has died");
    second.press("q");
    assert_eq!(second.wait_exit(), 0);
}

#[test]
fn a_broken_configuration_is_said_in_the_console_and_does_not_stop_it() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("config")).unwrap();
    std::fs::write(home.path().join("config/config.toml"), "langauge = 'pt'\n").unwrap();
    let mut console = Terminal::start(home.path(), 160, 48, &[]);
    console.wait_for("unknown key `langauge`");
    console.press("q");
    assert_eq!(console.wait_exit(), 0);
}

#[test]
fn a_script_that_reads_a_large_desk_for_the_first_time_shows_how_far_it_is_on_a_terminal() {
    let home = tempfile::tempdir().unwrap();
    let _ = script(home.path(), &["generate", "--tickets", "2000"]);
    let mut first = Terminal::start(home.path(), 100, 30, &["ticket", "list", "--limit", "1"]);
    first.wait_for("##############################] 100 %");
    first.wait_for("1 of ");
    assert_eq!(first.wait_exit(), 0);
    let mut second = Terminal::start(home.path(), 100, 30, &["ticket", "list", "--limit", "1"]);
    second.wait_for("1 of ");
    assert!(!second.screen().contains("] 100 %"), "{}", second.screen());
    assert_eq!(second.wait_exit(), 0);
}

#[test]
fn a_demo_leaves_nothing_behind() {
    let home = tempfile::tempdir().unwrap();
    let mut console = Terminal::start(home.path(), 100, 30, &["demo"]);
    console.wait_for("live");
    console.press("q");
    assert_eq!(console.wait_exit(), 0);
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_console_whose_desk_is_away_shows_what_it_knows_and_catches_up_when_it_is_back() {
    use std::os::unix::fs::PermissionsExt;
    let (home, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let database = dir.path().join("desk.db");
    let desk = Served::start(&database);
    let config = home.path().join("config");
    std::fs::create_dir(&config).unwrap();
    let text = format!("[profiles.default]\ndesk = '{}'\ntoken-file = 'token'\n", desk.address);
    std::fs::write(config.join("config.toml"), text).unwrap();
    std::fs::write(config.join("token"), &desk.token).unwrap();
    std::fs::set_permissions(config.join("token"), PermissionsExt::from_mode(0o600)).unwrap();
    let mut console = Terminal::start(home.path(), 160, 48, &[]);
    console.wait("tickets and a link", |screen| screen.contains("48318") && screen.contains("live"));
    console.press("q");
    assert_eq!(console.wait_exit(), 0);
    let socket = desk.socket();
    drop(desk);

    let mut console = Terminal::start(home.path(), 160, 48, &[]);
    console.wait("tickets without a link", |screen| screen.contains("48318") && screen.contains("offline"));
    let _desk = Served::start_on(&database, &socket);
    console.wait_for("live");
}
