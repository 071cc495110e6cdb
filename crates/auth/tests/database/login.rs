use std::cell::Cell;
use std::time::Instant;

use auth::{CreateSessionError, LoginError, NewSession, sessions};
use serde_json::json;
use tracing::Subscriber;
use tracing::span::{Attributes, Id};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

use crate::world::{PASSWORD, World, client};

#[tokio::test]
async fn aud_1_a_login_is_logged_with_who_what_where_and_when() {
    let world = World::new().await;
    let signed_in = world.register("user1@test.com").await;
    world.login("user1@test.com", PASSWORD).await.unwrap();
    let _ = world.login("user1@test.com", "a wrong guess").await;
    let _ = world.login("unknown@test.com", "a wrong guess").await;
    let events = world.events().await;
    let user = json!(signed_in.user.id);
    let of = |kind: &str| events.iter().filter(|event| event["kind"] == kind).cloned().collect::<Vec<_>>();
    let success = &of("authn_login_success")[0];
    assert_eq!((&success["actor_id"], &success["user_id"], &success["outcome"]), (&user, &user, &json!("success")));
    let failures = of("authn_login_fail");
    assert_eq!(failures.len(), 2);
    let known = failures.iter().find(|event| event["user_id"] == user).unwrap();
    assert_eq!((&known["actor_id"], &known["detail"]), (&json!(null), &json!({"reason": "password"})));
    assert!(failures.iter().any(|event| event["user_id"].is_null() && event["detail"] == json!({"reason": "unknown"})));
    for event in &events {
        assert_eq!(event["address"], "192.0.2.1");
        assert_eq!(event["request_id"], "00000000-0000-0000-0000-000000000007");
        assert!(event["at"].as_str().unwrap().starts_with("2030-01-01T12:00"));
    }
}

#[tokio::test]
async fn log_1_unknown_wrong_and_disabled_cost_the_same() {
    let mut world = World::new().await;
    world.auth.attempt_limits.per_account = 1_000;
    world.auth.attempt_limits.per_client = 1_000;
    world.register("user1@test.com").await;
    let gone = world.register("gone@test.com").await;
    assert!(world.disable(gone.user.id).await);
    let cases = [("user1@test.com", "a wrong guess"), ("unknown@test.com", PASSWORD), ("gone@test.com", PASSWORD)];
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..25 {
        for (case, times) in cases.iter().zip(&mut times) {
            let begun = Instant::now();
            assert!(matches!(world.login(case.0, case.1).await, Err(LoginError::Refused)));
            times.push(begun.elapsed());
        }
    }
    // What else the machine does makes some slower, and none faster.
    let fastest = times.map(|times| times.into_iter().min().unwrap().as_secs_f64());
    let (least, most) = fastest.iter().fold((f64::MAX, 0.0_f64), |(low, high), &time| (low.min(time), high.max(time)));
    // Skipping the hash would make a case several times as fast.
    assert!(most < least * 1.5, "{fastest:?}");
}

#[tokio::test]
async fn a_password_under_old_parameters_is_hashed_again_at_its_next_use() {
    let world = World::new().await;
    world.register("user1@test.com").await;
    world
        .db
        .superuser(
            "update auth.users set password_hash = \
             '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'",
        )
        .await;
    world.login("user1@test.com", "password").await.unwrap();
    let mut db = world.db.connect("postgres").await;
    let stored: String = sqlx::query_scalar("select password_hash from auth.users").fetch_one(&mut db).await.unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
    world.login("user1@test.com", "password").await.unwrap();
}

#[tokio::test]
async fn a_proof_is_worth_no_session_once_the_password_has_changed() {
    let world = World::new().await;
    world.register("user1@test.com").await;
    let signed_in = world.login("user1@test.com", PASSWORD).await.unwrap();
    world.db.superuser("update auth.users set password_changed_at = password_changed_at + interval '1 second'").await;
    let late = sessions::create(&world.auth, NewSession::new(&signed_in, None, &client())).await;
    assert!(matches!(late, Err(CreateSessionError::Outdated)));
}

thread_local! {
    /// How many passwords this thread has put to those that hash.
    static HASHES: Cell<u32> = const { Cell::new(0) };
}

/// Counts the spans of hashes, by the thread that asks for them.
struct Hashes;

impl<S: Subscriber> Layer<S> for Hashes {
    fn on_new_span(&self, span: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        if span.metadata().name() == "hash_password" {
            HASHES.set(HASHES.get() + 1);
        }
    }
}

#[tokio::test]
async fn log_1_every_sign_in_by_password_is_one_hash() {
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Hashes)).unwrap();
    let world = World::new().await;
    world.register("user1@test.com").await;
    assert_eq!(HASHES.take(), 1, "a registration");
    for (email, password) in
        [("user1@test.com", PASSWORD), ("user1@test.com", "a wrong guess"), ("unknown@test.com", PASSWORD)]
    {
        let _ = world.login(email, password).await;
        assert_eq!(HASHES.take(), 1, "{email} with {password}");
    }
}
