//! Messages to URLs that tenants name, signed by Standard Webhooks 1.0.0
//! (<https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>).

mod keys;
mod signers;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use time::OffsetDateTime;
use url::Url;

pub use keys::{WebhookKey, WebhookSecret};
pub use signers::WebhookSigners;

use crate::guarded::{GuardedClient, GuardedRequest, GuardedResponse, Limits};
use crate::retry_after::retry_after;

/// What a receiver of webhooks may take up. Its response's body is dropped unread.
pub const WEBHOOK_LIMITS: Limits =
    Limits { connect: Duration::from_secs(5), total: Duration::from_secs(15), head: 16 << 10, body: None };

/// What is sent, the same with each attempt.
#[derive(Clone, Debug)]
pub struct WebhookMessage {
    /// By which a receiver recognises a repeat: letters, digits, `_` and `-`.
    pub id: String,
    pub url: Url,
    /// JSON.
    pub body: Bytes,
}

/// One attempt to deliver a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookAttempt {
    pub outcome: WebhookOutcome,
    /// Of the response, if there was one.
    pub status: Option<u16>,
    pub took: Duration,
    /// The receiver that was connected to, if any was.
    pub address: Option<SocketAddr>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebhookOutcome {
    /// The receiver responded 2xx.
    Delivered,
    /// The receiver responded 410: it wants no more messages.
    Gone,
    Failed {
        /// For the log of deliveries.
        reason: String,
        /// What the receiver asks to wait (`Retry-After`): more than nothing, and at most 24 hours.
        retry_after: Option<Duration>,
    },
}

/// Signs a message and sends it once, within [`WEBHOOK_LIMITS`]. The signature counts from `now`. Whatever goes wrong is
/// an outcome.
pub async fn send_webhook(
    client: &GuardedClient,
    signers: &WebhookSigners,
    message: &WebhookMessage,
    now: OffsetDateTime,
) -> WebhookAttempt {
    send_webhook_within(client, signers, message, now, WEBHOOK_LIMITS).await
}

/// The same within other limits.
pub async fn send_webhook_within(
    client: &GuardedClient,
    signers: &WebhookSigners,
    message: &WebhookMessage,
    now: OffsetDateTime,
    limits: Limits,
) -> WebhookAttempt {
    let begun = Instant::now();
    let mut address = None;
    let (outcome, status) = match headers(signers, message, now) {
        None => (failure("the message's id makes no header"), None),
        Some(headers) => {
            let request = GuardedRequest::post(message.url.clone(), message.body.clone(), limits).headers(&headers);
            match client.send_noting(request, &mut address).await {
                Ok(response) => (outcome(&response, now), Some(response.status)),
                Err(error) => (failure(error.to_string()), None),
            }
        }
    };
    WebhookAttempt { outcome, status, took: begun.elapsed(), address }
}

/// `None` where the id has other characters than it may. A full stop would let two messages have one signature, since it
/// is what divides the signed parts.
fn headers(signers: &WebhookSigners, message: &WebhookMessage, now: OffsetDateTime) -> Option<HeaderMap> {
    let is_permitted = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if message.id.is_empty() || !message.id.bytes().all(is_permitted) {
        return None;
    }
    let timestamp = now.unix_timestamp();
    let signature = signers.sign(&message.id, timestamp, &message.body);
    let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    headers.insert("webhook-id", HeaderValue::from_str(&message.id).ok()?);
    headers.insert("webhook-timestamp", HeaderValue::from(timestamp));
    headers.insert("webhook-signature", HeaderValue::from_str(&signature).ok()?);
    Some(headers)
}

fn outcome(response: &GuardedResponse, now: OffsetDateTime) -> WebhookOutcome {
    let status = response.status;
    match status {
        200..300 => WebhookOutcome::Delivered,
        410 => WebhookOutcome::Gone,
        300..400 => failure(format!("the receiver responded {status}, and redirects aren't followed")),
        _ => WebhookOutcome::Failed {
            reason: format!("the receiver responded {status}"),
            retry_after: retry_after(status, &response.headers, now),
        },
    }
}

fn failure(reason: impl Into<String>) -> WebhookOutcome {
    WebhookOutcome::Failed { reason: reason.into(), retry_after: None }
}
