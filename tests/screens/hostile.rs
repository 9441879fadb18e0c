//! Whatever a customer, a desk or a colleague writes, into whichever field: the terminal is told nothing but text,
//! colours, moves of the cursor, and the modes that the console chose.

#[cfg(test)]
#[path = "../common/bytes.rs"]
mod bytes;
#[cfg(test)]
#[path = "../common/hostile.rs"]
mod everywhere;

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use turno::console::cache::Cache;
use turno::console::effect::Effect;
use turno::console::msg::Msg;
use turno::console::text::{Shown, width};
use turno::console::{update, view};
use turno::domain::Ticket;

/// Sequences that terminals obey, characters that deceive, and everything cut short or doubled.
#[cfg(test)]
fn payloads() -> Vec<String> {
    let sequences = [
        "\u{1b}[2J",
        "\u{1b}[31m",
        "\u{1b}[6n",
        "\u{1b}[?1049l",
        "\u{1b}]0;title\u{7}",
        "\u{1b}]52;c;aGk=\u{1b}\\",
        "\u{1b}]8;;http://x\u{1b}\\link",
        "\u{1b}]9;hi\u{7}",
        "\u{1b}P$q q\u{1b}\\",
        "\u{1b}_Gq\u{1b}\\",
        "\u{1b}^x\u{1b}\\",
        "\u{1b}c",
        "\u{1b}(0",
        "\u{1b}#8",
        "\u{1b}[20t",
        "\u{1b}[201~",
        "\u{1b}",
        "\u{9b}2J",
        "\u{9d}0;x\u{9c}",
        "\u{90}q",
        "\u{7}",
        "\u{8}\u{8}",
        "\r",
        "\n",
        "\r\n",
        "\t",
        "\u{0}",
        "\u{7f}",
        "\u{b}",
        "\u{c}",
        "\u{85}",
        "\u{2028}",
        "\u{202e}",
        "\u{2066}x\u{2069}",
        "\u{200b}",
        "\u{200d}",
        "\u{200f}",
        "\u{feff}",
        "\u{ad}",
        "\u{3164}",
        "\u{115f}",
        "\u{e0041}",
        "\u{fe0f}",
        "\u{e000}",
        "\u{ffff}",
        "\u{fffb}",
        "\u{1d173}",
        "\u{61c}",
        "\u{180e}",
        "\u{34f}",
    ];
    let zalgo: String = std::iter::once('a').chain(std::iter::repeat_n('\u{301}', 40)).collect();
    let family = "👩\u{200d}💻 ❤\u{fe0f} 🇵🇹 漢字한";
    let mut all: Vec<String> = vec![zalgo, family.into(), "x".repeat(5_000), "漢".repeat(3_000), String::new()];
    for sequence in sequences {
        all.push(sequence.to_string());
        all.push(format!("before {sequence} after"));
        all.push(format!("{sequence}{sequence}x"));
        all.push(format!("{}{sequence}", "y".repeat(37)));
        all.push(format!("{family}{sequence}{family}"));
        all.push(sequence.chars().rev().collect());
    }
    all
}

#[cfg(test)]
fn told(text: &str, screen: &str, (width, height): (u16, u16)) -> Vec<u8> {
    let mut model = everywhere::console(text, (width, height));
    everywhere::go_to(&mut model, text, screen);
    let mut out = Vec::new();
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, width, height)) };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(&mut out), options).unwrap();
    terminal.draw(|frame| view::view(&model, &mut Cache::default(), frame)).unwrap();
    drop(terminal);
    out
}

#[test]
fn no_text_in_any_field_of_any_screen_tells_the_terminal_anything_but_text_colours_and_moves() {
    let payloads = payloads();
    assert!(payloads.len() >= 300, "{}", payloads.len());
    let sizes = [(160, 48), (80, 24), (100, 30), (43, 9)];
    let workers = 2;
    std::thread::scope(|scope| {
        for worker in 0..workers {
            let payloads = &payloads;
            scope.spawn(move || {
                for (at, text) in payloads.iter().enumerate().filter(|(at, _)| at % workers == worker) {
                    for (n, screen) in everywhere::SCREENS.iter().enumerate() {
                        let bytes = told(text, screen, sizes[(at + n) % sizes.len()]);
                        bytes::audit(&bytes).unwrap_or_else(|why| panic!("{why}\n{text:?} on {screen:?}"));
                    }
                }
            });
        }
    });
}

#[test]
fn no_subject_gets_into_the_title_or_out_of_a_notification() {
    for text in payloads() {
        let mut model = everywhere::console(&text, (100, 30));
        let arrived = Ticket { assignee: None, created_at: everywhere::NOW, ..everywhere::ticket(&text) };
        let effects = update::update(&mut model, Msg::UrgentLoaded(vec![arrived]));
        let [Effect::Notify(said), Effect::Title(title), Effect::Bell] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(title, "(1!) turno");
        assert_eq!(Shown::line(said).as_str(), said, "{text:?}");
        assert!(width(said) < 200, "{said}");
    }
}

#[test]
fn the_judge_itself_tells_good_bytes_from_bad_ones() {
    for good in ["", "Olá, 漢字 ❤\u{fe0f}", "\u{1b}[1;31mred\u{1b}[0m", "\u{1b}[3;7Hx", "\u{1b}[?2026h\u{1b}[?25l"]
    {
        assert_eq!(bytes::audit(good.as_bytes()), Ok(()), "{good:?}");
    }
    for bad in [
        "\u{1b}[6n",
        "\u{1b}]0;x\u{7}",
        "\u{1b}[?1000h",
        "a\tb",
        "a\rb",
        "\u{9b}2J",
        "\u{202e}",
        "a\u{200d}b",
        "\u{1b}",
    ] {
        assert!(bytes::audit(bad.as_bytes()).is_err(), "{bad:?}");
    }
    assert!(bytes::audit(b"\xff").is_err());
}
