//! No token stands in any file of the world.

use super::world::World;
use secrecy::ExposeSecret;
use std::collections::BTreeSet;
use std::path::Path;

/// A token is a number in hexadecimal; so many of its digits are looked for at a time.
const PART: usize = 8;

/// What must stand nowhere.
struct Secrets {
    whole: Vec<Vec<u8>>,
    parts: BTreeSet<[u8; PART]>,
    /// In whatever holds the shortest of them, a part begins at one of so many places in a row.
    stride: usize,
}

pub fn in_files(world: &World) -> Vec<String> {
    let consoles = world.consoles.borrow();
    // The last part is the secret; what is before it may be shown.
    let secret = |text: &str| text.rsplit('_').next().unwrap_or(text).as_bytes().to_vec();
    let secrets = Secrets::of(consoles.iter().map(|console| secret(console.token().expose_secret())).collect());
    let mut wrong = Vec::new();
    look_for(&world.home, &secrets, &mut wrong);
    wrong
}

fn look_for(folder: &Path, secrets: &Secrets, wrong: &mut Vec<String>) {
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = file.path();
        if path.is_dir() {
            look_for(&path, secrets, wrong);
            continue;
        }
        if secrets.stand_in(&std::fs::read(&path).unwrap_or_default()) {
            wrong.push(format!("a token stands in {}", path.file_name().unwrap_or_default().to_string_lossy()));
        }
    }
}

impl Secrets {
    fn of(whole: Vec<Vec<u8>>) -> Secrets {
        let parts = whole.iter().flat_map(|secret| secret.windows(PART)).filter_map(|it| it.try_into().ok()).collect();
        let shortest = whole.iter().map(Vec::len).min().unwrap_or_default();
        assert!(shortest >= 2 * PART, "a token as short as that could stand anywhere");
        Secrets { whole, parts, stride: shortest + 1 - PART }
    }

    fn stand_in(&self, bytes: &[u8]) -> bool {
        let is_part = |it: &[u8]| it.first_chunk().is_some_and(|it| self.parts.contains(it));
        let seen = bytes.windows(PART).step_by(self.stride).any(|it| it[0].is_ascii_hexdigit() && is_part(it));
        seen && self.whole.iter().any(|secret| bytes.windows(secret.len()).any(|it| it == secret))
    }
}
