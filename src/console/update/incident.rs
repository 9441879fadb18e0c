//! Incidents: what is attached, what their customers are told, and who releases it.

use super::{act, many};
use crate::console::batch::Want;
use crate::console::command::Command;
use crate::console::effect::Effect;
use crate::console::model::{Model, Wanted};
use crate::console::msg::Wake;
use crate::console::screens::Overlay;
use crate::console::screens::ask::Asked;
use crate::console::screens::broadcast::Broadcast;
use crate::console::screens::incident::Incident;
use crate::console::screens::incidents::Incidents;
use crate::console::widgets::notice::Level;
use crate::domain::incident::{Overview, TEXT_LIMIT};
use crate::domain::macros::Translated;
use crate::domain::operation::inverse;
use crate::domain::{Action, Operation, OperatorId, Refusal, Span, Ticket, TicketId};

/// So long after the first unsaved keystroke the texts are saved.
const SAVE_AFTER: Span = Span(600);

/// The incident of the ticket, if it is one or is attached to one; else, and with marks, those that are open.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    let of = |ticket: &Ticket| if ticket.incident.is_some() { Some(ticket.id) } else { ticket.part_of };
    let one = model.current_dossier().and_then(|dossier| of(&dossier.ticket)).filter(|_| !model.acts_on_marks());
    match one {
        Some(id) => show(model, id, effects),
        None => {
            model.wants_incident = Some(Wanted::Open);
            effects.push(Effect::LoadIncidents);
        }
    }
}

/// Shows it as soon as it has been read.
pub fn show(model: &mut Model, id: TicketId, effects: &mut Vec<Effect>) {
    model.wants_incident = Some(Wanted::One(id));
    effects.push(Effect::LoadIncident(id));
}

pub fn loaded(model: &mut Model, id: TicketId, overview: Option<Box<Overview>>) {
    let wanted = model.wants_incident.take_if(|it| *it == Wanted::One(id)).is_some();
    let Some(overview) = overview else {
        if wanted {
            model.say("notice-not-here", Level::Warning, &[("ticket", id.to_string().into())]);
        }
        return;
    };
    let changed = match &mut model.overlay {
        Some(Overlay::Incident(screen)) if screen.id() == id => screen.load(*overview),
        Some(Overlay::Broadcast(writing)) if writing.id() == id => writing.screen.load(*overview),
        None | Some(Overlay::Incident(_) | Overlay::Incidents(_)) if wanted => {
            model.overlay = Some(Overlay::Incident(Box::new(Incident::new(*overview))));
            None
        }
        _ => return,
    };
    model.changed = true;
    if let Some(key) = changed {
        model.say(key, Level::Warning, &[]);
    }
}

pub fn all_loaded(model: &mut Model, all: Vec<(Ticket, usize)>) {
    let wanted = model.wants_incident.take_if(|it| *it == Wanted::Open).is_some();
    match &mut model.overlay {
        Some(Overlay::Incidents(list)) => list.load(all),
        None if wanted => model.overlay = Some(Overlay::Incidents(Box::new(Incidents::new(all, about(model))))),
        _ => return,
    }
    model.changed = true;
}

/// Something has changed: what is on screen is read again.
pub fn read_again(model: &Model, effects: &mut Vec<Effect>) {
    match &model.overlay {
        Some(Overlay::Incident(screen)) => effects.push(Effect::LoadIncident(screen.id())),
        Some(Overlay::Broadcast(writing)) => effects.push(Effect::LoadIncident(writing.id())),
        Some(Overlay::Incidents(_)) => effects.push(Effect::LoadIncidents),
        _ => {}
    }
}

/// What would be attached: all that is marked, else the ticket that the operator is at.
fn about(model: &Model) -> Vec<TicketId> {
    if model.acts_on_marks() { model.marks.ids() } else { model.current().into_iter().collect() }
}

/// Enter on the list.
pub fn choose(model: &mut Model, list: Box<Incidents>, effects: &mut Vec<Effect>) {
    if let Some(id) = list.chosen() {
        show(model, id, effects);
    }
    model.overlay = Some(Overlay::Incidents(list));
}

/// Enter on a child opens it; what is being read stays.
pub fn go(model: &mut Model, screen: Box<Incident>, effects: &mut Vec<Effect>) {
    match screen.chosen().map(|it| it.id).filter(|_| screen.review.is_none()) {
        Some(id) => super::walk::show(model, id, effects),
        None => model.overlay = Some(Overlay::Incident(screen)),
    }
}

/// Esc: from what is being read to the incident, from there to the desk.
pub fn back(model: &mut Model, mut screen: Box<Incident>) {
    if screen.review.take().is_some() {
        model.overlay = Some(Overlay::Incident(screen));
    }
}

/// What was written stays, on disk and for the next time.
pub fn close(model: &mut Model, writing: Broadcast, effects: &mut Vec<Effect>) {
    let (incident, texts) = (writing.id(), writing.texts());
    if writing.unsaved {
        effects.push(Effect::SaveBroadcast { incident, texts: texts.clone() });
    }
    let mut screen = writing.screen;
    screen.overview.draft = texts;
    model.overlay = Some(Overlay::Incident(Box::new(screen)));
}

pub fn typed(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(Overlay::Broadcast(writing)) = &mut model.overlay else { return };
    writing.unsaved = true;
    if !std::mem::replace(&mut writing.save_ordered, true) {
        effects.push(Effect::Wake { after: SAVE_AFTER, wake: Wake::SaveBroadcast });
    }
}

pub fn save(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(Overlay::Broadcast(writing)) = &mut model.overlay else { return };
    writing.save_ordered = false;
    if std::mem::take(&mut writing.unsaved) {
        effects.push(Effect::SaveBroadcast { incident: writing.id(), texts: writing.texts() });
    }
}

/// Commands of these screens alone.
pub const fn is_about(command: Command) -> bool {
    matches!(
        command,
        Command::DeclareIncident
            | Command::Attach
            | Command::Detach
            | Command::Broadcast
            | Command::ProposeBroadcast
            | Command::NextLanguage
            | Command::PreviousLanguage
            | Command::ReleaseBroadcast
            | Command::ReturnBroadcast
            | Command::WithdrawBroadcast
    )
}

/// Why a command of these screens cannot be carried out now.
pub fn why_not(command: Command, model: &Model) -> Option<&'static str> {
    match &model.overlay {
        Some(Overlay::Broadcast(_)) => None,
        Some(Overlay::Incidents(list)) => match command {
            Command::DeclareIncident | Command::Attach if list.about().is_empty() => Some("why-no-ticket"),
            Command::DeclareIncident if list.about().len() > 1 => Some("why-one-at-a-time"),
            Command::DeclareIncident => None,
            Command::Attach => list.chosen().is_none().then_some("why-no-incident"),
            _ => Some("why-no-incident"),
        },
        Some(Overlay::Incident(screen)) => why_not_here(command, screen, model),
        _ => Some("why-no-incident"),
    }
}

fn why_not_here(command: Command, screen: &Incident, model: &Model) -> Option<&'static str> {
    let missing = |is_there: bool, key| (!is_there).then_some(key);
    let (reads, incident) = (screen.review.is_some(), &screen.overview.incident);
    let waiting = incident.waiting_broadcast();
    let own = |by: &OperatorId| *by == model.me;
    match command {
        _ if incident.incident.is_none() => missing(command == Command::DeclareIncident, "why-no-incident"),
        Command::DeclareIncident => Some("why-incident-already"),
        Command::Attach => missing(!reads && about(model).iter().any(|id| *id != screen.id()), "why-nothing-to-attach"),
        Command::Detach => missing(!reads && screen.chosen().is_some(), "why-nothing-to-detach"),
        Command::Broadcast => missing(!reads, "why-reading"),
        Command::WithdrawBroadcast => {
            let proposed = incident.incident.as_ref().and_then(|it| it.proposed.as_ref());
            missing(proposed.is_some_and(|it| own(&it.by)), "why-not-your-broadcast")
        }
        _ => match waiting {
            None => Some("why-no-broadcast"),
            Some(it) if own(&it.by) => Some("why-own-broadcast"),
            Some(_) => None,
        },
    }
}

pub fn command(model: &mut Model, command: Command, effects: &mut Vec<Effect>) {
    match (command, &mut model.overlay) {
        (Command::NextLanguage, Some(Overlay::Broadcast(writing))) => writing.turn(true),
        (Command::PreviousLanguage, Some(Overlay::Broadcast(writing))) => writing.turn(false),
        (Command::ProposeBroadcast, Some(Overlay::Broadcast(_))) => propose(model, effects),
        (Command::DeclareIncident, _) => declare(model, effects),
        (Command::Attach, _) => attach(model, effects),
        (_, Some(Overlay::Incident(_))) => on_screen(model, command, effects),
        _ => {}
    }
}

fn declare(model: &mut Model, effects: &mut Vec<Effect>) {
    let id = match &model.overlay {
        Some(Overlay::Incidents(list)) => list.about().first().copied(),
        Some(Overlay::Incident(screen)) => Some(screen.id()),
        _ => None,
    };
    let inverse = |ticket| Operation { ticket, action: Action::EndIncident };
    effects.extend(id.map(|ticket| Effect::Submit {
        operation: Operation { ticket, action: Action::DeclareIncident },
        inverse: Some(inverse(ticket)),
    }));
}

/// What is marked goes through the preview of every ticket, as all that is done to many.
fn attach(model: &mut Model, effects: &mut Vec<Effect>) {
    let incident = match &model.overlay {
        Some(Overlay::Incidents(list)) => list.chosen(),
        Some(Overlay::Incident(screen)) => Some(screen.id()),
        _ => None,
    };
    let Some(incident) = incident else { return };
    let ids: Vec<TicketId> = about(model).into_iter().filter(|id| *id != incident).collect();
    match ids.is_empty() {
        true => model.say("why-nothing-to-attach", Level::Warning, &[]),
        false => many::preview_of(model, Want::Attach(incident), ids, effects),
    }
}

fn on_screen(model: &mut Model, command: Command, effects: &mut Vec<Effect>) {
    let Some(Overlay::Incident(mut screen)) = model.overlay.take() else { return };
    let incident = &screen.overview.incident;
    let revision = incident.incident.as_ref().map_or(0, |it| it.revision);
    let waits_for_me = incident.waiting_broadcast().is_some_and(|it| it.by != model.me);
    match command {
        Command::Detach => {
            let detached = screen.chosen().map(|child| order(child, Action::Detach { incident: screen.id() }));
            effects.extend(detached);
        }
        Command::Broadcast if !waits_for_me => {
            model.overlay = Some(Overlay::Broadcast(Box::new(Broadcast::new(*screen))));
            return;
        }
        Command::Broadcast => screen.read(&model.look(), model.layout().body(model.size.0)),
        Command::ReleaseBroadcast => match &screen.review {
            Some(review) if review.is_read() => {
                let (revision, to) = (review.revision, screen.overview.numbers());
                effects.push(order(incident, Action::ReleaseBroadcast { revision, to }));
                screen.review = None;
            }
            Some(_) => model.say("incident-read-on", Level::Warning, &[]),
            None => screen.read(&model.look(), model.layout().body(model.size.0)),
        },
        Command::ReturnBroadcast => {
            let incident = incident.clone();
            return act::ask(model, Asked::ReturnBroadcast { revision }, &incident);
        }
        Command::WithdrawBroadcast => effects.push(order(incident, Action::WithdrawBroadcast { revision })),
        _ => {}
    }
    model.overlay = Some(Overlay::Incident(screen));
}

fn order(ticket: &Ticket, action: Action) -> Effect {
    let operation = Operation { ticket: ticket.id, action };
    let inverse = inverse(ticket, &operation);
    Effect::Submit { operation, inverse }
}

/// Proposes what is written, if nothing is missing for anybody who would be told.
fn propose(model: &mut Model, effects: &mut Vec<Effect>) {
    let name = model.look().operator(&model.me);
    let Some(Overlay::Broadcast(writing)) = &mut model.overlay else { return };
    if writing.sending {
        return;
    }
    let (texts, overview) = (writing.texts(), &writing.screen.overview);
    let long = texts.values().any(|text| text.len() > TEXT_LIMIT);
    let problem = match texts.is_empty() {
        true => Some(Refusal::EmptyText),
        false if long => Some(Refusal::TooLong { limit: TEXT_LIMIT }),
        false => overview.problem(&texts, &name),
    };
    if let Some(refusal) = problem {
        let look = model.look();
        let said = model.words.refusal(&refusal, &|id| look.operator(id));
        return model.tell(Level::Warning, said.what, said.hint);
    }
    let seen = overview.incident.incident.as_ref().map_or(0, |it| it.revision);
    let action = Action::ProposeBroadcast { seen, texts, to: overview.numbers() };
    effects.push(order(&overview.incident, action));
    writing.sending = true;
}

/// What was done is on disk and on screen.
pub fn submitted(model: &mut Model, operation: &Operation, effects: &mut Vec<Effect>) {
    let id = operation.ticket;
    match &operation.action {
        Action::ProposeBroadcast { .. } => {
            // It is in the outbox, and soon on the desk: no draft any more.
            effects.push(Effect::SaveBroadcast { incident: id, texts: Translated::new() });
            if matches!(&model.overlay, Some(Overlay::Broadcast(writing)) if writing.id() == id) {
                model.overlay = None;
                show(model, id, effects);
            }
        }
        Action::DeclareIncident => {
            if matches!(model.overlay, Some(Overlay::Incidents(_) | Overlay::Incident(_))) {
                model.overlay = None;
                show(model, id, effects);
            }
        }
        _ => {}
    }
}

/// What was written can be changed and proposed again.
pub fn refused(model: &mut Model, operation: &Operation) {
    if let Some(Overlay::Broadcast(writing)) = &mut model.overlay
        && writing.id() == operation.ticket
    {
        writing.sending = false;
    }
}
