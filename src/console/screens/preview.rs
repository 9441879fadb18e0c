//! What an action comes to for each marked ticket, to be looked through before it is done.

use crate::console::batch::{Acting, Line, Planned, Prospect, Want, plan};
use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, pad, truncate, width};
use crate::console::widgets::popup;
use crate::domain::{Marked, TicketId};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest it is, in cells.
const WIDEST: u16 = 110;
/// Lines that are not tickets: the count, one of air, the keys.
const AROUND: usize = 3;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    want: Want,
    ids: Vec<TicketId>,
    /// None until the tickets have been read.
    lines: Option<Vec<Line>>,
    selected: usize,
}

impl Preview {
    /// Of tickets that are being read.
    pub fn new(want: Want, ids: Vec<TicketId>) -> Preview {
        Preview { want, ids, lines: None, selected: 0 }
    }

    /// The tickets have been read; false if others are awaited.
    pub fn read(&mut self, want: &Want, ids: &[TicketId], found: &[Marked], acting: Acting<'_>) -> bool {
        if self.want != *want || self.ids != ids {
            return false;
        }
        self.lines = Some(plan(&mut self.want, ids, found, acting));
        true
    }

    pub fn is_read(&self) -> bool {
        self.lines.is_some()
    }

    pub fn scroll(&mut self, motion: Motion) {
        self.selected = motion.from(self.selected, self.ids.len(), 10);
    }

    /// What is to be done, and what was wanted.
    pub fn confirmed(self) -> (Want, Vec<Planned>) {
        let does = |line: Line| match line.prospect {
            Prospect::Does(planned) => Some(planned),
            _ => None,
        };
        (self.want, self.lines.unwrap_or_default().into_iter().filter_map(does).collect())
    }

    /// How many change, are so already, and cannot.
    fn counts(&self) -> [usize; 3] {
        let lines = self.lines.as_deref().unwrap_or_default();
        let does = lines.iter().filter(|line| matches!(line.prospect, Prospect::Does(_))).count();
        let already = lines.iter().filter(|line| line.prospect == Prospect::Already).count();
        [does, already, lines.len() - does - already]
    }

    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let n = i64::try_from(self.ids.len()).unwrap_or(i64::MAX);
        let title = look.format("batch-title", &[("n", n.into()), ("what", self.want.words(look).into())]);
        let rows = u16::try_from(self.ids.len() + AROUND + 2).unwrap_or(u16::MAX);
        let inner = popup::popup(&title, look, centred(area, WIDEST, rows), buf);
        if inner.height == 0 {
            return;
        }
        let cells = usize::from(inner.width);
        let (counts, keys) = self.said(look);
        buf.set_stringn(inner.x, inner.y, truncate(&counts, cells), cells, look.style("text.strong"));
        if inner.height > 1 {
            let foot = inner.bottom() - 1;
            buf.set_stringn(inner.x, foot, truncate(&keys, cells), cells, look.style("text.muted"));
        }
        let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(2), ..inner };
        // A line of air under the count, where there is room.
        let air = u16::from(usize::from(list.height) > self.ids.len());
        let list = Rect { y: list.y + air, height: list.height - air, ..list };
        self.view_lines(look, list, buf);
    }

    /// The counts, and the keys that work.
    fn said(&self, look: &Look<'_>) -> (String, String) {
        if self.lines.is_none() {
            return (look.text("batch-reading").into_owned(), look.text("batch-keys-none").into_owned());
        }
        let counts = self.counts();
        let each = ["batch-does", "batch-so", "batch-cannot"].into_iter().zip(counts);
        let said = each.filter(|(key, n)| *n > 0 || *key == "batch-does");
        let said: Vec<String> =
            said.map(|(key, n)| look.format(key, &[("n", i64::try_from(n).unwrap_or(i64::MAX).into())])).collect();
        let keys = if counts[0] > 0 { "batch-keys" } else { "batch-keys-none" };
        (said.join(" · "), look.text(keys).into_owned())
    }

    fn view_lines(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let lines = self.lines.as_deref().unwrap_or_default();
        let (cells, height) = (usize::from(area.width), usize::from(area.height));
        let top = (self.selected + 1).saturating_sub(height);
        let words: Vec<String> = lines.iter().skip(top).take(height).map(|line| line.prospect.words(look)).collect();
        let widest = words.iter().map(|it| width(it)).max().unwrap_or(0).min(cells * 3 / 5);
        let shown = lines.iter().enumerate().skip(top).zip(&words);
        for (((at, line), words), y) in shown.zip(area.top()..area.bottom()) {
            let (mark, scope) = match line.prospect {
                Prospect::Does(_) => ('✓', "ui.popup"),
                Prospect::Already => ('=', "text.muted"),
                Prospect::Refused(_) | Prospect::Unfit(_) => ('✗', "message.warning"),
            };
            let selected = at == self.selected;
            let cursor = if selected { '▸' } else { ' ' };
            let (number, subject) = (line.ticket.to_string(), Shown::line(&line.subject));
            let text = format!("{cursor}{mark} {number:>6}  {}  {subject}", pad(words, widest));
            let style = look.style(if selected { "ui.selection" } else { scope });
            buf.set_stringn(area.x, y, pad(&text, cells), cells, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture::{colleague, desk, ticket};
    use crate::console::screens::fixtures::{drawn, in_every_size};
    use crate::domain::{Status, Ticket};

    fn preview(want: Want) -> (crate::console::model::Model, Preview) {
        let model = desk();
        let tickets = [
            Ticket { subject: "power\u{1b}[2J gone".into(), ..ticket(10) },
            Ticket { status: Status::Closed, assignee: Some(colleague()), ..ticket(20) },
            Ticket { status: Status::Pending, ..ticket(30) },
        ];
        let found: Vec<Marked> = tickets.into_iter().map(|ticket| Marked { ticket, suggestion: None }).collect();
        let ids = [10, 20, 30, 40].map(TicketId);
        let mut preview = Preview::new(want.clone(), ids.to_vec());
        let acting = Acting { me: &model.me, now: model.now, policy: &model.policy };
        assert!(preview.read(&want, &ids, &found, acting));
        (model, preview)
    }

    #[test]
    fn each_ticket_says_what_happens_to_it_or_why_nothing_does() {
        let (model, preview) = preview(Want::SetStatus(Status::Pending));
        let seen = drawn(80, 12, |area, buf| preview.view(&model.look(), area, buf));
        insta::assert_snapshot!("preview_80_en", seen);
        in_every_size(|area, buf| preview.view(&model.look(), area, buf));
        let (_, batch) = preview.confirmed();
        assert_eq!(batch.iter().map(|it| it.operation.ticket.0).collect::<Vec<_>>(), [10]);
    }

    #[test]
    fn who_holds_a_ticket_is_named() {
        let (model, preview) = preview(Want::Take);
        let seen = drawn(100, 12, |area, buf| preview.view(&model.look(), area, buf));
        assert!(seen.contains("held by op-12"), "{seen}");
    }

    #[test]
    fn what_has_not_been_read_cannot_be_confirmed_and_says_so() {
        let model = desk();
        let preview = Preview::new(Want::Take, vec![TicketId(10)]);
        let seen = drawn(80, 12, |area, buf| preview.view(&model.look(), area, buf));
        assert!(seen.contains("Reading") && !seen.contains("Enter"), "{seen}");
        in_every_size(|area, buf| preview.view(&model.look(), area, buf));
    }
}
