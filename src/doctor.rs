//! Looks at what turno stands on, and says of each thing whether it is well and what to do if not: here the machine
//! (configuration, files, terminal, locale), in `cli::doctor` what needs a desk or a replica.

use crate::config::{Config, Loaded, Paths, locale_language};
use crate::domain::Language;
use serde::Serialize;
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Ok,
    /// Works, but not as well as it could.
    Warn,
    /// Does not work.
    Fail,
}

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at, in one word.
    pub subject: &'static str,
    pub state: State,
    pub finding: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The replica that it is about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replica: Option<String>,
    /// The same in numbers, for programs.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<&'static str, i64>,
}

impl Check {
    fn new(subject: &'static str, state: State, finding: impl Into<String>, hint: Option<String>) -> Check {
        Check { subject, state, finding: finding.into(), hint, replica: None, figures: BTreeMap::new() }
    }

    pub fn ok(subject: &'static str, finding: impl Into<String>) -> Check {
        Check::new(subject, State::Ok, finding, None)
    }

    pub fn warn(subject: &'static str, finding: impl Into<String>, hint: impl Into<String>) -> Check {
        Check::new(subject, State::Warn, finding, Some(hint.into()))
    }

    pub fn fail(subject: &'static str, finding: impl Into<String>, hint: impl Into<String>) -> Check {
        Check::new(subject, State::Fail, finding, Some(hint.into()))
    }

    /// Adds numbers.
    pub fn with<const N: usize>(mut self, figures: [(&'static str, i64); N]) -> Check {
        self.figures.extend(figures);
        self
    }

    /// Of that replica.
    pub fn of(self, replica: &str) -> Check {
        Check { replica: Some(replica.to_string()), ..self }
    }
}

/// The configuration file.
pub fn configuration(loaded: &Loaded) -> Vec<Check> {
    let path = loaded.path.display();
    let mut checks: Vec<Check> =
        loaded.problems.iter().map(|problem| Check::fail("config", problem.to_string(), &problem.hint)).collect();
    if checks.is_empty() {
        checks.push(match loaded.file_exists {
            true => Check::ok("config", format!("{path} is right")),
            false => Check::ok("config", format!("there is no {path}: the defaults hold")),
        });
    }
    checks
}

/// The state directory: there, ours alone, writable, with room.
pub fn files(paths: &Paths) -> Vec<Check> {
    let state = &paths.state;
    let shown = state.display();
    let Ok(about) = std::fs::metadata(state) else {
        return vec![Check::ok("state", format!("{shown} is not there yet: the first start makes it"))];
    };
    let mut checks = Vec::new();
    if about.permissions().mode() & 0o077 != 0 {
        let hint = format!("protect it: chmod 700 {shown}");
        checks.push(Check::warn("state", format!("others can look into {shown}"), hint));
    }
    checks.push(match writable(state) {
        Ok(()) => Check::ok("state", format!("{shown} can be written")),
        Err(error) => Check::fail("state", format!("{shown} cannot be written: {error}"), "use --state DIR"),
    });
    if let Ok(disk) = rustix::fs::statvfs(state) {
        checks.push(room(disk.f_bavail.saturating_mul(disk.f_frsize) / (1024 * 1024), &shown.to_string()));
    }
    checks
}

/// How much room there is on the disk, in MiB.
fn room(free: u64, shown: &str) -> Check {
    /// Below the first nothing more can be kept soon; below the second a desk's replica may not fit.
    const NONE: u64 = 20;
    const LITTLE: u64 = 200;
    let check = match free {
        ..NONE => {
            let hint = "make room now: what is typed cannot be kept without";
            Check::fail("disk", format!("only {free} MiB are free on {shown}"), hint)
        }
        NONE..LITTLE => Check::warn("disk", format!("only {free} MiB are free on {shown}"), "make room"),
        _ => Check::ok("disk", format!("{free} MiB are free on {shown}")),
    };
    check.with([("free_mib", i64::try_from(free).unwrap_or(i64::MAX))])
}

/// Databases with customers' data, of those paths that exist: nobody else is to read them.
pub fn databases(paths: &[PathBuf]) -> Vec<Check> {
    let open = |path: &&PathBuf| std::fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0);
    let warning = |path: &PathBuf| {
        let shown = path.display();
        Check::warn("database", format!("others can read {shown}"), format!("protect it: chmod 600 {shown}"))
    };
    let sides = paths.iter().flat_map(|path| {
        ["", "-wal", "-shm"].map(|side| {
            let mut name = path.as_os_str().to_os_string();
            name.push(side);
            PathBuf::from(name)
        })
    });
    sides.collect::<Vec<_>>().iter().filter(open).map(warning).collect()
}

fn writable(dir: &Path) -> std::io::Result<()> {
    let path = dir.join(format!("doctor-{}", std::process::id()));
    std::fs::write(&path, "")?;
    std::fs::remove_file(&path)
}

/// What is known of the terminal.
#[derive(Debug, Clone, Default)]
pub struct Terminal {
    pub is_terminal: bool,
    /// Columns and rows.
    pub size: Option<(u16, u16)>,
}

pub fn terminal(terminal: &Terminal, env: &dyn Fn(&str) -> Option<String>) -> Vec<Check> {
    let set = |name: &str| env(name).filter(|value| !value.is_empty());
    let mut checks = Vec::new();
    checks.push(match (terminal.is_terminal, terminal.size) {
        (false, _) => Check::warn("terminal", "this is not a terminal: the console needs one", "run it in a terminal"),
        (true, Some((columns, rows))) if columns < 80 || rows < 24 => {
            let hint = "make the window larger; the console shows one pane at a time meanwhile";
            Check::warn("terminal", format!("{columns}×{rows} is small: all is usable from 80×24 on"), hint)
        }
        (true, Some((columns, rows))) => Check::ok("terminal", format!("{columns}×{rows}")),
        (true, None) => Check::warn("terminal", "it does not tell its size", "set COLUMNS and LINES"),
    });
    let term = set("TERM").unwrap_or_default();
    checks.push(match term.as_str() {
        "" => Check::warn("terminal", "TERM is not set", "set TERM, for example to xterm-256color"),
        "dumb" => Check::fail("terminal", "TERM is dumb: nothing can be drawn", "use another terminal"),
        _ => Check::ok("terminal", format!("TERM is {term}, {}", colours(&term, env))),
    });
    if set("TMUX").is_some() {
        let hint = "in ~/.tmux.conf: `set -sg escape-time 10` so that Esc is quick, `set -g set-clipboard on` to copy";
        checks.push(Check { hint: Some(hint.into()), ..Check::ok("terminal", "inside tmux") });
    }
    checks
}

fn colours(term: &str, env: &dyn Fn(&str) -> Option<String>) -> &'static str {
    let set = |name: &str| env(name).filter(|value| !value.is_empty());
    match set("COLORTERM").as_deref() {
        _ if set("NO_COLOR").is_some() => "no colours: NO_COLOR is set",
        Some("truecolor" | "24bit") => "all colours",
        _ if term.contains("256color") => "256 colours",
        _ => "16 colours",
    }
}

pub fn locale(config: &Config, env: &dyn Fn(&str) -> Option<String>) -> Vec<Check> {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let locale = names.iter().filter_map(|name| env(name)).find(|value| !value.is_empty());
    let utf8 = locale.as_deref().is_some_and(|it| it.to_lowercase().replace('-', "").contains("utf8"));
    let shown = locale.as_deref().unwrap_or("not set");
    let mut checks = vec![match utf8 {
        true => Check::ok("locale", shown),
        false => {
            let hint = "set LANG, for example to pt_PT.UTF-8 or C.UTF-8; without it tmux and ssh may spoil accents";
            Check::warn("locale", format!("the locale is {shown}, not a UTF-8 one"), hint)
        }
    }];
    let language = config.language_or_locale(env);
    let from = match (config.language, locale_language(env)) {
        (Some(_), _) => "from the configuration",
        (None, Some(_)) => "from the locale",
        (None, None) => "the locale names none of ours",
    };
    checks.push(Check::ok("language", format!("{}, {from}", language_name(language))));
    checks
}

fn language_name(language: Language) -> &'static str {
    match language {
        Language::Pt => "Portuguese",
        Language::Es => "Spanish",
        Language::En => "English",
    }
}

/// How far the desk's clock and ours are apart, in milliseconds.
pub fn clock_skew(skew_ms: i64) -> Check {
    const TOLERATED: i64 = 5_000;
    let seconds = skew_ms.abs() / 1_000;
    let side = if skew_ms > 0 { "behind" } else { "ahead of" };
    let check = match skew_ms.abs() <= TOLERATED {
        true => Check::ok("clock", "agrees with the desk's"),
        false => Check::warn(
            "clock",
            format!("this machine is {seconds} s {side} the desk"),
            "set the clock (timedatectl set-ntp true); due times are the desk's and do not suffer",
        ),
    };
    check.with([("skew_ms", skew_ms)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env<'a>(variables: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string())
    }

    #[test]
    fn a_small_or_dumb_terminal_is_said_with_what_to_do() {
        let small = Terminal { is_terminal: true, size: Some((79, 24)) };
        let checks = terminal(&small, &env(&[("TERM", "dumb")]));
        assert_eq!(checks[0].state, State::Warn);
        assert_eq!(checks[1].state, State::Fail);
        assert!(checks.iter().all(|check| check.hint.is_some()));
        let good = Terminal { is_terminal: true, size: Some((160, 48)) };
        let checks = terminal(&good, &env(&[("TERM", "tmux-256color"), ("TMUX", "x")]));
        assert!(checks.iter().all(|check| check.state == State::Ok), "{checks:?}");
        assert_eq!(checks[1].finding, "TERM is tmux-256color, 256 colours");
    }

    #[test]
    fn a_state_directory_that_others_can_read_is_a_warning() {
        let dir = tempfile::tempdir().unwrap();
        let paths = Paths { config: dir.path().into(), state: dir.path().join("state") };
        assert_eq!(files(&paths)[0].state, State::Ok, "not there yet is well");
        std::fs::create_dir(&paths.state).unwrap();
        std::fs::set_permissions(&paths.state, PermissionsExt::from_mode(0o755)).unwrap();
        let checks = files(&paths);
        assert_eq!((checks[0].state, checks[1].state, checks[2].subject), (State::Warn, State::Ok, "disk"));
        assert_eq!(checks[0].hint, Some(format!("protect it: chmod 700 {}", paths.state.display())));
    }

    #[test]
    fn a_disk_with_little_room_is_a_warning_and_one_with_none_a_failure() {
        let found = [5, 150, 9_000].map(|free| room(free, "/state"));
        assert_eq!(found.each_ref().map(|check| check.state), [State::Fail, State::Warn, State::Ok]);
        assert!(found.iter().all(|check| check.figures.contains_key("free_mib")));
    }

    #[test]
    fn a_database_that_others_can_read_is_a_warning() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("desk.db");
        assert_eq!(databases(std::slice::from_ref(&path)), []);
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        let checks = databases(std::slice::from_ref(&path));
        assert_eq!((checks.len(), checks[0].state), (1, State::Warn));
        assert_eq!(checks[0].hint, Some(format!("protect it: chmod 600 {}", path.display())));
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        assert_eq!(databases(&[path]), []);
    }

    #[test]
    fn a_locale_without_utf8_is_a_warning() {
        assert_eq!(locale(&Config::default(), &env(&[("LANG", "C")]))[0].state, State::Warn);
        let checks = locale(&Config::default(), &env(&[("LANG", "pt_PT.UTF-8")]));
        assert_eq!(checks[1].finding, "Portuguese, from the locale");
    }

    #[test]
    fn clocks_that_differ_are_a_warning_that_says_which_way() {
        assert_eq!(clock_skew(4_000).state, State::Ok);
        assert_eq!(clock_skew(90_000).finding, "this machine is 90 s behind the desk");
        assert_eq!(clock_skew(-90_000).finding, "this machine is 90 s ahead of the desk");
    }
}
