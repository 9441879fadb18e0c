//! Where the configuration and the state live.

use std::path::PathBuf;

/// The directories of one installation: the platform's, unless `TURNO_CONFIG_DIR`, `TURNO_STATE_DIR` or the flags
/// say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    pub config: PathBuf,
    pub state: PathBuf,
}

impl Paths {
    /// None when the platform names no home and no variable says where.
    pub fn find(config: Option<PathBuf>, state: Option<PathBuf>) -> Option<Paths> {
        let dirs = directories::ProjectDirs::from("", "", "turno");
        let config = config.or_else(|| dirs.as_ref().map(|dirs| dirs.config_dir().to_path_buf()))?;
        // Outside Linux there is no directory for state of its own.
        let state = state.or_else(|| {
            dirs.as_ref().map(|dirs| dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_path_buf())
        })?;
        Some(Paths { config, state })
    }

    pub fn config_file(&self) -> PathBuf {
        self.config.join(super::FILE_NAME)
    }

    pub fn log_dir(&self) -> PathBuf {
        self.state.join("log")
    }

    /// The embedded desk: its database, its lock, its address and its tokens.
    pub fn desk_dir(&self) -> PathBuf {
        self.state.join("desk")
    }

    /// The database of `turno serve`, unless it is told another.
    pub fn served_database(&self) -> PathBuf {
        self.state.join("serve").join("desk.db")
    }

    /// A profile's replicas, one a directory: `console`, `console-2`, …, `cli`.
    pub fn profile_dir(&self, profile: &str) -> PathBuf {
        self.state.join("profiles").join(profile)
    }
}
