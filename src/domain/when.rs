//! The natural words for an instant: until when a ticket sleeps, by when somebody promised to call back.
//!
//! Portuguese, Spanish and English at once, whatever the language of the console: an operator thinks in the words
//! of the call just ended. Case and accents do not matter. What could mean two things is refused, not guessed.
//!
//! - A length is counted from now: `2h`, `90 min`, `1h30`, `daqui a 2 horas`, `hora y media`, `half an hour`, `3d`,
//!   `1 sem`. Days, weeks and months keep the time on the clock, hours and minutes do not. `45` alone is refused.
//! - A time of day: `03:30`, `15.30`, `9am`, `às 9`, `a las 9 y media`, `noon`, `8 da noite`. Alone it is the next
//!   time that the clock shows it. `9h` and `1h30` are lengths, unless a word such as `às`, `a las`, `at`, `até` or
//!   `by` stands in front, or a day or a part of the day is named too.
//! - A day: `amanhã`, `pasado mañana`, `seg`, `2ª`, `next monday`, `30/11`, `2026-11-30`, `30 de noviembre`,
//!   `dia 30`. A weekday is the next one after today: on a Monday, `lunes` is a week ahead. `próxima semana` is its
//!   Monday. In numbers the day stands before the month. Without a year it is the next such date; today's, at a time
//!   that has passed, is refused rather than a year away.
//! - A day without a time is 09:00, and today is 18:00. Parts of the day: morning 09:00, noon 12:00, afternoon 14:00,
//!   evening 20:00, `madrugada` 03:00. Midnight is the end of the day it is named with.
//!
//! The order is free, and small words count only where they decide something. Where the clocks are put forward over
//! a time, it is as much later; where they show it twice, it is the first that is still ahead.

mod clock;
mod day;
mod instant;
mod item;
mod reader;
mod token;
mod words;

use super::{Span, Timestamp};
use jiff::tz::TimeZone;
use reader::Reader;
use token::Text;

/// Nothing sleeps longer, and no promise is longer.
const FARTHEST: Span = Span::days(366);
/// Minutes of a day; as a time of day, its end.
const DAY: u16 = 24 * 60;
/// When a day begins of which no time was said.
const DAY_START: u16 = 9 * 60;
/// When today ends, if no time was said.
const DAY_END: u16 = 18 * 60;

/// Why a text is no instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    #[error("a time is missing")]
    Empty,
    /// The first word that makes no sense there, as it was typed, not cleaned. Counted in characters from 1.
    #[error("`{word}` is not understood as a time at character {at}")]
    NotUnderstood { at: usize, word: String },
    #[error("that time has passed")]
    Past,
    #[error("that is more than a year ahead")]
    TooFar,
}

/// The instant that the text names: always after `now`.
pub fn parse(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, WhenError> {
    let reader = Reader::read(Text::new(text)?)?;
    let start = jiff::Timestamp::from_millisecond(now.0).map_err(|_| WhenError::TooFar)?;
    let at = reader.instant(&start.to_zoned(zone.clone()))?;
    match Timestamp(at.as_millisecond()) {
        at if at <= now => Err(WhenError::Past),
        at if at - now > FARTHEST => Err(WhenError::TooFar),
        at => Ok(at),
    }
}

#[cfg(test)]
mod tests;
