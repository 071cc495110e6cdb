//! Who may act as a member, and which of the member's routes open to them.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;
use web::route::Access;
use web::routes::ROUTES;

use super::{Support, end, status};
use crate::support::db_snapshot;
use crate::support::findings::Findings;
use crate::support::platform::{PlatformAdmin, REASON, impersonate};
use crate::support::reply::{Ask, uuid};
use crate::support::server::PASSWORD;
use crate::support::world::{World, fresh_mark, send};

#[tokio::test]
async fn rol_2_an_admin_acts_as_a_member_in_one_tenant_and_only_reads() {
    let support = Support::new().await;
    let (mia, acting) = (&support.mia, support.caller());
    mia.post("/api/leads", json!({"name": "Ada"})).await.created();
    let home = mia.at_home().get("/api/tenant").await.ok();
    assert_eq!(acting.get("/auth/me").await["impersonation"], Json::Null);
    assert_eq!(end(acting).await, 409);

    let begun = support.begin(false).await;
    assert_eq!((&begun["read_only"], &begun["live"]), (&json!(true), &json!(true)), "{begun}");
    assert_eq!((&begun["reason"], &begun["expires_at"]), (&json!(REASON), &json!("2026-03-01T12:30:00Z")));
    assert_eq!((&begun["tenant"]["slug"], uuid(&begun["user"]["id"])), (&json!("acme"), support.mia.id()));
    let me = acting.get("/auth/me").await.ok();
    assert_eq!((uuid(&me["user"]["id"]), &me["tenant"]["slug"]), (support.mia.id(), &json!("acme")), "{me}");
    assert_eq!((me["memberships"].as_array().map(Vec::len), &me["session"]), (Some(1), &Json::Null));
    let banner = &me["impersonation"];
    assert_eq!((&banner["id"], uuid(&banner["admin"]["id"])), (&begun["id"], support.admin.person.id), "{me}");
    assert_eq!((&banner["reason"], &banner["read_only"]), (&json!(REASON), &json!(true)));
    assert_eq!(banner["admin"]["email"], support.admin.person.email.as_str());

    for caller in [acting.clone(), acting.in_tenant("acme"), acting.in_tenant(support.team.id)] {
        assert_eq!(caller.get("/api/leads").await.items().len(), 1);
        caller.get("/auth/me").await.ok();
    }
    for other in [home.text("slug"), home.text("id"), "platform", "no-such", "no such"] {
        for path in ["/api/leads", "/api/tenant", "/auth/me"] {
            assert_eq!(status(&acting.in_tenant(other), path).await, 404, "{other} {path}");
        }
    }
    let before = db_snapshot::of_tenant(&support.team.server.db, support.team.id).await;
    acting.post("/api/leads", json!({"name": "Bob"})).await.expect(403, "read_only_impersonation");
    assert_eq!(db_snapshot::of_tenant(&support.team.server.db, support.team.id).await, before);

    // The member is signed in as before, and the list of their sessions doesn't show the impersonation.
    let me = mia.get("/auth/me").await.ok();
    assert_eq!(me["impersonation"], Json::Null);
    assert_eq!(mia.get("/auth/sessions").await.items().len(), 1);
    assert_eq!(end(acting).await, 204);
    assert_eq!(acting.id(), support.admin.person.id);
    assert_eq!(status(acting, "/admin/tenants").await, 200);
    assert_eq!(status(&acting.in_tenant("acme"), "/api/leads").await, 404);
}

#[tokio::test]
async fn rol_2_only_a_platform_admin_with_a_fresh_second_factor_acts_as_a_member_and_never_as_an_admin() {
    let support = Support::new().await;
    let (team, caller, mia) = (&support.team, support.caller(), support.mia.id());
    impersonate(&team.owner, mia, "acme", false).await.expect(403, "platform_admins_only");
    let other = PlatformAdmin::appoint_another(&team.server, "OTHER").await;
    let stranger = team.server.user("stranger@example.com").await.id();
    for (user, tenant, status, code) in [
        (support.admin.person.id, "acme", 409, "own_account"),
        (other.person.id, "acme", 409, "platform_admin"),
        (stranger, "acme", 422, "invalid"),
        (Uuid::from_u128(7), "acme", 422, "invalid"),
        (mia, "nowhere", 422, "invalid"),
        (mia, "no such", 422, "invalid"),
    ] {
        impersonate(caller, user, tenant, false).await.expect(status, code);
    }
    for (field, value) in [
        ("reason", json!("short")),
        ("reason", json!("x".repeat(501))),
        ("user_id", json!("x")),
        ("role", json!("owner")),
    ] {
        let mut body = json!({"user_id": mia, "tenant": "acme", "reason": REASON});
        body[field] = value;
        caller.post("/admin/impersonations", body).await.field(field);
    }
    team.suspend().await;
    impersonate(caller, mia, "acme", false).await.expect(409, "tenant_suspended");
    team.resume().await;
    team.close(0).await;
    impersonate(caller, mia, "acme", false).await.expect(409, "tenant_closed");
    team.reopen().await;
    // An admin who is acting as a user can't begin another impersonation.
    support.begin(true).await;
    impersonate(caller, team.owner.id(), "acme", true).await.expect(403, "impersonating");
    assert_eq!(end(caller).await, 204);

    team.server.clock.advance(Duration::from_secs(301));
    impersonate(caller, mia, "acme", false).await.expect(403, "reauthentication_required");
    let body = json!({"email": support.admin.person.email, "password": PASSWORD});
    let tokens = team.server.anonymous().post("/auth/token", body).await;
    support.admin.prove(&team.server).await;
    let bearing = caller.bearing(tokens.text("access_token"));
    impersonate(&bearing, mia, "acme", false).await.expect(409, "no_cookie_session");
}

#[tokio::test]
async fn rol_2_an_impersonation_that_writes_does_no_more_than_the_member_may() {
    let support = Support::new().await;
    let (team, acting) = (&support.team, support.caller());
    support.begin(true).await;
    acting.post("/api/leads", json!({"name": "Ada"})).await.created();
    assert_eq!(status(acting, "/api/audit-log").await, 403);
    for (role, log, made) in [(Role::Viewer, 403, 403), (Role::Admin, 200, 201), (Role::Owner, 200, 201)] {
        team.set_role(&support.mia, role).await;
        assert_eq!(status(acting, "/api/audit-log").await, log, "{role}");
        assert_eq!(acting.post("/api/leads", json!({"name": "x"})).await.status, made, "{role}");
        for (method, path) in
            [(Method::POST, "/api/invitations"), (Method::POST, "/api/api-keys"), (Method::PATCH, "/api/tenant")]
        {
            acting.send(method, path, Some(&json!({}))).await.expect(403, "impersonating");
        }
    }
    team.remove(&support.mia).await;
    assert_eq!(status(acting, "/api/leads").await, 404);
    assert_eq!(acting.get("/auth/me").await["memberships"], json!([]));
    assert_eq!(end(acting).await, 204);

    // A read-only impersonation has a viewer's role at most, even where it acts as the owner.
    impersonate(acting, team.owner.id(), "acme", false).await.created();
    acting.get("/api/audit-log").await.expect(403, "role_too_low");
}

#[tokio::test]
async fn rol_2_no_route_that_is_the_users_own_or_administers_opens_to_an_impersonation() {
    let open: Vec<_> = ROUTES
        .iter()
        .filter(|route| route.opens_to_impersonators() && !matches!(route.access, Access::Open(_)))
        .collect();
    let own: Vec<_> = open.iter().filter(|route| !route.path.starts_with("/api/")).map(|route| route.path).collect();
    assert_eq!(own, ["/auth/logout", "/auth/me", "/auth/impersonation/end"]);
    let mut findings = Findings::default();
    for route in open.iter().filter(|route| !route.method.is_safe() && route.path.starts_with("/api/")) {
        findings.require(!route.requires_recent_auth && !route.requires_verified_contact, || {
            format!("{} {}", route.method, route.path)
        });
        for administered in ["/api/api-keys", "/api/members", "/api/invitations", "/api/tenant"] {
            findings.require(!route.path.starts_with(administered), || format!("{} {}", route.method, route.path));
        }
    }

    let world = World::new().await;
    let admin = PlatformAdmin::appoint(&world.server).await;
    impersonate(&admin.person.caller, world.b.people[0].id, &world.b.id.to_string(), true).await.created();
    for route in ROUTES.iter().filter(|route| !route.opens_to_impersonators()) {
        let own = world.b.row_of(route).unwrap_or("x").to_owned();
        let seen = send(&admin.person.caller, route, &own, &fresh_mark()).reply().await;
        let refused = (seen.status, seen.json()["code"] == "impersonating", seen.changes_session());
        findings.require(refused == (403, true, false), || format!("{} {}: {seen:?}", route.method, route.path));
    }
    findings.report();
}
