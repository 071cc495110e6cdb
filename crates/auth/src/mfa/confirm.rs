use time::Duration;

use super::recovery::{self, RecoveryCodes};
use super::totp::{self, TotpCode};
use super::verify::{begin_attempt, refund, refuse};
use super::{Change, Factor, Owner, ProveError, changed};
use crate::attempts::{self, Counter};
use crate::login::Reason;
use crate::{Auth, Claim, SessionToken};

/// How long an enrollment waits for its first code.
const WAITS: Duration = Duration::minutes(15);

/// An authenticator that is in use from here on.
#[derive(Debug)]
pub struct Confirmed {
    /// In place of the session's former one.
    pub token: Option<SessionToken>,
    pub recovery_codes: RecoveryCodes,
}

/// Takes the first code of an authenticator that was enrolled; from then on a sign-in needs a second factor. All other
/// sessions end, old recovery codes no longer work, and the user gets an e-mail.
pub async fn confirm(auth: &Auth, claim: &Claim, code: &TotpCode) -> Result<Confirmed, ProveError> {
    let now = auth.clock.now();
    let asking = claim.prove(auth).await?;
    let attempt = begin_attempt(auth, Counter::code(asking.user_id, asking.client.network())).await?;
    let (mut tx, holder) = claim.begin_counted(auth, &attempt).await?;
    let sealed = sqlx::query_scalar!(
        "select sealed from auth.totp where user_id = $1 and confirmed_at is null and created_at > $2",
        holder.user_id.0,
        now - WAITS,
    )
    .fetch_optional(&mut tx)
    .await?;
    let Some(sealed) = sealed else {
        tx.rollback().await?;
        return refund(auth, &attempt).await;
    };
    let Some(step) = totp::step(auth, holder.user_id, &sealed, code) else {
        return refuse(tx, auth, &holder, &attempt, Reason::Code).await;
    };
    sqlx::query!(
        "update auth.totp set confirmed_at = $2, last_step = $3 where user_id = $1",
        holder.user_id.0,
        now,
        step
    )
    .execute(&mut tx)
    .await?;
    let recovery_codes = recovery::replace(&mut tx, auth, holder.user_id).await?;
    let token = changed(&mut tx, auth, &holder, Change::Added(Factor::Totp)).await?;
    attempts::complete(&mut tx, Some(&attempt), &Owner::from(&holder).counters(), None).await?;
    tx.commit().await?;
    Ok(Confirmed { token, recovery_codes })
}
