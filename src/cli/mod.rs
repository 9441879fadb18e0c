//! The command line: one file a command family. `--help` is the manual, and the README's reference is made from it.
//!
//! Its own words are English in every locale, so that what a script reads and a colleague reads aloud is one and
//! the same; the console's interface has three languages.

mod config;
pub mod context;
pub mod error;
mod keys;
mod output;
mod route;
mod shell;

use clap::{CommandFactory, Parser};
use context::Context;
use error::{CliError, CliResult};
use output::Output;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// A keyboard-only service-desk console for the terminal
///
/// Without a command, turno opens the console. With no configuration it starts a desk of its own with made-up data
/// in the same process, signs you in as one of its operators, and says so. Everything that the console does works in
/// scripts too.
///
/// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by the desk, 4 offline and queued. Errors are on standard
/// error: what failed, then what to do.
#[derive(Debug, Parser)]
#[command(
    name = "turno",
    version,
    max_term_width = 100,
    subcommand_value_name = "COMMAND",
    args_conflicts_with_subcommands = false
)]
#[command(after_long_help = "Examples:
  turno                              open the console
  turno demo                         open it on a desk that is thrown away
  turno ticket list 'prio:<=2 role:gsd'
  turno route < mail.txt             who should own this?
  turno serve --sample               a desk for several consoles

Variables: TURNO_CONFIG_DIR and TURNO_STATE_DIR move the directories, TURNO_LANGUAGE, TURNO_THEME and so on win over
the configuration, TURNO_TOKEN is the token for a desk, TURNO_LOG the level of the log (off to trace).")]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    looks: Looks,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// Use this profile of the configuration
    #[arg(long, global = true, value_name = "NAME")]
    profile: Option<String>,
    /// Read the configuration from this directory
    #[arg(long, global = true, value_name = "DIR")]
    config: Option<PathBuf>,
    /// Keep state in this directory
    #[arg(long, global = true, value_name = "DIR")]
    state: Option<PathBuf>,
}

/// How the console looks; wins over the configuration.
#[derive(Debug, Default, clap::Args)]
pub struct Looks {
    /// The interface's language: auto, pt, es or en
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// The look: dark, light, high-contrast, mono, or a .toml file
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,
    /// The zone of every time shown: auto or an IANA name
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// The keys to start from: default or emacs
    #[arg(long, value_name = "KEYMAP")]
    keymap: Option<String>,
}

/// How a command prints.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Format {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Route(route::RouteArgs),
    #[command(subcommand)]
    Config(config::ConfigCommand),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
    /// Print the reference that the README includes
    #[command(hide = true)]
    HelpReference,
}

/// Runs the program with these arguments.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return shell::print_clap(&error),
    };
    match run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error.report(),
    }
}

fn run(cli: &Cli) -> CliResult {
    let Some(command) = &cli.command else {
        return Err(CliError::failed("the console is not built yet"));
    };
    let mut out = Output::new();
    match command {
        Command::Route(args) => route::run(args, &mut out)?,
        Command::Config(command) => config::run(command, &Context::new(&cli.global, &cli.looks)?, &mut out)?,
        Command::Completions(args) => shell::completions(args, &mut out)?,
        Command::Man(args) => shell::man(args, &mut out)?,
        Command::HelpReference => out.raw(reference())?,
    }
    out.flush()
}

/// The whole reference as Markdown: every command with its help. The README includes it.
pub fn reference() -> String {
    shell::reference()
}

/// The program's command with everything built, for help, completions and the manual.
fn command() -> clap::Command {
    let mut command = Cli::command();
    command.build();
    command
}

/// Text from a ticket, made harmless for a terminal, on one line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
