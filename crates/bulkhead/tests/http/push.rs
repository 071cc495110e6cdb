//! Notifications that are pushed to browsers: which browsers, what they are told, and when that ends.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod acts;
mod endpoints;
mod ends;
mod sending;
mod service;
mod subscriptions;

use sqlx::Row;
use uuid::Uuid;

use crate::support::reply::Reply;
use crate::support::server::{Caller, TestServer};
use crate::support::team::Team;
use crate::support::wait::until;
use service::{Browser, PushService};

const PATH: &str = "/api/push-subscriptions";

/// A post that notifications are about.
const POST: Uuid = Uuid::from_u128(0x0197_ca7a_0000_7000_8000_0000_0000_0011);

/// A team, and the push service of its browsers.
struct Pushing {
    team: Team,
    service: PushService,
}

impl Pushing {
    async fn new() -> Self {
        let service = PushService::start();
        let allow = service.address.to_string();
        let server = TestServer::start_with(&[("OUTGOING_ALLOW", allow.as_str())]).await;
        Self { team: server.tenant("acme").await, service }
    }

    fn owner(&self) -> &Caller {
        &self.team.owner
    }

    /// Subscribes a new browser of the caller's at a path of the push service.
    async fn browser(&self, caller: &Caller, path: &str) -> (Browser, Reply) {
        let browser = Browser::new();
        let made = caller.post(PATH, browser.body(&self.service.endpoint(path))).await.created();
        (browser, made)
    }

    /// Has a notification of the user be pushed, as an act of the team's would. Returns its id.
    async fn notify(&self, user: &Caller) -> Uuid {
        let (tenant, user, id) = (self.team.id, user.id(), self.new_id().await);
        self.queue(&format!("'{tenant}', '{user}', '{id}', 'mention', 'posts', '{POST}'")).await;
        id
    }

    /// Queues a push in the team's context, as an act does.
    async fn queue(&self, arguments: &str) {
        let context = format!("select set_config('app.tenant_id', '{}', true)", self.team.id);
        self.superuser(&format!("{context}; select tenancy.queue_push({arguments});")).await;
    }

    async fn new_id(&self) -> Uuid {
        let mut superuser = self.team.server.db.connect("postgres").await;
        sqlx::query("select gen_random_uuid()").fetch_one(&mut superuser).await.unwrap().get(0)
    }

    async fn superuser(&self, sql: &str) {
        self.team.server.db.superuser(sql).await;
    }

    /// Has what waits be sent now.
    async fn make_due(&self) {
        let due = "next_attempt_at = statement_timestamp() - interval '1 second'";
        self.superuser(&format!("update tenancy.push_deliveries set {due} where status = 'pending'")).await;
    }

    /// How many deliveries satisfy this condition.
    async fn deliveries(&self, condition: &str) -> i64 {
        self.number(&format!("select count(*) from tenancy.push_deliveries where {condition}")).await
    }

    async fn wait_for_deliveries(&self, condition: &str, count: i64) {
        let what = format!("{count} deliveries have {condition}");
        until(&what, async || self.deliveries(condition).await == count).await;
    }

    async fn subscriptions(&self) -> i64 {
        self.number("select count(*) from app.push_subscriptions").await
    }

    #[expect(clippy::disallowed_methods, reason = "the text is the test's own")]
    async fn number(&self, sql: &str) -> i64 {
        let mut superuser = self.team.server.db.connect("postgres").await;
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut superuser).await.unwrap()
    }
}
