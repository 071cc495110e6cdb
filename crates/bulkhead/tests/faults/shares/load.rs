use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use parking_lot::Mutex;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::COMMON;
use super::neighbour::Neighbour;

/// What a tenant does without end.
#[derive(Clone, Copy, Debug)]
pub enum Load {
    Imports,
    Searches,
    Exports,
    Writes,
    Lists,
}

pub const LOADS: [Load; 5] = [Load::Imports, Load::Searches, Load::Exports, Load::Writes, Load::Lists];

impl Load {
    fn clients(self) -> usize {
        match self {
            Self::Imports | Self::Exports => 20,
            Self::Searches => 40,
            Self::Writes | Self::Lists => 64,
        }
    }
}

/// How many of the tenant's own requests were answered with a status; 0 stands for a connection that broke.
type Answers = BTreeMap<u16, usize>;

/// A load that runs on a thread of low priority, so that the server and not the generator has the machine.
pub struct Generator {
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
    answers: Arc<Mutex<Answers>>,
}

impl Generator {
    pub fn start(load: Load, noisy: &Neighbour, rows: usize) -> Self {
        let (stop, stopped) = oneshot::channel();
        let answers = Arc::<Mutex<Answers>>::default();
        let (noisy, counted) = (noisy.clone(), Arc::clone(&answers));
        let thread = std::thread::spawn(move || {
            // On Linux a thread has a priority of its own.
            rustix::process::nice(10).unwrap();
            let file = Arc::<str>::from(file(rows));
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut clients = JoinSet::new();
                for _ in 0..load.clients() {
                    clients.spawn(client(load, noisy.clone(), Arc::clone(&file), Arc::clone(&counted)));
                }
                stopped.await.unwrap();
            });
        });
        Self { stop, thread, answers }
    }

    /// Hangs up whatever is under way, and answers what was answered.
    pub fn stop(self) -> Answers {
        self.stop.send(()).unwrap();
        self.thread.join().unwrap();
        std::mem::take(&mut *self.answers.lock())
    }
}

fn file(rows: usize) -> String {
    (0..rows).fold("name,email,company\n".to_owned(), |mut file, n| {
        writeln!(file, "Ada Lovelace {n},ada{n}@example.com,Analytical {COMMON} {n}").unwrap();
        file
    })
}

/// Sends one request after the other.
async fn client(load: Load, noisy: Neighbour, file: Arc<str>, answers: Arc<Mutex<Answers>>) {
    loop {
        let request = match load {
            Load::Imports => {
                let request =
                    noisy.caller.request(Method::POST, "/api/leads/import").header("Content-Type", "text/csv");
                request.body(file.to_string())
            }
            Load::Searches => noisy.caller.request(Method::GET, &format!("/api/leads?q={COMMON}")),
            Load::Exports => noisy.caller.request(Method::GET, "/api/leads/export"),
            Load::Writes => noisy.caller.request(Method::POST, "/api/leads").json(&json!({"name": "Ada Lovelace"})),
            Load::Lists => noisy.caller.request(Method::GET, "/api/leads?limit=100"),
        };
        let status = match request.send().await {
            Ok(answer) => {
                let status = answer.status();
                answer.bytes().await.map_or(0, |_| status.as_u16())
            }
            Err(_) => 0,
        };
        *answers.lock().entry(status).or_default() += 1;
        // A client that tries again much sooner than it was told to.
        if status == StatusCode::TOO_MANY_REQUESTS.as_u16() || status == 0 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}
