//! A chat endpoint that an agent's model stands behind.

use std::sync::Arc;
use std::time::Duration;

use actix_web::{App, HttpResponse, HttpServer, web};
use parking_lot::Mutex;
use serde_json::{Value as Json, json};

/// An endpoint that replies the same each time, after a while.
pub struct ChatPeer {
    url: String,
    asked: Arc<Mutex<Vec<Json>>>,
}

impl ChatPeer {
    /// Replies by this text, as a server does that knows Chat Completions.
    pub fn replying(text: &str, after: Duration) -> Self {
        let message = json!({"role": "assistant", "content": text});
        Self::start(200, json!({"choices": [{"index": 0, "message": message}]}), after)
    }

    pub fn start(status: u16, body: Json, after: Duration) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let own = Arc::clone(&asked);
        let factory = move || {
            let (asked, body) = (Arc::clone(&own), body.clone());
            let complete = move |request: web::Json<Json>| {
                asked.lock().push(request.into_inner());
                let body = body.clone();
                async move {
                    tokio::time::sleep(after).await;
                    HttpResponse::build(status.try_into().expect("a status")).json(body)
                }
            };
            App::new().route("/v1/chat/completions", web::post().to(complete))
        };
        let server = HttpServer::new(factory).workers(1).disable_signals().bind("127.0.0.1:0").expect("a port is free");
        let url = format!("http://{}/v1", server.addrs()[0]);
        tokio::spawn(server.run());
        Self { url, asked }
    }

    /// The variables of a server whose agents ask it.
    pub fn variables(&self) -> [(&str, &str); 2] {
        [("CHAT_URL", &self.url), ("CHAT_MODEL", "boats-1")]
    }

    /// The bodies of the requests up to now.
    pub fn asked(&self) -> Vec<Json> {
        self.asked.lock().clone()
    }
}
