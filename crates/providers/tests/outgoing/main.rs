//! The guarded client, the chat models, images, webhooks and web push, against servers on this machine: receivers (TCP, TLS), and a name server.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed, its helpers included")]

mod addresses;
mod chat;
mod images;
mod name_server;
mod names;
mod push;
mod receiver;
mod receivers;
mod webhooks;

use std::time::Duration;

use providers::{GuardedClient, GuardedConfig, GuardedError, GuardedRequest, GuardedResponse, Limits, Refusal};
use url::Url;

const LIMITS: Limits =
    Limits { connect: Duration::from_secs(5), total: Duration::from_secs(10), head: 16 << 10, body: Some(64 << 10) };

/// For receivers that use up their time.
const SHORT: Limits = Limits { total: Duration::from_millis(800), ..LIMITS };

/// How late a busy machine may notice that a time is over.
const LATE: Duration = Duration::from_secs(3);

fn client(config: &GuardedConfig) -> GuardedClient {
    GuardedClient::new(config).unwrap()
}

fn url(text: &str) -> Url {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

async fn post(client: &GuardedClient, text: &str, limits: Limits) -> Result<GuardedResponse, GuardedError> {
    client.send(GuardedRequest::post(url(text), "{}", limits)).await
}

/// The refusal of a URL that is the same when it is stored and when it is used.
async fn refusal(client: &GuardedClient, text: &str) -> Refusal {
    let stored = client.check(&url(text)).await.expect_err(text);
    match post(client, text, LIMITS).await {
        Err(GuardedError::Refused(used)) => assert_eq!(used, stored, "{text}"),
        other => panic!("{text} is {stored:?} when stored, and {other:?} when used"),
    }
    stored
}
