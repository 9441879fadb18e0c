//! Commands: from the operator's intention to the part of the console that it concerns.

use super::{act, alerts, catch_up, compose, handover, incident, links, macros, marks, menus, overlay, roster};
use super::{searching, views, walk};
use crate::console::command::{Command, Context, why_not};
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::screens::find::Find;
use crate::console::screens::pick::{Kind, Pick};
use crate::console::tour;
use crate::console::widgets::notice::Level;
use crate::console::window::Purpose;
use crate::domain::{Filter, Language, Sort, Status, site};
use crate::i18n::Catalog;

/// Carries out a command, or says why it cannot be done now.
pub fn run(model: &mut Model, context: Context, command: Command, effects: &mut Vec<Effect>) {
    let over = matches!(
        context,
        Context::Menu | Context::Line | Context::Pick | Context::Handover | Context::Broadcast | Context::Links
    ) || (context == Context::Incident && command == Command::Open);
    if let Some(why) = why_not(command, model).filter(|_| !over) {
        let text = model.words.text(why).into_owned();
        return model.tell(Level::Warning, text, String::new());
    }
    tour::hear(model, command);
    match command {
        Command::Redraw => effects.push(Effect::Repaint),
        _ if aside(model, command) => {}
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
        | Command::Escalate
        | Command::AddTime => act::act(model, command, effects),
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
        _ if laid_over(model, command, effects) => {}
        Command::ShowLearned => effects.push(Effect::LoadLessons),
        Command::Retry => act::retry(model, effects),
        Command::Edit => act::edit(model, effects),
        Command::Discard => menus::discard(model),
        Command::Copy => act::copy(model, effects),
        Command::SyncNow => act::sync_now(model, effects),
        Command::Help => model.overlay = Some(Overlay::Pick(Pick::new(Kind::Help, model.place()))),
        Command::Palette => model.overlay = Some(Overlay::Pick(Pick::new(Kind::Palette, model.place()))),
        Command::Quit => quit(model, effects),
        // Those of a screen that lies over this one do nothing here.
        writing => compose::command(model, writing, effects),
    }
}

/// What has a screen of its own, which lies over this one: whether it was that.
fn laid_over(model: &mut Model, command: Command, effects: &mut Vec<Effect>) -> bool {
    match command {
        Command::Incident => incident::open(model, effects),
        Command::Roster => roster::open(model, effects),
        Command::Charts => roster::open_charts(model, effects),
        Command::CatchUp => catch_up::open(model, effects),
        Command::Handover => handover::open(model, effects),
        Command::Duplicates => links::open(model, effects),
        _ => return false,
    }
    true
}

/// What concerns no ticket: whether it was that.
fn aside(model: &mut Model, command: Command) -> bool {
    match command {
        Command::SayAgain => model.asked.again += 1,
        Command::SayPlace => model.asked.place += 1,
        Command::TourOn => tour::skip(model),
        Command::TourOff => model.tour = None,
        Command::SwitchLanguage => switch_language(model),
        Command::SiteTime => site_time(model),
        _ => return false,
    }
    true
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

/// Between the desk's time and that of the site where a ticket is.
fn site_time(model: &mut Model) {
    model.site_time = !model.site_time;
    if !model.site_time {
        let now = model.look().clock_with_zone(model.now);
        return model.say("notice-desk-time", Level::Info, &[("now", now.into())]);
    }
    let here = model.current_dossier();
    let site = here.and_then(|it| it.ticket.site.clone()).filter(|it| site::zone(it).is_some());
    let now = model.look_at(here).clock(model.now);
    match site {
        Some(site) => model.say("notice-site-time", Level::Info, &[("site", site.into()), ("now", now.into())]),
        None => model.say("notice-site-time-unknown", Level::Info, &[("now", now.into())]),
    }
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
    catch_up::leave(model, effects);
}

/// The statuses to which a ticket may go from here, in the order of the menu.
pub fn statuses_from(from: Status) -> impl Iterator<Item = Status> {
    Status::ALL.iter().copied().filter(move |to| from.may_become(*to))
}
