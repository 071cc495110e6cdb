//! Scheduled calls: their agent, their time, and until when they change.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::support::reply::Reply;
use crate::support::server::{Caller, TestServer};

struct Desk {
    server: TestServer,
    user: Caller,
    phone: Uuid,
}

impl Desk {
    async fn new() -> Self {
        let server = TestServer::start().await;
        let user = server.user("user1@test.com").await;
        let phone = user.post("/api/phones", json!({"number": "+14155550101"})).await.created().id();
        Self { server, user, phone }
    }

    async fn agent(&self, phone: Uuid, direction: &str, active: bool) -> Uuid {
        let agent = json!({"name": "Ada", "direction": direction, "phone_id": phone, "active": active});
        self.user.post("/api/agents", agent).await.created().id()
    }

    async fn schedule(&self, more: Json) -> Reply {
        let mut call = json!({"phone_id": self.phone, "to": "+14155550100", "scheduled_at": "2036-01-31T09:30:00Z"});
        call.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        self.user.post("/api/scheduled-calls", call).await
    }

    /// A time so many minutes from Postgres's present one, in SQL's words.
    async fn time(&self, minutes: i32) -> String {
        let sql =
            "select to_char(now() at time zone 'utc' + $1 * interval '1 minute', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
        let mut superuser = self.server.db.connect("postgres").await;
        sqlx::query_scalar(sql).bind(minutes).fetch_one(&mut superuser).await.expect("the superuser may read")
    }
}

#[tokio::test]
async fn a_call_without_an_agent_is_the_active_outgoing_ones() {
    let desk = Desk::new().await;
    desk.agent(desk.phone, "incoming", true).await;
    let idle = desk.agent(desk.phone, "outgoing", false).await;
    let refused = desk.schedule(json!({})).await.field("agent_id");
    assert_eq!(refused["errors"][0]["code"], "required", "{refused}");
    let made = desk.schedule(json!({"agent_id": idle})).await.created();
    assert_eq!(
        (&made["agent_id"], &made["status"], &made["in_doubt"]),
        (&json!(idle), &json!("pending"), &json!(false))
    );
    let active = desk.agent(desk.phone, "outgoing", true).await;
    assert_eq!(desk.schedule(json!({})).await.created()["agent_id"], json!(active));
    // Its own agent, once it is cleared, makes place for the active one.
    let path = format!("/api/scheduled-calls/{}", made.id());
    assert_eq!(desk.user.patch(&path, json!({"agent_id": null})).await.ok()["agent_id"], json!(active));
}

#[tokio::test]
async fn an_agent_of_another_phone_or_direction_or_tenant_makes_no_call() {
    let desk = Desk::new().await;
    let other = desk.user.post("/api/phones", json!({"number": "+14155550102"})).await.created().id();
    for agent in [desk.agent(desk.phone, "incoming", true).await, desk.agent(other, "outgoing", true).await] {
        let refused = desk.schedule(json!({"agent_id": agent})).await.field("agent_id");
        assert_eq!(refused["errors"][0]["code"], "agent", "{refused}");
    }
    let good = desk.agent(desk.phone, "outgoing", true).await;
    let made = desk.schedule(json!({"agent_id": good})).await.created();
    // The phone can't change beneath the agent.
    let path = format!("/api/scheduled-calls/{}", made.id());
    desk.user.patch(&path, json!({"phone_id": other})).await.field("agent_id");

    let stranger = desk.server.user("user2@test.com").await;
    let phone = stranger.post("/api/phones", json!({"number": "+14155550101"})).await.created().id();
    for more in [json!({"phone_id": phone}), json!({"phone_id": phone, "agent_id": good})] {
        let refused = desk.schedule(more).await.field("phone_id");
        assert_eq!(refused["errors"][0]["code"], "reference", "{refused}");
    }
    let call =
        json!({"phone_id": phone, "agent_id": good, "to": "+14155550100", "scheduled_at": "2036-01-31T09:30:00Z"});
    let refused = stranger.post("/api/scheduled-calls", call).await.field("agent_id");
    assert_eq!(refused["errors"][0]["code"], "reference", "{refused}");
}

#[tokio::test]
async fn a_time_in_the_past_is_taken_within_the_grace() {
    let desk = Desk::new().await;
    desk.agent(desk.phone, "outgoing", true).await;
    let made = desk.schedule(json!({"scheduled_at": desk.time(-14).await})).await.created();
    let refused = desk.schedule(json!({"scheduled_at": desk.time(-16).await})).await.field("scheduled_at");
    assert_eq!(refused["errors"][0]["code"], "past", "{refused}");
    let path = format!("/api/scheduled-calls/{}", made.id());
    desk.user.patch(&path, json!({"scheduled_at": desk.time(-16).await})).await.field("scheduled_at");
    let moved = desk.user.patch(&path, json!({"scheduled_at": "2036-02-01T00:00:00+01:00"})).await.ok();
    assert_eq!(moved["scheduled_at"], "2036-01-31T23:00:00.000000Z");
}

#[tokio::test]
async fn a_pending_call_is_cancelled_and_a_cancelled_one_stays_as_it_is() {
    let desk = Desk::new().await;
    desk.agent(desk.phone, "outgoing", true).await;
    let made = desk.schedule(json!({})).await.created();
    let path = format!("/api/scheduled-calls/{}", made.id());
    desk.user.patch(&path, json!({"status": "cancelled"})).await.field("status");
    assert_eq!(desk.user.post_empty(&format!("{path}/cancel")).await.ok()["status"], "cancelled");
    desk.user.post_empty(&format!("{path}/cancel")).await.expect(409, "invalid_state");
    desk.user.patch(&path, json!({"to": "+14155550199"})).await.expect(409, "invalid_state");
    let listed = desk.user.get("/api/scheduled-calls?status=cancelled&sort=scheduled_at").await;
    assert_eq!(listed.ok().items().len(), 1);
    for verb in ["start", "complete", "fail"] {
        desk.user.post_empty(&format!("{path}/{verb}")).await.expect_status(404);
    }
}
