//! Picking one of many by typing a part of it: what palette and help have in common.

use crate::console::command::{Command, Context, Entry, TABLE, why_not};
use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::matching::Matching;
use crate::console::model::Model;
use crate::console::motion::Motion;
use crate::console::text::{pad, truncate, width};
use crate::console::widgets::{form::Field, popup};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

const LIMIT: usize = 80;

/// Which list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Every command, best match first.
    Palette,
    /// The commands that have a key here, in the order of the table.
    Help,
}

#[derive(Debug, Clone)]
pub struct Pick {
    pub kind: Kind,
    /// Where the operator was: what works there is what is offered.
    pub context: Context,
    pub field: Field,
    selected: usize,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub command: Command,
    pub keys: String,
    pub title: String,
    pub help: String,
    /// Why it cannot be done now.
    pub why_not: Option<String>,
}

impl Pick {
    pub fn new(kind: Kind, context: Context) -> Pick {
        Pick { kind, context, field: Field::new(LIMIT), selected: 0 }
    }

    /// What is offered for the text typed so far.
    pub fn lines(&self, model: &Model) -> Vec<Line> {
        let offered = TABLE.iter().filter(|entry| entry.works_in(self.context));
        let line = |entry: &'static Entry| Line {
            command: entry.command,
            keys: model.keymap.keys(self.context, entry.command).join(" "),
            title: entry.title(&model.words).into_owned(),
            help: entry.help(&model.words).into_owned(),
            why_not: why_not(entry.command, model).map(|key| model.words.text(key).into_owned()),
        };
        let lines: Vec<Line> = offered.map(line).collect();
        if self.field.text().trim().is_empty() {
            return lines;
        }
        self.ranked(lines)
    }

    fn ranked(&self, lines: Vec<Line>) -> Vec<Line> {
        let mut matching = Matching::new(self.field.text());
        let mut scored: Vec<(u32, Line)> = lines
            .into_iter()
            .filter_map(|line| {
                let name = crate::console::command::entry(line.command).map_or("", |entry| entry.name);
                let score = matching.score(&format!("{} {name} {}", line.title, line.help))?;
                Some((score, line))
            })
            .collect();
        if self.kind == Kind::Palette {
            scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        }
        scored.into_iter().map(|(_, line)| line).collect()
    }

    pub fn typed(&mut self) {
        self.selected = 0;
    }

    pub fn scroll(&mut self, motion: Motion, len: usize) {
        self.selected = motion.from(self.selected, len, 10);
    }

    /// The line under the cursor.
    pub fn chosen(&self, model: &Model) -> Option<Line> {
        let mut lines = self.lines(model);
        (self.selected < lines.len()).then(|| lines.swap_remove(self.selected))
    }

    /// Draws the list; where the cursor is.
    pub fn view(&self, model: &Model, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = look.text(match self.kind {
            Kind::Palette => "palette-title",
            Kind::Help => "help-title",
        });
        let inner = popup::popup(&title, look, centred(area, 96, area.height), buf);
        if inner.height < 3 {
            return None;
        }
        let cursor = self.field.view(&look.text("pick-ask"), look, Rect { height: 1, ..inner }, buf);
        let lines = self.lines(model);
        let list = Rect { y: inner.y + 1, height: inner.height - 2, ..inner };
        self.view_lines(&lines, look, list, buf);
        let foot = inner.bottom() - 1;
        let chosen = lines.get(self.selected);
        let (text, scope) = match chosen {
            Some(Line { why_not: Some(why), .. }) => (why.as_str(), "message.warning"),
            Some(line) => (line.help.as_str(), "text.muted"),
            None => ("", "text.muted"),
        };
        let cells = usize::from(inner.width);
        buf.set_stringn(inner.x, foot, truncate(text, cells), cells, look.style(scope));
        cursor
    }

    fn view_lines(&self, lines: &[Line], look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let height = usize::from(area.height);
        let top = (self.selected + 1).saturating_sub(height);
        let keys = lines.iter().map(|line| width(&line.keys)).max().unwrap_or(0).clamp(4, 18);
        for ((at, line), y) in lines.iter().enumerate().skip(top).zip(area.top()..area.bottom()) {
            let selected = at == self.selected;
            let scope = match (selected, &line.why_not) {
                (true, _) => "ui.selection",
                (false, Some(_)) => "text.muted",
                (false, None) => "ui.popup",
            };
            let mark = if selected { "▸" } else { " " };
            let off = if line.why_not.is_some() { "–" } else { " " };
            let text = format!("{mark}{off}{}  {}", pad(&line.keys, keys), line.title);
            buf.set_stringn(area.x, y, pad(&text, usize::from(area.width)), usize::from(area.width), look.style(scope));
        }
    }
}
