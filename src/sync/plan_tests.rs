//! The plan, driven by hand and by chance.

#[path = "plan/patience_tests.rs"]
mod patience;

use super::*;
use crate::domain::Refusal;
use crate::seam::{Seeded, below};

/// A plan with what it has been told to do and not answered yet.
struct Desk {
    state: State,
    now: i64,
    open: Vec<Step>,
}

impl Desk {
    fn new() -> Desk {
        Desk { state: State::new(true, Span::seconds(30), Timestamp(0)).for_once(), now: 0, open: Vec::new() }
    }

    /// Greeted, read to the end, listening.
    fn live() -> Desk {
        let mut desk = Desk::new();
        desk.says(Input::Now);
        desk.welcomes(greeted());
        desk.says(read_to_the_end(0));
        assert_eq!(desk.state.link(), Link::Live);
        desk
    }

    fn says(&mut self, input: Input) -> Vec<Step> {
        self.now += 1_000;
        let (state, steps) = step(self.state.clone(), Timestamp(self.now), input);
        self.state = state;
        if steps.contains(&Step::Disconnect) {
            let dead =
                |step: &Step| !matches!(step, Step::Wait { .. } | Step::Mend(_) | Step::ReadAgain | Step::GoBack);
            self.open.retain(|step| !dead(step));
        }
        self.open.extend(steps.iter().filter(|step| **step != Step::Disconnect).cloned());
        steps
    }

    /// Greets us, and lets us have our name.
    fn welcomes(&mut self, greeting: Input) -> Vec<Step> {
        let mut steps = self.says(greeting);
        assert_eq!(steps.pop(), Some(Step::Claim));
        steps.extend(self.says(Input::Claimed));
        steps
    }
}

fn read_to_the_end(queued: i64) -> Input {
    Input::Pulled { seq: 9, head: 9, up_to_date: true, queued }
}

/// By a desk of which all has been read once.
fn greeted() -> Input {
    Input::Greeted { reading: Reading { snapshot: None, usable: true, check_in: Span::hours(3) } }
}

fn greeted_anew() -> Input {
    Input::Greeted { reading: Reading { snapshot: Some((0, 0)), usable: false, check_in: Span::hours(24) } }
}

fn took_in(done: i64, usable: bool, ahead: bool) -> Input {
    let snapshot = (done < 90).then_some((done, 90));
    let usable = usable || snapshot.is_none();
    Input::TookIn { reading: Reading { snapshot, usable, check_in: Span::hours(24) }, ahead }
}

fn unreachable() -> Trouble {
    Trouble::Passing { problem: LinkProblem::Unreachable, retry_after: None }
}

fn broken() -> Trouble {
    Trouble::Passing { problem: LinkProblem::ServerTrouble, retry_after: None }
}

fn fails(what: Attempt, trouble: Trouble) -> Input {
    Input::Failed { what, trouble, draw: 250 }
}

#[test]
fn after_the_greeting_it_reads_before_it_sends() {
    let mut desk = Desk::new();
    assert_eq!(desk.state.link(), Link::Starting);
    assert_eq!(desk.says(Input::Submitted { queued: 3 }), [Step::Greet]);
    assert_eq!(desk.welcomes(greeted()), [Step::Pull]);
    assert_eq!(desk.says(read_to_the_end(3)), [Step::Listen, Step::Push { limit: BATCH }]);
    assert_eq!(desk.says(Input::Pushed { queued: 0 }), [Step::Pull]);
    assert_eq!(desk.says(read_to_the_end(0)), []);
    assert!(desk.state.is_settled());
}

#[test]
fn what_is_submitted_on_a_live_link_goes_at_once() {
    let mut desk = Desk::live();
    assert_eq!(desk.says(Input::Submitted { queued: 1 }), [Step::Push { limit: BATCH }]);
    assert_eq!(desk.says(Input::Submitted { queued: 2 }), [], "one push at a time");
    assert_eq!(desk.says(Input::Pushed { queued: 1 }), [Step::Pull, Step::Push { limit: BATCH }]);
}

#[test]
fn a_long_reading_shows_how_far_it_is_and_does_not_hold_up_what_the_operator_wrote() {
    let mut desk = Desk::new();
    desk.says(Input::Submitted { queued: 1 });
    desk.welcomes(greeted());
    let steps = desk.says(Input::Pulled { seq: 500, head: 9_000, up_to_date: false, queued: 1 });
    assert_eq!(steps, [Step::Pull, Step::Push { limit: BATCH }]);
    assert_eq!(desk.state.link(), Link::CatchingUp { read: 500, head: 9_000 });
}

#[test]
fn a_poke_while_pulling_pulls_once_more_and_never_twice_at_a_time() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 1 });
    assert_eq!(desk.says(Input::Pushed { queued: 0 }), [Step::Pull]);
    assert_eq!(desk.says(Input::Poked), []);
    assert_eq!(desk.says(read_to_the_end(0)), [Step::Pull]);
    assert_eq!(desk.says(read_to_the_end(0)), [Step::Listen]);
}

#[test]
fn a_desk_that_is_gone_is_offline_since_it_was_last_good_and_is_greeted_again_after_the_wait() {
    let mut desk = Desk::live();
    let steps = desk.says(fails(Attempt::Listen, unreachable()));
    assert_eq!(steps, [Step::Wait { span: Span(250), timer: 1 }]);
    let since = Timestamp(desk.now);
    let offline = Link::Offline { since, problem: LinkProblem::Unreachable };
    assert_eq!(desk.state.link(), offline);
    assert_eq!(desk.says(Input::Submitted { queued: 1 }), []);
    assert_eq!(desk.says(Input::Waited { timer: 1 }), [Step::Greet]);
    let steps = desk.says(fails(Attempt::Greet, unreachable()));
    assert_eq!(steps, [Step::Wait { span: Span(250), timer: 2 }]);
    assert_eq!(desk.state.link(), offline, "since does not move with each try");
    desk.says(Input::Waited { timer: 2 });
    assert_eq!(desk.welcomes(greeted()), [Step::Pull]);
    assert_eq!(desk.says(read_to_the_end(1)), [Step::Listen, Step::Push { limit: BATCH }]);
    assert_eq!(desk.state.link(), Link::Live);
}

#[test]
fn waits_grow_with_each_failure_and_begin_anew_after_a_success() {
    let mut desk = Desk::live();
    let failing = |desk: &mut Desk, what| {
        let draw = 60_000;
        let steps = desk.says(Input::Failed { what, trouble: unreachable(), draw });
        let [Step::Wait { span, timer }] = steps[..] else { panic!("{steps:?}") };
        assert_eq!(desk.says(Input::Waited { timer }), [Step::Greet]);
        span
    };
    assert_eq!(failing(&mut desk, Attempt::Listen), Span(60_000 % 501));
    assert_eq!(failing(&mut desk, Attempt::Greet), Span(60_000 % 1_001));
    assert_eq!(failing(&mut desk, Attempt::Greet), Span(60_000 % 2_001));
    desk.welcomes(greeted());
    desk.says(read_to_the_end(0));
    assert_eq!(failing(&mut desk, Attempt::Listen), Span(60_000 % 501));
}

#[test]
fn the_desk_s_own_waiting_time_wins() {
    let mut desk = Desk::live();
    let busy = Trouble::Passing { problem: LinkProblem::ServerTrouble, retry_after: Some(Span::seconds(7)) };
    desk.says(Input::Submitted { queued: 1 });
    assert_eq!(desk.says(fails(Attempt::Push, busy)), [Step::Wait { span: Span(7_250), timer: 1 }]);
    assert_eq!(desk.says(Input::Submitted { queued: 2 }), [], "it waits although there is more to send");
}

#[test]
fn after_a_server_error_operations_go_one_by_one_and_reading_goes_on() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 9 });
    let steps = desk.says(fails(Attempt::Push, broken()));
    assert_eq!(steps, [Step::Wait { span: Span(250), timer: 1 }]);
    assert_eq!(desk.says(Input::Poked), [Step::Pull]);
    assert_eq!(desk.says(read_to_the_end(9)), [Step::Listen]);
    assert_eq!(desk.state.link(), Link::Live);
    assert_eq!(desk.says(Input::Waited { timer: 1 }), [Step::Push { limit: 1 }]);
    assert_eq!(desk.says(Input::Pushed { queued: 8 }), [Step::Pull, Step::Push { limit: 2 }]);
    desk.says(read_to_the_end(8));
    assert_eq!(desk.says(Input::Pushed { queued: 6 }), [Step::Pull, Step::Push { limit: 4 }]);
}

/// The desk fails on what it is sent, so many times in a row; the wait after each.
fn breaks(desk: &mut Desk, times: u32, waits: impl Fn(u32) -> Span) {
    for failures in 1..=times {
        let steps = desk.says(Input::Failed { what: Attempt::Push, trouble: broken(), draw: u64::MAX });
        let [Step::Wait { span, timer }] = steps[..] else { panic!("{steps:?}") };
        assert_eq!(span, waits(failures));
        assert_eq!(desk.says(Input::Waited { timer }), [Step::Push { limit: 1 }]);
    }
}

#[test]
fn an_operation_that_the_desk_fails_on_alone_five_times_is_set_aside_and_the_rest_goes_on() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 3 });
    breaks(&mut desk, 5, |failures| backoff::wait_for(failures, None, u64::MAX));
    let steps = desk.says(fails(Attempt::Push, broken()));
    let [Step::Mend(Mending::SetAside), Step::Wait { timer, .. }, Step::Wait { timer: again, .. }] = steps[..] else {
        panic!("{steps:?}")
    };
    assert_eq!(desk.says(Input::Mended { queued: 2 }), []);
    assert_eq!(desk.says(Input::Waited { timer }), [Step::Push { limit: 1 }]);
    assert_eq!(desk.says(Input::Pushed { queued: 1 }), [Step::Pull, Step::Push { limit: 2 }], "it was that one");
    assert_eq!(desk.says(Input::Waited { timer: again }), [], "it is the operator's to decide");
}

#[test]
fn one_set_aside_with_nothing_else_to_send_is_tried_again_after_a_minute() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 1 });
    breaks(&mut desk, 5, |failures| backoff::wait_for(failures, None, u64::MAX));
    let steps = desk.says(fails(Attempt::Push, broken()));
    let [Step::Mend(Mending::SetAside), Step::Wait { timer, .. }, Step::Wait { timer: again, span }] = steps[..] else {
        panic!("{steps:?}")
    };
    assert_eq!(span, Span::minutes(1));
    desk.says(Input::Mended { queued: 0 });
    assert_eq!(desk.says(Input::Waited { timer }), []);
    assert_eq!(desk.says(Input::Waited { timer: again }), [Step::Mend(Mending::TryAgain)]);
    assert_eq!(desk.says(Input::Mended { queued: 1 }), [Step::Push { limit: 1 }]);
}

#[test]
fn a_desk_that_fails_on_all_of_them_gets_the_one_set_aside_again_when_it_is_well() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 3 });
    breaks(&mut desk, 5, |failures| backoff::wait_for(failures, None, u64::MAX));
    let steps = desk.says(fails(Attempt::Push, broken()));
    let [Step::Mend(Mending::SetAside), Step::Wait { timer, .. }, _] = steps[..] else { panic!("{steps:?}") };
    desk.says(Input::Mended { queued: 2 });
    desk.says(Input::Waited { timer });
    // Its disk is full: none passes, and no other is set aside, however often it is tried.
    breaks(&mut desk, 9, |failures| backoff::wait_for(failures + 1, None, u64::MAX));
    assert_eq!(desk.says(Input::Pushed { queued: 1 }), [Step::Mend(Mending::TryAgain)]);
    assert_eq!(desk.says(Input::Mended { queued: 2 }), [Step::Pull, Step::Push { limit: 2 }]);
}

#[test]
fn a_wrong_token_stops_everything_until_the_operator_acts_and_says_so() {
    for (problem, trouble) in [
        (LinkProblem::Unauthorised, Trouble::Lasting { problem: LinkProblem::Unauthorised }),
        (LinkProblem::Version, Trouble::Lasting { problem: LinkProblem::Version }),
    ] {
        let mut desk = Desk::live();
        desk.says(Input::Submitted { queued: 1 });
        assert_eq!(desk.says(fails(Attempt::Push, trouble)), []);
        assert_eq!(desk.state.link(), Link::Refused { problem });
        assert_eq!(desk.says(Input::Poked), []);
        assert_eq!(desk.says(Input::Submitted { queued: 2 }), []);
        assert_eq!(desk.says(Input::Now), [Step::Greet]);
        assert!(matches!(desk.state.link(), Link::Offline { .. }), "not live before it has answered");
        desk.welcomes(greeted());
        assert_eq!(desk.says(read_to_the_end(2)), [Step::Listen, Step::Push { limit: BATCH }]);
        assert_eq!(desk.state.link(), Link::Live);
    }
}

#[test]
fn asking_for_a_sync_ends_the_wait_and_the_old_timer_means_nothing() {
    let mut desk = Desk::live();
    desk.says(fails(Attempt::Listen, unreachable()));
    assert_eq!(desk.says(Input::Now), [Step::Greet]);
    let steps = desk.says(fails(Attempt::Greet, unreachable()));
    assert_eq!(steps, [Step::Wait { span: Span(250), timer: 2 }]);
    assert_eq!(desk.says(Input::Waited { timer: 1 }), []);
    assert_eq!(desk.says(Input::Waited { timer: 2 }), [Step::Greet]);
}

#[test]
fn after_a_sleep_every_connection_is_dropped_and_made_anew_within_two_seconds() {
    for draw in [0, 2_000, u64::MAX] {
        let mut desk = Desk::live();
        desk.says(Input::Submitted { queued: 1 });
        desk.says(Input::Poked);
        let live_at = Timestamp(desk.now);
        desk.now += Span::hours(8).0;
        let steps = desk.says(Input::Resumed { slept: Span::hours(8), draw });
        let [Step::Disconnect, Step::Wait { span, timer }] = steps[..] else { panic!("{steps:?}") };
        assert!((0..=2_000).contains(&span.0), "{span:?}");
        let Link::Offline { since, .. } = desk.state.link() else { panic!("{:?}", desk.state.link()) };
        assert!(since <= live_at + Span::seconds(1), "not live while it slept, nor before the desk has answered");
        assert_eq!(desk.says(Input::Waited { timer }), [Step::Greet]);
        assert_eq!(desk.welcomes(greeted()), [Step::Pull]);
        assert_eq!(desk.says(read_to_the_end(1)), [Step::Listen, Step::Push { limit: BATCH }]);
        assert_eq!(desk.state.link(), Link::Live);
    }
}

#[test]
fn a_sleep_ends_a_long_wait_and_forgets_the_failures_before_it() {
    let mut desk = Desk::live();
    desk.says(Input::Failed { what: Attempt::Listen, trouble: broken(), draw: u64::MAX });
    for _ in 0..9 {
        let Some(Step::Wait { timer, .. }) = desk.open.last().cloned() else { panic!("{:?}", desk.open) };
        desk.says(Input::Waited { timer });
        desk.says(Input::Failed { what: Attempt::Greet, trouble: broken(), draw: u64::MAX });
    }
    let steps = desk.says(Input::Resumed { slept: Span::minutes(1), draw: 1 });
    assert!(matches!(steps[..], [Step::Disconnect, Step::Wait { span: Span(1), .. }]), "{steps:?}");
    let Some(Step::Wait { timer, .. }) = desk.open.last().cloned() else { panic!("{:?}", desk.open) };
    assert_eq!(desk.says(Input::Waited { timer }), [Step::Greet]);
    let steps = desk.says(Input::Failed { what: Attempt::Greet, trouble: broken(), draw: 60_000 });
    assert!(matches!(steps[..], [Step::Wait { span: Span(wait), .. }] if wait <= 500), "{steps:?}");
}

#[test]
fn a_sleep_does_not_ask_again_with_a_token_that_was_refused() {
    let mut desk = Desk::live();
    desk.says(fails(Attempt::Listen, Trouble::Lasting { problem: LinkProblem::Unauthorised }));
    assert_eq!(desk.says(Input::Resumed { slept: Span::hours(1), draw: 0 }), []);
    assert_eq!(desk.state.link(), Link::Refused { problem: LinkProblem::Unauthorised });
}

#[test]
fn a_desk_with_another_past_is_read_again_from_the_beginning() {
    let mut desk = Desk::live();
    desk.says(Input::Poked);
    assert_eq!(desk.says(fails(Attempt::Pull, Trouble::ReadAgain)), [Step::ReadAgain]);
    assert_eq!(desk.says(Input::Poked), [], "nothing is read while the old is being dropped");
    assert_eq!(desk.says(Input::Mended { queued: 1 }), [Step::Greet]);
    assert_eq!(desk.welcomes(greeted()), [Step::Pull]);
}

#[test]
fn a_desk_that_forgets_every_cursor_is_not_asked_in_a_tight_loop() {
    let mut desk = Desk::live();
    desk.says(Input::Poked);
    desk.says(fails(Attempt::Pull, Trouble::ReadAgain));
    desk.says(Input::Mended { queued: 0 });
    desk.welcomes(greeted());
    let steps = desk.says(fails(Attempt::Pull, Trouble::ReadAgain));
    assert!(matches!(steps[..], [Step::ReadAgain, Step::Wait { .. }]), "{steps:?}");
}

#[test]
fn an_operation_refused_as_a_whole_is_found_one_by_one_and_set_aside() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 2 });
    assert_eq!(desk.says(fails(Attempt::Push, Trouble::Rejected(Refusal::Forbidden))), [Step::Push { limit: 1 }]);
    let steps = desk.says(fails(Attempt::Push, Trouble::Rejected(Refusal::Forbidden)));
    assert!(matches!(steps[..], [Step::Mend(Mending::RefuseNext(Refusal::Forbidden)), Step::Wait { .. }]), "{steps:?}");
}

#[test]
fn a_desk_that_lost_operations_is_given_them_again_after_mending_the_outbox() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 1 });
    let steps = desk.says(fails(Attempt::Push, Trouble::Gap { last_n: 4 }));
    let [Step::Mend(Mending::After { last_n: 4 }), Step::Wait { timer, .. }] = steps[..] else { panic!("{steps:?}") };
    assert_eq!(desk.says(Input::Mended { queued: 2 }), [Step::Pull], "what it knows now is read first");
    assert_eq!(desk.says(Input::Waited { timer }), []);
    assert_eq!(desk.says(read_to_the_end(2)), [Step::Push { limit: BATCH }]);
}

#[test]
fn before_anything_is_read_or_sent_the_name_is_ours_and_after_a_lost_link_it_is_asked_for_again() {
    let mut desk = Desk::new();
    desk.says(Input::Submitted { queued: 1 });
    assert_eq!(desk.says(greeted()), [Step::Claim]);
    assert_eq!(desk.says(Input::Poked), [], "one at a time");
    assert_eq!(desk.says(fails(Attempt::Claim, unreachable())), [Step::Wait { span: Span(250), timer: 1 }]);
    assert_eq!(desk.says(Input::Waited { timer: 1 }), [Step::Greet]);
    assert_eq!(desk.welcomes(greeted()), [Step::Pull]);
    desk.says(read_to_the_end(1));
    desk.says(fails(Attempt::Listen, unreachable()));
    desk.says(Input::Waited { timer: 2 });
    assert_eq!(desk.says(greeted()), [Step::Claim]);
    assert!(!desk.state.is_settled());
}

#[test]
fn a_name_that_another_console_has_is_left_to_it_and_one_that_has_them_all_is_not_asked_in_a_tight_loop() {
    let mut desk = Desk::new();
    desk.says(Input::Submitted { queued: 1 });
    desk.says(greeted());
    assert_eq!(desk.says(fails(Attempt::Claim, Trouble::InUse)), [Step::Mend(Mending::NewDevice)]);
    assert_eq!(desk.says(Input::Mended { queued: 1 }), [Step::Greet]);
    desk.says(greeted());
    let steps = desk.says(fails(Attempt::Claim, Trouble::InUse));
    let [Step::Mend(Mending::NewDevice), Step::Wait { timer, .. }] = steps[..] else { panic!("{steps:?}") };
    assert_eq!(desk.says(Input::Mended { queued: 1 }), []);
    assert_eq!(desk.says(Input::Waited { timer }), [Step::Greet]);
    assert_eq!(desk.welcomes(greeted()), [Step::Pull]);
    assert_eq!(desk.says(read_to_the_end(1)), [Step::Listen, Step::Push { limit: BATCH }]);
}

#[test]
fn a_name_lost_while_sending_is_changed_at_once_and_the_new_one_claimed_before_the_rest_goes() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 9 });
    let steps = desk.says(fails(Attempt::Push, Trouble::InUse));
    let [Step::Mend(Mending::NewDevice), Step::Wait { timer, .. }] = steps[..] else { panic!("{steps:?}") };
    assert_eq!(desk.says(Input::Mended { queued: 9 }), [Step::Claim]);
    assert_eq!(desk.says(Input::Claimed), []);
    assert_eq!(desk.says(Input::Waited { timer }), [Step::Push { limit: BATCH }]);
}

#[test]
fn an_answer_from_before_a_failure_does_not_make_the_link_live() {
    let mut desk = Desk::live();
    desk.says(Input::Poked);
    desk.says(fails(Attempt::Listen, unreachable()));
    assert_eq!(desk.says(read_to_the_end(1)), []);
    assert!(matches!(desk.state.link(), Link::Offline { .. }));
    desk.says(Input::Waited { timer: 1 });
    let steps = desk.welcomes(greeted());
    assert_eq!(steps, [Step::Pull], "read first, then send");
}

/// Answers whatever is open with whatever may happen, in any order: the plan never has two of a kind under way,
/// and comes to rest as soon as the desk is well.
#[test]
fn whatever_happens_it_does_one_thing_of_a_kind_at_a_time_and_comes_to_rest_when_the_desk_is_well() {
    for seed in 0..500 {
        let rng = Seeded::new(seed);
        let mut desk = Desk::new();
        let mut queued = 3;
        desk.says(Input::Submitted { queued });
        for _ in 0..120 {
            let input = match below(&rng, 9) {
                8 => Input::Resumed { slept: Span::hours(2), draw: below(&rng, u64::MAX) },
                0 => {
                    queued += 1;
                    Input::Submitted { queued }
                }
                1 => Input::Now,
                _ => answer(&mut desk, &rng, &mut queued, true),
            };
            desk.says(input);
            holds_one_of_a_kind(&desk, seed);
        }
        desk.says(Input::Now);
        let mut rounds = 0;
        while !desk.state.is_settled() {
            let input = answer(&mut desk, &rng, &mut queued, false);
            desk.says(input);
            holds_one_of_a_kind(&desk, seed);
            rounds += 1;
            assert!(rounds < 500, "seed {seed} does not come to rest: {:?}", desk.state);
        }
        assert_eq!((desk.state.link(), queued), (Link::Live, 0), "seed {seed}");
    }
}

fn holds_one_of_a_kind(desk: &Desk, seed: u64) {
    let kinds = [
        desk.open.iter().filter(|step| **step == Step::Greet).count(),
        desk.open.iter().filter(|step| **step == Step::Claim).count(),
        desk.open.iter().filter(|step| matches!(step, Step::Pull | Step::TakeIn { .. } | Step::Compare)).count(),
        desk.open.iter().filter(|step| matches!(step, Step::Push { .. })).count(),
        desk.open.iter().filter(|step| **step == Step::Listen).count(),
    ];
    assert!(kinds.iter().all(|count| *count <= 1), "seed {seed}: {:?}", desk.open);
}

/// Takes something open and answers it, well or badly. A well desk is never seen to poke.
fn answer(desk: &mut Desk, rng: &Seeded, queued: &mut i64, badly: bool) -> Input {
    let open: Vec<usize> = (0..desk.open.len()).filter(|at| badly || desk.open[*at] != Step::Listen).collect();
    if open.is_empty() {
        return Input::Waited { timer: 0 };
    }
    let at = open[usize::try_from(below(rng, open.len() as u64)).unwrap()];
    let done = desk.open.remove(at);
    let what = match done {
        Step::Greet => Attempt::Greet,
        Step::Claim => Attempt::Claim,
        Step::Pull => Attempt::Pull,
        Step::TakeIn { .. } => Attempt::TakeIn,
        Step::Compare => Attempt::Compare,
        Step::Push { .. } => Attempt::Push,
        Step::Listen => Attempt::Listen,
        Step::ReadAgain | Step::GoBack | Step::Mend(_) | Step::Disconnect => Attempt::Mend,
        Step::Wait { timer, .. } => return Input::Waited { timer },
    };
    if badly && below(rng, 2) == 0 {
        let troubles = [
            unreachable(),
            broken(),
            Trouble::Lasting { problem: LinkProblem::Unauthorised },
            Trouble::ReadAgain,
            Trouble::Forked,
            Trouble::Gap { last_n: 2 },
            Trouble::Reused,
            Trouble::InUse,
            Trouble::Rejected(Refusal::Forbidden),
        ];
        let trouble = troubles[usize::try_from(below(rng, troubles.len() as u64)).unwrap()].clone();
        return Input::Failed { what, trouble, draw: below(rng, u64::MAX) };
    }
    match done {
        Step::Greet if below(rng, 2) == 0 => greeted_anew(),
        Step::Greet => Input::Greeted { reading: Reading { snapshot: None, usable: true, check_in: Span(0) } },
        Step::Claim => Input::Claimed,
        Step::TakeIn { ahead } => took_in([1, 90][usize::try_from(below(rng, 2)).unwrap()], below(rng, 2) == 0, ahead),
        Step::Compare => Input::Compared { next_in: (below(rng, 2) == 0).then_some(Span::hours(24)) },
        Step::Pull => Input::Pulled { seq: 1, head: 2, up_to_date: !badly || below(rng, 2) == 0, queued: *queued },
        Step::Push { limit } => {
            *queued = (*queued - i64::try_from(limit).unwrap()).max(0);
            Input::Pushed { queued: *queued }
        }
        Step::Listen => Input::Poked,
        _ => Input::Mended { queued: *queued },
    }
}

#[test]
fn a_new_replica_reads_the_snapshot_and_follows_the_feed_as_soon_as_it_is_usable() {
    let mut desk = Desk::new();
    desk.says(Input::Submitted { queued: 1 });
    assert_eq!(desk.welcomes(greeted_anew()), [Step::TakeIn { ahead: true }], "neither news nor sending yet");
    assert_eq!(desk.says(took_in(30, false, true)), [Step::TakeIn { ahead: true }]);
    assert_eq!(desk.state.link(), Link::CatchingUp { read: 30, head: 90 });
    // What has come ahead goes in before anything else is read.
    assert_eq!(desk.says(took_in(60, true, true)), [Step::TakeIn { ahead: false }, Step::Listen]);
    assert_eq!(desk.says(took_in(70, true, false)), [Step::Pull]);
    let steps = desk.says(read_to_the_end(1));
    assert_eq!(steps, [Step::TakeIn { ahead: true }, Step::Push { limit: BATCH }]);
    assert_eq!(desk.state.link(), Link::CatchingUp { read: 70, head: 90 }, "until all of it is here");
    assert_eq!(desk.says(took_in(90, true, false)), [Step::Pull]);
    desk.says(Input::Pushed { queued: 0 });
    desk.says(read_to_the_end(0));
    assert_eq!(desk.state.link(), Link::Live);
}

#[test]
fn news_are_read_between_two_pieces_and_never_while_one_is_under_way() {
    let mut desk = Desk::new();
    desk.says(Input::Now);
    desk.welcomes(greeted_anew());
    desk.says(took_in(30, true, false));
    assert_eq!(desk.says(read_to_the_end(0)), [Step::TakeIn { ahead: true }, Step::Listen]);
    assert_eq!(desk.says(Input::Poked), [Step::Listen]);
    assert_eq!(desk.says(took_in(40, true, true)), [Step::TakeIn { ahead: false }]);
    assert_eq!(desk.says(took_in(50, true, false)), [Step::Pull]);
    assert_eq!(desk.says(read_to_the_end(0)), [Step::TakeIn { ahead: true }]);
}

#[test]
fn a_snapshot_that_breaks_off_goes_on_after_the_wait() {
    let mut desk = Desk::new();
    desk.says(Input::Now);
    desk.welcomes(greeted_anew());
    desk.says(took_in(30, false, true));
    assert_eq!(desk.says(fails(Attempt::TakeIn, unreachable())), [Step::Wait { span: Span(250), timer: 1 }]);
    assert_eq!(desk.says(Input::Waited { timer: 1 }), [Step::Greet]);
    assert_eq!(desk.welcomes(greeted_anew()), [Step::TakeIn { ahead: true }]);
}

#[test]
fn a_greeting_that_was_asked_for_before_all_is_asked_anew_counts_for_nothing() {
    let mut desk = Desk::live();
    desk.says(Input::Poked);
    assert_eq!(desk.says(Input::Now), [Step::Greet], "while what was being read is still under way");
    assert_eq!(desk.says(fails(Attempt::Pull, Trouble::Forked)), [Step::GoBack]);
    assert_eq!(desk.says(greeted()), [], "it tells of before");
    assert_eq!(desk.says(Input::Mended { queued: 0 }), [Step::Greet], "for what is to be compared now");
}

#[test]
fn a_desk_that_lost_its_past_is_followed_back_to_what_we_have_in_common() {
    let mut desk = Desk::live();
    desk.says(Input::Poked);
    assert_eq!(desk.says(fails(Attempt::Pull, Trouble::Forked)), [Step::GoBack]);
    assert_eq!(desk.says(Input::Poked), [], "nothing is read or sent meanwhile");
    assert_eq!(desk.says(Input::Mended { queued: 3 }), [Step::Greet]);
    let wanted = Reading { snapshot: None, usable: true, check_in: Span(0) };
    assert_eq!(desk.welcomes(Input::Greeted { reading: wanted }), [Step::Pull]);
    let steps = desk.says(read_to_the_end(3));
    assert_eq!(steps, [Step::Compare, Step::Listen, Step::Push { limit: BATCH }]);
    assert!(!desk.state.is_settled());
}

#[test]
fn all_is_compared_once_a_day_step_by_step_and_after_the_news() {
    let mut desk = Desk::new();
    desk.state = State::new(true, Span::seconds(30), Timestamp(0));
    desk.says(Input::Now);
    let steps = desk.welcomes(greeted());
    assert_eq!(steps, [Step::Wait { span: Span::hours(3), timer: 1 }, Step::Pull]);
    desk.says(read_to_the_end(0));
    assert_eq!(desk.says(Input::Waited { timer: 1 }), [Step::Compare]);
    assert_eq!(desk.says(Input::Compared { next_in: None }), [Step::Compare]);
    assert_eq!(desk.says(Input::Poked), [Step::Listen]);
    assert_eq!(desk.says(Input::Compared { next_in: None }), [Step::Pull]);
    assert_eq!(desk.says(read_to_the_end(0)), [Step::Compare]);
    let steps = desk.says(Input::Compared { next_in: Some(Span::hours(24)) });
    assert_eq!(steps, [Step::Wait { span: Span::hours(24), timer: 2 }]);
    assert!(desk.state.is_settled());
}
