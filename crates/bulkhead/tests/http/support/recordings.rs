//! A carrier that has the audio of recordings.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, RANGE};
use actix_web::web::Bytes;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use futures_util::stream::{self, StreamExt};
use parking_lot::Mutex;
use tokio::sync::Semaphore;

/// What the carrier does when a recording is fetched.
#[derive(Clone)]
pub enum Mood {
    /// It sends these bytes, as a WAV file.
    Sound(&'static str),
    /// The same as this part: `bytes 4-6/14`.
    Part(&'static str, &'static str),
    /// It sends the first half of the bytes, and the second once a permit is added.
    Halting(&'static str, Arc<Semaphore>),
    /// It announces twice as much as it sends.
    BreaksOff(&'static str),
    Status(u16),
    /// It sends a page.
    Page,
}

/// A request that the carrier got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    pub path: String,
    pub authorization: String,
    pub range: String,
}

pub struct RecordingPeer {
    pub url: String,
    mood: Arc<Mutex<Mood>>,
    fetched: Arc<Mutex<Vec<Fetched>>>,
}

impl RecordingPeer {
    pub fn start(mood: Mood) -> Self {
        let (mood, fetched) = (Arc::new(Mutex::new(mood)), Arc::new(Mutex::new(Vec::new())));
        let (moods, seen) = (Arc::clone(&mood), Arc::clone(&fetched));
        let factory = move || {
            let (moods, seen) = (Arc::clone(&moods), Arc::clone(&seen));
            let answer = move |request: HttpRequest| {
                seen.lock().push(Fetched::of(&request));
                let response = respond(moods.lock().clone());
                async move { response }
            };
            App::new().default_service(web::to(answer))
        };
        let server = HttpServer::new(factory).workers(1).disable_signals().bind("127.0.0.1:0").expect("a port is free");
        let url = format!("http://{}", server.addrs()[0]);
        tokio::spawn(server.run());
        Self { url, mood, fetched }
    }

    pub fn change(&self, mood: Mood) {
        *self.mood.lock() = mood;
    }

    pub fn fetched(&self) -> Vec<Fetched> {
        self.fetched.lock().clone()
    }
}

impl Fetched {
    fn of(request: &HttpRequest) -> Self {
        let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (authorization, range) = (text(AUTHORIZATION).to_owned(), text(RANGE).to_owned());
        Self { path: request.uri().to_string(), authorization, range }
    }
}

fn respond(mood: Mood) -> HttpResponse {
    let mut wav = HttpResponse::Ok();
    wav.insert_header((CONTENT_TYPE, "audio/x-wav"));
    match mood {
        Mood::Sound(bytes) => wav.body(bytes),
        Mood::Part(bytes, part) => {
            let mut response = HttpResponse::PartialContent();
            response.insert_header((CONTENT_TYPE, "audio/x-wav")).insert_header(("content-range", part)).body(bytes)
        }
        Mood::Halting(bytes, permits) => {
            let (first, second) = bytes.split_at(bytes.len() / 2);
            let rest = stream::once(async move {
                permits.acquire().await.expect("the test goes on").forget();
                Ok::<_, io::Error>(Bytes::from_static(second.as_bytes()))
            });
            let first = stream::once(async { Ok(Bytes::from_static(first.as_bytes())) });
            wav.streaming(first.chain(rest).boxed_local())
        }
        Mood::BreaksOff(bytes) => {
            let end = stream::once(async {
                // What was sent before has left by then.
                tokio::time::sleep(Duration::from_millis(200)).await;
                Err(io::Error::other("the carrier is gone"))
            });
            let begin = stream::once(async { Ok(Bytes::from_static(bytes.as_bytes())) });
            wav.no_chunking(bytes.len() as u64 * 2).streaming(begin.chain(end).boxed_local())
        }
        Mood::Status(status) => HttpResponse::build(status.try_into().expect("a status")).finish(),
        Mood::Page => HttpResponse::Ok().insert_header((CONTENT_TYPE, "text/html")).body("<script>"),
    }
}
