use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::Value as Json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use uuid::Uuid;

use super::crowd::Member;

/// Streams that are being opened at a time.
const AT_ONCE: usize = 32;

/// A stream of events on a connection of its own, with hardly any memory beside it.
pub struct Reader {
    connection: TcpStream,
    /// Bytes as they came, behind the head.
    chunked: Vec<u8>,
    /// What of the body makes no whole event yet.
    unread: Vec<u8>,
    /// The last event id.
    pub position: String,
    /// How long the server has its client wait until it comes back.
    pub retry: Option<Duration>,
}

/// What a server tells.
pub struct Event {
    pub kind: String,
    pub data: Json,
}

impl Event {
    /// The row that changed and its version, where the event is about one row.
    pub fn row(&self) -> Option<(Uuid, i64)> {
        let id = self.data["id"].as_str().filter(|_| self.kind == "change")?;
        Some((id.parse().ok()?, self.data["version"].as_i64()?))
    }
}

impl Reader {
    /// Opens a stream and reads its head; goes on behind a position where one is given. `buffer`: the bytes that the
    /// kernel keeps for a reader that takes none, about.
    pub async fn open(url: &str, member: &Member, position: &str, buffer: Option<u32>) -> io::Result<Self> {
        let address: SocketAddr = url.trim_start_matches("http://").parse().unwrap();
        let socket = TcpSocket::new_v4()?;
        if let Some(bytes) = buffer {
            socket.set_recv_buffer_size(bytes)?;
        }
        let mut connection = socket.connect(address).await?;
        let resumed = if position.is_empty() { String::new() } else { format!("last-event-id: {position}\r\n") };
        let head = format!(
            "GET /api/events HTTP/1.1\r\nhost: test\r\naccept: text/event-stream\r\ncookie: {}\r\nx-tenant: {}\r\n{resumed}\r\n",
            member.cookie, member.tenant
        );
        connection.write_all(head.as_bytes()).await?;
        let mut head = Vec::new();
        let end = loop {
            if let Some(end) = find(&head, b"\r\n\r\n") {
                break end + 4;
            }
            if connection.read_buf(&mut head).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        };
        let chunked = head.split_off(end);
        if !head.starts_with(b"HTTP/1.1 200 ") {
            return Err(io::Error::other(String::from_utf8_lossy(&head).into_owned()));
        }
        Ok(Self { connection, chunked, unread: Vec::new(), position: position.to_owned(), retry: None })
    }

    /// Opens a stream for each of these members, each with a position.
    pub async fn open_each<'a>(url: &str, members: &[&'a Member]) -> Vec<(&'a Member, Self)> {
        let opened = members.iter().map(|member| async move {
            let mut reader = Self::open(url, member, "", None).await?;
            reader.begin().await?;
            Ok::<_, io::Error>((*member, reader))
        });
        stream::iter(opened).buffer_unordered(AT_ONCE).try_collect().await.expect("the server opens each stream")
    }

    /// Reads until it has a position and knows when to come back, which comes before all events.
    pub async fn begin(&mut self) -> io::Result<()> {
        while self.retry.is_none() || self.position.is_empty() {
            assert!(self.next_block().await?.is_none_or(|event| event.is_none()), "an event without a position");
        }
        Ok(())
    }

    /// The next event; `None` at the end of the stream.
    pub async fn next(&mut self) -> io::Result<Option<Event>> {
        loop {
            match self.next_block().await? {
                Some(Some(event)) => return Ok(Some(event)),
                Some(None) => {}
                None => return Ok(None),
            }
        }
    }

    /// The address of this end of the connection.
    pub fn address(&self) -> SocketAddr {
        self.connection.local_addr().unwrap()
    }

    /// What is between two empty lines: an event, or nothing but a position or a comment.
    async fn next_block(&mut self) -> io::Result<Option<Option<Event>>> {
        loop {
            if let Some(end) = find(&self.unread, b"\n\n") {
                let block: Vec<u8> = self.unread.drain(..end + 2).collect();
                return Ok(Some(self.read(std::str::from_utf8(&block).unwrap())));
            }
            match take_chunk(&mut self.chunked) {
                Some(chunk) if chunk.is_empty() => return Ok(None),
                Some(chunk) => self.unread.extend_from_slice(&chunk),
                None if self.connection.read_buf(&mut self.chunked).await? == 0 => return Ok(None),
                None => {}
            }
        }
    }

    fn read(&mut self, block: &str) -> Option<Event> {
        let (mut kind, mut data) = ("message", None);
        for line in block.lines() {
            match line.split_once(": ") {
                Some(("id", id)) => id.clone_into(&mut self.position),
                Some(("retry", text)) => self.retry = Some(Duration::from_millis(text.parse().unwrap())),
                Some(("event", name)) => kind = name,
                Some(("data", text)) => data = Some(serde_json::from_str(text).unwrap()),
                _ => {}
            }
        }
        Some(Event { kind: kind.to_owned(), data: data? })
    }
}

/// Takes a whole chunk out (RFC 9112, 7.1); the last one is empty.
fn take_chunk(bytes: &mut Vec<u8>) -> Option<Vec<u8>> {
    let line = find(bytes, b"\r\n")?;
    let length = usize::from_str_radix(std::str::from_utf8(&bytes[..line]).unwrap(), 16).unwrap();
    let end = line + 2 + length;
    if bytes.len() < end + 2 {
        return None;
    }
    let chunk = bytes[line + 2..end].to_vec();
    bytes.drain(..end + 2);
    Some(chunk)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
