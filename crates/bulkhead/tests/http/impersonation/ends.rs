//! What ends an impersonation, and what its cookies open then.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use sqlx::Row;
use tenancy::Role;
use uuid::Uuid;

use super::{REASON, Support, end, status};
use crate::mailbox;
use crate::platform::PlatformAdmin;
use crate::server::{Caller, PASSWORD, session_cookie};
use crate::world::Person;

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

    // Housekeeping says so in both logs. The server may do it at the same time, so that here it's all done by then.
    let auth = mailbox::auth(&support.team.server);
    auth::impersonations::sweep(&auth).await.unwrap();
    support.team.server.db.db(1).note_ended_impersonations(&auth).await.unwrap();
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
    let second = PlatformAdmin { person: Person::register(server, "SECOND", Role::Owner).await };
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
        // The admin's own session doesn't open either: its token was replaced when the impersonation began.
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
        // 503: a busy machine may refuse any.
        assert!([201, 401, 409, 503].contains(&status), "{status}");
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
