//! The body that a route reads.

use actix_web::dev::Payload;
use actix_web::web::{Bytes, BytesMut};
use futures_util::StreamExt;

use crate::edge::body::BodyRules;
use crate::error::Error;
use crate::route::{Body, Route};
use crate::state::State;

/// What a route's body may be.
pub fn rules(state: &State, route: &Route) -> BodyRules {
    match route.body {
        Body::None | Body::Json(_) | Body::MergePatch(_) => BodyRules::json(state.shared.body_limit),
        Body::Rows(_) => BodyRules::stream(&["text/csv", "application/x-ndjson"], state.shared.import_limit),
    }
}

/// Reads a body to its end. One that comes in one piece isn't copied.
pub async fn read(payload: &mut Payload) -> Result<Bytes, Error> {
    let Some(first) = payload.next().await.transpose()? else { return Ok(Bytes::new()) };
    let Some(second) = payload.next().await.transpose()? else { return Ok(first) };
    let mut whole = BytesMut::from(first);
    whole.extend_from_slice(&second);
    while let Some(chunk) = payload.next().await.transpose()? {
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}
