//! A handover in words: what is to be done next, where it stands, and the whole of it as a page of Markdown.

use super::Catalog;
use crate::domain::handover::{Forecast, NextStep, Report, Stands};
use crate::domain::text::Shown;
use crate::domain::{OperatorId, Promise, Spent, Ticket, Timestamp, spent};

/// What a page is made of. Instants and names are said as its reader wants them.
pub struct Page<'a> {
    pub report: &'a Report,
    /// Whose shift it is.
    pub by: &'a str,
    pub since: Timestamp,
    pub now: Timestamp,
    pub at: &'a dyn Fn(Timestamp) -> String,
    pub name: &'a dyn Fn(&OperatorId) -> String,
}

/// What is to be done next, as far as the ticket tells.
pub fn next_step(catalog: &Catalog, ticket: &Ticket, at: &dyn Fn(Timestamp) -> String) -> String {
    match NextStep::of(ticket) {
        NextStep::Keep { by, text } if text.is_empty() => catalog.format("next-call-back", &[("at", at(by).into())]),
        NextStep::Keep { by, text } => {
            let text = Shown::line(&text).into_string();
            catalog.format("next-keep", &[("text", text.into()), ("at", at(by).into())])
        }
        NextStep::LookAgain { at: when } => catalog.format("next-look", &[("at", at(when).into())]),
        NextStep::AwaitCustomer => catalog.text("next-await").into_owned(),
        NextStep::FollowUp(role) => catalog.format("next-follow", &[("role", role.code().into())]),
        NextStep::Answer => catalog.text("next-answer").into_owned(),
        NextStep::Route => catalog.text("next-route").into_owned(),
    }
}

impl Catalog {
    /// `1h30`, `1h30 (30m billable)`.
    pub fn time_spent(&self, it: &Spent) -> String {
        match it.billable {
            0 => spent::short(it.minutes),
            billable => {
                let args = [("time", spent::short(it.minutes).into()), ("billable", spent::short(billable).into())];
                self.format("time-billable", &args)
            }
        }
    }

    fn with_time(&self, it: &Spent) -> String {
        match it.is_none() {
            true => String::new(),
            false => format!(", {}", self.format("ticket-spent", &[("sum", self.time_spent(it).into())])),
        }
    }

    /// Where a handover stands.
    pub fn handed(
        &self,
        stands: &Stands,
        at: &dyn Fn(Timestamp) -> String,
        name: &dyn Fn(&OperatorId) -> String,
    ) -> String {
        match stands {
            Stands::Waiting => self.text("handover-waits").into_owned(),
            Stands::Returned { by, reason, .. } => {
                let reason = Shown::line(reason).into_string();
                self.format("handover-returned", &[("name", name(by).into()), ("reason", reason.into())])
            }
            Stands::Pooled { at: when } => self.format("handover-pooled", &[("at", at(*when).into())]),
        }
    }

    /// Whether a promise was kept.
    pub fn promise_came(&self, promise: &Promise, at: &dyn Fn(Timestamp) -> String) -> String {
        let key = match promise.settled {
            Some(settled) if settled.kept => "handover-kept",
            Some(_) => "handover-broken",
            None => "handover-overdue",
        };
        let what = match promise.text.as_str() {
            "" => self.text("next-call-back-short").into_owned(),
            text => Shown::line(text).into_string(),
        };
        self.format(key, &[("what", what.into()), ("at", at(promise.due_at).into())])
    }

    /// What is due before a shift ends, and whose it is; nothing when the forecast is of no time.
    pub fn forecast(&self, forecast: &Forecast, at: &dyn Fn(Timestamp) -> String) -> Vec<String> {
        let Forecast { until, overdue, answers, resolutions, promises, mine, nobodys } = *forecast;
        if until == Timestamp::default() {
            return Vec::new();
        }
        let until = ("at", at(until).into());
        if forecast.due() == 0 {
            return vec![self.format("forecast-none", &[until, ("overdue", overdue.into())])];
        }
        let due = [("n", forecast.due().into()), until, ("overdue", overdue.into())];
        let what = [
            ("answers", answers.into()),
            ("resolutions", resolutions.into()),
            ("promises", promises.into()),
            ("mine", mine.into()),
            ("nobodys", nobodys.into()),
        ];
        vec![self.format("forecast-due", &due), self.format("forecast-whose", &what)]
    }

    /// The handover as Markdown.
    pub fn handover_page(&self, page: &Page<'_>) -> String {
        let Page { report, at, name, .. } = page;
        let args = [("name", escaped(page.by).into()), ("from", at(page.since).into()), ("to", at(page.now).into())];
        let mut text = format!("# {}\n", self.format("handover-page", &args));
        self.forecast(&report.forecast, at).iter().for_each(|line| text.push_str(&format!("\n{line}\n")));
        let mut section = |title: String, lines: Vec<String>| {
            if !lines.is_empty() {
                text.push_str(&format!("\n## {title}\n\n"));
                lines.iter().for_each(|line| text.push_str(&format!("- {line}\n")));
            }
        };
        let count = |n: usize| [("n", i64::try_from(n).unwrap_or(i64::MAX).into())];
        let offered = report.offered.iter().map(|it| self.page_line(it, page)).collect();
        section(self.format("handover-offered", &count(report.offered.len())), offered);
        let held = report.held.iter().map(|it| self.page_line(it, page)).collect();
        section(self.format("handover-held", &count(report.held.len())), held);
        let given = report.given.iter();
        let given = given.map(|it| {
            format!("{} {}: {}", it.ticket, escaped(&it.subject), escaped(&self.handed(&it.stands, at, name)))
        });
        section(self.text("handover-given").into_owned(), given.collect());
        let promises = report.promises.iter();
        let promises = promises.map(|(ticket, subject, promise)| {
            format!("{ticket} {}: {}", escaped(subject), escaped(&self.promise_came(promise, at)))
        });
        section(self.text("handover-promises").into_owned(), promises.collect());
        let finished = report
            .finished
            .iter()
            .map(|it| format!("{} {}{}", it.ticket, escaped(&it.subject), self.with_time(&it.spent)));
        let finished = finished.collect();
        section(self.text("handover-done").into_owned(), finished);
        text
    }

    fn page_line(&self, ticket: &Ticket, page: &Page<'_>) -> String {
        let next = match &ticket.handover {
            Some(handover) => {
                let stands = escaped(&self.handed(&handover.stands, page.at, page.name));
                format!("{} ({stands}, {})", escaped(&handover.next), escaped(&(page.name)(&handover.by)))
            }
            None => escaped(&next_step(self, ticket, page.at)),
        };
        let due = ticket.nearest_clock().map_or_else(String::new, |clock| {
            let due = self.format("clock-due", &[("at", (page.at)(clock.due_at).into())]);
            format!(", {} {due}", self.clock(clock.kind))
        });
        let spent = self.with_time(&ticket.spent);
        let (status, customer, subject) = (self.status(ticket.status), &ticket.customer_name, &ticket.subject);
        format!("**{}** {} · {} ({status}{due}{spent}): {next}", ticket.id, escaped(customer), escaped(subject))
    }
}

/// Text from outside on one line, in which Markdown means nothing.
fn escaped(text: &str) -> String {
    let mut clean = String::new();
    for sign in Shown::line(text).into_string().chars() {
        if "\\`*_{}[]<>#|!~".contains(sign) {
            clean.push('\\');
        }
        clean.push(sign);
    }
    clean
}
