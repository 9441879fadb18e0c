//! What happened, and what follows from it: the only place where the model changes.
//!
//! Pure: the time comes in as `Tick`, data as `…Loaded`, trouble as `Failed`; what is to be done goes out as
//! effects.

mod act;
mod alerts;
mod catch_up;
mod commands;
mod compose;
mod find;
mod handover;
mod identify;
mod incident;
mod keys;
mod links;
mod loaded;
mod macros;
mod many;
mod marks;
mod menus;
mod overlay;
mod roster;
mod searching;
mod views;
mod walk;

#[cfg(test)]
pub mod tests;

pub(super) use incident::{is_about as is_about_incident, why_not as why_not_of_incident};
pub(super) use many::is_for_many;

use super::command::{Command, Context};
use super::effect::{Effect, OnShelf};
use super::model::Model;
use super::msg::{Doing, Msg};
use super::screens::Overlay;
use super::text::{Shown, truncate};
use super::told::About;
use super::tour;
use super::trouble::Trouble;
use super::undo::Undo;
use super::widgets::notice::{Level, Notice};
use super::window::Purpose;
use crate::domain::{Damage, Doubt, Link, LinkProblem, OutboxState, SyncStatus, Timestamp, WentBack};

/// What is to be read when the console starts: the rows before everything else, since it is read in this order.
pub fn start(model: &mut Model) -> Vec<Effect> {
    let mut effects: Vec<Effect> = model.queue.ask(Purpose::First).into_iter().collect();
    effects.extend([Effect::LoadReference, Effect::LoadOutbox, Effect::LoadDamages, Effect::LoadWentBack]);
    effects.extend([Effect::LoadTally, Effect::Shelf(OnShelf::Load)]);
    alerts::ask(model, &mut effects);
    effects.push(handover::GREET);
    effects.push(Effect::LoadCatchUp(model.now));
    effects
}

/// Takes in one message. Afterwards `model.changed` says whether a frame would look otherwise.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    match msg {
        Msg::Key(key) => keys::key(model, key, &mut effects),
        Msg::Pasted(text) => keys::paste(model, &text, &mut effects),
        Msg::Resized { width, height } => resized(model, (width, height), &mut effects),
        Msg::Tick(now) => tick(model, now, &mut effects),
        Msg::Woke(wake) => overlay::woke(model, wake, &mut effects),
        Msg::Returned => returned(model, &mut effects),
        Msg::LinkChanged(status) => link_changed(model, status),
        Msg::Greeted { desk, sample } => {
            model.changed |= model.desk != desk || model.sample != sample;
            (model.desk, model.sample) = (desk, sample);
        }
        Msg::Failed { doing, error } => failed(model, doing, &error, &mut effects),
        Msg::WentBack(told) => went_back(model, told),
        Msg::Damaged(damages) => damages.iter().for_each(|damage| damaged(model, damage)),
        Msg::Noted { text, hint } => noted(model, text, hint),
        Msg::EditedOutside { ticket, kind, edited } => {
            compose::edited_outside(model, ticket, kind, edited, &mut effects);
        }
        Msg::Counted { .. } | Msg::ShelfLoaded { .. } | Msg::ViewSaved { .. } | Msg::ViewForgotten { .. } => {
            views::answered(model, msg, &mut effects);
        }
        Msg::HungUp => compose::hung_up(model, &mut effects),
        Msg::WindowLoaded { .. }
        | Msg::DossierLoaded { .. }
        | Msg::ListLoaded { .. }
        | Msg::MarkedLoaded { .. }
        | Msg::UrgentLoaded(_)
        | Msg::ReferenceLoaded { .. }
        | Msg::TallyLoaded(_)
        | Msg::OutboxLoaded(_)
        | Msg::LessonsLoaded { .. }
        | Msg::ShiftLoaded { .. }
        | Msg::IncidentLoaded { .. }
        | Msg::IncidentsLoaded(_)
        | Msg::CatchUpLoaded(_)
        | Msg::HoldingsLoaded(_)
        | Msg::ChartsLoaded(_)
        | Msg::PresenceTold { .. }
        | Msg::DraftLoaded { .. }
        | Msg::MacrosLoaded { .. }
        | Msg::DuplicatesLoaded { .. }
        | Msg::ReplicaChanged { .. } => loaded::loaded(model, msg, &mut effects),
        Msg::CallerAnswered { ticket, contact, answer } => identify::answered(model, ticket, &contact, answer),
        Msg::RegistrationLoaded { ticket, text } => identify::registration(model, &ticket, text, &mut effects),
        Msg::CustomersFound { generation, hits } => find::found(model, generation, hits, &mut effects),
        Msg::ProfileLoaded { customer, profile } => find::profile(model, &customer, profile, &mut effects),
        Msg::Submitted { .. }
        | Msg::Refused { .. }
        | Msg::SubmittedAll { .. }
        | Msg::Retried(_)
        | Msg::Discarded(_)
        | Msg::TakenBack { .. }
        | Msg::ReplyBack { .. }
        | Msg::ReplyLeft { .. }
        | Msg::NextGiven(_)
        | Msg::NextUnanswered
        | Msg::FirstUnheld(_)
        | Msg::Copied(_) => act::answered(model, msg, &mut effects),
    }
    keys::go_on(model, &mut effects);
    walk::follow(model, &mut effects);
    marks::follow(model);
    tour::follow(model);
    effects
}

fn noted(model: &mut Model, text: String, hint: String) {
    let notice = Notice::new(Level::Warning, text, hint, model.now);
    model.told.add(About::Start, notice);
    model.changed = true;
}

fn returned(model: &mut Model, effects: &mut Vec<Effect>) {
    model.changed = true;
    alerts::entitle_again(model, effects);
    effects.push(Effect::Repaint);
}

fn resized(model: &mut Model, size: (u16, u16), effects: &mut Vec<Effect>) {
    if model.plain {
        return;
    }
    model.size = size;
    model.changed = true;
    let page = model.page();
    model.queue.rows.fit(page);
    // The terminal may have been another size in between, and have lost what stood outside of it.
    effects.push(Effect::Repaint);
}

/// A tick is seen only if it changes the text of a clock in view.
fn tick(model: &mut Model, now: Timestamp, effects: &mut Vec<Effect>) {
    // A clock that was set back shows at once, too.
    model.changed |= now >= model.next_change() || now < model.now;
    model.watch.tick(model.open, model.now, now);
    model.now = now;
    model.notice = model.notice.take().filter(|notice| notice.until > now);
    identify::expire(model);
    alerts::tell(model, effects);
    roster::tick(model, effects);
}

fn link_changed(model: &mut Model, status: SyncStatus) {
    if status == model.sync {
        return;
    }
    let wrong = wrong_with(&status.link).filter(|_| wrong_with(&status.link) != wrong_with(&model.sync.link));
    let (more_refused, more_stuck) = (status.refused > model.sync.refused, status.stuck > model.sync.stuck);
    // The time that came with the last tick was by what was known of the clock until now.
    model.now = model.now + (status.skew - model.sync.skew);
    model.alerts.correct(status.skew - model.sync.skew);
    model.sync = status;
    model.changed = true;
    // Which one it was is said when the outbox has been read, which may have been before.
    let said = model.outbox.iter().filter(|it| matches!(it.state, OutboxState::Refused { .. })).count() as i64;
    let key = model.key_of(Context::Queue, Command::ShowOutbox);
    if more_refused && said < model.sync.refused {
        model.say("notice-refused", Level::Error, &[("n", model.sync.refused.into()), ("key", key.into())]);
    } else if more_stuck {
        model.say("notice-stuck", Level::Error, &[("n", model.sync.stuck.into()), ("key", key.into())]);
    } else if let Some(problem) = wrong {
        let said = model.words.link_problem(problem);
        model.tell(Level::Error, said.what, said.hint);
    }
}

/// What is wrong with the link, if more than that nobody answers, which the top line says.
fn wrong_with(link: &Link) -> Option<LinkProblem> {
    match link {
        Link::Offline { problem, .. } | Link::Refused { problem } => {
            Some(*problem).filter(|problem| *problem != LinkProblem::Unreachable)
        }
        _ => None,
    }
}

/// Said until it is seen: colleagues may have to be called.
fn went_back(model: &mut Model, told: WentBack) {
    let n = ("n", told.again.into());
    let text = match told.to {
        Some(to) => model.words.format("notice-went-back", &[n, ("time", model.look().date_time(to).into())]),
        None => model.words.format("notice-new-past", &[n]),
    };
    let hint = model.words.text("notice-went-back-hint").into_owned();
    model.told.add(About::WentBack(told), Notice::new(Level::Error, text, hint, model.now));
    model.changed = true;
}

/// Said until it is seen, with the beginnings of the texts that are doubtful.
fn damaged(model: &mut Model, damage: &Damage) {
    const SHOWN: usize = 2;
    let Damage { id, path, saved, doubts, .. } = damage;
    let path = ("path", Shown::line(path).into_string().into());
    let mut text = model.words.format("notice-damage", &[("saved", (*saved).into()), path]);
    let quoted = |doubt: &Doubt| {
        let ticket = doubt.ticket.map(|id| format!("{id} ")).unwrap_or_default();
        format!("{ticket}«{}»", truncate(Shown::line(&doubt.text).as_str(), 40))
    };
    for (kept, key) in [(true, "notice-damage-doubtful"), (false, "notice-damage-lost")] {
        let those: Vec<&Doubt> = doubts.iter().filter(|doubt| doubt.kept == kept).collect();
        if !those.is_empty() {
            let texts: Vec<String> = those.iter().take(SHOWN).map(|doubt| quoted(doubt)).collect();
            let n = ("n", i64::try_from(those.len()).unwrap_or(i64::MAX).into());
            text = format!("{text} {}", model.words.format(key, &[n, ("texts", texts.join(", ").into())]));
        }
    }
    let hint = model.words.text("notice-damage-hint").into_owned();
    model.told.add(About::Damage(*id), Notice::new(Level::Error, text, hint, model.now));
    model.changed = true;
}

fn failed(model: &mut Model, doing: Doing, error: &Trouble, effects: &mut Vec<Effect>) {
    let error = error.words(&model.words);
    let key = match &doing {
        Doing::Submit(_) | Doing::SubmitAll { .. } => "notice-failed-submit",
        Doing::Draft => "notice-failed-draft",
        Doing::Outbox | Doing::TakeBack(_) => "notice-failed-outbox",
        Doing::Copy => "notice-failed-copy",
        Doing::Shelf => "notice-failed-shelf",
        Doing::LoadWindow { .. } | Doing::LoadDossier(_) | Doing::LoadMarked | Doing::LoadUrgent | Doing::Load => {
            "notice-failed-read"
        }
    };
    model.say(key, Level::Error, &[("error", error.into())]);
    match doing {
        Doing::LoadWindow { generation } => effects.extend(model.queue.failed(generation)),
        Doing::LoadDossier(id) => {
            model.early.retain(|(early, _)| *early != id);
            effects.extend(model.reading.answered(id).map(Effect::LoadDossier));
            // Not again before something changes.
            model.reading.missed(id);
        }
        Doing::Submit(operation) => {
            incident::refused(model, &operation);
            compose::unsent(model);
        }
        Doing::Draft => compose::unsent(model),
        // What was to be taken back can still be.
        Doing::SubmitAll { want: None, batch } => model.undo.push(batch.into_iter().map(|it| it.operation).collect()),
        Doing::TakeBack(sent) => model.undo.add(Undo::Reply(sent)),
        Doing::LoadUrgent => alerts::answered(model, effects),
        Doing::LoadMarked => drop(model.overlay.take_if(|it| matches!(it, Overlay::Preview(_)))),
        Doing::Load => model.asked_next = false,
        Doing::SubmitAll { .. } | Doing::Outbox | Doing::Copy | Doing::Shelf => {}
    }
}
