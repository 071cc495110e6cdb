//! Starting, watching and stopping a server.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::account::Account;
use crate::command::{telling_line, wait_until};
use crate::guard::{Ending, Guard};
use crate::home::Home;
use crate::postmaster::{self, Postmaster};
use crate::{Binaries, Error, Search, cluster};

/// Includes the repair after a crash.
const START_WITHIN: Duration = Duration::from_mins(1);
const STOP_WITHIN: Duration = Duration::from_secs(30);
const KILL_WITHIN: Duration = Duration::from_secs(5);

/// How long processes of a crashed server may hold on to its shared memory.
const CRASH_OVER_WITHIN: Duration = Duration::from_secs(15);
const RETRY: Duration = Duration::from_millis(100);

/// Safe to lose the data, and so faster; many tests connect at once.
const TEST_SETTINGS: [(&str, &str); 7] = [
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    ("wal_level", "minimal"),
    ("max_wal_senders", "0"),
    ("max_connections", "300"),
    ("jit", "off"),
];

/// Arguments of `initdb` that choose the locale of servers for tests.
const TEST_LOCALE: &str = "TEST_LOCALE";

/// What to start, and where.
#[derive(Clone, Debug)]
pub struct Options {
    folder: PathBuf,
    search: Search,
    settings: Vec<(String, String)>,
}

impl Options {
    /// A server that lives in `folder`, which is made when it is missing and should hold nothing else.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), search: Search::from_env(), settings: Vec::new() }
    }

    /// Looks for binaries elsewhere than [`Search::from_env`] says.
    #[must_use]
    pub fn search(mut self, search: Search) -> Self {
        self.search = search;
        self
    }

    /// Sets a parameter of the server, such as `shared_buffers`; the last word counts.
    #[must_use]
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A running server. Dropping it stops it; so does the end of this process, however it comes.
///
/// Connect as `postgres`, or a role made there, over the socket in [`Server::socket_dir`], port 5432.
/// All calls block: from asynchronous code, use a blocking thread.
pub struct Server {
    guard: Guard,
    pid: u32,
    binaries: Binaries,
    home: Home,
    socket: PathBuf,
    temporary: bool,
    /// Held, not read.
    _lock: Option<File>,
}

impl Server {
    /// Starts the server in its folder, after making a missing cluster, and returns when it takes connections.
    ///
    /// A server that an earlier run left there is stopped first. Another running program with the same folder is
    /// [`Error::InUse`].
    pub fn start(options: &Options) -> Result<Self, Error> {
        let (home, account) = Home::settle(&options.folder)?;
        let lock = home.lock(&account)?;
        cluster::remove_half_made(&home);
        let data = home.data();
        let binaries = if let Some(major) = cluster::version(&data)? {
            options.search.find_matching(&account, major, &data)?
        } else {
            let found = options.search.find_new(&account)?;
            cluster::create(&found, &account, &home, true, &[])?;
            found
        };
        postmaster::clear_the_way(&data)?;
        Self::launch(home, &account, binaries, &options.settings, Some(lock))
    }

    /// Starts an empty server for tests: no fsync, 300 connections, `settings` on top. It is removed when it stops.
    ///
    /// Its files are in memory where there is room, or below `TMPDIR` where that is set.
    /// The environment may choose its locale: `TEST_LOCALE="--locale=C --locale-provider=icu --icu-locale=und"`.
    pub fn temporary(settings: &[(&str, &str)]) -> Result<Self, Error> {
        let account = Account::for_new_data()?;
        let binaries = Search::from_env().find_new(&account)?;
        let home = Home::temporary(&account)?;
        let settings: Vec<_> = TEST_SETTINGS
            .iter()
            .chain(settings)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let locale = std::env::var(TEST_LOCALE).unwrap_or_default();
        cluster::create(&binaries, &account, &home, false, &locale.split_whitespace().collect::<Vec<_>>())?;
        Self::launch(home, &account, binaries, &settings, None)
    }

    fn launch(
        home: Home,
        account: &Account,
        binaries: Binaries,
        settings: &[(String, String)],
        lock: Option<File>,
    ) -> Result<Self, Error> {
        let data = home.data();
        let temporary = lock.is_none();
        let socket = home.socket_folder(account)?;
        let command = server_command(&binaries, &data, &socket, settings);
        let crash_over = Instant::now() + CRASH_OVER_WITHIN;
        loop {
            let log = home.new_log(account)?;
            let ending = if temporary {
                // Only the owner of the folder can remove it from a shared one, and by then we may be gone.
                account.own(home.folder())?;
                Ending::Remove(home.folder())
            } else {
                Ending::Keep
            };
            let mut guard =
                Guard::start(account, &command, &log, ending).map_err(Error::io("run", binaries.folder()))?;
            let reason = match until_ready(&mut guard, &data) {
                Ok(pid) => {
                    return Ok(Self { guard, pid, binaries, home, socket, temporary, _lock: lock });
                }
                Err(reason) => log_line(&home).map_or(reason.clone(), |line| format!("{reason}, {line}")),
            };
            guard.tell_to_stop();
            guard.wait(STOP_WITHIN);
            if !reason.contains("pre-existing shared memory") || Instant::now() >= crash_over {
                let log = home.log();
                return Err(Error::Start { reason, log });
            }
            thread::sleep(RETRY);
        }
    }

    /// The folder of the socket, for the `host` of a connection.
    pub fn socket_dir(&self) -> &Path {
        &self.socket
    }

    /// The process id of the server's first process.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// The programs that this server was started from.
    pub fn binaries(&self) -> &Binaries {
        &self.binaries
    }

    /// The folder where its data is, which may not be the one asked for when root runs this program.
    pub fn folder(&self) -> &Path {
        self.home.folder()
    }

    /// Whether the server still runs. After a crash, drop this and start again.
    pub fn is_running(&mut self) -> bool {
        self.guard.ended().is_none()
    }

    /// Stops the server: open transactions are rolled back, the data is written out. Waits up to half a minute.
    pub fn stop(mut self) -> Result<(), Error> {
        self.end()
    }

    fn end(&mut self) -> Result<(), Error> {
        self.guard.tell_to_stop();
        let ended = self.guard.wait(STOP_WITHIN);
        for last_word in [Signal::QUIT, Signal::KILL] {
            if !self.is_running() {
                break;
            }
            postmaster::signal(self.pid, last_word);
            self.guard.wait(KILL_WITHIN);
        }
        let _ = fs::remove_dir(&self.socket);
        if self.temporary {
            let _ = fs::remove_dir_all(self.home.folder());
        }
        if ended {
            return Ok(());
        }
        Err(Error::Stop { pid: self.pid })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            tracing::warn!("{error}");
        }
    }
}

/// `timezone` is set because `initdb` takes it from the machine.
fn server_command(binaries: &Binaries, data: &Path, socket: &Path, settings: &[(String, String)]) -> Command {
    let mut command = Command::new(binaries.folder().join("postgres"));
    command.arg("-D").arg(data).arg("-k").arg(socket);
    command.args(["-p", "5432"]);
    let fixed =
        [("listen_addresses", ""), ("unix_socket_permissions", "0700"), ("timezone", "UTC"), ("log_timezone", "UTC")];
    let given = settings.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in fixed.into_iter().chain(given) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    command
}

/// Waits until the server takes connections and returns its process id; the error stands in for an empty log.
fn until_ready(guard: &mut Guard, data: &Path) -> Result<u32, String> {
    let mut pid = None;
    let mut ended = None;
    wait_until(START_WITHIN, || {
        ended = guard.ended();
        pid = Postmaster::read(data).filter(|server| server.ready).map(|server| server.pid);
        ended.is_some() || pid.is_some()
    });
    match (ended, pid) {
        (Some(status), _) => Err(status.to_string()),
        (None, Some(pid)) => Ok(pid),
        (None, None) => Err(format!("it was not ready within {} s", START_WITHIN.as_secs())),
    }
}

fn log_line(home: &Home) -> Option<String> {
    let log = fs::read(home.log()).ok()?;
    telling_line(&String::from_utf8_lossy(&log)).map(str::to_owned)
}
