//! What happened in a tenant, for its admins.

use std::rc::Rc;

use actix_web::http::{Method, StatusCode};
use schemars::JsonSchema;
use tenancy::changes::{ChangeQuery, Cursors, list_changes};
use tenancy::{Intent, Role};
use uuid::Uuid;

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::{Response, Route, Success, handler};

/// The line of the table about the audit log.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            "audit log",
            (Method::GET, "/api/audit-log"),
            "listChanges",
            "Lists the changes in the tenant, newest first; filters: table, row_id, actor_id",
            Success::of::<Changes>(200),
            handler!(list),
        )
        .member(Role::Admin)
        .query(&["table", "row_id", "actor_id", "limit", "cursor"])
        .allow_api_keys(),
    ]
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used; tenancy's own type is serialized")]
struct Changes {
    items: Vec<Change>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Change {
    /// The table's name: leads
    table: String,
    row_id: Uuid,
    /// insert, update or delete
    operation: String,
    /// Who did it
    actor_id: Option<Uuid>,
    /// The actor's API key, where it was done by one
    api_key_id: Option<Uuid>,
    /// The platform admin who acted as the actor, where one did
    impersonator_id: Option<Uuid>,
    /// The background job that did it, for the actor where there is one: `empty_trash`
    job: Option<String>,
    /// The request, or the run of the job, that did it
    request_id: Option<Uuid>,
    /// insert and delete: {field: value}; update: {field: [before, after]}
    fields: serde_json::Map<String, serde_json::Value>,
    changed_at: String,
}

async fn list(request: Rc<Request>) -> Response {
    let auth = &request.state.auth;
    let cursors = Cursors::new(auth.secret_box.clone(), auth.random.clone());
    let query = parse(request.query()?, &cursors).map_err(|error| Error::Unprocessable(vec![error]))?;
    let page = list_changes(&request.state.db, &request.entry(Intent::Read)?, &query, &cursors).await?;
    let json = serde_json::to_vec(&page).map_err(Error::internal)?;
    Ok(Request::json(StatusCode::OK, &page.membership, json))
}

fn parse(parameters: Vec<(String, String)>, cursors: &Cursors) -> Result<ChangeQuery, FieldError> {
    let mut query = ChangeQuery { table: None, row_id: None, actor_id: None, after: None, limit: None };
    let uuid = |field: &'static str, text: &str| {
        Uuid::try_parse(text).map(Some).map_err(|_| FieldError::new(field, "uuid", "must be a UUID"))
    };
    for (name, text) in parameters {
        match name.as_str() {
            "table" => query.table = Some(text),
            "row_id" => query.row_id = uuid("row_id", &text)?,
            "actor_id" => query.actor_id = uuid("actor_id", &text)?,
            "cursor" => {
                let cursor = cursors.read(&text);
                query.after = Some(
                    cursor.ok_or_else(|| FieldError::new("cursor", "cursor", "isn't a valid cursor for this list"))?,
                );
            }
            "limit" => match text.parse() {
                Ok(limit) if (1..=100).contains(&limit) => query.limit = Some(limit),
                _ => return Err(FieldError::new("limit", "range", "must be a whole number from 1 to 100")),
            },
            _ => return Err(FieldError::new(name, "unknown", "is not a parameter of this list")),
        }
    }
    Ok(query)
}
