//! The searches with a name: showing one, keeping the one on screen, forgetting one.

use super::{menus, searching};
use crate::console::effect::{Effect, OnShelf};
use crate::console::layout::Pane;
use crate::console::model::Model;
use crate::console::msg::Msg;
use crate::console::screens::Overlay;
use crate::console::screens::views::{Views, name_words};
use crate::console::text::Shown;
use crate::console::widgets::notice::Level;
use crate::domain::view::{self, Name, View};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Opens the list at once: its keys are pressed right after. What another console has kept meanwhile comes with the
/// answer.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    let mut views = Views::new(&model.views, model.queue.filter.clone());
    effects.extend(views.to_count().map(Effect::Count));
    effects.push(Effect::Shelf(OnShelf::Load));
    model.overlay = Some(Overlay::Views(views));
}

/// A key of the list; false if it is none.
pub fn key(model: &mut Model, key: KeyEvent, effects: &mut Vec<Effect>) -> bool {
    let Some(Overlay::Views(views)) = &mut model.overlay else { return false };
    if views.naming.is_some() || key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
        return false;
    }
    match key.code {
        KeyCode::Char('+') => match views.to_keep() {
            Some(_) => views.begin_naming(),
            None => model.say("notice-nothing-to-keep", Level::Warning, &[]),
        },
        KeyCode::Char(it) if it.is_ascii_digit() => {
            let digit = it.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
            if let Some(view) = digit.and_then(|digit| views.with_digit(digit)).cloned() {
                show(model, &view, effects);
            }
        }
        KeyCode::Delete | KeyCode::Backspace => match views.chosen().map(|view| view.name.clone()) {
            Some(Name::Saved(name)) => menus::forget_view(model, name),
            _ => model.say("notice-built-in-view", Level::Warning, &[]),
        },
        _ => return false,
    }
    true
}

/// Enter: shows the line under the cursor, or keeps what is on screen under the name that was typed.
pub fn confirm(model: &mut Model, views: Views, effects: &mut Vec<Effect>) {
    let Some(field) = &views.naming else {
        return match views.chosen().cloned() {
            Some(view) => show(model, &view, effects),
            None => model.overlay = Some(Overlay::Views(views)),
        };
    };
    match (view::read_name(field.text()), views.to_keep()) {
        (Some((digit, name)), Some(filter)) => {
            effects.push(Effect::Shelf(OnShelf::Save { name, filter: filter.clone(), digit }));
        }
        _ => {
            model.overlay = Some(Overlay::Views(views));
            model.say("notice-name-empty", Level::Warning, &[]);
        }
    }
}

/// Esc: out of the name, then out of the list.
pub fn dismiss(model: &mut Model, mut views: Views) {
    if views.naming.take().is_some() {
        model.overlay = Some(Overlay::Views(views));
    }
}

/// Shows the tickets of a search in the queue. One that cannot be read is opened to be mended.
fn show(model: &mut Model, view: &View, effects: &mut Vec<Effect>) {
    model.overlay = None;
    model.open = None;
    model.focus = Pane::Queue;
    match view.filter() {
        Ok(filter) => {
            let name = name_words(view, &model.look());
            model.say("notice-view", Level::Info, &[("name", name.into())]);
            effects.extend(model.queue.show(filter));
        }
        Err(_) => searching::begin_with(model, &view.query),
    }
    if let Name::Saved(name) = &view.name {
        effects.push(Effect::Shelf(OnShelf::Used(name.clone())));
    }
}

/// What was kept, counted or forgotten.
pub fn answered(model: &mut Model, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Counted { filter, count } => {
            let Some(Overlay::Views(views)) = &mut model.overlay else { return };
            views.counted(&filter, count);
        }
        Msg::ShelfLoaded { views, typed } => {
            model.views = views;
            searching::remember(model, typed);
        }
        Msg::ViewSaved { name, views } => {
            model.views = views;
            let listed = view::list(&model.views);
            let digit = view::find(&listed, &name).and_then(|view| view.digit);
            let name = ("name", Shown::line(&name).into_string().into());
            match digit {
                Some(digit) => {
                    let digit = ("digit", digit.to_string().into());
                    model.say("notice-view-saved", Level::Info, &[name, digit]);
                }
                None => model.say("notice-view-saved-last", Level::Info, &[name]),
            }
        }
        Msg::ViewForgotten { name, views } => {
            model.views = views;
            model.say("notice-view-forgotten", Level::Info, &[("name", Shown::line(&name).into_string().into())]);
        }
        _ => {}
    }
    if let Some(Overlay::Views(views)) = &mut model.overlay {
        views.load(&model.views);
        effects.extend(views.to_count().map(Effect::Count));
    }
    model.changed = true;
}
