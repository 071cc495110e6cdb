//! What a page of another origin can make a browser do: nothing.

use reqwest::Method;
use web::route::{Body, Route};
use web::routes::ROUTES;

use crate::support::db_snapshot;
use crate::support::findings::Findings;
use crate::support::openapi_requests;
use crate::support::reply::Ask;
use crate::support::world::{World, fresh_mark, method, send, unused_id};

/// What browsers send along from pages that aren't ours.
const FOREIGN: [&[(&str, &str)]; 6] = [
    &[("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")],
    &[("Sec-Fetch-Site", "same-site")],
    &[("Origin", "https://evil.example")],
    &[("Origin", "null")],
    &[("Sec-Fetch-Site", "cross-site"), ("Origin", "http://localhost:4002")],
    &[("Sec-Fetch-Site", "same-origin, cross-site")],
];

fn mutates(route: &Route) -> bool {
    route.method != "GET"
}

#[tokio::test]
async fn csrf_1_no_mutating_route_listens_to_a_foreign_page() {
    let world = World::new().await;
    let owner = &world.b.people[0].caller;
    let before = db_snapshot::of_all(&world.server.db).await;
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| mutates(route)) {
        let own = world.b.row_of(route).unwrap_or("x");
        for headers in FOREIGN {
            for caller in [owner, &world.server.anonymous()] {
                let mut request = send(caller, route, own, &fresh_mark());
                for (name, value) in headers {
                    request = request.header(*name, *value);
                }
                let seen = request.reply().await;
                findings.require(seen.status == 403, || {
                    format!("{} {} with {headers:?}: {seen:?}", route.method, route.path)
                });
                findings.require(!seen.changes_session(), || format!("{} {}", route.method, route.path));
            }
        }
    }
    assert_eq!(db_snapshot::of_all(&world.server.db).await, before);
    findings.report();
}

#[tokio::test]
async fn csrf_2_no_mutating_route_reads_what_a_form_can_send() {
    let world = World::new().await;
    let owner = world.empowered().await;
    let before = db_snapshot::of_all(&world.server.db).await;
    let simple = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain; application/json",
        "application/json+x",
        "",
    ];
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| !matches!(route.body, Body::None)) {
        let own = world.b.row_of(route).unwrap_or("x");
        // What a carrier signs may have any type: no page has the key, and no cookie counts there. Nor does one where a
        // token in the path says it all.
        let refused = match route.body {
            Body::Signed => 403,
            Body::Unread => 404,
            _ => 415,
        };
        for content_type in simple {
            // A form is read there, where a page of ours sends it.
            let is_form = content_type.starts_with("multipart/") && matches!(route.body, Body::NewWithImage(_));
            let refused = if is_form { 400 } else { refused };
            let payload = openapi_requests::payload(route, &fresh_mark()).expect("the route reads a body");
            let request = owner.request(method(route), &openapi_requests::path(route, own)).body(payload.text);
            let seen = request.header("Content-Type", content_type).reply().await;
            findings.require(seen.status == refused, || {
                format!("{} {} as {content_type:?}: {seen:?}", route.method, route.path)
            });
        }
        // A body without a type, as `fetch` sends a Blob.
        let request = owner.request(method(route), &openapi_requests::path(route, own)).body("{}");
        findings.require(request.reply().await.status == refused, || {
            format!("{} {} without a type", route.method, route.path)
        });
    }
    assert_eq!(db_snapshot::of_all(&world.server.db).await, before);
    findings.report();
}

#[tokio::test]
async fn csrf_3_safe_methods_change_nothing() {
    let world = World::new().await;
    let owner = world.empowered().await;
    let before = db_snapshot::of_all(&world.server.db).await;
    let mut findings = Findings::default();
    for route in ROUTES.iter() {
        let own = world.b.row_of(route).unwrap_or("x");
        for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE] {
            for caller in [owner, &world.server.anonymous()] {
                let asked =
                    format!("{}?restore=true&delete=1&_method=DELETE&name=x", openapi_requests::path(route, own));
                for path in [openapi_requests::path(route, own), asked] {
                    let request = caller.request(method.clone(), &path).header("X-HTTP-Method-Override", "DELETE");
                    let seen = request.reply().await;
                    findings.require(seen.status < 500, || format!("{method} {path}: {seen:?}"));
                    findings.require(!seen.changes_session(), || format!("{method} {path}: {seen:?}"));
                }
            }
        }
    }
    assert_eq!(db_snapshot::of_all(&world.server.db).await, before);
    findings.report();
}

#[tokio::test]
async fn csrf_4_cors_gives_nothing_to_anybody() {
    let world = World::new().await;
    let owner = &world.b.people[0].caller;
    let mut findings = Findings::default();
    for route in ROUTES.iter() {
        let path = openapi_requests::path(route, &unused_id().to_string());
        for origin in ["https://evil.example", "null", &world.server.url] {
            let preflight = owner
                .request(Method::OPTIONS, &path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", route.method.as_str())
                .header("Access-Control-Request-Headers", "content-type,x-tenant");
            let actual = send(owner, route, &unused_id().to_string(), &fresh_mark()).header("Origin", origin);
            for request in [preflight, actual] {
                let seen = request.reply().await;
                let cors = seen.headers.keys().find(|name| name.starts_with("access-control-"));
                findings.require(cors.is_none(), || format!("{} {} from {origin}", route.method, route.path));
                if seen.changes_session() {
                    world.b.people[0].sign_in_again().await;
                }
            }
        }
    }
    findings.report();
}

#[tokio::test]
async fn csrf_4_a_token_works_in_its_own_cookie_only() {
    let world = World::new().await;
    let server = &world.server;
    let cookie = server.sign_in_for_cookie(&world.b.people[0].email).await;
    let (name, value) = cookie.split_once('=').unwrap();
    for headers in [
        vec![("Authorization", format!("Bearer {value}"))],
        vec![("Authorization", format!("Session {value}"))],
        vec![("X-Session", value.to_owned()), ("X-CSRF-Token", value.to_owned())],
        vec![("Cookie", format!("{}={value}", name.to_uppercase()))],
        vec![("Cookie", format!("device={value}"))],
    ] {
        let mut request = server.anonymous().request(Method::GET, &format!("/auth/me?{name}={value}"));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.reply().await.expect_status(401);
    }
}
