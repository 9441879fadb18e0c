//! A disk that is full, and one that takes nothing: a small one in mounted where nobody else sees it.

use super::child::Child;
use super::console::open;
use super::flips::{records, sync_once};
use super::scratch::Scratch;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use turno::backend::memory::Desk;
use turno::domain::{Action, Anchor, Operation, Record, TicketId, Visibility, WindowRequest};
use turno::replica::{OpenNote, Replica, ReplicaError, StoreError};
use turno::seam::{Clock, ManualClock, System};
use turno::sync::SyncError;

/// So many texts at least have room on a disk that is full.
const TYPED: usize = 20;
const DRAFT: (TicketId, Visibility) = (TicketId(5), Visibility::Public);

/// What becomes of a console on a full disk, and on one that was mounted to be read.
pub fn trial() -> String {
    let dir = Scratch::new();
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount"]).arg(std::env::current_exe().unwrap());
    Child::of(command.arg("as-small-disk").arg(dir.path())).says("figures: ")
}

/// The role: in a name space of its own.
pub fn run(words: &[String]) {
    let disk = Disk(PathBuf::from(&words[0]));
    disk.mount("-t tmpfs -o size=16m,mode=700 tmpfs");
    let clock = Arc::new(ManualClock::at(Clock::now(&System)));
    let desk = Desk::new(clock.clone(), 20, records());
    let typed = full(&disk, &desk, &clock);
    takes_nothing(&disk, &desk, &clock);
    println!("figures: a full disk took {typed} texts more and kept them; one that takes nothing was read");
}

struct Disk(PathBuf);

impl Disk {
    fn mount(&self, options: &str) {
        let mounted = Command::new("mount").args(options.split(' ')).arg(&self.0).status().unwrap();
        assert!(mounted.success(), "mount {options}");
    }

    fn profile(&self) -> PathBuf {
        self.0.join("profile")
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    /// Leaves no byte free.
    fn fill(&self) {
        let mut ballast = File::create(self.ballast()).unwrap();
        for size in [65_536, 4_096, 1] {
            let piece = vec![7; size];
            while ballast.write_all(&piece).is_ok() {}
        }
    }
}

fn write(replica: &Replica, text: &str) -> Result<(), ReplicaError> {
    let action = Action::Comment { body: text.to_string() };
    replica.submit(&Operation { ticket: TicketId(2), action }).map(drop)
}

fn waiting(replica: &Replica) -> BTreeSet<String> {
    let text = |entry: turno::domain::OutboxEntry| entry.operation.action.typed_text().unwrap().to_string();
    replica.outbox().unwrap().into_iter().map(text).collect()
}

fn written(desk: &Desk) -> Vec<String> {
    let ours = |record| match record {
        Record::Article(article) if article.author.id == "op-1" => Some(article.body),
        _ => None,
    };
    desk.records().into_iter().filter_map(ours).collect()
}

/// All lists can be read, and what was typed.
fn can_be_read(replica: &Replica, kept: &BTreeSet<String>) {
    let request = WindowRequest { filter: Default::default(), anchor: Anchor::Start, limit: 30 };
    assert!(replica.window(&request).unwrap().rows.len() > 5);
    assert!(!replica.conversation(TicketId(2)).unwrap().is_empty());
    assert_eq!(&waiting(replica), kept);
}

fn is_full(error: &ReplicaError) -> bool {
    matches!(error, ReplicaError::Store(StoreError::Full))
}

/// Says how many texts there was room for.
fn full(disk: &Disk, desk: &Arc<Desk>, clock: &Arc<ManualClock>) -> usize {
    let mut replica = open(&disk.profile(), "op-1").replica;
    sync_once(&replica, desk, clock).unwrap();
    let mut kept = BTreeSet::new();
    disk.fill();
    let refused = loop {
        let text = format!("typed on a full disk, {} {}", kept.len(), "and so on ".repeat(20));
        match write(&replica, &text) {
            Ok(()) => assert!(kept.insert(text)),
            Err(error) => break error,
        }
    };
    assert!(is_full(&refused), "{refused:?}");
    assert!(kept.len() >= TYPED, "{} texts", kept.len());
    can_be_read(&replica, &kept);
    assert!(matches!(sync_once(&replica, desk, clock), Err(SyncError::Replica(error)) if is_full(&error)));
    // Started again while nothing has changed.
    drop(replica);
    replica = open(&disk.profile(), "op-1").replica;
    can_be_read(&replica, &kept);
    drop(replica);
    fs::remove_file(disk.ballast()).unwrap();
    let opened = open(&disk.profile(), "op-1");
    assert!(opened.notes.is_empty(), "{:?}", opened.notes);
    can_be_read(&opened.replica, &kept);
    sync_once(&opened.replica, desk, clock).unwrap();
    let there = written(desk);
    assert_eq!((there.len(), there.into_iter().collect()), (kept.len(), kept.clone()));
    kept.len()
}

/// Mounted to be read only, with what a killed console has left in its journal.
fn takes_nothing(disk: &Disk, desk: &Arc<Desk>, clock: &Arc<ManualClock>) {
    let cut_off = disk.0.join("cut-off");
    fs::create_dir(&cut_off).unwrap();
    let replica = open(&disk.profile(), "op-1").replica;
    write(&replica, "typed before").unwrap();
    replica.save_draft(DRAFT.0, DRAFT.1, "half a sentence").unwrap();
    for file in fs::read_dir(disk.profile()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), cut_off.join(file.file_name())).unwrap();
    }
    drop(replica);
    disk.mount("-o remount,ro");
    for profile in [disk.profile(), cut_off] {
        let opened = open(&profile, "op-1");
        assert_eq!(opened.notes, [OpenNote::ReadOnly]);
        can_be_read(&opened.replica, &BTreeSet::from(["typed before".to_string()]));
        assert_eq!(opened.replica.draft(DRAFT.0, DRAFT.1).unwrap().as_deref(), Some("half a sentence"));
        let refused = write(&opened.replica, "typed now");
        assert!(matches!(refused, Err(ReplicaError::Store(StoreError::ReadOnly(_)))), "{refused:?}");
        assert!(sync_once(&opened.replica, desk, clock).is_err());
        let beside = open(&profile, "op-1");
        assert_eq!(beside.notes, [OpenNote::ReadOnly], "two can read");
    }
    disk.mount("-o remount,rw");
    let opened = open(&disk.profile(), "op-1");
    assert_eq!(opened.notes, []);
    sync_once(&opened.replica, desk, clock).unwrap();
    assert!(written(desk).contains(&"typed before".to_string()));
}
