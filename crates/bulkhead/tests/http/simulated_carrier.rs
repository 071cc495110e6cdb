//! What a person does by the simulated carrier: the command `simulate`, and the page `/dev/carrier`.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use base::{Clock, Random};
use providers::simulator::operator::{NewHandset, Operator};
use providers::simulator::{Books, Faults, Handset, Pace, Simulator, SimulatorSettings, Utterance};
use reqwest::header::HeaderValue;
use reqwest::redirect::Policy;
use reqwest::{Client, Method};
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use crate::support::binary::bulkhead;
use crate::support::chat::ChatPeer;
use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, TestServer};

const NUMBER: &str = "+14155550123";
/// The `PUBLIC_URL` of the server.
const ORIGIN: &str = "http://app.example.com:8080";
const FORM: &str = "application/x-www-form-urlencoded";

/// A server, a simulated carrier, and a tenant of the one with a phone at the other.
struct Stage {
    server: TestServer,
    address: SocketAddr,
    owner: Caller,
    phone: Uuid,
    _simulator: Simulator,
    _books: TestDb,
}

impl Stage {
    async fn new() -> Self {
        Self::with(&[]).await
    }

    /// With these variables beside its own.
    async fn with(variables: &[(&str, &str)]) -> Self {
        let address = free_address();
        let own = [("SIMULATOR_ADDR", &*address.to_string()), ("PUBLIC_URL", ORIGIN)];
        let server = TestServer::start_with(&[&own[..], variables].concat()).await;
        let books = TestDb::without_migrations().await;
        let settings = SimulatorSettings {
            listen: address,
            public_url: ORIGIN.parse().expect("a URL"),
            nodes: vec![server.url.parse().expect("a URL")],
            pace: Pace::FAST,
            faults: Faults::default(),
            fault_seed: 1,
            clock: Clock::system(),
            random: Random::system(),
        };
        let open = Books::open(books.options("postgres")).await.expect("the books open");
        let simulator = Simulator::start(settings, open).await.expect("the carrier starts");
        let owner = server.user("user1@test.com").await;
        let phone = owner.post("/api/phones", json!({"number": NUMBER})).await.created().id();
        let agent = json!({"name": "Ada", "direction": "incoming", "phone_id": phone, "active": true,
            "greeting": "Good <morning>"});
        owner.post("/api/agents", agent).await.created();
        let agent = json!({"name": "Ada", "phone_id": phone, "active": true});
        owner.post("/api/message-agents", agent).await.created();
        Self { server, address, owner, phone, _simulator: simulator, _books: books }
    }

    fn operator(&self) -> Operator {
        Operator::new(&format!("http://{}", self.address).parse().expect("a URL")).expect("a client can be made")
    }

    async fn prompt(&self, body: Json) -> Uuid {
        self.owner.post("/api/prompts", body).await.created().id()
    }

    /// Runs `simulate` with these arguments. What was printed to standard output and standard error, and the exit code.
    async fn simulate(&self, arguments: &[&str]) -> (String, String, i32) {
        simulate_at(&self.address.to_string(), arguments).await
    }

    async fn page(&self) -> Reply {
        self.server.anonymous().get("/dev/carrier").await
    }

    /// The page once it has this text, or as it is after ten seconds.
    async fn page_with(&self, text: &str) -> Reply {
        for _ in 0..100 {
            let page = self.page().await;
            if page.body.contains(text) {
                return page;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.page().await
    }

    /// The value of the page's first choice of a phone.
    async fn choice(&self) -> String {
        let page = self.page_with("<option ").await;
        let (_, rest) = page.body.split_once("<option value=\"").expect("a phone can be chosen");
        rest.split_once('"').expect("the value ends").0.to_owned()
    }

    async fn submit(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Reply {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let client = Client::builder().redirect(Policy::none()).build().expect("a client can be made");
        let request = client.post(format!("{}{path}", self.server.url)).header("Content-Type", FORM).body(body);
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).reply().await
    }
}

/// An address that nothing listens on, at this moment.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free")
}

async fn simulate_at(address: &str, arguments: &[&str]) -> (String, String, i32) {
    let mut command = bulkhead(&[("SIMULATOR_ADDR", address)]);
    command.arg("simulate").args(arguments);
    let ended = tokio::task::spawn_blocking(move || command.output()).await.expect("it ends").expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("it prints text");
    (text(ended.stdout), text(ended.stderr), ended.status.code().expect("no signal ends it"))
}

#[tokio::test]
async fn a_person_calls_a_phone_that_was_just_made_and_the_command_prints_both_sides() {
    let stage = Stage::new().await;
    let (printed, complaint, code) =
        stage.simulate(&["call", "--to", NUMBER, "--say", "I'd like a demo", "Goodbye"]).await;
    assert_eq!((complaint.as_str(), code), ("", 0), "{printed}");
    let lines: Vec<_> = printed.lines().collect();
    assert!(lines[0].starts_with("+14155550100 calls +14155550123 (CA"), "{printed}");
    assert_eq!(lines[1..3], ["agent:  Good <morning>", "person: I'd like a demo"]);
    assert_eq!((lines[4], lines.len()), ("person: Goodbye", 7), "{printed}");
    assert!(lines[6].starts_with("The call is over: completed after "), "{printed}");

    let calls = stage.owner.get("/api/calls").await.ok();
    let call = &calls.items()[0];
    assert_eq!((&call["status"], &call["from"]), (&json!("completed"), &json!("+14155550100")));
    let turns = format!("/api/calls/{}/turns", call["id"].as_str().unwrap_or_default());
    assert_eq!(stage.owner.get(&turns).await.ok().items().len(), 3);
}

#[tokio::test]
async fn a_call_that_its_agent_records_has_a_recording_when_it_is_over() {
    let stage = Stage::new().await;
    let agents = stage.owner.get("/api/agents").await.ok();
    let agent = agents.items()[0]["id"].as_str().unwrap_or_default().to_owned();
    stage.owner.patch(&format!("/api/agents/{agent}"), json!({"records": true})).await.ok();
    let (printed, complaint, code) = stage.simulate(&["call", "--to", NUMBER, "--say", "Goodbye"]).await;
    assert_eq!((complaint.as_str(), code), ("", 0), "{printed}");
    assert_eq!(printed.lines().nth(1), Some("agent:  This call is recorded."));
    let mut found = stage.owner.get("/api/recordings").await.ok();
    for _ in 0..100 {
        if !found.items().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        found = stage.owner.get("/api/recordings").await.ok();
    }
    let calls = stage.owner.get("/api/calls").await.ok();
    let (recording, call) = (&found.items()[0], &calls.items()[0]);
    assert_eq!(recording["call_id"], call["id"]);
    assert!(recording["duration_seconds"].as_i64() >= Some(1), "{recording}");
    assert!(recording["carrier_sid"].as_str().is_some_and(|sid| sid.starts_with("RE")), "{recording}");
    let path = recording["url"].as_str().and_then(|url| url.strip_prefix(ORIGIN)).expect("it can be heard");
    let heard = stage.owner.request(Method::GET, path).send().await.expect("the server answers");
    assert_eq!(
        (heard.status().as_u16(), &heard.headers()["content-type"]),
        (200, &HeaderValue::from_static("audio/wav"))
    );
    let (length, sound) = (heard.content_length(), heard.bytes().await.expect("it is whole"));
    assert_eq!((&sound[..4], &sound[8..16], length), (&b"RIFF"[..], &b"WAVEfmt "[..], Some(sound.len() as u64)));
}

#[tokio::test]
async fn a_caller_who_asks_for_a_person_is_connected_with_a_simulated_one() {
    let stage = Stage::new().await;
    let prompt = json!({"name": "Desk", "body": "Help.", "transfer_to": "+14155550166", "transfer_words": ["desk"]});
    let prompt = stage.prompt(prompt).await;
    let agents = stage.owner.get("/api/agents").await.ok();
    let agent = format!("/api/agents/{}", agents.items()[0]["id"].as_str().unwrap_or_default());
    stage.owner.patch(&agent, json!({"prompt_id": prompt})).await.ok();
    let (printed, complaint, code) = stage.simulate(&["call", "--to", NUMBER, "--say", "The desk, please"]).await;
    assert_eq!((complaint.as_str(), code), ("", 0), "{printed}");
    assert_eq!(printed.lines().nth(3), Some("agent:  I'll connect you with a person. One moment, please."));
    assert!(printed.contains("The call is over: completed"), "{printed}");
    let calls = stage.operator().newest_calls(9).await.expect("the carrier answers");
    let legs: Vec<_> = calls.iter().filter(|call| call.direction == "outbound-dial").collect();
    let [leg] = legs.as_slice() else { panic!("{legs:?}") };
    assert_eq!((leg.to.as_str(), leg.from.as_str(), leg.status.as_str()), ("+14155550166", NUMBER, "completed"));
    assert_eq!(stage.owner.get("/api/calls").await.ok().items().len(), 1, "the person's leg is no call of the phone");
}

#[tokio::test]
async fn the_agent_of_a_scheduled_call_speaks_by_the_calls_own_prompt() {
    let peer = ChatPeer::replying("Goodbye. [END]", Duration::ZERO);
    let stage = Stage::with(&peer.variables()).await;
    let usual = stage.prompt(json!({"name": "Boats", "body": "You sell boats."})).await;
    let own = stage.prompt(json!({"name": "Visits", "body": "You ask about the last visit."})).await;
    let agent = json!({"name": "Bob", "direction": "outgoing", "phone_id": stage.phone, "active": true,
        "prompt_id": usual});
    stage.owner.post("/api/agents", agent).await.created();
    let phone = stage.owner.get(&format!("/api/phones/{}", stage.phone)).await.ok();
    stage.choice().await;
    let handset = NewHandset {
        account_sid: phone.text("account_sid").to_owned(),
        phone_number: "+14155550166".to_owned(),
        handset: Handset { says: vec![Utterance::Say("Hello".to_owned())], ..Handset::default() },
    };
    stage.operator().put_handset(&handset).await.expect("the carrier takes it");
    let cases = [(Some(own), false, "last visit"), (None, false, "boats"), (Some(own), true, "boats")];
    for (number, (prompt, is_deleted, expected)) in (1..).zip(cases) {
        let at = (Clock::system().now() + Duration::from_secs(2)).format(&Rfc3339).expect("a time");
        let call = json!({"phone_id": stage.phone, "to": "+14155550166", "scheduled_at": at, "prompt_id": prompt});
        stage.owner.post("/api/scheduled-calls", call).await.created();
        if is_deleted {
            stage.owner.delete(&format!("/api/prompts/{own}")).await.no_content();
        }
        for _ in 0..300 {
            if peer.asked().len() == number {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let asked = peer.asked();
        assert_eq!(asked.len(), number, "{asked:?}");
        let instructions = asked[number - 1]["messages"][0]["content"].as_str().unwrap_or_default();
        assert!(instructions.contains(expected), "{instructions}");
    }
}

#[tokio::test]
async fn a_person_writes_and_the_command_prints_the_reply() {
    let stage = Stage::new().await;
    let from = ["message", "--to", NUMBER, "--from", "+14155550177", "--body"];
    let message = async |body: &'static str| stage.simulate(&[&from[..], &[body]].concat()).await;
    // What the tenant sent is answered from the handset.
    let sent = json!({"phone_id": stage.phone, "to": "+14155550177", "body": "Would you like a demo?"});
    stage.owner.post("/api/messages", sent.clone()).await.created();
    let (printed, complaint, code) = message("What does it cost?").await;
    assert_eq!((complaint.as_str(), code), ("", 0), "{printed}");
    let lines: Vec<_> = printed.lines().collect();
    assert!(lines[0].starts_with("+14155550177 writes to +14155550123 (SM"), "{printed}");
    assert_eq!(lines[1], "person: What does it cost?");
    assert!(lines.len() == 3 && lines[2].starts_with("agent:  ") && lines[2].ends_with(" (delivered)"), "{printed}");

    let (printed, _, code) = message("STOP").await;
    assert!(code == 0 && printed.ends_with("No reply came\n"), "{printed}");
    stage.owner.post("/api/messages", sent).await.expect(409, "suppressed");
    let messages = stage.owner.get("/api/messages").await.ok();
    assert_eq!(messages.items().len(), 4, "both sides are there: {messages:?}");
}

#[tokio::test]
async fn the_command_says_why_it_can_do_nothing() {
    let stage = Stage::new().await;
    stage.page_with("<option ").await;
    let (printed, complaint, code) = stage.simulate(&["call", "--to", "+14155550199"]).await;
    assert_eq!((printed.as_str(), code), ("", 1), "{complaint}");
    assert!(complaint.contains("has the number +14155550199; it knows +14155550123"), "{complaint}");

    let nowhere = free_address().to_string();
    let (_, complaint, code) = simulate_at(&nowhere, &["message", "--to", NUMBER, "--body", "Hello"]).await;
    assert!(code == 1 && complaint.contains(&format!("no simulated carrier at {nowhere}")), "{complaint}");
    let (_, complaint, code) = simulate_at("off", &["call", "--to", NUMBER]).await;
    assert!(code == 1 && complaint.contains("SIMULATOR_ADDR is off"), "{complaint}");
    let (_, complaint, code) = stage.simulate(&["call", "--say", "Hello"]).await;
    assert!(code == 2 && complaint.contains("--to <NUMBER>"), "{complaint}");

    // Another tenant has the same number.
    let other = stage.server.user("user2@test.com").await;
    let phone = other.post("/api/phones", json!({"number": NUMBER})).await.created();
    let account = phone["account_sid"].as_str().unwrap_or_default().to_owned();
    stage.page_with(&format!("{NUMBER} ({account})")).await;
    let (_, complaint, code) = stage.simulate(&["call", "--to", NUMBER]).await;
    assert!(code == 1 && complaint.contains("several phones") && complaint.contains(&account), "{complaint}");
    // Its phone has no agent.
    let (printed, complaint, code) = stage.simulate(&["call", "--to", NUMBER, "--account", &account]).await;
    assert!(code == 0 && printed.ends_with("The call is over: no-answer\n"), "{printed}{complaint}");
    assert_eq!(stage.owner.get("/api/calls").await.ok().items().len(), 0);
}

#[tokio::test]
async fn the_page_has_a_person_call_and_write_and_shows_what_became_of_it() {
    let stage = Stage::new().await;
    let phone = stage.choice().await;
    let call = [("phone", phone.as_str()), ("from", "+14155550100"), ("says", "I'd like a <demo>\r\n\r\nGoodbye\r\n")];
    let done = stage.submit("/dev/carrier/calls", &call, &[("Sec-Fetch-Site", "same-origin")]).await;
    assert_eq!((done.status, done.header("location")), (303, Some("/dev/carrier")), "{done:?}");
    let message = [("phone", phone.as_str()), ("from", "+14155550100"), ("body", "What does it cost?")];
    let done = stage.submit("/dev/carrier/messages", &message, &[]).await;
    assert_eq!((done.status, done.header("location")), (303, Some("/dev/carrier")), "{done:?}");

    stage.page_with("completed").await;
    let page = stage.page_with("outbound-reply, delivered").await;
    let policy = page.header("content-security-policy").unwrap_or_default();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("form-action 'self'"), "{policy}");
    for text in [
        "<b>Agent:</b> Good &lt;morning&gt;",
        "<b>Person:</b> I&#39;d like a &lt;demo&gt;",
        "<b>Person:</b> Goodbye",
        "What does it cost?",
        "inbound, received",
    ] {
        assert!(page.body.contains(text), "{text}: {page:?}");
    }
    assert!(!page.body.contains("<demo>") && !page.body.contains("<script"), "{page:?}");
    assert_eq!(stage.owner.get("/api/calls").await.ok().items().len(), 1);
    assert_eq!(stage.owner.get("/api/messages").await.ok().items().len(), 2);
}

#[tokio::test]
async fn the_page_says_what_is_wrong_with_a_form() {
    let stage = Stage::new().await;
    let account = stage.choice().await.replace(NUMBER, "+14155550199");
    for (phone, said) in [(account.as_str(), "refuses (404)"), ("x", "no phone was chosen")] {
        let form = [("phone", phone), ("from", "+14155550100"), ("body", "Hello")];
        let refused = stage.submit("/dev/carrier/messages", &form, &[]).await;
        assert!(
            refused.status == 200 && refused.body.contains("<strong>") && refused.body.contains(said),
            "{refused:?}"
        );
    }
    let nowhere = free_address().to_string();
    let server = TestServer::start_with(&[("SIMULATOR_ADDR", &nowhere)]).await;
    let page = server.anonymous().get("/dev/carrier").await;
    assert!(page.status == 200 && page.body.contains("the simulated carrier isn&#39;t reached"), "{page:?}");
}

#[tokio::test]
async fn ops_5_the_page_is_in_development_only_and_no_other_page_uses_its_forms() {
    let stage = Stage::new().await;
    let phone = stage.choice().await;
    let form = [("phone", phone.as_str()), ("from", "+14155550100"), ("body", "Hello"), ("says", "Hello")];
    for path in ["/dev/carrier/calls", "/dev/carrier/messages"] {
        for headers in [
            [("Sec-Fetch-Site", "cross-site")],
            [("Sec-Fetch-Site", "same-site")],
            [("Origin", "https://evil.example")],
            [("Origin", "null")],
            [("Host", "evil.example")],
            [("X-Forwarded-For", "127.0.0.1")],
        ] {
            let refused = stage.submit(path, &form, &headers).await;
            assert!(matches!(refused.status, 403 | 404), "{path} {headers:?}: {refused:?}");
        }
    }
    let seen =
        stage.server.anonymous().request(Method::GET, "/dev/carrier").header("Host", "evil.example").reply().await;
    assert_eq!(seen.status, 404);
    let page = stage.page().await;
    assert_eq!(page.body.matches("<p>None</p>").count(), 2, "no one called or wrote: {page:?}");

    let production = [
        ("BULKHEAD_ENV", "production"),
        ("PUBLIC_URL", "https://bulkhead.test"),
        ("TRUSTED_PROXIES", "none"),
        ("SIMULATOR_ADDR", &stage.address.to_string()),
    ];
    let without = [("SIMULATOR_ADDR", "off")];
    for variables in [&production[..], &without] {
        let server = TestServer::start_with(variables).await;
        for path in ["/dev/carrier", "/dev/carrier/calls", "/dev/carrier/messages"] {
            for method in [Method::GET, Method::POST, Method::OPTIONS] {
                let request = server.anonymous().request(method.clone(), path).header("Content-Type", FORM);
                assert_eq!(request.reply().await.status, 404, "{method} {path}");
            }
        }
    }
}
