use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use local_postgres::{Options, Server};
use rustix::process::{Pid, Signal, kill_process};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use tenancy::migrate;
use tokio::task::block_in_place;

use crate::folder::Folder;

/// A Postgres that writes through to the disk, with a database and the roles.
pub struct Cluster {
    // Stops before its folder goes.
    server: Option<Server>,
    options: Options,
    _folder: Folder,
}

impl Cluster {
    /// Starts one with all migrations.
    pub async fn start(settings: &[(&str, &str)]) -> Self {
        let cluster = Self::empty(settings).await;
        let mut owner = cluster.options("bulkhead_owner").connect().await.unwrap();
        migrate::run(&mut owner).await.unwrap();
        owner.close().await.unwrap();
        cluster
    }

    /// Starts one without tables.
    pub async fn empty(settings: &[(&str, &str)]) -> Self {
        let folder = Folder::new();
        let options = Options::new(folder.path().join("postgres"));
        let options = settings.iter().fold(options, |options, (name, value)| options.setting(name, value));
        let server = block_in_place(|| Server::start(&options).unwrap());
        let cluster = Self { server: Some(server), options, _folder: folder };
        let mut admin = cluster.options("postgres").database("postgres").connect().await.unwrap();
        sqlx::raw_sql("create database bulkhead").execute(&mut admin).await.unwrap();
        let mut superuser = cluster.superuser().await;
        migrate::create_roles(&mut superuser).await.unwrap();
        cluster
    }

    /// One of Postgres's programs, from where the server's own came, as the superuser.
    pub fn program(&self, name: &str) -> Command {
        let program = self.server().binaries().folder().join(name);
        assert!(program.exists(), "{} is missing: install the client programs of Postgres", program.display());
        let mut command = Command::new(program);
        command.arg("--host").arg(self.server().socket_dir()).args(["--port", "5432", "--username", "postgres"]);
        command.args(["--dbname", "bulkhead"]);
        command
    }

    pub fn url(&self, role: &str) -> String {
        format!("postgres://{role}@localhost:5432/bulkhead?host={}", self.server().socket_dir().display())
    }

    pub async fn superuser(&self) -> PgConnection {
        self.options("postgres").connect().await.unwrap()
    }

    /// Ends the postmaster and all its processes, none of which can do anything about it.
    pub fn kill(&self) {
        let processes = self.processes();
        for process in &processes {
            signal(*process, Signal::KILL);
        }
        let gone = || processes.iter().all(|process| has_ended(*process));
        assert!(block_in_place(|| until(Duration::from_secs(10), gone)), "the database outlives SIGKILL");
    }

    /// Starts the database again after [`Cluster::kill`].
    pub fn restart(&mut self) {
        block_in_place(|| {
            drop(self.server.take());
            self.server = Some(Server::start(&self.options).unwrap());
        });
    }

    /// Stops all processes where they are, as a machine or a disk that hangs would.
    pub fn freeze(&self) {
        self.processes().into_iter().for_each(|process| signal(process, Signal::STOP));
    }

    pub fn thaw(&self) {
        self.processes().into_iter().for_each(|process| signal(process, Signal::CONT));
    }

    fn processes(&self) -> Vec<u32> {
        let postmaster = self.server().pid();
        let mut processes = vec![postmaster];
        processes.extend(children(postmaster));
        processes
    }

    fn server(&self) -> &Server {
        self.server.as_ref().unwrap()
    }

    fn options(&self, role: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(self.server().socket_dir())
            .username(role)
            .database("bulkhead")
            .disable_statement_logging()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A test that failed in between: what is frozen can't stop.
        if self.server.is_some() {
            self.thaw();
        }
    }
}

/// Waits until something holds; false where it doesn't in time.
pub fn until(limit: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while !holds() {
        if begun.elapsed() > limit {
            return false;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    true
}

/// Whether a process is gone, or only waits for its parent to take note.
pub fn has_ended(process: u32) -> bool {
    stat(process).is_none_or(|(state, _)| state == "Z")
}

pub fn signal(process: u32, signal: Signal) {
    // One that has ended meanwhile needs no signal.
    let _ = kill_process(Pid::from_raw(process.cast_signed()).unwrap(), signal);
}

fn children(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter(|process| stat(*process).is_some_and(|(_, of)| of == parent)).collect()
}

/// The state and the parent of a process.
fn stat(process: u32) -> Option<(String, u32)> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = text.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
}
