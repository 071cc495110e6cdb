//! The body that a route reads.

use std::future::poll_fn;
use std::task::Poll;

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::web::{Bytes, BytesMut};
use futures_util::StreamExt;

use crate::edge::Occupancy;
use crate::edge::body::{BodyKind, BodyRules, has_type};
use crate::error::Error;
use crate::route::{Body, Route};
use crate::routes::{image_jobs, reports};
use crate::state::State;

const FORM: &str = "multipart/form-data";
/// By `report-uri` (CSP 2), and by the Reporting API.
const REPORTS: [&str; 3] = ["application/json", "application/csp-report", "application/reports+json"];
const JSON_OR_FORM: [&str; 2] = ["application/json", FORM];

/// Bytes of a form: the largest image, and what else a form has.
const LARGEST_FORM: usize = image_jobs::LARGEST_IMAGE + (256 << 10);

/// What a route's body may be.
pub fn rules(state: &State, route: &Route, request: &ServiceRequest) -> BodyRules {
    match route.body {
        Body::None => BodyRules::unread(state.shared.body_limit),
        Body::Json(_) | Body::MergePatch(_) => BodyRules::json(state.shared.body_limit),
        Body::Report(_) => BodyRules { kind: BodyKind::OneOf(&REPORTS), ..BodyRules::json(reports::LARGEST) },
        Body::Signed | Body::Unread => BodyRules::any(state.shared.body_limit),
        Body::NewWithImage(_) if has_type(request, FORM) => BodyRules::stream(&JSON_OR_FORM, LARGEST_FORM),
        Body::NewWithImage(_) => {
            BodyRules { kind: BodyKind::OneOf(&JSON_OR_FORM), ..BodyRules::json(state.shared.body_limit) }
        }
        Body::Rows(_) => BodyRules::stream(&["text/csv", "application/x-ndjson"], state.shared.import_limit),
    }
}

/// Reads a body to its end. One that comes in one piece isn't copied. While the rest is awaited, the request leaves its
/// place in flight to others.
pub async fn read(occupancy: &Occupancy, payload: &mut Payload) -> Result<Bytes, Error> {
    let mut arrival = Arrival { occupancy, payload, received: 0 };
    let body = arrival.read().await?;
    occupancy.begin_work()?;
    Ok(body)
}

struct Arrival<'a> {
    occupancy: &'a Occupancy,
    payload: &'a mut Payload,
    received: usize,
}

impl Arrival<'_> {
    async fn read(&mut self) -> Result<Bytes, Error> {
        let Some(first) = self.next().await? else { return Ok(Bytes::new()) };
        let Some(second) = self.next().await? else { return Ok(first) };
        let mut whole = BytesMut::from(first);
        whole.extend_from_slice(&second);
        while let Some(chunk) = self.next().await? {
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = match poll_fn(|cx| Poll::Ready(self.payload.poll_next_unpin(cx))).await {
            Poll::Ready(chunk) => chunk,
            Poll::Pending => {
                self.occupancy.await_body(self.received)?;
                self.payload.next().await
            }
        };
        let Some(chunk) = chunk.transpose()? else { return Ok(None) };
        self.received += chunk.len();
        self.occupancy.receive(chunk.len())?;
        Ok(Some(chunk))
    }
}
