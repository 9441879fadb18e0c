//! The queue: rows of tickets in desk order, or as a search or a sort of one's own has them.

use crate::console::effect::Effect;
use crate::console::look::Look;
use crate::console::marks::Marks;
use crate::console::text::Shown;
use crate::console::widgets::{pane, table};
use crate::console::window::{Ask, Loader, Purpose, Rows};
use crate::domain::{Anchor, Filter, QueueRow, Sort, Window};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

mod columns;

#[derive(Debug, Clone, Default)]
pub struct Queue {
    pub rows: Rows,
    pub filter: Filter,
    loader: Loader,
}

impl Queue {
    /// Asks for rows; what is to be sent now.
    pub fn ask(&mut self, purpose: Purpose) -> Option<Effect> {
        let anchor = self.rows.anchor(purpose);
        self.ask_at(anchor, purpose)
    }

    /// The same, around a certain place.
    pub fn ask_at(&mut self, anchor: Anchor, purpose: Purpose) -> Option<Effect> {
        self.loader.ask(&self.filter, anchor, purpose).map(order)
    }

    /// Another list: from its start, unless the ticket under the cursor is in it.
    pub fn show(&mut self, filter: Filter) -> Option<Effect> {
        if filter == self.filter {
            return None;
        }
        self.filter = filter;
        self.ask_at(Anchor::Start, Purpose::First)
    }

    /// Takes in an answer; whether anything is seen of it, and what is to be sent next.
    pub fn loaded(&mut self, generation: u64, window: Window, height: usize) -> (bool, Option<Effect>) {
        let purpose = self.loader.answered(generation, &self.filter);
        if let Some(purpose) = purpose {
            self.rows.load(window, purpose, height);
        }
        (purpose.is_some(), self.next())
    }

    /// What is on screen is the list of before: another has been asked for.
    pub fn is_turning(&self) -> bool {
        self.rows.is_loaded() && self.loader.is_turning()
    }

    pub fn failed(&mut self, generation: u64) -> Option<Effect> {
        self.loader.answered(generation, &self.filter);
        self.next()
    }

    fn next(&mut self) -> Option<Effect> {
        let rows = &self.rows;
        self.loader.next(|purpose| rows.anchor(purpose)).map(order)
    }

    /// The whole live queue in desk order.
    pub fn is_plain(&self) -> bool {
        self.filter == Filter::default()
    }

    /// `7/41`: where the cursor is, as far as that is known.
    pub fn position(&self) -> String {
        let total = self.rows.total();
        let more = if total.or_more { "+" } else { "" };
        match self.rows.position() {
            Some(position) => format!("{position}/{}{more}", total.n),
            None => format!("{}{more}", total.n),
        }
    }

    pub fn title(&self, marks: &Marks, look: &Look<'_>) -> String {
        let mut title = format!("{} {}", look.text("queue-title"), self.position());
        if !marks.is_empty() {
            title.push_str(&format!(" · {}", self.marked(marks, look)));
        }
        let arrivals = self.rows.arrivals();
        if arrivals > 0 {
            let n = i64::try_from(arrivals).unwrap_or(i64::MAX);
            title.push_str(&format!(" · {}", look.format("queue-new", &[("n", n.into())])));
        }
        if self.filter.sort != Sort::Desk {
            let sort = look.text(&format!("sort-{}", self.filter.sort.word()));
            title.push_str(&format!(" · ⇅ {}", look.format("queue-sorted", &[("sort", sort.into())])));
        }
        let query = Filter { sort: Sort::Desk, ..self.filter.clone() }.to_string();
        if !query.is_empty() {
            title.push_str(&format!(" · / {}", Shown::line(&query)));
        }
        title
    }

    /// How much is marked, and how much of that is not among the rows: whether it is in a list of which a part is in
    /// memory is not known.
    fn marked(&self, marks: &Marks, look: &Look<'_>) -> String {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX).into();
        let (n, hidden) = (("n", number(marks.len())), marks.hidden(&self.rows));
        let key = match hidden {
            0 => "queue-marked",
            _ if self.rows.is_whole() => "queue-marked-hidden",
            _ => "queue-marked-maybe",
        };
        look.format(key, &[n, ("hidden", number(hidden))])
    }

    /// How many rows a pane of that height shows.
    pub fn page(area: Rect) -> usize {
        usize::from(area.height.saturating_sub(2 + header_rows(area)))
    }

    pub fn view(&self, marks: &Marks, focused: bool, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let inner = pane::frame(&self.title(marks, look), focused, look, area, buf);
        if inner.is_empty() {
            return;
        }
        let columns = columns::columns(inner.width);
        let header = header_rows(area).min(inner.height);
        if header > 0 {
            table::header(&columns, look, Rect { height: header, ..inner }, buf);
        }
        let list = Rect { y: inner.y + header, height: inner.height - header, ..inner };
        if self.rows.rows().is_empty() {
            let key = match (self.rows.is_loaded(), self.is_plain()) {
                (false, _) => "queue-reading",
                (true, true) => "queue-empty",
                (true, false) => "queue-nothing-found",
            };
            buf.set_stringn(list.x, list.y, look.text(key), usize::from(list.width), look.style("text.muted"));
            return;
        }
        let top = self.rows.top(usize::from(list.height));
        for ((at, row), y) in self.rows.rows().iter().enumerate().skip(top).zip(list.top()..list.bottom()) {
            let selected = at == self.rows.index();
            let line = Rect { y, height: 1, ..list };
            let gone = selected && self.rows.selected_is_gone();
            self.view_row(row, selected, gone, &columns, look, line, buf);
            if marks.contains(row.id) && line.width > columns::MARK_AT {
                let cell = Rect { x: line.x + columns::MARK_AT, width: 1, ..line };
                let style = look.style(if selected { "ui.selection" } else { "ui.mark" });
                table::cell("*", false, style, cell, buf);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a row, how it looks, and where it goes")]
    fn view_row(
        &self,
        row: &QueueRow,
        selected: bool,
        gone: bool,
        columns: &[table::Column<columns::Cell>],
        look: &Look<'_>,
        line: Rect,
        buf: &mut Buffer,
    ) {
        let base = if selected { look.style("ui.selection") } else { columns::row_style(row, look) };
        buf.set_style(line, base);
        let mut x = line.x;
        for column in columns {
            let (text, style) = columns::cell(column, row, selected, look);
            let style = if selected { base } else { base.patch(style) };
            let area = Rect { x, width: column.width, ..line };
            table::cell(&text, column.right, style, area, buf);
            x += column.width + 1;
        }
        if gone {
            let word = look.text("queue-gone");
            let cells = u16::try_from(crate::console::text::width(&word) + 2).unwrap_or(line.width).min(line.width);
            let area = Rect { x: line.right() - cells, width: cells, ..line };
            table::cell(&format!(" {word} "), false, look.style("message.warning"), area, buf);
        }
    }
}

fn header_rows(area: Rect) -> u16 {
    u16::from(area.height >= 10)
}

fn order(ask: Ask) -> Effect {
    Effect::LoadWindow { generation: ask.generation, request: ask.request }
}
