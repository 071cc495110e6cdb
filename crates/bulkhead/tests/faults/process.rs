//! What a process takes of the machine, and how many files it may open.

use std::fs;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The unit in which proc(5) tells a process's time: on Linux, a hundredth of a second wherever user space sees it.
const TICK: Duration = Duration::from_millis(10);

/// How much memory a process has, in bytes (proc(5), `VmRSS`).
pub fn resident_bytes(pid: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10
}

/// The processor time of all threads of a process, in the kernel too (proc(5), `utime` and `stime`).
pub fn processor_time(pid: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    // The name, in parentheses, is the second field.
    let fields = stat.rsplit_once(')').unwrap().1.split_whitespace();
    fields.skip(11).take(2).map(|ticks| TICK * ticks.parse::<u32>().unwrap()).sum()
}

/// Lets this process, and the servers that it starts from here on, open as many files as they may. Fails where that is
/// fewer than `needed`.
pub fn raise_file_limit(needed: u64) {
    let limit = getrlimit(Resource::Nofile);
    assert!(
        limit.maximum.is_none_or(|most| most >= needed),
        "this takes {needed} open files, and at most {} are allowed here: raise the hard limit (`ulimit -Hn {needed}`)",
        limit.maximum.unwrap_or_default()
    );
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).unwrap();
}
