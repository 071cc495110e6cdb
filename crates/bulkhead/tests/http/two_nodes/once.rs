//! Acts that succeed once, however many requests try them.

use reqwest::Method;
use serde_json::json;

use super::{App, Pair, assert_all_of, at_once, count, login, post};
use crate::support::authenticator::Authenticator;
use crate::support::passkeys;
use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD};

const OK: u16 = 200;
const CREATED: u16 = 201;
const CONFLICT: u16 = 409;
const GONE: u16 = 410;

#[tokio::test]
async fn reg_5_over_two_processes_fifty_registrations_in_disguise_make_one_user() {
    let pair = Pair::shared().await;
    let disguises = [
        "user1@once.test",
        "USER1@ONCE.TEST",
        " user1@once.test",
        "user1@once.test\t",
        "User1@Once.Test",
        "user1@\u{ff4f}nce.test",
        "\u{ff55}ser1@once.test",
    ];
    let callers = pair.anonymous_each(50).await;
    let statuses = at_once(&callers, async |number, caller| {
        let body = json!({"email": disguises[number % disguises.len()], "password": PASSWORD});
        post(caller, "/auth/register", body).await
    })
    .await;
    assert_all_of(&statuses, &[CREATED, CONFLICT, 422]);
    assert_eq!(count(&statuses, CREATED), 1, "{statuses:?}");
    let users = "select count(*) from auth.users where email ilike '%ser1@%nce.test%'";
    assert_eq!(pair.number(users).await, 1);
    let workspaces = "select count(*) from tenancy.memberships m join auth.users u on u.id = m.user_id
        where u.email = 'user1@once.test'";
    assert_eq!(pair.number(workspaces).await, 1);
}

#[tokio::test]
async fn otp_5_over_two_processes_a_code_works_once() {
    let pair = Pair::shared().await;
    let phone = "+14155552671";
    let asked = json!({"contact": phone, "device_id": "phone"});
    assert_eq!(post(&pair.anonymous(0), "/auth/otp/request", asked).await, 202);
    let code = pair.codes(phone).await.swap_remove(0);
    let callers = pair.anonymous_each(20).await;
    let given = json!({"contact": phone, "device_id": "phone", "code": code});
    let statuses = at_once(&callers, async |_, caller| post(caller, "/auth/otp/verify", given.clone()).await).await;
    assert_all_of(&statuses, &[CREATED, 401, 429]);
    assert_eq!(count(&statuses, CREATED), 1, "{statuses:?}");
    let sessions =
        "select count(*) from auth.users u join auth.sessions s on s.user_id = u.id where u.phone is not null";
    assert_eq!(pair.number(sessions).await, 1);
}

#[tokio::test]
async fn otp_10_over_two_processes_a_challenge_is_answered_once() {
    let pair = Pair::start_with(&[("PUBLIC_URL", "http://localhost")]).await;
    let person = pair.user("passkey@once.test").await;
    let mut authenticator = Authenticator::new(7);
    passkeys::register(&person, &mut authenticator).await.expect_status(CREATED);
    let asked = passkeys::challenge(&pair.anonymous(0), "login").await;
    let callers = pair.anonymous_each(8).await;
    // Each signed anew, with a count of its own, so that nothing but the challenge is the same.
    let credentials: Vec<_> = callers.iter().map(|_| authenticator.get(&asked["public_key"])).collect();
    let answer = async |number: usize, caller: &Caller| {
        passkeys::finish(caller, "login", &asked["flow"], &credentials[number]).await.status
    };
    let statuses = at_once(&callers, &answer).await;
    assert_all_of(&statuses, &[OK, 401]);
    assert_eq!(count(&statuses, OK), 1, "{statuses:?}");
    let late = authenticator.get(&asked["public_key"]);
    passkeys::finish(&pair.anonymous(1), "login", &asked["flow"], &late).await.expect_status(401);
}

#[tokio::test]
async fn otp_9_over_two_processes_a_step_is_taken_once() {
    let pair = Pair::shared().await;
    let email = "totp@once.test";
    let app = App::of(&pair.user(email).await).await;
    let callers = pair.anonymous_each(9).await;
    let halves = at_once(&callers, async |_, caller| login(caller, email, PASSWORD).await).await;
    assert_eq!(count(&halves, OK), callers.len());
    // The step of the enrollment is used; a phone may be a step ahead.
    let code = app.code(1);
    let verify = async |_: usize, caller: &Caller| post(caller, "/auth/mfa/verify", json!({"code": code})).await;
    let statuses = at_once(&callers[1..], &verify).await;
    assert_all_of(&statuses, &[OK, 403]);
    assert_eq!(count(&statuses, OK), 1, "{statuses:?}");
    assert_eq!(verify(0, &callers[0]).await, 403);
}

#[tokio::test]
async fn rst_2_over_two_processes_a_token_works_once() {
    let pair = Pair::shared().await;
    let email = "forgetful@once.test";
    pair.user(email).await;
    let forgot = post(&pair.anonymous(1), "/auth/password/forgot", json!({"email": email})).await;
    assert_eq!(forgot, 202);
    let token = pair.token(email, "reset-password").await;
    let callers = pair.anonymous_each(20).await;
    let statuses = at_once(&callers, async |number, caller| {
        let body = json!({"token": token, "new_password": format!("the sentence of try {number}")});
        post(caller, "/auth/password/reset", body).await
    })
    .await;
    assert_all_of(&statuses, &[204, 422]);
    assert_eq!(count(&statuses, 204), 1, "{statuses:?}");
}

#[tokio::test]
async fn inv_4_over_two_processes_fifty_at_once_make_one_member() {
    let pair = Pair::shared().await;
    let (tenant, owner) = pair.team("invited").await;
    for (email, body) in [
        ("bob@once.test", json!({})),
        // A user without an account, who gets one.
        ("carol@once.test", json!({"password": PASSWORD})),
    ] {
        let before = pair.members(tenant, "member").await;
        let invitation = json!({"email": email, "role": "member"});
        assert_eq!(post(&owner, "/api/invitations", invitation).await, CREATED);
        let mut body = body;
        let is_new = body.get("password").is_some();
        body["token"] = json!(pair.token(email, "accept-invitation").await);
        let callers =
            if is_new { pair.anonymous_each(50).await } else { pair.each(&pair.verified(email).await, 50).await };
        let statuses =
            at_once(&callers, async |_, caller| post(caller, "/auth/invitations/accept", body.clone()).await).await;
        assert_all_of(&statuses, &[OK, CREATED, CONFLICT, GONE]);
        assert_eq!(count(&statuses, if is_new { CREATED } else { OK }), 1, "{statuses:?}");
        assert_eq!(pair.members(tenant, "member").await, before + 1, "{email}");
    }
}

#[tokio::test]
async fn inv_5_over_two_processes_fifty_onboardings_at_once_make_one_tenant() {
    let pair = Pair::shared().await;
    let admin = pair.platform_admin("onboarding@once.test").await;
    let callers = pair.each(&admin, 50).await;
    let body = json!({"name": "Initech", "slug": "initech", "owner_email": "peter@once.test", "plan": "standard"});
    let statuses = at_once(&callers, async |number, caller| {
        let mut request = caller.request(Method::POST, "/admin/tenants").json(&body);
        if number % 5 != 0 {
            request = request.header("Idempotency-Key", "initech-1");
        }
        request.reply().await.status
    })
    .await;
    assert_all_of(&statuses, &[CREATED, CONFLICT]);
    assert!(count(&statuses, CREATED) >= 1);
    let tenants = "select count(*) from tenancy.tenants where slug = 'initech'";
    assert_eq!(pair.number(tenants).await, 1);
    let token = pair.token("peter@once.test", "accept-invitation").await;
    let peter = pair.anonymous(1);
    let join = json!({"token": token, "password": PASSWORD});
    assert_eq!(post(&peter, "/auth/invitations/accept", join).await, CREATED);
    assert_eq!(peter.in_tenant("initech").get("/api/tenant").await["role"], "owner");
}
