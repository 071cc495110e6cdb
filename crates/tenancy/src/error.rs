use auth::{CredentialError, StoreError};
use base::{Conflict, DbError, PoolError};

/// Why a unit of work in a tenant did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The tenant is unknown, or the caller isn't a member of it: the two responses look the same.
    #[error("not a member of this tenant")]
    NotAMember,
    /// The credential isn't live in this unit of work, or isn't enough for it.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// The caller is a member, but of a lower role than the act needs.
    #[error("the role is too low")]
    RoleTooLow,
    /// The caller is a member, but platform admins have suspended the tenant.
    #[error("the tenant is suspended")]
    Suspended,
    /// The caller is a member, but lacks the second factor that the tenant requires.
    #[error("the tenant asks for a second factor")]
    SecondFactorRequired,
    /// A tenant has an owner at all times (ROL-3).
    #[error("the last owner stays")]
    LastOwner,
    /// The tenant has as many members or rows as it may have.
    #[error("the tenant's quota is reached")]
    QuotaReached,
    /// No connection became free in time, or the database is out of reach.
    #[error("the database is not available")]
    Unavailable(#[source] PoolError),
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
}

impl Error {
    /// The name of the constraint that refused the act, if one did.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Database(sqlx::Error::Database(error)) => error.constraint(),
            _ => None,
        }
    }

    /// Whether the door refused: nothing was done, and the connection is as good as before.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self, Self::Credential(_) | Self::RoleTooLow | Self::Suspended | Self::SecondFactorRequired)
    }

    /// Whether another row stands in the way.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Pool(error) => Self::Unavailable(error),
            StoreError::Credential(refused) => Self::Credential(refused),
            StoreError::Database(error) => error.into(),
        }
    }
}

impl Conflict for Error {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Database(error) if error.is_conflict())
    }
}

impl From<PoolError> for Error {
    fn from(error: PoolError) -> Self {
        Self::Unavailable(error)
    }
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Pool(error) => Self::Unavailable(error),
            DbError::Statement(error) => error.into(),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if let Some(refused) = CredentialError::from_database(&error) {
            return Self::Credential(refused);
        }
        // The classes of our own that tenancy's functions raise.
        match error.as_database_error().and_then(sqlx::error::DatabaseError::code).as_deref() {
            Some("BH403") => Self::RoleTooLow,
            Some("BH409") => Self::LastOwner,
            Some("BH423") => Self::Suspended,
            Some("BH428") => Self::SecondFactorRequired,
            Some("BH429") => Self::QuotaReached,
            _ => Self::Database(error),
        }
    }
}
