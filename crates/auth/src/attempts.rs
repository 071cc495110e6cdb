//! The attempts to sign in, counted: how many wrong guesses are left (LOG-2).
//!
//! Its table, `auth.attempts`, has a scope for everything that is limited within a time, e-mails and text messages too
//! ([`crate::email_tokens`], [`crate::otp`]). The function `auth.admit` is what counts.

use std::time::Duration;

use base::{Lease, Pool, Transaction};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use crate::{Auth, Client, DeviceToken, EmailAddress, StoreError, UserId};

/// How many failures are allowed. All of them slide: what counts is the time since each failure.
#[derive(Clone, Copy, Debug)]
pub struct AttemptLimits {
    pub window: Duration,
    /// Within the window, for an address without regard to where the attempts come from; and for a known device, whose
    /// attempts count apart.
    pub per_account: u32,
    /// Without a success in between, however slowly (NIST SP 800-63B-4, 3.2.2).
    pub per_account_in_a_row: u32,
    /// Within the window, for a client address, whatever the accounts. An office that shares an address may need more.
    pub per_client: u32,
}

impl Default for AttemptLimits {
    fn default() -> Self {
        Self { window: Duration::from_mins(15), per_account: 10, per_account_in_a_row: 100, per_client: 10 }
    }
}

/// What an attempt is counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    pub scope: &'static str,
    pub key: Vec<u8>,
    /// The client's network, where that counts as well.
    pub network: Option<Vec<u8>>,
}

impl Counter {
    pub fn account(email: &EmailAddress, network: Option<Vec<u8>>) -> Self {
        Self { scope: "account", key: account_key(email), network }
    }

    /// A known device counts by itself alone: neither guesses from elsewhere nor those of its neighbours touch it.
    pub fn device(fingerprint: [u8; 32]) -> Self {
        Self { scope: "device", key: fingerprint.to_vec(), network: None }
    }

    /// Guesses at six digits count by account, whatever the device: the session or the password names the user.
    pub fn code(user_id: UserId, network: Option<Vec<u8>>) -> Self {
        Self::of_user(b"code", user_id, network)
    }

    pub fn recovery_code(user_id: UserId, network: Option<Vec<u8>>) -> Self {
        Self::of_user(b"recovery code", user_id, network)
    }

    fn of_user(what: &[u8], user_id: UserId, network: Option<Vec<u8>>) -> Self {
        let key = Sha256::new().chain_update(what).chain_update(user_id.0.as_bytes()).finalize();
        Self { scope: "account", key: key.to_vec(), network }
    }
}

/// An attempt that was admitted and is counted as failed until it is decided.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub at: OffsetDateTime,
    pub counter: Counter,
}

impl Attempt {
    /// An attempt to prove to be the owner of an address, from a known device where it brings its token.
    pub fn new(auth: &Auth, email: &EmailAddress, device: Option<&DeviceToken>, client: &Client) -> Self {
        let counter = match device {
            Some(device) => Counter::device(device.fingerprint()),
            None => Counter::account(email, client.network()),
        };
        Self { at: auth.clock.now(), counter }
    }
}

/// The same for addresses with and without a user, so that being blocked tells nothing (LOG-1).
pub fn account_key(email: &EmailAddress) -> Vec<u8> {
    Sha256::digest(email.as_str().as_bytes()).to_vec()
}

/// Counts an attempt as failed before it is decided. False where it is one too many; then it isn't counted, so that
/// trying on doesn't make the wait longer. One statement: parallel attempts queue up at its rows.
pub async fn admit(
    db: &mut Lease,
    counter: &Counter,
    limits: &AttemptLimits,
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select case
             when $1::bytea is null or auth.admit('client', $1, $4, $5, $6, null, null)
               then auth.admit($2, $3, $4, $5, $7, $8, null)
             else false
           end as "admitted!""#,
        counter.network.as_deref() as Option<&[u8]>,
        counter.scope,
        counter.key,
        now,
        now - limits.window,
        i64::from(limits.per_client),
        i64::from(limits.per_account),
        i64::from(limits.per_account_in_a_row),
    )
    .fetch_one(db)
    .await
}

/// [`admit`], or how long to wait.
pub(crate) async fn count(auth: &Auth, attempt: &Attempt) -> Result<Option<Duration>, StoreError> {
    let mut db = auth.pool.lease().await?;
    let (counter, limits) = (&attempt.counter, &auth.attempt_limits);
    let admitted = admit(&mut db, counter, limits, attempt.at).await?;
    let refused = if admitted { None } else { Some(wait(&mut db, counter, limits, attempt.at).await?) };
    db.give_back();
    Ok(refused)
}

/// How long until an attempt that was not admitted has a chance: until the oldest failure of a full count leaves the
/// window, and the whole window for too many in a row.
pub async fn wait(
    db: &mut Lease,
    counter: &Counter,
    limits: &AttemptLimits,
    now: OffsetDateTime,
) -> Result<Duration, sqlx::Error> {
    let rows = sqlx::query!(
        "select scope, recent, in_a_row from auth.attempts
         where (scope = $1 and key = $2) or (scope = 'client' and key = $3)",
        counter.scope,
        counter.key,
        counter.network.as_deref() as Option<&[u8]>,
    )
    .fetch_all(db)
    .await?;
    let start = now - limits.window;
    let waits = rows.iter().filter_map(|row| {
        let is_client = row.scope == "client";
        if !is_client && row.in_a_row >= i64::from(limits.per_account_in_a_row) {
            return Some(limits.window);
        }
        let most = if is_client { limits.per_client } else { limits.per_account } as usize;
        let within: Vec<_> = row.recent.iter().filter(|at| **at > start).collect();
        let leaves_first = within.len().checked_sub(most).map(|at| *within[at])?;
        Duration::try_from(leaves_first - start).ok()
    });
    Ok(waits.max().unwrap_or_default().max(Duration::from_secs(1)))
}

/// Takes an attempt back whose secret was never compared.
pub(crate) async fn refund(auth: &Auth, attempt: &Attempt) -> Result<(), StoreError> {
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

/// Takes back the successful attempt, and ends the rows of failures that a complete sign-in makes good. It runs in the
/// act's own transaction and locks the rows in the order in which attempts are counted.
pub(crate) async fn complete(
    tx: &mut Transaction,
    attempt: Option<&Attempt>,
    made_good: &[Counter],
    device: Option<&[u8; 32]>,
) -> Result<(), sqlx::Error> {
    let keys: Vec<_> = made_good.iter().map(|counter| counter.key.clone()).collect();
    sqlx::query!(
        "with counted as (
           select scope, key from auth.attempts
           where (scope = $1 and key = $2) or (scope = 'client' and key = $3)
             or (scope = 'account' and key = any ($5)) or (scope = 'device' and key = $6)
           order by scope desc, key for update
         )
         update auth.attempts a set
           recent = case when a.scope = 'client' or (a.scope = $1 and a.key = $2) then coalesce(
               a.recent[:array_position(a.recent, $4) - 1] || a.recent[array_position(a.recent, $4) + 1:],
               a.recent) else a.recent end,
           in_a_row = 0
         from counted c where a.scope = c.scope and a.key = c.key",
        attempt.map(|attempt| attempt.counter.scope),
        attempt.map(|attempt| attempt.counter.key.as_slice()),
        attempt.and_then(|attempt| attempt.counter.network.as_deref()),
        attempt.map(|attempt| attempt.at),
        &keys,
        device.map(<[u8; 32]>::as_slice),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Forgets what was counted against an address: its owner has proved themselves in another way.
pub async fn clear_failures(pool: &Pool, email: &EmailAddress) -> Result<(), StoreError> {
    let mut db = pool.lease().await?;
    sqlx::query!("delete from auth.attempts where scope = 'account' and key = $1", account_key(email))
        .execute(&mut db)
        .await?;
    db.give_back();
    Ok(())
}

/// Deletes counts that are unchanged for 90 days. Counts of addresses without a user go by the same rule as those with
/// one: a difference would tell which is which.
pub async fn sweep(pool: &Pool, now: OffsetDateTime) -> Result<u64, StoreError> {
    let mut db = pool.lease().await?;
    let swept = sqlx::query!("delete from auth.attempts where last_at < $1", now - time::Duration::days(90))
        .execute(&mut db)
        .await?;
    db.give_back();
    Ok(swept.rows_affected())
}
