//! How often anybody may ask: token buckets, so that a script in a loop slows down itself and nobody else.
//!
//! Who shows a token that the desk knows has a bucket of its own. All others share one with those at the same
//! address, and are turned away before their token is looked up: so whoever floods the desk without a token does not
//! hold up colleagues at the same address, which may be that of a whole office or of a proxy.

use super::desk::Limits;
use crate::domain::Span;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Who is remembered at a time; what is beyond shares one bucket.
const KEYS: usize = 10_000;

/// So many a second in the long run, and so many at once after a rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub per_second: u32,
    pub burst: u32,
}

/// Come again after so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooSoon(pub Span);

/// All the buckets of a desk. `now` is the time since the machine started.
pub(super) struct Rates(Mutex<Kept>);

struct Kept {
    /// By the digests of tokens.
    tokens: Buckets<String>,
    addresses: Buckets<IpAddr>,
    /// By the ids of tokens.
    operations: Buckets<String>,
}

impl Rates {
    pub fn new(limits: &Limits) -> Rates {
        Rates(Mutex::new(Kept {
            tokens: Buckets::new(limits.token_requests),
            addresses: Buckets::new(limits.address_requests),
            operations: Buckets::new(limits.token_operations),
        }))
    }

    /// A request has come from there, with that token.
    pub fn request(&self, from: Option<IpAddr>, token: Option<String>, now: Span) -> Result<(), TooSoon> {
        let mut kept = self.kept();
        match (token.filter(|token| kept.tokens.full_at.contains_key(token)), from) {
            (Some(token), _) => kept.tokens.take(&token, 1, now),
            (None, Some(from)) => kept.addresses.take(&place(from), 1, now),
            // Nobody comes from nowhere but a test of ours.
            (None, None) => Ok(()),
        }
    }

    /// The token is one of this desk's.
    pub fn welcome(&self, token: String, now: Span) {
        self.kept().tokens.add(&token, now);
    }

    /// It is not, or no longer.
    pub fn forget(&self, token: &str) {
        self.kept().tokens.full_at.remove(token);
    }

    /// So many operations are to be carried out for the holder of that token.
    pub fn operations(&self, token: &str, n: usize, now: Span) -> Result<(), TooSoon> {
        self.kept().operations.take(&token.to_string(), i64::try_from(n).unwrap_or(i64::MAX), now)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Numbers alone: they are right whoever died while writing them.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who has one address of version 6 has many: those of a network count as one.
fn place(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(it) => IpAddr::V6((it.to_bits() & !u128::from(u64::MAX)).into()),
        it => it,
    }
}

/// A bucket is one number: when, in microseconds, it will be full again.
struct Buckets<K> {
    rate: Rate,
    full_at: HashMap<K, i64>,
    /// Of those for whom there is no place.
    others: i64,
}

impl<K: Hash + Eq + Clone> Buckets<K> {
    fn new(rate: Rate) -> Buckets<K> {
        Buckets { rate, full_at: HashMap::new(), others: 0 }
    }

    /// Makes a place for `key`, if there is one: those whose bucket is full need theirs no more.
    fn add(&mut self, key: &K, now: Span) {
        let now = micros(now);
        if self.full_at.contains_key(key) {
            return;
        }
        if self.full_at.len() >= KEYS {
            self.full_at.retain(|_, full_at| *full_at > now);
        }
        if self.full_at.len() < KEYS {
            self.full_at.insert(key.clone(), now);
        }
    }

    /// Takes `n`, or nothing.
    fn take(&mut self, key: &K, n: i64, now: Span) -> Result<(), TooSoon> {
        self.add(key, now);
        let (now, each) = (micros(now), 1_000_000 / i64::from(self.rate.per_second.max(1)));
        let full_at = self.full_at.get_mut(key).unwrap_or(&mut self.others);
        let after = n.saturating_mul(each).saturating_add((*full_at).max(now));
        let early = after.saturating_sub(now).saturating_sub(each * i64::from(self.rate.burst));
        if early > 0 {
            return Err(TooSoon(Span(early.saturating_add(999) / 1_000)));
        }
        *full_at = after;
        Ok(())
    }
}

fn micros(now: Span) -> i64 {
    now.0.saturating_mul(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { per_second: 20, burst: 4 };

    fn rates() -> Rates {
        Rates::new(&Limits {
            token_requests: RATE,
            token_operations: Rate { per_second: 10, burst: 100 },
            address_requests: Rate { per_second: 2, burst: 2 },
            ..Limits::default()
        })
    }

    fn ip(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn a_bucket_gives_its_burst_at_once_and_then_its_rate_and_says_when() {
        let mut buckets = Buckets::new(RATE);
        let mut take = |n, now| buckets.take(&"a", n, Span(now));
        assert_eq!([0; 4].map(|now| take(1, now)), [Ok(()); 4]);
        assert_eq!(take(1, 0), Err(TooSoon(Span(50))));
        assert_eq!(take(1, 49), Err(TooSoon(Span(1))), "asking costs nothing");
        assert_eq!((take(1, 50), take(1, 50)), (Ok(()), Err(TooSoon(Span(50)))));
        assert_eq!(take(4, 200), Err(TooSoon(Span(50))), "all or nothing");
        assert_eq!((take(4, 250), take(5, 9_999)), (Ok(()), Err(TooSoon(Span(50)))), "more than it ever holds");
        assert_eq!([9_999; 4].map(|now| take(1, now)), [Ok(()); 4], "a long rest is worth no more than a burst");
        assert!(take(1, 9_999).is_err());
    }

    #[test]
    fn who_is_known_waits_for_themselves_alone_and_strangers_for_all_at_their_address() {
        let rates = rates();
        let ask = |from: &str, token: Option<&str>| rates.request(ip(from), token.map(Into::into), Span(0));
        rates.welcome("known".into(), Span(0));
        assert_eq!([Some("bad"), None].map(|token| ask("10.0.0.1", token)), [Ok(()); 2]);
        assert_eq!(ask("10.0.0.1", Some("worse")), Err(TooSoon(Span(500))));
        assert_eq!(ask("::ffff:10.0.0.1", None), Err(TooSoon(Span(500))), "the same address in other words");
        assert_eq!(ask("10.0.0.2", None), Ok(()));
        assert_eq!([0; 4].map(|_| ask("10.0.0.1", Some("known"))), [Ok(()); 4]);
        assert_eq!(ask("10.0.0.1", Some("known")), Err(TooSoon(Span(50))));
        rates.forget("known");
        assert_eq!(ask("10.0.0.1", Some("known")), Err(TooSoon(Span(500))));
        assert_eq!(["2001:db8::1", "2001:db8::2"].map(|from| ask(from, None)), [Ok(()); 2]);
        assert!(ask("2001:db8::3", None).is_err(), "a network of version 6 is one place");
        assert_eq!(ask("2001:db8:0:1::3", None), Ok(()));
    }

    #[test]
    fn a_full_batch_fits_and_the_next_waits_until_it_fits() {
        let rates = rates();
        assert_eq!([0; 2].map(|_| rates.operations("a", 50, Span(0))), [Ok(()); 2]);
        assert_eq!(rates.operations("a", 50, Span(0)), Err(TooSoon(Span(5_000))));
        assert_eq!(rates.operations("b", 50, Span(0)), Ok(()));
        assert_eq!(rates.operations("a", 50, Span(5_000)), Ok(()));
        let usual = Limits::default().token_operations;
        assert!(usual.burst as usize >= crate::api::PUSH_LIMIT);
    }

    #[test]
    fn no_number_of_addresses_fills_the_memory() {
        let rates = rates();
        let from = |n: u32| Some(IpAddr::V4(n.into()));
        for n in 0..KEYS as u32 {
            rates.request(from(n), None, Span(0)).unwrap();
        }
        // No place is left, and nobody has rested yet: the others share what one would have.
        assert_eq!([1, 2].map(|n| rates.request(from(1 << 20 | n), None, Span(0))), [Ok(()); 2]);
        assert!(rates.request(from(1 << 20 | 3), None, Span(0)).is_err());
        assert_eq!(rates.kept().addresses.full_at.len(), KEYS);
        assert_eq!(rates.request(from(1 << 20 | 4), None, Span(501)), Ok(()));
        assert_eq!(rates.kept().addresses.full_at.len(), 1, "who has rested is forgotten");
    }
}
