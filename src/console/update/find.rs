//! Finding a customer as one types, and going to their tickets.

use super::walk;
use crate::console::effect::Effect;
use crate::console::layout::Pane;
use crate::console::model::Model;
use crate::console::screens::Overlay;
use crate::console::screens::profile::Profile;
use crate::console::widgets::notice::Level;
use crate::console::window::Purpose;
use crate::domain::{CustomerHit, CustomerId, Filter, Profile as Facts};

/// The text is another: it is asked for at once, under a number of its own.
pub fn typed(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(Overlay::Find(find)) = &mut model.overlay else { return };
    let (generation, text) = (find.typed(), find.field.text().to_string());
    effects.push(Effect::FindCustomers { generation, text });
}

pub fn found(model: &mut Model, generation: u64, hits: Vec<CustomerHit>, effects: &mut Vec<Effect>) {
    let Some(Overlay::Find(find)) = &mut model.overlay else { return };
    if !find.found(generation, hits) {
        return;
    }
    model.changed = true;
    if std::mem::take(&mut find.hasty) {
        confirm(model, effects);
    }
}

/// To the customer under the cursor, as soon as what is shown is what was typed.
pub fn confirm(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(Overlay::Find(find)) = &mut model.overlay else { return };
    if !find.is_settled() {
        find.hasty = true;
        return;
    }
    find.opening = find.chosen().cloned();
    effects.extend(find.opening.as_ref().map(|hit| Effect::LoadProfile(hit.customer.clone())));
}

/// Their tickets in the queue; who has none there is shown by themselves. Who was found by the number of a ticket is
/// shown that one, open.
pub fn profile(model: &mut Model, customer: &CustomerId, profile: Option<Box<Facts>>, effects: &mut Vec<Effect>) {
    let Some(Overlay::Find(find)) = &model.overlay else { return };
    let Some(hit) = find.opening.as_ref().filter(|hit| hit.customer == *customer) else { return };
    let ticket = hit.ticket;
    model.changed = true;
    model.overlay = None;
    let Some(facts) = profile else { return model.say("customer-none", Level::Warning, &[]) };
    if facts.is_live {
        show(model, Filter::of_customer(customer), effects);
    }
    match ticket {
        Some(id) => walk::show(model, id, effects),
        None if facts.is_live => {}
        None => model.overlay = Some(Overlay::Profile(Box::new(Profile::new(*facts)))),
    }
}

fn show(model: &mut Model, filter: Filter, effects: &mut Vec<Effect>) {
    (model.open, model.outbox_open) = (None, false);
    model.focus = Pane::Queue;
    let asked = model.queue.show(filter).or_else(|| model.queue.ask(Purpose::First));
    effects.extend(asked);
}
