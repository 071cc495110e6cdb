//! The simulated carrier as the peer: it signs, obeys the `TwiML`, and tells of what became of it.

use std::time::Duration;

use base::{Clock, Random};
use providers::simulator::operator::{NewAccount, NewNumber, Operator, PersonsCall, PersonsMessage};
use providers::simulator::{Books, Faults, Pace, Simulator, SimulatorSettings, Speaker, Utterance, create_database};
use serde_json::{Value as Json, json};

use crate::support::binary;
use crate::support::carrier::{ACCOUNT, CONTACT, Line, NUMBER, ORIGIN, TOKEN};

/// A carrier that runs until it is dropped, and who has it do things.
struct Carrier {
    _simulator: Simulator,
    operator: Operator,
}

impl Carrier {
    /// With an account and a number whose webhooks are the line's.
    async fn start(line: &Line) -> Self {
        let server = &line.team.server;
        let superuser = binary::url(&server.db, "postgres").parse().expect("it is a URL");
        let books = create_database(&superuser).await.expect("the superuser makes a database");
        let settings = SimulatorSettings {
            listen: "127.0.0.1:0".parse().expect("it is an address"),
            public_url: ORIGIN.parse().expect("it is a URL"),
            nodes: vec![server.url.parse().expect("it is a URL")],
            pace: Pace::FAST,
            faults: Faults::default(),
            fault_seed: 7,
            clock: Clock::system(),
            random: Random::system(),
        };
        let books = Books::open(books).await.expect("the books can be opened");
        let simulator = Simulator::start(settings, books).await.expect("it starts");
        let base = format!("http://{}", simulator.address()).parse().expect("it is a URL");
        let operator = Operator::new(&base).expect("a client can be made");
        let (sid, auth_token) = (ACCOUNT.to_owned(), TOKEN.to_owned());
        let account = NewAccount { sid, auth_token, calls_per_second: 1_000.0, segments_per_second: 1_000.0 };
        operator.put_account(&account).await.expect("the operator opens accounts");
        let url = |route: &str| format!("{ORIGIN}{}", line.target(route));
        let number = NewNumber {
            account_sid: ACCOUNT.to_owned(),
            phone_number: NUMBER.to_owned(),
            voice_url: url("voice"),
            sms_url: url("sms"),
            status_callback: url("status"),
        };
        operator.put_number(&number).await.expect("the operator assigns numbers");
        Self { _simulator: simulator, operator }
    }

    /// Has a person call, and waits until nothing is left to happen. Gives the call's SID.
    async fn call(&self, says: &[&str]) -> String {
        let says = says.iter().map(|said| Utterance::Say((*said).to_owned())).collect();
        let call =
            PersonsCall { account_sid: ACCOUNT.to_owned(), from: CONTACT.to_owned(), to: NUMBER.to_owned(), says };
        let sid = self.operator.call(&call).await.expect("a person calls").sid;
        self.settle().await;
        sid
    }

    async fn write(&self, body: &str) {
        let (account_sid, from, to) = (ACCOUNT.to_owned(), CONTACT.to_owned(), NUMBER.to_owned());
        let message = PersonsMessage { account_sid, from, to, body: body.to_owned() };
        self.operator.write(&message).await.expect("a person writes");
        self.settle().await;
    }

    async fn settle(&self) {
        for _ in 0..3_000 {
            if self.operator.is_quiet().await.expect("the operator sees what is left") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("something is left to happen");
    }
}

fn find<'r>(rows: &'r [Json], sid: &str) -> &'r Json {
    rows.iter().find(|row| row["carrier_sid"] == sid).expect("the row is there")
}

/// One test, since the books are one database of the Postgres that all tests share.
#[tokio::test]
async fn a_simulated_person_calls_and_writes_and_the_agents_reply() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    line.message_agent(json!({})).await;
    let carrier = Carrier::start(&line).await;

    let sid = carrier.call(&["I'd like a demo", "On Friday", "Goodbye"]).await;
    let calls = line.calls().await;
    let call = find(&calls, &sid);
    assert_eq!((calls.len(), &call["status"], &call["error_code"]), (1, &json!("completed"), &json!(null)), "{call}");
    assert!(call["duration_seconds"].as_i64() >= Some(1) && call["answered_at"].is_string(), "{call}");
    let turns =
        line.team.owner.get(&format!("/api/calls/{}/turns", call["id"].as_str().unwrap_or_default())).await.ok();
    let ours: Vec<_> =
        turns.items().iter().flat_map(|turn| [turn["heard"].as_str(), turn["said"].as_str()]).flatten().collect();
    let lines = carrier.operator.lines(&sid).await.expect("the operator hears calls");
    let theirs: Vec<_> = lines.iter().map(|line| line.said.as_str()).collect();
    assert_eq!(ours, theirs);
    assert_eq!((theirs.len(), lines[1].speaker), (7, Speaker::Person));

    // A person who says nothing is left after three silences.
    let sid = carrier.call(&[]).await;
    let calls = line.calls().await;
    assert_eq!(find(&calls, &sid)["status"], "completed");
    let lines = carrier.operator.lines(&sid).await.expect("the operator hears calls");
    assert!(lines.len() == 4 && lines[3].said.contains("Goodbye"), "{lines:?}");

    carrier.write("What does it cost?").await;
    let messages = line.messages().await;
    let reply = messages.iter().find(|message| message["direction"] == "outgoing").expect("the agent replies");
    assert_eq!((messages.len(), &reply["status"]), (2, &json!("delivered")), "{reply}");
    assert!(reply["carrier_sid"].as_str().is_some_and(|sid| sid.starts_with("SM")), "{reply}");
    carrier.write("STOP").await;
    carrier.write("Are you there?").await;
    assert_eq!(line.messages().await.len(), 4, "no reply to one who stopped");
    carrier.write("START").await;
    carrier.write("Hello again").await;
    assert_eq!(line.messages().await.len(), 7);

    // Callbacks that come twice, late, and behind later ones.
    let faults = Faults { duplicate: 500, reorder: 500, delay: 300, delay_millis: 100, ..Faults::default() };
    carrier.operator.put_faults(&faults).await.expect("the operator breaks things");
    for _ in 0..5 {
        let sid = carrier.call(&["I'd like a demo", "Goodbye"]).await;
        carrier.write("What does it cost?").await;
        assert_eq!(find(&line.calls().await, &sid)["status"], "completed");
    }
    let messages = line.messages().await;
    let replies = messages.iter().filter(|message| message["direction"] == "outgoing");
    let statuses: Vec<_> = replies.map(|message| message["status"].as_str().unwrap_or_default()).collect();
    assert_eq!(statuses, ["delivered"; 7]);
    assert!(line.events().await.iter().all(|(_, is_applied)| *is_applied));
}
