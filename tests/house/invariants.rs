//! What always holds of the protocol, and the tests that would notice if it did not.
//!
//! The table is for whoever asks how a promise is kept; the test beneath it sees to it that each test is there. The
//! numbers are those of the design of the sync; I15 (merging tickets) waits for a desk that can merge.

use std::path::Path;

/// A file, and one of its functions.
type Proof = (&'static str, &'static str);

/// Number, what holds, and the tests of it.
const INVARIANTS: &[(&str, &str, &[Proof])] = &[
    (
        "I1",
        "what the screen acknowledged is in the outbox on disk",
        &[
            ("tests/crash/kills.rs", "console"),
            ("tests/crash/cuts.rs", "outbox"),
            ("tests/simulation/checker.rs", "effects"),
        ],
    ),
    (
        "I2",
        "an operation takes effect at most once, for ever",
        &[
            ("src/server/ledger/tests.rs", "an_operation_that_comes_twice_takes_effect_once_and_gets_the_same_answer"),
            ("src/server/ledger/tests.rs", "an_operation_whose_answer_is_no_longer_kept_is_still_not_done_again"),
            ("src/server/ledger/tests.rs", "an_operation_takes_effect_once_whatever_device_and_number_it_comes_under"),
            ("tests/crash/proxied.rs", "operations"),
            ("tests/sync/native/copies.rs", "of_two_copies_of_a_profile_nothing_is_lost_and_nothing_is_done_twice"),
        ],
    ),
    (
        "I3",
        "a number that was used for something else is never applied",
        &[
            ("src/server/ledger/tests.rs", "a_key_with_another_content_is_noticed"),
            ("tests/api/changing.rs", "a_push_out_of_order_or_with_a_used_key_says_which"),
        ],
    ),
    (
        "I4",
        "operations of a device take effect in the order of their numbers, without a gap",
        &[
            ("src/server/ledger/tests.rs", "an_operation_whose_predecessors_are_missing_waits_for_them"),
            ("src/sync/plan_tests.rs", "a_desk_that_lost_operations_is_given_them_again_after_mending_the_outbox"),
            ("tests/api/leases.rs", "under_a_name_that_is_held_only_its_holder_sends"),
        ],
    ),
    (
        "I5",
        "an operation ends confirmed, refused or discarded, and its text stays readable",
        &[
            ("src/replica/outbox_tests.rs", "whatever_happens_to_the_outbox_nothing_is_lost_doubled_or_out_of_order"),
            (
                "src/replica/outbox_tests.rs",
                "what_was_refused_keeps_its_text_until_somebody_decides_whatever_time_passes",
            ),
        ],
    ),
    (
        "I6",
        "transactions are numbered without a hole, and the chain verifies",
        &[
            ("src/server/ledger/tests.rs", "many_at_once_get_numbers_without_a_gap_and_one_chain"),
            (
                "tests/api/together.rs",
                "eight_writers_through_two_servers_of_one_database_leave_no_hole_and_a_reader_misses_nothing",
            ),
            ("tests/simulation/checker.rs", "chain"),
        ],
    ),
    (
        "I7",
        "a page never shows half a transaction",
        &[("src/server/feed/tests.rs", "a_page_never_ends_inside_a_transaction")],
    ),
    (
        "I8",
        "a cursor is stored with the rows it covers, and goes back only with the desk",
        &[("tests/crash/cuts.rs", "replica"), ("src/replica/tests.rs", "a_page_that_does_not_follow_is_left_alone")],
    ),
    (
        "I9",
        "when the link is well and nothing new is written, every replica is the desk",
        &[
            (
                "tests/sync/convergence.rs",
                "every_replica_ends_like_the_desk_and_every_operation_takes_effect_once_or_stands_refused",
            ),
            ("tests/simulation/checker.rs", "replicas"),
        ],
    ),
    (
        "I10",
        "a screen never goes back to what was before",
        &[
            ("src/replica/tests.rs", "the_desk_s_article_takes_the_place_of_its_preview"),
            ("src/replica/agreement_tests.rs", "what_we_did_stays_on_screen_while_the_desk_is_read_once_more"),
        ],
    ),
    (
        "I11",
        "operators see what they did, from the key press on",
        &[
            ("src/replica/tests.rs", "what_is_done_shows_at_once_and_is_marked_until_the_feed_has_passed_it"),
            ("src/replica/tests.rs", "after_a_restart_what_waits_is_shown_and_sent_under_the_same_key"),
        ],
    ),
    (
        "I12",
        "what was answered before something was sent comes before it",
        &[("tests/simulation/checker.rs", "real_time")],
    ),
    (
        "I13",
        "of those who take a ticket at once one has it, and the others learn who",
        &[
            ("src/server/ledger/tests.rs", "the_second_of_two_who_take_is_told_the_winner"),
            ("src/server/ledger/tests.rs", "two_operators_who_press_work_next_at_once_get_two_tickets"),
            ("tests/api/together.rs", "of_eight_who_take_a_ticket_at_once_one_wins_and_the_others_are_told_who"),
        ],
    ),
    (
        "I14",
        "no change of a field is overwritten unseen",
        &[
            (
                "src/domain/operation/tests.rs",
                "two_routes_to_different_roles_have_one_winner_and_to_the_same_role_no_loser",
            ),
            ("src/domain/operation/tests.rs", "operators_who_change_different_fields_do_not_collide"),
            ("tests/simulation/checker.rs", "judge_one"),
        ],
    ),
    (
        "I16",
        "what is removed stays removed",
        &[
            ("src/server/care.rs", "what_is_removed_is_gone_for_everybody_with_its_conversation_and_stays_so"),
            (
                "src/replica/agreement_tests.rs",
                "what_the_feed_removed_does_not_come_back_with_a_piece_that_was_asked_for_before",
            ),
        ],
    ),
    (
        "I17",
        "what the lost end of a desk's history had of ours is done again, once",
        &[(
            "src/replica/agreement_tests.rs",
            "after_a_fork_what_was_lost_is_sent_again_and_takes_effect_once_wherever_the_console_is_killed",
        )],
    ),
    (
        "I18",
        "a first reading that was interrupted ends like one that was not",
        &[("src/replica/agreement_tests.rs", "a_first_reading_killed_at_any_transaction_ends_like_one_that_was_not")],
    ),
    (
        "I19",
        "codes and tokens reach no disk, log or screen",
        &[
            ("tests/cli/canary.rs", "a_token_and_a_caller_s_code_leave_no_trace_in_a_whole_run"),
            ("tests/api/callers.rs", "a_code_is_in_no_answer_no_log_and_no_debug_text"),
            ("tests/simulation/secrets.rs", "in_files"),
        ],
    ),
    (
        "I20",
        "one console writes to a profile's files",
        &[
            ("src/replica/tests.rs", "a_second_console_on_one_profile_is_refused_and_told_by_whom"),
            ("tests/crash/kills.rs", "lock"),
        ],
    ),
    (
        "I21",
        "drafts survive a kill, a panic and the loss of the terminal",
        &[
            ("tests/terminal.rs", "what_is_typed_while_the_console_dies_is_there_at_the_next_start"),
            ("tests/terminal.rs", "a_panic_gives_the_terminal_back_and_keeps_the_draft"),
            (
                "tests/terminal.rs",
                "a_terminal_that_goes_away_without_a_word_ends_the_console_at_once_and_nothing_is_lost",
            ),
        ],
    ),
    (
        "I22",
        "whatever a text holds, the terminal gets text, colours and moves",
        &[(
            "tests/screens/hostile.rs",
            "no_text_in_any_field_of_any_screen_tells_the_terminal_anything_but_text_colours_and_moves",
        )],
    ),
    (
        "I23",
        "deadlines are the desk's, whatever the console's clock and zone",
        &[
            (
                "tests/sync/clocks.rs",
                "a_console_whose_clock_is_six_hours_off_and_in_another_zone_shows_the_same_promises",
            ),
            ("tests/sync/clocks.rs", "setting_the_machine_s_clock_while_the_console_runs_changes_nothing_on_screen"),
        ],
    ),
    (
        "I24",
        "a full, read-only or damaged disk loses nothing acknowledged, and what can be read is shown",
        &[
            (
                "src/replica/tests.rs",
                "a_damaged_replica_is_moved_aside_and_what_waits_comes_back_on_top_of_what_is_read_again",
            ),
            ("src/replica/refusal_tests.rs", "a_full_disk_costs_nothing_whichever_call_it_refuses"),
            ("src/replica/refusal_tests.rs", "a_disk_that_stays_full_costs_nothing_and_all_can_be_read"),
            ("src/replica/refusal_tests.rs", "a_disk_that_takes_nothing_any_more_costs_nothing_and_all_can_be_read"),
            ("src/replica/refusal_tests.rs", "a_database_that_is_busy_costs_nothing_whichever_call_it_refuses"),
            ("tests/crash/disk.rs", "trial"),
            ("tests/crash/flips.rs", "bits"),
        ],
    ),
    (
        "I25",
        "rights are looked at again when an operation is done",
        &[
            ("src/server/ledger/tests.rs", "a_token_revoked_between_the_asking_and_the_doing_does_nothing_any_more"),
            (
                "tests/sync/native/rights.rs",
                "what_was_written_offline_under_a_token_that_was_revoked_meanwhile_is_not_done_and_not_lost",
            ),
        ],
    ),
    (
        "I26",
        "the audit trail has each effect, and nobody changes it",
        &[
            ("src/server/care.rs", "the_audit_trail_cannot_be_changed_or_shortened_by_the_server_itself"),
            ("src/server/ledger/tests.rs", "a_word_changed_in_the_audit_trail_is_found"),
        ],
    ),
];

#[test]
fn every_invariant_names_tests_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut numbers: Vec<&str> = INVARIANTS.iter().map(|(number, ..)| *number).collect();
    for (number, holds, proofs) in INVARIANTS {
        assert!(!proofs.is_empty(), "{number} {holds}: by which test?");
        for (file, function) in *proofs {
            let text = std::fs::read_to_string(root.join(file)).unwrap_or_else(|e| panic!("{number}: {file}: {e}"));
            assert!(text.contains(&format!("fn {function}(")), "{number}: {file} has no `{function}`");
        }
    }
    numbers.sort_by_key(|number| number[1..].parse::<u32>().unwrap());
    let wanted: Vec<String> = (1..=26).filter(|n| *n != 15).map(|n| format!("I{n}")).collect();
    assert_eq!(numbers, wanted);
}
