//! An operator at a console in a terminal: what every story that is played on the screen begins with.

use super::program::{Program, Served};
use super::pty::Terminal;

/// Sends what is being written.
pub const CTRL_S: &str = "\x13";

/// A home whose default profile is that desk.
pub fn home(desk: &Served, token: &str) -> Program {
    home_at(&desk.address, token)
}

/// A home whose default profile is the desk at that address.
pub fn home_at(address: &str, token: &str) -> Program {
    let program = Program::new();
    let file = program.home.path().join("token");
    write_private(&file, token);
    let text = format!("[profiles.default]\ndesk = '{address}'\ntoken-file = '{}'\n", file.display());
    std::fs::create_dir(program.config_dir()).unwrap();
    std::fs::write(program.config_dir().join("config.toml"), text).unwrap();
    program
}

fn write_private(path: &std::path::Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

/// A console that is up to date, with a ticket under the cursor.
pub fn console(program: &Program) -> Terminal {
    let mut terminal = Terminal::start(program.home.path(), 160, 48, &[]);
    ready(&mut terminal);
    terminal
}

/// Waits until it is up to date, with a ticket under the cursor.
pub fn ready(terminal: &mut Terminal) {
    terminal.wait("a queue", |screen| screen.contains("● live") && screen.contains("Queue 1/"));
}

/// Finds one ticket and opens it.
pub fn open(terminal: &mut Terminal, ticket: &str) {
    terminal.press("/").press(&format!("number:{ticket}")).press("\r");
    terminal.wait(&format!("{ticket} alone"), |screen| screen.contains("1/1") && screen.contains(ticket));
    terminal.press("\r");
    terminal.wait_for(&format!("#{ticket}"));
}

/// Writes an internal comment on the open ticket and sends it.
pub fn comment(terminal: &mut Terminal, text: &str) {
    terminal.press("c");
    terminal.wait_for("INTERNAL COMMENT");
    terminal.press(text).press(CTRL_S);
}
