//! What an operator sees: the sample desk on every size of screen, in three languages, at a fixed instant.

#[cfg(test)]
#[path = "../common/desk_on_screen.rs"]
mod desk_on_screen;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod plain;

use desk_on_screen::{Console, NOW};
use insta::assert_snapshot;
use turno::console::msg::Msg;
use turno::domain::Language::{self, En, Es, Pt};
use turno::domain::{
    Action, Link, LinkProblem, Operation, OperationId, OutboxEntry, OutboxState, Refusal, Span, SyncStatus, TicketId,
    WentBack,
};

fn screen(language: Language, width: u16, height: u16, keys: &str) -> String {
    Console::start(language, width, height).press(keys).screen()
}

#[test]
fn the_queue_on_a_small_terminal_in_three_languages() {
    for language in [Pt, Es, En] {
        assert_snapshot!(format!("queue_80x24_{language}"), screen(language, 80, 24, ""));
    }
}

#[test]
fn the_three_panes_side_by_side() {
    assert_snapshot!("queue_100x30", screen(En, 100, 30, "j"));
    assert_snapshot!("queue_160x48", screen(Pt, 160, 48, "jj"));
    assert_snapshot!("queue_200x50", screen(Es, 200, 50, ""));
}

#[test]
fn an_open_ticket_takes_the_place_of_the_queue_or_stands_beside_it() {
    assert_snapshot!("ticket_80x24", screen(Pt, 80, 24, "⟨Enter⟩"));
    assert_snapshot!("ticket_100x30", screen(En, 100, 30, "j⟨Enter⟩"));
    assert_snapshot!("ticket_160x48", screen(Es, 160, 48, "⟨Enter⟩J"));
}

#[test]
fn stacked_panes_are_walked_with_tab() {
    assert_snapshot!("customer_80x24", screen(En, 80, 24, "⟨Tab⟩"));
    assert_snapshot!("routing_80x24", screen(En, 80, 24, "⟨Tab⟩⟨Tab⟩"));
}

#[test]
fn writing_names_who_will_read_it() {
    assert_snapshot!("reply_80x24", screen(En, 80, 24, "rWe are on our way."));
    assert_snapshot!("comment_160x48", screen(Pt, 160, 48, "⟨Enter⟩cVisto no local."));
}

#[test]
fn questions_have_one_key_for_each_answer() {
    assert_snapshot!("status_80x24", screen(En, 80, 24, "s"));
    assert_snapshot!("elsewhere_100x30", screen(Es, 100, 30, "o"));
    assert_snapshot!("reason_80x24", screen(Pt, 80, 24, "osnão é comercial"));
}

#[test]
fn a_caller_is_identified_and_a_customer_is_found() {
    assert_snapshot!("identify_80x24", screen(Pt, 80, 24, "/via:phone⟨Enter⟩i"));
    assert_snapshot!("find_80x24", screen(En, 80, 24, "Cmar"));
    assert_snapshot!("found_customer_100x30", screen(Es, 100, 30, "Cvidraria⟨Enter⟩"));
}

#[test]
fn an_action_on_marks_is_looked_through_before_it_is_done() {
    assert_snapshot!("marks_80x24", screen(Pt, 80, 24, " vjj j "));
    assert_snapshot!("preview_80x24", screen(En, 80, 24, "/status:open,pending⟨Enter⟩vjjjjvt"));
    assert_snapshot!("preview_100x30", screen(Es, 100, 30, "   a"));
}

#[test]
fn what_may_be_the_same_request_is_shown_and_merged_after_a_sentence() {
    assert_snapshot!("links_80x24", screen(En, 80, 24, "/number:48320⟨Enter⟩D"));
    assert_snapshot!("links_100x30", screen(Es, 100, 30, "/number:48271⟨Enter⟩D"));
    assert_snapshot!("merge_80x24", screen(Pt, 80, 24, "/number:48320⟨Enter⟩Dm"));
}

#[test]
fn a_mistake_in_a_search_is_pointed_at() {
    assert_snapshot!("search_80x24", screen(En, 80, 24, "/lang:pt prio:urgent"));
    let beneath = screen(En, 80, 24, "O/x").lines().nth(22).unwrap().to_string();
    assert_eq!(beneath, "/x", "what was said before does not shine through");
    assert_snapshot!("found_100x30", screen(En, 100, 30, "/lang:es⟨Enter⟩bd"));
}

#[test]
fn searches_have_names_and_words_are_completed() {
    assert_snapshot!("searches_80x24", screen(Es, 80, 24, "f"));
    assert_snapshot!("naming_100x30", screen(En, 100, 30, "/lang:es⟨Enter⟩f+3 night"));
    assert_snapshot!("copying_80x24", screen(Pt, 80, 24, "/lang:es sla:<2h⟨Enter⟩y"));
    let beneath = |keys: &str| screen(En, 80, 24, keys).lines().last().unwrap().to_string();
    assert_eq!(beneath("/site:"), "Tab: BA1  FR5  LS1  LS2  MD1  MD2  none");
    assert_eq!(beneath("/assignee:maev"), "Tab: op-09 (Maeve Donnellyn)");
}

#[test]
fn times_of_a_ticket_can_be_those_of_its_site() {
    let madrid = |keys: &str| screen(En, 100, 30, &format!("/site:MD2 status:new⟨Enter⟩⟨Enter⟩{keys}"));
    assert!(!madrid("").contains("CET"));
    let there = madrid("Z");
    assert!(there.contains("Times by the clock of MD2: now 04:12 CET") && there.matches(" CET").count() > 2, "{there}");
    assert!(there.lines().next().unwrap().contains("03:12 WET"), "the desk keeps its clock: {there}");
    let back = madrid("ZZ");
    assert!(back.contains("Times by the clock of the desk: now 03:12 WET") && !back.contains("CET"), "{back}");
}

#[test]
fn help_and_palette_come_from_the_command_table() {
    assert_snapshot!("help_80x24", screen(Pt, 80, 24, "?"));
    assert_snapshot!("palette_100x30", screen(En, 100, 30, ":route"));
}

#[test]
fn what_was_refused_waits_for_a_person() {
    let mut console = Console::start(En, 100, 30);
    let refused = OutboxEntry {
        id: OperationId::new("d:3"),
        operation: Operation {
            ticket: TicketId(desk_on_screen::found("", 2)),
            action: Action::Reply { body: "The technician is at the door.".into(), seen: 1, force: false },
        },
        made_at: NOW - Span::minutes(4),
        leaves_at: None,
        state: OutboxState::Refused { refusal: Refusal::NewerReply },
        newer: Vec::new(),
    };
    console.send(Msg::LinkChanged(SyncStatus { link: Link::Live, refused: 1, ..SyncStatus::default() }));
    console.send(Msg::OutboxLoaded(vec![refused]));
    assert_snapshot!("refused_100x30", console.screen());
    assert_snapshot!("outbox_100x30", console.press("O").screen());
}

#[test]
fn without_a_link_the_top_line_says_since_when_and_what_waits() {
    let mut console = Console::start(Es, 80, 24);
    let link = Link::Offline { since: NOW - Span::minutes(4), problem: LinkProblem::Unreachable };
    console.send(Msg::LinkChanged(SyncStatus { link, waiting: 2, ..SyncStatus::default() }));
    assert_snapshot!("offline_80x24", console.screen().lines().next().unwrap());
}

#[test]
fn the_top_line_tells_what_nobody_knows_and_what_is_stuck_from_what_waits_at_every_width() {
    let mut lines = Vec::new();
    for (language, width) in [(Pt, 160), (En, 120), (Es, 100), (En, 80), (Pt, 60), (Es, 48)] {
        let mut console = Console::start(language, width, 24);
        let link = Link::Offline { since: NOW - Span::minutes(4), problem: LinkProblem::Unreachable };
        let status = SyncStatus { link, waiting: 12, unknown: 2, refused: 3, stuck: 1, skew: Span(0) };
        console.send(Msg::LinkChanged(status));
        lines.push(console.screen().lines().next().unwrap().to_string());
    }
    assert_snapshot!("outbox_tallies", lines.join("\n"));
}

#[test]
fn a_console_beside_another_says_so_and_what_has_to_be_read_is_read_whole() {
    let mut console = Console::start(Pt, 80, 24);
    console.model.slot = 2;
    let words = &console.model.words;
    let text = words.format("note-beside", &[("pid", "1234".into()), ("n", 2.into())]);
    let hint = words.text("note-beside-hint").into_owned();
    console.send(Msg::Noted { text, hint });
    assert_snapshot!("beside_80x24", console.screen());
    let went_back = Msg::WentBack(WentBack { to: Some(NOW - Span::minutes(9)), again: 2 });
    console.send(went_back);
    let screen = console.press("⟨Esc⟩").screen();
    assert_snapshot!("went_back_80x24", screen.lines().rev().take(4).collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_screen_without_room_says_so() {
    assert_snapshot!("too_small", screen(En, 30, 6, ""));
    assert_snapshot!("small_48x12", screen(Es, 48, 12, ""));
}
