//! Finding a customer as one types, and going to their tickets.

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
    if let Some(customer) = find.chosen().map(|hit| hit.customer.clone()) {
        find.opening = Some(customer.clone());
        effects.push(Effect::LoadProfile(customer));
    }
}

/// Their tickets in the queue; who has none there is shown by themselves.
pub fn profile(model: &mut Model, customer: &CustomerId, profile: Option<Box<Facts>>, effects: &mut Vec<Effect>) {
    let opening = matches!(&model.overlay, Some(Overlay::Find(find)) if find.opening.as_ref() == Some(customer));
    if !opening {
        return;
    }
    model.changed = true;
    match profile {
        Some(facts) if facts.is_live => show(model, Filter::of_customer(customer), effects),
        Some(facts) => model.overlay = Some(Overlay::Profile(Box::new(Profile::new(*facts)))),
        None => {
            model.overlay = None;
            model.say("customer-none", Level::Warning, &[]);
        }
    }
}

fn show(model: &mut Model, filter: Filter, effects: &mut Vec<Effect>) {
    (model.overlay, model.open, model.outbox_open) = (None, None, false);
    model.focus = Pane::Queue;
    let asked = model.queue.show(filter).or_else(|| model.queue.ask(Purpose::First));
    effects.extend(asked);
}
