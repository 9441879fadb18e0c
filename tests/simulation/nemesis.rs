//! What goes wrong by itself from time to time: the network between machines, their clocks and disks, and what happens
//! to the desk as a whole. Drawn from the seed; every fault heals by itself or at the end of the safety phase.

use super::history::Mail;
use super::options::{Dice, Options};
use super::process;
use super::world::{Phase, World};
use std::collections::BTreeMap;
use std::rc::Rc;
use turmoil::Sim;
use turno::domain::{ArticleId, RecordKey, Span, TicketId};

/// A fault that ends at some time.
enum Cure {
    Repair { console: String },
    Release { console: String },
    Start { process: String },
    Token { console: usize },
    Room { process: String },
}

/// What happens by itself, from time to time.
pub struct Trouble {
    dice: Dice,
    cures: Vec<(i64, Cure)>,
    next: Vec<(i64, Kind)>,
    /// The mails in each backup, and the next ticket's number.
    backups: Vec<(BTreeMap<i64, Mail>, i64)>,
    slept: i64,
    copies: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Network,
    Clock,
    Token,
    Floor,
    Backup,
    Restore,
    Copy,
    Remove,
    Full,
}

impl Kind {
    const ALL: [Kind; 9] = [
        Kind::Network,
        Kind::Clock,
        Kind::Token,
        Kind::Floor,
        Kind::Backup,
        Kind::Restore,
        Kind::Copy,
        Kind::Remove,
        Kind::Full,
    ];
}

/// No more than this is slept in one run: what the desk and the consoles keep for a month stays within it.
const SLEEP_LIMIT: i64 = 15 * 24 * 3_600_000;

impl Trouble {
    pub fn new(options: &Options) -> Trouble {
        let dice = Dice::of(options.seed, "trouble");
        let mut trouble =
            Trouble { dice, cures: Vec::new(), next: Vec::new(), backups: Vec::new(), slept: 0, copies: 0 };
        for kind in Kind::ALL {
            trouble.plan(options, kind, 0);
        }
        trouble
    }

    fn plan(&mut self, options: &Options, kind: Kind, now: i64) {
        let every = match kind {
            Kind::Network => options.network_every,
            Kind::Clock => options.clock_every,
            Kind::Token => options.token_every,
            Kind::Floor => options.floor_every,
            Kind::Backup => options.restore_every / 4,
            Kind::Restore => options.restore_every,
            Kind::Copy => options.copy_every,
            Kind::Remove => options.remove_every,
            Kind::Full => options.full_every,
        };
        if every > 0 {
            let at = now + 500 + self.dice.below(every * 2).cast_signed();
            self.next.push((at, kind));
        }
    }

    /// Before each step: sweeps up who was killed, heals what is due, and makes new trouble.
    pub fn step(&mut self, sim: &mut Sim<'_>, world: &Rc<World>) {
        let now = world.now();
        self.sweep_up(sim, world, now);
        let mut at = 0;
        while at < self.cures.len() {
            if self.cures[at].0 <= now {
                let (_, cure) = self.cures.remove(at);
                heal(sim, world, cure);
            } else {
                at += 1;
            }
        }
        if world.phase.get() == Phase::Safety {
            while let Some(at) = self.next.iter().position(|(due, _)| *due <= now) {
                let (_, kind) = self.next.remove(at);
                self.happens(sim, world, kind, now);
                self.plan(&world.options, kind, now);
            }
        }
    }

    fn sweep_up(&mut self, sim: &mut Sim<'_>, world: &Rc<World>, now: i64) {
        let killed = std::mem::take(&mut *world.killed.borrow_mut());
        for process in killed {
            kill(sim, world, &process);
            let back = now + 50 + self.dice.below(4_000).cast_signed();
            self.cures.push((back, Cure::Start { process }));
        }
    }

    fn happens(&mut self, sim: &mut Sim<'_>, world: &Rc<World>, kind: Kind, now: i64) {
        match kind {
            Kind::Network => self.network(sim, world, now),
            Kind::Clock => self.clock(world),
            Kind::Token => self.token(world, now),
            Kind::Floor => self.floor(world),
            Kind::Backup => self.back_up(world),
            Kind::Restore => self.restore(sim, world, now),
            Kind::Copy => self.copy(sim, world, now),
            Kind::Remove => self.remove(world),
            Kind::Full => self.fill(world, now),
        }
    }

    fn any_console(&self, world: &World) -> usize {
        self.dice.below(world.consoles.borrow().len() as u64) as usize
    }

    fn network(&mut self, sim: &mut Sim<'_>, world: &World, now: i64) {
        let console = world.console(self.any_console(world)).name.clone();
        let until = now + 100 + self.dice.below(6_000).cast_signed();
        let kind = self.dice.below(4);
        let name = ["no way", "one way", "one way", "way held"][kind as usize];
        world.fault(name, &format!("{name} to {console} ({kind}) until {until}"));
        for desk in desks(world) {
            match kind {
                0 => sim.partition(console.as_str(), desk.as_str()),
                1 => sim.partition_oneway(console.as_str(), desk.as_str()),
                2 => sim.partition_oneway(desk.as_str(), console.as_str()),
                _ => sim.hold(console.as_str(), desk.as_str()),
            }
        }
        self.cures.push((until, if kind == 3 { Cure::Release { console } } else { Cure::Repair { console } }));
    }

    fn clock(&mut self, world: &World) {
        let console = world.console(self.any_console(world));
        let six_hours = 6 * 3_600_000;
        match self.dice.below(3) {
            0 => {
                let by = self.dice.below(2 * six_hours).cast_signed() - six_hours.cast_signed();
                world.fault("console's clock set", &format!("the clock of {} is set by {by}", console.name));
                console.clock.jump(Span(by));
            }
            1 => {
                let by = self.dice.below(six_hours).cast_signed();
                world.fault("desk's clock set", &format!("the clock of the desk is set by {by}"));
                world.desk_clock.jump(Span(by));
            }
            _ => {
                let long = if self.dice.one_in(4) { 72 * 3_600_000 } else { 600_000 };
                let span = 5_000 + self.dice.below(long).cast_signed();
                if self.slept + span < SLEEP_LIMIT {
                    self.slept += span;
                    world.fault("sleep", &format!("{} sleeps for {span}", console.name));
                    world.time.skip(Span(span));
                    console.clock.slept(Span(span));
                }
            }
        }
    }

    fn token(&mut self, world: &World, now: i64) {
        let console = self.any_console(world);
        world.fault("token revoked", &format!("the token of console {console} is revoked"));
        let revoked = "update token set hash = 'x' || hash where label = ?1 and substr(hash, 1, 1) != 'x'";
        world.read_database().execute(revoked, [&world.console(console).name]).unwrap();
        self.cures.push((now + 500 + self.dice.below(4_000).cast_signed(), Cure::Token { console }));
    }

    fn floor(&mut self, world: &World) {
        let below = self.dice.below(10).cast_signed();
        world.fault("floor raised", &format!("the floor is raised to {below} below the head"));
        let database = world.read_database();
        database.execute("update head set floor_seq = max(floor_seq, seq - ?1)", [below]).unwrap();
        // What was gone by then is not told any more.
        let forgotten = "delete from feed where gone = 1 and seq <= (select floor_seq from head)";
        database.execute(forgotten, []).unwrap();
    }

    fn back_up(&mut self, world: &World) {
        let to = world.home.join(format!("backup-{}.db", self.backups.len()));
        self.backups.push((world.history.borrow().mails.clone(), world.next_ticket.get()));
        world.read_database().execute("vacuum into ?1", [to.to_string_lossy()]).unwrap();
        world.note("a backup is made");
    }

    /// The desk loses its tail: an older copy takes the database's place, with a new epoch or without one.
    fn restore(&mut self, sim: &mut Sim<'_>, world: &Rc<World>, now: i64) {
        let Some(backup) = self.backups.len().checked_sub(1 + self.dice.below(2) as usize) else { return };
        for desk in desks(world) {
            kill(sim, world, &desk);
        }
        super::checker::remember(world);
        let new_epoch = self.dice.one_in(2);
        let (mails, next_ticket) = self.backups[backup].clone();
        world.history.borrow_mut().mails = mails;
        world.next_ticket.set(next_ticket);
        put_back(world, backup, new_epoch.then(|| self.dice.bytes::<8>()));
        let kind = if new_epoch { "new epoch" } else { "desk went back" };
        world.fault(kind, &format!("the desk goes back to backup {backup} at {}: {kind}", world.head()));
        let back = now + 100 + self.dice.below(2_000).cast_signed();
        self.cures.extend(desks(world).map(|process| (back, Cure::Start { process })));
    }

    /// Somebody copies a profile, and both copies are opened.
    fn copy(&mut self, sim: &mut Sim<'_>, world: &Rc<World>, now: i64) {
        if self.copies > 1 || world.consoles.borrow().len() > 6 {
            return;
        }
        self.copies += 1;
        let from = world.console(self.any_console(world));
        kill(sim, world, &from.name);
        let twin = world.add_console(&format!("console-{}", world.consoles.borrow().len()), &from.who.operator);
        for file in std::fs::read_dir(&from.profile).into_iter().flatten().flatten() {
            std::fs::copy(file.path(), twin.profile.join(file.file_name())).unwrap();
        }
        world.fault("profile copied", &format!("the profile of {} is copied to {}", from.name, twin.name));
        add_host(sim, world, twin.at);
        self.cures.push((now + 200, Cure::Start { process: from.name.clone() }));
    }

    /// Somebody asks for a text or a whole ticket to be taken out.
    fn remove(&mut self, world: &World) {
        let n = 1 + self.dice.below(world.options.tickets as u64).cast_signed();
        let key = match self.dice.one_in(3) {
            true => RecordKey::Ticket(TicketId(n)),
            false => RecordKey::Article(ArticleId::new(format!("first-{n}"))),
        };
        let desk = world.back_office.borrow();
        let Some(desk) = desk.as_ref() else { return };
        world.history.borrow_mut().removed.insert(key.clone());
        if let Ok(seq) = desk.remove(&key) {
            world.fault("record removed", &format!("{key:?} is removed as {seq}"));
        }
    }

    /// A disk is full until somebody makes room.
    fn fill(&mut self, world: &World, now: i64) {
        let process = match self.dice.one_in(2) {
            true => desks(world).next().unwrap_or_default(),
            false => world.console(self.any_console(world)).name.clone(),
        };
        let until = now + 1_000 + self.dice.below(40_000).cast_signed();
        world.fault("disk full for long", &format!("the disk of {process} is full until {until}"));
        world.full.borrow_mut().push(process.clone());
        self.cures.push((until, Cure::Room { process }));
    }

    /// Everything heals.
    pub fn ends(&mut self, sim: &mut Sim<'_>, world: &Rc<World>) {
        world.phase.set(Phase::Liveness);
        world.note("everything heals");
        self.sweep_up(sim, world, world.now());
        for (_, cure) in std::mem::take(&mut self.cures) {
            heal(sim, world, cure);
        }
        for console in world.consoles.borrow().iter() {
            console.weather.clears();
            console.clock.set_right();
        }
        for at in 0..world.consoles.borrow().len() {
            heal(sim, world, Cure::Token { console: at });
        }
    }
}

fn put_back(world: &World, backup: usize, epoch: Option<[u8; 8]>) {
    *world.back_office.borrow_mut() = None;
    *world.looking.borrow_mut() = None;
    let database = world.database();
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(world.home.join(format!("desk.db{suffix}")));
    }
    std::fs::copy(world.home.join(format!("backup-{backup}.db")), &database).unwrap();
    let desk = world.open_desk().unwrap();
    if let Some(epoch) = epoch {
        let epoch: String = epoch.iter().map(|byte| format!("{byte:02x}")).collect();
        world.read_database().execute("update head set epoch = ?1", [epoch]).unwrap();
    }
    // Consoles that came later than the backup have tokens that it does not know.
    for console in world.consoles.borrow().iter() {
        console.renew_token(&desk);
    }
    *world.back_office.borrow_mut() = Some(desk);
    world.history.borrow_mut().forks += 1;
}

fn desks(world: &World) -> impl Iterator<Item = String> + use<> {
    (0..world.options.servers).map(|at| format!("desk-{at}"))
}

fn kill(sim: &mut Sim<'_>, world: &World, process: &str) {
    let console = world.consoles.borrow().iter().find(|it| it.name == process).cloned();
    if let Some(console) = &console {
        console.live.take();
    }
    sim.crash(process);
    if let Some(console) = console
        && console.profile.is_dir()
    {
        // Whoever is killed does not tidy up.
        std::fs::write(console.profile.join("unclean"), "").unwrap();
    }
}

fn heal(sim: &mut Sim<'_>, world: &World, cure: Cure) {
    match cure {
        Cure::Repair { console } => desks(world).for_each(|desk| {
            sim.repair(console.as_str(), desk.as_str());
            sim.repair_oneway(console.as_str(), desk.as_str());
            sim.repair_oneway(desk.as_str(), console.as_str());
        }),
        Cure::Release { console } => desks(world).for_each(|desk| sim.release(console.as_str(), desk.as_str())),
        Cure::Start { process } => {
            if !sim.is_host_running(process.as_str()) {
                world.note(&format!("{process} starts"));
                sim.bounce(process.as_str());
            }
            return;
        }
        Cure::Token { console } => {
            let given = "update token set hash = substr(hash, 2) where label = ?1 and substr(hash, 1, 1) = 'x'";
            world.read_database().execute(given, [&world.console(console).name]).unwrap();
            return;
        }
        Cure::Room { process } => {
            world.full.borrow_mut().retain(|it| *it != process);
            world.note(&format!("there is room on the disk of {process}"));
            return;
        }
    }
    world.note("a way is repaired");
}

pub fn add_host(sim: &mut Sim<'_>, world: &Rc<World>, at: usize) {
    let name = world.console(at).name.clone();
    let world = world.clone();
    sim.host(name, move || process::console(world.clone(), at));
}
