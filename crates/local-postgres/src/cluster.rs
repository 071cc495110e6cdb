//! The data files: making new ones, and knowing which version wrote those that are there.

use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

use crate::account::Account;
use crate::command::{run, unique_name};
use crate::home::{Home, private_folder};
use crate::{Binaries, Error};

const INITDB_WITHIN: Duration = Duration::from_mins(2);
const STAGING: &str = "new-";

/// The major version that wrote the cluster in `data`; `None` where there is none.
pub(crate) fn version(data: &Path) -> Result<Option<u32>, Error> {
    let file = data.join("PG_VERSION");
    match fs::read_to_string(&file) {
        Ok(version) => Ok(version.trim().parse().ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", &file)(error)),
    }
}

/// Locales that sort by code point and know the letters of all scripts: of most systems, of macOS, of Postgres itself from
/// version 17 on, of ICU.
const LOCALES: [&[&str]; 4] = [
    &["--locale=C.UTF-8"],
    &["--locale=C", "--lc-ctype=en_US.UTF-8"],
    &["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    &["--locale=C", "--locale-provider=icu", "--icu-locale=und"],
];

/// Makes a cluster under another name and then moves it to its place, so that a half-made one is never taken for data.
///
/// `durable` syncs it to the disk. `locale` are arguments of `initdb`; without any, the locale is the first of
/// [`LOCALES`] that the system has.
pub(crate) fn create(
    binaries: &Binaries,
    account: &Account,
    home: &Home,
    durable: bool,
    locale: &[&str],
) -> Result<(), Error> {
    let staging = home.folder().join(unique_name(STAGING));
    private_folder(&staging, account)?;
    let initdb = |locale: &&[&str]| {
        let mut command = account.command(&binaries.folder().join("initdb"));
        command
            .args(["-U", "postgres", "-E", "UTF8", "--data-checksums"])
            .args(["--auth-local=trust", "--auth-host=reject"])
            .args(*locale)
            .arg("-D")
            .arg(&staging);
        if !durable {
            command.arg("--no-sync");
        }
        run(&mut command, INITDB_WITHIN)
    };
    let [preferred, others @ ..] = &LOCALES;
    let (first, others) = if locale.is_empty() { (preferred, others.as_slice()) } else { (&locale, [].as_slice()) };
    let made = initdb(first).or_else(|reason| others.iter().find_map(|locale| initdb(locale).ok()).ok_or(reason));
    made.map_err(|reason| Error::InitDb { reason })?;
    let data = home.data();
    fs::rename(&staging, &data).map_err(Error::io("create", &data))?;
    File::open(home.folder()).and_then(|folder| folder.sync_all()).map_err(Error::io("write", home.folder()))
}

/// Clears away what an interrupted [`create`] left. What an `initdb` still writes to stays until the next time.
pub(crate) fn remove_half_made(home: &Home) {
    let entries = home.folder().read_dir().into_iter().flatten().flatten();
    for entry in entries {
        if entry.file_name().as_encoded_bytes().starts_with(STAGING.as_bytes()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
