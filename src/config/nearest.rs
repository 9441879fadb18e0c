//! The nearest known word to a mistyped one.

/// The candidate that differs least, if it differs little enough to be meant: by at most a third of its letters.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count().max(3) / 3))
        .min()
        .map(|(_, candidate)| candidate)
}

/// The beginning of a hint: `did you mean X? `, or nothing.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, candidates).map(|known| format!("did you mean `{known}`? ")).unwrap_or_default()
}

/// Letters to insert, delete, replace, or swap with their neighbour (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    // A word that long is not a typing mistake; the table stays small.
    const LONGEST: usize = 64;
    let left: Vec<char> = left.chars().take(LONGEST).collect();
    let right: Vec<char> = right.chars().take(LONGEST).collect();
    let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
    for (i, row) in table.iter_mut().enumerate() {
        row[0] = i;
    }
    table[0] = (0..=right.len()).collect();
    for i in 1..=left.len() {
        for j in 1..=right.len() {
            let differs = usize::from(left[i - 1] != right[j - 1]);
            let mut best = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + differs);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                best = best.min(table[i - 2][j - 2] + 1);
            }
            table[i][j] = best;
        }
    }
    table[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_key_finds_the_one_meant() {
        let keys = ["language", "theme", "zone", "keymap", "high-contrast"];
        let cases = [
            ("langauge", Some("language")),
            ("Theme", Some("theme")),
            ("zones", Some("zone")),
            ("high-contrats", Some("high-contrast")),
            ("colour", None),
            ("", None),
        ];
        for (word, meant) in cases {
            assert_eq!(nearest(word, keys), meant, "{word}");
        }
    }

    #[test]
    fn swapped_neighbours_are_one_mistake() {
        assert_eq!(distance("teh", "the"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
