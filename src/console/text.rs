//! Measuring and fitting text into cells.
//!
//! All of it counts as [`width`] does, so that layout, cursor and truncation never disagree.

pub use crate::domain::text::{Shown, cells as graphemes, grapheme_width, width};

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// The start of `line` that fits into `cells`, ending in `…` when something had to go.
pub fn truncate(line: &str, cells: usize) -> Cow<'_, str> {
    if line.len() <= cells && line.is_ascii() || width(line) <= cells {
        return Cow::Borrowed(line);
    }
    let Some(room) = cells.checked_sub(1) else { return Cow::Borrowed("") };
    let end = fitting(line, room);
    Cow::Owned(format!("{}…", line[..end].trim_end()))
}

/// `line` in exactly `cells` cells: truncated, or filled with spaces on the right.
pub fn pad(line: &str, cells: usize) -> String {
    let mut fitted = truncate(line, cells).into_owned();
    let missing = cells - width(&fitted).min(cells);
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// `line` in exactly `cells` cells, filled with spaces on the left: for numbers.
pub fn pad_left(line: &str, cells: usize) -> String {
    let fitted = truncate(line, cells);
    let missing = cells - width(&fitted).min(cells);
    format!("{}{fitted}", " ".repeat(missing))
}

/// How many bytes of `line` fit into `cells`.
fn fitting(line: &str, cells: usize) -> usize {
    // One byte more than fits, so that no mark follows the last letter.
    let head = &line.as_bytes()[..line.len().min(cells.saturating_add(1))];
    if head.is_ascii() {
        return head.len().min(cells);
    }
    let mut used = 0;
    for (at, wide) in graphemes(line) {
        used += wide;
        if used > cells {
            return at;
        }
    }
    line.len()
}

/// The pieces of one line that fit into `cells`, as byte ranges into it: broken between words, a word longer than
/// a line broken inside. Never empty: an empty line is one empty piece. Zero cells count as one.
pub fn wrap(line: &str, cells: usize) -> Vec<std::ops::Range<usize>> {
    let cells = cells.max(1);
    let mut pieces = Vec::with_capacity(line.len() / cells + 1);
    let mut start = 0;
    while start < line.len() {
        let rest = &line[start..];
        let fits = fitting(rest, cells);
        if fits >= rest.len() {
            break;
        }
        let (end, next) = break_at(rest, fits);
        pieces.push(start..start + end);
        start += next;
    }
    if start < line.len() || pieces.is_empty() {
        pieces.push(start..line.len());
    }
    pieces
}

/// Where a piece of at most `fits` bytes ends, and where the next one begins.
fn break_at(rest: &str, fits: usize) -> (usize, usize) {
    let words = |upto: usize| rest[..upto].trim_end_matches(' ').len();
    if rest[fits..].starts_with(' ') {
        let gap = rest[fits..].len() - rest[fits..].trim_start_matches(' ').len();
        return (words(fits), fits + gap);
    }
    match rest[..fits].rfind(' ') {
        // Spaces at the start are an indent, not a place to break.
        Some(at) if words(at) > 0 => (words(at), at + 1),
        _ => {
            // One grapheme wider than the line goes on a line of its own.
            let first = rest.graphemes(true).next().map_or(rest.len(), str::len);
            (fits.max(first), fits.max(first))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(line: &str, cells: usize) -> Vec<&str> {
        wrap(line, cells).into_iter().map(|range| &line[range]).collect()
    }

    #[test]
    fn lines_break_between_words_and_long_words_inside() {
        assert_eq!(wrapped("the power is gone", 9), ["the power", "is gone"]);
        assert_eq!(wrapped("see LS1:0207:12-A now", 8), ["see", "LS1:0207", ":12-A", "now"]);
        assert_eq!(wrapped("", 8), [""]);
        assert_eq!(wrapped("字幕字幕", 5), ["字幕", "字幕"]);
        assert_eq!(wrapped("字", 1), ["字"]);
        assert_eq!(wrapped("  indented text", 11), ["  indented", "text"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(truncate("Vidraria Atlante", 10), "Vidraria…");
        assert_eq!(truncate("字幕字幕", 4), "字…");
        assert_eq!(truncate("abc", 3), "abc");
        assert_eq!(truncate("abc", 0), "");
        assert_eq!(pad("ção", 5), "ção  ");
        assert_eq!(pad_left("7", 3), "  7");
        assert_eq!(pad("字幕字幕", 4), "字… ");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn wrapping_loses_no_word_and_fits(raw in "[a-zçã字👍 ]{0,80}", cells in 1usize..30) {
            let shown = Shown::line(&raw);
            let pieces = wrapped(shown.as_str(), cells);
            prop_assert!(pieces.iter().all(|it| width(it) <= cells.max(2)));
            let strip = |text: &str| text.replace(' ', "");
            prop_assert_eq!(strip(&pieces.concat()), strip(shown.as_str()));
        }

        #[test]
        fn a_padded_text_has_the_width_asked_for(raw in "\\PC{0,30}", cells in 0usize..40) {
            let shown = Shown::line(&raw);
            prop_assert_eq!(width(&pad(shown.as_str(), cells)), cells);
            prop_assert!(width(&truncate(shown.as_str(), cells)) <= cells);
        }
    }
}
