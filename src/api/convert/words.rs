//! The closed sets of words.

use super::mirror_variants;
use crate::{api, domain};

mirror_variants!(api::Status = domain::Status { New {}, Open {}, Pending {}, OnHold {}, Resolved {}, Closed {} });
mirror_variants!(api::Priority = domain::Priority { Critical {}, High {}, Normal {}, Low {} });
mirror_variants!(
    api::TicketType =
        domain::TicketType { Trouble {}, SmartHands {}, Shipment {}, Access {}, Billing {}, Order {}, Question {} }
);
mirror_variants!(api::Channel = domain::Channel { Portal {}, Phone {}, Email {} });
mirror_variants!(api::Product = domain::Product { Colocation {}, Network {}, ManagedServices {} });
mirror_variants!(api::Language = domain::Language { Pt {}, Es {}, En {} });
mirror_variants!(api::Role = domain::Role { Am {}, Csm {}, Se {}, Ba {}, Gsd {} });
mirror_variants!(
    api::Rule = domain::Rule {
        Onboarding {},
        ManagedServices {},
        Urgent {},
        Topic {},
        Escalation {},
        PortalHowTo {},
        WrongChannel {}
    }
);
mirror_variants!(api::Onboarding = domain::Onboarding { NotStarted {}, InProgress {}, Completed {} });
mirror_variants!(api::Shift = domain::Shift { Day {}, Late {}, Night {} });
mirror_variants!(api::Visibility = domain::Visibility { Public {}, Internal {} });
mirror_variants!(api::Direction = domain::Direction { Inbound {}, Outbound {}, Note {} });
mirror_variants!(api::AuthorKind = domain::AuthorKind { Contact {}, Operator {}, AccountTeam {}, System {} });
mirror_variants!(api::ClockKind = domain::ClockKind { FirstResponse {}, Resolution {}, Promise {} });
mirror_variants!(
    api::Field = domain::operation::Field { Assignee {}, OwnerRole {}, Status {}, Priority {}, Promise {}, Handover {}, Escalation {},
        Incident {}, Broadcast {}, Recipients {} }
);
mirror_variants!(
    api::Barrier =
        domain::operation::Barrier { Itself {}, OtherCustomer {}, Finished {}, HasDuplicates {}, TooManyLinks {} }
);
mirror_variants!(api::Handed = domain::Handed { Waiting {}, Returned {}, Pooled {} });
mirror_variants!(api::BroadcastState = domain::BroadcastState { None {}, Waiting {}, Returned {} });
mirror_variants!(
    api::SkipReason = domain::SkipReason { Language {}, Expertise {}, Waiting {}, Unclear {}, Time {} }
);
