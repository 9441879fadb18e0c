use super::*;
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{article, drawn};
use crate::domain::Language;

fn draw(articles: &[Article], cache: &mut Cache, scroll: &Scroll, width: u16, height: u16) -> String {
    let room = Room::new(Language::En);
    let conversation = Conversation { ticket: TicketId(48_213), articles, pending: &[], counted: &[] };
    drawn(width, height, |area, buf| view(&conversation, scroll, cache, &room.look(), area, buf))
}

fn inbound(n: i64, body: &str) -> Article {
    article(n, Visibility::Public, Direction::Inbound, body)
}

#[test]
fn direction_and_visibility_are_words_and_marks() {
    let articles = [
        inbound(1, "a"),
        article(2, Visibility::Public, Direction::Outbound, "b"),
        article(3, Visibility::Internal, Direction::Note, "c"),
        article(4, Visibility::Internal, Direction::Inbound, "d"),
    ];
    let screen = draw(&articles, &mut Cache::default(), &Scroll::start(), 80, 12);
    let heads: Vec<_> = screen.lines().step_by(3).map(|it| it.split("  ").next().unwrap()).collect();
    assert_eq!(heads, ["◂ from customer", "▸ public reply", "▪ internal comment", "▪ internal comment"]);
    assert!(screen.contains("▪ c") && screen.contains("▪ d"), "{screen}");
}

#[test]
fn what_was_said_on_a_merged_ticket_has_its_number() {
    let merged = Article { ticket: TicketId(48_320), ..inbound(1, "a") };
    let screen = draw(&[merged, inbound(2, "b")], &mut Cache::default(), &Scroll::start(), 80, 6);
    let heads: Vec<_> = screen.lines().step_by(3).map(|it| it.split("  ").next().unwrap()).collect();
    assert_eq!(heads, ["◂ from customer #48320", "◂ from customer"]);
}

#[test]
fn hidden_characters_are_counted_in_the_head() {
    let screen = draw(&[inbound(1, "a\u{202e}b\u{200b}")], &mut Cache::default(), &Scroll::start(), 80, 3);
    assert!(screen.contains(" 2 hidden characters "), "{screen}");
}

#[test]
fn a_conversation_is_wrapped_once_until_it_or_its_place_changes() {
    let mut cache = Cache::default();
    let mut articles = vec![inbound(1, "one two three")];
    draw(&articles, &mut cache, &Scroll::start(), 40, 5);
    let first = cache.threads[0].fingerprint;
    draw(&articles, &mut cache, &Scroll::start(), 40, 9);
    assert_eq!((cache.threads.len(), cache.threads[0].fingerprint), (1, first));
    draw(&articles, &mut cache, &Scroll::start(), 30, 9);
    assert_ne!(cache.threads[0].fingerprint, first, "another width");
    articles.push(inbound(2, "four"));
    assert!(draw(&articles, &mut cache, &Scroll::end(), 30, 9).contains("four"));
    assert_eq!(cache.threads.len(), 1);
}

#[test]
fn the_cache_is_bounded() {
    let (room, mut cache, articles) = (Room::new(Language::En), Cache::default(), [inbound(1, "x")]);
    for n in 0..100 {
        let conversation = Conversation { ticket: TicketId(n), articles: &articles, pending: &[], counted: &[] };
        drawn(30, 5, |area, buf| view(&conversation, &Scroll::start(), &mut cache, &room.look(), area, buf));
    }
    assert_eq!(cache.threads.len(), THREADS_LIMIT);
}

#[test]
fn a_megabyte_is_cut_and_says_how_much_more_there_is() {
    let body = "uma linha comprida do cliente ".repeat(40_000);
    let articles = [inbound(1, &body)];
    let mut cache = Cache::default();
    let screen = draw(&articles, &mut cache, &Scroll::end(), 80, 20);
    assert!(screen.contains("… 1108 KiB more, not shown"), "{screen}");
    assert!(cache.threads[0].lines < 1_000);
}

#[test]
fn an_endless_conversation_shows_its_newest_part() {
    let articles: Vec<_> = (0..1_000).map(|n| inbound(n, "x")).collect();
    let mut cache = Cache::default();
    let screen = draw(&articles, &mut cache, &Scroll::start(), 80, 10);
    assert!(screen.starts_with("… 600 older messages"), "{screen}");
    let large: Vec<_> = (0..100).map(|n| inbound(n, &"x ".repeat(40_000))).collect();
    draw(&large, &mut cache, &Scroll::start(), 80, 10);
    assert_eq!(cache.threads[0].messages.len(), CONVERSATION_LIMIT / MESSAGE_LIMIT);
}

#[test]
fn quoted_text_is_told_apart_and_long_words_break() {
    let text = format!("> old\n{}", "A".repeat(50));
    let mut cache = Cache::default();
    let screen = draw(&[inbound(1, &text)], &mut cache, &Scroll::start(), 22, 6);
    assert!(cache.threads[0].messages[0].lines[0].quoted && !cache.threads[0].messages[0].lines[1].quoted);
    assert_eq!(screen.lines().nth(2), Some(format!("  {}", "A".repeat(20)).as_str()));
}

#[test]
fn no_message_yet_is_said() {
    assert_eq!(draw(&[], &mut Cache::default(), &Scroll::end(), 40, 1), "No messages yet.");
}

#[test]
fn words_that_counted_are_marked_where_they_stand_also_across_lines_and_not_in_quotes() {
    let room = Room::new(Language::En);
    let articles = [inbound(1, "> the fatura\nAs faturas? Não: a fatura de maio, por favor"), inbound(2, "fatura")];
    let counted = ["fatura", "de maio"];
    let conversation = Conversation { ticket: TicketId(48_213), articles: &articles, pending: &[], counted: &counted };
    let area = Rect::new(0, 0, 34, 8);
    let mut buf = Buffer::empty(area);
    view(&conversation, &Scroll::start(), &mut Cache::default(), &room.look(), area, &mut buf);
    let underlined = |y| {
        let marked = |x: &u16| buf[(*x, y)].modifier.contains(ratatui::style::Modifier::UNDERLINED);
        (0..area.width).filter(marked).map(|x| buf[(x, y)].symbol()).collect::<String>()
    };
    let marked: Vec<String> = (0..area.height).map(underlined).collect();
    assert_eq!(marked, ["", "", "faturade", "maio", "", "", "", ""]);
}
