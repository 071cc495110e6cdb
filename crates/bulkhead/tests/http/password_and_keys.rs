//! A new password and API keys: the letter about it names the keys, and the same act revokes them on request.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;

use crate::support::api_keys::program;
use crate::support::mailbox::{confirmed_user, letters_to, token_to};
use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::team::Team;
use crate::support::wait::until;

const ANN: &str = "ann@test.com";
const OTHER: &str = "a wholly other sentence";

/// Ann with a key in her own workspace and one in a team's, and the owner of that team with a key of theirs.
struct Keys {
    server: TestServer,
    team: Team,
    ann: Caller,
    own: Caller,
    in_team: Caller,
    of_owner: Caller,
}

impl Keys {
    async fn make() -> Self {
        let server = TestServer::start().await;
        let ann = confirmed_user(&server, ANN).await;
        let team = server.tenant("acme").await;
        team.set_role(&ann, Role::Admin).await;
        let own = program(&ann, &["*:read"]).await;
        let in_team = program(&ann.in_tenant("acme"), &["*:read"]).await;
        let of_owner = program(&team.owner, &["*:read"]).await;
        Self { server, team, ann, own, in_team, of_owner }
    }

    async fn change(&self, body: Json) -> u16 {
        self.ann.post("/auth/password/change", &body).await.status
    }

    async fn reset(&self, revoke_api_keys: bool) -> u16 {
        let stranger = self.server.anonymous();
        stranger.post("/auth/password/forgot", json!({"email": ANN})).await.accepted();
        let token = token_to(&self.server, ANN, "reset-password").await;
        let body = json!({"token": token, "new_password": OTHER, "revoke_api_keys": revoke_api_keys});
        stranger.post("/auth/password/reset", body).await.status
    }

    /// What the keys open: Ann's own, Ann's in the team, and the owner's.
    async fn open(&self) -> [bool; 3] {
        let mut open = [false; 3];
        for (open, program) in open.iter_mut().zip([&self.own, &self.in_team, &self.of_owner]) {
            *open = match program.get("/api/leads").await.status {
                200 => true,
                401 => false,
                other => panic!("a key is answered {other}"),
            };
        }
        open
    }

    /// The newest letter about a new password.
    async fn letter(&self) -> String {
        let letters = letters_to(&self.server, ANN).await;
        let letter = letters.iter().find(|letter| letter["subject"] == "Your password was changed");
        letter.expect("Ann is told of it")["text"].as_str().unwrap().replace(['\r', '\n'], " ")
    }
}

#[tokio::test]
async fn rol_5_a_new_password_leaves_the_users_keys_and_its_letter_names_them() {
    let keys = Keys::make().await;
    assert_eq!(keys.change(json!({"current_password": PASSWORD, "new_password": OTHER})).await, 204);
    assert_eq!(keys.open().await, [true, true, true]);
    let letter = keys.letter().await;
    assert!(letter.contains("Your API keys still work: “Nightly import” (bk_"), "{letter}");
    for tenant in ["“ann”", "“Acme”"] {
        assert!(letter.contains(&format!("…) in {tenant}")), "{letter}");
    }
    assert_eq!(letter.matches("Nightly import").count(), 2, "the key of another isn't named: {letter}");
}

#[tokio::test]
async fn rol_5_a_new_password_revokes_the_users_keys_where_that_is_wanted() {
    let keys = Keys::make().await;
    let body = json!({"current_password": PASSWORD, "new_password": OTHER, "revoke_api_keys": true});
    assert_eq!(keys.change(body).await, 204);
    assert_eq!(keys.open().await, [false, false, true]);
    assert!(keys.letter().await.contains("Your API keys were revoked with it: “Nightly import” (bk_"));
    assert_eq!(keys.ann.get("/api/api-keys").await["items"], json!([]), "a revoked key is on no list");

    let log = keys.ann.in_tenant("acme").get("/api/audit-log?table=api_keys").await.ok();
    let me = keys.ann.get("/auth/me").await.ok();
    let line = &log["items"][0];
    assert_eq!((&line["operation"], &line["actor_id"]), (&json!("update"), &me["user"]["id"]), "{log}");
    assert!(line["fields"]["deleted_at"].is_array() && line["request_id"].is_string(), "{line}");
}

#[tokio::test]
async fn rol_5_a_reset_revokes_the_users_keys_where_that_is_wanted() {
    let keys = Keys::make().await;
    assert_eq!(keys.reset(false).await, 204);
    assert_eq!(keys.open().await, [true, true, true]);
    keys.server.clock.advance(Duration::from_secs(61));
    assert_eq!(keys.reset(true).await, 204);
    assert_eq!(keys.open().await, [false, false, true]);
    assert!(keys.letter().await.contains("Your API keys were revoked with it"));
}

#[tokio::test]
async fn rol_5_a_wrong_password_revokes_no_key() {
    let keys = Keys::make().await;
    let body = json!({"current_password": "a wrong guess", "new_password": OTHER, "revoke_api_keys": true});
    assert_eq!(keys.change(body).await, 422);
    assert_eq!(keys.open().await, [true, true, true]);
}

#[tokio::test]
async fn rol_5_keys_that_open_nothing_at_the_time_are_revoked_and_stay_dead() {
    let keys = Keys::make().await;
    keys.team.suspend().await;
    keys.team.remove(&keys.ann).await;
    let body = json!({"current_password": PASSWORD, "new_password": OTHER, "revoke_api_keys": true});
    assert_eq!(keys.change(body).await, 204);
    assert!(!keys.letter().await.contains("Acme"), "a tenant that Ann has left is named");
    keys.team.resume().await;
    keys.team.set_role(&keys.ann, Role::Admin).await;
    assert_eq!(keys.open().await, [false, false, true]);
}

#[tokio::test]
async fn rol_5_a_letter_names_the_newest_twenty_keys_and_counts_the_others() {
    let server = TestServer::start().await;
    let ann = confirmed_user(&server, ANN).await;
    program(&ann, &["*:read"]).await;
    server
        .db
        .superuser(
            "insert into tenancy.api_keys (tenant_id, id, owner_id, name, prefix, key_hash, scopes, role, expires_at)
             select tenant_id, gen_random_uuid(), owner_id, name, prefix, sha256(n::text::bytea), scopes, role, expires_at
             from tenancy.api_keys, generate_series(1, 24) n",
        )
        .await;
    let body = json!({"current_password": PASSWORD, "new_password": OTHER});
    ann.post("/auth/password/change", &body).await.no_content();
    let letters = letters_to(&server, ANN).await;
    let text = letters[0]["text"].as_str().unwrap().replace(['\r', '\n'], " ");
    assert_eq!(text.matches("Nightly import").count(), 20, "{text}");
    assert!(text.contains(", 5 more."), "{text}");
}

/// How many sessions of the database wait for a lock.
async fn waiting(server: &TestServer) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    let waiting = "select count(distinct pid) from pg_locks l where not granted
        and pid in (select pid from pg_stat_activity where datname = current_database())";
    sqlx::query_scalar(waiting).fetch_one(&mut superuser).await.unwrap()
}

#[tokio::test]
async fn ses_9_a_key_that_is_being_made_when_the_password_changes_is_revoked_with_the_others() {
    let server = TestServer::start().await;
    let ann = confirmed_user(&server, ANN).await;
    let thief = server.anonymous();
    thief.login(ANN, PASSWORD).await.ok();
    // The key's line in the log waits, so the key is made and not yet committed when the password is about to change.
    let mut held = server.db.connect("postgres").await;
    sqlx::raw_sql("begin; lock table tenancy.changes in share mode").execute(&mut held).await.unwrap();
    let making = tokio::spawn(async move {
        let made = thief.post("/api/api-keys", json!({"name": "Spare key", "scopes": ["*:read"]})).await;
        (made, thief)
    });
    until("the key waits", async || waiting(&server).await == 1).await;
    let body = json!({"current_password": PASSWORD, "new_password": OTHER, "revoke_api_keys": true});
    let change = ann.request(Method::POST, "/auth/password/change").json(&body);
    let changing = tokio::spawn(change.reply());
    until("the password waits for the key", async || waiting(&server).await == 2 || changing.is_finished()).await;
    sqlx::raw_sql("rollback").execute(&mut held).await.unwrap();
    let (made, thief) = making.await.unwrap();
    changing.await.unwrap().no_content();
    let spare = thief.bearing(made.created().text("key"));
    spare.get("/api/leads").await.expect_status(401);
}
