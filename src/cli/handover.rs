//! `turno handover`: what the next shift has to know.

use super::context::Context;
use super::error::CliResult;
use super::output::Output;
use super::session::{Session, replica_error};
use super::show::plain;
use super::ticket::zone;
use crate::domain::{Language, OperatorId, Shift, Span, Timestamp};
use crate::i18n::Catalog;
use crate::i18n::handover::Page;
use crate::seam::{Clock, System};
use jiff::tz::TimeZone;

/// What the next shift has to know
///
/// The tickets that colleagues hand over, those that you hold with what is to be done next and by when, what became of
/// what you handed over, the promises of the shift kept or broken, and what you finished.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno handover > handover.md
  turno handover --format json | jq '.held[].id'
  turno --lang pt handover --hours 12")]
pub struct HandoverArgs {
    /// As Markdown or as JSON
    #[arg(long, value_enum, default_value_t = As::Md)]
    format: As,
    /// Of the last so many hours instead of since your shift began
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=48))]
    hours: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum As {
    Md,
    Json,
}

pub async fn run(args: &HandoverArgs, context: &Context, out: &mut Output) -> CliResult {
    let mut session = Session::open(context).await?;
    let told = tell(args, context, &mut session, out).await;
    session.close().await;
    told
}

async fn tell(args: &HandoverArgs, context: &Context, session: &mut Session, out: &mut Output) -> CliResult {
    session.sync().await?;
    let (now, zone) = (System.now(), zone(context));
    let operators = session.replica.operators().map_err(|error| replica_error(&error))?;
    let me = session.replica.identity();
    let shift = operators.iter().find(|it| it.id == me.operator).map(|it| it.shift);
    let (began, until) = hours(shift, now, &zone);
    let since = args.hours.map_or(began, |hours| now - Span::hours(hours.into()));
    let report = session.replica.shift(Some((since, until))).map_err(|error| replica_error(&error))?;
    if args.format == As::Json {
        return out.json(&serde_json::json!({
            "operator": me.operator,
            "since": since,
            "until": now,
            "offered": report.offered,
            "held": report.held,
            "given": report.given,
            "promises": report.promises.iter().map(|(ticket, subject, promise)| serde_json::json!({
                "ticket": ticket, "subject": subject, "promise": promise,
            })).collect::<Vec<_>>(),
            "finished": report.finished,
            "forecast": report.forecast,
        }));
    }
    let name = |id: &OperatorId| {
        let known = operators.iter().find(|it| it.id == *id).map(|it| it.name.as_str());
        plain(known.unwrap_or(id.as_str()))
    };
    let catalog = Catalog::new(context.loaded.config.language.unwrap_or(Language::En));
    let page = Page { report: &report, by: &plain(&me.name), since, now, at: &|at| instant(at, &zone), name: &name };
    out.raw(catalog.handover_page(&page))
}

/// An instant as it is written in all three languages.
fn instant(at: Timestamp, zone: &TimeZone) -> String {
    let zoned = jiff::Timestamp::from_millisecond(at.0).map(|it| it.to_zoned(zone.clone()));
    zoned.map(|it| it.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}

/// When the shift began, and when it ends: that of whoever has none here, or works beyond it, is nine hours.
fn hours(shift: Option<Shift>, now: Timestamp, zone: &TimeZone) -> (Timestamp, Timestamp) {
    let around = shift.and_then(|shift| shift.around(now, zone)).filter(|(_, ends)| *ends > now);
    around.unwrap_or((now - Span::hours(9), now + Span::hours(9)))
}
