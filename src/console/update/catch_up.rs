//! The start of a shift: what changed while the operator was away, shown by itself unless they have begun to work.

use super::walk;
use crate::console::command::Command;
use crate::console::effect::Effect;
use crate::console::model::{CatchingUp, Model};
use crate::console::screens::Overlay;
use crate::console::screens::catch_up::CatchUpScreen;
use crate::console::widgets::notice::Level;
use crate::domain::catch_up::CatchUp;
use crate::domain::{Span, Timestamp};

/// That the operator looks is noted at most so often.
const NOTED_EVERY: Span = Span::minutes(1);

/// A key: the operator is here.
pub fn looked(model: &mut Model, effects: &mut Vec<Effect>) {
    match model.catching_up {
        CatchingUp::Starting => model.catching_up = CatchingUp::Hurried,
        CatchingUp::Told { noted_at } if model.now >= noted_at + NOTED_EVERY || model.now < noted_at => {
            model.catching_up = CatchingUp::Told { noted_at: model.now };
            effects.push(Effect::Look(model.now));
        }
        _ => {}
    }
}

/// The operator goes: what is theirs at this moment is noted, unless what they left before is still to be read.
pub fn leave(model: &Model, effects: &mut Vec<Effect>) {
    if matches!(model.catching_up, CatchingUp::Told { .. }) {
        effects.push(Effect::Look(model.now));
    }
    effects.push(Effect::Leave);
}

/// Shows it as soon as it has been read.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    model.catching_up = CatchingUp::Asked;
    effects.push(Effect::LoadCatchUp(model.now));
}

/// Something has changed: what is on screen is read again.
pub fn read_again(model: &Model, effects: &mut Vec<Effect>) {
    if let Some(Overlay::CatchUp(_)) = &model.overlay {
        effects.push(Effect::LoadCatchUp(model.now));
    }
}

pub fn loaded(model: &mut Model, found: CatchUp) {
    // Noted with the next key.
    let told = CatchingUp::Told { noted_at: Timestamp::default() };
    let (before, free) = (model.catching_up, model.overlay.is_none() && model.compose.is_none());
    if !matches!(before, CatchingUp::Told { .. }) {
        model.catching_up = told;
    }
    match (&mut model.overlay, before) {
        (Some(Overlay::CatchUp(screen)), _) => screen.load(found),
        (_, CatchingUp::Asked) if free => show(model, found),
        (_, CatchingUp::Starting) if found.back && free => show(model, found),
        (_, CatchingUp::Starting | CatchingUp::Hurried) if found.back => {
            let key = model.key_of(model.place(), Command::CatchUp);
            let n = i64::try_from(found.items.len()).unwrap_or(i64::MAX);
            model.say("notice-catch-up", Level::Info, &[("n", n.into()), ("key", key.into())]);
        }
        _ => return,
    }
    model.changed = true;
}

fn show(model: &mut Model, found: CatchUp) {
    model.overlay = Some(Overlay::CatchUp(Box::new(CatchUpScreen::new(found))));
}

/// Opens the ticket under the cursor.
pub fn choose(model: &mut Model, screen: &CatchUpScreen, effects: &mut Vec<Effect>) {
    if let Some(ticket) = screen.chosen() {
        walk::show(model, ticket, effects);
    }
}
