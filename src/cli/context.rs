//! What every command starts from: the directories, the configuration, the profile.

use super::error::{CliError, CliResult, say};
use super::{Global, Looks};
use crate::config::{self, DEFAULT_PROFILE, Loaded, Origin, Override, Paths, Profile};
use crate::console::shell::quoted;
use std::path::PathBuf;

/// Reads a variable; one that is not UTF-8 counts as not set.
pub fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The directories and the configuration of this run.
pub struct Context {
    pub paths: Paths,
    pub loaded: Loaded,
    /// The directories given by flags.
    pub given: Vec<(&'static str, PathBuf)>,
    /// The `--profile` given.
    profile: Option<String>,
}

impl Context {
    pub fn new(global: &Global, looks: &Looks) -> CliResult<Context> {
        let directory = |flag: &Option<PathBuf>, name: &str| {
            flag.clone().or_else(|| env(name).filter(|value| !value.is_empty()).map(PathBuf::from))
        };
        let paths =
            Paths::find(directory(&global.config, "TURNO_CONFIG_DIR"), directory(&global.state, "TURNO_STATE_DIR"))
                .ok_or_else(|| {
                    CliError::failed("there is no home directory to keep configuration and state in")
                        .hint("set HOME, or TURNO_CONFIG_DIR and TURNO_STATE_DIR")
                })?;
        let mut loaded = config::load(&paths.config, &env, &overrides(looks), super::keys::vocabulary());
        super::looks::check(&mut loaded);
        let given = [("--config", &global.config), ("--state", &global.state)];
        let given = given.into_iter().filter_map(|(flag, path)| Some((flag, path.clone()?))).collect();
        Ok(Context { paths, loaded, given, profile: global.profile.clone() })
    }

    /// What begins a command line that speaks of the same desk, wherever it is typed: the flags that said which it is.
    pub fn program(&self, profile: &str) -> String {
        let mut words = vec!["turno".to_string()];
        for (flag, path) in &self.given {
            // In another directory a relative path is another one.
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            words.extend([(*flag).to_string(), quoted(&path.display().to_string())]);
        }
        let by_variable = matches!(self.loaded.origins.get("profile"), Some(Origin::Variable(_)));
        let named = self.profile.is_some() || by_variable;
        let plain = profile == DEFAULT_PROFILE && !matches!(self.loaded.origins.get("profile"), Some(Origin::File(_)));
        if named && !plain {
            words.extend(["--profile".to_string(), quoted(profile)]);
        }
        words.join(" ")
    }

    /// The profile to use where tickets may be changed: a broken configuration stops here, since it might name
    /// another desk than the one meant.
    pub fn profile(&self) -> CliResult<(&str, &Profile)> {
        if !self.loaded.problems.is_empty() {
            return Err(self.broken());
        }
        Ok(self.loaded.profile(self.profile.as_deref())?)
    }

    /// The profile to open the console on: what the file gets wrong is said there and does not stop it.
    pub fn console_profile(&self) -> CliResult<(&str, &Profile)> {
        let chosen = self.loaded.profile(self.profile.as_deref());
        let by_file = matches!(self.loaded.origins.get("profile"), Some(Origin::File(_)) | None);
        match chosen {
            Err(_) if self.profile.is_none() && by_file => Ok(self.loaded.profile(Some(DEFAULT_PROFILE))?),
            chosen => Ok(chosen?),
        }
    }

    /// All problems of the configuration as one error.
    pub fn broken(&self) -> CliError {
        let [problem] = self.loaded.problems.as_slice() else {
            // Each with its own hint below it: a list of hints apart from their problems helps nobody.
            let list = self.loaded.problems.iter().map(|it| format!("\n  {it}\n    hint: {}", it.hint));
            return CliError::failed(format!("the configuration has mistakes{}", list.collect::<String>()));
        };
        CliError::failed(format!("the configuration has a mistake\n  {problem}")).hint(problem.hint.clone())
    }

    /// For commands that need no desk: says what is wrong and goes on.
    pub fn warn(&self) {
        for problem in &self.loaded.problems {
            say("warning", problem);
        }
    }
}

fn overrides(looks: &Looks) -> Vec<Override> {
    let plain = looks.plain_ui.then(|| "true".to_string());
    let flags = [
        ("language", &looks.lang, "--lang"),
        ("theme", &looks.theme, "--theme"),
        ("zone", &looks.zone, "--zone"),
        ("keymap", &looks.keymap, "--keymap"),
        ("plain-ui", &plain, "--plain-ui"),
    ];
    flags.into_iter().filter_map(|(key, value, flag)| Some((key, value.clone()?, flag))).collect()
}
