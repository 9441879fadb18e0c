//! Text from outside.
//!
//! A ticket is hostile until proven otherwise: it may hold escape sequences, reordering and invisible characters,
//! and clusters too wide for a cell. [`Shown`] is the only way by which such text reaches a screen, a title or a
//! terminal, and its constructors clean. What is taken away leaves a visible mark (a control picture or `�`), so
//! that an operator sees that something was there, and is counted.
//!
//! The rules, in order:
//! 1. A line ends at LF, CR LF, VT, FF, NEL, U+2028 and U+2029. A tab fills up to the next multiple of 4 columns.
//! 2. C0 and DEL become control pictures; C1, noncharacters, private use, unassigned become `�`.
//! 3. What is invisible or reorders becomes `�`; the letter that carried it stays. ZWJ and VS16 stay inside an
//!    emoji of at least two pictographs and at most 40 bytes, and nowhere else.
//! 4. A grapheme has at most 24 bytes and width 1 or 2; the rest of it becomes `�`.
//! 5. A line has at most 4 KiB, a text at most 1 MiB.

use std::fmt;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The longest cleaned line, in bytes.
pub const LINE_LIMIT: usize = 4 * 1024;
/// The longest text that is cleaned, in bytes: what lies beyond is left out and counted.
pub const TEXT_LIMIT: usize = 1024 * 1024;
const GRAPHEME_LIMIT: usize = 24;
const EMOJI_LIMIT: usize = 40;
const TAB: usize = 4;
const REPLACEMENT: char = '\u{FFFD}';
const ELLIPSIS: char = '…';

/// Text that is safe to show. Made by [`Shown::line`] and [`Shown::block`] alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Shown {
    text: String,
    hidden: usize,
    left_out: usize,
}

impl Shown {
    /// One line; a line break inside it is shown as a control picture. Longer than [`LINE_LIMIT`], it ends in `…`.
    pub fn line(raw: &str) -> Shown {
        let mut cleaner = Cleaner::new(raw.len().min(LINE_LIMIT) + 8);
        let end = raw.floor_char_boundary(LINE_LIMIT * 4);
        cleaner.clean(&raw[..end]);
        let mut shown = cleaner.shown;
        let cut = raw.len() - end;
        if cut > 0 || shown.text.len() > LINE_LIMIT {
            let kept = shown.text.grapheme_indices(true).map(|(at, _)| at);
            let end = kept.take_while(|at| *at <= LINE_LIMIT - ELLIPSIS.len_utf8()).last().unwrap_or(0);
            shown.left_out = cut + shown.text.len() - end;
            shown.text.truncate(end);
            shown.text.push(ELLIPSIS);
        }
        shown
    }

    /// Many lines, joined by `\n`. A line longer than [`LINE_LIMIT`] goes on in the next; of a text longer than
    /// [`TEXT_LIMIT`] the rest is left out.
    pub fn block(raw: &str) -> Shown {
        let end = raw.floor_char_boundary(TEXT_LIMIT);
        let mut cleaner = Cleaner::new(end + end / 8);
        let mut rest = &raw[..end];
        loop {
            let Some((line, after)) = split_line(rest) else {
                cleaner.clean_broken(rest);
                break;
            };
            cleaner.clean_broken(line);
            cleaner.shown.text.push('\n');
            rest = after;
        }
        cleaner.shown.left_out = raw.len() - end;
        cleaner.shown
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn into_string(self) -> String {
        self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.split('\n')
    }

    /// In cells. Of a block: the widest line.
    pub fn width(&self) -> usize {
        self.lines().map(width).max().unwrap_or(0)
    }

    /// How many characters were replaced because they were invisible, reordered or controlled something.
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// How many bytes were left out because the text was too long.
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl AsRef<str> for Shown {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// The width of one line in cells: of clean text, the sum of its graphemes. The one measure for layout, cursor
/// and truncation.
pub fn width(line: &str) -> usize {
    if line.is_ascii() {
        return line.len();
    }
    cells(line).map(|(_, cells)| cells).sum()
}

/// The width of one grapheme in cells.
pub fn grapheme_width(grapheme: &str) -> usize {
    match grapheme.as_bytes() {
        [_] => 1,
        _ => UnicodeWidthStr::width(grapheme),
    }
}

/// The first line without its break, and what follows it; None when there is no break.
fn split_line(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let len = match byte {
            b'\n' | 0x0B | 0x0C => 1,
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            0xC2 if bytes.get(at + 1) == Some(&0x85) => 2,
            0xE2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xA8 | 0xA9])) => 3,
            _ => continue,
        };
        return Some((&text[..at], &text[at + len..]));
    }
    None
}

/// Builds one [`Shown`].
struct Cleaner {
    shown: Shown,
    /// Cells since the last line break.
    column: usize,
    /// Where the line began, for a text whose long lines are broken.
    broken_from: Option<usize>,
}

impl Cleaner {
    fn new(capacity: usize) -> Cleaner {
        let text = String::with_capacity(capacity.min(TEXT_LIMIT + TEXT_LIMIT / 8));
        Cleaner { shown: Shown { text, ..Shown::default() }, column: 0, broken_from: None }
    }

    /// Cleans a line and breaks it where it grows too long.
    fn clean_broken(&mut self, line: &str) {
        self.column = 0;
        self.broken_from = Some(self.shown.text.len());
        self.clean(line);
    }

    fn clean(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let run = simple_run(rest);
            self.push_run(&rest[..run.bytes], run.cells);
            rest = &rest[run.bytes..];
            // A control is a grapheme of its own: no need to look for its end.
            let control = rest.bytes().next().filter(u8::is_ascii_control);
            let grapheme = match control {
                Some(_) => &rest[..1],
                None => rest.graphemes(true).next().unwrap_or_default(),
            };
            self.push_grapheme(grapheme);
            rest = &rest[grapheme.len()..];
        }
    }

    /// Pushes characters that need no cleaning.
    fn push_run(&mut self, run: &str, cells: usize) {
        let Some(from) = self.broken_from else { return self.push(run, cells) };
        let room = (LINE_LIMIT + from).saturating_sub(self.shown.text.len());
        if run.len() <= room {
            return self.push(run, cells);
        }
        let mut rest = run;
        let mut room = room;
        while !rest.is_empty() {
            let piece = &rest[..rest.floor_char_boundary(room)];
            self.push(piece, piece.chars().map(|it| it.width().unwrap_or(1)).sum());
            rest = &rest[piece.len()..];
            if !rest.is_empty() {
                self.break_line();
            }
            room = LINE_LIMIT;
        }
    }

    fn break_line(&mut self) {
        self.shown.text.push('\n');
        self.column = 0;
        self.broken_from = Some(self.shown.text.len());
    }

    /// Goes on in a new line if so many bytes do not fit into this one.
    fn make_room(&mut self, bytes: usize) {
        if self.broken_from.is_some_and(|from| self.shown.text.len() + bytes > from + LINE_LIMIT) {
            self.break_line();
        }
    }

    fn push_grapheme(&mut self, grapheme: &str) {
        let mut chars = grapheme.chars();
        match (chars.next(), chars.next()) {
            (Some('\t'), None) => {
                self.make_room(TAB);
                let spaces = TAB - self.column % TAB;
                self.push(&"    "[..spaces], spaces);
            }
            (Some(control), None) if control.is_ascii_control() => self.replace(picture(control)),
            _ if is_emoji_sequence(grapheme) => {
                self.make_room(grapheme.len());
                self.push(grapheme, 2);
            }
            _ => self.push_letters(grapheme),
        }
    }

    /// A grapheme that is neither a control nor a joined emoji.
    fn push_letters(&mut self, grapheme: &str) {
        let starts = !self.would_join(grapheme);
        let clean = starts && grapheme.len() <= GRAPHEME_LIMIT && !grapheme.chars().any(is_forbidden);
        let wide = grapheme_width(grapheme);
        if clean && matches!(wide, 1 | 2) {
            self.make_room(grapheme.len());
            return self.push(grapheme, wide);
        }
        let Some(base) = grapheme.chars().next() else { return };
        // A mark whose letter is taken away must not climb on the letter before it.
        let stand_in = is_forbidden(base).then_some(REPLACEMENT);
        let kept: String = stand_in.into_iter().chain(grapheme.chars().filter(|it| !is_forbidden(*it))).collect();
        // After a pictograph or a keycap's digit, VS16 only asks for colour: nothing is lost without it.
        let harmless = if takes_colour(base) { grapheme.chars().filter(|it| *it == VS16).count() } else { 0 };
        let mut lost = grapheme.chars().filter(|it| is_forbidden(*it)).count() - harmless;
        if stand_in.is_some() {
            self.shown.hidden += 1;
            lost -= 1;
        }
        for part in kept.graphemes(true) {
            lost += usize::from(!self.push_cut(part));
        }
        if lost > 0 {
            self.replace(REPLACEMENT);
            self.shown.hidden += lost - 1;
        }
    }

    /// Pushes as much of the cluster as a cell may hold; false when something had to go.
    fn push_cut(&mut self, grapheme: &str) -> bool {
        if self.would_join(grapheme) {
            return false;
        }
        let fits = |end: usize| end <= GRAPHEME_LIMIT && matches!(grapheme_width(&grapheme[..end]), 1 | 2);
        let mut ends = grapheme.char_indices().map(|(at, it)| at + it.len_utf8());
        let Some(end) = ends.rfind(|end| fits(*end)) else { return false };
        self.make_room(end);
        self.push(&grapheme[..end], grapheme_width(&grapheme[..end]));
        end == grapheme.len()
    }

    /// A mark whose letter was taken away would sit on what stands before it.
    fn would_join(&self, grapheme: &str) -> bool {
        let Some(last) = self.shown.text.chars().next_back().filter(|last| *last != '\n') else { return false };
        let Some(first) = grapheme.chars().next() else { return false };
        // Only what stands for a control can come before a mark that has no letter.
        if !(last == REPLACEMENT || last == ' ' || ('\u{2400}'..='\u{2421}').contains(&last)) {
            return false;
        }
        let (mut pair, mut buffer) = (String::with_capacity(8), [0; 4]);
        pair.push(last);
        pair.push_str(first.encode_utf8(&mut buffer));
        pair.graphemes(true).nth(1).is_none()
    }

    fn push(&mut self, clean: &str, wide: usize) {
        self.shown.text.push_str(clean);
        self.column += wide;
    }

    fn replace(&mut self, visible: char) {
        self.make_room(visible.len_utf8());
        self.shown.text.push(visible);
        self.shown.hidden += 1;
        self.column += 1;
    }
}

/// Below U+0300 no character joins another, and all but the controls and the soft hyphen have width 1.
fn is_plain(it: char) -> bool {
    matches!(it, ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}')
}

/// Letters of two cells that nothing but a mark can join: kana, the common ideographs, Hangul syllables.
fn is_plain_wide(it: char) -> bool {
    matches!(it, '\u{3001}'..='\u{3002}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{FF01}'..='\u{FF5E}')
}

/// A run of characters at the start of a text that are graphemes by themselves and need no cleaning.
struct Run {
    bytes: usize,
    cells: usize,
}

fn simple_run(text: &str) -> Run {
    let bytes = text.as_bytes();
    let ascii = bytes.iter().position(|byte| !(0x20..=0x7E).contains(byte)).unwrap_or(bytes.len());
    let mut run = Run { bytes: ascii, cells: ascii };
    let mut last = usize::from(ascii > 0);
    let mut last_cells = last;
    for it in text[ascii..].chars() {
        let cells = match it {
            it if is_plain(it) => 1,
            it if is_plain_wide(it) => 2,
            // A mark may sit on the last letter: then that one is not simple.
            it if it >= '\u{300}' => {
                return Run { bytes: run.bytes - last, cells: run.cells - last_cells };
            }
            _ => break,
        };
        (last, last_cells) = (it.len_utf8(), cells);
        run = Run { bytes: run.bytes + last, cells: run.cells + cells };
    }
    run
}

/// The graphemes of a clean line: where each begins, and its width in cells.
pub fn cells(line: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = line.get(at..)?;
        let mut chars = rest.chars();
        let first = chars.next()?;
        let start = at;
        // Nothing below U+0300 joins what stands before it.
        if is_plain(first) && chars.next().is_none_or(|next| next < '\u{300}') {
            at += first.len_utf8();
            return Some((start, 1));
        }
        let grapheme = rest.graphemes(true).next()?;
        at += grapheme.len();
        Some((start, grapheme_width(grapheme)))
    })
}

fn picture(control: char) -> char {
    match u32::from(control) {
        0x7F => '␡',
        code => char::from_u32(0x2400 + code).unwrap_or(REPLACEMENT),
    }
}

const ZWJ: char = '\u{200D}';
const VS16: char = '\u{FE0F}';

/// Rules 2 and 3 for one character.
fn is_forbidden(it: char) -> bool {
    if is_plain(it) || it == REPLACEMENT {
        return false;
    }
    is_invisible(it) || (!it.is_alphanumeric() && is_unprintable(it))
}

fn is_invisible(it: char) -> bool {
    matches!(it,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FF9E}'..='\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Controls, formats, private use, noncharacters and unassigned: what the standard library escapes when it prints
/// for debugging, apart from marks (which have no width of their own) and spaces.
fn is_unprintable(it: char) -> bool {
    it.escape_debug().len() > 2 && !it.is_whitespace() && it.width() != Some(0) || it.is_control()
}

/// What can be joined to another. The signs of text that may be shown in colour (© ® ‼ ⁉ ™ ℹ) are in no joined emoji,
/// and a joiner between them would be seen by nobody.
fn is_pictograph(it: char) -> bool {
    matches!(it,
        '\u{2194}'..='\u{21AA}' | '\u{231A}'..='\u{23FF}' | '\u{24C2}' | '\u{25AA}'..='\u{27BF}' | '\u{2934}'..='\u{2935}'
        | '\u{2B05}'..='\u{2B55}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' | '\u{1F000}'..='\u{1FAFF}')
        && !is_skin_tone(it)
        && !matches!(it, '\u{1F1E6}'..='\u{1F1FF}')
}

fn is_skin_tone(it: char) -> bool {
    matches!(it, '\u{1F3FB}'..='\u{1F3FF}')
}

fn takes_colour(base: char) -> bool {
    is_pictograph(base) || matches!(base, '0'..='9' | '#' | '*' | '©' | '®' | '‼' | '⁉' | '™' | 'ℹ')
}

/// An emoji of several pictographs joined into one of width 2.
fn is_emoji_sequence(grapheme: &str) -> bool {
    if grapheme.len() > EMOJI_LIMIT || !grapheme.contains(ZWJ) {
        return false;
    }
    let (mut pictographs, mut last) = (0, ZWJ);
    for it in grapheme.chars() {
        let fits = match it {
            ZWJ => last != ZWJ,
            VS16 => is_pictograph(last) || is_skin_tone(last),
            _ if is_skin_tone(it) => is_pictograph(last),
            _ => is_pictograph(it) && last == ZWJ,
        };
        if !fits {
            return false;
        }
        pictographs += usize::from(is_pictograph(it));
        last = it;
    }
    pictographs >= 2 && last != ZWJ && grapheme_width(grapheme) == 2
}

#[cfg(test)]
mod tests;
