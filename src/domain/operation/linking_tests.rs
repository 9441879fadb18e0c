//! Links and merges: what bars them, and that a merge is taken back whole.

use super::tests::{START, act, policy, ticket};
use super::*;
use crate::domain::{CustomerId, Span};

const KEPT: TicketId = TicketId(77);

fn other(change: impl FnOnce(&mut Ticket)) -> Other {
    let mut kept = Ticket { id: KEPT, ..ticket() };
    change(&mut kept);
    Other { ticket: Some(kept), has_duplicates: false }
}

fn with(ticket: &mut Ticket, action: &Action, other: &Other) -> Result<Effect, Refusal> {
    let (actor, policy, article) = (OperatorId::new("rita"), policy(), ArticleId::new(""));
    let at = START + Span::minutes(5);
    let context =
        Context { actor: &actor, actor_name: "Rita", at, article: &article, policy: &policy, other: Some(other) };
    apply(ticket, action, &context)
}

fn barred(barrier: Barrier) -> Result<Effect, Refusal> {
    Err(Refusal::Barred { to: KEPT, barrier })
}

#[test]
fn a_merged_ticket_leaves_the_queue_and_comes_back_as_it_stood() {
    let mut ticket = ticket();
    act(&mut ticket, "rita", &Action::Take, 1).unwrap();
    act(&mut ticket, "rita", &Action::Snooze { from: Status::New, until: START + Span::minutes(90) }, 2).unwrap();
    let before = ticket.clone();
    assert_eq!(with(&mut ticket, &Action::Merge { into: KEPT }, &other(|_| {})), Ok(CHANGED));
    assert_eq!((ticket.status, ticket.duplicate_of), (Status::Closed, Some(KEPT)));
    assert_eq!((ticket.deadline(), ticket.by_itself_at()), (Timestamp::NEVER, None), "nothing alerts or wakes it");
    let again = act(&mut ticket, "bruno", &Action::Merge { into: KEPT }, 6);
    assert_eq!(again, Ok(Effect::Unchanged));
    act(&mut ticket, "bruno", &Action::Unmerge { from: KEPT }, 65).unwrap();
    let left = |ticket: &Ticket| ticket.clocks.resolution.as_ref().unwrap().remaining(START + Span::minutes(65));
    assert_eq!(left(&ticket), left(&before), "no time is lost");
    assert!(ticket.by_itself_at().is_some(), "it sleeps on");
    let expected =
        Ticket { version: ticket.version, updated_at: ticket.updated_at, clocks: ticket.clocks.clone(), ..before };
    assert_eq!(ticket, expected);
}

#[test]
fn undo_of_a_merge_is_unmerge_and_of_a_link_unlink() {
    let mut ticket = ticket();
    let inverse_of =
        |ticket: &Ticket, action: Action| inverse(ticket, &Operation { ticket: ticket.id, action }).map(|it| it.action);
    let merge = Action::Merge { into: KEPT };
    assert_eq!(inverse_of(&ticket, merge.clone()), Some(Action::Unmerge { from: KEPT }));
    assert_eq!(inverse_of(&ticket, Action::Link { to: KEPT }), Some(Action::Unlink { to: KEPT }));
    act(&mut ticket, "rita", &merge, 1).unwrap();
    act(&mut ticket, "rita", &Action::Link { to: KEPT }, 2).unwrap();
    assert_eq!(inverse_of(&ticket, Action::Unmerge { from: KEPT }), Some(merge.clone()));
    assert_eq!(inverse_of(&ticket, merge), None, "it changes nothing");
    assert_eq!(inverse_of(&ticket, Action::Unlink { to: KEPT }), Some(Action::Link { to: KEPT }));
}

#[test]
fn nothing_is_merged_into_what_is_itself_merged_or_of_another_customer_or_finished_or_missing() {
    let into = Action::Merge { into: KEPT };
    let merged = other(|it| it.duplicate_of = Some(TicketId(5)));
    let went = Err(Refusal::Merged { ticket: KEPT, into: TicketId(5) });
    assert_eq!(with(&mut ticket(), &into, &merged), went);
    assert_eq!(
        with(&mut ticket(), &into, &other(|it| it.customer = CustomerId::new("C9"))),
        barred(Barrier::OtherCustomer)
    );
    let finished = other(|it| it.status = Status::Resolved);
    assert_eq!(with(&mut ticket(), &into, &finished), barred(Barrier::Finished));
    let mut closed = Ticket { status: Status::Closed, ..ticket() };
    assert_eq!(with(&mut closed, &into, &finished), Ok(CHANGED), "both are finished");
    let missing = Other { ticket: None, has_duplicates: false };
    assert_eq!(with(&mut ticket(), &into, &missing), Err(Refusal::Gone { ticket: KEPT }));
    let stays = Other { has_duplicates: true, ..other(|_| {}) };
    assert_eq!(with(&mut ticket(), &into, &stays), barred(Barrier::HasDuplicates));
    let mut this = Ticket { id: KEPT, ..ticket() };
    assert_eq!(act(&mut this, "rita", &into, 1), barred(Barrier::Itself));
}

#[test]
fn a_merged_ticket_takes_notes_and_links_and_says_where_it_went() {
    let mut ticket = ticket();
    act(&mut ticket, "rita", &Action::Merge { into: KEPT }, 1).unwrap();
    let went = Err(Refusal::Merged { ticket: ticket.id, into: KEPT });
    for action in [
        Action::Take,
        Action::SetStatus { from: Status::Closed, to: Status::Open },
        Action::Reply { body: "x".into(), seen: 0, force: false },
        Action::Merge { into: TicketId(9) },
        Action::Unmerge { from: TicketId(9) },
    ] {
        assert_eq!(act(&mut ticket, "bruno", &action, 2), went, "{action:?}");
    }
    act(&mut ticket, "bruno", &Action::Comment { body: "same fibre".into() }, 3).unwrap();
    act(&mut ticket, "bruno", &Action::Link { to: TicketId(9) }, 3).unwrap();
}

#[test]
fn what_was_merged_before_anybody_noted_how_it_stood_is_opened() {
    let mut ticket = Ticket { status: Status::Closed, duplicate_of: Some(KEPT), ..ticket() };
    act(&mut ticket, "rita", &Action::Unmerge { from: KEPT }, 1).unwrap();
    assert_eq!((ticket.status, ticket.duplicate_of), (Status::Open, None));
    assert_eq!(act(&mut ticket, "rita", &Action::Unmerge { from: KEPT }, 2), Ok(Effect::Unchanged));
}

#[test]
fn a_link_stands_once_whichever_end_it_was_made_at() {
    let mut ticket = ticket();
    let to = Action::Link { to: KEPT };
    let here = ticket.id;
    let back = other(|it| it.related = vec![here]);
    assert_eq!(with(&mut ticket, &to, &back), Ok(Effect::Unchanged));
    let of_another = other(|it| it.customer = CustomerId::new("C9"));
    assert_eq!(with(&mut ticket, &to, &of_another), Ok(CHANGED), "a link tells no customer anything");
    assert_eq!(with(&mut ticket, &to, &of_another), Ok(Effect::Unchanged));
    assert_eq!(ticket.related, [KEPT]);
    assert_eq!(with(&mut ticket, &Action::Unlink { to: KEPT }, &back), Ok(CHANGED));
    ticket.related = (100..150).map(TicketId).collect();
    assert_eq!(with(&mut ticket, &to, &of_another), barred(Barrier::TooManyLinks));
}
