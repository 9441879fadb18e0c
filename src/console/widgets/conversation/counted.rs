//! The words that routing counted, marked where they stand in the customer's message.

use crate::console::text::{Shown, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use std::ops::Range;

/// Where these words stand in the text, in its order: the first place of each that is not part of a longer word and not
/// in a quoted line.
pub(super) fn places(text: &str, words: &[&str]) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = words.iter().filter_map(|word| place(text, word)).collect();
    places.sort_by_key(|place| place.start);
    places
}

fn place(text: &str, word: &str) -> Option<Range<usize>> {
    let word = Shown::block(word.trim()).into_string();
    if word.is_empty() {
        return None;
    }
    let part_of_word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    text.match_indices(&word).map(|(at, found)| at..at + found.len()).find(|place| {
        let (before, after) = (&text[..place.start], &text[place.end..]);
        let line = &text[before.rfind('\n').map_or(0, |at| at + 1)..];
        let whole = !part_of_word(before.chars().next_back()) && !part_of_word(after.chars().next());
        whole && !line.trim_start().starts_with('>')
    })
}

/// Marks what of `line`, a part of the text that is drawn from `area.x` on, is in one of the places. Underlined, for a
/// terminal without colours.
pub(super) fn mark(
    text: &str,
    line: &Range<usize>,
    places: &[Range<usize>],
    style: Style,
    area: Rect,
    buf: &mut Buffer,
) {
    for place in places {
        let (start, end) = (place.start.max(line.start), place.end.min(line.end));
        let Some(found) = text.get(start..end).filter(|it| !it.is_empty()) else { continue };
        let cells = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
        let left = text.get(line.start..start).map_or(0, cells);
        let x = area.x.saturating_add(left).min(area.right());
        let marked = Rect { x, y: area.y, width: cells(found).min(area.right() - x), height: 1 };
        buf.set_style(marked, style.add_modifier(Modifier::UNDERLINED));
    }
}
