//! `turno config`: where the configuration is, what it says, what is wrong with it.

use super::Format;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::output::{Output, columns};
use crate::config::{DeskAddress, EXAMPLE, Loaded, Origin, Profile, SETTINGS};
use std::io::{ErrorKind, Write};

/// Look after the configuration
#[derive(Debug, clap::Subcommand)]
pub enum ConfigCommand {
    /// Print the path of the configuration file
    ///
    /// The file need not exist. TURNO_CONFIG_DIR or --config DIR move it.
    Path,
    /// Print the configuration in effect, and where each value comes from
    ///
    /// Values come from the defaults, the file, the TURNO_* variables and the flags; the later wins. Tokens are
    /// never printed.
    Show {
        #[command(flatten)]
        format: Format,
    },
    /// Write the configuration file with every key at its default
    ///
    /// Never replaces a file that is there.
    Init,
    /// Check the configuration file and list all that is wrong
    ///
    /// Each problem comes with its file, line and column, and the nearest known word. Exits with 1 if there is any.
    Check {
        #[command(flatten)]
        format: Format,
    },
}

pub fn run(command: &ConfigCommand, context: &Context, out: &mut Output) -> CliResult {
    match command {
        ConfigCommand::Path => out.line(context.paths.config_file().display()),
        ConfigCommand::Show { format } => show(&context.loaded, format.json, out),
        ConfigCommand::Init => init(context, out),
        ConfigCommand::Check { format } => check(context, format.json, out),
    }
}

/// One value in effect.
#[derive(serde::Serialize)]
struct Shown {
    key: String,
    value: toml::Value,
    /// `default`, `file:LINE`, the variable's or the flag's name.
    from: String,
}

fn shown(loaded: &Loaded) -> Vec<Shown> {
    let from = |key: &str| match loaded.origins.get(key) {
        None => "default".into(),
        Some(Origin::File(line)) => format!("file:{line}"),
        Some(Origin::Variable(name) | Origin::Flag(name)) => name.to_string(),
    };
    let mut rows = Vec::new();
    let mut add = |key: String, value: toml::Value| rows.push(Shown { from: from(&key), key, value });
    for setting in SETTINGS {
        add(setting.key.into(), (setting.show)(&loaded.config));
    }
    for (context, keys) in &loaded.config.keys {
        for (key, command) in keys {
            add(format!("keys.{context}.{key}"), command.clone().into());
        }
    }
    for (name, profile) in &loaded.config.profiles {
        for (field, value) in fields(profile) {
            add(format!("profiles.{name}.{field}"), value);
        }
    }
    rows
}

/// The keys of a profile that mean something for its desk.
fn fields(profile: &Profile) -> Vec<(&'static str, toml::Value)> {
    let mut fields: Vec<(&'static str, toml::Value)> = Vec::new();
    match &profile.desk {
        DeskAddress::Embedded => {
            fields.push(("desk", "embedded".into()));
            fields.push(("operator", profile.operator.to_string().into()));
        }
        DeskAddress::Url(address) => fields.push(("desk", address.clone().into())),
    }
    if let Some(command) = &profile.token_command {
        // Arguments may hold what should not be on a screen; the program says which manager it is.
        let program = command.first().cloned().unwrap_or_default();
        fields.push(("token-command", toml::Value::Array(vec![program.into(), "…".into()])));
    }
    if let Some(path) = &profile.token_file {
        fields.push(("token-file", path.display().to_string().into()));
    }
    fields
}

fn show(loaded: &Loaded, json: bool, out: &mut Output) -> CliResult {
    let rows = shown(loaded);
    if json {
        return out.json(&rows);
    }
    let table: Vec<Vec<String>> =
        rows.iter().map(|row| vec![format!("{} = {}", row.key, row.value), format!("# {}", row.from)]).collect();
    for line in columns(&table) {
        out.line(line)?;
    }
    Ok(())
}

fn init(context: &Context, out: &mut Output) -> CliResult {
    let path = context.paths.config_file();
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => CliError::failed(format!("{} is there already", path.display()))
            .hint("edit it, or move it away and run this again"),
        _ => CliError::failed(format!("{}: {error}", path.display()))
            .hint("check who may write there, or give another directory with --config"),
    };
    std::fs::create_dir_all(&context.paths.config).map_err(failed)?;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    file.write_all(EXAMPLE.as_bytes()).map_err(failed)?;
    out.line(format!("wrote {}", path.display()))
}

fn check(context: &Context, json: bool, out: &mut Output) -> CliResult {
    let loaded = &context.loaded;
    if json {
        out.json(&loaded.problems)?;
    }
    if !loaded.problems.is_empty() {
        return Err(context.broken());
    }
    if json {
        return Ok(());
    }
    match loaded.file_exists {
        true => out.line(format!("{} is right", loaded.path.display())),
        false => out.line(format!("there is no {}: the defaults hold", loaded.path.display())),
    }
}
