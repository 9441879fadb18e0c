//! The searches with a name: one key shows one, and how many tickets it would show. What is on screen can be kept here
//! under a name.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, pad, pad_left, truncate};
use crate::console::widgets::{form::Field, popup};
use crate::domain::view::{self, Name, Saved, View};
use crate::domain::{Count, Filter};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The widest it is, in cells.
const WIDEST: u16 = 100;
/// The longest that is typed as a name, in bytes: letters may be long, and a digit stands before it.
const TYPED_LIMIT: usize = 4 * view::NAME_LIMIT;

/// How many tickets a search would show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    NotYet,
    /// It would take long to know, or cannot be read.
    Never,
    As(Count),
}

#[derive(Debug, Clone)]
pub struct Views {
    lines: Vec<(View, Counted)>,
    selected: usize,
    /// The search on screen, which can be kept.
    shown: Filter,
    /// What is being counted at this moment.
    counting: Option<Filter>,
    /// Its name, while it is being typed.
    pub naming: Option<Field>,
}

impl Views {
    /// With the cursor on the one that is shown, if one is.
    pub fn new(saved: &[Saved], shown: Filter) -> Views {
        let mut views = Views { lines: Vec::new(), selected: 0, shown, counting: None, naming: None };
        views.load(saved);
        let here = views.lines.iter().position(|(view, _)| view.filter().is_ok_and(|filter| filter == views.shown));
        views.selected = here.unwrap_or(0);
        views
    }

    /// Another list. The cursor stays on its line, and what has been counted is known.
    pub fn load(&mut self, saved: &[Saved]) {
        let before = std::mem::take(&mut self.lines);
        let counted = |view: &View| {
            let known = before.iter().find(|(old, _)| old.query == view.query).map(|(_, counted)| *counted);
            known.unwrap_or(if view.filter().is_ok() { Counted::NotYet } else { Counted::Never })
        };
        self.lines = view::list(saved).into_iter().map(|view| (view.clone(), counted(&view))).collect();
        let under_cursor = before.get(self.selected).map(|(view, _)| &view.name);
        let same = self.lines.iter().position(|(view, _)| Some(&view.name) == under_cursor);
        self.selected = same.unwrap_or(self.selected).min(self.lines.len().saturating_sub(1));
    }

    /// The next to be counted. One at a time: a list that the operator asks for meanwhile waits for one count at most.
    pub fn to_count(&mut self) -> Option<Filter> {
        if self.counting.is_none() {
            let next = self.lines.iter().find(|(_, counted)| *counted == Counted::NotYet)?;
            self.counting = next.0.filter().ok();
            return self.counting.clone();
        }
        None
    }

    pub fn counted(&mut self, filter: &Filter, count: Option<Count>) {
        self.counting.take_if(|counting| counting == filter);
        for (view, counted) in &mut self.lines {
            if view.filter().as_ref() == Ok(filter) {
                *counted = count.map_or(Counted::Never, Counted::As);
            }
        }
    }

    pub fn scroll(&mut self, motion: Motion) {
        self.selected = motion.from(self.selected, self.lines.len(), 10);
    }

    /// The line under the cursor.
    pub fn chosen(&self) -> Option<&View> {
        self.lines.get(self.selected).map(|(view, _)| view)
    }

    /// The line with that digit.
    pub fn with_digit(&self, digit: u8) -> Option<&View> {
        self.lines.iter().map(|(view, _)| view).find(|view| view.digit == Some(digit))
    }

    /// The search on screen, if it can be kept: the whole queue is none.
    pub fn to_keep(&self) -> Option<&Filter> {
        Some(&self.shown).filter(|shown| **shown != Filter::default())
    }

    pub fn begin_naming(&mut self) {
        self.naming = Some(Field::new(TYPED_LIMIT));
    }

    /// Draws the list; where the cursor is, while a name is being typed.
    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        // The foot: a blank line, what can be kept, the keys.
        let wanted = u16::try_from(self.lines.len() + 5).unwrap_or(u16::MAX);
        let inner = popup::popup(&look.text("views-title"), look, centred(area, WIDEST, wanted), buf);
        let rows = usize::from(inner.height).saturating_sub(3).max(1);
        let from = (self.selected + 1).saturating_sub(rows);
        let (name, count) = self.widths(look, inner.width);
        let cells = usize::from(inner.width);
        let listed = self.lines.iter().enumerate().skip(from).take(rows);
        for ((at, (view, counted)), y) in listed.zip(inner.top()..inner.bottom()) {
            let selected = at == self.selected;
            let mark = if selected { "▸" } else { " " };
            let digit = view.digit.map_or(" ".to_string(), |digit| digit.to_string());
            let (query, problem) = query_words(view, look);
            let line = format!(
                "{mark} {digit}  {}  {}  {}",
                pad(&name_words(view, look), name),
                pad_left(&count_words(*counted), count),
                query
            );
            let scope = match (selected, problem) {
                (true, _) => "ui.selection",
                (false, true) => "message.error",
                (false, false) => "ui.popup",
            };
            buf.set_stringn(inner.x, y, pad(&truncate(&line, cells), cells), cells, look.style(scope));
            if !selected && inner.width > 3 {
                buf.set_style(Rect::new(inner.x + 2, y, 1, 1), look.style("ui.key"));
            }
        }
        self.view_foot(look, inner, buf)
    }

    /// What can be kept, and the keys; while a name is being typed, the name.
    fn view_foot(&self, look: &Look<'_>, inner: Rect, buf: &mut Buffer) -> Option<Position> {
        let cells = usize::from(inner.width);
        if inner.height < 3 {
            return None;
        }
        let (keep, keys) = (inner.bottom() - 2, inner.bottom() - 1);
        let query = match self.to_keep() {
            Some(filter) => {
                look.format("views-keep", &[("query", Shown::line(&filter.to_string()).into_string().into())])
            }
            None => look.text("views-nothing-to-keep").into_owned(),
        };
        let line = |y, text: &str, scope, buf: &mut Buffer| {
            buf.set_stringn(inner.x, y, pad(&truncate(text, cells), cells), cells, look.style(scope));
        };
        match &self.naming {
            None => {
                line(keep, &query, "text.muted", buf);
                line(keys, &look.text("views-keys"), "text.muted", buf);
                None
            }
            Some(field) => {
                line(keep, &query, "text", buf);
                line(keys, "", "text", buf);
                let ask = look.text("views-name").into_owned();
                let (after, _) = buf.set_stringn(inner.x, keys, &ask, cells, look.style("ui.key"));
                let left = inner.right().saturating_sub(after + 1);
                let area = Rect { x: after + 1, y: keys, width: left, height: 1 };
                field.view(&look.text("views-name-ask"), look, area.intersection(inner), buf)
            }
        }
    }

    /// How wide the names and the counts are.
    fn widths(&self, look: &Look<'_>, width: u16) -> (usize, usize) {
        let widest = self.lines.iter().map(|(view, _)| crate::console::text::width(&name_words(view, look))).max();
        (widest.unwrap_or(0).min(usize::from(width) / 2), 5)
    }
}

pub fn name_words(view: &View, look: &Look<'_>) -> String {
    match &view.name {
        Name::BuiltIn(it) => look.text(&format!("view-{}", it.word())).into_owned(),
        Name::Saved(name) => Shown::line(name).into_string(),
    }
}

fn count_words(counted: Counted) -> String {
    match counted {
        Counted::NotYet => "…".into(),
        Counted::Never => "–".into(),
        Counted::As(Count { n, or_more }) => format!("{n}{}", if or_more { "+" } else { "" }),
    }
}

/// The query, or what is wrong with it; whether something is.
fn query_words(view: &View, look: &Look<'_>) -> (String, bool) {
    let query = Shown::line(&view.query).into_string();
    match view.filter() {
        Ok(_) => (query, false),
        Err(error) => {
            let said = look.catalog.filter_error(&error);
            (format!("✗ {} ({query})", Shown::line(&said.what).as_str()), true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::look::tests::Room;
    use crate::console::screens::fixtures::{drawn, in_every_size};
    use crate::domain::{Language, Timestamp};

    fn saved(name: &str, query: &str, digit: Option<u8>) -> Saved {
        Saved { name: name.into(), query: query.into(), digit, used_at: Timestamp(0) }
    }

    fn views() -> Views {
        let kept = [saved("noites\u{1b}[2J \u{202e}LS1", "site:LS1", Some(9)), saved("de antes", "staus:open", None)];
        let mut views = Views::new(&kept, Filter::parse("lang:pt -tag:spam").unwrap());
        views.counted(&Filter::parse("assignee:me").unwrap(), Some(Count { n: 4, or_more: false }));
        views.counted(&Filter::parse("lang:me").unwrap(), Some(Count { n: 1_000, or_more: true }));
        views.counted(&Filter::parse("role:none").unwrap(), None);
        views
    }

    #[test]
    fn the_list_says_key_name_count_and_query_and_what_is_wrong_with_one() {
        let room = Room::new(Language::Pt);
        let draw = |area, buf: &mut Buffer| assert_eq!(views().view(&room.look(), area, buf), None);
        let screen = drawn(80, 20, draw);
        insta::assert_snapshot!("views_80_pt", screen);
        in_every_size(draw);
    }

    #[test]
    fn a_name_is_typed_under_the_search_that_it_is_for() {
        let room = Room::new(Language::En);
        let mut views = views();
        views.begin_naming();
        views.naming.as_mut().unwrap().paste("3 mail");
        let screen = drawn(60, 20, |area, buf| assert!(views.view(&room.look(), area, buf).is_some()));
        assert!(screen.contains("3 mail") && screen.contains("lang:pt -tag:spam"), "{screen}");
        in_every_size(|area, buf| assert!(views.view(&room.look(), area, buf).is_none_or(|at| area.contains(at))));
    }

    #[test]
    fn the_cursor_stays_on_its_line_when_the_list_changes() {
        let mut views = Views::new(&[], Filter::parse("lang:me").unwrap());
        assert_eq!(views.chosen().unwrap().word(), "my-languages", "the one that is shown");
        views.load(&[saved("a", "x", Some(1))]);
        assert_eq!(views.chosen().unwrap().word(), "my-languages");
        assert_eq!((views.with_digit(1).unwrap().word(), views.with_digit(2).unwrap().word()), ("a", "nobodys"));
    }
}
