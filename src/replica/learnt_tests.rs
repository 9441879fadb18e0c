//! What is learnt: at once, in the desk's order, and again after a restart.

use super::tests::{Home, ID, NOW, applied, page, read, record, submit, ticket, who};
use super::*;
use crate::domain::lesson::fixture;
use crate::domain::{
    Action, Article, ArticleId, Author, AuthorKind, Channel, Decision, Direction, Language, Lesson, OperatorId, Page,
    Record, RecordKey, Role, Suggestion, Taught, Ticket, TicketId, Visibility,
};

const BODY: &str = "The quux of the flurb needs a new grommet, as agreed with Zeno.";

fn opening() -> Article {
    Article {
        id: ArticleId::new("a1"),
        ticket: ID,
        at: NOW,
        visibility: Visibility::Public,
        direction: Direction::Inbound,
        author: Author { kind: AuthorKind::Contact, id: "C1-1".into(), name: "Ana".into() },
        channel: Some(Channel::Email),
        recorded_by: None,
        body: BODY.into(),
    }
}

fn lesson(ticket: i64, operator: &str, role: Role) -> Record {
    let it = fixture::lesson(ticket, Role::Gsd, role);
    let taught = Taught { language: Language::En, subject: "Grommet".into(), body: BODY.into(), ..it.taught };
    Record::Lesson(Box::new(Lesson { operator: OperatorId::new(operator), taught, ..it }))
}

fn said(replica: &Replica) -> Suggestion {
    replica.dossier(ID).unwrap().unwrap().suggestion
}

fn confidence(replica: &Replica, role: Role) -> f64 {
    said(replica).ranked.iter().find(|it| it.role == role).unwrap().confidence
}

#[test]
fn lessons_of_the_desk_move_what_is_said_of_tickets_of_their_kind_and_survive_a_restart() {
    let home = Home::new();
    let replica = home.open();
    read(&replica, page(1, vec![record(ticket()), Record::Article(opening())]));
    let before = confidence(&replica, Role::Se);
    assert!(!said(&replica).knowledge.contains('+'));
    read(&replica, page(2, vec![lesson(100, "op-2", Role::Se)]));
    read(&replica, page(3, vec![lesson(101, "op-3", Role::Se)]));
    let after = said(&replica);
    assert!(confidence(&replica, Role::Se) > before + 0.1, "{before} {after:?}");
    assert!(after.knowledge.contains("+2."), "{}", after.knowledge);
    drop(replica);
    assert_eq!(said(&home.open()), after, "learnt anew, one lesson after the other or all at once");
}

#[test]
fn a_lesson_that_is_taken_back_is_as_if_it_had_never_been() {
    let (one, other) = (Home::new(), Home::new());
    let (one, other) = (one.open(), other.open());
    for replica in [&one, &other] {
        read(replica, page(1, vec![record(ticket()), Record::Article(opening()), lesson(100, "op-2", Role::Se)]));
    }
    read(&one, page(2, vec![lesson(101, "op-3", Role::Am)]));
    assert_ne!(said(&one), said(&other));
    let gone = vec![(3, RecordKey::Lesson(TicketId(101)))];
    read(&one, Page { gone, ..page(3, Vec::new()) });
    assert_eq!(said(&one), said(&other));
}

#[test]
fn what_one_confirms_counts_at_once_and_once() {
    let home = Home::new();
    let replica = home.open();
    let other = Ticket { id: TicketId(8), ..ticket() };
    let its = Article { id: ArticleId::new("a2"), ticket: TicketId(8), ..opening() };
    let records = vec![record(ticket()), Record::Article(opening()), record(other), Record::Article(its)];
    read(&replica, page(1, records));
    let before = confidence(&replica, Role::Se);
    let decision = Decision::Overridden { suggested: Role::Gsd, reason: "a drawing".into() };
    submit(&replica, Action::Route { from: None, to: Role::Se, decision, knowledge: None });
    let own = replica.dossier(TicketId(8)).unwrap().unwrap().suggestion;
    assert!(own.ranked.iter().any(|it| it.role == Role::Se && it.confidence > before + 0.05), "{own:?}");
    assert!(own.knowledge.contains("+1."), "{}", own.knowledge);
    // The desk has it: the same lesson comes back, and is not learnt twice.
    let sent = replica.to_push(1).unwrap().remove(0);
    let by = who("op-1");
    let mine = lesson(ID.0, by.operator.as_str(), Role::Se);
    read(&replica, page(2, vec![record(Ticket { owner_role: Some(Role::Se), version: 2, ..ticket() }), mine]));
    replica.settle(&[applied(&replica, &sent.id, 2)]).unwrap();
    let own = replica.dossier(TicketId(8)).unwrap().unwrap().suggestion;
    assert!(own.knowledge.contains("+1."), "{}", own.knowledge);
}
