//! Who may act as a member, and which of the member's routes open to them.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;
use web::route::Access;
use web::routes::ROUTES;

use super::{REASON, Support, begin, end, status};
use crate::db_snapshot;
use crate::platform::PlatformAdmin;
use crate::response::Exchange;
use crate::server::PASSWORD;
use crate::world::{Person, World, fresh_mark, send, uuid};

#[tokio::test]
async fn rol_2_an_admin_acts_as_a_member_in_one_tenant_and_only_reads() {
    let support = Support::new().await;
    let (mia, acting) = (&support.mia, support.caller());
    assert_eq!(mia.post("/api/leads", json!({"name": "Ada"})).await.0, StatusCode::CREATED);
    let (_, home) = mia.at_home().get("/api/tenant").await;
    assert_eq!(acting.get("/auth/me").await.1["impersonation"], Json::Null);
    assert_eq!(end(acting).await, StatusCode::CONFLICT);

    let begun = support.begin(false).await;
    assert_eq!((&begun["read_only"], &begun["live"]), (&json!(true), &json!(true)), "{begun}");
    assert_eq!((&begun["reason"], &begun["expires_at"]), (&json!(REASON), &json!("2026-03-01T12:30:00Z")));
    assert_eq!((&begun["tenant"]["slug"], uuid(&begun["user"]["id"])), (&json!("acme"), support.mia_id));
    let (_, me) = acting.get("/auth/me").await;
    assert_eq!((uuid(&me["user"]["id"]), &me["tenant"]["slug"]), (support.mia_id, &json!("acme")), "{me}");
    assert_eq!((me["memberships"].as_array().map(Vec::len), &me["session"]), (Some(1), &Json::Null));
    let banner = &me["impersonation"];
    assert_eq!((&banner["id"], uuid(&banner["admin"]["id"])), (&begun["id"], support.admin.person.id), "{me}");
    assert_eq!((&banner["reason"], &banner["read_only"]), (&json!(REASON), &json!(true)));
    assert_eq!(banner["admin"]["email"], support.admin.person.email.as_str());

    for caller in [acting.clone(), acting.in_tenant("acme"), acting.in_tenant(&support.team.id.to_string())] {
        assert_eq!(caller.get("/api/leads").await.1["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(caller.get("/auth/me").await.0, StatusCode::OK);
    }
    for other in [home["slug"].as_str().unwrap(), home["id"].as_str().unwrap(), "platform", "no-such", "no such"] {
        for path in ["/api/leads", "/api/tenant", "/auth/me"] {
            assert_eq!(status(&acting.in_tenant(other), path).await, StatusCode::NOT_FOUND, "{other} {path}");
        }
    }
    let before = db_snapshot::of_tenant(&support.team.server.db, support.team.id).await;
    let (refused, answer) = acting.post("/api/leads", json!({"name": "Bob"})).await;
    assert_eq!((refused, &answer["code"]), (StatusCode::FORBIDDEN, &json!("read_only_impersonation")));
    assert_eq!(db_snapshot::of_tenant(&support.team.server.db, support.team.id).await, before);

    // The member is signed in as before, and the list of their sessions doesn't show the impersonation.
    let (_, me) = mia.get("/auth/me").await;
    assert_eq!(me["impersonation"], Json::Null);
    assert_eq!(mia.get("/auth/sessions").await.1["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(end(acting).await, StatusCode::NO_CONTENT);
    assert_eq!(uuid(&acting.get("/auth/me").await.1["user"]["id"]), support.admin.person.id);
    assert_eq!(status(acting, "/admin/tenants").await, StatusCode::OK);
    assert_eq!(status(&acting.in_tenant("acme"), "/api/leads").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn rol_2_only_a_platform_admin_with_a_fresh_second_factor_acts_as_a_member_and_never_as_an_admin() {
    let support = Support::new().await;
    let (team, caller, mia) = (&support.team, support.caller(), support.mia_id);
    let (refused, answer) = begin(&team.owner, mia, "acme", false).await;
    assert_eq!((refused, &answer["code"]), (StatusCode::FORBIDDEN, &json!("platform_admins_only")));
    let other = PlatformAdmin { person: Person::register(&team.server, "OTHER", Role::Owner).await };
    let row = format!("insert into auth.platform_admins (user_id, created_at) values ('{}', now())", other.person.id);
    team.server.db.superuser(&row).await;
    let stranger = team.server.user("stranger@example.com").await;
    let stranger = uuid(&stranger.get("/auth/me").await.1["user"]["id"]);
    for (user, tenant, status, code) in [
        (support.admin.person.id, "acme", StatusCode::CONFLICT, "oneself"),
        (other.person.id, "acme", StatusCode::CONFLICT, "platform_admin"),
        (stranger, "acme", StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        (Uuid::from_u128(7), "acme", StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        (mia, "nowhere", StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        (mia, "no such", StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
    ] {
        let (refused, answer) = begin(caller, user, tenant, false).await;
        assert_eq!((refused, &answer["code"]), (status, &json!(code)), "{user} {tenant}: {answer}");
    }
    for (field, value) in [
        ("reason", json!("short")),
        ("reason", json!("x".repeat(501))),
        ("user_id", json!("x")),
        ("role", json!("owner")),
    ] {
        let mut body = json!({"user_id": mia, "tenant": "acme", "reason": REASON});
        body[field] = value;
        let (refused, answer) = caller.post("/admin/impersonations", body).await;
        assert_eq!((refused.as_u16(), &answer["errors"][0]["field"]), (422, &json!(field)), "{answer}");
    }
    for (change, code) in [("suspended_at", "tenant_suspended"), ("deleted_at", "tenant_closed")] {
        let set = |value: &str| format!("update tenancy.tenants set {change} = {value} where slug = 'acme'");
        team.server.db.superuser(&set("now()")).await;
        let (refused, answer) = begin(caller, mia, "acme", false).await;
        assert_eq!((refused, &answer["code"]), (StatusCode::CONFLICT, &json!(code)));
        team.server.db.superuser(&set("null")).await;
    }
    // An admin who is acting as a user can't begin another impersonation.
    support.begin(true).await;
    let (refused, answer) = begin(caller, team.owner_id, "acme", true).await;
    assert_eq!((refused, &answer["code"]), (StatusCode::FORBIDDEN, &json!("impersonating")));
    assert_eq!(end(caller).await, StatusCode::NO_CONTENT);

    team.server.clock.advance(Duration::from_secs(301));
    let (refused, answer) = begin(caller, mia, "acme", false).await;
    assert_eq!((refused, &answer["code"]), (StatusCode::FORBIDDEN, &json!("reauthentication_required")));
    let body = json!({"email": support.admin.person.email, "password": PASSWORD});
    let (_, tokens) = team.server.anonymous().post("/auth/token", body).await;
    support.admin.prove(&team.server).await;
    let bearing = caller.bearing(tokens["access_token"].as_str().unwrap());
    let (refused, answer) = begin(&bearing, mia, "acme", false).await;
    assert_eq!((refused, &answer["code"]), (StatusCode::CONFLICT, &json!("no_cookie_session")), "{answer}");
}

#[tokio::test]
async fn rol_2_an_impersonation_that_writes_does_no_more_than_the_member_may() {
    let support = Support::new().await;
    let (team, acting) = (&support.team, support.caller());
    support.begin(true).await;
    assert_eq!(acting.post("/api/leads", json!({"name": "Ada"})).await.0, StatusCode::CREATED);
    assert_eq!(status(acting, "/api/audit-log").await, StatusCode::FORBIDDEN);
    let set = |role: &str| {
        format!(
            "update tenancy.memberships set role = '{role}' where user_id = '{}' and tenant_id = '{}'",
            support.mia_id, team.id
        )
    };
    for (role, log, made) in [("viewer", 403, 403), ("admin", 200, 201), ("owner", 200, 201)] {
        team.server.db.superuser(&set(role)).await;
        assert_eq!(status(acting, "/api/audit-log").await.as_u16(), log, "{role}");
        assert_eq!(acting.post("/api/leads", json!({"name": "x"})).await.0.as_u16(), made, "{role}");
        for (method, path) in
            [(Method::POST, "/api/invitations"), (Method::POST, "/api/api-keys"), (Method::PATCH, "/api/tenant")]
        {
            let (refused, answer) = acting.send(method, path, Some(&json!({}))).await;
            assert_eq!((refused, &answer["code"]), (StatusCode::FORBIDDEN, &json!("impersonating")), "{role} {path}");
        }
    }
    let gone =
        format!("delete from tenancy.memberships where user_id = '{}' and tenant_id = '{}'", support.mia_id, team.id);
    team.server.db.superuser(&gone).await;
    assert_eq!(status(acting, "/api/leads").await, StatusCode::NOT_FOUND);
    assert_eq!(acting.get("/auth/me").await.1["memberships"], json!([]));
    assert_eq!(end(acting).await, StatusCode::NO_CONTENT);

    // A read-only impersonation has a viewer's role at most, even where it acts as the owner.
    let (begun, answer) = begin(acting, team.owner_id, "acme", false).await;
    assert_eq!(begun, StatusCode::CREATED, "{answer}");
    let (refused, answer) = acting.get("/api/audit-log").await;
    assert_eq!((refused, &answer["code"]), (StatusCode::FORBIDDEN, &json!("role_too_low")));
}

#[tokio::test]
async fn rol_2_no_route_that_is_the_users_own_or_administers_opens_to_an_impersonation() {
    let open: Vec<_> = ROUTES
        .iter()
        .filter(|route| route.opens_to_impersonators() && !matches!(route.access, Access::Open(_)))
        .collect();
    let own: Vec<_> = open.iter().filter(|route| !route.path.starts_with("/api/")).map(|route| route.path).collect();
    assert_eq!(own, ["/auth/logout", "/auth/me", "/auth/impersonation/end"]);
    for route in open.iter().filter(|route| !route.method.is_safe() && route.path.starts_with("/api/")) {
        assert!(!route.requires_recent_auth && !route.requires_verified_contact, "{} {}", route.method, route.path);
        for administered in ["/api/api-keys", "/api/members", "/api/invitations", "/api/tenant"] {
            assert!(!route.path.starts_with(administered), "{} {}", route.method, route.path);
        }
    }

    let world = World::new().await;
    let admin = PlatformAdmin::appoint(&world.server).await;
    let (status, begun) = begin(&admin.person.caller, world.b.people[0].id, &world.b.id.to_string(), true).await;
    assert_eq!(status, StatusCode::CREATED, "{begun}");
    for route in ROUTES.iter().filter(|route| !route.opens_to_impersonators()) {
        let own = world.b.row_of(route).unwrap_or("x").to_owned();
        let seen = Exchange::send(send(&admin.person.caller, route, &own, &fresh_mark())).await;
        let refused = (seen.status, seen.json()["code"] == "impersonating", seen.changes_session());
        assert_eq!(refused, (403, true, false), "{} {}: {seen:?}", route.method, route.path);
    }
}
