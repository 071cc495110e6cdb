//! What an attempt came to: its count and its line in the security log, in one statement each.

use serde_json::json;
use time::OffsetDateTime;

use super::Account;
use crate::attempts::Counter;
use crate::events::EventKind;
use crate::{Auth, Client, StoreError, UserId};

/// An attempt that was admitted and is counted as failed until it is decided.
pub struct Attempt {
    pub at: OffsetDateTime,
    pub counter: Counter,
    pub account_key: Vec<u8>,
}

/// Why an attempt failed. For the security log only.
#[derive(Clone, Copy, Debug)]
pub enum Reason {
    Unknown,
    Password,
    Disabled,
    /// The stored hash is broken.
    Hash,
}

impl Reason {
    fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Password => "password",
            Self::Disabled => "disabled",
            Self::Hash => "hash",
        }
    }
}

/// Takes the attempt back, ends the row of failures, and logs the success. False where the user was disabled or the
/// password replaced while it was being compared. The rows are locked in the order in which attempts are counted.
pub async fn success(auth: &Auth, attempt: &Attempt, account: &Account, client: &Client) -> Result<bool, StoreError> {
    let now = auth.clock.now();
    let mut db = auth.pool.lease().await?;
    let logged = sqlx::query!(
        "with proved as (
           select id from auth.users where id = $1 and password_changed_at = $2 and disabled_at is null
         ), counted as (
           select scope, key from auth.attempts
           where (scope = $3 and key = $4) or (scope = 'client' and key = $5) or (scope = 'account' and key = $6)
           order by scope desc for update
         ), settled as (
           update auth.attempts a set
             recent = case when a.scope in ($3, 'client') then coalesce(
                 a.recent[:array_position(a.recent, $7) - 1] || a.recent[array_position(a.recent, $7) + 1:],
                 a.recent) else a.recent end,
             in_a_row = 0
           from counted c, proved where a.scope = c.scope and a.key = c.key
         )
         insert into auth.events (id, at, kind, outcome, actor_id, user_id, address, request_id)
         select $8, $9, $10, 'success', id, id, $11::text::inet, $12 from proved",
        account.user.id.0,
        account.password_changed_at,
        attempt.counter.scope,
        attempt.counter.key,
        attempt.counter.network.as_deref() as Option<&[u8]>,
        attempt.account_key,
        attempt.at,
        auth.random.uuid_v7(now),
        now,
        EventKind::LoginSuccess.as_str(),
        client.inet(),
        client.request_id,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(logged.rows_affected() == 1)
}

/// Leaves the attempt counted and logs the failure; and, where it was the last one allowed, the lock.
pub async fn failure(
    auth: &Auth,
    attempt: &Attempt,
    user_id: Option<UserId>,
    reason: Reason,
    client: &Client,
) -> Result<(), StoreError> {
    let now = auth.clock.now();
    let limits = &auth.attempt_limits;
    let mut db = auth.pool.lease().await?;
    sqlx::query!(
        "insert into auth.events (id, at, kind, outcome, user_id, address, request_id, detail)
         select $1::uuid, $2::timestamptz, $3::text, 'failure', $4::uuid, $5::text::inet, $6::uuid, $7::jsonb
         union all
         select $8::uuid, $2, $9::text, 'failure', $4, $5::text::inet, $6, $7
         from auth.attempts
         where scope = $10 and key = $11 and recent[cardinality(recent)] = $12
           and ((select count(*) from unnest(recent) t where t > $13) >= $14 or in_a_row >= $15)",
        auth.random.uuid_v7(now),
        now,
        EventKind::LoginFail.as_str(),
        user_id.map(|id| id.0),
        client.inet(),
        client.request_id,
        json!({ "reason": reason.as_str() }),
        auth.random.uuid_v7(now),
        EventKind::LoginLock.as_str(),
        attempt.counter.scope,
        attempt.counter.key,
        attempt.at,
        attempt.at - limits.window,
        i64::from(limits.per_account),
        i64::from(limits.per_account_in_a_row),
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(())
}

/// Takes an attempt back whose password was never compared.
pub async fn undecided(auth: &Auth, attempt: &Attempt) -> Result<(), StoreError> {
    let mut db = auth.pool.lease().await?;
    sqlx::query!(
        "with counted as (
           select scope, key from auth.attempts
           where (scope = $1 and key = $2) or (scope = 'client' and key = $3) order by scope desc for update
         )
         update auth.attempts a set
           recent = coalesce(
             a.recent[:array_position(a.recent, $4) - 1] || a.recent[array_position(a.recent, $4) + 1:], a.recent),
           in_a_row = greatest(a.in_a_row - 1, 0)
         from counted c where a.scope = c.scope and a.key = c.key",
        attempt.counter.scope,
        attempt.counter.key,
        attempt.counter.network.as_deref() as Option<&[u8]>,
        attempt.at,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(())
}
