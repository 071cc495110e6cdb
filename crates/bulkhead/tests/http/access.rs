use reqwest::Method;
use serde_json::json;
use web::route::{Access, Body};
use web::routes::ROUTES;

use crate::support::findings::Findings;
use crate::support::openapi_requests;
use crate::support::reply::Ask;
use crate::support::server::TestServer;

#[tokio::test]
async fn rol_1_a_route_that_is_not_open_refuses_anonymous_callers() {
    let server = TestServer::start().await;
    let anonymous = server.anonymous();
    let mut findings = Findings::default();
    for route in ROUTES.iter() {
        let path = openapi_requests::path(route, "0197a3c2-7d50-7000-8000-000000000001");
        let mut request = anonymous.request(Method::from_bytes(route.method.as_str().as_bytes()).unwrap(), &path);
        if !matches!(route.body, Body::None) {
            request = request.header("Content-Type", "application/json").body("{ broken");
        }
        let status = request.reply().await.status;
        let closed = !matches!(route.access, Access::Open(_));
        findings.require((status == 401) == closed, || format!("{} {} answers {status}", route.method, route.path));
        findings.require(status < 500, || format!("{} {} answers {status}", route.method, route.path));
    }
    findings.report();
}

#[tokio::test]
async fn csrf_2_a_simple_content_type_is_refused() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    for simple in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let request = user.request(Method::POST, "/api/leads").header("Content-Type", simple);
        let answer = request.body(json!({"name": "x"}).to_string()).reply().await;
        assert_eq!(answer.status, 415, "{simple}");
    }
}

#[tokio::test]
async fn ten_2_a_request_that_names_two_tenants_is_refused_on_every_route() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let mut findings = Findings::default();
    for route in ROUTES.iter() {
        let method = Method::from_bytes(route.method.as_str().as_bytes()).unwrap();
        for (first, second) in [("acme", "acme"), ("acme", "other"), ("", "acme")] {
            let twice = user.request(method.clone(), route.path).header("X-Tenant", first).header("x-tenant", second);
            let problem = twice.reply().await;
            findings.require(problem.status == 400, || format!("{} {}: {problem}", route.method, route.path));
            findings.require(problem["code"] == "bad_request", || format!("{} {}", route.method, route.path));
            let detail = problem.text("detail");
            findings.require(detail.contains("X-Tenant"), || format!("{} {}: {detail}", route.method, route.path));
        }
    }
    findings.report();
}
