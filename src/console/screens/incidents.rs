//! The open incidents, to look at one, to attach to one, or to make another.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, pad, truncate};
use crate::console::widgets::popup;
use crate::domain::{BroadcastState, Ticket, TicketId};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest it is, in cells.
const WIDEST: u16 = 110;
/// Lines that are not incidents: what the keys are about, one of air.
const AROUND: usize = 2;

#[derive(Debug, Clone, PartialEq)]
pub struct Incidents {
    all: Vec<(Ticket, usize)>,
    /// The tickets that would be attached, or made an incident.
    about: Vec<TicketId>,
    selected: usize,
}

impl Incidents {
    pub fn new(all: Vec<(Ticket, usize)>, about: Vec<TicketId>) -> Incidents {
        let mut list = Incidents { all: Vec::new(), about, selected: 0 };
        list.load(all);
        list
    }

    /// What waits to be released comes first; the cursor stays on its incident.
    pub fn load(&mut self, mut all: Vec<(Ticket, usize)>) {
        let before = self.chosen();
        all.sort_by_key(|(ticket, _)| ticket.broadcast() != Some(BroadcastState::Waiting));
        self.all = all;
        let found = before.and_then(|id| self.all.iter().position(|(ticket, _)| ticket.id == id));
        self.selected = found.unwrap_or(self.selected).min(self.all.len().saturating_sub(1));
    }

    pub fn about(&self) -> &[TicketId] {
        &self.about
    }

    pub fn chosen(&self) -> Option<TicketId> {
        self.all.get(self.selected).map(|(ticket, _)| ticket.id)
    }

    pub fn scroll(&mut self, motion: Motion) {
        self.selected = motion.from(self.selected, self.all.len(), 10);
    }

    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let rows = u16::try_from(self.all.len().max(1) + AROUND + 2).unwrap_or(u16::MAX);
        let inner = popup::popup(&look.text("incidents-title"), look, centred(area, WIDEST, rows), buf);
        let cells = usize::from(inner.width);
        if inner.height == 0 {
            return;
        }
        let top = (self.selected + AROUND + 1).saturating_sub(usize::from(inner.height));
        let shown = self.all.iter().enumerate().skip(top);
        for ((at, (ticket, attached)), y) in shown.zip(inner.top()..inner.bottom()) {
            let style = look.style(if at == self.selected { "ui.selection" } else { "text" });
            let cursor = if at == self.selected { '▸' } else { ' ' };
            let text = format!("{cursor} {}", row(ticket, *attached, look));
            buf.set_stringn(inner.x, y, pad(&truncate(&text, cells), cells), cells, style);
        }
        if self.all.is_empty() {
            let none = look.text("incidents-none");
            buf.set_stringn(inner.x, inner.y, truncate(&none, cells), cells, look.style("text.muted"));
        }
        let foot = truncate(&self.foot(look), cells).into_owned();
        buf.set_stringn(inner.x, inner.bottom() - 1, foot, cells, look.style("text.muted"));
    }

    /// What the keys are about.
    fn foot(&self, look: &Look<'_>) -> String {
        match &self.about[..] {
            [] => String::new(),
            [one] => look.format("incidents-one", &[("ticket", one.to_string().into())]),
            many => look.format("incidents-many", &[("n", i64::try_from(many.len()).unwrap_or(i64::MAX).into())]),
        }
    }
}

/// `◉ 48320  12 tickets · waits for release · Vidraria Atlante · Power feed B is dead`.
fn row(ticket: &Ticket, attached: usize, look: &Look<'_>) -> String {
    let state = ticket.broadcast().unwrap_or(BroadcastState::None);
    let mark = if state == BroadcastState::Waiting { '◉' } else { '◎' };
    let attached = look.format("incident-attached", &[("n", i64::try_from(attached).unwrap_or(i64::MAX).into())]);
    let mut parts = vec![attached];
    parts.extend(super::incident::state_words(ticket, look));
    let what = Shown::line(&format!("{} · {}", ticket.customer_name, ticket.subject)).into_string();
    parts.push(what);
    format!("{mark} {}  {}", ticket.id, parts.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture::{desk, ticket};
    use crate::console::screens::fixtures::{drawn, in_every_size};
    use crate::domain::OperatorId;
    use crate::domain::Timestamp;
    use crate::domain::incident::{Broadcast, Incident};

    fn incident(id: i64, waits: bool) -> Ticket {
        let by = OperatorId::new("op-12");
        let broadcast = Broadcast {
            by: by.clone(),
            by_name: "Ana".into(),
            at: Timestamp(0),
            texts: Default::default(),
            to: Vec::new(),
            returned: None,
        };
        let proposed = waits.then_some(broadcast);
        let incident = Incident { by, at: Timestamp(0), revision: 1, proposed, sent: Vec::new() };
        Ticket { incident: Some(incident), ..ticket(id) }
    }

    #[test]
    fn what_waits_comes_first_and_the_cursor_stays_on_its_incident() {
        let model = desk();
        let mut list = Incidents::new(vec![(incident(1, false), 0), (incident(2, true), 3)], vec![TicketId(9)]);
        assert_eq!(list.chosen(), Some(TicketId(2)));
        list.scroll(Motion::Down);
        list.load(vec![(incident(3, true), 0), (incident(1, false), 0)]);
        assert_eq!(list.chosen(), Some(TicketId(1)));
        let seen = drawn(80, 10, |area, buf| list.view(&model.look(), area, buf));
        assert!(seen.contains("◉ 3") && seen.contains("▸ ◎ 1"), "{seen}");
        in_every_size(|area, buf| list.view(&model.look(), area, buf));
        let none = Incidents::new(Vec::new(), Vec::new());
        in_every_size(|area, buf| none.view(&model.look(), area, buf));
    }
}
