//! The file `postmaster.pid`, which a running server describes itself in.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use crate::Error;
use crate::command::{run, wait_until};

const FAST_STOP_WITHIN: Duration = Duration::from_secs(20);
const IMMEDIATE_STOP_WITHIN: Duration = Duration::from_secs(5);

/// What `postmaster.pid` says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Postmaster {
    pub(crate) pid: u32,
    /// Whether it takes connections.
    pub(crate) ready: bool,
}

impl Postmaster {
    /// Reads the file in the cluster `data`. `None`: there is none, or it is not complete.
    pub(crate) fn read(data: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(data.join("postmaster.pid")).ok()?)
    }

    /// The first line is the process id, the eighth the state (`src/include/utils/pidfile.h`).
    fn parse(file: &str) -> Option<Self> {
        Some(Self {
            pid: file.lines().next()?.trim().parse().ok()?,
            ready: file.lines().nth(7).is_some_and(|line| line.trim() == "ready"),
        })
    }

    /// Whether such a process runs and is a server on `data`. After a crash its number may belong to a stranger.
    fn serves(&self, data: &Path) -> bool {
        let Some(pid) = process(self.pid) else {
            return false;
        };
        if test_kill_process(pid).is_err() {
            return false;
        }
        if cfg!(target_os = "linux") {
            // A server's working directory is its data directory.
            return fs::read_link(format!("/proc/{}/cwd", self.pid)).is_ok_and(|cwd| cwd == data);
        }
        let mut ps = Command::new("ps");
        ps.args(["-ww", "-o", "command=", "-p", &self.pid.to_string()]);
        run(&mut ps, Duration::from_secs(10)).is_ok_and(|command| command.contains(&*data.to_string_lossy()))
    }
}

/// Makes way for a new server on `data`: stops one that outlived its program, and removes the file of one that crashed.
///
/// The caller holds the lock on the cluster, so no other process is starting a server there.
pub(crate) fn clear_the_way(data: &Path) -> Result<(), Error> {
    let Some(left) = Postmaster::read(data) else {
        return Ok(());
    };
    if left.serves(data) {
        tracing::info!(pid = left.pid, "stopping a Postgres that an earlier run left behind");
        return stop(&left, data);
    }
    let file = data.join("postmaster.pid");
    match fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io("remove", &file)(error)),
        _ => Ok(()),
    }
}

fn stop(left: &Postmaster, data: &Path) -> Result<(), Error> {
    let ended = |within| wait_until(within, || !left.serves(data));
    signal(left.pid, Signal::INT);
    if ended(FAST_STOP_WITHIN) {
        return Ok(());
    }
    signal(left.pid, Signal::QUIT);
    if ended(IMMEDIATE_STOP_WITHIN) {
        return Ok(());
    }
    Err(Error::Orphan { pid: left.pid, data: data.to_owned() })
}

/// Sends `signal`. A process that is gone already has what it should.
pub(crate) fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = process(pid) {
        let _ = kill_process(pid, signal);
    }
}

fn process(pid: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(pid).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "417\n/srv/data\n1790000000\n5432\n/srv/socket\n\n  1234  0\n";

    #[test]
    fn a_server_is_ready_when_its_file_says_so() {
        let parsed = |state: &str| Postmaster::parse(&format!("{FILE}{state}\n"));
        let (pid, ready) = (417, true);
        assert_eq!(parsed("ready   "), Some(Postmaster { pid, ready }));
        assert!(!parsed("starting").unwrap().ready);
        assert!(!Postmaster::parse(FILE).unwrap().ready);
        assert_eq!(Postmaster::parse(""), None);
    }

    #[test]
    fn a_stranger_with_the_same_process_id_is_no_server() {
        let pid = std::process::id();
        let stranger = Postmaster { pid, ready: true };
        assert!(!stranger.serves(Path::new("/nowhere/data")));
    }
}
