//! A tenant with a phone, a simulated carrier, and nodes that dispatch.

mod campaigns;
#[expect(dead_code, reason = "the tests over HTTP use the rest")]
#[path = "../http/support/smtp.rs"]
mod smtp;
mod world;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Random, SecretBox};
use bulkhead::dispatcher::{CarrierSettings, Carriers, Dispatcher, DispatcherParts};
use domain::kit::{self, Change, Record, Resource};
use futures_util::future::join_all;
use providers::simulator::operator::Operator;
use providers::simulator::{Books, CallRecord, Faults, MessageRecord, Pace, Simulator, SimulatorSettings};
use providers::{EmailSender, Smtp, SmtpConfig, SmtpTls};
use serde_json::{Map, Value as Json, json};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgConnection};
use tenancy::testing::{TestDb, caller};
use tenancy::{Intent, Jobs, Role, TenantRef, TenantRequest};
use url::Url;
use uuid::Uuid;
use web::metrics::Metrics;

pub use campaigns::finish;
pub use smtp::MailServer;
pub use world::Tenant;

pub const PERSON: &str = "+14155550101";

/// A database, a carrier, and what nodes are made of.
pub struct Stage {
    pub db: TestDb,
    _simulator: Simulator,
    pub operator: Operator,
    base: Url,
    books: TestDb,
    /// Where campaigns' e-mails arrive.
    pub mail: MailServer,
    /// How long a carrier may take to answer.
    time_limit: Duration,
}

/// An attempt as the database has it.
#[derive(Clone, Debug, FromRow)]
pub struct Row {
    pub state: String,
    pub tries: i64,
    pub carrier_sid: Option<String>,
    pub error_code: Option<String>,
}

impl Stage {
    pub async fn new() -> Self {
        Self::at_pace(Pace::FAST).await
    }

    pub async fn at_pace(pace: Pace) -> Self {
        let (db, books) = (TestDb::new().await, TestDb::without_migrations().await);
        let settings = SimulatorSettings {
            listen: "127.0.0.1:0".parse().unwrap(),
            public_url: "https://app.example.com".parse().unwrap(),
            // Webhooks are no matter of these tests: nothing listens there.
            nodes: vec!["http://127.0.0.1:9".parse().unwrap()],
            pace,
            faults: Faults::default(),
            fault_seed: 7,
            clock: Clock::system(),
            random: Random::system(),
        };
        let simulator =
            Simulator::start(settings, Books::open(books.options("postgres")).await.unwrap()).await.unwrap();
        let base: Url = format!("http://{}", simulator.address()).parse().unwrap();
        let operator = Operator::new(&base).unwrap();
        let mail = MailServer::plain().await;
        Self { db, _simulator: simulator, operator, base, books, mail, time_limit: Duration::from_secs(30) }
    }

    /// Has nodes give a carrier this long to answer, for those that never do.
    pub fn with_time_limit(self, time_limit: Duration) -> Self {
        Self { time_limit, ..self }
    }

    /// A node, with pools of its own.
    pub fn node(&self) -> Dispatcher {
        self.node_towards(&self.base)
    }

    /// A node whose carrier is elsewhere.
    pub fn node_towards(&self, base: &Url) -> Dispatcher {
        self.node_of(&CarrierSettings { twilio: base.clone(), simulated: Some(base.clone()) }, Some(self.mail.address))
    }

    /// A node that knows of no simulated carrier.
    pub fn node_without_simulated_carrier(&self) -> Dispatcher {
        self.node_of(&CarrierSettings { twilio: self.base.clone(), simulated: None }, Some(self.mail.address))
    }

    /// A node whose mail server is elsewhere, or nowhere.
    pub fn node_with_mail(&self, mail: Option<SocketAddr>) -> Dispatcher {
        self.node_of(&CarrierSettings { twilio: self.base.clone(), simulated: Some(self.base.clone()) }, mail)
    }

    fn node_of(&self, carriers: &CarrierSettings, mail: Option<SocketAddr>) -> Dispatcher {
        let limits = (self.time_limit, self.time_limit);
        Dispatcher::new(DispatcherParts {
            jobs: self.jobs(),
            db: self.db.db(8),
            clock: Clock::system(),
            random: Random::system(),
            secret_box: secret_box(),
            carriers: Carriers::with_time_limits(carriers, limits).unwrap(),
            mail: mail.map(mail_client),
            public_origin: "https://app.example.com".to_owned(),
            metrics: Arc::new(Metrics::new([]).unwrap()),
        })
    }

    pub fn jobs(&self) -> Jobs {
        Jobs::new(self.db.pool("bulkhead_app", 8), self.db.pool("bulkhead_platform", 4))
    }

    pub async fn break_things(&self, faults: Faults) {
        self.operator.put_faults(&faults).await.unwrap();
    }

    /// The calls that the carrier has taken.
    pub async fn calls(&self) -> Vec<CallRecord> {
        self.operator.calls().await.unwrap()
    }

    /// The messages that the carrier has taken.
    pub async fn messages(&self) -> Vec<MessageRecord> {
        self.operator.messages().await.unwrap()
    }

    /// The attempts of all tenants, oldest first.
    pub async fn attempts(&self) -> Vec<Row> {
        let sql = "select state, tries, carrier_sid, error_code from app.attempts order by created_at, id";
        sqlx::query_as(sql).fetch_all(&mut self.superuser().await).await.unwrap()
    }

    pub async fn superuser(&self) -> PgConnection {
        self.db.connect("postgres").await
    }

    /// Has the carrier forget which numbers there are.
    pub async fn lose_numbers(&self) {
        self.books.superuser("delete from simulator.numbers").await;
    }

    /// Has the person at the other end of a call have answered, of which the carrier tells no one.
    pub async fn answer(&self, sid: &str) {
        let answered = json!({"status": "in-progress", "answered_at": "2026-12-01T09:30:07Z"});
        let sql = format!("update simulator.calls set call = call || '{answered}' where sid = '{sid}'");
        self.books.superuser(&sql).await;
    }

    /// Lets every time of the attempts and of the rates have been so much earlier.
    pub async fn let_pass(&self, interval: &str) {
        self.db
            .superuser(&format!(
                "update app.attempts set due_at = due_at - interval '{interval}',
                   expires_at = expires_at - interval '{interval}', lease_until = lease_until - interval '{interval}',
                   sought_until = sought_until - interval '{interval}',
                   cancel_due_at = cancel_due_at - interval '{interval}';
                 update app.rate_slots set next_at = next_at - interval '{interval}';
                 update app.campaigns set next_at = next_at - interval '{interval}'"
            ))
            .await;
    }
}

/// A client of a mail server that knows plain text only.
fn mail_client(server: SocketAddr) -> Arc<dyn EmailSender> {
    let config = SmtpConfig {
        host: server.ip().to_string(),
        port: server.port(),
        tls: SmtpTls::None,
        credentials: None,
        from: "Bulkhead <no-reply@bulkhead.test>".parse().unwrap(),
        authority: None,
    };
    Arc::new(Smtp::new(&config).unwrap())
}

pub fn secret_box() -> SecretBox {
    SecretBox::derive(b"a secret of this test")
}

fn entry(user_id: Uuid, tenant: &str, intent: Intent) -> TenantRequest {
    let tenant = TenantRef::parse(tenant).unwrap();
    TenantRequest { who: caller(user_id), tenant, needed: Role::Member, intent, request_id: Uuid::now_v7() }
}

fn object(json: Json) -> Map<String, Json> {
    serde_json::from_value(json).unwrap()
}

/// Has each node do what is due, at the same time.
pub async fn run_all(nodes: &[Dispatcher]) {
    for run in join_all(nodes.iter().map(Dispatcher::run_due)).await {
        run.unwrap();
    }
}
