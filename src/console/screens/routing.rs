//! Routing: who should own the ticket, by which rule, because of which words, how surely.

use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{pad, pad_left};
use crate::console::widgets::pane;
use crate::console::widgets::scroll::Scroll;
use crate::console::widgets::sheet::Sheet;
use crate::domain::{Dossier, Ranked, Reason, Role, Rule, Suggestion, Ticket};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// So many words of the ticket are quoted.
const REASONS_LIMIT: usize = 12;
/// So many lines of the handoff are shown.
const HANDOFF_LINES: usize = 12;
/// The widest bar, in cells.
const BAR: usize = 20;

#[derive(Debug, Clone, Default)]
pub struct Routing {
    scroll: Scroll,
}

impl Routing {
    /// `area` is the whole pane, as [`Routing::view`] gets it.
    pub fn scroll(&mut self, motion: Motion, dossier: Option<&Dossier>, look: &Look<'_>, area: Rect) {
        let inner = pane::inside(area);
        if let Some(dossier) = dossier {
            self.scroll.go(motion, sheet(dossier, look, inner.width).extent(usize::from(inner.height)));
        }
    }

    /// Draws the whole pane, frame included. The roles are numbered as the keys that choose them.
    pub fn view(&self, dossier: Option<&Dossier>, focused: bool, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let inner = pane::frame(&look.text("routing-title"), focused, look, area, buf);
        if let Some(dossier) = dossier.filter(|_| !inner.is_empty()) {
            sheet(dossier, look, inner.width).draw(&self.scroll, inner, buf);
        }
    }
}

/// All that stands in the pane, to be read.
pub fn lines(dossier: &Dossier, look: &Look<'_>) -> Vec<String> {
    sheet(dossier, look, u16::MAX).into_texts()
}

fn sheet<'a>(dossier: &Dossier, look: &Look<'a>, width: u16) -> Sheet<'a> {
    let (suggestion, mut sheet) = (&dossier.suggestion, Sheet::new(look, width));
    decision(&dossier.ticket, look, &mut sheet);
    verdict(suggestion, look, &mut sheet);
    ranking(suggestion, look, &mut sheet);
    rule(suggestion, look, &mut sheet);
    reasons(&suggestion.reasons, look, &mut sheet);
    flip(suggestion, look, &mut sheet);
    follow_ups(suggestion, look, &mut sheet);
    reach(dossier, look, &mut sheet);
    handing_off(dossier, look, &mut sheet);
    sheet.blank();
    let knowledge = look.format("routing-knowledge", &[("version", clean(&suggestion.knowledge).into())]);
    sheet.styled(&knowledge, "text.muted");
    sheet
}

fn clean(text: &str) -> String {
    crate::console::text::Shown::line(text).into_string()
}

/// Where it is now, and who put it there.
fn decision(ticket: &Ticket, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let Some(role) = ticket.owner_role else {
        sheet.styled(&look.text("routing-undecided"), "text.muted");
        return;
    };
    let by = ticket.marks.owner_role.as_ref().map_or_else(String::new, |mark| {
        let args = [("name", look.holder(&mark.by).into()), ("when", look.ago(mark.at).into())];
        format!(" · {}", look.format("routing-by", &args))
    });
    let owner = look.format("routing-now", &[("role", role.code().into())]);
    sheet.item(2, &[(&format!("✓ {owner}"), look.style("routing.decided")), (&by, look.style("text.muted"))]);
}

/// The first word: urgent, unsure, or neither.
fn verdict(suggestion: &Suggestion, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    if suggestion.emergency {
        sheet.styled(&format!("!! {}", look.text("routing-emergency")), "emergency");
    } else if suggestion.urgent {
        sheet.styled(&format!("! {}", look.text("routing-urgent")), "message.warning");
    }
    if suggestion.unsure {
        sheet.styled(&format!("? {}", look.text("routing-unsure")), "routing.unsure");
    }
    if suggestion.ranked.is_empty() {
        sheet.styled(&look.text("routing-silent"), "text.muted");
    }
}

fn ranking(suggestion: &Suggestion, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    for (at, ranked) in suggestion.ranked.iter().take(Role::ALL.len()).enumerate() {
        rank(at, ranked, suggestion.unsure, look, sheet);
    }
}

/// `1 CSM ▕████████      ▏ 83 % customer success manager`.
fn rank(at: usize, ranked: &Ranked, unsure: bool, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let share = ranked.confidence.clamp(0.0, 1.0);
    let share = if share.is_nan() { 0.0 } else { share };
    // Number, role, percent and the spaces between them take 14 cells.
    let room = sheet.width().saturating_sub(14).min(BAR);
    let cells = (share * room as f64).round() as usize;
    let bar = pad(&"█".repeat(cells), room);
    let scope = match at {
        0 if unsure => "routing.unsure",
        0 => "routing.suggested",
        _ => "routing.other",
    };
    let style = look.style(scope);
    let number = format!("{} ", at + 1);
    let percent = format!(" {} %", pad_left(&format!("{:.0}", share * 100.0), 3));
    let name = if sheet.width() > 60 { format!("  {}", look.catalog.role(ranked.role)) } else { String::new() };
    sheet.item(
        2,
        &[
            (&number, look.style("ui.key")),
            (&pad(ranked.role.code(), 4), style),
            (&bar, look.style("routing.bar")),
            (&percent, style),
            (&name, look.style("text.muted")),
        ],
    );
}

fn rule(suggestion: &Suggestion, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    sheet.section(&look.text("routing-rule"));
    rule_lines(suggestion.rule, look, sheet);
    if suggestion.wrong_channel && suggestion.rule != Rule::WrongChannel {
        rule_lines(Rule::WrongChannel, look, sheet);
    }
}

fn rule_lines(rule: Rule, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let id = format!("{} {}: ", rule.number(), rule.word());
    sheet.item(3, &[(&id, look.style("routing.rule")), (&look.catalog.rule(rule), look.style("text"))]);
}

/// The words as they stand in the ticket, with the role that each speaks for.
fn reasons(reasons: &[Reason], look: &Look<'_>, sheet: &mut Sheet<'_>) {
    sheet.section(&look.text("routing-because"));
    if reasons.is_empty() {
        sheet.styled(&look.text("routing-no-words"), "text.muted");
    }
    for reason in reasons.iter().take(REASONS_LIMIT) {
        let quoted = format!("“{}”", reason.text.trim());
        let share = reason.weight.clamp(0.0, 1.0) * 100.0;
        let role = format!(" → {} {share:.0} %", reason.role);
        sheet.item(2, &[(&quoted, look.style("routing.reason")), (&role, look.style("text.muted"))]);
    }
}

/// The fewest words without which it would be another's.
fn flip(suggestion: &Suggestion, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let Some(flip) = &suggestion.flip else { return };
    let words: Vec<String> = flip.without.iter().map(|text| format!("“{}”", text.trim())).collect();
    let would = format!(" → {}, {} {}", flip.role, flip.rule.number(), flip.rule.word());
    sheet.section(&look.text("routing-flip"));
    sheet.item(2, &[(&words.join(" "), look.style("routing.reason")), (&would, look.style("text.muted"))]);
}

fn follow_ups(suggestion: &Suggestion, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    if suggestion.follow_ups.is_empty() {
        return;
    }
    let roles = suggestion.follow_ups.iter().take(Role::ALL.len());
    let roles: Vec<_> = roles.map(|role| format!("{role} ({})", look.catalog.role(*role))).collect();
    sheet.section(&look.text("routing-then"));
    sheet.line(&roles.join(", "));
}

/// Who of the account team the first role is, and what it owns.
fn reach(dossier: &Dossier, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let Some(first) = dossier.suggestion.first() else { return };
    let role = first.role;
    sheet.section(&look.format("routing-who", &[("role", role.code().into())]));
    let owns = look.catalog.role_owns(role);
    sheet.item(
        0,
        &[
            (&look.catalog.role(role), look.style("text.strong")),
            (": ", look.style("text")),
            (&owns, look.style("text")),
        ],
    );
    let customer = dossier.customer.as_ref();
    match customer.and_then(|it| it.staff(role)) {
        Some(staff) => {
            let office = customer.and_then(|it| look.office(&staff.phone, &it.country));
            super::customer::staff_line(staff, office.as_deref(), look, sheet);
        }
        None if role == Role::Gsd => sheet.line(&look.text("routing-who-gsd")),
        None => sheet.styled(&look.text("routing-who-unknown"), "text.muted"),
    }
    if dossier.suggestion.rule == Rule::Onboarding {
        sheet.line(&look.text("routing-who-onboarding"));
    }
}

/// What the customer is told, in their language.
fn handing_off(dossier: &Dossier, look: &Look<'_>, sheet: &mut Sheet<'_>) {
    let Some(handoff) = &dossier.handoff else { return };
    sheet.section(&look.format("routing-handoff", &[("title", clean(&handoff.title).into())]));
    handoff.text.lines().take(HANDOFF_LINES).for_each(|line| sheet.styled(line, "text.muted"));
    if !handoff.missing.is_empty() {
        let names = clean(&handoff.missing.join(", "));
        sheet.styled(&look.format("routing-handoff-missing", &[("names", names.into())]), "message.warning");
    }
}

#[cfg(test)]
mod tests;
