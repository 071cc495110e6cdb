use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::PgExecutor;
use time::Duration;

use super::{BETWEEN, HOURLY, MailedToken, Mailing, Purpose};
use crate::events::EventKind;
use crate::outbox::{self, Letter, Message, Recipient};
use crate::{Auth, Client, EmailAddress, UserId};

/// Whom a token is for.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// This user, who asked for it where `actor` says so.
    User { id: UserId, actor: bool },
    /// Whoever has the address that it goes to, if anybody does.
    OfTheAddress,
}

/// What letters of a kind to an address are counted by.
pub fn mailing_key(purpose: Purpose, address: &EmailAddress) -> Vec<u8> {
    Sha256::new().chain_update(purpose.as_str()).chain_update(b" ").chain_update(address.as_str()).finalize().to_vec()
}

/// Sends a token to an address and forgets the one before, unless the address had too many letters. One statement, the
/// same whether anybody has the address or not, so that neither the answer nor the time tells (RST, LOG-1). The request
/// is logged in any case.
pub async fn issue(
    db: impl PgExecutor<'_>,
    auth: &Auth,
    (purpose, owner): (Purpose, Owner),
    address: &EmailAddress,
    note: Option<&str>,
    client: &Client,
) -> Result<Mailing, sqlx::Error> {
    let now = auth.clock.now();
    let token = MailedToken::new(&auth.random);
    let token_hash = token.hash();
    let letter = match purpose {
        Purpose::VerifyEmail => Letter::VerifyEmail { token: token.to_letter() },
        Purpose::ChangeEmail => Letter::ChangeEmail { token: token.to_letter() },
        Purpose::ResetPassword => Letter::ResetPassword { token: token.to_letter() },
    };
    let sealed = outbox::seal(auth, &Message { to: Recipient::Mail(address.clone()), letter })?;
    let (user_id, actor_id, of_the_address) = match owner {
        Owner::User { id, actor } => (Some(id.0), actor.then_some(id.0), None),
        Owner::OfTheAddress => (None, None, Some(address.as_str())),
    };
    let admitted = sqlx::query_scalar!(
        r#"with mailing as materialized (
             select 1 where auth.admit('letter', $1, $2, $3, $5, null, $4)
           ), owner as (
             select id from auth.users
             where (id = $6 or email = $7) and disabled_at is null and exists (select from mailing)
           ), token as (
             insert into auth.mailed_tokens as m (purpose, user_id, token_hash, address, note, created_at, expires_at)
             select $8, id, $9, $10, $11, $2, $12 from owner
             on conflict (purpose, user_id) do update set
               token_hash = excluded.token_hash, address = excluded.address,
               note = coalesce(excluded.note, m.note), created_at = excluded.created_at, expires_at = excluded.expires_at
             returning user_id
           ), letter as (
             insert into auth.outbox (id, channel, sealed, created_at, due_at)
             select $13, 'mail', $14, $2, $2 from token
           ), event as (
             insert into auth.events (id, at, kind, outcome, actor_id, user_id, address, request_id, detail)
             select $15, $2, $16, case when exists (select from token) then 'success' else 'failure' end, $17::uuid,
               (select user_id from token), $18::text::inet, $19::uuid, $20::jsonb
           )
           select exists (select from mailing) as "admitted!""#,
        mailing_key(purpose, address),
        now,
        now - Duration::HOUR,
        now - BETWEEN,
        HOURLY,
        user_id,
        of_the_address,
        purpose.as_str(),
        token_hash.as_slice(),
        address.as_str(),
        note,
        now + purpose.lifetime(),
        auth.random.uuid_v7(now),
        sealed,
        auth.random.uuid_v7(now),
        EventKind::TokenCreated.as_str(),
        actor_id,
        client.inet(),
        client.request_id,
        json!({ "purpose": purpose.as_str() }),
    )
    .fetch_one(db)
    .await?;
    auth.bell.ring();
    Ok(if admitted { Mailing::Sent } else { Mailing::TooMany })
}
