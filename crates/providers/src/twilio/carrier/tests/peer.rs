//! A server of one connection a request, which answers by a script.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::super::Carrier;

/// What becomes of a request.
#[derive(Clone)]
pub(super) enum Reaction {
    Respond(u16, String),
    RespondWith(u16, &'static str, String),
    /// Closes the connection before it answers.
    Close,
    Hang,
    /// Answers with the head and never ends the body.
    HangInBody,
}

pub(super) struct Peer {
    pub(super) carrier: Carrier,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Peer {
    /// Reacts to the n-th request by the n-th reaction, and to those after them by the last.
    pub(super) async fn start(reactions: Vec<Reaction>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            loop {
                let (mut socket, _) = listener.accept().await.unwrap();
                let request = read(&mut socket).await;
                let number = {
                    let mut seen = seen.lock();
                    seen.push(request);
                    seen.len() - 1
                };
                let reaction = reactions[number.min(reactions.len() - 1)].clone();
                tokio::spawn(react(socket, reaction));
            }
        });
        let (connect, total) = (Duration::from_secs(2), Duration::from_millis(500));
        Self { carrier: Carrier::with_time_limits(&base, connect, total).unwrap(), requests }
    }

    pub(super) async fn responding(status: u16, body: &str) -> Self {
        Self::start(vec![Reaction::Respond(status, body.to_owned())]).await
    }

    /// Head and body of each request.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().clone()
    }
}

async fn read(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let declared = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= declared.unwrap_or(0) {
                return text;
            }
        }
        if socket.read_buf(&mut bytes).await.unwrap() == 0 {
            return text;
        }
    }
}

async fn react(mut socket: TcpStream, reaction: Reaction) {
    let (status, header, body) = match reaction {
        Reaction::Close => return,
        Reaction::Hang => return std::future::pending().await,
        Reaction::HangInBody => {
            socket.write_all(b"HTTP/1.1 201 Created\r\ncontent-length: 9\r\n\r\n{").await.unwrap();
            return std::future::pending().await;
        }
        Reaction::Respond(status, body) => (status, "x-nothing: 1", body),
        Reaction::RespondWith(status, header, body) => (status, header, body),
    };
    let length = body.len();
    let text = format!("HTTP/1.1 {status} Status\r\n{header}\r\ncontent-length: {length}\r\n\r\n{body}");
    // A client that has its fill may be gone.
    let _ = socket.write_all(text.as_bytes()).await;
}
