//! Binaries that the machine has already.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::command::{run, which};

/// Where packages put Postgres: the parent folder, the prefix of a version's folder, and the path within it.
const USUAL: [(&str, &str, &str); 8] = [
    // Debian, Ubuntu, openSUSE
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr/lib", "postgresql", "bin"),
    // The Postgres project's own packages for Red Hat and its kin
    ("/usr", "pgsql-", "bin"),
    // Alpine
    ("/usr/libexec", "postgresql", ""),
    // Homebrew on Apple silicon, Homebrew on Intel, Postgres.app
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
    // Built from source
    ("/usr/local", "pgsql", "bin"),
];

/// The folder that `pg_config` names. It may hold the client's programs only.
pub(super) fn pg_config_folder(path: &OsStr) -> Option<PathBuf> {
    let pg_config = which("pg_config", path)?;
    let told = run(Command::new(pg_config).arg("--bindir"), Duration::from_secs(10)).ok()?;
    Some(PathBuf::from(told.trim()))
}

/// The usual folders that exist, the highest version first.
pub(super) fn usual_folders() -> Vec<PathBuf> {
    let mut found: Vec<_> =
        USUAL.iter().flat_map(|(parent, prefix, rest)| versions(Path::new(parent), prefix, rest)).collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, folder)| folder).collect()
}

/// The folders `parent/prefix*/rest` whose `*` is a version or nothing; nothing counts as version 0.
fn versions(parent: &Path, prefix: &str, rest: &str) -> Vec<(u32, PathBuf)> {
    let Ok(entries) = parent.read_dir() else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let version = name.to_str()?.strip_prefix(prefix)?;
            let version = if version.is_empty() { 0 } else { version.parse().ok()? };
            Some((version, entry.path().join(rest)))
        })
        .filter(|(_, folder)| folder.join("postgres").is_file())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn versions_are_read_as_numbers_and_other_names_are_passed_over() {
        let parent = std::env::temp_dir().join(crate::command::unique_name("versions-"));
        for name in ["pg-9", "pg-17", "pg-common", "pg-", "other-18"] {
            fs::create_dir_all(parent.join(name).join("bin")).unwrap();
            fs::write(parent.join(name).join("bin/postgres"), "").unwrap();
        }
        fs::create_dir_all(parent.join("pg-16/bin")).unwrap();
        let mut found = versions(&parent, "pg-", "bin");
        found.sort();
        let numbers: Vec<_> = found.iter().map(|(version, _)| *version).collect();
        assert_eq!(numbers, [0, 9, 17]);
        fs::remove_dir_all(parent).unwrap();
    }
}
