//! Counts guesses before they are compared, and takes back the right one.

use base::Lease;
use time::OffsetDateTime;

use super::{CodeSlot, GUESSES, LIMITS, PAUSE};

/// A guess that was counted and may be compared.
pub struct Admitted {
    /// Wrong codes in a row of this device for this contact, this guess included.
    pub failures: u32,
    /// The fingerprint of the code that is waiting, where there is one with guesses left.
    pub code_mac: Option<Vec<u8>>,
}

/// Counts a guess as wrong: for the contact, the device and the code. `None` where it is one too many for the contact
/// or the device; then it isn't compared. One statement: parallel guesses queue up at its rows, which are locked in the
/// order of [`redeem`]: contact, device, code.
pub async fn record(db: &mut Lease, slot: &CodeSlot, now: OffsetDateTime) -> Result<Option<Admitted>, sqlx::Error> {
    let (scope, key) = slot.counter();
    let row = sqlx::query!(
        r#"with contact as materialized (
             select 1 where case
               when exists (
                 select from auth.code_pauses where contact_key = $4 and device_key = $5 and blocked_until > $3)
                 then false
               else auth.admit($1, $2, $3, $6, $7, $8, null)
             end
           ), device as (
             insert into auth.code_pauses as p (contact_key, device_key, failures, last_at)
             select $4, $5, 1, $3 from contact
             on conflict (contact_key, device_key) do update set
               failures = case when p.blocked_until is null and p.last_at > $6 then p.failures + 1 else 1 end,
               blocked_until = case
                 when p.blocked_until is null and p.last_at > $6 and p.failures + 1 >= $9 then $10::timestamptz end,
               last_at = $3
             where p.blocked_until is null or p.blocked_until <= $3
             returning failures
           ), code as (
             update auth.codes set guesses = guesses + 1
             where contact_key = $4 and lane = $11 and expires_at > $3 and guesses < $9 and exists (select from device)
             returning code_mac
           )
           select failures, (select code_mac from code) from device"#,
        scope,
        key,
        now,
        slot.contact_key.as_slice(),
        slot.device_key.as_slice(),
        now - LIMITS.window,
        i64::from(LIMITS.per_account),
        i64::from(LIMITS.per_account_in_a_row),
        GUESSES.cast_signed(),
        now + PAUSE,
        slot.lane,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Admitted { failures: row.failures.cast_unsigned(), code_mac: row.code_mac }))
}

/// When a guess that was not admitted has a chance again.
pub async fn blocked_until(
    db: &mut Lease,
    slot: &CodeSlot,
    now: OffsetDateTime,
) -> Result<OffsetDateTime, sqlx::Error> {
    let (scope, key) = slot.counter();
    let window = time::Duration::try_from(LIMITS.window).unwrap_or(time::Duration::HOUR);
    let row = sqlx::query!(
        r#"select
             (select blocked_until from auth.code_pauses where contact_key = $1 and device_key = $2) as paused_until,
             (select case when in_a_row >= $5 then array[$6::timestamptz]
                else array(select t from unnest(recent) t where t > $7 order by t) end
              from auth.attempts where scope = $3 and key = $4) as "recent: Vec<OffsetDateTime>",
             (select in_a_row >= $5 from auth.attempts where scope = $3 and key = $4) as exhausted"#,
        slot.contact_key.as_slice(),
        slot.device_key.as_slice(),
        scope,
        key,
        i64::from(LIMITS.per_account_in_a_row),
        now,
        now - window,
    )
    .fetch_one(db)
    .await?;
    let recent = row.recent.unwrap_or_default();
    let contact = if row.exhausted == Some(true) {
        Some(now + window)
    } else {
        recent.len().checked_sub(LIMITS.per_account as usize).map(|at| recent[at] + window)
    };
    let soonest = now + time::Duration::SECOND;
    Ok([row.paused_until, contact].into_iter().flatten().fold(soonest, OffsetDateTime::max))
}

/// Uses up the code. False where another request was faster: then the guess stays counted. It locks contact, device and
/// code, in this order, as [`record`] does: otherwise the two would wait for each other.
pub async fn redeem(
    db: &mut base::Transaction,
    slot: &CodeSlot,
    code_mac: &[u8],
    at: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    let (scope, key) = slot.counter();
    let redeemed = sqlx::query!(
        "with contact as materialized (
           select 1 from auth.attempts where scope = $4 and key = $5 for update
         ), guesser as materialized (
           select 1 from auth.code_pauses
           where contact_key = $1 and device_key = $7 and (select count(*) from contact) >= 0 for update
         ), code as (
           delete from auth.codes
           where contact_key = $1 and lane = $2 and code_mac = $3 and (select count(*) from guesser) >= 0 returning 1
         ), settled as (
           update auth.attempts a set in_a_row = 0,
             recent = coalesce(
               a.recent[:array_position(a.recent, $6) - 1] || a.recent[array_position(a.recent, $6) + 1:], a.recent)
           where scope = $4 and key = $5 and exists (select from code)
         ), device as (
           delete from auth.code_pauses where contact_key = $1 and device_key = $7 and exists (select from code)
         )
         select from code",
        slot.contact_key.as_slice(),
        slot.lane,
        code_mac,
        scope,
        key,
        at,
        slot.device_key.as_slice(),
    )
    .execute(db)
    .await?;
    Ok(redeemed.rows_affected() == 1)
}
