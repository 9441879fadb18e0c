//! A line that is being typed. It grows on the terminal only at its end, as it does on paper: whatever else happens to
//! it, it is read again from its start in a new line. What a key took away is named.

use super::scene::Typed;
use crate::console::text::Shown;
use crate::i18n::Catalog;
use unicode_segmentation::UnicodeSegmentation;

/// What stands in the last line of the terminal, without its end.
#[derive(Debug, Default)]
pub struct Line {
    open: Option<String>,
}

impl Line {
    /// Ends it.
    pub fn end(&mut self, out: &mut String) {
        if self.open.take().is_some() {
            out.push('\n');
        }
    }

    /// Writes what has become of it. `anew`: it is read from its start in any case.
    pub fn follow(&mut self, before: Option<&Typed>, now: &Typed, anew: bool, words: &Catalog, out: &mut String) {
        let Some(before) = before else { return self.read(now, out) };
        if anew {
            return self.read_line(now, false, words, out);
        }
        if (before.row, &before.text, before.cursor) == (now.row, &now.text, now.cursor) {
            return;
        }
        if before.row != now.row {
            self.end(out);
            return self.read_line(now, now.row == before.row + 1 && now.text.is_empty(), words, out);
        }
        if before.text == now.text {
            self.end(out);
            return say(&at_cursor(now, before.cursor, words), out);
        }
        let at_end = before.cursor == before.text.len() && now.cursor == now.text.len();
        if let Some(grown) = now.text.strip_prefix(&before.text).filter(|_| at_end) {
            return match &mut self.open {
                Some(open) => {
                    open.push_str(grown);
                    out.push_str(Shown::line(grown).as_str());
                }
                None => self.read(now, out),
            };
        }
        self.end(out);
        if let Some(gone) = deleted(&before.text, &now.text) {
            say(&words.format("plain-deleted", &[("text", named(gone, words).into())]), out);
        }
        self.read_line(now, false, words, out);
    }

    /// A line to which the cursor has come. One that has only just begun has nothing to be read.
    fn read_line(&mut self, now: &Typed, is_new: bool, words: &Catalog, out: &mut String) {
        if now.text.is_empty() && now.label.is_empty() && !is_new {
            self.end(out);
            say(&words.text("plain-blank"), out);
        }
        self.read(now, out);
    }

    /// The whole of it, and its end is left open for what is typed next.
    fn read(&mut self, now: &Typed, out: &mut String) {
        self.end(out);
        if now.text.is_empty() && !now.label.is_empty() {
            out.push_str(Shown::line(&now.label).as_str());
            out.push_str(": ");
        }
        out.push_str(Shown::line(&now.text).as_str());
        self.open = Some(now.text.clone());
    }
}

fn say(text: &str, out: &mut String) {
    out.push_str(Shown::line(text).as_str());
    out.push('\n');
}

/// What stands where the cursor has come to: a letter after a step, else the rest of the line.
fn at_cursor(now: &Typed, before: usize, words: &Catalog) -> String {
    let rest = now.text.get(now.cursor..).unwrap_or_default();
    let Some(letter) = rest.graphemes(true).next() else { return words.text("plain-line-end").into_owned() };
    let (from, to) = (before.min(now.cursor), before.max(now.cursor));
    let steps = now.text.get(from..to).map_or(0, |passed| passed.graphemes(true).count());
    if steps == 1 { named(letter, words) } else { rest.to_string() }
}

/// What is gone, when nothing else is.
fn deleted<'a>(before: &'a str, now: &str) -> Option<&'a str> {
    let gone = before.len().checked_sub(now.len()).filter(|gone| *gone > 0)?;
    let same = before.bytes().zip(now.bytes()).take_while(|(one, other)| one == other).count();
    let start = before.floor_char_boundary(same);
    before.get(start..start + gone).filter(|_| before.get(start + gone..) == now.get(start..))
}

/// A space is not heard.
fn named(text: &str, words: &Catalog) -> String {
    if text.trim().is_empty() { words.text("plain-space").into_owned() } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    fn typed(text: &str, cursor: usize, row: usize) -> Typed {
        Typed { label: "reason".into(), text: text.into(), cursor, row }
    }

    /// What is written while a line becomes each of these in turn.
    fn written(steps: &[Typed]) -> String {
        let (words, mut line, mut out) = (Catalog::new(Language::En), Line::default(), String::new());
        let mut before: Option<&Typed> = None;
        for now in steps {
            line.follow(before, now, before.is_none(), &words, &mut out);
            before = Some(now);
        }
        line.end(&mut out);
        out
    }

    #[test]
    fn letters_are_written_one_after_another() {
        let steps = [typed("", 0, 0), typed("n", 1, 0), typed("ní", 3, 0), typed("ní x", 5, 0)];
        assert_eq!(written(&steps), "reason: ní x\n");
    }

    #[test]
    fn what_is_deleted_is_named_and_the_line_read_again() {
        assert_eq!(written(&[typed("door", 4, 0), typed("doo", 3, 0), typed("doos", 4, 0)]), "door\ndeleted r\ndoos\n");
        assert_eq!(
            written(&[typed("a b", 3, 0), typed("a ", 2, 0), typed("a", 1, 0)]).lines().nth(3),
            Some("deleted space")
        );
        assert_eq!(written(&[typed("x", 1, 0), typed("", 0, 0)]), "x\ndeleted x\nreason: \n");
    }

    #[test]
    fn a_step_of_the_cursor_says_the_letter_and_a_leap_the_rest() {
        let said = written(&[typed("abc", 3, 0), typed("abc", 2, 0), typed("abc", 0, 0), typed("abc", 3, 0)]);
        assert_eq!(said, "abc\nc\nabc\nend of line\n");
        assert_eq!(written(&[typed("ac", 1, 0), typed("abc", 2, 0)]), "ac\nabc\n", "put in between: read again");
    }

    #[test]
    fn a_new_line_is_begun_and_another_is_read() {
        assert_eq!(
            written(&[typed("one", 3, 0), typed("", 0, 1), typed("t", 1, 1)]),
            "one\nt\n".replace("one\nt", "one\nreason: t")
        );
        assert_eq!(written(&[typed("two", 3, 1), typed("one", 3, 0)]), "two\none\n");
    }
}
