//! Operations, their keys, refusals and receipts.

use super::{Mirror, mirror, mirror_from, mirror_variants};
use crate::{api, domain};

mirror!(api::OperationKey = domain::OperationKey { device, n });
mirror_variants!(
    api::Decision = domain::Decision { Accepted {}, Chosen { suggested }, Overridden { suggested, reason }, Unaided {} }
);
mirror_variants!(
    api::Refusal = domain::Refusal {
        Conflict { field, expected, found, mark },
        NewerReply {},
        Gone { ticket },
        IllegalStatus { from, to },
        Merged { ticket, into },
        Barred { to, barrier },
        EmptyText {},
        TooLong { limit },
        Forbidden {},
        NotAnIncident { ticket },
        Nested { ticket },
        TooMany { limit },
        OwnBroadcast {},
        Untranslated { language },
        Gap { ticket, name }
    }
);
mirror_variants!(api::Outcome = domain::Outcome { Applied { seq }, Already {}, Refused { refusal } });
mirror!(api::Receipt = domain::Receipt { key, id, outcome });

/// The wire has the ticket in each variant, the domain beside the action.
macro_rules! operations {
    ($($variant:ident { $($field:ident),* }),* $(,)?) => {
        impl Mirror<domain::Operation> for api::Operation {
            fn from_domain(it: domain::Operation) -> Self {
                let ticket = it.ticket.0;
                match it.action {
                    $(domain::Action::$variant { $($field),* } =>
                        Self::$variant { ticket, $($field: Mirror::from_domain($field)),* },)*
                }
            }
            fn into_domain(self) -> domain::Operation {
                let (ticket, action) = match self {
                    $(Self::$variant { ticket, $($field),* } =>
                        (ticket, domain::Action::$variant { $($field: Mirror::into_domain($field)),* }),)*
                };
                domain::Operation { ticket: domain::TicketId(ticket), action }
            }
        }
        mirror_from!(api::Operation, domain::Operation);
    };
}

operations! {
    Take {},
    Steal { from, reason },
    GiveBack {},
    Route { from, to, decision, knowledge },
    Unlearn {},
    SetStatus { from, to },
    SetPriority { from, to },
    Skip { reason },
    Snooze { from, until },
    Promise { from, to, text },
    SettlePromise { due_at, kept },
    HandOver { next },
    AcceptHandover { from },
    ReturnHandover { from, reason },
    Escalate { from, to, reason },
    DeclareIncident {},
    EndIncident {},
    Attach { incident },
    Detach { incident },
    ProposeBroadcast { seen, texts, to },
    ReleaseBroadcast { revision, to },
    ReturnBroadcast { revision, reason },
    WithdrawBroadcast { revision },
    AddTime { minutes, billable, note },
    Link { to },
    Unlink { to },
    Merge { into },
    Unmerge { from },
    Reply { body, seen, force },
    Comment { body },
}
