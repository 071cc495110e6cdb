//! Running other programs with a bound on their time, and small names and waits that several files need.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const POLL: Duration = Duration::from_millis(10);

/// Finds `program` in the absolute folders of `path`, as a shell would.
pub(crate) fn which(program: &str, path: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Runs `command` to its end and returns its standard output.
///
/// The error is one line: the last thing the program said on standard error, or why it could not run.
pub(crate) fn run(command: &mut Command, within: Duration) -> Result<String, String> {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or_default().display().to_string();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{name}: {error}"))?;
    let stdout = child.stdout.take().map(drain);
    let stderr = child.stderr.take().map(drain);
    let mut status = None;
    wait_until(within, || {
        status = child.try_wait().ok().flatten();
        status.is_some()
    });
    let Some(status) = status else {
        // Its readers are left behind: a grandchild may hold the pipes open.
        let _ = child.kill();
        let _ = child.wait();
        return Err(format!("{name} took longer than {} s", within.as_secs()));
    };
    let [stdout, stderr] =
        [stdout, stderr].map(|reader| reader.and_then(|thread| thread.join().ok()).unwrap_or_default());
    if status.success() {
        return Ok(stdout);
    }
    Err(telling_line(&stderr).map_or_else(|| format!("{name}: {status}"), str::to_owned))
}

/// The line of a program's output that says what went wrong: the last one that names an error, else the last one.
pub(crate) fn telling_line(output: &str) -> Option<&str> {
    let lines = || output.lines().map(str::trim).filter(|line| !line.is_empty());
    lines()
        .rfind(|line| ["FATAL", "PANIC", "error:", "ERROR:"].iter().any(|mark| line.contains(mark)))
        .or_else(|| lines().next_back())
}

/// Asks `done` every few milliseconds until it is true or `within` has passed; says whether it became true.
pub(crate) fn wait_until(within: Duration, mut done: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + within;
    loop {
        if done() {
            return true;
        }
        if Instant::now() >= end {
            return false;
        }
        thread::sleep(POLL);
    }
}

/// A name that no other call, process or earlier run has used.
pub(crate) fn unique_name(prefix: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    #[expect(clippy::disallowed_methods, reason = "only tells names of temporary folders apart")]
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{prefix}{}-{}-{}", std::process::id(), since_epoch.as_nanos(), COUNT.fetch_add(1, Ordering::Relaxed))
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
