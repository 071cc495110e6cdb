//! Whatever ends a session waits for an act that outlasts it (SES-9).

use auth::{Claim, CredentialError, StoreError};
use sqlx::Connection;

use crate::acts::{Act, acts};
use crate::world::World;

/// What makes something lasting, or ends it.
const LASTING: [&str; 8] = [
    "end all sessions",
    "ask for another address",
    "change the password",
    "take the password anew",
    "rename",
    "enroll an authenticator",
    "renew recovery codes",
    "tokens of a session",
];

/// Acts that count an attempt, or hash, before their transaction.
const COUNTED: [&str; 7] = [
    "change the password",
    "change the password by a wrong one",
    "take the password anew",
    "take a wrong password anew",
    "confirm an authenticator",
    "prove a factor",
    "disable an authenticator",
];

fn of(names: &'static [&str]) -> Vec<Act> {
    let found: Vec<_> = acts().into_iter().filter(|act| names.contains(&act.name)).collect();
    assert_eq!(found.len(), names.len());
    found
}

#[tokio::test]
async fn ses_9_whatever_ends_a_session_waits_for_a_lasting_act() {
    let world = World::new().await;
    for (number, Act { name, run }) in of(&LASTING).into_iter().enumerate() {
        let claim = world.user_with_a_factor(&format!("user{number}@test.com")).await;
        let mut log = world.db.connect("postgres").await;
        let mut locking = log.begin().await.unwrap();
        sqlx::raw_sql("lock table auth.events, jobs.jobs in access exclusive mode")
            .execute(&mut *locking)
            .await
            .unwrap();
        let (auth, theirs) = (world.auth.clone(), claim.clone());
        let act = tokio::spawn(async move { run(&auth, &theirs).await });
        world.wait_for_a_waiting_statement().await;
        assert!(world.is_held(&claim).await, "{name}");
        locking.rollback().await.unwrap();
        act.await.unwrap().unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert!(!world.is_held(&claim).await, "{name}");
    }
}

#[tokio::test]
async fn ses_9_an_attempt_counts_for_nothing_where_its_session_ends_before_the_act() {
    let world = World::new().await;
    for (number, Act { name, run }) in of(&COUNTED).into_iter().enumerate() {
        let claim = world.user_with_a_factor(&format!("user{number}@test.com")).await;
        world.db.superuser("delete from auth.attempts").await;
        let events = world.events().await.len();
        let mut counts = world.db.connect("postgres").await;
        let mut locking = counts.begin().await.unwrap();
        sqlx::raw_sql("lock table auth.attempts in access exclusive mode").execute(&mut *locking).await.unwrap();
        let (auth, theirs) = (world.auth.clone(), claim.clone());
        let act = tokio::spawn(async move { run(&auth, &theirs).await });
        world.wait_for_a_waiting_statement().await;
        world.db.superuser("delete from auth.sessions").await;
        locking.rollback().await.unwrap();
        let refused = act.await.unwrap();
        assert!(matches!(refused, Err(StoreError::Credential(CredentialError::Ended))), "{name}: {refused:?}");
        assert_eq!(world.events().await.len(), events, "{name}");
        let counted: i64 =
            world.number("select coalesce(sum(cardinality(recent) + in_a_row), 0)::bigint from auth.attempts").await;
        assert_eq!(counted, 0, "{name}");
    }
}

impl World {
    /// A user with an address that isn't confirmed, and what stands for a second factor.
    async fn user_with_a_factor(&self, email: &str) -> Claim {
        let token = self.session(&self.register(email).await).await;
        self.db.superuser("update auth.users set factors = '{totp}'").await;
        self.claim(&token)
    }

    async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&mut self.db.connect("postgres").await).await.unwrap()
    }

    /// Returns once a statement of the server waits for a lock.
    async fn wait_for_a_waiting_statement(&self) {
        let waiting =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        for _ in 0..10_000 {
            if self.number(waiting).await > 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("no statement waits");
    }

    /// Whether a transaction keeps the session from being ended.
    async fn is_held(&self, claim: &Claim) -> bool {
        let mut db = self.db.connect("postgres").await;
        let locked = sqlx::query("select from auth.sessions where token_hash = $1 for update nowait")
            .bind(claim.proof().token_hash())
            .execute(&mut db)
            .await;
        match locked {
            Ok(_) => false,
            Err(error) => {
                assert_eq!(error.as_database_error().unwrap().code().unwrap(), "55P03");
                true
            }
        }
    }
}
