//! One response to a request, however often it comes.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
use domain::carrier_events;
use providers::twilio::twiml::{CONTENT_TYPE as TWIML, TooLarge};
use tenancy::{JobContext, TenantTx};
use uuid::Uuid;

use super::door::Webhook;
use crate::error::Error;
use crate::metrics::Verdict;
use crate::route::Response;

/// How often a repeat looks for the response to a request that is still at work, and how long it waits in between. The
/// model has 8 seconds.
const LOOKS: u32 = 32;
const BETWEEN: Duration = Duration::from_millis(250);

/// A response of `TwiML`.
pub(super) fn twiml(document: String) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response.insert_header((CONTENT_TYPE, HeaderValue::from_static(TWIML)));
    response.body(document)
}

/// Stores the response to an event, unless it has one, and commits. Gives the one that counts.
pub(super) async fn store(webhook: &Webhook<'_>, mut tx: TenantTx<JobContext>, event_id: Uuid, text: &str) -> Response {
    let counts = carrier_events::store_response(&mut tx, event_id, text).await?;
    tx.commit().await?;
    webhook.count(Verdict::Applied);
    Ok(twiml(counts))
}

/// Answers a repeat as the first request was. Where that one is still at work, it waits for it; in the end `fallback`
/// becomes the response to both.
pub(super) async fn repeat(
    webhook: &Webhook<'_>,
    tx: TenantTx<JobContext>,
    event_id: Uuid,
    response: Option<String>,
    fallback: &str,
) -> Response {
    tx.rollback().await?;
    webhook.count(Verdict::Repeated);
    if let Some(response) = response {
        return Ok(twiml(response));
    }
    for _ in 0..LOOKS {
        tokio::time::sleep(BETWEEN).await;
        let (mut tx, _) = webhook.enter().await?;
        let stored = carrier_events::find_response(&mut tx, event_id).await?;
        tx.rollback().await?;
        if let Some(stored) = stored {
            return Ok(twiml(stored));
        }
    }
    let (mut tx, _) = webhook.enter().await?;
    let counts = carrier_events::store_response(&mut tx, event_id, fallback).await?;
    tx.commit().await?;
    Ok(twiml(counts))
}

/// What the carrier would not take is a fault of ours.
pub(super) fn too_large(error: TooLarge) -> Error {
    Error::internal(error)
}
