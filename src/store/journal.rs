//! The journal of a database after a cut, before SQLite reads it.
//!
//! Each frame of a journal has a sum over all before it. SQLite reads up to the first that does not fit and drops the
//! rest without a word: right for the torn end that a power cut leaves, and wrong for a bit that flipped in the middle,
//! behind which lies what had been acknowledged. Two things tell them apart. One flipped bit can mostly be found, because
//! the sums are linear: it is put right, and the journal is what it was. And what was synced before more was written
//! is whole: if more than one transaction ends behind a frame that does not fit, no power cut did that.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// The only size of a page in files of ours.
pub(super) const PAGE: usize = 4096;
const HEAD: usize = 32;
const FRAME_HEAD: usize = 24;
const FRAME: usize = FRAME_HEAD + PAGE;
/// Its last bit says whether the words of the sums are read with their greatest byte first.
const MAGIC: u32 = 0x377f_0682;
const VERSION: u32 = 3_007_000;

/// What a journal is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Journal {
    /// SQLite reads all that was ever acknowledged, now that so many bits were put right.
    Whole { mended: usize },
    /// Something in the middle cannot be read: what comes after it, SQLite would drop.
    Broken,
}

/// The journal of a database.
pub fn path_of(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_os_string();
    name.push("-wal");
    PathBuf::from(name)
}

/// Looks at the journal of a database that nobody has open, and puts flipped bits right.
pub fn mend(database: &Path) -> io::Result<Journal> {
    let path = path_of(database);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Journal::Whole { mended: 0 }),
        Err(error) => return Err(error),
    };
    let mut mended = bytes.clone();
    let found = look(&mut mended);
    if found != (Journal::Whole { mended: 0 }) && found != Journal::Broken {
        let file = OpenOptions::new().write(true).open(&path)?;
        for (at, _) in bytes.iter().zip(&mended).enumerate().filter(|(_, (was, is))| was != is) {
            file.write_all_at(&mended[at..=at], at as u64)?;
        }
        file.sync_all()?;
    }
    Ok(found)
}

/// Puts flipped bits of a journal right.
fn look(journal: &mut [u8]) -> Journal {
    let mut mended = 0;
    if journal.len() < HEAD + FRAME {
        return Journal::Whole { mended };
    }
    let (head, frames) = journal.split_at_mut(HEAD);
    let Some((words, mut sum)) = mend_head(head, &mut mended) else { return Journal::Broken };
    let salt = pair(head, 16, Words::Big);
    for at in (0..frames.len() / FRAME).map(|n| n * FRAME) {
        match bits_apart(pair(frames, at + 8, Words::Big), salt) {
            0 => {}
            1 => {
                frames[at + 8..at + 16].copy_from_slice(&head[16..24]);
                mended += 1;
            }
            // From before the journal was last begun anew.
            _ => break,
        }
        sum = match mend_frame(&mut frames[at..at + FRAME], words, sum, &mut mended) {
            Sum::Fits { sum, .. } => sum,
            Sum::Apart if ends_after(&frames[at..], salt) <= 1 => break,
            Sum::Apart | Sum::OneBit => return Journal::Broken,
        };
    }
    Journal::Whole { mended }
}

/// The pages that were written to a journal by transactions that had ended, whatever its sums say.
pub(super) fn pages(journal: &[u8]) -> Vec<(u32, &[u8])> {
    let Some(frames) = journal.get(HEAD..) else { return Vec::new() };
    let frames: Vec<&[u8]> = frames.as_chunks::<FRAME>().0.iter().map(<[u8; FRAME]>::as_slice).collect();
    // The head may be what is damaged: what most frames say counts.
    let salt_of = |frame: &[u8]| pair(frame, 8, Words::Big);
    let Some(salt) = frames.first().map(|frame| salt_of(frame)) else { return Vec::new() };
    let ours = frames.iter().take_while(|frame| bits_apart(salt_of(frame), salt) <= 1).count();
    let ended = frames[..ours].iter().rposition(|frame| ends_transaction(frame)).map_or(0, |last| last + 1);
    frames[..ended].iter().map(|frame| (pair(frame, 0, Words::Big).0, &frame[FRAME_HEAD..])).collect()
}

fn ends_transaction(frame: &[u8]) -> bool {
    pair(frame, 0, Words::Big).1 != 0
}

/// How many transactions end in these frames.
fn ends_after(frames: &[u8], salt: (u32, u32)) -> usize {
    let (frames, _) = frames.as_chunks::<FRAME>();
    frames.iter().filter(|frame| pair(*frame, 8, Words::Big) == salt && ends_transaction(*frame)).count()
}

/// In which order the bytes of a word stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    Little,
    Big,
}

fn word(bytes: &[u8], at: usize, words: Words) -> u32 {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).unwrap_or_default();
    match words {
        Words::Little => u32::from_le_bytes(four),
        Words::Big => u32::from_be_bytes(four),
    }
}

fn pair(bytes: &[u8], at: usize, words: Words) -> (u32, u32) {
    (word(bytes, at, words), word(bytes, at + 4, words))
}

fn bits_apart(one: (u32, u32), other: (u32, u32)) -> u32 {
    (one.0 ^ other.0).count_ones() + (one.1 ^ other.1).count_ones()
}

/// The sum that the head begins with, if it can be made out.
fn mend_head(head: &mut [u8], mended: &mut usize) -> Option<(Words, (u32, u32))> {
    // The word that says in which order the words are read may itself be flipped.
    for words in [Words::Little, Words::Big] {
        let fixed = [MAGIC + u32::from(words == Words::Big), VERSION, PAGE as u32];
        let mut tried = [fixed.map(u32::to_be_bytes).as_flattened(), &head[12..HEAD]].concat();
        let flipped: u32 = tried.iter().zip(&*head).map(|(is, was)| (is ^ was).count_ones()).sum();
        if let (Sum::Fits { sum, turned }, 0..=1) = (mend_sum(&mut tried, words, (0, 0)), flipped) {
            head.copy_from_slice(&tried);
            *mended += turned + flipped as usize;
            return Some((words, sum));
        }
    }
    None
}

fn mend_frame(frame: &mut [u8], words: Words, before: (u32, u32), mended: &mut usize) -> Sum {
    // The salts are not summed.
    let mut summed = [&frame[..8], &frame[FRAME_HEAD..], &frame[16..24]].concat();
    let found = mend_sum(&mut summed, words, before);
    if let Sum::Fits { turned: 1, .. } = found {
        frame[..8].copy_from_slice(&summed[..8]);
        frame[FRAME_HEAD..].copy_from_slice(&summed[8..8 + PAGE]);
        frame[16..24].copy_from_slice(&summed[8 + PAGE..]);
        *mended += 1;
    }
    found
}

/// How some bytes and the sum of them that stands behind them go together.
enum Sum {
    /// They fit, now that so many bits were turned.
    Fits {
        sum: (u32, u32),
        turned: usize,
    },
    /// One turned bit would make them fit, and nobody knows which: the sums say little of the highest bits of a word.
    OneBit,
    Apart,
}

/// Makes the bytes and the sum at their end agree by turning one bit at most.
fn mend_sum(bytes: &mut [u8], words: Words, before: (u32, u32)) -> Sum {
    let end = bytes.len() - 8;
    let (is, said) = (add(before, &bytes[..end], words), pair(bytes, end, Words::Big));
    if is == said {
        return Sum::Fits { sum: is, turned: 0 };
    }
    let missing = (said.0.wrapping_sub(is.0), said.1.wrapping_sub(is.1));
    match (&flipped_bits(&bytes[..end], words, missing)[..], bits_apart(is, said)) {
        ([], 1) => {
            bytes[end..].copy_from_slice([is.0, is.1].map(u32::to_be_bytes).as_flattened());
            Sum::Fits { sum: is, turned: 1 }
        }
        ([], _) => Sum::Apart,
        ([(at, word)], 2..) => {
            let word = if words == Words::Little { word.to_le_bytes() } else { word.to_be_bytes() };
            bytes[*at..at + 4].copy_from_slice(&word);
            Sum::Fits { sum: said, turned: 1 }
        }
        _ => Sum::OneBit,
    }
}

/// SQLite's sum over pairs of words.
fn add(sum: (u32, u32), bytes: &[u8], words: Words) -> (u32, u32) {
    bytes.as_chunks::<8>().0.iter().fold(sum, |(one, other), eight| {
        let [a, b, c, d, e, f, g, h] = *eight;
        let (first, second) = match words {
            Words::Little => (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h])),
            Words::Big => (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h])),
        };
        let one = one.wrapping_add(first).wrapping_add(other);
        (one, other.wrapping_add(second).wrapping_add(one))
    })
}

/// Where a word is of which one turned bit would add `missing` to the sum, and what it would be. What a word adds to
/// the sum is the word times a number that depends only on how far from the end it stands.
fn flipped_bits(bytes: &[u8], words: Words, missing: (u32, u32)) -> Vec<(usize, u32)> {
    let (mut first, mut second) = ((1_u32, 1_u32), (0_u32, 1_u32));
    let mut found = Vec::new();
    for pair in (0..bytes.len() / 8).rev() {
        for (at, times) in [(pair * 8, first), (pair * 8 + 4, second)] {
            let here = word(bytes, at, words);
            for bit in (0..32).map(|n| 1_u32 << n) {
                let by = if here & bit == 0 { bit } else { bit.wrapping_neg() };
                if (times.0.wrapping_mul(by), times.1.wrapping_mul(by)) == missing {
                    found.push((at, here ^ bit));
                }
            }
        }
        let further = |(one, other): (u32, u32)| {
            let one = one.wrapping_add(other);
            (one, other.wrapping_add(one))
        };
        (first, second) = (further(first), further(second));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{Migration, Store, StoreError};
    use super::*;

    const SCHEMA: &[Migration] = &[Migration { name: "t-1", sql: "create table t (id bigint primary key, w text)" }];

    /// A database and its journal, of which nothing was taken into the database.
    fn cut_off() -> (tempfile::TempDir, Vec<u8>) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("live.db"), true, SCHEMA).unwrap();
        for id in 0..6 {
            let insert = "insert into t (id, w) values ($1, $2)";
            store.write::<_, StoreError>(|tx| tx.execute(insert, &[id.into(), "w".repeat(900).into()])).unwrap();
        }
        fs::copy(dir.path().join("live.db"), dir.path().join("cut.db")).unwrap();
        let journal = fs::read(dir.path().join("live.db-wal")).unwrap();
        (dir, journal)
    }

    fn rows_after(dir: &Path, journal: &[u8]) -> (Journal, i64) {
        let database = dir.join("cut.db");
        fs::write(path_of(&database), journal).unwrap();
        let found = mend(&database).unwrap();
        let copy = dir.join("read.db");
        fs::copy(&database, &copy).unwrap();
        fs::copy(path_of(&database), path_of(&copy)).unwrap();
        let connection = rusqlite::Connection::open(&copy).unwrap();
        (found, connection.query_row("select count(*) from t", [], |row| row.get(0)).unwrap_or(0))
    }

    #[test]
    fn one_flipped_bit_anywhere_in_a_journal_is_put_right_or_noticed() {
        let (dir, journal) = cut_off();
        assert_eq!(rows_after(dir.path(), &journal), (Journal::Whole { mended: 0 }, 6));
        // More of the heads than of the pages.
        let is_head = |bit: usize| bit / 8 < HEAD || (bit / 8 - HEAD) % FRAME < FRAME_HEAD;
        let (mut right, mut noticed) = (0, 0);
        for bit in (0..journal.len() * 8).filter(|bit| (is_head(*bit) && bit % 7 == 0) || bit % 3_001 == 0) {
            let mut flipped = journal.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            match look(&mut flipped) {
                Journal::Whole { mended: 1 } if flipped == journal => right += 1,
                Journal::Broken => noticed += 1,
                other => panic!("bit {bit}: {other:?}"),
            }
        }
        assert!(noticed < right, "{right} put right, {noticed} noticed");
    }

    #[test]
    fn a_torn_end_is_no_damage_and_a_hole_with_more_behind_it_is() {
        let (dir, journal) = cut_off();
        let frames = (journal.len() - HEAD) / FRAME;
        let (mut torn, mut broken) = (0, 0);
        for n in 0..frames {
            let mut holed = journal.clone();
            holed[HEAD + n * FRAME + FRAME_HEAD + 512..][..512].fill(0xA5);
            match rows_after(dir.path(), &holed) {
                (Journal::Whole { mended: 0 }, 5..) => torn += 1,
                (Journal::Broken, _) => broken += 1,
                other => panic!("a hole in frame {n} of {frames}: {other:?}"),
            }
        }
        assert!(torn >= 1 && broken == frames - torn, "{torn} torn, {broken} broken");
        let read: usize = pages(&journal).len();
        assert_eq!(read, frames);
        for end in (0..journal.len()).step_by(517) {
            assert!(matches!(rows_after(dir.path(), &journal[..end]).0, Journal::Whole { mended: 0 }), "cut at {end}");
        }
    }
}
