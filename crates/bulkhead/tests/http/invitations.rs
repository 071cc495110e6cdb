//! Invitations: by mail alone, once, and for the invited address.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use tenancy::Role;
use uuid::Uuid;

use crate::support::db_snapshot;
use crate::support::mailbox::{self, invitation, next_invitation};
use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, PASSWORD};
use crate::support::state;
use crate::support::team::{Team, change_role, remove};

const BOB: &str = "bob@example.com";

async fn invite(caller: &Caller, email: &str, role: &str) -> Reply {
    caller.post("/api/invitations", json!({"email": email, "role": role})).await
}

async fn accept(caller: &Caller, token: &str) -> Reply {
    caller.post("/auth/invitations/accept", json!({"token": token})).await
}

async fn join(caller: &Caller, token: &str) -> Reply {
    caller.post("/auth/invitations/accept", json!({"token": token, "password": PASSWORD, "name": "Bob"})).await
}

#[tokio::test]
async fn inv_1_the_token_is_in_the_mail_and_nowhere_else() {
    let team = Team::new().await;
    let mut tokens = Vec::new();
    let invitation = invite(&team.owner, BOB, "member").await.created();
    let id = invitation.id();
    next_invitation(&team.server, BOB, &mut tokens).await;
    let resent = team.owner.post_empty(&format!("/api/invitations/{id}/resend")).await;
    let list = team.owner.get("/api/invitations").await.ok();
    let log = team.owner.get("/api/audit-log").await.ok();
    assert_eq!(list["items"][0]["email"], BOB);
    assert!(log.body.contains("[redacted]"), "{log}");
    next_invitation(&team.server, BOB, &mut tokens).await;
    assert_eq!(tokens.len(), 2);
    let told = format!("{invitation}{resent}{list}{log}");
    for token in &tokens {
        assert!(!told.contains(token.as_str()), "{told}");
        for (table, rows) in db_snapshot::dump(&team.server.db).await {
            assert!(!rows.join("\n").contains(token.as_str()), "{table} holds a token");
        }
    }
    assert!(!told.contains("token_hash\":\"\\\\x"), "{told}");
}

#[tokio::test]
async fn inv_1_an_invitation_is_for_admins_with_a_verified_address() {
    let team = Team::new().await;
    let member = team.member("member", Role::Member).await;
    let admin = team.member("admin", Role::Admin).await;
    invite(&member, BOB, "viewer").await.expect_status(403);
    invite(&admin, BOB, "owner").await.expect(403, "role_too_low");
    state::unverify_address(&team.server.db, admin.id()).await;
    invite(&admin, BOB, "viewer").await.expect(403, "email_unverified");
    assert!(mailbox::has_no_invitation(&team.server, BOB).await);
    assert_eq!(team.owner.get("/api/invitations").await["items"], json!([]));
}

#[tokio::test]
async fn inv_2_only_the_verified_invited_address_accepts() {
    let team = Team::new().await;
    invite(&team.owner, BOB, "member").await;
    let token = invitation(&team.server, BOB).await;
    let members = db_snapshot::of_tenant(&team.server.db, team.id).await;

    let eve = team.server.verified_user("eve@example.com").await;
    accept(&eve, &token).await.expect(403, "other_address");
    let squatter = team.server.user(BOB).await;
    accept(&squatter, &token).await.expect(403, "email_unverified");
    // Signing up or signing in with the invited address doesn't make the user a member.
    assert_eq!(squatter.get("/api/tenants").await.items().len(), 1);
    join(&team.server.anonymous(), &token).await.expect(409, "account_exists");
    accept(&team.server.anonymous(), &token).await.expect_status(409);
    assert_eq!(db_snapshot::of_tenant(&team.server.db, team.id).await, members);

    state::verify_address(&team.server.db, squatter.id()).await;
    let me = accept(&squatter, &token).await.ok();
    assert_eq!(me["memberships"].as_array().map(Vec::len), Some(2), "{me}");
    assert_eq!(squatter.in_tenant("acme").get("/api/tenant").await["role"], "member");
}

#[tokio::test]
async fn inv_2_a_person_without_an_account_joins_in_one_step() {
    let team = Team::new().await;
    invite(&team.owner, BOB, "admin").await;
    let token = invitation(&team.server, BOB).await;
    let bob = team.server.anonymous();
    accept(&bob, &token).await.field("password");
    let short = json!({"token": token, "password": "short"});
    let answer = bob.post("/auth/invitations/accept", short).await.expect_status(422);
    assert_eq!(answer["errors"][0]["code"], "password_too_short", "{answer}");

    let me = join(&bob, &token).await.created();
    assert_eq!((&me["user"]["email"], &me["user"]["email_verified"]), (&json!(BOB), &json!(true)));
    assert_eq!((&me["tenant"]["kind"], me["memberships"].as_array().map(Vec::len)), (&json!("personal"), Some(2)));
    let tenant = bob.in_tenant("acme").get("/api/tenant").await.ok();
    assert_eq!(tenant["role"], "admin", "{tenant}");
    join(&team.server.anonymous(), &token).await.expect_status(410);
}

#[tokio::test]
async fn inv_3_tenant_role_and_address_are_the_invitations_own() {
    let team = Team::new().await;
    invite(&team.owner, BOB, "viewer").await;
    let token = invitation(&team.server, BOB).await;
    let bob = team.server.verified_user(BOB).await;
    for (name, value) in [("role", "owner"), ("tenant_id", "x"), ("email", "eve@example.com"), ("tenant", "other")] {
        let body = json!({"token": token, name: value});
        bob.post("/auth/invitations/accept", body).await.field(name);
    }
    // A tenant that is named elsewhere changes nothing.
    let named = bob.request(Method::POST, "/auth/invitations/accept?role=owner&tenant_id=x");
    named.json(&json!({"token": token})).reply().await.ok();
    assert_eq!(bob.in_tenant("acme").get("/api/tenant").await["role"], "viewer");
}

#[tokio::test]
async fn inv_4_an_invitation_ends_after_seven_days_by_withdrawal_and_by_another() {
    let team = Team::new().await;
    let bob = team.server.verified_user(BOB).await;
    let mut seen = Vec::new();
    let first = invite(&team.owner, BOB, "admin").await;
    next_invitation(&team.server, BOB, &mut seen).await;
    let second = invite(&team.owner, BOB, "viewer").await.created();
    assert_eq!((&second["id"], &second["role"]), (&first["id"], &json!("viewer")), "{second}");
    let path = format!("/api/invitations/{}", second.id());
    next_invitation(&team.server, BOB, &mut seen).await;
    team.owner.post_empty(&format!("{path}/resend")).await.ok();
    let third = next_invitation(&team.server, BOB, &mut seen).await;
    for dead in [&seen[0], &seen[1], &"A".repeat(43), "x"] {
        accept(&bob, dead).await.expect(410, "invitation_gone");
    }
    team.server.clock.advance(Duration::from_hours(24 * 7));
    let bob_again = team.server.anonymous();
    bob_again.login(BOB, PASSWORD).await.ok();
    accept(&bob_again, &third).await.expect_status(410);

    let owner = team.server.anonymous();
    let login = json!({"email": "owner@acme.example.com", "password": PASSWORD});
    owner.post("/auth/login", login).await.ok();
    let owner = owner.in_tenant("acme");
    owner.post_empty(&format!("{path}/resend")).await.ok();
    let fourth = next_invitation(&team.server, BOB, &mut seen).await;
    owner.delete(&path).await.no_content();
    accept(&bob_again, &fourth).await.expect_status(410);
    owner.delete(&path).await.expect_status(404);
    assert_eq!(bob_again.get("/api/tenants").await.items().len(), 1);
}

#[tokio::test]
async fn inv_4_no_invitation_is_worth_more_than_its_inviter_at_the_time() {
    let team = Team::new().await;
    let admin = team.member("admin", Role::Admin).await;
    let bob = team.server.verified_user(BOB).await;
    invite(&admin, BOB, "admin").await;
    let token = invitation(&team.server, BOB).await;
    for role in ["member", "viewer"] {
        change_role(&team.owner, admin.id(), role).await.ok();
        accept(&bob, &token).await.expect_status(410);
    }
    remove(&team.owner, admin.id()).await.no_content();
    accept(&bob, &token).await.expect_status(410);
    // An admin neither lowers, sends nor withdraws what an owner offers.
    let other = team.member("other", Role::Admin).await;
    let offer = invite(&team.owner, "carol@example.com", "owner").await;
    let path = format!("/api/invitations/{}", offer.id());
    invite(&other, "carol@example.com", "viewer").await.expect_status(403);
    other.post_empty(&format!("{path}/resend")).await.expect_status(403);
    other.delete(&path).await.expect_status(403);
    assert_eq!(team.count(Role::Admin).await, 1);
}

#[tokio::test]
async fn inv_4_an_existing_member_keeps_their_role() {
    let team = Team::new().await;
    let member = team.member("member", Role::Member).await;
    invite(&team.owner, "member@acme.example.com", "owner").await;
    let token = invitation(&team.server, "member@acme.example.com").await;
    accept(&member, &token).await.ok();
    assert_eq!(member.get("/api/tenant").await["role"], "member");
    accept(&member, &token).await.expect_status(410);
    assert_ne!(member.id(), Uuid::nil());
}
