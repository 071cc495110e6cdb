//! Platform admins: who is one, and what they do to tenants.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use reqwest::Method;
use serde_json::{Value as Json, json};
use sqlx::Row;
use tenancy::Role;
use uuid::Uuid;

use crate::support::db_snapshot;
use crate::support::mailbox;
use crate::support::platform::PlatformAdmin;
use crate::support::reply::{Ask, Reply, uuid};
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::state;
use crate::support::team::Team;
use crate::support::wait::until;
use crate::support::worker;

fn onboarding(slug: &str) -> Json {
    json!({"name": "Initech", "slug": slug, "owner_email": "peter@example.com", "plan": "standard"})
}

async fn count(server: &TestServer, sql: &'static str) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    sqlx::query(sql).fetch_one(&mut superuser).await.unwrap().get(0)
}

/// Whether nothing is left of a tenant's own row.
async fn is_purged(team: &Team) -> bool {
    let mut superuser = team.server.db.connect("postgres").await;
    let left = sqlx::query_scalar("select not exists (select from tenancy.tenants where id = $1)").bind(team.id);
    left.fetch_one(&mut superuser).await.unwrap()
}

async fn lead(caller: &Caller) -> Reply {
    caller.post("/api/leads", json!({"name": "Ada"})).await
}

#[tokio::test]
async fn inv_5_only_a_platform_admin_with_two_factors_onboards() {
    let team = Team::new().await;
    // All rows but those of the security log, which records the refused attempt.
    let all = async || {
        let mut all = db_snapshot::of_all(&team.server.db).await;
        all.remove("auth.events");
        all
    };
    let before = all().await;
    team.owner.post("/admin/tenants", onboarding("initech")).await.expect(403, "platform_admins_only");
    assert_eq!(all().await, before);
    let admin = PlatformAdmin::appoint(&team.server).await;
    state::forget_second_factor(&team.server.db, admin.person.id).await;
    admin.post("/admin/tenants", onboarding("initech")).await.expect(403, "second_factor_required");
    admin.prove(&team.server).await;
    admin.post("/admin/tenants", onboarding("initech")).await.created();
    // Running the installation is no role in a tenant.
    admin.person.caller.in_tenant("initech").get("/api/leads").await.expect_status(404);
    admin.person.caller.in_tenant("acme").get("/api/members").await.expect_status(404);
    state::dismiss_platform_admin(&team.server.db, admin.person.id).await;
    admin.person.caller.get("/admin/tenants").await.expect_status(403);
}

#[tokio::test]
async fn inv_5_onboarding_again_makes_one_tenant_with_one_owner() {
    let server = TestServer::start().await;
    let admin = PlatformAdmin::appoint(&server).await;
    let send = |caller: Caller, key: Option<&'static str>, body: Json| async move {
        let mut request = caller.request(Method::POST, "/admin/tenants").json(&body);
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        request.reply().await.status
    };
    for key in [Some("initech-1"), Some("initech-1"), None] {
        let status = send(admin.person.caller.clone(), key, onboarding("initech")).await;
        assert_eq!(status, if key.is_some() { 201 } else { 409 });
    }
    let token = mailbox::invitation(&server, "peter@example.com").await;

    let peter = server.anonymous();
    let join = json!({"token": token, "password": PASSWORD});
    peter.post("/auth/invitations/accept", join).await.created();
    let tenant = peter.in_tenant("initech").get("/api/tenant").await.ok();
    assert_eq!(tenant["role"], "owner");
    let page = admin.person.caller.get("/admin/tenants?q=INIT&limit=1").await.ok();
    assert_eq!((&page["items"][0]["slug"], &page["items"][0]["members"]), (&json!("initech"), &json!(1)), "{page}");
    assert_eq!(page.items().len(), 1);

    let mut other = onboarding("initech");
    other["name"] = "Initrode".into();
    let reused = send(admin.person.caller.clone(), Some("initech-2"), onboarding("initrode")).await;
    assert_eq!(reused, 201);
    assert_eq!(send(admin.person.caller.clone(), Some("initech-2"), other.clone()).await, 422);
    assert_eq!(send(admin.person.caller.clone(), None, other).await, 409);
}

#[tokio::test]
async fn inv_5_a_suspended_tenant_lets_no_member_in_until_it_is_resumed() {
    let team = Team::new().await;
    let second = TestServer::start_node(&team.server.db, team.server.clock.clone(), &[]).await;
    let viewer = team.member("viewer", Role::Viewer).await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    let suspend = format!("/admin/tenants/{}/suspend", team.id);
    admin.post(&suspend, json!({"reason": " "})).await.expect_status(422);
    let tenant = admin.post(&suspend, json!({"reason": "Unpaid"})).await.ok();
    assert_eq!(tenant["suspended_for"], "Unpaid", "{tenant}");
    for caller in [&team.owner, &viewer, &team.owner.at(&second)] {
        for path in ["/api/leads", "/api/tenant", "/api/members", "/api/audit-log"] {
            caller.get(path).await.expect(403, "tenant_suspended");
        }
        lead(caller).await.expect_status(403);
        let me = caller.get("/auth/me").await.ok();
        assert_eq!(me["tenant"]["suspended"], true, "{me}");
        caller.at_home().get("/api/leads").await.ok();
    }
    let stranger = team.server.user("stranger@example.com").await;
    stranger.in_tenant("acme").get("/api/leads").await.expect_status(404);

    admin.resume(team.id).await.ok();
    let log = team.owner.get("/api/audit-log?table=tenants").await.ok();
    let acts: Vec<_> = log.items().iter().filter(|item| item["operation"] == "update").collect();
    assert_eq!(acts.len(), 2, "{log}");
    for act in acts {
        assert_eq!(uuid(&act["actor_id"]), admin.person.id);
        assert!(act["fields"]["suspended_for"].is_array(), "{act}");
    }
}

#[tokio::test]
async fn inv_5_a_closed_tenant_comes_back_within_its_grace_and_not_after() {
    let team = Team::new().await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    lead(&team.owner).await.created();
    let note = json!({"item_type": "course", "item_id": Uuid::from_u128(7)});
    let _ = team.owner.post("/api/favourites", note).await;
    let chat = team.owner.post("/api/conversations", json!({"participants": []})).await;
    let messages = format!("/api/conversations/{}/messages", chat.id());
    let message = json!({"body": "hello", "client_id": Uuid::from_u128(8)});
    team.owner.post(&messages, message).await.created();
    team.owner.post("/api/invitations", json!({"email": "bob@example.com", "role": "owner"})).await.created();
    let token = mailbox::invitation(&team.server, "bob@example.com").await;
    admin.close(team.id).await.no_content();
    team.owner.get("/api/leads").await.expect_status(404);
    admin.restore(team.id).await.ok();
    assert_eq!(team.owner.get("/api/leads").await.items().len(), 1);

    // Nothing goes before its time.
    admin.close(team.id).await.no_content();
    let db = team.server.db.db(1);
    assert_eq!(db.purge_closed_tenants().await.unwrap(), 0);
    team.close(31).await;
    // The server does the same in the background: either may take the tenant, and both are done with it by then.
    until("the tenant is purged", async || {
        db.purge_closed_tenants().await.unwrap();
        is_purged(&team).await
    })
    .await;
    let mut superuser = team.server.db.connect("postgres").await;
    let left = sqlx::query("select table_name, operation from tenancy.changes where tenant_id = $1").bind(team.id);
    let left = left.fetch_all(&mut superuser).await.unwrap();
    let left: Vec<(String, String)> = left.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!(left, [("tenants".to_owned(), "delete".to_owned())]);
    for (table, rows) in db_snapshot::dump(&team.server.db).await {
        let stub = ["tenancy.changes", "tenancy.purges"].contains(&table.as_str());
        assert!(stub || !rows.join("\n").contains(&team.id.to_string()), "{table} holds a row of the tenant");
    }
    admin.restore(team.id).await.expect_status(404);

    // The slug is free, and the new tenant gives no rights to members or invitees of the old one.
    let stranger = team.server.user("stranger@example.com").await;
    stranger.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await.created();
    team.owner.get("/api/leads").await.expect_status(404);
    let bob = team.server.anonymous();
    let join = json!({"token": token, "password": PASSWORD});
    bob.post("/auth/invitations/accept", join).await.expect_status(410);
}

#[tokio::test]
async fn quotas_hold_for_members_and_rows_and_for_no_other_tenant() {
    let team = Team::new().await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    lead(&team.owner).await.created();
    admin.limit(team.id, json!({"row_quota": -1})).await.expect_status(422);
    let tenant = admin.limit(team.id, json!({"plan": "small", "row_quota": 3, "member_quota": 1})).await.ok();
    assert_eq!((&tenant["plan"], &tenant["row_quota"]), (&json!("small"), &json!(3)), "{tenant}");
    lead(&team.owner).await.created();
    let import = |rows: &str| {
        let request = team.owner.request(Method::POST, "/api/leads/import?mode=all").header("Content-Type", "text/csv");
        request.body(format!("name\n{rows}")).reply()
    };
    import("A\nB\n").await.expect_status(403);
    import("A\n").await.ok();
    lead(&team.owner).await.expect(403, "quota_reached");
    assert_eq!(team.owner.get("/api/leads").await.items().len(), 3);
    lead(&team.owner.at_home()).await.created();

    let body = json!({"email": "bob@example.com", "role": "member"});
    team.owner.post("/api/invitations", body).await.created();
    let token = mailbox::invitation(&team.server, "bob@example.com").await;
    let bob = team.server.verified_user("bob@example.com").await;
    let accept = json!({"token": token});
    bob.post("/auth/invitations/accept", accept.clone()).await.expect(403, "quota_reached");
    assert_eq!(admin.limit(team.id, json!({"member_quota": null, "row_quota": null})).await["plan"], "small");
    bob.post("/auth/invitations/accept", accept).await.ok();
    lead(&team.owner).await.created();
}

#[tokio::test]
async fn a_tenant_is_found_by_its_name_in_either_case_composed_or_not() {
    let server = TestServer::start().await;
    let admin = PlatformAdmin::appoint(&server).await;
    for (slug, name) in [("alexandros", "ΑΛΕΞΑΝΔΡΟΣ"), ("koenig", "K\u{f6}nig")] {
        let mut body = onboarding(slug);
        body["name"] = name.into();
        body["owner_email"] = format!("{slug}@example.com").into();
        admin.post("/admin/tenants", body).await.created();
    }
    for (text, slug) in [("αλεξανδρος", "alexandros"), ("KO\u{308}N", "koenig"), ("KOEN", "koenig")] {
        let page = admin.person.caller.get(&format!("/admin/tenants?q={text}")).await.ok();
        let found: Vec<_> = page.items().iter().map(|tenant| tenant["slug"].as_str().unwrap()).collect();
        assert_eq!(found, [slug], "{text}");
    }
}

#[tokio::test]
async fn aud_1_platform_admins_see_users_and_denied_accesses_and_disable_users() {
    let team = Team::new().await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    let caller = &admin.person.caller;
    let page = caller.get("/admin/users?q=OWNER@ACME").await.ok();
    assert_eq!(page.items().len(), 1, "{page}");
    assert_eq!(uuid(&page["items"][0]["id"]), team.owner.id());
    let path = |act: &str| format!("/admin/users/{}/{act}", team.owner.id());
    caller.post_empty(&path("disable")).await.no_content();
    team.owner.get("/api/leads").await.expect_status(401);
    caller.post_empty(&path("disable")).await.expect_status(404);
    caller.post_empty(&path("enable")).await.no_content();
    let own = format!("/admin/users/{}/disable", admin.person.id);
    caller.post_empty(&own).await.expect_status(409);
    let mut superuser = team.server.db.connect("postgres").await;
    let events = "select kind, actor_id from auth.events where user_id = $1 and kind in ('user_disabled', 'user_enabled') order by id";
    let events = sqlx::query(events).bind(team.owner.id()).fetch_all(&mut superuser).await.unwrap();
    let mut kinds: Vec<String> = events.iter().map(|row| row.get(0)).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["user_disabled", "user_enabled"]);
    assert!(events.iter().all(|row| row.get::<Uuid, _>(1) == admin.person.id));

    caller.in_tenant("acme").get("/api/leads").await.expect_status(404);
    until("the attempt is recorded", async || {
        let page = caller.get("/admin/denied-accesses?limit=10").await.ok();
        page["items"][0]["actor_id"] == json!(admin.person.id)
    })
    .await;
}

#[tokio::test]
async fn the_command_line_makes_platform_admins() {
    let server = TestServer::start().await;
    let ann = server.user("ann@example.com").await;
    let auth = worker::auth(&server);
    for (email, made) in [("ann@example.com", false), ("new@example.com", true), ("new@example.com", true)] {
        let email = auth::EmailAddress::parse(email).unwrap();
        let appointed = auth::admins::appoint(&auth, &email, &auth::Client::default()).await.unwrap();
        assert_eq!(appointed.token.is_some(), made, "{email}");
        assert!(auth::admins::is_admin(&auth, appointed.user_id).await.unwrap());
    }
    state::disable_user(&server.db, ann.id()).await;
    let email = auth::EmailAddress::parse("ann@example.com").unwrap();
    assert!(auth::admins::appoint(&auth, &email, &auth::Client::default()).await.is_err());
    state::enable_user(&server.db, ann.id()).await;
    assert_eq!(ann.get("/admin/tenants").await["code"], "second_factor_required");
    let kind = "select count(*) from auth.events where kind = 'privilege_permissions_changed'";
    assert_eq!(count(&server, kind).await, 2);
}

#[tokio::test]
async fn ten_8_rl_3_a_tenant_with_a_limit_makes_that_many_requests_a_minute_and_no_other_tenant_notices() {
    let team = Team::new().await;
    let member = team.member("member", Role::Member).await;
    let stranger = team.server.user("stranger@example.com").await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    admin.limit(team.id, json!({"request_quota": 10})).await.ok();
    for _ in 0..50 {
        stranger.in_tenant("acme").get("/api/leads").await.expect_status(404);
    }
    let mut served = 0;
    for number in 0..20 {
        let caller = if number % 2 == 0 { &team.owner } else { &member };
        let answer = if number % 3 == 0 { lead(caller).await } else { caller.get("/api/leads").await };
        served += u32::from(answer.is_success());
        assert!(answer.is_success() || answer.status == 429, "{answer}");
    }
    // The quota of a minute, and the part of it that was refilled meanwhile.
    assert!((10..=12).contains(&served), "{served}");
    let refused = team.owner.post("/api/leads", json!({"name": "Ada"})).await.expect_status(429);
    assert!(refused.headers.contains_key("retry-after"));
    for _ in 0..20 {
        team.owner.at_home().get("/api/leads").await.ok();
        stranger.get("/api/leads").await.ok();
        stranger.in_tenant("acme").get("/api/leads").await.expect_status(404);
    }
    admin.limit(team.id, json!({"request_quota": null})).await.ok();
    for _ in 0..20 {
        team.owner.get("/api/leads").await.ok();
    }
}

#[tokio::test]
async fn ten_8_rl_3_a_request_counts_for_its_tenant_however_its_id_is_written() {
    let team = Team::new().await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    admin.limit(team.id, json!({"request_quota": 5})).await.ok();
    let id = team.id.to_string();
    let spellings = (0..100_u128).map(|number| {
        let letters = id.chars().enumerate();
        let spelled: String = letters
            .map(|(at, letter)| if number >> (at % 7) & 1 == 1 { letter.to_ascii_uppercase() } else { letter })
            .collect();
        match number % 3 {
            0 => spelled,
            1 => format!("urn:uuid:{spelled}"),
            _ => format!("{{{spelled}}}"),
        }
    });
    let mut served = 0;
    for spelled in spellings {
        let answer = lead(&team.owner.in_tenant(&spelled)).await;
        served += u32::from(answer.status == 201);
        assert!(matches!(answer.status, 201 | 429), "{spelled}: {answer}");
    }
    // The quota of a minute, and the part of it that was refilled meanwhile.
    assert!((5..=8).contains(&served), "{served}");
}
