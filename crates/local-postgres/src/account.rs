//! The operating system's account that the server runs under.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::Error;
use crate::command::run;

/// The accounts to run under when started as root, best first.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// What the server inherits of our environment: nothing that could hold a secret.
const INHERITED: [&str; 4] = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    /// The one this process runs under.
    Own { uid: u32 },
    /// Another one, to which this process, being root, steps down.
    Other { name: String, uid: u32, gid: u32 },
}

impl Account {
    /// The account for a new cluster.
    pub(crate) fn for_new_data() -> Result<Self, Error> {
        let uid = own_uid();
        if uid != 0 {
            return Ok(Self::Own { uid });
        }
        let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
        UNPRIVILEGED.iter().find_map(|wanted| find(&accounts, |name, _| name == *wanted)).ok_or(Error::NoAccount)
    }

    /// The account that owns the cluster in `data`; ours must be the same unless it is root.
    pub(crate) fn owning(data: &Path) -> Result<Self, Error> {
        let owner = fs::metadata(data).map_err(Error::io("look at", data))?.uid();
        let refused = Error::Owner { path: data.to_owned(), owner };
        match own_uid() {
            0 if owner != 0 => {
                let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
                find(&accounts, |_, uid| uid == owner).ok_or(refused)
            }
            uid if uid == owner && uid != 0 => Ok(Self::Own { uid }),
            _ => Err(refused),
        }
    }

    pub(crate) fn uid(&self) -> u32 {
        match self {
            Self::Own { uid } | Self::Other { uid, .. } => *uid,
        }
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Own { .. } => "that runs this program",
            Self::Other { name, .. } => name,
        }
    }

    /// A command that runs `program` under this account, with a bare environment.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("LC_ALL", "C").current_dir("/");
        for name in INHERITED {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        if let Self::Other { uid, gid, .. } = self {
            command.uid(*uid).gid(*gid);
        }
        command
    }

    /// Makes this account the owner of `path` (of that entry alone: nothing below it is touched).
    pub(crate) fn own(&self, path: &Path) -> Result<(), Error> {
        let Self::Other { uid, gid, .. } = self else {
            return Ok(());
        };
        std::os::unix::fs::lchown(path, Some(*uid), Some(*gid)).map_err(Error::io("change the owner of", path))
    }

    /// Whether this account can enter `folder`. Asked of the system, which knows about access lists and mounts.
    pub(crate) fn can_enter(&self, folder: &Path) -> bool {
        let mut command = self.command(Path::new("/bin/sh"));
        command.args(["-c", r#"cd -- "$1""#, "sh"]).arg(folder);
        run(&mut command, Duration::from_secs(10)).is_ok()
    }
}

pub(crate) fn own_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Looks an account up in the text of `/etc/passwd`.
fn find(accounts: &str, wanted: impl Fn(&str, u32) -> bool) -> Option<Account> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, _password) = (fields.next()?, fields.next()?);
        let (uid, gid) = (id(fields.next()?)?, id(fields.next()?)?);
        wanted(name, uid).then(|| Account::Other { name: name.to_owned(), uid, gid })
    })
}

/// Reads a user or group id; macOS writes some as negative numbers, as -2.
fn id(field: &str) -> Option<u32> {
    let signed = || field.parse().map(i32::cast_unsigned);
    field.parse().or_else(|_| signed()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\nnobody:*:-2:-2:Nobody:/:/bin/false\n\
                          postgres:x:101:102::/var/lib/postgresql:/bin/sh\n";

    #[test]
    fn accounts_are_found_by_name_and_by_id() {
        let postgres = find(PASSWD, |name, _| name == "postgres").unwrap();
        assert_eq!((postgres.name(), postgres.uid()), ("postgres", 101));
        assert_eq!(find(PASSWD, |_, uid| uid == 101), Some(postgres));
        assert_eq!(find(PASSWD, |name, _| name == "nobody").unwrap().uid(), 4_294_967_294);
        assert_eq!(find(PASSWD, |name, _| name == "nobod"), None);
    }

    #[test]
    fn the_server_inherits_no_secrets() {
        let account = Account::for_new_data().unwrap();
        let told = run(account.command(Path::new("/bin/sh")).args(["-c", "env"]), Duration::from_secs(10)).unwrap();
        assert!(!told.contains("CARGO_MANIFEST_DIR"), "{told}");
        assert!(told.contains("LC_ALL=C"), "{told}");
    }
}
