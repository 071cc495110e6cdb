//! Messages to browsers, by way of the push service that each browser's maker runs (RFC 8030). The service sees no word
//! of them: they are encrypted for the browser (RFC 8291).

mod encryption;
mod hosts;
mod keys;
mod vapid;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use base::Random;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use time::OffsetDateTime;
use url::Url;

pub use encryption::{LONGEST_PUSH_PAYLOAD, PUSH_BODY_LENGTH};
pub use hosts::{DEFAULT_PUSH_HOSTS, PushHosts, PushHostsError, PushRefusal};
pub use keys::{PushKeysError, PushSubscriptionKeys};
pub use vapid::{VapidContact, VapidKey};

use crate::guarded::{GuardedClient, GuardedRequest, GuardedResponse, Limits};
use crate::retry_after::retry_after;

/// What a push service may take up. Its response's body is dropped unread.
pub const PUSH_LIMITS: Limits =
    Limits { connect: Duration::from_secs(5), total: Duration::from_secs(15), head: 16 << 10, body: None };

/// How long a push service keeps a message for a browser that isn't connected.
const TIME_TO_LIVE: Duration = Duration::from_hours(24);

/// What all messages of an installation have in common.
#[derive(Clone, Debug)]
pub struct PushSender {
    pub key: VapidKey,
    pub contact: VapidContact,
    pub hosts: PushHosts,
}

/// A message to one browser.
#[derive(Clone, Debug)]
pub struct PushMessage {
    /// Where the browser's push service takes its messages.
    pub endpoint: Url,
    pub keys: PushSubscriptionKeys,
    /// At most [`LONGEST_PUSH_PAYLOAD`] bytes.
    pub payload: Bytes,
    pub urgency: PushUrgency,
    pub topic: Option<PushTopic>,
}

/// For which messages a push service wakes a device that saves power (RFC 8030, 5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushUrgency {
    VeryLow,
    Low,
    Normal,
    High,
}

/// Of the messages of one topic that wait for a browser, the push service keeps the newest (RFC 8030, 5.4). The service
/// reads the topic, so it is to tell nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushTopic(String);

impl PushTopic {
    /// 32 characters of base64url, the most that a topic may have.
    pub fn new(bytes: [u8; 24]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }
}

/// One attempt to deliver a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushAttempt {
    pub outcome: PushOutcome,
    /// Of the response, if there was one.
    pub status: Option<u16>,
    pub took: Duration,
    /// The push service that was connected to, if any was.
    pub address: Option<SocketAddr>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PushOutcome {
    /// The push service responded 2xx: it has taken the message.
    Delivered,
    /// The push service responded 404 or 410: the browser's subscription has ended.
    Gone,
    /// The payload is longer than it may be, or the push service responded 413.
    TooLarge,
    Failed {
        /// For the log.
        reason: String,
        /// What the push service asks to wait (`Retry-After`): more than nothing, and at most 24 hours.
        retry_after: Option<Duration>,
    },
}

/// Encrypts a message under keys of its own and sends it once, within [`PUSH_LIMITS`]. The endpoint is judged anew by
/// `sender.hosts`, and its addresses by the client. Whatever goes wrong is an outcome.
pub async fn send_push(
    client: &GuardedClient,
    sender: &PushSender,
    message: &PushMessage,
    random: &Random,
    now: OffsetDateTime,
) -> PushAttempt {
    send_push_within(client, sender, message, random, now, PUSH_LIMITS).await
}

/// The same within other limits.
pub async fn send_push_within(
    client: &GuardedClient,
    sender: &PushSender,
    message: &PushMessage,
    random: &Random,
    now: OffsetDateTime,
    limits: Limits,
) -> PushAttempt {
    let begun = Instant::now();
    let mut address = None;
    let (outcome, status) = match request(sender, message, random, now, limits) {
        Err(outcome) => (outcome, None),
        Ok(request) => match client.send_noting(request, &mut address).await {
            Ok(response) => (outcome(&response, now), Some(response.status)),
            Err(error) => (failure(error.to_string()), None),
        },
    };
    PushAttempt { outcome, status, took: begun.elapsed(), address }
}

fn request(
    sender: &PushSender,
    message: &PushMessage,
    random: &Random,
    now: OffsetDateTime,
    limits: Limits,
) -> Result<GuardedRequest, PushOutcome> {
    sender.hosts.check(&message.endpoint).map_err(|refusal| failure(format!("the endpoint {refusal}")))?;
    let body = encryption::encrypt(&message.payload, &message.keys, random.bytes(), &keys::private_key(random));
    let body = body.ok_or(PushOutcome::TooLarge)?;
    let authorization = sender.key.authorization(&message.endpoint, &sender.contact, now);
    let headers = headers(message, &authorization).ok_or_else(|| failure("the message makes no headers"))?;
    Ok(GuardedRequest::post(message.endpoint.clone(), body, limits).headers(&headers))
}

fn headers(message: &PushMessage, authorization: &str) -> Option<HeaderMap> {
    let mut headers = HeaderMap::from_iter([
        (CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (CONTENT_ENCODING, HeaderValue::from_static("aes128gcm")),
        (HeaderName::from_static("ttl"), HeaderValue::from(TIME_TO_LIVE.as_secs())),
        (HeaderName::from_static("urgency"), HeaderValue::from_static(message.urgency.word())),
    ]);
    let mut authorization = HeaderValue::from_str(authorization).ok()?;
    authorization.set_sensitive(true);
    headers.insert(AUTHORIZATION, authorization);
    if let Some(PushTopic(topic)) = &message.topic {
        headers.insert("topic", HeaderValue::from_str(topic).ok()?);
    }
    Some(headers)
}

impl PushUrgency {
    fn word(self) -> &'static str {
        match self {
            Self::VeryLow => "very-low",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

fn outcome(response: &GuardedResponse, now: OffsetDateTime) -> PushOutcome {
    let status = response.status;
    match status {
        200..300 => PushOutcome::Delivered,
        404 | 410 => PushOutcome::Gone,
        413 => PushOutcome::TooLarge,
        300..400 => failure(format!("the push service responded {status}, and redirects aren't followed")),
        _ => PushOutcome::Failed {
            reason: format!("the push service responded {status}"),
            retry_after: retry_after(status, &response.headers, now),
        },
    }
}

fn failure(reason: impl Into<String>) -> PushOutcome {
    PushOutcome::Failed { reason: reason.into(), retry_after: None }
}
