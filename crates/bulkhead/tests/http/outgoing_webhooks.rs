//! Webhooks of tenants: who names them, what they are told and when, and what they are never told.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod addresses;
mod ends;
mod failures;
mod isolation;
mod life;
mod order;
mod outbox;
mod replays;
mod rotation;
mod secrets;
mod trash;

use serde_json::{Value as Json, json};
use sqlx::Row;
use uuid::Uuid;

use crate::support::receiver::{Message, Receiver};
use crate::support::reply::Reply;
use crate::support::server::{Caller, TestServer};
use crate::support::team::Team;
use crate::support::wait::until;

const PATH: &str = "/api/webhooks";

/// An address, so that no name is looked up. Nothing is sent there.
const URL: &str = "https://93.184.216.34/hooks";

/// A team, and the receiver of its webhooks.
struct Told {
    team: Team,
    receiver: Receiver,
}

/// A webhook with its secret.
struct Webhook {
    id: Uuid,
    path: String,
    secret: String,
}

impl Told {
    async fn new() -> Self {
        let receiver = Receiver::start();
        let server = server_for(&receiver, &[]).await;
        Self { team: server.tenant("acme").await, receiver }
    }

    fn owner(&self) -> &Caller {
        &self.team.owner
    }

    /// Makes a webhook of the team at a path of the receiver.
    async fn webhook(&self, path: &str, events: &[&str], settings: Json) -> Webhook {
        webhook(self.owner(), &self.receiver.url(path), events, settings).await
    }

    /// One that hears of everything.
    async fn webhook_of_all(&self) -> Webhook {
        self.webhook("/all", &["*"], json!({})).await
    }

    async fn superuser(&self, sql: &str) {
        self.team.server.db.superuser(sql).await;
    }

    /// Has events that happen from here on be sent when it is told [`Self::let_go`], and not before.
    async fn hold_back(&self) {
        self.later_by("1 hour").await;
    }

    async fn let_go(&self) {
        self.later_by("0").await;
        self.make_due().await;
    }

    async fn later_by(&self, interval: &str) {
        self.superuser(&format!(
            "alter table tenancy.webhook_deliveries alter next_attempt_at
             set default statement_timestamp() + interval '{interval}'"
        ))
        .await;
    }

    /// Has what waits be sent now.
    async fn make_due(&self) {
        let due = "next_attempt_at = statement_timestamp() - interval '1 second'";
        self.superuser(&format!("update tenancy.webhook_deliveries set {due} where status = 'pending'")).await;
    }

    /// Waits until the deliveries, of all webhooks, satisfy this condition of SQL in so many rows.
    async fn wait_for_rows(&self, condition: &str, count: i64) {
        until(&format!("{count} deliveries have {condition}"), async || self.count(condition).await == count).await;
    }

    /// How many deliveries satisfy this condition.
    async fn count(&self, condition: &str) -> i64 {
        self.number(&format!("select count(*) from tenancy.webhook_deliveries where {condition}")).await
    }

    #[expect(clippy::disallowed_methods, reason = "the text is the test's own")]
    async fn number(&self, sql: &str) -> i64 {
        let mut superuser = self.team.server.db.connect("postgres").await;
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut superuser).await.unwrap()
    }

    /// The database's time.
    async fn now(&self) -> String {
        let mut superuser = self.team.server.db.connect("postgres").await;
        let sql = r#"select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"#;
        sqlx::query(sql).fetch_one(&mut superuser).await.unwrap().get(0)
    }

    /// What the webhook's log has, oldest first.
    async fn deliveries(&self, webhook: &Webhook) -> Vec<Json> {
        let page = self.owner().get(&format!("{}/deliveries?limit=100", webhook.path)).await.ok();
        page.items().iter().rev().cloned().collect()
    }

    /// The webhook, as its admins see it.
    async fn seen(&self, webhook: &Webhook) -> Reply {
        self.owner().get(&webhook.path).await.ok()
    }
}

/// A server whose webhooks may be at the receiver.
async fn server_for(receiver: &Receiver, variables: &[(&str, &str)]) -> TestServer {
    let allow = receiver.address.to_string();
    TestServer::start_with(&[&[("OUTGOING_ALLOW", allow.as_str())], variables].concat()).await
}

fn body(url: &str, events: &[&str], settings: Json) -> Json {
    let mut body = json!({"url": url, "events": events});
    let Json::Object(settings) = settings else { panic!("{settings} is no object") };
    body.as_object_mut().unwrap().extend(settings);
    body
}

async fn webhook(caller: &Caller, url: &str, events: &[&str], settings: Json) -> Webhook {
    let made = caller.post(PATH, body(url, events, settings)).await.created();
    Webhook { id: made.id(), path: format!("{PATH}/{}", made.id()), secret: made.text("secret").to_owned() }
}

async fn lead(caller: &Caller, name: &str) -> Uuid {
    caller.post("/api/leads", json!({"name": name})).await.created().id()
}

/// What messages tell, and of which row.
fn told(messages: &[Message]) -> Vec<(String, Uuid)> {
    messages.iter().map(|message| (message.event(), message.row())).collect()
}
