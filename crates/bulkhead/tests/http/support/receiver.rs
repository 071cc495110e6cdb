//! A receiver of webhooks, which keeps what comes and responds as a test says.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::http::header::{HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use actix_web::web::Bytes;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use parking_lot::Mutex;
use serde_json::Value as Json;
use tokio::sync::watch;
use uuid::Uuid;

use super::reply::uuid;
use super::wait::until;

pub struct Receiver {
    pub address: SocketAddr,
    state: Arc<State>,
}

/// A message that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

/// How a message is responded to.
#[derive(Clone)]
pub enum Answer {
    Status(u16),
    /// 307 to this URL.
    Redirect(String),
    /// 429 with this `Retry-After`, in seconds.
    RetryAfter(u32),
    /// 200, once the receiver lets go.
    Held,
}

type Answering = Box<dyn Fn(&Message) -> Answer + Send>;

struct State {
    came: Mutex<Vec<Message>>,
    answering: Mutex<Answering>,
    is_let_go: watch::Sender<bool>,
    at_once: Mutex<AtOnce>,
}

/// What is under way at the same time.
#[derive(Default)]
struct AtOnce {
    of_rows: HashMap<Option<Uuid>, usize>,
    most_of_row: usize,
    most: usize,
}

impl Receiver {
    /// Responds 200 to all, until it is told otherwise.
    pub fn start() -> Self {
        let state = Arc::new(State {
            came: Mutex::default(),
            answering: Mutex::new(Box::new(|_| Answer::Status(200))),
            is_let_go: watch::Sender::new(false),
            at_once: Mutex::default(),
        });
        let own = Arc::clone(&state);
        let factory = move || {
            let state = Arc::clone(&own);
            let receive =
                move |request: HttpRequest, body: Bytes| receive(Arc::clone(&state), Message::of(&request, &body));
            App::new().default_service(web::to(receive))
        };
        let server = HttpServer::new(factory).workers(1).disable_signals().bind("127.0.0.1:0").expect("a port is free");
        let address = server.addrs()[0];
        tokio::spawn(server.run());
        Self { address, state }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// From here on it responds like this.
    pub fn answer(&self, answering: impl Fn(&Message) -> Answer + Send + 'static) {
        *self.state.answering.lock() = Box::new(answering);
    }

    /// From here on it responds with this status.
    pub fn answer_status(&self, status: u16) {
        self.answer(move |_| Answer::Status(status));
    }

    /// From here on it says that the receiver is there instead.
    pub fn redirect_to(&self, url: &str) {
        let url = url.to_owned();
        self.answer(move |_| Answer::Redirect(url.clone()));
    }

    /// Responds to what it holds, and holds nothing more.
    pub fn let_go(&self) {
        self.state.is_let_go.send_replace(true);
    }

    /// All messages up to now, in their order.
    pub fn came(&self) -> Vec<Message> {
        self.state.came.lock().clone()
    }

    /// Those of a path.
    pub fn came_to(&self, path: &str) -> Vec<Message> {
        self.came().into_iter().filter(|message| message.path == path).collect()
    }

    /// All messages, once there are so many. More than these are none the test expects.
    pub async fn wait_for(&self, count: usize) -> Vec<Message> {
        until(&format!("{count} messages come"), async || self.state.came.lock().len() >= count).await;
        let came = self.came();
        assert_eq!(came.len(), count, "{came:?}");
        came
    }

    /// Those of a path, once there are so many.
    pub async fn wait_for_path(&self, path: &str, count: usize) -> Vec<Message> {
        until(&format!("{count} messages come to {path}"), async || self.came_to(path).len() >= count).await;
        let came = self.came_to(path);
        assert_eq!(came.len(), count, "{came:?}");
        came
    }

    /// How many messages were under way at the same time at most.
    pub fn most_at_once(&self) -> usize {
        self.state.at_once.lock().most
    }

    /// How many of one row.
    pub fn most_of_row_at_once(&self) -> usize {
        self.state.at_once.lock().most_of_row
    }
}

impl Message {
    fn of(request: &HttpRequest, body: &Bytes) -> Self {
        let header = |(name, value): (&HeaderName, &HeaderValue)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Self {
            path: request.path().to_owned(),
            headers: request.headers().iter().map(header).collect(),
            body: String::from_utf8_lossy(body).into_owned(),
        }
    }

    pub fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    pub fn json(&self) -> Json {
        serde_json::from_str(&self.body).expect("a message is JSON")
    }

    /// What happened, as `lead.created`.
    pub fn event(&self) -> String {
        self.json()["type"].as_str().expect("a message has a type").to_owned()
    }

    /// The row that it is about.
    pub fn row(&self) -> Uuid {
        uuid(&self.json()["data"]["id"])
    }

    pub fn version(&self) -> i64 {
        self.json()["data"]["version"].as_i64().expect("a row has a version")
    }

    /// Its signatures of a kind, `v1` or `v1a`, newest first.
    pub fn signatures(&self, kind: &str) -> Vec<&str> {
        let all = self.headers["webhook-signature"].split(' ');
        all.filter(|one| one.split_once(',').is_some_and(|(other, _)| other == kind)).collect()
    }
}

/// The ids of messages.
pub fn ids(messages: &[Message]) -> BTreeSet<String> {
    messages.iter().map(|message| message.id().to_owned()).collect()
}

async fn receive(state: Arc<State>, message: Message) -> HttpResponse {
    let row = message.json()["data"]["id"].as_str().and_then(|id| id.parse().ok());
    state.begin(row);
    let answer = (state.answering.lock())(&message);
    state.came.lock().push(message);
    let mut response = match answer {
        Answer::Status(status) => HttpResponse::build(status.try_into().expect("a status")),
        Answer::Redirect(url) => {
            let mut response = HttpResponse::TemporaryRedirect();
            response.insert_header((LOCATION, url));
            response
        }
        Answer::RetryAfter(seconds) => {
            let mut response = HttpResponse::TooManyRequests();
            response.insert_header((RETRY_AFTER, seconds.to_string()));
            response
        }
        Answer::Held => {
            let mut is_let_go = state.is_let_go.subscribe();
            is_let_go.wait_for(|is_let_go| *is_let_go).await.expect("the receiver is there");
            HttpResponse::Ok()
        }
    };
    state.end(row);
    response.finish()
}

impl State {
    fn begin(&self, row: Option<Uuid>) {
        let mut at_once = self.at_once.lock();
        let of_row = at_once.of_rows.entry(row).or_default();
        *of_row += 1;
        let of_row = *of_row;
        at_once.most_of_row = at_once.most_of_row.max(of_row);
        at_once.most = at_once.most.max(at_once.of_rows.values().sum());
    }

    fn end(&self, row: Option<Uuid>) {
        let mut at_once = self.at_once.lock();
        *at_once.of_rows.get_mut(&row).expect("it began") -= 1;
    }
}
