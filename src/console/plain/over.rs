//! What is drawn as a frame over the screen, read back line by line: whatever it shows is said, and nothing else.
//!
//! It is drawn where nobody sees it, so large that nothing has to scroll. What its cursor is on shows by its look.

use super::scene::{Item, Scene, Typed};
use super::words::spoken;
use crate::console::layout::Layout;
use crate::console::look::Look;
use crate::console::model::Model;
use crate::console::screens::{Overlay, menu::Menu, pick::Kind};
use crate::console::text::width;
use crate::console::view;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

/// Wide enough for every list, and as high as the longest.
const SHEET: Rect = Rect { x: 0, y: 0, width: 200, height: 120 };

pub fn overlay(model: &Model, scene: &mut Scene) {
    let Some(overlay) = &model.overlay else { return };
    if let Overlay::Menu(menu) = overlay {
        return choices(menu, scene);
    }
    let mut buf = Buffer::empty(SHEET);
    let last = SHEET.height - 1;
    let layout = Layout {
        message: Rect { y: last - 1, height: 1, ..SHEET },
        hints: Rect { y: last, height: 1, ..SHEET },
        ..Layout::default()
    };
    let cursor = view::overlay(model, &layout, &mut buf);
    read(&buf, cursor, &model.look(), scene);
    let found = typed(overlay);
    scene.picks = found.is_some();
    let is_help = matches!(overlay, Overlay::Pick(pick) if pick.kind == Kind::Help);
    scene.is_read = is_help || scene.current.is_none() || !scene.picks;
    if let Overlay::Search(_) = overlay {
        let title = crate::console::command::entry(crate::console::command::Command::Search);
        scene.heading = title.map(|entry| entry.title(&model.words).into_owned()).into_iter().collect();
    }
    match (found, scene.typed.take()) {
        (Some((text, cursor)), Some(drawn)) => {
            // An empty line shows what it asks for.
            let label =
                if text.is_empty() { drawn.text.trim_end_matches('_').trim().to_string() } else { String::new() };
            scene.typed = Some(Typed { label, text, cursor, row: 0 });
        }
        // A line of which nothing more is known: it is read as it stands.
        (None, Some(drawn)) => scene.body.push(drawn.text),
        (_, None) => {}
    }
}

pub fn outbox(model: &Model, scene: &mut Scene) {
    let mut buf = Buffer::empty(SHEET);
    model.panes.outbox.view(&model.outbox, true, &model.look(), SHEET, &mut buf);
    read(&buf, None, &model.look(), scene);
}

/// Numbered, as the digits choose them.
fn choices(menu: &Menu, scene: &mut Scene) {
    let line = |at: usize| {
        let choice = &menu.choices[at];
        format!("{} ({}): {}", at + 1, choice.key, spoken(&choice.text))
    };
    scene.heading = vec![spoken(&menu.title)];
    scene.body = (0..menu.choices.len()).map(line).collect();
    let chosen = menu.selected();
    if chosen < menu.choices.len() {
        scene.current = Some(Item { id: chosen.to_string(), at: String::new(), what: line(chosen) });
    }
}

/// The text of the line that is being typed, and the byte at which its cursor stands; a code is only counted.
fn typed(overlay: &Overlay) -> Option<(String, usize)> {
    if let Overlay::Identify(identify) = overlay
        && let Some(digits) = identify.digits()
    {
        return Some(("*".repeat(digits), digits));
    }
    let field = overlay.field()?;
    Some((field.text().to_string(), field.cursor()))
}

/// The first line is what it is called; the others are its body. Those that look chosen are what the cursor is on.
fn read(buf: &Buffer, cursor: Option<Position>, look: &Look<'_>, scene: &mut Scene) {
    let chosen = look.style("ui.selection");
    let is_chosen = |cells: &[Cell]| {
        let first = cells.iter().find(|cell| !is_frame(cell.symbol()) && cell.symbol() != " ");
        first.is_some_and(|cell| {
            Some(cell.bg) == chosen.bg || chosen.bg.is_none() && cell.modifier == chosen.add_modifier
        })
    };
    let (mut named, mut current) = (false, Vec::new());
    for (cells, y) in buf.content().chunks(usize::from(buf.area.width)).zip(0_u16..) {
        let line = spoken(&text(cells));
        if cursor.is_some_and(|at| at.y == y) {
            scene.typed = Some(Typed { label: String::new(), text: line, cursor: 0, row: 0 });
        } else if line.is_empty() {
            continue;
        } else if !std::mem::replace(&mut named, true) {
            scene.heading = vec![line];
        } else {
            if is_chosen(cells) {
                current.push(line.clone());
            }
            scene.body.push(line);
        }
    }
    let what = current.join("\n");
    scene.current = (!current.is_empty()).then(|| Item { id: String::new(), at: String::new(), what });
}

fn is_frame(symbol: &str) -> bool {
    symbol.chars().all(|it| matches!(it, '\u{2500}'..='\u{257f}'))
}

/// The letters of a row, each once.
fn text(cells: &[Cell]) -> String {
    let (mut text, mut skip) = (String::new(), 0);
    for symbol in cells.iter().map(Cell::symbol) {
        if skip == 0 {
            text.push_str(symbol);
        }
        skip = if skip > 0 { skip - 1 } else { width(symbol).saturating_sub(1) };
    }
    text
}
