//! How the list and the question look, in every language and size, and which way round is asked for.

use super::*;
use crate::console::fixture::{NOW, colleague, me, ticket};
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{HOSTILE, drawn, in_every_size};
use crate::domain::{ContactId, CustomerId, Language, Policy, Span, Status, Tie, Ties};

fn likely(id: i64) -> Likely {
    Likely { ticket: ticket(id), words: vec!["1300".into(), "fibre".into()], requester_too: false }
}

/// 20 with one of each kind.
fn found() -> Duplicates {
    let merged = Ticket { duplicate_of: Some(TicketId(20)), status: Status::Closed, ..ticket(31) };
    let links = vec![Tie { ticket: ticket(32), stands_there: true }];
    let ties = Ties { kept: None, duplicates: vec![merged], links };
    Duplicates { ticket: ticket(20), ties, likely: vec![likely(33)], named: None }
}

fn shown() -> Links {
    let mut links = Links::new(TicketId(20));
    assert!(links.read(TicketId(20), None, found()));
    links
}

fn ask(links: &mut Links) -> &mut Merge {
    let (me, policy) = (me(), Policy::default());
    links.ask_merge(Acting { me: &me, now: NOW, policy: &policy });
    links.merge.as_mut().unwrap()
}

fn asked(own: Ticket, other: Ticket) -> Merge {
    let mut links = Links::new(own.id);
    let likely = Likely { ticket: other, ..likely(1) };
    links.read(own.id, None, Duplicates { ticket: own, ties: Ties::default(), likely: vec![likely], named: None });
    ask(&mut links).clone()
}

#[test]
fn each_kind_stands_under_its_head_in_every_language() {
    for (language, heads) in [
        (Language::En, ["Merged into this one", "Linked", "May be the same request", "in common: 1300, fibre"]),
        (Language::Pt, ["Fundidos neste", "Ligados", "Pode ser o mesmo pedido", "em comum: 1300, fibre"]),
        (Language::Es, ["Fusionados en este", "Enlazados", "Puede ser la misma petición", "en común: 1300, fibre"]),
    ] {
        let room = Room::new(language);
        let text = drawn(100, 20, |area, buf| shown().view(&room.look(), area, buf));
        heads.iter().for_each(|it| assert!(text.contains(it), "{it}\n{text}"));
        assert!(text.contains("▸ 31") && text.contains("  32") && text.contains("  33"), "{text}");
        in_every_size(|area, buf| shown().view(&room.look(), area, buf));
    }
}

#[test]
fn a_number_that_is_typed_shows_its_ticket_alone_as_what_it_is() {
    let mut links = shown();
    for digit in "32".chars() {
        assert!(links.typed(Some(digit)));
    }
    assert!(!links.is_read());
    assert!(!links.read(TicketId(20), Some(TicketId(3)), found()), "an answer to less");
    assert!(links.read(TicketId(20), Some(TicketId(32)), Duplicates { named: Some(likely(32)), ..found() }));
    assert_eq!(links.chosen().map(|row| (row.kind, row.ticket.id)), Some((Kind::Linked, TicketId(32))));
    links.typed(None);
    assert!(links.read(TicketId(20), Some(TicketId(3)), found()));
    assert!(links.chosen().is_none(), "there is none of that number");
    let room = Room::new(Language::En);
    let text = drawn(80, 12, |area, buf| links.view(&room.look(), area, buf));
    assert!(text.contains("Number: 3_") && text.contains("no ticket of that number"), "{text}");
    assert!(links.back() && !links.back(), "out of the number, then away");
}

#[test]
fn the_older_stays_unless_only_the_newer_can() {
    let older = Ticket { created_at: NOW - Span::hours(1), ..ticket(40) };
    let newer = Ticket { created_at: NOW, ..ticket(30) };
    let stays = |one: &Ticket, other: &Ticket| asked(one.clone(), other.clone()).kept().id;
    assert_eq!(stays(&older, &newer), older.id);
    assert_eq!(stays(&newer, &older), older.id);
    let finished = Ticket { status: Status::Resolved, ..older };
    let merge = asked(newer.clone(), finished.clone());
    assert_eq!(merge.kept().id, newer.id);
    assert!(matches!(merge.action(), Ok((duplicate, _)) if duplicate.id == finished.id));
}

#[test]
fn the_sentence_says_which_is_closed_into_which_and_who_is_answered() {
    let own = Ticket { created_at: NOW - Span::hours(1), requester_name: "Ana Reis".into(), ..ticket(20) };
    let other = Ticket {
        created_at: NOW,
        requester: ContactId::new("C1-9"),
        requester_name: format!("Rui {HOSTILE}"),
        assignee: Some(colleague()),
        ..ticket(33)
    };
    let room = Room::new(Language::En);
    let mut merge = asked(own, other);
    let said =
        |merge: &Merge| merge.said(&room.look()).into_iter().map(|(text, _)| text).collect::<Vec<_>>().join("\n");
    let text = said(&merge);
    assert!(text.starts_with("33 is closed into 20; the customer is answered on 20."), "{text}");
    assert!(text.contains("asked in 33; the replies go to Ana Reis.") && text.contains("33 is held by"), "{text}");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text:?}");
    merge.swap();
    assert!(said(&merge).starts_with("20 is closed into 33; the customer is answered on 33."));
    assert!(!said(&merge).contains("is held by"));
}

#[test]
fn a_merge_that_would_disclose_another_customers_words_is_not_offered() {
    let other = Ticket { customer: CustomerId::new("C2"), ..ticket(33) };
    let mut merge = asked(ticket(20), other);
    let room = Room::new(Language::En);
    for _ in 0..2 {
        assert!(merge.action().is_err());
        let said: Vec<_> = merge.said(&room.look());
        assert!(said.iter().any(|(text, _)| text.contains("another customer's")), "{said:?}");
        merge.swap();
    }
}

#[test]
fn hostile_text_does_no_harm_in_every_size() {
    let other = Ticket { subject: HOSTILE.into(), customer_name: HOSTILE.into(), ..ticket(33) };
    let likely = Likely { ticket: other, words: vec![HOSTILE.into(); 9], requester_too: true };
    let own = Ticket { subject: HOSTILE.into(), ..ticket(20) };
    let mut links = Links::new(TicketId(20));
    links.read(
        TicketId(20),
        None,
        Duplicates { ticket: own, ties: Ties::default(), likely: vec![likely; 30], named: None },
    );
    let room = Room::new(Language::Pt);
    in_every_size(|area, buf| links.view(&room.look(), area, buf));
    ask(&mut links);
    in_every_size(|area, buf| links.view(&room.look(), area, buf));
}
