//! Rules R1 to R7 of `DOMAIN.md`, as a table from facts to owner.
//!
//! Tried in the order R3 (emergency), R1, R2, R3 (somebody waiting), R6, R5, R4; the first that fires decides. Nothing
//! here reads text: that is the classifier's work, and so each rule can be checked by itself.

use super::{
    facts::{Facts, Situation, Topic},
    request::Request,
};
use crate::domain::{Channel, Onboarding, Product, Role, Rule};

/// Who owns a ticket that is so, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ruling {
    pub rule: Rule,
    pub owner: Role,
    /// Named second by the rule itself: the topic's owner behind an emergency, the desk behind R1 and R2 at the door.
    pub second: Option<Role>,
}

/// Applies the rules. `onboarded` is false while the customer's onboarding is not completed.
pub(super) fn decide(facts: Facts, onboarded: bool) -> Ruling {
    use Situation::{Door, Emergency};
    let operational = facts.topic == Topic::Operation;
    let helped_by_desk = matches!(facts.topic, Topic::Operation | Topic::Portal | Topic::Success);
    let ruling = |rule, owner, second: Option<Role>| Ruling { rule, owner, second: second.filter(|it| *it != owner) };
    if facts.situation == Emergency {
        return ruling(Rule::Urgent, Role::Gsd, Some(behind_the_desk(facts, onboarded)));
    }
    let at_the_door = (facts.situation == Door).then_some(Role::Gsd);
    if !onboarded && helped_by_desk {
        return ruling(Rule::Onboarding, Role::Csm, at_the_door);
    }
    if facts.managed && operational {
        return ruling(Rule::ManagedServices, Role::Csm, at_the_door);
    }
    if facts.situation == Door {
        return ruling(Rule::Urgent, Role::Gsd, Some(behind_the_desk(facts, onboarded)));
    }
    if facts.topic == Topic::Portal {
        return ruling(Rule::PortalHowTo, Role::Csm, None);
    }
    if facts.complaint && facts.topic != Topic::Design {
        let owner = if operational { Role::Csm } else { owner_of(facts.topic) };
        return ruling(Rule::Escalation, owner, None);
    }
    ruling(Rule::Topic, owner_of(facts.topic), None)
}

/// R4: whose subject it is.
fn owner_of(topic: Topic) -> Role {
    match topic {
        Topic::Sales => Role::Am,
        Topic::Design => Role::Se,
        Topic::Invoice => Role::Ba,
        Topic::Success | Topic::Portal => Role::Csm,
        Topic::Operation => Role::Gsd,
    }
}

/// R3: to whom the desk hands on what it took first.
fn behind_the_desk(facts: Facts, onboarded: bool) -> Role {
    let owner = owner_of(facts.topic);
    if owner == Role::Gsd && (facts.managed || !onboarded) { Role::Csm } else { owner }
}

/// R7: the portal takes trouble tickets for colocation and network alone, and only from customers who have it.
pub(super) fn is_wrong_channel(request: &Request<'_>, likeliest: Facts) -> bool {
    if request.channel != Some(Channel::Portal) {
        return false;
    }
    let about_managed =
        request.product == Some(Product::ManagedServices) || (likeliest.managed && likeliest.topic == Topic::Operation);
    about_managed || request.portal_access == Some(false)
}

/// R2: only who has a managed service can ask for work on one. Of whom nothing is known anything may be.
pub(super) fn may_be_managed(request: &Request<'_>) -> bool {
    let managed = Product::ManagedServices;
    request.products.is_empty() || request.products.contains(&managed) || request.product == Some(managed)
}

/// R1: an unknown stage counts as completed, for most customers are.
pub(super) fn is_onboarded(request: &Request<'_>) -> bool {
    request.onboarding.is_none_or(|stage| stage == Onboarding::Completed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(topic: Topic) -> Facts {
        Facts { topic, managed: false, complaint: false, situation: Situation::Calm }
    }

    fn said(facts: Facts, onboarded: bool) -> (Rule, Role, Option<Role>) {
        let ruling = decide(facts, onboarded);
        (ruling.rule, ruling.owner, ruling.second)
    }

    #[test]
    fn an_emergency_beats_onboarding_and_managed_services() {
        let emergency = Facts { situation: Situation::Emergency, ..facts(Topic::Operation) };
        assert_eq!(said(emergency, true), (Rule::Urgent, Role::Gsd, None));
        assert_eq!(said(emergency, false), (Rule::Urgent, Role::Gsd, Some(Role::Csm)));
        assert_eq!(said(Facts { managed: true, ..emergency }, true), (Rule::Urgent, Role::Gsd, Some(Role::Csm)));
        assert_eq!(said(Facts { topic: Topic::Sales, ..emergency }, true), (Rule::Urgent, Role::Gsd, Some(Role::Am)));
    }

    #[test]
    fn somebody_at_the_door_does_not_beat_onboarding_or_managed_services() {
        let door = Facts { situation: Situation::Door, ..facts(Topic::Operation) };
        assert_eq!(said(door, true), (Rule::Urgent, Role::Gsd, None));
        assert_eq!(said(door, false), (Rule::Onboarding, Role::Csm, Some(Role::Gsd)));
        assert_eq!(said(Facts { managed: true, ..door }, true), (Rule::ManagedServices, Role::Csm, Some(Role::Gsd)));
        assert_eq!(said(Facts { topic: Topic::Invoice, ..door }, true), (Rule::Urgent, Role::Gsd, Some(Role::Ba)));
    }

    #[test]
    fn a_customer_in_onboarding_still_has_invoices_contracts_and_designs() {
        assert_eq!(said(facts(Topic::Invoice), false), (Rule::Topic, Role::Ba, None));
        assert_eq!(said(facts(Topic::Sales), false), (Rule::Topic, Role::Am, None));
        assert_eq!(said(facts(Topic::Design), false), (Rule::Topic, Role::Se, None));
        for topic in [Topic::Operation, Topic::Portal, Topic::Success] {
            assert_eq!(said(facts(topic), false), (Rule::Onboarding, Role::Csm, None));
        }
    }

    #[test]
    fn only_operational_work_on_a_managed_service_goes_to_the_csm() {
        let managed = |topic| Facts { managed: true, ..facts(topic) };
        assert_eq!(said(managed(Topic::Operation), true), (Rule::ManagedServices, Role::Csm, None));
        assert_eq!(said(managed(Topic::Invoice), true), (Rule::Topic, Role::Ba, None));
        assert_eq!(said(managed(Topic::Sales), true), (Rule::Topic, Role::Am, None));
        assert_eq!(said(managed(Topic::Design), true), (Rule::Topic, Role::Se, None));
    }

    #[test]
    fn a_complaint_goes_by_its_subject() {
        let complaint = |topic| Facts { complaint: true, ..facts(topic) };
        assert_eq!(said(complaint(Topic::Invoice), true), (Rule::Escalation, Role::Ba, None));
        assert_eq!(said(complaint(Topic::Operation), true), (Rule::Escalation, Role::Csm, None));
        assert_eq!(said(complaint(Topic::Sales), true), (Rule::Escalation, Role::Am, None));
        assert_eq!(said(facts(Topic::Portal), true), (Rule::PortalHowTo, Role::Csm, None));
    }

    #[test]
    fn a_portal_ticket_on_a_managed_service_came_by_the_wrong_channel() {
        let calm = facts(Topic::Operation);
        let portal = Request { channel: Some(Channel::Portal), portal_access: Some(true), ..Request::default() };
        let managed = Request { product: Some(Product::ManagedServices), ..portal };
        assert!(is_wrong_channel(&managed, calm));
        assert!(!is_wrong_channel(&Request { product: Some(Product::Network), ..portal }, calm));
        assert!(is_wrong_channel(&Request { portal_access: Some(false), ..portal }, calm));
        assert!(!is_wrong_channel(&Request { channel: Some(Channel::Phone), ..managed }, calm));
    }
}
