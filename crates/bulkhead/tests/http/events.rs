//! Live updates: who hears what, how a client goes on where it was, and what ends a stream.

mod ends;
mod hears;
mod presence;
mod resumes;
mod signals;

use std::collections::VecDeque;
use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::support::reply::Ask;
use crate::support::server::Caller;

/// A stream that is read as an `EventSource` does (HTML, 9.2.6).
pub struct Follower {
    response: Response,
    unread: String,
    events: VecDeque<Heard>,
    /// The last event id.
    pub position: String,
}

/// An event.
#[derive(Clone, Debug)]
pub struct Heard {
    pub kind: String,
    pub data: Json,
    pub position: String,
    /// Whether the position came with it.
    pub is_placed: bool,
}

impl Heard {
    /// The resource and the operation.
    pub fn short(&self) -> (&str, &str) {
        (self.data["resource"].as_str().unwrap_or(&self.kind), self.data["operation"].as_str().unwrap_or_default())
    }

    pub fn id(&self) -> Option<Uuid> {
        self.data["id"].as_str().and_then(|id| id.parse().ok())
    }
}

impl Follower {
    /// Opens a stream, and waits for its first position.
    pub async fn open(caller: &Caller) -> Self {
        Self::open_at(caller, "/api/events", None).await
    }

    /// Goes on behind a position.
    pub async fn resume(caller: &Caller, position: &str) -> Self {
        Self::open_at(caller, "/api/events", Some(position)).await
    }

    pub async fn open_at(caller: &Caller, path: &str, position: Option<&str>) -> Self {
        let mut request = caller.request(Method::GET, path).header("Accept", "text/event-stream");
        if let Some(position) = position {
            request = request.header("Last-Event-ID", position);
        }
        let response = request.send().await.expect("the server answers");
        assert_eq!(response.status(), 200);
        let of = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(of("content-type"), "text/event-stream; charset=utf-8");
        assert_eq!((of("cache-control"), of("x-accel-buffering")), ("no-store, no-transform", "no"));
        let mut follower = Self { response, unread: String::new(), events: VecDeque::new(), position: String::new() };
        while follower.position.is_empty() && follower.events.is_empty() {
            assert!(follower.read().await, "the stream ends before its first position");
        }
        follower
    }

    /// Reads on; false at the end of the stream.
    async fn read(&mut self) -> bool {
        let chunk = tokio::time::timeout(Duration::from_secs(30), self.response.chunk()).await;
        let Ok(Some(bytes)) = chunk.expect("something comes within half a minute") else { return false };
        self.unread.push_str(std::str::from_utf8(&bytes).expect("a stream is UTF-8"));
        while let Some((block, rest)) = self.unread.split_once("\n\n") {
            let (mut kind, mut data, mut is_placed) = ("message", None, false);
            for line in block.lines() {
                match line.split_once(": ") {
                    Some(("id", id)) => {
                        id.clone_into(&mut self.position);
                        is_placed = true;
                    }
                    Some(("event", name)) => kind = name,
                    Some(("data", text)) => data = Some(serde_json::from_str(text).expect("data is JSON")),
                    _ => assert!(line.starts_with(':') || line.starts_with("retry: "), "{line}"),
                }
            }
            if let Some(data) = data {
                let (kind, position) = (kind.to_owned(), self.position.clone());
                self.events.push_back(Heard { kind, data, position, is_placed });
            }
            self.unread = String::from(rest);
        }
        true
    }

    /// The next event; `None` at the end of the stream.
    pub async fn next(&mut self) -> Option<Heard> {
        while self.events.is_empty() {
            if !self.read().await {
                return None;
            }
        }
        self.events.pop_front()
    }

    /// The events up to the one about this row, which is left out.
    pub async fn until(&mut self, row: Uuid) -> Vec<Heard> {
        let mut heard = Vec::new();
        loop {
            let event = self.next().await.expect("the stream goes on");
            if event.id() == Some(row) {
                return heard;
            }
            heard.push(event);
        }
    }

    /// The events up to the end of the stream, and why it ended.
    pub async fn end(mut self) -> (Vec<Heard>, Json) {
        let mut heard = Vec::new();
        while let Some(event) = self.next().await {
            heard.push(event);
        }
        let last = heard.pop().expect("a stream says that it ends");
        assert_eq!(last.kind, "end");
        (heard, last.data["reason"].clone())
    }
}

/// Makes a lead that all members hear of.
async fn lead(caller: &Caller) -> Uuid {
    caller.post("/api/leads", serde_json::json!({"name": "Ada"})).await.created().id()
}

/// What a client that wasn't connected asks for.
async fn missed(caller: &Caller, position: &str) -> crate::support::reply::Reply {
    caller.request(Method::GET, &format!("/api/events?after={position}")).reply().await
}
