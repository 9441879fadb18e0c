//! What has been read comes in, and what is not true any more is read again.

use super::{act, alerts, catch_up, compose, handover, incident, links, macros, many, marks, roster, searching};
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::msg::Msg;
use crate::console::screens::Overlay;
use crate::console::screens::learned::Learned;
use crate::console::widgets::notice::Level;
use crate::console::window::Purpose;
use crate::domain::{Dossier, TicketId};

pub fn loaded(model: &mut Model, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::WindowLoaded { generation, window } => {
            let page = model.page();
            searching::meet_rows(&mut model.known, &window.rows);
            let (seen, next) = model.queue.loaded(generation, window, page);
            model.changed |= seen;
            effects.extend(next);
        }
        Msg::DossierLoaded { ticket, dossier } => dossier_loaded(model, ticket, dossier, effects),
        Msg::ListLoaded { filter, ids, more } => marks::listed(model, &filter, ids, more),
        Msg::MarkedLoaded { want, ids, found } => many::loaded(model, &want, &ids, &found),
        Msg::UrgentLoaded(tickets) => alerts::read(model, &tickets, effects),
        Msg::ReferenceLoaded { operators, policy } => {
            model.known.operators = operators.iter().map(|it| (it.id.to_string(), it.name.clone())).collect();
            let warns = policy.warn_at_fraction == model.policy.warn_at_fraction;
            (model.operators, model.policy) = (operators, policy);
            if !warns {
                alerts::ask(model, effects);
            }
            model.changed = true;
        }
        Msg::TallyLoaded(tally) => {
            model.changed |= tally != model.tally;
            model.tally = tally;
        }
        Msg::OutboxLoaded(entries) => {
            model.changed |= entries != model.outbox;
            let before = std::mem::replace(&mut model.outbox, entries);
            act::said::refused_since(model, &before);
            act::go_on(model, effects);
        }
        Msg::LessonsLoaded { lessons, skips } => {
            model.changed = true;
            model.overlay = Some(Overlay::Learned(Learned::new(lessons, &skips, model.now)));
        }
        Msg::ShiftLoaded { report, hours } => handover::loaded(model, *report, hours),
        Msg::IncidentLoaded { incident, overview } => incident::loaded(model, incident, overview),
        Msg::IncidentsLoaded(all) => incident::all_loaded(model, all),
        Msg::HoldingsLoaded(held) => roster::held(model, &held),
        Msg::ChartsLoaded(charts) => roster::counted(model, *charts),
        Msg::PresenceTold { at, present } => roster::told(model, at, present),
        Msg::CatchUpLoaded(found) => catch_up::loaded(model, *found),
        Msg::DraftLoaded { ticket, kind, text } => compose::draft_loaded(model, ticket, kind, text),
        Msg::MacrosLoaded { ticket, macros, dossier } => macros::loaded(model, ticket, &macros, dossier, effects),
        Msg::DuplicatesLoaded { of, named, found } => links::loaded(model, of, named, found.map(|it| *it), effects),
        Msg::ReplicaChanged { tickets, reference } => replica_changed(model, &tickets, reference, effects),
        _ => {}
    }
}

fn dossier_loaded(model: &mut Model, id: TicketId, dossier: Option<Box<Dossier>>, effects: &mut Vec<Effect>) {
    effects.extend(model.reading.answered(id).map(Effect::LoadDossier));
    let Some(dossier) = dossier else {
        model.reading.missed(id);
        model.early.retain(|(early, _)| *early != id);
        if model.current() == Some(id) {
            model.say("notice-not-here", Level::Warning, &[("ticket", id.to_string().into())]);
        }
        return;
    };
    let early: Vec<_> = model.early.iter().filter(|(early, _)| *early == id).map(|(_, command)| *command).collect();
    model.early.retain(|(early, _)| *early != id);
    for command in early {
        act::act_on(model, &dossier, command, effects);
    }
    if model.current() != Some(id) {
        return;
    }
    dossier.ticket.tags.iter().for_each(|tag| model.known.tags.with(tag));
    let heard_of = model.dossier.as_ref().filter(|old| old.ticket.id == id).map(|old| old.ticket.inbound_at);
    if model.open == Some(id) && heard_of.is_some_and(|at| dossier.ticket.inbound_at > at) {
        effects.push(Effect::MarkSeen(id));
    }
    let was_live = model.dossier.as_ref().is_some_and(|old| old.ticket.id == id && old.ticket.status.is_live());
    if was_live && !dossier.ticket.status.is_live() {
        model.callers.end(id);
    }
    model.changed |= model.dossier.as_ref() != Some(&dossier);
    model.dossier = Some(dossier);
    model.strayed_at = None;
}

/// Nothing is drawn because of this alone: what changed on screen shows when it has been read.
fn replica_changed(model: &mut Model, tickets: &[TicketId], reference: bool, effects: &mut Vec<Effect>) {
    effects.extend(model.queue.ask(Purpose::Merge));
    let tied = |id: &TicketId| {
        let shown = model.dossier.as_ref().filter(|dossier| dossier.ticket.id == *id);
        shown.is_some_and(|dossier| dossier.ties.tickets().any(|it| tickets.contains(&it.id)))
    };
    let concerns = |id: &TicketId| reference || tickets.is_empty() || tickets.contains(id) || tied(id);
    if let Some(id) = model.current().filter(concerns) {
        effects.extend(model.reading.ask(id).map(Effect::LoadDossier));
    }
    effects.extend([Effect::LoadTally, Effect::LoadOutbox]);
    alerts::ask(model, effects);
    handover::read_again(model, effects);
    incident::read_again(model, effects);
    links::read_again(model, tickets, effects);
    catch_up::read_again(model, effects);
    roster::read_again(model, effects);
    if reference {
        effects.push(Effect::LoadReference);
    }
}
