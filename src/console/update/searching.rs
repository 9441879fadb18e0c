//! The search line: what is shown while it is typed, the queries typed before, and what a word may become.

use crate::console::effect::{Effect, OnShelf};
use crate::console::layout::Pane;
use crate::console::model::Model;
use crate::console::motion::Motion;
use crate::console::msg::Wake;
use crate::console::screens::Overlay;
use crate::console::screens::search::Search;
use crate::domain::complete::Known;
use crate::domain::{Filter, QueueRow, Span};

/// So long must typing pause before a search begins by itself.
const PAUSE: Span = Span(150);
/// So many queries are remembered.
const REMEMBERED: usize = 100;

/// Opens the search line over the queue, with what is shown now.
pub fn begin(model: &mut Model) {
    let query = model.queue.filter.to_string();
    begin_with(model, &query);
}

/// The same, with another query in it.
pub fn begin_with(model: &mut Model, query: &str) {
    model.open = None;
    model.outbox_open = false;
    model.focus = Pane::Queue;
    model.overlay = Some(Overlay::Search(Search::new(query, model.queue.filter.clone())));
}

/// Shows what was searched for, and remembers it.
pub fn confirm(model: &mut Model, search: Search, effects: &mut Vec<Effect>) {
    let Ok(filter) = search.parse() else {
        // The line stays, and says under it what is wrong.
        model.overlay = Some(Overlay::Search(search));
        return;
    };
    if filter != Filter::default() {
        let query = filter.to_string();
        model.typed_queries.retain(|it| *it != query);
        model.typed_queries.insert(0, query.clone());
        model.typed_queries.truncate(REMEMBERED);
        effects.push(Effect::Shelf(OnShelf::Typed(query)));
    }
    effects.extend(model.queue.show(filter));
}

/// Takes in queries of another time or console: one's own of this time come first.
pub fn remember(model: &mut Model, typed: Vec<String>) {
    for query in typed {
        if !model.typed_queries.contains(&query) {
            model.typed_queries.push(query);
        }
    }
    model.typed_queries.truncate(REMEMBERED);
}

/// What has been read is what a query may name: of rows, of whatever list, since a search narrows the one on screen.
pub fn meet_rows(known: &mut Known, rows: &[QueueRow]) {
    for row in rows {
        row.site.iter().for_each(|site| known.sites.with(site));
        known.customers.with(&row.customer_name);
    }
}

/// Up and down: through the queries that were typed before.
pub fn walk(model: &mut Model, motion: Motion, effects: &mut Vec<Effect>) {
    let Some(Overlay::Search(search)) = &mut model.overlay else { return };
    if search.recall(motion == Motion::Up, &model.typed_queries) {
        wait(search, effects);
    }
}

/// Goes on with the word at the cursor.
pub fn complete(model: &mut Model, forward: bool, effects: &mut Vec<Effect>) {
    let Some(Overlay::Search(search)) = &mut model.overlay else { return };
    if search.complete(forward, &model.known) {
        wait(search, effects);
    }
}

/// What has been typed is searched for when typing pauses.
pub fn wait(search: &Search, effects: &mut Vec<Effect>) {
    effects.push(Effect::Wake { after: PAUSE, wake: Wake::Search(search.keystroke) });
}

/// A pause is over: typing has stopped, or gone on since.
pub fn woke(model: &mut Model, keystroke: u64, effects: &mut Vec<Effect>) {
    let Some(Overlay::Search(search)) = &model.overlay else { return };
    if let (true, Ok(filter)) = (search.keystroke == keystroke, search.parse()) {
        effects.extend(model.queue.show(filter));
    }
}
