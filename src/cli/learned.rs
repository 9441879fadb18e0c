//! `turno learned`: what routing learnt of the desk's operators, and how often it was right.

use super::Format;
use super::context::Context;
use super::error::CliResult;
use super::output::{Output, columns};
use super::session::{Session, replica_error};
use super::show::{instant, plain};
use super::ticket::zone;
use crate::domain::track_record::{Decided, TrackRecord};
use crate::domain::{Lesson, Span, skip};
use crate::seam::{Clock, System};
use serde::Serialize;

/// What routing learnt lately, and how often its suggestions were right
///
/// Every accepted, chosen or overridden suggestion teaches the routing of the whole desk. This tells how many of them
/// were right, by role and by language, warns of a role whose last suggestions were wrong, four of five, and lists what
/// was learnt, the newest first. What should not have been learnt is taken back by `turno ticket unlearn`.
/// It tells as well why tickets were passed over.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno learned
  turno learned --hours 72 --limit 50
  turno learned --json | jq .track_record.by_role")]
pub struct LearnedArgs {
    /// Count the suggestions of so many hours; three shifts are a day
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=8784))]
    hours: u16,
    /// List at most so many lessons
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(0..=1000))]
    limit: u16,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Learned<'a> {
    track_record: &'a TrackRecord,
    skipped: std::collections::BTreeMap<&'static str, usize>,
    lessons: &'a [Lesson],
}

pub async fn run(args: &LearnedArgs, context: &Context, out: &mut Output) -> CliResult {
    let mut session = Session::open(context).await?;
    let told = tell(args, context, &mut session, out).await;
    session.close().await;
    told
}

async fn tell(args: &LearnedArgs, context: &Context, session: &mut Session, out: &mut Output) -> CliResult {
    session.sync().await?;
    let mut lessons = session.replica.lessons().map_err(|error| replica_error(&error))?;
    let since = System.now() - Span::hours(i64::from(args.hours));
    let record = TrackRecord::since(&lessons, since);
    let skips = session.replica.skips().map_err(|error| replica_error(&error))?;
    let skipped = skip::by_reason(&skips, since);
    lessons.reverse();
    lessons.truncate(usize::from(args.limit));
    if args.format.json {
        return out.json(&Learned {
            track_record: &record,
            skipped: skipped.iter().map(|(reason, n)| (reason.word(), *n)).collect(),
            lessons: &lessons,
        });
    }
    let row = |name: String, decided: Decided| {
        let percent = decided.percent().map_or_else(|| "–".to_string(), |percent| format!("{percent} %"));
        vec![name, percent, format!("of {}", decided.all)]
    };
    let mut rows = vec![row(format!("right, last {} h", args.hours), record.all)];
    rows.extend(record.by_role.iter().map(|(role, it)| row(format!("suggested {role}"), *it)));
    rows.extend(record.by_language.iter().map(|(language, it)| row(format!("in {language}"), *it)));
    columns(&rows).into_iter().try_for_each(|line| out.line(line))?;
    for role in &record.streaks {
        out.line(format!("! the last suggestions of {role} were wrong, four of five"))?;
    }
    if !skipped.is_empty() {
        let each: Vec<String> = skipped.iter().map(|(reason, n)| format!("{reason} {n}")).collect();
        out.line(format!("passed over: {}", each.join(", ")))?;
    }
    let zone = zone(context);
    for lesson in &lessons {
        let what = match lesson.confirms() {
            true => format!("{} confirmed", lesson.role),
            false => format!("{} and not {}", lesson.role, lesson.suggested),
        };
        let reason = lesson.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", plain(reason)));
        let (at, by) = (instant(lesson.at, &zone), plain(lesson.operator.as_str()));
        out.line(format!("{at}  {}  {what}, by {by}{reason}  {}", lesson.ticket, plain(&lesson.taught.subject)))?;
    }
    Ok(())
}
