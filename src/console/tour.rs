//! The guided tour: one thing after another that an operator does in a night, on a desk that is thrown away.
//!
//! A step says what to press and why, in three lines of its own under everything else, so that it never covers what it
//! talks about. It goes on when the operator has really done it: it hears the commands that were carried out and the
//! operations that were kept, and looks at what has come of them.

use super::command::{Command, Context};
use super::model::Model;
use super::motion::Motion;
use super::screens::{Overlay, pick::Kind};
use super::text::{truncate, width, wrap};
use crate::domain::{Action, Operation};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The lines that it takes.
pub const ROWS: u16 = 3;

/// Where one is in it, and what was done since one came there.
#[derive(Debug, Default)]
pub struct Tour {
    at: usize,
    commands: Vec<Command>,
    actions: Vec<Action>,
}

/// So much is remembered of a step that takes its time.
const HEARD: usize = 64;

struct Step {
    /// Its words: `tour-NAME` and `tour-NAME-how`.
    name: &'static str,
    /// The keys that its words name, `$a` and so on.
    keys: &'static [(Context, Command)],
    /// Whether it has been done.
    done: fn(&Tour, &Model) -> bool,
}

const DESK: Context = Context::Queue;

const fn step(name: &'static str, keys: &'static [(Context, Command)], done: fn(&Tour, &Model) -> bool) -> Step {
    Step { name, keys, done }
}

#[rustfmt::skip]
const STEPS: &[Step] = &[
    step("queue", &[(DESK, Command::Move(Motion::Down)), (DESK, Command::Move(Motion::Up))],
        |_, model| model.queue.rows.index() > 0),
    step("open", &[(DESK, Command::Open), (DESK, Command::Back)], |_, model| model.open.is_some()),
    step("route", &[(DESK, Command::AcceptRouting), (DESK, Command::RouteElsewhere)],
        |tour, _| tour.did(|it| matches!(it, Action::Route { .. }))),
    step("take", &[(DESK, Command::Take)], |tour, _| tour.did(|it| matches!(it, Action::Take | Action::Steal { .. }))),
    step("reply", &[(DESK, Command::Reply), (Context::Compose, Command::Send), (Context::Compose, Command::Back)],
        |tour, _| tour.did(|it| matches!(it, Action::Reply { .. }))),
    step("comment", &[(DESK, Command::Comment), (Context::Compose, Command::Send)],
        |tour, _| tour.did(|it| matches!(it, Action::Comment { .. }))),
    step("macro", &[(DESK, Command::Macros), (Context::Pick, Command::Open)],
        |_, model| model.compose.as_ref().is_some_and(|writing| writing.filled)),
    step("undo", &[(Context::Compose, Command::Back), (DESK, Command::SetPriority), (DESK, Command::Undo)],
        |tour, _| tour.heard(Command::Undo)),
    step("promise", &[(DESK, Command::Promise), (DESK, Command::Snooze)],
        |tour, _| tour.did(|it| matches!(it, Action::Promise { .. } | Action::Snooze { .. }))),
    step("search", &[(DESK, Command::Search), (DESK, Command::Back)],
        |_, model| !model.queue.is_plain() && model.overlay.is_none()),
    step("views", &[(DESK, Command::Views), (Context::Menu, Command::Back)],
        |_, model| matches!(model.overlay, Some(Overlay::Views(_)))),
    step("identify", &[(DESK, Command::FindCustomer), (DESK, Command::Identify), (Context::Pick, Command::Open)],
        |_, model| !model.callers.is_empty()),
    step("marks", &[(DESK, Command::Mark), (DESK, Command::MarkRange), (DESK, Command::Back)],
        |_, model| model.marks.len() > 1),
    step("handover", &[(DESK, Command::Handover), (Context::Handover, Command::Back)],
        |_, model| matches!(model.overlay, Some(Overlay::Handover(_)))),
    step("help", &[(DESK, Command::Help), (DESK, Command::Palette)],
        |_, model| matches!(&model.overlay, Some(Overlay::Pick(pick)) if pick.kind == Kind::Help)),
    step("offline", &[(DESK, Command::TourOn), (DESK, Command::ShowOutbox)], |_, _| false),
    step("end", &[(DESK, Command::Quit), (DESK, Command::TourOff)], |_, _| false),
];

impl Tour {
    fn heard(&self, command: Command) -> bool {
        self.commands.contains(&command)
    }

    fn did(&self, what: fn(&Action) -> bool) -> bool {
        self.actions.iter().any(what)
    }

    fn go_on(&mut self) -> bool {
        let at = self.at + 1;
        *self = Tour { at, ..Tour::default() };
        at < STEPS.len()
    }
}

/// A command was carried out.
pub fn hear(model: &mut Model, command: Command) {
    if let Some(tour) = model.tour.as_mut().filter(|tour| tour.commands.len() < HEARD) {
        tour.commands.push(command);
    }
}

/// An operation is kept.
pub fn see(model: &mut Model, operation: &Operation) {
    if let Some(tour) = model.tour.as_mut().filter(|tour| tour.actions.len() < HEARD) {
        tour.actions.push(operation.action.clone());
    }
}

/// Goes on if what the step asks for has been done.
pub fn follow(model: &mut Model) {
    let done = model.tour.as_ref().is_some_and(|tour| STEPS.get(tour.at).is_some_and(|step| (step.done)(tour, model)));
    if done {
        skip(model);
    }
}

/// Goes on without having done it; after the last step it is over.
pub fn skip(model: &mut Model) {
    model.tour = model.tour.take().and_then(|mut tour| tour.go_on().then_some(tour));
    model.changed = true;
}

/// What the step says: its heading, what to press and why, and how to go on or leave.
pub fn words(model: &Model) -> Option<[String; 3]> {
    let tour = model.tour.as_ref()?;
    let step = STEPS.get(tour.at)?;
    let words = &model.words;
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX).into();
    let title = words.text(&format!("tour-{}", step.name)).into_owned();
    let head = [("at", number(tour.at + 1)), ("n", number(STEPS.len())), ("title", title.into())];
    let keys: Vec<String> = step.keys.iter().map(|(context, command)| model.key_of(*context, *command)).collect();
    let args: Vec<_> = ["a", "b", "c"].into_iter().zip(keys).map(|(name, key)| (name, key.into())).collect();
    let key = |command| model.key_of(DESK, command);
    let way = [("on", key(Command::TourOn).into()), ("off", key(Command::TourOff).into())];
    Some([
        words.format("tour-head", &head),
        words.format(&format!("tour-{}-how", step.name), &args),
        words.format("tour-way", &way),
    ])
}

/// Draws the step: its heading and the way out in one line, and what to do in the others.
pub fn view(model: &Model, area: Rect, buf: &mut Buffer) {
    let Some([head, how, way]) = words(model).filter(|_| !area.is_empty()) else { return };
    let (look, cells) = (model.look(), usize::from(area.width));
    buf.set_style(area, look.style("ui.status"));
    let head = truncate(&head, cells);
    let (x, _) = buf.set_stringn(area.x, area.y, &head, cells, look.style("text.title"));
    let taken = u16::try_from(width(&way)).unwrap_or(area.width);
    if x + 2 + taken <= area.right() {
        buf.set_stringn(area.right() - taken, area.y, &way, cells, look.style("ui.key"));
    }
    for (range, y) in wrap(&how, cells).into_iter().zip(area.y + 1..area.bottom()) {
        buf.set_stringn(area.x, y, &how[range], cells, look.style("text.strong"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture::desk;
    use crate::console::layout::Pane;
    use crate::console::msg::Msg;
    use crate::console::update::tests::{load, press};
    use crate::console::update::update;
    use crate::domain::Language;
    use crate::i18n::Catalog;
    use crossterm::event::KeyCode;

    #[test]
    fn every_step_fits_under_a_small_screen_in_every_language() {
        for language in Language::ALL {
            let mut model = desk();
            model.words = Catalog::new(*language);
            model.tour = Some(Tour::default());
            let mut steps = 0;
            while let Some([head, how, way]) = words(&model) {
                assert!(!format!("{head}{how}{way}").contains('⟨'), "{head} {how} {way}");
                assert!(wrap(&how, 80).len() < usize::from(ROWS), "{language}: {how}");
                assert!(width(&head) + width(&way) + 2 <= 80, "{head} {way}");
                skip(&mut model);
                steps += 1;
            }
            assert_eq!(steps, STEPS.len());
            assert!(model.tour.is_none(), "after the last it is over");
        }
    }

    #[test]
    fn it_goes_on_when_it_is_done_and_no_sooner() {
        let mut model = desk();
        load(&mut model, &[10, 20, 30]);
        model.tour = Some(Tour::default());
        let at = |model: &Model| model.tour.as_ref().map(|tour| STEPS[tour.at].name);
        press(&mut model, "k");
        assert_eq!(at(&model), Some("queue"));
        press(&mut model, "j");
        assert_eq!(at(&model), Some("open"));
        press(&mut model, "⟨Enter⟩");
        assert_eq!(at(&model), Some("route"));
        skip(&mut model);
        assert_eq!(at(&model), Some("take"));
        update(&mut model, Msg::Key(KeyCode::F(5).into()));
        assert_eq!(at(&model), None);
    }

    #[test]
    fn it_takes_lines_of_its_own_and_covers_nothing() {
        let mut model = desk();
        model.tour = Some(Tour::default());
        let layout = model.layout_for(80, 24);
        let tour = layout.tour.unwrap();
        assert_eq!((tour.y, tour.height), (21, ROWS));
        for area in layout.panes.iter().map(|(_, area)| *area).chain([layout.hints, layout.message, layout.body(80)]) {
            assert!(!area.intersects(tour), "{area:?}");
        }
        assert_eq!(model.layout_for(80, 10).tour, None, "no room");
        assert!(layout.pane(Pane::Queue).is_some());
    }
}
