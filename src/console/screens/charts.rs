//! The last day of the desk: what came, what was open and which deadlines were missed, hour by hour, with the numbers in
//! words beside, and how much is whose and in which language.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::text::{pad, pad_left, truncate};
use crate::console::widgets::popup;
use crate::domain::charts::{Charts, HOURS, Hour, Slice};
use crate::domain::{Role, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Sparkline, Widget};

/// The widest it is, in cells.
const WIDEST: u16 = 110;
/// What is said beside a chart.
const BESIDE: u16 = 22;

#[derive(Debug, Clone, PartialEq)]
pub struct ChartsScreen {
    pub charts: Charts,
    /// When the operator's shift began, if they are on one.
    pub since: Option<Timestamp>,
}

/// One series: its words, and its number of an hour.
struct Series {
    key: &'static str,
    of: fn(&Hour) -> u64,
    scope: &'static str,
}

const SERIES: [Series; 3] = [
    Series { key: "charts-arrived", of: |hour| hour.arrived, scope: "text.strong" },
    Series { key: "charts-open", of: |hour| hour.open, scope: "text" },
    Series { key: "charts-missed", of: |hour| hour.missed, scope: "sla.breached" },
];

impl ChartsScreen {
    pub fn view(&self, key: &str, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let title = look.format("charts-title", &[("key", key.into())]);
        let inner = popup::popup(&title, look, centred(area, WIDEST, area.height), buf);
        let mut y = inner.top();
        let mut line = |text: String, scope: &str, buf: &mut Buffer| {
            if y < inner.bottom() {
                let cells = usize::from(inner.width);
                buf.set_stringn(inner.x, y, truncate(&text, cells), cells, look.style(scope));
                y += 1;
            }
        };
        line(self.sums("charts-day", &self.charts.since(Timestamp(i64::MIN)), look), "text.strong", buf);
        if let Some(since) = self.since {
            line(self.sums("charts-shift", &self.charts.since(since), look), "text.strong", buf);
        }
        if look.now - self.charts.at > crate::domain::Span::minutes(5) {
            line(look.format("charts-old", &[("ago", look.ago(self.charts.at).into())]), "message.warning", buf);
        }
        let parts = self.parts(look, usize::from(inner.width));
        let parts_height = u16::try_from(parts.len()).unwrap_or(u16::MAX);
        let left = inner.bottom().saturating_sub(y);
        // The words are worth more than the pictures where there is no room for both.
        let pictures = left.saturating_sub(parts_height + 1);
        let each = (pictures / 3).min(6);
        if each > 0 {
            for series in &SERIES {
                self.chart(series, look, Rect { x: inner.x, y, width: inner.width, height: each }, buf);
                y += each;
            }
            self.hours(look, Rect { x: inner.x, y, width: inner.width, height: 1 }, buf);
            y += 1;
        }
        for (text, scope) in parts {
            if y < inner.bottom() {
                let cells = usize::from(inner.width);
                buf.set_stringn(inner.x, y, truncate(&text, cells), cells, look.style(scope));
                y += 1;
            }
        }
    }

    /// Hours together, in words.
    fn sums(&self, key: &str, sum: &Hour, look: &Look<'_>) -> String {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let args = [
            ("arrived", number(sum.arrived).into()),
            ("finished", number(sum.finished).into()),
            ("missed", number(sum.missed).into()),
            ("live", self.charts.live.into()),
            ("overdue", self.charts.overdue.into()),
        ];
        look.format(key, &args)
    }

    /// A picture of an hour a bar, and beside it what it is, its last number and its highest with the hour of that.
    fn chart(&self, series: &Series, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let numbers: Vec<u64> = self.charts.hours.iter().map(series.of).collect();
        let most = numbers.iter().copied().max().unwrap_or(0);
        let at = numbers.iter().position(|n| *n == most).unwrap_or(0);
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let beside = [
            look.text(series.key).into_owned(),
            look.format("charts-last", &[("n", number(numbers.last().copied().unwrap_or(0)).into())]),
            look.format("charts-most", &[("n", number(most).into()), ("at", look.clock(self.charts.began(at)).into())]),
        ];
        for (text, y) in beside.iter().zip(area.top()..area.bottom()) {
            let cells = usize::from(BESIDE.min(area.width));
            buf.set_stringn(area.x, y, pad(text, cells), cells, look.style("text"));
        }
        let wide = bar_width(area.width);
        let bars: Vec<u64> = numbers.iter().flat_map(|n| std::iter::repeat_n(*n, usize::from(wide))).collect();
        let picture = Rect { x: area.x + BESIDE.min(area.width), width: area.width.saturating_sub(BESIDE), ..area };
        Sparkline::default().data(&bars).max(most.max(1)).style(look.style(series.scope)).render(picture, buf);
    }

    /// The hours under the pictures.
    fn hours(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let wide = usize::from(bar_width(area.width));
        // Two digits and a gap are needed for each.
        let every = 4_usize.div_ceil(wide).max(1);
        for hour in (0..HOURS).step_by(every) {
            let text = look.clock(self.charts.began(hour)).chars().take(2).collect::<String>();
            let x = usize::from(area.x + BESIDE) + hour * wide;
            if x + 2 <= usize::from(area.right()) {
                let x = u16::try_from(x).unwrap_or(area.right());
                buf.set_stringn(x, area.y, text, 2, look.style("text.muted"));
            }
        }
    }

    /// By role and by language, a line each, in two columns where there is room.
    fn parts(&self, look: &Look<'_>, cells: usize) -> Vec<(String, &'static str)> {
        let most = self.charts.roles.iter().map(|(_, it)| it.live).max().unwrap_or(0);
        let name =
            |role: &Option<Role>| role.map_or_else(|| look.text("charts-unrouted").into_owned(), |it| it.code().into());
        let roles = self.charts.roles.iter().map(|(role, it)| part(&name(role), it, most));
        let most = self.charts.languages.iter().map(|(_, it)| it.live).max().unwrap_or(0);
        let languages = self.charts.languages.iter().map(|(language, it)| part(language.word(), it, most));
        let (roles, languages): (Vec<_>, Vec<_>) = (roles.collect(), languages.collect());
        let mut lines = vec![(look.text("charts-parts").into_owned(), "text.title")];
        if cells < 74 {
            lines.extend(roles.into_iter().chain(languages).map(|text| (text, "text")));
            return lines;
        }
        let half = cells / 2;
        for (n, role) in roles.iter().enumerate() {
            let right = languages.get(n).map_or("", String::as_str);
            lines.push((format!("{}{right}", pad(role, half)), "text"));
        }
        lines
    }
}

/// `GSD       ████····    20     3    90`: open, overdue of that, came in the day.
fn part(name: &str, slice: &Slice, most: i64) -> String {
    const BAR: usize = 8;
    let full = usize::try_from(slice.live * BAR as i64 / most.max(1)).unwrap_or(0);
    let full = full.max(usize::from(slice.live > 0)).min(BAR);
    let bar = "█".repeat(full) + &"·".repeat(BAR - full);
    let [live, overdue, arrived] = [slice.live, slice.overdue, slice.arrived].map(|n| pad_left(&n.to_string(), 6));
    format!("{} {bar}{live}{overdue}{arrived}", pad(name, 9))
}

/// As wide as lets all hours stand beside the words.
fn bar_width(width: u16) -> u16 {
    (width.saturating_sub(BESIDE) / HOURS as u16).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture::NOW;
    use crate::console::look::tests::Room;
    use crate::console::screens::fixtures::{drawn, in_every_size};
    use crate::domain::charts::Counted;
    use crate::domain::{Language, Span};

    fn screen(since: Option<Timestamp>) -> ChartsScreen {
        let arrived = (0..24).map(|hour| (hour, Some(Role::Gsd), Language::Pt, (hour * 7) % 13));
        let counted = Counted {
            arrived: arrived.chain([(20, None, Language::Es, 4)]).collect(),
            finished: (0..24).map(|hour| (hour, (hour * 5) % 11)).collect(),
            missed: vec![(3, 2), (21, 1), (23, 4)],
            live: vec![
                (Some(Role::Gsd), Language::Pt, 30, 3),
                (Some(Role::Ba), Language::En, 8, 0),
                (None, Language::Es, 4, 1),
            ],
        };
        ChartsScreen { charts: Charts::new(&counted, NOW), since }
    }

    #[test]
    fn the_numbers_are_in_words_beside_the_pictures_in_every_language() {
        for (language, wanted) in [
            (Language::En, ["In 24 h:", "This shift:", "open now 42", "deadlines missed", "most 14 at", "no role"]),
            (
                Language::Pt,
                ["Em 24 h:", "Este turno:", "abertos agora 42", "prazos falhados", "máx. 14 às", "sem papel"],
            ),
            (
                Language::Es,
                ["En 24 h:", "Este turno:", "abiertos ahora 42", "plazos incumplidos", "máx. 14 a las", "sin rol"],
            ),
        ] {
            let room = Room::new(language);
            let shown =
                |area, buf: &mut Buffer| screen(Some(NOW - Span::hours(5))).view("Tab", &room.look(), area, buf);
            let text = drawn(80, 24, shown);
            wanted.iter().for_each(|it| assert!(text.contains(it), "{it}\n{text}"));
            assert!(text.contains('█') && text.contains("GSD"), "{text}");
            in_every_size(shown);
        }
    }

    #[test]
    fn where_there_is_no_room_for_pictures_the_words_stay() {
        let room = Room::new(Language::En);
        let text = drawn(80, 12, |area, buf| screen(None).view("Tab", &room.look(), area, buf));
        assert!(text.contains("In 24 h:") && text.contains("GSD") && !text.contains("most"), "{text}");
        assert!(!text.contains("This shift"), "nobody's shift is made up\n{text}");
    }

    #[test]
    fn charts_80_en() {
        let room = Room::new(Language::En);
        let shown = |area, buf: &mut Buffer| screen(Some(NOW - Span::hours(5))).view("Tab", &room.look(), area, buf);
        insta::assert_snapshot!("charts_80_en", drawn(80, 24, shown));
    }
}
