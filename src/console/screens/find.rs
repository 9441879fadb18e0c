//! Finding a customer or a contact by whatever they can say: a name, a telephone number, an address, the number of an
//! order or a ticket. What is found stands under the line as it is typed.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, pad, truncate};
use crate::console::widgets::{form::Field, popup};
use crate::domain::CustomerHit;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The longest text, in bytes.
const LIMIT: usize = 120;
/// The widest it is, in cells.
const WIDEST: u16 = 90;

#[derive(Debug, Clone)]
pub struct Find {
    pub field: Field,
    /// Counts what was asked for: an answer to less is of an older text.
    generation: u64,
    /// The generation that these are of.
    found: u64,
    hits: Vec<CustomerHit>,
    selected: usize,
    /// Enter was pressed before the answer to what was typed had come.
    pub hasty: bool,
    /// Who was chosen, and is being read.
    pub opening: Option<CustomerHit>,
}

impl Default for Find {
    fn default() -> Find {
        let (field, hits) = (Field::new(LIMIT), Vec::new());
        Find { field, generation: 0, found: 0, hits, selected: 0, hasty: false, opening: None }
    }
}

impl Find {
    /// The text is another: the number under which it is asked for.
    pub fn typed(&mut self) -> u64 {
        self.generation += 1;
        (self.hasty, self.opening) = (false, None);
        self.generation
    }

    /// Takes in an answer; false if it is of an older text.
    pub fn found(&mut self, generation: u64, hits: Vec<CustomerHit>) -> bool {
        if generation != self.generation {
            return false;
        }
        (self.found, self.hits, self.selected) = (generation, hits, 0);
        true
    }

    /// What is shown is of what was typed.
    pub fn is_settled(&self) -> bool {
        self.found == self.generation
    }

    pub fn scroll(&mut self, motion: Motion) {
        self.selected = motion.from(self.selected, self.hits.len(), 10);
    }

    pub fn chosen(&self) -> Option<&CustomerHit> {
        self.hits.get(self.selected)
    }

    /// Draws the line and what was found; where the cursor is.
    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let inner = popup::popup(&look.text("find-title"), look, centred(area, WIDEST, area.height), buf);
        if inner.height < 3 {
            return None;
        }
        let cursor = self.field.view(&look.text("find-ask"), look, Rect { height: 1, ..inner }, buf);
        let list = Rect { y: inner.y + 1, height: inner.height - 2, ..inner };
        let cells = usize::from(inner.width);
        let nobody = self.hits.is_empty() && self.is_settled() && !self.field.text().trim().is_empty();
        if nobody {
            buf.set_stringn(list.x, list.y, look.text("find-nobody"), cells, look.style("message.warning"));
        }
        let top = (self.selected + 1).saturating_sub(usize::from(list.height));
        for ((at, hit), y) in self.hits.iter().enumerate().skip(top).zip(list.top()..list.bottom()) {
            let selected = at == self.selected;
            let mark = if selected { "▸" } else { " " };
            let text = pad(&truncate(&format!("{mark} {}", row(hit)), cells), cells);
            let scope = if selected { "ui.selection" } else { "ui.popup" };
            buf.set_stringn(inner.x, y, text, cells, look.style(scope));
        }
        let foot = inner.bottom() - 1;
        buf.set_stringn(inner.x, foot, look.text("find-keys"), cells, look.style("text.muted"));
        cursor
    }
}

/// `Vidraria Atlante · Marta Roxo · +351 …`: what matched stands last, unless it was the name.
fn row(hit: &CustomerHit) -> String {
    let mut facts = vec![hit.customer_name.as_str()];
    facts.extend(hit.contact_name.as_deref());
    if !facts.contains(&hit.matched.as_str()) {
        facts.push(&hit.matched);
    }
    Shown::line(&facts.join(" · ")).into_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::look::tests::Room;
    use crate::console::screens::fixtures::{HOSTILE, drawn, in_every_size};
    use crate::domain::{ContactId, CustomerId, Language};

    fn hit(customer: &str, contact: Option<&str>, matched: &str) -> CustomerHit {
        CustomerHit {
            customer: CustomerId::new("C1001"),
            customer_name: customer.into(),
            contact: contact.map(|_| ContactId::new("C1001-1")),
            contact_name: contact.map(str::to_string),
            ticket: None,
            matched: matched.into(),
        }
    }

    #[test]
    fn what_matched_is_shown_unless_it_is_the_name() {
        assert_eq!(row(&hit("Atlante", Some("Marta"), "+351 1")), "Atlante · Marta · +351 1");
        assert_eq!(row(&hit("Atlante", Some("Marta"), "Marta")), "Atlante · Marta");
        assert_eq!(row(&hit("Atlante", None, "Atlante")), "Atlante");
    }

    #[test]
    fn hostile_names_do_no_harm_in_every_size() {
        let room = Room::new(Language::Es);
        let mut find = Find::default();
        find.field.paste("x");
        let generation = find.typed();
        assert!(find.found(generation, vec![hit(HOSTILE, Some(HOSTILE), HOSTILE); 60]));
        find.scroll(Motion::PageDown);
        in_every_size(|area, buf| _ = find.view(&room.look(), area, buf));
        assert!(!find.found(generation - 1, Vec::new()), "an older answer");
        let generation = find.typed();
        find.found(generation, Vec::new());
        let screen = drawn(60, 8, |area, buf| _ = find.view(&room.look(), area, buf));
        assert!(screen.contains(&*room.catalog.text("find-nobody")), "{screen}");
    }
}
