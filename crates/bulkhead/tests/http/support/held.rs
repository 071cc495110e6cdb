//! A request whose last bytes are held back.

use std::fmt::Write;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// The parts of a request.
#[derive(Clone, Debug)]
pub struct Parts {
    pub method: String,
    pub path: String,
    /// Whole lines of the head, without their ends.
    pub headers: Vec<String>,
    /// Its type and text.
    pub body: Option<(&'static str, String)>,
}

/// A request that is under way.
pub struct Held {
    stream: TcpStream,
    rest: Vec<u8>,
}

/// What came back; status 0 where nothing did.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub text: String,
}

impl Held {
    /// Sends all but the last byte of the body, or of the head where there is no body. Each number is a client address
    /// of its own, so that no limit on clients comes between.
    pub async fn begin(url: &str, number: u32, parts: &Parts) -> Self {
        let stream = connect(url, number, None).await;
        Self::begin_over(stream, url, parts).await
    }

    /// The same over a connection that takes in as little as can be before it is read.
    pub async fn begin_slowly(url: &str, number: u32, parts: &Parts) -> Self {
        let stream = connect(url, number, Some(16 << 10)).await;
        Self::begin_over(stream, url, parts).await
    }

    async fn begin_over(mut stream: TcpStream, url: &str, parts: &Parts) -> Self {
        let host = url.trim_start_matches("http://");
        let mut text = format!("{} {} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n", parts.method, parts.path);
        // Events are a stream without an end for clients that take anything.
        text += "Accept: application/json\r\n";
        for header in &parts.headers {
            text.extend([header, "\r\n"]);
        }
        match &parts.body {
            Some((content_type, body)) => {
                let _ = write!(text, "Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            }
            None => text += "\r\n",
        }
        let mut bytes = text.into_bytes();
        let rest = bytes.split_off(bytes.len() - 1);
        // A server that has answered already may have hung up.
        let _answered = stream.write_all(&bytes).await;
        Self { stream, rest }
    }

    /// Sends the rest and reads the answer.
    pub async fn finish(mut self) -> Answer {
        self.release().await;
        let mut bytes = Vec::new();
        let _reset = self.stream.read_to_end(&mut bytes).await;
        Answer::of(&bytes)
    }

    /// Sends the rest.
    pub async fn release(&mut self) {
        let _answered = self.stream.write_all(&self.rest).await;
    }

    /// Reads up to so many bytes more; none at the end.
    pub async fn read(&mut self, most: usize) -> Vec<u8> {
        let mut bytes = vec![0; most];
        let read = self.stream.read(&mut bytes).await.unwrap_or(0);
        bytes.truncate(read);
        bytes
    }
}

impl Answer {
    pub fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Self { status, text }
    }

    pub fn json(&self) -> serde_json::Value {
        let body = self.text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        serde_json::from_str(body).unwrap_or_default()
    }

    /// The problem's code.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Sends a whole request.
pub async fn send(url: &str, number: u32, parts: &Parts) -> Answer {
    Held::begin(url, number, parts).await.finish().await
}

async fn connect(url: &str, number: u32, receive_buffer: Option<u32>) -> TcpStream {
    let address: SocketAddr = url.trim_start_matches("http://").parse().expect("the server's address");
    let [_, high, middle, low] = number.to_be_bytes();
    let socket = TcpSocket::new_v4().expect("a socket is made");
    if let Some(bytes) = receive_buffer {
        socket.set_recv_buffer_size(bytes).expect("the buffer can be small");
    }
    // Linux takes every address that begins with 127 for its own; elsewhere one client sends everything.
    let _shared = socket.bind(SocketAddr::from((Ipv4Addr::new(127, high + 1, middle, low), 0)));
    socket.connect(address).await.expect("the server takes connections")
}
