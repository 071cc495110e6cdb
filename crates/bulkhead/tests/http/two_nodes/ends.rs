//! What ends at one process has ended at the other: sessions, tokens, keys, and an owner's office.

use futures_util::future::join;
use serde_json::json;
use tenancy::Role;

use super::{Pair, assert_all_of, at_once, connected, count, login, post};
use crate::support::reply::{Reply, uuid};
use crate::support::server::{Caller, PASSWORD};

const OK: u16 = 200;
const REFUSED: u16 = 401;
const DONE: u16 = 204;

/// Reads and writes, half of each at both processes.
async fn work(number: usize, caller: &Caller) -> u16 {
    match number % 4 {
        0 | 1 => caller.get("/auth/me").await.status,
        _ => post(caller, "/api/leads", json!({"name": "Ada"})).await,
    }
}

/// Gives a user tokens, as a client without cookies has them.
async fn tokens(pair: &Pair, email: &str) -> Reply {
    pair.anonymous(1).post("/auth/token", json!({"email": email, "password": PASSWORD})).await.ok()
}

#[tokio::test]
async fn ses_5_over_two_processes_a_session_that_ended_at_one_opens_nothing_at_the_other() {
    let pair = Pair::shared().await;
    let email = "user1@ends.test";
    let elsewhere = pair.user(email).await;
    for round in 0..6 {
        let signed_in = pair.anonymous(round).login(email, PASSWORD).await.ok();
        // Its cookie stays where it is, as that of a thief would.
        let one = Caller::with_cookie(pair.url(round), &signed_in.session_cookie().unwrap());
        let busy = pair.each(&one, 16).await;
        let end = async {
            match round % 3 {
                0 => one.post_empty("/auth/logout").await.status,
                1 => {
                    let me = one.get("/auth/me").await.ok();
                    let path = format!("/auth/sessions/{}", uuid(&me["session"]["id"]));
                    elsewhere.delete(&path).await.status
                }
                _ => one.post_empty("/auth/logout-all").await.status,
            }
        };
        let (ended, during) = join(end, at_once(&busy, work)).await;
        assert_eq!(ended, DONE);
        assert_all_of(&during, &[OK, 201, REFUSED]);
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
    let body = json!({"refresh_token": first.text("refresh_token")});
    let callers = pair.anonymous_each(20).await;
    let answers = at_once(&callers, async |_, caller| caller.post("/auth/token/refresh", body.clone()).await).await;
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    assert_all_of(&statuses, &[OK, REFUSED]);
    assert_eq!(count(&statuses, OK), 1, "{statuses:?}");
    let second = answers.into_iter().find(Reply::is_success).unwrap();
    for (number, of) in [&first, &second, &first, &second].into_iter().enumerate() {
        let caller = pair.anonymous(number / 2);
        let client = caller.bearing(of.text("access_token"));
        assert_eq!((client.get("/auth/me").await.status, client.get("/api/leads").await.status), (REFUSED, REFUSED));
        let body = json!({"refresh_token": of.text("refresh_token")});
        assert_eq!(post(&caller, "/auth/token/refresh", body).await, REFUSED);
    }
}

#[tokio::test]
async fn ses_5_over_two_processes_nothing_begins_while_all_sessions_end() {
    let pair = Pair::shared().await;
    let email = "user4@ends.test";
    let user = pair.user(email).await;
    for round in 0..6 {
        assert_eq!(login(&user, email, PASSWORD).await, OK);
        let client = user.bearing(tokens(&pair, email).await.text("access_token"));
        let busy = pair.each(&client, 12).await;
        let end = user.at(pair.url(round));
        let begin = async |_: usize, caller: &Caller| post(caller, "/auth/token/session", json!({})).await;
        let (ended, statuses) = join(end.post_empty("/auth/logout-all"), at_once(&busy, begin)).await;
        ended.no_content();
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
    let key = user.post("/api/api-keys", json!({"name": "Import", "scopes": ["*:write"]})).await.created();
    let pair_of_tokens = tokens(&pair, email).await;
    let forgotten = post(&user, "/auth/password/forgot", json!({"email": email})).await;
    assert_eq!(forgotten, 202);
    let reset = pair.token(email, "reset-password").await;
    let clients = [user.clone(), user.bearing(pair_of_tokens.text("access_token")), user.bearing(key.text("key"))];
    let busy = connected((0..24).map(|number| clients[number % 3].at(pair.url(number / 3))).collect()).await;
    let write = async |_: usize, caller: &Caller| post(caller, "/api/leads", json!({"name": "Ada"})).await;
    let path = format!("/admin/users/{}/disable", user.id());
    let disable = admin.post_empty(&path);
    let (disabled, during) = join(disable, at_once(&busy, &write)).await;
    disabled.no_content();
    assert_all_of(&during, &[201, REFUSED]);
    let after = at_once(&busy, &write).await;
    assert_eq!(count(&after, REFUSED), busy.len(), "{after:?}");
    for number in 0..2 {
        let stranger = pair.anonymous(number);
        assert_eq!(login(&stranger, email, PASSWORD).await, REFUSED);
        let refresh = json!({"refresh_token": pair_of_tokens.text("refresh_token")});
        assert_eq!(post(&stranger, "/auth/token/refresh", refresh).await, REFUSED);
        let body = json!({"token": reset, "new_password": "a wholly other sentence"});
        assert_eq!(post(&stranger, "/auth/password/reset", body).await, 422);
    }
}

#[tokio::test]
async fn rol_3_over_two_processes_fifty_acts_at_once_leave_an_owner() {
    let pair = Pair::shared().await;
    let (tenant, founder) = pair.team("owners").await;
    let mut owners = vec![founder];
    for number in 0..9 {
        owners.push(pair.member((tenant, "owners"), &format!("owner{number}"), Role::Owner).await);
    }
    // Each owner does five things.
    let acts = (0..50).map(|number| owners[number / 5].at(pair.url(number)));
    let callers = connected(acts.collect()).await;
    let statuses = at_once(&callers, async |number, caller| {
        let (position, step) = (number / 5, number % 5);
        let target = if step == 4 { position } else { (position + step + 1) % owners.len() };
        let path = format!("/api/members/{}", owners[target].id());
        match step {
            2 | 3 => caller.patch(&path, json!({"role": "viewer"})).await.status,
            _ => caller.delete(&path).await.status,
        }
    })
    .await;
    let expected = [OK, DONE, 403, 404, 409];
    assert_all_of(&statuses, &expected);
    assert!(pair.members(tenant, "owner").await >= 1);
}
