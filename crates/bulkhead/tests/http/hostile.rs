//! Input that was made to hurt: refused as the client's fault, whatever the route, with nothing internal in the answer.

mod memory;

use reqwest::{Method, RequestBuilder};
use serde_json::{Map, Value as Json, json};
use web::route::{Access, Body, Route};
use web::routes::ROUTES;

use crate::support::db_snapshot;
use crate::support::findings::Findings;
use crate::support::groups::{Group, by_group};
use crate::support::openapi_requests;
use crate::support::reply::{Ask, Reply};
use crate::support::server::Caller;
use crate::support::world::{World, fresh_mark, method, send, unused_id};

/// Words that would tell how the server is made.
const INTERNAL: [&str; 24] = [
    "sqlx",
    "postgres",
    "pg_",
    "relation ",
    "select ",
    "insert into",
    "sqlstate",
    "app.",
    "tenancy.",
    "auth.",
    "bulkhead_",
    "crates/",
    "src/",
    ".rs",
    "/home",
    "/usr",
    "/tmp",
    "panicked",
    "thread '",
    "actix",
    "serde",
    "tokio",
    "stack backtrace",
    "expected struct",
];

/// Requires of a refusal that it is a problem, and tells nothing of how the server is made.
fn require_nothing_internal(findings: &mut Findings, what: &str, seen: &Reply) {
    if seen.status < 400 {
        return;
    }
    let body = seen.body.to_lowercase();
    let told = INTERNAL.iter().find(|word| body.contains(*word));
    findings.require(told.is_none(), || format!("{what} tells {told:?}: {seen:?}"));
    let is_problem = seen.header("content-type") == Some("application/problem+json") && seen["status"] == seen.status;
    findings.require(is_problem, || format!("{what} is no problem: {seen:?}"));
}

/// Bodies that no route can read.
fn unreadable() -> Vec<(&'static str, Vec<u8>)> {
    let nested = |open: &str, close: &str| [open.repeat(10_000), close.repeat(10_000)].concat().into_bytes();
    vec![
        ("nothing", Vec::new()),
        ("half an object", b"{\"name\": \"x\"".to_vec()),
        ("an array", b"[]".to_vec()),
        ("null", b"null".to_vec()),
        ("a number", b"1".to_vec()),
        ("a text", b"\"x\"".to_vec()),
        ("invalid UTF-8", b"{\"name\": \"\xff\xfe\"}".to_vec()),
        ("an overlong form", b"{\"name\": \"\xc0\xaf\"}".to_vec()),
        ("a lone surrogate", br#"{"name": "\ud800"}"#.to_vec()),
        ("surrogates the wrong way round", br#"{"name": "\udc00\ud800"}"#.to_vec()),
        ("a raw NUL", b"{\"name\": \"a\0b\"}".to_vec()),
        ("a byte order mark", b"\xef\xbb\xbf{\"name\": \"x\"}".to_vec()),
        ("UTF-16", b"\xff\xfe{\0}\0".to_vec()),
        ("something behind the end", b"{\"name\": \"x\"} {}".to_vec()),
        ("single quotes", b"{'name': 'x'}".to_vec()),
        ("a comment", b"{\"name\": \"x\" /* */}".to_vec()),
        ("NaN", b"{\"name\": NaN}".to_vec()),
        ("a number beyond all bounds", b"{\"name\": 1e400}".to_vec()),
        ("deep arrays", nested("[", "]")),
        ("deep objects", nested("{\"a\":", "}")),
        ("a deep field", [b"{\"name\": ".to_vec(), nested("[", "]"), b"}".to_vec()].concat()),
        ("a field twice", b"{\"name\": \"a\", \"name\": \"b\"}".to_vec()),
        ("a field twice, written otherwise", b"{\"name\": \"a\", \"n\\u0061me\": \"b\"}".to_vec()),
        ("XML", b"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>".to_vec()),
    ]
}

fn json_routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(|route| route.body.is_json())
}

fn json_routes_of(group: Group) -> impl Iterator<Item = &'static Route> {
    group.routes().filter(|route| route.body.is_json())
}

fn post(caller: &Caller, route: &Route, own: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
    let request = caller.request(method(route), &openapi_requests::path(route, own));
    request.header("Content-Type", "application/json").body(body)
}

by_group!(api_2_bodies_that_cannot_be_read_are_the_clients_fault, try_unreadable_bodies);

async fn try_unreadable_bodies(group: Group) {
    let world = World::new().await;
    let owner = world.empowered().await;
    let before = db_snapshot::of_all(&world.server.db).await;
    let mut findings = Findings::default();
    for route in json_routes_of(group) {
        let own = world.b.row_of(route).unwrap_or("x");
        for (what, body) in unreadable() {
            let seen = post(owner, route, own, body).reply().await;
            let what = format!("{} {}: {what}", route.method, route.path);
            // A report is small.
            let is_too_large = seen.status == 413 && matches!(route.body, Body::Report(_));
            findings.require(is_too_large || matches!(seen.status, 400 | 404 | 422), || format!("{what}: {seen:?}"));
            require_nothing_internal(&mut findings, &what, &seen);
        }
    }
    assert_eq!(db_snapshot::of_all(&world.server.db).await, before);
    findings.report();
}

/// Values that a field may not like.
fn hostile_values() -> Vec<Json> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    vec![
        Json::Null,
        json!(true),
        json!(-1),
        json!(0.1),
        json!(1e308),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(""),
        json!(" "),
        json!("\0"),
        json!("a\0b"),
        json!("\u{ffff}\u{10ffff}\u{202e}\u{feff}"),
        json!("x".repeat(200_000)),
        json!("-infinity"),
        json!("9999999-01-01T00:00:00Z"),
        json!("0000-00-00T99:99:99Z"),
        json!("00000000-0000-0000-0000-000000000000"),
        json!([]),
        json!([null, [], {}]),
        json!(vec!["x"; 10_000]),
        json!({}),
        json!({"$gt": ""}),
        json!({"__proto__": {"role": "owner"}}),
        deep,
    ]
}

by_group!(api_2_a_field_of_any_type_and_size_makes_no_server_error, try_hostile_fields);

async fn try_hostile_fields(group: Group) {
    let world = World::new().await;
    let owner = &world.b.people[0];
    let mut findings = Findings::default();
    for route in json_routes_of(group) {
        let own = world.b.row_of(route).unwrap_or("x").to_owned();
        let fields: Vec<String> =
            openapi_requests::object(route, "x").expect("the route reads JSON").keys().cloned().collect();
        for field in &fields {
            for value in hostile_values() {
                let mut body: Map<String, Json> =
                    openapi_requests::object(route, &fresh_mark()).expect("the route reads JSON");
                let shown = value.to_string().chars().take(40).collect::<String>();
                body.insert(field.clone(), value);
                let seen = post(&owner.caller, route, &own, Json::Object(body).to_string()).reply().await;
                let what = format!("{} {}: {field} = {shown}", route.method, route.path);
                findings.require(seen.status < 500, || format!("{what}: {seen:?}"));
                require_nothing_internal(&mut findings, &what, &seen);
                if seen.changes_session() {
                    owner.sign_in_again().await;
                }
            }
        }
        world.server.clock.advance(std::time::Duration::from_mins(16));
    }
    findings.report();
}

by_group!(api_2_paths_queries_and_headers_of_any_bytes_make_no_server_error, try_hostile_bytes);

async fn try_hostile_bytes(group: Group) {
    let world = World::new().await;
    let owner = &world.b.people[0].caller;
    let long = "x".repeat(4_000);
    let hostile = [
        "%00",
        "%ff%fe",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e",
        "'%20or%201=1--",
        "%25%30%30",
        "{id}",
        "*",
        "0",
        "-1",
        "null",
        "undefined",
        "00000000-0000-0000-0000-000000000000",
        "%F0%9F%92%A9",
        "%ED%A0%80",
        "a%0d%0aSet-Cookie:x=y",
        ";",
        &long,
    ];
    let mut findings = Findings::default();
    for route in group.routes() {
        for value in hostile {
            let mut requests = Vec::new();
            if openapi_requests::has_parameters(route) {
                requests.push(send(owner, route, value, &fresh_mark()));
            }
            if route.method == "GET" {
                for (name, _) in openapi_requests::query(route) {
                    let path = format!("{}?{name}={value}", openapi_requests::path(route, "x"));
                    requests.push(owner.request(Method::GET, &path));
                    let path = format!("{}?{name}[]={value}&{name}={value}", openapi_requests::path(route, "x"));
                    requests.push(owner.request(Method::GET, &path));
                }
                let path = format!("{}?{value}={value}", openapi_requests::path(route, "x"));
                requests.push(owner.request(Method::GET, &path));
            }
            for request in requests {
                let what = format!("{request:?}");
                let seen = request.reply().await;
                findings.require(seen.status < 500, || format!("{what}: {seen:?}"));
                findings.require(!seen.headers.contains_key("set-cookie"), || format!("{what}: {seen:?}"));
                require_nothing_internal(&mut findings, &what, &seen);
            }
        }
        let id = unused_id().to_string();
        for value in ["\"", "W/", "*,*", "\"99999999999999999999999\"", "\u{fe}", "' or true --", "\"1\", \"1\"", &long]
        {
            for name in [
                "X-Tenant",
                "If-Match",
                "If-None-Match",
                "Idempotency-Key",
                "Accept",
                "Content-Encoding",
                "Range",
                "Authorization",
                "User-Agent",
            ] {
                // Hashing a password for each would take its time and show no more.
                let request = match route.access {
                    Access::Open(_) => owner.request(method(route), route.path),
                    _ => send(owner, route, &id, &fresh_mark()),
                };
                let Ok(value) = reqwest::header::HeaderValue::from_bytes(value.as_bytes()) else { continue };
                let seen = request.header(name, value).reply().await;
                findings
                    .require(seen.status < 500, || format!("{} {} with {name}: {seen:?}", route.method, route.path));
                require_nothing_internal(&mut findings, name, &seen);
                if seen.changes_session() {
                    world.b.people[0].sign_in_again().await;
                }
            }
        }
        world.server.clock.advance(std::time::Duration::from_mins(16));
    }
    findings.report();
}

#[tokio::test]
async fn api_2_rows_of_any_bytes_make_no_server_error() {
    let world = World::new().await;
    let owner = &world.b.people[0].caller;
    let csv: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"\n\n\n".to_vec(),
        b"name".to_vec(),
        b"name,name\nx,y\n".to_vec(),
        b"tenant_id,owner_id,id,name\nx,y,z,x\n".to_vec(),
        b"name\n\"never closed".to_vec(),
        b"name\na\"b\"c,d,e,f\n".to_vec(),
        b"name\n\xff\xfe\n".to_vec(),
        b"name\na\0b\n".to_vec(),
        b"\xef\xbb\xbfname\nx\n".to_vec(),
        [b"name\n".to_vec(), vec![b'x'; 1 << 20]].concat(),
        [b"name\n".to_vec(), vec![b'"'; 1 << 20]].concat(),
        ",".repeat(100_000).into_bytes(),
        b"name\rx\ry\r".to_vec(),
        b"{\"name\": \"x\"}\n".to_vec(),
        b"PK\x03\x04\x14\0\0\0".to_vec(),
    ];
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| matches!(route.body, Body::Rows(_))) {
        for (content_type, bodies) in [("text/csv", &csv), ("application/x-ndjson", &csv)] {
            let json = unreadable().into_iter().map(|(_, body)| body);
            for body in bodies.iter().cloned().chain(json) {
                let shown = body[..body.len().min(40)].escape_ascii().to_string();
                let request = owner.request(method(route), route.path).header("Content-Type", content_type).body(body);
                let seen = request.reply().await;
                findings.require(seen.status < 500, || format!("{} {content_type} {shown}: {seen:?}", route.path));
                require_nothing_internal(&mut findings, &shown, &seen);
                let told = INTERNAL.iter().find(|word| seen.body.to_lowercase().contains(*word));
                findings.require(told.is_none(), || format!("{} {content_type} {shown}: {seen:?}", route.path));
            }
        }
    }
    findings.report();
}

#[tokio::test]
async fn api_3_a_body_over_the_limit_is_413_on_every_route_that_reads_json() {
    let world = World::new().await;
    let owner = world.empowered().await;
    let before = db_snapshot::of_all(&world.server.db).await;
    let mut findings = Findings::default();
    for route in json_routes() {
        let own = world.b.row_of(route).unwrap_or("x");
        let body = json!({"name": "x".repeat(1 << 20)}).to_string();
        let seen = post(owner, route, own, body.clone()).reply().await;
        findings.require(seen.status == 413, || format!("{} {}: {seen:?}", route.method, route.path));
        require_nothing_internal(&mut findings, route.path, &seen);
        // Without a length that could be looked at first.
        let chunks: Vec<_> =
            body.as_bytes().chunks(8 << 10).map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec())).collect();
        let stream = reqwest::Body::wrap_stream(futures_util::stream::iter(chunks));
        if let Ok(answer) = post(owner, route, own, stream).send().await {
            findings.require(answer.status() == 413, || format!("{} {}", route.method, route.path));
        }
    }
    assert_eq!(db_snapshot::of_all(&world.server.db).await, before);
    findings.report();
}

#[tokio::test]
async fn api_3_a_page_has_at_most_a_hundred_rows_on_every_list() {
    let world = World::new().await;
    let owner = world.empowered().await;
    // What is in no tenant's rows.
    let university = unused_id().to_string();
    let row = format!("insert into app.universities (id, name) values ('{university}', 'Bologna')");
    world.server.db.superuser(&row).await;
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| openapi_requests::query(route).iter().any(|(name, _)| name == "limit")) {
        let path = openapi_requests::path(route, world.b.row_of(route).unwrap_or(&university));
        for (limit, status) in
            [("100", 200), ("101", 422), ("0", 422), ("-1", 422), ("1e9", 422), ("18446744073709551616", 422)]
        {
            let seen = owner.request(Method::GET, &path).query(&[("limit", limit)]).reply().await;
            findings.require(seen.status == status, || format!("{} with {limit}: {seen:?}", route.path));
        }
    }
    findings.report();
}

#[tokio::test]
async fn api_5_what_looks_like_code_is_stored_and_found_as_text() {
    const CODE: [&str; 10] = [
        "Robert'); drop table app.leads;--",
        "' or '1'='1",
        "\" or \"\"=\"",
        "\\'; select pg_sleep(5);--",
        "$1 $$ %s %d {0} ${jndi:ldap://x} #{7*7} {{7*7}}",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "=cmd|' /C calc'!A0",
        "line\r\nSet-Cookie: x=y\r\n\r\nbody",
        "a\u{202e}txt.exe\u{200b}\u{1f4a9}e\u{301}",
        "%' escape '\\",
    ];
    let world = World::new().await;
    let owner = &world.b.people[0].caller;
    let mut findings = Findings::default();
    for route in json_routes().filter(|route| route.method == "POST" && route.resource.is_some()) {
        // What no answer shows isn't found.
        let is_shown = |name: &str| route.resource.is_some_and(|all| all.readable().any(|field| field.name == name));
        let texts: Vec<_> = openapi_requests::object(route, "MARK")
            .unwrap()
            .into_iter()
            .filter(|(name, value)| is_shown(name) && value.as_str().is_some_and(|text| text.starts_with("MARK")))
            .map(|(name, _)| name)
            .collect();
        let own = world.b.row_of(route).unwrap_or_default();
        let path = openapi_requests::path(route, own);
        for code in CODE {
            let mut body = openapi_requests::object(route, &fresh_mark()).expect("the route reads JSON");
            body.extend(texts.iter().map(|name| (name.clone(), json!(code))));
            let made = post(owner, route, own, Json::Object(body).to_string()).reply().await;
            if texts.is_empty() {
                continue;
            }
            findings.require(made.status == route.success.status, || format!("{}: {code}: {made:?}", route.path));
            findings.require(made.headers["content-type"] == ["application/json"], || format!("{made:?}"));
            let id = made.json()["id"].as_str().unwrap().to_owned();
            let found = owner.get(&format!("{path}/{id}")).await.ok();
            for name in &texts {
                findings.require(found[name] == code, || format!("{name} of {}: {found}", route.path));
            }
            for (name, _) in openapi_requests::query(route).into_iter().chain([("q".to_owned(), Json::Null)]) {
                let seen = owner.request(Method::GET, &path).query(&[(&name, code)]).reply().await;
                findings.require(seen.status < 500, || format!("{} {name}={code}: {seen:?}", route.path));
            }
        }
    }
    findings.report();
}

#[tokio::test]
async fn api_6_a_fault_of_ours_tells_nothing_but_its_request_id() {
    let world = World::new().await;
    let owner = &world.b.people[0].caller;
    world.server.db.superuser("alter table app.leads rename to elsewhere").await;
    for (method, path) in [(Method::GET, "/api/leads"), (Method::POST, "/api/leads")] {
        let answer = owner.request(method, path).json(&json!({"name": "x"})).send().await.unwrap();
        let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
        assert_eq!(answer.status(), 500);
        let text = answer.text().await.unwrap();
        let problem: Json = serde_json::from_str(&text).unwrap();
        let fields: Vec<_> = problem.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, ["title", "status", "code", "detail", "request_id"]);
        assert_eq!(problem["request_id"], id);
        assert!(!text.contains("app.") && !text.contains("relation"), "{text}");
    }
    // Other routes still work.
    owner.get("/api/contacts").await.ok();
}
