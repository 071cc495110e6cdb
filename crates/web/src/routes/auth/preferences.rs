//! What a client remembers for its user: theme, columns, saved views. The server keeps it and reads nothing in it.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use auth::preferences::{self, LARGEST};
use domain::kit::has_nul;
use schemars::{SchemaGenerator, json_schema};
use serde_json::Value as Json;

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about preferences.
pub fn routes() -> Vec<Route> {
    let object = Schema::Type(object);
    let line = |method, operation, summary, success, handler| {
        Route::new("auth", (method, "/auth/preferences"), operation, summary, success, handler)
    };
    vec![
        line(
            Method::GET,
            "findPreferences",
            "Shows what clients remember for the user; {} at first",
            Success { status: 200, schema: object },
            handler!(find),
        ),
        line(
            Method::PUT,
            "putPreferences",
            "Has the server remember this object for the user, of at most 8 KiB, in place of the one before",
            Success { status: 200, schema: object },
            handler!(put),
        )
        .body(Body::Json(object)),
    ]
}

/// An object of the client's own.
fn object(_: &mut SchemaGenerator) -> schemars::Schema {
    json_schema!({
        "type": "object",
        "additionalProperties": true,
        "description": "Any members; at most 8 KiB as compact JSON",
        "examples": [{"theme": "dark", "columns": {"leads": ["name", "status"]}}],
    })
}

async fn find(request: Rc<Request>) -> Response {
    Ok(HttpResponse::Ok().json(preferences::find(&request.state.auth, &request.claim()?).await?))
}

async fn put(request: Rc<Request>) -> Response {
    let object = Json::Object(request.object()?);
    let text = serde_json::to_string(&object).map_err(Error::internal)?;
    let fault = match () {
        () if text.len() > LARGEST => Some(("too_large", "must have at most 8 KiB of JSON")),
        // The database's JSON has no such character.
        () if has_nul(&object) => Some(("nul", "must have no NUL")),
        () => None,
    };
    if let Some((code, message)) = fault {
        return Err(Error::Unprocessable(vec![FieldError::new("", code, message)]));
    }
    preferences::replace(&request.state.auth, &request.claim()?, object).await?;
    Ok(HttpResponse::Ok().content_type("application/json").body(text))
}
