//! What the client sees of the errors of the crates below.

use std::time::Duration;

use actix_web::http::StatusCode;
use auth::CredentialError;
use auth::outbox::{LimitedBy, MessageLimit, Purpose};
use base::PoolError;
use domain::kit;

use crate::error::Error;
use crate::problem::{FieldError, Problem};

impl From<tenancy::Error> for Error {
    fn from(error: tenancy::Error) -> Self {
        match error {
            tenancy::Error::NotAMember => Self::NotFound,
            tenancy::Error::Credential(refused) => refused.into(),
            tenancy::Error::RoleTooLow => Self::forbidden("role_too_low", "Your role in this tenant is too low."),
            tenancy::Error::Suspended => Self::forbidden("tenant_suspended", "This tenant is suspended."),
            tenancy::Error::SecondFactorRequired => Self::forbidden(
                "second_factor_required",
                "This tenant requires a second factor: add an authenticator app \
                 (/auth/mfa/totp/enroll) or a passkey (/auth/passkeys/register/start).",
            ),
            tenancy::Error::LastOwner => Self::conflict("last_owner", "A tenant must keep at least one owner."),
            tenancy::Error::QuotaReached => Self::forbidden("quota_reached", "This tenant has reached its quota."),
            tenancy::Error::Unavailable(cause) => cause.into(),
            tenancy::Error::Database(cause) => database(cause),
        }
    }
}

impl From<CredentialError> for Error {
    fn from(refused: CredentialError) -> Self {
        match refused {
            CredentialError::Ended => Self::Unauthenticated,
            CredentialError::Unverified => Self::forbidden("email_unverified", "Confirm your address first."),
            CredentialError::ProofTooOld => {
                Self::forbidden("reauthentication_required", "Prove your identity again (/auth/reauthenticate).")
            }
            CredentialError::NotPlatformAdmin => {
                Self::forbidden("platform_admins_only", "Only platform admins may use this.")
            }
            CredentialError::SecondFactorMissing => {
                Self::forbidden("second_factor_required", "Sign in with a second factor.")
            }
            CredentialError::ReadOnly => Self::forbidden("read_only_impersonation", "This impersonation is read-only."),
            CredentialError::ScopeMissing => Self::forbidden("scope_missing", "The API key lacks the scope for this."),
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

/// 429 `message_limit`. It names the limit that is reached, without telling who else has sent to the address.
impl From<MessageLimit> for Error {
    fn from(MessageLimit { purpose, by, most, retry_after }: MessageLimit) -> Self {
        let detail = match (purpose, by) {
            (Purpose::Invitation, LimitedBy::Address) => {
                format!("This address has had {most} invitations within the hour.")
            }
            (Purpose::Invitation, LimitedBy::Sender) => format!("You have sent {most} invitations within a day."),
            (Purpose::Invitation, LimitedBy::Tenant) => format!("This tenant's quota is {most} invitations a day."),
            (Purpose::ChangeEmail, LimitedBy::Sender) => {
                format!("You have asked for {most} changes of address within a day.")
            }
            _ => format!("An address gets one such message a minute, and {most} an hour."),
        };
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "message_limit", detail);
        Self::Special { problem: Box::new(problem), retry_after: Some(retry_after) }
    }
}

impl From<kit::Error> for Error {
    fn from(error: kit::Error) -> Self {
        match error {
            kit::Error::NotFound => Self::NotFound,
            kit::Error::VersionMismatch => Self::VersionMismatch,
            kit::Error::InvalidState(detail) => Self::conflict("invalid_state", detail),
            kit::Error::Invalid(errors) => errors.into(),
            kit::Error::Reserved => {
                Self::forbidden("not_yours", "This is left to the user who made the row, and to the user it is about.")
            }
            kit::Error::Conflict { code, detail, .. } => Self::conflict(code, detail),
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
            // Connection and resource trouble, shutdown, timeout, lock not available, deadlock, serialization.
            ["08", "53", "57"].iter().any(|class| code.starts_with(class))
                || ["55P03", "40001", "40P01"].contains(&&*code)
        }),
        _ => false,
    };
    if passing { Error::unavailable(error) } else { Error::internal(error) }
}
