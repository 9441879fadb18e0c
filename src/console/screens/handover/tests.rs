//! How a handover looks, in every language and size, and as Markdown.

use super::*;
use crate::console::fixture::{NOW, colleague, me, ticket};
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{drawn, in_every_size};
use crate::domain::handover::{Given, Told};
use crate::domain::{self, Language, Settled, Span, Spent};

/// Of a night of which half is over.
const HOURS: (Timestamp, Timestamp) = (Timestamp(NOW.0 - 21_600_000), Timestamp(NOW.0 + 10_800_000));

fn handed(id: i64, by: domain::OperatorId, next: &str) -> Ticket {
    let handover = domain::Handover { by: by.clone(), at: NOW, next: next.into(), stands: Stands::Waiting };
    Ticket { assignee: Some(by), handover: Some(handover), ..ticket(id) }
}

fn report() -> Report {
    let hostile = "ligar *já* \u{1b}[31m\u{202e}[x](y)";
    let promise = |kept| Promise {
        by: me(),
        made_at: NOW - Span::hours(2),
        due_at: NOW - Span::hours(1),
        text: "send the photos".into(),
        settled: Some(Settled { at: NOW - Span::hours(1), kept }),
    };
    Report {
        offered: vec![handed(48_213, colleague(), hostile)],
        held: vec![Ticket { assignee: Some(me()), ..ticket(48_111) }, handed(48_112, me(), "follow up")],
        given: vec![Given {
            ticket: TicketId(48_001),
            subject: "Badge".into(),
            stands: Stands::Returned { by: colleague(), at: NOW, reason: "no Spanish".into() },
        }],
        finished: vec![Told { ticket: TicketId(47_999), subject: "Fatura `x`".into(), spent: Spent::default() }],
        promises: vec![
            (TicketId(48_111), "Cross connect".into(), promise(true)),
            (TicketId(48_112), "Fibre".into(), promise(false)),
        ],
        forecast: Forecast { until: HOURS.1, overdue: 2, answers: 3, resolutions: 1, promises: 0, mine: 1, nobodys: 3 },
    }
}

#[test]
fn it_names_what_to_accept_what_to_hand_over_and_what_came_of_the_shift() {
    for (language, wanted) in [
        (Language::En, ["One ticket to accept", "2 tickets of yours", "draft: answer the customer", "kept: send"]),
        (Language::Pt, ["Um ticket para aceitar", "2 tickets teus", "rascunho: responder", "não cumprida: send"]),
        (Language::Es, ["Un ticket por aceptar", "2 tickets tuyos", "borrador: responder", "cumplida: send"]),
    ] {
        let room = Room::new(language);
        let screen = Handover::new(report(), HOURS);
        let text = drawn(80, 20, |area, buf| screen.view(&room.look(), area, buf));
        wanted.iter().for_each(|it| assert!(text.contains(it), "{it}\n{text}"));
        assert!(text.contains("06:12") && text.contains("3 "), "{text}");
        assert!(text.contains("no Spanish") && text.contains("47999"), "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
        in_every_size(|area, buf| screen.view(&room.look(), area, buf));
    }
}

#[test]
fn an_empty_shift_says_so() {
    let room = Room::new(Language::En);
    let text = drawn(80, 10, |area, buf| Handover::new(Report::default(), HOURS).view(&room.look(), area, buf));
    assert!(text.contains("Nothing to hand over"), "{text}");
}

#[test]
fn the_ticket_under_the_cursor_is_in_view_however_many_there_are() {
    let room = Room::new(Language::En);
    let held = (1..=40).map(|id| Ticket { assignee: Some(me()), ..ticket(id) }).collect();
    let mut screen = Handover::new(Report { held, ..Report::default() }, HOURS);
    screen.scroll(Motion::Last);
    assert_eq!(screen.chosen().unwrap().1.id, TicketId(40));
    let text = drawn(60, 10, |area, buf| screen.view(&room.look(), area, buf));
    assert!(text.contains("▸ 40"), "{text}");
}

#[test]
fn as_markdown_it_is_whole_and_nothing_of_a_ticket_is_markup() {
    let room = Room::new(Language::Pt);
    let page = Handover::new(report(), HOURS).markdown(&room.look());
    assert!(page.starts_with("# Passagem de turno de ") && page.contains("## Promessas"), "{page}");
    assert!(
        page.contains("ligar \\*já\\*") && page.contains("\\[x\\](y)") && page.contains("Fatura \\`x\\`"),
        "{page}"
    );
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'), "{page:?}");
}
