//! What is made from the command line's own description: help, completions, the manual, the reference.

use super::error::CliResult;
use super::output::Output;
use clap::error::ErrorKind;
use std::fmt::Write;
use std::process::ExitCode;

/// Print the completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno completions bash > ~/.local/share/bash-completion/completions/turno
  turno completions fish > ~/.config/fish/completions/turno.fish")]
pub struct CompletionsArgs {
    shell: clap_complete::Shell,
}

/// Print the manual page
///
/// In the format of man: `turno man > turno.1`, then `man ./turno.1`.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// The command whose page to print, such as `ticket list`; without it, the page of turno itself
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub fn completions(args: &CompletionsArgs, out: &mut Output) -> CliResult {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "turno", &mut script);
    out.raw(String::from_utf8_lossy(&script))
}

pub fn man(args: &ManArgs, out: &mut Output) -> CliResult {
    let mut command = super::command();
    let mut name = "turno".to_string();
    for word in &args.command {
        let Some(sub) = command.find_subcommand(word) else {
            let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            let meant = crate::config::did_you_mean(word, known.iter().copied());
            return Err(super::CliError::usage(format!("there is no command `{word}`"))
                .hint(format!("{meant}there are: {}", known.join(", "))));
        };
        name = format!("{name}-{word}");
        command = sub.clone().display_name(name.clone());
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    out.raw(String::from_utf8_lossy(&page))
}

/// Prints what the parser has to say: help and version on standard output, mistakes as errors with hints.
pub fn print_clap(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A reader that has seen enough of the help is no failure.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string().replace("\n  tip: ", "\nhint: ").replace("\n\n\n", "\n\n");
    let _ = std::io::Write::write_all(&mut std::io::stderr().lock(), text.as_bytes());
    ExitCode::from(2)
}

/// Every visible command with its help, as Markdown.
pub fn reference() -> String {
    let mut text = String::new();
    section(&super::command(), "turno", &mut text);
    // Whatever the terminal of the one who runs it, the reference has no line end blanks.
    text.lines().map(str::trim_end).fold(String::new(), |text, line| text + line + "\n")
}

fn section(command: &clap::Command, path: &str, text: &mut String) {
    let help = command.clone().bin_name(path).term_width(100).render_long_help().to_string();
    let _ = write!(text, "### `{path}`\n\n```text\n{}\n```\n\n", help.trim_end());
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        section(sub, &format!("{path} {}", sub.get_name()), text);
    }
}
