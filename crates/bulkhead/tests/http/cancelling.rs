//! Calls that are cancelled while they ring, from the client's act to the carrier and back by its callbacks.

use std::time::Duration;

use base::{Clock, Random};
use providers::simulator::operator::Operator;
use providers::simulator::{Books, Faults, Pace, Simulator, SimulatorSettings};
use serde_json::json;
use sqlx::PgConnection;
use tenancy::Role;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::support::server::TestServer;
use crate::support::team::Team;
use crate::support::wait::until;

const ORIGIN: &str = "http://localhost:4002";

/// A server, and a carrier that calls back, at which phones ring without end.
struct Stage {
    server: TestServer,
    team: Team,
    /// With an outgoing agent.
    phone: Uuid,
    operator: Operator,
    _simulator: Simulator,
    _books: TestDb,
}

impl Stage {
    async fn new() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        drop(listener);
        let variables = [("SIMULATOR_ADDR", address.to_string()), ("PUBLIC_URL", ORIGIN.to_owned())];
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let server = TestServer::start_with(&variables).await;
        let books = TestDb::without_migrations().await;
        let settings = SimulatorSettings {
            listen: address,
            public_url: ORIGIN.parse().expect("a URL"),
            nodes: vec![server.url.parse().expect("a URL")],
            pace: Pace { ringing: Duration::from_mins(10), ..Pace::FAST },
            faults: Faults::default(),
            fault_seed: 1,
            clock: Clock::system(),
            random: Random::system(),
        };
        let open = Books::open(books.options("postgres")).await.expect("the books open");
        let simulator = Simulator::start(settings, open).await.expect("the carrier starts");
        let operator =
            Operator::new(&format!("http://{address}").parse().expect("a URL")).expect("a client can be made");
        let team = server.tenant("acme").await;
        let phone = team.owner.post("/api/phones", json!({"number": "+14155550101"})).await.created().id();
        let agent = json!({"name": "Ada", "direction": "outgoing", "phone_id": phone, "active": true});
        team.owner.post("/api/agents", agent).await.created();
        Self { server, team, phone, operator, _simulator: simulator, _books: books }
    }

    async fn superuser(&self) -> PgConnection {
        self.server.db.connect("postgres").await
    }
}

#[tokio::test]
async fn fact_28_a_call_that_rings_is_cancelled_by_a_member() {
    let stage = Stage::new().await;
    let (server, team, phone) = (&stage.server, &stage.team, stage.phone);
    let member = team.member("mia", Role::Member).await;
    let mut superuser = stage.superuser().await;
    let now: String = sqlx::query_scalar("select to_char(now() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
        .fetch_one(&mut superuser)
        .await
        .expect("the superuser may read");
    let call = json!({"phone_id": phone, "to": "+14155550100", "scheduled_at": now});
    let path = format!("/api/scheduled-calls/{}", member.post("/api/scheduled-calls", call).await.created().id());
    until("the call rings", async || member.get("/api/calls?status=ringing").await.ok().items().len() == 1).await;

    let viewer = team.member("val", Role::Viewer).await;
    viewer.post_empty(&format!("{path}/cancel")).await.expect(403, "role_too_low");
    server.user("stranger@test.com").await.post_empty(&format!("{path}/cancel")).await.expect_status(404);
    let answer = member.post_empty(&format!("{path}/cancel")).await.ok();
    assert_eq!((&answer["status"], &answer["cancelling"]), (&json!("running"), &json!(true)), "{answer}");
    member.patch(&path, json!({"cancelling": false})).await.field("cancelling");
    until("it is cancelled", async || member.get(&path).await.ok()["status"] == "cancelled").await;
    let ended = member.get(&path).await.ok();
    assert_eq!((&ended["cancelling"], &ended["error_code"]), (&json!(false), &json!(null)), "{ended}");
    member.post_empty(&format!("{path}/cancel")).await.expect(409, "invalid_state");

    let calls = member.get("/api/calls").await.ok();
    let call = &calls.items()[0];
    assert_eq!((&call["status"], &call["duration_seconds"]), (&json!("canceled"), &json!(null)), "{call}");
    assert_eq!(stage.operator.calls().await.expect("calls")[0].status, "canceled");
    let log = team.owner.get("/api/audit-log?table=scheduled_calls&limit=100").await.ok();
    let wishes = log.items().iter().filter(|line| line["fields"]["cancelling"] == json!([false, true]));
    let by: Vec<_> = wishes.map(|line| line["actor_id"].clone()).collect();
    assert_eq!(by, [json!(member.id())], "the log says who wanted it: {log}");
}

#[tokio::test]
async fn fact_28_a_campaign_that_is_cancelled_takes_its_calls_along_that_ring() {
    let stage = Stage::new().await;
    let owner = &stage.team.owner;
    for n in 10..30 {
        let contact = json!({"name": format!("Person {n}"), "phone": format!("+141555502{n}")});
        owner.post("/api/contacts", contact).await.created();
    }
    // One in two seconds, so that it runs while the first ring.
    let campaign =
        json!({"name": "Open day", "channel": "voice", "phone_id": stage.phone, "body": "Hello", "rate": 30});
    let path = format!("/api/campaigns/{}", owner.post("/api/campaigns", campaign).await.created().id());
    owner.post_empty(&format!("{path}/start")).await.ok();
    until("two phones ring", async || owner.get("/api/calls?status=ringing").await.ok().items().len() >= 2).await;

    let member = stage.team.member("mia", Role::Member).await;
    let answer = member.post_empty(&format!("{path}/cancel")).await.ok();
    assert_eq!(answer["status"], "cancelled", "{answer}");
    until("all are cancelled", async || member.get(&path).await.ok()["counts"]["cancelled"] == 20).await;
    let recipients = owner.get(&format!("{path}/recipients")).await.ok();
    let is_cancelled = |row: &serde_json::Value| row["status"] == "cancelled" && row["error_code"].is_null();
    assert!(recipients.items().len() == 20 && recipients.items().iter().all(is_cancelled), "{recipients}");
    let calls = owner.get("/api/calls").await.ok();
    assert!(calls.items().iter().all(|call| call["status"] == "canceled"), "{calls}");
    let taken = stage.operator.calls().await.expect("calls");
    assert!(taken.len() == calls.items().len() && taken.iter().all(|call| call.status == "canceled"), "{taken:?}");
}
