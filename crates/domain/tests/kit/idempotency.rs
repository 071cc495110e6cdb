use std::sync::Arc;

use domain::kit;
use domain::leads::LEADS;
use serde_json::json;
use tenancy::idempotency::{self, Fingerprint, Key, Outcome, StoredResponse};
use tenancy::testing::TestDb;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{Caller, object};

const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

fn key() -> Key {
    Key::parse("key-1").unwrap()
}

fn fingerprint(body: u8) -> Fingerprint {
    Fingerprint::new("POST", "/api/leads", b"application/json", [body; 32])
}

impl Caller {
    /// Makes a lead under the key, as a handler does, or says what the key said.
    async fn post(&self, fingerprint: Fingerprint, now: OffsetDateTime) -> Outcome {
        let mut tx = self.db.begin(&self.write).await.unwrap();
        let outcome = idempotency::begin(&mut tx, &key(), &fingerprint, now).await.unwrap();
        if outcome != Outcome::First {
            tx.rollback().await.unwrap();
            return outcome;
        }
        let body = kit::parse_create(&LEADS, object(json!({"name": "Lead X"}))).unwrap();
        let made = kit::create_in(&mut tx, &LEADS, Uuid::now_v7(), &body).await.unwrap();
        let headers = vec![("location".to_owned(), format!("/api/leads/{}", made.id))];
        let answer = StoredResponse { status: 201, headers, body: made.json };
        idempotency::store(&mut tx, &key(), &fingerprint, &answer, now).await.unwrap();
        tx.commit().await.unwrap();
        Outcome::Replay(answer)
    }

    async fn leads(&self) -> usize {
        self.names(&LEADS, &[]).await.len()
    }
}

#[tokio::test]
async fn rel_4_requests_at_the_same_time_with_one_key_act_once() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    let mut caller = Caller::new(&test, owner, "acme");
    caller.db = test.db(20);
    let caller = Arc::new(caller);
    let mut posts = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let caller = Arc::clone(&caller);
        posts.spawn(async move { caller.post(fingerprint(1), NOW).await });
    }
    let outcomes = posts.join_all().await;
    let replay = caller.post(fingerprint(1), NOW).await;
    assert!(matches!(&replay, Outcome::Replay(answer) if answer.status == 201 && !answer.body.is_empty()));
    assert!(outcomes.contains(&replay));
    assert!(outcomes.iter().all(|outcome| *outcome == replay || *outcome == Outcome::Running), "{outcomes:?}");
    assert_eq!(caller.leads().await, 1);
}

#[tokio::test]
async fn rel_4_another_body_under_the_key_is_told_so_and_does_nothing() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    caller.post(fingerprint(1), NOW).await;
    assert_eq!(caller.post(fingerprint(2), NOW).await, Outcome::OtherBody);
    assert_eq!(caller.leads().await, 1);
}

#[tokio::test]
async fn rel_4_a_request_that_died_before_its_commit_leaves_the_key_to_its_retry() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let mut tx = caller.db.begin(&caller.write).await.unwrap();
    assert_eq!(idempotency::begin(&mut tx, &key(), &fingerprint(1), NOW).await.unwrap(), Outcome::First);
    let body = kit::parse_create(&LEADS, object(json!({"name": "Lead X"}))).unwrap();
    kit::create_in(&mut tx, &LEADS, Uuid::now_v7(), &body).await.unwrap();
    assert_eq!(caller.post(fingerprint(1), NOW).await, Outcome::Running);
    drop(tx);

    // The server notices the closed connection in its own time.
    let mut outcome = Outcome::Running;
    while outcome == Outcome::Running {
        outcome = caller.post(fingerprint(1), NOW).await;
    }
    assert!(matches!(outcome, Outcome::Replay(_)));
    assert_eq!(caller.leads().await, 1);
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    caller.post(fingerprint(1), NOW).await;
    caller.post(fingerprint(1), NOW + Duration::hours(24) - Duration::seconds(1)).await;
    assert_eq!(caller.leads().await, 1);
    caller.post(fingerprint(2), NOW + Duration::hours(24)).await;
    assert_eq!(caller.leads().await, 2);
    let (before, then) = (NOW + Duration::hours(48) - Duration::seconds(1), NOW + Duration::hours(48));
    assert_eq!(caller.db.forget_idempotency_keys(before).await.unwrap(), 0);
    assert_eq!(caller.db.forget_idempotency_keys(then).await.unwrap(), 1);
    assert_eq!(caller.db.forget_idempotency_keys(then).await.unwrap(), 0);
}

#[tokio::test]
async fn ten_1_a_key_is_its_users_and_its_tenants_own() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let (_, stranger) = test.tenant("other").await;
    test.superuser(&format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{stranger}', 'member')"
    ))
    .await;
    test.sign_in(stranger).await;
    let first = Caller::new(&test, owner, "acme").post(fingerprint(1), NOW).await;
    for (user, tenant) in [(stranger, "acme"), (stranger, "other")] {
        let other = Caller::new(&test, user, tenant).post(fingerprint(1), NOW).await;
        assert!(matches!(&other, Outcome::Replay(_)) && other != first);
    }
}
