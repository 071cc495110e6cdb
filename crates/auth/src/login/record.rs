//! What an attempt came to: its count and its line in the security log, in one statement each.

use serde_json::json;
use time::OffsetDateTime;

use super::Account;
use crate::attempts::{self, Counter};
use crate::events::EventKind;
use crate::outbox::{self, Letter, Message, Recipient};
use crate::{Auth, Client, DeviceToken, EmailAddress, StoreError, UserId};

/// An attempt that was admitted and is counted as failed until it is decided.
pub struct Attempt {
    pub at: OffsetDateTime,
    pub counter: Counter,
    pub account_key: Vec<u8>,
}

impl Attempt {
    /// An attempt to prove to be the owner of an address, from a known device where it brings its token.
    pub fn new(auth: &Auth, email: &EmailAddress, device: Option<&DeviceToken>, client: &Client) -> Self {
        let counter = match device {
            Some(device) => Counter::device(device.fingerprint()),
            None => Counter::account(email, client.network()),
        };
        Self { at: auth.clock.now(), counter, account_key: attempts::account_key(email) }
    }
}

/// Why an attempt failed. For the security log only.
#[derive(Clone, Copy, Debug)]
pub enum Reason {
    Unknown,
    Password,
    Disabled,
    /// The address has to be confirmed first.
    Unverified,
    /// The stored hash is broken.
    Hash,
}

impl Reason {
    fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Password => "password",
            Self::Disabled => "disabled",
            Self::Unverified => "unverified",
            Self::Hash => "hash",
        }
    }
}

/// Takes the attempt back, ends the row of failures, and logs the success. False where the user was disabled or the
/// password replaced while it was being compared. The rows are locked in the order in which attempts are counted. The
/// owner of a confirmed address is told of a new device.
pub async fn success(
    auth: &Auth,
    attempt: &Attempt,
    account: &Account,
    new_device: bool,
    client: &Client,
) -> Result<bool, StoreError> {
    let now = auth.clock.now();
    let letter = match &account.user.email {
        Some(email) if new_device && account.user.email_verified => {
            Some(outbox::seal(auth, &told(email, client, now))?)
        }
        _ => None,
    };
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
         ), letter as (
           insert into auth.outbox (id, channel, sealed, created_at, due_at)
           select $13::uuid, 'mail', $14, $9, $9 from proved where $14::bytea is not null
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
        auth.random.uuid_v7(now),
        letter as Option<Vec<u8>>,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    auth.bell.ring();
    Ok(logged.rows_affected() == 1)
}

fn told(email: &EmailAddress, client: &Client, at: OffsetDateTime) -> Message {
    let device = client.user_agent.as_deref().map(|text| text.chars().filter(|c| !c.is_control()).take(200).collect());
    let letter = Letter::NewDevice { at, device, address: client.inet() };
    Message { to: Recipient::Mail(email.clone()), letter }
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
