//! Everything that can happen to the console. What is not here did not happen: there is no other way in.

use super::batch::{Planned, Want};
use super::trouble::{EditorTrouble, Trouble};
use super::undo::Sent;
use crate::console::NotCompared;
use crate::domain::catch_up::CatchUp;
use crate::domain::charts::Charts;
use crate::domain::handover::Report;
use crate::domain::incident::Overview;
use crate::domain::roster::Present;
use crate::domain::view::Saved;
use crate::domain::{
    ContactId, Count, CustomerHit, CustomerId, Damage, Dossier, Duplicates, Filter, Handoff, Lesson, Macro, Marked,
    Operation, OperationId, Operator, OperatorId, OutboxEntry, Policy, Profile, Refusal, Skip, SyncStatus, Tally,
    Ticket, TicketId, Timestamp, Verdict, Visibility, WentBack, Window,
};
use crossterm::event::KeyEvent;

#[derive(Debug, Clone)]
pub enum Msg {
    /// A key went down (or repeats).
    Key(KeyEvent),
    /// A bracketed paste.
    Pasted(String),
    Resized {
        width: u16,
        height: u16,
    },
    /// The wall clock: the only one that the console has.
    Tick(Timestamp),
    /// The time asked for with `Effect::Wake` has passed.
    Woke(Wake),
    /// The terminal was given back, after a suspension or by another program.
    Returned,

    WindowLoaded {
        generation: u64,
        window: Window,
    },
    DossierLoaded {
        ticket: TicketId,
        dossier: Option<Box<Dossier>>,
    },
    /// The first of a list; `more` says that it has others.
    ListLoaded {
        filter: Filter,
        ids: Vec<TicketId>,
        more: bool,
    },
    MarkedLoaded {
        want: Want,
        ids: Vec<TicketId>,
        found: Vec<Marked>,
    },
    UrgentLoaded(Vec<Ticket>),
    ReferenceLoaded {
        operators: Vec<Operator>,
        policy: Policy,
    },
    TallyLoaded(Tally),
    OutboxLoaded(Vec<OutboxEntry>),
    /// The oldest first.
    LessonsLoaded {
        lessons: Vec<Lesson>,
        skips: Vec<Skip>,
    },
    ShiftLoaded {
        report: Box<Report>,
        hours: Option<(Timestamp, Timestamp)>,
    },
    /// None if the ticket is not here.
    IncidentLoaded {
        incident: TicketId,
        overview: Option<Box<Overview>>,
    },
    /// The open incidents, the newest first, and how many tickets are attached to each.
    IncidentsLoaded(Vec<(Ticket, usize)>),
    CatchUpLoaded(Box<CatchUp>),
    HoldingsLoaded(Vec<(OperatorId, i64)>),
    ChartsLoaded(Box<Charts>),
    /// Who was at the desk then.
    PresenceTold {
        at: Timestamp,
        present: Vec<Present>,
    },
    DraftLoaded {
        ticket: TicketId,
        kind: Visibility,
        text: Option<String>,
    },
    MacrosLoaded {
        ticket: TicketId,
        macros: Vec<Macro>,
        dossier: Option<Box<Dossier>>,
    },
    /// The operator's own editor has ended: what it left, or why nothing came of it.
    EditedOutside {
        ticket: TicketId,
        kind: Visibility,
        edited: Result<String, EditorTrouble>,
    },

    /// How many tickets a search would show; None where that takes long to know.
    Counted {
        filter: Filter,
        count: Option<Count>,
    },
    /// What is kept beside the replica.
    ShelfLoaded {
        views: Vec<Saved>,
        /// The newest first.
        typed: Vec<String>,
    },
    /// A search is kept under that name.
    ViewSaved {
        name: String,
        views: Vec<Saved>,
    },
    ViewForgotten {
        name: String,
        views: Vec<Saved>,
    },

    /// The replica is another than it was. No ticket named: everything may be.
    ReplicaChanged {
        tickets: Vec<TicketId>,
        reference: bool,
    },
    LinkChanged(SyncStatus),
    /// The desk lost the end of its history, and the operator has not said yet that they know.
    WentBack(WentBack),
    /// The file of the outbox was damaged, and the operator has not said yet that they know.
    Damaged(Vec<Damage>),
    /// The desk said its name.
    Greeted {
        desk: String,
        sample: bool,
    },

    /// The operation is durable, and the replica shows it.
    Submitted {
        operation: Operation,
        id: OperationId,
        inverse: Option<Operation>,
    },
    /// The replica's own copy already forbids it: nothing was queued.
    Refused {
        operation: Operation,
        refusal: Refusal,
    },
    /// What came of each of many: those done are durable, and the replica shows them.
    SubmittedAll {
        want: Option<Want>,
        done: Vec<Planned>,
        refused: Vec<(Operation, Refusal)>,
    },
    Retried(OperationId),
    Discarded(OperationId),
    /// The text of an operation is in the draft again, and the operation is gone.
    TakenBack {
        ticket: TicketId,
        kind: Visibility,
    },
    /// The same of a reply that had not left: so many public replies its author had before them.
    ReplyBack {
        sent: Sent,
        seen: Option<i64>,
    },
    /// It had left; the desk took it then, if it has answered.
    ReplyLeft {
        sent: Sent,
        delivered: Option<Timestamp>,
    },
    /// The desk compared a caller's code, or could not.
    CallerAnswered {
        ticket: TicketId,
        contact: ContactId,
        answer: Result<Verdict, NotCompared>,
    },
    CustomersFound {
        generation: u64,
        hits: Vec<CustomerHit>,
    },
    /// None if the ticket is not here.
    DuplicatesLoaded {
        of: TicketId,
        named: Option<TicketId>,
        found: Option<Box<Duplicates>>,
    },
    ProfileLoaded {
        customer: CustomerId,
        profile: Option<Box<Profile>>,
    },
    /// The ticket is there, and the desk may have a text for it.
    RegistrationLoaded {
        ticket: Box<Ticket>,
        text: Option<Handoff>,
    },
    /// The desk gave this ticket to this operator; none is left when there is no number.
    NextGiven(Option<TicketId>),
    /// The desk could not be asked.
    NextUnanswered,
    FirstUnheld(Option<TicketId>),
    /// Text is in the clipboard, as far as the terminal lets us know.
    Copied(String),

    Failed {
        doing: Doing,
        error: Trouble,
    },
    /// Something to be said that happened outside: what, and what to do about it.
    Noted {
        text: String,
        hint: String,
    },
    /// The process is told to end, or the terminal has gone.
    HungUp,
}

/// What for the console asked to be woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wake {
    /// Typing has paused: save the draft.
    SaveDraft,
    /// The broadcast that is being written.
    SaveBroadcast,
    /// Typing has paused: search. The number tells a newer keystroke from an older one.
    Search(u64),
    /// The cursor may have come to rest: read what it is on.
    Rest,
}

/// What went wrong: the order that could not be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    LoadWindow {
        generation: u64,
    },
    LoadDossier(TicketId),
    Load,
    Submit(Operation),
    SubmitAll {
        want: Option<Want>,
        batch: Vec<Planned>,
    },
    /// What is marked.
    LoadMarked,
    LoadUrgent,
    Draft,
    Outbox,
    TakeBack(Sent),
    Copy,
    /// Keeping a search, or forgetting it.
    Shelf,
}
