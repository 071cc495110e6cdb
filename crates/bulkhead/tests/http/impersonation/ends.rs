//! What ends an impersonation, and what its cookies open then.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value as Json, json};
use sqlx::Row;
use uuid::Uuid;

use super::{Support, end, status};
use crate::support::platform::{PlatformAdmin, REASON};
use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD};
use crate::support::state;
use crate::support::worker;

#[tokio::test]
async fn ses_6_an_impersonation_is_over_after_half_an_hour_whatever_it_does() {
    let support = Support::new().await;
    let (acting, clock) = (support.caller(), &support.team.server.clock);
    support.begin(false).await;
    for _ in 0..29 {
        clock.advance(Duration::from_mins(1));
        assert_eq!(status(acting, "/api/leads").await, 200);
    }
    clock.advance(Duration::from_secs(59));
    assert_eq!(status(acting, "/api/leads").await, 200);
    clock.advance(Duration::from_secs(2));
    for path in ["/api/leads", "/auth/me", "/admin/tenants"] {
        assert_eq!(status(acting, path).await, 401, "{path}");
    }
    assert_eq!(end(acting).await, 401);

    // Housekeeping says so in both logs. The server may do it at the same time, so that here it's all done by then.
    let auth = worker::auth(&support.team.server);
    auth::impersonations::sweep(&auth).await.unwrap();
    support.team.server.db.db(1).note_ended_impersonations(&auth).await.unwrap();
    let log = support.team.owner.get("/api/audit-log?table=impersonations").await.ok();
    let line = &log["items"][0];
    assert_eq!((&line["job"], &line["actor_id"]), (&json!("end_impersonations"), &Json::Null), "{log}");
    let mut superuser = support.team.server.db.connect("postgres").await;
    let event = sqlx::query("select actor_id from auth.events where kind = 'authn_impersonation_ended'");
    assert_eq!(event.fetch_one(&mut superuser).await.unwrap().get::<Option<Uuid>, _>("actor_id"), None);
    support.return_admin().await;
    let page = acting.get("/admin/impersonations").await.ok();
    assert_eq!(page["items"][0]["ended_at"], "2026-03-01T12:30:00Z", "{page}");
}

/// Begins an impersonation, which an act must end, and signs the admin in again.
async fn ends(support: &Support, act: &str, acting: impl Future<Output = ()>) {
    let caller = support.caller();
    support.begin(true).await;
    assert_eq!(status(caller, "/api/leads").await, 200, "{act}");
    acting.await;
    assert_eq!(status(caller, "/api/leads").await, 401, "{act}");
    assert_eq!(caller.post("/api/leads", json!({"name": "x"})).await.status, 401, "{act}");
    support.team.server.db.superuser("delete from auth.impersonations").await;
    support.return_admin().await;
}

#[tokio::test]
async fn ses_5_what_ends_the_admins_session_or_the_users_sessions_ends_an_impersonation() {
    let support = Support::new().await;
    let (server, acting, mia) = (&support.team.server, support.caller(), &support.mia);
    let admin = &support.admin.person;
    let second = PlatformAdmin::appoint_another(server, "SECOND").await;
    let elsewhere = server.anonymous();
    let own = format!("where user_id = '{}'", admin.id);
    let sql = [
        format!("delete from auth.sessions {own}"),
        format!("update auth.sessions set pending = false, second_factor = false {own}"),
        "update tenancy.impersonations set ended_at = now()".to_owned(),
    ];
    for act in &sql {
        ends(&support, act, server.db.superuser(act)).await;
    }
    let (db, admin_id, mia_id) = (&server.db, admin.id, mia.id());
    ends(&support, "the admin is dismissed", state::dismiss_platform_admin(db, admin_id)).await;
    state::appoint_platform_admin(db, admin_id).await;
    ends(&support, "the user is disabled", state::disable_user(db, mia_id)).await;
    state::enable_user(db, mia_id).await;
    ends(&support, "the user is appointed", state::appoint_platform_admin(db, mia_id)).await;
    state::dismiss_platform_admin(db, mia_id).await;

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
        elsewhere.login(&admin.email, PASSWORD).await.ok();
        support.begin(true).await;
        assert_eq!(status(acting, "/api/leads").await, 200, "{path}");
        let answer = who.send(Method::POST, path, body.as_ref()).await;
        assert!(answer.is_success(), "{path}: {answer}");
        assert_eq!(status(acting, "/api/leads").await, 401, "{path}");
        assert_eq!(end(acting).await, 401, "{path}");
        if path == disable {
            break;
        }
        // The admin's own session doesn't open either: its token was replaced when the impersonation began.
        assert_eq!(status(acting, "/auth/me").await, 401, "{path}");
        if std::ptr::eq(who, mia) && body.is_none() {
            mia.login("mia@acme.example.com", PASSWORD).await.ok();
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
        request.reply().await
    };
    let body = json!({"user_id": support.mia.id(), "tenant": "acme", "reason": REASON});
    let tries: Vec<_> = (0..8)
        .map(|_| {
            let (url, own, body) = (server.url.clone(), own.clone(), body.clone());
            tokio::spawn(async move {
                let request = reqwest::Client::new().post(format!("{url}/admin/impersonations"));
                request.header("Cookie", own).json(&body).reply().await
            })
        })
        .collect();
    let mut begun = Vec::new();
    for attempt in tries {
        let answer = attempt.await.unwrap();
        // 503: a busy machine may refuse any.
        assert!([201, 401, 409, 503].contains(&answer.status), "{answer}");
        begun.extend(answer.session_cookie().filter(|_| answer.status == 201));
    }
    assert_eq!(begun.len(), 1, "a session acts as one user at a time");
    assert_eq!(ask(Method::GET, "/auth/me", &own, None).await.status, 401);
    let (acting, leads) = (&begun[0], "/api/leads");
    assert_eq!(ask(Method::GET, leads, acting, None).await.status, 200);
    let ended = ask(Method::POST, "/auth/impersonation/end", acting, None).await;
    let returned = ended.session_cookie().unwrap();
    assert_eq!(ask(Method::GET, leads, acting, None).await.status, 401);
    assert_eq!(ask(Method::GET, "/auth/me", &own, None).await.status, 401);
    assert_eq!(ask(Method::GET, "/admin/tenants", &returned, None).await.status, 200);
}
