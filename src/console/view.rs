//! Draws a frame: a function of the model, and of nothing else.

use super::cache::Cache;
use super::command::{Command, Context};
use super::layout::{self, Layout, Pane};
use super::model::Model;
use super::screens::{Overlay, compose};
use super::text::{truncate, width};
use super::tour;
use super::widgets::{hints, status_line};
use crate::domain::order::standing;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// What has to be read takes so many lines at most.
const TOLD_LINES: u16 = 4;

/// Draws the whole screen. The size is that of the frame, which may be another than the model has heard of.
pub fn view(model: &Model, cache: &mut Cache, frame: &mut Frame<'_>) {
    if let Some(cursor) = draw(model, cache, frame.buffer_mut()) {
        frame.set_cursor_position(cursor);
    }
}

/// Draws into a buffer; where the cursor is, if text is being typed into a line.
pub fn draw(model: &Model, cache: &mut Cache, buf: &mut Buffer) -> Option<Position> {
    let area = buf.area;
    if area.is_empty() {
        return None;
    }
    let layout = model.layout_for(area.width, area.height);
    let look = model.look();
    buf.set_style(area, look.style("text"));
    if layout.too_small {
        let text = look.format("too-small", &[("width", area.width.into()), ("height", area.height.into())]);
        buf.set_stringn(
            area.x,
            area.y,
            truncate(&text, usize::from(area.width)),
            usize::from(area.width),
            look.style("message.warning"),
        );
        return None;
    }
    status_line::view(model, layout.top, buf);
    if let Some(area) = layout.outbox {
        model.panes.outbox.view(&model.outbox, model.compose.is_none(), &look, area, buf);
    }
    panes(model, cache, &layout, buf);
    if let Some(area) = layout.tabs {
        tabs(model, area, buf);
    }
    if let (Some(area), Some(writing)) = (layout.compose, &model.compose) {
        let (send, close) =
            (model.key_of(Context::Compose, Command::Send), model.key_of(Context::Compose, Command::Back));
        let dossier = model.dossier.as_deref().filter(|it| it.ticket.id == writing.editor.ticket());
        writing.editor.view(dossier, &compose::Keys { send: &send, close: &close }, &look, area, buf);
    }
    if let Some(area) = layout.tour {
        tour::view(model, area, buf);
    }
    message(model, &layout, buf);
    hints::view(model, layout.hints, buf);
    overlay(model, &layout, buf)
}

fn panes(model: &Model, cache: &mut Cache, layout: &Layout, buf: &mut Buffer) {
    let look = model.look();
    let free = model.compose.is_none();
    let focused = |pane| free && model.focused() == pane;
    // A ticket that is not here is not shown as the one before.
    let missing = model.current().is_some_and(|id| model.reading.is_missing(id));
    let dossier = model.dossier.as_deref().filter(|_| !missing || model.current_dossier().is_some());
    let there = model.look_at(dossier);
    for (pane, area) in &layout.panes {
        match pane {
            Pane::Queue => model.queue.view(&model.marks, focused(*pane), &look, *area, buf),
            Pane::Ticket => {
                model.panes.ticket.view(dossier, &mut cache.conversations, focused(*pane), &there, *area, buf);
            }
            Pane::Customer => model.panes.customer.view(dossier, focused(*pane), &there, *area, buf),
            Pane::Routing => model.panes.routing.view(dossier, focused(*pane), &there, *area, buf),
        }
        if *pane != Pane::Queue && dossier.is_some() && model.is_astray() {
            // Of the ticket before, and the one under the cursor is long in coming.
            buf.set_style(*area, ratatui::style::Style::default().add_modifier(Modifier::DIM));
        }
    }
}

/// What was just done; else what has to be read, in full; else what was said last.
fn message(model: &Model, layout: &Layout, buf: &mut Buffer) {
    let look = model.look();
    match (&model.notice, model.told.first()) {
        // Where something is being typed nothing is covered, and the key has another meaning.
        (_, Some(told)) if model.is_told() && model.context() != model.place() => {
            told.view(&look, layout.message, buf);
        }
        (_, Some(told)) if model.is_told() => {
            told.view_whole(&how_to_go_on(model), TOLD_LINES, &look, layout.message, buf);
        }
        (Some(notice), _) => notice.view(&look, layout.message, buf),
        (None, _) => reason_of_place(model, layout, buf),
    }
}

fn how_to_go_on(model: &Model) -> String {
    let key = model.key_of(model.place(), Command::Back);
    match model.told.len() {
        1 => model.words.format("told-seen", &[("key", key.into())]),
        n => model.words.format("told-next", &[("key", key.into()), ("n", n.into())]),
    }
}

/// While there is nothing to tell, the message line says why the ticket under the cursor stands where it stands,
/// unless its own pane is there to say it.
fn reason_of_place(model: &Model, layout: &Layout, buf: &mut Buffer) {
    let queue_alone = layout.pane(Pane::Queue).is_some() && layout.pane(Pane::Ticket).is_none();
    if let (true, Some(dossier)) = (queue_alone, model.current_dossier()) {
        let look = model.look();
        let sentence = look.catalog.standing(&standing(&dossier.ticket, model.now));
        let said = format!("{}: {sentence}", dossier.ticket.id);
        let (area, cells) = (layout.message, usize::from(layout.message.width));
        buf.set_stringn(area.x, area.y, truncate(&said, cells), cells, look.style("text.muted"));
    }
}

/// The names of the stacked panes, the one in view marked.
fn tabs(model: &Model, area: Rect, buf: &mut Buffer) {
    let look = model.look();
    let mut x = area.x;
    for pane in layout::ring(area.width, model.open.is_some()) {
        let name = look.text(match pane {
            Pane::Queue => "pane-queue",
            Pane::Ticket => "pane-ticket",
            Pane::Customer => "pane-customer",
            Pane::Routing => "pane-routing",
        });
        let here = *pane == model.focused();
        let text = if here { format!("[{name}]") } else { format!(" {name} ") };
        let style = look.style(if here { "text.title" } else { "text.muted" });
        let (after, _) = buf.set_stringn(x, area.y, text, usize::from(area.right().saturating_sub(x)), style);
        x = after + 1;
    }
    let mut right = model.queue.position();
    if area.width < 80 || model.size.1 < 24 {
        right = format!("{} · {right}", look.text("one-pane"));
    }
    let cells = u16::try_from(width(&right)).unwrap_or(area.width);
    if x + cells < area.right() {
        buf.set_stringn(area.right() - cells, area.y, right, usize::from(cells), look.style("text.muted"));
    }
}

/// What lies over the screen; where the cursor is, if text is being typed into a line.
pub(super) fn overlay(model: &Model, layout: &Layout, buf: &mut Buffer) -> Option<Position> {
    let look = model.look();
    let body = layout.body(buf.area.width);
    match model.overlay.as_ref()? {
        Overlay::Menu(menu) => {
            menu.view(&look, body, buf);
            None
        }
        Overlay::Ask(ask) => ask.view(&look, body, buf),
        Overlay::AskMany(ask) => ask.view(&look, body, buf),
        Overlay::Preview(preview) => {
            preview.view(&look, body, buf);
            None
        }
        Overlay::Search(search) => {
            let key = model.key_of(Context::Line, Command::Complete);
            search.view((&model.known, &key), &look, layout.message, layout.hints, buf)
        }
        Overlay::Views(views) => views.view(&look, body, buf),
        Overlay::Pick(pick) => pick.view(model, &look, body, buf),
        Overlay::Handover(handover) => {
            handover.view(&look, body, buf);
            None
        }
        Overlay::Incidents(incidents) => {
            incidents.view(&look, body, buf);
            None
        }
        Overlay::Incident(incident) => {
            incident.view(&model.key_of(Context::Incident, Command::ReleaseBroadcast), &look, body, buf);
            None
        }
        Overlay::Broadcast(broadcast) => {
            broadcast.view(&model.key_of(Context::Broadcast, Command::ProposeBroadcast), &look, body, buf);
            None
        }
        Overlay::Links(links) => {
            links.view(&look, body, buf);
            None
        }
        Overlay::Roster(screen) => {
            let key = model.key_of(Context::Menu, Command::TurnPage);
            screen.view(model.presence.as_ref(), &key, &look, body, buf);
            None
        }
        Overlay::Charts(screen) => {
            screen.view(&model.key_of(Context::Menu, Command::TurnPage), &look, body, buf);
            None
        }
        Overlay::CatchUp(screen) => {
            screen.view(&model.sync.link, &look, body, buf);
            None
        }
        Overlay::Macros(macros) => macros.view(&look, body, buf),
        Overlay::Learned(learned) => {
            learned.view(&look, body, buf);
            None
        }
        Overlay::Identify(identify) => identify.view(model.can_ask(), &look, body, buf),
        Overlay::Find(find) => find.view(&look, body, buf),
        Overlay::Profile(profile) => {
            profile.view(&look, body, buf);
            None
        }
    }
}
