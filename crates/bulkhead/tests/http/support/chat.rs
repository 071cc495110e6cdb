//! A chat endpoint that an agent's model stands behind.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::{AUTHORIZATION, LOCATION};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use parking_lot::Mutex;
use serde_json::{Value as Json, json};

/// An endpoint that replies the same each time, after a while.
pub struct ChatPeer {
    pub address: SocketAddr,
    url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// A request: its `Authorization`, and its body.
type Asked = (String, Json);

impl ChatPeer {
    /// Replies by this text, as a server does that knows Chat Completions.
    pub fn replying(text: &str, after: Duration) -> Self {
        let message = json!({"role": "assistant", "content": text});
        Self::start(200, json!({"choices": [{"index": 0, "message": message}]}), after)
    }

    pub fn start(status: u16, body: Json, after: Duration) -> Self {
        let status = status.try_into().expect("a status");
        Self::serving(after, move || HttpResponse::build(status).json(&body))
    }

    /// Says that the model is there instead.
    pub fn redirecting(to: &Self) -> Self {
        let location = format!("{}/chat/completions", to.url);
        Self::serving(Duration::ZERO, move || {
            HttpResponse::TemporaryRedirect().insert_header((LOCATION, location.as_str())).finish()
        })
    }

    fn serving(after: Duration, respond: impl Fn() -> HttpResponse + Clone + Send + 'static) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let own = Arc::clone(&asked);
        let factory = move || {
            let (asked, respond) = (Arc::clone(&own), respond.clone());
            let complete = move |request: HttpRequest, body: web::Json<Json>| {
                let key = request.headers().get(AUTHORIZATION).and_then(|key| key.to_str().ok()).unwrap_or_default();
                asked.lock().push((key.to_owned(), body.into_inner()));
                let respond = respond.clone();
                async move {
                    tokio::time::sleep(after).await;
                    respond()
                }
            };
            App::new().route("/v1/chat/completions", web::post().to(complete))
        };
        let server = HttpServer::new(factory).workers(1).disable_signals().bind("127.0.0.1:0").expect("a port is free");
        let address = server.addrs()[0];
        tokio::spawn(server.run());
        Self { address, url: format!("http://{address}/v1"), asked }
    }

    /// The root of its API.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The variables of a server whose agents ask it.
    pub fn variables(&self) -> [(&str, &str); 2] {
        [("CHAT_URL", &self.url), ("CHAT_MODEL", "boats-1")]
    }

    /// The bodies of the requests up to now.
    pub fn asked(&self) -> Vec<Json> {
        self.asked.lock().iter().map(|(_, body)| body.clone()).collect()
    }

    /// The `Authorization` of each of them; empty where it had none.
    pub fn keys(&self) -> Vec<String> {
        self.asked.lock().iter().map(|(key, _)| key.clone()).collect()
    }
}

/// `OUTGOING_ALLOW` for these.
pub fn allowing<'p>(peers: impl IntoIterator<Item = &'p ChatPeer>) -> String {
    let addresses: Vec<_> = peers.into_iter().map(|peer| peer.address.to_string()).collect();
    addresses.join(",")
}
