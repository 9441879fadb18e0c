//! Keys and pastes: to whatever has the keyboard.

use super::{catch_up, commands, compose, macros, overlay};
use crate::console::command::{Command, Context, why_not};
use crate::console::effect::Effect;
use crate::console::keymap::Meaning;
use crate::console::model::Model;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};
use keybinds::{Key, KeyInput};

/// So many keys wait for a list.
const AHEAD_LIMIT: usize = 256;

/// Whoever types ahead of a list means that one: nothing is marked, taken or routed in the list of before.
fn waits(model: &Model) -> bool {
    model.queue.is_turning() && model.context() == Context::Queue
}

/// What has nothing to do with the rows that are on their way. Going back forgets what was typed ahead.
fn is_at_once(model: &mut Model, input: &KeyInput) -> bool {
    let meaning = model.keymap.meaning(Context::Queue, std::slice::from_ref(input));
    let Meaning::Command(command) = meaning else { return false };
    if command == Command::Back {
        model.ahead.clear();
    }
    let leaves =
        [Command::Search, Command::FindCustomer, Command::Help, Command::Palette, Command::Quit, Command::Back];
    model.ahead.is_empty() && leaves.contains(&command)
}

/// The keys that waited for a list, as soon as it is there.
pub fn go_on(model: &mut Model, effects: &mut Vec<Effect>) {
    while !waits(model)
        && let Some(first) = model.ahead.pop_front()
    {
        let rest = std::mem::take(&mut model.ahead);
        key(model, first, effects);
        model.ahead.extend(rest);
    }
}

pub fn key(model: &mut Model, key: KeyEvent, effects: &mut Vec<Effect>) {
    if key.kind == KeyEventKind::Release {
        return;
    }
    let input = KeyInput::from(key);
    if input.key() == Key::Ignored {
        return;
    }
    model.watch.key(model.now);
    catch_up::looked(model, effects);
    if waits(model) && !is_at_once(model, &input) {
        if model.ahead.len() < AHEAD_LIMIT {
            model.ahead.push_back(key);
        }
        return;
    }
    model.changed = true;
    if model.typed.is_empty() && overlay::answer(model, key, effects) {
        return;
    }
    let context = model.context();
    model.typed.push(input);
    match model.keymap.meaning(context, &model.typed) {
        Meaning::Prefix(_) => {}
        Meaning::Command(command) => {
            model.typed.clear();
            // Where nothing is left to be filled in, the key is text.
            if command == Command::NextPlaceholder && why_not(command, model).is_some() {
                return write(model, key, effects);
            }
            commands::run(model, context, command, effects);
        }
        Meaning::Nothing => {
            let first = model.typed.len() == 1;
            model.typed.clear();
            // The end of a sequence that means nothing is not text either.
            if first && context.is_typing() {
                write(model, key, effects);
            }
        }
    }
}

/// A key that is no command is text.
fn write(model: &mut Model, key: KeyEvent, effects: &mut Vec<Effect>) {
    if model.overlay.is_some() {
        overlay::write(model, key, effects);
    } else if model.compose.as_mut().is_some_and(|writing| writing.editor.input(key)) {
        compose::edited(model, effects);
        if key.code == KeyCode::Char(':') && model.compose.as_ref().is_some_and(|it| it.editor.calls_for_macros()) {
            macros::open(model, true, effects);
        }
    }
}

/// Text that was pasted goes where text is typed. Elsewhere it is no text and certainly no commands.
pub fn paste(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    model.changed = true;
    model.typed.clear();
    match model.context() {
        Context::Line | Context::Pick | Context::Broadcast => overlay::paste(model, text, effects),
        Context::Compose => {
            if model.compose.as_mut().is_some_and(|writing| writing.editor.paste(text)) {
                compose::edited(model, effects);
            }
        }
        _ => {
            let key = model.key_of(model.place(), Command::Reply);
            model.say("notice-paste", crate::console::widgets::notice::Level::Warning, &[("key", key.into())]);
        }
    }
}
