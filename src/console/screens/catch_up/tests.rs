//! How a catch-up looks, in every language and size.

use super::*;
use crate::console::fixture::{NOW, colleague, me, ticket};
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{drawn, in_every_size};
use crate::domain::{Language, Span, Status, Tally, Ticket, Timestamp};

fn ago(minutes: i64) -> Timestamp {
    NOW - Span::minutes(minutes)
}

fn item(part: Part, id: i64, news: Vec<News>) -> Item {
    let subject = "Porta \u{1b}[31m\u{202e}avariada".to_string();
    Item { part, ticket: Ticket { subject, assignee: Some(me()), ..ticket(id) }, news }
}

fn found() -> CatchUp {
    let hostile = "ligar *já*\n\u{1b}[31m\u{202e}".to_string();
    let mut emergency = item(Part::Emergency, 48_301, vec![News::Emergency { at: ago(90) }]);
    emergency.ticket.assignee = None;
    let changed = vec![
        News::Wrote { at: ago(30) },
        News::Answered { n: 2 },
        News::Status { to: Status::Pending, by: colleague(), at: ago(20) },
        News::Taken { by: Some(colleague()), at: ago(19) },
    ];
    let late = vec![News::Overdue { kind: crate::domain::ClockKind::Resolution, since: ago(5) }];
    CatchUp {
        since: ago(400),
        known: true,
        back: true,
        items: vec![
            item(Part::Offered, 48_213, vec![News::Offered { by: colleague(), next: hostile }]),
            emergency,
            item(Part::Due, 48_111, late),
            item(Part::Changed, 48_112, changed),
            item(Part::Changed, 48_113, vec![News::Woken { at: ago(60) }]),
            item(Part::Pooled, 48_114, vec![News::Pooled { at: ago(50) }]),
        ],
        more: 2,
        arrived: 31,
        finished: 28,
        tally: Tally { live: 44, emergencies: 1, unheld: 12, unrouted: 5 },
    }
}

#[test]
fn it_tells_what_waits_what_came_what_is_late_and_who_did_what() {
    for (language, wanted) in [
        (Language::En, ["Came 31, finished 28", "hands it over: ligar", "Graçal", "nobody holds it", "2 more"]),
        (Language::Pt, ["Chegaram 31", "passa-o: ligar", "saíram 2 respostas", "acordado pela mesa 02:12", "E mais 2"]),
        (Language::Es, ["Llegaron 31", "lo traspasa: ligar", "tomado por", "con la mesa desde 02:22", "Y 2 más"]),
    ] {
        let room = Room::new(language);
        let screen = CatchUpScreen::new(found());
        let text = drawn(80, 26, |area, buf| screen.view(&Link::Live, &room.look(), area, buf));
        wanted.iter().for_each(|it| assert!(text.contains(it), "{it}\n{text}"));
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
        in_every_size(|area, buf| screen.view(&Link::Live, &room.look(), area, buf));
    }
}

#[test]
fn it_says_what_it_cannot_know() {
    let room = Room::new(Language::En);
    let shown = |found: CatchUp, link: Link| {
        drawn(80, 26, |area, buf| CatchUpScreen::new(found).view(&link, &room.look(), area, buf))
    };
    let text = shown(found(), Link::Live);
    assert!(text.contains("Since you left at") && text.contains("the last is told"), "{text}");
    assert!(!text.contains("Not in step"), "{text}");
    let text = shown(CatchUp { since: ago(400), ..CatchUp::default() }, Link::Starting);
    assert!(text.contains("You were not here before") && text.contains("Not in step"), "{text}");
    assert!(text.contains("Nothing waits for you"), "{text}");
}

#[test]
fn all_that_is_told_of_the_ticket_under_the_cursor_is_in_view_however_many_there_are() {
    let room = Room::new(Language::En);
    let mut screen = CatchUpScreen::new(found());
    assert_eq!(screen.chosen(), Some(TicketId(48_213)));
    screen.scroll(Motion::Last);
    let text = drawn(60, 8, |area, buf| screen.view(&Link::Live, &room.look(), area, buf));
    assert!(text.contains("▸ 48114") && text.contains("with the desk since 02:22"), "{text}");
    let mut later = found();
    later.items.remove(0);
    screen.load(later);
    assert_eq!(screen.chosen(), Some(TicketId(48_114)), "the cursor stays on its ticket");
    screen.load(CatchUp::default());
    assert_eq!(screen.chosen(), None);
}

#[test]
fn catch_up_80_en() {
    let room = Room::new(Language::En);
    let screen = CatchUpScreen::new(found());
    insta::assert_snapshot!(
        "catch_up_80_en",
        drawn(80, 24, |area, buf| screen.view(&Link::Live, &room.look(), area, buf))
    );
}
