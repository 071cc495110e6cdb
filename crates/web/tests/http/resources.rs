use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::server::TestServer;

#[tokio::test]
async fn a_second_user_sees_none_of_the_first_ones_leads() {
    let server = TestServer::start().await;
    let first = server.user("user1@test.com").await;
    let second = server.user("user2@test.com").await;

    let (status, lead) = first.post("/api/leads", json!({"name": "Lead X"})).await;
    assert_eq!(status, StatusCode::CREATED);
    let (_, page) = first.get("/api/leads").await;
    assert_eq!(page, json!({"items": [lead], "next_cursor": null}));

    let (status, page) = second.get("/api/leads").await;
    assert_eq!((status, page), (StatusCode::OK, json!({"items": [], "next_cursor": null})));
    let path = format!("/api/leads/{}", lead["id"].as_str().unwrap());
    assert_eq!(second.get(&path).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn conditional_requests_read_and_write_versions() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let (_, lead) = user.post("/api/leads", json!({"name": "Lead X"})).await;
    let path = format!("/api/leads/{}", lead["id"].as_str().unwrap());

    let fresh = user.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(fresh.headers()["etag"], "\"1\"");
    let same = user.request(Method::GET, &path).header("If-None-Match", "\"1\"").send().await.unwrap();
    assert_eq!(same.status(), StatusCode::NOT_MODIFIED);

    let patch = |tag: &'static str| {
        let request = user.request(Method::PATCH, &path).header("If-Match", tag).json(&json!({"status": "won"}));
        request.header("Content-Type", "application/merge-patch+json").send()
    };
    assert_eq!(patch("\"1\"").await.unwrap().headers()["etag"], "\"2\"");
    assert_eq!(patch("\"1\"").await.unwrap().status(), StatusCode::PRECONDITION_FAILED);
    assert_eq!(patch("W/\"2\"").await.unwrap().status(), StatusCode::PRECONDITION_FAILED);
    assert_eq!(patch("*").await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn reg_3_a_body_cannot_name_its_tenant_or_owner() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    for field in ["tenant_id", "owner_id", "id", "version"] {
        let (status, problem) = user.post("/api/leads", json!({"name": "Lead X", field: "x"})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(problem["errors"][0]["field"], field);
    }
    let (_, page) = user.get("/api/leads").await;
    assert_eq!(page["items"], json!([]));
}

#[tokio::test]
async fn ten_2_each_request_names_its_own_tenant() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let stranger = server.user("user2@test.com").await;
    let (status, team) = user.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    assert_eq!(status, StatusCode::CREATED, "{team}");

    let at_work = user.in_tenant("acme");
    at_work.post("/api/leads", json!({"name": "Work"})).await;
    user.post("/api/leads", json!({"name": "Home"})).await;
    let names =
        |page: &Json| page["items"].as_array().unwrap().iter().map(|lead| lead["name"].clone()).collect::<Vec<_>>();
    assert_eq!(names(&at_work.get("/api/leads").await.1), ["Work"]);
    assert_eq!(names(&user.get("/api/leads").await.1), ["Home"]);

    let echoed = at_work.request(Method::GET, "/api/leads").send().await.unwrap();
    assert_eq!(echoed.headers()["x-tenant"], "acme");
    for foreign in ["acme", team["id"].as_str().unwrap(), "nowhere", "' or true --"] {
        assert_eq!(stranger.in_tenant(foreign).get("/api/leads").await.0, StatusCode::NOT_FOUND, "{foreign}");
    }
}
