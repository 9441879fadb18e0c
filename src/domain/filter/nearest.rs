//! What a person who mistyped a word may have meant.

/// Words this far from a known one are taken for a slip of it.
const SLIPS: usize = 2;

/// The known word that is nearest to `word`, if one is near: it begins so, or a slip or two apart.
pub(super) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase();
    let begins = |it: &&&str| !word.is_empty() && it.to_lowercase().starts_with(&word);
    if let Some(found) = known.iter().find(begins) {
        return Some(found);
    }
    let slips = known.iter().map(|it| (distance(&word, &it.to_lowercase()), *it));
    let (distance, found) = slips.min_by_key(|(distance, _)| *distance)?;
    // A word of two letters is two slips away from any other.
    (distance <= SLIPS && distance < found.chars().count().min(word.chars().count())).then_some(found)
}

/// How many letters must be put, dropped, changed or swapped with their neighbour to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > SLIPS {
        return usize::MAX;
    }
    let mut rows: Vec<Vec<usize>> = (0..=a.len()).map(|i| (i..=i + b.len()).collect()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_understood_and_another_word_is_not() {
        let known = ["status", "prio", "lang", "is"];
        assert_eq!(nearest("statsu", &known), Some("status"));
        assert_eq!(nearest("stat", &known), Some("status"));
        assert_eq!(nearest("pirority", &known), None);
        assert_eq!(nearest("langu", &known), Some("lang"));
        assert_eq!(nearest("xy", &known), None);
        assert_eq!(nearest("", &known), None);
    }
}
