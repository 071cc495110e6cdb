//! kill -9 of servers and of their database, while they place calls and send a campaign's messages at a carrier that
//! breaks as well: the carrier takes each request at most once, none is lost, and the books agree.
//!
//! The carrier is this program again, at the ignored test `process`, with its books in a Postgres of its own.
//! `CARRIER_REQUESTS` says how many calls and how many recipients there are, `CARRIER_SECONDS` for how long it goes on.

mod agreement;
mod client;
mod settling;

use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base::{Clock, Random};
use providers::simulator::operator::Operator;
use providers::simulator::{Books, Faults, Pace, Simulator, SimulatorSettings};

use self::agreement::{Seen, check_calls, check_campaign};
use self::client::{Client, schedule};
use self::settling::{ask_for_untold_ends, until_nothing_is_open, until_the_carrier_is_quiet};
use crate::cluster::Cluster;
use crate::node::Node;

const NODES: usize = 3;
/// The origin that webhooks are signed for. The carrier connects to the nodes' addresses.
const ORIGIN: &str = "http://localhost:4002";
/// Between two blows. Each fifth meets the database.
const PEACE: Duration = Duration::from_millis(1_500);

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
