use std::fmt;

use super::Factor;
use super::totp::{self, SECRET};
use crate::events::EventKind;
use crate::{Auth, Claim, StoreError};

/// What an authenticator app needs to make codes. Shown once, and never printed.
#[derive(Clone)]
pub struct Enrollment {
    /// In base32, for typing.
    pub secret: String,
    /// `otpauth://totp/…`, for a QR code.
    pub url: String,
}

/// Why no authenticator was enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrollError {
    /// There is one; it has to be disabled first.
    #[error("an authenticator is in use")]
    InUse,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a secret for an authenticator app, in place of one that was never confirmed. It counts for nothing until
/// [`super::confirm()`].
pub async fn enroll(auth: &Auth, claim: &Claim) -> Result<Enrollment, EnrollError> {
    let now = auth.clock.now();
    let secret = auth.random.bytes::<SECRET>();
    let (mut tx, holder) = claim.begin_holding(auth).await?;
    let owner = holder.user_id;
    let stored = sqlx::query!(
        "insert into auth.totp as t (user_id, sealed, created_at) values ($1, $2, $3)
         on conflict (user_id) do update set sealed = $2, created_at = $3, last_step = 0 where t.confirmed_at is null",
        owner.0,
        auth.secret_box.encrypt(&auth.random, &totp::context(owner), &secret),
        now,
    )
    .execute(&mut tx)
    .await?;
    if stored.rows_affected() == 0 {
        tx.rollback().await?;
        return Err(EnrollError::InUse);
    }
    super::record(&mut tx, auth, &holder, EventKind::FactorEnrolled, Some(Factor::Totp)).await?;
    tx.commit().await?;
    let user = holder.live();
    let account = user.email.clone().map(String::from).or(user.phone.clone()).unwrap_or_else(|| owner.to_string());
    // A colon parts the issuer from the account.
    let generator = totp::generator(secret, &account.replace(':', "_"));
    let url = generator.to_url().map_err(|error| StoreError::Database(sqlx::Error::Encode(error.into())))?;
    Ok(Enrollment { secret: generator.secret().to_base32(), url })
}

impl fmt::Debug for Enrollment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrollment(..)")
    }
}

into_store!(EnrollError: sqlx::Error);
