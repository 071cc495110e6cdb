//! kill -9 of servers and of their database, while they place calls and send messages at a carrier that breaks as well:
//! the carrier takes each request at most once, none is lost, and the books agree.
//!
//! The carrier is this program again, at the ignored test `process`, with its books in a Postgres of its own.
//! `CARRIER_REQUESTS` says how many calls and how many messages there are, `CARRIER_SECONDS` for how long it goes on.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base::{Clock, Random};
use providers::simulator::operator::Operator;
use providers::simulator::{Books, Faults, Pace, Simulator, SimulatorSettings};
use reqwest::Method;
use serde_json::{Value as Json, json};
use sqlx::{PgConnection, Row};
use time::format_description::well_known::Rfc3339;

use crate::cluster::Cluster;
use crate::node::Node;
use crate::server::Caller;

const NODES: usize = 3;
const PHONES: usize = 4;
/// The origin that webhooks are signed for. The carrier connects to the nodes' addresses.
const ORIGIN: &str = "http://localhost:4002";
/// Between two blows. Each fifth meets the database.
const PEACE: Duration = Duration::from_millis(1_500);
/// The longest that an act is tried until it is acknowledged.
const PATIENCE: Duration = Duration::from_mins(1);

/// In the environment of the carrier: its books, where it listens, and its callers.
const BOOKS: &str = "CARRIER_BOOKS";
const LISTEN: &str = "CARRIER_LISTEN";
const CALLED: &str = "CARRIER_CALLED";

const FAULTS: Faults = Faults {
    too_many_requests: 50,
    error_before_accepting: 50,
    error_after_accepting: 30,
    hang_after_accepting: 10,
    close_after_accepting: 30,
    duplicate: 100,
    reorder: 100,
    drop: 50,
    delay: 100,
    delay_millis: 500,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fact_25_killed_nodes_and_a_killed_database_have_the_carrier_take_each_request_at_most_once() {
    let (requests, seconds) = (number("CARRIER_REQUESTS", 600), number("CARRIER_SECONDS", 60));
    let mut cluster = Cluster::start(&[]).await;
    let books = Cluster::empty(&[]).await;
    let listen = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let address = listen.to_string();
    let variables = [("SIMULATOR_ADDR", address.as_str()), ("PUBLIC_URL", ORIGIN), ("RATE_LIMIT_WEBHOOKS", "off")];
    let mut nodes = Vec::new();
    for _ in 0..NODES {
        nodes.push(Node::start(Some(&cluster), &variables).await);
    }
    let urls: Vec<String> = nodes.iter().map(|node| node.url.clone()).collect();
    let _carrier = Carrier::start(&books, listen, &urls);
    let operator = Operator::new(&format!("http://{listen}").parse().unwrap()).unwrap();
    until(Duration::from_secs(30), async || operator.put_faults(&FAULTS).await.is_ok()).await;

    let client = Client::sign_up(urls).await;
    let phones = client.add_phones().await;
    let begun = Instant::now();
    let writing = tokio::spawn(write(client, phones, requests, Duration::from_secs(seconds.into())));
    let (mut of_servers, mut of_databases) = (0, 0);
    while begun.elapsed() < Duration::from_secs(seconds.into()) {
        tokio::time::sleep(PEACE).await;
        if (of_servers + of_databases) % 5 == 4 {
            for node in &mut nodes {
                node.until_ready(Duration::from_secs(30)).await;
            }
            cluster.kill();
            cluster.restart();
            of_databases += 1;
        } else {
            let node = &mut nodes[of_servers % NODES];
            node.until_ready(Duration::from_secs(30)).await;
            node.kill();
            node.start_again();
            of_servers += 1;
        }
    }
    let acknowledged = writing.await.unwrap();
    operator.put_faults(&Faults::default()).await.unwrap();
    assert!(of_servers >= 4 && of_databases >= 1, "{of_servers} and {of_databases} blows prove little");

    let mut superuser = cluster.superuser().await;
    // What a killed node held is in doubt once its lease is over, and the carrier's list settles most doubts.
    until_no_attempt_is(&mut superuser, &["planned", "dispatching"]).await;
    until(Duration::from_mins(1), async || operator.calls().await.unwrap().iter().all(|call| call.ended_at.is_some()))
        .await;
    tokio::time::sleep(Duration::from_secs(12)).await;
    let seen = Seen::read(&operator).await;
    let outcome = check(&mut superuser, &acknowledged, &seen).await;
    println!(
        "{requests} calls and {requests} messages on {NODES} nodes in {:.0} s, servers killed {of_servers} times, the \
         database {of_databases} times: the carrier took {} calls and {} messages, none twice, 0 lost; {outcome}",
        begun.elapsed().as_secs_f64(),
        seen.calls.len(),
        seen.messages.len(),
    );
}

/// The carrier, until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the carrier's process, which the test above starts"]
async fn process() {
    let of = |name: &str| std::env::var(name).expect("the test above starts it");
    let settings = SimulatorSettings {
        listen: of(LISTEN).parse().unwrap(),
        public_url: ORIGIN.parse().unwrap(),
        nodes: of(CALLED).split(' ').map(|url| url.parse().unwrap()).collect(),
        pace: Pace::FAST,
        faults: Faults::default(),
        fault_seed: 11,
        clock: Clock::system(),
        random: Random::system(),
    };
    let books = Books::open(of(BOOKS).parse().unwrap()).await.unwrap();
    let _simulator = Simulator::start(settings, books).await.unwrap();
    std::future::pending::<()>().await;
}

struct Carrier(Child);

impl Carrier {
    fn start(books: &Cluster, listen: SocketAddr, nodes: &[String]) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["carrier::process", "--exact", "--ignored", "--nocapture"]);
        command.env(BOOKS, books.url("postgres")).env(LISTEN, listen.to_string()).env(CALLED, nodes.join(" "));
        Self(command.stdout(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Carrier {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A user of the three servers, who tries the next one where one fails.
struct Client {
    caller: Caller,
    urls: Vec<String>,
}

impl Client {
    async fn sign_up(urls: Vec<String>) -> Self {
        let caller = Caller::new(&urls[0]);
        let user = json!({"email": "user@test.com", "password": "correct horse battery"});
        caller.post("/auth/register", user).await.created();
        Self { caller, urls }
    }

    async fn add_phones(&self) -> Vec<String> {
        let mut phones = Vec::new();
        for number in 0..PHONES {
            let digits = format!("+1415555{:04}", 9_000 + number);
            let phone = json!({"label": "Line", "number": digits, "provider": "simulated"});
            let phone = self.add("/api/phones", &phone, &format!("phone-{number}")).await;
            let agent = json!({"name": "Ada", "direction": "outgoing", "phone_id": phone, "active": true});
            self.add("/api/agents", &agent, &format!("agent-{number}")).await;
            phones.push(phone);
        }
        phones
    }

    /// Adds a row, and returns its id. Whatever breaks, the same key adds it once.
    async fn add(&self, path: &str, body: &Json, key: &str) -> String {
        let begun = Instant::now();
        for url in self.urls.iter().cycle() {
            let request = self.caller.at(url).request(Method::POST, path).header("Idempotency-Key", key).json(body);
            if let Ok(response) = request.send().await {
                let status = response.status();
                let is_final = status.is_client_error() && ![409, 429].contains(&status.as_u16());
                assert!(!is_final, "{path}: {}", response.text().await.unwrap_or_default());
                if status == 201
                    && let Ok(row) = response.json::<Json>().await
                {
                    return row["id"].as_str().unwrap().to_owned();
                }
            }
            assert!(begun.elapsed() < PATIENCE, "{path} was not acknowledged");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        unreachable!("the servers are tried in turn without end")
    }
}

/// Schedules calls and sends messages, spread over a time, each to a number of its own. Returns the ids of their rows by
/// the number.
async fn write(client: Client, phones: Vec<String>, requests: u32, during: Duration) -> HashMap<String, String> {
    let begun = Instant::now();
    let mut acknowledged = HashMap::new();
    for number in 0..requests {
        let due = during.mul_f64(f64::from(number) / f64::from(requests));
        tokio::time::sleep(due.saturating_sub(begun.elapsed())).await;
        let phone = &phones[number as usize % phones.len()];
        let to = format!("+1415550{number:04}");
        let at = (Clock::system().now() + Duration::from_secs(1)).format(&Rfc3339).unwrap();
        let call = json!({"phone_id": phone, "to": to, "scheduled_at": at});
        acknowledged.insert(to, client.add("/api/scheduled-calls", &call, &format!("call-{number}")).await);
        let to = format!("+1415551{number:04}");
        let message = json!({"phone_id": phone, "to": to, "body": format!("Message {number}")});
        acknowledged.insert(to, client.add("/api/messages", &message, &format!("message-{number}")).await);
    }
    acknowledged
}

/// What the carrier has taken: by its id, the recipient and the status.
struct Seen {
    calls: HashMap<String, (String, String)>,
    messages: HashMap<String, (String, String)>,
}

impl Seen {
    async fn read(operator: &Operator) -> Self {
        let (calls, messages) = (operator.calls().await.unwrap(), operator.messages().await.unwrap());
        Self {
            calls: calls.into_iter().map(|call| (call.sid, (call.to, call.status))).collect(),
            messages: messages.into_iter().map(|message| (message.sid, (message.to, message.status))).collect(),
        }
    }
}

/// Compares the server's rows with what was acknowledged and with the carrier's books. Returns a line on the outcome.
async fn check(superuser: &mut PgConnection, acknowledged: &HashMap<String, String>, seen: &Seen) -> String {
    let rows = sqlx::query(
        "select a.state, a.carrier_sid, coalesce(s.id, m.id)::text as id, coalesce(s.\"to\", m.\"to\") as \"to\",
           coalesce(c.status, m.status) as status, coalesce(c.ended_at, m.ended_at) is not null as has_ended,
           s.status as scheduled
         from app.attempts a left join app.scheduled_calls s on s.id = a.scheduled_call_id
         left join app.messages m on m.id = a.message_id left join app.calls c on c.id = a.id",
    );
    let mut tally: HashMap<String, usize> = HashMap::new();
    let mut recipients = HashMap::new();
    let mut untold = 0;
    for row in rows.fetch_all(superuser).await.unwrap() {
        let (state, to): (String, String) = (row.get("state"), row.get("to"));
        let (sid, status, scheduled): (Option<String>, Option<String>, Option<String>) =
            (row.get("carrier_sid"), row.get("status"), row.get("scheduled"));
        let id: String = row.get("id");
        assert_eq!(acknowledged.get(&to), Some(&id), "{to} has another row than the one that was acknowledged");
        let taken = sid.as_ref().and_then(|sid| seen.calls.get(sid).or_else(|| seen.messages.get(sid)));
        match state.as_str() {
            "accepted" => {
                let (at, final_status) = taken.expect("what is accepted is in the carrier's books");
                assert_eq!(at, &to);
                let status = status.expect("what is accepted has its row");
                if row.get::<bool, _>("has_ended") {
                    assert_eq!(&status, final_status, "{to}");
                    let scheduled_is_over = scheduled.is_none_or(|status| ["completed", "failed"].contains(&&*status));
                    assert!(scheduled_is_over, "{to}: the call has ended, and its scheduled call hasn't");
                } else {
                    untold += 1;
                }
            }
            "in_doubt" | "unknown" | "refused" => assert!(taken.is_none(), "{to} is {state} and has an id"),
            _ => panic!("{to} is {state}"),
        }
        *tally.entry(state.clone()).or_default() += 1;
        assert!(recipients.insert(to, state).is_none(), "two attempts for one recipient");
    }
    assert_eq!(recipients.len(), acknowledged.len(), "rows without an attempt");
    for books in [&seen.calls, &seen.messages] {
        let mut taken = HashMap::new();
        for (to, _) in books.values() {
            *taken.entry(to).or_insert(0) += 1;
            let state = recipients.get(to).map(String::as_str);
            assert!(matches!(state, Some("accepted" | "in_doubt")), "the carrier took {to}, which is {state:?}");
        }
        assert!(taken.values().all(|times| *times == 1), "taken twice: {taken:?}");
    }
    let accepted = tally.get("accepted").copied().unwrap_or_default();
    assert!(accepted * 10 > acknowledged.len() * 9, "few were accepted, which proves little: {tally:?}");
    assert!(untold * 10 < accepted, "the end of {untold} of {accepted} was never told");
    format!("attempts {tally:?}, and the end of {untold} came in callbacks that were lost")
}

async fn until_no_attempt_is(superuser: &mut PgConnection, states: &[&str]) {
    let begun = Instant::now();
    loop {
        let open = "select count(*) from app.attempts where state = any($1)";
        let open: i64 = sqlx::query_scalar(open).bind(states).fetch_one(&mut *superuser).await.unwrap();
        if open == 0 {
            return;
        }
        assert!(begun.elapsed() < Duration::from_mins(4), "{open} attempts are still {states:?}");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

async fn until(limit: Duration, holds: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < limit, "it didn't come to this within {limit:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn number(variable: &str, default: u32) -> u32 {
    std::env::var(variable).map_or(default, |value| value.parse().unwrap())
}
