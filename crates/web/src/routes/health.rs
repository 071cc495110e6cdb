//! Whether the server lives, and whether requests should come here.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use schemars::JsonSchema;
use serde::Serialize;

use crate::edge::limit::Limit;
use crate::request::Request;
use crate::route::{Response, Route, Success, handler};

/// The lines of the table about health.
pub fn routes() -> Vec<Route> {
    let line = |path, operation, summary, handler| {
        Route::new("operations", (Method::GET, path), operation, summary, Success::of::<Health>(200), handler)
            .open("probes hold no credentials")
            .limit(Limit::Health)
    };
    vec![
        line("/health", "health", "Whether the process answers", handler!(live)),
        line("/health/live", "healthLive", "Whether the process answers", handler!(live)),
        line("/health/ready", "healthReady", "Whether requests should come here: 503 while not", handler!(ready)),
    ]
}

#[derive(Serialize, JsonSchema)]
struct Health {
    /// ok
    status: &'static str,
}

async fn live(_: Rc<Request>) -> Response {
    Ok(HttpResponse::Ok().json(Health { status: "ok" }))
}

async fn ready(request: Rc<Request>) -> Response {
    request.state.shared.readiness.check()?;
    Ok(HttpResponse::Ok().json(Health { status: "ok" }))
}
