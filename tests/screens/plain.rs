//! The linear console on the sample desk: every place says something, and says it in text alone.

use super::desk_on_screen::{Console, NOW, found};
use insta::assert_snapshot;
use turno::console::msg::Msg;
use turno::console::plain::{SIZE, Speaker};
use turno::domain::Language::{En, Es, Pt};
use turno::domain::{
    Action, Language, Link, LinkProblem, Operation, OperationId, OutboxEntry, OutboxState, Refusal, Span, SyncStatus,
    TicketId,
};

/// A console that speaks.
struct Spoken {
    console: Console,
    speaker: Speaker,
}

impl Spoken {
    fn start(language: Language) -> Spoken {
        let mut console = Console::start(language, SIZE.0, SIZE.1);
        console.model.plain = true;
        let mut spoken = Spoken { console, speaker: Speaker::default() };
        spoken.said();
        spoken
    }

    /// What comes of each key, one after another.
    fn press(&mut self, keys: &str) -> String {
        let mut said = String::new();
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let end = if first == '⟨' { rest.find('⟩').unwrap() + '⟩'.len_utf8() } else { first.len_utf8() };
            self.console.press(&rest[..end]);
            said.push_str(&self.said());
            rest = &rest[end..];
        }
        said
    }

    fn send(&mut self, msg: Msg) -> String {
        self.console.send(msg);
        self.said()
    }

    fn said(&mut self) -> String {
        let said = self.speaker.follow(&mut self.console.model);
        let text = |it: char| it == '\n' || !it.is_control() && !matches!(it, '\u{2500}'..='\u{259f}');
        assert!(said.chars().all(text), "{said:?}");
        said
    }
}

fn said(language: Language, keys: &str) -> String {
    Spoken::start(language).press(keys)
}

/// The way to each place of the console.
const PLACES: &[&str] = &[
    "j",
    "⟨Tab⟩",
    "⟨Tab⟩⟨Tab⟩",
    "⟨Enter⟩",
    "s",
    "p",
    "o",
    "osx",
    "b",
    "S",
    "z2h",
    "P3h",
    "ex",
    "r",
    "rBom dia",
    "c",
    "m",
    "rm",
    "/lang:pt⟨Enter⟩",
    "/prio:urgent",
    "f",
    "/lang:es⟨Enter⟩f+x",
    "C",
    "Cmar",
    "Cvidraria⟨Enter⟩",
    "H",
    "R",
    "?",
    ":",
    ":route",
    "/via:phone⟨Enter⟩i",
    "/via:phone⟨Enter⟩i⟨Enter⟩12",
    " j t",
    "  z2h",
    "v",
    "*",
    "L",
    "Z",
    ",",
    ".",
    "q",
];

#[test]
fn no_place_is_silent_and_none_says_anything_but_text() {
    for language in [Pt, Es, En] {
        for keys in PLACES {
            let mut spoken = Spoken::start(language);
            let last = keys
                .char_indices()
                .next_back()
                .map_or(0, |(at, it)| if it == '⟩' { keys.rfind('⟨').unwrap() } else { at });
            spoken.press(&keys[..last]);
            let heard = spoken.press(&keys[last..]);
            assert!(*keys == "q" || !heard.trim().is_empty(), "{language}: {keys} is silent");
            assert!(!heard.contains('⟨'), "{language}: {keys}: {heard}");
            // And it can be heard again.
            assert!(!spoken.press("⟨F2⟩").trim().is_empty(), "{language}: {keys} again");
            assert!(spoken.press("⟨F3⟩").lines().count() > 1, "{language}: {keys}: where");
        }
    }
}

#[test]
fn a_row_is_a_sentence_and_is_said_once() {
    let mut spoken = Spoken::start(En);
    assert_snapshot!("plain_rows_en", spoken.press("jj,"));
    assert_eq!(spoken.said(), "", "nothing new");
    assert_eq!(spoken.send(Msg::Tick(NOW + Span::minutes(3))), "", "time is no cause");
    assert_eq!(spoken.send(Msg::Resized { width: 20, height: 5 }), "", "nor is a size");
    assert_snapshot!("plain_rows_pt", said(Pt, "j."));
}

#[test]
fn an_open_ticket_is_text() {
    assert_snapshot!("plain_ticket_en", said(En, "j⟨Enter⟩"));
    assert_snapshot!("plain_panes_es", said(Es, "⟨Tab⟩⟨Tab⟩"));
}

#[test]
fn a_reader_goes_through_the_messages_one_by_one() {
    let mut spoken = Spoken::start(En);
    let conversation = (0..50).find_map(|_| {
        let whole = spoken.press("⟨Enter⟩");
        spoken.press("⟨Esc⟩j");
        let n = whole.split("Conversation, ").nth(1)?.split(' ').next()?.parse::<i64>().ok()?;
        (n > 2).then_some(n)
    });
    let n = conversation.expect("a ticket with several messages");
    spoken.press("k⟨Enter⟩");
    assert!(spoken.press("g").starts_with(&format!("1 of {n}: ")));
    assert!(spoken.press("j").starts_with(&format!("2 of {n}: ")));
    assert!(spoken.press(",").starts_with(&format!("2 of {n}: ")));
    assert!(spoken.press("G").starts_with(&format!("{n} of {n}: ")));
    assert_eq!(spoken.press("j"), "", "there is none after the last");
    // What has been read is not read again.
    assert_eq!(spoken.press("⟨Tab⟩⟨Esc⟩").lines().last().map(|line| line.starts_with("Ticket ")), Some(true));
}

#[test]
fn menus_are_numbered_and_questions_asked() {
    assert_snapshot!("plain_menu_pt", said(Pt, "sj"));
    assert_snapshot!("plain_reason_en", said(En, "osnot commercial"));
    assert_snapshot!("plain_palette_en", said(En, ":route⟨Down⟩"));
    assert_snapshot!("plain_preview_es", said(Es, "   a"));
}

#[test]
fn a_reply_is_written_line_by_line() {
    let mut spoken = Spoken::start(En);
    assert_snapshot!("plain_reply_en", spoken.press("rHello,⟨Enter⟩we are on our wayy⟨Backspace⟩.⟨Up⟩⟨Left⟩⟨F2⟩⟨F3⟩"));
    assert_eq!(spoken.send(Msg::Tick(NOW + Span::minutes(3))), "");
}

#[test]
fn a_callers_code_is_counted_and_never_said() {
    let said = said(Es, "/via:phone⟨Enter⟩i⟨Enter⟩77");
    assert!(said.ends_with("**") && !said.contains("77"), "{said}");
}

#[test]
fn the_outbox_says_what_was_refused_and_the_link_what_it_is() {
    let mut spoken = Spoken::start(En);
    let refused = OutboxEntry {
        id: OperationId::new("d:3"),
        operation: Operation {
            ticket: TicketId(found("", 2)),
            action: Action::Reply { body: "The technician\u{1b}[2J is at the door.".into(), seen: 1, force: false },
        },
        made_at: NOW - Span::minutes(4),
        state: OutboxState::Refused { refusal: Refusal::NewerReply },
        newer: Vec::new(),
        leaves_at: None,
    };
    let mut heard = spoken.send(Msg::OutboxLoaded(vec![refused]));
    heard.push_str(&spoken.press("O"));
    let link = Link::Offline { since: NOW, problem: LinkProblem::Unreachable };
    heard.push_str(&spoken.send(Msg::LinkChanged(SyncStatus { link, ..SyncStatus::default() })));
    assert_eq!(spoken.send(Msg::Tick(NOW + Span::minutes(9))), "", "that it lasts is no news");
    assert_snapshot!("plain_outbox_en", heard);
}
