//! What operators do: one letter of the alphabet at a time, drawn by weight.

use super::history::{Deed, End, History};
use super::world::{Console, Live, Phase, World};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Duration;
use tokio::time::timeout;
use turno::backend::Backend;
use turno::domain::{
    Action, Decision, Language, Link, Operation, OperationId, OutboxEntry, OutboxState, Priority, RecordKey, Role,
    SkipReason, Span, Status, Ticket, TicketId, Timestamp, Visibility,
};
use turno::replica::{Replica, ReplicaError, Taken};
use turno::seam::Clock;
use turno::seam::faults::survive;

/// What comes after an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Goes,
    Closes,
}

/// One letter; None if the console was killed in it.
pub async fn act(world: &Rc<World>, console: &Console, live: &Live) -> Option<Next> {
    survive(|| look_at_outbox(world, console, &live.replica, false))?;
    if world.phase.get() == Phase::Liveness {
        survive(|| settle_the_rest(world, console, live))?;
        return Some(Next::Goes);
    }
    // Whoever has nothing before them waits for it.
    if !live.replica.cursor().is_ok_and(|cursor| cursor.is_some()) {
        return Some(Next::Goes);
    }
    world.history.borrow_mut().acted += 1;
    match console.dice.below(100) {
        0..70 => survive(|| change(world, console, &live.replica))?,
        70..82 => survive(|| decide(world, console, &live.replica))?,
        82..90 => survive(|| draft(world, console, &live.replica))?,
        90..92 => work_next(world, console, live).await,
        92..94 => live.sync.now(),
        94..96 => survive(|| send_now(world, console, live))?,
        96..98 => return Some(Next::Closes),
        _ => {}
    }
    Some(Next::Goes)
}

fn change(world: &World, console: &Console, replica: &Replica) {
    let id = TicketId(1 + console.dice.below(world.options.tickets as u64 + 3) as i64);
    let Ok(Some(ticket)) = replica.ticket(id) else { return };
    let operation = Operation { ticket: id, action: draw(world, console, &ticket) };
    let made = replica.submit(&operation);
    match made {
        Ok(id) => acknowledge(world, console, id, operation),
        Err(ReplicaError::Refused(_)) => {}
        Err(error) => world.note(&format!("{} is not taken on: {error}", console.name)),
    }
}

fn draw(world: &World, console: &Console, ticket: &Ticket) -> Action {
    let dice = &console.dice;
    let text = format!("{} of {} {:x}", world.history.borrow().acted, console.name, dice.below(1 << 40));
    let pick = |of: &[Role]| *dice.pick(of).unwrap_or(&Role::ALL[0]);
    let other = || TicketId(1 + dice.below(world.options.tickets as u64 + 3) as i64);
    // Nothing else can be done to a merged ticket: it does not stay one for long.
    if let Some(from) = ticket.duplicate_of
        && dice.below(3) == 0
    {
        return Action::Unmerge { from };
    }
    match dice.below(106) {
        0..12 => Action::Take,
        12..18 => Action::GiveBack,
        18..23 => match &ticket.assignee {
            Some(holder) => Action::Steal { from: holder.clone(), reason: text },
            None => Action::Take,
        },
        23..32 => Action::Route {
            from: ticket.owner_role,
            to: pick(&Role::ALL),
            decision: Decision::Unaided,
            knowledge: None,
        },
        32..40 => {
            let to = [Status::Open, Status::Pending, Status::Resolved, Status::Closed];
            Action::SetStatus { from: ticket.status, to: *dice.pick(&to).unwrap_or(&Status::Open) }
        }
        40..47 => {
            let to = *dice.pick(Priority::ALL).unwrap_or(&ticket.priority);
            Action::SetPriority { from: ticket.priority, to }
        }
        47..50 => Action::Skip { reason: *dice.pick(SkipReason::ALL).unwrap_or(&SkipReason::Time) },
        50..54 => match ticket.open_promise() {
            Some(open) if dice.below(2) == 0 => Action::SettlePromise { due_at: open.due_at, kept: dice.below(2) == 0 },
            open => {
                let to = Timestamp(1_800_000_000_000 + dice.below(1 << 30) as i64);
                Action::Promise { from: open.map(|it| it.due_at), to: Some(to), text }
            }
        },
        54..58 => {
            let until = console.clock.now() + Span::minutes(dice.below(40) as i64);
            Action::Snooze { from: ticket.status, until }
        }
        // Many at once, so that something waits to be accepted.
        78..81 => Action::HandOver { next: text },
        81..84 => match ticket.waiting_handover() {
            Some(handover) if dice.below(3) == 0 => Action::ReturnHandover { from: handover.by.clone(), reason: text },
            Some(handover) => Action::AcceptHandover { from: handover.by.clone() },
            None => Action::HandOver { next: text },
        },
        84..86 => {
            let level = ticket.level();
            let to = if dice.below(3) == 0 { 0 } else { level + 1 };
            Action::Escalate { from: level, to, reason: text }
        }
        86..96 => draw_of_incident(console, ticket, text),
        96..100 => {
            let minutes = 1 + dice.below(90) as i64;
            let billable = dice.below(2) == 0;
            let note = if dice.below(2) == 0 { text } else { String::new() };
            Action::AddTime { minutes: if dice.below(3) == 0 { -minutes } else { minutes }, billable, note }
        }
        100..103 => Action::Merge { into: other() },
        103 => Action::Unlink { to: *dice.pick(&ticket.related).unwrap_or(&other()) },
        104..106 => Action::Link { to: other() },
        58..66 => Action::Reply { body: text, seen: ticket.replies, force: false },
        _ => Action::Comment { body: text },
    }
}

/// Tickets 1 and 2 are the incidents, so that many are attached to the same.
fn draw_of_incident(console: &Console, ticket: &Ticket, text: String) -> Action {
    let dice = &console.dice;
    let Some(incident) = &ticket.incident else {
        return match (ticket.id.0, ticket.part_of) {
            (1..=2, None) => Action::DeclareIncident,
            (_, Some(incident)) if dice.below(4) == 0 => Action::Detach { incident },
            _ => Action::Attach { incident: TicketId(1 + dice.below(2) as i64) },
        };
    };
    let (revision, to) = (incident.revision, (1..=40).map(TicketId).collect());
    let texts = || Language::ALL.iter().map(|it| (*it, format!("{text} {{{{ ticket.id }}}}"))).collect();
    match ticket.waiting_broadcast() {
        None if dice.below(8) == 0 => Action::EndIncident,
        None => Action::ProposeBroadcast { seen: revision, texts: texts(), to },
        Some(own) if own.by == console.who.operator => match dice.below(3) {
            0 => Action::WithdrawBroadcast { revision },
            _ => Action::ProposeBroadcast { seen: revision, texts: texts(), to },
        },
        Some(_) if dice.below(4) == 0 => Action::ReturnBroadcast { revision, reason: text },
        Some(_) => Action::ReleaseBroadcast { revision, to },
    }
}

fn acknowledge(world: &World, console: &Console, id: OperationId, operation: Operation) {
    let line = format!("{} {} {} as {id}", console.name, operation.action.word(), operation.ticket);
    let head = world.head();
    let mut history = world.history.borrow_mut();
    history.note(world.now(), &line);
    let deed = deed(world, console, operation, head, true);
    history.deeds.insert(id, deed);
}

fn deed(world: &World, console: &Console, operation: Operation, head: i64, acknowledged: bool) -> Deed {
    Deed {
        console: console.at,
        by: console.who.operator.clone(),
        operation,
        acknowledged,
        after_seq: head,
        made: world.now(),
        leaves_at: None,
        known: None,
        held: BTreeSet::from([console.at]),
        ends: BTreeMap::new(),
        refused: BTreeMap::new(),
    }
}

/// What stands in the outbox: the operator sees it, and so do we. At a start there may be actions that were made
/// when the console was killed and never acknowledged.
pub fn look_at_outbox(world: &World, console: &Console, replica: &Replica, starts: bool) {
    let Ok(entries) = replica.outbox() else { return };
    let now = world.now();
    let head = if starts { world.head() } else { 0 };
    let mut history = world.history.borrow_mut();
    for entry in &entries {
        if !history.deeds.contains_key(&entry.id) {
            history.note(now, &format!("{} finds {}", console.name, entry.id));
            let mut found = deed(world, console, entry.operation.clone(), head, false);
            found.after_seq = 0;
            history.deeds.insert(entry.id.clone(), found);
        }
        seen(&mut history, console.at, entry, now);
    }
    if !starts
        && history.forks == 0
        && world.options.disk_fails == 0
        && let Some(id) = own_text_missing(&history, console, replica)
    {
        let stands = entries.iter().find(|entry| entry.id == id).map(|entry| &entry.state);
        let read = replica.progress();
        let what = format!("{} does not show {id}, which it has taken on: {stands:?}, {read:?}", console.name);
        history.violation(now, what);
    }
    let gone = |(id, deed): &(&OperationId, &mut Deed)| {
        deed.console == console.at
            && deed.known.is_none()
            && !deed.ends.contains_key(&console.at)
            && !entries.iter().any(|it| it.id == **id)
    };
    for (_, deed) in history.deeds.iter_mut().filter(gone) {
        deed.known = Some(now);
    }
}

/// The comment that an operator wrote last is on their screen, whatever the desk has said of it meanwhile.
fn own_text_missing(history: &History, console: &Console, replica: &Replica) -> Option<OperationId> {
    let written = |deed: &Deed| {
        let text = matches!(deed.operation.action, Action::Comment { .. });
        let stands = !deed.ends.contains_key(&console.at) && !deed.refused.contains_key(&console.at);
        text && deed.console == console.at && deed.acknowledged && stands
    };
    let (id, deed) = history.deeds.iter().rev().find(|(_, deed)| written(deed))?;
    let ticket = deed.operation.ticket;
    if history.removed.contains(&RecordKey::Ticket(ticket)) {
        return None;
    }
    let articles = replica.conversation(ticket).ok()?;
    (!articles.iter().any(|article| article.id == id.article_id())).then(|| id.clone())
}

fn seen(history: &mut History, console: usize, entry: &OutboxEntry, now: i64) {
    let Some(deed) = history.deeds.get_mut(&entry.id) else { return };
    deed.held.insert(console);
    deed.leaves_at = entry.leaves_at;
    // Whoever was killed while ending it had not done it.
    deed.ends.remove(&console);
    match &entry.state {
        OutboxState::Applied { .. } => deed.known = deed.known.or(Some(now)),
        OutboxState::Refused { refusal } => drop(deed.refused.insert(console, refusal.clone())),
        _ => {}
    }
}

/// Retries, edits or discards one that waits for its operator.
fn decide(world: &World, console: &Console, replica: &Replica) {
    let Ok(entries) = replica.outbox() else { return };
    let open: Vec<&OutboxEntry> = entries.iter().filter(|it| it.state.may_leave()).collect();
    let Some(entry) = console.dice.pick(&open).copied() else { return };
    let with = follow(entry, &entries);
    let end = match (&entry.state, console.dice.below(4)) {
        (OutboxState::Queued, _) => [End::Discarded, End::Edited][console.dice.below(2) as usize],
        (_, 0) => End::Discarded,
        (_, 1) => End::Edited,
        _ => End::Retried,
    };
    // If the console is killed in it, it may be done all the same.
    ends(world, console, &entry.id, Some(end));
    let done = match end {
        End::Retried => retry(world, console, replica, entry),
        End::Discarded => replica.discard(&entry.id).is_ok(),
        End::Edited => edit(world, console, replica, entry, &with),
    };
    match done {
        true => world.note(&format!("{} {end:?} {}", console.name, entry.id)),
        false => ends(world, console, &entry.id, None),
    }
}

/// What was refused is another action from then on, and what is stuck the same.
fn retry(world: &World, console: &Console, replica: &Replica, entry: &OutboxEntry) -> bool {
    let Ok(id) = replica.retry(&entry.id) else { return false };
    if id == entry.id {
        return false;
    }
    let again = replica.outbox().ok().and_then(|all| all.into_iter().find(|it| it.id == id));
    if let Some(again) = again {
        acknowledge(world, console, id, again.operation);
    }
    true
}

/// What is taken back with a reply: the status that follows it.
fn follow(entry: &OutboxEntry, entries: &[OutboxEntry]) -> Vec<OperationId> {
    if !matches!(entry.operation.action, Action::Reply { .. }) || entry.state != OutboxState::Queued {
        return Vec::new();
    }
    let mut after = entries.iter().skip_while(|it| it.id != entry.id).skip(1);
    let next = after.find(|it| it.operation.ticket == entry.operation.ticket && it.state == OutboxState::Queued);
    next.filter(|it| matches!(it.operation.action, Action::SetStatus { .. }))
        .map(|it| it.id.clone())
        .into_iter()
        .collect()
}

/// Takes a text back to be written on, with what follows it.
fn edit(world: &World, console: &Console, replica: &Replica, entry: &OutboxEntry, with: &[OperationId]) -> bool {
    with.iter().for_each(|id| ends(world, console, id, Some(End::Discarded)));
    let Ok(Taken { ticket, kind, .. }) = replica.take_back(&entry.id, with) else {
        with.iter().for_each(|id| ends(world, console, id, None));
        return false;
    };
    let text = entry.operation.action.typed_text().unwrap_or_default();
    let draft = replica.draft(ticket, kind).ok().flatten().unwrap_or_default();
    if !draft.contains(text) {
        world.violation(format!("{}: the text of {} is not in the draft", console.name, entry.id));
    }
    true
}

fn ends(world: &World, console: &Console, id: &OperationId, end: Option<End>) {
    if let Some(deed) = world.history.borrow_mut().deeds.get_mut(id) {
        match end {
            Some(end) => drop(deed.ends.insert(console.at, end)),
            None => drop(deed.ends.remove(&console.at)),
        }
    }
}

fn draft(world: &World, console: &Console, replica: &Replica) {
    let id = TicketId(1 + console.dice.below(world.options.tickets as u64) as i64);
    let kind = if console.dice.one_in(2) { Visibility::Public } else { Visibility::Internal };
    let text = format!("draft {:x}", console.dice.below(1 << 40));
    if replica.save_draft(id, kind, &text).is_ok() {
        let kept = replica.draft(id, kind);
        if kept.ok().flatten().as_deref() != Some(text.as_str()) {
            world.violation(format!("{}: a draft is not as it was saved", console.name));
        }
    }
}

/// What lingers leaves at once.
fn send_now(world: &World, console: &Console, live: &Live) {
    let entries = live.replica.outbox().unwrap_or_default();
    let mut history = world.history.borrow_mut();
    for entry in entries.iter().filter(|entry| entry.leaves_at.is_some()) {
        if let Some(deed) = history.deeds.get_mut(&entry.id) {
            deed.leaves_at = None;
        }
    }
    drop(history);
    if live.replica.send_what_lingers().is_err() {
        world.note(&format!("{} cannot send what lingers", console.name));
    }
    live.sync.now();
}

async fn work_next(world: &World, console: &Console, live: &Live) {
    let asked = timeout(Duration::from_secs(10), live.link.work_next(Timestamp(i64::MAX))).await;
    if let Ok(Ok(Some(ticket))) = asked {
        world.note(&format!("{} got {ticket} to work on", console.name));
    }
}

/// After the storm: what stands in front of operators is decided, and whoever was told to stop tries again.
fn settle_the_rest(world: &World, console: &Console, live: &Live) {
    if matches!(live.sync.status.borrow().link, Link::Refused { .. }) {
        live.sync.now();
    }
    let entries = live.replica.outbox().unwrap_or_default();
    let stuck = entries.iter().find(|entry| matches!(entry.state, OutboxState::Stuck { .. }));
    if let Some(entry) = stuck {
        retry(world, console, &live.replica, entry);
    }
}
