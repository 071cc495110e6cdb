//! What the installation sends in its own name: limited by purpose, address, sender and tenant, and in its own words.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;

use crate::support::mailbox::{confirmed_user, letters_to, token_to};
use crate::support::platform::PlatformAdmin;
use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::team::Team;

const BOB: &str = "bob@example.com";

async fn invite(caller: &Caller, email: &str) -> Reply {
    let body = json!({"email": email, "role": "viewer"});
    caller.post("/api/invitations", &body).await
}

/// How many of so many strangers a caller may invite, until the first refusal.
async fn invite_strangers(caller: &Caller, prefix: &str, most: usize) -> (usize, Option<Reply>) {
    for number in 0..most {
        let seen = invite(caller, &format!("{prefix}{number}@example.com")).await;
        if seen.status != 201 {
            return (number, Some(seen));
        }
    }
    (most, None)
}

/// Shows that an answer refuses a message, and for how long.
fn wait_of(seen: &Reply) -> u64 {
    assert_eq!((seen.status, &seen.json()["code"]), (429, &json!("message_limit")), "{seen:?}");
    seen.header("retry-after").unwrap().parse().unwrap()
}

async fn number(server: &TestServer, sql: &'static str) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    sqlx::query_scalar(sql).fetch_one(&mut superuser).await.unwrap()
}

async fn sign_in_again(server: &TestServer, email: &str) -> Caller {
    let caller = server.anonymous();
    caller.login(email, PASSWORD).await.ok();
    caller
}

async fn quota(admin: &PlatformAdmin, tenant: Uuid, quota: Json) -> u16 {
    let limits = json!({"invitation_quota": quota});
    let record = admin.person.caller.patch(&format!("/admin/tenants/{tenant}"), &limits).await;
    if record.status == 200 {
        assert_eq!(record["invitation_quota"], limits["invitation_quota"]);
    }
    record.status
}

#[tokio::test]
async fn inv_6_a_sender_invites_fifty_a_day_and_a_tenant_a_hundred_unless_its_quota_says_otherwise() {
    let team = Team::new().await;
    let second = team.member("second", Role::Admin).await;
    let third = team.member("third", Role::Admin).await;
    let (sent, refused) = invite_strangers(&team.owner, "a", 300).await;
    let refused = refused.expect("300 invitations are too many");
    assert_eq!((sent, wait_of(&refused)), (50, 24 * 3600), "{refused:?}");
    assert_eq!(number(&team.server, "select count(*) from tenancy.invitations").await, 50, "none without its message");

    assert_eq!(invite_strangers(&second, "b", 50).await.0, 50);
    let refused = invite(&third, "c@example.com").await;
    assert_eq!(wait_of(&refused), 24 * 3600);
    assert!(refused.json()["detail"].as_str().unwrap().contains("tenant"), "{refused:?}");

    let admin = PlatformAdmin::appoint(&team.server).await;
    assert_eq!(quota(&admin, team.id, json!(102)).await, 200);
    assert_eq!(invite_strangers(&third, "c", 10).await.0, 2);
    assert_eq!(quota(&admin, team.id, json!(1)).await, 200);
    assert_eq!(wait_of(&invite(&third, "d@example.com").await), 24 * 3600);
    for wrong in [0, 10_001] {
        assert_eq!(quota(&admin, team.id, json!(wrong)).await, 422);
    }
    assert_eq!(quota(&admin, team.id, Json::Null).await, 200);

    // Housekeeping forgets no count before its day is over.
    team.server.clock.advance(Duration::from_hours(23));
    auth::email_tokens::sweep(&team.server.db.pool("bulkhead_auth", 1), team.server.clock.now()).await.unwrap();
    assert_eq!(wait_of(&invite(&team.owner, "late@example.com").await), 3600);
    team.server.clock.advance(Duration::from_hours(1));
    let owner = sign_in_again(&team.server, "owner@acme.example.com").await.in_tenant("acme");
    assert_eq!(invite(&owner, "late@example.com").await.status, 201);
}

#[tokio::test]
async fn inv_6_of_a_hundred_and_one_invitations_at_once_an_address_gets_five() {
    let team = Team::new().await;
    let seen = join_all((0..101).map(|_| invite(&team.owner, BOB))).await;
    let (made, refused): (Vec<_>, Vec<_>) = seen.iter().partition(|seen| seen.status == 201);
    assert_eq!((made.len(), refused.len()), (5, 96));
    for refused in &refused {
        assert_eq!(wait_of(refused), 3600);
    }
    assert_eq!(letters_to(&team.server, BOB).await.len(), 5);

    let list = team.owner.get("/api/invitations").await.ok();
    let before = &list["items"][0];
    let resend = format!("/api/invitations/{}/resend", before["id"].as_str().unwrap());
    wait_of(&team.owner.post_empty(&resend).await);
    let keyed = team.owner.request(Method::POST, "/api/invitations").header("Idempotency-Key", "once-more");
    let keyed = || keyed.try_clone().unwrap().json(&json!({"email": BOB, "role": "viewer"}));
    wait_of(&keyed().reply().await);
    let list = team.owner.get("/api/invitations").await.ok();
    assert_eq!(&list["items"][0], before, "an invitation isn't renewed without its message");

    team.server.clock.advance(Duration::from_hours(1));
    assert_eq!(keyed().reply().await.status, 201, "a refusal uses no key up");
    assert_eq!(letters_to(&team.server, BOB).await.len(), 6);
}

#[tokio::test]
async fn inv_6_twenty_tenants_share_the_five_invitations_of_an_address() {
    let team = Team::new().await;
    let mut app = team.server.db.connect("bulkhead_app").await;
    let mut answers = Vec::new();
    for number in 0..20_u128 {
        let slug = format!("tenant-{number}");
        sqlx::query("select tenancy.create_tenant($1, $2, $3, $3, 'team', null)")
            .bind(team.owner.id())
            .bind(Uuid::from_u128(0x0197_a3c2_7d50_7000_8000_0000_0000_0000 | number))
            .bind(&slug)
            .execute(&mut app)
            .await
            .unwrap();
        answers.push(invite(&team.owner.in_tenant(&slug), BOB).await);
    }
    assert_eq!(answers.iter().filter(|seen| seen.status == 201).count(), 5);
    for refused in &answers[5..] {
        wait_of(refused);
        assert!(!refused.body.contains("tenant"), "it doesn't say whose invitations these were: {refused:?}");
    }
    assert_eq!(letters_to(&team.server, BOB).await.len(), 5);

    // A platform admin's invitation is one more to that address, and is counted for no tenant.
    let admin = PlatformAdmin::appoint(&team.server).await;
    let onboarding = |email| json!({"name": "Initech", "slug": "initech", "owner_email": email});
    admin.post("/admin/tenants", onboarding(BOB)).await.expect(429, "message_limit");
    assert_eq!(number(&team.server, "select count(*) from tenancy.tenants where slug = 'initech'").await, 0);
    admin.post("/admin/tenants", onboarding("peter@example.com")).await.created();
}

#[tokio::test]
async fn inv_6_resets_and_notices_pass_when_everything_else_is_used_up() {
    let team = Team::new().await;
    let victim = confirmed_user(&team.server, BOB).await;
    for _ in 0..7 {
        team.server.clock.advance(Duration::from_secs(61));
        invite(&team.owner, BOB).await;
        let attacker = sign_in_again(&team.server, "owner@acme.example.com").await;
        attacker.post("/auth/email/change", json!({"email": BOB})).await;
        team.server.anonymous().post("/auth/otp/request", json!({"contact": BOB, "device_id": "x"})).await;
    }
    let before = letters_to(&team.server, BOB).await.len();
    let attacker = sign_in_again(&team.server, "owner@acme.example.com").await;
    let change = attacker.request(Method::POST, "/auth/email/change").json(&json!({"email": BOB}));
    wait_of(&change.reply().await);
    wait_of(&invite(&team.owner, BOB).await);

    let mut passwords = [PASSWORD, "a wholly other sentence"];
    for round in 1..=7 {
        let body = json!({"current_password": passwords[0], "new_password": passwords[1]});
        victim.post("/auth/password/change", body).await.no_content();
        passwords.reverse();
        let letters = letters_to(&team.server, BOB).await;
        assert_eq!((letters.len(), &letters[0]["subject"]), (before + round, &json!("Your password was changed")));
    }
    victim.post("/auth/password/forgot", json!({"email": BOB})).await.accepted();
    let token = token_to(&team.server, BOB, "reset-password").await;
    let body = json!({"token": token, "new_password": "yet another sentence"});
    team.server.anonymous().post("/auth/password/reset", body).await.no_content();
}

#[tokio::test]
async fn inv_6_a_reset_that_is_dropped_leaves_a_good_link_in_the_mailbox() {
    let server = TestServer::start().await;
    confirmed_user(&server, BOB).await;
    let before = letters_to(&server, BOB).await.len();
    let mut links = Vec::new();
    for minute in 1..=180 {
        server.clock.advance(Duration::from_mins(1));
        let seen = server.anonymous().post("/auth/password/forgot", json!({"email": BOB})).await;
        assert_eq!((seen.status, seen.body.as_str()), (202, ""), "a request that is dropped is answered alike");
        let sent = letters_to(&server, BOB).await.len() - before;
        links.extend((links.len()..sent).map(|_| minute));
        let newest = links.last().expect("the first request sends a link");
        assert!(minute - newest < 30, "no link is good in minute {minute}: {links:?}");
        let within_the_hour = links.iter().filter(|sent| minute - **sent < 60).count();
        assert!(within_the_hour <= 5, "{links:?}");
    }
    let token = token_to(&server, BOB, "reset-password").await;
    let body = json!({"token": token, "new_password": "a wholly other sentence"});
    server.anonymous().post("/auth/password/reset", body).await.no_content();
}

#[tokio::test]
async fn inv_6_registrations_over_the_limit_are_answered_alike_and_dropped() {
    let server = TestServer::start_with(&[("REQUIRE_VERIFIED_EMAIL", "on")]).await;
    let register =
        async || server.anonymous().post("/auth/register", json!({"email": BOB, "password": PASSWORD})).await;
    let first = register().await;
    for _ in 0..7 {
        server.clock.advance(Duration::from_secs(61));
        assert_eq!(register().await, first);
    }
    assert_eq!(letters_to(&server, BOB).await.len(), 5);
}

#[tokio::test]
async fn inv_6_a_caller_asks_twenty_addresses_a_day_to_become_theirs() {
    let server = TestServer::start().await;
    let ann = confirmed_user(&server, "ann@test.com").await;
    let change = async |number: usize| {
        let body = json!({"email": format!("stranger{number}@test.com")});
        ann.post("/auth/email/change", &body).await
    };
    for number in 0..20 {
        assert_eq!(change(number).await.status, 202);
    }
    assert_eq!(wait_of(&change(20).await), 24 * 3600);
    assert!(letters_to(&server, "stranger20@test.com").await.is_empty());
}

#[tokio::test]
async fn inv_6_no_text_of_a_user_stands_in_a_subject_or_is_a_link() {
    let team = Team::new().await;
    let name = "Your account is locked: https://evil.example/unlock\u{202e}\u{200b} www.evil.example";
    team.owner.patch("/api/tenant", json!({"name": name})).await.ok();
    let sql = format!("update auth.users set name = 'Bulkhead” support@evil.example' where id = '{}'", team.owner.id());
    team.server.db.superuser(&sql).await;
    assert_eq!(invite(&team.owner, BOB).await.status, 201);
    let letter = &letters_to(&team.server, BOB).await[0];
    assert_eq!(letter["subject"], "You are invited to a workspace");
    for part in ["text", "html"] {
        let part = letter[part].as_str().unwrap();
        let own_link = letter["link"].as_str().unwrap();
        let rest = part.replace(own_link, "");
        for wrong in ["://", "www.", "evil.example", "@", "\u{202e}", "\u{200b}", "Bulkhead”"] {
            assert!(!rest.contains(wrong), "{wrong:?} is in {rest}");
        }
        assert!(part.contains("“Your account is locked"), "{part}");
    }
}
