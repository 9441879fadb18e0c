//! Where a site of the provider is, and so what the time is there.
//!
//! A site is named by its metro and a number: `LS1`, `MD2`. The zones come with the calendar's library.

use jiff::tz::TimeZone;
use std::sync::LazyLock;

const METROS: [(&str, &str); 24] = [
    ("AM", "Europe/Amsterdam"),
    ("AT", "America/New_York"),
    ("BA", "Europe/Madrid"),
    ("CH", "America/Chicago"),
    ("DA", "America/Chicago"),
    ("DB", "Europe/Dublin"),
    ("DC", "America/New_York"),
    ("FR", "Europe/Berlin"),
    ("GV", "Europe/Zurich"),
    ("HE", "Europe/Helsinki"),
    ("LA", "America/Los_Angeles"),
    ("LD", "Europe/London"),
    ("LS", "Europe/Lisbon"),
    ("MA", "Europe/London"),
    ("MD", "Europe/Madrid"),
    ("MI", "America/New_York"),
    ("ML", "Europe/Rome"),
    ("NY", "America/New_York"),
    ("PA", "Europe/Paris"),
    ("RJ", "America/Sao_Paulo"),
    ("SK", "Europe/Stockholm"),
    ("SP", "America/Sao_Paulo"),
    ("SV", "America/Los_Angeles"),
    ("ZH", "Europe/Zurich"),
];

static ZONES: LazyLock<Vec<(&str, TimeZone)>> = LazyLock::new(|| {
    let zone = |(metro, name): &(&'static str, &str)| Some((*metro, TimeZone::get(name).ok()?));
    METROS.iter().filter_map(zone).collect()
});

/// The zone of a site; None where it is not known which metro that is.
pub fn zone(site: &str) -> Option<&'static TimeZone> {
    let metro = site.trim_end_matches(|it: char| it.is_ascii_digit());
    if metro.len() == site.len() {
        return None;
    }
    ZONES.iter().find(|(name, _)| *name == metro).map(|(_, zone)| zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_in_the_zone_of_its_metro() {
        let name = |site| zone(site).and_then(|it| it.iana_name());
        assert_eq!(name("LS1"), Some("Europe/Lisbon"));
        assert_eq!(name("SP4"), Some("America/Sao_Paulo"));
        assert_eq!(name("MD12"), Some("Europe/Madrid"));
        for unknown in ["", "LS", "XX1", "1", "LS1x", "\u{1b}[2J"] {
            assert_eq!(name(unknown), None, "{unknown:?}");
        }
        assert_eq!(ZONES.len(), METROS.len(), "the calendar knows every zone");
    }
}
