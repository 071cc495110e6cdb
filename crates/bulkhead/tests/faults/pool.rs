//! Two tenants take turns on few connections, and a tenth of the clients hang up.
//!
//! `POOL_REQUESTS` is the number of requests of each test (6,000; `just soak` sends 20,000).

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use base::Random;
use parking_lot::Mutex;
use reqwest::StatusCode;
use serde_json::{Value as Json, json};
use sqlx::{PgConnection, Row};
use tenancy::testing::TestDb;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::proxy::Proxy;
use crate::server::TestServer;

const CLIENTS: usize = 16;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_6_a_pool_of_one_carries_nothing_over() {
    Box::pin(take_turns("1", Whose::TwoUsers)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_1_clients_that_hang_up_on_a_pool_of_two_lose_nothing() {
    Box::pin(take_turns("2", Whose::TwoUsers)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_2_two_tabs_of_one_session_stay_in_a_tenant_each() {
    Box::pin(take_turns("2", Whose::OneSession)).await;
}

/// Whose the two tenants are.
#[derive(Debug)]
enum Whose {
    /// Each has its own user, whose home it is.
    TwoUsers,
    /// One user is in both, and names the tenant in each request.
    OneSession,
}

async fn take_turns(connections: &str, whose: Whose) {
    let requests: usize =
        std::env::var("POOL_REQUESTS").map_or(6_000, |text| text.parse().expect("POOL_REQUESTS must be a number"));
    let db = TestDb::new().await;
    let proxy = Proxy::start(db.socket_dir()).await;
    let name = db.name().to_owned();
    let url = |role: &str| format!("postgres://{role}@127.0.0.1:{}/{name}?sslmode=disable", proxy.port);
    let server = TestServer::start_over(
        db,
        &[
            ("DATABASE_URL_AUTH", &url("bulkhead_auth")),
            ("DATABASE_URL_APP", &url("bulkhead_app")),
            ("DATABASE_URL_PLATFORM", &url("bulkhead_platform")),
            ("DATABASE_TENANT_CONNECTIONS", connections),
            ("DATABASE_AUTH_CONNECTIONS", connections),
            ("DATABASE_ACQUIRE_SECONDS", "10"),
        ],
    )
    .await;
    let first = Tenant::register(&server.url, "a").await;
    let tenants = match whose {
        Whose::TwoUsers => [first, Tenant::register(&server.url, "b").await],
        Whose::OneSession => {
            let second = first.found("b").await;
            [Tenant { is_named: true, ..first }, second]
        }
    };
    let run = Arc::new(Run { tenants, requests, next: AtomicUsize::new(0), resets: AtomicUsize::new(0) });

    let over = Arc::new(AtomicBool::new(false));
    let watch = tokio::spawn(forgotten_transactions(server.db.connect("postgres").await, Arc::clone(&over)));
    let clients: Vec<_> = (0..CLIENTS).map(|_| tokio::spawn(Arc::clone(&run).client())).collect();
    for client in clients {
        client.await.unwrap();
    }
    over.store(true, Ordering::Relaxed);
    assert_eq!(watch.await.unwrap(), 0, "transactions left open");
    assert_eq!(proxy.aborted(), 0, "statements in another's failed transaction");

    let mut superuser = server.db.connect("postgres").await;
    let mut acknowledged = 0;
    for tenant in &run.tenants {
        let kept = rows(&mut superuser, &tenant.slug).await;
        assert!(kept.iter().all(|(_, name)| name.starts_with(&tenant.mark)), "rows of another in {}", tenant.slug);
        let lost = tenant.made.lock().iter().filter(|made| !kept.contains(made)).count();
        assert_eq!(lost, 0, "acknowledged writes lost");
        acknowledged += tenant.made.lock().len();
    }
    assert!(acknowledged >= requests / 4, "{acknowledged} writes are too few to tell");
    let resets = run.resets.load(Ordering::Relaxed);
    let whose = match whose {
        Whose::TwoUsers => "two users",
        Whose::OneSession => "one session",
    };
    println!(
        "pool of {connections}, {whose}: {requests} requests, {resets} reset, {acknowledged} writes acknowledged, 0 lost"
    );
}

/// Polls for transactions that have been idle for more than a second; answers how many it saw in all.
async fn forgotten_transactions(mut superuser: PgConnection, over: Arc<AtomicBool>) -> i64 {
    let mut seen = 0;
    while !over.load(Ordering::Relaxed) {
        seen += sqlx::query_scalar::<_, i64>(
            "select count(*) from pg_stat_activity where datname = current_database()
             and state like 'idle in transaction%' and clock_timestamp() - state_change > interval '1 second'",
        )
        .fetch_one(&mut superuser)
        .await
        .unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    seen
}

/// The ids and names of a tenant's leads.
async fn rows(superuser: &mut PgConnection, slug: &str) -> std::collections::HashSet<(String, String)> {
    sqlx::query(
        "select l.id::text, l.name from app.leads l join tenancy.tenants t on t.id = l.tenant_id where t.slug = $1",
    )
    .bind(slug)
    .fetch_all(superuser)
    .await
    .unwrap()
    .into_iter()
    .map(|row| (row.get(0), row.get(1)))
    .collect()
}

struct Tenant {
    client: reqwest::Client,
    url: String,
    cookie: String,
    slug: String,
    /// Whether requests name it.
    is_named: bool,
    /// What the name of each of its leads begins with.
    mark: String,
    /// The ids and names of the leads whose making was answered.
    made: Mutex<Vec<(String, String)>>,
}

impl Tenant {
    async fn register(url: &str, name: &str) -> Self {
        let client = reqwest::Client::new();
        let body = json!({"email": format!("{name}@test.com"), "password": "correct horse battery"});
        let answer = client.post(format!("{url}/auth/register")).json(&body).send().await.unwrap();
        let cookies = answer.headers().get_all("set-cookie").iter();
        let cookies: Vec<_> = cookies.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap()).collect();
        let cookie = cookies.join("; ");
        let listed = client.get(format!("{url}/api/leads")).header("Cookie", &cookie).send().await.unwrap();
        let slug = listed.headers()["x-tenant"].to_str().unwrap().to_owned();
        let mark = format!("of {name} ");
        Self { client, url: url.to_owned(), cookie, slug, is_named: false, mark, made: Mutex::default() }
    }

    /// Another tenant of the same user, in the same session.
    async fn found(&self, name: &str) -> Self {
        let request = self.client.post(format!("{}/api/tenants", self.url)).header("Cookie", &self.cookie);
        let answer = request.json(&json!({"name": name, "slug": "second"})).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        Self {
            client: self.client.clone(),
            url: self.url.clone(),
            cookie: self.cookie.clone(),
            slug: "second".to_owned(),
            is_named: true,
            mark: format!("of {name} "),
            made: Mutex::default(),
        }
    }

    async fn list(&self) {
        let (status, page) = self.send(self.client.get(format!("{}/api/leads?limit=20", self.url))).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        for item in page["items"].as_array().unwrap() {
            assert!(item["name"].as_str().unwrap().starts_with(&self.mark), "another's row: {item}");
        }
    }

    async fn find(&self, id: &str) -> StatusCode {
        let (status, lead) = self.send(self.client.get(format!("{}/api/leads/{id}", self.url))).await;
        assert!(status != StatusCode::OK || lead["name"].as_str().unwrap().starts_with(&self.mark), "{lead}");
        status
    }

    async fn make(&self, number: usize) {
        let name = format!("{}{number}", self.mark);
        let request = self.client.post(format!("{}/api/leads", self.url)).json(&json!({"name": name}));
        let (status, lead) = self.send(request).await;
        assert_eq!(status, StatusCode::CREATED, "{lead}");
        self.made.lock().push((lead["id"].as_str().unwrap().to_owned(), name));
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> (StatusCode, Json) {
        let request = request.header("Cookie", &self.cookie);
        let request = if self.is_named { request.header("X-Tenant", &self.slug) } else { request };
        let answer = request.send().await.unwrap();
        let status = answer.status();
        if status.is_success() {
            assert_eq!(answer.headers()["x-tenant"], self.slug.as_str());
        }
        (status, answer.json().await.unwrap())
    }

    /// Sends a request and resets the connection while it may be at work.
    async fn hang_up(&self, number: usize, after: Duration) {
        let address: SocketAddr = self.url.trim_start_matches("http://").parse().unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let named = if self.is_named { format!("X-Tenant: {}\r\n", self.slug) } else { String::new() };
        let head = format!("Host: {address}\r\nCookie: {}\r\n{named}", self.cookie);
        let request = if number.is_multiple_of(3) {
            format!("GET /api/leads HTTP/1.1\r\n{head}\r\n")
        } else {
            let body = json!({"name": format!("{}{number}", self.mark)}).to_string();
            let length = body.len();
            let head = format!("{head}Content-Type: application/json\r\nContent-Length: {length}\r\n");
            format!("POST /api/leads HTTP/1.1\r\n{head}\r\n{body}")
        };
        stream.write_all(request.as_bytes()).await.unwrap();
        tokio::time::sleep(after).await;
        stream.set_zero_linger().unwrap();
    }
}

struct Run {
    tenants: [Tenant; 2],
    requests: usize,
    next: AtomicUsize,
    resets: AtomicUsize,
}

impl Run {
    async fn client(self: Arc<Self>) {
        let random = Random::system();
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= self.requests {
                return;
            }
            let (own, other) = (&self.tenants[number % 2], &self.tenants[(number + 1) % 2]);
            let [what, when] = random.bytes();
            match what % 20 {
                0 | 1 => {
                    self.resets.fetch_add(1, Ordering::Relaxed);
                    own.hang_up(number, Duration::from_millis(u64::from(when % 12))).await;
                }
                2..=11 => own.make(number).await,
                12..=15 => own.list().await,
                16 | 17 => {
                    let made = own.made.lock().last().cloned();
                    if let Some((id, _)) = made {
                        assert_eq!(own.find(&id).await, StatusCode::OK);
                    }
                }
                _ => {
                    let made = other.made.lock().last().cloned();
                    if let Some((id, _)) = made {
                        assert_eq!(own.find(&id).await, StatusCode::NOT_FOUND);
                    }
                }
            }
        }
    }
}
