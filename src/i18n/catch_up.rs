//! What happened to a ticket in an operator's absence, in words.

use super::Catalog;
use crate::domain::catch_up::News;
use crate::domain::text::Shown;
use crate::domain::{OperatorId, Timestamp};

impl Catalog {
    /// Instants and names are said as the reader wants them.
    pub fn news(&self, news: &News, at: &dyn Fn(Timestamp) -> String, name: &dyn Fn(&OperatorId) -> String) -> String {
        let hand = |key: &str, what: String, by: &OperatorId, when: Timestamp| {
            self.format(key, &[("what", what.into()), ("name", name(by).into()), ("at", at(when).into())])
        };
        let since = |key: &str, when: Timestamp| self.format(key, &[("at", at(when).into())]);
        match news {
            News::Offered { by, next } => {
                let next = Shown::line(next).into_string();
                self.format("news-offered", &[("name", name(by).into()), ("next", next.into())])
            }
            News::Emergency { at: when } => since("news-emergency", *when),
            News::Overdue { kind, since: when } => {
                self.format("news-overdue", &[("clock", self.clock(*kind).into()), ("at", at(*when).into())])
            }
            News::Promised { until, text } if text.is_empty() => since("news-promised-call", *until),
            News::Promised { until, text } => {
                let text = Shown::line(text).into_string();
                self.format("news-promised", &[("at", at(*until).into()), ("what", text.into())])
            }
            News::Wrote { at: when } => since("news-wrote", *when),
            News::Answered { n } => self.format("news-answered", &[("n", (*n).into())]),
            News::Status { to, by, at: when } => hand("news-status", self.status(*to).into_owned(), by, *when),
            News::Priority { to, by, at: when } => hand("news-priority", self.priority(*to).into_owned(), by, *when),
            News::Routed { to, by, at: when } => hand("news-routed", to.code().to_string(), by, *when),
            News::Taken { by: Some(by), at: when } => hand("news-taken", String::new(), by, *when),
            News::Taken { by: None, at: when } => since("news-freed", *when),
            News::Given { by, at: when } => hand("news-given", String::new(), by, *when),
            News::Escalated { level, by, at: when } => hand("news-escalated", level.to_string(), by, *when),
            News::Returned { by, reason } => {
                let reason = Shown::line(reason).into_string();
                self.format("news-returned", &[("name", name(by).into()), ("reason", reason.into())])
            }
            News::Pooled { at: when } => since("news-pooled", *when),
            News::Woken { at: when } => since("news-woken", *when),
            News::Merged { into } => self.format("news-merged", &[("ticket", into.to_string().into())]),
        }
    }
}
