//! Campaigns by requests, as far as the recipients: the simulated carrier tells of what became of each message and call.

use std::time::Duration;

use base::{Clock, Random};
use providers::simulator::operator::{Operator, PersonsMessage};
use providers::simulator::{Books, Faults, Pace, Simulator, SimulatorSettings};
use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::support::reply::{Ask, Reply};
use crate::support::server::TestServer;
use crate::support::team::Team;

const ORIGIN: &str = "http://app.example.com:8080";
const NUMBER: &str = "+14155550101";

/// A team with a phone at a simulated carrier, which calls back.
struct World {
    team: Team,
    phone: Uuid,
    operator: Operator,
    _simulator: Simulator,
    _books: TestDb,
}

impl World {
    async fn new() -> Self {
        // The server learns the carrier's address before the carrier learns the server's.
        let listen = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
        let listen = listen.expect("a port is free");
        let server = TestServer::start_with(&[("SIMULATOR_ADDR", &listen.to_string()), ("PUBLIC_URL", ORIGIN)]).await;
        let books = TestDb::without_migrations().await;
        let settings = SimulatorSettings {
            listen,
            public_url: ORIGIN.parse().expect("it is a URL"),
            nodes: vec![server.url.parse().expect("it is a URL")],
            pace: Pace::FAST,
            faults: Faults { duplicate: 200, reorder: 200, ..Faults::default() },
            fault_seed: 7,
            clock: Clock::system(),
            random: Random::system(),
        };
        let opened = Books::open(books.options("postgres")).await.expect("the books open");
        let simulator = Simulator::start(settings, opened).await.expect("the carrier starts");
        let operator = Operator::new(&format!("http://{listen}").parse().expect("it is a URL")).expect("a client");
        let team = server.tenant("acme").await;
        let phone = team.owner.post("/api/phones", json!({"number": NUMBER})).await.created().id();
        Self { team, phone, operator, _simulator: simulator, _books: books }
    }

    async fn import(&self, contacts: &str) {
        let request = self.team.owner.request(Method::POST, "/api/contacts/import");
        let report = request.header("Content-Type", "text/csv").body(contacts.to_owned()).reply().await.ok();
        assert_eq!(report["failed"], 0, "{report}");
    }

    async fn campaign(&self, more: Json) -> String {
        let mut campaign =
            json!({"name": "Open day", "channel": "sms", "phone_id": self.phone, "body": "Dear {{first_name}}"});
        campaign.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        format!("/api/campaigns/{}", self.team.owner.post("/api/campaigns", campaign).await.created().id())
    }

    async fn act(&self, campaign: &str, verb: &str) -> Reply {
        self.team.owner.post_empty(&format!("{campaign}/{verb}")).await
    }

    /// Waits until the campaign is like this.
    async fn wait(&self, campaign: &str, what: &str, is_there: impl Fn(&Json) -> bool) -> Reply {
        let mut last = Json::Null;
        for _ in 0..600 {
            let found = self.team.owner.get(campaign).await.ok();
            if is_there(found.json()) {
                return found;
            }
            last = found.into_json();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{what}: {last}");
    }

    async fn recipients(&self, campaign: &str, query: &str) -> Vec<Json> {
        self.team.owner.get(&format!("{campaign}/recipients?limit=100{query}")).await.ok().items().to_vec()
    }

    async fn log(&self, table: &str) -> Vec<Json> {
        self.team.owner.get(&format!("/api/audit-log?table={table}&limit=100")).await.ok().items().to_vec()
    }
}

fn contacts(count: u32) -> String {
    let lines = (1..=count).map(|n| format!("Person {n},+1415556{:04}\n", 1_000 + n));
    "name,phone\n".to_owned() + &lines.collect::<String>()
}

#[tokio::test]
async fn fact_31_imported_contacts_get_a_message_each_and_their_counts_follow_the_carrier() {
    let world = World::new().await;
    world.import(&(contacts(30) + "Twin,+1 (415) 556-1001\nNo one,\nGone,+15005550004\n")).await;
    let campaign = world.campaign(json!({})).await;
    assert_eq!(world.team.owner.get(&campaign).await["counts"]["total"], 0);
    let started = world.act(&campaign, "start").await.ok();
    assert_eq!((&started["status"], &started["counts"]["total"]), (&json!("running"), &json!(31)), "{started:?}");
    assert!(started["started_at"].is_string());
    let ended = world
        .wait(&campaign, "all are delivered", |found| {
            found["status"] == "completed" && found["counts"]["delivered"] == 30
        })
        .await;
    assert_eq!(
        ended["counts"],
        json!({"total": 31, "pending": 0, "sending": 0, "sent": 0, "delivered": 30, "failed": 0, "suppressed": 1,
            "in_doubt": 0, "cancelled": 0})
    );
    let first = world.team.owner.get(&format!("{campaign}/recipients?limit=20")).await.ok();
    let cursor = first["next_cursor"].as_str().expect("there are more").to_owned();
    let rest = world.team.owner.get(&format!("{campaign}/recipients?limit=20&cursor={cursor}")).await.ok();
    assert_eq!((first.items().len(), rest.items().len()), (20, 11));
    let suppressed = world.recipients(&campaign, "&status=suppressed").await;
    assert_eq!(suppressed.len(), 1);
    assert_eq!((&suppressed[0]["address"], &suppressed[0]["error_code"]), (&json!("+15005550004"), &json!("21610")));
    assert_eq!(world.recipients(&campaign, "&status=delivered").await.len(), 30);
    assert!(
        first.items().iter().all(|recipient| recipient["body"] == "Dear Person" || recipient["body"] == "Dear Gone")
    );
    let messages = world.operator.messages().await.expect("messages");
    assert_eq!(messages.len(), 30);
    world.team.owner.post(&format!("{campaign}/recipients"), json!({})).await.expect_status(405);

    // The change log has neither addresses nor texts, and no line for each count.
    let lines = world.log("campaign_recipients").await;
    assert!(
        lines.iter().any(|line| line["operation"] == "insert" && line["fields"]["address"] == "[redacted]"),
        "{lines:?}"
    );
    assert!(!format!("{lines:?}").contains("+1415556") && !format!("{lines:?}").contains("Dear"), "{lines:?}");
    let lines = world.log("campaigns").await;
    assert!(lines.len() <= 5 && !format!("{lines:?}").contains("counts"), "{lines:?}");
    assert!(lines.iter().any(|line| line["fields"]["status"] == json!(["running", "completed"])), "{lines:?}");
}

#[tokio::test]
async fn fact_32_a_campaign_is_paused_resumed_and_cancelled_by_requests_and_stop_counts_at_once() {
    let world = World::new().await;
    world.import(&contacts(20)).await;
    // Two a second.
    let campaign = world.campaign(json!({"rate": 120})).await;
    world.act(&campaign, "start").await.ok();
    world.wait(&campaign, "some are delivered", |found| found["counts"]["delivered"].as_i64() >= Some(2)).await;
    let paused = world.act(&campaign, "pause").await.ok();
    assert_eq!(paused["status"], "paused");
    tokio::time::sleep(Duration::from_secs(2)).await;
    let sent = world.operator.messages().await.expect("messages").len();
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(world.operator.messages().await.expect("messages").len(), sent, "nothing leaves after two seconds");
    world.act(&campaign, "pause").await.expect(409, "invalid_state");

    // Of those that wait, the next one writes STOP.
    let waiting = world.recipients(&campaign, "&status=pending").await;
    let phone = world.team.owner.get(&format!("/api/phones/{}", world.phone)).await.ok();
    let account_sid = phone["account_sid"].as_str().expect("it has an account").to_owned();
    let stopping = waiting.last().expect("some wait")["address"].as_str().expect("an address").to_owned();
    let stop = PersonsMessage { account_sid, from: stopping.clone(), to: NUMBER.to_owned(), body: "STOP".to_owned() };
    world.operator.write(&stop).await.expect("a person writes");
    for _ in 0..200 {
        if !world.team.owner.get("/api/suppressions").await.ok().items().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    world.act(&campaign, "resume").await.ok();
    world.wait(&campaign, "one is suppressed", |found| found["counts"]["suppressed"] == 1).await;
    let cancelled = world.act(&campaign, "cancel").await.ok();
    assert_eq!(cancelled["status"], "cancelled");
    let ended = world.wait(&campaign, "none is open", |found| {
        ["pending", "sending", "sent", "in_doubt"].iter().all(|status| found["counts"][*status] == 0)
    });
    let ended = ended.await;
    let messages = world.operator.messages().await.expect("messages");
    let outgoing: Vec<_> = messages.iter().filter(|message| message.direction == "outbound-api").collect();
    assert_eq!(ended["counts"]["delivered"], json!(outgoing.len()), "{ended:?}");
    assert!(outgoing.iter().all(|message| message.to != stopping));
    let mut numbers: Vec<_> = outgoing.iter().map(|message| message.to.as_str()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), outgoing.len(), "none twice");
    for verb in ["schedule", "start", "pause", "resume", "cancel"] {
        world.act(&campaign, verb).await.expect(409, "invalid_state");
    }
}

#[tokio::test]
async fn a_campaign_by_voice_says_its_text_and_its_recipients_end_with_their_calls() {
    let world = World::new().await;
    let agent =
        json!({"name": "Ada", "direction": "outgoing", "phone_id": world.phone, "active": true, "greeting": "Hello"});
    let campaign = json!({"channel": "voice", "body": "Dear {{name}}, come and see us"});
    world.import("name,phone\nGrace,+14155550100\n").await;
    let campaign = world.campaign(campaign).await;
    world.act(&campaign, "start").await.field("phone_id");
    world.team.owner.post("/api/agents", agent).await.created();
    world.act(&campaign, "start").await.ok();
    let ended = world
        .wait(&campaign, "the call is over", |found| found["status"] == "completed" && found["counts"]["sent"] == 0);
    let ended = ended.await;
    let calls = world.team.owner.get("/api/calls").await.ok();
    assert_eq!(calls.items().len(), 1);
    let is_completed = calls.items()[0]["status"] == "completed";
    assert_eq!(ended["counts"]["delivered"], json!(i32::from(is_completed)), "{ended:?} {calls:?}");
    let turns = format!("/api/calls/{}/turns", calls.items()[0]["id"].as_str().unwrap_or_default());
    let turns = world.team.owner.get(&turns).await.ok();
    assert_eq!(turns.items()[0]["said"], "Dear Grace, come and see us", "{turns:?}");
}

#[tokio::test]
async fn members_write_and_stop_campaigns_and_admins_start_them() {
    let team = Team::new().await;
    let phone = team.owner.post("/api/phones", json!({"number": NUMBER})).await.created().id();
    team.owner.post("/api/contacts", json!({"name": "Ada", "phone": "+14155550100"})).await.created();
    let member = team.member("mia", Role::Member).await;
    let admin = team.member("adam", Role::Admin).await;
    let viewer = team.member("val", Role::Viewer).await;
    let draft = json!({"name": "Open day", "channel": "sms", "phone_id": phone, "body": "Come",
        "scheduled_at": "2036-01-31T09:30:00Z"});
    let campaign = format!("/api/campaigns/{}", member.post("/api/campaigns", draft.clone()).await.created().id());
    for verb in ["schedule", "start", "resume"] {
        member.post_empty(&format!("{campaign}/{verb}")).await.expect(403, "role_too_low");
    }
    viewer.post_empty(&format!("{campaign}/pause")).await.expect(403, "role_too_low");
    assert_eq!(admin.post_empty(&format!("{campaign}/schedule")).await.ok()["status"], "scheduled");
    assert_eq!(admin.post_empty(&format!("{campaign}/start")).await.ok()["status"], "running");
    assert_eq!(member.post_empty(&format!("{campaign}/pause")).await.ok()["status"], "paused");
    assert_eq!(admin.post_empty(&format!("{campaign}/resume")).await.ok()["status"], "running");
    assert_eq!(member.post_empty(&format!("{campaign}/cancel")).await.ok()["status"], "cancelled");
    assert_eq!(viewer.get(&format!("{campaign}/recipients")).await.ok().items().len(), 1);
    let stranger = team.server.tenant("other").await.owner;
    for path in [format!("{campaign}/recipients"), campaign.clone()] {
        stranger.get(&path).await.expect(404, "not_found");
    }
    stranger.post_empty(&format!("{campaign}/start")).await.expect(404, "not_found");
    // What isn't known or isn't closed is refused where it is written.
    for (field, text) in [("body", "Dear {{nick}}"), ("body", "Dear {{name"), ("subject", "{{Name}}")] {
        let mut wrong = draft.clone();
        wrong[field] = json!(text);
        member.post("/api/campaigns", wrong).await.field_is(field, "placeholder");
    }
    // An e-mail is from no phone, and goes to contacts with an address.
    let email = json!({"name": "News", "channel": "email", "subject": "News", "body": "Dear {{name}}"});
    let email = format!("/api/campaigns/{}", member.post("/api/campaigns", email).await.created().id());
    admin.post_empty(&format!("{email}/start")).await.field_is("audience", "no_recipients");
}
