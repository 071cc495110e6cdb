use serde_json::json;

use super::{NewUser, RegisterError};
use crate::email_tokens::{EmailToken, Purpose};
use crate::events::EventKind;
use crate::outbox::{ARGUMENTS, AddressTaken, Conditional, Limits, Recipient, VerifyEmail};
use crate::{Auth, Client};

/// Takes a registration that counts only once its address is confirmed. The client learns nothing about the address
/// (REG-1): an unknown address, one that waits to be confirmed and one that has an account get the same work, in one
/// statement after the hash, and an e-mail each: to confirm, to confirm instead of the one before, or about the attempt
/// to register.
///
/// A second registration of an address takes the place of the first, password and all: the one that counts is the one
/// whose e-mail is answered. `note` comes back with the confirmation.
pub async fn apply_for_account(auth: &Auth, new: NewUser, note: &str, client: &Client) -> Result<(), RegisterError> {
    let hash = auth.hasher.hash(new.password).await?;
    let now = auth.clock.now();
    let token = EmailToken::new(&auth.random);
    let token_hash = token.hash();
    let limits = Limits::of_address(Recipient::Mail(new.email.clone()));
    let confirm = Conditional::new(auth, limits, VerifyEmail { token: token.to_letter() })?;
    let refusal = confirm.encrypt_instead(auth, AddressTaken {})?;
    let mut db = auth.pool.lease().await?;
    let counted = sqlx::query!(
        r#"with counted as materialized (
           select refused_by, retry_at from auth.admit_message($1, $3, $4, $5, $23, $2)
         ), mailing as (
           select from counted where refused_by is null
         ), known as (
           select id, disabled_at, email_verified_at is not null or disabled_at is not null as settled
           from auth.users where email = $6
         ), made as (
           insert into auth.users
             (id, email, name, password_hash, password_changed_at, created_at, updated_at)
           select $7::uuid, $6, $8, $9, $2, $2, $2
           where exists (select from mailing) and not exists (select from known)
           on conflict (email) do nothing
           returning id
         ), renewed as (
           update auth.users u set name = $8, password_hash = $9, password_changed_at = $2, updated_at = $2
           from known k where u.id = k.id and not k.settled and u.email_verified_at is null and exists (select from mailing)
           returning u.id
         ), ended as (
           delete from auth.sessions s using renewed r where s.user_id = r.id
         ), pending as (
           select id from made union all select id from renewed
         ), token as (
           insert into auth.email_tokens as m (purpose, user_id, token_hash, address, note, created_at, expires_at)
           select $10, id, $11, $6, $12, $2, $13 from pending
           on conflict (purpose, user_id) do update set
             token_hash = excluded.token_hash, note = excluded.note, created_at = excluded.created_at,
             expires_at = excluded.expires_at
         ), letter as materialized (
           select jobs.enqueue($14::uuid, $24, null, case when exists (select from pending) then $15::bytea else $16::bytea end,
             $25, $26, $2, null, $2)
           from mailing
           where exists (select from pending) or exists (select from known where settled and disabled_at is null)
         ), event as (
           insert into auth.events (id, at, kind, outcome, actor_id, user_id, address, request_id, detail)
           select $17, $2, case when exists (select from renewed) then $18 else $19 end,
             case when exists (select from pending) then 'success' else 'failure' end, (select id from pending),
             coalesce((select id from pending), (select id from known)), $20::text::inet, $21::uuid, $22::jsonb
         )
         select refused_by, retry_at from counted where (select count(*) from letter) >= 0"#,
        &confirm.scopes,
        now,
        &confirm.keys,
        &confirm.windows,
        &confirm.mosts,
        new.email.as_str(),
        auth.random.uuid_v7(now),
        new.name.as_str(),
        hash.to_stored(),
        Purpose::VerifyEmail.as_str(),
        token_hash.as_slice(),
        note,
        now + Purpose::VerifyEmail.lifetime(),
        auth.random.uuid_v7(now),
        confirm.encrypted,
        refusal,
        auth.random.uuid_v7(now),
        EventKind::UserUpdated.as_str(),
        EventKind::UserCreated.as_str(),
        client.inet(),
        client.request_id,
        json!({ "pending": true }),
        &confirm.gaps,
        ARGUMENTS.kind,
        ARGUMENTS.delivery,
        ARGUMENTS.max_tries,
    )
    .fetch_one(&mut db)
    .await?;
    db.give_back();
    auth.jobs.wake();
    if let Some(limit) = confirm.refusal(counted.refused_by, counted.retry_at, now) {
        auth.dropped.note(&limit);
    }
    Ok(())
}
