//! The vocabulary of the three languages, folded, and the looking up in it.

use super::{
    DAY,
    item::{Day, Item, Length, Mark, Part, Unit},
    token::Text,
};
use jiff::civil::Weekday;

impl Text {
    /// The longest phrase that stands there.
    pub(super) fn phrase(&self, i: usize) -> Option<(Item, usize)> {
        let phrases = PHRASES.iter().flat_map(|(phrases, item)| phrases.iter().map(move |phrase| (phrase, *item)));
        phrases.filter_map(|(phrase, item)| Some((item, self.behind(i, phrase)?))).max_by_key(|(_, end)| *end)
    }

    /// `a` and `la`, which say something only in front of some numbers.
    pub(super) fn small(&self, i: usize) -> Option<(Item, usize)> {
        let number = self.number(i + 1).map(|(number, _)| number);
        let clock = match self.word(i)? {
            // `à 1h`: without the accent it is also the small word of everything else.
            "a" => number == Some(1),
            "la" => number.is_some(),
            _ => return None,
        };
        Some((Item::Small(clock.then_some(Mark::Clock)), i + 1))
    }

    pub(super) fn unit(&self, i: usize) -> Option<Unit> {
        self.word(i).and_then(unit)
    }

    /// In digits or in words. Larger than any number, it is too large for everything.
    pub(super) fn number(&self, i: usize) -> Option<(u32, usize)> {
        if let Some(figures) = self.figures(i) {
            return Some((figures.parse().unwrap_or(u32::MAX), i + 1));
        }
        let number = match self.word(i)? {
            "a" | "an" if self.unit(i + 1).is_some() => 1,
            word => numeral(word)?,
        };
        Some((number, i + 1))
    }

    /// `e meia`, in minutes.
    pub(super) fn half(&self, i: usize) -> Option<(u32, usize)> {
        HALVES.iter().find_map(|(phrase, minutes)| Some((*minutes, self.behind(i, phrase)?)))
    }
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "m" | "min" | "mins" | "minuto" | "minutos" | "minute" | "minutes" => Unit::Minute,
        "h" | "hs" | "hr" | "hrs" | "hora" | "horas" | "hour" | "hours" => Unit::Hour,
        "d" | "dia" | "dias" | "day" | "days" => Unit::Day,
        "w" | "wk" | "sem" | "semana" | "semanas" | "week" | "weeks" => Unit::Week,
        "mes" | "meses" | "month" | "months" => Unit::Month,
        _ => return None,
    })
}

fn numeral(word: &str) -> Option<u32> {
    Some(match word {
        "um" | "uma" | "un" | "una" | "one" => 1,
        "dois" | "duas" | "dos" | "two" => 2,
        "tres" | "three" => 3,
        "quatro" | "cuatro" | "four" => 4,
        "cinco" | "five" => 5,
        "seis" | "six" => 6,
        "sete" | "siete" | "seven" => 7,
        "oito" | "ocho" | "eight" => 8,
        "nove" | "nueve" | "nine" => 9,
        "dez" | "diez" | "ten" => 10,
        "onze" | "once" | "eleven" => 11,
        "doze" | "doce" | "twelve" => 12,
        _ => return None,
    })
}

pub(super) fn month(word: &str) -> Option<u32> {
    Some(match word {
        "jan" | "janeiro" | "ene" | "enero" | "january" => 1,
        "fev" | "fevereiro" | "feb" | "febrero" | "february" => 2,
        "mar" | "marco" | "marzo" | "march" => 3,
        "abr" | "abril" | "apr" | "april" => 4,
        "mai" | "maio" | "may" | "mayo" => 5,
        "jun" | "junho" | "junio" | "june" => 6,
        "jul" | "julho" | "julio" | "july" => 7,
        "ago" | "agosto" | "aug" | "august" => 8,
        "set" | "setembro" | "sep" | "sept" | "septiembre" | "setiembre" | "september" => 9,
        "out" | "outubro" | "oct" | "octubre" | "october" => 10,
        "nov" | "novembro" | "noviembre" | "november" => 11,
        "dez" | "dezembro" | "dic" | "diciembre" | "dec" | "december" => 12,
        _ => return None,
    })
}

/// What stands behind an hour, in minutes.
const HALVES: &[(&str, u32)] =
    &[("e meia", 30), ("y media", 30), ("and a half", 30), ("y cuarto", 15), ("and a quarter", 15)];

const fn minutes(minutes: u32) -> Item {
    Item::Length(Length { months: 0, days: 0, minutes })
}

/// What is said in fixed words, in the three languages, folded. The longest that fits counts: `la mañana` is the
/// morning and `mañana` is tomorrow.
pub(super) const PHRASES: &[(&[&str], Item)] = &[
    (&["hoje", "hoy", "today"], Item::Day(Day::After(0))),
    (&["amanha", "manana", "tomorrow"], Item::Day(Day::After(1))),
    (&["depois de amanha", "pasado manana", "day after tomorrow"], Item::Day(Day::After(2))),
    (&["segunda", "seg", "lunes", "lun", "monday", "mon"], Item::Weekday(Weekday::Monday)),
    (&["terca", "ter", "martes", "mar", "tuesday", "tues", "tue"], Item::Weekday(Weekday::Tuesday)),
    (&["quarta", "qua", "miercoles", "mie", "wednesday", "wed"], Item::Weekday(Weekday::Wednesday)),
    (&["quinta", "qui", "jueves", "jue", "thursday", "thurs", "thu"], Item::Weekday(Weekday::Thursday)),
    (&["sexta", "sex", "viernes", "vie", "friday", "fri"], Item::Weekday(Weekday::Friday)),
    (&["sabado", "sab", "saturday", "sat"], Item::Weekday(Weekday::Saturday)),
    (&["domingo", "dom", "sunday", "sun"], Item::Weekday(Weekday::Sunday)),
    (&["proxima semana", "semana que vem", "semana que viene", "next week"], Item::Weekday(Weekday::Monday)),
    (&["madrugada", "small hours"], Item::Part(Part::SmallHours)),
    (&["manha", "la manana", "morning"], Item::Part(Part::Morning)),
    (&["tarde", "afternoon"], Item::Part(Part::Afternoon)),
    (&["noite", "noche", "evening", "night"], Item::Part(Part::Evening)),
    (&["esta madrugada"], Item::Today(Part::SmallHours)),
    (&["esta manha", "esta manana", "this morning"], Item::Today(Part::Morning)),
    (&["esta tarde", "this afternoon"], Item::Today(Part::Afternoon)),
    (&["esta noite", "esta noche", "this evening", "tonight"], Item::Today(Part::Evening)),
    (&["meio dia", "meiodia", "mediodia", "medio dia", "noon", "midday"], Item::Clock(12 * 60)),
    (&["meia noite", "medianoche", "media noche", "midnight"], Item::Clock(DAY)),
    (&["hora e meia", "hora y media", "hour and a half"], minutes(90)),
    (&["meia hora", "media hora", "half an hour", "half hour", "half a hour"], minutes(30)),
    (&["um quarto de hora", "quarto de hora", "un cuarto de hora", "cuarto de hora"], minutes(15)),
    (&["a quarter of an hour", "quarter of an hour"], minutes(15)),
    (&["as", "las", "at", "pelas"], Item::Small(Some(Mark::Clock))),
    (&["ate", "hasta", "by", "until", "till"], Item::Small(Some(Mark::By))),
    (&["daqui a", "de aqui a", "dentro de", "durante", "+"], Item::Small(Some(Mark::Length))),
    (&["em", "en", "in", "within", "for"], Item::Small(Some(Mark::Length))),
    // In front of a number they mean a day: `até o 9` is no hour.
    (&["o", "el", "the", "ao", "on", "dia"], Item::Small(Some(Mark::Nothing))),
    (&["de", "da", "do", "del", "of", "na", "no", "nas", "nos", "os", "los", "al", "aos"], Item::Small(None)),
    (&["para", "por", "pela", "pelo", "e", "y", "and", "from now", "feira", "que vem", "que viene"], Item::Small(None)),
    (&["proxima", "proximas", "proximo", "proximos", "prox", "next"], Item::Small(None)),
    (&["this", "esta", "este"], Item::Small(None)),
];
