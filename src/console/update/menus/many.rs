//! The questions about all that is marked. Every answer is offered: for which tickets it means anything is shown next.

use super::{priority_key, role_key, role_text, show, skip_key, status_key};
use crate::console::batch::Want;
use crate::console::model::Model;
use crate::console::screens::ask_many::Asked;
use crate::console::screens::menu::{Answer, Choice};
use crate::console::update::marks::count;
use crate::domain::{Priority, Role, SkipReason, Status};

fn title(model: &Model, key: &str) -> String {
    model.words.format(key, &[("n", count(model.marks.len()).into())])
}

pub fn statuses(model: &mut Model) {
    // Nothing becomes new again.
    let choice = |to: Status| Choice {
        key: status_key(to),
        text: model.words.status(to).into_owned(),
        answer: Answer::Many(Want::SetStatus(to)),
    };
    let choices = Status::ALL.iter().copied().filter(|to| *to != Status::New).map(choice).collect();
    show(model, title(model, "menu-many-status"), choices);
}

pub fn priorities(model: &mut Model) {
    let choice = |to: &Priority| Choice {
        key: priority_key(*to),
        text: model.words.priority(*to).into_owned(),
        answer: Answer::Many(Want::SetPriority(*to)),
    };
    let choices = Priority::ALL.iter().map(choice).collect();
    show(model, title(model, "menu-many-priority"), choices);
}

pub fn skips(model: &mut Model) {
    let choice = |reason: &SkipReason| Choice {
        key: skip_key(*reason),
        text: model.words.skip_reason(*reason).into_owned(),
        answer: Answer::Many(Want::Skip(*reason)),
    };
    let choices = SkipReason::ALL.iter().map(choice).collect();
    show(model, title(model, "menu-many-skip"), choices);
}

/// Where they are to go; the reason is asked next.
pub fn roles(model: &mut Model) {
    let choice =
        |to: Role| Choice { key: role_key(to), text: role_text(model, to), answer: Answer::AskMany(Asked::Route(to)) };
    let choices = Role::ALL.into_iter().map(choice).collect();
    show(model, title(model, "menu-many-route"), choices);
}
