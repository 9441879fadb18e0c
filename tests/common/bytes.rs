//! What a terminal may be told: allowed text, colours, moves of the cursor, and the modes that a console switches.
//! Everything else is somebody else's words on the operator's machine.

/// The private modes that the console switches: cursor, alternate screen, bracketed paste, whole frames.
const MODES: [&str; 4] = ["25", "1049", "2004", "2026"];

/// The first thing that must not be there, and where.
pub fn audit(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("no text at byte {}", error.valid_up_to()))?;
    let (mut rest, mut before) = (text, None);
    while let Some(first) = rest.chars().next() {
        let at = text.len() - rest.len();
        if first == '\u{1b}' {
            let end = sequence(rest).ok_or_else(|| format!("{:?} at byte {at}", cut(rest)))?;
            rest = &rest[end..];
            // The cursor may be anywhere now: what follows stands beside something else.
            before = None;
            continue;
        }
        check(first, before).map_err(|why| format!("{why} {:?} at byte {at}", cut(rest)))?;
        before = Some(first);
        rest = &rest[first.len_utf8()..];
    }
    Ok(())
}

fn cut(text: &str) -> String {
    text.chars().take(24).collect()
}

/// How long the sequence at the beginning is, if it is an allowed one.
fn sequence(text: &str) -> Option<usize> {
    if let Some(clipboard) = text.strip_prefix("\u{1b}]52;c;") {
        let base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
        let data = clipboard.bytes().take_while(|byte| base64(byte)).count();
        let end = ["\u{1b}\\", "\u{7}"].iter().find(|end| clipboard[data..].starts_with(**end))?;
        return Some(text.len() - clipboard.len() + data + end.len());
    }
    let body = text.strip_prefix("\u{1b}[")?;
    let end = body.find(|c: char| c.is_ascii_alphabetic())?;
    let (parameters, last) = (&body[..end], body.as_bytes()[end]);
    let numbers = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || b";:".contains(&byte));
    let allowed = match (last, parameters.strip_prefix('?')) {
        (b'h' | b'l', Some(modes)) => modes.split(';').all(|mode| MODES.contains(&mode)),
        // Colours, a place, a line or a screen to be emptied.
        (b'm' | b'H' | b'J' | b'K', None) => numbers(parameters) && parameters.len() <= 40,
        _ => false,
    };
    allowed.then_some(2 + end + 1)
}

fn check(c: char, before: Option<char>) -> Result<(), &'static str> {
    let code = u32::from(c);
    let emoji_before = before.is_some_and(|c| u32::from(c) >= 0x2190);
    match code {
        0x00..=0x1F | 0x7F => Err("a control character"),
        0x80..=0x9F => Err("a C1 control character"),
        0x200D | 0xFE0F if emoji_before => Ok(()),
        0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x3164 | 0xFEFF | 0xFFA0 => {
            Err("an invisible character")
        }
        0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F => Err("an invisible or reordering character"),
        0xFE00..=0xFE0F | 0xE0000..=0xE0FFF | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A => Err("an invisible character"),
        0xE000..=0xF8FF | 0xF0000..=0x10FFFF => Err("a character for private use"),
        0xFFF0..=0xFFFB => Err("a special character"),
        _ if code & 0xFFFE == 0xFFFE => Err("no character"),
        _ => Ok(()),
    }
}
