//! What the tests of servers share.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use local_postgres::{Search, Server};
use rustix::process::{Pid, Signal, geteuid, kill_process};

/// A folder of the test's own, removed at the end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("bulkhead-test-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).unwrap();
        set_mode(&folder, 0o755);
        Self(folder)
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn close_to_others(&self) {
        set_mode(&self.0, 0o700);
    }

    /// Makes an unprivileged user the owner and returns the user's id.
    pub fn give_to_unprivileged_user(&self) -> u32 {
        let accounts = fs::read_to_string("/etc/passwd").unwrap();
        let found = accounts
            .lines()
            .map(|line| line.split(':'))
            .find_map(|mut fields| (fields.next()? == "nobody").then(|| fields.nth(1))?);
        let uid = found.unwrap().parse().unwrap();
        chown(&self.0, Some(uid), Some(uid)).unwrap();
        uid
    }

    /// A value for `PATH` with which pip is found, and no Postgres.
    pub fn path_with_pip_alone(&self) -> OsString {
        let folder = self.join("path");
        fs::create_dir(&folder).unwrap();
        let path = std::env::var("PATH").unwrap();
        let script = format!(
            "#!/bin/sh\nexport PATH='{path}'\nif command -v python3 >/dev/null; \
             then exec python3 -m pip \"$@\"; else exec pip \"$@\"; fi\n"
        );
        fs::write(folder.join("pip"), script).unwrap();
        set_mode(&folder.join("pip"), 0o755);
        folder.into()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Another program, `examples/hold.rs`, that holds a server. Both are killed at the end.
pub struct Held {
    pub program: Child,
    /// Of Postgres.
    pub pid: u32,
    pub socket: PathBuf,
}

impl Held {
    /// In `folder`, or temporary.
    pub fn start(folder: Option<&Path>) -> Self {
        Self::spawn(&mut Command::new(program()), folder)
    }

    /// Temporary, with `TMPDIR` as given.
    pub fn start_in_temporary(folder: &Folder) -> Self {
        Self::spawn(Command::new(program()).env("TMPDIR", &folder.0), None)
    }

    /// As the user `uid`, from a copy of the program in `own`.
    pub fn start_as(uid: u32, own: &Folder, folder: Option<&Path>) -> Self {
        let copy = own.join("hold");
        let _ = fs::remove_file(&copy);
        fs::copy(program(), &copy).unwrap();
        set_mode(&copy, 0o755);
        Self::spawn(Command::new(copy).uid(uid).gid(uid).current_dir("/"), folder)
    }

    fn spawn(command: &mut Command, folder: Option<&Path>) -> Self {
        let mut program = command.args(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (pid, socket) = line.trim().split_once(' ').unwrap();
        Self { program, pid: pid.parse().unwrap(), socket: socket.into() }
    }

    pub fn psql(&self, sql: &str) -> String {
        psql_at(Search::from_env().find().unwrap().folder(), &self.socket, sql)
    }

    /// Ends the program as it should end.
    pub fn stop(mut self) {
        self.program.stdin.take();
        assert!(self.program.wait().unwrap().success());
        assert!(!runs(self.pid));
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn program() -> PathBuf {
    let deps = std::env::current_exe().unwrap();
    let program = deps.ancestors().nth(2).unwrap().join("examples/hold");
    assert!(program.is_file(), "missing: cargo build -p local-postgres --example hold");
    program
}

/// Runs `sql` as `postgres` and returns the bare values.
pub fn psql(server: &Server, sql: &str) -> String {
    psql_at(server.binaries().folder(), server.socket_dir(), sql)
}

fn psql_at(binaries: &Path, socket: &Path, sql: &str) -> String {
    let output = Command::new(binaries.join("psql"))
        .args(["-X", "-A", "-t", "-U", "postgres", "-p", "5432", "-d", "postgres"])
        .arg("-h")
        .arg(socket)
        .args(["-c", sql])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Waits up to half a minute.
pub fn eventually(what: &str, mut happens: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !happens() {
        assert!(Instant::now() < end, "never: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Whether a process with this number runs (one that is dead and not yet waited for does not).
pub fn runs(pid: u32) -> bool {
    let state = if cfg!(target_os = "linux") {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        stat.rsplit(") ").next().unwrap().to_owned()
    } else {
        let ps = Command::new("ps").args(["-o", "state=", "-p", &pid.to_string()]).output();
        String::from_utf8(ps.unwrap().stdout).unwrap()
    };
    !state.trim().is_empty() && !state.starts_with('Z')
}

pub fn kill(pid: u32, signal: Signal) {
    kill_process(process(pid).unwrap(), signal).unwrap();
}

pub fn process(pid: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(pid).unwrap())
}

pub fn is_root() -> bool {
    geteuid().is_root()
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}
