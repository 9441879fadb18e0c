//! What to do next, decided without doing it: `(State, Input) -> (State, Steps)`.
//!
//! The rule is one sentence: *whatever is wanted and not under way is started, unless we wait or were told to
//! stop*. Inputs change what is wanted; [`advance`] starts what is missing. So no order of answers, pokes and
//! failures can leave something forgotten, and at most one greeting, one claim, one push and one stream are under way,
//! and at most one that reads: a page, a piece of a snapshot, or a step of comparing. What one of them removes, another that
//! was asked for before cannot bring back.

mod words;

pub use words::{Attempt, Input, Mending, Step, Trouble};

use super::backoff;
use crate::domain::{Link, LinkProblem, Span, Timestamp};
use crate::replica::Reading;

/// The most operations in one push.
pub const BATCH: usize = 50;
/// A desk that cannot be reached is tried as after so many failures at most: within two seconds.
const UNREACHABLE_FAILURES: u32 = 3;
/// Whoever is asked to wait for no longer than this, since the desk last answered, just waits.
pub const PATIENCE: Span = Span::seconds(5);
/// A desk that asks for less is counted as if it had asked for this: what is waited in the mean anyway.
const SHORTEST_WAIT: Span = Span(250);
/// An operation that the desk fails on so often, alone, is set aside.
const SET_ASIDE_AFTER: u32 = 5;
/// It is tried again after so long, as long as nothing says that it was to blame.
const TRY_AGAIN_AFTER: Span = Span::minutes(1);

/// Where the link stands. Made by [`State::new`], changed only by [`step`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The desk tells of changes by itself; otherwise it is asked every so often.
    live: bool,
    every: Span,
    /// A greeting was answered since the last failure.
    greeted: bool,
    /// Our name is held by us since then: before that nothing is read or sent under it.
    claimed: bool,
    /// A pull was answered since the greeting: from then on we may push.
    pulled: bool,
    wants_pull: bool,
    /// What is read now is a page of changes.
    pulls: bool,
    /// The page before was the newest.
    up_to_date: bool,
    progress: Option<(i64, i64)>,
    /// Pieces of a snapshot are to be read: records read, of so many.
    snapshot: Option<(i64, i64)>,
    /// The feed can be followed.
    usable: bool,
    /// The next piece is here already: it goes in before anything else is read.
    ahead: bool,
    /// All is to be compared with the desk, when everything is read.
    wants_check: bool,
    /// Comparing goes on from day to day, by the timer of this number.
    daily: bool,
    check_waits: Option<u64>,
    queued: i64,
    batch: usize,
    under_way: UnderWay,
    /// Failures in a row, of the link and of pushing alone.
    failures: u32,
    /// How often all was asked anew since something last worked. Apart from failures: a link that was down for long
    /// says nothing about a desk that now answers.
    anew: u32,
    push_failures: u32,
    /// How long the desk has asked us to wait since it last answered.
    asked_to_wait: Span,
    /// So often in a row the desk failed on one operation that came alone.
    alone: u32,
    set_aside: SetAside,
    try_again: Option<u64>,
    /// Waiting for the timer of this number: with everything, or with pushing alone.
    waits: Option<u64>,
    push_waits: Option<u64>,
    timers: u64,
    stopped: Option<LinkProblem>,
    problem: Option<LinkProblem>,
    /// When the link was last as it should be.
    good_at: Timestamp,
    tried: bool,
}

/// Whether an operation was set aside and what that says. A desk whose disk is full fails on every one of them: only
/// when another passes is it known that the one was to blame.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum SetAside {
    #[default]
    None,
    /// One was, and no other has been answered since.
    One,
    /// It was, and the desk failed on another too.
    Doubtful,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct UnderWay {
    greet: bool,
    claim: bool,
    /// A pull, a piece of a snapshot or a step of comparing.
    read: bool,
    push: bool,
    listen: bool,
    mend: bool,
}

impl State {
    /// Nothing tried yet. `live` as in [`crate::domain::Capabilities`]; `every` is the interval of a desk that
    /// has to be asked.
    pub fn new(live: bool, every: Span, now: Timestamp) -> State {
        State {
            live,
            every,
            greeted: false,
            claimed: false,
            pulled: false,
            wants_pull: true,
            pulls: false,
            up_to_date: false,
            progress: None,
            snapshot: None,
            usable: false,
            ahead: false,
            wants_check: false,
            daily: true,
            check_waits: None,
            queued: 0,
            batch: BATCH,
            under_way: UnderWay::default(),
            failures: 0,
            anew: 0,
            push_failures: 0,
            asked_to_wait: Span(0),
            alone: 0,
            set_aside: SetAside::None,
            try_again: None,
            waits: None,
            push_waits: None,
            timers: 0,
            stopped: None,
            problem: None,
            good_at: now,
            tried: false,
        }
    }

    /// For a sync that ends when all is done: it waits for no other day.
    pub fn for_once(self) -> State {
        State { daily: false, ..self }
    }

    /// What the top line says.
    pub fn link(&self) -> Link {
        match (self.stopped, self.problem) {
            (Some(problem), _) => Link::Refused { problem },
            (None, Some(problem)) => Link::Offline { since: self.good_at, problem },
            (None, None) if !self.tried => Link::Starting,
            (None, None) => self.connected(),
        }
    }

    fn connected(&self) -> Link {
        match self.snapshot.or(self.progress) {
            Some((read, head)) if !self.up_to_date || self.snapshot.is_some() => Link::CatchingUp { read, head },
            _ if !self.live => Link::Polling { every: self.every },
            _ => Link::Live,
        }
    }

    /// All is read and sent, and nothing is under way but listening.
    pub fn is_settled(&self) -> bool {
        let UnderWay { greet, claim, read, push, mend, listen: _ } = self.under_way;
        let all_read = self.up_to_date && self.snapshot.is_none() && !self.wants_check;
        let waits = self.waits.is_some();
        self.link_is_good() && !waits && all_read && self.queued == 0 && !(greet || claim || read || push || mend)
    }

    fn link_is_good(&self) -> bool {
        self.stopped.is_none() && self.problem.is_none() && self.tried
    }

    /// Forgets the answers of a connection: after a failure all is asked anew, beginning with the greeting.
    fn disconnect(&mut self) {
        self.greeted = false;
        self.claimed = false;
        self.pulled = false;
        self.wants_pull = true;
        self.ahead = false;
    }

    /// It worked: the troubles are over.
    fn recovered(&mut self) {
        (self.failures, self.anew) = (0, 0);
        self.problem = None;
        self.tried = true;
    }
}

/// Takes in what happened at `now`, and says what to do.
pub fn step(mut state: State, now: Timestamp, input: Input) -> (State, Vec<Step>) {
    if state.link_is_good() {
        state.good_at = now;
    }
    let mut steps = Vec::new();
    if input.is_answer() {
        state.asked_to_wait = Span(0);
    }
    match input {
        Input::Now => {
            // Timers that still run are not waited for any more. The problem stays on screen until it is gone.
            (state.waits, state.push_waits) = (None, None);
            (state.failures, state.push_failures, state.anew) = (0, 0, 0);
            state.problem = state.stopped.take().or(state.problem);
            state.disconnect();
        }
        Input::Resumed { slept, draw } => resumed(&mut state, now, slept, draw, &mut steps),
        Input::Submitted { queued } => state.queued = queued,
        Input::Poked => {
            state.under_way.listen = false;
            state.wants_pull = true;
        }
        Input::Waited { timer } => {
            state.waits = state.waits.filter(|waits| *waits != timer);
            state.push_waits = state.push_waits.filter(|waits| *waits != timer);
            if state.try_again == Some(timer) {
                try_again(&mut state, &mut steps);
            }
            if state.check_waits == Some(timer) {
                (state.check_waits, state.wants_check) = (None, true);
            }
        }
        // What was asked before something is mended tells of before: it is asked again.
        Input::Greeted { .. } if state.under_way.mend => state.under_way.greet = false,
        Input::Greeted { reading } => {
            state.under_way.greet = false;
            state.greeted = true;
            (state.snapshot, state.usable) = (reading.snapshot, reading.usable);
            compare_in(&mut state, reading.check_in, &mut steps);
        }
        Input::Claimed => {
            state.under_way.claim = false;
            state.claimed = state.greeted;
        }
        Input::TookIn { reading, ahead } => took_in(&mut state, reading, ahead),
        Input::Compared { next_in } => {
            state.under_way.read = false;
            if let Some(span) = next_in {
                state.wants_check = false;
                compare_in(&mut state, span, &mut steps);
            }
        }
        Input::Pulled { seq, head, up_to_date, queued } => pulled(&mut state, (seq, head), up_to_date, queued),
        Input::Pushed { queued } => pushed(&mut state, queued, &mut steps),
        Input::Mended { queued } => {
            state.under_way.mend = false;
            state.queued = queued;
        }
        Input::Failed { what, trouble, draw } => failed(&mut state, what, trouble, draw, &mut steps),
    }
    advance(&mut state, &mut steps);
    (state, steps)
}

/// Everybody's machine may wake at the same hour: so each comes back within two seconds, and not at once.
fn resumed(state: &mut State, now: Timestamp, slept: Span, draw: u64, steps: &mut Vec<Step>) {
    const WITHIN: u64 = 2_000;
    if state.stopped.is_some() {
        return;
    }
    if state.link_is_good() {
        state.good_at = now - slept;
    }
    // Not live before the desk has answered.
    state.problem = state.problem.or(Some(LinkProblem::Unreachable));
    let mend = state.under_way.mend;
    state.under_way = UnderWay { mend, ..UnderWay::default() };
    state.disconnect();
    (state.failures, state.push_waits) = (0, None);
    steps.push(Step::Disconnect);
    state.waits = Some(wait(state, Span((draw % (WITHIN + 1)).cast_signed()), steps));
}

/// Has all compared after that time.
fn compare_in(state: &mut State, span: Span, steps: &mut Vec<Step>) {
    match span {
        Span(..=0) => state.wants_check = true,
        // One timer: it may ring too early, which the next greeting would have said as well.
        span if state.daily && state.check_waits.is_none() => state.check_waits = Some(wait(state, span, steps)),
        _ => {}
    }
}

fn took_in(state: &mut State, reading: Reading, ahead: bool) {
    state.under_way.read = false;
    // With the last piece, or when the feed can be followed, there may be news.
    state.wants_pull |= reading.usable && (!state.usable || reading.snapshot.is_none());
    (state.snapshot, state.usable) = (reading.snapshot, reading.usable);
    if state.greeted {
        state.ahead = ahead;
        state.recovered();
    }
}

fn pulled(state: &mut State, progress: (i64, i64), up_to_date: bool, queued: i64) {
    state.under_way.read = false;
    // A poke that came meanwhile has set the wish again: it stays.
    state.wants_pull |= !up_to_date;
    state.up_to_date = up_to_date;
    state.progress = Some(progress);
    state.queued = queued;
    // An answer to a question asked before a failure says nothing about the link now.
    if state.greeted {
        state.pulled = true;
        state.recovered();
    }
}

fn pushed(state: &mut State, queued: i64, steps: &mut Vec<Step>) {
    state.under_way.push = false;
    state.queued = queued;
    state.batch = (state.batch * 2).min(BATCH);
    // What was applied leaves the outbox when the feed has passed it, whether the desk tells of it or not.
    state.wants_pull = true;
    (state.push_failures, state.alone) = (0, 0);
    match std::mem::take(&mut state.set_aside) {
        SetAside::Doubtful => try_again(state, steps),
        SetAside::None | SetAside::One => state.try_again = None,
    }
}

/// Nothing is known against what was set aside. While something else is mended it has to wait for the next answer.
fn try_again(state: &mut State, steps: &mut Vec<Step>) {
    state.try_again = None;
    if state.under_way.mend {
        state.set_aside = SetAside::Doubtful;
        return;
    }
    (state.set_aside, state.under_way.mend) = (SetAside::None, true);
    steps.push(Step::Mend(Mending::TryAgain));
}

fn failed(state: &mut State, what: Attempt, trouble: Trouble, draw: u64, steps: &mut Vec<Step>) {
    let was_single = state.batch == 1;
    match what {
        Attempt::Greet => state.under_way.greet = false,
        Attempt::Claim => state.under_way.claim = false,
        Attempt::Pull => (state.under_way.read, state.wants_pull) = (false, true),
        Attempt::TakeIn | Attempt::Compare => (state.under_way.read, state.ahead) = (false, false),
        Attempt::Push => state.under_way.push = false,
        Attempt::Listen => state.under_way.listen = false,
        Attempt::Mend => state.under_way.mend = false,
    }
    match trouble {
        Trouble::Passing { problem: LinkProblem::ServerTrouble, retry_after: None } if what == Attempt::Push => {
            // One of them may be what breaks the desk: alone it holds up nothing that came before it, and
            // reading goes on.
            state.batch = 1;
            failed_on(state, was_single, draw, steps);
        }
        Trouble::Passing { problem, retry_after } => back_off(state, problem, retry_after, draw, steps),
        Trouble::Lasting { problem } => stop(state, problem),
        Trouble::ReadAgain => start_over(state, Step::ReadAgain, draw, steps),
        Trouble::Forked => start_over(state, Step::GoBack, draw, steps),
        Trouble::Gap { last_n } => {
            // The desk has forgotten: what it knows now is read before anything is sent.
            (state.pulled, state.wants_pull) = (false, true);
            mend(state, Mending::After { last_n }, draw, steps);
        }
        // Which of them it is shows when they go one by one.
        Trouble::Reused | Trouble::Rejected(_) if what == Attempt::Push && !was_single => state.batch = 1,
        Trouble::Reused | Trouble::InUse if what == Attempt::Push => {
            state.claimed = false;
            mend(state, Mending::NewDevice, draw, steps);
        }
        Trouble::Reused | Trouble::InUse => start_over(state, Step::Mend(Mending::NewDevice), draw, steps),
        Trouble::Rejected(why) if what == Attempt::Push => mend(state, Mending::RefuseNext(why), draw, steps),
        Trouble::Rejected(_) => stop(state, LinkProblem::Unauthorised),
    }
}

/// The desk failed on a push. One that it fails on again and again while it answers everything else must not hold up
/// the rest for ever; and one alone is set aside until another has passed, or in the end all would be.
fn failed_on(state: &mut State, single: bool, draw: u64, steps: &mut Vec<Step>) {
    state.alone += u32::from(single);
    match state.set_aside {
        SetAside::None if state.alone >= SET_ASIDE_AFTER => {
            (state.set_aside, state.alone, state.push_failures) = (SetAside::One, 0, 0);
            mend(state, Mending::SetAside, draw, steps);
            state.try_again = Some(wait(state, TRY_AGAIN_AFTER, steps));
        }
        SetAside::None => slow_down(state, draw, steps),
        SetAside::One | SetAside::Doubtful => {
            state.set_aside = SetAside::Doubtful;
            slow_down(state, draw, steps);
        }
    }
}

/// The desk that we knew is gone, or we are somebody else to it: all is asked anew, beginning with the greeting.
fn start_over(state: &mut State, step: Step, draw: u64, steps: &mut Vec<Step>) {
    state.disconnect();
    (state.up_to_date, state.progress, state.under_way.mend) = (false, None, true);
    steps.push(step);
    state.anew = state.anew.saturating_add(1);
    if state.anew > 1 {
        state.waits = Some(wait(state, backoff::wait_for(state.anew, None, draw), steps));
    }
}

fn stop(state: &mut State, problem: LinkProblem) {
    state.stopped = Some(problem);
    state.disconnect();
}

fn mend(state: &mut State, how: Mending, draw: u64, steps: &mut Vec<Step>) {
    state.under_way.mend = true;
    steps.push(Step::Mend(how));
    slow_down(state, draw, steps);
}

/// Pushing alone waits. What was mended once may need it again at once, for ever, if the desk is beyond reason.
fn slow_down(state: &mut State, draw: u64, steps: &mut Vec<Step>) {
    state.push_failures = state.push_failures.saturating_add(1);
    state.push_waits = Some(wait(state, backoff::wait_for(state.push_failures, None, draw), steps));
}

fn back_off(state: &mut State, problem: LinkProblem, retry_after: Option<Span>, draw: u64, steps: &mut Vec<Step>) {
    // A desk that says when to come again, and soon, is well: nothing is forgotten, and nobody alarmed.
    let asked_to_wait = retry_after.map(|asked| state.asked_to_wait + asked.max(SHORTEST_WAIT));
    match asked_to_wait {
        Some(asked) if asked <= PATIENCE => state.asked_to_wait = asked,
        _ => {
            state.failures = state.failures.saturating_add(1);
            state.problem = Some(problem);
            state.disconnect();
        }
    }
    // A second failure while we wait anyway lengthens nothing, unless the desk asks for it.
    if state.stopped.is_none() && (state.waits.is_none() || retry_after.is_some()) {
        let counted = match problem {
            // To knock where nobody is costs nobody anything, and operators wait for the desk to come back.
            LinkProblem::Unreachable => state.failures.min(UNREACHABLE_FAILURES),
            _ => state.failures,
        };
        state.waits = Some(wait(state, backoff::wait_for(counted, retry_after, draw), steps));
    }
}

fn wait(state: &mut State, span: Span, steps: &mut Vec<Step>) -> u64 {
    state.timers += 1;
    steps.push(Step::Wait { span, timer: state.timers });
    state.timers
}

/// Starts what is wanted and not under way.
fn advance(state: &mut State, steps: &mut Vec<Step>) {
    if state.stopped.is_some() || state.waits.is_some() || state.under_way.mend {
        return;
    }
    let first = match (state.greeted, state.claimed) {
        (false, _) => Some((&mut state.under_way.greet, Step::Greet)),
        (true, false) => Some((&mut state.under_way.claim, Step::Claim)),
        (true, true) => None,
    };
    if let Some((under_way, step)) = first {
        if !std::mem::replace(under_way, true) {
            steps.push(step);
        }
        return;
    }
    let pulls = read_on(state, steps);
    // While there is more to read there is no need to be told so.
    if state.usable && !state.under_way.listen && !pulls {
        state.under_way.listen = true;
        steps.push(Step::Listen);
    }
    // Pull first, then push: most conflicts show before anything is sent.
    if state.pulled && state.queued > 0 && !state.under_way.push && state.push_waits.is_none() {
        state.under_way.push = true;
        steps.push(Step::Push { limit: state.batch });
    }
}

/// Reads what is wanted, one thing at a time: first what has come ahead, then the news, then more of the snapshot, and
/// when there is nothing left, what is here is compared. Says whether news are being read.
fn read_on(state: &mut State, steps: &mut Vec<Step>) -> bool {
    if state.under_way.read {
        return state.pulls;
    }
    let news = state.usable && state.wants_pull;
    let step = match state.snapshot {
        Some(_) if state.ahead || !news => Step::TakeIn { ahead: !news },
        _ if news => Step::Pull,
        _ if state.wants_check && state.up_to_date => Step::Compare,
        _ => return false,
    };
    state.under_way.read = true;
    state.pulls = step == Step::Pull;
    state.wants_pull &= !state.pulls;
    steps.push(step);
    state.pulls
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
