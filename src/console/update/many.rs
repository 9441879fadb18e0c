//! Acting on all that is marked: the question, what it comes to, the batch, what came of it.

use super::marks::count;
use super::{incident, menus};
use crate::console::batch::{Acting, Planned, Want, no};
use crate::console::command::Command;
use crate::console::effect::Effect;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::screens::ask_many::{AskMany, Asked};
use crate::console::screens::preview::Preview;
use crate::console::widgets::notice::Level;
use crate::console::window::Purpose;
use crate::domain::{Link, Marked, Operation, Refusal, TicketId};

/// Asks what the action needs to know first, as for one ticket; then shows what it comes to.
pub fn act(model: &mut Model, command: Command, effects: &mut Vec<Effect>) {
    model.marks.fix_range();
    model.queue.rows.touch();
    match command {
        Command::Take => preview(model, Want::Take, effects),
        Command::AcceptRouting => preview(model, Want::Accept, effects),
        Command::RouteTo(n) => preview(model, Want::RouteTo(n), effects),
        Command::RouteElsewhere => menus::many::roles(model),
        Command::SetStatus => menus::many::statuses(model),
        Command::SetPriority => menus::many::priorities(model),
        Command::Skip => menus::many::skips(model),
        Command::Snooze => ask(model, Asked::Snooze),
        Command::Promise => ask(model, Asked::Promise),
        Command::Comment => ask(model, Asked::Comment),
        _ => model.say("why-one-at-a-time", Level::Warning, &[]),
    }
}

/// Whether that is done to all that is marked at once.
pub const fn is_for_many(command: Command) -> bool {
    matches!(
        command,
        Command::Take
            | Command::AcceptRouting
            | Command::RouteTo(_)
            | Command::RouteElsewhere
            | Command::SetStatus
            | Command::SetPriority
            | Command::Skip
            | Command::Snooze
            | Command::Promise
            | Command::Comment
    )
}

pub fn ask(model: &mut Model, asked: Asked) {
    model.overlay = Some(Overlay::AskMany(Box::new(AskMany::new(asked, model.marks.len()))));
}

/// Reads what is marked, and shows what comes of it.
pub fn preview(model: &mut Model, want: Want, effects: &mut Vec<Effect>) {
    preview_of(model, want, model.marks.ids(), effects);
}

/// The same of other tickets than those that are marked.
pub fn preview_of(model: &mut Model, want: Want, ids: Vec<TicketId>, effects: &mut Vec<Effect>) {
    effects.push(Effect::LoadMarked { want: want.clone(), ids: ids.clone() });
    model.overlay = Some(Overlay::Preview(Box::new(Preview::new(want, ids))));
}

pub fn loaded(model: &mut Model, want: &Want, ids: &[TicketId], found: &[Marked]) {
    if let Some(Overlay::Preview(preview)) = &mut model.overlay {
        let acting = Acting { me: &model.me, now: model.now, policy: &model.policy };
        model.changed |= preview.read(want, ids, found, acting);
    }
}

/// What was looked through is done. What has not been read yet has not been looked through.
pub fn confirm(model: &mut Model, preview: Box<Preview>, effects: &mut Vec<Effect>) {
    if !preview.is_read() {
        model.overlay = Some(Overlay::Preview(preview));
        return;
    }
    let (want, batch) = preview.confirmed();
    if batch.is_empty() {
        return model.say("batch-nothing", Level::Info, &[]);
    }
    effects.push(Effect::SubmitAll { want: Some(want), batch });
}

/// Takes back what was done to many.
pub fn take_back(inverses: Vec<Operation>) -> Effect {
    let planned = |operation| Planned { operation, inverse: None, leaves: false };
    Effect::SubmitAll { want: None, batch: inverses.into_iter().map(planned).collect() }
}

/// What came of a batch. Marks stay for the next action, but for tickets that left the queue.
pub fn submitted(
    model: &mut Model,
    want: Option<&Want>,
    done: Vec<Planned>,
    refused: &[(Operation, Refusal)],
    effects: &mut Vec<Effect>,
) {
    let n = done.len();
    let current = model.current().filter(|id| done.iter().any(|it| it.operation.ticket == *id));
    for id in done.iter().filter(|it| it.leaves).map(|it| it.operation.ticket) {
        model.marks.remove(id);
        model.callers.end(id);
    }
    let inverses: Vec<Operation> = done.into_iter().filter_map(|it| it.inverse).collect();
    say(model, want, n, inverses.len(), refused);
    model.undo.push(inverses);
    if let Some(Want::Attach(incident)) = want {
        incident::show(model, *incident, effects);
    }
    effects.extend(model.queue.ask(Purpose::Adopt));
    if let Some(id) = current {
        effects.extend(model.reading.ask(id).map(Effect::LoadDossier));
    }
}

fn say(model: &mut Model, want: Option<&Want>, n: usize, undoable: usize, refused: &[(Operation, Refusal)]) {
    let look = model.look();
    let what = want.map_or_else(|| look.text("batch-undo").into_owned(), |want| want.words(&look));
    let mut args = vec![("what", what.into()), ("n", count(n).into())];
    if let Some((operation, refusal)) = refused.first() {
        let first = format!("{}: {}", operation.ticket, no(refusal, &look));
        args.extend([("refused", count(refused.len()).into()), ("first", first.into())]);
        return model.say("batch-refused", Level::Error, &args);
    }
    let text = model.words.format("batch-done", &args);
    let key = model.key_of(model.place(), Command::Undo);
    let key = ("key", key.into());
    let hint = match undoable {
        0 if matches!(model.sync.link, Link::Offline { .. }) => model.words.text("notice-waits").into_owned(),
        0 => String::new(),
        undoable if undoable == n => model.words.format("notice-undo", &[key]),
        undoable => model.words.format("batch-undo-some", &[key, ("n", count(undoable).into())]),
    };
    model.tell(Level::Info, text, hint);
}
