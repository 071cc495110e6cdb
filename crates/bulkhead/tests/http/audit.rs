//! Each act leaves one line behind, with who, what, where and by which request; a refusal leaves none of an act.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value as Json, json};
use sqlx::Row;
use tenancy::Role;
use uuid::Uuid;
use web::route::{Access, Body};
use web::routes::ROUTES;

use crate::support::db_snapshot;
use crate::support::findings::Findings;
use crate::support::reply::{Ask, Reply};
use crate::support::server::{PASSWORD, TestServer};
use crate::support::world::{World, fresh_mark, send, unused_id};

/// A line of either log.
#[derive(Debug)]
struct Line {
    what: String,
    actor: Option<Uuid>,
    /// Of the change log.
    tenant: Option<Uuid>,
    /// Of the security log.
    address: Option<String>,
}

/// Sends a request and answers the status with the lines that name it.
async fn act(server: &TestServer, request: RequestBuilder) -> (Reply, Vec<Line>) {
    let seen = request.reply().await;
    let mut superuser = server.db.connect("postgres").await;
    let rows = sqlx::query(
        "select table_name || ' ' || operation as what, actor_id, tenant_id, null as address from tenancy.changes where request_id = $1
         union all
         select kind, actor_id, null, host(address) from auth.events where request_id = $1 order by 1",
    )
    .bind(seen.request_id.expect("the answer names its request"))
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    let line = |row: &sqlx::postgres::PgRow| Line {
        what: row.get("what"),
        actor: row.get("actor_id"),
        tenant: row.get("tenant_id"),
        address: row.get("address"),
    };
    (seen, rows.iter().map(line).collect())
}

#[tokio::test]
async fn aud_1_every_mutating_route_leaves_its_line() {
    let world = World::new().await;
    let owner = world.b.person(Role::Owner);
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| route.method != "GET") {
        let own = world.b.row_of(route).unwrap_or("x").to_owned();
        let what = format!("{} {}", route.method, route.path);
        let (seen, lines) = act(&world.server, send(&owner.caller, route, &own, &fresh_mark())).await;
        // A challenge does nothing yet, and a token of nothing is given up without a trace. How far a participant has read,
        // and that they type, is no act; nor is what a client remembers for its user. A report is a line of the process's log.
        let is_traceless = ["revokeTokens", "readConversation", "typeInConversation", "putPreferences", "report"]
            .contains(&route.operation);
        // What there is already is returned, and nothing is done.
        let is_found = seen.status == 200 && route.operation.starts_with("create");
        if seen.is_success() && !is_traceless && !is_found && !route.path.ends_with("/start") {
            findings.require(!lines.is_empty(), || format!("{what} leaves no line: {seen:?}"));
            for line in &lines {
                findings.require(line.actor == Some(owner.id) || matches!(route.access, Access::Open(_)), || {
                    format!("{what}: {line:?}")
                });
                findings.require(line.tenant.is_some() || line.address.as_deref() == Some("127.0.0.1"), || {
                    format!("{what}: {line:?}")
                });
            }
            if matches!(route.access, Access::Member(_)) {
                findings
                    .require(lines.iter().all(|line| line.tenant == Some(world.b.id)), || format!("{what}: {lines:?}"));
                // What an act takes along has a line as well: participants, the number of a conversation's newest message,
                // and what others are told.
                let is_taken = |line: &Line| {
                    ["conversation_participants ", "conversations update", "notifications insert"]
                        .iter()
                        .any(|what| line.what.starts_with(what))
                };
                let acts = lines.iter().filter(|line| lines.len() == 1 || !is_taken(line)).count();
                findings.require(acts == 1, || format!("{what}: {lines:?}"));
            }
        }
        if seen.changes_session() {
            owner.sign_in_again().await;
        }
        world.b.repair(&world.server).await;
        if !matches!(route.access, Access::Member(_)) {
            continue;
        }
        let viewer = &world.b.person(Role::Viewer).caller;
        let (refused, lines) = act(&world.server, send(viewer, route, &own, &fresh_mark())).await;
        // That it was refused is noted, and may be by now.
        let of_an_act = lines.iter().any(|line| line.what != "authz_fail");
        findings.require(refused.status >= 400 && !of_an_act, || format!("{what} by a viewer: {lines:?}"));
        if route.path.contains("{id}") {
            let (missed, lines) =
                act(&world.server, send(&owner.caller, route, &unused_id().to_string(), &fresh_mark())).await;
            findings.require(missed.status == 404 && lines.is_empty(), || format!("{what} of nothing: {lines:?}"));
        }
        findings.require(!matches!(route.body, Body::Rows(_)) || seen.is_success(), || format!("{what}: {seen:?}"));
    }
    findings.report();
}

#[tokio::test]
async fn aud_1_each_event_of_signing_in_and_out_is_logged_once() {
    let server = TestServer::start().await;
    let user = server.anonymous();
    let post = |path: &str, password: &str| {
        user.request(Method::POST, path).json(&json!({"email": "user1@test.com", "password": password}))
    };
    let whats = |lines: &[Line]| lines.iter().map(|line| line.what.clone()).collect::<Vec<_>>();
    let (_, lines) = act(&server, post("/auth/register", PASSWORD)).await;
    assert_eq!(
        whats(&lines),
        ["authn_token_created", "memberships insert", "session_created", "tenants insert", "user_created"]
    );
    let (_, lines) = act(&server, post("/auth/login", PASSWORD)).await;
    assert_eq!(whats(&lines), ["authn_login_success", "session_created"]);
    let (_, lines) = act(&server, user.request(Method::PATCH, "/auth/me").json(&json!({"name": "Ann"}))).await;
    assert_eq!(whats(&lines), ["user_updated"]);
    let (issued, lines) = act(&server, post("/auth/token", PASSWORD)).await;
    assert_eq!(whats(&lines), ["authn_login_success", "session_created"]);
    let token = issued.json()["refresh_token"].clone();
    let bring = |path: &str| user.request(Method::POST, path).json(&json!({"refresh_token": token}));
    for (path, whats_of_it) in [
        ("/auth/token/refresh", &["session_renewed"][..]),
        ("/auth/token/refresh", &["authn_token_reuse"]),
        ("/auth/token/revoke", &[]),
    ] {
        let (_, lines) = act(&server, bring(path)).await;
        assert_eq!(whats(&lines), whats_of_it, "{path}");
    }
    let (issued, _) = act(&server, post("/auth/token", PASSWORD)).await;
    let body = json!({"refresh_token": issued.json()["refresh_token"]});
    let (_, lines) = act(&server, user.request(Method::POST, "/auth/token/revoke").json(&body)).await;
    assert_eq!(whats(&lines), ["authn_token_revoked"]);
    let (_, lines) = act(&server, user.request(Method::POST, "/auth/logout")).await;
    assert_eq!(whats(&lines), ["session_ended"]);
    let stranger = server.anonymous();
    for guess in 1..=11 {
        let body = json!({"email": "user1@test.com", "password": "a wrong guess"});
        let (_, lines) = act(&server, stranger.request(Method::POST, "/auth/login").json(&body)).await;
        match guess {
            10 => assert_eq!(whats(&lines), ["authn_login_fail", "authn_login_lock"]),
            11 => assert!(lines.is_empty(), "{lines:?}"),
            _ => assert_eq!(whats(&lines), ["authn_login_fail"]),
        }
        assert!(lines.iter().all(|line| line.actor.is_none() && line.address.as_deref() == Some("127.0.0.1")));
    }
}

#[tokio::test]
async fn aud_2_the_roles_of_the_server_can_alter_neither_log() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    for (role, log) in [
        ("bulkhead_app", "tenancy.changes"),
        ("bulkhead_platform", "tenancy.changes"),
        ("bulkhead_auth", "auth.events"),
    ] {
        for act in [
            "update # set request_id = null",
            "delete from #",
            "truncate #",
            "drop table #",
            "alter table # disable trigger all",
        ] {
            let mut connection = server.db.connect(role).await;
            let tenant = "select set_config('app.tenant_id', gen_random_uuid()::text, false)";
            sqlx::query(tenant).execute(&mut connection).await.unwrap();
            let sql = act.replace('#', log);
            #[expect(clippy::disallowed_methods, reason = "a statement for each log")]
            let refused = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.clone())).execute(&mut connection).await.unwrap_err();
            let code = refused.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned));
            assert_eq!(code.as_deref(), Some("42501"), "{role}: {sql}: {refused}");
        }
    }
}

#[tokio::test]
async fn aud_3_no_password_and_no_token_is_anywhere_in_the_database() {
    const SECRET: &str = "an-unmistakable-secret-8471";
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let mut secrets = vec![SECRET.to_owned()];
    for (path, password) in
        [("/auth/register", SECRET), ("/auth/login", SECRET), ("/auth/login", "an-unmistakable-secret-8472")]
    {
        let body = json!({"email": "user1@test.com", "password": password, "name": null});
        let mut body = body;
        if path == "/auth/login" {
            body.as_object_mut().unwrap().remove("name");
        }
        let answer = caller.post(path, &body).await;
        secrets.push(password.to_owned());
        secrets.extend(answer.session_cookie().map(|cookie| cookie[cookie.len() - 43..].to_owned()));
        for cookie in answer.headers.get("set-cookie").into_iter().flatten() {
            secrets.extend(cookie.strip_prefix("device=").map(|rest| rest.split(';').next().unwrap().to_owned()));
        }
    }
    // A request that is remembered whole, for its retries.
    let keyed =
        caller.request(Method::POST, "/api/leads").header("Idempotency-Key", "key-1").json(&json!({"name": "x"}));
    keyed.reply().await.created();
    let body = json!({"email": "user1@test.com", "password": SECRET});
    let tokens = server.anonymous().post("/auth/token", body).await;
    let refresh = json!({"refresh_token": tokens["refresh_token"]});
    let renewed = server.anonymous().post("/auth/token/refresh", refresh).await;
    for pair in [tokens, renewed] {
        secrets.extend(["access_token", "refresh_token"].map(|name| pair[name].as_str().unwrap().to_owned()));
    }
    assert!(secrets.len() >= 11, "{secrets:?}");
    for (table, rows) in db_snapshot::dump(&server.db).await {
        let text = rows.join("\n");
        for secret in &secrets {
            let in_hex = hex::encode(secret);
            assert!(!text.contains(secret.as_str()) && !text.contains(&in_hex), "{table} holds {secret}");
        }
    }
}

#[tokio::test]
async fn aud_1_a_refused_act_is_in_the_security_log_with_who_where_and_what() {
    let world = World::new().await;
    let viewer = world.b.person(Role::Viewer);
    let answer = viewer.caller.post("/api/leads", json!({"name": "Not mine to make"})).await.expect_status(403);
    let id = answer.request_id.unwrap();
    let mut superuser = world.server.db.connect("postgres").await;
    let mut written = None;
    for _ in 0..50 {
        written = sqlx::query(
            "select kind, outcome, actor_id, host(address) as address, detail from auth.events where request_id = $1",
        )
        .bind(id)
        .fetch_optional(&mut superuser)
        .await
        .unwrap();
        if written.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let written = written.expect("the refusal is written within five seconds");
    assert_eq!((written.get("kind"), written.get("outcome")), ("authz_fail", "failure"));
    assert_eq!(written.get::<Option<Uuid>, _>("actor_id"), Some(viewer.id));
    assert_eq!(written.get::<Option<&str>, _>("address"), Some("127.0.0.1"));
    let detail: serde_json::Value = written.get("detail");
    assert_eq!(detail["tenant"], world.b.id.to_string().as_str());
    assert_eq!((&detail["route"], &detail["code"]), (&json!("createLead"), &json!("role_too_low")));
}

#[tokio::test]
async fn aud_1_a_user_sees_their_own_history_page_by_page_and_no_other_users() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let other = server.user("user2@test.com").await;
    server.clock.advance(Duration::from_secs(1));
    other.login("user1@test.com", "a wrong guess").await.expect_status(401);
    server.clock.advance(Duration::from_secs(1));
    server.sign_in_for_cookie("user1@test.com").await;

    let history = user.get("/auth/history").await.ok();
    let items = history.items();
    let kinds = |items: &[Json]| items.iter().map(|item| item["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let failed = &items[2];
    assert_eq!((failed["kind"].as_str(), failed["succeeded"].as_bool()), (Some("authn_login_fail"), Some(false)));
    assert_eq!(failed["address"], "127.0.0.1");
    let mut newest = kinds(&items[..2]);
    newest.sort_unstable();
    assert_eq!(newest, ["authn_login_success", "session_created"]);

    let mut pages = Vec::new();
    let mut path = "/auth/history?limit=2".to_owned();
    loop {
        let page = user.get(&path).await.ok();
        pages.extend(page.items().to_vec());
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/auth/history?limit=2&cursor={cursor}");
    }
    assert_eq!(pages, items);
    let others = other.get("/auth/history").await.ok();
    assert!(!kinds(others.items()).contains(&"authn_login_fail".to_owned()), "{others}");
    for wrong in ["limit=0", "limit=101", "cursor=x", "user_id=1"] {
        user.get(&format!("/auth/history?{wrong}")).await.expect_status(422);
    }
}
