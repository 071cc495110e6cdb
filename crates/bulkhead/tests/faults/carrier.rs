//! kill -9 of servers and of their database, while they place calls and send a campaign's messages at a carrier that
//! breaks as well: the carrier takes each request at most once, none is lost, and the books agree.
//!
//! The carrier is this program again, at the ignored test `process`, with its books in a Postgres of its own.
//! `CARRIER_REQUESTS` says how many calls and how many recipients there are, `CARRIER_SECONDS` for how long it goes on.

use std::collections::{BTreeMap, HashMap, HashSet};
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
    let campaign = client.start_campaign(&phones[0], requests, requests * 60 / seconds).await;
    let begun = Instant::now();
    let writing = tokio::spawn(schedule(client, phones, requests, Duration::from_secs(seconds.into())));
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
    let scheduled = writing.await.unwrap();
    operator.put_faults(&Faults::default()).await.unwrap();
    assert!(of_servers >= 4 && of_databases >= 1, "{of_servers} and {of_databases} blows prove little");

    let mut superuser = cluster.superuser().await;
    // What a killed node held is in doubt once its lease is over, and the carrier's list settles most doubts.
    until_nothing_is_open(&mut superuser).await;
    until_the_carrier_is_quiet(&books).await;
    let untold = ask_for_untold_ends(&mut superuser, &mut nodes[0], requests).await;
    let seen = Seen::read(&operator).await;
    let of_calls = check_calls(&mut superuser, &scheduled, &seen.calls).await;
    let of_campaign = check_campaign(&mut superuser, &campaign, requests, &seen.messages).await;
    println!(
        "{requests} calls and {requests} recipients on {NODES} nodes in {:.0} s, servers killed {of_servers} times, the \
         database {of_databases} times: the carrier took {} calls and {} messages, none twice, 0 lost; \
         calls {of_calls}, the end of {untold} by asking; recipients {of_campaign}",
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

    /// Starts a campaign by text message to so many contacts, at a rate a minute. Returns its id.
    async fn start_campaign(&self, phone: &str, contacts: u32, rate: u32) -> String {
        let lines: Vec<_> = (0..contacts).map(|number| format!("Person {number},+1415551{number:04}")).collect();
        let import = self.caller.request(Method::POST, "/api/contacts/import").header("Content-Type", "text/csv");
        import.body(format!("name,phone\n{}\n", lines.join("\n"))).send().await.unwrap().error_for_status().unwrap();
        let campaign = json!({"name": "Open day", "channel": "sms", "phone_id": phone, "rate": rate,
            "body": "Dear {{first_name}}, come and see us"});
        let id = self.add("/api/campaigns", &campaign, "campaign").await;
        self.caller.post_empty(&format!("/api/campaigns/{id}/start")).await.ok();
        id
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

/// Schedules calls, spread over a time, each to a number of its own. Returns the ids of the scheduled calls by number.
async fn schedule(client: Client, phones: Vec<String>, calls: u32, during: Duration) -> HashMap<String, String> {
    let begun = Instant::now();
    let mut acknowledged = HashMap::new();
    for number in 0..calls {
        let due = during.mul_f64(f64::from(number) / f64::from(calls));
        tokio::time::sleep(due.saturating_sub(begun.elapsed())).await;
        let phone = &phones[number as usize % phones.len()];
        let to = format!("+1415550{number:04}");
        let at = (Clock::system().now() + Duration::from_secs(1)).format(&Rfc3339).unwrap();
        let call = json!({"phone_id": phone, "to": to, "scheduled_at": at});
        acknowledged.insert(to, client.add("/api/scheduled-calls", &call, &format!("call-{number}")).await);
    }
    acknowledged
}

/// What the carrier has taken: by its id, the recipient and the status.
type Taken = HashMap<String, (String, String)>;

struct Seen {
    calls: Taken,
    messages: Taken,
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

/// Compares the scheduled calls with what was acknowledged and with the carrier's books. Returns how they stand.
async fn check_calls(superuser: &mut PgConnection, acknowledged: &HashMap<String, String>, books: &Taken) -> String {
    let rows = sqlx::query(
        "select a.state, a.carrier_sid, s.id::text, s.\"to\", s.status as scheduled, c.status
         from app.scheduled_calls s join app.attempts a on a.scheduled_call_id = s.id
         left join app.calls c on c.id = a.id",
    );
    let rows = rows.fetch_all(superuser).await.unwrap();
    assert_eq!(rows.len(), acknowledged.len(), "each call has its attempt");
    let mut tally = Tally::default();
    let mut recipients = HashSet::new();
    for row in rows {
        let (to, state): (String, String) = (row.get("to"), row.get("state"));
        assert_eq!(acknowledged.get(&to), Some(&row.get("id")), "{to} has another row than the acknowledged one");
        assert!(recipients.insert(to.clone()), "{to} has two attempts");
        let taken = find(books, row.get("carrier_sid"), &to);
        match state.as_str() {
            "accepted" => {
                let at_carrier = taken.expect("an accepted call is in the carrier's books");
                let scheduled: &str = row.get("scheduled");
                assert_eq!(row.get::<&str, _>("status"), at_carrier, "{to}");
                assert!(["completed", "failed"].contains(&scheduled), "{to} has ended and is {scheduled}");
            }
            "in_doubt" | "unknown" | "refused" => assert!(taken.is_none(), "{to} is {state} and has an id"),
            _ => panic!("{to} is {state}"),
        }
        tally.add(state);
    }
    let known = |to: &str| recipients.contains(to);
    check_books(books, known);
    tally.check(acknowledged.len(), "accepted");
    format!("{:?}", tally.0)
}

/// The same of a campaign's recipients. Returns them by status.
async fn check_campaign(superuser: &mut PgConnection, campaign: &str, recipients: u32, books: &Taken) -> String {
    let rows = sqlx::query(
        "select r.address, r.status, array_remove(array_agg(a.carrier_sid), null) as sids
         from app.campaign_recipients r left join app.attempts a on a.recipient_id = r.id
         where r.campaign_id = $1::uuid group by r.address, r.status",
    );
    let rows = rows.bind(campaign).fetch_all(&mut *superuser).await.unwrap();
    assert_eq!(rows.len(), recipients as usize, "each contact is a recipient");
    let mut tally = Tally::default();
    let mut addresses = HashSet::new();
    for row in rows {
        let (address, status): (String, String) = (row.get("address"), row.get("status"));
        let sids: Vec<String> = row.get("sids");
        assert!(sids.len() <= 1, "{address} was sent to by two attempts: {sids:?}");
        let taken = find(books, sids.into_iter().next(), &address);
        match status.as_str() {
            "delivered" => assert_eq!(taken, Some("delivered"), "{address}"),
            "sent" => assert!(taken.is_some(), "{address} was sent to and isn't in the carrier's books"),
            "in_doubt" | "failed" => assert!(taken.is_none(), "{address} is {status} and has an id"),
            _ => panic!("{address} is {status}"),
        }
        addresses.insert(address);
        tally.add(status);
    }
    check_books(books, |to| addresses.contains(to));
    let counts: Json = sqlx::query_scalar("select counts from app.campaigns where id = $1::uuid")
        .bind(campaign)
        .fetch_one(superuser)
        .await
        .unwrap();
    for (status, count) in &tally.0 {
        assert_eq!(counts[status], json!(count), "the count that is kept of {status}");
    }
    assert_eq!(counts["total"], recipients);
    let of = |status: &str| tally.0.get(status).copied().unwrap_or_default();
    assert!((of("sent") + of("delivered")) * 2 > recipients as usize, "few were sent: {tally:?}");
    format!("{:?}", tally.0)
}

/// How many rows are in each state.
#[derive(Debug, Default)]
struct Tally(BTreeMap<String, usize>);

impl Tally {
    fn add(&mut self, state: String) {
        *self.0.entry(state).or_default() += 1;
    }

    fn check(&self, all: usize, state: &str) {
        let count = self.0.get(state).copied().unwrap_or_default();
        assert!(count * 2 > all, "few are {state}, which proves little: {self:?}");
    }
}

/// The carrier's status of what it has under an id. It is the recipient's.
fn find<'b>(books: &'b Taken, sid: Option<String>, to: &str) -> Option<&'b str> {
    let (recipient, status) = books.get(&sid?)?;
    assert_eq!(recipient, to, "the id is another recipient's");
    Some(status)
}

/// Nothing in the books is a stranger's, and no recipient is there twice.
fn check_books(books: &Taken, known: impl Fn(&str) -> bool) {
    let mut recipients = HashSet::new();
    for (to, _) in books.values() {
        assert!(known(to), "the carrier took {to}, which was never sent");
        assert!(recipients.insert(to), "the carrier took {to} twice");
    }
}

/// Waits until no request is to be made or under way any more.
async fn until_nothing_is_open(superuser: &mut PgConnection) {
    let begun = Instant::now();
    loop {
        let open = "select (select count(*) from app.attempts where state in ('planned', 'dispatching'))
            + (select count(*) from app.campaign_recipients where status in ('pending', 'sending'))";
        let open: i64 = sqlx::query_scalar(open).fetch_one(&mut *superuser).await.unwrap();
        if open == 0 {
            return;
        }
        assert!(begun.elapsed() < Duration::from_mins(4), "{open} requests are still open");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Waits until the carrier has nothing more to do, and nothing more to tell.
async fn until_the_carrier_is_quiet(books: &Cluster) {
    let mut books = books.superuser().await;
    let begun = Instant::now();
    loop {
        let events = sqlx::query_scalar("select count(*) from simulator.events").fetch_one(&mut books);
        let events: i64 = events.await.unwrap();
        if events == 0 {
            return;
        }
        assert!(begun.elapsed() < Duration::from_mins(4), "the carrier still has {events} events to go through");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Has a node ask the carrier how calls have ended of which no callback told: the carrier lost it, or it met no living
/// node. They are made as old as calls have to be for that. Returns their number.
async fn ask_for_untold_ends(superuser: &mut PgConnection, node: &mut Node, calls: u32) -> i64 {
    let untold = "select count(*) from app.calls where ended_at is null";
    let all: i64 = sqlx::query_scalar(untold).fetch_one(&mut *superuser).await.unwrap();
    // How many depends on how long nodes and the database take to come back.
    assert!(all * 10 < i64::from(calls) * 9, "the end of {all} calls was never told, which proves little of callbacks");
    let age = "set session_replication_role = replica;
        update app.calls set created_at = created_at - interval '5 hours' where ended_at is null;
        set session_replication_role = origin";
    sqlx::raw_sql(age).execute(&mut *superuser).await.unwrap();
    let begun = Instant::now();
    while sqlx::query_scalar::<_, i64>(untold).fetch_one(&mut *superuser).await.unwrap() > 0 {
        assert!(begun.elapsed() < Duration::from_mins(2), "nodes don't find out how calls have ended");
        // The task's next run is due, and a node that starts looks at once.
        let due =
            "update jobs.periodic_runs set started_at = started_at - interval '1 hour' where task = 'overdue_calls'";
        sqlx::query(due).execute(&mut *superuser).await.unwrap();
        node.kill();
        node.start_again();
        node.until_ready(Duration::from_secs(30)).await;
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
    all
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
