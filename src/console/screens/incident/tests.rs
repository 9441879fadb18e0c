//! The screens of an incident.

use super::*;
use crate::console::fixture::{NOW, colleague, desk, ticket};
use crate::console::screens::fixtures::{drawn, in_every_size};
use crate::domain::incident::{Broadcast, Incident as Facts};
use crate::domain::{CustomerId, Status};

fn broadcast(by: OperatorId) -> Broadcast {
    let texts = [
        (Language::Pt, "Caro {{ requester.first_name }}, a energia falhou.\nVoltamos a falar."),
        (Language::Es, "Estimado, falló la energía."),
        (Language::En, "Dear \u{1b}[2J, the power failed."),
    ];
    Broadcast {
        by,
        by_name: "Ana Reis".into(),
        at: NOW,
        texts: texts.map(|(language, text)| (language, text.to_string())).into(),
        to: vec![TicketId(10), TicketId(20)],
        returned: None,
    }
}

pub fn overview(by: OperatorId) -> Overview {
    let proposed = Some(broadcast(by));
    let sent = vec![Sent { by: colleague(), released_by: OperatorId::new("op-03"), at: NOW, tickets: 3, customers: 1 }];
    let facts = Facts { by: colleague(), at: NOW, revision: 2, proposed, sent };
    let child = |id: i64, language, status| Ticket {
        language,
        status,
        part_of: Some(TicketId(10)),
        customer: CustomerId::new(format!("C{id}")),
        ..ticket(id)
    };
    Overview {
        incident: Ticket { incident: Some(facts), language: Language::Pt, ..ticket(10) },
        children: vec![
            child(20, Language::Es, Status::Open),
            child(30, Language::En, Status::Open),
            child(40, Language::Es, Status::Resolved),
        ],
        draft: Default::default(),
    }
}

#[test]
fn an_incident_shows_its_children_what_was_sent_and_what_waits() {
    let (model, screen) = (desk(), Incident::new(overview(colleague())));
    let seen = drawn(80, 14, |area, buf| screen.view("R", &model.look(), area, buf));
    insta::assert_snapshot!("incident_80_en", seen);
    in_every_size(|area, buf| screen.view("R", &model.look(), area, buf));
}

#[test]
fn a_broadcast_is_read_to_its_end_before_the_key_that_sends_it_is_shown() {
    let (model, area) = (desk(), Rect::new(0, 0, 80, 14));
    let look = model.look();
    let mut screen = Incident::new(overview(colleague()));
    screen.read(&look, area);
    let draw = |screen: &Incident| drawn(80, 14, |area, buf| screen.view("R", &look, area, buf));
    let first = draw(&screen);
    assert!(first.contains("+ 30") && first.contains("Read on") && !first.contains("RELEASE"), "{first}");
    for _ in 0..3 {
        screen.scroll(Motion::PageDown, &look, area);
    }
    let last = draw(&screen);
    insta::assert_snapshot!("incident_review_80_en", last);
    assert!(screen.review.as_ref().unwrap().is_read() && last.contains("R RELEASE to 3 customers"), "{last}");
    in_every_size(|area, buf| screen.view("R", &look, area, buf));
}

#[test]
fn what_changes_while_it_is_read_is_not_released() {
    let (model, area) = (desk(), Rect::new(0, 0, 80, 60));
    let mut screen = Incident::new(overview(colleague()));
    screen.read(&model.look(), area);
    assert!(screen.review.as_ref().unwrap().is_read(), "a tall screen shows it all at once");
    let mut others = overview(colleague());
    others.children.pop();
    assert_eq!(screen.load(others.clone()), None, "a closed one was told nothing anyway");
    others.children.pop();
    assert_eq!(screen.load(others.clone()), Some("incident-others"));
    assert!(!screen.review.as_ref().unwrap().is_read());
    others.incident.incident.as_mut().unwrap().revision += 1;
    assert_eq!(screen.load(others), Some("incident-changed"));
    assert_eq!(screen.review, None);
}
