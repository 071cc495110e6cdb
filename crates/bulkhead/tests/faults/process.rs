//! What a process takes of the machine, and how many files it may open.

use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The unit in which proc(5) tells a process's time, `USER_HZ`: the same on all Linux machines that this runs on.
const TICKS_PER_SECOND: f64 = 100.0;

/// How much memory a process has, in bytes (proc(5), `VmRSS`).
pub fn resident_bytes(pid: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10
}

/// The most memory that a process has at a time until it is over.
pub async fn most_resident_bytes(pid: u32, is_over: Arc<AtomicBool>) -> usize {
    let mut most = 0;
    while !is_over.load(Ordering::Relaxed) {
        most = most.max(resident_bytes(pid));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    most
}

/// Whether a server has a connection with a client that neither has closed (proc(5), `/proc/net/tcp`, state 01).
pub fn is_connected(server: SocketAddr, client: SocketAddr) -> bool {
    let table = fs::read_to_string("/proc/net/tcp").unwrap();
    let ends = format!("{} {} 01", hexadecimal(server), hexadecimal(client));
    table.lines().any(|line| line.contains(&ends))
}

/// An address as `/proc/net/tcp` has it: its bytes in the machine's order.
fn hexadecimal(address: SocketAddr) -> String {
    let SocketAddr::V4(address) = address else { panic!("{address} is not IPv4") };
    format!("{:08X}:{:04X}", u32::from_ne_bytes(address.ip().octets()), address.port())
}

/// The processor time of all threads of a process, in the kernel too, in seconds (proc(5), `utime` and `stime`).
pub fn processor_seconds(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    // The name, in parentheses, is the second field.
    let fields = stat.rsplit_once(')').unwrap().1.split_whitespace();
    let ticks: u32 = fields.skip(11).take(2).map(|ticks| ticks.parse::<u32>().unwrap()).sum();
    f64::from(ticks) / TICKS_PER_SECOND
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
