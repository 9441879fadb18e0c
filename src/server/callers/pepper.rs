//! The pepper: a secret that all codes are mixed with, in a file beside the database.

use super::super::{error::DeskError, secrets};
use crate::domain::ContactId;
use crate::seam::Rng;
use secrecy::{ExposeSecret, SecretString};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone)]
pub(in crate::server) struct Pepper(SecretString);

impl Pepper {
    /// Reads the pepper of a database, or makes one. `needed` says that codes have been hashed with it: then a new
    /// one would make all of them wrong, and its loss is an error.
    pub(in crate::server) fn open(database: &Path, needed: bool, rng: &dyn Rng) -> Result<Pepper, DeskError> {
        let path = path(database);
        let failed = |problem: String| DeskError::Pepper { path: path.display().to_string(), problem };
        match fs::read_to_string(&path) {
            Ok(text) if text.trim().len() == 64 => Ok(Pepper(text.trim().to_string().into())),
            Ok(_) => Err(failed("it does not hold 64 hexadecimal digits".into())),
            Err(error) if error.kind() == ErrorKind::NotFound && !needed => {
                let text = secrets::random_hex::<32>(rng);
                make(&path, &text).map_err(|error| failed(error.to_string()))?;
                Ok(Pepper(text.into()))
            }
            Err(error) => Err(failed(error.to_string())),
        }
    }

    /// A contact's code mixed with the pepper: without it, a hash says nothing.
    pub(super) fn season(&self, contact: &ContactId, code: &SecretString) -> Vec<u8> {
        let parts = [contact.as_str().as_bytes(), code.expose_secret().as_bytes()];
        secrets::hmac_sha256(self.0.expose_secret().as_bytes(), &parts)
    }
}

/// `desk.db` has its pepper in `desk.db.pepper`.
fn path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_os_string();
    name.push(".pepper");
    PathBuf::from(name)
}

/// Readable by its owner alone from the moment it exists.
fn make(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
