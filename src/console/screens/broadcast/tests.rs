//! Writing a broadcast.

use super::super::incident::tests::overview;
use super::*;
use crate::console::fixture::{colleague, desk, me};
use crate::console::screens::fixtures::{drawn, in_every_size};
use crate::domain::incident::Overview;

fn nothing_proposed() -> Overview {
    let mut overview = overview(colleague());
    overview.incident.incident.as_mut().unwrap().proposed = None;
    overview
}

#[test]
fn the_languages_that_are_needed_and_missing_are_marked_and_each_is_one_key_away() {
    let model = desk();
    let mut writing = Broadcast::new(Incident::new(nothing_proposed()));
    writing.paste("Caros clientes");
    writing.turn(true);
    let seen = drawn(80, 10, |area, buf| writing.view("Ctrl+s", &model.look(), area, buf));
    insta::assert_snapshot!("broadcast_80_en", seen);
    in_every_size(|area, buf| writing.view("Ctrl+s", &model.look(), area, buf));
    assert_eq!(writing.texts(), [(Language::Pt, "Caros clientes".to_string())].into());
    writing.turn(false);
    writing.turn(false);
    writing.paste("Dear customers");
    assert_eq!(writing.texts().len(), 2);
}

#[test]
fn a_draft_is_gone_on_with_and_a_proposal_is_changed() {
    let texts = |overview: Overview| Broadcast::new(Incident::new(overview)).texts();
    assert_eq!(texts(overview(me())).len(), 3);
    let draft: Translated = [(Language::Es, "Hola".to_string())].into();
    assert_eq!(texts(Overview { draft: draft.clone(), ..overview(me()) }), draft);
    assert!(texts(nothing_proposed()).is_empty());
}
