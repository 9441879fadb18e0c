//! A night at the desk, from sign-in to the handover of the morning: the real program in real terminals of 80×24, with
//! the real server. Its screens are kept as snapshots, with times and ages masked: what an operator sees at that moment.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that fails says why, and figures are printed")]

#[expect(dead_code, reason = "the promises use the rest")]
#[path = "../common/operator.rs"]
mod operator;
#[expect(dead_code, reason = "the stories of the command line use the rest")]
#[path = "../cli/program.rs"]
mod program;
#[expect(dead_code, reason = "the stories of the terminal use the rest")]
#[path = "../common/pty.rs"]
mod pty;

mod acts;
mod desk;

use desk::Night;

/// One act after the other, on one desk: what an act leaves behind is there in the next.
#[test]
fn a_whole_night_shift() {
    let mut night = Night::begin();
    acts::the_evening_hands_over(&mut night);
    acts::the_night_arrives_and_accepts(&mut night);
    acts::what_was_accepted_is_promised_put_off_and_escalated(&mut night);
    acts::three_at_once_are_changed_and_that_is_taken_back(&mut night);
    acts::an_incident_is_told_to_all_its_customers_by_two_people(&mut night);
    acts::a_customer_is_answered_by_a_macro(&mut night);
    acts::a_caller_is_identified_and_one_is_locked_out(&mut night);
    acts::a_duplicate_is_merged_and_taken_out_again(&mut night);
    acts::what_nobody_holds_is_worked_through(&mut night);
    acts::a_colleagues_ticket_is_taken_with_a_reason(&mut night);
    acts::the_network_is_gone_and_comes_back(&mut night);
    acts::the_morning_takes_over(&mut night);
    night.figures();
}
