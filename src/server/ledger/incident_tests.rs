//! A broadcast in the ledger: one transaction, one reply on each open child, and a second operator.

use super::tests::{Desk, FREE, applied};
use super::*;
use crate::domain::operation::Field;
use crate::domain::{Language, Ticket};
use crate::store::conversation;

fn open_tickets(desk: &Desk, language: Language) -> Vec<Ticket> {
    let ids = (48_200..48_400).map(TicketId);
    let read = |id| desk.store().read::<_, StoreError>(|tx| tickets::get(tx, id)).unwrap();
    let fits = |it: &Ticket| it.language == language && it.status.is_live() && it.id != FREE;
    ids.filter_map(read).filter(fits).collect()
}

fn replies(desk: &Desk, id: TicketId) -> Vec<String> {
    let articles = desk.store().read::<_, StoreError>(|tx| conversation::articles(tx, id)).unwrap();
    articles.into_iter().filter(|it| it.author.id == "op-08").map(|it| it.body).collect()
}

#[test]
fn a_release_is_one_transaction_with_one_reply_on_each_child_and_comes_once() {
    let desk = Desk::open();
    let mut n = 0;
    let mut by = |who: &str, ticket: TicketId, action: Action| {
        n += 1;
        desk.settle_on(who, &format!("device-{who}-{n}"), 1, ticket, action)
    };
    let children: Vec<TicketId> =
        Language::ALL.iter().flat_map(|it| open_tickets(&desk, *it).into_iter().take(2)).map(|it| it.id).collect();
    assert_eq!(children.len(), 6);
    let attach = || Action::Attach { incident: FREE };
    let too_early = by("op-08", children[0], attach());
    let Ok(Outcome::Refused { refusal: Refusal::NotAnIncident { .. } }) = too_early else { panic!("{too_early:?}") };
    applied(&by("op-08", FREE, Action::DeclareIncident));
    for child in &children {
        applied(&by("op-08", *child, attach()));
    }
    let to: Vec<TicketId> = std::iter::once(FREE).chain(children.iter().copied()).collect();
    let texts = Language::ALL.iter().map(|it| (*it, format!("{it} {{{{ ticket.id }}}}"))).collect();
    applied(&by("op-08", FREE, Action::ProposeBroadcast { seen: 0, texts, to: to.clone() }));
    let release = |to: &[TicketId]| Action::ReleaseBroadcast { revision: 1, to: to.to_vec() };
    let own = by("op-08", FREE, release(&to));
    assert!(matches!(own, Ok(Outcome::Refused { refusal: Refusal::OwnBroadcast })), "{own:?}");
    let unread = by("op-12", FREE, release(&to[..3]));
    let Ok(Outcome::Refused { refusal: Refusal::Conflict { field: Field::Recipients, .. } }) = unread else {
        panic!("{unread:?}")
    };
    let head = desk.head();
    let seq = applied(&desk.settle_on("op-12", "last", 1, FREE, release(&to)));
    assert_eq!(seq, head + 1, "one transaction");
    assert_eq!(applied(&desk.settle_on("op-12", "last", 1, FREE, release(&to))), seq, "once");
    for child in &to {
        let ticket = desk.store().read::<_, StoreError>(|tx| tickets::get(tx, *child)).unwrap().unwrap();
        assert_eq!(replies(&desk, *child), [format!("{} {child}", ticket.language)]);
    }
    let told = desk.count(&format!("select count(*) from feed where seq = {seq}"));
    assert_eq!(told as usize, 2 * to.len(), "every ticket and every reply is told of");
    assert_eq!(desk.store().read(|tx| check(tx, &mut |_, _, _| {})).unwrap(), Ok(desk.head()));
}
