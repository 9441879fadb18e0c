//! Duplicates and links by keys.

use super::*;
use crate::console::command::Context;
use crate::console::fixture::ticket;
use crate::console::screens::Overlay;
use crate::domain::{Duplicates, Likely, Tie, Ties};

/// The current ticket, 10, with 31 merged into it, 32 linked to it, and 33 like it.
fn found(of: i64, named: Option<i64>) -> Duplicates {
    let merged = Ticket { duplicate_of: Some(TicketId(of)), ..ticket(31) };
    let links = vec![Tie { ticket: Ticket { related: vec![TicketId(of)], ..ticket(32) }, stands_there: true }];
    let ties = Ties { kept: None, duplicates: vec![merged], links };
    let likely = |id| Likely { ticket: ticket(id), words: Vec::new(), requester_too: true };
    Duplicates { ticket: ticket(of), ties, likely: vec![likely(33)], named: named.map(likely) }
}

fn tell(model: &mut Model, named: Option<i64>) -> Vec<Effect> {
    let (of, found) = (TicketId(10), Some(Box::new(found(10, named))));
    update(model, Msg::DuplicatesLoaded { of, named: named.map(TicketId), found })
}

fn shown() -> Model {
    let mut model = ready();
    assert_eq!(press(&mut model, "D"), [Effect::LoadDuplicates { of: TicketId(10), named: None }]);
    assert_eq!(model.context(), Context::Links);
    tell(&mut model, None);
    model
}

/// The same without the duplicate: the current ticket can be merged away.
fn alone(model: &mut Model) {
    press(model, "D");
    let mut found = found(10, None);
    found.ties.duplicates.clear();
    update(model, Msg::DuplicatesLoaded { of: TicketId(10), named: None, found: Some(Box::new(found)) });
}

fn submitted(effects: &[Effect]) -> Vec<(i64, Action, Option<Action>)> {
    let each = effects.iter().filter_map(|effect| match effect {
        Effect::Submit { operation, inverse } => {
            Some((operation.ticket.0, operation.action.clone(), inverse.as_ref().map(|it| it.action.clone())))
        }
        _ => None,
    });
    each.collect()
}

#[test]
fn a_merge_is_done_only_after_its_sentence_and_can_be_swapped_and_taken_back() {
    let mut model = shown();
    assert_eq!(press(&mut model, "jjm"), []);
    let effects = press(&mut model, "⟨Enter⟩");
    let (merge, unmerge) = (Action::Merge { into: TicketId(10) }, Action::Unmerge { from: TicketId(10) });
    assert_eq!(submitted(&effects), [(33, merge, Some(unmerge.clone()))]);
    assert!(model.overlay.is_none());
    let operation = Operation { ticket: TicketId(33), action: Action::Merge { into: TicketId(10) } };
    let inverse = Some(Operation { ticket: TicketId(33), action: unmerge.clone() });
    update(&mut model, Msg::Submitted { id: OperationId::new("a"), operation, inverse });
    assert_eq!(submitted(&press(&mut model, "u")), [(33, unmerge, None)]);
    let mut model = ready();
    alone(&mut model);
    let effects = press(&mut model, "jms⟨Enter⟩");
    assert!(matches!(submitted(&effects)[..], [(10, Action::Merge { into: TicketId(33) }, Some(_))]), "{effects:?}");
}

#[test]
fn a_ticket_that_others_are_merged_into_is_not_merged_away() {
    let mut model = shown();
    assert_eq!(press(&mut model, "jjms⟨Enter⟩"), []);
    assert!(model.overlay.is_some(), "why it cannot be done stands there");
}

#[test]
fn whoever_merges_the_open_ticket_away_goes_on_where_the_customer_is_answered() {
    let mut model = ready();
    answer_all(&mut model, "⟨Enter⟩");
    assert_eq!(model.open, Some(TicketId(10)));
    alone(&mut model);
    press(&mut model, "jms⟨Enter⟩");
    assert_eq!(model.open, Some(TicketId(33)));
}

fn answer_all(model: &mut Model, script: &str) {
    let effects = press(model, script);
    answer(model, effects, &[10, 20, 30]);
}

#[test]
fn esc_leaves_the_question_then_the_list_and_nothing_is_done() {
    let mut model = shown();
    assert_eq!(press(&mut model, "jjm⟨Esc⟩"), []);
    assert!(model.overlay.is_some());
    assert_eq!(press(&mut model, "⟨Esc⟩"), []);
    assert!(model.overlay.is_none());
}

#[test]
fn what_is_merged_is_taken_out_and_what_is_linked_unlinked_where_it_stands() {
    let mut model = shown();
    let (unmerge, merge) = (Action::Unmerge { from: TicketId(10) }, Action::Merge { into: TicketId(10) });
    assert_eq!(submitted(&press(&mut model, "m")), [(31, unmerge, Some(merge))]);
    let (unlink, link) = (Action::Unlink { to: TicketId(10) }, Action::Link { to: TicketId(10) });
    assert_eq!(submitted(&press(&mut model, "jl")), [(32, unlink, Some(link))]);
    let (link, unlink) = (Action::Link { to: TicketId(33) }, Action::Unlink { to: TicketId(33) });
    assert_eq!(submitted(&press(&mut model, "jl")), [(10, link, Some(unlink))]);
    assert!(model.overlay.is_some(), "one looks on");
}

#[test]
fn a_number_is_typed_and_what_is_wanted_of_it_waits_for_it() {
    let mut model = shown();
    let read = |named| Effect::LoadDuplicates { of: TicketId(10), named };
    assert_eq!(press(&mut model, "77l"), [read(Some(TicketId(7))), read(Some(TicketId(77)))]);
    assert_eq!(submitted(&tell(&mut model, Some(7))), [], "an answer to less");
    let effects = tell(&mut model, Some(77));
    assert!(matches!(submitted(&effects)[..], [(10, Action::Link { to: TicketId(77) }, Some(_))]), "{effects:?}");
    assert!(effects.contains(&read(None)), "then all of them again");
    press(&mut model, "78");
    tell(&mut model, Some(78));
    press(&mut model, "⟨Enter⟩");
    assert_eq!((model.open, model.overlay.is_none()), (Some(TicketId(78)), true));
}

#[test]
fn what_changes_meanwhile_is_read_again_and_a_ticket_that_is_gone_closes_the_list() {
    let mut model = shown();
    let changed = |id| Msg::ReplicaChanged { tickets: vec![TicketId(id)], reference: false };
    let reads = |effects: &[Effect]| effects.iter().any(|it| matches!(it, Effect::LoadDuplicates { .. }));
    assert!(!reads(&update(&mut model, changed(500))));
    assert!(reads(&update(&mut model, changed(32))));
    update(&mut model, Msg::DuplicatesLoaded { of: TicketId(10), named: None, found: None });
    assert!(model.overlay.is_none() && model.notice.is_some());
}

#[test]
fn a_ticket_on_screen_is_read_again_when_one_that_is_tied_to_it_changes() {
    let mut model = ready();
    let mut tied = dossier(10);
    tied.ties.duplicates = vec![ticket(31)];
    update(&mut model, Msg::DossierLoaded { ticket: TicketId(10), dossier: Some(Box::new(tied)) });
    let changed = |id| Msg::ReplicaChanged { tickets: vec![TicketId(id)], reference: false };
    assert!(!update(&mut model, changed(32)).contains(&Effect::LoadDossier(TicketId(10))));
    assert!(update(&mut model, changed(31)).contains(&Effect::LoadDossier(TicketId(10))));
}

#[test]
fn the_list_opens_over_nothing_only_where_there_is_a_ticket() {
    let mut model = desk();
    load(&mut model, &[]);
    assert_eq!(press(&mut model, "D"), []);
    assert!(!matches!(model.overlay, Some(Overlay::Links(_))));
}
