//! A resource's reads and writes prove the credential in the statement that does the work: that they do, and that no
//! request gets further by it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use web::route::Access;
use web::routes::ROUTES;

use crate::support::openapi_requests;
use crate::support::reply::Ask;
use crate::support::server::{Caller, TestServer};
use crate::support::wait::seen_now;
use crate::support::world::unused_id;

const SESSIONS_UNREADABLE: &str = "revoke select on auth.sessions from bulkhead_auth";
const WRITTEN: &str = "select count(*) from tenancy.changes";

async fn lead(caller: &Caller) -> String {
    caller.post("/api/leads", json!({"name": "Ada"})).await.created().id().to_string()
}

#[tokio::test]
async fn a_read_looks_no_session_up_before_its_own_statement() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let lead = format!("/api/leads/{}", lead(&user).await);
    server.db.superuser(SESSIONS_UNREADABLE).await;
    for path in ["/auth/me", "/api/leads", &lead, "/api/leads/export", "/api/analytics/calls"] {
        user.get(path).await.ok();
    }
    // Other routes look the session up first.
    for path in ["/auth/sessions", "/api/tenant", "/api/settings", "/api/audit-log"] {
        user.get(path).await.expect_status(503);
    }
}

#[tokio::test]
async fn a_resources_write_looks_no_session_up_before_its_own_unit_of_work() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let lead = lead(&user).await;
    server.db.superuser(SESSIONS_UNREADABLE).await;
    for (method, path, body, expected) in writes(&lead) {
        user.send(method.clone(), &path, body.as_ref()).await.expect_status(expected);
    }
    let rows = count(&server, "select count(*) from app.leads where name = 'Bob' and deleted_at is null").await;
    assert_eq!(rows, 2, "one that was made, one that was changed");
    // A long body isn't read for a session that may be over, and other routes ask for more than a session.
    let long = json!({"name": "Bob", "notes": "x".repeat(16 * 1024)});
    user.post("/api/leads", long).await.expect_status(503);
    user.post("/api/tenants", json!({"name": "Bob"})).await.expect_status(503);
}

/// A write of each kind, and the status that the lead's owner gets.
fn writes(lead: &str) -> Vec<(Method, String, Option<serde_json::Value>, u16)> {
    let (leads, lead) = ("/api/leads".to_owned(), format!("/api/leads/{lead}"));
    vec![
        (Method::POST, leads, Some(json!({"name": "Bob"})), 201),
        (Method::PUT, lead.clone(), Some(json!({"name": "Cid"})), 200),
        (Method::DELETE, lead.clone(), None, 204),
        (Method::POST, format!("{lead}/restore"), None, 200),
        (Method::PATCH, lead, Some(json!({"name": "Bob"})), 200),
    ]
}

/// Paths and tenants that a read may name, valid and invalid ones.
fn questions(lead: &str) -> Vec<(String, &'static str)> {
    let good = ROUTES.iter().filter(|route| route.method == "GET" && !matches!(route.access, Access::Open(_)));
    let mut paths: Vec<_> = good.map(|route| (openapi_requests::path(route, &unused_id().to_string()), "")).collect();
    paths.push((format!("/api/leads/{lead}"), ""));
    for tenant in ["other", "nowhere", "no such", "0197a3c2-7d50-7000-8000-000000000001"] {
        paths.push((format!("/api/leads/{lead}"), tenant));
        paths.push(("/auth/me".into(), tenant));
    }
    let broken = ["/api/leads?limit=0", "/api/leads?nothing=x", "/api/leads?q=%00", "/api/leads/x", "/api/leads/%ff"];
    paths.extend(broken.map(|path| (path.to_owned(), "")));
    paths
}

#[tokio::test]
async fn ses_5_a_session_that_is_over_is_401_whatever_a_request_names() {
    let ways = [
        "delete from auth.sessions",
        "update auth.sessions set expires_at = '2026-03-01 12:00Z'",
        "update auth.sessions set last_seen_at = '2026-02-28 12:00Z'",
        "update auth.sessions set pending = true",
        "update auth.users set disabled_at = now() where email = 'user1@test.com'",
    ];
    let server = TestServer::start().await;
    server.db.tenant("other").await;
    server.user("user1@test.com").await;
    for way in ways {
        let cookie = server.sign_in_for_cookie("user1@test.com").await;
        let ask = |path: &str, tenant: &str| {
            let request = reqwest::Client::new().get(format!("{}{path}", server.url)).header("Cookie", &cookie);
            if tenant.is_empty() { request } else { request.header("X-Tenant", tenant) }
        };
        let made = reqwest::Client::new().post(format!("{}/api/leads", server.url)).header("Cookie", &cookie);
        let made = made.json(&json!({"name": "Ada"})).reply().await;
        let lead = made.text("id");
        ask(&format!("/api/leads/{lead}"), "").reply().await.ok();
        server.db.superuser(way).await;
        let mut answers = Vec::new();
        for (path, tenant) in questions(lead) {
            // A session that owes the second factor may still use the routes that are made for it.
            let half = ROUTES.iter().any(|route| route.path == path && route.access == Access::MfaPending);
            if !half {
                answers.push((ask(&path, tenant).reply().await, path, tenant));
            }
        }
        let before = count(&server, WRITTEN).await;
        for (method, path, body, _) in writes(lead) {
            for (tenant, body) in [("", body.clone()), ("other", body.clone()), ("", Some(json!({"nothing": 1})))] {
                let request = reqwest::Client::new().request(method.clone(), format!("{}{path}", server.url));
                let request = request.header("Cookie", &cookie);
                let request = if tenant.is_empty() { request } else { request.header("X-Tenant", tenant) };
                let request = if let Some(body) = body { request.json(&body) } else { request };
                answers.push((request.reply().await, format!("{method} {path}"), tenant));
            }
        }
        assert_eq!(count(&server, WRITTEN).await, before, "{way}");
        for (answer, path, tenant) in &answers {
            assert_eq!(answer.status, 401, "{way}: {path} {tenant}");
            assert_eq!(answer, &answers[0].0, "{way}: {path} {tenant}");
        }
    }
}

async fn count(server: &TestServer, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&mut server.db.connect("postgres").await).await.unwrap()
}

#[tokio::test]
async fn ses_6_the_use_of_a_session_by_reads_alone_is_noted() {
    let server = TestServer::start_with(&[("SESSION_IDLE_SECONDS", "600")]).await;
    let user = server.user("user1@test.com").await;
    for _ in 0..3 {
        server.clock.advance(Duration::from_secs(400));
        user.get("/api/leads").await.ok();
        seen_now(&server).await;
    }
}

#[tokio::test]
async fn a_user_of_over_a_thousand_tenants_is_shown_the_home_and_then_the_open_ones_by_name() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    // Every fifth is closed.
    server
        .db
        .superuser(
            "set session_replication_role = replica;
             with made as (select gen_random_uuid() as id, n from generate_series(1, 1100) n), tenants as (
               insert into tenancy.tenants (tenant_id, id, slug, name, kind, deleted_at)
               select id, id, 'team-' || n, 'Team ' || lpad(n::text, 4, '0'), 'team', case when n % 5 = 0 then now() end from made)
             insert into tenancy.memberships (tenant_id, user_id, role)
             select made.id, u.id, 'member' from made, auth.users u;
             reset session_replication_role;",
        )
        .await;
    let me = user.get("/auth/me").await.ok();
    let shown = me["memberships"].as_array().unwrap();
    let names: Vec<&str> = shown[1..].iter().map(|tenant| tenant["name"].as_str().unwrap()).collect();
    let expected: Vec<String> = (1..=1100).filter(|n| n % 5 != 0).map(|n| format!("Team {n:04}")).collect();
    assert_eq!((&shown[0]["home"], &shown[0]["kind"]), (&json!(true), &json!("personal")));
    assert_eq!(names, expected);
}
