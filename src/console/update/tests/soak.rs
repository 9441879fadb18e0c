use super::*;
use crate::console::cache::Cache;
use crate::console::view::draw;
use crate::seam::{Seeded, below};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const KEYS: &[&str] = &[
    "j",
    "k",
    "g",
    "G",
    "J",
    "K",
    "h",
    "l",
    "w",
    "t",
    "a",
    "1",
    "3",
    "5",
    "o",
    "r",
    "c",
    "s",
    "p",
    "/",
    "f",
    "+",
    "n",
    "N",
    "u",
    "?",
    ":",
    "b",
    "0",
    "A",
    "C",
    "i",
    "O",
    "L",
    "y",
    "q",
    "Enter",
    "Esc",
    "Tab",
    "BackTab",
    "Up",
    "Down",
    "PgDn",
    "PgUp",
    "Delete",
    "Backspace",
    "Ctrl+d",
    "Ctrl+u",
    "Ctrl+s",
    "Ctrl+r",
    "Ctrl+l",
    "Ctrl+z",
    "Alt+Enter",
    "e",
    "x",
    "ç",
];

/// Whatever is pressed on whatever screen: no panic, and areas that fit.
#[test]
fn no_key_on_any_size_of_screen_ends_the_console() {
    for seed in 0..24 {
        let rng = Seeded::new(seed);
        let mut model = ready();
        let mut cache = Cache::default();
        for step in 0..160 {
            if below(&rng, 4) == 0 {
                let (width, height) = (below(&rng, 220) as u16, below(&rng, 60) as u16);
                update(&mut model, Msg::Resized { width, height });
            }
            let name = KEYS[below(&rng, KEYS.len() as u64) as usize];
            let effects = update(&mut model, Msg::Key(key(name)));
            if below(&rng, 3) > 0 {
                answer(&mut model, effects, &[10, 20, 30]);
            }
            if below(&rng, 5) == 0 {
                let effects = update(&mut model, Msg::ReplicaChanged { tickets: Vec::new(), reference: true });
                answer(&mut model, effects, &[5, 20, 30, 40]);
            }
            let (width, height) = match step % 9 {
                0 => (below(&rng, 50) as u16, below(&rng, 12) as u16),
                _ => model.size,
            };
            let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
            draw(&model, &mut cache, &mut buf);
        }
    }
}
