//! The lease under which this replica sends: of two copies of a profile, only one may go on under its name.
//!
//! A lease that was found in the profile may have been found in a copy of it as well. So each process makes up one of
//! its own, and shows the one found but once, to get it. What is asked for is durable before it is sent: when the
//! answer is lost, the same is asked for again.

use super::{Replica, ReplicaError, lock, numbers};
use crate::domain::{Claim, Lease};
use crate::seam::{self, fault};
use crate::store::StoreError;

impl Replica {
    /// What the desk is to be asked for now.
    pub fn claim(&self) -> Result<Claim, ReplicaError> {
        let _writing = self.writing();
        let device = self.device()?.id;
        let numbers::Leases { held, proposed } = self.read_outbox(numbers::leases)?;
        let own = lock(&self.inner.own_lease).clone();
        let lease = match (proposed, own) {
            (Some(proposed), _) => proposed,
            (None, Some(own)) if held.as_ref() == Some(&own) => own,
            (None, _) => {
                let new = Lease(seam::new_uuid(&*self.inner.clock, &*self.inner.rng));
                self.write_outbox::<_, StoreError>(|tx| numbers::propose(tx, &new))?;
                fault("replica.lease_proposed");
                *lock(&self.inner.own_lease) = Some(new.clone());
                new
            }
        };
        Ok(Claim { device, held, lease })
    }

    /// The desk has given us what we asked for. Says whether that is enough: a lease of a former process has to be
    /// changed for one of our own.
    pub fn claimed(&self, claim: &Claim) -> Result<bool, ReplicaError> {
        let _writing = self.writing();
        let held = claim.held.as_ref() == Some(&claim.lease)
            || self.write_outbox::<_, StoreError>(|tx| numbers::hold(tx, claim))?;
        fault("replica.lease_held");
        Ok(held && lock(&self.inner.own_lease).as_ref() == Some(&claim.lease))
    }

    /// What is shown with everything that is sent; None before the desk has given one, and where it knows none.
    pub fn lease(&self) -> Result<Option<Lease>, ReplicaError> {
        Ok(self.read_outbox(numbers::leases)?.held)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Home;
    use super::*;

    /// Asked and answered.
    fn granted(replica: &Replica) -> Claim {
        let claim = replica.claim().unwrap();
        assert!(replica.claimed(&claim).unwrap());
        claim
    }

    #[test]
    fn what_was_asked_for_is_asked_for_again_until_there_is_an_answer() {
        let home = Home::new();
        let replica = home.open();
        let first = replica.claim().unwrap();
        assert_eq!((&first.held, replica.lease().unwrap()), (&None, None));
        assert_eq!(replica.claim().unwrap(), first, "the answer was lost");
        assert!(replica.claimed(&first).unwrap());
        assert_eq!(replica.lease().unwrap().as_ref(), Some(&first.lease));
        let again = replica.claim().unwrap();
        assert_eq!((&again.held, &again.lease), (&Some(first.lease.clone()), &first.lease), "after a lost link");
        assert!(replica.claimed(&again).unwrap());
    }

    #[test]
    fn each_process_makes_up_a_lease_of_its_own_and_settles_first_what_a_killed_one_asked_for() {
        let home = Home::new();
        let replica = home.open();
        let first = granted(&replica);
        drop(replica);
        let replica = home.open();
        let second = replica.claim().unwrap();
        assert_eq!(second.held, Some(first.lease.clone()));
        assert_ne!(second.lease, first.lease);
        drop(replica);
        // Killed before the answer: whether the desk gave it is not known, and a copy may ask for it as well.
        let replica = home.open();
        assert_eq!(replica.claim().unwrap(), second);
        assert!(!replica.claimed(&second).unwrap(), "not enough");
        let third = granted(&replica);
        assert_eq!((&third.held, third.lease != second.lease), (&Some(second.lease), true));
    }

    #[test]
    fn under_a_new_name_nothing_is_held_and_what_was_said_of_the_old_one_says_nothing() {
        let home = Home::new();
        let replica = home.open();
        granted(&replica);
        let old = replica.claim().unwrap();
        replica.take_new_device().unwrap();
        assert_eq!(replica.lease().unwrap(), None);
        let asked = Claim { held: None, ..old };
        assert!(!replica.claimed(&asked).unwrap(), "an answer that comes late");
        let new = granted(&replica);
        assert_eq!((new.held, new.device), (None, replica.device_id().unwrap()));
    }
}
