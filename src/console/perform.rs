//! Carries out effects on the replica, the sync and the desk, and brings the answers back as messages.
//!
//! Two lanes of blocking calls: one for what writes (in the order in which it was pressed), one for what reads.
//! A search over a million tickets holds up no key that takes a ticket.

use super::alerts;
use super::batch::{Planned, Want};
use super::effect::{Effect, OnShelf};
use super::msg::{Doing, Msg};
use super::trouble::Trouble;
use super::undo::Sent;
use super::{Asks, ConsoleError, NotCompared};
use crate::domain::roster::Presence;
use crate::domain::{CallerCode, ContactId, Operation, OperatorId, Span, SyncStatus, TicketId, Timestamp};
use crate::replica::{Changed, Replica, ReplicaError, Shelf, StoreError, Taken};
use crate::sync::Sync;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// So many messages may wait for the loop.
const INBOX: usize = 1_024;
/// So many orders may wait in a lane.
const LANE: usize = 256;
/// Changes that come closer together than this are told as one.
const COALESCE: Duration = Duration::from_millis(50);
/// So long the desk may take to name the next ticket before the console helps itself; a desk that hears of it later
/// gives none.
const PATIENCE: Span = Span::seconds(3);
/// So long a caller, who is on the telephone, waits for the desk to compare a code: longer than the desk lets one wait
/// for its turn.
const COMPARED_WITHIN: Duration = Duration::from_secs(10);
/// So long the last writes may take.
const FINISH_WITHIN: Duration = Duration::from_secs(5);
/// So many customers and contacts are found at once: who has not typed enough types on.
const HITS: usize = 50;
/// Of more tickets than this it is said that anything may have changed.
const TICKETS_TOLD: usize = 64;

/// Where effects go.
pub struct Ports<A> {
    sync: Sync,
    asks: Arc<A>,
    inbox: mpsc::Sender<Msg>,
    reads: mpsc::Sender<Effect>,
    writes: mpsc::Sender<Effect>,
    lanes: Vec<JoinHandle<()>>,
}

impl<A: Asks> Ports<A> {
    /// Opens the lanes, and listens to replica and sync until `quit`.
    pub fn open(
        (replica, shelf): (&Replica, &Shelf),
        sync: Sync,
        asks: A,
        quit: &CancellationToken,
    ) -> (Ports<A>, mpsc::Receiver<Msg>) {
        let (inbox, messages) = mpsc::channel(INBOX);
        let (reads, read_orders) = mpsc::channel(LANE);
        let (writes, write_orders) = mpsc::channel(LANE);
        let lanes = [read_orders, write_orders]
            .map(|orders| tokio::spawn(lane(orders, (replica.clone(), shelf.clone()), inbox.clone())));
        let until = |task: JoinHandle<()>| {
            let quit = quit.clone();
            tokio::spawn(async move {
                quit.cancelled().await;
                task.abort();
            });
        };
        until(tokio::spawn(tell_changes(replica.subscribe(), inbox.clone())));
        until(tokio::spawn(tell_link(sync.clone(), inbox.clone())));
        until(tokio::spawn(tell_desk(sync.clone(), inbox.clone())));
        until(tokio::spawn(tell_went_back(sync.clone(), reads.downgrade())));
        (Ports { sync, asks: Arc::new(asks), inbox, reads, writes, lanes: lanes.into() }, messages)
    }

    /// Carries out one effect; gives back a message when that cannot even be begun. What concerns the terminal is
    /// not for here.
    pub fn perform(&self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::LoadWindow { .. }
            | Effect::LoadDossier(_)
            | Effect::LoadList { .. }
            | Effect::LoadMarked { .. }
            | Effect::LoadUrgent
            | Effect::LoadReference
            | Effect::LoadTally
            | Effect::LoadOutbox
            | Effect::LoadLessons
            | Effect::LoadShift(_)
            | Effect::LoadIncident(_)
            | Effect::LoadIncidents
            | Effect::LoadCatchUp(_)
            | Effect::LoadHoldings
            | Effect::LoadCharts(_)
            | Effect::LoadMacros(_)
            | Effect::LoadWentBack
            | Effect::LoadDamages
            | Effect::FindCustomers { .. }
            | Effect::LoadProfile(_)
            | Effect::LoadDuplicates { .. }
            | Effect::LoadRegistration(_)
            | Effect::Count(_)
            | Effect::Shelf(OnShelf::Load)
            | Effect::FindUnheld => order(&self.reads, effect),
            Effect::LoadDraft { .. }
            | Effect::Submit { .. }
            | Effect::SubmitAll { .. }
            | Effect::Retry(_)
            | Effect::Edit(_)
            | Effect::Discard(_)
            | Effect::TakeBack(_)
            | Effect::SendNow
            | Effect::MarkSeen(_)
            | Effect::WentBackSeen(_)
            | Effect::DamageSeen(_)
            | Effect::SaveDraft { .. }
            | Effect::SaveBroadcast { .. }
            | Effect::DropDraft { .. }
            | Effect::Look(_)
            | Effect::Shelf(_) => order(&self.writes, effect),
            Effect::WorkNext | Effect::AskPresence | Effect::VerifyCaller { .. } => {
                self.ask(effect);
                None
            }
            Effect::Acknowledged { by, alerts } => {
                acknowledged(&by, &alerts);
                None
            }
            Effect::SyncNow => {
                self.sync.now();
                None
            }
            Effect::Wake { after, wake } => {
                let inbox = self.inbox.clone();
                tokio::spawn(async move {
                    sleep(duration(after)).await;
                    tell(&inbox, Msg::Woke(wake)).await;
                });
                None
            }
            Effect::Copy(_) | Effect::Bell | Effect::Title(_) | Effect::Notify(_) => None,
            Effect::EditOutside { .. } | Effect::Suspend | Effect::Repaint | Effect::Leave => None,
        }
    }

    /// Asks the desk; the answer comes as a message.
    fn ask(&self, effect: Effect) {
        let (asks, inbox) = (self.asks.clone(), self.inbox.clone());
        match effect {
            Effect::WorkNext => {
                tokio::spawn(async move { tell(&inbox, work_next(&*asks).await).await });
            }
            Effect::AskPresence => {
                tokio::spawn(async move {
                    if let Some(msg) = presence(&*asks).await {
                        tell(&inbox, msg).await;
                    }
                });
            }
            Effect::VerifyCaller { ticket, contact, code } => self.verify_caller(ticket, contact, code),
            _ => {}
        }
    }

    fn verify_caller(&self, ticket: TicketId, contact: ContactId, code: CallerCode) {
        let (asks, inbox) = (self.asks.clone(), self.inbox.clone());
        tokio::spawn(async move {
            let asked = timeout(COMPARED_WITHIN, asks.verify_caller(&contact, &code, ticket)).await;
            let answer = asked.unwrap_or_else(|_| Err(NotCompared::NoAnswer("no answer in time".into())));
            if let Err(error) = &answer {
                tracing::info!(%error, "a caller's code was not compared");
            }
            tell(&inbox, Msg::CallerAnswered { ticket, contact, answer }).await;
        });
    }

    /// Lets what was ordered come to its end: drafts are on disk when this is over.
    pub async fn finish(self, mut messages: mpsc::Receiver<Msg>) -> Result<(), ConsoleError> {
        let Ports { reads, writes, lanes, inbox, .. } = self;
        drop((reads, writes, inbox));
        // Answers that nobody reads any more must not hold up the lanes.
        let drain = tokio::spawn(async move { while messages.recv().await.is_some() {} });
        let ended = async {
            for lane in lanes {
                let _panicked = lane.await;
            }
        };
        let in_time = timeout(FINISH_WITHIN, ended).await;
        drain.abort();
        in_time.map_err(|_| ConsoleError::Unfinished)
    }
}

/// Who knew of what, and when.
fn acknowledged(by: &OperatorId, alerts: &[alerts::Key]) {
    for alert in alerts {
        tracing::info!(%by, ticket = alert.ticket.0, what = alert.what.word(), "an alert was acknowledged");
    }
}

fn duration(span: Span) -> Duration {
    Duration::from_millis(u64::try_from(span.0).unwrap_or(0))
}

fn order(lane: &mpsc::Sender<Effect>, effect: Effect) -> Option<Msg> {
    let full = lane.try_send(effect).err()?;
    let effect = full.into_inner();
    Some(Msg::Failed { doing: doing(&effect), error: Trouble::TooMuch })
}

/// The loop may be gone: then nobody needs to be told.
async fn tell(inbox: &mpsc::Sender<Msg>, msg: Msg) {
    let _nobody = inbox.send(msg).await;
}

async fn work_next(asks: &impl Asks) -> Msg {
    match timeout(Duration::from_millis(PATIENCE.0.unsigned_abs()), asks.work_next(PATIENCE)).await {
        Ok(Ok(given)) => Msg::NextGiven(given),
        Ok(Err(error)) => {
            tracing::info!(%error, "the desk could not be asked for the next ticket");
            Msg::NextUnanswered
        }
        Err(_) => Msg::NextUnanswered,
    }
}

/// Nobody waits for it: what the desk said before is shown with its age.
async fn presence(asks: &impl Asks) -> Option<Msg> {
    match timeout(duration(PATIENCE), asks.presence()).await.ok()? {
        Ok(Presence { at, present }) => Some(Msg::PresenceTold { at, present }),
        Err(error) => {
            tracing::info!(%error, "the desk could not be asked who is at it");
            None
        }
    }
}

/// Carries out orders one after the other.
async fn lane(mut orders: mpsc::Receiver<Effect>, (replica, shelf): (Replica, Shelf), inbox: mpsc::Sender<Msg>) {
    while let Some(effect) = orders.recv().await {
        let (replica, shelf, doing) = (replica.clone(), shelf.clone(), doing(&effect));
        let work = move || match effect {
            Effect::Shelf(wanted) => on_shelf(&shelf, wanted),
            Effect::LoadCatchUp(now) => catch_up(&replica, &shelf, now).map(Some),
            Effect::Look(now) => Ok(look(&replica, &shelf, now)),
            effect => carry_out(&replica, effect),
        };
        let msg = match tokio::task::spawn_blocking(work).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => Some(Msg::Failed { doing, error: trouble(error) }),
            Err(error) => Some(Msg::Failed { doing, error: Trouble::Other(error.to_string()) }),
        };
        if let Some(msg) = msg {
            tell(&inbox, msg).await;
        }
    }
}

fn doing(effect: &Effect) -> Doing {
    match effect {
        Effect::LoadWindow { generation, .. } => Doing::LoadWindow { generation: *generation },
        Effect::LoadDossier(id) => Doing::LoadDossier(*id),
        Effect::LoadMarked { .. } => Doing::LoadMarked,
        Effect::LoadUrgent => Doing::LoadUrgent,
        Effect::Submit { operation, .. } => Doing::Submit(operation.clone()),
        Effect::SubmitAll { want, batch } => Doing::SubmitAll { want: want.clone(), batch: batch.clone() },
        Effect::SaveDraft { .. }
        | Effect::SaveBroadcast { .. }
        | Effect::DropDraft { .. }
        | Effect::LoadDraft { .. } => Doing::Draft,
        Effect::Retry(_) | Effect::Edit(_) | Effect::Discard(_) | Effect::SendNow => Doing::Outbox,
        Effect::TakeBack(sent) => Doing::TakeBack(sent.clone()),
        Effect::Shelf(_) => Doing::Shelf,
        _ => Doing::Load,
    }
}

/// What an operator can do about it is all that matters on screen; the rest goes to the log.
fn trouble(error: ReplicaError) -> Trouble {
    tracing::warn!(%error, "the replica did not do what was asked");
    match error {
        ReplicaError::InUse { .. } | ReplicaError::Store(StoreError::Busy) => Trouble::InUse,
        ReplicaError::Store(StoreError::Full) => Trouble::DiskFull,
        ReplicaError::Store(StoreError::ReadOnly(detail)) => Trouble::ReadOnly(detail),
        ReplicaError::Store(StoreError::Damaged(detail) | StoreError::Unreadable(detail)) => Trouble::Damaged(detail),
        ReplicaError::Store(StoreError::Newer(_)) => Trouble::Newer,
        ReplicaError::OutboxFull { limit } => Trouble::OutboxFull { limit },
        ReplicaError::ShelfFull { limit } => Trouble::ShelfFull { limit },
        ReplicaError::NoOperation(_) | ReplicaError::Waiting(_) => Trouble::NotRefused,
        error => Trouble::Other(error.to_string()),
    }
}

/// One call of the replica; the message that tells of it, if anybody wants to know.
fn carry_out(replica: &Replica, effect: Effect) -> Result<Option<Msg>, ReplicaError> {
    Ok(Some(match effect {
        Effect::Submit { operation, inverse } => match replica.submit(&operation) {
            Ok(id) => Msg::Submitted { operation, id, inverse },
            Err(ReplicaError::Refused(refusal)) => Msg::Refused { operation, refusal },
            Err(error) => return Err(error),
        },
        Effect::SubmitAll { want, batch } => submit_all(replica, want, batch)?,
        Effect::Retry(id) => Msg::Retried(replica.retry(&id)?),
        Effect::Edit(id) => {
            let Taken { ticket, kind, .. } = replica.edit(&id)?;
            Msg::TakenBack { ticket, kind }
        }
        Effect::TakeBack(sent) => take_back(replica, sent)?,
        Effect::SendNow => {
            replica.send_what_lingers()?;
            return Ok(None);
        }
        Effect::Discard(id) => {
            replica.discard(&id)?;
            Msg::Discarded(id)
        }
        Effect::MarkSeen(_) if replica.is_read_only() => return Ok(None),
        Effect::MarkSeen(ticket) => {
            replica.mark_seen(ticket)?;
            return Ok(None);
        }
        Effect::WentBackSeen(told) => {
            replica.seen_went_back(&told)?;
            return Ok(None);
        }
        Effect::DamageSeen(id) => {
            replica.seen_damage(id)?;
            return Ok(None);
        }
        Effect::SaveDraft { ticket, kind, text } => {
            replica.save_draft(ticket, kind, &text)?;
            return Ok(None);
        }
        Effect::SaveBroadcast { incident, texts } => {
            replica.save_broadcast(incident, &texts)?;
            return Ok(None);
        }
        Effect::DropDraft { ticket, kind } => {
            replica.drop_draft(ticket, kind)?;
            return Ok(None);
        }
        effect => return read(replica, effect),
    }))
}

/// The same of what only reads.
fn read(replica: &Replica, effect: Effect) -> Result<Option<Msg>, ReplicaError> {
    Ok(Some(match effect {
        Effect::LoadWindow { generation, request } => {
            Msg::WindowLoaded { generation, window: replica.window(&request)? }
        }
        Effect::LoadDossier(ticket) => Msg::DossierLoaded { ticket, dossier: replica.dossier(ticket)?.map(Box::new) },
        Effect::LoadList { filter, limit } => {
            let (ids, more) = replica.first_of(&filter, limit)?;
            Msg::ListLoaded { filter, ids, more }
        }
        Effect::LoadMarked { want, ids } => {
            let found = replica.marked(&ids, want.needs_suggestions())?;
            Msg::MarkedLoaded { want, ids, found }
        }
        Effect::LoadUrgent => Msg::UrgentLoaded(replica.urgent()?),
        Effect::LoadReference => Msg::ReferenceLoaded { operators: replica.operators()?, policy: replica.policy()? },
        Effect::LoadTally => Msg::TallyLoaded(replica.tally()?),
        Effect::Count(filter) => Msg::Counted { count: replica.count(&filter)?, filter },
        Effect::LoadOutbox => Msg::OutboxLoaded(replica.outbox()?),
        Effect::LoadLessons => Msg::LessonsLoaded { lessons: replica.lessons()?, skips: replica.skips()? },
        Effect::LoadShift(hours) => Msg::ShiftLoaded { report: Box::new(replica.shift(hours)?), hours },
        Effect::LoadIncident(incident) => {
            Msg::IncidentLoaded { incident, overview: replica.overview(incident)?.map(Box::new) }
        }
        Effect::LoadIncidents => Msg::IncidentsLoaded(replica.incidents()?),
        Effect::LoadHoldings => Msg::HoldingsLoaded(replica.held_by_each()?),
        Effect::LoadCharts(now) => Msg::ChartsLoaded(Box::new(replica.charts(now)?)),
        Effect::LoadMacros(ticket) => macros(replica, ticket)?,
        Effect::LoadDraft { ticket, kind } => Msg::DraftLoaded { ticket, kind, text: replica.draft(ticket, kind)? },
        Effect::LoadWentBack => match replica.went_back()? {
            Some(told) => Msg::WentBack(told),
            None => return Ok(None),
        },
        Effect::LoadDamages => Msg::Damaged(replica.damages()?),
        Effect::FindUnheld => Msg::FirstUnheld(replica.first_unheld()?),
        Effect::FindCustomers { generation, text } => {
            Msg::CustomersFound { generation, hits: replica.find_customers(&text, HITS)? }
        }
        Effect::LoadDuplicates { of, named } => {
            Msg::DuplicatesLoaded { of, named, found: replica.duplicates(of, named)?.map(Box::new) }
        }
        Effect::LoadProfile(customer) => {
            let profile = replica.profile(&customer)?.map(Box::new);
            Msg::ProfileLoaded { customer, profile }
        }
        Effect::LoadRegistration(ticket) => match replica.registration(ticket)? {
            Some((ticket, text)) => Msg::RegistrationLoaded { ticket: Box::new(ticket), text },
            None => return Ok(None),
        },
        _ => return Ok(None),
    }))
}

fn take_back(replica: &Replica, sent: Sent) -> Result<Msg, ReplicaError> {
    let with = sent.then.as_ref().and_then(|then| then.done.as_ref()).map(|(id, _)| id);
    match replica.take_back(&sent.reply, with.map_or(&[], std::slice::from_ref)) {
        Ok(Taken { seen, .. }) => Ok(Msg::ReplyBack { sent, seen }),
        Err(ReplicaError::Waiting(_) | ReplicaError::NoOperation(_)) => {
            let delivered = replica.delivered(sent.ticket, &sent.reply)?;
            Ok(Msg::ReplyLeft { sent, delivered })
        }
        Err(error) => Err(error),
    }
}

fn submit_all(replica: &Replica, want: Option<Want>, batch: Vec<Planned>) -> Result<Msg, ReplicaError> {
    let operations: Vec<Operation> = batch.iter().map(|planned| planned.operation.clone()).collect();
    let answers = replica.submit_all(&operations)?;
    let (mut done, mut refused) = (Vec::new(), Vec::new());
    for (planned, answer) in batch.into_iter().zip(answers) {
        match answer {
            Ok(_) => done.push(planned),
            Err(refusal) => refused.push((planned.operation, refusal)),
        }
    }
    Ok(Msg::SubmittedAll { want, done, refused })
}

fn macros(replica: &Replica, ticket: TicketId) -> Result<Msg, ReplicaError> {
    let dossier = replica.dossier(ticket)?.map(Box::new);
    Ok(Msg::MacrosLoaded { ticket, macros: replica.macros()?, dossier })
}

/// The same of what is kept beside the replica.
fn on_shelf(shelf: &Shelf, wanted: OnShelf) -> Result<Option<Msg>, ReplicaError> {
    Ok(Some(match wanted {
        OnShelf::Load => Msg::ShelfLoaded { views: shelf.views()?, typed: shelf.typed()? },
        OnShelf::Save { name, filter, digit } => {
            Msg::ViewSaved { views: shelf.save_view(&name, &filter, digit)?, name }
        }
        OnShelf::Forget(name) => Msg::ViewForgotten { views: shelf.forget_view(&name)?, name },
        OnShelf::Used(name) => return Ok(if_possible(shelf.view_used(&name))),
        OnShelf::Typed(query) => return Ok(if_possible(shelf.note_typed(&query))),
    }))
}

fn catch_up(replica: &Replica, shelf: &Shelf, now: Timestamp) -> Result<Msg, ReplicaError> {
    let looks = shelf.looks(&replica.identity().operator)?;
    Ok(Msg::CatchUpLoaded(Box::new(replica.catch_up(looks, now)?)))
}

fn look(replica: &Replica, shelf: &Shelf, now: Timestamp) -> Option<Msg> {
    if_possible(replica.leave(now).and_then(|left| shelf.look(&replica.identity().operator, left)))
}

/// Nothing is lost if it cannot be noted, on a disk that takes nothing: nobody is told.
fn if_possible(noted: Result<(), ReplicaError>) -> Option<Msg> {
    if let Err(error) = noted {
        tracing::warn!(%error, "what was looked at or searched for is not remembered");
    }
    None
}

/// Changes of the replica, those of a moment as one.
async fn tell_changes(mut changes: broadcast::Receiver<Changed>, inbox: mpsc::Sender<Msg>) {
    let mut open = true;
    while open {
        let (mut tickets, mut all, mut reference) = (BTreeSet::new(), false, false);
        match changes.recv().await {
            Ok(changed) => add(changed, &mut tickets, &mut all, &mut reference),
            Err(broadcast::error::RecvError::Lagged(_)) => (all, reference) = (true, true),
            Err(broadcast::error::RecvError::Closed) => break,
        }
        sleep(COALESCE).await;
        loop {
            match changes.try_recv() {
                Ok(changed) => add(changed, &mut tickets, &mut all, &mut reference),
                Err(broadcast::error::TryRecvError::Lagged(_)) => (all, reference) = (true, true),
                Err(broadcast::error::TryRecvError::Empty) => break,
                Err(broadcast::error::TryRecvError::Closed) => {
                    open = false;
                    break;
                }
            }
        }
        if all || tickets.len() > TICKETS_TOLD {
            tickets.clear();
        }
        tell(&inbox, Msg::ReplicaChanged { tickets: tickets.into_iter().collect(), reference }).await;
    }
}

fn add(changed: Changed, tickets: &mut BTreeSet<TicketId>, all: &mut bool, reference: &mut bool) {
    *all |= changed.tickets.is_empty();
    *reference |= changed.reference;
    tickets.extend(changed.tickets);
}

async fn tell_link(mut sync: Sync, inbox: mpsc::Sender<Msg>) {
    loop {
        let status: SyncStatus = sync.status.borrow_and_update().clone();
        tell(&inbox, Msg::LinkChanged(status)).await;
        if sync.status.changed().await.is_err() {
            return;
        }
    }
}

/// What the replica remembers of it is told: it may be more than what the sync has just met with.
async fn tell_went_back(mut sync: Sync, reads: mpsc::WeakSender<Effect>) {
    while sync.went_back.changed().await.is_ok() {
        let Some(reads) = reads.upgrade() else { return };
        // Nobody who reads: then nobody needs to be told.
        let _nobody = reads.send(Effect::LoadWentBack).await;
    }
}

async fn tell_desk(mut sync: Sync, inbox: mpsc::Sender<Msg>) {
    loop {
        let greeting = sync.desk.borrow_and_update().clone();
        if let Some(greeting) = greeting {
            tell(&inbox, Msg::Greeted { desk: greeting.desk, sample: greeting.sample }).await;
        }
        if sync.desk.changed().await.is_err() {
            return;
        }
    }
}
