//! `turno view`: the searches with a name, which the console lists under one key. They need no desk.

use super::Format;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::output::{Output, columns};
use super::session::replica_error;
use super::show::plain;
use super::ticket::filter;
use crate::domain::view::{self, Name, View};
use crate::replica::Shelf;
use crate::seam::System;
use std::sync::Arc;

/// The searches with a name, those of the console's `f`
///
/// Nine are there from the start; what you keep is there for all consoles and scripts of the profile. `turno ticket
/// list --view NAME` lists the tickets of one.
#[derive(Debug, clap::Subcommand)]
pub enum ViewCommand {
    /// List them: digit, name, query
    List {
        #[command(flatten)]
        format: Format,
    },
    /// Keep a search under a name, in place of one of that name
    #[command(after_long_help = "Examples:
  turno view save 'LS1 nights' 'site:LS1 status:open -tag:spam'
  turno view save vip --digit 3 tag:vip sort:due")]
    Save {
        name: String,
        /// What to look for; several words are one query
        #[arg(value_name = "QUERY", required = true, allow_hyphen_values = true)]
        query: Vec<String>,
        /// The key that shows it in the console; without, the last that a built-in one has
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=9))]
        digit: Option<u8>,
    },
    /// Forget a search that was kept
    Delete { name: String },
}

pub fn run(command: &ViewCommand, context: &Context, out: &mut Output) -> CliResult {
    let shelf = shelf(context)?;
    match command {
        ViewCommand::List { format } => list(&shelf, *format, out),
        ViewCommand::Save { name, query, digit } => {
            let filter = filter(&query.join(" "))?;
            let Some((typed, name)) = view::read_name(name) else {
                return Err(CliError::usage("the name is empty").hint("give it a name, such as nights"));
            };
            let saved = shelf.save_view(&name, &filter, digit.or(typed)).map_err(|error| replica_error(&error))?;
            let listed = view::list(&saved);
            let key = view::find(&listed, &name).and_then(|view| view.digit);
            let key = key.map_or_else(String::new, |digit| format!(", shown in the console by f {digit}"));
            out.line(format!("kept as {}{key}", plain(&name)))
        }
        ViewCommand::Delete { name } => {
            let before = shelf.views().map_err(|error| replica_error(&error))?;
            if before.iter().all(|it| view::key(&it.name) != view::key(name)) {
                return Err(unknown(name, &view::list(&before), "delete"));
            }
            shelf.forget_view(name).map_err(|error| replica_error(&error))?;
            out.line(format!("forgotten: {}", plain(name)))
        }
    }
}

/// The query of the search of that name.
pub fn query_of(name: &str, context: &Context) -> CliResult<String> {
    let saved = shelf(context)?.views().map_err(|error| replica_error(&error))?;
    let views = view::list(&saved);
    view::find(&views, name).map(|view| view.query.clone()).ok_or_else(|| unknown(name, &views, "list"))
}

fn shelf(context: &Context) -> CliResult<Shelf> {
    let dir = context.paths.profile_dir(context.profile()?.0);
    crate::credentials::private_dir(&dir)
        .map_err(|error| CliError::failed(format!("{}: {error}", dir.display())).hint("use --state DIR"))?;
    Ok(Shelf::of(&dir, Arc::new(System)))
}

fn unknown(name: &str, views: &[View], wanted: &str) -> CliError {
    let built_in = views.iter().any(|it| view::key(it.word()) == view::key(name));
    if wanted == "delete" && built_in {
        return CliError::failed(format!("{} is there from the start, and stays", plain(name)))
            .hint("a search of your own takes its digit: turno view save NAME QUERY --digit N");
    }
    let meant = crate::config::did_you_mean(name, views.iter().map(View::word));
    CliError::failed(format!("there is no search called {}", plain(name)))
        .hint(format!("{}`turno view list` shows those there are", plain(&meant)))
}

fn list(shelf: &Shelf, format: Format, out: &mut Output) -> CliResult {
    let saved = shelf.views().map_err(|error| replica_error(&error))?;
    let views = view::list(&saved);
    let problem = |view: &View| view.filter().err().map(|error| error.to_string());
    if format.json {
        let object = |view: &View| {
            serde_json::json!({
                "digit": view.digit,
                "name": view.word(),
                "query": view.query,
                "built_in": matches!(view.name, Name::BuiltIn(_)),
                "problem": problem(view),
            })
        };
        return out.json(&views.iter().map(object).collect::<Vec<_>>());
    }
    let row = |view: &View| {
        let digit = view.digit.map_or("-".into(), |digit| digit.to_string());
        let problem = problem(view).map(|problem| format!("  ! {}", plain(&problem))).unwrap_or_default();
        vec![digit, plain(view.word()), format!("{}{problem}", plain(&view.query))]
    };
    columns(&views.iter().map(row).collect::<Vec<_>>()).into_iter().try_for_each(|line| out.line(line))
}
