//! Commands: from the operator's intention to the part of the console that it concerns.

use super::{act, alerts, compose, handover, incident, macros, marks, menus, overlay, searching, views, walk};
use crate::console::command::{Command, Context, why_not};
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::screens::find::Find;
use crate::console::screens::pick::{Kind, Pick};
use crate::console::widgets::notice::Level;
use crate::console::window::Purpose;
use crate::domain::{Filter, Language, Sort, Status};
use crate::i18n::Catalog;

/// Carries out a command, or says why it cannot be done now.
pub fn run(model: &mut Model, context: Context, command: Command, effects: &mut Vec<Effect>) {
    let over =
        matches!(context, Context::Menu | Context::Line | Context::Pick | Context::Handover | Context::Broadcast)
            || (context == Context::Incident && command == Command::Open);
    if let Some(why) = why_not(command, model).filter(|_| !over) {
        let text = model.words.text(why).into_owned();
        return model.tell(Level::Warning, text, String::new());
    }
    match command {
        Command::Redraw => effects.push(Effect::Repaint),
        Command::Acknowledge => alerts::acknowledge(model, None, effects),
        Command::Suspend => {
            compose::save(model, effects);
            effects.push(Effect::Suspend);
        }
        _ if model.overlay.is_some() => overlay::command(model, command, effects),
        Command::Macros => macros::open(model, false, effects),
        Command::Back if context == Context::Compose => compose::close(model, effects),
        Command::Move(motion) => walk::step(model, motion, effects),
        Command::NextPane => walk::turn(model, 1),
        Command::PreviousPane => walk::turn(model, -1),
        Command::Open => walk::open(model, effects),
        Command::Back => walk::back(model, effects),
        Command::NextTicket | Command::NextMatch => walk::neighbour(model, true, effects),
        Command::PreviousTicket | Command::PreviousMatch => walk::neighbour(model, false, effects),
        Command::WorkNext => work_next(model, effects),
        Command::Take
        | Command::AcceptRouting
        | Command::RouteTo(_)
        | Command::RouteElsewhere
        | Command::Reply
        | Command::Handoff
        | Command::Comment
        | Command::SetStatus
        | Command::SetPriority
        | Command::Skip
        | Command::Promise
        | Command::Identify
        | Command::Snooze
        | Command::Escalate => act::act(model, command, effects),
        Command::Mark => marks::mark(model, effects),
        Command::MarkRange => marks::range(model),
        Command::MarkAll => marks::mark_all(model, effects),
        Command::Undo => act::undo(model, effects),
        Command::Search => searching::begin(model),
        Command::Views => views::open(model, effects),
        Command::FindCustomer => model.overlay = Some(Overlay::Find(Find::default())),
        Command::SortBy => menus::sort(model),
        Command::DeskOrder => sort_by(model, Sort::Desk, effects),
        Command::ShowArrivals => effects.extend(model.queue.ask(Purpose::Adopt)),
        Command::ShowOutbox => show_outbox(model, effects),
        Command::Incident => incident::open(model, effects),
        Command::Handover => handover::open(model, effects),
        Command::ShowLearned => effects.push(Effect::LoadLessons),
        Command::Retry => act::retry(model, effects),
        Command::Edit => act::edit(model, effects),
        Command::Discard => menus::discard(model),
        Command::Copy => act::copy(model, effects),
        Command::SyncNow => act::sync_now(model, effects),
        Command::Help => model.overlay = Some(Overlay::Pick(Pick::new(Kind::Help, model.place()))),
        Command::Palette => model.overlay = Some(Overlay::Pick(Pick::new(Kind::Palette, model.place()))),
        Command::SwitchLanguage => switch_language(model),
        Command::Quit => quit(model, effects),
        // Those of a screen that lies over this one do nothing here.
        writing => compose::command(model, writing, effects),
    }
}

fn show_outbox(model: &mut Model, effects: &mut Vec<Effect>) {
    model.outbox_open = true;
    effects.push(Effect::LoadOutbox);
}

/// Asks the desk for the first ticket that nobody holds.
pub fn work_next(model: &mut Model, effects: &mut Vec<Effect>) {
    model.asked_next = true;
    model.say("notice-asking-next", Level::Info, &[]);
    effects.push(Effect::WorkNext);
}

/// Another order of the list for this operator; the desk order is one key away.
pub fn sort_by(model: &mut Model, sort: Sort, effects: &mut Vec<Effect>) {
    let filter = Filter { sort, ..model.queue.filter.clone() };
    effects.extend(model.queue.show(filter));
}

fn switch_language(model: &mut Model) {
    let next = match model.words.language() {
        Language::Pt => Language::Es,
        Language::Es => Language::En,
        Language::En => Language::Pt,
    };
    model.words = Catalog::new(next);
    let name = model.words.language_name(next).into_owned();
    model.say("notice-language", Level::Info, &[("language", name.into())]);
}

/// Leaving loses nothing: drafts are on disk. Only one that could not be written is asked about, and a reply that has
/// not left yet.
fn quit(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.compose.as_ref().is_some_and(|writing| writing.unsaved && !writing.save_ordered) {
        return menus::leave(model);
    }
    if model.lingering().is_some() {
        return menus::leave_lingering(model);
    }
    compose::save(model, effects);
    effects.push(Effect::Leave);
}

/// The statuses to which a ticket may go from here, in the order of the menu.
pub fn statuses_from(from: Status) -> impl Iterator<Item = Status> {
    Status::ALL.iter().copied().filter(move |to| from.may_become(*to))
}
