use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use parking_lot::Mutex;
use providers::Redacted;
use providers::twilio::signature::{Scheme, SigningKeys, Webhook, verify};
use providers::twilio::{Parameters, PublicOrigin};
use tokio::net::TcpListener;
use url::Url;

use super::TOKEN;

/// A webhook that came to our server.
#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    pub host: String,
    pub fields: Parameters,
    /// Whether it is signed by [`TOKEN`].
    pub is_signed: bool,
    pub token: String,
    signature: Vec<u8>,
    content_type: String,
    body: Bytes,
}

type Answer = dyn Fn(&Received) -> (u16, String) + Send + Sync;

/// Our server, as the carrier knows it: `https://app.example.com`. It answers webhooks by a function.
pub struct Receiver {
    node: Url,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Received {
    pub fn get(&self, name: &str) -> &str {
        self.fields.get(name).unwrap_or_default()
    }

    pub fn is_signed_by(&self, token: &str) -> bool {
        let origin = PublicOrigin::of(&"https://app.example.com".parse().unwrap()).unwrap();
        let content_type = Some(self.content_type.as_str());
        let webhook = Webhook { origin: &origin, target: &self.path, content_type, body: &self.body };
        let keys = SigningKeys::new(Scheme::AuthToken, Redacted::new(token), None);
        verify(&webhook, [self.signature.as_slice()], &keys).is_ok()
    }
}

impl Receiver {
    pub async fn start(answer: impl Fn(&Received) -> (u16, String) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let node = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let (answer, seen): (Arc<Answer>, _) = (Arc::new(answer), Arc::clone(&received));
        tokio::spawn(async move {
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                let (answer, seen) = (Arc::clone(&answer), Arc::clone(&seen));
                tokio::spawn(async move {
                    let service = service_fn(|request| respond(&*answer, &seen, request));
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self { node, received }
    }

    /// Where it really listens.
    pub fn node(&self) -> Url {
        self.node.clone()
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().clone()
    }

    /// What came to paths that contain a text.
    pub fn at(&self, part: &str) -> Vec<Received> {
        self.received().into_iter().filter(|received| received.path.contains(part)).collect()
    }

    /// Waits until so many have come to paths that contain a text.
    pub async fn wait_for(&self, part: &str, count: usize) -> Vec<Received> {
        for _ in 0..1_000 {
            let found = self.at(part);
            if found.len() >= count {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{:?}", self.received());
    }
}

async fn respond(
    answer: &Answer,
    seen: &Mutex<Vec<Received>>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let header = |name: &str| head.headers.get(name).map(|value| value.as_bytes().to_vec()).unwrap_or_default();
    let text = |name: &str| String::from_utf8(header(name)).unwrap();
    let body = body.collect().await.unwrap().to_bytes();
    let mut received = Received {
        path: head.uri.to_string(),
        host: text("host"),
        fields: Parameters::parse(&body).unwrap(),
        is_signed: false,
        token: text("i-twilio-idempotency-token"),
        signature: header("x-twilio-signature"),
        content_type: text("content-type"),
        body,
    };
    received.is_signed = received.is_signed_by(TOKEN);
    seen.lock().push(received.clone());
    let (status, document) = answer(&received);
    let mut response = Response::new(Full::new(Bytes::from(document)));
    *response.status_mut() = status.try_into().unwrap();
    Ok(response)
}
