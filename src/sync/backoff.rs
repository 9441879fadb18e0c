//! How long to wait after a failure: full jitter, so that a hundred consoles that lost one desk do not all come
//! back at the same instant.

use crate::domain::Span;

const FIRST: i64 = 500;
const LONGEST: i64 = 60_000;

/// The wait before the next try: anything up to 0.5 s after the first failure, and up to twice that with each
/// further one, until a minute. `draw` is any random number. What the desk asks for (`Retry-After`) wins, and a
/// little jitter goes on top of it, because it asks everybody for the same.
pub fn wait_for(failures: u32, retry_after: Option<Span>, draw: u64) -> Span {
    let ceiling = FIRST.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(LONGEST);
    match retry_after {
        Some(Span(asked)) => Span(asked.max(0).saturating_add(up_to(FIRST, draw))),
        None => Span(up_to(ceiling, draw)),
    }
}

fn up_to(ceiling: i64, draw: u64) -> i64 {
    // The remainder of a positive bound that fits fits as well.
    i64::try_from(draw % (ceiling.unsigned_abs() + 1)).unwrap_or(ceiling)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_drawn_from_a_range_that_doubles_up_to_a_minute() {
        let longest = |failures| (0..120_000).step_by(7).map(|draw| wait_for(failures, None, draw).0).max().unwrap();
        assert!((490..=500).contains(&longest(1)));
        assert!((990..=1_000).contains(&longest(2)));
        assert!((31_900..=32_000).contains(&longest(7)));
        assert!((59_900..=60_000).contains(&longest(8)));
        assert!((59_900..=60_000).contains(&longest(4_000_000)));
        assert_eq!(wait_for(5, None, 0), Span(0), "full jitter starts at nothing");
    }

    #[test]
    fn what_the_desk_asks_for_wins() {
        for draw in [0, 1, 499, u64::MAX] {
            let wait = wait_for(1, Some(Span::seconds(90)), draw);
            assert!((90_000..=90_500).contains(&wait.0), "{wait:?}");
        }
        assert!(wait_for(9, Some(Span(-5)), 3).0 >= 0, "a time in the past means now");
    }
}
