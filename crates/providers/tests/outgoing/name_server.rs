//! A name server on this machine, over UDP, whose answers a test chooses.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use hickory_resolver::proto::op::{Message, OpCode};
use hickory_resolver::proto::rr::rdata::{A, AAAA, CNAME};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use parking_lot::Mutex;
use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

pub enum Answer {
    /// Those of the family that the query is for.
    Addresses(Vec<IpAddr>),
    /// Another name.
    Alias(&'static str),
    Silence,
}

impl Answer {
    pub fn of(addresses: &[&str]) -> Self {
        Self::Addresses(addresses.iter().map(|address| address.parse().unwrap()).collect())
    }
}

pub struct NameServer {
    pub address: SocketAddr,
    queries: Arc<Mutex<HashMap<(String, RecordType), usize>>>,
    task: JoinHandle<()>,
}

impl NameServer {
    /// `answer` gets the name without its last dot, and how many queries of the kind there were before. Its time to
    /// live is 0.
    pub async fn start(answer: impl Fn(&str, usize) -> Answer + Send + 'static) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let queries: Arc<Mutex<HashMap<_, usize>>> = Arc::default();
        let counted = Arc::clone(&queries);
        let task = tokio::spawn(async move {
            let mut buffer = [0; 4096];
            loop {
                let (length, client) = socket.recv_from(&mut buffer).await.unwrap();
                let query = Message::from_vec(&buffer[..length]).unwrap();
                let question = &query.queries[0];
                let name = question.name().to_ascii().trim_end_matches('.').to_ascii_lowercase();
                let before = {
                    let mut counted = counted.lock();
                    let count = counted.entry((name.clone(), question.query_type())).or_default();
                    *count += 1;
                    *count - 1
                };
                if let Some(response) = respond(&query, answer(&name, before)) {
                    socket.send_to(&response, client).await.unwrap();
                }
            }
        });
        Self { address, queries, task }
    }

    /// How many queries for the IPv4 addresses of a name there were.
    pub fn queries(&self, name: &str) -> usize {
        self.queries.lock().get(&(name.to_owned(), RecordType::A)).copied().unwrap_or_default()
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn respond(query: &Message, answer: Answer) -> Option<Vec<u8>> {
    let question = query.queries[0].clone();
    let records: Vec<RData> = match answer {
        Answer::Silence => return None,
        Answer::Alias(name) => vec![RData::CNAME(CNAME(Name::from_ascii(name).unwrap()))],
        Answer::Addresses(addresses) => {
            let of_family = addresses.into_iter().filter_map(|address| match (address, question.query_type()) {
                (IpAddr::V4(address), RecordType::A) => Some(RData::A(A(address))),
                (IpAddr::V6(address), RecordType::AAAA) => Some(RData::AAAA(AAAA(address))),
                _ => None,
            });
            of_family.collect()
        }
    };
    let mut response = Message::response(query.metadata.id, OpCode::Query);
    response.metadata.recursion_desired = query.metadata.recursion_desired;
    response.metadata.recursion_available = true;
    response.add_answers(records.into_iter().map(|data| Record::from_rdata(question.name().clone(), 0, data)));
    response.add_query(question);
    Some(response.to_vec().unwrap())
}
