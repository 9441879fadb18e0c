//! Looks, by meaning.
//!
//! Code asks for a scope (`sla.breached`), never for a colour. A theme gives styles to scopes; one that it leaves
//! out falls back along its dots (`sla.breached` → `sla` → `text`). Colour only ever repeats what a mark, a word or
//! a place on the screen says already: the mono theme must lose nothing.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use toml::Spanned;

/// Every scope that the console asks for, with what it means. A theme may also style a prefix of one.
pub const SCOPES: &[(&str, &str)] = &[
    ("text", "everything without a meaning of its own"),
    ("text.muted", "what matters less: labels, ages, ids"),
    ("text.strong", "what matters most in its place: subjects, names"),
    ("text.title", "titles of panes and sections"),
    ("text.quote", "text that a message quotes from an older one"),
    ("text.hidden", "marks that stand for hidden characters, and their count"),
    ("text.match", "what a search found"),
    ("ui.border", "frames"),
    ("ui.border.focused", "the frame of the pane that has the keyboard"),
    ("ui.selection", "the row under the cursor"),
    ("ui.mark", "marked rows"),
    ("ui.key", "keys in hints and help"),
    ("ui.top", "the top line"),
    ("ui.status", "the status line"),
    ("ui.popup", "help, palette and questions over the screen"),
    ("ui.cursor", "the cursor in text that is being written"),
    ("ui.placeholder", "what an empty field asks for"),
    ("message.info", "something worked"),
    ("message.warning", "something to look at before going on"),
    ("message.error", "something did not work"),
    ("emergency", "tickets ahead of everything by R3"),
    ("sla.ok", "a clock with time left"),
    ("sla.near", "a clock close to its end"),
    ("sla.breached", "a clock past its end"),
    ("sla.paused", "a clock that stands still"),
    ("sla.done", "a clock that was stopped"),
    ("priority.critical", "critical"),
    ("priority.high", "high"),
    ("priority.normal", "normal"),
    ("priority.low", "low"),
    ("status", "the status of a ticket"),
    ("queue.unread", "tickets in which the customer wrote since one looked"),
    ("queue.mine", "tickets that one holds"),
    ("queue.held", "tickets that somebody else holds"),
    ("queue.new", "the count of arrivals"),
    ("routing.suggested", "the first suggested role"),
    ("routing.other", "the other suggested roles"),
    ("routing.unsure", "a suggestion under its floor"),
    ("routing.decided", "the role that somebody chose"),
    ("routing.bar", "bars of confidence"),
    ("routing.rule", "the rule that decided"),
    ("routing.reason", "words of the ticket that counted"),
    ("customer.note", "notes that must be read first"),
    ("customer.warning", "onboarding not completed, no portal, not registered"),
    ("customer.overdue", "overdue invoices"),
    ("article.inbound", "the head of a message from the customer"),
    ("article.outbound", "the head of a public reply"),
    ("article.internal", "the head and edge of an internal comment"),
    ("article.pending", "a message that has not reached the desk yet"),
    ("compose.public", "the frame of a public reply"),
    ("compose.internal", "the frame of an internal comment"),
    ("sync.live", "the link is up"),
    ("sync.polling", "the link asks in intervals"),
    ("sync.offline", "there is no link"),
    ("sync.pending", "something waits to be sent"),
    ("outbox.queued", "waits for the link"),
    ("outbox.sent", "sent, not answered"),
    ("outbox.applied", "took effect"),
    ("outbox.refused", "refused, waits for a person"),
];

/// The themes that come with the program.
pub const NAMES: [&str; 4] = ["dark", "light", "high-contrast", "mono"];

/// Styles by scope.
#[derive(Debug, Clone)]
pub struct Theme {
    name: String,
    styles: HashMap<String, Style>,
}

/// What is wrong with a theme file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct ThemeError {
    /// Counted from 1.
    pub line: usize,
    pub column: usize,
    pub problem: String,
    /// What would be right there; empty when there is nothing to say.
    pub hint: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    /// A theme of the program, for the scopes that this file leaves out.
    inherits: Option<Spanned<String>>,
    #[serde(default)]
    styles: BTreeMap<Spanned<String>, Spanned<Spec>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    fg: Option<Color>,
    bg: Option<Color>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    dim: bool,
    #[serde(default)]
    italic: bool,
    #[serde(default)]
    underlined: bool,
    #[serde(default)]
    reversed: bool,
}

impl Spec {
    fn style(&self) -> Style {
        let mut style = Style { fg: self.fg, bg: self.bg, ..Style::default() };
        let modifiers = [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.italic, Modifier::ITALIC),
            (self.underlined, Modifier::UNDERLINED),
            (self.reversed, Modifier::REVERSED),
        ];
        for (_, modifier) in modifiers.into_iter().filter(|(wanted, _)| *wanted) {
            style = style.add_modifier(modifier);
        }
        style
    }
}

impl Default for Theme {
    /// The dark theme.
    fn default() -> Theme {
        Theme::named("dark").unwrap_or_else(Theme::plain)
    }
}

impl Theme {
    /// A theme of [`NAMES`].
    pub fn named(name: &str) -> Option<Theme> {
        let source = match name {
            "dark" => include_str!("../../assets/themes/dark.toml"),
            "light" => include_str!("../../assets/themes/light.toml"),
            "high-contrast" => include_str!("../../assets/themes/high-contrast.toml"),
            "mono" => include_str!("../../assets/themes/mono.toml"),
            _ => return None,
        };
        Theme::parse(source).ok()
    }

    /// No style at all.
    fn plain() -> Theme {
        Theme { name: "plain".into(), styles: HashMap::new() }
    }

    /// Reads a theme file.
    pub fn parse(source: &str) -> Result<Theme, ThemeError> {
        let located = |at: usize, problem: String, hint: String| {
            let before = source.get(..at).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            ThemeError { line, column, problem, hint }
        };
        let file: File = toml::from_str(source).map_err(|error| {
            let problem = error.message().lines().next().unwrap_or_default().to_string();
            located(error.span().map_or(0, |span| span.start), problem, String::new())
        })?;
        let mut styles = HashMap::new();
        if let Some(inherits) = file.inherits {
            let base = Theme::named(inherits.get_ref()).ok_or_else(|| {
                let problem = format!("there is no theme {:?} to inherit from", inherits.get_ref());
                located(inherits.span().start, problem, format!("one of {}", NAMES.join(", ")))
            })?;
            styles = base.styles;
        }
        for (scope, spec) in &file.styles {
            if !is_scope(scope.get_ref()) {
                let hint = nearest(scope.get_ref()).map_or_else(String::new, |near| format!("did you mean {near:?}?"));
                return Err(located(scope.span().start, format!("unknown scope {:?}", scope.get_ref()), hint));
            }
            styles.insert(scope.get_ref().clone(), spec.get_ref().style());
        }
        Ok(Theme { name: file.name, styles })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The style of a scope, or of what it falls back to.
    pub fn style(&self, scope: &str) -> Style {
        let mut scope = scope;
        loop {
            if let Some(style) = self.styles.get(scope) {
                return *style;
            }
            scope = match scope.rsplit_once('.') {
                Some((parent, _)) => parent,
                None if scope == "text" => return Style::default(),
                None => "text",
            };
        }
    }

    /// The same theme without a colour: what `NO_COLOR` asks for. A style that was told by its background alone
    /// is reversed, so that the selection stays visible.
    pub fn without_colour(mut self) -> Theme {
        for style in self.styles.values_mut() {
            let mut plain = Style { fg: None, bg: None, underline_color: None, ..*style };
            if style.bg.is_some_and(|bg| bg != Color::Reset) {
                plain = plain.add_modifier(Modifier::REVERSED);
            }
            *style = plain;
        }
        self
    }
}

fn is_scope(name: &str) -> bool {
    let below = |scope: &str| scope.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    SCOPES.iter().any(|(scope, _)| below(scope))
}

/// The scope that differs least.
fn nearest(name: &str) -> Option<&'static str> {
    let scopes = SCOPES.iter().map(|(scope, _)| *scope);
    scopes.map(|scope| (distance(name, scope), scope)).filter(|(far, _)| *far <= 3).min().map(|(_, scope)| scope)
}

/// How many letters have to be changed, added or removed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_themes_that_ship_can_be_read() {
        for name in NAMES {
            assert_eq!(Theme::named(name).unwrap().name(), name);
        }
        assert!(Theme::named("solarized").is_none());
    }

    #[test]
    fn a_scope_falls_back_along_its_dots() {
        let theme = Theme::parse("name = 'x'\n[styles]\ntext = { dim = true }\nsla = { bold = true }").unwrap();
        assert_eq!(theme.style("sla.breached"), Style::default().add_modifier(Modifier::BOLD));
        assert_eq!(theme.style("outbox.refused"), Style::default().add_modifier(Modifier::DIM));
    }

    #[test]
    fn an_error_in_a_theme_says_where_it_is() {
        let error = Theme::parse("name = 'x'\n[styles]\n\"sla.breeched\" = { bold = true }").unwrap_err();
        assert_eq!((error.line, error.column), (3, 1));
        assert_eq!(error.hint, "did you mean \"sla.breached\"?");
        let error = Theme::parse("name = 'x'\n[styles]\ntext = { fg = 'rde' }").unwrap_err();
        assert_eq!(error.line, 3);
        let error = Theme::parse("name = 'x'\ninherits = 'dusk'").unwrap_err();
        assert_eq!((error.line, error.column, error.hint.as_str()), (2, 12, "one of dark, light, high-contrast, mono"));
        assert_eq!(Theme::parse("name =").unwrap_err().line, 1);
    }

    #[test]
    fn a_theme_may_change_one_scope_of_another() {
        let source = "name = 'mine'\ninherits = 'light'\n[styles]\n\"sla.ok\" = { fg = 'blue' }";
        let theme = Theme::parse(source).unwrap();
        assert_eq!(theme.style("sla.ok").fg, Some(Color::Blue));
        assert_eq!(theme.style("sla.breached"), Theme::named("light").unwrap().style("sla.breached"));
    }

    #[test]
    fn without_colour_nothing_is_coloured_and_the_selection_stays_visible() {
        for name in NAMES {
            let theme = Theme::named(name).unwrap().without_colour();
            for (scope, _) in SCOPES {
                let style = theme.style(scope);
                assert_eq!((style.fg, style.bg), (None, None), "{scope} in {name}");
            }
            let selection = theme.style("ui.selection").add_modifier;
            assert!(selection.intersects(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED), "{name}");
        }
    }

    #[test]
    fn mono_uses_no_colour_at_all() {
        let theme = Theme::named("mono").unwrap();
        assert!(theme.styles.values().all(|style| style.fg.is_none() && style.bg.is_none()));
    }

    #[test]
    fn what_an_operator_must_tell_apart_looks_different_in_every_theme() {
        let pairs = [
            ("compose.public", "compose.internal"),
            ("article.outbound", "article.internal"),
            ("ui.border", "ui.border.focused"),
            ("sla.ok", "sla.breached"),
            ("text", "ui.selection"),
        ];
        for theme in NAMES.map(|name| Theme::named(name).unwrap()) {
            for (one, other) in pairs {
                assert_ne!(theme.style(one), theme.style(other), "{one} and {other} in {}", theme.name());
            }
        }
    }
}
