//! The closed sets of words.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident $case:literal { $($variant:ident),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = $case)]
        pub enum $name { $($variant),* }
    )*};
}

words! {
    /// Where a ticket stands.
    Status "snake_case" { New, Open, Pending, OnHold, Resolved, Closed }
    Priority "snake_case" { Critical, High, Normal, Low }
    TicketType "snake_case" { Trouble, SmartHands, Shipment, Access, Billing, Order, Question }
    /// The way by which the customer reached the desk.
    Channel "snake_case" { Portal, Phone, Email }
    Product "snake_case" { Colocation, Network, ManagedServices }
    Language "snake_case" { Pt, Es, En }
    /// Who owns a ticket.
    Role "UPPERCASE" { Am, Csm, Se, Ba, Gsd }
    /// A routing rule, by its identifier.
    Rule "kebab-case" { Onboarding, ManagedServices, Urgent, Topic, Escalation, PortalHowTo, WrongChannel }
    Onboarding "snake_case" { NotStarted, InProgress, Completed }
    Shift "snake_case" { Day, Late, Night }
    /// Who may read an article: the customer too, or the desk alone.
    Visibility "snake_case" { Public, Internal }
    Direction "snake_case" { Inbound, Outbound, Note }
    AuthorKind "snake_case" { Contact, Operator, AccountTeam, System }
    ClockKind "snake_case" { FirstResponse, Resolution, Promise }
    /// A field that operators compete for.
    Field "snake_case" { Assignee, OwnerRole, Status, Priority, Promise, Handover, Escalation, Incident, Broadcast, Recipients }
    /// What stands between two tickets that are to be linked or merged.
    Barrier "snake_case" { Itself, OtherCustomer, Finished, HasDuplicates, TooManyLinks }
    /// Where a handover stands.
    Handed "snake_case" { Waiting, Returned, Pooled }
    /// Where the broadcast of an incident stands.
    BroadcastState "snake_case" { None, Waiting, Returned }
    /// Why an operator passes a ticket over.
    SkipReason "snake_case" { Language, Expertise, Waiting, Unclear, Time }
}
