//! The endpoint that a tenant's agents reply by.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::header::ETAG;
use actix_web::http::{Method, StatusCode};
use domain::chat_endpoints::{self, ChatEndpoint, KeyChange, NewChatEndpoint};
use schemars::JsonSchema;
use serde::Deserialize;
use tenancy::{Intent, Membership, Role};

use super::nullable::present;
use super::tenant_urls;
use crate::error::Error;
use crate::request::{Request, etag};
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about the endpoint. To change it is to say who reads what callers say, so it is left to admins
/// themselves: no API key opens it.
pub fn routes() -> Vec<Route> {
    let line = |method, operation, summary, success, handler| {
        Route::new("settings", (method, "/api/tenant/chat-endpoint"), operation, summary, success, handler)
            .member(Role::Admin)
    };
    let endpoint = Success::of::<ChatEndpointView>(200);
    vec![
        line(
            Method::GET,
            "findChatEndpoint",
            "Shows the chat endpoint that the tenant's agents reply by; 404 where they reply by the installation's",
            endpoint,
            handler!(find),
        ),
        line(
            Method::PUT,
            "putChatEndpoint",
            "Has the tenant's agents reply by a chat endpoint of its own",
            endpoint,
            handler!(put),
        )
        .body(Body::Json(Schema::of::<NewChatEndpointInput>())),
        line(
            Method::DELETE,
            "deleteChatEndpoint",
            "Has the tenant's agents reply by the installation's chat endpoint again",
            Success::NOTHING,
            handler!(delete),
        ),
    ]
}

#[expect(clippy::option_option, reason = "left out, null and a value are three things")]
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewChatEndpointInput {
    /// The root of an OpenAI-compatible API on the public internet; requests go to `<url>/chat/completions`
    #[schemars(length(max = 2000), regex(pattern = "^https?://"), example = &"https://api.openai.com/v1")]
    url: String,
    #[schemars(length(min = 1, max = 200), example = &"gpt-4o-mini")]
    model: String,
    /// Sent to this URL alone, as a bearer token. Left out, the stored one stays, which another URL doesn't permit; null
    /// removes it
    #[serde(default, deserialize_with = "present")]
    #[schemars(
        with = "Option<String>",
        length(min = 1, max = 4000),
        regex(pattern = "^[!-~]+$"),
        extend("writeOnly" = true),
        example = &"sk-1234"
    )]
    api_key: Option<Option<String>>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used; the domain's own type is serialized")]
struct ChatEndpointView {
    url: String,
    model: String,
    /// Whether a key is stored. No response has the key itself.
    has_api_key: bool,
    /// Rises with every change; the `ETag`.
    version: i64,
    created_at: String,
    updated_at: String,
}

async fn find(request: Rc<Request>) -> Response {
    let (membership, endpoint) = chat_endpoints::find(&request.state.db, &request.entry(Intent::Read)?).await?;
    if request.has_version(endpoint.version) {
        let mut response = Request::empty(StatusCode::NOT_MODIFIED, &membership);
        response.headers_mut().insert(ETAG, etag(endpoint.version));
        return Ok(response);
    }
    view(StatusCode::OK, &membership, &endpoint)
}

async fn put(request: Rc<Request>) -> Response {
    let input: NewChatEndpointInput = request.body()?;
    let key = match input.api_key {
        None => KeyChange::Keep,
        Some(None) => KeyChange::Remove,
        Some(Some(key)) => KeyChange::Set(key),
    };
    let new = NewChatEndpoint::parse(&input.url, &input.model, key)?;
    let expected = request.expected_versions()?;
    let entry = request.entry(Intent::Write)?;
    let (state, auth) = (&request.state, &request.state.auth);
    tenant_urls::check(&request, &entry, "url", new.parsed_url()).await?;
    let id = auth.random.uuid_v7(auth.clock.now());
    let secrets = (&auth.secret_box, &auth.random);
    let put = chat_endpoints::put(&state.db, &entry, id, &new, secrets, expected.as_deref());
    let (membership, endpoint, made) = put.await?;
    view(if made { StatusCode::CREATED } else { StatusCode::OK }, &membership, &endpoint)
}

async fn delete(request: Rc<Request>) -> Response {
    let expected = request.expected_versions()?;
    let entry = request.entry(Intent::Write)?;
    let membership = chat_endpoints::delete(&request.state.db, &entry, expected.as_deref()).await?;
    Ok(Request::empty(StatusCode::NO_CONTENT, &membership))
}

fn view(status: StatusCode, membership: &Membership, endpoint: &ChatEndpoint) -> Result<HttpResponse, Error> {
    let json = serde_json::to_vec(endpoint).map_err(Error::internal)?;
    let mut response = Request::json(status, membership, json);
    response.headers_mut().insert(ETAG, etag(endpoint.version));
    Ok(response)
}
