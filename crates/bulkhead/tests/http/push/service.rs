//! A push service, and the browsers that it serves.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::http::header::RETRY_AFTER;
use actix_web::web::Bytes;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Nonce};
use base::Random;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use parking_lot::Mutex;
use serde_json::{Value as Json, json};
use sha2::Sha256;

use crate::support::wait::until;

pub struct PushService {
    pub address: SocketAddr,
    state: Arc<State>,
}

struct State {
    came: Mutex<Vec<Pushed>>,
    /// The status, and a `Retry-After` in seconds.
    answer: Mutex<(u16, Option<u32>)>,
}

/// A message that came.
#[derive(Clone, Debug)]
pub struct Pushed {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl PushService {
    /// Responds 201 to all, until it is told otherwise.
    pub fn start() -> Self {
        let state = Arc::new(State { came: Mutex::default(), answer: Mutex::new((201, None)) });
        let own = Arc::clone(&state);
        let factory = move || {
            let state = Arc::clone(&own);
            let receive = move |request: HttpRequest, body: Bytes| {
                let response = state.take(&request, &body);
                async move { response }
            };
            App::new().default_service(web::to(receive))
        };
        let server = HttpServer::new(factory).workers(1).disable_signals().bind("127.0.0.1:0").expect("a port is free");
        let address = server.addrs()[0];
        tokio::spawn(server.run());
        Self { address, state }
    }

    pub fn endpoint(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// From here on it responds with this status, and asks to wait so many seconds.
    pub fn answer(&self, status: u16, retry_after: Option<u32>) {
        *self.state.answer.lock() = (status, retry_after);
    }

    pub fn came_to(&self, path: &str) -> Vec<Pushed> {
        self.state.came.lock().iter().filter(|pushed| pushed.path == path).cloned().collect()
    }

    /// Those of a path, once there are so many. More than these are none the test expects.
    pub async fn wait_for(&self, path: &str, count: usize) -> Vec<Pushed> {
        until(&format!("{count} messages come to {path}"), async || self.came_to(path).len() >= count).await;
        let came = self.came_to(path);
        assert_eq!(came.len(), count);
        came
    }
}

impl State {
    fn take(&self, request: &HttpRequest, body: &Bytes) -> HttpResponse {
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        self.came.lock().push(Pushed { path: request.path().to_owned(), headers, body: body.to_vec() });
        let (status, retry_after) = *self.answer.lock();
        let mut response = HttpResponse::build(status.try_into().unwrap());
        if let Some(seconds) = retry_after {
            response.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        response.finish()
    }
}

/// What a browser keeps to itself.
pub struct Browser {
    private: SecretKey,
    auth: [u8; 16],
}

impl Browser {
    pub fn new() -> Self {
        let random = Random::system();
        Self { private: SecretKey::from_slice(&random.bytes::<32>()).unwrap(), auth: random.bytes() }
    }

    pub fn p256dh(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.point())
    }

    pub fn auth(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.auth)
    }

    /// What subscribes it.
    pub fn body(&self, endpoint: &str) -> Json {
        json!({"endpoint": endpoint, "p256dh": self.p256dh(), "auth": self.auth()})
    }

    fn point(&self) -> Vec<u8> {
        self.private.public_key().to_sec1_point(false).as_bytes().to_vec()
    }

    /// Decrypts a message (RFC 8291); `None` where it is for another browser.
    pub fn read(&self, pushed: &Pushed) -> Option<Json> {
        let (salt, rest) = pushed.body.split_at(16);
        let (sender, record) = rest[5..].split_at(65);
        let shared = self.private.diffie_hellman(&PublicKey::from_sec1_bytes(sender).unwrap());
        let info = [b"WebPush: info\0".as_slice(), &self.point(), sender].concat();
        let secret: [u8; 32] = derive(&self.auth, shared.raw_secret_bytes(), &info);
        let key: [u8; 16] = derive(salt, &secret, b"Content-Encoding: aes128gcm\0");
        let nonce: [u8; 12] = derive(salt, &secret, b"Content-Encoding: nonce\0");
        let plain = Aes128Gcm::new(&key.into()).decrypt(&Nonce::from(nonce), record).ok()?;
        let end = plain.iter().rposition(|byte| *byte != 0).unwrap();
        assert_eq!(plain[end], 2);
        Some(serde_json::from_slice(&plain[..end]).unwrap())
    }
}

fn derive<const N: usize>(salt: &[u8], secret: &[u8], info: &[u8]) -> [u8; N] {
    let mut derived = [0; N];
    Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut derived).unwrap();
    derived
}
