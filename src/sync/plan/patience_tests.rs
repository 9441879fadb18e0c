//! A desk that asks for patience: obeyed, and told from one that is in trouble.

use super::super::*;
use super::{Desk, fails, greeted, read_to_the_end, unreachable};

fn busy(asked: Span) -> Trouble {
    Trouble::Passing { problem: LinkProblem::ServerTrouble, retry_after: Some(asked) }
}

#[test]
fn a_desk_that_asks_to_come_again_soon_is_not_away_and_nothing_learned_of_it_is_forgotten() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 1 });
    assert_eq!(desk.says(fails(Attempt::Push, busy(Span(400)))), [Step::Wait { span: Span(650), timer: 1 }]);
    assert_eq!((desk.state.link(), desk.state.is_settled()), (Link::Live, false));
    assert_eq!(desk.says(Input::Submitted { queued: 2 }), [], "it waits");
    assert_eq!(desk.says(Input::Waited { timer: 1 }), [Step::Push { limit: BATCH }]);
    assert_eq!(desk.says(Input::Pushed { queued: 0 }), [Step::Pull]);
    assert_eq!(desk.says(fails(Attempt::Pull, busy(Span(400)))), [Step::Wait { span: Span(650), timer: 2 }]);
    assert!(!desk.state.is_settled(), "there is something to read");
}

#[test]
fn one_page_of_many_is_asked_for_again_where_the_desk_wanted_a_pause() {
    let mut desk = Desk::new();
    desk.says(Input::Submitted { queued: 0 });
    desk.welcomes(greeted());
    for timer in [1, 2, 3] {
        let steps = desk.says(Input::Pulled { seq: 500, head: 9_000, up_to_date: false, queued: 0 });
        assert_eq!(steps, [Step::Pull]);
        desk.says(fails(Attempt::Pull, busy(Span(50))));
        assert_eq!(desk.state.link(), Link::CatchingUp { read: 500, head: 9_000 });
        assert_eq!(desk.says(Input::Waited { timer }), [Step::Pull]);
    }
    assert_eq!(desk.says(read_to_the_end(0)), [Step::Listen]);
}

#[test]
fn one_that_asks_again_and_again_or_for_long_is_in_trouble_and_seen_to_be() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 1 });
    for timer in 1..=5 {
        desk.says(fails(Attempt::Push, busy(Span::seconds(1))));
        assert_eq!(desk.state.link(), Link::Live, "it may well ask more than once");
        assert_eq!(desk.says(Input::Waited { timer }), [Step::Push { limit: BATCH }]);
    }
    desk.says(fails(Attempt::Push, busy(Span::seconds(1))));
    assert!(matches!(desk.state.link(), Link::Offline { problem: LinkProblem::ServerTrouble, .. }));
    assert_eq!(desk.says(Input::Waited { timer: 6 }), [Step::Greet]);
    let mut desk = Desk::live();
    desk.says(fails(Attempt::Listen, busy(Span::minutes(10))));
    assert!(matches!(desk.state.link(), Link::Offline { .. }));
}

/// Several are under way at once, and each is told to wait.
#[test]
fn all_that_are_asked_to_wait_at_once_and_once_more_are_no_alarm() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 1 });
    desk.says(Input::Poked);
    for timer in [3, 6] {
        for what in [Attempt::Push, Attempt::Pull, Attempt::Listen] {
            desk.says(fails(what, busy(Span(90))));
            assert_eq!(desk.state.link(), Link::Live);
        }
        let again = desk.says(Input::Waited { timer });
        assert_eq!(again, [Step::Pull, Step::Push { limit: BATCH }]);
    }
}

#[test]
fn one_that_asks_for_no_time_at_all_is_not_asked_for_ever() {
    let mut desk = Desk::live();
    desk.says(Input::Submitted { queued: 1 });
    let mut times = 0;
    while desk.state.link() == Link::Live {
        desk.says(fails(Attempt::Push, busy(Span(0))));
        times += 1;
        desk.says(Input::Waited { timer: times });
    }
    assert_eq!(times, 21);
}

#[test]
fn a_link_that_was_down_for_long_delays_nothing_once_the_desk_answers() {
    let mut desk = Desk::live();
    for n in 1..12 {
        desk.says(fails(if n == 1 { Attempt::Listen } else { Attempt::Greet }, unreachable()));
        assert_eq!(desk.says(Input::Waited { timer: n }), [Step::Greet]);
    }
    desk.says(greeted());
    assert_eq!(desk.says(fails(Attempt::Claim, Trouble::InUse)), [Step::Mend(Mending::NewDevice)]);
    assert_eq!(desk.says(Input::Mended { queued: 1 }), [Step::Greet], "at once, and not after a minute");
}
