//! The command line: one file a command family. `--help` is the manual, and the README's reference is made from it.
//!
//! Its own words are English in every locale, so that what a script reads and a colleague reads aloud is one and
//! the same; the console's interface has three languages.

mod audit;
mod broadcast;
mod config;
mod console;
pub mod context;
mod customer;
mod doctor;
mod embedded;
pub mod error;
mod generate;
mod handover;
mod keyboard;
mod keys;
mod learned;
mod link;
mod looks;
mod outbox;
mod output;
mod progress;
mod refusals;
mod route;
mod serve;
mod session;
mod shell;
mod show;
mod slots;
mod sync;
mod ticket;
mod view;

use show::plain;

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
    /// Lines of text for a screen reader, in place of a screen
    #[arg(long)]
    plain_ui: bool,
}

impl Looks {
    /// Those that are given, and these for the rest.
    fn but(&self, those: &Looks) -> Looks {
        let first = |one: &Option<String>, other: &Option<String>| other.clone().or_else(|| one.clone());
        Looks {
            lang: first(&self.lang, &those.lang),
            theme: first(&self.theme, &those.theme),
            zone: first(&self.zone, &those.zone),
            keymap: first(&self.keymap, &those.keymap),
            plain_ui: self.plain_ui || those.plain_ui,
        }
    }
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
    Demo(console::DemoArgs),
    Tour(console::TourArgs),
    Serve(serve::ServeArgs),
    Sync(sync::SyncArgs),
    #[command(subcommand)]
    Outbox(outbox::OutboxCommand),
    #[command(subcommand)]
    Ticket(ticket::TicketCommand),
    #[command(subcommand)]
    Broadcast(broadcast::BroadcastCommand),
    #[command(subcommand)]
    View(view::ViewCommand),
    #[command(subcommand)]
    Customer(customer::CustomerCommand),
    Route(route::RouteArgs),
    Learned(learned::LearnedArgs),
    Handover(handover::HandoverArgs),
    Generate(generate::GenerateArgs),
    Doctor(doctor::DoctorArgs),
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    #[command(subcommand)]
    Config(config::ConfigCommand),
    Keys(keys::KeysArgs),
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
        console::check_terminal()?;
        return console::run(&Context::new(&cli.global, &cli.looks)?);
    };
    let made_up = match command {
        Command::Demo(args) => Some((&args.looks, false)),
        Command::Tour(args) => Some((&args.looks, true)),
        _ => None,
    };
    if let Some((looks, tour)) = made_up {
        console::check_terminal()?;
        return console::demo(Context::new(&cli.global, &cli.looks.but(looks))?, tour);
    }
    let mut out = Output::new();
    let context = || Context::new(&cli.global, &cli.looks);
    match command {
        Command::Route(args) => route::run(args, &mut out)?,
        Command::Config(command) => config::run(command, &context()?, &mut out)?,
        Command::View(command) => view::run(command, &context()?, &mut out)?,
        Command::Keys(args) => keys::run(args, &context()?, &mut out)?,
        Command::Completions(args) => shell::completions(args, &mut out)?,
        Command::Man(args) => shell::man(args, &mut out)?,
        Command::HelpReference => out.raw(reference())?,
        command => at_desk(command, &context()?, &mut out)?,
    }
    out.flush()
}

/// The commands that speak to a desk. What they printed is out before an error is told.
fn at_desk(command: &Command, context: &Context, out: &mut Output) -> CliResult {
    let result = with_runtime(context, async {
        match command {
            Command::Serve(args) => serve::run(args, context, out).await,
            Command::Sync(args) => sync::run(args, context, out).await,
            Command::Outbox(command) => outbox::run(command, context, out).await,
            Command::Ticket(command) => ticket::run(command, context, out).await,
            Command::Broadcast(command) => broadcast::run(command, context, out).await,
            Command::Customer(command) => customer::run(command, context, out).await,
            Command::Handover(args) => handover::run(args, context, out).await,
            Command::Learned(args) => learned::run(args, context, out).await,
            Command::Generate(args) => generate::run(args, context, out).await,
            Command::Doctor(args) => doctor::run(args, context, out).await,
            Command::Audit(command) => audit::run(command, context, out).await,
            // Served before: they need no desk.
            Command::Demo(_)
            | Command::Tour(_)
            | Command::Route(_)
            | Command::View(_)
            | Command::Config(_)
            | Command::Keys(_) => Ok(()),
            Command::Completions(_) | Command::Man(_) | Command::HelpReference => Ok(()),
        }
    });
    out.flush()?;
    result
}

/// Runs what waits, with a state directory and a log.
fn with_runtime<T>(context: &Context, work: impl Future<Output = CliResult<T>>) -> CliResult<T> {
    let state = &context.paths.state;
    if !state.is_dir() {
        crate::credentials::private_dir(state)
            .map_err(|error| CliError::failed(format!("{}: {error}", state.display())).hint("use --state DIR"))?;
    }
    let _log = start_log(context);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// Nothing depends on the log: without one it is said, and all goes on.
fn start_log(context: &Context) -> Option<tracing_appender::non_blocking::WorkerGuard> {
    match crate::log::start(&context.paths.log_dir(), context::env("TURNO_LOG").as_deref()) {
        Ok(guard) => Some(guard),
        Err(problem) => {
            error::say("warning", format!("there is no log: {problem}"));
            None
        }
    }
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
