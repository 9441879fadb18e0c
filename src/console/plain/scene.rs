//! All that can be said at an instant.

use super::{over, words};
use crate::console::command::{Command, Context};
use crate::console::layout::Pane;
use crate::console::model::Model;
use crate::console::screens::{Overlay, compose, customer, routing, ticket};
use crate::console::tour;
use crate::console::widgets::{conversation, hints, status_line};
use crate::domain::{Dossier, Filter, Language, Link, TicketId, Timestamp, Visibility};
use std::mem::{Discriminant, discriminant};

/// Where the operator is.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    language: Language,
    at: At,
}

#[derive(Debug, Clone, PartialEq)]
enum At {
    /// Something lies over the rest; it may ask for one thing after another.
    Over(Discriminant<Overlay>, Context),
    Writing(TicketId, Visibility),
    Outbox,
    Queue(Box<Filter>),
    /// A pane of a ticket, and whether that has been read.
    Pane(Pane, Option<TicketId>, bool),
    /// The queue has not been read yet.
    Start,
}

impl Place {
    /// What lies over another place, and leads back to it.
    pub fn is_over(&self) -> bool {
        matches!(self.at, At::Over(..) | At::Writing(..))
    }
}

/// What the cursor is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which one it is.
    pub id: String,
    /// Where it stands: `3 of 118: `. Not a reason to say it again.
    pub at: String,
    pub what: String,
}

/// A line that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// What is asked for.
    pub label: String,
    pub text: String,
    /// A byte of the text.
    pub cursor: usize,
    /// Among the lines of a text.
    pub row: usize,
}

/// How often the operator asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// To hear what they are on.
    pub again: u64,
    /// To hear where they are.
    pub place: u64,
}

#[derive(Debug, Clone)]
pub struct Scene {
    pub place: Place,
    /// What the place is.
    pub heading: Vec<String>,
    /// What stands in it.
    pub body: Vec<String>,
    pub current: Option<Item>,
    pub typed: Option<Typed>,
    /// The line that is being typed picks from a list or has a hint of its own: what comes of it is said when it is done.
    pub picks: bool,
    /// The body is read when one comes here; else what the cursor is on is enough.
    pub is_read: bool,
    /// What happened; until when it is told tells one from the same once more.
    pub news: Option<(Timestamp, String)>,
    /// What has to be read.
    pub told: Option<String>,
    /// What the guided tour asks for.
    pub tour: Vec<String>,
    pub link: String,
    pub arrivals: Option<String>,
    /// The keys that may follow those pressed.
    pub follows: Option<String>,
    pub asked: Asked,
}

impl Scene {
    pub fn of(model: &Model) -> Scene {
        let place = Place { language: model.words.language(), at: at(model) };
        let mut scene = Scene {
            heading: Vec::new(),
            body: Vec::new(),
            current: None,
            typed: None,
            picks: false,
            is_read: true,
            news: model.notice.as_ref().map(|it| (it.until, joined(it.text(), it.hint()))),
            told: model.told.first().map(|it| format!("{} {}", joined(it.text(), it.hint()), seen_by(model))),
            tour: tour::words(model).into_iter().flatten().collect(),
            link: link(model),
            arrivals: arrivals(model),
            follows: (!model.typed.is_empty()).then(|| hints::words(model)),
            asked: model.asked,
            place,
        };
        match scene.place.at {
            At::Over(..) => over::overlay(model, &mut scene),
            At::Writing(..) => writing(model, &mut scene),
            At::Outbox => over::outbox(model, &mut scene),
            At::Start | At::Queue(_) => queue(model, &mut scene),
            At::Pane(pane, ..) => in_pane(model, pane, &mut scene),
        }
        scene
    }

    /// What is said when one comes here.
    pub fn whole(&self) -> Vec<String> {
        let mut lines = self.heading.clone();
        if self.is_read {
            let typed = self.typed.as_ref().map(|typed| typed.text.as_str()).filter(|text| !text.is_empty());
            lines.extend(self.body.iter().filter(|line| Some(line.as_str()) != typed).cloned());
        }
        lines.extend(self.item_of_list());
        // Of a list that is not read, what is said under it of the row that the cursor is on.
        lines.extend(self.body.last().filter(|_| !self.is_read).cloned());
        lines
    }

    /// What is said of what one is on.
    pub fn here(&self) -> Vec<String> {
        match (&self.current, &self.typed) {
            (Some(_), _) => self.item(),
            (None, Some(_)) if self.picks => self.body.clone(),
            (None, Some(_)) => Vec::new(),
            (None, None) => self.whole(),
        }
    }

    /// The cursor is on what it was on, and that is as it was. A message is what it is, wherever it has got to.
    pub fn is_on_the_same(&self, before: &Scene) -> bool {
        let ids = |scene: &Scene| scene.current.as_ref().map(|it| it.id.clone());
        let what = |scene: &Scene| scene.current.as_ref().map(|it| it.what.clone());
        ids(self) == ids(before) && (matches!(self.place.at, At::Pane(..)) || what(self) == what(before))
    }

    /// What the cursor is on, unless that is a part of what is read: a message of a ticket.
    pub fn item_of_list(&self) -> Vec<String> {
        if matches!(self.place.at, At::Pane(..)) { Vec::new() } else { self.item() }
    }

    pub fn item(&self) -> Vec<String> {
        let said = self.current.as_ref().map(|it| format!("{}{}", it.at, it.what));
        said.iter().flat_map(|it| it.split('\n')).map(str::to_string).collect()
    }
}

fn at(model: &Model) -> At {
    if let Some(overlay) = &model.overlay {
        return At::Over(discriminant(overlay), model.context());
    }
    if let Some(writing) = &model.compose {
        return At::Writing(writing.editor.ticket(), writing.editor.kind());
    }
    match model.focused() {
        _ if model.outbox_open => At::Outbox,
        Pane::Queue if !model.queue.rows.is_loaded() => At::Start,
        Pane::Queue => At::Queue(Box::new(model.queue.filter.clone())),
        pane => At::Pane(pane, model.current(), model.current_dossier().is_some()),
    }
}

fn joined(text: &str, hint: &str) -> String {
    format!("{text} {hint}").trim_end().to_string()
}

fn seen_by(model: &Model) -> String {
    let key = model.key_of(model.place(), Command::Back);
    model.words.format("told-seen", &[("key", key.into())])
}

/// In words that stay the same while the link does.
fn link(model: &Model) -> String {
    match model.sync.link {
        Link::CatchingUp { .. } => model.words.text("plain-catching-up").into_owned(),
        _ => words::spoken(&status_line::link_words(model)),
    }
}

fn arrivals(model: &Model) -> Option<String> {
    let n = i64::try_from(model.queue.rows.arrivals()).unwrap_or(i64::MAX);
    let key = model.key_of(Context::Queue, Command::ShowArrivals);
    (n > 0).then(|| model.words.format("plain-arrivals", &[("n", n.into()), ("key", key.into())]))
}

/// Where one is, in full: desk, place, what the cursor is on, and the keys that work there.
pub fn whereabouts(model: &Model, scene: &Scene) -> Vec<String> {
    let mut lines = vec![words::spoken(&status_line::words(model))];
    lines.extend(scene.heading.iter().take(1).cloned());
    lines.extend(scene.item());
    if let Some(typed) = scene.typed.as_ref().filter(|_| matches!(scene.place.at, At::Writing(..))) {
        let n = i64::try_from(typed.row + 1).unwrap_or(i64::MAX);
        lines.push(model.words.format("plain-line", &[("n", n.into())]));
    }
    lines.push(hints::words(model));
    lines.extend(scene.tour.iter().cloned());
    lines
}

fn queue(model: &Model, scene: &mut Scene) {
    let (queue, look) = (&model.queue, model.look());
    if scene.place.at == At::Start {
        let key = |command| model.key_of(Context::Queue, command);
        let args = [
            ("again", key(Command::SayAgain).into()),
            ("place", key(Command::SayPlace).into()),
            ("help", key(Command::Help).into()),
            ("quit", key(Command::Quit).into()),
        ];
        scene.heading = vec![words::spoken(&status_line::words(model)), look.format("plain-keys", &args)];
        return;
    }
    scene.heading = vec![words::spoken(&queue.title(&model.marks, &look))];
    if queue.rows.rows().is_empty() {
        let key = if queue.is_plain() { "queue-empty" } else { "queue-nothing-found" };
        scene.body = vec![look.text(key).into_owned()];
        return;
    }
    scene.current = queue.rows.selected_row().map(|row| Item {
        id: row.id.to_string(),
        at: words::place(queue, &look),
        what: words::row(row, queue.rows.selected_is_gone(), model.marks.contains(row.id), &look),
    });
    if queue.is_turning() {
        // The list of before, while another is on its way.
        scene.current = None;
    }
}

/// The dossier of the current ticket, in a pane of it.
fn in_pane(model: &Model, pane: Pane, scene: &mut Scene) {
    let look = model.look_at(model.current_dossier());
    let Some(dossier) = model.current_dossier() else {
        let missing = model.current().is_some_and(|id| model.reading.is_missing(id));
        if missing || model.current().is_none() {
            scene.heading = vec![look.text("why-no-ticket").into_owned()];
        }
        return;
    };
    let sheet = |lines: Vec<String>| lines.iter().map(|line| words::spoken(line)).filter(|it| !it.is_empty()).collect();
    match pane {
        Pane::Customer => {
            scene.heading = vec![words::spoken(&customer::title(Some(dossier), &look))];
            scene.body = sheet(customer::lines(dossier, &look));
        }
        Pane::Routing => {
            scene.heading = vec![look.text("routing-title").into_owned()];
            scene.body = sheet(routing::lines(dossier, &look));
        }
        Pane::Ticket | Pane::Queue => {
            let title = format!("{} {}", look.text("ticket-title"), dossier.ticket.id);
            scene.heading = vec![title];
            scene.body = sheet(ticket::lines(dossier, &look));
            scene.body.push(look.format("plain-heading", &[("title", look.text("routing-title").into())]));
            scene.body.extend::<Vec<String>>(sheet(routing::lines(dossier, &look)));
            conversation(model, dossier, scene);
        }
    }
}

/// Message by message, the oldest first, so that the newest is what was written last.
fn conversation(model: &Model, dossier: &Dossier, scene: &mut Scene) {
    let look = model.look_at(Some(dossier));
    let messages = conversation::spoken::messages(dossier, &look);
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let n = number(dossier.articles.len());
    scene.body.push(look.format("plain-conversation", &[("n", n.into())]));
    let chosen = model.panes.ticket.article(dossier.articles.len());
    for message in messages {
        let nth = number(message.article + 1);
        scene.body.push(format!("{nth}: {}", message.head));
        scene.body.extend(message.lines.iter().cloned());
        if message.article == chosen {
            let at = look.format("plain-place", &[("at", nth.into()), ("n", n.into())]);
            let what = [vec![message.head], message.lines].concat().join("\n");
            scene.current = Some(Item { id: chosen.to_string(), at, what });
        }
    }
}

/// A text line by line: only the line that the cursor is on can be typed into.
fn writing(model: &Model, scene: &mut Scene) {
    let Some(writing) = &model.compose else { return };
    let (editor, look) = (&writing.editor, model.look());
    let key = |command| model.key_of(Context::Compose, command);
    let (send, close) = (key(Command::Send), key(Command::Back));
    let dossier = model.dossier.as_deref().filter(|it| it.ticket.id == editor.ticket());
    let heading = editor.heading(dossier, &compose::Keys { send: &send, close: &close }, &look);
    scene.heading = heading.iter().map(|line| words::spoken(line)).collect();
    scene.body = editor.warned(dossier, &look);
    let (row, cursor, lines) = editor.lines();
    scene.body.extend(lines.iter().filter(|line| !line.is_empty()).cloned());
    let text = lines.get(row).cloned().unwrap_or_default();
    scene.typed = Some(Typed { label: String::new(), text, cursor, row });
}
