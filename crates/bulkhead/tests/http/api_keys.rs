//! Programs that use an API key.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;
use tenancy::api_keys::{Action, ApiKey};
use web::route::Access;
use web::routes::ROUTES;

use crate::support::api_keys::{make, program};
use crate::support::db_snapshot;
use crate::support::findings::Findings;
use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::state;
use crate::support::team::Team;
use crate::support::world::{World, fresh_mark, send};

async fn status(caller: &Caller, path: &str) -> u16 {
    caller.get(path).await.status
}

#[tokio::test]
async fn rol_5_a_key_is_shown_once_and_is_nowhere_afterwards() {
    let server = TestServer::start().await;
    let owner = server.verified_user("user1@test.com").await;
    let request = owner.request(Method::POST, "/api/api-keys").header("Idempotency-Key", "key-1");
    let made = request.json(&json!({"name": "Import", "scopes": ["*:read", "*:read"]})).reply().await;
    let key = made.text("key");
    assert!(ApiKey::parse(key).is_some() && key.starts_with(&format!("{}_", made.text("prefix"))));
    assert_eq!((&made["scopes"], &made["role"]), (&json!(["*:read"]), &json!("admin")));
    assert_eq!(status(&owner.bearing(key), "/api/leads").await, 200);

    let mut without = made.json().clone();
    without.as_object_mut().unwrap().remove("key");
    without["last_used_at"] = Json::Null;
    let listed = owner.get("/api/api-keys").await.ok();
    let mut seen = listed.items()[0].clone();
    seen["last_used_at"] = Json::Null;
    assert_eq!(seen, without);
    let log = owner.get("/api/audit-log?table=api_keys").await.ok();
    assert_eq!(log["items"][0]["fields"]["key_hash"], "[redacted]");
    let secret = &key[16..59];
    for (table, rows) in db_snapshot::dump(&server.db).await {
        let text = rows.join("\n");
        for part in [key, secret, &hex::encode(key), &hex::encode(secret)] {
            assert!(!text.contains(part), "{table} holds {part}");
        }
    }
}

#[tokio::test]
async fn rel_4_a_key_that_is_asked_for_twice_by_one_idempotency_key_is_one_key() {
    let server = TestServer::start().await;
    let owner = server.verified_user("user1@test.com").await;
    let ask = async |name: &str| {
        let request = owner.request(Method::POST, "/api/api-keys").header("Idempotency-Key", "key-1");
        request.json(&json!({"name": name, "scopes": ["*:read"]})).reply().await
    };
    let (first, again) = (ask("Import").await, ask("Import").await);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.json(), again.json());
    assert_eq!(ask("Export").await.status, 422);
    assert_eq!(owner.get("/api/api-keys").await.items().len(), 1);
    assert_eq!(status(&owner.bearing(again.text("key")), "/api/leads").await, 200);
}

#[tokio::test]
async fn rol_5_a_key_opens_the_routes_of_its_scopes_and_no_other() {
    let world = World::new().await;
    let owner = &world.b.people[0].caller;
    let mut things: Vec<_> = ROUTES.iter().filter_map(web::route::Route::scope).collect();
    things.sort_by_key(|(things, action)| (*things, *action == Action::Write));
    things.dedup();
    assert!(things.len() > 10, "{things:?}");
    let mut keys = vec![("*:read".to_owned(), None, Action::Read), ("*:write".to_owned(), None, Action::Write)];
    keys.extend(things.iter().map(|scope| (web::route::scope_name(*scope), Some(scope.0), scope.1)));
    let mut findings = Findings::default();
    for (scope, of, action) in keys {
        let program = program(owner, &[&scope]).await;
        for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_))) {
            let opens =
                route.scope().is_some_and(|(things, needed)| needed == action && of.is_none_or(|of| of == things));
            let own = world.b.row_of(route).unwrap_or("x");
            let seen = send(&program, route, own, &fresh_mark()).reply().await;
            let what = format!("{} {} by {scope}: {seen:?}", route.method, route.path);
            if opens {
                findings.require(![401, 403].contains(&seen.status) && seen.status < 500, || what.clone());
            } else {
                findings.require(seen.status == 403, || what.clone());
                let code = if route.scope().is_some() { "scope_missing" } else { "not_for_keys" };
                findings.require(seen.json()["code"] == code, || what.clone());
            }
        }
    }
    findings.report();
}

#[tokio::test]
async fn rol_5_no_key_administers() {
    for route in ROUTES.iter().filter(|route| route.scope().is_some()) {
        assert!(!route.requires_recent_auth && !route.requires_verified_contact, "{} {}", route.method, route.path);
        assert!(matches!(route.access, Access::Member(_)), "{} {}", route.method, route.path);
        for administered in ["/api/api-keys", "/api/members", "/api/invitations", "/api/tenants", "/auth", "/admin"] {
            assert!(!route.path.starts_with(administered), "{} {}", route.method, route.path);
        }
        assert!(route.path != "/api/tenant" || route.method == "GET", "{} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn rol_5_a_key_is_bound_to_its_tenant() {
    let server = TestServer::start().await;
    let owner = server.verified_user("user1@test.com").await;
    let acme = owner.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await.created();
    let home = owner.get("/api/tenant").await.ok();
    let key = make(&owner.in_tenant("acme"), &["*:read", "*:write"]).await;
    let program = owner.bearing(key.text("key"));
    for caller in [program.clone(), program.in_tenant("acme"), program.in_tenant(acme.id())] {
        assert_eq!(caller.get("/api/tenant").await["id"], acme["id"]);
    }
    program.post("/api/leads", json!({"name": "Lead X"})).await.created();
    assert_eq!(owner.in_tenant("acme").get("/api/leads").await.items().len(), 1);
    server.db.tenant("other").await;
    for other in [home.text("slug"), home.text("id"), "other", "no-such", "no such"] {
        assert_eq!(status(&program.in_tenant(other), "/api/leads").await, 404, "{other}");
    }
}

#[tokio::test]
async fn rol_5_a_key_is_never_above_its_makers_present_role() {
    let world = World::new().await;
    let admin = world.b.person(Role::Admin);
    let program = program(&admin.caller, &["*:read", "*:write"]).await;
    let lead = || program.post("/api/leads", json!({"name": "x"}));
    for (role, log, made, leads) in [
        (Role::Admin, 200, 201, 200),
        (Role::Member, 403, 201, 200),
        (Role::Viewer, 403, 403, 200),
        (Role::Owner, 200, 201, 200),
    ] {
        state::set_role(&world.server.db, world.b.id, admin.id, role).await;
        assert_eq!(status(&program, "/api/audit-log").await, log, "{role}");
        assert_eq!(lead().await.status, made, "{role}");
        assert_eq!(status(&program, "/api/leads").await, leads, "{role}");
    }
    state::remove_member(&world.server.db, world.b.id, admin.id).await;
    assert_eq!(status(&program, "/api/leads").await, 401);

    // The key's own role bounds it as well, whatever its maker is.
    let owner = &world.b.people[0].caller;
    let body = json!({"name": "Reader", "scopes": ["*:read", "*:write"], "role": "viewer"});
    let made = owner.post("/api/api-keys", body).await;
    let reader = owner.bearing(made.text("key"));
    assert_eq!(status(&reader, "/api/leads").await, 200);
    reader.post("/api/leads", json!({"name": "x"})).await.expect_status(403);
    assert_eq!(status(&reader, "/api/audit-log").await, 403);
    let body = json!({"name": "Too much", "scopes": ["*:read"], "role": "owner"});
    owner.post("/api/api-keys", body).await.expect_status(422);
}

#[tokio::test]
async fn rol_5_a_key_is_dead_at_the_next_request_after_its_end() {
    let server = TestServer::start().await;
    let owner = server.verified_user("user1@test.com").await;
    let revoked = make(&owner, &["*:read"]).await;
    let program = owner.bearing(revoked.text("key"));
    assert_eq!(status(&program, "/api/leads").await, 200);
    let path = format!("/api/api-keys/{}", revoked.id());
    for gone in [204, 404] {
        owner.delete(&path).await.expect_status(gone);
        assert_eq!(status(&program, "/api/leads").await, 401);
    }
    assert_eq!(owner.get("/api/api-keys").await["items"], json!([]));

    let key = ApiKey::issue(&base::Random::system()).into_string();
    for unknown in [key.as_str(), "bk_", "bk_123456789012_x", &key[..66]] {
        assert_eq!(status(&owner.bearing(unknown), "/api/leads").await, 401, "{unknown}");
    }

    let body = json!({"name": "Short", "scopes": ["*:read"], "expires_at": "2026-03-01T12:00:10Z"});
    let short = owner.post("/api/api-keys", body).await;
    let program = owner.bearing(short.text("key"));
    for (seconds, seen) in [(9, 200), (1, 401)] {
        server.clock.advance(Duration::from_secs(seconds));
        assert_eq!(status(&program, "/api/leads").await, seen);
    }
}

#[tokio::test]
async fn rol_5_the_keys_of_a_suspended_or_closed_tenant_are_dead() {
    let team = Team::new().await;
    let elsewhere = program(&team.owner.at_home(), &["*:read"]).await;
    let program = program(&team.owner, &["*:read", "*:write"]).await;
    team.suspend().await;
    program.get("/api/leads").await.expect_status(401);
    team.resume().await;
    program.get("/api/leads").await.ok();
    team.owner.delete("/api/tenant").await.no_content();
    program.get("/api/leads").await.expect_status(401);
    program.post("/api/leads", json!({"name": "x"})).await.expect_status(401);
    elsewhere.get("/api/leads").await.ok();
    team.reopen().await;
    program.get("/api/leads").await.ok();
}

#[tokio::test]
async fn log_6_the_keys_of_a_disabled_user_are_dead() {
    let world = World::new().await;
    let admin = world.b.person(Role::Admin);
    let program = program(&admin.caller, &["*:read"]).await;
    assert_eq!(status(&program, "/api/leads").await, 200);
    state::disable_user(&world.server.db, admin.id).await;
    assert_eq!(status(&program, "/api/leads").await, 401);
}

#[tokio::test]
async fn rol_5_making_a_key_takes_an_admin_a_verified_address_and_a_fresh_proof() {
    let server = TestServer::start().await;
    let owner = server.user("user1@test.com").await;
    let new = || json!({"name": "Import", "scopes": ["leads:read"]});
    owner.post("/api/api-keys", new()).await.expect(403, "email_unverified");
    state::verify_address(&server.db, owner.id()).await;
    for (field, value) in [
        ("scopes", json!([])),
        ("scopes", json!(["leads"])),
        ("scopes", json!(["nothing:read"])),
        ("scopes", json!(["api-keys:write"])),
        ("scopes", json!(["members:read"])),
        ("scopes", json!(["audit-log:write"])),
        ("role", json!("owner")),
        ("role", json!("king")),
        ("name", json!("")),
        ("expires_at", json!("2026-03-01T12:00:00Z")),
        ("expires_at", json!("2027-03-02T12:00:00Z")),
        ("expires_at", json!("soon")),
        ("owner_id", json!("x")),
    ] {
        let mut body = new();
        body[field] = value.clone();
        owner.post("/api/api-keys", body).await.field(field);
    }
    let made = owner.post("/api/api-keys", new()).await;
    assert_eq!(made["expires_at"], "2026-05-30T12:00:00Z");
    server.clock.advance(Duration::from_secs(301));
    owner.post("/api/api-keys", new()).await.expect(403, "reauthentication_required");
    owner.login("user1@test.com", PASSWORD).await.ok();
    owner.post("/api/api-keys", new()).await.created();
}

#[tokio::test]
async fn rl_3_a_key_is_limited_by_itself() {
    let server = TestServer::start_with(&[("RATE_LIMIT_API_KEYS", "3/60")]).await;
    let owner = server.verified_user("user1@test.com").await;
    let (program, other) = (program(&owner, &["*:read"]).await, program(&owner, &["*:read"]).await);
    for _ in 0..3 {
        assert_eq!(status(&program, "/api/leads").await, 200);
    }
    let refused = program.get("/api/leads").await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("20")));
    assert_eq!((status(&other, "/api/leads").await, status(&owner, "/api/leads").await), (200, 200));
}

#[tokio::test]
async fn aud_1_what_a_key_does_is_logged_with_its_maker_and_the_key() {
    let server = TestServer::start().await;
    let owner = server.verified_user("user1@test.com").await;
    let made = make(&owner, &["*:read", "*:write"]).await;
    let program = owner.bearing(made.text("key"));
    program.post("/api/leads", json!({"name": "By key"})).await.created();
    owner.post("/api/leads", json!({"name": "By hand"})).await.created();
    let me = owner.get("/auth/me").await.ok();
    let log = program.get("/api/audit-log?table=leads").await.ok();
    let keys: Vec<_> = log.items().iter().map(|line| &line["api_key_id"]).collect();
    assert_eq!(keys, [&Json::Null, &made["id"]]);
    assert!(log.items().iter().all(|line| line["actor_id"] == me["user"]["id"]));
}

#[tokio::test]
async fn the_use_of_a_key_is_noted_once_a_minute() {
    let server = TestServer::start().await;
    let owner = server.verified_user("user1@test.com").await;
    let program = program(&owner, &["*:read"]).await;
    let last_used = async || owner.get("/api/api-keys").await["items"][0]["last_used_at"].clone();
    assert_eq!(last_used().await, Json::Null);
    for (seconds, noted) in [(0, "2026-03-01T12:00:00Z"), (59, "2026-03-01T12:00:00Z"), (1, "2026-03-01T12:01:00Z")] {
        server.clock.advance(Duration::from_secs(seconds));
        assert_eq!(status(&program, "/api/leads").await, 200);
        // It is written off the request's path.
        for _ in 0..500 {
            if last_used().await == noted {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(last_used().await, noted);
    }
}

#[tokio::test]
async fn a_list_of_keys_goes_on_where_the_page_before_ended() {
    let server = TestServer::start().await;
    let owner = server.verified_user("user1@test.com").await;
    for _ in 0..3 {
        make(&owner, &["*:read"]).await;
    }
    let first = owner.get("/api/api-keys?limit=2").await.ok();
    let second = owner.get(&format!("/api/api-keys?limit=2&cursor={}", first.text("next_cursor"))).await.ok();
    assert_eq!((first.items().len(), second.items().len()), (2, 1));
    assert_eq!(second["next_cursor"], Json::Null);
    for (query, field) in [("limit=0", "limit"), ("cursor=x", "cursor"), ("q=x", "q")] {
        owner.get(&format!("/api/api-keys?{query}")).await.field(field);
    }
}
