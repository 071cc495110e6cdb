//! Platform admins: who is one, and what they do to tenants.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use sqlx::Row;
use tenancy::Role;
use uuid::Uuid;

use crate::db_snapshot;
use crate::mailbox;
use crate::members::Team;
use crate::server::{Caller, PASSWORD, TestServer};
use crate::world::{Person, uuid};

/// A user who administers the installation, signed in with two factors.
pub struct PlatformAdmin {
    pub person: Person,
}

impl PlatformAdmin {
    pub async fn appoint(server: &TestServer) -> Self {
        let person = Person::register(server, "PLATFORM", Role::Owner).await;
        let row = format!("insert into auth.platform_admins (user_id, created_at) values ('{}', now())", person.id);
        server.db.superuser(&row).await;
        server.db.superuser("update auth.users set email_verified_at = created_at").await;
        let admin = Self { person };
        admin.prove(server).await;
        admin
    }

    /// Marks the admin's sessions as signed in with two factors.
    pub async fn prove(&self, server: &TestServer) {
        let sql = format!("update auth.sessions set second_factor = true where user_id = '{}'", self.person.id);
        server.db.superuser(&sql).await;
    }

    pub async fn post(&self, path: &str, body: Json) -> (StatusCode, Json) {
        self.person.caller.post(path, body).await
    }

    async fn act(&self, tenant: Uuid, act: &str) -> (StatusCode, Json) {
        let path = format!("/admin/tenants/{tenant}{act}");
        let method = if act.is_empty() { Method::DELETE } else { Method::POST };
        self.person.caller.send(method, &path, None).await
    }

    pub async fn limit(&self, tenant: Uuid, limits: Json) -> (StatusCode, Json) {
        self.person.caller.send(Method::PATCH, &format!("/admin/tenants/{tenant}"), Some(&limits)).await
    }
}

fn onboarding(slug: &str) -> Json {
    json!({"name": "Initech", "slug": slug, "owner_email": "peter@example.com", "plan": "standard"})
}

async fn count(server: &TestServer, sql: &'static str) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    sqlx::query(sql).fetch_one(&mut superuser).await.unwrap().get(0)
}

async fn lead(caller: &Caller) -> (StatusCode, Json) {
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
    let (status, answer) = team.owner.post("/admin/tenants", onboarding("initech")).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("platform_admins_only")));
    assert_eq!(all().await, before);
    let admin = PlatformAdmin::appoint(&team.server).await;
    team.server.db.superuser("update auth.sessions set second_factor = false").await;
    let (status, answer) = admin.post("/admin/tenants", onboarding("initech")).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("second_factor_required")));
    admin.prove(&team.server).await;
    assert_eq!(admin.post("/admin/tenants", onboarding("initech")).await.0, StatusCode::CREATED);
    // Running the installation is no role in a tenant.
    assert_eq!(admin.person.caller.in_tenant("initech").get("/api/leads").await.0, StatusCode::NOT_FOUND);
    assert_eq!(admin.person.caller.in_tenant("acme").get("/api/members").await.0, StatusCode::NOT_FOUND);
    team.server.db.superuser("delete from auth.platform_admins").await;
    assert_eq!(admin.person.caller.get("/admin/tenants").await.0, StatusCode::FORBIDDEN);
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
        request.send().await.unwrap().status()
    };
    for key in [Some("initech-1"), Some("initech-1"), None] {
        let status = send(admin.person.caller.clone(), key, onboarding("initech")).await;
        assert_eq!(status, if key.is_some() { StatusCode::CREATED } else { StatusCode::CONFLICT });
    }
    let token = mailbox::token(&server, "peter@example.com").await;

    let peter = server.anonymous();
    let join = json!({"token": token, "password": PASSWORD});
    assert_eq!(peter.post("/auth/invitations/accept", join).await.0, StatusCode::CREATED);
    let (_, tenant) = peter.in_tenant("initech").get("/api/tenant").await;
    assert_eq!(tenant["role"], "owner");
    let (_, page) = admin.person.caller.get("/admin/tenants?q=INIT&limit=1").await;
    assert_eq!((&page["items"][0]["slug"], &page["items"][0]["members"]), (&json!("initech"), &json!(1)), "{page}");
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));

    let mut other = onboarding("initech");
    other["name"] = "Initrode".into();
    let reused = send(admin.person.caller.clone(), Some("initech-2"), onboarding("initrode")).await;
    assert_eq!(reused, StatusCode::CREATED);
    assert_eq!(
        send(admin.person.caller.clone(), Some("initech-2"), other.clone()).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(send(admin.person.caller.clone(), None, other).await, StatusCode::CONFLICT);
}

#[tokio::test]
async fn inv_5_a_suspended_tenant_lets_no_member_in_until_it_is_resumed() {
    let team = Team::new().await;
    let second = TestServer::start_node(&team.server.db, team.server.clock.clone(), &[]).await;
    let (viewer, _) = team.join("viewer", Role::Viewer).await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    let suspend = format!("/admin/tenants/{}/suspend", team.id);
    assert_eq!(admin.post(&suspend, json!({"reason": " "})).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, tenant) = admin.post(&suspend, json!({"reason": "Unpaid"})).await;
    assert_eq!((status, &tenant["suspended_for"]), (StatusCode::OK, &json!("Unpaid")), "{tenant}");
    for caller in [&team.owner, &viewer, &team.owner.at(&second)] {
        for path in ["/api/leads", "/api/tenant", "/api/members", "/api/audit-log"] {
            let (status, answer) = caller.get(path).await;
            assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("tenant_suspended")), "{path}");
        }
        assert_eq!(lead(caller).await.0, StatusCode::FORBIDDEN);
        let (_, me) = caller.get("/auth/me").await;
        assert_eq!(me["tenant"]["suspended"], true, "{me}");
        assert_eq!(caller.at_home().get("/api/leads").await.0, StatusCode::OK);
    }
    let stranger = team.server.user("stranger@example.com").await;
    assert_eq!(stranger.in_tenant("acme").get("/api/leads").await.0, StatusCode::NOT_FOUND);

    assert_eq!(admin.act(team.id, "/resume").await.0, StatusCode::OK);
    let (status, log) = team.owner.get("/api/audit-log?table=tenants").await;
    assert_eq!(status, StatusCode::OK);
    let acts: Vec<_> = log["items"].as_array().unwrap().iter().filter(|item| item["operation"] == "update").collect();
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
    let other = Team::count(&team, Role::Owner).await;
    assert_eq!(lead(&team.owner).await.0, StatusCode::CREATED);
    let note = json!({"item_type": "course", "item_id": Uuid::from_u128(7)});
    let _ = team.owner.post("/api/favourites", note).await;
    let (_, chat) = team.owner.post("/api/conversations", json!({"participants": []})).await;
    let messages = format!("/api/conversations/{}/messages", chat["id"].as_str().unwrap());
    let message = json!({"body": "hello", "client_id": Uuid::from_u128(8)});
    assert_eq!(team.owner.post(&messages, message).await.0, StatusCode::CREATED);
    let invited = team.owner.post("/api/invitations", json!({"email": "bob@example.com", "role": "owner"})).await;
    assert_eq!((invited.0, other), (StatusCode::CREATED, 1));
    let token = mailbox::token(&team.server, "bob@example.com").await;
    assert_eq!(admin.act(team.id, "").await.0, StatusCode::NO_CONTENT);
    assert_eq!(team.owner.get("/api/leads").await.0, StatusCode::NOT_FOUND);
    assert_eq!(admin.act(team.id, "/restore").await.0, StatusCode::OK);
    assert_eq!(team.owner.get("/api/leads").await.1["items"].as_array().map(Vec::len), Some(1));

    // Nothing goes before its time.
    assert_eq!(admin.act(team.id, "").await.0, StatusCode::NO_CONTENT);
    let db = team.server.db.db(1);
    assert_eq!(db.purge_closed_tenants().await.unwrap(), 0);
    let long_ago = "update tenancy.tenants set deleted_at = now() - interval '31 days' where slug = 'acme'";
    team.server.db.superuser(long_ago).await;
    assert_eq!(db.purge_closed_tenants().await.unwrap(), 1);
    let mut superuser = team.server.db.connect("postgres").await;
    let left = sqlx::query("select table_name, operation from tenancy.changes where tenant_id = $1").bind(team.id);
    let left = left.fetch_all(&mut superuser).await.unwrap();
    let left: Vec<(String, String)> = left.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!(left, [("tenants".to_owned(), "delete".to_owned())]);
    for (table, rows) in db_snapshot::dump(&team.server.db).await {
        let stub = ["tenancy.changes", "tenancy.purges"].contains(&table.as_str());
        assert!(stub || !rows.join("\n").contains(&team.id.to_string()), "{table} holds a row of the tenant");
    }
    assert_eq!(admin.act(team.id, "/restore").await.0, StatusCode::NOT_FOUND);

    // The slug is free, and the new tenant gives no rights to members or invitees of the old one.
    let stranger = team.server.user("stranger@example.com").await;
    let (status, tenant) = stranger.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    assert_eq!(status, StatusCode::CREATED, "{tenant}");
    assert_eq!(team.owner.get("/api/leads").await.0, StatusCode::NOT_FOUND);
    let bob = team.server.anonymous();
    let join = json!({"token": token, "password": PASSWORD});
    assert_eq!(bob.post("/auth/invitations/accept", join).await.0, StatusCode::GONE);
}

#[tokio::test]
async fn quotas_hold_for_members_and_rows_and_for_no_other_tenant() {
    let team = Team::new().await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    assert_eq!(lead(&team.owner).await.0, StatusCode::CREATED);
    assert_eq!(admin.limit(team.id, json!({"row_quota": -1})).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, tenant) = admin.limit(team.id, json!({"plan": "small", "row_quota": 3, "member_quota": 1})).await;
    assert_eq!((status, &tenant["plan"], &tenant["row_quota"]), (StatusCode::OK, &json!("small"), &json!(3)));
    assert_eq!(lead(&team.owner).await.0, StatusCode::CREATED);
    let import = |rows: &str| {
        let request = team.owner.request(Method::POST, "/api/leads/import?mode=all").header("Content-Type", "text/csv");
        request.body(format!("name\n{rows}")).send()
    };
    assert_eq!(import("A\nB\n").await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(import("A\n").await.unwrap().status(), StatusCode::OK);
    let (status, answer) = lead(&team.owner).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("quota_reached")));
    assert_eq!(team.owner.get("/api/leads").await.1["items"].as_array().map(Vec::len), Some(3));
    assert_eq!(lead(&team.owner.at_home()).await.0, StatusCode::CREATED);

    let body = json!({"email": "bob@example.com", "role": "member"});
    assert_eq!(team.owner.post("/api/invitations", body).await.0, StatusCode::CREATED);
    let token = mailbox::token(&team.server, "bob@example.com").await;
    let bob = team.server.user("bob@example.com").await;
    team.server.db.superuser("update auth.users set email_verified_at = created_at").await;
    let accept = json!({"token": token});
    let (status, answer) = bob.post("/auth/invitations/accept", accept.clone()).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("quota_reached")));
    assert_eq!(admin.limit(team.id, json!({"member_quota": null, "row_quota": null})).await.1["plan"], "small");
    assert_eq!(bob.post("/auth/invitations/accept", accept).await.0, StatusCode::OK);
    assert_eq!(lead(&team.owner).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn aud_1_platform_admins_see_users_and_denied_accesses_and_disable_users() {
    let team = Team::new().await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    let caller = &admin.person.caller;
    let (_, page) = caller.get("/admin/users?q=OWNER@ACME").await;
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1), "{page}");
    assert_eq!(uuid(&page["items"][0]["id"]), team.owner_id);
    let path = |act: &str| format!("/admin/users/{}/{act}", team.owner_id);
    assert_eq!(caller.send(Method::POST, &path("disable"), None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(team.owner.get("/api/leads").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(caller.send(Method::POST, &path("disable"), None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(caller.send(Method::POST, &path("enable"), None).await.0, StatusCode::NO_CONTENT);
    let own = format!("/admin/users/{}/disable", admin.person.id);
    assert_eq!(caller.send(Method::POST, &own, None).await.0, StatusCode::CONFLICT);
    let mut superuser = team.server.db.connect("postgres").await;
    let events = "select kind, actor_id from auth.events where user_id = $1 and kind in ('user_disabled', 'user_enabled') order by id";
    let events = sqlx::query(events).bind(team.owner_id).fetch_all(&mut superuser).await.unwrap();
    let mut kinds: Vec<String> = events.iter().map(|row| row.get(0)).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["user_disabled", "user_enabled"]);
    assert!(events.iter().all(|row| row.get::<Uuid, _>(1) == admin.person.id));

    assert_eq!(caller.in_tenant("acme").get("/api/leads").await.0, StatusCode::NOT_FOUND);
    for _ in 0..500 {
        let (status, page) = caller.get("/admin/denied-accesses?limit=10").await;
        assert_eq!(status, StatusCode::OK, "{page}");
        if page["items"][0]["actor_id"] == json!(admin.person.id) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the attempt was not recorded");
}

#[tokio::test]
async fn the_command_line_makes_platform_admins() {
    let server = TestServer::start().await;
    let ann = server.user("ann@example.com").await;
    let auth = mailbox::auth(&server);
    for (email, made) in [("ann@example.com", false), ("new@example.com", true), ("new@example.com", true)] {
        let email = auth::EmailAddress::parse(email).unwrap();
        let appointed = auth::admins::appoint(&auth, &email, &auth::Client::default()).await.unwrap();
        assert_eq!(appointed.token.is_some(), made, "{email}");
        assert!(auth::admins::is_admin(&auth, appointed.user_id).await.unwrap());
    }
    server.db.superuser("update auth.users set disabled_at = now() where email = 'ann@example.com'").await;
    let email = auth::EmailAddress::parse("ann@example.com").unwrap();
    assert!(auth::admins::appoint(&auth, &email, &auth::Client::default()).await.is_err());
    server.db.superuser("update auth.users set disabled_at = null").await;
    assert_eq!(ann.get("/admin/tenants").await.1["code"], "second_factor_required");
    let kind = "select count(*) from auth.events where kind = 'privilege_permissions_changed'";
    assert_eq!(count(&server, kind).await, 2);
}

#[tokio::test]
async fn ten_8_rl_3_a_tenant_with_a_limit_makes_that_many_requests_a_minute_and_no_other_tenant_notices() {
    let team = Team::new().await;
    let (member, _) = team.join("member", Role::Member).await;
    let stranger = team.server.user("stranger@example.com").await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    assert_eq!(admin.limit(team.id, json!({"request_quota": 10})).await.0, StatusCode::OK);
    for _ in 0..50 {
        assert_eq!(stranger.in_tenant("acme").get("/api/leads").await.0, StatusCode::NOT_FOUND);
    }
    let mut served = 0;
    for number in 0..20 {
        let caller = if number % 2 == 0 { &team.owner } else { &member };
        let status = if number % 3 == 0 { lead(caller).await.0 } else { caller.get("/api/leads").await.0 };
        served += u32::from(status.is_success());
        assert!(status.is_success() || status == StatusCode::TOO_MANY_REQUESTS, "{status}");
    }
    // The quota of a minute, and the part of it that was refilled meanwhile.
    assert!((10..=12).contains(&served), "{served}");
    let refused = team.owner.request(Method::POST, "/api/leads").json(&json!({"name": "Ada"})).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers().contains_key("retry-after"));
    for _ in 0..20 {
        assert_eq!(team.owner.at_home().get("/api/leads").await.0, StatusCode::OK);
        assert_eq!(stranger.get("/api/leads").await.0, StatusCode::OK);
        assert_eq!(stranger.in_tenant("acme").get("/api/leads").await.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(admin.limit(team.id, json!({"request_quota": null})).await.0, StatusCode::OK);
    for _ in 0..20 {
        assert_eq!(team.owner.get("/api/leads").await.0, StatusCode::OK);
    }
}

#[tokio::test]
async fn ten_8_rl_3_a_request_counts_for_its_tenant_however_its_id_is_written() {
    let team = Team::new().await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    assert_eq!(admin.limit(team.id, json!({"request_quota": 5})).await.0, StatusCode::OK);
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
        let (status, answer) = lead(&team.owner.in_tenant(&spelled)).await;
        served += u32::from(status == StatusCode::CREATED);
        assert!(matches!(status, StatusCode::CREATED | StatusCode::TOO_MANY_REQUESTS), "{spelled}: {answer}");
    }
    // The quota of a minute, and the part of it that was refilled meanwhile.
    assert!((5..=8).contains(&served), "{served}");
}
