//! Text as it is compared: lower case, without accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `José  Conceição` becomes `jose conceicao`: lower case, no accents, single spaces.
pub(super) fn fold(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A pattern of `like … escape '\'` that finds `text` anywhere.
pub(super) fn like_anywhere(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_without_its_accents() {
        assert_eq!(fold("José  Conceição"), "jose conceicao");
        assert_eq!(fold("MUÑOZ"), fold("mun\u{303}oz"));
    }

    #[test]
    fn a_percent_sign_is_only_a_percent_sign() {
        assert_eq!(like_anywhere("50%_"), "%50\\%\\_%");
    }
}
