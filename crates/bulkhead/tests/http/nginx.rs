//! The server behind nginx, where `NGINX` names the program (`just nginx`); without it, the same requests directly.

use std::env;

use reqwest::Method;
use serde_json::json;

use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, PASSWORD, TestServer};

/// What a client that takes compressed answers gets, unread.
async fn compressed(caller: &Caller, path: &str) -> Reply {
    let seen = caller.request(Method::GET, path).header("Accept-Encoding", "gzip").reply().await;
    let coding = if env::var_os("NGINX").is_some() { Some("gzip") } else { None };
    assert_eq!((seen.status, seen.header("content-encoding")), (200, coding), "{path}");
    seen
}

#[tokio::test]
async fn the_tag_of_a_compressed_answer_serves_conditional_requests() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let lead = user.post("/api/leads", json!({"name": "Lead X", "notes": "long ".repeat(200)})).await;
    let path = format!("/api/leads/{}", lead["id"].as_str().unwrap());
    let tag = compressed(&user, &path).await.header("etag").unwrap().to_owned();
    assert_eq!(tag, if env::var_os("NGINX").is_some() { "W/\"1\"" } else { "\"1\"" });
    let same = user.request(Method::GET, &path).header("If-None-Match", &tag).send().await.unwrap();
    assert_eq!(same.status(), 304);
    for status in [200, 412] {
        let request = user.request(Method::PATCH, &path).header("If-Match", &tag).json(&json!({"status": "won"}));
        assert_eq!(request.send().await.unwrap().status(), status);
    }
}

#[tokio::test]
async fn a_large_file_goes_in_and_comes_out_as_it_was() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let mut file = String::from("name,notes\n");
    for row in 0..3000 {
        file.push_str(&["Lead ", &format!("{row:04}"), ",", &"x".repeat(600), "\n"].concat());
    }
    let import = user.request(Method::POST, "/api/leads/import").header("Content-Type", "text/csv").body(file.clone());
    let report = import.reply().await;
    assert_eq!((report.status, report["imported"].as_u64()), (200, Some(3000)), "{report}");
    let plain = user.request(Method::GET, "/api/leads/export").send().await.unwrap().text().await.unwrap();
    let exported: Vec<_> = plain.lines().filter(|line| line.contains("Lead 2999")).collect();
    assert!(plain.lines().count() == 3001 && exported.len() == 1 && exported[0].contains(&"x".repeat(600)));
    compressed(&user, "/api/leads/export").await;
}

#[tokio::test]
async fn cookies_and_empty_requests_pass() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let user = server.anonymous();
    let body = json!({"email": "user1@test.com", "password": PASSWORD});
    let answer = user.request(Method::POST, "/auth/login").json(&body).reply().await.ok();
    assert!(answer.session_cookie().unwrap().starts_with("session="));
    let lead = user.post("/api/leads", json!({"name": "Lead X"})).await;
    let path = format!("/api/leads/{}", lead["id"].as_str().unwrap());
    assert_eq!(user.send(Method::DELETE, &path, None).await.status, 204);
    let form = user.request(Method::POST, "/auth/logout").header("Content-Type", "application/x-www-form-urlencoded");
    assert_eq!(form.body("").send().await.unwrap().status(), 204);
    assert_eq!(user.get("/auth/me").await.status, 401);
}
