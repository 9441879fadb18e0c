//! What lies over the screen: answers, reasons, the search line, searches with a name, help and palette.

use super::{act, catch_up, commands, compose, find, handover, identify, incident, links, macros, many, menus, roster};
use super::{searching, views};
use crate::console::command::Command;
use crate::console::effect::{Effect, OnShelf};
use crate::console::model::Model;
use crate::console::motion::Motion;
use crate::console::msg::Wake;
use crate::console::screens::Overlay;
use crate::console::screens::menu::Answer;
use crate::console::widgets::notice::Level;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key that answers the question on screen; false if it does not.
pub fn answer(model: &mut Model, key: KeyEvent, effects: &mut Vec<Effect>) -> bool {
    if views::key(model, key, effects) || links::key(model, key, effects) {
        return true;
    }
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let KeyCode::Char(it) = key.code else { return false };
    if plain && identify::tell_to_register(model, it, effects) {
        return true;
    }
    let Some(Overlay::Menu(menu)) = &model.overlay else { return false };
    let Some(answer) = menu.keyed(it).filter(|_| plain).cloned() else { return false };
    take(model, answer, effects);
    true
}

fn take(model: &mut Model, answer: Answer, effects: &mut Vec<Effect>) {
    model.overlay = None;
    match answer {
        Answer::Submit { operation, inverse } => effects.push(Effect::Submit { operation, inverse }),
        Answer::Ask(asked, ticket) => act::ask(model, asked, &ticket),
        Answer::Many(want) => many::preview(model, want, effects),
        Answer::AskMany(asked) => many::ask(model, asked),
        Answer::Sort(sort) => commands::sort_by(model, sort, effects),
        Answer::Discard(key) => effects.push(Effect::Discard(key)),
        Answer::Copy(text) => effects.push(Effect::Copy(text)),
        Answer::Views => views::open(model, effects),
        Answer::ForgetView(name) => {
            effects.push(Effect::Shelf(OnShelf::Forget(name)));
            views::open(model, effects);
        }
        Answer::Leave => {
            compose::save(model, effects);
            catch_up::leave(model, effects);
        }
        Answer::Stay => {}
    }
}

/// A command while something lies over the screen.
pub fn command(model: &mut Model, command: Command, effects: &mut Vec<Effect>) {
    match command {
        Command::Back => dismiss(model, effects),
        Command::Open | Command::Merge | Command::SwapMerge | Command::Link
            if matches!(model.overlay, Some(Overlay::Links(_))) =>
        {
            links::command(model, command, effects);
        }
        Command::Open => confirm(model, effects),
        Command::Move(motion) => scroll(model, motion, effects),
        Command::ReturnHandover => handover::leave_with(model, effects),
        Command::HandOverAll => handover::all(model, effects),
        Command::CopyHandover => handover::copy(model, effects),
        Command::TurnPage => roster::turn(model, effects),
        Command::Undo => act::undo(model, effects),
        command if incident::is_about(command) => incident::command(model, command, effects),
        Command::Complete => searching::complete(model, true, effects),
        Command::CompleteBack => searching::complete(model, false, effects),
        _ => {}
    }
}

fn scroll(model: &mut Model, motion: Motion, effects: &mut Vec<Effect>) {
    // Taken out of the model for as long as it looks at it.
    let mut overlay = model.overlay.take();
    match &mut overlay {
        Some(Overlay::Menu(menu)) => menu.scroll(motion),
        Some(Overlay::Pick(pick)) => pick.scroll(motion, pick.lines(model).len()),
        Some(Overlay::Handover(handover)) => handover.scroll(motion),
        Some(Overlay::Incidents(incidents)) => incidents.scroll(motion),
        Some(Overlay::Incident(incident)) => {
            incident.scroll(motion, &model.look(), model.layout().body(model.size.0));
        }
        Some(Overlay::Broadcast(_)) => {}
        Some(Overlay::Links(links)) => links.scroll(motion),
        Some(Overlay::CatchUp(screen)) => screen.scroll(motion),
        Some(Overlay::Roster(screen)) => screen.scroll(motion),
        Some(Overlay::Charts(_)) => {}
        Some(Overlay::Preview(preview)) => preview.scroll(motion),
        Some(Overlay::Macros(list)) => list.scroll(motion),
        Some(Overlay::Learned(learned)) => learned.scroll(motion),
        Some(Overlay::Identify(identify)) => identify.scroll(motion),
        Some(Overlay::Find(find)) => find.scroll(motion),
        Some(Overlay::Profile(profile)) => {
            profile.scroll(motion, &model.look(), model.layout().body(model.size.0));
        }
        Some(Overlay::Views(views)) => views.scroll(motion),
        Some(Overlay::Search(_) | Overlay::Ask(_) | Overlay::AskMany(_)) | None => {
            model.overlay = overlay;
            return searching::walk(model, motion, effects);
        }
    }
    model.overlay = overlay;
}

/// Away without an answer; a search goes back to what was shown before, a code to who it is of, a line of the handover
/// to its screen.
fn dismiss(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some(Overlay::Identify(identify)) = &mut model.overlay
        && identify.back()
    {
        return;
    }
    if matches!(model.overlay, Some(Overlay::Links(_))) {
        return links::back(model, effects);
    }
    match model.overlay.take() {
        Some(Overlay::Search(search)) => effects.extend(model.queue.show(search.before)),
        Some(Overlay::Ask(ask)) if ask.is_of_handover() => handover::open(model, effects),
        Some(Overlay::Ask(ask)) if ask.is_of_incident() => incident::show(model, ask.ticket(), effects),
        Some(Overlay::Incident(screen)) => incident::back(model, screen),
        Some(Overlay::Broadcast(writing)) => incident::close(model, *writing, effects),
        Some(Overlay::Views(views)) => views::dismiss(model, views),
        _ => {}
    }
}

fn confirm(model: &mut Model, effects: &mut Vec<Effect>) {
    match model.overlay.take() {
        Some(Overlay::Menu(menu)) => {
            let answer = menu.chosen().cloned().unwrap_or(Answer::Stay);
            take(model, answer, effects);
        }
        Some(Overlay::Ask(ask)) => match ask.operation(&model.look()) {
            Ok((operation, inverse)) => {
                effects.push(Effect::Submit { operation, inverse });
                if ask.is_of_handover() {
                    handover::open(model, effects);
                } else if ask.is_of_incident() {
                    incident::show(model, ask.ticket(), effects);
                }
            }
            // A time that is wrong says so under the line already.
            Err(_) if ask.is_judged() => model.overlay = Some(Overlay::Ask(ask)),
            Err(missing) => {
                model.overlay = Some(Overlay::Ask(ask));
                model.tell(Level::Warning, missing, String::new());
            }
        },
        Some(Overlay::AskMany(ask)) => match ask.want(&model.look()) {
            Ok(want) => many::preview(model, want, effects),
            Err(_) if ask.is_judged() => model.overlay = Some(Overlay::AskMany(ask)),
            Err(missing) => {
                model.overlay = Some(Overlay::AskMany(ask));
                model.tell(Level::Warning, missing, String::new());
            }
        },
        Some(Overlay::Preview(preview)) => many::confirm(model, preview, effects),
        Some(Overlay::Search(search)) => searching::confirm(model, search, effects),
        Some(Overlay::Views(views)) => views::confirm(model, views, effects),
        Some(Overlay::Pick(pick)) => match pick.chosen(model) {
            Some(line) => commands::run(model, pick.context, line.command, effects),
            None => model.overlay = Some(Overlay::Pick(pick)),
        },
        Some(Overlay::Handover(screen)) => {
            model.overlay = Some(Overlay::Handover(screen));
            handover::chosen(model, effects);
        }
        Some(Overlay::Incidents(list)) => incident::choose(model, list, effects),
        Some(Overlay::Incident(screen)) => incident::go(model, screen, effects),
        Some(Overlay::Roster(screen)) => roster::choose(model, &screen, effects),
        Some(Overlay::Charts(screen)) => model.overlay = Some(Overlay::Charts(screen)),
        Some(Overlay::CatchUp(screen)) => catch_up::choose(model, &screen, effects),
        Some(Overlay::Macros(list)) => macros::choose(model, list, effects),
        Some(Overlay::Learned(learned)) => match learned.chosen() {
            Some(lesson) => menus::unlearn(model, lesson),
            None => model.overlay = Some(Overlay::Learned(learned)),
        },
        Some(Overlay::Identify(identify)) => identify::confirm(model, identify, effects),
        Some(Overlay::Find(it)) => {
            model.overlay = Some(Overlay::Find(it));
            find::confirm(model, effects);
        }
        Some(Overlay::Broadcast(writing)) => model.overlay = Some(Overlay::Broadcast(writing)),
        Some(Overlay::Profile(_) | Overlay::Links(_)) | None => {}
    }
}

/// A key that writes into the line on screen.
pub fn write(model: &mut Model, key: KeyEvent, effects: &mut Vec<Effect>) {
    let changed = match &mut model.overlay {
        Some(Overlay::Identify(identify)) => identify.key(key),
        Some(Overlay::Broadcast(writing)) => writing.input(key),
        Some(overlay) => overlay.field_mut().is_some_and(|field| field.key(key)),
        None => false,
    };
    if changed {
        typed(model, effects);
    }
}

pub fn paste(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    match &mut model.overlay {
        Some(Overlay::Identify(identify)) => identify.paste(text),
        Some(Overlay::Broadcast(writing)) => drop(writing.paste(text)),
        Some(overlay) => overlay.field_mut().into_iter().for_each(|field| field.paste(text)),
        None => {}
    }
    typed(model, effects);
}

fn typed(model: &mut Model, effects: &mut Vec<Effect>) {
    match &mut model.overlay {
        Some(Overlay::Search(search)) => {
            search.edited();
            searching::wait(search, effects);
        }
        Some(Overlay::Pick(pick)) => pick.typed(),
        Some(Overlay::Broadcast(_)) => incident::typed(model, effects),
        Some(Overlay::Find(_)) => find::typed(model, effects),
        Some(Overlay::Macros(list)) => list.typed(),
        _ => {}
    }
}

/// A pause is over: typing has stopped, or gone on since.
pub fn woke(model: &mut Model, wake: Wake, effects: &mut Vec<Effect>) {
    match wake {
        Wake::SaveDraft => compose::save(model, effects),
        Wake::SaveBroadcast => incident::save(model, effects),
        Wake::Search(keystroke) => searching::woke(model, keystroke, effects),
        Wake::Rest => model.pace.woke(),
    }
}
