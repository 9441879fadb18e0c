//! The rows of the command table, in the order in which help shows them.

use super::{Command, Context, Context::*, Entry};
use crate::console::motion::Motion;

const DESK: &[Context] = &[Queue, Ticket, Panel, Outbox];
const TICKETS: &[Context] = &[Queue, Ticket, Panel];
const WRITING: &[Context] = &[Queue, Ticket, Panel, Compose];
const CHOICES: &[Context] = &[Queue, Ticket, Panel, Outbox, Handover, Incident, Menu, Pick];
/// Where the first and the last are one key away.
const LISTS: &[Context] = &[Queue, Ticket, Panel, Outbox, Handover, Incident];
/// Where a line is typed, a step goes through those that were typed before.
const STEPS: &[Context] = &[Queue, Ticket, Panel, Outbox, Handover, Incident, Menu, Pick, Line];

const fn row(
    command: Command,
    name: &'static str,
    contexts: &'static [Context],
    keys: &'static [&'static str],
    emacs: &'static [&'static str],
    hint: u8,
) -> Entry {
    Entry { command, name, contexts, keys, emacs, hint }
}

#[rustfmt::skip]
pub const TABLE: &[Entry] = &[
    row(Command::Acknowledge, "acknowledge", Context::ALL.as_slice(), &["!", "F9"], &[], 9),
    row(Command::WorkNext, "work-next", TICKETS, &["w"], &[], 9),
    row(Command::Open, "open", &[Queue, Handover, Incident, Menu, Line, Pick], &["Enter"], &["Ctrl+m"], 7),
    row(Command::Back, "back", Context::ALL.as_slice(), &["Esc"], &["Ctrl+g"], 3),
    row(Command::NextTicket, "next-ticket", TICKETS, &["J"], &["Alt+n"], 4),
    row(Command::PreviousTicket, "previous-ticket", TICKETS, &["K"], &["Alt+p"], 0),
    row(Command::AcceptRouting, "accept-routing", TICKETS, &["a"], &[], 8),
    row(Command::RouteTo(1), "route-to-1", TICKETS, &["1"], &[], 0),
    row(Command::RouteTo(2), "route-to-2", TICKETS, &["2"], &[], 0),
    row(Command::RouteTo(3), "route-to-3", TICKETS, &["3"], &[], 0),
    row(Command::RouteTo(4), "route-to-4", TICKETS, &["4"], &[], 0),
    row(Command::RouteTo(5), "route-to-5", TICKETS, &["5"], &[], 0),
    row(Command::RouteElsewhere, "route-elsewhere", TICKETS, &["o"], &[], 6),
    row(Command::Take, "take", TICKETS, &["t"], &[], 8),
    row(Command::Reply, "reply", TICKETS, &["r"], &[], 7),
    row(Command::Macros, "macros", WRITING, &["m", "Alt+m"], &[], 5),
    row(Command::Handoff, "handoff", TICKETS, &["M"], &[], 0),
    row(Command::Comment, "comment", TICKETS, &["c"], &[], 6),
    row(Command::Send, "send", &[Compose], &["Ctrl+s", "Alt+Enter"], &["Ctrl+c Ctrl+c"], 9),
    row(Command::NextPlaceholder, "next-placeholder", &[Compose], &["Tab"], &[], 8),
    row(Command::Quote, "quote", &[Compose], &["Alt+q"], &[], 5),
    row(Command::EditOutside, "edit-outside", &[Compose], &["Ctrl+e"], &["Ctrl+x Ctrl+e"], 4),
    row(Command::LineStart, "line-start", &[Compose], &["Home"], &["Ctrl+a"], 0),
    row(Command::LineEnd, "line-end", &[Compose], &["End"], &["Ctrl+e"], 0),
    row(Command::SetStatus, "set-status", TICKETS, &["s"], &[], 6),
    row(Command::SetPriority, "set-priority", TICKETS, &["p"], &[], 5),
    row(Command::Skip, "skip", TICKETS, &["S"], &[], 5),
    row(Command::Snooze, "snooze", TICKETS, &["z"], &[], 4),
    row(Command::Promise, "promise", TICKETS, &["P"], &[], 4),
    row(Command::Identify, "identify", TICKETS, &["i"], &[], 5),
    row(Command::FindCustomer, "find-customer", TICKETS, &["C"], &[], 3),
    row(Command::Escalate, "escalate", TICKETS, &["e"], &[], 3),
    row(Command::Incident, "incident", TICKETS, &["I"], &[], 0),
    row(Command::DeclareIncident, "declare-incident", &[Incident], &["n"], &[], 6),
    row(Command::Attach, "attach", &[Incident], &["a"], &[], 7),
    row(Command::Detach, "detach", &[Incident], &["Delete", "Backspace"], &[], 4),
    row(Command::Broadcast, "broadcast", &[Incident], &["b"], &[], 8),
    row(Command::ReleaseBroadcast, "release-broadcast", &[Incident], &["R"], &[], 9),
    row(Command::ReturnBroadcast, "return-broadcast", &[Incident], &["r"], &[], 7),
    row(Command::WithdrawBroadcast, "withdraw-broadcast", &[Incident], &["w"], &[], 5),
    row(Command::ProposeBroadcast, "propose-broadcast", &[Broadcast], &["Ctrl+s", "Alt+Enter"], &["Ctrl+c Ctrl+c"], 9),
    row(Command::NextLanguage, "next-language", &[Broadcast], &["Tab"], &[], 8),
    row(Command::PreviousLanguage, "previous-language", &[Broadcast], &["Shift+Tab"], &[], 0),
    row(Command::Handover, "handover", DESK, &["H"], &[], 0),
    row(Command::ReturnHandover, "return-handover", &[Handover], &["r"], &[], 7),
    row(Command::HandOverAll, "hand-over-all", &[Handover], &["a"], &[], 8),
    row(Command::CopyHandover, "copy-handover", &[Handover], &["y"], &[], 6),
    row(Command::Mark, "mark", &[Queue], &["Space"], &[], 3),
    row(Command::MarkRange, "mark-range", &[Queue], &["v"], &[], 0),
    row(Command::MarkAll, "mark-all", &[Queue], &["*"], &[], 0),
    row(Command::Undo, "undo", &[Queue, Ticket, Panel, Incident], &["u"], &["Ctrl+x u"], 4),
    row(Command::Search, "search", TICKETS, &["/"], &["Ctrl+s"], 5),
    row(Command::Views, "views", TICKETS, &["f"], &[], 4),
    row(Command::NextMatch, "next-match", TICKETS, &["n"], &[], 0),
    row(Command::PreviousMatch, "previous-match", TICKETS, &["N"], &[], 0),
    row(Command::Complete, "complete", &[Line], &["Tab"], &[], 0),
    row(Command::CompleteBack, "complete-back", &[Line], &["Shift+Tab"], &[], 0),
    row(Command::SortBy, "sort-by", TICKETS, &["b"], &[], 0),
    row(Command::DeskOrder, "desk-order", TICKETS, &["0"], &[], 0),
    row(Command::ShowArrivals, "show-arrivals", TICKETS, &["A"], &[], 4),
    row(Command::ShowOutbox, "show-outbox", TICKETS, &["O"], &[], 2),
    row(Command::ShowLearned, "show-learned", TICKETS, &["R"], &[], 0),
    row(Command::Retry, "retry", &[Outbox], &["r", "Enter"], &[], 9),
    row(Command::Edit, "edit", &[Outbox], &["e"], &[], 7),
    row(Command::Discard, "discard", &[Outbox], &["Delete", "Backspace"], &[], 8),
    row(Command::Copy, "copy", DESK, &["y"], &["Alt+w"], 1),
    row(Command::SyncNow, "sync-now", DESK, &["Ctrl+r"], &["Ctrl+x r"], 1),
    row(Command::Move(Motion::Down), "down", STEPS, &["j", "Down"], &["Ctrl+n"], 0),
    row(Command::Move(Motion::Up), "up", STEPS, &["k", "Up"], &["Ctrl+p"], 0),
    row(Command::Move(Motion::First), "first", LISTS, &["g", "Home"], &["Alt+<"], 0),
    row(Command::Move(Motion::Last), "last", LISTS, &["G", "End"], &["Alt+>"], 0),
    row(Command::Move(Motion::HalfPageDown), "half-page-down", DESK, &["Ctrl+d"], &[], 0),
    row(Command::Move(Motion::HalfPageUp), "half-page-up", DESK, &["Ctrl+u"], &[], 0),
    row(Command::Move(Motion::PageDown), "page-down", CHOICES, &["PageDown"], &["Ctrl+v"], 0),
    row(Command::Move(Motion::PageUp), "page-up", CHOICES, &["PageUp"], &["Alt+v"], 0),
    row(Command::NextPane, "next-pane", DESK, &["Tab", "l", "Right"], &["Ctrl+x o"], 3),
    row(Command::PreviousPane, "previous-pane", DESK, &["Shift+Tab", "h", "Left"], &["Ctrl+x p"], 0),
    row(Command::Help, "help", DESK, &["?", "F1"], &["Ctrl+x ?"], 9),
    row(Command::Palette, "palette", DESK, &[":"], &["Alt+x"], 6),
    row(Command::SwitchLanguage, "switch-language", DESK, &["L"], &[], 0),
    row(Command::Redraw, "redraw", Context::ALL.as_slice(), &["Ctrl+l"], &[], 0),
    row(Command::Suspend, "suspend", Context::ALL.as_slice(), &["Ctrl+z"], &[], 0),
    row(Command::Quit, "quit", DESK, &["q", "Ctrl+c"], &["Ctrl+x Ctrl+c"], 2),
];
