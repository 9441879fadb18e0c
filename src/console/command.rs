//! The one table of commands.
//!
//! A command is something that an operator can want. Its row says what it is called, where it works, and by which
//! keys; keymap, hints, help, palette and the reference in the README all come from here. Its words are the locale
//! keys `command-NAME` (title), `command-NAME-help`, and `command-NAME-short` where the title is too long for a hint.

mod enabled;
mod table;

pub use enabled::why_not;
pub use table::TABLE;

use super::keymap::Preset;
use super::motion::Motion;
use crate::i18n::Catalog;

/// What an operator can want.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    Move(Motion),
    NextPane,
    PreviousPane,
    Open,
    Back,
    NextTicket,
    PreviousTicket,
    WorkNext,
    Take,
    AcceptRouting,
    /// Route to the n-th of the suggestion, from 1.
    RouteTo(u8),
    RouteElsewhere,
    Reply,
    Comment,
    Send,
    SetStatus,
    SetPriority,
    /// Passes the ticket over, with a reason, and works on the next.
    Skip,
    Promise,
    /// On hold until a time.
    Snooze,
    /// Has the caller say who they are, and the desk compare their code.
    Identify,
    /// Finds a customer or a contact as one types.
    FindCustomer,
    /// A step up the ladder, or down again.
    Escalate,
    /// The incident of the ticket, or those that are open.
    Incident,
    /// Makes the ticket an incident.
    DeclareIncident,
    /// Attaches what is marked, or the ticket, to the incident on screen.
    Attach,
    /// Detaches the ticket under the cursor from its incident.
    Detach,
    /// Writes the broadcast of an incident, or reads the one that waits for release.
    Broadcast,
    ProposeBroadcast,
    /// The text in the next language.
    NextLanguage,
    PreviousLanguage,
    /// Sends the broadcast that was read to the customers.
    ReleaseBroadcast,
    ReturnBroadcast,
    WithdrawBroadcast,
    /// Notes time that was spent.
    AddTime,
    /// Who is on shift, and who is at the desk.
    Roster,
    /// The last day of the desk in numbers.
    Charts,
    /// To the other page of what is on screen.
    TurnPage,
    /// What changed while the operator was away.
    CatchUp,
    /// What the next shift has to know.
    Handover,
    /// Leaves what a colleague hands over with them; takes back what one hands over oneself.
    ReturnHandover,
    /// Accepts all that is handed over, or hands over all that one holds.
    HandOverAll,
    CopyHandover,
    /// The duplicates and links of a ticket, and what it may be a duplicate of.
    Duplicates,
    /// Closes a duplicate into the ticket that stays, or takes it out again.
    Merge,
    /// The other way round.
    SwapMerge,
    /// Links two tickets, or takes the link back.
    Link,
    /// Marks the ticket under the cursor, to act on it with others.
    Mark,
    MarkRange,
    /// Marks all tickets of the list.
    MarkAll,
    /// What has become urgent is known.
    Acknowledge,
    Search,
    /// The searches with a name.
    Views,
    NextMatch,
    PreviousMatch,
    /// Goes on with what is being typed.
    Complete,
    /// The suggestion before.
    CompleteBack,
    SortBy,
    DeskOrder,
    ShowArrivals,
    Undo,
    ShowOutbox,
    /// How often the suggestions were right, and what was learnt.
    ShowLearned,
    /// Writes the handoff to the customer.
    Handoff,
    /// The desk's macros, to be chosen from.
    Macros,
    /// What the customer wrote last, as a quote.
    Quote,
    /// To what is still to be filled in.
    NextPlaceholder,
    /// The draft in the operator's own editor.
    EditOutside,
    LineStart,
    LineEnd,
    Retry,
    Edit,
    Discard,
    Copy,
    SyncNow,
    Help,
    Palette,
    SwitchLanguage,
    /// Times of the desk, or of the ticket's site.
    SiteTime,
    /// A step of the guided tour further, without having done it.
    TourOn,
    /// Leaves the guided tour.
    TourOff,
    /// Says once more what one is on, without a screen.
    SayAgain,
    /// Says where one is, without a screen.
    SayPlace,
    Redraw,
    Suspend,
    Quit,
}

/// Where keys go: which part of the console has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    Queue,
    Ticket,
    /// The customer or the routing pane.
    Panel,
    Outbox,
    /// Writing a reply or a comment.
    Compose,
    /// The handover of the shift.
    Handover,
    /// An incident, or the list of them.
    Incident,
    /// Writing the broadcast of an incident.
    Broadcast,
    /// The duplicates and links of a ticket.
    Links,
    /// A question with one key for each answer.
    Menu,
    /// A line that is being typed: a search, a reason.
    Line,
    /// Help and palette: a line that filters a list.
    Pick,
}

impl Context {
    pub const ALL: [Context; 12] = [
        Context::Queue,
        Context::Ticket,
        Context::Panel,
        Context::Outbox,
        Context::Compose,
        Context::Handover,
        Context::Incident,
        Context::Broadcast,
        Context::Links,
        Context::Menu,
        Context::Line,
        Context::Pick,
    ];

    /// The name of its table in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Context::Queue => "queue",
            Context::Ticket => "ticket",
            Context::Panel => "panel",
            Context::Outbox => "outbox",
            Context::Compose => "compose",
            Context::Handover => "handover",
            Context::Incident => "incident",
            Context::Broadcast => "broadcast",
            Context::Links => "links",
            Context::Menu => "menu",
            Context::Line => "line",
            Context::Pick => "pick",
        }
    }

    /// Letters are text here, not commands.
    pub fn is_typing(self) -> bool {
        matches!(self, Context::Compose | Context::Broadcast | Context::Line | Context::Pick)
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub command: Command,
    /// In kebab-case: for the configuration and the locale.
    pub name: &'static str,
    pub contexts: &'static [Context],
    /// The keys of the default keymap.
    pub keys: &'static [&'static str],
    /// The keys of the emacs-like keymap that come first; those of the default keymap work there as well unless
    /// they begin one of these.
    pub emacs: &'static [&'static str],
    /// How much it deserves a place among the hints: 0 none, 9 first.
    pub hint: u8,
}

impl Entry {
    pub fn title<'a>(&self, words: &'a Catalog) -> std::borrow::Cow<'a, str> {
        words.text(&format!("command-{}", self.name))
    }

    /// The title among the hints, where every cell counts.
    pub fn short<'a>(&self, words: &'a Catalog) -> std::borrow::Cow<'a, str> {
        words.known("command", &format!("{}-short", self.name)).unwrap_or_else(|| self.title(words))
    }

    pub fn help<'a>(&self, words: &'a Catalog) -> std::borrow::Cow<'a, str> {
        words.text(&format!("command-{}-help", self.name))
    }

    pub fn works_in(&self, context: Context) -> bool {
        self.contexts.contains(&context)
    }
}

/// The row of a command.
pub fn entry(command: Command) -> Option<&'static Entry> {
    TABLE.iter().find(|entry| entry.command == command)
}

/// The command of that name.
pub fn named(name: &str) -> Option<Command> {
    TABLE.iter().find(|entry| entry.name == name).map(|entry| entry.command)
}

/// The table as Markdown, for the README and `turno keys`.
pub fn reference(words: &Catalog) -> String {
    let mut text = String::from("| command | default | emacs | where | does |\n|---|---|---|---|---|\n");
    for entry in TABLE {
        let keys = |preset| {
            let keys: Vec<_> = super::keymap::preset_keys(entry, preset).map(|key| format!("`{key}`")).collect();
            keys.join(" ")
        };
        let places: Vec<_> = entry.contexts.iter().map(|context| context.name()).collect();
        let row = format!(
            "| {} | {} | {} | {} | {} |\n",
            entry.name,
            keys(Preset::Default),
            keys(Preset::Emacs),
            places.join(", "),
            entry.help(words)
        );
        text.push_str(&row);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;
    use std::collections::HashSet;

    #[test]
    fn every_command_has_one_name_and_words_in_every_language() {
        let mut names = HashSet::new();
        for entry in TABLE {
            assert!(names.insert(entry.name), "{} stands twice", entry.name);
            assert!(!entry.contexts.is_empty() && !entry.keys.is_empty(), "{} cannot be reached", entry.name);
            for language in Language::ALL {
                let words = Catalog::new(*language);
                for text in [entry.title(&words), entry.help(&words)] {
                    assert!(!text.starts_with('⟨'), "{text} is missing in {language}");
                }
            }
        }
    }

    #[test]
    fn no_default_key_destroys_on_a_slip() {
        for entry in TABLE {
            if entry.command == Command::Discard {
                assert!(entry.keys.iter().all(|key| !matches!(*key, "x" | "d") && !key.starts_with("Ctrl")));
            }
        }
    }

    #[test]
    fn the_reference_names_every_command() {
        let reference = reference(&Catalog::new(Language::En));
        assert_eq!(reference.lines().count(), TABLE.len() + 2);
        assert!(reference.contains("| accept-routing | `a` |"));
    }
}
