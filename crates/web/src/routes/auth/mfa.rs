//! Second factors: adding and removing them, and proving them.

mod recovery_codes;
mod totp;
mod verify;

use actix_web::http::Method;
use auth::mfa::{EnrollError, LastFactor, ProveError};

use crate::edge::limit::Limit;
use crate::error::Error;
use crate::request::Request;
use crate::route::{Access, Body, Route, Success, handler};
use crate::schema::Schema;

pub use verify::{MfaRequired, complete};

use super::reauthenticate;
use super::view::MeView;

/// The lines of the table about second factors.
pub fn routes() -> Vec<Route> {
    let line =
        |path, operation, summary, success, handler| Route::new("mfa", path, operation, summary, success, handler);
    let codes = Success::of::<recovery_codes::RecoveryCodesView>(200);
    let proof = Body::Json(Schema::of::<verify::ProofInput>());
    vec![
        line(
            (Method::POST, "/auth/reauthenticate"),
            "reauthenticate",
            "Takes the password or a code anew, for changes that ask for a recent proof; the session gets a new token",
            Success::NOTHING,
            handler!(reauthenticate::reauthenticate),
        )
        .body(Body::Json(Schema::of::<reauthenticate::Reauthentication>()))
        .limit(Limit::Login),
        line(
            (Method::POST, "/auth/mfa/verify"),
            "verifySecondFactor",
            "Takes a code or a recovery code, and completes a sign-in that owes a second factor",
            Success::of::<MeView>(200),
            handler!(verify::verify),
        )
        .access(Access::MfaPending)
        .body(proof)
        .limit(Limit::Login),
        line(
            (Method::POST, "/auth/mfa/totp/enroll"),
            "enrollTotp",
            "Makes a secret for an authenticator app, shown once; it counts for nothing until it is confirmed",
            Success::of::<totp::EnrollmentView>(200),
            handler!(totp::enroll),
        )
        .require_recent_auth(),
        line(
            (Method::POST, "/auth/mfa/totp/confirm"),
            "confirmTotp",
            "Takes the first code of the app; makes recovery codes, shown once, and ends all other sessions",
            codes,
            handler!(totp::confirm),
        )
        .body(Body::Json(Schema::of::<totp::Confirmation>()))
        .limit(Limit::Login),
        line(
            (Method::POST, "/auth/mfa/totp/disable"),
            "disableTotp",
            "Forgets the authenticator app, by a code or a recovery code; ends all other sessions",
            Success::NOTHING,
            handler!(totp::disable),
        )
        .body(proof)
        .limit(Limit::Login)
        .require_recent_auth(),
        line(
            (Method::POST, "/auth/mfa/recovery-codes"),
            "renewRecoveryCodes",
            "Makes new recovery codes, shown once; the former ones are void",
            codes,
            handler!(recovery_codes::renew),
        )
        .require_recent_auth(),
    ]
}

impl From<ProveError> for Error {
    fn from(error: ProveError) -> Self {
        match error {
            ProveError::Refused => Self::forbidden("proof_refused", "This is wrong, or was used before."),
            ProveError::Blocked { retry_after } => Self::TooManyRequests { retry_after },
            ProveError::Missing => Self::conflict("factor_missing", "There is no such factor."),
            ProveError::LastFactor => last_factor_stays(),
            ProveError::Store(error) => error.into(),
        }
    }
}

/// Whether the user may remove the last second factor: not while a tenant of theirs asks for one. A tenant that begins
/// to ask meanwhile refuses them.
pub async fn last_factor(request: &Request) -> Result<LastFactor, Error> {
    let needed = request.state.db.needs_second_factor(request.caller()?).await?;
    Ok(if needed { LastFactor::Stays } else { LastFactor::MayGo })
}

pub fn last_factor_stays() -> Error {
    Error::conflict(
        "last_factor",
        "A tenant of yours asks for a second factor: add another one first, or leave that tenant.",
    )
}

impl From<EnrollError> for Error {
    fn from(error: EnrollError) -> Self {
        match error {
            EnrollError::InUse => Self::conflict("factor_in_use", "Disable the authenticator in use first."),
            EnrollError::Store(error) => error.into(),
        }
    }
}
