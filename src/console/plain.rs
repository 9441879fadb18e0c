//! The linear console, for a screen reader: what has changed is said as lines of text, each once, one under another.
//!
//! A second view over the same model. A [`Scene`] is all that can be said at an instant: where the operator is, what
//! stands there, what the cursor is on, what is being typed. The [`Speaker`] holds it against the one before and says
//! the difference. Nothing is drawn: no frames, no colours, no cursor that jumps, and no character that controls a
//! terminal but the end of a line. So it works on a terminal that can do nothing, and at every width.
//!
//! Time is no cause: a clock that runs on says nothing until what it comes to is a message.

mod over;
mod scene;
mod typing;
mod words;

pub use scene::{Asked, Scene};

use super::model::Model;
use super::text::Shown;
use crate::domain::Timestamp;
use typing::Line;

/// The cells of a screen that nobody sees: what a page is, and between which panes Tab moves.
pub const SIZE: (u16, u16) = (100, 30);

/// What was said, and when: of another instant than its own it would be another.
type Said = (Scene, Timestamp);

/// So many places.
const REMEMBERED: usize = 8;

/// Says what changes.
#[derive(Debug, Default)]
pub struct Speaker {
    before: Option<Said>,
    /// Places as they were when they were left, the newest last: there, what is new is enough.
    left: Vec<Said>,
    line: Line,
}

impl Speaker {
    /// What is to be written now: whole lines, and the beginning of one that is being typed.
    ///
    /// The model is the same afterwards. It is looked at once more at the instant of before: what differs there is
    /// there for a reason other than that time has passed.
    pub fn follow(&mut self, model: &mut Model) -> String {
        let now = Scene::of(model);
        let mut out = String::new();
        let (lines, anew) = match &self.before {
            None => (now.whole().into_iter().chain(now.tour.clone()).collect(), true),
            Some(before) => self.difference(before, &now, model),
        };
        if !lines.is_empty() || now.typed.is_none() {
            self.line.end(&mut out);
        }
        for line in &lines {
            // Whoever wrote it: nothing but text gets out of here.
            out.push_str(Shown::line(line).as_str());
            out.push('\n');
        }
        let before = self.before.take();
        if let Some(typed) = &now.typed {
            let before = before.as_ref().map(|(before, _)| before).filter(|before| before.place == now.place);
            let before = before.and_then(|before| before.typed.as_ref());
            self.line.follow(before, typed, anew, &model.words, &mut out);
        }
        if let Some(before) = before.filter(|(before, _)| now.place != before.place && !before.place.is_over()) {
            self.left.retain(|(left, _)| left.place != before.0.place);
            self.left.drain(..(self.left.len() + 1).saturating_sub(REMEMBERED));
            self.left.push(before);
        }
        self.before = Some((now, model.now));
        out
    }

    /// Somebody else wrote to the terminal: where one is, is said again.
    pub fn begin_again(&mut self) {
        *self = Speaker::default();
    }

    /// A text that is written as it is.
    pub fn say(&mut self, text: &str) -> String {
        let mut out = self.end();
        for line in text.lines() {
            out.push_str(Shown::line(line).as_str());
            out.push('\n');
        }
        out
    }

    /// What ends a line that was being typed.
    pub fn end(&mut self) -> String {
        let mut out = String::new();
        self.line.end(&mut out);
        out
    }

    /// The lines that tell what has changed, and whether a line that is being typed is read from its start.
    fn difference(&self, said: &Said, now: &Scene, model: &mut Model) -> (Vec<String>, bool) {
        let (before, same_time) = (&said.0, at_time_of(said, model));
        let mut lines = Vec::new();
        if now.news != before.news {
            lines.extend(now.news.as_ref().map(|(_, text)| text.clone()));
        }
        if now.told != before.told {
            lines.extend(now.told.clone());
        }
        if same_time.link != before.link {
            lines.push(now.link.clone());
        }
        if now.arrivals != before.arrivals {
            lines.extend(now.arrivals.clone());
        }
        if now.follows != before.follows {
            lines.extend(now.follows.clone());
        }
        let moved = now.place != before.place;
        match self.left.iter().find(|(left, _)| left.place == now.place) {
            // Back again: what it is, what the cursor is on, and what is new.
            Some(left) if moved => {
                lines.extend(now.heading.first().cloned());
                lines.extend(now.item_of_list());
                lines.extend(newly(&left.0, &at_time_of(left, model), now));
            }
            _ if moved => lines.extend(now.whole()),
            _ => lines.extend(changed(before, &same_time, now)),
        }
        if now.tour != before.tour {
            lines.extend(now.tour.clone());
        }
        if now.asked == before.asked {
            return (lines, moved);
        }
        if now.asked.place != before.asked.place {
            lines.extend(scene::whereabouts(model, now));
        } else if !moved {
            lines.extend(now.here());
        }
        (lines, true)
    }
}

/// What the model comes to, had no time passed since that was said.
fn at_time_of(said: &Said, model: &mut Model) -> Scene {
    let now = std::mem::replace(&mut model.now, said.1);
    let scene = Scene::of(model);
    model.now = now;
    scene
}

/// What has changed in one place.
fn changed(before: &Scene, same_time: &Scene, now: &Scene) -> Vec<String> {
    let mut lines = Vec::new();
    let stands = same_time.is_on_the_same(before);
    if !stands {
        lines.extend(now.item());
    }
    let text = |scene: &Scene| scene.typed.as_ref().map(|typed| typed.text.clone());
    match &now.current {
        // What is left of a list is told by the row under the cursor, and what is said of that.
        Some(_) if now.picks && !stands && same_time.body.last() != before.body.last() => {
            lines.extend(now.body.last().cloned());
        }
        Some(_) if now.picks => {}
        // What a line comes to is said when it is done, or when it is asked for.
        None if now.picks && text(now) != text(before) => {}
        _ => lines.extend(newly(before, same_time, now)),
    }
    lines
}

/// The lines of the place that were not there before, apart from those under the cursor.
fn newly(before: &Scene, same_time: &Scene, now: &Scene) -> Vec<String> {
    let mut known: Vec<&String> = before.body.iter().collect();
    let under = |scene: &Scene| scene.typed.as_ref().map(|typed| typed.text.clone());
    let cursor = [under(before), under(now)];
    let is_said: Vec<&str> = same_time.current.iter().flat_map(|it| it.what.split('\n')).collect();
    let mut lines = Vec::new();
    for (at, line) in same_time.body.iter().enumerate() {
        if let Some(found) = known.iter().position(|it| *it == line) {
            known.swap_remove(found);
        } else if !cursor.iter().flatten().any(|it| it == line) && !is_said.contains(&line.as_str()) {
            // By its place, unless time has changed how many there are.
            let said = now.body.get(at).filter(|_| now.body.len() == same_time.body.len());
            lines.push(said.unwrap_or(line).clone());
        }
    }
    lines
}
