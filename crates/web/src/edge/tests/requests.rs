//! Through the middleware alone.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, RETRY_AFTER};
use actix_web::test::{TestRequest, init_service, try_call_service};
use actix_web::{App, HttpResponse};

use super::support::{edge, routes, three_an_hour};
use crate::edge::limit::Rates;

struct Response {
    status: u16,
    headers: actix_web::http::header::HeaderMap,
    body: serde_json::Value,
}

async fn responses(rates: Rates, requests: Vec<TestRequest>) -> Vec<Response> {
    let service = init_service(App::new().configure(routes).wrap(edge(rates))).await;
    let mut responses = Vec::new();
    for request in requests {
        let peer = "192.0.2.1:4000".parse().unwrap();
        let response = match try_call_service(&service, request.peer_addr(peer).to_request()).await {
            Ok(response) => response.map_into_boxed_body().into_parts().1,
            Err(error) => error.error_response(),
        };
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = actix_web::body::to_bytes(response.into_body()).await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into());
        responses.push(Response { status, headers, body });
    }
    responses
}

async fn response(request: TestRequest) -> Response {
    responses(Rates::default(), vec![request]).await.remove(0)
}

fn get(path: &str) -> TestRequest {
    TestRequest::get().uri(path)
}

#[actix_web::test]
async fn hdr_1_every_answer_carries_the_headers() {
    for path in ["/ok", "/text", "/cached", "/unknown", "/bare-500", "/error", "/panic", "/version-mismatch"] {
        let response = response(get(path)).await;
        for name in [
            "strict-transport-security",
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "cache-control",
            "x-request-id",
        ] {
            assert!(response.headers.contains_key(name), "{name} on {path}");
        }
        assert!(!response.headers.contains_key("access-control-allow-origin"));
    }
    assert_eq!(response(get("/cached")).await.headers.get(CACHE_CONTROL).unwrap(), "max-age=60");
    assert_eq!(response(get("/text")).await.headers.get(CONTENT_TYPE).unwrap(), "text/csv; charset=utf-8");
}

#[actix_web::test]
async fn every_failure_is_a_problem_that_tells_its_request_id() {
    for (path, status, code) in [
        ("/unknown", 404, "not_found"),
        ("/version-mismatch", 412, "version_mismatch"),
        ("/error", 500, "internal"),
        ("/bare-500", 500, "internal"),
        ("/panic", 500, "internal"),
        ("/panic-in-unit", 500, "internal"),
    ] {
        let response = response(get(path)).await;
        assert_eq!(response.status, status, "{path}");
        assert_eq!(response.headers.get(CONTENT_TYPE).unwrap(), "application/problem+json");
        assert_eq!(response.body["code"], code);
        assert_eq!(response.body["status"], status);
        let id = response.headers.get("x-request-id").unwrap().to_str().unwrap();
        assert_eq!(response.body["request_id"], id);
        assert!(!response.body.to_string().contains("secret"), "api_6: {}", response.body);
        assert!(!response.body.to_string().contains("seeded"), "api_6: {}", response.body);
    }
}

#[actix_web::test]
async fn the_request_id_is_ours_and_the_same_everywhere() {
    let response = response(get("/id").insert_header(("x-request-id", "theirs"))).await;
    assert_eq!(response.body, response.headers.get("x-request-id").unwrap().to_str().unwrap());
}

#[actix_web::test]
async fn ses_2_a_disguised_cookie_gets_no_further() {
    let response = response(get("/ok").insert_header((COOKIE, "__Host%2Dsession=x"))).await;
    assert_eq!((response.status, response.body["code"].as_str()), (400, Some("cookie_refused")));
}

#[actix_web::test]
async fn csrf_1_a_foreign_page_gets_no_further() {
    let post = |site| TestRequest::post().uri("/ok").insert_header(("sec-fetch-site", site));
    let refused = response(post("cross-site")).await;
    assert_eq!((refused.status, refused.body["code"].as_str()), (403, Some("cross_origin")));
    assert_eq!(response(post("same-origin")).await.status, 204);
}

#[actix_web::test]
async fn csrf_4_cors_gives_nothing() {
    let preflight = TestRequest::with_uri("/ok")
        .method(actix_web::http::Method::OPTIONS)
        .insert_header(("origin", "https://evil.test"))
        .insert_header(("access-control-request-method", "POST"));
    let response = response(preflight).await;
    assert!(response.status >= 400);
    assert!(response.headers.keys().all(|name| !name.as_str().starts_with("access-control-")));
}

#[actix_web::test]
async fn rl_3_one_request_too_many_is_429_with_retry_after() {
    let rates = Rates { any_request: Some(three_an_hour()), ..Rates::default() };
    let responses = responses(rates, (0..5).map(|_| get("/ok")).collect()).await;
    let statuses: Vec<_> = responses.iter().map(|response| response.status).collect();
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    let wait: u64 = responses[3].headers.get(RETRY_AFTER).unwrap().to_str().unwrap().parse().unwrap();
    assert!((1199..=1200).contains(&wait), "{wait}");
    assert_eq!(responses[3].body["code"], "too_many_requests");
}

#[actix_web::test]
async fn rl_1_a_forged_forwarded_header_buys_nothing() {
    let rates = Rates { any_request: Some(three_an_hour()), ..Rates::default() };
    let forged = (0..5).map(|n| get("/ok").insert_header(("x-forwarded-for", format!("10.0.0.{n}")))).collect();
    let limited = responses(rates, forged).await.iter().filter(|response| response.status == 429).count();
    assert_eq!(limited, 2);
}

#[actix_web::test]
async fn a_handlers_own_problem_is_left_as_it_is() {
    let app = App::new()
        .route(
            "/",
            actix_web::web::get().to(async || {
                HttpResponse::Conflict().content_type("application/problem+json").body(r#"{"code":"stored"}"#)
            }),
        )
        .wrap(edge(Rates::default()));
    let service = init_service(app).await;
    let body = actix_web::test::call_and_read_body(&service, get("/").to_request()).await;
    assert_eq!(body, r#"{"code":"stored"}"#);
}
