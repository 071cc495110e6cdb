//! What an attempt came to: its count and its line in the security log, in one statement each.

use serde_json::json;
use sqlx::PgExecutor;
use time::OffsetDateTime;

use crate::account::Account;
use crate::attempts::{self, Attempt};
use crate::events::EventKind;
use crate::outbox::{self, ARGUMENTS, Notice, Recipient};
use crate::{Auth, Client, StoreError, UserId};

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
    /// A code of an authenticator.
    Code,
    RecoveryCode,
}

impl Reason {
    fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Password => "password",
            Self::Disabled => "disabled",
            Self::Unverified => "unverified",
            Self::Hash => "hash",
            Self::Code => "totp",
            Self::RecoveryCode => "recovery_code",
        }
    }

    /// What a failure is logged as, and the one that used up the last attempt.
    fn kinds(self) -> (EventKind, EventKind) {
        match self {
            Self::Code | Self::RecoveryCode => (EventKind::FactorFail, EventKind::FactorLock),
            _ => (EventKind::LoginFail, EventKind::LoginLock),
        }
    }
}

/// Takes the attempt back and logs the success. It ends the row of failures too, unless a second factor is still owed:
/// then that waits until the sign-in is complete (LOG-5). False where the user was disabled or the password replaced
/// while it was being compared. The rows are locked in the order in which attempts are counted. The owner of a
/// confirmed address is told of a new device.
pub async fn success(
    db: impl PgExecutor<'_>,
    auth: &Auth,
    attempt: &Attempt,
    account: &Account,
    new_device: bool,
    client: &Client,
) -> Result<bool, StoreError> {
    let now = auth.clock.now();
    let kind = if account.owes_factor { EventKind::PasswordSuccess } else { EventKind::LoginSuccess };
    let letter = match &account.user.email {
        Some(email) if new_device && account.user.email_verified => {
            Some(outbox::encrypt_notice(auth, Recipient::Mail(email.clone()), told(client, now))?)
        }
        _ => None,
    };
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
             in_a_row = case when not $13 then 0
               when a.scope in ($3, 'client') then greatest(a.in_a_row - 1, 0) else a.in_a_row end
           from counted c, proved where a.scope = c.scope and a.key = c.key
         ), letter as materialized (
           select jobs.enqueue($14::uuid, $16, null, $15::bytea, $17, $18, $9, null, $9) from proved where $15::bytea is not null
         )
         insert into auth.events (id, at, kind, outcome, actor_id, user_id, address, request_id)
         select $8, $9, $10, 'success', id, id, $11::text::inet, $12 from proved where (select count(*) from letter) >= 0",
        account.user.id.0,
        account.password_changed_at,
        attempt.counter.scope,
        attempt.counter.key,
        attempt.counter.network.as_deref() as Option<&[u8]>,
        account.user.email.as_ref().map(attempts::account_key),
        attempt.at,
        auth.random.uuid_v7(now),
        now,
        kind.as_str(),
        client.inet(),
        client.request_id,
        account.owes_factor,
        auth.random.uuid_v7(now),
        letter as Option<Vec<u8>>,
        ARGUMENTS.kind,
        ARGUMENTS.delivery,
        ARGUMENTS.max_tries,
    )
    .execute(db)
    .await?;
    auth.jobs.wake();
    Ok(logged.rows_affected() == 1)
}

fn told(client: &Client, at: OffsetDateTime) -> Notice {
    let device = client.user_agent.as_deref().map(|text| text.chars().filter(|c| !c.is_control()).take(200).collect());
    Notice::NewDevice { at, device, address: client.inet() }
}

/// Leaves the attempt counted and logs the failure; and, where it was the last one allowed, the lock.
pub async fn failure(
    db: impl PgExecutor<'_>,
    auth: &Auth,
    attempt: &Attempt,
    user_id: Option<UserId>,
    reason: Reason,
    client: &Client,
) -> Result<(), StoreError> {
    let now = auth.clock.now();
    let (limits, (fail, lock)) = (&auth.attempt_limits, reason.kinds());
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
        fail.as_str(),
        user_id.map(|id| id.0),
        client.inet(),
        client.request_id,
        json!({ "reason": reason.as_str() }),
        auth.random.uuid_v7(now),
        lock.as_str(),
        attempt.counter.scope,
        attempt.counter.key,
        attempt.at,
        attempt.at - limits.window,
        i64::from(limits.per_account),
        i64::from(limits.per_account_in_a_row),
    )
    .execute(db)
    .await?;
    Ok(())
}
