use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use base::Random;

use super::StartError;
use crate::config::Secret;

/// The secret of sessions: the configured one, else that of development, which `folder` keeps.
pub fn secret(configured: Option<&Secret>, folder: &Path) -> Result<Secret, StartError> {
    configured.cloned().map_or_else(|| development_secret(folder), Ok)
}

/// Reads the secret of earlier starts, or makes one and keeps it where only its owner reads it.
fn development_secret(folder: &Path) -> Result<Secret, StartError> {
    let path = folder.join("session-secret");
    let failed = |error| StartError::Secret(path.display().to_string(), error);
    match std::fs::read_to_string(&path) {
        Ok(text) => text.trim().parse().map_err(|error| failed(io::Error::other(error))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let text = Random::system().token();
            std::fs::create_dir_all(folder).map_err(failed)?;
            write_private(&path, &text).map_err(failed)?;
            text.parse().map_err(|error| failed(io::Error::other(error)))
        }
        Err(error) => Err(failed(error)),
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}
