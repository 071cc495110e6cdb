//! Keeps the server's life inside this process's.

use std::fs::File;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use crate::account::Account;
use crate::command::wait_until;

/// Runs the server until it ends, or until standard input does.
///
/// Only our process holds the other end of that pipe, so the kernel closes it however we end, `kill -9` included. The
/// server is the shell's child: its process id cannot be given to another process before the shell has taken note of
/// its end. (`PR_SET_PDEATHSIG` would end the server with the *thread* that started it, and is Linux alone.)
const SCRIPT: &str = r#"
trap '' HUP INT QUIT TERM
signal=$1 remove=$2
shift 2
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ read -r line <&3; kill -s "$signal" "$server"; } 2>/dev/null &
watcher=$!
exec 3<&-
wait "$server"
status=$?
kill -s KILL "$watcher" 2>/dev/null
[ "$status" -ne 0 ] || [ -z "$remove" ] || rm -rf -- "$remove"
exit "$status"
"#;

/// How a server is told to stop, and what is left of it.
#[derive(Clone, Copy)]
pub(crate) enum Ending<'a> {
    /// Fast shutdown: transactions are rolled back, the data is written out.
    Keep,
    /// Immediate shutdown, and this folder goes too, unless the server failed: then its log may be wanted.
    Remove(&'a Path),
}

/// A running server's shell. Dropping it tells the server to stop and does not wait.
pub(crate) struct Guard {
    shell: Child,
}

impl Guard {
    /// Starts `server`, a program and its arguments, under `account`; its output goes to `log`.
    ///
    /// It gets its own process group: Ctrl-C in a terminal reaches our process only, which decides when to stop it.
    pub(crate) fn start(account: &Account, server: &Command, log: &File, ending: Ending<'_>) -> io::Result<Self> {
        let (signal, remove) = match ending {
            Ending::Keep => ("INT", Path::new("")),
            Ending::Remove(folder) => ("QUIT", folder),
        };
        let shell = account
            .command(Path::new("/bin/sh"))
            .args(["-c", SCRIPT, "sh", signal])
            .arg(remove)
            .arg(server.get_program())
            .args(server.get_args())
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log.try_clone()?)
            .process_group(0)
            .spawn()?;
        Ok(Self { shell })
    }

    /// Closes the pipe, which is the word to stop.
    pub(crate) fn tell_to_stop(&mut self) {
        self.shell.stdin.take();
    }

    /// The server's exit status, once it has ended.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.shell.try_wait().ok().flatten()
    }

    /// Waits for the server's end; says whether it came.
    pub(crate) fn wait(&mut self, within: Duration) -> bool {
        wait_until(within, || self.ended().is_some())
    }
}
