//! An endpoint that images are asked of, as `OpenAI`'s is.

use std::collections::VecDeque;
use std::sync::Arc;

use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, HttpServer, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use parking_lot::Mutex;
use serde_json::json;
use tokio::sync::watch;

/// Responds as a test says; the last answer is given again and again.
pub struct ImagePeer {
    url: String,
    answers: Arc<Mutex<VecDeque<Answer>>>,
    asked: Arc<Mutex<Vec<Vec<u8>>>>,
    let_go: watch::Sender<bool>,
}

#[derive(Clone)]
pub enum Answer {
    Status(u16),
    /// 200 with this image.
    Image(Bytes),
    /// The same, once the peer lets go.
    Held(Bytes),
}

impl ImagePeer {
    pub fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers = Arc::new(Mutex::new(answers.into_iter().collect::<VecDeque<_>>()));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (let_go, is_let_go) = watch::channel(false);
        let (of_server, seen) = (Arc::clone(&answers), Arc::clone(&asked));
        let factory = move || {
            let (answers, asked, is_let_go) = (Arc::clone(&of_server), Arc::clone(&seen), is_let_go.clone());
            let respond = move |body: Bytes| {
                asked.lock().push(body.to_vec());
                let answer = {
                    let mut answers = answers.lock();
                    if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() }
                };
                let mut is_let_go = is_let_go.clone();
                async move {
                    match answer.expect("the test says how to answer") {
                        Answer::Status(status) => HttpResponse::build(status.try_into().expect("a status")).finish(),
                        Answer::Image(image) => image_of(&image),
                        Answer::Held(image) => {
                            let _ = is_let_go.wait_for(|let_go| *let_go).await;
                            image_of(&image)
                        }
                    }
                }
            };
            let limit = web::PayloadConfig::new(32 << 20);
            App::new()
                .app_data(limit)
                .route("/v1/images/generations", web::post().to(respond.clone()))
                .route("/v1/images/edits", web::post().to(respond))
        };
        let server = HttpServer::new(factory).workers(1).disable_signals().bind("127.0.0.1:0").expect("a port is free");
        let address = server.addrs()[0];
        tokio::spawn(server.run());
        Self { url: format!("http://{address}/v1"), answers, asked, let_go }
    }

    /// The variables of a server that asks it.
    pub fn variables(&self) -> [(&str, &str); 3] {
        [("IMAGES_URL", &self.url), ("IMAGES_MODEL", "pictures-1"), ("IMAGES_KEY", "sk-pictures")]
    }

    /// Answers like this from now on.
    pub fn answer(&self, answer: Answer) {
        *self.answers.lock() = VecDeque::from([answer]);
    }

    /// Has the answers go that are held.
    pub fn let_go(&self) {
        self.let_go.send_replace(true);
    }

    /// The bodies of the requests up to now.
    pub fn asked(&self) -> Vec<Vec<u8>> {
        self.asked.lock().clone()
    }
}

fn image_of(image: &[u8]) -> HttpResponse {
    HttpResponse::Ok().json(json!({"created": 1, "data": [{"b64_json": STANDARD.encode(image)}]}))
}
