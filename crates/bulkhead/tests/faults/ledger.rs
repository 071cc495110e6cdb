use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use reqwest::Method;
use serde_json::json;
use sqlx::{PgConnection, Row};
use tokio::task::JoinHandle;

use crate::cluster::Cluster;
use crate::reply::Reply;
use crate::server::Caller;

const WRITERS: usize = 8;
/// The longest that a writer tries to get one write acknowledged.
const PATIENCE: Duration = Duration::from_mins(1);
/// After a write that was not acknowledged.
const PAUSE: Duration = Duration::from_millis(20);

/// Clients that write continuously, and the writes that the server acknowledged to them.
pub struct Ledger {
    shared: Arc<Shared>,
    writers: Vec<JoinHandle<()>>,
}

struct Shared {
    /// The id that was acknowledged for each name. One writer sends a name with one `Idempotency-Key`, over and over
    /// until it is acknowledged; the next sends each once, without a key.
    made: Mutex<HashMap<String, String>>,
    /// The names that were sent without a key, and not acknowledged.
    untold: Mutex<HashSet<String>>,
    /// The addresses whose registration was acknowledged.
    registered: Mutex<Vec<String>>,
    retries: AtomicUsize,
    over: AtomicBool,
}

impl Ledger {
    pub async fn open(url: &str) -> Self {
        let shared = Arc::new(Shared {
            made: Mutex::default(),
            untold: Mutex::default(),
            registered: Mutex::default(),
            retries: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        });
        let mut writers = Vec::new();
        for writer in 0..WRITERS {
            let caller = Caller::new(url);
            register(&caller, &format!("writer{writer}@test.com")).await.unwrap().created();
            writers.push(tokio::spawn(Arc::clone(&shared).write(caller, writer)));
        }
        writers.push(tokio::spawn(Arc::clone(&shared).sign_up(url.to_owned())));
        Self { shared, writers }
    }

    pub fn acknowledged(&self) -> usize {
        self.shared.made.lock().len()
    }

    /// How often a write was sent again, after an attempt that the server didn't acknowledge.
    pub fn retries(&self) -> usize {
        self.shared.retries.load(Ordering::Relaxed)
    }

    /// How many writes were sent once, without an acknowledgement: their outcome is unknown.
    pub fn untold(&self) -> usize {
        self.shared.untold.lock().len()
    }

    /// Ends the writing, and waits until each writer has got its last answer.
    pub async fn close(&mut self) {
        self.shared.over.store(true, Ordering::Relaxed);
        for writer in self.writers.drain(..) {
            writer.await.unwrap();
        }
    }

    /// How many of the acknowledged writes the database doesn't have.
    pub async fn lost(&self, database: &mut PgConnection) -> usize {
        let kept = leads(database).await;
        let made = self.shared.made.lock();
        made.iter().filter(|(name, id)| !kept.iter().any(|kept| (&kept.0, &kept.1) == (*name, *id))).count()
    }

    /// After [`Ledger::close`]: everything that was acknowledged is there, once, and nothing is half done.
    pub async fn check(&self, cluster: &Cluster, url: &str) {
        let mut database = cluster.superuser().await;
        let mut kept: HashMap<String, Vec<String>> = HashMap::new();
        for (name, id) in leads(&mut database).await {
            kept.entry(name).or_default().push(id);
        }
        for (name, id) in &*self.shared.made.lock() {
            assert_eq!(kept.remove(name).as_deref(), Some(&[id.clone()][..]), "{name} was acknowledged as {id}");
        }
        for (name, ids) in kept {
            assert!(
                self.shared.untold.lock().contains(&name),
                "{name} is there unacknowledged, although its writer went on"
            );
            assert_eq!(ids.len(), 1, "{name} was sent once");
        }
        let unlogged: i64 = sqlx::query_scalar(
            "select count(*) from (select tenant_id, id from app.leads) l
             full join (select tenant_id, row_id from tenancy.changes where table_name = 'leads' and operation = 'insert') c
             on (l.tenant_id, l.id) = (c.tenant_id, c.row_id) where l.id is null or c.row_id is null",
        )
        .fetch_one(&mut database)
        .await
        .unwrap();
        assert_eq!(unlogged, 0, "leads without their line in the change log, or lines without their lead");

        // Every registered user, acknowledged or not, can sign in and then has a workspace.
        let users: Vec<String> =
            sqlx::query_scalar("select email from auth.users").fetch_all(&mut database).await.unwrap();
        let unknown = self.shared.registered.lock().iter().filter(|address| !users.contains(address)).count();
        assert_eq!(unknown, 0, "acknowledged registrations lost");
        for address in users {
            let caller = Caller::new(url);
            let body = json!({"email": address, "password": "correct horse battery"});
            let answer = caller.post("/auth/login", body).await;
            assert_eq!(answer.status, 200, "{address}: {answer}");
            assert_eq!(caller.get("/api/leads").await.status, 200, "{address} has no workspace: {answer}");
        }
    }
}

/// The names and ids of all leads of all tenants.
async fn leads(database: &mut PgConnection) -> Vec<(String, String)> {
    let rows = sqlx::query("select name, id::text from app.leads").fetch_all(database).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

async fn register(caller: &Caller, address: &str) -> Result<Reply, reqwest::Error> {
    let body = json!({"email": address, "password": "correct horse battery"});
    let answer = caller.request(Method::POST, "/auth/register").json(&body).send().await?;
    Ok(Reply::read(format!("the registration of {address}"), answer).await)
}

impl Shared {
    async fn write(self: Arc<Self>, caller: Caller, writer: usize) {
        for number in 0.. {
            if self.over.load(Ordering::Relaxed) {
                return;
            }
            let name = format!("lead {number} of {writer}");
            let id = if writer.is_multiple_of(2) {
                let id = tokio::time::timeout(PATIENCE, self.insist(&caller, &name)).await;
                Some(id.expect("the write is acknowledged at last"))
            } else {
                send(&caller, &name, None).await
            };
            if let Some(id) = id {
                self.made.lock().insert(name, id);
            } else {
                self.untold.lock().insert(name);
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    /// Sends a write until it is acknowledged, with the same key.
    async fn insist(&self, caller: &Caller, name: &str) -> String {
        let key = name.replace(' ', "-");
        loop {
            if let Some(id) = send(caller, name, Some(&key)).await {
                return id;
            }
            self.retries.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn sign_up(self: Arc<Self>, url: String) {
        for number in 0.. {
            if self.over.load(Ordering::Relaxed) {
                return;
            }
            let address = format!("user{number}@test.com");
            let answer = tokio::time::timeout(Duration::from_secs(10), register(&Caller::new(&url), &address)).await;
            if answer.is_ok_and(|answer| answer.is_ok_and(|answer| answer.status == 201)) {
                self.registered.lock().push(address);
            } else {
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Sends a write once; answers the id that was acknowledged.
async fn send(caller: &Caller, name: &str, key: Option<&str>) -> Option<String> {
    let request =
        caller.request(Method::POST, "/api/leads").json(&json!({"name": name})).timeout(Duration::from_secs(10));
    let request = key.into_iter().fold(request, |request, key| request.header("Idempotency-Key", key));
    let answer = request.send().await.ok()?;
    let status = answer.status();
    // It may be cut off in the middle.
    let body: serde_json::Value = answer.json().await.ok()?;
    if status == 201 {
        return Some(body["id"].as_str().unwrap().to_owned());
    }
    // 409: the first one with this key is still at work.
    assert!(status.is_server_error() || (key.is_some() && status == 409), "{status}: {body}");
    None
}
