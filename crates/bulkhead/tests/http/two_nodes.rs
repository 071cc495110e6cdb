//! Two server processes on one database: what must hold for both together, asked of both at once.
//!
//! The processes have the machine's own clock. Tests of time are elsewhere, with a clock that they move.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod ends;
mod guesses;
mod once;

use std::sync::{Arc, Weak};

use base::Clock;
use futures_util::future::join_all;
use serde_json::{Value as Json, json};
use tenancy::Role;
use tenancy::testing::TestDb;
use tokio::sync::Mutex;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use crate::support::binary::Running;
use crate::support::mailbox;
use crate::support::server::{Caller, PASSWORD};
use crate::support::state::{self, Superuser};
use crate::support::wait::until;

/// The limits of the client's address are off: they would hide the limits of an account, a contact or a token.
const VARIABLES: [(&str, &str); 6] = [
    ("WORKERS", "2"),
    ("ACCESS_LOG", "off"),
    ("RATE_LIMIT_LOGIN", "off"),
    ("RATE_LIMIT_REGISTER", "off"),
    ("RATE_LIMIT_TOKENS", "off"),
    ("LOGIN_FAILURES_PER_CLIENT", "1000000"),
];

/// Two processes, which end with it.
pub struct Pair {
    db: TestDb,
    nodes: [Running; 2],
}

/// An authenticator app, whose clock is the machine's.
struct App(Totp);

impl Pair {
    async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts with further variables, which win over those of all.
    async fn start_with(variables: &[(&str, &str)]) -> Self {
        let db = TestDb::new().await;
        let variables = [&VARIABLES, variables].concat();
        let (first, second) = tokio::join!(Running::start(&db, &variables), Running::start(&db, &variables));
        Self { db, nodes: [first, second] }
    }

    /// The pair that tests share which run at about the same time. Each has people of its own in it.
    async fn shared() -> Arc<Self> {
        static SHARED: Mutex<Weak<Pair>> = Mutex::const_new(Weak::new());
        let mut shared = SHARED.lock().await;
        if let Some(pair) = shared.upgrade() {
            return pair;
        }
        let pair = Arc::new(Self::start().await);
        *shared = Arc::downgrade(&pair);
        pair
    }

    /// Kills a process and starts another in its place.
    async fn restart(&mut self, node: usize) {
        self.nodes[node] = Running::start(&self.db, &VARIABLES).await;
    }

    /// The address of the one process or the other, by turns.
    fn url(&self, number: usize) -> &str {
        &self.nodes[number % 2].url
    }

    /// A caller who isn't signed in.
    fn anonymous(&self, number: usize) -> Caller {
        Caller::new(self.url(number))
    }

    /// As many clients with connections of their own, by turns at the one process and the other.
    async fn anonymous_each(&self, count: usize) -> Vec<Caller> {
        connected((0..count).map(|number| self.anonymous(number)).collect()).await
    }

    /// The same caller so many times, over as many connections, by turns at the one process and the other.
    async fn each(&self, caller: &Caller, count: usize) -> Vec<Caller> {
        connected((0..count).map(|number| caller.at(self.url(number))).collect()).await
    }

    /// A new user, signed in.
    async fn user(&self, email: &str) -> Caller {
        self.anonymous(0).register(&json!({"email": email, "password": PASSWORD})).await
    }

    /// A new user with a verified address, signed in.
    async fn verified(&self, email: &str) -> Caller {
        let user = self.user(email).await;
        state::verify_address(self, user.id()).await;
        user
    }

    /// A tenant of this slug and its owner, who names it in every request.
    async fn team(&self, slug: &str) -> (Uuid, Caller) {
        let owner = self.verified(&format!("owner@{slug}.test")).await;
        let tenant = owner.post("/api/tenants", json!({"name": slug, "slug": slug})).await.created();
        (tenant.id(), owner.in_tenant(slug))
    }

    /// Adds a new user to a tenant.
    async fn member(&self, (tenant, slug): (Uuid, &str), name: &str, role: Role) -> Caller {
        let user = self.verified(&format!("{name}@{slug}.test")).await;
        state::set_role(self, tenant, user.id(), role).await;
        user.in_tenant(slug)
    }

    /// A user who administers the installation, signed in with two factors.
    async fn platform_admin(&self, email: &str) -> Caller {
        let user = self.verified(email).await;
        state::appoint_platform_admin(self, user.id()).await;
        state::prove_second_factor(self, user.id()).await;
        user
    }

    async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&mut self.db.connect("postgres").await).await.unwrap()
    }

    /// How often the security log has this of a user.
    async fn events(&self, of: &Caller, kind: &str) -> i64 {
        let count = sqlx::query_scalar("select count(*) from auth.events where user_id = $1 and kind = $2");
        count.bind(of.id()).bind(kind).fetch_one(&mut self.db.connect("postgres").await).await.unwrap()
    }

    async fn sessions(&self, of: &Caller) -> i64 {
        let count = sqlx::query_scalar("select count(*) from auth.sessions where user_id = $1");
        count.bind(of.id()).fetch_one(&mut self.db.connect("postgres").await).await.unwrap()
    }

    /// How many members of a tenant have the role.
    async fn members(&self, tenant: Uuid, role: &str) -> i64 {
        let count = sqlx::query_scalar("select count(*) from tenancy.memberships where tenant_id = $1 and role = $2");
        count.bind(tenant).bind(role).fetch_one(&mut self.db.connect("postgres").await).await.unwrap()
    }

    /// All letters to a contact that satisfy this, once there is one, whichever process sent it.
    async fn letters<T>(&self, to: &str, what: impl Fn(&Json) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        until("the letter arrives", async || {
            let letters = [mailbox::all(self.url(0)).await, mailbox::all(self.url(1)).await].concat();
            found = letters.iter().filter(|letter| letter["to"] == to).filter_map(&what).collect();
            !found.is_empty()
        })
        .await;
        found
    }

    /// The token of the only letter to an address that leads to this page.
    async fn token(&self, to: &str, page: &str) -> String {
        let link = |letter: &Json| Some(letter["link"].as_str().filter(|link| link.contains(page))?.to_owned());
        let links = self.letters(to, link).await;
        assert_eq!(links.len(), 1, "{links:?}");
        links[0].split_once("#token=").unwrap().1.to_owned()
    }

    /// The codes that were sent to a contact.
    async fn codes(&self, to: &str) -> Vec<String> {
        self.letters(to, |letter| Some(letter["code"].as_str()?.to_owned())).await
    }
}

impl Superuser for Pair {
    /// Runs statements over a connection of the test's own: tests that share the pair share no runtime.
    #[expect(clippy::disallowed_methods, reason = "the text is the test's own")]
    async fn superuser(&self, sql: &str) {
        let mut superuser = self.db.connect("postgres").await;
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut superuser).await.unwrap();
    }
}

impl App {
    /// Enrolls an app for a user.
    async fn of(person: &Caller) -> Self {
        let enrollment = person.post_empty("/auth/mfa/totp/enroll").await.ok();
        let secret = Secret::try_from_base32(enrollment.text("secret")).unwrap();
        let app = Self(Builder::new().with_secret(secret).build().unwrap());
        assert_eq!(post(person, "/auth/mfa/totp/confirm", json!({"code": app.code(0)})).await, 200);
        app
    }

    /// The code of so many steps from the present one.
    fn code(&self, steps: i64) -> String {
        let at = Clock::system().now().unix_timestamp() + 30 * steps;
        self.0.generate(at.unsigned_abs()).to_string()
    }

    /// A code that isn't valid within the next minute.
    fn wrong(&self) -> String {
        let near: Vec<_> = (-1..=3).map(|steps| self.code(steps)).collect();
        (0..1_000_000).map(|number| format!("{number:06}")).find(|code| !near.contains(code)).unwrap()
    }
}

/// Opens a connection for each caller, so that their next requests are sent at the same moment.
async fn connected(callers: Vec<Caller>) -> Vec<Caller> {
    let answers = join_all(callers.iter().map(|caller| caller.get("/health"))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    callers
}

/// Runs `act` for all callers at the same moment.
async fn at_once<T>(callers: &[Caller], act: impl AsyncFn(usize, &Caller) -> T) -> Vec<T> {
    join_all(callers.iter().enumerate().map(|(number, caller)| act(number, caller))).await
}

/// How many of these there are.
fn count(statuses: &[u16], wanted: u16) -> usize {
    statuses.iter().filter(|status| **status == wanted).count()
}

/// Fails if a status isn't among the expected ones. 503 is allowed as well: an overloaded machine may refuse any
/// request, and a refusal lets no caller in.
fn assert_all_of(statuses: &[u16], expected: &[u16]) {
    let is_expected = |status: &u16| expected.contains(status) || *status == 503;
    assert!(statuses.iter().all(is_expected), "{statuses:?}");
}

async fn post(caller: &Caller, path: &str, body: Json) -> u16 {
    caller.post(path, body).await.status
}

async fn login(caller: &Caller, email: &str, password: &str) -> u16 {
    caller.login(email, password).await.status
}
