//! The API's description: for programs at `/openapi.json`, for people at `/docs`.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use actix_web::web::Bytes;
use schemars::JsonSchema;

use crate::docs::reference;
use crate::edge::limit::Limit;
use crate::request::Request;
use crate::route::{Response, Route, Success, handler};
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

async fn page(request: Rc<Request>) -> Response {
    reference::shell(request.state.shared.console_base)
}

async fn description(request: Rc<Request>) -> Response {
    let document = Bytes::clone(&request.state.shared.documents.openapi);
    Ok(HttpResponse::Ok().content_type("application/json").body(document))
}
