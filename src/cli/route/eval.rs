//! `turno route eval`: how well tickets are routed whose owner is known.

use crate::cli::Format;
use crate::cli::error::{CliError, CliResult};
use crate::cli::output::{Output, columns};
use crate::cli::plain;
use crate::domain::Suggestion;
use crate::routing::evaluate::{Answer, Bin, Report, Share};
use crate::routing::{Example, Learnt, Router};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How much of a ticket's text stands in a line about it, in characters.
const EXCERPT: usize = 70;
/// Cells of the reliability chart's bars.
const BAR: usize = 40;

/// Judge the routing by tickets whose owner is known
///
/// Reads one JSON object a line: a ticket as --jsonl takes it, with its label: "expected" (the owner: AM, CSM, SE, BA
/// or GSD) and "rule" (the rule that decides); and if they apply "also" (roles that come next), "urgent", "hard" and
/// "case" (the situation that it tells). Prints the accuracy by language, rule and role, how far confidence can be
/// believed, and who is taken for whom.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno route eval tickets.jsonl
  turno route eval tickets.jsonl --wrong
  turno route eval tickets.jsonl --learn
  turno route eval tickets.jsonl --json | jq .accuracy")]
pub struct EvalArgs {
    /// The labelled tickets, as JSON Lines
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Confirm each ticket after it was judged, in the order of the file, as a desk that is always right would
    #[arg(long)]
    learn: bool,
    /// List the tickets whose owner was not found, too
    #[arg(long, conflicts_with = "json")]
    wrong: bool,
    #[command(flatten)]
    format: Format,
}

pub fn run(args: &EvalArgs, out: &mut Output) -> CliResult {
    let examples = read(&args.file)?;
    let router = Router::new();
    let suggestions = if args.learn { learning(&router, &examples) } else { as_it_is(&router, &examples) };
    let answers: Vec<Answer> = examples.iter().zip(&suggestions).map(|(it, said)| Answer::of(it, said)).collect();
    let report = Report::of(&answers);
    if args.format.json {
        return out.json(&report);
    }
    out.line(format!("{} tickets, knowledge {}", report.tickets, router.knowledge()))?;
    print(&report, out)?;
    if args.wrong {
        let wrong = answers.iter().zip(examples.iter().zip(&suggestions)).filter(|(answer, _)| !answer.is_right());
        list(wrong.map(|(_, ticket)| ticket), out)?;
    }
    Ok(())
}

fn as_it_is(router: &Router, examples: &[Example]) -> Vec<Suggestion> {
    examples.iter().map(|it| router.suggest(&it.request())).collect()
}

/// Each is judged by what those before it have taught.
fn learning(router: &Router, examples: &[Example]) -> Vec<Suggestion> {
    let mut learnt = Learnt::default();
    let one_by_one = examples.iter().zip(1..).map(|(example, n)| {
        let suggestion = router.suggest_after(&example.request(), &learnt);
        learnt.learn(router, &example.lesson(n));
        suggestion
    });
    one_by_one.collect()
}

fn read(path: &Path) -> CliResult<Vec<Example>> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| CliError::failed(format!("cannot read {}: {error}", path.display())))?;
    let mut examples = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let example = serde_json::from_str(line).map_err(|error| {
            CliError::failed(format!("{}, line {}: {error}", path.display(), at + 1))
                .hint("a labelled ticket has at least id, body, expected and rule: turno route eval --help")
        })?;
        examples.push(example);
    }
    match examples.is_empty() {
        true => Err(CliError::failed(format!("there is no ticket in {}", path.display()))),
        false => Ok(examples),
    }
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_string(), |share| format!("{:.1} %", share * 100.0))
}

fn row(name: &str, share: &Share) -> Vec<String> {
    vec![name.to_string(), percent(share.share), format!("of {}", share.tickets)]
}

fn print(report: &Report, out: &mut Output) -> CliResult {
    let mut rows = vec![
        row("accuracy", &report.accuracy),
        vec!["macro-F1".into(), percent(Some(report.macro_f1))],
        row("among the first two", &report.top_two),
        row("by the right rule", &report.rule),
        row("hard tickets", &report.hard),
        row("urgent: GSD first", &report.desk_first),
        row("urgent: owner second", &report.owner_second),
        row("false alarms", &report.false_alarms),
        row("answered", &report.answered),
        row("right when answered", &report.right_when_answered),
        row("surely wrong", &report.confidently_wrong),
        vec!["calibration error".into(), format!("{:.3}", report.calibration_error)],
    ];
    for (title, shares) in [("language", &report.by_language), ("rule", &report.by_rule), ("owner", &report.by_role)] {
        rows.push(vec![String::new()]);
        rows.extend(group(title, shares));
    }
    columns(&rows).into_iter().try_for_each(|line| out.line(line))?;
    reliability(&report.reliability, out)?;
    confusion(report, out)
}

fn group(title: &str, shares: &BTreeMap<&'static str, Share>) -> Vec<Vec<String>> {
    shares.iter().map(|(name, share)| row(&format!("{title} {name}"), share)).collect()
}

/// Of tickets about so sure, how many were right: the bar should reach as far as the confidence.
fn reliability(bins: &[Bin], out: &mut Output) -> CliResult {
    out.line("\nconfidence  right")?;
    for bin in bins.iter().filter(|bin| bin.tickets > 0) {
        let right = bin.right.unwrap_or_default();
        let bar = "#".repeat((right * BAR as f64).round() as usize);
        let range = format!("{:.1}–{:.1}", bin.from, bin.from + 0.1);
        out.line(format!("{range:<10}  {:>7}  {bar:<BAR$}  of {}", percent(bin.right), bin.tickets))?;
    }
    Ok(())
}

fn confusion(report: &Report, out: &mut Output) -> CliResult {
    let mut rows = vec![std::iter::once("owner \\ said".to_string()).chain(report.roles.map(String::from)).collect()];
    for (role, row) in report.roles.iter().zip(&report.confusion) {
        rows.push(std::iter::once(role.to_string()).chain(row.map(|count| count.to_string())).collect());
    }
    out.line("")?;
    columns(&rows).into_iter().try_for_each(|line| out.line(line))
}

/// Owner and rule, what was said instead, and the words that counted for it.
fn list<'a>(wrong: impl Iterator<Item = (&'a Example, &'a Suggestion)>, out: &mut Output) -> CliResult {
    for (example, said) in wrong {
        let Some(first) = said.first() else { continue };
        let mark = if said.unsure { ", unsure" } else { "" };
        let (expected, rule) = (example.expected, example.rule.word());
        out.line(format!(
            "\n{}: {expected} by {rule}, said {} by {} at {:.2}{mark}",
            plain(&example.id),
            first.role,
            said.rule.word(),
            first.confidence
        ))?;
        let text: String = format!("{} | {}", example.subject, example.body).chars().take(EXCERPT).collect();
        out.line(format!("  {}", plain(&text.replace('\n', " "))))?;
        let words = said.reasons.iter().map(|it| format!("{} for {}", plain(&it.text), it.role));
        out.line(format!("  {}", words.collect::<Vec<_>>().join("; ")))?;
    }
    Ok(())
}
