//! Invitations: by mail alone, once, and for the invited address.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;

use crate::db_snapshot;
use crate::mailbox::{self, next_token, token};
use crate::members::{Team, patch, remove};
use crate::server::{Caller, PASSWORD, TestServer};
use crate::world::uuid;

const BOB: &str = "bob@example.com";

async fn invite(caller: &Caller, email: &str, role: &str) -> (StatusCode, Json) {
    caller.post("/api/invitations", json!({"email": email, "role": role})).await
}

async fn accept(caller: &Caller, token: &str) -> (StatusCode, Json) {
    caller.post("/auth/invitations/accept", json!({"token": token})).await
}

async fn join(caller: &Caller, token: &str) -> (StatusCode, Json) {
    caller.post("/auth/invitations/accept", json!({"token": token, "password": PASSWORD, "name": "Bob"})).await
}

/// A signed-in user whose address is verified.
async fn verified(server: &TestServer, email: &str) -> Caller {
    let caller = server.user(email).await;
    server.db.superuser(&format!("update auth.users set email_verified_at = created_at where email = '{email}'")).await;
    caller
}

#[tokio::test]
async fn inv_1_the_token_is_in_the_mail_and_nowhere_else() {
    let team = Team::new().await;
    let mut tokens = Vec::new();
    let (status, invitation) = invite(&team.owner, BOB, "member").await;
    assert_eq!(status, StatusCode::CREATED, "{invitation}");
    let id = uuid(&invitation["id"]);
    next_token(&team.server, BOB, &mut tokens).await;
    let (_, resent) = team.owner.send(Method::POST, &format!("/api/invitations/{id}/resend"), None).await;
    let (_, list) = team.owner.get("/api/invitations").await;
    let (_, log) = team.owner.get("/api/audit-log").await;
    assert_eq!(list["items"][0]["email"], BOB);
    assert!(log.to_string().contains("[redacted]"), "{log}");
    next_token(&team.server, BOB, &mut tokens).await;
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
    let (member, _) = team.join("member", Role::Member).await;
    let (admin, _) = team.join("admin", Role::Admin).await;
    assert_eq!(invite(&member, BOB, "viewer").await.0, StatusCode::FORBIDDEN);
    let (status, answer) = invite(&admin, BOB, "owner").await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("role_too_low")));
    team.server.db.superuser("update auth.users set email_verified_at = null").await;
    let (status, answer) = invite(&admin, BOB, "viewer").await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("email_unverified")));
    assert!(mailbox::is_empty(&team.server, BOB).await);
    assert_eq!(team.owner.get("/api/invitations").await.1["items"], json!([]));
}

#[tokio::test]
async fn inv_2_only_the_verified_invited_address_accepts() {
    let team = Team::new().await;
    invite(&team.owner, BOB, "member").await;
    let token = token(&team.server, BOB).await;
    let members = db_snapshot::of_tenant(&team.server.db, team.id).await;

    let eve = verified(&team.server, "eve@example.com").await;
    let (status, answer) = accept(&eve, &token).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("other_address")));
    let squatter = team.server.user(BOB).await;
    let (status, answer) = accept(&squatter, &token).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("email_unverified")));
    // Signing up or signing in with the invited address doesn't make the user a member.
    assert_eq!(squatter.get("/api/tenants").await.1["items"].as_array().map(Vec::len), Some(1));
    let (status, answer) = join(&team.server.anonymous(), &token).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("account_exists")));
    assert_eq!(accept(&team.server.anonymous(), &token).await.0, StatusCode::CONFLICT);
    assert_eq!(db_snapshot::of_tenant(&team.server.db, team.id).await, members);

    team.server.db.superuser("update auth.users set email_verified_at = created_at").await;
    let (status, me) = accept(&squatter, &token).await;
    assert_eq!((status, me["memberships"].as_array().map(Vec::len)), (StatusCode::OK, Some(2)), "{me}");
    assert_eq!(squatter.in_tenant("acme").get("/api/tenant").await.1["role"], "member");
}

#[tokio::test]
async fn inv_2_a_person_without_an_account_joins_in_one_step() {
    let team = Team::new().await;
    invite(&team.owner, BOB, "admin").await;
    let token = token(&team.server, BOB).await;
    let bob = team.server.anonymous();
    let (status, answer) = accept(&bob, &token).await;
    assert_eq!((status, &answer["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("password")));
    let short = json!({"token": token, "password": "short"});
    let (status, answer) = bob.post("/auth/invitations/accept", short).await;
    assert_eq!(
        (status, &answer["errors"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("password_too_short"))
    );

    let (status, me) = join(&bob, &token).await;
    assert_eq!(status, StatusCode::CREATED, "{me}");
    assert_eq!((&me["user"]["email"], &me["user"]["email_verified"]), (&json!(BOB), &json!(true)));
    assert_eq!((&me["tenant"]["kind"], me["memberships"].as_array().map(Vec::len)), (&json!("personal"), Some(2)));
    let (status, tenant) = bob.in_tenant("acme").get("/api/tenant").await;
    assert_eq!((status, &tenant["role"]), (StatusCode::OK, &json!("admin")));
    assert_eq!(join(&team.server.anonymous(), &token).await.0, StatusCode::GONE);
}

#[tokio::test]
async fn inv_3_tenant_role_and_address_are_the_invitations_own() {
    let team = Team::new().await;
    invite(&team.owner, BOB, "viewer").await;
    let token = token(&team.server, BOB).await;
    let bob = verified(&team.server, BOB).await;
    for (name, value) in [("role", "owner"), ("tenant_id", "x"), ("email", "eve@example.com"), ("tenant", "other")] {
        let body = json!({"token": token, name: value});
        let (status, answer) = bob.post("/auth/invitations/accept", body).await;
        assert_eq!((status, &answer["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(name)));
    }
    // A tenant that is named elsewhere changes nothing.
    let named = bob.request(Method::POST, "/auth/invitations/accept?role=owner&tenant_id=x");
    assert_eq!(named.json(&json!({"token": token})).send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(bob.in_tenant("acme").get("/api/tenant").await.1["role"], "viewer");
}

#[tokio::test]
async fn inv_4_an_invitation_ends_after_seven_days_by_withdrawal_and_by_another() {
    let team = Team::new().await;
    let bob = verified(&team.server, BOB).await;
    let mut seen = Vec::new();
    let (_, first) = invite(&team.owner, BOB, "admin").await;
    next_token(&team.server, BOB, &mut seen).await;
    let (status, second) = invite(&team.owner, BOB, "viewer").await;
    assert_eq!((status, &second["id"], &second["role"]), (StatusCode::CREATED, &first["id"], &json!("viewer")));
    let path = format!("/api/invitations/{}", second["id"].as_str().unwrap());
    next_token(&team.server, BOB, &mut seen).await;
    assert_eq!(team.owner.send(Method::POST, &format!("{path}/resend"), None).await.0, StatusCode::OK);
    let third = next_token(&team.server, BOB, &mut seen).await;
    for dead in [&seen[0], &seen[1], &"A".repeat(43), "x"] {
        let (status, answer) = accept(&bob, dead).await;
        assert_eq!((status, &answer["code"]), (StatusCode::GONE, &json!("invitation_gone")));
    }
    team.server.clock.advance(Duration::from_hours(24 * 7));
    let bob_again = team.server.anonymous();
    assert_eq!(bob_again.post("/auth/login", json!({"email": BOB, "password": PASSWORD})).await.0, StatusCode::OK);
    assert_eq!(accept(&bob_again, &third).await.0, StatusCode::GONE);

    let owner = team.server.anonymous();
    let login = json!({"email": "owner@acme.example.com", "password": PASSWORD});
    assert_eq!(owner.post("/auth/login", login).await.0, StatusCode::OK);
    let owner = owner.in_tenant("acme");
    assert_eq!(owner.send(Method::POST, &format!("{path}/resend"), None).await.0, StatusCode::OK);
    let fourth = next_token(&team.server, BOB, &mut seen).await;
    assert_eq!(owner.send(Method::DELETE, &path, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(accept(&bob_again, &fourth).await.0, StatusCode::GONE);
    assert_eq!(owner.send(Method::DELETE, &path, None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(bob_again.get("/api/tenants").await.1["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn inv_4_no_invitation_is_worth_more_than_its_inviter_at_the_time() {
    let team = Team::new().await;
    let (admin, admin_id) = team.join("admin", Role::Admin).await;
    let bob = verified(&team.server, BOB).await;
    invite(&admin, BOB, "admin").await;
    let token = token(&team.server, BOB).await;
    for role in ["member", "viewer"] {
        assert_eq!(patch(&team.owner, admin_id, role).await.0, StatusCode::OK);
        assert_eq!(accept(&bob, &token).await.0, StatusCode::GONE);
    }
    assert_eq!(remove(&team.owner, admin_id).await.0, StatusCode::NO_CONTENT);
    assert_eq!(accept(&bob, &token).await.0, StatusCode::GONE);
    // An admin neither lowers, sends nor withdraws what an owner offers.
    let (other, _) = team.join("other", Role::Admin).await;
    let (_, offer) = invite(&team.owner, "carol@example.com", "owner").await;
    let path = format!("/api/invitations/{}", offer["id"].as_str().unwrap());
    assert_eq!(invite(&other, "carol@example.com", "viewer").await.0, StatusCode::FORBIDDEN);
    assert_eq!(other.send(Method::POST, &format!("{path}/resend"), None).await.0, StatusCode::FORBIDDEN);
    assert_eq!(other.send(Method::DELETE, &path, None).await.0, StatusCode::FORBIDDEN);
    assert_eq!(team.count(Role::Admin).await, 1);
}

#[tokio::test]
async fn inv_4_an_existing_member_keeps_their_role() {
    let team = Team::new().await;
    let (member, member_id) = team.join("member", Role::Member).await;
    invite(&team.owner, "member@acme.example.com", "owner").await;
    let token = token(&team.server, "member@acme.example.com").await;
    assert_eq!(accept(&member, &token).await.0, StatusCode::OK);
    assert_eq!(member.get("/api/tenant").await.1["role"], "member");
    assert_eq!(accept(&member, &token).await.0, StatusCode::GONE);
    assert_ne!(member_id, Uuid::nil());
}
