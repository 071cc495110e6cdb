//! Messages that clients send, as far as the carrier.

use std::time::Duration;

use base::{Clock, Random};
use providers::simulator::operator::Operator;
use providers::simulator::{Books, Faults, Pace, Simulator, SimulatorSettings};
use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::support::reply::Ask;
use crate::support::server::{Caller, TestServer};
use crate::support::team::Team;

const PERSON: &str = "+14155550100";

async fn register(user: &Caller) -> Uuid {
    user.post("/api/phones", json!({"number": "+14155550101"})).await.created().id()
}

fn message(phone: Uuid, body: &str) -> Json {
    json!({"phone_id": phone, "to": PERSON, "body": body})
}

#[tokio::test]
async fn a_message_is_queued_and_says_from_whom_it_is() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let phone = register(&user).await;
    let made = user.post("/api/messages", message(phone, "See you on Friday")).await.created();
    for (field, value) in [
        ("status", json!("queued")),
        ("direction", json!("outgoing")),
        ("from", json!("+14155550101")),
        ("to", json!(PERSON)),
        ("segments", json!(1)),
        ("simulated", json!(true)),
        ("carrier_sid", Json::Null),
    ] {
        assert_eq!(made[field], value, "{field}");
    }
    for field in ["from", "direction", "status", "segments", "carrier_sid", "simulated", "agent_id", "error_code"] {
        let mut body = message(phone, "Hello");
        body[field] = json!("queued");
        let refused = user.post("/api/messages", body).await.field(field);
        assert_eq!(refused["errors"][0]["code"], "read_only", "{refused}");
    }
    for to in ["4155550100", "+1 415 555 0100", "ada@example.com"] {
        let mut body = message(phone, "Hello");
        body["to"] = json!(to);
        user.post("/api/messages", body).await.field("to");
    }
    user.post("/api/messages", message(Uuid::nil(), "Hello")).await.field("phone_id");
    let stranger = server.user("user2@test.com").await;
    let refused = stranger.post("/api/messages", message(phone, "Hello")).await.field("phone_id");
    assert_eq!(refused["errors"][0]["code"], "reference", "{refused}");
    // The same request again is the same message.
    let keyed = || user.request(Method::POST, "/api/messages").header("Idempotency-Key", "k1");
    let first = keyed().json(&message(phone, "Once")).reply().await.created();
    assert_eq!(keyed().json(&message(phone, "Once")).reply().await.created().id(), first.id());
    assert_eq!(user.get("/api/messages").await.ok().items().len(), 2);
}

#[tokio::test]
async fn fact_36_a_text_of_over_1600_characters_is_refused_and_segments_are_counted() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let phone = register(&user).await;
    for (body, segments) in [("a".repeat(160), 1), ("a".repeat(161), 2), ("я".repeat(71), 2), ("👋".repeat(36), 2)] {
        assert_eq!(user.post("/api/messages", message(phone, &body)).await.created()["segments"], json!(segments));
    }
    for body in [String::new(), "a".repeat(1_601)] {
        user.post("/api/messages", message(phone, &body)).await.field("body");
    }
}

#[tokio::test]
async fn fact_34_a_suppressed_recipient_is_409_with_the_reason() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let (phone, other) = (register(&user).await, json!({"number": "+14155550102"}));
    let other = user.post("/api/phones", other).await.created().id();
    let of_phone = user.post("/api/suppressions", json!({"address": PERSON, "phone_id": phone})).await.created();
    user.post("/api/messages", message(phone, "Hello")).await.expect(409, "suppressed");
    user.post("/api/messages", message(other, "Hello")).await.created();
    user.post("/api/suppressions", json!({"address": PERSON})).await.created();
    user.post("/api/messages", message(other, "Hello")).await.expect(409, "suppressed");
    user.delete(&format!("/api/suppressions/{}", of_phone.id())).await.no_content();
    user.post("/api/messages", message(phone, "Hello")).await.expect(409, "suppressed");
    assert_eq!(user.get("/api/messages").await.ok().items().len(), 1);
}

#[tokio::test]
async fn members_send_messages_and_viewers_do_not() {
    let team = Team::new().await;
    let phone = register(&team.owner).await;
    let member = team.member("mia", Role::Member).await;
    member.post("/api/messages", message(phone, "Hello")).await.created();
    let viewer = team.member("val", Role::Viewer).await;
    viewer.post("/api/messages", message(phone, "Hello")).await.expect(403, "role_too_low");
}

#[tokio::test]
async fn a_server_sends_its_messages_and_places_its_calls_at_the_simulated_carrier() {
    let books = TestDb::without_migrations().await;
    let settings = SimulatorSettings {
        listen: "127.0.0.1:0".parse().expect("an address"),
        public_url: "http://localhost:4002".parse().expect("a URL"),
        // Nothing listens there: what becomes of calls and messages is the webhooks' matter.
        nodes: vec!["http://127.0.0.1:9".parse().expect("a URL")],
        pace: Pace::FAST,
        faults: Faults::default(),
        fault_seed: 1,
        clock: Clock::system(),
        random: Random::system(),
    };
    let books = Books::open(books.options("postgres")).await.expect("the books open");
    let simulator = Simulator::start(settings, books).await.expect("the carrier starts");
    let address = simulator.address().to_string();
    let server = TestServer::start_with(&[("SIMULATOR_ADDR", &address), ("PUBLIC_URL", "http://localhost:4002")]).await;
    let user = server.user("user1@test.com").await;
    let phone = register(&user).await;
    let agent = json!({"name": "Ada", "direction": "outgoing", "phone_id": phone, "active": true});
    user.post("/api/agents", agent).await.created();
    let sent = user.post("/api/messages", message(phone, "Hello")).await.created();
    let mut superuser = server.db.connect("postgres").await;
    let now: String = sqlx::query_scalar("select to_char(now() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
        .fetch_one(&mut superuser)
        .await
        .expect("the superuser may read");
    let call = json!({"phone_id": phone, "to": PERSON, "scheduled_at": now});
    let call = user.post("/api/scheduled-calls", call).await.created();

    let mut is_done = false;
    for _ in 0..200 {
        let sent = user.get(&format!("/api/messages/{}", sent.id())).await.ok();
        let call = user.get(&format!("/api/scheduled-calls/{}", call.id())).await.ok();
        is_done = sent["carrier_sid"].is_string() && call["status"] == "running";
        if is_done {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(is_done, "both are at the carrier within ten seconds");
    let base = format!("http://{address}").parse().expect("a URL");
    let operator = Operator::new(&base).expect("a client can be made");
    let (calls, messages) = (operator.calls().await.expect("calls"), operator.messages().await.expect("messages"));
    assert_eq!((calls.len(), messages.len()), (1, 1));
    assert_eq!(user.get("/api/calls").await.ok().items()[0]["carrier_sid"], json!(calls[0].sid));
}
