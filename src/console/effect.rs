//! Everything that the console can ask of the world. Plain data: tests compare it, `perform` carries it out.

use super::alerts;
use super::batch::{Planned, Want};
use super::msg::Wake;
use super::undo::Sent;
use crate::domain::macros::Translated;
use crate::domain::{
    CallerCode, ContactId, CustomerId, Filter, Operation, OperationId, OperatorId, Span, TicketId, Timestamp,
    Visibility, WentBack, WindowRequest,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    LoadWindow {
        generation: u64,
        request: WindowRequest,
    },
    LoadDossier(TicketId),
    /// The first tickets of a list, to be marked.
    LoadList {
        filter: Filter,
        limit: usize,
    },
    /// What is marked, to see what `want` comes to.
    LoadMarked {
        want: Want,
        ids: Vec<TicketId>,
    },
    /// The few tickets that may be urgent to this operator.
    LoadUrgent,
    LoadReference,
    LoadTally,
    LoadOutbox,
    LoadLessons,
    /// The operator's shift from then to then; without its hours, what is offered to them and what they hold.
    LoadShift(Option<(Timestamp, Timestamp)>),
    /// An incident, with what is attached to it.
    LoadIncident(TicketId),
    /// The open incidents.
    LoadIncidents,
    /// How many tickets each operator holds.
    LoadHoldings,
    /// The last day of the desk in numbers.
    LoadCharts(Timestamp),
    /// What changed since the operator was last here.
    LoadCatchUp(Timestamp),
    LoadWentBack,
    LoadDamages,
    /// The macros, and the ticket that they are to be filled in from.
    LoadMacros(TicketId),
    /// How many tickets would a search show?
    Count(Filter),
    LoadDraft {
        ticket: TicketId,
        kind: Visibility,
    },

    /// Make it durable, then show it. The inverse comes back with the answer and goes to the undo stack.
    Submit {
        operation: Operation,
        inverse: Option<Operation>,
    },
    /// The same with many tickets: all that apply, together. `want` says what it was; none is said of taking back.
    SubmitAll {
        want: Option<Want>,
        batch: Vec<Planned>,
    },
    /// Submit a refused operation again, with what is true now.
    Retry(OperationId),
    /// Back into the draft, to be written on.
    Edit(OperationId),
    Discard(OperationId),
    /// A public reply that has not left, back into the draft, with the status that was set with it.
    TakeBack(Sent),
    /// What lingers leaves at once.
    SendNow,
    MarkSeen(TicketId),
    /// The operator knows that the desk went back.
    WentBackSeen(WentBack),
    /// The operator knows what came of a damaged outbox.
    DamageSeen(i64),
    SaveDraft {
        ticket: TicketId,
        kind: Visibility,
        text: String,
    },
    /// The texts of a broadcast that is being written.
    SaveBroadcast {
        incident: TicketId,
        texts: Translated,
    },
    DropDraft {
        ticket: TicketId,
        kind: Visibility,
    },
    Shelf(OnShelf),
    /// The operator looks: what is theirs at this moment is noted.
    Look(Timestamp),

    /// Customers and contacts by what has been typed so far.
    FindCustomers {
        generation: u64,
        text: String,
    },
    LoadProfile(CustomerId),
    /// The duplicates and links of a ticket, and the ticket of a number that is typed.
    LoadDuplicates {
        of: TicketId,
        named: Option<TicketId>,
    },
    /// The text that tells a ticket's requester to register in the portal first.
    LoadRegistration(TicketId),

    /// Have the code of a caller compared.
    VerifyCaller {
        ticket: TicketId,
        contact: ContactId,
        code: CallerCode,
    },
    /// Ask the desk who is at it.
    AskPresence,
    /// Ask the desk for the next ticket.
    WorkNext,
    /// The same without a desk: which ticket does nobody hold?
    FindUnheld,
    SyncNow,

    /// Put clean text into the clipboard (OSC 52).
    Copy(String),
    Bell,
    /// Clean text as the title of the terminal.
    Title(String),
    /// Clean text as a notification of the desktop, of a terminal that passes it on.
    Notify(String),
    /// Into the log: who has seen what.
    Acknowledged {
        by: OperatorId,
        alerts: Vec<alerts::Key>,
    },
    Wake {
        after: Span,
        wake: Wake,
    },
    /// Give the terminal to the operator's own editor, with this draft in it.
    EditOutside {
        ticket: TicketId,
        kind: Visibility,
        text: String,
    },
    /// Give the terminal back to the shell until told to go on.
    Suspend,
    /// Draw every cell again.
    Repaint,
    Leave,
}

/// What is asked of what the operator keeps beside the replica: searches with a name, and the queries typed lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnShelf {
    Load,
    Save {
        name: String,
        filter: Filter,
        digit: Option<u8>,
    },
    Forget(String),
    /// That search is shown.
    Used(String),
    /// That query was typed.
    Typed(String),
}
