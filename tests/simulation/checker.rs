//! The verdict on a run: nothing acknowledged is lost or doubled, the desk is what its audit trail says, every
//! answer is one that the desk had to give, and every replica is the desk.

use super::history::{Deed, End, History};
use super::kinds::add;
use super::model::{self, Model, Txn};
use super::run::Verdict;
use super::secrets;
use super::small_desk;
use super::world::{Console, World};
use std::collections::BTreeMap;
use std::rc::Rc;
use turno::domain::operation::{Effect, Field};
use turno::domain::{Article, OperationId, OutboxEntry, OutboxState, Record, Refusal, Span, Ticket, TicketId};
use turno::replica::Replica;

/// Whether all that was done has been told to everybody.
pub fn has_converged(world: &World) -> bool {
    let head = world.head();
    let consoles = world.consoles.borrow();
    let settled = consoles.iter().all(|console| {
        let live = console.live.borrow().clone();
        live.is_some_and(|live| is_settled(&live.replica) && live.replica.progress().is_ok_and(|(seq, _)| seq == head))
    });
    let beyond = world.beyond.get();
    let all = |console: &Rc<Console>| console.live.borrow().as_ref().map(|live| shown(&live.replica, beyond));
    settled && consoles.windows(2).all(|pair| all(&pair[0]) == all(&pair[1]))
}

fn is_settled(replica: &Replica) -> bool {
    let settled = |entry: &OutboxEntry| matches!(entry.state, OutboxState::Refused { .. });
    replica.outbox().is_ok_and(|entries| entries.iter().all(settled))
}

/// Before the desk loses its tail: how tickets were in it, so that answers given then can be understood.
pub fn remember(world: &World) {
    let mut model = model_of(world);
    let history = world.history.borrow();
    for txn in &model::audit(&world.read_database()) {
        let _of_a_history_that_is_lost = model.replay(txn, &history);
    }
    drop(history);
    let mut history = world.history.borrow_mut();
    for (id, past) in model.past {
        history.lost_pasts.entry(id).or_default().extend(past);
    }
}

fn model_of(world: &World) -> Model {
    let policy = world.policy.clone();
    let founded = small_desk::records(world.options.tickets, world.founded_at);
    let mut articles: BTreeMap<TicketId, Article> = BTreeMap::new();
    let mut first = Vec::new();
    for record in founded {
        match record {
            Record::Article(article) => drop(articles.insert(article.ticket, article)),
            Record::Ticket(ticket) => first.extend(articles.remove(&ticket.id).map(|article| (*ticket, article))),
            _ => {}
        }
    }
    Model::new(policy, first)
}

pub fn judge(world: &World, converged: bool, healed_ms: i64) -> Verdict {
    let audit = model::audit(&world.read_database());
    let mut model = model_of(world);
    let mut wrong = Vec::new();
    {
        let history = world.history.borrow();
        for txn in &audit {
            wrong.extend(model.replay(txn, &history).err());
        }
    }
    if !converged {
        wrong.push(format!("after {healed_ms} ms: {}", why_not(world)));
    }
    wrong.extend(chain(world, &audit));
    wrong.extend(replicas(world, &model));
    let mut sum = effects(world, &audit, &model);
    wrong.append(&mut sum.violations);
    wrong.extend(real_time(world, &audit));
    wrong.extend(too_soon(world, &audit));
    wrong.extend(secrets::in_files(world));
    let mut history = world.history.borrow_mut();
    let now = world.now();
    for what in wrong {
        history.violation(now, what);
    }
    verdict(world, &history, sum, healed_ms)
}

fn verdict(world: &World, history: &History, sum: Sum, healed_ms: i64) -> Verdict {
    let mut faults = history.faults.clone();
    world.consoles.borrow().iter().for_each(|console| add(&mut faults, &console.weather.faults()));
    Verdict {
        seed: world.options.seed,
        simulated_ms: world.now(),
        healed_ms,
        faults,
        passed: world.passed.borrow().iter().map(|point| (*point).to_string()).collect(),
        kills: history.kills.clone(),
        forks: history.forks,
        acknowledged: history.deeds.values().filter(|deed| deed.acknowledged).count() as u64,
        applied: sum.applied,
        refused: sum.refused,
        lost: sum.lost,
        doubled: sum.doubled,
        violations: history.violations.clone(),
        trace: history.hash(),
    }
}

fn why_not(world: &World) -> String {
    let head = world.head();
    let of = |console: &Console| match console.live.borrow().clone() {
        None => format!("{} does not run", console.name),
        Some(live) => {
            let read = live.replica.progress().map(|it| it.0).unwrap_or(-1);
            let open: Vec<String> = live
                .replica
                .outbox()
                .unwrap_or_default()
                .iter()
                .filter(|entry| !matches!(entry.state, OutboxState::Refused { .. }))
                .map(|entry| format!("{} {:?}", entry.id, entry.state))
                .collect();
            format!("{} has read {read} of {head}, {:?}, waits for {open:?}", console.name, live.sync.status.borrow())
        }
    };
    world.consoles.borrow().iter().map(|console| of(console)).collect::<Vec<_>>().join("; ")
}

/// No hole in the numbers, and the seals hold.
fn chain(world: &World, audit: &[Txn]) -> Vec<String> {
    let mut wrong = Vec::new();
    if audit.iter().zip(1..).any(|(txn, seq)| txn.seq != seq) || audit.len() as i64 != world.head() {
        wrong.push("the numbers of the audit trail have a hole".to_string());
    }
    if let Err(error) = world.back_office.borrow().as_ref().unwrap().check() {
        wrong.push(error.to_string());
    }
    wrong
}

/// A reply that lingers does not reach the desk before its time. Where nobody sets a clock, two of them differ by what a
/// slow link hides at most.
fn too_soon(world: &World, audit: &[Txn]) -> Vec<String> {
    const HIDDEN: Span = Span::seconds(4);
    if world.options.clock_every > 0 {
        return Vec::new();
    }
    let history = world.history.borrow();
    let early = audit.iter().filter_map(|txn| {
        let leaves_at = history.deeds.get(txn.id.as_ref()?)?.leaves_at?;
        (txn.at + HIDDEN < leaves_at)
            .then(|| format!("{} reached the desk at {:?}, before {leaves_at:?}", txn.seq, txn.at))
    });
    early.collect()
}

/// What a replica shows of the desk.
fn shown(replica: &Replica, beyond: i64) -> BTreeMap<TicketId, (Ticket, Vec<Article>)> {
    let of = |id| {
        let ticket = replica.ticket(id).ok().flatten()?;
        let mut articles = replica.conversation(id).ok()?;
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        Some((id, (ticket, articles)))
    };
    (1..beyond).map(TicketId).filter_map(of).collect()
}

fn replicas(world: &World, model: &Model) -> Vec<String> {
    let mut wrong = Vec::new();
    let beyond = world.beyond.get();
    let of = |id: TicketId| model.articles.values().filter(|it| it.ticket == id).cloned().collect::<Vec<_>>();
    let wanted: BTreeMap<TicketId, (Ticket, Vec<Article>)> =
        model.tickets.iter().map(|(id, ticket)| (*id, (ticket.clone(), of(*id)))).collect();
    for console in world.consoles.borrow().iter() {
        let Some(live) = console.live.borrow().clone() else { continue };
        let shown = shown(&live.replica, beyond);
        for id in wanted.keys().chain(shown.keys()) {
            if wanted.get(id) != shown.get(id) {
                wrong.push(format!("{} shows another ticket {id}: {}", console.name, difference(&wanted, &shown, *id)));
                break;
            }
        }
        let operators = live.replica.operators().map(|all| all.len()).unwrap_or_default();
        if operators != small_desk::operators().len() {
            wrong.push(format!("{} knows {operators} operators", console.name));
        }
    }
    wrong
}

type Shown = BTreeMap<TicketId, (Ticket, Vec<Article>)>;

fn difference(wanted: &Shown, shown: &Shown, id: TicketId) -> String {
    match (wanted.get(&id), shown.get(&id)) {
        (Some((wanted, _)), Some((shown, _))) if wanted != shown => format!("{shown:?} instead of {wanted:?}"),
        (Some((_, wanted)), Some((_, shown))) => {
            let ids = |of: &[Article]| of.iter().map(|it| it.id.0.clone()).collect::<Vec<_>>();
            format!("articles {:?} instead of {:?}", ids(shown), ids(wanted))
        }
        (Some(_), None) => "it is missing".to_string(),
        _ => "there is no such ticket".to_string(),
    }
}

#[derive(Default)]
struct Sum {
    applied: u64,
    refused: u64,
    lost: u64,
    doubled: u64,
    violations: Vec<String>,
}

/// Each acknowledged action took effect once, or stands in front of its operator.
fn effects(world: &World, audit: &[Txn], model: &Model) -> Sum {
    let mut count: BTreeMap<&OperationId, u64> = BTreeMap::new();
    for id in audit.iter().filter_map(|txn| txn.id.as_ref()) {
        *count.entry(id).or_default() += 1;
    }
    let mut outboxes: BTreeMap<(usize, OperationId), OutboxState> = BTreeMap::new();
    for console in world.consoles.borrow().iter() {
        let live = console.live.borrow().clone();
        let entries = live.and_then(|live| live.replica.outbox().ok()).unwrap_or_default();
        outboxes.extend(entries.into_iter().map(|entry| ((console.at, entry.id), entry.state)));
    }
    let history = world.history.borrow();
    let mut sum = Sum::default();
    for (id, deed) in &history.deeds {
        let effects = count.get(id).copied().unwrap_or_default();
        let stands = |at: usize| outboxes.get(&(at, id.clone()));
        let missing = deed.held.iter().any(|at| !deed.ends.contains_key(at) && stands(*at).is_none());
        if effects == 0 && deed.acknowledged && missing && !was_idle(deed, model, &history) {
            sum.lost += 1;
            sum.violations.push(format!("LOST: {}", named(id, deed)));
        }
        judge_one(&mut sum, (id, deed), effects, stands(deed.console), model, &history);
    }
    sum
}

fn named(id: &OperationId, deed: &Deed) -> String {
    format!("{id} ({} on {} of console {})", deed.operation.action.word(), deed.operation.ticket, deed.console)
}

/// There may have been nothing to do for it.
fn was_idle(deed: &Deed, model: &Model, history: &History) -> bool {
    let nothing_to_do = |it: &Result<Effect, _>| matches!(it, Ok(Effect::Unchanged));
    let before = history.lost_pasts.get(&deed.operation.ticket).cloned().unwrap_or_default();
    model.could_be(&deed.operation, &deed.by, deed.after_seq, &nothing_to_do)
        || model::could_have_been(model, &before, deed, &nothing_to_do)
}

fn judge_one(
    sum: &mut Sum,
    (id, deed): (&OperationId, &Deed),
    effects: u64,
    stands: Option<&OutboxState>,
    model: &Model,
    history: &History,
) {
    let what = named(id, deed);
    sum.applied += effects.min(1);
    if effects > 1 {
        sum.doubled += 1;
        sum.violations.push(format!("DOUBLED: {what} took effect {effects} times"));
    }
    match (effects, stands, deed.ends.get(&deed.console)) {
        // A copied profile may show as refused what its twin has had carried out.
        (1.., Some(OutboxState::Refused { .. }), None) if history.forks == 0 => {
            sum.violations.push(format!("{what} took effect and stands refused"));
        }
        (0, Some(OutboxState::Refused { refusal }), None) => {
            sum.refused += 1;
            let answer = |it: &Result<Effect, _>| it.as_ref().err() == Some(refusal);
            let after = deed.after_seq;
            // How many tickets were attached then is not known of the incident alone.
            let of_others = matches!(refusal, Refusal::Conflict { field: Field::Recipients, .. });
            let told = of_others || model.could_be(&deed.operation, &deed.by, after, &answer);
            if history.forks == 0 && !told {
                sum.violations.push(format!("{what} is refused without a reason: {refusal}"));
            }
        }
        (1.., _, Some(End::Discarded | End::Edited))
            if deed.refused.contains_key(&deed.console) && history.forks == 0 =>
        {
            sum.violations.push(format!("{what} was refused, given up, and took effect"));
        }
        _ => {}
    }
}

/// What was known to be done before something else was begun, comes before it.
fn real_time(world: &World, audit: &[Txn]) -> Vec<String> {
    let history = world.history.borrow();
    if history.forks > 0 {
        return Vec::new();
    }
    let seq_of: BTreeMap<&OperationId, i64> =
        audit.iter().filter_map(|txn| txn.id.as_ref().map(|id| (id, txn.seq))).collect();
    let known: Vec<(i64, i64)> = {
        let of = |(id, deed): (&OperationId, &Deed)| Some((deed.known?, *seq_of.get(id)?));
        let mut known: Vec<_> = history.deeds.iter().filter_map(of).collect();
        known.sort_unstable();
        known
    };
    let mut made: Vec<(i64, i64)> =
        history.deeds.iter().filter_map(|(id, deed)| Some((deed.made, *seq_of.get(id)?))).collect();
    made.sort_unstable();
    let (mut at, mut newest, mut wrong) = (0, 0, Vec::new());
    for (time, seq) in made {
        while at < known.len() && known[at].0 < time {
            newest = newest.max(known[at].1);
            at += 1;
        }
        if seq < newest {
            wrong.push(format!("transaction {seq} was begun after {newest} was known to be done"));
        }
    }
    wrong
}
