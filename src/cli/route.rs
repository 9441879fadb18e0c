//! `turno route`: who should own a ticket, for scripts. Needs no desk and no configuration.

mod eval;

use super::Format;
use super::error::{CliError, CliResult, say};
use super::output::Output;
use crate::domain::{Channel, Language, Onboarding, Product, Reason, Suggestion};
use crate::routing::{Request, Router};
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::{BufRead, IsTerminal, Read};

/// The longest line or text that is read, in bytes; a ticket of a megabyte still fits.
const INPUT_LIMIT: u64 = 4 * 1024 * 1024;

/// Suggest the owner role of a ticket
///
/// Reads one ticket from standard input: the first line is the subject, the rest the body. Prints the ranked roles
/// with their confidence, the rule that decided, and the words that counted. It needs no desk, and the same ticket
/// always gets the same answer.
///
/// With --jsonl it reads one JSON object a line and writes one for each, in the same order, as they come:
///
///   in   {"id", "language"?, "channel"?, "customer"? {"onboarding", "products", "portal_access"}, "product"?,
///        "subject", "body"}
///   out  {"id", "ranked": [["GSD", 0.83], …], "rule", "reasons": [{"text", "role", "weight"}, …], "urgent", "abstain"}
///
/// A line that cannot be read gets {"id", "line", "error"} in its place, and the rest is still served.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_long_help = "Examples:
  echo 'No power in cabinet 0412' | turno route
  turno route --onboarding in_progress < mail.txt
  turno route --jsonl < tickets.jsonl > suggestions.jsonl"
)]
pub struct RouteArgs {
    #[command(subcommand)]
    command: Option<RouteCommand>,
    /// Read and write JSON Lines
    #[arg(long, conflicts_with_all = ["json", "subject", "language", "channel", "product", "onboarding", "products", "portal_access"])]
    jsonl: bool,
    #[command(flatten)]
    format: Format,
    /// The subject; standard input is then the body alone
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// The ticket's language: pt, es or en
    #[arg(long, value_parser = word(Language::parse, Language::ALL))]
    language: Option<Language>,
    /// How it came in: portal, phone or email
    #[arg(long, value_parser = word(Channel::parse, Channel::ALL))]
    channel: Option<Channel>,
    /// The product that it is about: colocation, network or managed_services
    #[arg(long, value_parser = word(Product::parse, Product::ALL))]
    product: Option<Product>,
    /// The customer's onboarding stage: not_started, in_progress or completed
    #[arg(long, value_name = "STAGE", value_parser = ONBOARDING_WORDS)]
    onboarding: Option<String>,
    /// The customer's products, separated by commas
    #[arg(long, value_delimiter = ',', value_parser = word(Product::parse, Product::ALL))]
    products: Vec<Product>,
    /// Whether the customer has portal access
    #[arg(long, value_name = "BOOL")]
    portal_access: Option<bool>,
}

#[derive(Debug, clap::Subcommand)]
enum RouteCommand {
    Eval(eval::EvalArgs),
}

const ONBOARDING_WORDS: [&str; 3] = ["not_started", "in_progress", "completed"];

fn onboarding(word: &str) -> Option<Onboarding> {
    Some(match word {
        "not_started" => Onboarding::NotStarted,
        "in_progress" => Onboarding::InProgress,
        "completed" => Onboarding::Completed,
        _ => return None,
    })
}

/// A reader for one of a closed set of words.
pub fn word<T: Copy + std::fmt::Display + Send + Sync + 'static>(
    parse: fn(&str) -> Option<T>,
    all: &'static [T],
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync {
    move |text| {
        parse(text).ok_or_else(|| {
            let words: Vec<String> = all.iter().map(T::to_string).collect();
            let meant = crate::config::did_you_mean(text, words.iter().map(String::as_str));
            format!("{meant}use one of: {}", words.join(", "))
        })
    }
}

pub fn run(args: &RouteArgs, out: &mut Output) -> CliResult {
    if let Some(RouteCommand::Eval(args)) = &args.command {
        return eval::run(args, out);
    }
    let router = Router::new();
    let mut stdin = std::io::stdin().lock();
    if args.jsonl {
        return stream(&router, &mut stdin, out);
    }
    if stdin.is_terminal() {
        say("note", "type the ticket's text, then Ctrl-D on a line of its own");
    }
    let mut text = Vec::new();
    stdin.take(INPUT_LIMIT).read_to_end(&mut text)?;
    let text = String::from_utf8_lossy(&text);
    let (subject, body) = match &args.subject {
        Some(subject) => (subject.as_str(), &*text),
        None => text.trim_start().split_once('\n').unwrap_or((text.trim(), "")),
    };
    if subject.trim().is_empty() && body.trim().is_empty() {
        return Err(
            CliError::usage("there is no ticket text").hint("give it on standard input: turno route < mail.txt")
        );
    }
    let request = Request {
        language: args.language,
        channel: args.channel,
        onboarding: args.onboarding.as_deref().and_then(onboarding),
        products: &args.products,
        portal_access: args.portal_access,
        product: args.product,
        subject: subject.trim_end(),
        body,
    };
    let suggestion = router.suggest(&request);
    if args.format.json { out.json(&Answer::new(Value::Null, &suggestion)) } else { print(&suggestion, out) }
}

fn print(suggestion: &Suggestion, out: &mut Output) -> CliResult {
    let rule = suggestion.rule;
    for (at, ranked) in suggestion.ranked.iter().enumerate() {
        let note = match at {
            0 if suggestion.unsure => format!("  unsure, {} {}", rule.number(), rule.word()),
            0 => format!("  {} {}", rule.number(), rule.word()),
            _ => String::new(),
        };
        out.line(format!("{:<4}{:>4.0} %{note}", ranked.role, ranked.confidence * 100.0))?;
    }
    if suggestion.urgent {
        out.line("urgent: GSD first, then the topic's owner")?;
    }
    for reason in &suggestion.reasons {
        out.line(format!("  {} for {}", super::plain(&reason.text), reason.role))?;
    }
    if let Some(flip) = &suggestion.flip {
        let words: Vec<String> = flip.without.iter().map(|text| super::plain(text)).collect();
        let (role, rule) = (flip.role, flip.rule.number());
        out.line(format!("  without {} it would be {role} by {rule}", words.join(", ")))?;
    }
    Ok(())
}

/// One answer of `--jsonl`.
#[derive(Serialize)]
struct Answer<'a> {
    id: Value,
    ranked: Vec<(&'static str, f64)>,
    rule: &'static str,
    reasons: &'a [Reason],
    urgent: bool,
    abstain: bool,
}

impl<'a> Answer<'a> {
    fn new(id: Value, suggestion: &'a Suggestion) -> Answer<'a> {
        // Four digits: what comes after them is noise, and differs between machines.
        let short = |confidence: f64| (confidence * 10_000.0).round() / 10_000.0;
        Answer {
            id,
            ranked: suggestion.ranked.iter().map(|it| (it.role.code(), short(it.confidence))).collect(),
            rule: suggestion.rule.word(),
            reasons: &suggestion.reasons,
            urgent: suggestion.urgent,
            abstain: suggestion.unsure,
        }
    }
}

/// What stands in the place of an answer when the line cannot be read.
#[derive(Serialize)]
struct BadLine {
    id: Value,
    line: u64,
    error: String,
}

/// Answers each line as it comes: whoever writes one and waits gets its answer.
fn stream(router: &Router, input: &mut impl BufRead, out: &mut Output) -> CliResult {
    let (mut number, mut bad) = (0_u64, 0_u64);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = input.by_ref().take(INPUT_LIMIT).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        number += 1;
        let whole = line.ends_with(b"\n") || (read as u64) < INPUT_LIMIT;
        if !whole {
            skip_line(input)?;
        }
        let text = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
        if text.trim_ascii().is_empty() {
            continue;
        }
        let answered = match whole {
            true => answer(router, text, out)?,
            false => Err((Value::Null, format!("the line is longer than {INPUT_LIMIT} bytes"))),
        };
        if let Err((id, error)) = answered {
            bad += 1;
            out.json(&BadLine { id, line: number, error })?;
        }
        out.flush()?;
    }
    if bad > 0 {
        say("warning", format!("{bad} of {number} lines could not be read; their places hold an error"));
    }
    Ok(())
}

/// Reads on to the end of a line that is too long, without keeping it.
fn skip_line(input: &mut impl BufRead) -> CliResult {
    loop {
        let buffer = input.fill_buf()?;
        let (skip, done) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(skip);
        if done {
            return Ok(());
        }
    }
}

type Answered = Result<(), (Value, String)>;

fn answer(router: &Router, line: &[u8], out: &mut Output) -> CliResult<Answered> {
    let object = match serde_json::from_slice::<Value>(line) {
        Ok(Value::Object(object)) => object,
        Ok(_) => return Ok(Err((Value::Null, "not a JSON object".into()))),
        Err(error) => return Ok(Err((Value::Null, format!("not JSON: {error}")))),
    };
    let id = object.get("id").cloned().unwrap_or(Value::Null);
    match Line::read(&object) {
        Ok(line) => {
            out.json(&Answer::new(id, &router.suggest(&line.request())))?;
            Ok(Ok(()))
        }
        Err(error) => Ok(Err((id, error))),
    }
}

/// One line of input. Words that are not known count as not given: a new channel at the desk must not stop a
/// script. A value of the wrong type is a mistake.
struct Line<'a> {
    language: Option<Language>,
    channel: Option<Channel>,
    onboarding: Option<Onboarding>,
    products: Vec<Product>,
    portal_access: Option<bool>,
    product: Option<Product>,
    subject: &'a str,
    body: &'a str,
}

impl<'a> Line<'a> {
    fn read(object: &'a Map<String, Value>) -> Result<Line<'a>, String> {
        let empty = Map::new();
        let customer = match object.get("customer") {
            None | Some(Value::Null) => &empty,
            Some(Value::Object(customer)) => customer,
            Some(_) => return Err("`customer` must be an object".into()),
        };
        let products = match customer.get("products") {
            None | Some(Value::Null) => &[][..],
            Some(Value::Array(products)) => products.as_slice(),
            Some(_) => return Err("`customer.products` must be a list".into()),
        };
        let portal_access = match customer.get("portal_access") {
            None | Some(Value::Null) => None,
            Some(Value::Bool(access)) => Some(*access),
            Some(_) => return Err("`customer.portal_access` must be true or false".into()),
        };
        let (subject, body) = (string(object, "subject")?, string(object, "body")?);
        if subject.is_none() && body.is_none() {
            return Err("there is neither `subject` nor `body`".into());
        }
        // A locale such as pt-PT names the language in its first part.
        let language = string(object, "language")?.and_then(|it| Language::parse(it.split(['-', '_']).next()?));
        Ok(Line {
            language,
            channel: string(object, "channel")?.and_then(Channel::parse),
            onboarding: string(customer, "onboarding")?.and_then(onboarding),
            products: products.iter().filter_map(|it| Product::parse(it.as_str()?)).collect(),
            portal_access,
            product: string(object, "product")?.and_then(Product::parse),
            subject: subject.unwrap_or_default(),
            body: body.unwrap_or_default(),
        })
    }

    fn request(&self) -> Request<'_> {
        Request {
            language: self.language,
            channel: self.channel,
            onboarding: self.onboarding,
            products: &self.products,
            portal_access: self.portal_access,
            product: self.product,
            subject: self.subject,
            body: self.body,
        }
    }
}

fn string<'a>(object: &'a Map<String, Value>, key: &str) -> Result<Option<&'a str>, String> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("`{key}` must be a string")),
    }
}
