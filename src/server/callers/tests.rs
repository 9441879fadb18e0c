use super::*;
use crate::seam::{ManualClock, Seeded};
use crate::server::desk::{Core, Desk, Limits, ServerConfig, open_core};
use crate::server::error::DeskError;
use std::path::Path;
use std::sync::Arc;

const CONTACT: &str = "C1001-1";

fn config(dir: &Path, clock: &Arc<ManualClock>) -> ServerConfig {
    ServerConfig {
        database: dir.join("desk.db"),
        sample: true,
        limits: Limits::default(),
        clock: clock.clone(),
        rng: Arc::new(Seeded::new(1)),
    }
}

fn attempt() -> Attempt {
    Attempt { operator: OperatorId::new("op-01"), contact: ContactId::new(CONTACT), ticket: None }
}

fn ask(core: &Core, code: &SecretString) -> Counted {
    let (clock, rng) = (core.clock.as_ref(), core.rng.as_ref());
    let counted = core.store.write::<_, StoreError>(|tx| count(tx, &attempt(), clock, rng)).unwrap();
    if let Counted::Attempt { id, kept, .. } = &counted {
        let right = is_right(&attempt().contact, code, kept, &core.pepper, rng).unwrap();
        core.store.write::<_, StoreError>(|tx| settle(tx, id, &attempt(), right)).unwrap();
    }
    counted
}

fn failed(counted: &Counted) -> i64 {
    match counted {
        Counted::Attempt { failed, .. } => *failed,
        other => panic!("not counted: {other:?}"),
    }
}

#[test]
fn a_lock_ends_after_a_quarter_of_an_hour_and_the_count_begins_again() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(Timestamp(1_800_000_000_000)));
    let core = open_core(config(dir.path(), &clock)).unwrap();
    let wrong = SecretString::from("none");
    for n in 1..=ATTEMPTS {
        assert_eq!(failed(&ask(&core, &wrong)), n);
    }
    let until = clock.now() + LOCK;
    assert!(matches!(ask(&core, &wrong), Counted::Locked { until: at } if at == until));
    clock.advance(Span(LOCK.0 - 1));
    assert!(matches!(ask(&core, &wrong), Counted::Locked { .. }));
    clock.advance(Span(1));
    assert_eq!(failed(&ask(&core, &sample::code(&attempt().contact))), 1);
    assert_eq!(failed(&ask(&core, &wrong)), 1, "the right code forgot the wrong ones");
}

#[test]
fn an_attempt_that_nobody_evaluates_counts_as_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(Timestamp(1_800_000_000_000)));
    let core = open_core(config(dir.path(), &clock)).unwrap();
    for _ in 0..ATTEMPTS {
        let counted = core.store.write::<_, StoreError>(|tx| count(tx, &attempt(), clock.as_ref(), core.rng.as_ref()));
        assert!(matches!(counted.unwrap(), Counted::Attempt { .. }));
    }
    assert!(matches!(ask(&core, &sample::code(&attempt().contact)), Counted::Locked { .. }));
}

#[test]
fn a_drawn_code_takes_the_place_of_the_old_one_and_is_kept_hashed() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(Timestamp(1_800_000_000_000)));
    let desk = Desk::open(config(dir.path(), &clock)).unwrap();
    let code = desk.issue_code(&ContactId::new(CONTACT)).unwrap();
    assert!(is_code(&code));
    let unknown = desk.issue_code(&ContactId::new("C9999-1"));
    assert!(matches!(unknown, Err(DeskError::UnknownContact(_))));
    drop(desk);
    let core = open_core(config(dir.path(), &clock)).unwrap();
    assert_eq!(failed(&ask(&core, &sample::code(&attempt().contact))), 1);
    let counted = ask(&core, &code);
    assert!(matches!(counted, Counted::Attempt { failed: 2, kept: Kept::Hashed { .. }, .. }));
    assert_eq!(failed(&ask(&core, &code)), 1, "it was right");
}

#[test]
fn hashed_codes_without_their_pepper_are_an_error_and_not_a_new_pepper() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(Timestamp(1_800_000_000_000)));
    let desk = Desk::open(config(dir.path(), &clock)).unwrap();
    let pepper = dir.path().join("desk.db.pepper");
    let first = std::fs::read(&pepper).unwrap();
    std::fs::remove_file(&pepper).unwrap();
    drop(Desk::open(config(dir.path(), &clock)).unwrap());
    assert_ne!(std::fs::read(&pepper).unwrap(), first, "nothing was hashed yet: a new one does no harm");
    drop(desk);
    let desk = Desk::open(config(dir.path(), &clock)).unwrap();
    desk.issue_code(&ContactId::new(CONTACT)).unwrap();
    std::fs::remove_file(&pepper).unwrap();
    let lost = Desk::open(config(dir.path(), &clock)).unwrap_err();
    assert!(matches!(lost, DeskError::Pepper { .. }));
    assert!(lost.hint().is_some());
    std::fs::write(&pepper, "short").unwrap();
    assert!(matches!(Desk::open(config(dir.path(), &clock)), Err(DeskError::Pepper { .. })));
}

#[cfg(unix)]
#[test]
fn the_pepper_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    Pepper::open(&dir.path().join("desk.db"), false, &Seeded::new(1)).unwrap();
    let mode = std::fs::metadata(dir.path().join("desk.db.pepper")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
