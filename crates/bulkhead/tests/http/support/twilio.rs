//! What Twilio's API would check of a request for a text message.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use parking_lot::Mutex;

pub const ACCOUNT: &str = "AC00000000000000000000000000000001";
pub const TOKEN: &str = "a-token-of-the-test";

#[derive(Default)]
struct Seen {
    sent: Mutex<Vec<HashMap<String, String>>>,
    moods: Mutex<VecDeque<u16>>,
}

/// A peer that answers as Twilio does.
pub struct Peer {
    pub url: String,
    seen: Arc<Seen>,
}

impl Peer {
    pub fn start() -> Self {
        let seen = Arc::new(Seen::default());
        let own = Arc::clone(&seen);
        let factory = move || {
            let seen = Arc::clone(&own);
            let path = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json");
            let post = move |request: HttpRequest, form: web::Form<HashMap<String, String>>| {
                let answer = judge(&seen, &request, form.into_inner());
                async move { HttpResponse::build(answer.try_into().expect("a status")).json(()) }
            };
            App::new().route(&path, web::post().to(post))
        };
        let server = HttpServer::new(factory).workers(1).disable_signals().bind("127.0.0.1:0").expect("a port is free");
        let url = format!("http://{}", server.addrs()[0]);
        tokio::spawn(server.run());
        Self { url, seen }
    }

    pub fn sent(&self) -> Vec<HashMap<String, String>> {
        self.seen.sent.lock().clone()
    }

    /// Answers the next requests with these statuses.
    pub fn refuse(&self, statuses: &[u16]) {
        self.seen.moods.lock().extend(statuses);
    }
}

fn judge(seen: &Seen, request: &HttpRequest, form: HashMap<String, String>) -> u16 {
    let expected = format!("Basic {}", STANDARD.encode(format!("{ACCOUNT}:{TOKEN}")));
    let given = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    if given != Some(expected.as_str()) {
        return 401;
    }
    if let Some(mood) = seen.moods.lock().pop_front() {
        return mood;
    }
    let known = ["To", "From", "MessagingServiceSid", "Body"];
    let complete = form.contains_key("To") && form.contains_key("Body") && form.len() == 3;
    if !complete || form.keys().any(|name| !known.contains(&name.as_str())) || !form["To"].starts_with('+') {
        return 400;
    }
    seen.sent.lock().push(form);
    201
}
