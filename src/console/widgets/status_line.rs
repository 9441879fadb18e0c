//! The top line: which desk, who, how the link is, what waits to be sent, and the one clock.

use crate::console::model::Model;
use crate::console::text::{Shown, truncate, width};
use crate::console::widgets::clock;
use crate::domain::roster::AT_THE_DESK;
use crate::domain::{Link, Shift, Span};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

pub fn view(model: &Model, area: Rect, buf: &mut Buffer) {
    let look = model.look();
    buf.set_style(area, look.style("ui.top"));
    let (right, gap) = right(model, usize::from(area.width));
    let taken = u16::try_from(cells(&right, gap)).unwrap_or(area.width);
    let mut x = area.right().saturating_sub(taken).max(area.x);
    let room = usize::from(x - area.x).saturating_sub(1);
    for (text, style) in right {
        let left = usize::from(area.right().saturating_sub(x));
        let (after, _) = buf.set_stringn(x, area.y, text, left, look.style("ui.top").patch(style));
        x = after.saturating_add(gap);
    }
    let left = left(model, room);
    buf.set_stringn(area.x, area.y, truncate(&left, room), room, look.style("ui.top"));
}

/// Wider than all of it.
const BOUNDLESS: usize = u16::MAX as usize;

/// All of it, to be read.
pub fn words(model: &Model) -> String {
    let (right, _) = right(model, BOUNDLESS);
    let right = right.into_iter().map(|(text, _)| text);
    std::iter::once(left(model, BOUNDLESS)).chain(right).collect::<Vec<_>>().join(" · ")
}

/// The link in a few words.
pub fn link_words(model: &Model) -> String {
    link(model).0
}

/// Desk, operator and what there is to do; where there is no room, the least important goes first.
fn left(model: &Model, room: usize) -> String {
    let look = model.look();
    let me = model.operators.iter().find(|operator| operator.id == model.me);
    let name = look.operator(&model.me);
    let first = name.split(' ').next().unwrap_or_default().to_string();
    let shift = me.map(|me| shift_left(model, me.shift));
    let on_shift = |name: &str| match &shift {
        Some(shift) => format!("{name} ({shift})"),
        None => name.to_string(),
    };
    let slot = (model.slot > 1).then(|| look.format("top-slot", &[("n", model.slot.into())]));
    let sample = model.sample.then(|| look.text("top-sample").into_owned());
    let tally = model.tally;
    let emergencies =
        (tally.emergencies > 0).then(|| look.format("top-emergencies", &[("n", tally.emergencies.into())]));
    let unheld = (tally.live > 0)
        .then(|| look.format("top-unheld", &[("unheld", tally.unheld.into()), ("live", tally.live.into())]));
    let with = others(model).map(|names| look.format("top-with", &[("names", names.into())]));
    let versions = [
        vec![Some(on_shift(&name)), with, emergencies.clone(), unheld.clone()],
        vec![Some(on_shift(&name)), emergencies.clone(), unheld],
        vec![Some(on_shift(&name)), emergencies.clone()],
        vec![Some(on_shift(&first)), emergencies.clone()],
        vec![
            Some(format!("{first}{}", me.and_then(|me| left_in_short(model, me.shift)).unwrap_or_default())),
            emergencies.clone(),
        ],
        vec![Some(first.clone()), emergencies],
        vec![Some(first)],
        vec![],
    ];
    let always = [Some(Shown::line(&model.desk).into_string()), sample, slot];
    let line = |parts: Vec<Option<String>>| {
        let parts: Vec<String> = always.iter().cloned().chain(parts).flatten().collect();
        format!(" {}", parts.join(" · "))
    };
    let mut lines = versions.into_iter().map(line);
    let fitting = lines.find(|line| width(line) <= room);
    fitting.unwrap_or_else(|| format!(" {}", Shown::line(&model.desk)))
}

/// Who else is at the desk, by their first names, as long as what the desk said is not old.
fn others(model: &Model) -> Option<String> {
    const NAMED: usize = 3;
    let presence = model.presence.as_ref().filter(|it| model.now - it.at < AT_THE_DESK)?;
    let look = model.look();
    let others: Vec<String> =
        presence.at_the_desk().filter(|id| **id != model.me).map(|id| look.operator(id)).collect();
    let mut names: Vec<&str> = others.iter().take(NAMED).map(|it| it.split(' ').next().unwrap_or(it)).collect();
    let more = format!("+{}", others.len().saturating_sub(NAMED));
    names.extend((others.len() > NAMED).then_some(more.as_str()));
    (!names.is_empty()).then(|| names.join(", "))
}

/// The shift, and how much of it is left.
fn shift_left(model: &Model, shift: Shift) -> String {
    let name = model.words.shift(shift);
    match shift.around(model.now, &model.zone) {
        Some((_, ends)) if ends > model.now => {
            let args = [("shift", name.into()), ("span", model.words.span(ends - model.now).into())];
            model.words.format("top-shift-left", &args)
        }
        _ => name.into_owned(),
    }
}

/// The same where there is little room.
fn left_in_short(model: &Model, shift: Shift) -> Option<String> {
    let (_, ends) = shift.around(model.now, &model.zone).filter(|(_, ends)| *ends > model.now)?;
    let args = [("span", (ends - model.now).short().into())];
    Some(format!(" ({})", model.words.format("top-shift-left-short", &args)))
}

/// What the outbox and the link have to say, and the clock, with the cells between them. With little room the states
/// of the outbox are shown by their marks alone: how many wait for a person is never left out.
fn right(model: &Model, width: usize) -> (Vec<(String, Style)>, u16) {
    let rest = rest(model);
    let in_words: Vec<_> = tallies(model, true).into_iter().chain(rest.clone()).collect();
    if cells(&in_words, 2) <= width * 2 / 3 {
        return (in_words, 2);
    }
    (tallies(model, false).into_iter().chain(rest).collect(), 1)
}

fn cells(parts: &[(String, Style)], gap: u16) -> usize {
    parts.iter().map(|(text, _)| width(text) + usize::from(gap)).sum()
}

/// How many operations stand where, those first that wait for a person.
fn tallies(model: &Model, in_words: bool) -> Vec<(String, Style)> {
    let (look, sync) = (model.look(), &model.sync);
    let (linger, next_in) = model.lingering().unwrap_or_default();
    let kinds = [
        (sync.refused, "✗", "top-refused", "outbox.refused"),
        (sync.stuck, "!", "top-stuck", "outbox.refused"),
        (sync.unknown, "?", "top-unknown", "outbox.sent"),
        (linger, "◷", "top-lingering", "sync.pending"),
        (sync.waiting - sync.unknown - linger, "↑", "top-waiting", "sync.pending"),
    ];
    let span = |span| ("span", model.words.span(span).into());
    let some = kinds.into_iter().filter(|(n, ..)| *n > 0);
    let said = some.map(|(n, mark, key, scope)| {
        let text = if in_words {
            format!("{mark} {}", look.format(key, &[("n", n.into()), span(next_in)]))
        } else {
            format!("{mark}{n}")
        };
        (text, look.style(scope))
    });
    said.collect()
}

fn rest(model: &Model) -> Vec<(String, Style)> {
    let look = model.look();
    let (text, scope) = link(model);
    let mut parts = vec![(text, look.style(scope))];
    parts.extend(skew(model).map(|text| (text, look.style("message.warning"))));
    parts.push((clock::wall(&look), look.style("text.strong")));
    parts
}

/// What the machine's clock is wrong by, when that is worth a word: all times shown are the desk's.
fn skew(model: &Model) -> Option<String> {
    const WORTH: u64 = 30_000;
    let Span(ahead) = model.sync.skew;
    let key = if ahead > 0 { "top-clock-slow" } else { "top-clock-fast" };
    let span = model.words.span(Span(ahead.saturating_abs()));
    (ahead.unsigned_abs() > WORTH).then(|| model.look().format(key, &[("span", span.into())]))
}

/// The link in a few words, and the scope of its look.
fn link(model: &Model) -> (String, &'static str) {
    let look = model.look();
    let span = |span: Span| model.words.span(span);
    match &model.sync.link {
        Link::Starting => (look.text("link-starting").into_owned(), "sync.polling"),
        Link::Live => (look.text("link-live").into_owned(), "sync.live"),
        Link::CatchingUp { read, head } => {
            let percent = if *head > 0 { read.saturating_mul(100) / head } else { 0 }.clamp(0, 100);
            let words = [("bar", bar(percent).into()), ("percent", percent.into())];
            (look.format("link-catching-up", &words), "sync.polling")
        }
        Link::Polling { every } => (look.format("link-polling", &[("every", span(*every).into())]), "sync.polling"),
        Link::Offline { since, .. } => {
            let text = look.format("link-offline", &[("span", span(model.now - *since).into())]);
            (text, "sync.offline")
        }
        Link::Refused { problem } => (model.words.link_problem(*problem).what, "sync.offline"),
    }
}

/// `███░░░░░`: how much of a long reading is done.
fn bar(percent: i64) -> String {
    const CELLS: usize = 8;
    let full = usize::try_from(percent).unwrap_or(0) * CELLS / 100;
    "█".repeat(full.min(CELLS)) + &"░".repeat(CELLS.saturating_sub(full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_of_a_long_reading_fills_from_the_left() {
        assert_eq!((bar(0), bar(49), bar(100)), ("░░░░░░░░".into(), "███░░░░░".into(), "████████".into()));
    }
}
