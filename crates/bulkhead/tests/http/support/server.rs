//! A server for a test, and the callers that use it.

use std::borrow::Borrow;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use base::Clock;
use bulkhead::application::{Application, Fitness};
use bulkhead::config::{Config, Env};
use reqwest::header::{ACCEPT, COOKIE, HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value as Json, json};
use tenancy::Mode;
use tenancy::testing::TestDb;
use uuid::Uuid;

use super::reply::{Ask, Reply, uuid};
use super::state;

/// The password of all users in the tests.
pub const PASSWORD: &str = "correct horse battery";

/// The secret that the servers of the tests sign and seal with.
pub const SECRET: &str = "b4uJ1q0fYvT8mZpK7xWcR3sLhN6dGaE5";

/// A course that each server has, for what names one.
pub const COURSE: Uuid = Uuid::from_u128(0x0197_ca7a_0000_7000_8000_0000_0000_0003);

/// An address that tenants' URLs may name, where nothing listens.
pub const NOWHERE: &str = "127.0.0.1:9";

/// Whether a server of this process has examined its database. All are copies of one; tests of the examination start the program.
static EXAMINED: AtomicBool = AtomicBool::new(false);

/// A running server; it ends with the test's runtime.
#[derive(Clone)]
pub struct TestServer {
    pub url: String,
    pub db: Arc<TestDb>,
    pub clock: Clock,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts with further variables, which win over the test's own.
    pub async fn start_with(variables: &[(&str, &str)]) -> Self {
        Self::start_over(TestDb::new().await, variables).await
    }

    pub async fn start_over(db: TestDb, variables: &[(&str, &str)]) -> Self {
        let clock = Clock::manual(time::macros::datetime!(2026-03-01 12:00 UTC));
        let course =
            format!("insert into app.courses (id, name) values ('{COURSE}', 'Astronomy') on conflict do nothing");
        db.superuser(&course).await;
        let url = Self::start_node(&db, clock.clone(), variables).await;
        Self { url, db: Arc::new(db), clock }
    }

    /// Starts one more server on the same database.
    pub async fn start_node(db: &TestDb, clock: Clock, variables: &[(&str, &str)]) -> String {
        let mode = if db.mode() == Mode::Direct { "direct" } else { "transaction" };
        let own = [
            ("BULKHEAD_ADDR", "127.0.0.1:0".to_owned()),
            ("METRICS_ADDR", "off".to_owned()),
            // A developer's own server may have started one.
            ("SIMULATOR_ADDR", "off".to_owned()),
            // Nothing listens there: no test asks the real one.
            ("TWILIO_API_URL", "http://127.0.0.1:9".to_owned()),
            // Nothing listens there either. Images that a test wants made are made by what it names.
            ("IMAGES_URL", format!("http://{NOWHERE}/v1")),
            ("IMAGES_MODEL", "none".to_owned()),
            ("WORKERS", "1".to_owned()),
            // A busy machine may take longer to connect than a server should let its clients wait.
            ("DATABASE_ACQUIRE_SECONDS", "30".to_owned()),
            ("ACCESS_LOG", "off".to_owned()),
            ("RATE_LIMIT_LOGIN", "off".to_owned()),
            ("LOGIN_FAILURES_PER_CLIENT", "1000000".to_owned()),
            ("RATE_LIMIT_REGISTER", "off".to_owned()),
            ("RATE_LIMIT_TOKENS", "off".to_owned()),
            ("RATE_LIMIT_DOCUMENTS", "off".to_owned()),
            ("RATE_LIMIT_HEALTH", "off".to_owned()),
            ("RATE_LIMIT_WEBHOOKS", "off".to_owned()),
            ("RATE_LIMIT_REPORTS", "off".to_owned()),
            ("SESSION_SECRET", SECRET.to_owned()),
            ("DATABASE_MODE", mode.to_owned()),
            ("DATABASE_URL_AUTH", db.url("bulkhead_auth")),
            ("DATABASE_URL_APP", db.url("bulkhead_app")),
            ("DATABASE_URL_PLATFORM", db.url("bulkhead_platform")),
        ];
        // Production refuses it.
        let allow =
            (!variables.contains(&("BULKHEAD_ENV", "production"))).then_some(("OUTGOING_ALLOW", NOWHERE.to_owned()));
        let given = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let own = own.into_iter().chain(allow).map(|(name, value)| (name.to_owned(), value));
        let env = Env::of(own.chain(given));
        let config = Config::from_env(&env).expect("the test's configuration is right");
        let folder = std::env::temp_dir();
        let fitness = if EXAMINED.swap(true, Ordering::Relaxed) { Fitness::Known } else { Fitness::Unknown };
        let application = Application::build(config, clock, &folder, fitness);
        let application = Box::pin(application).await.expect("the server starts");
        let address = application.address();
        tokio::spawn(application.run());
        super::nginx::front(address)
    }

    /// A caller who isn't signed in.
    pub fn anonymous(&self) -> Caller {
        Caller::new(&self.url)
    }

    /// A new user, signed in, in a personal workspace of their own.
    pub async fn user(&self, email: &str) -> Caller {
        self.anonymous().register(&json!({"email": email, "password": PASSWORD})).await
    }

    /// A new user whose address is verified, signed in.
    pub async fn verified_user(&self, email: &str) -> Caller {
        let caller = self.user(email).await;
        state::verify_address(&self.db, caller.id()).await;
        caller
    }

    /// Signs a user in and answers the session cookie, as `name=value`, for requests that are put together by hand.
    pub async fn sign_in_for_cookie(&self, email: &str) -> String {
        let answer = self.anonymous().login(email, PASSWORD).await.ok();
        answer.session_cookie().expect("the sign-in sets a cookie")
    }
}

/// A client with cookies of its own.
#[derive(Clone)]
pub struct Caller {
    client: reqwest::Client,
    url: String,
    tenant: Option<String>,
    bearer: Option<String>,
    /// The user who registered with it.
    user: Option<Uuid>,
}

impl Caller {
    pub fn new(url: &str) -> Self {
        let client = reqwest::Client::builder().cookie_store(true).build().expect("a client can be made");
        Self { client, url: url.to_owned(), tenant: None, bearer: None, user: None }
    }

    /// A caller whose connections come from this address.
    pub fn from_address(url: &str, from: IpAddr) -> Self {
        let client = reqwest::Client::builder().cookie_store(true).local_address(from).build();
        Self { client: client.expect("a client can be made"), ..Self::new(url) }
    }

    /// A caller that always sends this cookie, whatever cookies the server sets.
    pub fn with_cookie(url: &str, cookie: &str) -> Self {
        let cookie = HeaderValue::from_str(cookie).expect("the cookie is a header's value");
        let client = reqwest::Client::builder().default_headers(HeaderMap::from_iter([(COOKIE, cookie)])).build();
        Self { client: client.expect("a client can be made"), ..Self::new(url) }
    }

    /// The same caller, naming a tenant.
    pub fn in_tenant(&self, tenant: impl fmt::Display) -> Self {
        Self { tenant: Some(tenant.to_string()), ..self.clone() }
    }

    /// The same caller, naming no tenant.
    pub fn at_home(&self) -> Self {
        Self { tenant: None, ..self.clone() }
    }

    /// The same caller at another server.
    pub fn at(&self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self.clone() }
    }

    /// The same caller, with a bearer token in the place of cookies.
    pub fn bearing(&self, token: &str) -> Self {
        Self { bearer: Some(token.to_owned()), tenant: self.tenant.clone(), user: self.user, ..Self::new(&self.url) }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        // They are a stream without an end for clients that take anything.
        let request =
            if path.starts_with("/api/events") { request.header(ACCEPT, "application/json") } else { request };
        let request = match &self.tenant {
            Some(tenant) => request.header("X-Tenant", tenant),
            None => request,
        };
        match &self.bearer {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Registers a user, who is signed in then.
    pub async fn register(self, body: &Json) -> Self {
        let me = self.post("/auth/register", body).await.created();
        Self { user: Some(uuid(&me["user"]["id"])), ..self }
    }

    /// The id of the user who registered with it.
    pub fn id(&self) -> Uuid {
        self.user.expect("a user registered with this caller")
    }

    pub async fn login(&self, email: &str, password: &str) -> Reply {
        self.post("/auth/login", json!({"email": email, "password": password})).await
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<&Json>) -> Reply {
        let request = self.request(method, path);
        let request = if let Some(body) = body { request.json(body) } else { request };
        request.reply().await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: impl Borrow<Json>) -> Reply {
        self.send(Method::POST, path, Some(body.borrow())).await
    }

    /// A POST without a body.
    pub async fn post_empty(&self, path: &str) -> Reply {
        self.send(Method::POST, path, None).await
    }

    pub async fn put(&self, path: &str, body: impl Borrow<Json>) -> Reply {
        self.send(Method::PUT, path, Some(body.borrow())).await
    }

    pub async fn patch(&self, path: &str, body: impl Borrow<Json>) -> Reply {
        self.send(Method::PATCH, path, Some(body.borrow())).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None).await
    }
}
