use base::{Conflict, DbError, PoolError};
use sqlx::error::DatabaseError;

/// The database did not do what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(transparent)]
    Pool(#[from] PoolError),
    /// The credential of the unit of work isn't live, or isn't enough for it.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    #[error("a statement failed")]
    Database(#[source] sqlx::Error),
}

/// Why a credential doesn't permit a unit of work, as the database found in that very unit of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// It is unknown, over, or still owes its second factor.
    #[error("the credential is not live")]
    Ended,
    /// The user has neither a verified address nor a phone number.
    #[error("the user has no verified contact")]
    Unverified,
    /// The last proof of identity is too long ago.
    #[error("a recent proof of identity is needed")]
    ProofTooOld,
    #[error("the user is not a platform admin")]
    NotPlatformAdmin,
    /// A platform admin who signed in by one factor.
    #[error("the platform admin has proved one factor only")]
    SecondFactorMissing,
    /// An impersonation that only reads.
    #[error("the impersonation is read-only")]
    ReadOnly,
    /// An API key without the scope.
    #[error("the key has no scope for this")]
    ScopeMissing,
}

impl CredentialError {
    /// Reads the SQLSTATEs that the functions of `auth` and `tenancy` raise about credentials.
    pub fn from_database(error: &sqlx::Error) -> Option<Self> {
        match error.as_database_error().and_then(DatabaseError::code).as_deref()? {
            "BH401" => Some(Self::Ended),
            "BH441" => Some(Self::Unverified),
            "BH442" => Some(Self::ProofTooOld),
            "BH443" => Some(Self::NotPlatformAdmin),
            "BH444" => Some(Self::SecondFactorMissing),
            "BH434" => Some(Self::ReadOnly),
            "BH436" => Some(Self::ScopeMissing),
            _ => None,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        CredentialError::from_database(&error).map_or(Self::Database(error), Self::Credential)
    }
}

impl Conflict for StoreError {
    fn is_conflict(&self) -> bool {
        match self {
            Self::Pool(error) => error.is_conflict(),
            Self::Database(error) => error.is_conflict(),
            Self::Credential(_) => false,
        }
    }
}

impl From<DbError> for StoreError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Pool(error) => Self::Pool(error),
            DbError::Statement(error) => error.into(),
        }
    }
}

/// Lets `?` turn the ways in which the database fails into the `Store` of an operation's error, whose unit of work can
/// then be tried again ([`base::retry_conflicts`]).
macro_rules! into_store {
    ($error:ident: $($cause:ty),+) => {
        impl base::Conflict for $error {
            fn is_conflict(&self) -> bool {
                matches!(self, Self::Store(error) if base::Conflict::is_conflict(error))
            }
        }
        $(impl From<$cause> for $error {
            fn from(error: $cause) -> Self {
                Self::Store(error.into())
            }
        })+
    };
}
