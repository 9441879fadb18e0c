//! One screen or pane a module: a struct, what keys do to it, and a view.

pub mod ask;
pub mod ask_many;
pub mod broadcast;
pub mod catch_up;
pub mod charts;
pub mod compose;
pub mod customer;
pub mod find;
#[cfg(test)]
pub mod fixtures;
pub mod handover;
pub mod identify;
pub mod incident;
pub mod incidents;
pub mod learned;
pub mod links;
pub mod macros;
pub mod menu;
pub mod outbox;
pub mod pick;
pub mod preview;
pub mod profile;
pub mod queue;
pub mod roster;
pub mod routing;
pub mod search;
pub mod ticket;
pub mod views;

use super::widgets::form::Field;

/// What lies over the screen and has the keyboard.
#[derive(Debug)]
pub enum Overlay {
    Menu(menu::Menu),
    Ask(Box<ask::Ask>),
    AskMany(Box<ask_many::AskMany>),
    /// What an action comes to for all that is marked.
    Preview(Box<preview::Preview>),
    Search(search::Search),
    /// Help and palette.
    Pick(pick::Pick),
    /// Who is on shift, and who is at the desk.
    Roster(Box<roster::RosterScreen>),
    /// The last day of the desk in numbers.
    Charts(Box<charts::ChartsScreen>),
    /// What changed while the operator was away.
    CatchUp(Box<catch_up::CatchUpScreen>),
    /// What the next shift has to know.
    Handover(Box<handover::Handover>),
    /// The open incidents.
    Incidents(Box<incidents::Incidents>),
    /// One of them, or what is to be released for it.
    Incident(Box<incident::Incident>),
    /// What all its customers are to be told.
    Broadcast(Box<broadcast::Broadcast>),
    /// The duplicates and links of a ticket.
    Links(Box<links::Links>),
    /// The macros of the desk.
    Macros(Box<macros::Macros>),
    /// How often the suggestions were right.
    Learned(learned::Learned),
    /// Who calls, and their code.
    Identify(Box<identify::Identify>),
    /// A customer or contact as one types.
    Find(find::Find),
    /// A customer who has no ticket in the queue.
    Profile(Box<profile::Profile>),
    /// The searches with a name.
    Views(views::Views),
}

impl Overlay {
    /// The line that is being typed into; None without one, and while a code is typed.
    pub fn field(&self) -> Option<&Field> {
        match self {
            Overlay::Ask(ask) => Some(&ask.field),
            Overlay::AskMany(ask) => Some(&ask.field),
            Overlay::Search(search) => Some(&search.field),
            Overlay::Pick(pick) => Some(&pick.field),
            Overlay::Macros(macros) => Some(&macros.field),
            Overlay::Find(find) => Some(&find.field),
            Overlay::Views(views) => views.naming.as_ref(),
            Overlay::Identify(identify) => identify.field(),
            _ => None,
        }
    }

    /// The same to be written into, where writing means nothing else.
    pub fn field_mut(&mut self) -> Option<&mut Field> {
        match self {
            Overlay::Ask(ask) => Some(&mut ask.field),
            Overlay::AskMany(ask) => Some(&mut ask.field),
            Overlay::Search(search) => Some(&mut search.field),
            Overlay::Pick(pick) => Some(&mut pick.field),
            Overlay::Macros(macros) => Some(&mut macros.field),
            Overlay::Find(find) => Some(&mut find.field),
            Overlay::Views(views) => views.naming.as_mut(),
            _ => None,
        }
    }
}
