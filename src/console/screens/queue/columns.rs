//! The columns of the queue, and how many of them fit.

use crate::console::look::Look;
use crate::console::text::Shown;
use crate::console::widgets::table::Column;
use crate::domain::{BroadcastState, Handed, QueueRow, skip};
use ratatui::style::Style;
use std::borrow::Cow;

/// Skipped so often, a ticket marks itself.
const PASSED_OVER: i64 = skip::PASSED_OVER as i64;

/// Where a row says that it is marked: in the gap after its other marks, so that nothing moves when it is.
pub const MARK_AT: u16 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// The cursor; the first of these that is true: it is merged, a broadcast waits to be released, an emergency, an
    /// incident, escalated, handed over, passed over often, attached to an incident; whether it is unread; whether something
    /// of it is not sent.
    Marks,
    Clock,
    Priority,
    Number,
    Language,
    Type,
    Site,
    Customer,
    Subject,
    Role,
    Holder,
}

/// The columns that fit into a line, left to right. The subject takes what is left.
pub fn columns(width: u16) -> Vec<Column<Cell>> {
    let column = |cell, key, width, right| Column { cell, title: key, width, right };
    let mut columns = vec![
        column(Cell::Marks, "", 4, false),
        column(Cell::Clock, "column-clock", 7, true),
        column(Cell::Priority, "column-priority", 2, false),
        column(Cell::Number, "column-number", 6, true),
    ];
    let optional = [
        (48, column(Cell::Language, "column-language", 2, false)),
        (96, column(Cell::Type, "column-type", 12, false)),
        (56, column(Cell::Site, "column-site", 4, false)),
        (70, column(Cell::Customer, "column-customer", (width / 6).clamp(12, 26), false)),
    ];
    columns.extend(optional.into_iter().filter(|(from, _)| width >= *from).map(|(_, column)| column));
    let tail = [
        (0, column(Cell::Role, "column-role", 4, false)),
        (48, column(Cell::Holder, if width < 76 { "" } else { "column-holder" }, holder_width(width), false)),
    ];
    let tail: Vec<_> = tail.into_iter().filter(|(from, _)| width >= *from).map(|(_, column)| column).collect();
    let taken: u16 = columns.iter().chain(&tail).map(|column| column.width + 1).sum();
    columns.push(column(Cell::Subject, "column-subject", width.saturating_sub(taken), false));
    columns.extend(tail);
    columns
}

/// Initials, a first name, or a name, as there is room.
fn holder_width(width: u16) -> u16 {
    match width {
        ..76 => 3,
        76..110 => 8,
        _ => 14,
    }
}

/// The look of a whole row that is not under the cursor.
pub fn row_style(row: &QueueRow, look: &Look<'_>) -> Style {
    match &row.assignee {
        _ if row.emergency => look.style("emergency"),
        Some(holder) if holder == look.me => look.style("queue.mine"),
        Some(_) => look.style("queue.held"),
        None if row.unread => look.style("queue.unread"),
        None => look.style("text"),
    }
}

/// The text of one cell. All that comes from a ticket is cleaned here.
pub fn cell<'a>(column: &Column<Cell>, row: &'a QueueRow, selected: bool, look: &Look<'a>) -> (Cow<'a, str>, Style) {
    let plain = Style::default();
    match column.cell {
        Cell::Marks => {
            let cursor = if selected { '▸' } else { ' ' };
            let unread = if row.unread { '•' } else { ' ' };
            let pending = if row.pending { '↑' } else { ' ' };
            let emergency = match (row.handed, row.skips) {
                _ if row.broadcast == Some(BroadcastState::Waiting) => '◉',
                _ if row.duplicate_of.is_some() => '⇒',
                _ if row.emergency => '‼',
                _ if row.broadcast.is_some() => '◎',
                _ if row.level > 0 => '▲',
                (Some(Handed::Waiting), _) => '⇄',
                (Some(Handed::Pooled), _) => '↓',
                (_, PASSED_OVER..) => '↷',
                _ if row.part_of.is_some() => '◦',
                _ => ' ',
            };
            (format!("{cursor}{emergency}{unread}{pending}").into(), plain)
        }
        Cell::Clock => row.clock.as_ref().map_or((Cow::Borrowed("—"), plain), |clock| {
            let sla = look.sla(clock);
            (sla.short.into(), look.style(sla.state.scope()))
        }),
        Cell::Priority => {
            let (mark, style) = look.priority_mark(row.priority);
            (mark.into(), style)
        }
        Cell::Number => (row.id.to_string().into(), plain),
        Cell::Language => (row.language.word().into(), plain),
        Cell::Type => (look.catalog.ticket_type(row.kind), plain),
        Cell::Site => (clean(row.site.as_deref().unwrap_or("")), plain),
        Cell::Customer => (clean(&row.customer_name), plain),
        Cell::Subject => (clean(&row.subject), plain),
        Cell::Role => role(row, look),
        Cell::Holder => row.assignee.as_ref().map_or((Cow::Borrowed("·"), plain), |holder| {
            (short_name(&look.holder(holder), column.width).into(), plain)
        }),
    }
}

/// The decided role; else the suggested one with a mark in front: `›GSD`, or `?GSD` when routing is not sure.
fn role<'a>(row: &QueueRow, look: &Look<'_>) -> (Cow<'a, str>, Style) {
    match (row.owner_role, &row.suggested) {
        (Some(role), _) => (format!(" {role}").into(), look.style("routing.decided")),
        (None, Some(it)) if it.unsure => (format!("?{}", it.role).into(), look.style("routing.unsure")),
        (None, Some(it)) => (format!("›{}", it.role).into(), look.style("routing.suggested")),
        (None, None) => (Cow::Borrowed(" —"), Style::default()),
    }
}

fn clean(raw: &str) -> Cow<'static, str> {
    Shown::line(raw).into_string().into()
}

/// `Filomena Graçal` → `FG`, `Filomena` or `Filomena G.`, as there is room.
fn short_name(name: &str, cells: u16) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    let Some(last) = words.next_back().and_then(|last| last.chars().next()) else { return first.to_string() };
    match cells {
        ..4 => first.chars().take(1).chain([last]).collect(),
        4..12 => first.to_string(),
        _ => format!("{first} {last}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_every_width_fit_into_it() {
        for width in 36..300 {
            let columns = columns(width);
            let taken: u16 = columns.iter().map(|column| column.width).sum::<u16>() + columns.len() as u16 - 1;
            assert!(taken <= width, "{taken} of {width}");
        }
    }

    #[test]
    fn a_name_is_cut_to_what_tells_people_apart() {
        assert_eq!(short_name("Filomena Graçal", 14), "Filomena G.");
        assert_eq!(short_name("Filomena Graçal", 8), "Filomena");
        assert_eq!(short_name("Filomena Graçal", 3), "FG");
        assert_eq!(short_name("you", 3), "you");
        assert_eq!(short_name("", 3), "");
    }
}
