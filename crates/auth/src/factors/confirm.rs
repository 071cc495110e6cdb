use time::Duration;

use super::recovery::{self, RecoveryCodes};
use super::totp::{self, TotpCode};
use super::verify::{admit, refuse, undecided};
use super::{Change, Factor, ProveError, changed, lock};
use crate::attempts::{self, Counter};
use crate::login::Reason;
use crate::{Auth, Holder, SessionToken, Transaction};

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
/// sessions end, recovery codes of before are void, and the user gets a letter.
pub async fn confirm(auth: &Auth, holder: &Holder, code: &TotpCode) -> Result<Confirmed, ProveError> {
    let now = auth.clock.now();
    let attempt = admit(auth, Counter::code(holder.user_id, holder.client.network())).await?;
    let mut tx = Transaction::begin(&auth.pool).await?;
    let owner = lock(&mut tx, holder.user_id).await?;
    let sealed = sqlx::query_scalar!(
        "select sealed from auth.totp where user_id = $1 and confirmed_at is null and created_at > $2",
        owner.id.0,
        now - WAITS,
    )
    .fetch_optional(&mut tx)
    .await?;
    let Some(sealed) = sealed else {
        tx.rollback().await?;
        return undecided(auth, &attempt).await;
    };
    let Some(step) = totp::step(auth, owner.id, &sealed, code) else {
        tx.rollback().await?;
        return refuse(auth, holder, &attempt, Reason::Code).await;
    };
    sqlx::query!("update auth.totp set confirmed_at = $2, last_step = $3 where user_id = $1", owner.id.0, now, step)
        .execute(&mut tx)
        .await?;
    let recovery_codes = recovery::replace(&mut tx, auth, owner.id).await?;
    let token = changed(&mut tx, auth, holder, &owner, Change::Added(Factor::Totp)).await?;
    attempts::settle(&mut tx, Some(&attempt), &owner.counters(), None).await?;
    tx.commit().await?;
    Ok(Confirmed { token, recovery_codes })
}
