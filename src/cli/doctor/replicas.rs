//! What the doctor says of a replica: who holds it, how far it agrees with the desk, what stands in its outbox.

use super::{PATIENCE, blocking, failure};
use crate::backend::{Backend, BackendError};
use crate::cli::link::Link;
use crate::cli::session::{link_error, replica_error};
use crate::cli::show::{instant, plain};
use crate::cli::slots;
use crate::doctor::Check;
use crate::domain::{Damage, Doubt, Span, Timestamp, WentBack};
use crate::replica::{Checked, Counts, Glance, Holder, Replica, ReplicaError, StoreError};
use crate::seam::{Clock, System};
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// So many transactions a console at work may be behind for a moment.
const FOR_A_MOMENT: i64 = 100;
/// All is compared every day: after two something is wrong.
const LONG_AGO: Span = Span::hours(48);

/// All replicas of a profile. Without a link nothing is said of how far they are behind.
pub async fn all(profile: &Path, link: Option<&Arc<Link>>) -> Vec<Check> {
    let mut checks = Vec::new();
    for dir in slots::existing(profile) {
        let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        checks.extend(one(dir, link).await.into_iter().map(|check| check.of(&name)));
    }
    checks
}

async fn one(dir: PathBuf, link: Option<&Arc<Link>>) -> Vec<Check> {
    let looked = blocking(move || Ok((Replica::holder(&dir), Replica::glance(&dir)))).await;
    let (holder, glance) = match looked {
        Ok((Ok(holder), glance)) => (holder, glance),
        Ok((Err(error), _)) => return vec![failure("lock", &replica_error(&error))],
        Err(error) => return vec![failure("lock", &error)],
    };
    let mut checks = vec![lock(holder)];
    let in_use = holder.0 != Holder::Nobody;
    let glance = match glance {
        Ok(Some(glance)) => glance,
        Ok(None) => {
            checks.push(Check::ok("replica", "of another version of turno: the next start takes it over"));
            return checks;
        }
        Err(error) => {
            checks.push(unreadable(&error));
            return checks;
        }
    };
    checks.extend(lag(&glance, in_use, link).await);
    checks.extend(snapshot(&glance, in_use));
    checks.push(outbox(&glance, in_use));
    checks.push(digest(&glance.checked, System.now()));
    checks.extend(glance.went_back.map(went_back));
    checks.extend(glance.damages.iter().map(damage));
    checks
}

fn lock((holder, unclean): (Holder, bool)) -> Check {
    match holder {
        Holder::Process(Some(pid)) => {
            Check::ok("lock", format!("in use by process {pid}")).with([("pid", i64::from(pid))])
        }
        Holder::Process(None) => Check::ok("lock", "in use"),
        Holder::Nobody if unclean => {
            Check::ok("lock", "free; the last who used it was cut off: the next looks at all of it")
        }
        Holder::Nobody => Check::ok("lock", "free"),
    }
}

fn unreadable(error: &ReplicaError) -> Check {
    match error {
        ReplicaError::Store(StoreError::Damaged(detail)) => Check::fail(
            "replica",
            format!("damaged: {detail}"),
            "the next start moves it aside, saves what can be read of the outbox, and reads the desk again",
        ),
        error => failure("replica", &replica_error(error)),
    }
}

/// Whether the desk's history goes on from where this replica is, and how far.
async fn lag(glance: &Glance, in_use: bool, link: Option<&Arc<Link>>) -> Option<Check> {
    let Some((seq, newest)) = glance.seq.zip(glance.checkpoints.first()) else {
        return Some(Check::ok("lag", "nothing has been read yet"));
    };
    let pulled = tokio::time::timeout(PATIENCE, link?.pull(Some(&newest.cursor), None)).await;
    Some(match pulled {
        Ok(Ok(page)) => behind(seq, page.head, in_use),
        Ok(Err(BackendError::Forked)) => Check::warn(
            "lag",
            format!(
                "the desk does not know transaction {seq} that was read from it: it has lost the end of its history"
            ),
            "the next sync goes back with it and sends again what it lost of yours; tell the administrator",
        ),
        Ok(Err(BackendError::CursorExpired | BackendError::ScopeChanged)) => Check::warn(
            "lag",
            "the desk cannot go on from where this replica is",
            "the next sync reads the desk again; what was typed is kept",
        ),
        Ok(Err(error)) => failure("lag", &link_error(&error)),
        Err(_) => Check::fail("lag", format!("no answer in {} s", PATIENCE.as_secs()), "look at the desk's log"),
    })
}

fn behind(seq: i64, head: i64, in_use: bool) -> Check {
    let behind = (head - seq).max(0);
    let finding = format!("{behind} of {head} transactions behind the desk");
    let check = match behind {
        0 => Check::ok("lag", format!("all that the desk has is here, up to transaction {head}")),
        FOR_A_MOMENT.. if in_use => {
            Check::warn("lag", finding, "look at the link in its top line; Ctrl-r tries at once")
        }
        _ if in_use => Check::ok("lag", finding),
        _ => Check::ok("lag", format!("{finding}; the next start, or `turno sync`, reads on")),
    };
    check.with([("seq", seq), ("head", head), ("behind", behind)])
}

fn snapshot(glance: &Glance, in_use: bool) -> Option<Check> {
    let (done, total) = glance.snapshot?;
    let finding = format!("the first reading has come to {done} of about {total} records");
    let check = match in_use {
        true => Check::ok("snapshot", finding),
        false => Check::warn("snapshot", finding, "start the console or `turno sync --once`: it goes on from there"),
    };
    Some(check.with([("done", done), ("total", total)]))
}

fn outbox(glance: &Glance, in_use: bool) -> Check {
    let Counts { waiting, unknown, refused, stuck, .. } = glance.counts;
    let kinds = [
        (waiting - unknown, "queued"),
        (unknown, "sent without an answer"),
        (glance.applied, "applied"),
        (refused, "refused"),
        (stuck, "stuck"),
    ];
    let some: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    let finding = if some.is_empty() { "empty".to_string() } else { some.join(", ") };
    let check = match (refused + stuck, waiting) {
        (1.., _) => {
            let hint =
                "`turno outbox list` shows them, `turno outbox retry` and `discard` decide; in a console press O";
            Check::warn("outbox", finding, hint)
        }
        (_, 1..) if !in_use => {
            Check::warn("outbox", finding, "`turno sync --once` sends them, and so does any console")
        }
        _ => Check::ok("outbox", finding),
    };
    let counted = [("queued", waiting - unknown), ("unknown", unknown), ("applied", glance.applied)];
    check.with(counted).with([("refused", refused), ("stuck", stuck)])
}

/// How the last comparison with the desk came out.
fn digest(checked: &Checked, now: Timestamp) -> Check {
    const HINT: &str = "`turno sync --once --check` compares at once";
    let Checked { at, compared, repaired, wanted } = *checked;
    let Some(at) = at else {
        return match wanted {
            true => Check::warn("digest", "to be compared with the desk, and not yet done", HINT),
            false => Check::ok("digest", "not compared with the desk yet: that is done once a day"),
        };
    };
    let minutes = (now - at).0.max(0) / 60_000;
    let ago = match minutes {
        ..120 => format!("{minutes} min ago"),
        _ => format!("{} h ago", minutes / 60),
    };
    let came = match compared {
        0 => format!("read whole {ago}"),
        _ => format!("{compared} records compared with the desk {ago}, {repaired} repaired"),
    };
    let check = match wanted || now - at > LONG_AGO {
        true => Check::warn("digest", format!("{came}; it is to be done again"), HINT),
        false => Check::ok("digest", came),
    };
    check.with([("compared", compared), ("repaired", repaired), ("minutes_ago", minutes)])
}

fn went_back(told: WentBack) -> Check {
    let finding = format!("the desk lost the end of its history; {} operations were sent again", told.again);
    Check::warn("history", finding, "a console on this replica says until when, and asks whether it was seen")
        .with([("sent_again", told.again)])
}

/// Shown until a console has been told that it was seen, with the texts in full.
fn damage(told: &Damage) -> Check {
    let Damage { at, path, saved, doubts, .. } = told;
    let quoted = |doubt: &Doubt| {
        let ticket = doubt.ticket.map(|id| format!(" on {id}")).unwrap_or_default();
        let state = if doubt.kept { "to be read before it is sent" } else { "not saved" };
        format!("; {state}{ticket}: {:?}", plain(&doubt.text))
    };
    let doubtful: String = doubts.iter().map(quoted).collect();
    let at = instant(*at, &TimeZone::system());
    let finding = format!("the outbox was found damaged at {at}: {saved} operations and drafts were saved{doubtful}");
    let hint =
        format!("the damaged file is {path}; have the disk looked at, and press Esc in a console when it is read");
    let number = |kept| i64::try_from(doubts.iter().filter(|doubt| doubt.kept == kept).count()).unwrap_or(i64::MAX);
    Check::warn("damage", finding, hint).with([("saved", *saved), ("doubtful", number(true)), ("lost", number(false))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::State;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn a_console_at_work_that_is_far_behind_is_a_warning_and_one_that_rests_is_not() {
        let states = [(9, true), (9_999, true), (9_999, false)].map(|(by, in_use)| behind(1, 1 + by, in_use).state);
        assert_eq!(states, [State::Ok, State::Warn, State::Ok]);
        assert_eq!(behind(7, 7, true).figures["behind"], 0);
    }

    #[test]
    fn what_came_of_a_damaged_outbox_is_shown_in_full_with_where_the_file_is() {
        let doubts = vec![Doubt { ticket: None, text: "pay 900".into(), kept: false }];
        let check = damage(&Damage { id: 1, at: NOW, path: "profiles/ana/it.db".into(), saved: 7, doubts });
        assert!(
            check.finding.contains("7 operations") && check.finding.contains("not saved: \"pay 900\""),
            "{check:?}"
        );
        assert!(check.hint.is_some_and(|hint| hint.contains("profiles/ana/it.db")));
        assert_eq!((check.figures["saved"], check.figures["lost"]), (7, 1));
    }

    #[test]
    fn a_comparison_that_is_wanted_or_long_ago_is_a_warning_that_says_how() {
        let checked = |hours, wanted| Checked { at: Some(NOW - Span::hours(hours)), compared: 9, repaired: 1, wanted };
        let checks = [checked(3, false), checked(3, true), checked(60, false)].map(|it| digest(&it, NOW));
        assert_eq!(checks.each_ref().map(|check| check.state), [State::Ok, State::Warn, State::Warn]);
        assert!(checks[0].finding.contains("9 records compared with the desk 3 h ago, 1 repaired"), "{checks:?}");
        assert!(checks[1].hint.is_some());
    }
}
