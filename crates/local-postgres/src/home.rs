//! The folder of one server: where its data, socket, log and lock are.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::account::{Account, own_uid};
use crate::command::unique_name;

/// Where root keeps what the server's account could not reach elsewhere.
const ELSEWHERE: &str = "/var/lib/local-postgres";

/// Files of this folder are in memory, on Linux. On ext4 a copy of a database takes ten times as long while others are
/// dropped: for each new file it first looks at all inodes that were released within the last seconds.
const IN_MEMORY: &str = "/dev/shm";

/// The free space and the available memory, in bytes, that a server for tests wants before it takes memory for its files.
const ROOM: u64 = 4 << 30;
const MEMORY: u64 = 8 << 30;

/// The shortest limit on a socket's path among the systems we run on (macOS: 104 bytes with the end mark).
const LONGEST_SOCKET_PATH: usize = 103;
const SOCKET_NAME: &str = ".s.PGSQL.5432";

/// Root's part of the folder stays root's; `data` and `socket` belong to the server's account and are 0700.
#[derive(Debug)]
pub(crate) struct Home {
    folder: PathBuf,
}

impl Home {
    /// Decides where the server that was asked for in `asked` lives and under which account it runs.
    pub(crate) fn settle(asked: &Path) -> Result<(Self, Account), Error> {
        create(asked)?;
        let asked = fs::canonicalize(asked).map_err(Error::io("find", asked))?;
        let link = asked.join("elsewhere");
        let folder = fs::canonicalize(&link).unwrap_or_else(|_| asked.clone());
        let owner = fs::metadata(&folder).map_err(Error::io("look at", &folder))?.uid();
        if ![0, owner].contains(&own_uid()) {
            let path = folder;
            return Err(Error::Owner { path, owner });
        }
        let home = Self { folder };
        if home.data().exists() {
            let account = Account::owning(&home.data())?;
            home.must_admit(&account)?;
            return Ok((home, account));
        }
        let account = Account::for_new_data()?;
        if matches!(account, Account::Own { .. }) {
            set_mode(&home.folder, 0o700)?;
            return Ok((home, account));
        }
        if home.folder == asked && !asked.parent().is_none_or(|parent| account.can_enter(parent)) {
            let home = Self::elsewhere(&asked, &link)?;
            home.must_admit(&account)?;
            return Ok((home, account));
        }
        set_mode(&home.folder, 0o711)?;
        Ok((home, account))
    }

    /// Makes a folder that root's account can reach, and a link to it.
    fn elsewhere(asked: &Path, link: &Path) -> Result<Self, Error> {
        let name = digest(Path::new(&unique_name(&asked.to_string_lossy())));
        let folder = Path::new(ELSEWHERE).join(name);
        create(&folder)?;
        set_mode(Path::new(ELSEWHERE), 0o711)?;
        set_mode(&folder, 0o711)?;
        let origin = folder.join("origin");
        fs::write(&origin, format!("{}\n", asked.display())).map_err(Error::io("write", &origin))?;
        // A link whose target has been removed stands in the way.
        let _ = fs::remove_file(link);
        symlink(&folder, link).map_err(Error::io("create", link))?;
        tracing::info!(
            "{} is out of reach for the account that runs Postgres: its files are in {}",
            asked.display(),
            folder.display()
        );
        Ok(Self { folder })
    }

    /// A fresh folder in memory where that has room, and else below the system's temporary one. `TMPDIR` wins over both.
    pub(crate) fn temporary(account: &Account) -> Result<Self, Error> {
        let named = std::env::var_os("TMPDIR").is_some();
        let memory = (!named && has_room(Path::new(IN_MEMORY))).then(|| PathBuf::from(IN_MEMORY));
        let parents = [std::env::temp_dir(), "/tmp".into(), "/var/tmp".into()];
        let unreachable = || Error::Unreachable { path: parents[0].clone(), account: account.name().to_owned() };
        let parent = memory
            .iter()
            .chain(&parents)
            .filter_map(|parent| fs::canonicalize(parent).ok())
            .find(|parent| account.can_enter(parent))
            .ok_or_else(unreachable)?;
        let folder = parent.join(unique_name("local-postgres-"));
        DirBuilder::new().mode(0o700).create(&folder).map_err(Error::io("create", &folder))?;
        set_mode(&folder, 0o711)?;
        Ok(Self { folder })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    /// Starts a new log; the one before is kept beside it.
    pub(crate) fn new_log(&self, account: &Account) -> Result<File, Error> {
        let log = self.log();
        let _ = fs::rename(&log, log.with_extension("log.old"));
        let file =
            OpenOptions::new().append(true).create(true).mode(0o600).open(&log).map_err(Error::io("write", &log))?;
        self.share(&log, account)?;
        Ok(file)
    }

    /// Takes the folder for this process, until the returned file is closed.
    pub(crate) fn lock(&self, account: &Account) -> Result<File, Error> {
        let path = self.folder.join("lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(Error::io("open", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                return Err(Error::InUse { path: self.folder.clone(), holder: holder.trim().to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(Error::io("lock", &path)(error)),
        }
        let note = format!("process {}\n", std::process::id());
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(note.as_bytes()))
            .map_err(Error::io("write", &path))?;
        self.share(&path, account)?;
        Ok(file)
    }

    /// Makes the socket's folder: in here, or in a short runtime folder where the path would be too long for a socket.
    pub(crate) fn socket_folder(&self, account: &Account) -> Result<PathBuf, Error> {
        let here = self.folder.join("socket");
        let fits = here.join(SOCKET_NAME).as_os_str().len() <= LONGEST_SOCKET_PATH;
        let folder = if fits { here } else { self.short_folder() };
        private_folder(&folder, account)?;
        Ok(folder)
    }

    fn short_folder(&self) -> PathBuf {
        let runtime = match own_uid() {
            0 => Some(PathBuf::from("/run")),
            _ => std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from),
        };
        let parent = runtime
            .filter(|parent| parent.is_absolute() && parent.is_dir())
            .filter(|parent| parent.as_os_str().len() < 50)
            .unwrap_or_else(|| PathBuf::from("/tmp"));
        parent.join(format!("local-postgres-{}", digest(&self.folder)))
    }

    fn must_admit(&self, account: &Account) -> Result<(), Error> {
        if account.can_enter(&self.folder) {
            return Ok(());
        }
        Err(Error::Unreachable { path: self.folder.clone(), account: account.name().to_owned() })
    }

    /// Where the folder is a user's and root runs this program, gives that user what root has made in it.
    fn share(&self, path: &Path, account: &Account) -> Result<(), Error> {
        let owner = fs::metadata(&self.folder).map_err(Error::io("look at", &self.folder))?.uid();
        if owner == account.uid() {
            account.own(path)?;
        }
        Ok(())
    }
}

/// Makes `folder` 0700 and the account's. Accepts an existing folder only if that account or our own owns it.
pub(crate) fn private_folder(folder: &Path, account: &Account) -> Result<(), Error> {
    let made = DirBuilder::new().mode(0o700).create(folder);
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(Error::io("create", folder)(error));
        }
        _ => {}
    }
    let found = fs::symlink_metadata(folder).map_err(Error::io("look at", folder))?;
    if !found.is_dir() || ![account.uid(), own_uid()].contains(&found.uid()) {
        return Err(Error::Owner { path: folder.to_owned(), owner: found.uid() });
    }
    set_mode(folder, 0o700)?;
    account.own(folder)
}

/// Whether we may write into a folder of files in memory, and it has room for the databases of tests, and the system the
/// memory for them.
fn has_room(folder: &Path) -> bool {
    if access(folder, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        return false;
    }
    let free = rustix::fs::statvfs(folder).map_or(0, |system| system.f_bavail.saturating_mul(system.f_frsize));
    let memory = fs::read_to_string("/proc/meminfo").ok().and_then(|text| available(&text));
    free >= ROOM && memory.is_some_and(|bytes| bytes >= MEMORY)
}

/// The memory that Linux says is available, in bytes.
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}

/// A short name for a path.
fn digest(path: &Path) -> String {
    hex::encode(&Sha256::digest(path.as_os_str().as_bytes())[..8])
}

fn create(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(Error::io("create", folder))
}

fn set_mode(folder: &Path, mode: u32) -> Result<(), Error> {
    fs::set_permissions(folder, fs::Permissions::from_mode(mode)).map_err(Error::io("change the mode of", folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn available_memory_is_read_in_bytes() {
        let text = "MemTotal:       24683568 kB\nMemAvailable:    8388608 kB\n";
        assert_eq!(available(text), Some(8 << 30));
        assert_eq!(available("MemTotal:       24683568 kB\n"), None);
    }

    #[test]
    fn a_folder_that_is_missing_has_no_room() {
        assert!(!has_room(Path::new("/no/such/folder")));
    }
}
