//! Programs that use an API key.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;
use tenancy::api_keys::{Action, ApiKey};
use web::route::Access;
use web::routes::ROUTES;

use crate::db_snapshot;
use crate::response::Exchange;
use crate::server::{Caller, PASSWORD, TestServer};
use crate::world::{World, fresh_mark, send};

/// Makes a key and answers the whole response.
async fn make(maker: &Caller, scopes: &[&str]) -> Json {
    let (status, made) = maker.post("/api/api-keys", json!({"name": "Nightly import", "scopes": scopes})).await;
    assert_eq!(status, 201, "{made}");
    made
}

fn bearing(caller: &Caller, made: &Json) -> Caller {
    caller.bearing(made["key"].as_str().unwrap())
}

/// A program with a new API key of `maker`, in the tenant that the maker names.
pub async fn program(maker: &Caller, scopes: &[&str]) -> Caller {
    bearing(maker, &make(maker, scopes).await)
}

async fn status(caller: &Caller, path: &str) -> u16 {
    caller.get(path).await.0.as_u16()
}

async fn verified(server: &TestServer, email: &str) -> Caller {
    let caller = server.user(email).await;
    server.db.superuser("update auth.users set email_verified_at = created_at").await;
    caller
}

#[tokio::test]
async fn rol_5_a_key_is_shown_once_and_is_nowhere_afterwards() {
    let server = TestServer::start().await;
    let owner = verified(&server, "user1@test.com").await;
    let request = owner.request(Method::POST, "/api/api-keys").header("Idempotency-Key", "key-1");
    let made = Exchange::send(request.json(&json!({"name": "Import", "scopes": ["*:read", "*:read"]}))).await.json();
    let key = made["key"].as_str().unwrap();
    assert!(ApiKey::parse(key).is_some() && key.starts_with(&format!("{}_", made["prefix"].as_str().unwrap())));
    assert_eq!((&made["scopes"], &made["role"]), (&json!(["*:read"]), &json!("admin")));
    assert_eq!(status(&owner.bearing(key), "/api/leads").await, 200);

    let mut without = made.clone();
    without.as_object_mut().unwrap().remove("key");
    without["last_used_at"] = Json::Null;
    let (_, listed) = owner.get("/api/api-keys").await;
    let mut seen = listed["items"][0].clone();
    seen["last_used_at"] = Json::Null;
    assert_eq!(seen, without);
    let (_, log) = owner.get("/api/audit-log?table=api_keys").await;
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
    let owner = verified(&server, "user1@test.com").await;
    let ask = async |name: &str| {
        let request = owner.request(Method::POST, "/api/api-keys").header("Idempotency-Key", "key-1");
        Exchange::send(request.json(&json!({"name": name, "scopes": ["*:read"]}))).await
    };
    let (first, again) = (ask("Import").await, ask("Import").await);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.json(), again.json());
    assert_eq!(ask("Export").await.status, 422);
    assert_eq!(owner.get("/api/api-keys").await.1["items"].as_array().unwrap().len(), 1);
    assert_eq!(status(&owner.bearing(again.json()["key"].as_str().unwrap()), "/api/leads").await, 200);
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
    for (scope, of, action) in keys {
        let program = bearing(owner, &make(owner, &[&scope]).await);
        for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_))) {
            let opens =
                route.scope().is_some_and(|(things, needed)| needed == action && of.is_none_or(|of| of == things));
            let own = world.b.row_of(route).unwrap_or("x");
            let seen = Exchange::send(send(&program, route, own, &fresh_mark())).await;
            let what = format!("{} {} by {scope}: {seen:?}", route.method, route.path);
            if opens {
                assert!(![401, 403].contains(&seen.status) && seen.status < 500, "{what}");
            } else {
                assert_eq!(seen.status, 403, "{what}");
                let code = if route.scope().is_some() { "scope_missing" } else { "not_for_keys" };
                assert_eq!(seen.json()["code"], code, "{what}");
            }
        }
    }
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
    let owner = verified(&server, "user1@test.com").await;
    let (_, acme) = owner.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    let (_, home) = owner.get("/api/tenant").await;
    let program = owner.bearing(make(&owner.in_tenant("acme"), &["*:read", "*:write"]).await["key"].as_str().unwrap());
    for caller in [program.clone(), program.in_tenant("acme"), program.in_tenant(acme["id"].as_str().unwrap())] {
        assert_eq!(caller.get("/api/tenant").await.1["id"], acme["id"]);
    }
    assert_eq!(program.post("/api/leads", json!({"name": "Lead X"})).await.0, 201);
    assert_eq!(owner.in_tenant("acme").get("/api/leads").await.1["items"].as_array().unwrap().len(), 1);
    server.db.tenant("other").await;
    for other in [home["slug"].as_str().unwrap(), home["id"].as_str().unwrap(), "other", "no-such", "no such"] {
        assert_eq!(status(&program.in_tenant(other), "/api/leads").await, 404, "{other}");
    }
}

#[tokio::test]
async fn rol_5_a_key_is_never_above_its_makers_present_role() {
    let world = World::new().await;
    let admin = world.b.person(Role::Admin);
    let program = bearing(&admin.caller, &make(&admin.caller, &["*:read", "*:write"]).await);
    let lead = || program.post("/api/leads", json!({"name": "x"}));
    let set = async |role: &str| {
        world
            .server
            .db
            .superuser(&format!(
                "update tenancy.memberships set role = '{role}' where user_id = '{}' and tenant_id = '{}'",
                admin.id, world.b.id
            ))
            .await;
    };
    for (role, log, made, leads) in
        [("admin", 200, 201, 200), ("member", 403, 201, 200), ("viewer", 403, 403, 200), ("owner", 200, 201, 200)]
    {
        set(role).await;
        assert_eq!(status(&program, "/api/audit-log").await, log, "{role}");
        assert_eq!(lead().await.0, made, "{role}");
        assert_eq!(status(&program, "/api/leads").await, leads, "{role}");
    }
    let leave =
        format!("delete from tenancy.memberships where user_id = '{}' and tenant_id = '{}'", admin.id, world.b.id);
    world.server.db.superuser(&leave).await;
    assert_eq!(status(&program, "/api/leads").await, 401);

    // The key's own role bounds it as well, whatever its maker is.
    let owner = &world.b.people[0].caller;
    let body = json!({"name": "Reader", "scopes": ["*:read", "*:write"], "role": "viewer"});
    let (_, made) = owner.post("/api/api-keys", body).await;
    let reader = bearing(owner, &made);
    assert_eq!(status(&reader, "/api/leads").await, 200);
    assert_eq!(reader.post("/api/leads", json!({"name": "x"})).await.0, 403);
    assert_eq!(status(&reader, "/api/audit-log").await, 403);
    let body = json!({"name": "Too much", "scopes": ["*:read"], "role": "owner"});
    assert_eq!(owner.post("/api/api-keys", body).await.0, 422);
}

#[tokio::test]
async fn rol_5_a_key_is_dead_at_the_next_request_after_its_end() {
    let server = TestServer::start().await;
    let owner = verified(&server, "user1@test.com").await;
    let revoked = make(&owner, &["*:read"]).await;
    let program = bearing(&owner, &revoked);
    assert_eq!(status(&program, "/api/leads").await, 200);
    let path = format!("/api/api-keys/{}", revoked["id"].as_str().unwrap());
    for gone in [204, 404] {
        assert_eq!(owner.send(Method::DELETE, &path, None).await.0, gone);
        assert_eq!(status(&program, "/api/leads").await, 401);
    }
    assert_eq!(owner.get("/api/api-keys").await.1["items"], json!([]));

    let key = ApiKey::issue(&base::Random::system()).into_string();
    for unknown in [key.as_str(), "bk_", "bk_123456789012_x", &key[..66]] {
        assert_eq!(status(&owner.bearing(unknown), "/api/leads").await, 401, "{unknown}");
    }

    let body = json!({"name": "Short", "scopes": ["*:read"], "expires_at": "2026-03-01T12:00:10Z"});
    let (_, short) = owner.post("/api/api-keys", body).await;
    let program = bearing(&owner, &short);
    for (seconds, seen) in [(9, 200), (1, 401)] {
        server.clock.advance(Duration::from_secs(seconds));
        assert_eq!(status(&program, "/api/leads").await, seen);
    }
}

#[tokio::test]
async fn rol_5_the_keys_of_a_suspended_or_closed_tenant_are_dead() {
    let server = TestServer::start().await;
    let owner = verified(&server, "user1@test.com").await;
    let (_, acme) = owner.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    let acme = acme["id"].as_str().unwrap();
    let team = owner.in_tenant(acme);
    let program = owner.bearing(make(&team, &["*:read", "*:write"]).await["key"].as_str().unwrap());
    let elsewhere = bearing(&owner, &make(&owner, &["*:read"]).await);
    let set = async |change: &str| {
        server.db.superuser(&format!("update tenancy.tenants set {change} where id = '{acme}'")).await;
    };
    for (change, seen) in [("suspended_at = now()", 401), ("suspended_at = null", 200)] {
        set(change).await;
        assert_eq!(status(&program, "/api/leads").await, seen, "{change}");
    }
    let closed = Exchange::send(team.request(Method::DELETE, "/api/tenant")).await;
    assert!(closed.status < 300, "{closed:?}");
    assert_eq!(status(&program, "/api/leads").await, 401);
    assert_eq!(program.post("/api/leads", json!({"name": "x"})).await.0, 401);
    assert_eq!(status(&elsewhere, "/api/leads").await, 200);
    set("deleted_at = null").await;
    assert_eq!(status(&program, "/api/leads").await, 200);
}

#[tokio::test]
async fn log_6_the_keys_of_a_disabled_user_are_dead() {
    let world = World::new().await;
    let admin = world.b.person(Role::Admin);
    let program = bearing(&admin.caller, &make(&admin.caller, &["*:read"]).await);
    assert_eq!(status(&program, "/api/leads").await, 200);
    world.server.db.superuser(&format!("update auth.users set disabled_at = now() where id = '{}'", admin.id)).await;
    assert_eq!(status(&program, "/api/leads").await, 401);
}

#[tokio::test]
async fn rol_5_making_a_key_takes_an_admin_a_verified_address_and_a_fresh_proof() {
    let server = TestServer::start().await;
    let owner = server.user("user1@test.com").await;
    let new = || json!({"name": "Import", "scopes": ["leads:read"]});
    let refused = owner.post("/api/api-keys", new()).await;
    assert_eq!((refused.0.as_u16(), &refused.1["code"]), (403, &json!("email_unverified")));
    server.db.superuser("update auth.users set email_verified_at = created_at").await;
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
        let (status, problem) = owner.post("/api/api-keys", body).await;
        assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (422, &json!(field)), "{value}: {problem}");
    }
    let (_, made) = owner.post("/api/api-keys", new()).await;
    assert_eq!(made["expires_at"], "2026-05-30T12:00:00Z");
    server.clock.advance(Duration::from_secs(301));
    let refused = owner.post("/api/api-keys", new()).await;
    assert_eq!((refused.0.as_u16(), &refused.1["code"]), (403, &json!("reauthentication_required")));
    let body = json!({"email": "user1@test.com", "password": PASSWORD});
    assert_eq!(owner.post("/auth/login", body).await.0, 200);
    assert_eq!(owner.post("/api/api-keys", new()).await.0, 201);
}

#[tokio::test]
async fn rl_3_a_key_is_limited_by_itself() {
    let server = TestServer::start_with(&[("RATE_LIMIT_API_KEYS", "3/60")]).await;
    let owner = verified(&server, "user1@test.com").await;
    let program = bearing(&owner, &make(&owner, &["*:read"]).await);
    let other = bearing(&owner, &make(&owner, &["*:read"]).await);
    for _ in 0..3 {
        assert_eq!(status(&program, "/api/leads").await, 200);
    }
    let refused = Exchange::send(program.request(Method::GET, "/api/leads")).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("20")));
    assert_eq!((status(&other, "/api/leads").await, status(&owner, "/api/leads").await), (200, 200));
}

#[tokio::test]
async fn aud_1_what_a_key_does_is_logged_with_its_maker_and_the_key() {
    let server = TestServer::start().await;
    let owner = verified(&server, "user1@test.com").await;
    let made = make(&owner, &["*:read", "*:write"]).await;
    let program = bearing(&owner, &made);
    assert_eq!(program.post("/api/leads", json!({"name": "By key"})).await.0, 201);
    assert_eq!(owner.post("/api/leads", json!({"name": "By hand"})).await.0, 201);
    let (_, me) = owner.get("/auth/me").await;
    let (_, log) = program.get("/api/audit-log?table=leads").await;
    let keys: Vec<_> = log["items"].as_array().unwrap().iter().map(|line| &line["api_key_id"]).collect();
    assert_eq!(keys, [&Json::Null, &made["id"]]);
    assert!(log["items"].as_array().unwrap().iter().all(|line| line["actor_id"] == me["user"]["id"]));
}

#[tokio::test]
async fn the_use_of_a_key_is_noted_once_a_minute() {
    let server = TestServer::start().await;
    let owner = verified(&server, "user1@test.com").await;
    let program = bearing(&owner, &make(&owner, &["*:read"]).await);
    let last_used = async || owner.get("/api/api-keys").await.1["items"][0]["last_used_at"].clone();
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
    let owner = verified(&server, "user1@test.com").await;
    for _ in 0..3 {
        make(&owner, &["*:read"]).await;
    }
    let (_, first) = owner.get("/api/api-keys?limit=2").await;
    let (_, second) =
        owner.get(&format!("/api/api-keys?limit=2&cursor={}", first["next_cursor"].as_str().unwrap())).await;
    assert_eq!((first["items"].as_array().unwrap().len(), second["items"].as_array().unwrap().len()), (2, 1));
    assert_eq!(second["next_cursor"], Json::Null);
    for (query, field) in [("limit=0", "limit"), ("cursor=x", "cursor"), ("q=x", "q")] {
        let (status, problem) = owner.get(&format!("/api/api-keys?{query}")).await;
        assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (422, &json!(field)));
    }
}
