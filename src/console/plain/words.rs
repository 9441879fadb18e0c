//! A row of the queue as a sentence, and what stands on a sheet as something that can be read aloud.

use crate::console::look::Look;
use crate::console::screens::queue::Queue;
use crate::console::text::Shown;
use crate::domain::{Handed, QueueRow};

/// `3 of 118: `, as far as that is known.
pub fn place(queue: &Queue, look: &Look<'_>) -> String {
    let total = queue.rows.total();
    let Some(at) = queue.rows.position() else { return String::new() };
    let key = if total.or_more { "plain-place-or-more" } else { "plain-place" };
    look.format(key, &[("at", at.into()), ("n", total.n.into())])
}

/// What a row says, what decides first.
pub fn row(row: &QueueRow, gone: bool, marked: bool, look: &Look<'_>) -> String {
    let (words, clean) = (look.catalog, |text: &str| Shown::line(text).into_string());
    let mut said = vec![row.id.to_string()];
    let mut also = |is_so: bool, key: &str| {
        if is_so {
            said.push(look.text(key).into_owned());
        }
    };
    also(gone, "queue-gone");
    also(marked, "plain-marked");
    also(row.emergency, "plain-emergency");
    also(row.level > 0, "plain-escalated");
    also(row.handed == Some(Handed::Waiting), "plain-handed");
    also(row.handed == Some(Handed::Pooled), "plain-pooled");
    also(row.unread, "plain-unread");
    said.push(words.priority(row.priority).into_owned());
    said.push(match &row.clock {
        Some(clock) => format!("{} {}", words.clock(clock.kind), look.sla(clock).long),
        None => look.text("clock-none").into_owned(),
    });
    said.push(words.language_name(row.language).into_owned());
    said.extend(row.site.as_deref().map(clean));
    said.extend([clean(&row.customer_name), clean(&row.subject)]);
    said.push(match &row.assignee {
        Some(holder) => look.format("plain-held", &[("name", look.holder(holder).into())]),
        None => look.text("plain-unheld").into_owned(),
    });
    said.push(match (row.owner_role, &row.suggested) {
        (Some(role), _) => look.format("routing-now", &[("role", role.code().into())]),
        (None, Some(it)) => {
            let key = if it.unsure { "plain-unsure" } else { "plain-suggested" };
            look.format(key, &[("role", it.role.code().into())])
        }
        (None, None) => look.text("unrouted").into_owned(),
    });
    said.join(", ")
}

/// A line without the marks that stand for its words, and without frames and bars; what columns part, a comma does.
pub fn spoken(line: &str) -> String {
    let plain: String = line.chars().filter(|it| !is_mark(*it)).collect();
    let mut said = String::new();
    for part in plain.split("  ").flat_map(|part| part.split(" · ")).map(str::trim) {
        let part = part.trim_matches('·').trim_start_matches("!!").trim_start_matches("! ").trim_start_matches("? ");
        let part = part.trim_start_matches(['=', '–']).trim();
        if part.is_empty() {
            continue;
        }
        if !said.is_empty() {
            said.push_str(if said.ends_with([',', ':', '.', ';']) { " " } else { ", " });
        }
        said.push_str(part);
    }
    said.replace(" → ", ", ")
}

/// What is said in words beside it.
fn is_mark(it: char) -> bool {
    matches!(it, '\u{2500}'..='\u{25ff}' | '‖' | '✓' | '✗' | '✔' | '•' | '↑' | '↥' | '⇡' | '‼' | '⇄' | '↷' | '⇅')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_frames_and_bars_are_left_out() {
        assert_eq!(spoken("┏ ▶ Outbox · 2 waiting ━━━┓"), "Outbox, 2 waiting");
        assert_eq!(spoken("1 CSM ████▌     83 %  customer success"), "1 CSM, 83 %, customer success");
        assert_eq!(spoken("in progress · !! critical · e-mail"), "in progress, critical, e-mail");
        assert_eq!(spoken("“fibre” → GSD 60 %"), "“fibre”, GSD 60 %");
        assert_eq!(spoken("━━━━"), "");
        assert_eq!(spoken("Rita (day) · ‼ emergencies 5"), "Rita (day), emergencies 5");
        assert_eq!(spoken("=  48312  so already"), "48312, so already");
    }
}
