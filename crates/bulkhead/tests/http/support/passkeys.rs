//! Passkeys as a browser registers and uses them.

use serde_json::{Value as Json, json};

use super::authenticator::Authenticator;
use super::reply::Reply;
use super::server::{Caller, TestServer};

/// A server at the address that [`Authenticator`] believes to be on.
pub async fn start() -> TestServer {
    TestServer::start_with(&[("PUBLIC_URL", "http://localhost")]).await
}

/// Begins to `register` a passkey, or a `login` by one.
pub async fn challenge(caller: &Caller, what: &str) -> Reply {
    caller.post_empty(&format!("/auth/passkeys/{what}/start")).await.ok()
}

/// Sends what a browser made of a challenge, back with its flow.
pub async fn finish(caller: &Caller, what: &str, flow: &Json, credential: &Json) -> Reply {
    let body = json!({"flow": flow, "credential": credential});
    caller.post(&format!("/auth/passkeys/{what}/finish"), body).await
}

pub async fn register(caller: &Caller, authenticator: &mut Authenticator) -> Reply {
    let challenge = challenge(caller, "register").await;
    let credential = authenticator.create(&challenge["public_key"]);
    finish(caller, "register", &challenge["flow"], &credential).await
}
