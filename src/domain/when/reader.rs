//! Reads a text from left to right, and keeps what it says as long as nothing is said in place of something else.

use super::{
    DAY, WhenError,
    item::{Day, Item, Length, Mark, Part, Unit},
    token::Text,
};
use jiff::civil::Weekday;

/// What was read so far, each with the token at which it stands.
pub(super) struct Reader {
    pub(super) text: Text,
    pub(super) day: Option<(Day, usize)>,
    pub(super) weekday: Option<(Weekday, usize)>,
    pub(super) clock: Option<(u16, usize)>,
    pub(super) part: Option<(Part, usize)>,
    pub(super) length: Option<(Length, usize)>,
    /// With what the small word in front made of it.
    hours: Option<((u32, Mark), usize)>,
    mark: Mark,
}

impl Reader {
    pub(super) fn read(text: Text) -> Result<Reader, WhenError> {
        let (day, weekday, clock, part, length, hours) = (None, None, None, None, None, None);
        let mut reader = Reader { text, day, weekday, clock, part, length, hours, mark: Mark::Nothing };
        let mut next = 0;
        while next < reader.text.len() {
            let at = next;
            let (item, end) = reader.item(at).ok_or_else(|| reader.text.wrong(at))?;
            next = end;
            if !reader.take(item, at) {
                return Err(reader.text.wrong(at));
            }
        }
        reader.settle_hours()?;
        Ok(reader)
    }

    /// What stands at a token, and the token behind it.
    fn item(&self, i: usize) -> Option<(Item, usize)> {
        let text = &self.text;
        text.date_at(i)
            .or_else(|| text.phrase(i))
            .or_else(|| text.ordinal_weekday(i))
            .or_else(|| text.amount(i, self.mark))
            .or_else(|| text.small(i))
    }

    /// Keeps it; false if something else was said in its place.
    fn take(&mut self, item: Item, at: usize) -> bool {
        let mark = std::mem::replace(&mut self.mark, Mark::Nothing);
        match item {
            Item::Day(day) => keep(&mut self.day, day, at),
            Item::Weekday(day) => keep(&mut self.weekday, day, at),
            Item::Clock(clock) => keep(&mut self.clock, clock, at),
            Item::Part(part) => keep(&mut self.part, part, at),
            Item::Today(part) => keep(&mut self.day, Day::After(0), at) && keep(&mut self.part, part, at),
            Item::Hours(minutes) => keep(&mut self.hours, (minutes, mark), at),
            Item::Length(length) => self.add(length, at),
            Item::Small(new) => {
                self.mark = new.unwrap_or(mark);
                true
            }
        }
    }

    /// Lengths add up: `1d 2h`.
    fn add(&mut self, length: Length, at: usize) -> bool {
        let (before, first) = self.length.unwrap_or((Length::default(), at));
        self.length = Some((before.plus(length), first));
        true
    }

    /// Decides whether `9h` is a time of day, which what stands behind it may say.
    fn settle_hours(&mut self) -> Result<(), WhenError> {
        let Some(((minutes, mark), at)) = self.hours else { return Ok(()) };
        let with_a_day = self.day.is_some() || self.weekday.is_some() || self.part.is_some();
        let fits = if matches!(mark, Mark::Clock | Mark::By) || (with_a_day && mark != Mark::Length) {
            let clock = u16::try_from(minutes).ok().filter(|clock| *clock <= DAY);
            clock.is_some_and(|clock| keep(&mut self.clock, clock, at))
        } else {
            self.add(Length::of(minutes, Unit::Minute), at)
        };
        if fits { Ok(()) } else { Err(self.text.wrong(at)) }
    }
}

/// Keeps what is said for the first time; the same again does no harm.
fn keep<T: Copy + PartialEq>(slot: &mut Option<(T, usize)>, value: T, at: usize) -> bool {
    slot.get_or_insert((value, at)).0 == value
}
