//! The operator's own editor: a draft goes out in a file that nobody else can read, and comes back as what the file says.
//!
//! Nothing that was typed there is lost: a file that cannot be taken over is kept, and its place is told.

use super::trouble::EditorTrouble;
use crate::domain::operation::BODY_LIMIT;
use crate::domain::{TicketId, Visibility};
use rustix::process::{Pid, Signal, kill_process};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};

/// So many names are tried for the directory.
const NAMES: u32 = 1_000;

/// An editor at work on a draft.
pub struct Editor {
    program: String,
    child: Child,
    file: Private,
}

impl Editor {
    /// Starts the editor that the environment names, on a terminal that is not ours any more.
    pub fn start(ticket: TicketId, kind: Visibility, text: &str) -> Result<Editor, EditorTrouble> {
        let named = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let command = named("VISUAL").or_else(|| named("EDITOR")).ok_or(EditorTrouble::Unset)?;
        Editor::start_as(&command, &scratch(), &name(ticket, kind), text)
    }

    fn start_as(command: &str, scratch: &Path, name: &str, text: &str) -> Result<Editor, EditorTrouble> {
        let unreadable = || EditorTrouble::Unreadable { command: command.to_string() };
        let words = shell_words(command).ok_or_else(unreadable)?;
        let (program, args) = words.split_first().ok_or_else(unreadable)?;
        let file = Private::write(scratch, name, text).map_err(|error| EditorTrouble::File(error.to_string()))?;
        let started = Command::new(program).args(args).arg(&file.path).spawn();
        let not_started =
            |error: io::Error| EditorTrouble::NotStarted { program: program.clone(), detail: error.to_string() };
        Ok(Editor { program: program.clone(), child: started.map_err(not_started)?, file })
    }

    /// The process, to be told that it must end.
    pub fn process(&self) -> Option<Pid> {
        Pid::from_raw(i32::try_from(self.child.id()).ok()?)
    }

    /// Waits for its end, and reads what it has left.
    pub fn finish(mut self) -> Result<String, EditorTrouble> {
        let ended = self.child.wait().map_err(|error| EditorTrouble::File(error.to_string()))?;
        self.read(ended)
    }

    fn read(self, ended: ExitStatus) -> Result<String, EditorTrouble> {
        // Whoever was made to end by a signal did not say that nothing shall come of it: what was saved counts.
        if !ended.success() && ended.signal().is_none() {
            return Err(EditorTrouble::Failed { program: self.program, code: ended.code() });
        }
        let limit = BODY_LIMIT + 1;
        let mut bytes = Vec::new();
        let most = u64::try_from(limit + 1).unwrap_or(u64::MAX);
        let read = File::open(&self.file.path).and_then(|file| file.take(most).read_to_end(&mut bytes));
        if let Err(error) = read {
            return Err(EditorTrouble::File(error.to_string()));
        }
        if bytes.len() > limit {
            return Err(EditorTrouble::TooLong { path: self.file.keep(), limit: BODY_LIMIT });
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(without_end(&text).to_string()),
            Err(_) => Err(EditorTrouble::NotText { path: self.file.keep() }),
        }
    }
}

/// Asks the process to end; or makes it.
pub fn end(process: Pid, at_once: bool) {
    // It may have ended by itself meanwhile.
    let _gone = kill_process(process, if at_once { Signal::KILL } else { Signal::HUP });
}

/// Editors end the last line, and some begin with a mark of their own.
fn without_end(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text))
}

fn name(ticket: TicketId, kind: Visibility) -> String {
    match kind {
        Visibility::Public => format!("reply-{ticket}.txt"),
        Visibility::Internal => format!("comment-{ticket}.txt"),
    }
}

/// Where files of a session belong, in memory where there is such a place.
fn scratch() -> PathBuf {
    let session = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    session.filter(|it| it.is_absolute() && it.is_dir()).unwrap_or_else(std::env::temp_dir)
}

/// A file in a directory of its own, which nobody else can look into; both go when it is dropped.
struct Private {
    dir: PathBuf,
    path: PathBuf,
    kept: bool,
}

impl Private {
    fn write(scratch: &Path, name: &str, text: &str) -> io::Result<Private> {
        let dir = make_dir(scratch)?;
        let private = Private { path: dir.join(name), dir, kept: false };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&private.path)?;
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        Ok(private)
    }

    /// Leaves the file where it is, and says where.
    fn keep(mut self) -> String {
        self.kept = true;
        self.path.display().to_string()
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        // With what the editor put beside it.
        if !self.kept
            && let Err(error) = fs::remove_dir_all(&self.dir)
        {
            tracing::warn!(%error, "the file of the editor could not be removed");
        }
    }
}

/// A directory that was not there before: nobody can have laid anything into it.
fn make_dir(scratch: &Path) -> io::Result<PathBuf> {
    let process = std::process::id();
    for n in 0..NAMES {
        let dir = scratch.join(format!("turno-{process}-{n}"));
        match DirBuilder::new().mode(0o700).create(&dir) {
            Ok(()) => return Ok(dir),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The words of a command as a shell reads them: parted by spaces, held together by quotes, a backslash before a letter
/// that means itself. None when a quote is not closed.
fn shell_words(command: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (None, ' ' | '\t' | '\n') => words.extend(word.take()),
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (Some(open), _) if open == letter => quote = None,
            (None | Some('"'), '\\') => {
                let next = letters.next()?;
                let word = word.get_or_insert_default();
                if quote.is_some() && !matches!(next, '"' | '\\' | '$' | '`') {
                    word.push('\\');
                }
                word.push(next);
            }
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn edit(script: &str, text: &str) -> (Result<String, EditorTrouble>, tempfile::TempDir) {
        let dir = tempfile::tempdir().unwrap();
        let command = format!("/bin/sh -c '{script}' sh");
        let result = Editor::start_as(&command, dir.path(), "reply-7.txt", text).and_then(Editor::finish);
        (result, dir)
    }

    fn is_empty(dir: &tempfile::TempDir) -> bool {
        fs::read_dir(dir.path()).unwrap().next().is_none()
    }

    #[test]
    fn what_the_file_says_is_the_draft_and_the_file_goes() {
        let (text, dir) = edit("printf \"mais\\n\" >> \"$1\"; touch \"$1~\"", "Olá");
        assert_eq!(text.unwrap(), "Olá\nmais");
        assert!(is_empty(&dir));
        let (text, _) = edit("true", "unchanged\n\nend");
        assert_eq!(text.unwrap(), "unchanged\n\nend");
    }

    #[test]
    fn nobody_else_can_look_into_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = Private::write(dir.path(), "reply-7.txt", "x").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file.dir), mode(&file.path)), (0o700, 0o600));
        let second = Private::write(dir.path(), "reply-7.txt", "y").unwrap();
        assert_ne!(file.dir, second.dir);
    }

    #[test]
    fn an_editor_that_fails_leaves_the_draft_alone() {
        let (text, dir) = edit("echo no > \"$1\"; exit 3", "Olá");
        assert!(matches!(text, Err(EditorTrouble::Failed { code: Some(3), .. })), "{text:?}");
        assert!(is_empty(&dir));
        let dir = tempfile::tempdir().unwrap();
        let start = |command: &str| Editor::start_as(command, dir.path(), "reply-7.txt", "Olá").map(drop);
        assert!(matches!(start("no-such-editor -w"), Err(EditorTrouble::NotStarted { .. })));
        assert!(matches!(start("vi \"open"), Err(EditorTrouble::Unreadable { .. })));
        assert!(is_empty(&dir), "nothing is left of a start that failed");
    }

    #[test]
    fn what_cannot_be_taken_over_is_kept_in_its_file() {
        let (text, _dir) = edit("printf \"\\\\377\\\\376\" > \"$1\"", "Olá");
        let Err(EditorTrouble::NotText { path }) = text else { panic!("{text:?}") };
        assert_eq!(fs::read(path).unwrap(), [0xff, 0xfe]);
        let (text, _dir) = edit("head -c 100000 /dev/zero | tr \"\\\\0\" x > \"$1\"", "Olá");
        let Err(EditorTrouble::TooLong { path, .. }) = text else { panic!("{text:?}") };
        assert_eq!(fs::metadata(path).unwrap().len(), 100_000);
    }

    #[test]
    fn what_was_saved_before_a_signal_counts() {
        let (text, _dir) = edit("echo saved > \"$1\"; kill -HUP $$", "Olá");
        assert_eq!(text.unwrap(), "saved");
    }

    #[test]
    fn a_command_is_split_as_a_shell_does() {
        let words = shell_words;
        assert_eq!(words(" code  --wait ").unwrap(), ["code", "--wait"]);
        assert_eq!(
            words(r#"'/opt/my ed' -c "set \"x\" \n" a\ b ''"#).unwrap(),
            ["/opt/my ed", "-c", r#"set "x" \n"#, "a b", ""]
        );
        assert_eq!(words("vi 'open"), None);
        assert_eq!(words("vi \\"), None);
        assert_eq!(words("").unwrap(), Vec::<String>::new());
    }
}
