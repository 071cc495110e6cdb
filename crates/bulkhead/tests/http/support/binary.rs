//! The binary itself, in a process of its own.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use parking_lot::Mutex;
use tenancy::Mode;
use tenancy::testing::TestDb;

use super::server::SECRET;

/// Runs a program for as long as our end of its standard input is open, which a killed test closes as well. Says first
/// which process it is.
const KEEPER: &str = r#""$0" </dev/null & echo $!; read _; kill -9 $!; wait"#;

/// How to start the binary with these variables and no others but what keeps it small.
pub fn bulkhead(variables: &[(&str, &str)]) -> Command {
    with_variables(Command::new(env!("CARGO_BIN_EXE_bulkhead")), variables)
}

fn with_variables(mut command: Command, variables: &[(&str, &str)]) -> Command {
    command
        .env_clear()
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .envs([("BULKHEAD_ADDR", "127.0.0.1:0"), ("METRICS_ADDR", "off"), ("WORKERS", "1")])
        .envs(variables.iter().copied());
    command
}

/// A server in a process of its own, which ends with the test, however that ends.
pub struct Running {
    pub url: String,
    /// What it wrote before it served.
    pub lines_before: Vec<String>,
    keeper: Child,
    process: u32,
    log: Mutex<mpsc::Receiver<String>>,
}

impl Running {
    /// Starts over a database, the server's own of the test, with further variables.
    pub async fn start(db: &TestDb, variables: &[(&str, &str)]) -> Self {
        let urls = ["auth", "app", "platform"].map(|role| db.url(&format!("bulkhead_{role}")));
        let own = [
            ("DATABASE_URL_AUTH", urls[0].as_str()),
            ("DATABASE_URL_APP", &urls[1]),
            ("DATABASE_URL_PLATFORM", &urls[2]),
            ("DATABASE_MODE", if db.mode() == Mode::Direct { "direct" } else { "transaction" }),
            ("SESSION_SECRET", SECRET),
            // A busy machine may take longer to connect than a server should let its clients wait.
            ("DATABASE_ACQUIRE_SECONDS", "30"),
        ];
        Self::start_at(&[&own, variables].concat()).await
    }

    /// Starts with these variables, which lead to a database.
    pub async fn start_at(variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", KEEPER, env!("CARGO_BIN_EXE_bulkhead")]);
        let mut keeper = with_variables(command, variables).stdin(Stdio::piped()).spawn().unwrap();
        let (sender, log) = mpsc::channel();
        let mut said = BufReader::new(keeper.stdout.take().unwrap());
        let mut first = String::new();
        said.read_line(&mut first).unwrap();
        let process = first.trim().parse().unwrap();
        let pipes: [Box<dyn Read + Send>; 2] = [Box::new(said), Box::new(keeper.stderr.take().unwrap())];
        for pipe in pipes {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        let (log, lines_before, address) = tokio::task::spawn_blocking(move || {
            let mut before = Vec::new();
            loop {
                let line = log.recv_timeout(Duration::from_secs(20)).unwrap_or_else(|_| {
                    panic!("the server says where it listens, not only {before:#?}");
                });
                if let Some((_, address)) = line.split_once(" on ").filter(|_| line.starts_with("Bulkhead serves")) {
                    return (log, before, address.to_owned());
                }
                before.push(line);
            }
        })
        .await
        .unwrap();
        Self { url: format!("http://{address}"), lines_before, keeper, process, log: Mutex::new(log) }
    }

    /// What it has written since the last call. Another thread writes the log, so half a second of silence is the end.
    pub fn lines(&self) -> Vec<String> {
        let log = self.log.lock();
        std::iter::from_fn(|| log.recv_timeout(Duration::from_millis(500)).ok()).collect()
    }

    /// Resident memory, in MiB.
    pub fn rss(&self) -> u64 {
        let statm = std::fs::read_to_string(format!("/proc/{}/statm", self.process)).unwrap();
        let pages: u64 = statm.split(' ').nth(1).unwrap().parse().unwrap();
        pages * 4 / 1024
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// A URL that leads straight to Postgres, also where the tests have a pooler.
pub fn url(db: &TestDb, role: &str) -> String {
    format!("postgres://{role}@localhost:5432/{}?host={}", db.name(), db.socket_dir().display())
}

/// What a command says, and whether it ends well.
pub async fn command(db: &TestDb, arguments: &[&str], variables: &[(&str, &str)]) -> (String, bool) {
    let urls = ["auth", "app", "platform"].map(|role| url(db, &format!("bulkhead_{role}")));
    let own = [
        ("SESSION_SECRET", SECRET),
        ("DATABASE_URL_AUTH", urls[0].as_str()),
        ("DATABASE_URL_APP", &urls[1]),
        ("DATABASE_URL_PLATFORM", &urls[2]),
    ];
    let mut command = bulkhead(&[&own, variables].concat());
    command.args(arguments);
    let ended = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    (String::from_utf8(ended.stdout).unwrap(), ended.status.success())
}
