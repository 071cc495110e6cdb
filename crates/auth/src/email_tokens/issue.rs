use serde_json::json;
use sqlx::PgExecutor;

use super::{EmailToken, Mailing, Purpose};
use crate::events::EventKind;
use crate::outbox::{ARGUMENTS, ChangeEmail, Conditional, Limits, Recipient, Requested, ResetPassword, VerifyEmail};
use crate::{Auth, Client, EmailAddress, UserId};

/// The user that a token is for.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// This user. `actor` says whether they asked for it themselves.
    User { id: UserId, actor: bool },
    /// The user with the address that it goes to, if there is one.
    OfTheAddress,
}

/// What a token is issued for, and to which address.
struct Order<'a> {
    purpose: Purpose,
    owner: Owner,
    address: &'a EmailAddress,
    note: Option<&'a str>,
    token: &'a EmailToken,
    client: &'a Client,
}

/// Sends a token to an address and forgets the one before, unless a limit is reached. One statement serves addresses
/// with and without a user, so neither the response nor the time tells (RST, LOG-1). The request is always logged.
pub async fn issue(
    db: impl PgExecutor<'_>,
    auth: &Auth,
    (purpose, owner): (Purpose, Owner),
    address: &EmailAddress,
    note: Option<&str>,
    client: &Client,
) -> Result<Mailing, sqlx::Error> {
    let token = EmailToken::new(&auth.random);
    let order = Order { purpose, owner, address, note, token: &token, client };
    let to = Recipient::Mail(address.clone());
    let token = token.to_letter();
    match (purpose, owner) {
        (Purpose::VerifyEmail, _) => put_down(db, auth, order, Limits::of_address(to), VerifyEmail { token }).await,
        (Purpose::ChangeEmail, Owner::User { id, .. }) => {
            put_down(db, auth, order, Limits::of_address(to).and_sender(id), ChangeEmail { token }).await
        }
        (Purpose::ChangeEmail, Owner::OfTheAddress) => {
            put_down(db, auth, order, Limits::of_address(to), ChangeEmail { token }).await
        }
        (Purpose::ResetPassword, _) => put_down(db, auth, order, Limits::of_address(to), ResetPassword { token }).await,
    }
}

async fn put_down<R: Requested>(
    db: impl PgExecutor<'_>,
    auth: &Auth,
    order: Order<'_>,
    limits: Limits<R>,
    content: R,
) -> Result<Mailing, sqlx::Error> {
    let Order { purpose, owner, address, note, token, client } = order;
    let now = auth.clock.now();
    let token_hash = token.hash();
    let message = Conditional::new(auth, limits, content)?;
    let (user_id, actor_id, of_the_address) = match owner {
        Owner::User { id, actor } => (Some(id.0), actor.then_some(id.0), None),
        Owner::OfTheAddress => (None, None, Some(address.as_str())),
    };
    let counted = sqlx::query!(
        r#"with counted as materialized (
             select refused_by, retry_at from auth.admit_message($1, $2, $3, $4, $5, $6)
           ), owner as (
             select id from auth.users
             where (id = $7 or email = $8) and disabled_at is null and exists (select from counted where refused_by is null)
           ), token as (
             insert into auth.email_tokens as m (purpose, user_id, token_hash, address, note, created_at, expires_at)
             select $9, id, $10, $11, $12, $6, $13 from owner
             on conflict (purpose, user_id) do update set
               token_hash = excluded.token_hash, address = excluded.address,
               note = coalesce(excluded.note, m.note), created_at = excluded.created_at, expires_at = excluded.expires_at
             returning user_id
           ), message as materialized (
             select jobs.enqueue($14, $22, null, $15, $23, $24, $6, null, $6) from token
           ), event as (
             insert into auth.events (id, at, kind, outcome, actor_id, user_id, address, request_id, detail)
             select $16, $6, $17, case when exists (select from token) then 'success' else 'failure' end, $18::uuid,
               (select user_id from token), $19::text::inet, $20::uuid, $21::jsonb
           )
           select refused_by, retry_at from counted where (select count(*) from message) >= 0"#,
        &message.scopes,
        &message.keys,
        &message.windows,
        &message.mosts,
        &message.gaps,
        now,
        user_id,
        of_the_address,
        purpose.as_str(),
        token_hash.as_slice(),
        address.as_str(),
        note,
        now + purpose.lifetime(),
        auth.random.uuid_v7(now),
        message.encrypted,
        auth.random.uuid_v7(now),
        EventKind::TokenCreated.as_str(),
        actor_id,
        client.inet(),
        client.request_id,
        json!({ "purpose": purpose.as_str() }),
        ARGUMENTS.kind,
        ARGUMENTS.delivery,
        ARGUMENTS.max_tries,
    )
    .fetch_one(db)
    .await?;
    auth.jobs.wake();
    Ok(message.refusal(counted.refused_by, counted.retry_at, now).map_or(Mailing::Sent, Mailing::Limited))
}
