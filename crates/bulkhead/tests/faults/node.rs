use std::net::TcpListener;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use rustix::process::Signal;
use tokio::task::block_in_place;

use crate::cluster::{Cluster, signal, until};
use crate::folder::Folder;

/// The program itself, at an address that it keeps when it is started again.
pub struct Node {
    pub url: String,
    child: Child,
    command: Command,
    folder: Folder,
}

impl Node {
    /// Starts a server over a database, or over its own development database where there is none.
    pub async fn start(cluster: Option<&Cluster>, variables: &[(&str, &str)]) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let folder = Folder::new();
        let mut command = Command::new(env!("CARGO_BIN_EXE_bulkhead"));
        command.arg("serve").current_dir(folder.path()).env_clear();
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        let own = [
            ("METRICS_ADDR", "off"),
            ("WORKERS", "2"),
            ("LOG", "error"),
            ("RATE_LIMIT_LOGIN", "off"),
            ("RATE_LIMIT_REGISTER", "off"),
            ("RATE_LIMIT_TOKENS", "off"),
            ("RATE_LIMIT_DOCUMENTS", "off"),
            ("RATE_LIMIT_HEALTH", "off"),
            ("SESSION_SECRET", "b4uJ1q0fYvT8mZpK7xWcR3sLhN6dGaE5"),
        ];
        command.envs(own).env("BULKHEAD_ADDR", address.to_string());
        if let Some(cluster) = cluster {
            for (name, role) in [("AUTH", "auth"), ("APP", "app"), ("PLATFORM", "platform")] {
                command.env(format!("DATABASE_URL_{name}"), cluster.url(&format!("bulkhead_{role}")));
            }
        }
        command.envs(variables.iter().copied()).stdout(Stdio::null());
        let child = command.spawn().unwrap();
        let mut node = Self { url: format!("http://{address}"), child, command, folder };
        node.until_ready(Duration::from_mins(1)).await;
        node
    }

    /// Answers how long it took.
    pub async fn until_ready(&mut self, limit: Duration) -> Duration {
        let begun = Instant::now();
        while !self.answers("/health/ready").await {
            assert!(self.child.try_wait().unwrap().is_none(), "the server did not start");
            assert!(begun.elapsed() < limit, "the server is not ready after {limit:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        begun.elapsed()
    }

    /// Whether a path answers 200.
    pub async fn answers(&self, path: &str) -> bool {
        let answer = reqwest::get(format!("{}{path}", self.url)).await;
        answer.is_ok_and(|answer| answer.status() == StatusCode::OK)
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits until it has; answers how, and how long that took.
    pub fn stop(&mut self, by: Signal) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        signal(self.child.id(), by);
        let ended = block_in_place(|| {
            let mut status = None;
            until(Duration::from_secs(40), || {
                status = self.child.try_wait().unwrap();
                status.is_some()
            });
            status
        });
        (ended.expect("the server stops when it is asked to"), begun.elapsed())
    }

    /// Starts it again after it has ended.
    pub fn start_again(&mut self) {
        self.child = self.command.spawn().unwrap();
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
