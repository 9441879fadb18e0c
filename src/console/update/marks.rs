//! Marking tickets in the queue, one by one, as a range, or all of a list.

use super::walk;
use crate::console::effect::Effect;
use crate::console::marks::{Full, LIMIT};
use crate::console::model::Model;
use crate::console::motion::Motion;
use crate::console::widgets::notice::Level;
use crate::domain::{Filter, TicketId};

/// Marks the ticket under the cursor, or takes its mark away, and moves on. A range is fixed instead.
pub fn mark(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.marks.is_ranging() {
        return model.marks.fix_range();
    }
    let Some(id) = model.queue.rows.selected() else { return };
    match model.marks.toggle(id) {
        Ok(()) => walk::step(model, Motion::Down, effects),
        Err(Full) => full(model),
    }
}

/// Begins a range at the cursor; fixes the one that has begun.
pub fn range(model: &mut Model) {
    match model.marks.is_ranging() {
        true => model.marks.fix_range(),
        false => {
            model.queue.rows.touch();
            model.marks.begin_range(&model.queue.rows, &model.queue.filter);
        }
    }
}

/// Asks for the tickets of the list, which need not be in memory.
pub fn mark_all(model: &mut Model, effects: &mut Vec<Effect>) {
    model.marks.fix_range();
    effects.push(Effect::LoadList { filter: model.queue.filter.clone(), limit: LIMIT });
}

/// The tickets of a list are known; nothing is marked of one that is not shown any more.
pub fn listed(model: &mut Model, filter: &Filter, ids: Vec<TicketId>, more: bool) {
    if *filter != model.queue.filter {
        return;
    }
    let added = model.marks.add(ids);
    if more || added == Err(Full) {
        return full(model);
    }
    let n = count(model.marks.len());
    model.say("notice-marked-all", Level::Info, &[("n", n.into())]);
}

/// The range follows the cursor.
pub fn follow(model: &mut Model) {
    if model.marks.follow(&model.queue.rows, &model.queue.filter) == Err(Full) {
        full(model);
    }
}

/// One step back: without the range, then without marks. False if there are none to be given up here.
pub fn back(model: &mut Model) -> bool {
    if !model.acts_on_marks() {
        return false;
    }
    if !model.marks.drop_range() {
        let n = count(model.marks.len());
        model.marks.clear();
        model.say("notice-unmarked", Level::Info, &[("n", n.into())]);
    }
    true
}

fn full(model: &mut Model) {
    model.say("notice-marks-full", Level::Warning, &[("n", count(LIMIT).into())]);
}

pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
