//! The API's description: for programs at `/openapi.json`, for people at `/docs`.

use std::rc::Rc;
use std::sync::OnceLock;

use actix_web::HttpResponse;
use actix_web::http::Method;
use actix_web::http::header::CONTENT_SECURITY_POLICY;
use schemars::JsonSchema;

use crate::docs;
use crate::edge::limit::Limit;
use crate::openapi;
use crate::request::Request;
use crate::route::{Response, Route, Success, handler};
use crate::routes::ROUTES;
use crate::schema::Schema;

/// The lines of the table about the description.
pub fn routes() -> Vec<Route> {
    let line = |path, operation, summary, schema, handler| {
        Route::new("operations", (Method::GET, path), operation, summary, Success { status: 200, schema }, handler)
            .open("the description holds nothing of anybody")
            .limit(Limit::Documents)
    };
    vec![
        line("/docs", "docs", "This API, described for people", Schema::Text("text/html"), handler!(page)),
        line(
            "/openapi.json",
            "openapi",
            "This API, described for programs (OpenAPI 3.1)",
            Schema::of::<Description>(),
            handler!(description),
        ),
    ]
}

/// An `OpenAPI` document.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Description {
    openapi: String,
}

static PAGE: OnceLock<String> = OnceLock::new();
static DESCRIPTION: OnceLock<String> = OnceLock::new();

async fn page(request: Rc<Request>) -> Response {
    let cookie = request.state.shared.cookies.session_name();
    let page = PAGE.get_or_init(|| docs::page(&openapi::describe(&ROUTES, cookie)));
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, docs::POLICY.as_str()))
        .body(page.as_str()))
}

async fn description(request: Rc<Request>) -> Response {
    let cookie = request.state.shared.cookies.session_name();
    let text = DESCRIPTION.get_or_init(|| openapi::describe(&ROUTES, cookie).to_string());
    Ok(HttpResponse::Ok().content_type("application/json").body(text.as_str()))
}
