//! A name server on this machine, over UDP. What a name leads to changes as a test says (DNS rebinding).

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::net::UdpSocket;

/// The length of a message's head (RFC 1035, 4.1.1).
const HEAD: usize = 12;
const TYPE_A: [u8; 2] = [0, 1];

pub struct NameServer {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    addresses: Vec<Ipv4Addr>,
    queries: usize,
}

impl NameServer {
    /// Every name leads to these addresses.
    pub async fn leading_to(addresses: &[&str]) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a port is free");
        let server = Self { address: socket.local_addr().expect("it has an address"), state: Arc::default() };
        server.lead_to(addresses);
        let state = Arc::clone(&server.state);
        tokio::spawn(async move {
            let mut query = [0; 4096];
            while let Ok((length, client)) = socket.recv_from(&mut query).await {
                let response = {
                    let mut state = state.lock();
                    state.queries += 1;
                    respond(&query[..length], &state.addresses)
                };
                socket.send_to(&response, client).await.expect("the client is there");
            }
        });
        server
    }

    /// From here on every name leads to these.
    pub fn lead_to(&self, addresses: &[&str]) {
        self.state.lock().addresses = addresses.iter().map(|address| address.parse().expect("an address")).collect();
    }

    pub fn queries(&self) -> usize {
        self.state.lock().queries
    }
}

/// A response with the query's own question, and the addresses where it asks for those of IPv4. They live for 0 seconds.
fn respond(query: &[u8], addresses: &[Ipv4Addr]) -> Vec<u8> {
    let mut end = HEAD;
    while query[end] != 0 {
        end += 1 + usize::from(query[end]);
    }
    let question = &query[HEAD..end + 5];
    let addresses = if query[end + 1..end + 3] == TYPE_A { addresses } else { &[] };
    let count = u8::try_from(addresses.len()).expect("there are few");
    let mut response = [&query[..2], &[0x81, 0x80, 0, 1, 0, count, 0, 0, 0, 0], question].concat();
    for address in addresses {
        // The name of the question, type A, class IN, 0 seconds, 4 bytes.
        response.extend([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4]);
        response.extend(address.octets());
    }
    response
}
