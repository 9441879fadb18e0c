//! Kills processes at fault points, and makes disks refuse.

use super::kinds::count;
use super::options::Dice;
use super::world::{Phase, World};
use std::collections::BTreeMap;
use std::rc::Rc;
use turno::seam::faults::{DiskFault, Nemesis};

/// At one point in so many a process dies far more often than elsewhere: what is passed once in a run would hardly
/// ever be the last of it otherwise.
const HOT: u64 = 6;
const HOTTER: u64 = 100;

pub struct Killer {
    world: Rc<World>,
    dice: Dice,
    hot: BTreeMap<&'static str, bool>,
}

impl Killer {
    pub fn new(world: &Rc<World>) -> Killer {
        Killer { world: world.clone(), dice: Dice::of(world.options.seed, "killer"), hot: BTreeMap::new() }
    }

    fn chance(&mut self, process: &str, point: &'static str) -> u64 {
        let options = &self.world.options;
        let chance = if process.starts_with("desk") { options.server_killed } else { options.console_killed };
        let hot = || !point.starts_with("store.") && Dice::of(options.seed, point).one_in(HOT);
        if *self.hot.entry(point).or_insert_with(hot) { chance * HOTTER } else { chance }
    }
}

impl Nemesis for Killer {
    fn kills(&mut self, point: &'static str) -> bool {
        let Some(process) = self.world.process() else { return false };
        if self.world.is_killed(&process) {
            return true;
        }
        self.world.passed.borrow_mut().insert(point);
        let mortal = process.starts_with("desk") || process.starts_with("console");
        if !mortal || self.world.phase.get() == Phase::Liveness {
            return false;
        }
        let chance = self.chance(&process, point);
        if !self.dice.per_million(chance) {
            return false;
        }
        let kind = if process.starts_with("desk") { "desk killed" } else { "console killed" };
        self.world.fault(kind, &format!("{process} is killed at {point}"));
        count(&mut self.world.history.borrow_mut().kills, point);
        self.world.killed.borrow_mut().push(process);
        true
    }

    fn refuses(&mut self, call: &'static str) -> Option<DiskFault> {
        let process = self.world.process()?;
        if self.world.is_killed(&process) {
            return Some(DiskFault::Failed);
        }
        if process == "mail" || self.world.phase.get() == Phase::Liveness {
            return None;
        }
        if self.world.full.borrow().contains(&process) {
            return Some(DiskFault::Full);
        }
        if !self.dice.per_million(self.world.options.disk_fails) {
            return None;
        }
        let (fault, kind) = *self.dice.pick(&[
            (DiskFault::Full, "disk full"),
            (DiskFault::Failed, "disk failed"),
            (DiskFault::Busy, "disk busy"),
        ])?;
        self.world.fault(kind, &format!("the disk of {process} refuses to {call}: {fault:?}"));
        Some(fault)
    }
}
