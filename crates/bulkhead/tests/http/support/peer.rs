//! A client at an address of its own, which writes its requests byte by byte.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use futures_util::future::select_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(20);

/// Every address of 127.0.0.0/8 is this machine's own, so each `last` is another client.
#[derive(Clone, Copy)]
pub struct Peer {
    server: SocketAddr,
    from: IpAddr,
}

impl Peer {
    pub fn new(url: &str, last: u8) -> Self {
        let server = url.trim_start_matches("http://").parse().expect("the URL has an address");
        Self { server, from: address(last) }
    }

    /// Opens a connection and sends what may be the beginning of a request.
    pub async fn try_begin(&self, bytes: &[u8]) -> std::io::Result<TcpStream> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(self.from, 0))?;
        let mut stream = socket.connect(self.server).await?;
        stream.write_all(bytes).await?;
        Ok(stream)
    }

    pub async fn begin(&self, bytes: &[u8]) -> TcpStream {
        self.try_begin(bytes).await.expect("the server accepts and reads")
    }

    /// Begins so many requests alike.
    pub async fn begin_all(&self, bytes: &[u8], count: usize) -> Vec<TcpStream> {
        let mut streams = Vec::with_capacity(count);
        for _ in 0..count {
            streams.push(self.begin(bytes).await);
        }
        streams
    }
}

pub fn address(last: u8) -> IpAddr {
    IpAddr::from([127, 0, 0, last])
}

/// The head of a POST with the beginning of its body, of which `length` bytes are announced.
pub fn post(path: &str, content_type: &str, cookie: &str, length: usize, body: &[u8]) -> Vec<u8> {
    let cookie = if cookie.is_empty() { String::new() } else { format!("cookie: {cookie}\r\n") };
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: test\r\n{cookie}content-type: {content_type}\r\ncontent-length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// The first answer that comes on any of the connections, which is taken out.
pub async fn first_answer(streams: &mut Vec<TcpStream>) -> String {
    let readable = streams.iter().map(|stream| Box::pin(stream.readable()));
    let (ready, index, _) = timeout(PATIENCE, select_all(readable)).await.expect("the server answers one of them");
    ready.expect("the connection is open");
    answer(&mut streams.remove(index)).await
}

/// The answer on a connection: its head, and its body where it has a length.
pub async fn answer(stream: &mut TcpStream) -> String {
    let read = async {
        let mut bytes = Vec::new();
        while stream.read_buf(&mut bytes).await.unwrap_or(0) > 0 {
            let text = String::from_utf8_lossy(&bytes);
            if let Some((head, body)) = text.split_once("\r\n\r\n")
                && body.len() >= length(head)
            {
                break;
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    timeout(PATIENCE, read).await.expect("the server answers")
}

fn length(head: &str) -> usize {
    let mut lines = head.lines().filter_map(|line| line.strip_prefix("content-length: "));
    lines.next().and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// The status of an answer, 0 for a connection that was closed without one.
pub fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok()).unwrap_or(0)
}
