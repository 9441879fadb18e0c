//! Searches with a name, the queries typed before, completion, and what `y` copies.

use super::searching::filters;
use super::*;
use crate::console::effect::OnShelf;
use crate::console::msg::Wake;
use crate::console::screens::Overlay;
use crate::domain::view::Saved;

fn saved(name: &str, query: &str, digit: Option<u8>) -> Saved {
    Saved { name: name.into(), query: query.into(), digit, used_at: NOW }
}

fn shelf(model: &mut Model, views: Vec<Saved>, typed: &[&str]) {
    let typed = typed.iter().map(|it| (*it).to_string()).collect();
    update(model, Msg::ShelfLoaded { views, typed });
}

fn line(model: &Model) -> String {
    match &model.overlay {
        Some(Overlay::Search(search)) => search.field.text().to_string(),
        other => panic!("no search line: {other:?}"),
    }
}

fn on_shelf(effects: &[Effect]) -> Vec<&OnShelf> {
    effects.iter().filter_map(|it| if let Effect::Shelf(it) = it { Some(it) } else { None }).collect()
}

#[test]
fn a_digit_shows_a_search_at_once_and_acts_on_no_ticket() {
    let mut model = ready();
    let effects = press(&mut model, "f3");
    assert_eq!(filters(&effects), ["is:emergency is:live"]);
    assert!(!effects.iter().any(|it| matches!(it, Effect::Submit { .. })), "3 routes a ticket elsewhere");
    assert!(model.overlay.is_none());
    let effects = answer(&mut model, effects, &[10]);
    assert!(effects.contains(&Effect::Shelf(OnShelf::Load)));
    assert_eq!(filters(&press(&mut model, "⟨Esc⟩")), [""]);
}

#[test]
fn searches_are_shown_from_an_open_ticket_and_by_enter() {
    let mut model = ready();
    type_in(&mut model, "⟨Enter⟩");
    let effects = press(&mut model, "fj⟨Enter⟩");
    assert_eq!(filters(&effects), ["assignee:none"]);
    assert_eq!((model.open, model.focused()), (None, Pane::Queue));
}

#[test]
fn counts_are_asked_for_one_after_the_other_while_the_list_is_open() {
    let mut model = ready();
    let counts = |effects: &[Effect]| -> Vec<String> {
        effects.iter().filter_map(|it| if let Effect::Count(it) = it { Some(it.to_string()) } else { None }).collect()
    };
    let effects = press(&mut model, "f");
    assert_eq!(counts(&effects), ["assignee:me"]);
    let loaded = Msg::ShelfLoaded { views: Vec::new(), typed: Vec::new() };
    assert!(counts(&update(&mut model, loaded)).is_empty(), "the first is under way");
    let count = Some(Count { n: 3, or_more: false });
    let counted = |query: &str| Msg::Counted { filter: Filter::parse(query).unwrap(), count };
    assert_eq!(counts(&update(&mut model, counted("assignee:me"))), ["assignee:none"]);
    press(&mut model, "⟨Esc⟩");
    assert!(counts(&update(&mut model, counted("assignee:none"))).is_empty(), "nobody looks any more");
}

#[test]
fn the_search_on_screen_is_kept_under_a_name() {
    let mut model = ready();
    press(&mut model, "f+");
    assert!(model.notice.as_ref().unwrap().text().contains("no search"));
    press(&mut model, "⟨Esc⟩");
    let effects = press(&mut model, "/site:ls1 -tag:spam⟨Enter⟩");
    answer(&mut model, effects, &[10]);
    press(&mut model, "f+⟨Enter⟩");
    assert!(model.overlay.is_some(), "without a name nothing is kept");
    let effects = press(&mut model, "2 LS1 jq⟨Enter⟩");
    let filter = Filter::parse("site:LS1 -tag:spam").unwrap();
    let wanted = OnShelf::Save { name: "LS1 jq".into(), filter, digit: Some(2) };
    assert_eq!(on_shelf(&effects), [&wanted]);
    let views = vec![saved("LS1 jq", "site:LS1 -tag:spam", Some(2))];
    update(&mut model, Msg::ViewSaved { name: "LS1 jq".into(), views });
    assert!(model.notice.as_ref().unwrap().text().contains("f 2"));
    let effects = press(&mut model, "⟨Esc⟩");
    answer(&mut model, effects, &[10]);
    let effects = press(&mut model, "f2");
    assert_eq!(filters(&effects), ["site:LS1 -tag:spam"]);
    assert!(on_shelf(&effects).contains(&&OnShelf::Used("LS1 jq".into())));
}

#[test]
fn esc_leaves_the_name_and_then_the_list() {
    let mut model = ready();
    let effects = press(&mut model, "/x⟨Enter⟩");
    answer(&mut model, effects, &[10]);
    press(&mut model, "f+abc⟨Esc⟩");
    assert_eq!(model.context(), Context::Menu);
    press(&mut model, "⟨Esc⟩");
    assert!(model.overlay.is_none() && !model.queue.is_plain());
}

#[test]
fn forgetting_a_search_is_asked_first_and_a_built_in_one_stays() {
    let mut model = ready();
    shelf(&mut model, vec![saved("old", "tag:x", None)], &[]);
    assert!(on_shelf(&press(&mut model, "f⟨Delete⟩")) == [&OnShelf::Load]);
    assert!(model.notice.as_ref().unwrap().text().contains("from the start"));
    press(&mut model, "⟨PgDn⟩⟨Delete⟩");
    assert_eq!(on_shelf(&press(&mut model, "k")), [&OnShelf::Load], "kept, and back in the list");
    press(&mut model, "⟨PgDn⟩⟨Delete⟩");
    let effects = press(&mut model, "D");
    assert!(on_shelf(&effects).contains(&&OnShelf::Forget("old".into())));
    update(&mut model, Msg::ViewForgotten { name: "old".into(), views: Vec::new() });
    assert!(matches!(model.overlay, Some(Overlay::Views(_))), "the list is there again, without it");
}

#[test]
fn a_search_that_cannot_be_read_any_more_is_opened_to_be_mended() {
    let mut model = ready();
    shelf(&mut model, vec![saved("old", "staus:open", Some(4))], &[]);
    let effects = press(&mut model, "f4");
    assert!(filters(&effects).is_empty());
    assert_eq!(line(&model), "staus:open");
}

#[test]
fn the_queries_typed_before_are_walked_through_and_what_was_typed_is_not_lost() {
    let mut model = ready();
    shelf(&mut model, Vec::new(), &["lang:pt", "role:gsd"]);
    press(&mut model, "/pow");
    let effects = press(&mut model, "⟨Up⟩");
    assert!(matches!(effects[..], [Effect::Wake { wake: Wake::Search(_), .. }]), "it is searched for like any other");
    assert_eq!(line(&model), "lang:pt");
    press(&mut model, "⟨Up⟩⟨Up⟩⟨Up⟩");
    assert_eq!(line(&model), "role:gsd", "there is an end");
    press(&mut model, "⟨Down⟩⟨Down⟩⟨Down⟩");
    assert_eq!(line(&model), "pow");
}

#[test]
fn a_query_is_remembered_when_it_is_kept_on_screen_once_and_as_the_newest() {
    let mut model = ready();
    shelf(&mut model, Vec::new(), &["lang:pt", "role:gsd"]);
    let effects = press(&mut model, "/role:GSD⟨Enter⟩");
    assert_eq!(on_shelf(&effects), [&OnShelf::Typed("role:gsd".into())]);
    assert_eq!(model.typed_queries, ["role:gsd", "lang:pt"]);
    // The list of searches reads the shelf again, maybe before that is on it.
    shelf(&mut model, Vec::new(), &["tag:other", "lang:pt"]);
    assert_eq!(model.typed_queries, ["role:gsd", "lang:pt", "tag:other"]);
    answer(&mut model, effects, &[10]);
    press(&mut model, "/⟨Up⟩");
    assert_eq!(line(&model), "lang:pt", "that which stands there already is no step");
    let effects = press(&mut model, "⟨Esc⟩/⟨Ctrl+u⟩⟨Enter⟩");
    assert!(on_shelf(&effects).is_empty(), "the whole queue is no query");
}

#[test]
fn tab_completes_and_takes_turns() {
    let mut model = ready();
    let operator = Operator {
        id: fixture::colleague(),
        name: "Filomena".into(),
        languages: Vec::new(),
        shift: Shift::Night,
        lead: false,
    };
    update(&mut model, Msg::ReferenceLoaded { operators: vec![operator], policy: Default::default() });
    press(&mut model, "/ro⟨Tab⟩");
    assert_eq!(line(&model), "role:");
    press(&mut model, "⟨Tab⟩");
    assert_eq!(line(&model), format!("role:{}", Role::ALL[0].code().to_lowercase()));
    press(&mut model, "⟨Tab⟩⟨BackTab⟩⟨BackTab⟩");
    assert_eq!(line(&model), "role:none");
    press(&mut model, " hol⟨Tab⟩fil⟨Tab⟩ site:l⟨Tab⟩ customer:atl⟨Tab⟩");
    assert_eq!(line(&model), "role:none holder:op-12 site:LS1 customer:\"Vidraria Atlante\"");
    assert_eq!(press(&mut model, " power⟨Tab⟩").len(), 6, "a word is a word: nothing is completed, nothing searched");
}

#[test]
fn what_a_word_may_become_is_said_while_it_is_typed() {
    let mut model = ready();
    let hints = |model: &Model| {
        let mut buf = Buffer::empty(Rect::new(0, 0, 100, 30));
        view::draw(model, &mut Cache::default(), &mut buf);
        (0..100).map(|x| buf[(x, 29)].symbol()).collect::<String>()
    };
    press(&mut model, "/st");
    assert!(hints(&model).contains("Tab: status:"), "{}", hints(&model));
    press(&mut model, "atus:p");
    assert!(hints(&model).contains("Tab: pending"));
    press(&mut model, "q");
    assert!(hints(&model).contains("did you mean") || hints(&model).contains("is not a status"), "{}", hints(&model));
}

#[test]
fn what_is_wrong_before_the_word_comes_before_what_the_word_may_become() {
    let mut model = ready();
    press(&mut model, "/foo:1 st");
    let mut buf = Buffer::empty(Rect::new(0, 0, 100, 30));
    view::draw(&model, &mut Cache::default(), &mut buf);
    let hints = (0..100).map(|x| buf[(x, 29)].symbol()).collect::<String>();
    assert!(hints.contains("^") && hints.contains("foo"), "{hints}");
}

#[test]
fn y_asks_what_to_copy_and_y_again_is_the_number() {
    let mut model = ready();
    assert_eq!(press(&mut model, "y"), []);
    assert_eq!(press(&mut model, "y"), [Effect::Copy("10".into())]);
    assert_eq!(press(&mut model, "yn"), [Effect::Copy("10".into())]);
    assert_eq!(press(&mut model, "yt"), [Effect::Copy("Cross connect 10 down".into())]);
    assert_eq!(press(&mut model, "yc"), [Effect::Copy("turno ticket list".into())]);
    type_in(&mut model, "⟨Enter⟩");
    assert_eq!(press(&mut model, "yc"), [Effect::Copy("turno ticket show 10".into())]);
    assert!(press(&mut model, "y⟨Esc⟩").is_empty() && model.overlay.is_none());
}

#[test]
fn the_command_line_of_an_empty_list_is_copied_too() {
    let mut model = ready();
    let effects = press(&mut model, "/tag:vip sla:<2h⟨Enter⟩");
    answer(&mut model, effects, &[]);
    assert_eq!(press(&mut model, "yc"), [Effect::Copy("turno ticket list 'tag:vip sla:<2h'".into())]);
}

#[test]
fn what_is_copied_is_clean() {
    let mut model = ready();
    let mut hostile = dossier(10);
    hostile.ticket.subject = "a\u{1b}]52;c;x\u{7}\u{202e}b\nrm".into();
    update(&mut model, Msg::DossierLoaded { ticket: TicketId(10), dossier: Some(Box::new(hostile)) });
    let effects = press(&mut model, "yt");
    let [Effect::Copy(text)] = &effects[..] else { panic!("{effects:?}") };
    assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}', '\n']), "{text:?}");
}
