//! What a client may hold of the server before its requests are there, and what that leaves to the others (API-7).

use reqwest::Method;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::support::peer::{Peer, address, answer, first_answer, post, status};
use crate::support::server::{Caller, PASSWORD, TestServer};

const REFRESH: &str = "/auth/token/refresh";

/// A head and one byte of its body.
fn unfinished() -> Vec<u8> {
    post(REFRESH, "application/json", "", 9, b"{")
}

/// A user who works from an address of their own.
async fn neighbour(server: &TestServer) -> Caller {
    let caller = Caller::from_address(&server.url, address(5));
    caller.post("/auth/register", json!({"email": "user9@test.com", "password": PASSWORD})).await.created();
    caller
}

async fn assert_works(neighbour: &Caller) {
    for number in 0..5 {
        neighbour.get("/api/leads").await.ok();
        neighbour.post("/api/leads", json!({"name": format!("Lead {number}")})).await.created();
    }
}

#[tokio::test]
async fn api_7_a_request_that_has_not_arrived_takes_no_place() {
    let limits = [("REQUESTS_IN_FLIGHT_LIMIT", "4"), ("UNFINISHED_REQUESTS_PER_CLIENT", "40")];
    let server = TestServer::start_with(&limits).await;
    let neighbour = neighbour(&server).await;
    let mut held = Peer::new(&server.url, 2).begin_all(&unfinished(), 41).await;
    let refused = first_answer(&mut held).await;
    assert_eq!(status(&refused), 429, "{refused}");
    assert!(refused.contains("UNFINISHED_REQUESTS_PER_CLIENT") && refused.contains("retry-after: "), "{refused}");
    assert_works(&neighbour).await;

    // Another client has a bound of its own, and its request is answered once it is there.
    let mut other = Peer::new(&server.url, 3).begin(&unfinished()).await;
    other.write_all(br#""a": 1}  "#).await.unwrap();
    assert_eq!(status(&answer(&mut other).await), 422);
    // What is finished leaves room for another.
    let mut finished = held.remove(0);
    finished.write_all(br#""a": 1}  "#).await.unwrap();
    assert_eq!(status(&answer(&mut finished).await), 422);
    held.push(Peer::new(&server.url, 2).begin(&unfinished()).await);
    held.push(Peer::new(&server.url, 2).begin(&unfinished()).await);
    assert_eq!(status(&first_answer(&mut held).await), 429, "one was given back, two came");
}

#[tokio::test]
async fn api_7_a_head_whose_rest_is_awaited_is_an_unfinished_request() {
    let server = TestServer::start_with(&[("UNFINISHED_REQUESTS_PER_CLIENT", "3")]).await;
    let mut held = Peer::new(&server.url, 2).begin_all(b"GET /health HTTP/1.1\r\nhost: ", 4).await;
    assert_eq!(first_answer(&mut held).await, "", "one is cut, long before it is too slow");
    assert_works(&neighbour(&server).await).await;
    for mut stream in held {
        stream.write_all(b"test\r\n\r\n").await.unwrap();
        assert_eq!(status(&answer(&mut stream).await), 200);
    }
}

#[tokio::test]
async fn api_7_unfinished_bodies_are_bounded_in_memory() {
    let limits = [("BODY_LIMIT_BYTES", "65536"), ("UNFINISHED_BODIES_LIMIT_BYTES", "262144")];
    let server = TestServer::start_with(&limits).await;
    let neighbour = neighbour(&server).await;
    let almost = post(REFRESH, "application/json", "", 60_000, &vec![b' '; 59_999]);
    let mut held = Peer::new(&server.url, 2).begin_all(&almost, 2).await;
    let refused = first_answer(&mut held).await;
    assert_eq!(status(&refused), 429, "a quarter is a client's: {refused}");
    for last in [3, 4, 6, 7] {
        held.push(Peer::new(&server.url, last).begin(&almost).await);
    }
    let refused = first_answer(&mut held).await;
    assert_eq!(status(&refused), 503, "{refused}");
    assert!(refused.contains("retry-after: "), "{refused}");
    assert_works(&neighbour).await;
    for mut stream in held {
        stream.write_all(b"x").await.unwrap();
        assert_eq!(status(&answer(&mut stream).await), 400, "a body that is there is read");
    }
}

#[tokio::test]
async fn api_7_an_import_has_a_place_among_the_streams() {
    let limits = [("REQUESTS_IN_FLIGHT_LIMIT", "2"), ("STREAMS_LIMIT", "3"), ("STREAMS_PER_CLIENT", "2")];
    let server = TestServer::start_with(&limits).await;
    let neighbour = neighbour(&server).await;
    let file = b"name\nAda\nGrace\n";
    let import = async |last, email| {
        server.user(email).await;
        let cookie = server.sign_in_for_cookie(email).await;
        let begun = post("/api/leads/import", "text/csv", &cookie, file.len(), &file[..6]);
        Peer::new(&server.url, last).begin(&begun).await
    };
    let mut of_one_client =
        vec![import(2, "user1@test.com").await, import(2, "user2@test.com").await, import(2, "user3@test.com").await];
    let refused = first_answer(&mut of_one_client).await;
    assert_eq!(status(&refused), 429, "{refused}");
    assert!(refused.contains("STREAMS_PER_CLIENT"), "{refused}");
    let mut of_others = vec![import(3, "user4@test.com").await, import(4, "user5@test.com").await];
    let refused = first_answer(&mut of_others).await;
    assert_eq!(status(&refused), 503, "{refused}");
    assert_works(&neighbour).await;
    for mut stream in of_one_client.into_iter().chain(of_others) {
        stream.write_all(&file[6..]).await.unwrap();
        let report = answer(&mut stream).await;
        assert!(status(&report) == 200 && report.contains(r#""imported":2"#), "{report}");
    }
}

#[tokio::test]
async fn api_7_connections_are_bounded_by_client() {
    let server = TestServer::start_with(&[("CONNECTIONS_PER_CLIENT", "5")]).await;
    let client = Peer::new(&server.url, 2);
    let mut held = client.begin_all(b"", 6).await;
    let refused = first_answer(&mut held).await;
    assert_eq!(status(&refused), 429, "{refused}");
    assert!(refused.contains("CONNECTIONS_PER_CLIENT"), "{refused}");
    assert_works(&neighbour(&server).await).await;
    for stream in &mut held {
        stream.write_all(b"GET /health HTTP/1.1\r\nhost: test\r\n\r\n").await.unwrap();
        assert_eq!(status(&answer(stream).await), 200, "those within the bound stay");
    }

    let proxied = [("CONNECTIONS_PER_CLIENT", "5"), ("TRUSTED_PROXIES", "127.0.0.2")];
    let server = TestServer::start_with(&proxied).await;
    for mut stream in Peer::new(&server.url, 2).begin_all(b"GET /health HTTP/1.1\r\nhost: test\r\n\r\n", 12).await {
        assert_eq!(status(&answer(&mut stream).await), 200, "a proxy brings many clients");
    }
}

#[tokio::test]
async fn api_7_open_routes_are_limited() {
    let limits = [
        ("RATE_LIMIT_TOKENS", "6/3600"),
        ("RATE_LIMIT_DOCUMENTS", "5/3600"),
        ("RATE_LIMIT_HEALTH", "4/3600"),
        ("RATE_LIMIT_WEBHOOKS", "3/3600"),
        ("RATE_LIMIT_REPORTS", "2/3600"),
    ];
    let server = TestServer::start_with(&limits).await;
    let passing = async |method: Method, paths: &[&str]| {
        let caller = server.anonymous();
        let mut passed = 0;
        for path in paths.iter().cycle().take(12) {
            let body = (method == Method::POST).then(|| json!({"refresh_token": "x"}));
            passed += usize::from(caller.send(method.clone(), path, body.as_ref()).await.status != 429);
        }
        passed
    };
    assert_eq!(passing(Method::POST, &[REFRESH, "/auth/token/revoke"]).await, 6);
    assert_eq!(passing(Method::GET, &["/docs", "/openapi.json", "/.well-known/jwks.json"]).await, 5);
    assert_eq!(passing(Method::GET, &["/health", "/health/live", "/health/ready"]).await, 4);
    let webhooks = ["voice", "sms", "status"]
        .map(|route| format!("/webhooks/twilio/0197a3c2-7d50-7000-8000-000000000001/{route}"));
    assert_eq!(passing(Method::POST, &webhooks.each_ref().map(String::as_str)).await, 3);
    assert_eq!(passing(Method::POST, &["/reports"]).await, 2);
}
