//! Platform admins who act as a member: where it leads, what it keeps shut, what ends it, and what it leaves behind.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use sqlx::Row;
use tenancy::Role;
use uuid::Uuid;
use web::route::Access;
use web::routes::ROUTES;

use crate::digest;
use crate::exchange::Exchange;
use crate::letters::{self, until};
use crate::mailbox;
use crate::members::Team;
use crate::platform::PlatformAdmin;
use crate::server::{Caller, PASSWORD, session_cookie};
use crate::world::{World, fresh_mark, send, uuid};

pub const REASON: &str = "Ticket 1042: the list stays empty";

/// Somebody who asks for help, in a tenant, and somebody who gives it.
struct Support {
    team: Team,
    admin: PlatformAdmin,
    mia: Caller,
    mia_id: Uuid,
}

impl Support {
    async fn new() -> Self {
        let team = Team::new().await;
        let (mia, mia_id) = team.join("mia", Role::Member).await;
        let admin = PlatformAdmin::appoint(&team.server).await;
        Self { team, admin, mia, mia_id }
    }

    fn caller(&self) -> &Caller {
        &self.admin.person.caller
    }

    async fn begin(&self, write: bool) -> Json {
        let (status, begun) = begin(self.caller(), self.mia_id, "acme", write).await;
        assert_eq!(status, StatusCode::CREATED, "{begun}");
        begun
    }

    /// Signs the admin in again, by two factors.
    async fn return_admin(&self) {
        self.admin.person.revive().await;
        self.admin.prove(&self.team.server).await;
    }
}

pub async fn begin(caller: &Caller, user: Uuid, tenant: &str, write: bool) -> (StatusCode, Json) {
    let body = json!({"user_id": user, "tenant": tenant, "reason": REASON, "write": write});
    caller.post("/admin/impersonations", body).await
}

async fn status(caller: &Caller, path: &str) -> StatusCode {
    caller.get(path).await.0
}

async fn end(caller: &Caller) -> StatusCode {
    caller.send(Method::POST, "/auth/impersonation/end", None).await.0
}

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
    let before = digest::of_tenant(&support.team.server.db, support.team.id).await;
    let (refused, answer) = acting.post("/api/leads", json!({"name": "Bob"})).await;
    assert_eq!((refused, &answer["code"]), (StatusCode::FORBIDDEN, &json!("read_only_impersonation")));
    assert_eq!(digest::of_tenant(&support.team.server.db, support.team.id).await, before);

    // The member is signed in as before, and sees nobody else in the list of their devices.
    let (_, me) = mia.get("/auth/me").await;
    assert_eq!(me["impersonation"], Json::Null);
    assert_eq!(mia.get("/auth/sessions").await.1["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(end(acting).await, StatusCode::NO_CONTENT);
    assert_eq!(uuid(&acting.get("/auth/me").await.1["user"]["id"]), support.admin.person.id);
    assert_eq!(status(acting, "/admin/tenants").await, StatusCode::OK);
    assert_eq!(status(&acting.in_tenant("acme"), "/api/leads").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn rol_2_nobody_but_a_platform_admin_with_a_fresh_second_factor_acts_as_a_member_and_as_no_admin() {
    let support = Support::new().await;
    let (team, caller, mia) = (&support.team, support.caller(), support.mia_id);
    let (refused, answer) = begin(&team.owner, mia, "acme", false).await;
    assert_eq!((refused, &answer["code"]), (StatusCode::FORBIDDEN, &json!("platform_admins_only")));
    let other = PlatformAdmin { person: crate::world::Person::register(&team.server, "OTHER", Role::Owner).await };
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
    // Whoever acts as somebody is nobody who may begin.
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
async fn ses_6_an_impersonation_is_over_after_half_an_hour_whatever_it_does() {
    let support = Support::new().await;
    let (acting, clock) = (support.caller(), &support.team.server.clock);
    support.begin(false).await;
    for _ in 0..29 {
        clock.advance(Duration::from_mins(1));
        assert_eq!(status(acting, "/api/leads").await, StatusCode::OK);
    }
    clock.advance(Duration::from_secs(59));
    assert_eq!(status(acting, "/api/leads").await, StatusCode::OK);
    clock.advance(Duration::from_secs(2));
    for path in ["/api/leads", "/auth/me", "/admin/tenants"] {
        assert_eq!(status(acting, path).await, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(end(acting).await, StatusCode::UNAUTHORIZED);

    // Housekeeping says so in both logs.
    let auth = mailbox::auth(&support.team.server);
    let db = support.team.server.db.db(1);
    for ended in [1, 0] {
        assert_eq!(auth::impersonations::sweep(&auth).await.unwrap(), ended);
        assert_eq!(db.note_ended_impersonations(&auth).await.unwrap(), ended);
    }
    let (_, log) = support.team.owner.get("/api/audit-log?table=impersonations").await;
    let line = &log["items"][0];
    assert_eq!((&line["job"], &line["actor_id"]), (&json!("end_impersonations"), &Json::Null), "{log}");
    let mut superuser = support.team.server.db.connect("postgres").await;
    let event = sqlx::query("select actor_id from auth.events where kind = 'authn_impersonation_ended'");
    assert_eq!(event.fetch_one(&mut superuser).await.unwrap().get::<Option<Uuid>, _>("actor_id"), None);
    support.return_admin().await;
    let (_, page) = acting.get("/admin/impersonations").await;
    assert_eq!(page["items"][0]["ended_at"], "2026-03-01T12:30:00Z", "{page}");
}

#[tokio::test]
async fn ses_5_what_ends_the_admins_session_or_the_users_sessions_ends_an_impersonation() {
    let support = Support::new().await;
    let (server, acting, mia) = (&support.team.server, support.caller(), &support.mia);
    let admin = &support.admin.person;
    let second = PlatformAdmin { person: crate::world::Person::register(server, "SECOND", Role::Owner).await };
    let row = format!("insert into auth.platform_admins (user_id, created_at) values ('{}', now())", second.person.id);
    server.db.superuser(&row).await;
    second.prove(server).await;
    let elsewhere = server.anonymous();
    let own = format!("where user_id = '{}'", admin.id);
    let sql = [
        (format!("delete from auth.sessions {own}"), "select".to_owned()),
        (format!("update auth.sessions set pending = false, second_factor = false {own}"), "select".to_owned()),
        (
            format!("delete from auth.platform_admins {own}"),
            format!("insert into auth.platform_admins (user_id, created_at) values ('{}', now())", admin.id),
        ),
        (
            format!("update auth.users set disabled_at = now() where id = '{}'", support.mia_id),
            format!("update auth.users set disabled_at = null where id = '{}'", support.mia_id),
        ),
        (
            format!("insert into auth.platform_admins (user_id, created_at) values ('{}', now())", support.mia_id),
            format!("delete from auth.platform_admins where user_id = '{}'", support.mia_id),
        ),
        ("update tenancy.impersonations set ended_at = now()".to_owned(), "select".to_owned()),
    ];
    for (act, undo) in sql {
        support.begin(true).await;
        assert_eq!(status(acting, "/api/leads").await, StatusCode::OK, "{act}");
        server.db.superuser(&act).await;
        assert_eq!(status(acting, "/api/leads").await, StatusCode::UNAUTHORIZED, "{act}");
        assert_eq!(acting.post("/api/leads", json!({"name": "x"})).await.0, StatusCode::UNAUTHORIZED, "{act}");
        server.db.superuser(&undo).await;
        server.db.superuser("delete from auth.impersonations").await;
        support.return_admin().await;
    }
    let change = json!({"current_password": PASSWORD, "new_password": "another horse battery"});
    let disable = format!("/admin/users/{}/disable", admin.id);
    let acts: [(&str, &Caller, Option<Json>); 5] = [
        ("/auth/logout-all", mia, None),
        ("/auth/password/change", mia, Some(change)),
        ("/auth/logout-all", &elsewhere, None),
        ("/auth/logout", acting, None),
        (&disable, &second.person.caller, None),
    ];
    for (path, who, body) in acts {
        let sign_in = json!({"email": admin.email, "password": PASSWORD});
        assert_eq!(elsewhere.post("/auth/login", sign_in).await.0, StatusCode::OK);
        support.begin(true).await;
        assert_eq!(status(acting, "/api/leads").await, StatusCode::OK, "{path}");
        let (done, answer) = who.send(Method::POST, path, body.as_ref()).await;
        assert!(done.is_success(), "{path}: {answer}");
        assert_eq!(status(acting, "/api/leads").await, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(end(acting).await, StatusCode::UNAUTHORIZED, "{path}");
        if path == disable {
            break;
        }
        // Nobody has the admin's own session either: its token went when the impersonation began.
        assert_eq!(status(acting, "/auth/me").await, StatusCode::UNAUTHORIZED, "{path}");
        if std::ptr::eq(who, mia) && body.is_none() {
            let again = json!({"email": "mia@acme.example.com", "password": PASSWORD});
            assert_eq!(mia.post("/auth/login", again).await.0, StatusCode::OK);
        }
        support.return_admin().await;
    }
}

#[tokio::test]
async fn ses_4_neither_cookie_opens_anything_once_it_was_replaced() {
    let support = Support::new().await;
    let server = &support.team.server;
    let own = server.sign_in_for_cookie(&support.admin.person.email).await;
    support.admin.prove(server).await;
    let ask = async |method: Method, path: &str, cookie: &str, body: Option<Json>| {
        let request = reqwest::Client::new().request(method, format!("{}{path}", server.url)).header("Cookie", cookie);
        let request = body.into_iter().fold(request, |request, body| request.json(&body));
        request.send().await.unwrap()
    };
    let body = json!({"user_id": support.mia_id, "tenant": "acme", "reason": REASON});
    let tries: Vec<_> = (0..8)
        .map(|_| {
            let (url, own, body) = (server.url.clone(), own.clone(), body.clone());
            tokio::spawn(async move {
                let request = reqwest::Client::new().post(format!("{url}/admin/impersonations"));
                request.header("Cookie", own).json(&body).send().await.unwrap()
            })
        })
        .collect();
    let mut begun = Vec::new();
    for attempt in tries {
        let answer = attempt.await.unwrap();
        let status = answer.status().as_u16();
        assert!([201, 401, 409].contains(&status), "{status}");
        begun.extend((status == 201).then(|| session_cookie(&answer).unwrap()));
    }
    assert_eq!(begun.len(), 1, "a session acts as one user at a time");
    assert_eq!(ask(Method::GET, "/auth/me", &own, None).await.status(), 401);
    let (acting, leads) = (&begun[0], "/api/leads");
    assert_eq!(ask(Method::GET, leads, acting, None).await.status(), 200);
    let ended = ask(Method::POST, "/auth/impersonation/end", acting, None).await;
    let returned = session_cookie(&ended).unwrap();
    assert_eq!(ask(Method::GET, leads, acting, None).await.status(), 401);
    assert_eq!(ask(Method::GET, "/auth/me", &own, None).await.status(), 401);
    assert_eq!(ask(Method::GET, "/admin/tenants", &returned, None).await.status(), 200);
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

    // Who only reads is a viewer at most, whoever they act as.
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
        assert!(!route.fresh && !route.verified, "{} {}", route.method, route.path);
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

#[tokio::test]
async fn aud_1_an_impersonation_is_in_both_logs_and_the_member_is_told() {
    let support = Support::new().await;
    let (team, acting) = (&support.team, support.caller());
    let (admin_id, mia_id) = (support.admin.person.id, support.mia_id);
    let begun = support.begin(true).await;
    assert_eq!(acting.post("/api/leads", json!({"name": "By support"})).await.0, StatusCode::CREATED);
    assert_eq!(end(acting).await, StatusCode::NO_CONTENT);
    assert_eq!(support.mia.post("/api/leads", json!({"name": "By herself"})).await.0, StatusCode::CREATED);

    let (_, log) = team.owner.get("/api/audit-log?table=leads").await;
    let impersonators: Vec<_> = log["items"].as_array().unwrap().iter().map(|line| &line["impersonator_id"]).collect();
    assert_eq!(impersonators, [&Json::Null, &json!(admin_id)]);
    assert!(log["items"].as_array().unwrap().iter().all(|line| uuid(&line["actor_id"]) == mia_id));
    let (_, log) = team.owner.get("/api/audit-log?table=impersonations").await;
    let lines = log["items"].as_array().unwrap();
    assert_eq!(lines.len(), 2, "{log}");
    for line in lines {
        assert_eq!((uuid(&line["actor_id"]), &line["row_id"]), (admin_id, &begun["id"]));
    }
    let fields = &lines[1]["fields"];
    assert_eq!((&fields["reason"], uuid(&fields["user_id"])), (&json!(REASON), mia_id));
    assert!(lines[0]["fields"]["ended_at"].is_array(), "{log}");

    let mut superuser = team.server.db.connect("postgres").await;
    let events = "select kind, actor_id, host(address) as address, request_id from auth.events
        where user_id = $1 and kind like 'authn_impersonation%' order by number";
    let events = sqlx::query(events).bind(mia_id).fetch_all(&mut superuser).await.unwrap();
    let kinds: Vec<&str> = events.iter().map(|event| event.get("kind")).collect();
    assert_eq!(kinds, ["authn_impersonation_begun", "authn_impersonation_ended"]);
    for event in &events {
        assert_eq!(event.get::<Option<Uuid>, _>("actor_id"), Some(admin_id));
        assert_eq!(event.get::<Option<&str>, _>("address"), Some("127.0.0.1"));
        assert!(event.get::<Option<Uuid>, _>("request_id").is_some());
    }
    until("the member is told", async || {
        let letters = letters::mailbox(&team.server.url).await;
        letters.iter().any(|letter| letter["to"] == "mia@acme.example.com" && letter.to_string().contains(REASON))
    })
    .await;

    let (_, page) = acting.get("/admin/impersonations").await;
    let item = &page["items"][0];
    assert_eq!(
        (&item["id"], &item["live"], &item["read_only"]),
        (&begun["id"], &json!(false), &json!(false)),
        "{page}"
    );
    assert_eq!((uuid(&item["admin"]["id"]), uuid(&item["user"]["id"])), (admin_id, mia_id));
    assert!(item["ended_at"].is_string() && item["reason"] == REASON, "{page}");
    assert_eq!(status(&team.owner, "/admin/impersonations").await, StatusCode::FORBIDDEN);
}
