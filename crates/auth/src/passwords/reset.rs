use base::{DbError, PoolError, Transaction};
use serde_json::json;

use super::{keys, tell};
use crate::attempts::account_key;
use crate::email_tokens::{self, EmailToken, Purpose};
use crate::events::{self, Event, EventKind};
use crate::mfa;
use crate::sessions::end_others;
use crate::{Auth, Client, HashError, Password, PasswordOwner, PasswordPolicy, PasswordRefused, StoreError};

/// Why a password was not reset.
#[derive(Debug, thiserror::Error)]
pub enum ResetPasswordError {
    #[error("the token is unknown, used or expired")]
    Token,
    /// The token is as good as before.
    #[error("the new password can't be chosen")]
    Refused(#[source] PasswordRefused),
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a user sends to replace a password that they forgot.
#[derive(Debug)]
pub struct Reset {
    pub token: EmailToken,
    pub new: Password,
    /// Whether the user's API keys are revoked as well.
    pub revoke_api_keys: bool,
}

/// Uses up a token that was mailed, and replaces the password. All sessions, known devices and mailed tokens of the
/// user are void. API keys stay unless they are revoked with it, and second factors stay where the address was
/// confirmed before. It starts no session. The token proves as well that its bearer reads the address, so the address
/// is confirmed.
pub async fn reset(
    auth: &Auth,
    reset: Reset,
    policy: PasswordPolicy,
    client: &Client,
) -> Result<(), ResetPasswordError> {
    let Reset { token, new, revoke_api_keys } = reset;
    let found = email_tokens::find(auth, &token, &[Purpose::ResetPassword]).await?.ok_or(ResetPasswordError::Token)?;
    let owner = PasswordOwner { email: &found.address, name: found.name.as_str() };
    let password = policy.accept(new, owner).map_err(ResetPasswordError::Refused)?;
    let hash = auth.hasher.hash(password).await?;
    let now = auth.clock.now();
    let mut tx = Transaction::begin(&auth.pool).await?;
    mfa::lock(&mut tx, found.user_id).await?.ok_or(ResetPasswordError::Token)?;
    if !email_tokens::consume(&mut tx, &token, now).await? {
        return Err(ResetPasswordError::Token);
    }
    let replaced = sqlx::query!(
        r#"with before as (
             select id, email_verified_at is null as unproved from auth.users
             where id = $1 and email = $2 and disabled_at is null for update
           )
           update auth.users u set password_hash = $3, password_changed_at = $4, updated_at = $4,
             email_verified_at = coalesce(email_verified_at, $4)
           from before where u.id = before.id
           returning before.unproved as "unproved!""#,
        found.user_id.0,
        found.address.as_str(),
        hash.to_stored(),
        now,
    )
    .fetch_optional(&mut tx)
    .await?;
    // The user has another address by now.
    let Some(replaced) = replaced else { return Err(ResetPasswordError::Token) };
    if replaced.unproved {
        mfa::forget_all(&mut tx, found.user_id).await?;
    }
    end_others(&mut tx, auth, found.user_id, None, client).await?;
    email_tokens::revoke_all(&mut tx, found.user_id).await?;
    let api_keys = keys::revoke_or_list(&mut tx, found.user_id, now, revoke_api_keys, client).await?;
    let key = account_key(&found.address);
    sqlx::query!("delete from auth.attempts where scope = 'account' and key = $1", key).execute(&mut tx).await?;
    let event = Event {
        kind: EventKind::PasswordChanged,
        actor: Some(found.user_id),
        user: found.user_id,
        target: None,
        detail: json!({ "by": "reset", "api_keys_revoked": revoke_api_keys }),
    };
    events::record(&mut tx, auth, client, &event).await?;
    tell(&mut tx, auth, &found.address, api_keys).await?;
    tx.commit().await?;
    Ok(())
}

into_store!(ResetPasswordError: PoolError, sqlx::Error, DbError);
