//! Text from outside: cleaned, measured, fitted, and drawn on every screen.

use crate::{bytes, hostile};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};
use turno::console::cache::Cache;
use turno::console::text::{Shown, pad, pad_left, truncate, width, wrap};
use turno::console::view;

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (line, block) = (Shown::line(&text), Shown::block(&text));
    for clean in std::iter::once(line.as_str()).chain(block.lines()) {
        bytes::audit(clean.as_bytes()).expect("a clean line");
        let again = Shown::line(clean);
        assert_eq!((again.as_str(), again.hidden()), (clean, 0), "what is clean stays as it is");
        fits(clean);
    }
    // A screen costs a hundred times as much: one in so many, picked by the bytes themselves.
    let sum = data.iter().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    if data.len() <= 256 && sum % 256 == 0 {
        draw(&text, hostile::SCREENS[data.len() % hostile::SCREENS.len()]);
    }
}

fn fits(line: &str) {
    for cells in [1, 7] {
        assert!(width(&truncate(line, cells)) <= cells);
        assert_eq!((width(&pad(line, cells)), width(&pad_left(line, cells))), (cells, cells));
        let pieces = wrap(line, cells);
        assert!(pieces.iter().all(|piece| width(&line[piece.clone()]) <= cells.max(2)), "{line:?} in {cells}");
        assert!(pieces.windows(2).all(|two| two[0].end <= two[1].start), "{line:?} in {cells}");
    }
}

fn draw(text: &str, screen: &str) {
    let (width, height) = (90, 24);
    let mut model = hostile::console(text, (width, height));
    hostile::go_to(&mut model, text, screen);
    let mut out = Vec::new();
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    let mut terminal = Terminal::with_options(CrosstermBackend::new(&mut out), TerminalOptions { viewport }).unwrap();
    terminal.draw(|frame| view::view(&model, &mut Cache::default(), frame)).unwrap();
    drop(terminal);
    bytes::audit(&out).expect("a clean screen");
}
