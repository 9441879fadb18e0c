//! A disk that refuses the n-th call of a piece of work, for every n, once or from then on: what was acknowledged is kept,
//! what can be read is read, and with a disk that is well again the replica comes to hold what the desk has.

use super::agreement_tests::{desk_of, hold_the_same, link_to, run, sync_once, written_by_us};
use super::tests::{Home, comment, submit};
use super::*;
use crate::backend::Backend;
use crate::backend::memory::{Desk, Memory};
use crate::domain::{Anchor, Filter, OutboxState, Outcome, Receipt, Refusal, Visibility, WindowRequest};
use crate::seam::faults::DiskFault;
use crate::store::refusing::{self, Refusal as Disk};

const TICKET: TicketId = TicketId(2);
const DRAFT: (TicketId, Visibility) = (TicketId(5), Visibility::Internal);

/// A shift at the desk with a disk that may refuse.
struct Shift {
    home: Home,
    desk: Arc<Desk>,
    link: Arc<Memory>,
    replica: Option<Replica>,
    /// What the screen said is taken on, and nobody has dropped.
    kept: BTreeSet<String>,
    /// What the draft may be: what was last said to be kept, and what was tried after it.
    draft: Vec<Option<String>>,
}

type Done = Result<(), ReplicaError>;

/// What is done before the disk refuses, and what is done with the disk that does.
type Story = (&'static str, fn(&mut Shift), fn(&mut Shift) -> Done);

const STORIES: &[Story] = &[
    ("opening a profile that is new", |_| {}, Shift::reopen),
    ("opening a profile after a crash", Shift::is_cut_off, Shift::reopen),
    ("opening a profile whose outbox is damaged", Shift::is_damaged, Shift::reopen),
    ("writing", Shift::has_read, |it| ["a", "b"].iter().try_for_each(|text| it.write(text))),
    ("drafting", Shift::has_read, |it| {
        it.save_draft(Some("half a sentence"))?;
        it.save_draft(Some("a whole one"))?;
        it.save_draft(None)
    }),
    ("taking back a text", Shift::has_written, |it| it.decide(|replica, id| replica.edit(id).map(drop))),
    ("dropping a text", Shift::has_written, |it| {
        it.decide(Replica::discard)?;
        it.kept.remove("one");
        Ok(())
    }),
    ("retrying what was refused", Shift::was_refused, |it| it.decide(|replica, id| replica.retry(id).map(drop))),
    ("reading all for the first time", |it| drop(it.reopen()), Shift::sync),
    ("reading what is new", Shift::has_news, Shift::sync),
    ("sending", Shift::has_written, Shift::sync),
    ("taking another name", Shift::has_written, |it| {
        it.replica().take_new_device()?;
        it.sync()
    }),
    ("reading all again", Shift::has_written, |it| {
        it.replica().read_again()?;
        it.sync()
    }),
    ("comparing", Shift::has_written, |it| {
        it.replica().want_check()?;
        it.sync()
    }),
    ("going back with the desk", Shift::is_behind, Shift::sync),
];

impl Shift {
    fn new() -> Shift {
        let home = Home::in_memory();
        let (desk, link) = desk_of(&home, 100);
        Shift { home, desk, link, replica: None, kept: BTreeSet::new(), draft: vec![None] }
    }

    fn replica(&self) -> &Replica {
        self.replica.as_ref().unwrap()
    }

    fn reopen(&mut self) -> Done {
        self.replica = None;
        self.replica = Some(self.home.opened("op-1")?.replica);
        Ok(())
    }

    fn sync(&mut self) -> Done {
        match sync_once(&self.home, self.replica(), &self.link) {
            Err(crate::sync::SyncError::Replica(error)) => Err(error),
            synced => {
                synced.unwrap();
                Ok(())
            }
        }
    }

    fn write(&mut self, text: &str) -> Done {
        let operation = crate::domain::Operation { ticket: TICKET, action: comment(text) };
        self.replica().submit(&operation)?;
        self.kept.insert(text.to_string());
        Ok(())
    }

    fn save_draft(&mut self, text: Option<&str>) -> Done {
        self.draft.push(text.map(str::to_string));
        match text {
            Some(text) => self.replica().save_draft(DRAFT.0, DRAFT.1, text)?,
            None => self.replica().drop_draft(DRAFT.0, DRAFT.1)?,
        }
        self.draft = vec![text.map(str::to_string)];
        Ok(())
    }

    fn decide(&mut self, how: impl Fn(&Replica, &OperationId) -> Done) -> Done {
        let first = self.replica().outbox()?.remove(0).id;
        how(self.replica(), &first)
    }

    fn has_read(&mut self) {
        self.reopen().unwrap();
        self.sync().unwrap();
    }

    fn has_written(&mut self) {
        self.has_read();
        ["one", "two"].iter().try_for_each(|text| self.write(text)).unwrap();
        self.save_draft(Some("a draft")).unwrap();
    }

    fn was_refused(&mut self) {
        self.has_written();
        let sent = self.replica().to_push(1).unwrap().remove(0);
        let outcome = Outcome::Refused { refusal: Refusal::NewerReply };
        self.replica().settle(&[Receipt { key: sent.key, id: sent.id, outcome }]).unwrap();
    }

    fn has_news(&mut self) {
        self.has_written();
        self.sync().unwrap();
        let known = self.desk.ticket(TICKET).unwrap();
        self.desk
            .put(crate::domain::Record::Ticket(Box::new(crate::domain::Ticket { subject: "News".into(), ..known })));
    }

    fn is_behind(&mut self) {
        self.has_written();
        self.sync().unwrap();
        self.write("three").unwrap();
        self.sync().unwrap();
        self.desk.lose_after(self.desk.head() - 1);
    }

    fn is_cut_off(&mut self) {
        self.has_written();
        self.replica = None;
        std::fs::write(self.home.path().join("unclean"), "").unwrap();
    }

    fn is_damaged(&mut self) {
        self.has_written();
        self.replica = None;
        let path = self.home.path().join("outbox.db");
        let mut bytes = std::fs::read(&path).unwrap();
        let at = bytes
            .windows(9)
            .position(|it| it == b"queued\0\0\0")
            .or_else(|| bytes.windows(6).position(|it| it == b"queued"));
        bytes[at.unwrap()] ^= 1;
        std::fs::write(&path, bytes).unwrap();
    }

    fn texts(&self, replica: &Replica) -> Vec<String> {
        let typed = |entry: crate::domain::OutboxEntry| entry.operation.action.typed_text().unwrap().to_string();
        replica.outbox().unwrap().into_iter().map(typed).collect()
    }

    /// Where every text is that was taken on: in the outbox, in a draft, at the desk, or kept in case the desk loses it.
    fn check_kept(&self, story: &str) {
        let replica = self.replica();
        let mut found: BTreeSet<String> = self.texts(replica).into_iter().collect();
        found.extend(written_by_us(&self.desk));
        let bodies = replica.read_outbox(|tx| tx.query("select body from confirmed", &[])).unwrap();
        for body in &bodies {
            let operation: crate::domain::Operation = serde_json::from_str(body.text(0).unwrap()).unwrap();
            found.extend(operation.action.typed_text().map(str::to_string));
        }
        for (ticket, kind) in replica.drafts().unwrap() {
            found.extend(replica.draft(ticket, kind).unwrap());
        }
        assert!(found.is_superset(&self.kept), "{story}: {found:?}");
        let draft = replica.draft(DRAFT.0, DRAFT.1).unwrap();
        assert!(self.draft.contains(&draft), "{story}: {draft:?} of {:?}", self.draft);
    }

    /// With a disk that still takes nothing.
    fn check_readable(&self, story: &str) {
        let Some(replica) = &self.replica else { return };
        let request = WindowRequest { filter: Filter::parse("").unwrap(), anchor: Anchor::Start, limit: 50 };
        assert!(replica.window(&request).is_ok() && replica.tally().is_ok(), "{story}");
        self.check_kept(story);
    }

    fn check_ended(&mut self, story: &str) {
        self.reopen().unwrap();
        self.check_kept(story);
        self.replica().try_set_aside_again().unwrap();
        self.sync().unwrap();
        hold_the_same(self.replica(), &self.desk, &self.link, story);
        let refused = |state: &OutboxState| matches!(state, OutboxState::Refused { .. });
        assert!(self.replica().outbox().unwrap().iter().all(|entry| refused(&entry.state)), "{story}");
        self.check_kept(story);
        let written = written_by_us(&self.desk);
        assert_eq!(written.iter().collect::<BTreeSet<_>>().len(), written.len(), "{story}: {written:?}");
    }
}

/// A profile and its desk as they are before the disk refuses, to be laid out again and again.
struct Scene {
    files: Vec<(std::ffi::OsString, Vec<u8>)>,
    open: bool,
    shift: Shift,
}

impl Scene {
    fn new(before: fn(&mut Shift)) -> Scene {
        let mut shift = Shift::new();
        before(&mut shift);
        let open = shift.replica.take().is_some();
        let files = std::fs::read_dir(shift.home.path()).unwrap().map(Result::unwrap);
        let files = files.filter(|file| file.file_name() != "reserve");
        let files = files.map(|file| (file.file_name(), std::fs::read(file.path()).unwrap())).collect();
        Scene { files, open, shift }
    }

    fn laid_out(&self) -> Shift {
        let Shift { kept, draft, desk, .. } = &self.shift;
        let (home, desk) = (Home::in_memory(), desk.copied());
        for (name, bytes) in &self.files {
            std::fs::write(home.path().join(name), bytes).unwrap();
        }
        let link = link_to(&desk);
        let mut shift = Shift { home, desk, link, replica: None, kept: kept.clone(), draft: draft.clone() };
        if self.open {
            shift.reopen().unwrap();
        }
        shift
    }
}

/// Calls of a story that are refused: all of the first, then every fourth by one of the ways; all by all of them with
/// `TURNO_EVERY=1`, as in a night.
const ALL_OF_THE_FIRST: u64 = 4;
const EVERY: u64 = 4;
const WAYS: [(DiskFault, bool); 5] = [
    (DiskFault::Full, false),
    (DiskFault::Full, true),
    (DiskFault::Failed, false),
    (DiskFault::Failed, true),
    (DiskFault::Busy, false),
];

/// Says how many calls were refused.
fn tell(&(name, before, work): &Story, way: usize) -> u64 {
    let ((how, stays), every) = (WAYS[way], std::env::var_os("TURNO_EVERY").is_some());
    let (scene, mut refused) = (Scene::new(before), 0);
    for n in 0.. {
        if !every && n >= ALL_OF_THE_FIRST && n % (EVERY * WAYS.len() as u64) != EVERY * way as u64 {
            continue;
        }
        let story = format!("{name}, {how:?} from call {n}, stays: {stays}");
        let mut shift = scene.laid_out();
        refusing::begin(Disk { after: n, how, stays });
        let done = work(&mut shift);
        if stays && done.is_err() {
            shift.check_readable(&story);
        }
        if !refusing::end() {
            assert!(done.is_ok(), "{story}: {done:?}");
            return refused;
        }
        shift.check_ended(&story);
        refused += 1;
    }
    unreachable!("some call is the last")
}

fn tell_all(way: usize) {
    let refused: u64 = STORIES.iter().map(|story| tell(story, way)).sum();
    assert!(refused > 150, "{refused} calls");
}

#[test]
fn a_full_disk_costs_nothing_whichever_call_it_refuses() {
    tell_all(0);
}

#[test]
fn a_disk_that_stays_full_costs_nothing_and_all_can_be_read() {
    tell_all(1);
}

#[test]
fn a_disk_that_fails_costs_nothing_whichever_call_it_fails() {
    tell_all(2);
}

#[test]
fn a_disk_that_takes_nothing_any_more_costs_nothing_and_all_can_be_read() {
    tell_all(3);
}

#[test]
fn a_database_that_is_busy_costs_nothing_whichever_call_it_refuses() {
    tell_all(4);
}

#[test]
fn an_opening_that_failed_leaves_it_to_the_next_to_look_at_all() {
    let mut shift = Shift::new();
    shift.is_cut_off();
    refusing::begin(Disk { after: 0, how: DiskFault::Busy, stays: false });
    assert!(shift.reopen().is_err());
    assert!(refusing::end());
    shift.reopen().unwrap();
    assert!(shift.replica().last_check().unwrap().wanted);
    let text = run(shift.link.digest()).unwrap();
    assert!(text.seq > 0 && !shift.replica().is_read_only());
    submit(shift.replica(), comment("and on it goes"));
}
