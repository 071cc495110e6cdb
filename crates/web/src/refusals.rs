//! What the client sees of the errors of the crates below.

use std::time::Duration;

use auth::PoolError;
use domain::kit;

use crate::error::Error;
use crate::problem::FieldError;

impl From<tenancy::Error> for Error {
    fn from(error: tenancy::Error) -> Self {
        match error {
            tenancy::Error::NotAMember => Self::NotFound,
            tenancy::Error::RoleTooLow => Self::forbidden("role_too_low", "Your role in this tenant is not enough."),
            tenancy::Error::Suspended => Self::forbidden("tenant_suspended", "This tenant is suspended."),
            tenancy::Error::SecondFactorRequired => Self::forbidden(
                "second_factor_required",
                "This tenant asks its members for a second factor: add an authenticator app \
                 (/auth/mfa/totp/enroll) or a passkey (/auth/passkeys/register/start).",
            ),
            tenancy::Error::LastOwner => Self::conflict("last_owner", "A tenant has an owner at all times."),
            tenancy::Error::QuotaReached => Self::forbidden("quota_reached", "This tenant has all that it may have."),
            tenancy::Error::Unavailable(cause) => cause.into(),
            tenancy::Error::Database(cause) => database(cause),
        }
    }
}

impl From<PoolError> for Error {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::ShareUsedUp => Self::ShareUsedUp {
                detail: "This tenant's requests use all database connections that it may have at a time.".into(),
                retry_after: Duration::from_secs(1),
            },
            _ => Self::unavailable(error),
        }
    }
}

impl From<kit::Error> for Error {
    fn from(error: kit::Error) -> Self {
        match error {
            kit::Error::NotFound => Self::NotFound,
            kit::Error::Stale => Self::Stale,
            kit::Error::Invalid(errors) => errors.into(),
            // The constraint's name is ours; the resource says in its description what may be there once.
            kit::Error::Conflict(_) => Self::conflict("in_the_way", "Another row is in the way."),
            kit::Error::Tenancy(error) => error.into(),
        }
    }
}

impl From<Vec<kit::FieldError>> for Error {
    fn from(errors: Vec<kit::FieldError>) -> Self {
        Self::Unprocessable(
            errors.into_iter().map(|error| FieldError::new(error.field, error.code, error.message)).collect(),
        )
    }
}

/// A database that is away, or that took too long, is 503: the same request may succeed in a moment.
pub fn database(error: sqlx::Error) -> Error {
    let passing = match &error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(refused) => refused.code().is_some_and(|code| {
            // Connection and resource trouble, shutdown, cancelled by a timeout, lock not available, deadlock, serialization.
            ["08", "53", "57"].iter().any(|class| code.starts_with(class))
                || ["55P03", "40001", "40P01"].contains(&&*code)
        }),
        _ => false,
    };
    if passing { Error::unavailable(error) } else { Error::internal(error) }
}
