//! Which lines of a ticket are the customer's own words of today.
//!
//! Quoted mails, forwarded headers and what follows them, greetings and signatures say what others said, earlier, or
//! nothing; they are set aside before anything is counted. When nothing would be left, all of it counts: a forwarded
//! mail without a word of comment is still a request.

use super::normalise::{Reader, Word, fold};

/// What is read of a ticket's own text at most; more says nothing new, and time stays bounded.
const WORD_LIMIT: usize = 1_500;
/// A ticket's text is looked through up to here.
const BYTE_LIMIT: usize = 1 << 20;

/// The customer's own words, subject first.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub subject: &'a str,
    pub body: &'a str,
    /// Offsets up to `subject.len()` are in the subject; those from `body_offset()` on are in the body.
    pub words: Vec<Word>,
    /// How many of the words stand in the subject.
    pub in_subject: usize,
    /// The subject continues an older conversation ("Re:", "Fwd:").
    pub continues: bool,
}

impl<'a> Reading<'a> {
    pub fn of(subject: &'a str, body: &'a str) -> Reading<'a> {
        let body = cut(body, BYTE_LIMIT);
        let subject = cut(subject, 4_096);
        let mut reader = Reader::default();
        let marker = reply_marker(subject);
        reader.read(&subject[marker..], marker, 80);
        reader.end_sentence(subject.trim_end().ends_with('?'));
        let in_subject = reader.len();
        let offset = subject.len() + 1;
        let own = own_lines(body);
        for (at, line) in own {
            reader.read(line, offset + at, WORD_LIMIT);
            reader.end_sentence(false);
            if reader.len() >= WORD_LIMIT {
                break;
            }
        }
        Reading { subject, body, words: reader.finish(), in_subject, continues: marker > 0 }
    }

    /// The ticket's own text from the first to the last of the words.
    pub fn quote(&self, first: &Word, last: &Word) -> &'a str {
        let offset = self.subject.len() + 1;
        let (text, shift) = if first.start < offset { (self.subject, 0) } else { (self.body, offset) };
        text.get(first.start.saturating_sub(shift)..last.end.saturating_sub(shift)).unwrap_or("")
    }
}

/// The lines that count, with their offsets.
fn own_lines(body: &str) -> Vec<(usize, &str)> {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let (mut headers, mut quotation) = (0, Quotation::None);
    for (at, line) in lines_with_offset(body) {
        let trimmed = line.trim();
        let marked = trimmed.starts_with('>') || trimmed.starts_with('|');
        quotation = quotation.goes_on(marked, trimmed.is_empty());
        if marked || quotation != Quotation::None {
            continue;
        }
        if opens_quotation(trimmed) {
            quotation = Quotation::Opened;
            continue;
        }
        headers = if is_header(trimmed) { headers + 1 } else { 0 };
        if headers == 2 {
            lines.pop();
            (headers, quotation) = (0, Quotation::Opened);
            continue;
        }
        if trimmed == "--" || line == "-- " {
            break;
        }
        lines.push((at, line));
    }
    drop_signature(&mut lines);
    if lines.iter().all(|(_, line)| line.trim().is_empty()) {
        return lines_with_offset(body)
            .map(|(at, line)| (at, line.trim_start_matches(['>', ' ']), line))
            .map(|(at, own, line)| (at + line.len() - own.len(), own))
            .collect();
    }
    lines
}

/// Whether the lines are somebody else's. What follows an opening is, to the end; but if it is marked line by line, what
/// stands under it unmarked is the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotation {
    None,
    Opened,
    Marked,
}

impl Quotation {
    fn goes_on(self, marked: bool, empty: bool) -> Quotation {
        match self {
            Quotation::Opened if marked => Quotation::Marked,
            Quotation::Marked if !marked && !empty => Quotation::None,
            other => other,
        }
    }
}

fn lines_with_offset(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n').scan(0, |at, line| {
        let here = *at;
        *at += line.len() + 1;
        Some((here, line))
    })
}

/// "On Monday, Ana wrote:", "-----Original Message-----" and the like.
fn opens_quotation(line: &str) -> bool {
    if line.len() > 200 || line.len() < 8 {
        return false;
    }
    let folded = words_of(line);
    let dashes = line.starts_with("--") || line.starts_with("__");
    let forwarded = [
        "original message",
        "mensagem original",
        "mensaje original",
        "forwarded message",
        "mensagem reencaminhada",
        "mensaje reenviado",
        "begin forwarded",
    ];
    if forwarded.iter().any(|phrase| folded.contains(phrase)) && (dashes || folded.split(' ').count() <= 5) {
        return true;
    }
    let verb = ["wrote", "escreveu", "escribio"].iter().any(|verb| folded.ends_with(verb));
    line.ends_with(':') && verb
}

/// A line of a forwarded mail's header.
fn is_header(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(':') else { return false };
    let names = [
        "from", "de", "to", "para", "sent", "enviado", "enviada", "date", "data", "fecha", "subject", "assunto",
        "asunto", "cc",
    ];
    name.len() <= 10 && !rest.trim().is_empty() && names.contains(&fold(name.trim_matches('*')).as_str())
}

/// Takes a closing ("Regards,") and the short lines under it off the end. Lines that ask or run long stay: they are
/// afterthoughts, not names.
fn drop_signature(lines: &mut Vec<(usize, &str)>) {
    let from = lines.len().saturating_sub(8);
    let closing = (from..lines.len()).find(|at| is_closing(lines[*at].1.trim()));
    let Some(closing) = closing.filter(|at| *at > 0) else { return };
    let under = &lines[closing + 1..];
    let is_name = |line: &str| line.chars().count() <= 60 && !line.contains('?') && !words_of(line).starts_with("ps");
    if under.iter().all(|(_, line)| is_name(line.trim())) {
        lines.truncate(closing);
    }
}

fn is_closing(line: &str) -> bool {
    if line.len() > 60 || line.contains('?') {
        return false;
    }
    let folded = words_of(line);
    let exact = [
        "obrigado",
        "obrigada",
        "gracias",
        "thanks",
        "thank you",
        "cumps",
        "obg",
        "abraco",
        "um abraco",
        "cheers",
        "saludos",
        "un saludo",
        "atentamente",
        "atenciosamente",
        "regards",
        "many thanks",
        "muito obrigado",
        "best",
    ];
    let opening = [
        "cumprimentos",
        "com os melhores cumprimentos",
        "melhores cumprimentos",
        "kind regards",
        "best regards",
        "yours ",
        "sincerely",
        "saludos cordiales",
        "cordialmente",
        "un cordial saludo",
        "muchas gracias",
        "gracias mil",
    ];
    exact.contains(&folded.as_str()) || opening.iter().any(|phrase| folded.starts_with(phrase))
}

fn words_of(line: &str) -> String {
    let words: Vec<String> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold).collect();
    words.join(" ")
}

/// Length of "Re: Fwd: " at the head of a subject.
fn reply_marker(subject: &str) -> usize {
    let mut rest = subject.trim_start();
    while let Some((mark, after)) = rest.split_once(':') {
        if !["re", "fw", "fwd", "rv", "res", "enc", "tr", "aw"].contains(&fold(mark.trim()).as_str()) {
            break;
        }
        rest = after.trim_start();
    }
    let marker = subject.len() - rest.len();
    if marker == subject.len() - subject.trim_start().len() { 0 } else { marker }
}

fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(body: &str) -> String {
        Reading::of("", body).words.into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn quoted_mail_is_set_aside() {
        assert_eq!(own("Resolvido, obrigado.\n\n> O bastidor está sem energia"), "resolvido obrigado");
        assert_eq!(own("All good.\nOn Tuesday, Rui wrote:\nEverything is down"), "all good");
        assert_eq!(own("Para información.\n-----Mensaje original-----\nHay humo"), "para informacion");
        assert_eq!(own("See below.\nFrom: Ana\nTo: Desk\nfire in the cage"), "see below");
    }

    #[test]
    fn an_answer_under_a_marked_quotation_counts() {
        let body = "-----Original Message-----\nFrom: Ana\nTo: Desk\n\n> we are nine for lunch\n> on Friday\n\nplease resend the bill";
        assert_eq!(own(body), "please resend the bill");
    }

    #[test]
    fn a_signature_is_set_aside_but_an_afterthought_is_not() {
        assert_eq!(own("Enviem a fatura.\nCumprimentos,\nRui\nDiretor financeiro"), "enviem a fatura");
        assert!(own("Send the copy.\nThanks,\nAna\nPS the door squeaks").ends_with("squeaks"));
    }

    #[test]
    fn when_all_of_it_is_quoted_all_of_it_counts() {
        assert_eq!(own("> please open the door"), "please open the door");
    }

    #[test]
    fn a_reply_marker_is_no_word_of_the_subject() {
        let reading = Reading::of("RE: Fwd: água no chão", "");
        assert!(reading.continues);
        assert_eq!(reading.words.len(), 3);
        assert_eq!(reading.quote(&reading.words[0], &reading.words[2]), "água no chão");
        assert!(!Reading::of("Report: door", "").continues);
    }
}
