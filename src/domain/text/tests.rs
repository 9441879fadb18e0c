use super::*;
use proptest::prelude::*;

/// Text with a good share of what attackers send.
fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "\u{1b}[2J",
        "\r\n",
        "\n",
        "\t",
        "\u{200d}",
        "\u{fe0f}",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{301}",
        "e\u{301}",
        "👩",
        "👩\u{200d}👩",
        "🏽",
        "🇵",
        "1\u{fe0f}\u{20e3}",
        "\u{903}",
        "क",
        "\u{94d}",
        "ᄀ",
        "\u{1161}",
        "\u{115f}",
        "\u{e0041}",
        "\u{85}",
        "\u{2028}",
        "字",
        "\u{e000}",
        "\u{ffff}",
        "\u{378}",
        "\u{600}",
        "\u{ff9e}",
        "ل",
        "ا",
        "❤",
    ]);
    prop::collection::vec(
        prop_oneof![nasty.prop_map(String::from), any::<char>().prop_map(String::from), "[ -~]{0,12}"],
        0..60,
    )
    .prop_map(|parts| parts.concat())
}

/// The promise, written down a second time: no grapheme of clean text is any of these.
fn check(line: &str) {
    for grapheme in line.graphemes(true) {
        let joined = grapheme.len() <= 40 && grapheme.chars().filter(|it| is_pictograph(*it)).count() >= 2;
        for it in grapheme.chars() {
            let code = u32::from(it);
            assert!(!it.is_control(), "{code:x}");
            assert!(joined || !matches!(it, ZWJ | VS16), "{code:x} in {line:?}");
            assert!(joined && matches!(it, ZWJ | VS16) || !is_invisible(it), "{code:x}");
            assert!(code & 0xFFFE != 0xFFFE && !(0xE000..0xF900).contains(&code) && code < 0xF_0000, "{code:x}");
        }
        assert!(grapheme.len() <= 24 || joined, "{grapheme:?}");
        assert!(matches!(grapheme_width(grapheme), 1 | 2), "{grapheme:?}");
    }
    assert!(line.len() <= LINE_LIMIT);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_hidden_comes_through(raw in hostile()) {
        check(Shown::line(&raw).as_str());
        for line in Shown::block(&raw).lines() {
            check(line);
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing_more(raw in hostile()) {
        let line = Shown::line(&raw).into_string();
        let again = Shown::line(&line);
        prop_assert_eq!((again.as_str(), again.hidden()), (line.as_str(), 0));
        let block = Shown::block(&raw).into_string();
        let again = Shown::block(&block);
        prop_assert_eq!((again.as_str(), again.hidden()), (block.as_str(), 0));
    }

    #[test]
    fn widths_add_up(raw in hostile()) {
        let shown = Shown::line(&raw);
        let mut cleaner = Cleaner::new(0);
        cleaner.clean(&raw);
        prop_assert_eq!(width(shown.as_str()), cleaner.column);
        let cells: usize = shown.as_str().graphemes(true).map(grapheme_width).sum();
        prop_assert_eq!(width(shown.as_str()), cells);
    }

    #[test]
    fn honest_text_stays_as_it_is(raw in "[ -~áàâãçéêíóôõúüñÁÀÇÉÑ¿¡€–“”]{0,200}") {
        let shown = Shown::line(&raw);
        prop_assert_eq!(shown.as_str(), raw.as_str());
        prop_assert_eq!(shown.hidden(), 0);
    }
}

#[test]
fn control_sequences_become_pictures() {
    let shown = Shown::line("\u{1b}[2Jred\u{7}\u{7f}\u{9b}5m\0");
    assert_eq!(shown.as_str(), "␛[2Jred␇␡\u{FFFD}5m␀");
    assert_eq!(shown.hidden(), 5);
}

#[test]
fn reordering_and_invisible_characters_leave_a_mark() {
    assert_eq!(Shown::line("invoice\u{202e}fdp.exe").as_str(), "invoice\u{FFFD}fdp.exe");
    assert_eq!(Shown::line("zero\u{200b}width").as_str(), "zero\u{FFFD}width");
    assert_eq!(Shown::line("a\u{200d}b").as_str(), "a\u{FFFD}b");
    assert_eq!(Shown::line("©\u{200d}©").as_str(), "©©\u{FFFD}");
    assert_eq!(Shown::line("\u{2066}x\u{2069}").hidden(), 2);
}

#[test]
fn every_line_break_breaks_a_block_and_none_breaks_a_line() {
    let raw = "a\nb\r\nc\u{b}d\u{c}e\u{85}f\u{2028}g\u{2029}h\ri";
    assert_eq!(Shown::block(raw).as_str(), "a\nb\nc\nd\ne\nf\ng\nh␍i");
    assert_eq!(Shown::line("a\nb\r\nc").as_str(), "a␊b␍␊c");
}

#[test]
fn tabs_fill_columns_not_characters() {
    assert_eq!(Shown::block("a\tb\n字\tc").as_str(), "a   b\n字  c");
}

#[test]
fn accents_and_emoji_of_honest_people_survive() {
    for text in ["São João às 3h", "e\u{301}", "👩\u{200d}👩\u{200d}👧", "🇵🇹", "👍🏽", "字幕", "שלום"]
    {
        assert_eq!(Shown::line(text).as_str(), text);
    }
    assert_eq!(Shown::line("❤\u{fe0f}").as_str(), "❤");
    assert_eq!(Shown::line("❤\u{fe0f}").hidden(), 0);
    assert_eq!((Shown::line("©\u{fe0f}").as_str(), Shown::line("©\u{fe0f}").hidden()), ("©", 0));
}

#[test]
fn a_tower_of_marks_is_cut() {
    let shown = Shown::line(&format!("a{}b", "\u{301}".repeat(40)));
    assert_eq!(width(shown.as_str()), 3);
    assert!(shown.as_str().ends_with("\u{FFFD}b"));
}

#[test]
fn long_lines_are_broken_and_long_texts_say_what_is_missing() {
    let shown = Shown::block(&"é".repeat(TEXT_LIMIT));
    assert!(shown.lines().all(|line| line.len() <= LINE_LIMIT));
    assert_eq!(shown.left_out(), TEXT_LIMIT);
    let line = Shown::line(&"x".repeat(5_000));
    assert!(line.as_str().ends_with('…') && line.as_str().len() == LINE_LIMIT && line.left_out() == 907);
}

#[test]
fn the_hostile_ticket_of_the_sample_desk_shows_harmlessly() {
    let sample: serde_json::Value = serde_json::from_str(include_str!("../../../assets/sample/tickets.json")).unwrap();
    let tickets = sample["tickets"].as_array().unwrap();
    let ticket = tickets.iter().find(|it| it["id"] == 48_269).unwrap();
    let subject = Shown::line(ticket["subject"].as_str().unwrap());
    assert_eq!(subject.as_str(), "␛[2J␛[HRe: invoice\u{FFFD}fdp.exe approval");
    let body = Shown::block(ticket["articles"][0]["body"].as_str().unwrap());
    body.lines().for_each(check);
    assert!(body.hidden() > 20 && body.as_str().contains("␛]52;c;"));
    assert!(body.as_str().ends_with("\nend"));
}

#[test]
fn a_broken_line_stays_broken_where_it_was() {
    for piece in ["字", "\u{1b}x", "e\u{301}é", "\t", "👩\u{200d}👩a"] {
        let once = Shown::block(&piece.repeat(6_000)).into_string();
        assert!(once.lines().count() > 1 && once.lines().all(|line| line.len() <= LINE_LIMIT), "{piece:?}");
        assert_eq!(Shown::block(&once).as_str(), once, "{piece:?}");
    }
}
