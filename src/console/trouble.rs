//! What went wrong on this machine, in the operator's language: the disk, the replica, the operator's own keys.

use super::keymap::KeyProblem;
use super::text::Shown;
use crate::i18n::{Arg, Catalog, Said};

/// Why an order could not be carried out, by what an operator can do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    DiskFull,
    /// Another program holds the database.
    InUse,
    /// The files cannot be written; in the words of the system.
    ReadOnly(String),
    /// The files are damaged; in the words of the database.
    Damaged(String),
    /// A newer turno made the files.
    Newer,
    /// So many operations wait that no more are taken.
    OutboxFull {
        limit: i64,
    },
    /// So many searches are kept that no more are.
    ShelfFull {
        limit: usize,
    },
    /// The operation is no longer among the refused ones.
    NotRefused,
    /// More is under way than the console carries out at once.
    TooMuch,
    /// None of these; in the words of the system.
    Other(String),
}

impl Trouble {
    /// Half a sentence, for the end of one.
    pub fn words(&self, words: &Catalog) -> String {
        let with = |key: &str, detail: &str| words.format(key, &[("detail", Shown::line(detail).into_string().into())]);
        match self {
            Trouble::DiskFull => words.text("trouble-disk_full").into_owned(),
            Trouble::InUse => words.text("trouble-in_use").into_owned(),
            Trouble::ReadOnly(detail) => with("trouble-read_only", detail),
            Trouble::Damaged(detail) => with("trouble-damaged", detail),
            Trouble::Newer => words.text("trouble-newer").into_owned(),
            Trouble::OutboxFull { limit } => {
                words.format("trouble-outbox_full", &[("limit", limit.to_string().into())])
            }
            Trouble::ShelfFull { limit } => words.format("trouble-shelf_full", &[("limit", limit.to_string().into())]),
            Trouble::NotRefused => words.text("trouble-not_refused").into_owned(),
            Trouble::TooMuch => words.text("trouble-too_much").into_owned(),
            Trouble::Other(detail) => Shown::line(detail).into_string(),
        }
    }
}

/// Why nothing came of the operator's own editor. The draft is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditorTrouble {
    /// Neither of the two variables is set.
    Unset,
    /// What is set has a quote that is not closed.
    Unreadable {
        command: String,
    },
    NotStarted {
        program: String,
        detail: String,
    },
    /// It ended by saying that it failed; or a signal ended it, and then there is no number.
    Failed {
        program: String,
        code: Option<i32>,
    },
    /// The file could not be written or read; in the words of the system.
    File(String),
    /// It left something that is not text. The file is kept.
    NotText {
        path: String,
    },
    /// It left more than a reply holds. The file is kept.
    TooLong {
        path: String,
        limit: usize,
    },
}

impl EditorTrouble {
    pub fn words(&self, words: &Catalog) -> Said {
        let clean = |text: &str| Shown::line(text).into_string();
        let said = |key: &str, args: &[(&str, Arg<'_>)]| Said {
            what: words.format(key, args),
            hint: words.format(&format!("{key}-hint"), args),
        };
        match self {
            EditorTrouble::Unset => said("editor-unset", &[]),
            EditorTrouble::Unreadable { command } => said("editor-unreadable", &[("command", clean(command).into())]),
            EditorTrouble::NotStarted { program, detail } => {
                said("editor-not-started", &[("program", clean(program).into()), ("detail", clean(detail).into())])
            }
            EditorTrouble::Failed { program, code } => {
                let code = code.map_or_else(|| "–".to_string(), |code| code.to_string());
                said("editor-failed", &[("program", clean(program).into()), ("code", code.into())])
            }
            EditorTrouble::File(detail) => said("editor-file", &[("detail", clean(detail).into())]),
            EditorTrouble::NotText { path } => said("editor-not-text", &[("path", clean(path).into())]),
            EditorTrouble::TooLong { path, limit } => {
                let limit = i64::try_from(*limit).unwrap_or(i64::MAX);
                said("editor-too-long", &[("path", clean(path).into()), ("limit", limit.into())])
            }
        }
    }
}

/// What is wrong with one of the operator's own keys.
pub fn key_problem(problem: &KeyProblem, words: &Catalog) -> Said {
    let clean = |text: &str| Shown::line(text).into_string();
    let hint = |near: Option<&'static str>, key: &str| match near {
        Some(near) => words.format("filter-did_you_mean", &[("word", near.into())]),
        None => words.text(key).into_owned(),
    };
    match problem {
        KeyProblem::UnknownContext { name, nearest } => Said {
            what: words.format("key-unknown_place", &[("name", clean(name).into())]),
            hint: hint(*nearest, "key-unknown_place-hint"),
        },
        KeyProblem::UnknownCommand { name, nearest } => Said {
            what: words.format("key-unknown_command", &[("name", clean(name).into())]),
            hint: hint(*nearest, "key-names-hint"),
        },
        KeyProblem::NotThere { command, context } => Said {
            what: words.format("key-not_there", &[("command", (*command).into()), ("place", (*context).into())]),
            hint: hint(None, "key-names-hint"),
        },
        KeyProblem::UnreadableKey { keys, .. } => Said {
            what: words.format("key-unreadable", &[("keys", clean(keys).into())]),
            hint: hint(None, "key-unreadable-hint"),
        },
        KeyProblem::Conflict { keys, one, other } => Said {
            what: words.format(
                "key-conflict",
                &[("keys", clean(keys).into()), ("one", (*one).into()), ("other", (*other).into())],
            ),
            hint: hint(None, "key-conflict-hint"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[test]
    fn trouble_and_wrong_keys_have_words_in_every_language() {
        let troubles = [
            Trouble::DiskFull,
            Trouble::InUse,
            Trouble::ReadOnly("os error 30".into()),
            Trouble::Damaged("page 7".into()),
            Trouble::Newer,
            Trouble::OutboxFull { limit: 9 },
            Trouble::NotRefused,
            Trouble::TooMuch,
        ];
        let program = || "vi".to_string();
        let editors = [
            EditorTrouble::Unset,
            EditorTrouble::Unreadable { command: "\"vi".into() },
            EditorTrouble::NotStarted { program: program(), detail: "os error 2".into() },
            EditorTrouble::Failed { program: program(), code: Some(1) },
            EditorTrouble::File("os error 28".into()),
            EditorTrouble::NotText { path: "x".into() },
            EditorTrouble::TooLong { path: "x".into(), limit: 9 },
        ];
        let near = Some("take");
        let problems = [
            KeyProblem::UnknownContext { name: "queu".into(), nearest: None },
            KeyProblem::UnknownCommand { name: "tkae".into(), nearest: near },
            KeyProblem::UnknownCommand { name: "x".into(), nearest: None },
            KeyProblem::NotThere { command: "send", context: "queue" },
            KeyProblem::UnreadableKey { keys: "Shift+g".into(), problem: "no such key".into() },
            KeyProblem::Conflict { keys: "g".into(), one: "first", other: "quit" },
        ];
        let sentences = |language| {
            let words = Catalog::new(language);
            let mut all: Vec<String> = troubles.iter().map(|it| it.words(&words)).collect();
            all.extend(editors.iter().map(|it| it.words(&words)).flat_map(|said| [said.what, said.hint]));
            all.extend(problems.iter().map(|it| key_problem(it, &words)).flat_map(|said| [said.what, said.hint]));
            all
        };
        let english = sentences(Language::En);
        for language in [Language::Pt, Language::Es] {
            for (sentence, english) in sentences(language).iter().zip(&english) {
                assert!(!sentence.contains('⟨') && sentence != english, "{sentence}");
            }
        }
        assert!(english.contains(&"the disk is full".to_string()) && english.iter().all(|it| !it.contains('⟨')));
    }

    #[test]
    fn what_the_system_says_is_cleaned_and_kept() {
        let words = Catalog::new(Language::Pt);
        let said = Trouble::ReadOnly("read-only\u{1b}[2J file system".into()).words(&words);
        assert!(said.contains("file system") && !said.contains('\u{1b}'), "{said}");
    }
}
