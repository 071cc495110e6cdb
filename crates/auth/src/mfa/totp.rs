use std::fmt;

use base::Transaction;
use time::OffsetDateTime;
use totp_rs::{Algorithm, Builder, Totp};

use crate::six_digits::six_digits;
use crate::{Auth, StoreError, UserId};

/// Bytes of a secret: as many as the hash has (RFC 4226, 4).
pub(super) const SECRET: usize = 20;

/// What authenticator apps show beside the account.
const ISSUER: &str = "Bulkhead";

/// A code as its user typed it: six digits. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpCode(String);

impl TotpCode {
    /// Reads six digits, with or without white space and hyphens between them; `None` for anything else.
    pub fn parse(raw: &str) -> Option<Self> {
        six_digits(raw).map(Self)
    }
}

impl fmt::Debug for TotpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpCode(..)")
    }
}

/// What the secrets of a user's authenticator are encrypted for.
pub(super) fn context(user_id: UserId) -> String {
    format!("totp {user_id}")
}

/// The generator of a secret: SHA-1, six digits, steps of 30 s, and one step of drift either way (RFC 6238, 5.2).
/// Authenticator apps expect these parameters; some ignore any others.
pub(super) fn generator(secret: [u8; SECRET], account: &str) -> Totp {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret.to_vec())
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build_noncompliant()
}

/// The time step of which this is the code, within the drift.
pub(super) fn step(auth: &Auth, user_id: UserId, sealed: &[u8], code: &TotpCode) -> Option<i64> {
    let secret = auth.secret_box.decrypt(&context(user_id), sealed).ok().and_then(|secret| secret.try_into().ok());
    let Some(secret) = secret else {
        tracing::error!(user.id = %user_id, "the secret of an authenticator is lost");
        return None;
    };
    step_of(secret, code, auth.clock.now())
}

fn step_of(secret: [u8; SECRET], code: &TotpCode, now: OffsetDateTime) -> Option<i64> {
    let at = now.unix_timestamp().try_into().ok()?;
    generator(secret, "").check(&code.0, at)?.try_into().ok()
}

/// Takes a code of the user's authenticator, each step once (OTP-9): the last step is compared and set by one
/// statement, so of parallel tries with one code, on whatever node, one wins.
pub(super) async fn spend(
    tx: &mut Transaction,
    auth: &Auth,
    user_id: UserId,
    code: &TotpCode,
) -> Result<bool, StoreError> {
    let sealed =
        sqlx::query_scalar!("select sealed from auth.totp where user_id = $1 and confirmed_at is not null", user_id.0)
            .fetch_optional(&mut *tx)
            .await?;
    let Some(sealed) = sealed else { return Ok(false) };
    let Some(step) = step(auth, user_id, &sealed, code) else { return Ok(false) };
    let spent = sqlx::query!(
        "update auth.totp set last_step = $2
         where user_id = $1 and confirmed_at is not null and sealed = $3 and last_step < $2",
        user_id.0,
        step,
        sealed,
    )
    .execute(tx)
    .await?;
    Ok(spent.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B (SHA-1), cut to six digits.
    const VECTORS: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];
    const RFC_SECRET: &[u8; SECRET] = b"12345678901234567890";

    fn step_at(seconds: i64, code: &str) -> Option<i64> {
        let now = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        step_of(*RFC_SECRET, &TotpCode::parse(code).unwrap(), now)
    }

    #[test]
    fn otp_9_codes_are_those_of_rfc_6238() {
        for (seconds, code) in VECTORS {
            assert_eq!(step_at(seconds, code), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn otp_9_a_code_is_good_for_one_step_of_drift_and_no_more() {
        for (seconds, code) in VECTORS {
            let start = seconds - seconds % 30;
            for near in [start - 30, start, start + 59] {
                assert_eq!(step_at(near, code), Some(seconds / 30), "{near}");
            }
            for far in [start - 31, start + 60].into_iter().filter(|far| *far >= 0) {
                assert_eq!(step_at(far, code).filter(|step| *step == seconds / 30), None, "{far}");
            }
        }
    }

    #[test]
    fn only_six_digits_are_a_code() {
        assert_eq!(TotpCode::parse(" 123 456\n"), TotpCode::parse("123456"));
        for wrong in ["", "12345", "1234567", "12345a", "+12345", "１２３４５６", "123456 7"] {
            assert_eq!(TotpCode::parse(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{:?}", TotpCode::parse("123456")), "Some(TotpCode(..))");
    }

    #[test]
    fn the_url_is_what_authenticator_apps_read() {
        let url = generator(*RFC_SECRET, "ann@example.com").to_url().unwrap();
        assert_eq!(
            url,
            "otpauth://totp/Bulkhead:ann%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bulkhead"
        );
    }
}
