//! What ends at one process has ended at the other: sessions, tokens, keys, and an owner's office.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use futures_util::future::join;
use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::{Pair, Person, assert_all_of, at_once, connected, count, login, post};
use crate::server::{Caller, PASSWORD, session_cookie};

const OK: StatusCode = StatusCode::OK;
const REFUSED: StatusCode = StatusCode::UNAUTHORIZED;
const DONE: StatusCode = StatusCode::NO_CONTENT;

/// Reads and writes, half of each at both processes.
async fn work(number: usize, caller: &Caller) -> StatusCode {
    match number % 4 {
        0 | 1 => caller.get("/auth/me").await.0,
        _ => post(caller, "/api/leads", json!({"name": "Ada"})).await,
    }
}

/// Gives a user tokens, as a client without cookies has them.
async fn tokens(pair: &Pair, email: &str) -> Json {
    let (status, tokens) = pair.anonymous(1).post("/auth/token", json!({"email": email, "password": PASSWORD})).await;
    assert_eq!(status, OK, "{tokens}");
    tokens
}

fn text<'a>(json: &'a Json, name: &str) -> &'a str {
    json[name].as_str().unwrap()
}

#[tokio::test]
async fn ses_5_over_two_processes_a_session_that_ended_at_one_opens_nothing_at_the_other() {
    let pair = Pair::shared().await;
    let email = "user1@ends.test";
    let Person { caller: elsewhere, .. } = pair.user(email).await;
    for round in 0..6 {
        let body = json!({"email": email, "password": PASSWORD});
        let signed_in = pair.anonymous(round).request(Method::POST, "/auth/login").json(&body).send().await.unwrap();
        // Its cookie stays where it is, as that of a thief would.
        let one = Caller::with_cookie(pair.url(round), &session_cookie(&signed_in).unwrap());
        let busy = pair.each(&one, 16).await;
        let end = async {
            match round % 3 {
                0 => one.send(Method::POST, "/auth/logout", None).await.0,
                1 => {
                    let (_, me) = one.get("/auth/me").await;
                    let path = format!("/auth/sessions/{}", text(&me["session"], "id"));
                    elsewhere.send(Method::DELETE, &path, None).await.0
                }
                _ => one.send(Method::POST, "/auth/logout-all", None).await.0,
            }
        };
        let (ended, during) = join(end, at_once(&busy, work)).await;
        assert_eq!(ended, DONE);
        assert_all_of(&during, &[OK, StatusCode::CREATED, REFUSED]);
        let after = at_once(&busy, work).await;
        assert_eq!(count(&after, REFUSED), busy.len(), "{after:?}");
        if round % 3 == 2 {
            assert_eq!(login(&elsewhere, email, PASSWORD).await, OK);
        }
    }
}

#[tokio::test]
async fn ses_5_over_two_processes_a_refresh_token_that_comes_again_ends_its_session() {
    let pair = Pair::shared().await;
    let email = "user2@ends.test";
    pair.user(email).await;
    let first = tokens(&pair, email).await;
    let body = json!({"refresh_token": text(&first, "refresh_token")});
    let callers = pair.anonymous_each(20).await;
    let answers = at_once(&callers, async |_, caller| caller.post("/auth/token/refresh", body.clone()).await).await;
    let (statuses, pairs): (Vec<_>, Vec<_>) = answers.into_iter().unzip();
    assert_all_of(&statuses, &[OK, REFUSED]);
    assert_eq!(count(&statuses, OK), 1, "{statuses:?}");
    let second = pairs.into_iter().find(|pair| pair.get("access_token").is_some()).unwrap();
    for (number, of) in [&first, &second, &first, &second].into_iter().enumerate() {
        let caller = pair.anonymous(number / 2);
        let client = caller.bearing(text(of, "access_token"));
        assert_eq!((client.get("/auth/me").await.0, client.get("/api/leads").await.0), (REFUSED, REFUSED));
        let body = json!({"refresh_token": text(of, "refresh_token")});
        assert_eq!(post(&caller, "/auth/token/refresh", body).await, REFUSED);
    }
}

#[tokio::test]
async fn ses_5_over_two_processes_nothing_begins_while_all_sessions_end() {
    let pair = Pair::shared().await;
    let email = "user4@ends.test";
    let user = pair.user(email).await;
    for round in 0..6 {
        assert_eq!(login(&user.caller, email, PASSWORD).await, OK);
        let client = user.caller.bearing(text(&tokens(&pair, email).await, "access_token"));
        let busy = pair.each(&client, 12).await;
        let end = user.caller.at(pair.url(round));
        let begin = async |_: usize, caller: &Caller| post(caller, "/auth/token/session", json!({})).await;
        let (ended, statuses) = join(end.send(Method::POST, "/auth/logout-all", None), at_once(&busy, begin)).await;
        assert_eq!(ended.0, DONE);
        assert_all_of(&statuses, &[OK, REFUSED]);
        assert_eq!(pair.sessions(&user).await, 0, "{statuses:?}");
    }
}

#[tokio::test]
async fn log_6_over_two_processes_everything_of_a_disabled_user_is_dead_at_the_next_request() {
    let pair = Pair::shared().await;
    let admin = pair.platform_admin("disabling@ends.test").await;
    let email = "user3@ends.test";
    let user = pair.verified(email).await;
    let (status, key) = user.caller.post("/api/api-keys", json!({"name": "Import", "scopes": ["*:write"]})).await;
    assert_eq!(status, StatusCode::CREATED, "{key}");
    let pair_of_tokens = tokens(&pair, email).await;
    let forgotten = post(&user.caller, "/auth/password/forgot", json!({"email": email})).await;
    assert_eq!(forgotten, StatusCode::ACCEPTED);
    let reset = pair.token(email, "reset-password").await;
    let clients = [
        user.caller.clone(),
        user.caller.bearing(text(&pair_of_tokens, "access_token")),
        user.caller.bearing(text(&key, "key")),
    ];
    let busy = connected((0..24).map(|number| clients[number % 3].at(pair.url(number / 3))).collect()).await;
    let write = async |_: usize, caller: &Caller| post(caller, "/api/leads", json!({"name": "Ada"})).await;
    let path = format!("/admin/users/{}/disable", user.id);
    let disable = admin.caller.send(Method::POST, &path, None);
    let (disabled, during) = join(disable, at_once(&busy, &write)).await;
    assert_eq!(disabled.0, DONE, "{}", disabled.1);
    assert_all_of(&during, &[StatusCode::CREATED, REFUSED]);
    let after = at_once(&busy, &write).await;
    assert_eq!(count(&after, REFUSED), busy.len(), "{after:?}");
    for number in 0..2 {
        let stranger = pair.anonymous(number);
        assert_eq!(login(&stranger, email, PASSWORD).await, REFUSED);
        let refresh = json!({"refresh_token": text(&pair_of_tokens, "refresh_token")});
        assert_eq!(post(&stranger, "/auth/token/refresh", refresh).await, REFUSED);
        let body = json!({"token": reset, "new_password": "a wholly other sentence"});
        assert_eq!(post(&stranger, "/auth/password/reset", body).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn rol_3_over_two_processes_fifty_acts_at_once_leave_an_owner() {
    let pair = Pair::shared().await;
    let (tenant, founder) = pair.team("owners").await;
    let mut owners = vec![founder];
    for number in 0..9 {
        owners.push(pair.join((tenant, "owners"), &format!("owner{number}"), "owner").await);
    }
    // Each owner does five things.
    let acts = (0..50).map(|number| owners[number / 5].caller.at(pair.url(number)));
    let callers = connected(acts.collect()).await;
    let statuses = at_once(&callers, async |number, caller| {
        let (position, step) = (number / 5, number % 5);
        let target = if step == 4 { position } else { (position + step + 1) % owners.len() };
        let path = format!("/api/members/{}", owners[target].id);
        match step {
            2 | 3 => caller.send(Method::PATCH, &path, Some(&json!({"role": "viewer"}))).await.0,
            _ => caller.send(Method::DELETE, &path, None).await.0,
        }
    })
    .await;
    let expected = [OK, DONE, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::CONFLICT];
    assert_all_of(&statuses, &expected);
    assert!(pair.members(tenant, "owner").await >= 1);
}
