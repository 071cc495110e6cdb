//! What a participant does with a conversation beyond its rows.

use std::rc::Rc;

use actix_web::http::{Method, StatusCode};
use domain::conversations::{self, CONVERSATIONS, ReadMark};
use schemars::JsonSchema;
use serde::Deserialize;
use tenancy::{Role, Work};

use super::idempotent::{self, TenantResponse};
use crate::error::Error;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table for the mark up to which a participant has read, and for what they tell while they type.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            CONVERSATIONS.plural,
            (Method::POST, "/api/conversations/{id}/read"),
            "readConversation",
            "Marks the conversation as read up to a message; a mark never falls",
            Success::of::<ReadMarkView>(200),
            handler!(read),
        )
        .member(Role::Member)
        .body(Body::Json(Schema::of::<ReadMarkInput>()))
        .allow_api_keys()
        .deferrable(),
        Route::new(
            CONVERSATIONS.plural,
            (Method::POST, "/api/conversations/{id}/typing"),
            "typeInConversation",
            "Tells the streams of the other participants that the caller types; once in three seconds is enough",
            Success::NOTHING,
            handler!(typing),
        )
        .member(Role::Member)
        .allow_api_keys()
        .deferrable(),
    ]
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReadMarkInput {
    /// The number of the last message that was read
    #[schemars(range(min = 0), example = &1)]
    seq: i64,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used; the domain's own type is serialized")]
struct ReadMarkView {
    /// The number of the last message that the caller has read
    read_seq: i64,
    /// How many messages are behind it
    unread: i64,
}

async fn read(request: Rc<Request>) -> Response {
    let (id, seq) = (request.id()?, request.body::<ReadMarkInput>()?.seq);
    idempotent::write(&request, async |work: Work<'_>| {
        let (membership, mark) = match work {
            Work::Alone { db, request } => conversations::read(db, request, id, seq).await?,
            Work::Within(tx) => {
                let mark = conversations::read_in(tx, id, seq).await?;
                (tx.membership().clone(), mark)
            }
        };
        Ok(TenantResponse { membership, status: StatusCode::OK, location: None, version: None, json: json(mark)? })
    })
    .await
}

async fn typing(request: Rc<Request>) -> Response {
    let id = request.id()?;
    idempotent::write(&request, async |work: Work<'_>| {
        let membership = match work {
            Work::Alone { db, request } => conversations::typing(db, request, id).await?,
            Work::Within(tx) => {
                conversations::typing_in(tx, id).await?;
                tx.membership().clone()
            }
        };
        let (status, json) = (StatusCode::NO_CONTENT, Vec::new());
        Ok(TenantResponse { membership, status, location: None, version: None, json })
    })
    .await
}

fn json(mark: ReadMark) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(&mark).map_err(Error::internal)
}
