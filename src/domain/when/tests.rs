//! What operators write, in three languages, on a Friday night and on the nights on which the clocks are changed.

use super::{words::PHRASES, *};
use jiff::Zoned;
use proptest::prelude::*;

const LISBON: &str = "Europe/Lisbon";
const MADRID: &str = "Europe/Madrid";
/// A Friday.
const NOW: &str = "2026-11-27T22:10";

fn at(text: &str, zone: &str) -> Timestamp {
    let zoned: Zoned = format!("{text}[{zone}]").parse().unwrap();
    Timestamp(zoned.timestamp().as_millisecond())
}

fn read_at(text: &str, now: Timestamp, zone: &str) -> Result<String, WhenError> {
    let zone = TimeZone::get(zone).unwrap();
    let at = parse(text, now, &zone)?;
    Ok(jiff::Timestamp::from_millisecond(at.0).unwrap().to_zoned(zone).strftime("%Y-%m-%dT%H:%M").to_string())
}

fn read(text: &str) -> Result<String, WhenError> {
    read_at(text, at(NOW, LISBON), LISBON)
}

/// All of a table, so that one run shows every row that is wrong.
fn all(now: &str, zone: &str, rows: &[(&str, &str)]) {
    let wrong = rows.iter().filter_map(|(text, expected)| {
        let read = read_at(text, at(now, zone), zone);
        (read.as_deref() != Ok(expected)).then(|| format!("`{text}`: {read:?}, not {expected}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts that name the same instant.
fn same(rows: &[(&str, &[&str])]) {
    let rows: Vec<_> = rows.iter().flat_map(|(expected, texts)| texts.iter().map(|text| (*text, *expected))).collect();
    all(NOW, LISBON, &rows);
}

fn refused(text: &str) -> (usize, String) {
    match read(text) {
        Err(WhenError::NotUnderstood { at, word }) => (at, word),
        other => panic!("`{text}`: {other:?}"),
    }
}

#[test]
fn lengths_are_counted_from_now() {
    same(&[
        ("2026-11-28T00:10", &["2h", "+2h", "duas horas", "en 2 horas", "for 2h", "2h from now", "até 2 horas"]),
        ("2026-11-27T23:40", &["90min", "1h30", "1h 30", "1h30min", "1 h 30 m", "1.5h", "1,5 horas"]),
        ("2026-11-27T23:40", &["hora y media", "daqui a hora e meia", "uma hora e meia", "an hour and a half"]),
        ("2026-11-28T07:10", &["9h"]),
        ("2026-11-29T00:10", &["1d 2h"]),
        ("2026-12-04T22:10", &["1w", "1sem", "in a week"]),
        ("2026-11-28T00:40", &["2 hours and 30 minutes", "2 horas y media", "two and a half hours"]),
        ("2026-11-27T23:30", &["1 hora e 20 minutos"]),
        ("2026-11-27T23:10", &["daqui a uma hora", "de aquí a una hora", "in an hour"]),
        ("2026-11-28T22:10", &["em um dia"]),
        ("2026-12-27T22:10", &["1 month", "dentro de un mes"]),
        ("2026-12-06T22:10", &["1 semana e 2 dias"]),
        ("2026-11-30T01:10", &["dentro de dos días y 3 horas"]),
        ("2026-11-27T22:40", &["meia hora", "media hora", "half an hour"]),
        ("2026-11-27T22:25", &["daqui a um quarto de hora"]),
        ("2027-11-28T22:10", &["366d"]),
    ]);
}

#[test]
fn a_time_alone_is_the_next_one() {
    same(&[
        ("2026-11-28T03:30", &["3:30", "by 03:30", "at 0330"]),
        ("2026-11-27T23:15", &["23:15"]),
        ("2026-11-27T22:11", &["22:11"]),
        ("2026-11-28T22:10", &["22:10"]),
        ("2026-11-28T15:30", &["15.30", "15.30h", "15:30 horas"]),
        ("2026-11-28T01:30", &["às 1h30", "à 1h30", "à uma e meia", "a la una y media"]),
        ("2026-11-28T09:15", &["a las 9 y cuarto"]),
        ("2026-11-28T09:00", &["às 9", "às nove", "pelas 9h", "até às 9h", "até 9h", "hasta las 9", "by 9"]),
        ("2026-11-28T09:00", &["9am", "9 a.m.", "9 o’clock"]),
        ("2026-11-28T15:00", &["às 15 horas"]),
        ("2026-11-28T09:20", &["às 9 horas e 20 minutos"]),
        ("2026-11-27T23:00", &["until 11pm"]),
        ("2026-11-28T21:30", &["9:30pm", "9.30 p. m."]),
        ("2026-11-28T00:00", &["12am", "midnight", "24:00", "00:00"]),
        ("2026-11-28T12:00", &["12pm", "ao meio dia", "al mediodía"]),
    ]);
}

#[test]
fn a_part_of_the_day_is_a_time_and_says_which_half_is_meant() {
    same(&[
        ("2026-11-28T09:00", &["in the morning", "9h da manhã", "mañana por la mañana", "mañana a la mañana"]),
        ("2026-11-28T15:00", &["3 de la tarde", "tomorrow afternoon at 3"]),
        ("2026-11-28T20:30", &["8 e meia da noite"]),
        ("2026-11-28T20:00", &["8 at night", "tomorrow evening"]),
        ("2026-11-27T23:00", &["11 tonight", "tonight at 11"]),
        ("2026-11-28T00:00", &["12 de la noche", "12 da madrugada"]),
        ("2026-11-28T12:00", &["12 de la mañana"]),
        ("2026-11-28T03:00", &["3 da madrugada"]),
        ("2026-11-28T14:00", &["amanhã à tarde"]),
        ("2026-11-28T17:00", &["mañana por la tarde a las 5"]),
        ("2026-11-28T08:00", &["amanhã de manhã às 8"]),
        ("2026-11-30T20:00", &["lunes por la noche"]),
        ("2026-11-30T09:00", &["segunda de manhã"]),
    ]);
}

#[test]
fn days_are_named_in_full_and_in_short() {
    same(&[
        ("2026-11-28T09:00", &["amanhã", "AMANHA", "amanha\u{303}", "hasta mañana", "amanhã 9h", "9h amanhã"]),
        ("2026-11-28T09:00", &["sábado"]),
        ("2026-11-28T09:30", &["amanhã, 9h30"]),
        ("2026-11-28T15:30", &["tomorrow 15:30"]),
        ("2026-11-29T00:00", &["amanhã à meia-noite"]),
        ("2026-11-29T09:00", &["depois de amanhã", "dom", "in 2 days at 9am"]),
        ("2026-11-29T10:00", &["pasado mañana a las 10"]),
        ("2026-11-29T12:00", &["the day after tomorrow at noon"]),
        ("2026-11-27T23:00", &["hoje 23h", "hoy a las 23"]),
        ("2026-11-28T00:00", &["hoje à meia-noite"]),
        ("2026-11-30T09:00", &["segunda-feira", "2ª-feira", "2a feira", "seg.", "el lunes que viene", "mon 9am"]),
        ("2026-11-30T09:00", &["on monday", "next monday", "next week", "semana que vem"]),
        ("2026-12-04T09:00", &["até 6ª às 9h", "sexta", "friday"]),
        ("2026-11-30T09:15", &["lun 9:15"]),
        ("2026-12-01T09:00", &["próxima terça", "próximo martes", "mar 9h", "tue"]),
        ("2026-12-02T09:00", &["qua", "miércoles"]),
        ("2026-12-03T18:00", &["quinta até às 18h", "jue 18:00"]),
        ("2026-11-30T10:00", &["la próxima semana a las 10"]),
        ("2026-12-04T14:00", &["dentro de 1 semana por la tarde"]),
    ]);
}

#[test]
fn dates_are_the_next_of_their_kind() {
    same(&[
        ("2026-11-30T09:00", &["30/11", "30/11/2026", "30.11.2026", "30-11-2026", "30 de novembro de 2026"]),
        ("2026-11-30T09:00", &["30th november 2026 at 9am", "november 30, 2026", "9h 30/11", "9h 30 nov"]),
        ("2026-11-30T09:00", &["dia 30", "segunda, 30/11"]),
        ("2026-11-30T10:00", &["30/11/26 10:00"]),
        ("2026-11-30T15:30", &["2026-11-30 15:30"]),
        ("2026-11-30T15:00", &["30 nov. 15h"]),
        ("2026-11-30T09:45", &["30 de noviembre a las 9:45"]),
        ("2026-12-01T09:00", &["dec 1st", "1º de dezembro"]),
        ("2026-12-10T09:00", &["10 dez"]),
        ("2027-03-30T09:00", &["march 30", "30 mar"]),
        ("2026-11-30T09:30", &["às 9h30 do dia 30/11"]),
        ("2026-12-05T10:00", &["até dia 5 às 10h"]),
        ("2026-12-05T09:00", &["hasta el 5", "by the 5th"]),
        ("2026-11-30T08:00", &["monday 30th 8am"]),
        ("2026-11-27T23:00", &["27/11 23h"]),
        ("2027-11-26T09:00", &["26/11"]),
    ]);
}

#[test]
fn madrid_is_an_hour_ahead_and_reads_its_own_clocks() {
    all(
        "2026-11-27T08:30",
        MADRID,
        &[
            ("2h", "2026-11-27T10:30"),
            ("09:00", "2026-11-27T09:00"),
            ("08:30", "2026-11-28T08:30"),
            ("hoy", "2026-11-27T18:00"),
            ("27/11", "2026-11-27T18:00"),
            ("hoy por la tarde", "2026-11-27T14:00"),
            ("esta tarde", "2026-11-27T14:00"),
            ("esta tarde a las 5", "2026-11-27T17:00"),
            ("esta noche", "2026-11-27T20:00"),
            ("esta mañana a las 11", "2026-11-27T11:00"),
            ("medianoche", "2026-11-28T00:00"),
            ("mañana", "2026-11-28T09:00"),
            ("viernes", "2026-12-04T09:00"),
        ],
    );
}

#[test]
fn on_a_monday_monday_is_a_week_ahead() {
    all("2026-11-30T07:00", LISBON, &[("lunes", "2026-12-07T09:00"), ("2ª às 9h", "2026-12-07T09:00")]);
}

#[test]
fn the_year_turns() {
    all(
        "2026-12-31T23:00",
        LISBON,
        &[
            ("2h", "2027-01-01T01:00"),
            ("amanhã", "2027-01-01T09:00"),
            ("01:00", "2027-01-01T01:00"),
            ("31/12 23:30", "2026-12-31T23:30"),
            ("1/1", "2027-01-01T09:00"),
            ("30/12", "2027-12-30T09:00"),
            ("dia 31 às 23:30", "2026-12-31T23:30"),
            ("dia 30", "2027-01-30T09:00"),
        ],
    );
    all("2027-01-31T10:00", LISBON, &[("dia 30", "2027-03-30T09:00"), ("1 month", "2027-02-28T10:00")]);
    all("2027-12-01T10:00", LISBON, &[("29/2", "2028-02-29T09:00")]);
}

#[test]
fn a_time_that_the_clocks_skip_is_an_hour_later() {
    all(
        "2027-03-27T22:00",
        LISBON,
        &[
            ("01:30", "2027-03-28T02:30"),
            ("28/3 1h30", "2027-03-28T02:30"),
            ("amanhã 00:59", "2027-03-28T00:59"),
            ("amanhã 02:00", "2027-03-28T02:00"),
            ("4h", "2027-03-28T03:00"),
            ("1d", "2027-03-28T22:00"),
            ("24h", "2027-03-28T23:00"),
        ],
    );
    all("2027-03-28T00:50", LISBON, &[("01:30", "2027-03-28T02:30"), ("30m", "2027-03-28T02:20")]);
    all("2027-03-27T22:00", MADRID, &[("02:30", "2027-03-28T03:30")]);
}

#[test]
fn a_time_that_the_clocks_show_twice_is_the_first_that_is_ahead() {
    let lisbon = TimeZone::get(LISBON).unwrap();
    let utc = |text: &str| at(text, "UTC");
    // At 02:00 of 25 October, summer time, it is 01:00 again.
    for (now, text, expected) in [
        ("2026-10-24T21:00", "01:30", "2026-10-25T00:30"),
        ("2026-10-25T00:10", "01:30", "2026-10-25T00:30"),
        ("2026-10-25T00:40", "01:30", "2026-10-25T01:30"),
        ("2026-10-25T01:10", "01:30", "2026-10-25T01:30"),
        ("2026-10-25T01:10", "hoje 01:30", "2026-10-25T01:30"),
        ("2026-10-25T01:40", "01:30", "2026-10-26T01:30"),
        ("2026-10-24T21:00", "amanhã 1h30", "2026-10-25T00:30"),
        ("2026-10-24T21:00", "4h", "2026-10-25T01:00"),
        ("2026-10-24T21:00", "1d", "2026-10-25T22:00"),
        ("2026-10-24T21:00", "24h", "2026-10-25T21:00"),
    ] {
        assert_eq!(parse(text, utc(now), &lisbon), Ok(utc(expected)), "`{text}` at {now}");
    }
}

#[test]
fn what_makes_no_sense_is_named_with_its_place() {
    for (text, place, word) in [
        ("45", 1, "45"),
        ("em 45", 4, "45"),
        ("amanhã 9", 8, "9"),
        ("9 mañana", 1, "9"),
        ("hasta el lunes ya", 16, "ya"),
        ("quando der", 1, "quando"),
        ("amanhã às 9h, se calhar", 15, "se"),
        ("às", 1, "às"),
        ("-2h", 1, "-2h"),
        ("2x", 1, "2x"),
        ("2h!", 3, "!"),
        ("25:00", 1, "25:00"),
        ("9:75", 1, "9:75"),
        ("9:5", 1, "9:5"),
        ("13pm", 1, "13pm"),
        ("às 25h", 4, "25h"),
        ("amanhã 48h", 8, "48h"),
        ("1h90", 3, "90"),
        ("31/02", 1, "31/02"),
        ("30/02/2027", 1, "30/02/2027"),
        ("11/30", 1, "11/30"),
        ("32 nov", 1, "32"),
        ("30-11", 1, "30-11"),
        ("amanhã hoje", 8, "hoje"),
        ("lunes martes", 7, "martes"),
        ("9:00 10:00", 6, "10:00"),
        ("2h 3h", 4, "3h"),
        ("amanhã dentro de 2h", 18, "2h"),
        ("in 2 hours tomorrow", 12, "tomorrow"),
        ("2 hours 9:30", 9, "9:30"),
        ("martes 30/11", 8, "30/11"),
        ("9pm in the morning", 12, "morning"),
        ("30 da tarde", 1, "30"),
        ("2 days ago", 8, "ago"),
        ("mar 10", 5, "10"),
        ("30 seg", 1, "30"),
        ("\u{1b}[2J", 1, "\u{1b}[2J"),
    ] {
        assert_eq!(refused(text), (place, word.to_string()), "`{text}`");
    }
}

#[test]
fn a_place_is_counted_in_what_was_typed() {
    assert_eq!(refused("amanha\u{303} xyz"), (9, "xyz".into()));
    assert_eq!(refused("  ﷺ"), (3, "ﷺ".into()));
}

#[test]
fn nothing_is_no_time() {
    for text in ["", "   ", "\t\u{a0}", "\u{301}", ","] {
        assert_eq!(read(text), Err(WhenError::Empty), "{text:?}");
    }
}

#[test]
fn what_has_passed_is_refused() {
    for text in
        ["0m", "hoje", "today", "hoje 9h", "tonight", "esta tarde", "27/11", "dia 27", "26/11/2026", "2020-01-01"]
    {
        assert_eq!(read(text), Err(WhenError::Past), "`{text}`");
    }
}

#[test]
fn more_than_a_year_is_too_far() {
    for text in ["367d", "13 months", "30/11/2027", "29/2", "31/12/9999", "99999999999999999999 h", "9999999 semanas"] {
        assert_eq!(read(text), Err(WhenError::TooFar), "`{text}`");
    }
    assert_eq!(parse("2h", Timestamp::NEVER, &TimeZone::UTC), Err(WhenError::TooFar));
    assert_eq!(parse("2h", Timestamp(i64::MIN), &TimeZone::UTC), Err(WhenError::TooFar));
}

#[test]
fn a_long_text_is_not_read() {
    let text = format!("2h{}", " e".repeat(49));
    assert!(read(&text).is_ok());
    assert_eq!(refused(&format!("{text}e amanhã")), (101, "e".into()));
    assert!(read(&format!("2h{}", " ".repeat(10_000))).is_ok());
}

#[test]
fn an_error_says_what_and_where() {
    assert_eq!(read("amanhã 9").unwrap_err().to_string(), "`9` is not understood as a time at character 8");
}

/// Words of the three languages, numbers and signs in any order.
fn scraps() -> impl Strategy<Value = String> {
    let phrases: Vec<&str> = PHRASES.iter().flat_map(|(phrases, _)| phrases.iter().copied()).collect();
    let word = prop_oneof![
        4 => proptest::sample::select(phrases),
        1 => proptest::sample::select(vec!["a", "la", "am", "p.m.", "nov", "29 fev", "31 dez", "dia", "h", "hours"]),
        1 => proptest::sample::select(vec![":", ".", "/", "-", ",", "o'clock", "e meia", "min", "sem", "mes", "th"]),
    ];
    let number = prop_oneof!["[0-9]{1,2}", "[0-9]{1,2}[:.h/-][0-9]{1,2}", "[0-9]{1,12}(h|m|d|w|pm|ª)?"];
    let piece = prop_oneof![word.prop_map(String::from), number];
    (proptest::collection::vec(piece, 0..6), any::<bool>())
        .prop_map(|(pieces, apart)| pieces.join(if apart { " " } else { "" }))
}

fn holds_for(text: &str, now: Timestamp, zone: &str) -> Result<(), TestCaseError> {
    match parse(text, now, &TimeZone::get(zone).unwrap()) {
        Ok(at) => prop_assert!(now < at && at - now <= Span::days(366), "`{text}`: {at:?}"),
        Err(WhenError::NotUnderstood { at, word }) => {
            let there: String = text.chars().skip(at - 1).take(word.chars().count()).collect();
            prop_assert!(at >= 1 && !word.is_empty() && there == word, "`{text}`: `{word}` at {at}");
        }
        Err(_) => (),
    }
    Ok(())
}

fn zones() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![LISBON, MADRID, "UTC", "Pacific/Apia", "Australia/Lord_Howe", "America/Sao_Paulo"])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_an_instant_of_the_year_ahead_or_refused(text in any::<String>(), now in any::<i64>(), zone in zones()) {
        holds_for(&text, Timestamp(now), zone)?;
        holds_for(&text, at(NOW, LISBON), zone)?;
    }

    #[test]
    fn anything_like_a_time_is_an_instant_of_the_year_ahead_or_refused(
        text in scraps(),
        now in 0..4_102_444_800_000_i64,
        zone in zones(),
    ) {
        holds_for(&text, Timestamp(now), zone)?;
        holds_for(&text.to_uppercase(), Timestamp(now), zone)?;
    }
}
