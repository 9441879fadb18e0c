//! Where a token comes from: `TURNO_TOKEN`, a program, or a file that its owner alone can read.
//!
//! A token is a [`SecretString`] from the moment it is read: it is in no log, no error and no `Debug`.

use crate::config::Profile;
use secrecy::SecretString;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// No token is longer than this, in bytes; whatever is, is not a token.
const TOKEN_LIMIT: u64 = 8 * 1024;

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    #[error("there is no token for this desk")]
    Missing,
    #[error("the token file {0} does not exist")]
    NoFile(PathBuf),
    #[error("others can read the token file {0}")]
    Exposed(PathBuf),
    #[error("the token file {path} cannot be used: {detail}")]
    File { path: PathBuf, detail: String },
    #[error("the token command `{program}` {detail}")]
    Command { program: String, detail: String },
    #[error("{0} gives no token")]
    Empty(String),
    #[error("what {0} gives is not a token")]
    NotAToken(String),
}

impl CredentialError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            CredentialError::Missing => {
                "set TURNO_TOKEN, or token-command or token-file in the profile; a desk issues one with \
                 `turno serve --issue-token OPERATOR`"
                    .into()
            }
            CredentialError::NoFile(path) => {
                format!("put the token there and protect it: chmod 600 {}", path.display())
            }
            CredentialError::Exposed(path) => format!("protect it: chmod 600 {}", path.display()),
            CredentialError::File { .. } => "check the path in the profile and who may read it".into(),
            CredentialError::Command { .. } => "run the command by hand and see what it says".into(),
            CredentialError::Empty(_) | CredentialError::NotAToken(_) => "a token is one line of plain letters".into(),
        }
    }
}

/// The token of a profile whose desk is not embedded. The path of a file that is not absolute starts in `config`,
/// the configuration's directory.
pub fn token(
    profile: &Profile,
    config: &Path,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<SecretString, CredentialError> {
    if let Some(token) = env("TURNO_TOKEN").filter(|token| !token.is_empty()) {
        return checked(token, "TURNO_TOKEN");
    }
    if let Some(arguments) = &profile.token_command {
        return from_command(arguments);
    }
    match &profile.token_file {
        Some(path) => from_file(&config.join(path)),
        None => Err(CredentialError::Missing),
    }
}

fn checked(text: String, source: &str) -> Result<SecretString, CredentialError> {
    let token = text.trim();
    if token.is_empty() {
        return Err(CredentialError::Empty(source.into()));
    }
    // It becomes an HTTP header: anything else could only be a mistake.
    if !token.chars().all(|c| c.is_ascii_graphic()) {
        return Err(CredentialError::NotAToken(source.into()));
    }
    Ok(SecretString::from(token))
}

fn from_command(arguments: &[String]) -> Result<SecretString, CredentialError> {
    let Some((program, rest)) = arguments.split_first() else { return Err(CredentialError::Missing) };
    let failed = |detail: String| CredentialError::Command { program: program.clone(), detail };
    // A password manager may ask on the terminal: it keeps standard input and error.
    let output = Command::new(program)
        .args(rest)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .map_err(|error| failed(format!("cannot be run: {error}")))?;
    if !output.status.success() {
        return Err(failed(match output.status.code() {
            Some(code) => format!("failed with exit code {code}"),
            None => "was ended by a signal".into(),
        }));
    }
    let text = String::from_utf8(output.stdout).map_err(|_| CredentialError::NotAToken("the token command".into()))?;
    checked(text, "the token command")
}

/// Reads a token file; refuses one that others can read, as ssh does with keys.
pub fn from_file(path: &Path) -> Result<SecretString, CredentialError> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => CredentialError::NoFile(path.into()),
        _ => CredentialError::File { path: path.into(), detail: error.to_string() },
    };
    let file = std::fs::File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    if !about.is_file() {
        return Err(CredentialError::File { path: path.into(), detail: "it is not a file".into() });
    }
    if about.mode() & 0o077 != 0 {
        return Err(CredentialError::Exposed(path.into()));
    }
    let mut text = String::new();
    file.take(TOKEN_LIMIT).read_to_string(&mut text).map_err(failed)?;
    checked(text, &format!("the token file {}", path.display()))
}

/// Writes a secret for its owner alone: a new file beside it takes its place, so that nobody reads half of it.
pub fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension(format!("new-{}", std::process::id()));
    let _ = std::fs::remove_file(&beside);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)
}

/// A directory for its owner alone.
pub fn private_dir(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700))
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    fn profile(command: Option<&[&str]>, file: Option<&Path>) -> Profile {
        Profile {
            token_command: command.map(|words| words.iter().map(|word| word.to_string()).collect()),
            token_file: file.map(Path::to_path_buf),
            ..Profile::default()
        }
    }

    fn read(profile: &Profile) -> Result<String, CredentialError> {
        token(profile, Path::new("/nowhere"), &|_| None).map(|secret| secret.expose_secret().to_string())
    }

    #[test]
    fn the_variable_wins_over_the_command() {
        let from = token(&profile(Some(&["false"]), None), Path::new("/nowhere"), &|name| {
            (name == "TURNO_TOKEN").then(|| " abc\n".into())
        });
        assert_eq!(from.unwrap().expose_secret(), "abc");
    }

    #[test]
    fn a_command_is_run_without_a_shell() {
        assert_eq!(read(&profile(Some(&["printf", "%s", "a$HOME;b"]), None)).unwrap(), "a$HOME;b");
        let error = read(&profile(Some(&["sh", "-c", "exit 3"]), None)).unwrap_err();
        assert_eq!(error.to_string(), "the token command `sh` failed with exit code 3");
    }

    #[test]
    fn a_token_file_that_others_can_read_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("token");
        write_private(&path, "abc\n").unwrap();
        assert_eq!(read(&profile(None, Some(&path))).unwrap(), "abc");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let error = read(&profile(None, Some(&path))).unwrap_err();
        assert!(matches!(error, CredentialError::Exposed(_)));
        assert_eq!(error.hint(), format!("protect it: chmod 600 {}", path.display()));
    }

    #[test]
    fn what_cannot_be_a_token_is_refused_without_showing_it() {
        let error = read(&profile(Some(&["printf", "se\ncret"]), None)).unwrap_err();
        assert_eq!(error.to_string(), "what the token command gives is not a token");
        assert!(!format!("{error:?}").contains("cret"));
        let empty = read(&profile(Some(&["true"]), None)).unwrap_err();
        assert_eq!(empty.to_string(), "the token command gives no token");
    }
}
