//! What can be told from the words of a text before it goes out: in which language it is, and whether it speaks of an
//! attachment. Only what is as good as certain: a warning that is often wrong is not read.

use super::Language;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// With fewer letters a text says nothing about its language.
const LETTERS: usize = 20;
/// So many words must speak for a language.
const WORDS: usize = 3;

/// So many words are looked at.
const READ: usize = 400;

/// Small words of each language, without accents as well where they are left out in haste. One that stands in two of the
/// lists counts for neither; one that is also the name of a thing stands in none.
const PORTUGUESE: &str = "\
    não nao são sao está estão estao isto isso aquilo você voce vocês também tambem até já só à às ao aos das num numa \
    nesta neste nessa nesse pela pelo pelas pelos uma umas uns seu sua seus suas meu minha nosso nossa nossos nossas \
    obrigado obrigada olá bom boa dia tarde noite cumprimentos com sem então quando onde muito muita mais mas ou foi \
    fomos foram ser ter tem têm temos tinha fica ficamos fazer feito pedido dúvida favor ainda hoje amanhã ontem assim \
    ele ela eles elas lhe lhes deste desta disso disto nós vai vamos vão pode podem podemos precisa precisamos há do da \
    um as nas no na o a e é em por este esta estes estas esse essa me nos";
const SPANISH: &str = "\
    el los las y del al una unas unos está están esto eso aquello usted ustedes también tambien hasta ya sólo en con sin \
    su sus mi nuestro nuestra nuestros nuestras gracias hola buenos buenas días tarde tardes noches saludos entonces \
    cuando cuándo dónde donde muy mucho mucha más mas pero fue fuimos fueron ser tener tiene tienen tenemos hacer hecho \
    duda favor aún todavía hoy mañana ayer así él ella ellos ellas le les lo la yo nosotros nos va vamos van puede pueden \
    podemos necesita necesitamos hemos han ha he este esta estos estas ese esa un es son por a o e no da me";
const ENGLISH: &str = "\
    the and is are was were be been being has have had having will would shall should can could may might must not you \
    your yours we our ours they their them he she his her him it its this that these those there here which who whom \
    what when where why how with without from into of to for by at on or but if then than thanks thank hello dear regards \
    please sorry yes also still already soon today tomorrow yesterday any some all only just very more most i my me us in \
    an a as so no do does did";

/// Words by which one says that something is attached.
const ATTACHED: &str = "\
    anexo anexos anexa anexas anexado anexada anexados anexadas anexei anexamos anexámos anexar adjunto adjuntos adjunta \
    adjuntas adjunté adjuntado adjuntada adjuntamos adjuntar attached attach attaching attachment attachments enclosed \
    enclosing enclosure";

/// The language of a text; None when it is short or not clear. Quotes, addresses and placeholders are not counted.
pub fn language(text: &str) -> Option<Language> {
    let words: Vec<&str> = words(text).take(READ).collect();
    if words.iter().map(|word| word.chars().count()).sum::<usize>() < LETTERS {
        return None;
    }
    let lists = [(Language::Pt, PORTUGUESE), (Language::Es, SPANISH), (Language::En, ENGLISH)];
    let speaks_for = |language: Language, word: &str| {
        let lower = word.to_lowercase();
        let known = lists.iter().filter(|(_, list)| is_in(list, &lower)).map(|(language, _)| *language);
        known.eq([language]) || spells(language, word)
    };
    let mut counted =
        lists.map(|(language, _)| (words.iter().filter(|word| speaks_for(language, word)).count(), language));
    counted.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let [(first, language), (second, _), _] = counted;
    (first >= WORDS && first > 2 * second).then_some(language)
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|it| it == word)
}

/// A letter or an ending that only this one of the three has. A name says nothing: people write to foreigners.
fn spells(language: Language, word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
        && match language {
            Language::Pt => word.contains(['ã', 'õ', 'ç', 'ê']),
            Language::Es => word.contains('ñ') || word.ends_with("ción"),
            Language::En => false,
        }
}

/// The word of a text that speaks of an attachment.
pub fn attachment_word(text: &str) -> Option<String> {
    words(text).map(str::to_lowercase).find(|word| is_in(ATTACHED, word))
}

/// The words of what the author wrote.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let own = text.lines().filter(|line| !line.trim_start().starts_with('>'));
    // An address, a path or a placeholder is one piece: none of its parts is a word.
    let pieces = own.flat_map(str::split_whitespace).filter(|piece| !is_code(piece));
    let words = pieces.flat_map(|piece| piece.split(|letter: char| !letter.is_alphabetic()));
    words.filter(|word| !word.is_empty())
}

/// So much of a text is compared with another, in bytes.
const COMPARED: usize = 4_096;
/// A shorter word tells nothing.
const TELLING: usize = 4;

/// What a text speaks of, to be compared with another: its words without the small ones of the three languages, and its
/// numbers and codes, in lower case and without accents.
pub fn telling(text: &str) -> impl Iterator<Item = String> + '_ {
    let text = &text[..text.floor_char_boundary(COMPARED)];
    let pieces = text.split(|letter: char| !(letter.is_alphanumeric() || letter == '-'));
    let pieces = pieces.map(|piece| piece.trim_matches('-').to_lowercase());
    let tells = |piece: &String| {
        let code = piece.contains(|c: char| c.is_ascii_digit());
        let small = [PORTUGUESE, SPANISH, ENGLISH].iter().any(|list| is_in(list, piece));
        if code { piece.len() > 2 } else { piece.chars().count() >= TELLING && !small }
    };
    pieces.filter(tells).map(|piece| piece.nfkd().filter(|c| !is_combining_mark(*c)).collect())
}

fn is_code(piece: &str) -> bool {
    let inside = piece.trim_matches(|letter: char| !letter.is_alphanumeric());
    piece.contains("{{") || inside.contains(['@', '/', '\\', '_', '=', '.', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_what_operators_write() {
        let texts = [
            ("Bom dia, já vamos a caminho do site.", Some(Language::Pt)),
            ("Ola, o tecnico nao chegou ainda, ligamos assim que estiver feito.", Some(Language::Pt)),
            ("Buenos días, el técnico ya va de camino y le llamamos.", Some(Language::Es)),
            ("Hola, la visita queda anulada y los datos han sido borrados.", Some(Language::Es)),
            ("The technician is on the way and will call you.", Some(Language::En)),
            ("Hello Marta,\n\nwe have received your shipment at LS1.\n\nInês", Some(Language::En)),
            ("Cross connect LS1:0207:11 → LS1:0304:02, Smart Hands 0.5 h", None),
            ("OK", None),
            ("Obrigado!", None),
            ("", None),
        ];
        for (text, wanted) in texts {
            assert_eq!(language(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_quoted_or_an_address_is_not_the_authors_language() {
        let quote = "> The technician is on the way and will call you.\n> We have been told that it is down.\n";
        assert_eq!(language(&format!("{quote}Já está feito, o técnico não precisa de voltar.")), Some(Language::Pt));
        assert_eq!(language(quote), None);
        assert_eq!(language("See https://the.and.is/your_the_and {{ the.and }} the.and.is"), None);
    }

    #[test]
    fn a_text_of_two_languages_is_not_judged() {
        assert_eq!(language("El técnico ya va de camino y le llamamos. The technician is on the way to you."), None);
    }

    #[test]
    fn no_macro_of_the_sample_is_taken_for_one_of_another_language() {
        let sample: serde_json::Value = serde_json::from_str(include_str!("../../assets/sample/macros.json")).unwrap();
        let mut judged = 0;
        for it in sample["macros"].as_array().unwrap() {
            for (word, body) in it["body"].as_object().unwrap() {
                let found = language(body.as_str().unwrap());
                assert!(found.is_none_or(|found| found.word() == word), "{word}: {body}");
                judged += usize::from(found.is_some());
            }
        }
        assert!(judged > 80, "{judged}");
    }

    #[test]
    fn an_attachment_is_spoken_of_in_three_languages() {
        for text in ["Segue em anexo a fatura.", "Le adjuntamos el plano", "Please see the Attached.", "attachment: x"]
        {
            assert!(attachment_word(text).is_some(), "{text}");
        }
        for text in ["> see the attached file\nJá vimos.", "the tab", "conexo", "mailto:attached@example.org"] {
            assert_eq!(attachment_word(text), None, "{text}");
        }
        assert_eq!(attachment_word("Vai em ANEXO.").as_deref(), Some("anexo"));
    }
}
