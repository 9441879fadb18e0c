//! All that the console knows. One value; nothing of it is anywhere else.

mod lingering;
mod next_change;

pub use next_change::near_from;

use super::alerts::Alerts;
use super::callers::Callers;
use super::command::Context;
use super::keymap::Keymap;
use super::layout::{self, Layout, Pane, Shape};
use super::look::Look;
use super::marks::Marks;
use super::pace::Pace;
use super::plain::Asked;
use super::screens::{Overlay, compose, customer, outbox, queue::Queue, routing, ticket};
use super::theme::Theme;
use super::told::Told;
use super::tour::{self, Tour};
use super::undo::UndoStack;
use super::watch::Watch;
use super::widgets::notice::{Level, Notice};
use super::window::Slot;
use crate::console::command::Command;
use crate::domain::complete::Known;
use crate::domain::roster::Presence;
use crate::domain::site;
use crate::domain::view::Saved;
use crate::domain::{
    Dossier, Link, OperationId, Operator, OperatorId, OutboxEntry, Policy, Span, Status, SyncStatus, Tally, TicketId,
    Timestamp,
};
use crate::i18n::{Arg, Catalog};
use crossterm::event::KeyEvent;
use jiff::tz::TimeZone;
use keybinds::KeyInput;
use ratatui::layout::Rect;
use std::collections::VecDeque;

/// An operator does not take one ticket for another in less.
pub const ASTRAY_AFTER: Span = Span(150);

/// What is decided before the console starts.
#[derive(Debug)]
pub struct Start {
    pub me: OperatorId,
    /// The name of the desk.
    pub desk: String,
    /// Made-up data: said on screen.
    pub sample: bool,
    /// Among the consoles of the profile, from 1.
    pub slot: usize,
    /// What begins a command line that speaks of this desk: `turno`, `turno --profile night`.
    pub program: String,
    pub words: Catalog,
    pub theme: Theme,
    pub zone: TimeZone,
    pub keymap: Keymap,
    pub now: Timestamp,
    /// In cells.
    pub size: (u16, u16),
}

#[derive(Debug)]
pub struct Model {
    pub me: OperatorId,
    pub desk: String,
    pub sample: bool,
    pub slot: usize,
    pub program: String,
    pub words: Catalog,
    pub theme: Theme,
    pub zone: TimeZone,
    pub keymap: Keymap,
    pub now: Timestamp,
    pub size: (u16, u16),

    pub operators: Vec<Operator>,
    pub policy: Policy,
    pub tally: Tally,
    pub sync: SyncStatus,
    pub outbox: Vec<OutboxEntry>,
    /// The searches that the operator keeps.
    pub views: Vec<Saved>,
    /// The queries typed lately, the newest first.
    pub typed_queries: Vec<String>,
    /// What has been read so far and a query may name.
    pub known: Known,

    /// Who was identified on the telephone.
    pub callers: Callers,

    pub queue: Queue,
    pub marks: Marks,
    /// The ticket that is open; without one the panes follow the cursor of the queue.
    pub open: Option<TicketId>,
    /// The last one that was read: of the current ticket, or for a moment of the one before.
    pub dossier: Option<Box<Dossier>>,
    pub reading: Slot,
    /// Since when what was last read is of another ticket than the current one.
    pub strayed_at: Option<Timestamp>,
    pub pace: Pace,
    pub focus: Pane,
    pub outbox_open: bool,
    pub panes: Panes,
    pub overlay: Option<Overlay>,
    pub compose: Option<Writing>,

    /// Keys pressed while another list was on its way: they are for that one.
    pub ahead: VecDeque<KeyEvent>,
    /// Keys of a sequence that is not complete yet.
    pub typed: Vec<KeyInput>,
    pub notice: Option<Notice>,
    /// What has to be read: shown when nothing is newer.
    pub told: Told,
    pub undo: UndoStack,
    /// How long each ticket has been open here.
    pub watch: Watch,
    /// For how long a public reply lingers before it leaves.
    pub linger: Span,
    /// A reply was taken back: how its author goes on with it.
    pub again: Option<Again>,
    /// What has become urgent.
    pub alerts: Alerts,
    /// Commands given before their ticket was read. They are carried out on that ticket, wherever the cursor is.
    pub early: VecDeque<(TicketId, Command)>,
    /// The desk was asked for the next ticket, and has not answered.
    pub asked_next: bool,
    /// The next ticket was taken without the desk, which may have given it to a colleague: to be said when it is on disk.
    pub took_unasked: Option<TicketId>,
    /// A ticket was passed over: the next is asked for when the desk knows of it, or would give the same again.
    pub skipped: Option<OperationId>,
    /// The handover is to be shown as soon as it has been read.
    pub wants_handover: bool,
    /// So is this incident, or the list of those that are open.
    pub wants_incident: Option<Wanted>,
    /// The guided tour, while one is on it.
    pub tour: Option<Tour>,
    /// Times of a ticket are those of its site, and name their zone.
    pub site_time: bool,
    /// There is no screen: what changes is said as lines of text.
    pub plain: bool,
    /// What a screen reader was asked to hear once more.
    pub asked: Asked,
    pub catching_up: CatchingUp,
    /// Who was at the desk when it was last heard of.
    pub presence: Option<Presence>,
    pub presence_asked: Option<Timestamp>,
    /// Something on screen is another than when it was last drawn.
    pub changed: bool,
}

/// Which incident is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    One(TicketId),
    Open,
}

/// How far the operator has been told what changed while they were away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CatchingUp {
    /// The console has started, and what changed is being read.
    #[default]
    Starting,
    /// The same, and the operator has begun to work: nothing is put in their way.
    Hurried,
    /// They have asked to see it.
    Asked,
    /// It has been read. That they look was last noted then.
    Told { noted_at: Timestamp },
}

/// The state of the panes beside the queue.
#[derive(Debug, Default)]
pub struct Panes {
    pub ticket: ticket::Ticket,
    pub customer: customer::Customer,
    pub routing: routing::Routing,
    pub outbox: outbox::Outbox,
}

/// A reply or comment that is being written.
#[derive(Debug)]
pub struct Writing {
    pub editor: compose::Compose,
    /// Something was typed since the draft was last saved.
    pub unsaved: bool,
    /// A wake-up to save it is under way.
    pub save_ordered: bool,
    /// The draft of another time has been asked for, and not come.
    pub draft_ordered: bool,
    /// The operator was told of a newer reply: sending again means it.
    pub confirmed: bool,
    /// Of what the operator was warned: each is said once, and sending again means it.
    pub warned: Vec<Warning>,
    /// A whole text was put in: a draft that comes after it stands apart.
    pub filled: bool,
    /// The draft is a reply that was taken back.
    pub again: bool,
    /// Handed to the replica, not yet answered.
    pub sending: bool,
}

/// A reply that was taken back before it left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    pub ticket: TicketId,
    /// So many public replies its author had before them.
    pub seen: Option<i64>,
    /// What the ticket is to become with it.
    pub then: Option<Status>,
}

/// What may be wrong with a reply that could go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// It is in another language than the conversation.
    Language,
    /// It speaks of an attachment, and nothing can be attached.
    Attachment,
}

impl Model {
    pub fn new(start: Start) -> Model {
        Model {
            me: start.me,
            desk: start.desk,
            sample: start.sample,
            slot: start.slot,
            program: start.program,
            words: start.words,
            theme: start.theme,
            zone: start.zone,
            keymap: start.keymap,
            now: start.now,
            size: start.size,
            operators: Vec::new(),
            policy: Policy::default(),
            tally: Tally::default(),
            sync: SyncStatus::default(),
            outbox: Vec::new(),
            callers: Callers::default(),
            views: Vec::new(),
            typed_queries: Vec::new(),
            known: Known::default(),
            queue: Queue::default(),
            marks: Marks::default(),
            open: None,
            dossier: None,
            reading: Slot::default(),
            strayed_at: None,
            pace: Pace::default(),
            focus: Pane::Queue,
            outbox_open: false,
            panes: Panes::default(),
            overlay: None,
            compose: None,
            ahead: VecDeque::new(),
            typed: Vec::new(),
            notice: None,
            told: Told::default(),
            undo: UndoStack::default(),
            watch: Watch::default(),
            linger: Span(0),
            again: None,
            alerts: Alerts::new(start.now),
            early: VecDeque::new(),
            asked_next: false,
            took_unasked: None,
            skipped: None,
            wants_handover: false,
            wants_incident: None,
            tour: None,
            site_time: false,
            plain: false,
            asked: Asked::default(),
            catching_up: CatchingUp::default(),
            presence: None,
            presence_asked: None,
            changed: true,
        }
    }

    /// What the views need besides their data.
    pub fn look(&self) -> Look<'_> {
        Look {
            catalog: &self.words,
            theme: &self.theme,
            now: self.now,
            zone: &self.zone,
            names_zone: self.site_time,
            warn_at_fraction: self.policy.warn_at_fraction,
            operators: &self.operators,
            me: &self.me,
            callers: &self.callers,
        }
    }

    /// The same for what is shown of a ticket: its times are those of its site, if they are wanted and known.
    pub fn look_at(&self, dossier: Option<&Dossier>) -> Look<'_> {
        let site = dossier.and_then(|it| it.ticket.site.as_deref()).filter(|_| self.site_time);
        let zone = site.and_then(site::zone).unwrap_or(&self.zone);
        Look { zone, ..self.look() }
    }

    /// The ticket that commands are about.
    pub fn current(&self) -> Option<TicketId> {
        self.open.or(self.queue.rows.selected())
    }

    /// Actions are about all that is marked, and not about one ticket that is open and in front of the operator.
    pub fn acts_on_marks(&self) -> bool {
        let in_the_list = self.place() == Context::Queue || (self.open.is_none() && !self.outbox_open);
        in_the_list && !self.marks.is_empty()
    }

    /// What the panes show is of another ticket, for longer than one reads over: they say so. To dim them at once
    /// would make them flicker with each step of the cursor.
    pub fn is_astray(&self) -> bool {
        self.strayed_at.is_some_and(|since| self.now - since >= ASTRAY_AFTER)
    }

    /// What is known of the current ticket; None until it has been read.
    pub fn current_dossier(&self) -> Option<&Dossier> {
        let id = self.current()?;
        self.dossier.as_deref().filter(|dossier| dossier.ticket.id == id)
    }

    /// When this operator's shift began and when it ends.
    pub fn shift(&self) -> Option<(Timestamp, Timestamp)> {
        let me = self.operators.iter().find(|operator| operator.id == self.me)?;
        me.shift.around(self.now, &self.zone)
    }

    pub fn layout(&self) -> Layout {
        self.layout_for(self.size.0, self.size.1)
    }

    /// The same on a screen of another size.
    pub fn layout_for(&self, width: u16, height: u16) -> Layout {
        let shape = Shape {
            open: self.open.is_some(),
            outbox: self.outbox_open,
            writing: self.compose.is_some(),
            focus: self.focus,
        };
        // What the tour talks about keeps a screen of its own, with fewer lines.
        match height.checked_sub(tour::ROWS).filter(|left| self.tour.is_some() && *left >= 2 * tour::ROWS + 2) {
            Some(left) => {
                let tour = Some(Rect::new(0, left, width, tour::ROWS));
                Layout { tour, ..layout::layout(width, left, shape) }
            }
            None => layout::layout(width, height, shape),
        }
    }

    /// The pane that has the keyboard: the focus, where this screen has such a pane.
    pub fn focused(&self) -> Pane {
        let ring = layout::ring(self.size.0, self.open.is_some());
        if ring.contains(&self.focus) { self.focus } else { ring[0] }
    }

    /// How many rows of the queue are in view.
    pub fn page(&self) -> usize {
        let area = self.layout().pane(Pane::Queue);
        area.map_or_else(|| usize::from(self.size.1.saturating_sub(6)), Queue::page).max(1)
    }

    /// Who has the keyboard.
    pub fn context(&self) -> Context {
        match &self.overlay {
            Some(Overlay::Views(views)) if views.naming.is_some() => Context::Line,
            Some(Overlay::Menu(_) | Overlay::Preview(_) | Overlay::Views(_)) => Context::Menu,
            Some(Overlay::Learned(_) | Overlay::Profile(_) | Overlay::CatchUp(_)) => Context::Menu,
            Some(Overlay::Roster(_) | Overlay::Charts(_)) => Context::Menu,
            Some(Overlay::Ask(_) | Overlay::AskMany(_) | Overlay::Search(_)) => Context::Line,
            Some(Overlay::Pick(_) | Overlay::Find(_) | Overlay::Macros(_)) => Context::Pick,
            Some(Overlay::Identify(identify)) => identify.context(),
            Some(Overlay::Handover(_)) => Context::Handover,
            Some(Overlay::Incidents(_) | Overlay::Incident(_)) => Context::Incident,
            Some(Overlay::Broadcast(_)) => Context::Broadcast,
            Some(Overlay::Links(_)) => Context::Links,
            None if self.compose.is_some() => Context::Compose,
            None => self.place(),
        }
    }

    /// The place under whatever lies over it.
    pub fn place(&self) -> Context {
        match self.focused() {
            _ if self.outbox_open => Context::Outbox,
            Pane::Queue => Context::Queue,
            Pane::Ticket => Context::Ticket,
            Pane::Customer | Pane::Routing => Context::Panel,
        }
    }

    /// Whether there is a desk to be asked, as far as is known.
    pub fn can_ask(&self) -> bool {
        !matches!(self.sync.link, Link::Offline { .. } | Link::Refused { .. })
    }

    /// The current ticket came by telephone, and who calls is not identified.
    pub fn is_calling(&self) -> bool {
        self.current_dossier().is_some_and(|dossier| self.look().is_unidentified(&dossier.ticket))
    }

    /// Tells the operator something, and what to do about it.
    pub fn say(&mut self, key: &str, level: Level, args: &[(&str, Arg<'_>)]) {
        let text = self.words.format(key, args);
        let hint = self.words.format(&format!("{key}-hint"), args);
        let hint = if hint.starts_with('⟨') { String::new() } else { hint };
        self.tell(level, text, hint);
    }

    pub fn tell(&mut self, level: Level, text: String, hint: String) {
        self.notice = Some(Notice::new(level, text, hint, self.now));
        self.changed = true;
    }

    /// What has to be read is what the message line shows now.
    pub fn is_told(&self) -> bool {
        !self.told.is_empty() && self.notice.as_ref().is_none_or(|notice| notice.news_until <= self.now)
    }

    /// The keys of a command where the operator is, the first of them.
    pub fn key_of(&self, context: Context, command: Command) -> String {
        self.keymap.keys(context, command).into_iter().next().unwrap_or_default()
    }
}
